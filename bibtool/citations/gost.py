"""GOST and its kin: Title / who // Container. – City: Publisher, Year. – № 2. – С. 5."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bibtool.citations import fields
from bibtool.citations.anchors import Kind
from bibtool.citations.draft import Draft
from bibtool.citations.imprint import gost_imprint
from bibtool.citations.parts import Part

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
        for part in right[1:]:
            if part.bare and part.separator in {":"}:
                end = part.end
            else:
                break
        inner_end = end
        colon = re.search(r"\s?:\s?\Z", text[head[0] : inner_end])
        if colon:
            inner_end = head[0] + colon.start()
        fields.container(draft, text, head[0], inner_end, "container-after-slashes")
    gost_imprint(draft, text, right[1:])
    if right[0].has(Kind.YEAR) and head is None:
        return


def _end_of_title(parts: Sequence[Part]) -> int:
    for part in parts:
        if part.separator == "/":
            return part.start
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
            and part.has(*_PERIODICAL, Kind.VOLUMES, Kind.ONLINE, Kind.PAGES, Kind.URL, Kind.LABEL, Kind.PART)
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
