"""Works or notes set in a style, as a document."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.jobs.bibliography import ENGINE, heading, known_engine
from bibtool.jobs.boundary import boundary
from bibtool.jobs.collector import uncollected
from bibtool.jobs.errors import Exit, JobError, near
from bibtool.jobs.in_place import Manner, check_options, places, set_in_place
from bibtool.jobs.labels import labels
from bibtool.jobs.linked_works import as_printed
from bibtool.jobs.styles import usable
from bibtool.jobs.works import Works
from bibtool.render.setting import Script, Sections, Setting

if TYPE_CHECKING:
    from bibtool.changes.change import ChangeSet
    from bibtool.entries.apparatus import CitedNote
    from bibtool.jobs.restyle import Restyled
    from bibtool.jobs.sources import Source
    from bibtool.render.documents.kind import DocumentKind
    from bibtool.render.engine import Engine, Rendered, Section

# The second list that journals of the international indexes ask for is in English.
_INTERNATIONAL = "en-US"
# Romanisation as English-language journals print it; other languages by the default scheme.
_INTERNATIONAL_SCHEMES = {"ru": "bgn-pcgn", "uk": "uk-2010", "be": "bgn-pcgn", "bg": "bg-2009"}
_REFERENCES = "References"
_PLAIN = Manner()


class Shape(Enum):
    """What is set."""

    BIBLIOGRAPHY = "bibliography"
    NOTES = "notes"


class Request(Struct, frozen=True):
    """``double`` asks for a list in original scripts and a second one in Latin letters with translated titles; ``also``
    are the numbers of notes that are set again though their reading is not sure.

    ``manner`` says how the notes of a DOCX are set in the document itself.
    """

    setting: Setting
    shape: Shape = Shape.BIBLIOGRAPHY
    to: str = "text"
    engine: str = ENGINE
    double: bool = False
    also: tuple[str, ...] = ()
    manner: Manner = _PLAIN
    genders: tuple[str, ...] = ()


class Formatted(Struct, frozen=True):
    """The document, and what is doubtful about it; of notes that were read from a text, what became of them.

    ``again`` is the source where the document is that one with other notes.
    """

    data: bytes
    findings: tuple[Finding, ...] = ()
    restyled: Restyled | None = None
    again: Source | None = None

    @property
    def exit(self) -> Exit:
        """1 where notes stay as printed."""
        return Exit.FOUND if self.restyled is not None and self.restyled.left else Exit.DONE


def kind_of(to: str | None, output: str | None) -> DocumentKind:
    """The kind of document by its name, else by the ending of the output file, else text.  Raises JobError BT705."""
    from bibtool.render.documents.registry import UnknownDocument, documents, for_suffix, get

    try:
        if to is not None:
            return get(to)
        suffix = PurePath(output).suffix if output else ""
        return for_suffix(suffix) if suffix else get("text")
    except UnknownDocument as error:
        known = list(documents())
        raise JobError(
            Code.UNKNOWN_OUTPUT_FORMAT, name=error.wanted, near=near(error.wanted, known), known=", ".join(known)
        ) from None


def schemes_of(options: Sequence[str]) -> dict[str, str]:
    """``["ru=ala-lc", "iso9"]`` as names of schemes by language, "" for all others.

    >>> schemes_of(["ru=ala-lc", "iso9"])
    {'ru': 'ala-lc', '': 'iso9'}
    """
    pairs = (option.partition("=") for option in options)
    return {head if mark else "": tail if mark else head for head, mark, tail in pairs}


def check(request: Request) -> None:
    """Raises JobError for an engine, style, scheme or combination that there is not, before anything is read."""
    from bibtool.language.translit import schemes
    from bibtool.render.processing import problems_of

    known_engine(request.engine)
    known = [scheme.name for scheme in schemes()]
    for name in request.setting.schemes.values():
        if name not in known:
            raise JobError(Code.UNKNOWN_SCHEME, name=name, near=near(name, known), known=", ".join(known))
    if request.shape is Shape.NOTES and known_engine(request.engine).name != ENGINE:
        raise JobError(Code.ENGINE_PRINTS_NO_NOTES, engine=request.engine)
    sheet = usable(request.setting.style)
    if request.setting.style.endswith(".csl"):
        # an installed style has been looked at; in a file, what is misspelt would print nothing and say nothing
        for problem in problems_of(sheet):
            raise JobError(Code.STYLE_INVALID, name=sheet.name, problem=problem)


def format_works(works: Works, request: Request) -> Formatted:
    """The document.  Raises JobError as :func:`check` does, and BT719 or BT720 for notes that cannot be set."""
    from bibtool.jobs.genders import genders
    from bibtool.render.documents.registry import get
    from bibtool.render.engine import StyleError

    check(request)
    told = genders(works.extraction, works.entries, request.genders, works.name)
    request = replace(request, setting=replace(request.setting, genders=told, labels=labels(works.extraction)))
    try:
        if request.shape is Shape.NOTES:
            return _notes(works, request, get(request.to))
        check_options(works, request.manner, ())
        return _bibliography(works, request, get(request.to))
    except StyleError as error:
        raise JobError(Code.STYLE_UNUSABLE, problem=str(error)) from None


def _notes(works: Works, request: Request, kind: DocumentKind) -> Formatted:
    from bibtool.jobs.restyle import findings_of, note_sources, restyled, without_unread
    from bibtool.render.notes import set_notes, unknown_keys

    if not works.notes:
        raise JobError(
            Code.SOURCE_HAS_NO_NOTES, Exit.BAD_INPUT if works.notes is None else Exit.NOTHING, path=works.name
        )
    unknown = unknown_keys(works.notes, works.entries)
    if unknown:
        keys = [entry.key for entry in works.entries]
        listed = "; ".join(f"{key} [{', '.join(notes)}]{near(key, keys)}" for key, notes in unknown.items())
        raise JobError(Code.UNKNOWN_WORK_CITED, keys=listed)
    notes = works.notes
    if request.also:
        notes = _with_also(works, request.also)
    sources = note_sources(works.extraction, request.also) if works.extraction is not None else None
    read_as = works.extraction.documents[0].document.format if works.extraction is not None else ""
    found = places(works) if kind.name == read_as else ()
    check_options(works, request.manner, found)
    done, data = None, None
    if found and sources is not None:
        entries = (
            as_printed(works.entries, works.extraction.citations) if works.extraction is not None else works.entries
        )
        done, data = set_in_place(
            works,
            found,
            request.manner,
            sources,
            lambda rows: set_notes(notes, entries, request.setting, kind.target, rows),
        )
    if done is None:
        done = set_notes(notes, works.entries, request.setting, kind.target, sources)
    again = works.source if data else None
    copied = [] if again is not None else _told_of_sentences(works, kind)
    data = data or kind.notes(works.title, done.locale, done.notes)
    if sources is None:
        return Formatted(data, (*works.findings, *done.findings))
    said = (*without_unread(works.findings), *done.findings, *findings_of(done, works.name), *copied)
    return Formatted(data, said, restyled(done, sources), again)


def _told_of_sentences(works: Works, kind: DocumentKind) -> list[Finding]:
    """BT689 where a document is made of the sentences that call notes, and not of the text that they are from."""
    if kind.name == "text" or not any(note.called.strip() for note in works.notes or ()):
        return []
    return [Finding(Code.NOTES_WITH_THEIR_SENTENCES_ONLY, {"kind": kind.name, "path": works.name})]


def _with_also(works: Works, numbers: Sequence[str]) -> tuple[CitedNote, ...]:
    """The notes of the text, with what is unread in some among the author's words.  Raises JobError BT738 where there
    is no such note, or no text that notes were read from."""
    documents = works.extraction.documents if works.extraction is not None else ()
    known = [note.note for document in documents for note in document.passages]
    missing = [number for number in numbers if number not in known]
    if missing:
        raise JobError(Code.NO_SUCH_NOTE, path=works.name, numbers=", ".join(missing), near=near(missing[0], known))
    return tuple(note for document in documents for note in document.cited_notes(numbers))


def changed(works: Works, done: Formatted) -> ChangeSet:
    """What would change in the source.  Raises JobError BT762 where the document is not the source set again."""
    from bibtool.jobs.changes import changed

    if done.again is None:
        raise JobError(Code.NOT_IN_PLACE, path=works.name)
    return changed(done.again.name, done.again.data, done.data, "format")


def _bibliography(works: Works, request: Request, kind: DocumentKind) -> Formatted:
    if not works.entries:
        raise JobError(Code.NO_WORKS, Exit.NOTHING, path=works.name)
    engine = known_engine(request.engine)
    setting = request.setting
    with uncollected():
        done = engine.bibliography(works.entries, setting, kind.target, boundary())
    sections = _sections(done, works.entries, setting)
    findings = [*works.findings, *done.findings]
    if works.extraction is not None:
        from bibtool.jobs.left_out import left_out

        findings += left_out(works.extraction, works.entries, done, setting)
    if request.double:
        second, doubts = _second(works.entries, engine, setting, kind)
        sections = [
            *(replace(one, heading=one.heading or heading(setting.locale or done.locale)) for one in sections),
            second,
        ]
        findings += [finding for finding in doubts if finding not in findings]
    title = heading(setting.locale or done.locale)
    if works.title:
        title = f"{title}: {works.title}"
    return Formatted(kind.bibliography(title, done.locale, sections), tuple(findings))


def _sections(done: Rendered, entries: Sequence[Entry], setting: Setting) -> list[Section]:
    from bibtool.render.engine import Section
    from bibtool.render.order import heading_of, section_of

    if setting.sections is Sections.NONE:
        return [Section("", done.entries)]
    items = {entry.key: entry.item for entry in entries}
    parts: dict[str, list[int]] = {}
    for place, entry in enumerate(done.entries):
        parts.setdefault(section_of(items[entry.key], setting.sections), []).append(place)
    return [
        Section(heading_of(section, setting.locale or done.locale), tuple(done.entries[place] for place in places))
        for section, places in parts.items()
    ]


def _second(
    entries: Sequence[Entry], engine: Engine, setting: Setting, kind: DocumentKind
) -> tuple[Section, tuple[Finding, ...]]:
    """The list in Latin letters: titles translated where the work has a translation, the language of others said."""
    from bibtool.render.engine import Section
    from bibtool.render.order import heading_of
    from bibtool.render.scripts import language_of

    latin = replace(
        setting,
        locale=_INTERNATIONAL,
        entry_language="",
        script=Script.LATIN,
        schemes={**_INTERNATIONAL_SCHEMES, **setting.schemes},
        translations=True,
        sections=Sections.NONE,
    )
    done = engine.bibliography(entries, latin, kind.target, boundary())
    languages = {entry.key: language_of(entry.item) for entry in entries}

    def told(key: str, text: str) -> str:
        language = languages[key]
        if language in ("", "en"):
            return text
        return f"{text} ({heading_of(language, _INTERNATIONAL)})"

    lines = tuple(replace(entry, text=told(entry.key, entry.text), language="en") for entry in done.entries)
    return Section(_REFERENCES, lines), done.findings
