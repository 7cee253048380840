"""The numbers that Word prints before the paragraphs of lists (ECMA-376-1, 17.9), which stand in no text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from bibtool.readers.docx_numbers import spelled
from bibtool.readers.docx_package import attribute, child, local
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVEL = regex(r"%([1-9])")
_LEVELS = 9
_SILENT = frozenset(("bullet", "none"))  # formats of levels that print no number


class _Level(Struct, frozen=True):
    start: int
    format: str
    text: str
    plain: bool  # all numbers of the label as digits (w:isLgl)
    style: str  # the style whose paragraphs stand on this level

    def label(self, counters: list[int], levels: Mapping[int, _Level]) -> str:
        if not _LEVEL.search(self.text) or self.format in _SILENT:
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = levels.get(at, self)
            return spelled(counters[at], "decimal" if self.plain else level.format)

        return _LEVEL.sub(number, self.text).strip()


class Lists(Struct):
    """The lists of a document, asked for each paragraph in the order of the text."""

    styles: Mapping[str, _Element] = field(default_factory=dict)  # w:numPr of styles
    levels: Mapping[str, tuple[str, Mapping[int, _Level]]] = field(default_factory=dict)  # by w:numId
    starts: Mapping[tuple[str, int], int] = field(default_factory=dict)  # overridden, by w:numId and level
    undescribed: dict[str, int] = field(default_factory=dict)  # paragraphs of lists that have no definition, by w:numId
    _counters: dict[str, list[int]] = field(default_factory=dict)  # by abstract list, which several ids may share
    _begun: set[str] = field(default_factory=set)

    def label(self, paragraph: _Element, style: str) -> str:
        """What is printed before a paragraph; "" where that is nothing or a bullet."""
        own = child(paragraph, "pPr", "numPr")
        inherited = self.styles.get(style)
        if own is None and inherited is None:
            return ""
        key = _said(own, "numId") or _said(inherited, "numId")
        at = _whole(_said(own, "ilvl") or (_said(inherited, "ilvl") if own is None else ""), -1)
        known = self.levels.get(key)
        if known is None:
            return self._counted(key, at)
        abstract, levels = known
        if at < 0:
            at = next((i for i, level in levels.items() if style and level.style == style), 0)
        if not at < _LEVELS or at not in levels:
            return ""
        counters = self._counters.get(abstract)
        if counters is None:
            counters = self._counters[abstract] = [0] * _LEVELS
            self._restart(counters, levels, 0)
        if key not in self._begun:
            self._begun.add(key)
            for i in range(_LEVELS):
                if (key, i) in self.starts:
                    counters[i] = self.starts[key, i] - 1
        counters[at] += 1
        self._restart(counters, levels, at + 1)
        # a level above that no paragraph has stood on yet prints its first number
        seen = [
            number if i == at or i not in levels else max(number, levels[i].start) for i, number in enumerate(counters)
        ]
        return levels[at].label(seen, levels)

    def _counted(self, key: str, at: int) -> str:
        """The place of a paragraph in a list that no part of the file describes."""
        if at > 0 or key in ("", "0"):  # w:numId 0 takes a paragraph out of its style's list
            return ""
        self.undescribed[key] = self.undescribed.get(key, 0) + 1
        return f"{self.undescribed[key]}."

    @staticmethod
    def _restart(counters: list[int], levels: Mapping[int, _Level], first: int) -> None:
        for i in range(first, _LEVELS):
            counters[i] = levels[i].start - 1 if i in levels else 0


def lists_of(root: _Element | None, styles: Mapping[str, _Element]) -> Lists:
    """The lists of a numbering part; ``styles`` are the numbering properties of styles by their ids."""
    abstract: dict[str, dict[int, _Level]] = {}
    linked: dict[str, str] = {}
    named: dict[str, str] = {}
    for element in root if root is not None else ():
        if local(element) == "abstractNum":
            key = attribute(element, "abstractNumId") or ""
            abstract[key] = {at: level for e in element if local(e) == "lvl" for at, level in [_level(e)]}
            if link := attribute(child(element, "styleLink"), "val"):
                named[link] = key
            if link := attribute(child(element, "numStyleLink"), "val"):
                linked[key] = link
    levels: dict[str, tuple[str, Mapping[int, _Level]]] = {}
    starts: dict[tuple[str, int], int] = {}
    for element in root if root is not None else ():
        if local(element) != "num":
            continue
        key, home = attribute(element, "numId") or "", attribute(child(element, "abstractNumId"), "val") or ""
        home = named.get(linked.get(home, ""), home)
        if key == "0" or home not in abstract:
            continue
        own = dict(abstract[home])
        for over in element:
            if local(over) != "lvlOverride":
                continue
            at = _whole(attribute(over, "ilvl"), 0)
            if (changed := child(over, "lvl")) is not None:
                own[at] = _level(changed)[1]
            if (start := attribute(child(over, "startOverride"), "val")) is not None:
                starts[key, at] = _whole(start, 1)
        levels[key] = (home, own)
    return Lists(styles, levels, starts)


def _level(element: _Element) -> tuple[int, _Level]:
    def said(name: str, otherwise: str = "") -> str:
        found = child(element, name)
        return otherwise if found is None else attribute(found, "val") or ""

    plain = child(element, "isLgl") is not None and said("isLgl", "1") not in {"0", "false", "off"}
    level = _Level(_whole(said("start"), 0), said("numFmt", "decimal"), said("lvlText"), plain, said("pStyle"))
    return _whole(attribute(element, "ilvl"), 0), level


def _said(properties: _Element | None, name: str) -> str:
    return attribute(child(properties, name), "val") or "" if properties is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise
