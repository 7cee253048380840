"""The whole jobs as functions of plain values."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from bibtool.api.values import Converted, Link, Note, Reading, Rendered, Work, entries_of, findings, link
from bibtool.diagnostics.code import Code

if TYPE_CHECKING:
    from bibtool.diagnostics.findings import Finding as Found
    from bibtool.jobs.extract import Extraction
    from bibtool.jobs.works import Works

T = TypeVar("T")
Path = str | os.PathLike[str]
#: Works as the functions take them: what :func:`read` gives, works one by one, or CSL-JSON; or the path of a source.
Given = Reading | Iterable[Work | Mapping[str, Any]] | Path


def extract(text: str, *, name: str = "text", format: str | None = None) -> Reading:
    """What the notes, lists and running text of an article cite.  ``format`` is a reader's name ("text", "markdown",
    "latex", "html" …); without it the text tells.

    Raises :class:`bibtool.Error` for a text that is no article, TypeError for what is no text.
    """
    if not isinstance(text, str):
        raise TypeError(f"extract takes a text (str), not {type(text).__name__}; read() takes a file")
    from bibtool.jobs.extract import extract as job
    from bibtool.jobs.sources import Source
    from bibtool.readers.reader import ReadError

    extraction = job([Source(name, text.encode("utf-8", "surrogatepass"), format)])
    for refused in extraction.refused:
        raise ReadError(refused.finding.code, **dict(refused.finding.args))
    return _reading(name, extraction)


def read(path: Path, *, format: str | None = None) -> Reading:
    """What a file holds: an article in any format that bibtool reads, or a bibliography.  Its content tells the format
    unless ``format`` does; corrections that a person made (``bibtool correct``) are applied.

    Raises :class:`bibtool.Error`.
    """
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.works import load

    name = as_path(path)
    works = load(name, format, corrections=gathered([name]))
    return reading(name, works)


def convert(works: Given, to: str, *, format: str | None = None) -> Converted:
    """Works in a format ("biblatex", "bibtex", "csl-json", "ris", "jats", "csv", "wikipedia-pl" …); all that the format
    loses are findings.

    ``works`` may be the path of a bibliography, whose ``format`` its content tells.  Raises :class:`bibtool.Error`.
    """
    from bibtool.jobs.convert import convert as job
    from bibtool.jobs.convert import target, written

    said: Sequence[Found] = ()
    if isinstance(works, (str, os.PathLike)):
        done = job([as_path(works)], None, to, format)
    else:
        entries, said = entries_of(works)
        done = written(entries, target(to, None))
    return Converted(done.text, done.format, findings([*said, *done.findings]))


def render(
    works: Given,
    style: Path,
    *,
    to: str = "text",
    locale: str = "",
    entry_language: str | None = None,
    script: str = "original",
    scheme: str | Mapping[str, str] = "",
    translations: bool = False,
    sort: str = "style",
) -> Rendered:
    """A list of works in a CSL style, by its name or the path of a ``.csl`` file.

    ``to`` is the kind of the document: "text", "html", "markdown", "latex" or "docx" (whose entries are HTML).  The
    other options are those of ``bibtool format``; ``scheme`` is a transliteration for all languages, or one a language.
    Raises :class:`bibtool.Error`.
    """
    from bibtool.jobs.bibliography import ENGINE, heading, known_engine
    from bibtool.jobs.boundary import boundary
    from bibtool.jobs.errors import JobError
    from bibtool.jobs.format import Request, kind_of
    from bibtool.jobs.format import check as check_request
    from bibtool.render.documents.kind import DocumentKind
    from bibtool.render.engine import Section, StyleError
    from bibtool.render.setting import Script, Setting, Sort

    kind: DocumentKind = kind_of(to, None)
    schemes = {"": scheme} if isinstance(scheme, str) else dict(scheme)
    setting = Setting(
        os.fspath(style),
        locale,
        entry_language,
        _chosen(Script, script, "script"),
        {language: name for language, name in schemes.items() if name},
        translations,
        _chosen(Sort, sort, "sort"),
    )
    check_request(Request(setting))
    given = works if not isinstance(works, (str, os.PathLike)) else read(works)
    entries, said = entries_of(given)
    try:
        done = known_engine(ENGINE).bibliography(entries, setting, kind.target, boundary())
    except StyleError as error:
        raise JobError(Code.STYLE_UNUSABLE, problem=str(error)) from None
    data = kind.bibliography(heading(locale or done.locale), done.locale, [Section("", done.entries)])
    return Rendered(tuple((entry.key, entry.text) for entry in done.entries), data, findings([*said, *done.findings]))


def check(
    urls: str | Iterable[str | Work | Mapping[str, Any]],
    *,
    history: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    **settings: Any,
) -> tuple[Link, ...]:
    """Ask whether addresses (also DOIs and the like, and those of works) are alive, and what was archived of them.

    ``settings`` are the options of ``bibtool check`` that say how addresses are asked (``timeout=10``,
    ``per_host="2/s"``, ``archive=["wayback"]``, ``allow_private=True``); neither the environment nor a file tells any.
    Without ``history`` what was seen is forgotten afterwards.  ``progress`` is told how many are done, and of how many.
    Raises :class:`bibtool.Error`; without a network the verdict is ``unknown``.
    """
    from bibtool.jobs import link_settings
    from bibtool.jobs.check import check as job
    from bibtool.jobs.errors import JobError, near
    from bibtool.jobs.link_sources import of_values

    told = {name.replace("_", "-"): value for name, value in settings.items() if value is not None}
    for name in told.keys() - (set(link_settings.NAMES) - {"history"}):
        reason = f"there is no such setting{near(name, link_settings.NAMES)}"
        raise JobError(Code.BAD_LINK_SETTING, setting=name, reason=reason)
    rows = [urls] if isinstance(urls, (str, Mapping)) else list(urls)
    entries, _ = entries_of([row for row in rows if not isinstance(row, str)])
    sources = of_values([row for row in rows if isinstance(row, str)], entries)
    kept = os.fspath(history) if history is not None else ":memory:"
    follow = None if progress is None else lambda _, number, total: progress(number, total)
    made, wished = link_settings.settings(told), link_settings.wished(told)
    done = _outside_a_loop(lambda: job(sources, made, kept, follow, wishes=wished))
    return tuple(map(link, done.results))


def _outside_a_loop(work: Callable[[], T]) -> T:
    """``work`` runs an event loop of its own: where one runs already (a notebook), in a thread."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


def as_path(path: Path) -> str:
    """A path as the jobs take it: no name stands for standard input or for the library."""
    from bibtool.jobs import files
    from bibtool.jobs.queries import is_query

    name = os.fspath(path)
    return f"{os.curdir}{os.sep}{name}" if name == files.STDIN or is_query(name) else name


def reading(name: str, works: Works) -> Reading:
    """What a job read."""
    if works.extraction is not None:
        return _reading(name, works.extraction)
    return Reading(name, tuple(map(Work, works.entries)), findings(works.findings))


def _reading(name: str, extraction: Extraction) -> Reading:
    from bibtool.formats.citations import to_dict
    from bibtool.jobs.finding_sources import sources_of

    document = extraction.documents[0]
    return Reading(
        name,
        tuple(map(Work, extraction.cited or extraction.entries)),
        findings(extraction.findings, sources_of(extraction)),
        tuple(map(to_dict, document.citations)),
        tuple(Note(note.id, note.number, note.text.text) for note in document.notes.notes),
        document.own.get("title") if document.own else "",
    )


def _chosen(kind: Any, value: str, option: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        known: Sequence[str] = [each.value for each in kind]
        raise ValueError(f"{option}={value!r}: one of {', '.join(known)}") from None
