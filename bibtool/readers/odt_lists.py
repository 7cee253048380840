"""The numbers before the items of OpenDocument's lists (ODF 1.3 part 3, 5.3 and 16.31), which stand in no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.readers.docx_numbers import spelled
from bibtool.readers.docx_package import attribute
from bibtool.readers.elements import tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class _Level(Struct, frozen=True):
    format: str
    before: str
    after: str
    shown: int  # how many levels the label names
    start: int


def labels(*roots: _Element | None) -> Callable[[_Element], str]:
    """What gives items of numbered lists, asked in the order of the text, their labels; ``roots`` hold the styles."""
    styles = _styles(roots)
    counters: dict[_Element, dict[int, int]] = {}  # by outermost list: the last number of each level
    ended: dict[str, dict[int, int]] = {}  # of the last list of a style
    named: dict[str, _Element] = {}

    def begun(one: _Element, name: str) -> dict[int, int]:
        own = next((str(value) for key, value in one.attrib.items() if str(key).endswith("}id")), "")
        if own:
            named[own] = one
        before = named.get(attribute(one, "continue-list") or "")
        if before is not None and before in counters:
            return counters[before]
        return ended.get(name, {}) if attribute(one, "continue-numbering") == "true" else {}

    def label(element: _Element) -> str:
        one = element.getparent()
        if tag(element) != "list-item" or one is None or tag(one) != "list":
            return ""
        if not len(element) or tag(element[0]) not in ("p", "h"):
            return ""  # it holds a list of the next level only
        line = [one, *one.iterancestors("{*}list")]
        name = next((name for e in line if (name := attribute(e, "style-name"))), "")
        levels, depth, outer = styles.get(name, {}), len(line), line[-1]
        level = levels.get(depth)
        if level is None:
            return ""
        if outer not in counters:
            counters[outer] = begun(outer, name)
        last = ended[name] = counters[outer]
        last[depth] = _whole(attribute(element, "start-value"), last.get(depth, level.start - 1) + 1)
        for deeper in [at for at in last if at > depth]:
            del last[deeper]
        if not level.format:
            return ""
        shown = [at for at in range(max(1, depth - level.shown + 1), depth + 1) if at in levels and levels[at].format]
        numbers = [spelled(last.get(at, levels[at].start), levels[at].format) for at in shown]
        return f"{level.before}{'.'.join(numbers)}{level.after} ".lstrip()

    return label


def _styles(roots: tuple[_Element | None, ...]) -> Mapping[str, Mapping[int, _Level]]:
    found: dict[str, dict[int, _Level]] = {}
    for root in roots:
        for style in root.iter("{*}list-style") if root is not None else ():
            levels = found.setdefault(attribute(style, "name") or "", {})
            for level in style:
                if tag(level) == "list-level-style-number":
                    levels[_whole(attribute(level, "level"), 1)] = _Level(
                        _FORMATS.get(attribute(level, "num-format") or "", ""),
                        attribute(level, "num-prefix") or "",
                        attribute(level, "num-suffix") or "",
                        _whole(attribute(level, "display-levels"), 1),
                        _whole(attribute(level, "start-value"), 1),
                    )
    return found


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise
