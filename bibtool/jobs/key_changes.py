"""Papers that cite by new keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bibtool.changes.change import Change
from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.cited import LATEX, MARKDOWN, included, scan
from bibtool.jobs.errors import JobError
from bibtool.text.edits import TextEdit, applied

_EDITABLE = (*LATEX, *MARKDOWN)


def renamed(papers: Sequence[str], keys: Mapping[str, str]) -> list[Change]:
    """The papers, and what they read, with the new keys (old to new).  Raises JobError BT773, BT774, BT908."""
    from bibtool.papers.renaming import in_markdown, in_tex
    from bibtool.text.decoding import NotTextError, exact

    changes: dict[str, Change] = {}
    waiting = [(path, path) for path in papers]
    while waiting:
        path, main = waiting.pop(0)
        if path in changes:
            continue
        data = files.read(path)
        ending = Path(path).suffix.lower()
        try:
            whole = exact(data)
        except NotTextError:
            raise JobError(Code.PAPER_NOT_EDITABLE, path=path) from None
        if whole is None:
            raise JobError(Code.ENCODINGS_MIXED_IN_FILE, path=path, encodings="…")
        if ending not in _EDITABLE:
            raise JobError(Code.PAPER_NOT_EDITABLE, path=path)
        text = whole.text.replace("\r\n", " \n")  # places stay what they are
        found = scan(path, text, data)
        uses = (in_markdown if ending in MARKDOWN else in_tex)(text, keys)
        edits = [TextEdit(use.start, use.end, keys[use.key]) for use in uses]
        changes[path] = Change.of(path, data, whole.encoded(applied(whole.text, edits)) if edits else data)
        for each in found.includes:
            there = included(each, main, path)
            if there is not None and there.suffix.lower() in _EDITABLE:
                waiting.append((str(there), main))
    return list(changes.values())
