"""Bibliographies of works in the styles that are printed when nobody names one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.progress import Progress, Step, nobody
from bibtool.render.engine import Engine, Rendered, Target
from bibtool.text.data import toml

if TYPE_CHECKING:
    from bibtool.entries.apparatus import CitedNote
    from bibtool.render.notes import NoteSource
    from bibtool.render.setting import Labels, Setting

# bibtool's own processor: it passes 840 of the 845 fixtures of the official suite, citeproc-py 512.
ENGINE = "bibtool"
_OWN = "own"  # another name for it
DOCUMENTS = ("text", "html")


class Bibliographies(Struct, frozen=True):
    """Bytes by file name (``bibliography.<style>.html``, ``notes.<style>.html``, ``.txt``), what the engine could not
    do, and the lists of works by style, as HTML."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...]
    lists: Mapping[str, Rendered] = field(default_factory=dict)


def bibliographies(
    entries: Sequence[Entry],
    name: str,
    progress: Progress | None = None,
    engine: str = ENGINE,
    notes: Sequence[CitedNote] = (),
    sources: Mapping[str, NoteSource] | None = None,
    genders: Mapping[tuple[str, str], str] | None = None,
    labels: Labels | None = None,
) -> Bibliographies:
    """``entries`` in every default style, as HTML and text, and ``notes`` again in those that are note styles; ``name``
    is what they belong to, ``sources`` are the notes as they were read, ``genders`` those of authors that the
    source tells, ``labels`` what it calls the persons of its works.

    Raises :class:`~bibtool.jobs.errors.JobError` for an engine that there is not.
    """
    from bibtool.render.documents.registry import get
    from bibtool.render.engine import Section
    from bibtool.render.notes import set_notes_in
    from bibtool.render.processing import is_note_style
    from bibtool.render.setting import Setting
    from bibtool.render.styles import default_styles

    report = progress or nobody
    processor = known_engine(engine)
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    lists: dict[str, Rendered] = {}
    styles = default_styles()
    kinds = [get(each) for each in DOCUMENTS]
    targets = [kind.target for kind in kinds]
    for number, style in enumerate(styles):
        report(Step("rendering", style.style, number, len(styles)))
        setting = Setting(style.style, style.locale, genders=genders or {}, labels=labels or {})
        lines = listed(processor, entries, setting, targets)
        if isinstance(lines, Finding):  # no file of this style; the others are printed
            findings += [lines] if lines not in findings else []
            continue
        for kind in kinds:
            rendered = lines[kind.target]
            title = f"{heading(rendered.locale)}: {name}" if name else heading(rendered.locale)
            whole = Section("", rendered.entries)
            if kind.target == "html":
                lists[style.style] = rendered
            files[f"bibliography.{style.style}{kind.suffixes[0]}"] = kind.bibliography(title, rendered.locale, [whole])
            # of a style once, though it is written twice
            findings += [finding for finding in rendered.findings if finding not in findings]
        if notes and processor.name == ENGINE and is_note_style(style.style):
            set_again = boundary()(partial(set_notes_in, targets, notes, entries, setting, sources), _not_set(setting))
            if isinstance(set_again, Finding):
                findings += [set_again] if set_again not in findings else []
                continue
            for kind in kinds:
                again = set_again[kind.target]
                files[f"notes.{style.style}{kind.suffixes[0]}"] = kind.notes(name, again.locale, again.notes)
                for left in again.left.values():
                    for reason in left.reasons:
                        _say(findings, reason)
    return Bibliographies(files, tuple(findings), lists)


def _say(findings: list[Finding], reason: Finding) -> None:
    """Add why a note stays as printed; what another style gives the same reason for names both."""
    style = reason.args.get("style")
    for place, known in enumerate(findings):
        if known == reason:
            return
        if style and replace(known, args={**known.args, "style": style}) == reason:
            styles = dict.fromkeys([*known.args["style"].split(", "), style])
            findings[place] = replace(known, args={**known.args, "style": ", ".join(styles)})
            return
    findings.append(reason)


def listed(
    engine: Engine, entries: Sequence[Entry], setting: Setting, targets: Sequence[Target]
) -> dict[Target, Rendered] | Finding:
    """``entries`` in one style, or the finding that it could not be set; others are tried all the same."""
    attempt = boundary()
    return attempt(partial(engine.bibliographies, entries, setting, targets, attempt), _not_set(setting))


def _not_set(setting: Setting) -> Finding:
    return Finding(Code.STYLE_NOT_SET, {"style": setting.style, "problem": ""})


def known_engine(name: str) -> Engine:
    """The engine of a name.  Raises :class:`~bibtool.jobs.errors.JobError`."""
    from bibtool.render.registry import UnknownEngine, get

    try:
        return get(ENGINE if name.lower() == _OWN else name)
    except UnknownEngine as error:
        known = error.known
        raise JobError(Code.UNKNOWN_ENGINE, name=name, near=near(name, known), known=", ".join(known)) from None


def heading(locale: str) -> str:
    """What a bibliography is called in the language of ``locale``; English where no word is known."""
    data = toml("jobs/headings.toml")
    return str(data.get(locale.partition("-")[0], data["en"]))
