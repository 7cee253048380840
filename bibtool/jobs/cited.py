"""The works that a paper cites, taken out of a bibliography; the keys that it lacks, with their places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.places import Lines
from bibtool.diagnostics.shown import Sources
from bibtool.entries.entry import Entry
from bibtool.jobs import files
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.paths import exists, is_file
from bibtool.jobs.queries import IN_USE, Shelf, is_query
from bibtool.jobs.references import format_by_ending, read
from bibtool.text.spans import Span

if TYPE_CHECKING:
    from bibtool.papers.uses import Include, KeyUse, Scan

MARKDOWN = (".md", ".markdown", ".mkd", ".qmd", ".rmd")
LATEX = (".tex", ".ltx", ".latex")
_LETTERED = ("biblatex", "bibtex")
_ENDINGS = (*LATEX, ".aux", ".bcf", *MARKDOWN)


class CitedWorks(Struct, frozen=True):
    """The entries cited, in the order of the bibliographies; how many keys are cited; what is wrong, and the texts that
    findings point into; the bibliography in ``format``."""

    entries: tuple[Entry, ...]
    format: str
    keys: int
    findings: tuple[Finding, ...]
    sources: Sources
    text: str

    @property
    def exit(self) -> Exit:
        """1 where a key is unknown, else 0."""
        return Exit.FOUND if any(each.code == Code.KEY_UNKNOWN for each in self.findings) else Exit.DONE


def cited(
    papers: Sequence[str],
    bibliographies: Sequence[str] = (),
    output: str | None = None,
    format: str | None = None,
    shelf: Shelf = IN_USE,
) -> CitedWorks:
    """The works that ``papers`` cite; without ``bibliographies`` those that the papers name.

    The format is ``format``, or what the ending of ``output`` tells, or that of the first bibliography; .bib entries
    stay as they are written unless ``format`` asks for another form.  Raises
    JobError BT701 to BT703, BT705, BT904, BT905, BT908, and BT910 and BT960 where nothing is cited or found (exit code
    3).
    """
    from bibtool.entries.parents import other_keys, with_parents
    from bibtool.papers.uses import ALL
    from bibtool.text.nearest import Names

    scans: dict[str, tuple[str, Scan]] = {}
    missing: list[Finding] = []
    for paper in papers:
        _scan(paper, paper, scans, missing)
    named = list(bibliographies) or [
        _beside(each, path) for path, (_, scan) in scans.items() for each in scan.bibliographies
    ]
    own = {key for _, scan in scans.values() for key in scan.own}
    uses = [(path, use) for path, (_, scan) in scans.items() for use in scan.uses]
    if not uses:
        raise JobError(Code.PAPER_CITES_NOTHING, exit=Exit.NOTHING, path=", ".join(papers))
    if not named:
        raise JobError(Code.NO_BIBLIOGRAPHY_NAMED)
    shelf.check_asked(named)
    files.check_output(output, shelf.inputs((*scans, *named)))
    chosen = _format(format, output)  # before anything long is read
    known: dict[str, Entry] = {}
    findings: list[Finding] = []
    formats: list[str] = []
    for path in dict.fromkeys(named):
        entries, doubts, own_format = read(path, shelf)
        formats.append(own_format.name)
        findings += doubts
        for entry in entries:
            known.setdefault(entry.key, entry)
    ids = other_keys(known.values())
    keys = {use.key for _, use in uses}
    wanted = set(known) if ALL in keys else with_parents((ids.get(key, key) for key in keys), known)
    names = Names([*known, *ids])
    near: dict[str, Sequence[str]] = {}
    for path, use in uses:
        if use.key != ALL and use.key not in known and use.key not in ids and use.key not in own:
            if use.key not in near:
                near[use.key] = names.nearest(use.key)
            findings.append(_unknown(use, path, near[use.key]))
    kept = tuple(entry for key, entry in known.items() if key in wanted)
    texts = {path: text for path, (text, _) in scans.items()}
    chosen = chosen or formats[0]
    same = format is None and all(each == chosen for each in formats)
    text = _untouched(kept, named, chosen) if same else _written(kept, chosen)
    return CitedWorks(kept, chosen, len(keys), (*missing, *findings), Sources(texts), text)


def _written(entries: Sequence[Entry], format: str) -> str:
    from bibtool.formats.registry import get

    return get(format).write(entries)


def _untouched(entries: Sequence[Entry], bibliographies: Sequence[str], format: str) -> str:
    """.bib entries to the letter, those of other formats (and a broken one) as their writer has them."""
    from bibtool.papers.verbatim import verbatim

    if format not in _LETTERED:
        return _written(entries, format)
    parts: list[str] = []
    left = {entry.key: entry for entry in entries}
    for path in dict.fromkeys(bibliographies):
        if is_query(path):
            continue
        found = verbatim(_text(path, files.read(path)), left)
        if found.keys() - {""}:
            parts += found.values()
        for key in found.keys() - {""}:
            del left[key]
    if left:
        parts.append(_written(list(left.values()), format).strip())
    return "".join(f"{part}\n\n" for part in parts).rstrip("\n") + "\n" if parts else ""


def _unknown(use: KeyUse, path: str, near: Sequence[str]) -> Finding:
    args = {"key": use.key, "near": f" ({', '.join(near)}?)" if near else "", "context": "", "section": ""}
    return Finding(Code.KEY_UNKNOWN, args, (Span(use.start, use.end),), path)


def _beside(name: str, paper: str) -> str:
    """A bibliography that a paper names: as written, or else beside the paper."""
    beside = Path(paper).parent / name
    return name if exists(name) or is_query(name) or not exists(beside) else str(beside)


def _format(format: str | None, output: str | None) -> str:
    """The format by its name or by the ending of the output; "" where neither is given."""
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import formats
    from bibtool.jobs.errors import near

    known = [name for name, each in formats().items() if each.takes is Takes.ENTRIES]
    if format is not None:
        if format.lower() not in known:
            raise JobError(Code.UNKNOWN_OUTPUT_FORMAT, name=format, near=near(format, known), known=", ".join(known))
        return format.lower()
    if not output:
        return ""
    try:
        return format_by_ending(output).name
    except JobError:  # its line is about a bibliography that is read
        raise JobError(
            Code.UNKNOWN_OUTPUT_FORMAT, name=PurePath(output).suffix or output, near="", known=", ".join(known)
        ) from None


def scan(path: str, text: str, data: bytes) -> Scan:
    """The keys of one source: what its content is, or where that is plain text, what its ending says.

    Raises JobError BT908 for a text whose ending is no paper's, BT749 for another kind of file.
    """
    from bibtool.papers.latex import scan_aux, scan_bcf, scan_tex
    from bibtool.papers.markdown import scan_markdown
    from bibtool.readers.detection import detect
    from bibtool.readers.kinds import Family

    kind = detect(data, path).kind
    ending = PurePath(path).suffix.lower()
    if kind.family is Family.LATEX:
        return {"aux": scan_aux, "bcf": scan_bcf}.get(kind.name, scan_tex)(text)
    if kind.name not in ("text", "markdown"):
        raise JobError(Code.SOURCE_IS_NO_PAPER, path=path, kind=kind.label)
    if ending in LATEX:
        return scan_tex(text)
    if ending in (".aux", ".bcf"):
        return (scan_aux if ending == ".aux" else scan_bcf)(text)
    if ending in MARKDOWN:
        return scan_markdown(text)
    raise JobError(Code.PAPER_FORMAT_UNKNOWN, path=path, known=", ".join(_ENDINGS))


def _scan(path: str, main: str, scans: dict[str, tuple[str, Scan]], missing: list[Finding]) -> None:
    """Scan a file and what it reads; each file once, whoever reads it."""
    if path in scans:
        return
    data = files.read(path)
    text = _text(path, data)
    found = boundary()(
        partial(scan, path, text, data), Finding(Code.CANNOT_READ, {"path": path, "reason": "", "problem": ""})
    )
    if isinstance(found, Finding):
        raise JobError(Code.CANNOT_READ, path=path, reason=found.args["problem"])
    scans[path] = (text, found)
    for include in found.includes:
        there = included(include, main, path)
        if there is None:
            line = str(text.count("\n", 0, include.start) + 1)
            missing.append(Finding(Code.INCLUDED_FILE_MISSING, {"path": path, "line": line, "name": include.name}))
        elif there.suffix.lower() in _ENDINGS:
            _scan(str(there), main, scans, missing)


def included(include: Include, main: str, path: str) -> Path | None:
    """The file that ``path`` reads, beside ``main`` or beside itself; None where there is none."""
    places = [Path(folder, include.name) for folder in (Path(main).parent, Path(path).parent)]
    tried = [Path(f"{place}{include.ending}") for place in places] + places
    return next((place for place in tried if is_file(place)), None)


def _text(path: str, data: bytes) -> str:
    from bibtool.text.decoding import NotTextError, decode

    try:
        return decode(data).text.replace("\r\n", "\n")
    except NotTextError:
        return ""  # what it is instead, scan says


def located(findings: Sequence[Finding], path: str, text: str) -> list[Finding]:
    """Unknown keys of a Markdown paper with their lines: the nth finding of a key stands at its nth place."""
    from bibtool.papers.markdown import scan_markdown

    places: dict[str, list[KeyUse]] = {}
    for use in scan_markdown(text).uses:
        places.setdefault(use.key, []).append(use)
    lines = Lines(text)
    out: list[Finding] = []
    for finding in findings:
        key = finding.args.get("key", "")
        if finding.code == Code.KEY_UNKNOWN and places.get(key):
            use = places[key].pop(0)
            place = lines.place((Span(use.start, use.end),))
            where = f": {path}:{place.line}" if place else ""
            finding = replace(finding, args={**finding.args, "context": f"{where}{finding.args.get('context', '')}"})
        out.append(finding)
    return out
