"""GOST and its kin: Title / who // Container. – City: Publisher, Year. – № 2. – С. 5."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.names.persons import person_list
from bibtool.citations.readings.imprint import gost_imprint
from bibtool.citations.readings.parts import Part
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Kind
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled

_PERIODICAL = (Kind.VOLUME, Kind.ISSUE)
_WEB = (Kind.URL, Kind.ACCESSED, Kind.ONLINE)


def slashes(draft: Draft, text: str, parts: list[Part], index: int) -> None:
    """Title // Container. – City: Publisher, Year. – № 2."""
    left = parts[:index]
    if left:
        fields.title(draft, text, left[0].start, _end_of_title(left), "title-before-slashes")
    right = parts[index:]
    head = right[0].head
    if head:
        end = head[1]
        if right[0].bare:
            # "Полис. Политические исследования. – 2008": the name goes on over full stops, not over a dash.
            for part, following in pairwise(right[1:4]):
                if not part.bare or part.separator not in {".", ":"} or following.has(Kind.IMPRINT):
                    break
                end = part.end
        said = _medium().search(text[head[0] : end])
        if said:
            end = head[0] + said.start()
        fields.container(draft, text, _after_author(draft, text, head[0], end), end, "container-after-slashes")
    gost_imprint(draft, text, right[1:])


def _after_author(draft: Draft, text: str, start: int, end: int) -> int:
    """Where the container begins after the name of its own author: "Война и мир // Толстой Л. Н. Собр. соч."."""
    names = person_list(text, start, end)
    if names is None or names.form != "family-first" or names.end + 3 > end:
        return start
    if text[names.end] not in " ." or not text[names.end : end].lstrip(" .")[:1].isupper():
        return start
    draft.put_names("container-author", list(names.names), list(names.spans), "names-after-slashes")
    return names.end + len(text[names.end : end]) - len(text[names.end : end].lstrip(" ."))


@cache
def _medium() -> re.Pattern[str]:
    return compiled(rf"\s?:\s?(?:{lexicon().alternation('online')})?\s?\Z")


def _end_of_title(parts: Sequence[Part]) -> int:
    """Where the title before the slashes ends: at a medium in brackets or at who is responsible."""
    for part in parts:
        if part.separator == "/":
            return part.start
        if part.has(Kind.ONLINE) and part.head:
            return part.head[1]
    return parts[-1].end


def plain(draft: Draft, text: str, parts: list[Part]) -> None:
    """Title: subtitle / who. – City: Publisher, Year. – С. 5."""
    imprint = gost_imprint(draft, text, parts)
    stop = len(parts) if imprint is None else imprint
    for index, part in enumerate(parts):
        if index >= stop:
            break
        if (
            (
                part.has(
                    Kind.IMPRINT, Kind.YEAR, Kind.DATE, Kind.PAGES, Kind.ISSUE, Kind.URL, Kind.ACCESSED, Kind.EDITION
                )
                and part.head is None
            )
            or (part.has(Kind.VOLUME, Kind.PART, Kind.VOLUMES) and index)
            or (part.has(Kind.ONLINE) and index and part.head is None)
            or part.separator == "/"
        ):
            stop = index
    leading = parts[:stop]
    if not leading:
        if parts and parts[0].head:
            fields.title(draft, text, *parts[0].head, "title-first")
        return
    first = leading[0]
    if imprint is None and len(leading) > 1:
        leading = _periodical(draft, text, leading, parts)
    end = leading[-1].end
    for part in leading:
        if (
            part.anchors
            and part.head
            and part.has(
                *_PERIODICAL, Kind.VOLUMES, Kind.ONLINE, Kind.PAGES, Kind.URL, Kind.LABEL, Kind.IMPRINT, Kind.PART
            )
        ):
            end = part.head[1]
            break
    alone = "author" not in draft.names and "editor" not in draft.names and "publisher-place" not in draft.text
    if alone and len(leading) == 1 and any(p.has(Kind.ISSUE) or p.has(Kind.DATE) for p in parts) and not _web(parts):
        fields.container(draft, text, first.start, end, "container-alone")
    else:
        fields.title(draft, text, first.start, end, "title-first")


def _periodical(draft: Draft, text: str, leading: list[Part], parts: Sequence[Part]) -> list[Part]:
    """The areas before the container's, where a full stop alone parts the title from the periodical: "Герб міста.
    Українська правда. 2019. № 3"; the container goes into the draft."""
    known = "author" in draft.names or "editor" in draft.names
    numbered = any(p.has(*_PERIODICAL) for p in parts) and any(p.has(Kind.YEAR, Kind.DATE) for p in parts)
    daily = any(p.has(Kind.DATE) for p in parts) and _web(parts)
    if not known or not (numbered or daily) or any(p.anchors for p in leading[:-1]):
        return leading
    first = next(
        (i for i in range(1, len(leading)) if hints.has(text[leading[i].start : leading[i].end], *_PERIODICALS)),
        len(leading) - 1,
    )
    head = leading[first].head
    last = leading[-1].head
    if (
        head is None
        or last is None
        or leading[first].separator not in _BEFORE_PERIODICAL
        or not text[head[0]].isupper()
    ):
        return leading
    stretch = text[head[0] : head[1]]
    if not hints.has(stretch, *_PERIODICALS) and not hints.domain(stretch) and len(stretch.split()) > 4:
        return leading
    fields.container(draft, text, head[0], last[1], "container-before-numbers")
    return leading[:first]


_BEFORE_PERIODICAL = frozenset(".:?!")  # "Хто руйнував церкви? Дзеркало. 2015. 12 листоп."
_PERIODICALS = ("journal", "newspaper", "magazine")


def _web(parts: Sequence[Part]) -> bool:
    return any(p.has(*_WEB) for p in parts)
