"""The project's styles with the works and the notes of tests/styles, and what they print."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bibtool.csl.person import Name
from bibtool.csl.processor import Processor
from bibtool.csl.style import Style
from bibtool.language.collation import collated_languages, collator
from bibtool.language.gender import gender_of
from bibtool.language.locale import locale_xml, locales
from bibtool.render.styles import own_styles

FOLDER = Path(__file__).parent / "styles"
# CommonMark escapes what is plain text to a reader: "\[online\]".
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>&#|~^$.)-])")
_LINK = re.compile(r"\[([^\[\]]*)\]\(<[^<>]*>\)")


class Collation:
    """The languages' own order of letters."""

    def key(self, text: str, language: str) -> Any:
        code = language.split("-")[0]
        return collator(code if code in collated_languages() else "en").key(text)


def gender(name: Name) -> str:
    return name.gender or gender_of(name.family, name.given).gender.value


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def works() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_text("works.json"))
    return found


def cites() -> list[dict[str, Any]]:
    """The notes: `note` its number, `why` it is there, `cites` in the citation JSON of CSL."""
    found: list[dict[str, Any]] = json.loads(_text("cites.json"))
    return found


def style(name: str) -> Style:
    return Style.from_file(own_styles()[name])


def make(name: str, items: Sequence[dict[str, Any]], **options: Any) -> Processor:
    """A processor as the program makes it: with the project's terms, order of letters and genders."""
    terms = tuple(locale_xml(language, extensions=True) for language in locales())
    settings: dict[str, Any] = {"locales": terms, "collator": Collation(), "gender": gender} | options
    return Processor(style(name), items, **settings)


def readable(markdown: str) -> str:
    """Markdown without its escapes and links: italics and the like are seen, brackets are brackets."""
    text = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", markdown))
    return text.replace('<span style="font-variant:small-caps;">', "<sc>").replace("</span>", "</sc>")


def bibliography(name: str, **options: Any) -> list[str]:
    made = make(name, works(), **options)
    ids = [entry.id for entry in made.entries()]
    lines = [readable(line.strip()) for line in made.bibliography("markdown")]
    assert len(lines) == len(ids)
    return [f"{identity}\n  {line}" for identity, line in zip(ids, lines, strict=True)]


def notes(name: str, **options: Any) -> list[str]:
    """The cites of tests/styles/cites.json; a style for the running text has them in the same order."""
    made = make(name, works(), **options)
    rows = cites()
    numbered = 0 if made.style.in_text else 1
    texts = made.document([(row["cites"], row["note"] * numbered) for row in rows], "markdown")
    out = []
    for row, text in zip(rows, texts, strict=True):
        named = ", ".join(" ".join([c["id"], *([c["locator"]] if "locator" in c else [])]) for c in row["cites"])
        why = f" ({row['why']})" if row["why"] != "first mention" else ""
        out.append(f"{row['note']}. {named}{why}\n  {readable(text.strip())}")
    return out


def golden(name: str) -> str:
    """What a style prints: the list, the list with every entry in its own language, the notes."""
    parts = [f"# {name}"]
    if style(name).root.find("{http://purl.org/net/xbiblio/csl}bibliography") is not None:
        parts += ["## bibliography", *bibliography(name)]
        own = bibliography(name, entry_languages=True)
        other = [line for line in own if line not in set(parts)]
        if other:
            parts += ["## bibliography, entries in their own language, where that makes a difference", *other]
    parts += ["## notes" if not style(name).in_text else "## citations", *notes(name)]
    return "\n\n".join(parts) + "\n"
