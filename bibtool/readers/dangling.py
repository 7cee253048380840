"""Calls whose notes are not in the file: links to nowhere that look as those do which lead to notes.

A page has many links that lead nowhere: into chapters that were not saved, back to places without a name, from tables
of contents.  Only what cannot be told from a call is one: a mark of the same kind, raised or in brackets as the others
are, to a place named as theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bibtool.readers.elements import tag, words
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBERS = regex(r"\d+")
_FRAMES = frozenset("nav header footer aside menu".split())
_BRACKETS = "[]({)}"
Look = tuple[str, bool, str, bool]  # the kind of the mark, whether it is raised, its brackets, whether markup says it


def find(
    links: Iterable[tuple[_Element, str, bool]], calls: Iterable[tuple[_Element, str, bool]], *, single: bool
) -> dict[_Element, str]:
    """Of links that lead nowhere those that call a note, with their marks; one for each place.

    Both are given with their marks and whether markup says that they call; ``single`` is whether all stand in one file,
    so that what names another file leads elsewhere.
    """
    named: set[tuple[Look, tuple[str, str]]] = set()
    said: set[Look] = set()
    for link, mark, marked in calls:
        look = _look(link, mark, marked)
        named.add((look, _form(link, single)))
        if marked:
            said.add(look)
    found: dict[_Element, str] = {}
    seen: set[str] = set()
    for link, mark, marked in links if named else ():
        look, form, href = _look(link, mark, marked), _form(link, single), link.get("href") or ""
        known = (look, form) in named or (look in said and not form[0])
        if not known or href in seen or any(tag(e) in _FRAMES for e in link.iterancestors()):
            continue
        seen.add(href)
        found[link] = mark
    return found


def _look(link: _Element, mark: str, marked: bool) -> Look:
    kind = "1" if mark.isdecimal() else "a" if mark.isalpha() else "*"
    raised = any(tag(e) == "sup" for e in (*link.iterancestors(), *link.iter()))
    return kind, raised, "".join(c for c in words(link) if c in _BRACKETS), marked


def _form(link: _Element, single: bool) -> tuple[str, str]:
    """What names the place that a link leads to, without its numbers; in a book the files are parts of one text."""
    file, _, place = (link.get("href") or "").partition("#")
    return file if single else "", _NUMBERS.sub("0", place)
