"""A terminal for a command to write to."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal

#: Runs bibtool with a display of progress that comes at once.
AT_ONCE = "import sys, bibtool.cli.progress as p; p._AFTER = 0.0; from bibtool.cli.app import main; sys.exit(main())"


def on_terminal(
    folder: Path, *args: str, stream: Literal["stdout", "stderr"], columns: int = 120, **environment: str
) -> tuple[int, str, str]:
    """The exit code, what a terminal of so many columns got as ``stream`` (without the sequences that it obeys), and
    the other stream."""
    main, own = pty.openpty()
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: own}
    ran = subprocess.Popen(
        [sys.executable, "-c", AT_ONCE, *args],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", "COLUMNS": str(columns), **environment},
        **streams,  # type: ignore[call-overload]
    )
    os.close(own)
    told = b""
    while True:
        try:
            block = os.read(main, 65536)
        except OSError:  # its other end is closed
            break
        if not block:
            break
        told += block
    os.close(main)
    other = b"".join(filter(None, ran.communicate(timeout=100))).decode()
    text = re.sub(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\].*?(?:\x1b\\|\x07))", "", told.decode())
    return ran.returncode, text.replace("\r\n", "\n"), other
