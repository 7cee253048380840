"""The list of works in a pandoc document, in the shape that pandoc's own citeproc gives it.

A Div ``refs`` with the classes that pandoc's writers know, and in it a Div ``ref-KEY`` of the class ``csl-entry`` for
each work; a list in sections has a heading and a Div ``csl-bib-body`` for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bibtool.csl.processor import Processor
from bibtool.entries.entry import Entry
from bibtool.papers.metadata import PaperSetting
from bibtool.papers.tree import Element, attributes, element, is_element, words
from bibtool.render.order import heading_of, section_of

REFS = "refs"
# Where pandoc writes Markdown it leaves a Div "refs" out: its reader would make it again.
KEPT = "references"
# Writers that set the language of an entry; LaTeX would need each language loaded.
_LANGUAGES = ("html", "epub", "docx", "odt", "opendocument")


def listing(
    rows: Mapping[str, Sequence[Element]],
    entries: Mapping[str, Entry],
    setting: PaperSetting,
    made: Processor,
    language: str,
    to: str,
) -> Element:
    """The Div of all works; ``rows`` are the inlines of each by key, in the order of the list of ``made``."""
    header = made.header
    classes = ["references", "csl-bib-body", *(["hanging-indent"] if header.hanging_indent else [])]
    area = made.sheets.main.bibliography
    spaced = area is not None and "entry-spacing" in area.attributes and header.entry_spacing > 0
    pairs = [("entry-spacing", str(header.entry_spacing))] if spaced else []
    pairs += [("line-spacing", str(header.line_spacing))] if header.line_spacing > 1 else []
    parts: dict[str, list[Element]] = {}
    for key, inlines in rows.items():
        section = section_of(entries[key].item, setting.setting.sections)
        parts.setdefault(section, []).append(_entry(key, inlines, entries[key], language, to))
    if list(parts) in ([], [""]):
        return element("Div", [attributes(REFS, classes, pairs), parts.get("", [])])
    blocks: list[Element] = []
    for section, divs in parts.items():
        title = words(heading_of(section, language))
        blocks.append(element("Header", [2, attributes(f"refs-{section.lower()}", ["unnumbered"]), title]))
        blocks.append(element("Div", [attributes("", classes, pairs), divs]))
    return element("Div", [attributes(REFS, ["references"]), blocks])


def _entry(key: str, inlines: Sequence[Element], entry: Entry, language: str, to: str) -> Element:
    tag = entry.item.get("language")
    other = tag and tag.split("-")[0].lower() not in ("und", language.split("-")[0].lower())
    pairs = [("lang", tag)] if other and to.rstrip("0123456789") in _LANGUAGES else []
    return element("Div", [attributes(f"ref-{key}", ["csl-entry"], pairs), [element("Para", list(inlines))]])


def insert(document: Element, refs: Element, title: Sequence[Element], identifier: str = REFS) -> None:
    """Put the list where the document has a Div ``refs``, else at its end, under ``title`` or under a last heading
    that has nothing below it; such a heading is not numbered.  ``identifier`` is what the list is called."""
    refs["c"][0][0] = identifier
    if _fill(document["blocks"], refs):
        return
    blocks = document["blocks"]
    if title:
        blocks.append(element("Header", [1, attributes("bibliography", ["unnumbered"]), list(title)]))
    elif blocks and is_element(blocks[-1], "Header"):
        level, (anchor, classes, pairs), text = blocks[-1]["c"]
        classes = list(dict.fromkeys([*classes, "unnumbered"]))
        blocks[-1] = element("Header", [level, [anchor, classes, pairs], text])
    blocks.append(refs)


def _fill(value: Any, refs: Element) -> bool:
    """Fill every Div ``refs`` in a tree; is there one?"""
    if is_element(value, "Div") and value["c"][0][0] == REFS:
        (_, classes, pairs), inner = value["c"]
        (identifier, more, spacing), blocks = refs["c"]
        value["c"] = [
            [identifier, list(dict.fromkeys([*classes, *more])), [*pairs, *map(list, spacing)]],
            [*inner, *blocks],
        ]
        return True
    children = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    return sum(_fill(each, refs) for each in children) > 0
