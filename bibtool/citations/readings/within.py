"""Chapters: Title [w:] names, container, imprint."""

from __future__ import annotations

import re

from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import put as fields
from bibtool.citations.names import roles
from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.readings.archive import shelfmarks
from bibtool.citations.readings.listed import listed
from bibtool.citations.readings.parts import Family, Part, trim
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Kind


def within(draft: Draft, text: str, parts: list[Part], index: int, kind: Family) -> None:
    """Title [w:] names, container, imprint."""
    mark = next(a for a in parts[index].anchors if a.kind is Kind.IN)
    left = parts[:index]
    start = left[0].start if left else parts[index].start
    if start < mark.start:
        fields.title(draft, text, start, mark.start, "title-before-in")
    right: list[Part] = []
    at, end = mark.end, parts[-1].end
    tail = parts[index]
    rest = tuple(r for r in tail.rest if r[0] >= mark.end)
    anchors = tuple(a for a in tail.anchors if a.start >= mark.end)
    if rest or anchors:
        first = min([rest[0][0]] if rest else [anchors[0].start])
        right.append(Part(first, tail.end, "", anchors, rest))
    right += parts[index + 1 :]
    if right and right[0].has(Kind.IDEM):
        idem = right[0].anchors[0]
        stop = roles.editors_after(text, idem.end, end)
        variable = "editor" if stop > idem.end else "container-author"
        draft.values[variable] = Value([(idem.start, idem.end)], "idem", inferred=True)
        draft.names[variable] = list(draft.names.get("author", []))
        right = _from(text, right, stop) if stop > idem.end else right[1:] if not right[0].rest else right
    elif right:
        names = person_list(text, right[0].start, end)
        if names and names.end < end and text[names.end : names.end + 1] in ",. (":
            stop = roles.editors_after(text, names.end, end)
        if (
            names
            and names.end < end
            and text[names.end : names.end + 1] in ",. ("
            and (attested(text, names) or (stop > names.end and text[stop - 1] in ")]"))
        ):
            variable = "editor" if stop > names.end else "container-author"
            draft.put_names(variable, list(names.names), list(names.spans), f"names-{names.form}")
            right = _from(text, right, stop)
    if not right:
        return
    inner = Draft(at, end, dated_first=draft.dated_first)
    listed(inner, text, right, kind, book=True)
    place = inner.values.get("title") or inner.values.get("container-title")
    name = inner.text.get("title") or inner.text.get("container-title")
    if place and name:
        # "[dalej KS]": what the container will be called from here on.
        name, span = _hereafter(name, place.spans[0])
        number = re.search(r",?\s([0-9]{1,3})\Z", name)
        if number and "volume" not in draft.text and hints.has(name, "journal", "newspaper"):
            # "in: Sborník historický 12, 1999"
            at_number = span[0] + number.start(1)
            draft.put("volume", number.group(1), (at_number, span[1]), "volume-after-container")
            name, span = name[: number.start()], (span[0], span[0] + number.start())
        draft.put("container-title", name, span, "container-after-in")
        marks = shelfmarks(text, span[1], place.spans[0][1])
        if marks:
            shelf = (marks[0].start(), marks[-1].end())
            draft.put("archive_location", text[slice(*shelf)], shelf, "shelfmark")
    for variable in ("publisher", "publisher-place"):
        if variable in inner.text:
            draft.put(variable, inner.text[variable], inner.values[variable].spans[0], inner.values[variable].rule)


def _hereafter(name: str, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    match = re.search(r"\s?\[[^\[\]]+\].*\Z", name) or _marked(name)
    if match and match.start() > 2:
        kept = name[: match.start()].rstrip(" ,.;")
        return kept, (span[0], span[0] + len(kept))
    return name, span


def _marked(name: str) -> re.Match[str] | None:
    """The marks of a shelf at the end of a container's name."""
    marks = shelfmarks(name, 0, len(name))
    return re.compile(r".*\Z").match(name, marks[0].start()) if marks else None


def _from(text: str, parts: list[Part], at: int) -> list[Part]:
    """The parts from a position on; the one that it cuts begins there."""
    out: list[Part] = []
    for part in parts:
        if part.end <= at:
            continue
        if part.start >= at:
            out.append(part)
            continue
        rest = tuple((max(s, at), e) for s, e in part.rest if e > at)
        rest = tuple(t for t in (trim(text, *r) for r in rest) if t[0] < t[1])
        anchors = tuple(a for a in part.anchors if a.start >= at)
        if rest or anchors:
            first = min([rest[0][0]] if rest else [anchors[0].start])
            out.append(Part(first, part.end, part.separator, anchors, rest))
    return out
