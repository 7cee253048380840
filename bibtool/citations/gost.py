"""GOST and its kin: Title / who // Container. – City: Publisher, Year. – № 2. – С. 5."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bibtool.citations import fields
from bibtool.citations.anchors import Kind
from bibtool.citations.draft import Draft
from bibtool.citations.imprint import gost_imprint
from bibtool.citations.parts import Part
from bibtool.language.lexicon import lexicon

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
        fields.container(draft, text, head[0], end, "container-after-slashes")
    gost_imprint(draft, text, right[1:])


@cache
def _medium() -> re.Pattern[str]:
    return re.compile(rf"\s?:\s?(?:{lexicon().alternation('online')})?\s?\Z")


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
            or (part.has(Kind.VOLUME, Kind.PART, Kind.VOLUMES, Kind.ONLINE) and index)
            or part.separator == "/"
        ):
            stop = index
    leading = parts[:stop]
    if not leading:
        if parts and parts[0].head:
            fields.title(draft, text, *parts[0].head, "title-first")
        return
    first = leading[0]
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


def _web(parts: Sequence[Part]) -> bool:
    return any(p.has(*_WEB) for p in parts)
