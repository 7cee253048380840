"""A .bib file tidied: only what is asked changes, everything else stays byte for byte."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from bibtool.changes.change import Change, ChangeSet
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files, tidying
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.key_changes import renamed
from bibtool.jobs.tidying import Order, Tidied
from bibtool.text.patterns import regex

_HEADER = regex(r"(?im)^(%+[ \t]*Encoding[ \t]*[:=][ \t]*)([\w.-]+)")


class Asked(Struct, frozen=True):
    """What shall be done; ``encoding`` and ``sort`` are None where nothing of the kind is."""

    keys: bool = False
    fields: bool = False
    duplicates: bool = False
    urls: bool = False
    case: bool = False
    sort: Order | None = None
    encoding: str | None = None

    @property
    def anything(self) -> bool:
        """Is something asked at all?"""
        return self != Asked()


class TidiedFile(Struct, frozen=True):
    """What would be written, in the file and in its papers, what is to be said, and the keys that are others now."""

    changes: ChangeSet
    findings: tuple[Finding, ...]
    keys: Mapping[str, str]

    @property
    def data(self) -> bytes:
        """The bytes of the .bib file."""
        return self.changes.changes[0].after

    @property
    def exit(self) -> Exit:
        """1 where entries were left as they are because their syntax is broken."""
        return Exit.FOUND if any(finding.code == tidying.BROKEN for finding in self.findings) else Exit.DONE


def tidy(path: str, asked: Asked, papers: Sequence[str] = ()) -> TidiedFile:
    """The file as it would be.  Nothing is written.

    Raises JobError BT701 to BT703, BT771 (no .bib file), BT772 (an encoding that there is not, or that has not all
    letters), BT773 (several encodings in one file), BT774 (a paper of another kind), BT776 (binary data).
    """
    data = files.read(path)
    text, encoding, mark = _read(path, data, asked)
    work = Tidied(text)
    if asked.anything:
        done = boundary()(
            partial(_work, work, asked), Finding(Code.CANNOT_READ, {"path": path, "reason": "", "problem": ""})
        )
        if isinstance(done, Finding):
            raise JobError(Code.CANNOT_READ, path=path, reason=done.args["problem"])
    changes = [Change.of(path, data, _encoded(work.text, encoding, mark, path) if asked.anything else data)]
    if work.keys:
        changes += renamed(papers, work.keys)
    findings = tuple(replace(finding, document=path) for finding in work.findings)
    return TidiedFile(ChangeSet("tidy", tuple(changes)), findings, work.keys)


def _work(work: Tidied, asked: Asked) -> None:
    """The steps; what takes entries away comes before what looks at all of them."""
    if replace(asked, encoding=None).anything:  # an encoding is that of broken entries, too
        tidying.tell_broken(work)
    for wanted, step in (
        (asked.duplicates, tidying.merge),
        (asked.keys, tidying.rename),
        (asked.urls, tidying.addresses),
        (asked.case, tidying.capitals),
        (asked.fields, tidying.fields),
    ):
        if wanted:
            step(work)
    if asked.sort is not None:
        tidying.sort(work, asked.sort)
    if asked.encoding is not None:
        # a header that names the old encoding would make others read the new bytes wrongly
        work.text = _HEADER.sub(lambda found: f"{found[1]}{_name(asked.encoding or '')}", work.text, count=1)


def _name(encoding: str) -> str:
    return codecs.lookup(encoding).name.upper().replace("CP", "windows-") if encoding else ""


def _read(path: str, data: bytes, asked: Asked) -> tuple[str, str, bytes]:
    """Text, and encoding and mark to write it in."""
    from bibtool.readers.detection import detect
    from bibtool.text.decoding import NotTextError, decode, exact

    kind = detect(data, path).kind
    if kind.name not in ("bibtex", "text"):
        raise JobError(Code.NO_BIB_FILE, path=path, kind=kind.label)
    encoding = _known(asked.encoding) if asked.encoding is not None else ""
    try:
        whole = exact(data)
        if whole is None and not encoding:
            raise JobError(Code.ENCODINGS_MIXED_IN_FILE, path=path, encodings=decode(data).encoding)
        text = whole.text if whole is not None else decode(data).text
    except NotTextError:
        raise JobError(Code.BINARY_BIBLIOGRAPHY, path=path) from None
    if kind.name == "text" and text.strip() and "@" not in text:
        raise JobError(Code.NO_BIB_FILE, path=path, kind=kind.label)
    if encoding:
        return text, encoding, b""
    return text, whole.encoding if whole else "utf-8", whole.mark if whole else b""


def _known(name: str) -> str:
    """The encoding as Python spells it.  Raises JobError BT772."""
    try:
        found = codecs.lookup(name).name
        "a".encode(found)
    except (LookupError, UnicodeError, TypeError, ValueError):
        raise JobError(Code.ENCODING_NOT_USABLE, encoding=name, problem="there is no such encoding") from None
    return found


def _encoded(text: str, encoding: str, mark: bytes, path: str) -> bytes:
    try:
        return mark + text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError as error:
        letter, line = text[error.start], text.count("\n", 0, error.start) + 1
        problem = f"line {line}: it has no letter {letter}"
        raise JobError(Code.ENCODING_NOT_USABLE, encoding=encoding, problem=problem) from None
