"""What a check found, written into the files that were checked: shown, in place, or to a new file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePath

from msgspec import Struct

from bibtool.changes.change import Change, ChangeSet
from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.boundary import boundary
from bibtool.jobs.check import CheckResult
from bibtool.jobs.errors import JobError
from bibtool.jobs.link_sources import Part
from bibtool.links import editing
from bibtool.links.applied import CopyFields, Wanted, applied, moved_links, wanted
from bibtool.links.editing import Edited
from bibtool.links.plan import complete
from bibtool.readers.hidden import led_to, prints
from bibtool.readers.kinds import by_ending
from bibtool.text.edits import applied as replaced

COMMAND = "check"
_EDITORS: Mapping[str, Callable[[str, int, Mapping[int, Sequence[Wanted]]], Edited]] = {
    "bibtex": editing.bib,
    "biblatex": editing.bib,
    "csl-json": editing.csl_json,
    "ris": editing.ris,
}
DOCX = "docx"
_DOCUMENTS = frozenset({DOCX, "odt", "markdown"})


class Applied(Struct, frozen=True):
    """The changes, one a source that can be edited, and what was left out and why (BT521, BT522)."""

    changes: ChangeSet
    findings: tuple[Finding, ...]


def editable(part: Part) -> bool:
    """Whether a source can be edited with all else as it stands."""
    return part.kind in _EDITORS or part.kind in _DOCUMENTS


def edited(result: CheckResult, parts: Sequence[Part], ui: str = "en") -> Applied:
    """Every source as it would be.  Nothing is written; a source of another kind is told (BT522).

    ``ui`` is the language of reasons that are findings themselves.
    """
    rows, findings = wanted(result.entries, result.results)
    moved: Mapping[str, Mapping[str, str]] = {}
    if any(part.kind in _DOCUMENTS for part in parts):
        moved, stay = moved_links(result.results)
        findings += stay
    changes: list[Change] = []
    for part in parts:
        own = {place - part.entries.start: row for place, row in rows.items() if place in part.entries}
        if not editable(part):
            why = f"a file of this kind is not edited ({part.kind})"
            findings.append(Finding(Code.ENTRY_NOT_EDITED, {"key": part.name, "reason": why}, document=part.name))
            continue
        links = moved.get(part.name, {})
        if part.kind == DOCX:
            after, left = _docx(part, own, ui)
            after, more = _links(part.name, after, {**links, **_addresses(own)}, links)
            left += more
        elif part.kind in _DOCUMENTS:
            after, left = _document(part, own, links)
        else:
            after, left = _text(part, own)
        findings += [Finding(f.code, f.args, document=part.name) for f in left]
        changes.append(Change.of(part.name, part.data, after))
    return Applied(ChangeSet(COMMAND, tuple(changes)), tuple(findings))


def new_text(result: CheckResult, path: str) -> str:
    """The entries with what the check found, in the format of ``path``'s ending.

    Raises JobError BT705 for an ending that no format has.
    """
    from bibtool.formats.registry import get
    from bibtool.jobs.export import TABLE, choose

    name = choose(None, path)
    if name == TABLE:
        name = "biblatex"
    fields = CopyFields.BIB if name in _EDITORS and _EDITORS[name] is editing.bib else CopyFields.CSL
    return get(name).write(applied(result.entries, wanted(result.entries, result.results)[0], fields))


def check_target(parts: Sequence[Part], path: str) -> None:
    """Refuse a new file that is neither of the kind of its one source, edited, nor of a format for works.

    Raises JobError BT515.
    """
    from bibtool.jobs.export import choose

    if len(parts) == 1 and same_kind(parts[0], path):
        return
    try:
        choose(None, path)
    except JobError:
        reason = (
            "--apply edits one BibTeX, CSL-JSON, RIS, DOCX, ODT or Markdown file, as a file of the same kind; "
            "the works of other sources go to a new .bib, .json or .ris"
        )
        raise JobError(Code.BAD_LINK_SETTING, setting=f"--output {path}", reason=reason) from None


def same_kind(part: Part, path: str) -> bool:
    """Whether ``path`` names a file of the kind of a source that can be edited."""
    from bibtool.formats.registry import UnknownFormat, get
    from bibtool.jobs.export import choose

    if part.kind in _DOCUMENTS:
        kind, ending, own = by_ending(path), PurePath(path).suffix.lower(), PurePath(part.name).suffix.lower()
        if kind is None or kind.name != part.kind:
            return False
        # a DOCX with macros and a flat ODT are other files inside
        return kind.name == "markdown" or ending == (own if own in kind.endings else f".{kind.name}")
    try:
        other = choose(None, path)
        return editable(part) and _EDITORS.get(other) is _EDITORS[part.kind] and get(other) is not None
    except (JobError, UnknownFormat):
        return False


def _text(part: Part, rows: Mapping[int, Sequence[Wanted]]) -> tuple[bytes, list[Finding]]:
    from bibtool.text.decoding import Exact, NotTextError, exact

    if not rows:
        return part.data, []
    try:
        # Of several encodings in one file: every byte a letter, since what is edited is ASCII.
        whole = exact(part.data) or Exact(part.data.decode("latin-1"), "latin-1", b"")
        done = _EDITORS[part.kind](whole.text, len(part.entries), rows)
        return whole.encoded(replaced(whole.text, done.edits)), done.left
    except (NotTextError, UnicodeEncodeError, ValueError, IndexError) as error:
        return part.data, [Finding(Code.ENTRY_NOT_EDITED, {"key": part.name, "reason": str(error)})]


def _document(
    part: Part, rows: Mapping[int, Sequence[Wanted]], links: Mapping[str, str]
) -> tuple[bytes, list[Finding]]:
    """A document without tracked changes, its addresses changed, and copies of pages that are gone behind theirs."""
    from bibtool.readers.reader import ReadError
    from bibtool.render.rewriting.addresses import Wish, in_markdown, in_odt
    from bibtool.render.rewriting.package import NotRewritable

    of_works = [row for own in rows.values() for row in own]
    copies = {r.printed: r.snapshot.uri for r in of_works if r.snapshot is not None and r.failed and not r.address}
    wish = Wish({**links, **_addresses(rows)}, copies)
    try:
        done = (in_markdown if part.kind == "markdown" else in_odt)(part.data, part.name, wish)
    except (NotRewritable, ReadError):
        return part.data, [Finding(Code.ENTRY_NOT_EDITED, {"key": part.name, "reason": "its text cannot be written"})]
    why = "its address is written in another way"
    left = [
        Finding(Code.ENTRY_NOT_EDITED, {"key": url, "reason": why})
        for url in (*wish.moved, *wish.copies)
        if url not in done.found
    ]
    return done.data, left


def _docx(part: Part, rows: Mapping[int, Sequence[Wanted]], ui: str) -> tuple[bytes, list[Finding]]:
    """The notes with their addresses changed, and copies of pages that are gone in square brackets behind theirs, all
    as tracked changes."""
    from bibtool.render.rewriting.notes import Swap, Tracking, Ways
    from bibtool.render.rewriting.package import NotRewritable, rewritten

    each = {row.printed: row for own in rows.values() for row in own}
    swaps: dict[str, Swap] = {}
    for note in part.notes:
        words = [word for row in each.values() for word in _words(note.text.text, row)]
        if words and note.origin:
            swaps[note.origin] = Swap(note.text.text, tuple(sorted(words)))
    if not swaps:
        return part.data, []
    ways = Ways(tracking=Tracking(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")))
    try:
        done = rewritten(part.data, part.name, swaps, ways, boundary())
    except NotRewritable:
        return part.data, [Finding(Code.ENTRY_NOT_EDITED, {"key": part.name, "reason": "its notes cannot be written"})]
    left = [
        Finding(Code.ENTRY_NOT_EDITED, {"key": origin, "reason": sentence(Finding(why.code, dict(why.args)), ui)})
        for origin, why in done.left.items()
    ]
    return (done.data if len(done.left) < len(swaps) else part.data), left


def _addresses(rows: Mapping[int, Sequence[Wanted]]) -> dict[str, str]:
    """The new addresses of works, by the printed ones: a link behind words may lead there too."""
    return {row.printed: row.address for own in rows.values() for row in own if row.address}


def _links(name: str, data: bytes, moved: Mapping[str, str], of_text: Iterable[str]) -> tuple[bytes, list[Finding]]:
    """Links behind words, to where their pages moved: each is told, since none of it is a tracked change.  So are
    those of the addresses ``of_text`` that are printed without a link, which stay."""
    from bibtool.render.rewriting.targets import IN_TEXT, printed_bare, retargeted

    if not moved:
        return data, []
    after, found = retargeted(data, name, lambda target: moved.get(complete(led_to(target)), ""))
    told: list[Finding] = []
    for led in found:
        if led.why:
            shown = led.old if prints(led.words, led.old) else f"{led.words} ({led.old})"
            args = {"key": shown, "reason": led.why}
            told.append(Finding(Code.ENTRY_NOT_EDITED, args))
        else:
            told.append(Finding(Code.LINK_TARGET_CHANGED, {"words": led.words, "target": led.new, "url": led.old}))
    stay = {complete(led_to(led.old)) for led in found if led.why}
    bare = printed_bare(after, name, [url for url in of_text if url not in stay])
    told += [Finding(Code.ENTRY_NOT_EDITED, {"key": url, "reason": IN_TEXT}) for url in of_text if url in bare]
    return after, told


def _words(text: str, row: Wanted) -> list[tuple[int, int, str]]:
    from bibtool.render.rewriting.addresses import TAIL

    found: list[tuple[int, int, str]] = []
    forms = dict.fromkeys((row.printed, row.printed.partition("://")[2]))
    for match in re.finditer("|".join(rf"(?<![\w/.]){re.escape(form)}{TAIL}" for form in forms if form), text):
        if row.address:
            found.append((*match.span(), row.address))
        elif row.failed and row.snapshot is not None and row.snapshot.uri not in text:
            end = match.end() + (text[match.end() : match.end() + 1] == ">")
            found.append((end, end, f" [{row.snapshot.uri}]"))
    return found
