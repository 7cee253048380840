"""A text in the editor of the person at the terminal."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bibtool.diagnostics.code import Code
from bibtool.jobs.errors import JobError
from bibtool.jobs.files import reason


def in_editor(before: str, environment: Mapping[str, str] = os.environ) -> tuple[str, Path]:
    """What a person makes of a text in the editor that VISUAL or EDITOR names, and the file that it was written in.

    Raises JobError BT927 and BT928; the file is there as long as what it says is not kept.
    """
    editor = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(editor)
    except ValueError as error:
        raise JobError(Code.NO_EDITOR, reason=f"{editor}: {error}") from None
    if not words:
        raise JobError(Code.NO_EDITOR, reason="VISUAL, EDITOR: –")
    handle, name = tempfile.mkstemp(prefix="bibtool-", suffix=".txt")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write(before)
    try:
        code = subprocess.run([*words, name], check=False).returncode
    except OSError as error:
        path.unlink()
        raise JobError(Code.NO_EDITOR, reason=f"{words[0]}: {reason(error)}") from None
    try:
        after = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise JobError(Code.EDITED_TEXT_NOT_UNDERSTOOD, path=name, line="1", reason=reason(error)) from None
    if code:
        if after == before:
            path.unlink()
        raise JobError(Code.NO_EDITOR, reason=f"{words[0]}: {code}")
    return after, path
