"""Styles for people: a line each, or one closely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from bibtool.cli.lines import filled, room
from bibtool.cli.words import word
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from bibtool.jobs.styles import Shown
    from bibtool.render.style_list import StyleInfo

# Nine names of ten in the repository are shorter; a longer one pushes its own line only.
_WIDTH = 46
_SENTENCE = regex(r"(.+?[.;:])\s")


def print_styles(styles: Sequence[StyleInfo], ui: str, out: TextIO) -> None:
    """Name, class, language and title; of our own what they are, too."""
    from bibtool.render.style_list import Source

    width = room(out)
    own = [info for info in styles if info.source is Source.OWN]
    others = [info for info in styles if info.source is not Source.OWN]
    for info in own:
        out.write(_line(info, width))
        if info.summary:
            out.write(filled(_first(info.summary), width, "    ") + "\n")
    if own and others:
        out.write("\n")
    for info in others:
        out.write(_line(info, width))


def print_style(shown: Shown, ui: str, out: TextIO) -> None:
    """What a style says of itself, then the samples."""
    told, info = shown.details, shown.details.info
    out.write(f"{info.name}: {info.title}\n")
    rows = [
        ("style_class", info.form),
        ("style_locale", info.locale),
        ("style_fields", ", ".join(info.fields)),
        ("style_parent", told.parent),
        ("style_extensions", ", ".join(f'{name}="{value}"' for name, value in (told.extensions or {}).items())),
        ("style_authors", ", ".join(told.authors)),
        ("style_license", " ".join(part for part in (told.license, told.rights) if part)),
    ]
    labels = {key: word(key, ui) for key, _ in rows}
    width = max(len(label) for label in labels.values())
    for key, value in rows:
        if value:
            out.write(filled(value, room(out), f"{labels[key].ljust(width)}  ") + "\n")
    if info.summary:
        out.write("\n" + filled(info.summary, room(out)) + "\n")
    if shown.sample.bibliography:
        out.write(f"\n{word('style_bibliography', ui)} ({shown.sample.locale})\n\n")
        out.write("".join(f"{line}\n" for line in shown.sample.bibliography))
    if shown.sample.citations:
        out.write(f"\n{word('citations' if told.style.in_text else 'notes', ui)} ({shown.sample.locale})\n\n")
        for number, text in enumerate(shown.sample.citations, 1):
            out.write(f"{text}\n" if told.style.in_text else f"{number}. {text}\n")


def _line(info: StyleInfo, room: int | None) -> str:
    """One line; on a terminal that is too narrow for it the title has lines of its own."""
    line = f"{info.name:<{_WIDTH}} {info.form:<11} {info.locale:<5} {info.title}".rstrip()
    if room is None or len(line) <= room:
        return line + "\n"
    head = filled(f"{info.name}  {info.form}  {info.locale}".rstrip(), room, "", "    ")
    return head + "\n" + filled(info.title, room, "    ") + "\n"


def _first(summary: str) -> str:
    """The first sentence or clause."""
    found = _SENTENCE.match(summary)
    return found[1].rstrip(";:") if found else summary
