"""Styles listed, searched and shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import Exit, JobError

if TYPE_CHECKING:
    from bibtool.csl.style import Style
    from bibtool.render.engine import StyleError, UnknownStyle
    from bibtool.render.samples import Sample
    from bibtool.render.style_details import StyleDetails
    from bibtool.render.style_list import StyleInfo


class Shown(Struct, frozen=True):
    """A style with its samples: where its file is no valid CSL (``defects``, BT727), and what is doubtful about the
    samples (``doubts``, BT653)."""

    details: StyleDetails
    sample: Sample
    defects: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The keys of docs/contracts.md."""
        told = self.details
        return {
            **told.info.to_json(),
            "authors": list(told.authors),
            "license": told.license,
            "rights": told.rights,
            "parent": told.parent,
            "extensions": dict(told.extensions or {}),
            "samples": {
                "locale": self.sample.locale,
                "bibliography": list(self.sample.bibliography),
                "citations": list(self.sample.citations),
            },
        }


def refused(error: UnknownStyle | StyleError) -> JobError:
    """Why a style cannot be used: BT716 (there is none of the name) or BT717 (what is wrong with it)."""
    from bibtool.render.engine import UnknownStyle

    if isinstance(error, UnknownStyle):
        nearest = f" ({', '.join(error.nearest)}?)" if error.nearest else ""
        return JobError(Code.UNKNOWN_STYLE, name=error.wanted, near=nearest)
    return JobError(Code.STYLE_UNUSABLE, problem=str(error))


def usable(name: str) -> Style:
    """A style by its name or its file.  Raises JobError BT716 or BT717."""
    from bibtool.render.engine import StyleError, UnknownStyle
    from bibtool.render.processing import load

    try:
        return load(name)
    except (UnknownStyle, StyleError) as error:
        raise refused(error) from None


def found_styles(query: Sequence[str] = ()) -> tuple[StyleInfo, ...]:
    """All styles, or those that every word of ``query`` fits, our own first.

    Raises :class:`~bibtool.jobs.errors.JobError` BT726, exit code 3, where none fits.
    """
    from bibtool.render.style_list import all_styles, search

    found = search(query) if query else all_styles()
    if not found:
        raise JobError(Code.NO_STYLE_FOUND, Exit.NOTHING, query=" ".join(query))
    return found


def shown_style(name: str, locale: str = "") -> Shown:
    """A style by its name or its file, with samples in ``locale`` (the style's own where it is empty).

    Raises :class:`~bibtool.jobs.errors.JobError` BT716 (there is none) or BT717 (it cannot be used).
    """
    from bibtool.render.engine import StyleError, UnknownStyle
    from bibtool.render.samples import sample
    from bibtool.render.style_details import details

    try:
        told = details(name)
    except (UnknownStyle, StyleError) as error:
        raise refused(error) from None
    try:
        made = sample(told.style, locale)
    except Exception as error:  # a file that is no valid CSL can make the processor raise anything
        problem = f"{told.info.name}: {'; '.join(told.problems) or f'{type(error).__name__}: {error}'}"
        raise JobError(Code.STYLE_UNUSABLE, problem=problem) from None
    defects = tuple(
        Finding(Code.STYLE_INVALID, {"name": told.info.name, "problem": problem}) for problem in told.problems
    )
    doubts = []
    if locale and made.locale.split("-")[0] != locale.split("-")[0]:
        doubts.append(Finding(Code.LOCALE_UNKNOWN, {"locale": locale, "used": made.locale}))
    return Shown(told, made, defects, tuple(doubts))
