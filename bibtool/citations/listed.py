"""Areas parted by commas or full stops: title, [container,] [publisher,] place year, details."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.citations import fields, hints
from bibtool.citations.anchors import Kind
from bibtool.citations.draft import Draft
from bibtool.citations.imprint import listed_imprint
from bibtool.citations.names import body
from bibtool.citations.parts import Family, Part
from bibtool.citations.site import in_host, in_path
from bibtool.items.names import Name

_WEB = (Kind.URL, Kind.ACCESSED, Kind.ONLINE)
_PERIODICAL = (Kind.VOLUME, Kind.ISSUE)


def listed(draft: Draft, text: str, parts: list[Part], kind: Family, *, book: bool = False) -> None:
    """Title, [container,] [publisher,] place year, details: parted by commas or full stops."""
    every = parts
    parts = [
        p for p in parts if not (p.head and hints.starts_with(text[p.start : p.end], "supplement_of") and not _keeps(p))
    ]
    # Within brackets a semicolon parts what is said of a work from its title.
    said = next((i for i, p in enumerate(parts) if p.separator == ";" and p.bare), len(parts))
    parts = parts[:said]
    if not parts:
        return
    dated = any(p.has(Kind.YEAR, Kind.DATE, *_PERIODICAL) for p in every)
    online = next((i for i, p in enumerate(parts) if _online(p)), None)
    if online is not None and parts[online].head:
        _online_container(draft, text, parts, online)
        return
    quoted = _quoted_container(draft, text, parts, dated)
    if quoted is not None:
        listed_imprint(draft, text, parts[quoted + 1 :])
        head = parts[quoted].head
        assert head is not None
        fields.container(draft, text, *_quoted_head(text, head), "quoted-container")
        if quoted:
            _title_of(draft, text, parts[:quoted])
        return
    imprint = listed_imprint(draft, text, parts)
    stop = imprint if imprint is not None else _first_detail(text, parts)
    texts = [p for p in parts[:stop] if p.head]
    if imprint is None and stop < len(parts):
        mixed = parts[stop]
        if mixed.head and stop:
            texts.append(mixed)
    _texts(draft, text, parts, texts, kind, imprint is not None, book)


def _keeps(part: Part) -> bool:
    return part.has(Kind.URL, Kind.DOI, Kind.PAGES)


def _online(part: Part) -> bool:
    if part.has(Kind.ONLINE):
        return True
    return any(
        a.kind is Kind.ACCESSED and a.value_start - a.start > 12 and a.rule == "accessed-label" for a in part.anchors
    ) and bool(part.head)


def _online_container(draft: Draft, text: str, parts: list[Part], index: int) -> None:
    """Title, Container [online]: the part that carries the mark is the container where something stands before it."""
    head = parts[index].head
    assert head is not None
    before = [p for p in parts[:index] if p.head]
    if not before:
        fields.title(draft, text, *head, "title-before-online")
        return
    fields.container(draft, text, *head, "container-before-online")
    if hints.platform(draft.text.get("container-title", "")) == "video" and len(before) > 1:
        channel = before.pop()
        fields.publisher(draft, text, channel.start, channel.end, "channel-before-platform")
        draft.channel = True
    _title_of(draft, text, before)


def _title_of(draft: Draft, text: str, parts: Sequence[Part]) -> None:
    first, last = parts[0], parts[-1]
    if "author" not in draft.names and "editor" not in draft.names and not draft.idem and len(parts) > 1 and first.bare:
        name = text[first.start : first.end]
        if body(name) and not hints.domain(name) and not text[parts[1].start].islower():
            draft.put_names("author", [Name(literal=name)], [(first.start, first.end)], "body-first")
            first = parts[1]
    end = last.rest[-1][1] if last.rest else last.end
    fields.title(draft, text, first.start, max(end, first.start), "title-first")


def _quoted_head(text: str, head: tuple[int, int]) -> tuple[int, int]:
    """The quotation that a part is, without what follows it ("„Third Texts Africa” t. 11")."""
    for end in range(head[1], head[0] + 2, -1):
        if fields.unquoted(text, head[0], end):
            return head[0], end
    return head


def _quoted_container(draft: Draft, text: str, parts: list[Part], dated: bool) -> int | None:
    """The part that is a quoted periodical: the last quotation with a title before it, or one with an issue."""
    found = None
    for index, part in enumerate(parts):
        head = part.head
        if head is None or not fields.unquoted(text, *head):
            continue
        before = any(p.head for p in parts[:index])
        detailed = any(p.has(*_PERIODICAL, Kind.YEAR, Kind.DATE) for p in parts[index:])
        follows = any(p.bare and not _trailing(text, p) for p in parts[index + 1 :])
        detailed = detailed or (dated and before)
        if (before and (detailed or index == len(parts) - 1) and not follows) or (
            not before and part.has(*_PERIODICAL) and not draft.names
        ):
            found = index
            if before and part.anchors:
                break
        elif (
            not before
            and detailed
            and not follows
            and not draft.names
            and any(p.has(Kind.ISSUE) for p in parts[index:])
        ):
            found = index
        if found is not None and before:
            break
    return found


def _trailing(text: str, part: Part) -> bool:
    """Whether a bare part can stand after a quoted periodical: a season, a quoted issue, a place."""
    stretch = text[part.start : part.end]
    return bool(fields.unquoted(text, part.start, part.end)) or len(stretch.split()) <= 3


def _first_detail(text: str, parts: Sequence[Part]) -> int:
    for index, part in enumerate(parts):
        if part.anchors and (
            part.head is None
            or part.has(Kind.YEAR, Kind.DATE, *_PERIODICAL, *_WEB, Kind.PAGES, Kind.IMPRINT, Kind.PART)
        ):
            return index
    return len(parts)


def _texts(
    draft: Draft, text: str, parts: Sequence[Part], texts: list[Part], kind: Family, imprint: bool, book: bool
) -> None:
    """Deal the text parts out to author, title, container and publisher."""
    if not texts:
        return
    named = bool(draft.names.get("author") or draft.names.get("editor") or draft.idem)
    spans = [(p.start, p.head[1]) if p.head else (p.start, p.end) for p in texts]
    first = text[slice(*spans[0])]
    web = any(p.has(Kind.URL) for p in parts)
    url = draft.text.get("URL", "")
    if (
        not named
        and len(spans) > 1
        and not book
        and (body(first) or (web and in_host(first, url) and not in_path(first, url)))
        and not text[spans[1][0]].islower()
    ):
        draft.put_names("author", [Name(literal=first)], [spans[0]], "body-first")
        spans = spans[1:]
    quoted = fields.unquoted(text, *spans[0])
    periodical = any(p.has(*_PERIODICAL) for p in parts)
    if len(spans) > 1:
        last = spans[-1]
        stretch = text[slice(*last)]
        if imprint:
            while len(spans) > 2 and hints.corporate_suffix(text[slice(*spans[-1])]):
                spans[-2:] = [(spans[-2][0], spans[-1][1])]
            last = spans[-1]
            stretch = text[slice(*last)]
            numbers = next((p.start for p in parts if p.has(*_PERIODICAL)), 0)
            before = [s for s in spans if s[0] <= numbers]
            if periodical and len(before) > 1 and hints.container(text[slice(*before[-1])]):
                fields.container(draft, text, *before[-1], "container-before-numbers")
                spans = before[:-1]
            elif kind is Family.PERIOD and not hints.has(stretch, "publisher"):
                pass
            elif hints.publisher(stretch) or hints.starts_with(stretch, "lower_start") or "/" in stretch:
                fields.publisher(draft, text, *last, "publisher-before-place")
                spans = spans[:-1]
        elif web and not periodical:
            if hints.container(stretch) and not in_path(stretch, url):
                fields.container(draft, text, *last, "container-before-address")
                spans = spans[:-1]
        elif periodical or quoted:
            if not text[last[0]].islower():
                fields.container(draft, text, *last, "container-before-numbers")
                spans = spans[:-1]
        else:
            while len(spans) > 2 and hints.corporate_suffix(text[slice(*spans[-1])]):
                spans[-2:] = [(spans[-2][0], spans[-1][1])]
            last = spans[-1]
            stretch = text[slice(*last)]
            dated = any(p.has(Kind.YEAR, Kind.DATE) for p in parts)
            if dated and any(p.has(Kind.DATE) for p in parts) and hints.container(stretch):
                fields.container(draft, text, *last, "container-before-date")
                spans = spans[:-1]
            elif dated and (hints.has(stretch, "publisher") or " & " in stretch):
                fields.publisher(draft, text, *last, "publisher-before-year")
                spans = spans[:-1]
    if not spans:
        return
    if quoted and len(spans) > 1:
        fields.container(draft, text, spans[1][0], spans[-1][1], "container-after-quoted-title")
        spans = spans[:1]
    fields.title(draft, text, spans[0][0], spans[-1][1], "title-first")
    _after_date(draft, text, parts, texts)


def _after_date(draft: Draft, text: str, parts: Sequence[Part], texts: Sequence[Part]) -> None:
    """A container that stands between the date and the address."""
    if "container-title" in draft.text or not any(p.has(Kind.URL) for p in parts):
        return
    dated = next((i for i, p in enumerate(parts) if p.has(Kind.DATE)), None)
    if dated is None:
        return
    later = [p for p in parts[dated + 1 :] if p.head and p not in texts and not p.has(Kind.PAGES)]
    if later and hints.container(text[later[0].start : later[0].rest[0][1]]):
        fields.container(draft, text, later[0].start, later[-1].rest[0][1], "container-after-date")
