"""Areas parted by commas or full stops: title, [container,] [publisher,] place year, details."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.fields.site import in_host, in_path
from bibtool.citations.names.bodies import body
from bibtool.citations.names.marked import families
from bibtool.citations.readings.imprint import dateless_imprint, listed_imprint
from bibtool.citations.readings.parts import Family, Part
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import KIND, Anchor, Kind
from bibtool.items.names import Name
from bibtool.language.forms import telling
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Told

_WEB = (Kind.URL, Kind.ACCESSED, Kind.ONLINE)
_PERIODICAL = (Kind.VOLUME, Kind.ISSUE)
_SEEN = (Kind.ONLINE, Kind.ACCESSED)


def listed(draft: Draft, text: str, parts: list[Part], kind: Family, *, book: bool = False) -> None:
    """Title, [container,] [publisher,] place year, details: parted by commas or full stops."""
    every = parts
    if _supplement().may_stand(text):
        parts = [p for p in parts if not (p.head and _supplementing(text[p.start : p.end]) and not _keeps(p))]
    # Within brackets a semicolon parts what is said of a work from its title.
    said = next((i for i, p in enumerate(parts) if p.separator == ";" and p.bare), len(parts))
    parts = _after_quotation(text, parts[:said])
    if not parts:
        return
    kinds = {anchor.kind for part in parts for anchor in part.anchors}
    online = None if kinds.isdisjoint(_SEEN) else next((i for i, p in enumerate(parts) if _online(p)), None)
    if online is not None and parts[online].head:
        _online_container(draft, text, parts, online)
        return
    quoted = _quoted_container(draft, text, parts, every)
    if quoted is not None:
        listed_imprint(draft, text, parts[quoted + 1 :])
        head = parts[quoted].head
        assert head is not None
        fields.container(draft, text, *_quoted_head(text, head), "quoted-container")
        if quoted:
            _title_of(draft, text, parts[:quoted])
        return
    imprint = listed_imprint(draft, text, parts)
    if imprint is None and draft.dated_first:
        imprint = dateless_imprint(draft, text, parts)
    stop = imprint if imprint is not None else _first_detail(text, parts)
    texts = [p for p in parts[:stop] if p.head]
    if imprint is None and stop < len(parts):
        mixed = parts[stop]
        if mixed.head:
            texts.append(mixed)
        year = next((i for i, p in enumerate(parts) if p.has(KIND.YEAR)), 0) if KIND.YEAR in kinds else 0
        if parts[year].head is None and not parts[stop].has(*_WEB):
            # "La Méditerranée, t. 1, Paris, Armand Colin, 1966"
            texts += [p for p in parts[stop + 1 : year] if p.bare]
    _texts(draft, text, parts, texts, kinds, kind, imprint is not None, book)


def _supplementing(stretch: str) -> bool:
    """Whether a part says what it is a supplement of."""
    return hints.starts_with(stretch, "supplement_of") is not None


@cache
def _supplement() -> Told:
    return Told(telling(lexicon().forms("supplement_of")))


def _after_quotation(text: str, parts: list[Part]) -> list[Part]:
    """“Title,” Journal 4: what the quotation marks part, no comma does; the number after a journal is its volume."""
    if not parts or parts[0].head is None or text[parts[0].start] not in '“"„«':
        return parts
    first = parts[0]
    lo, hi = first.head or (first.start, first.end)
    close = next(
        (i for i in range(lo + 1, hi - 1) if text[i] in '”"»“' and text[i - 1] in ",.?!" and text[i + 1] == " "), 0
    )
    if not close or close >= hi - 2:
        return parts
    quotation = Part(lo, close + 1, first.separator, (), ((lo, close + 1),))
    rest = Part(close + 2, first.end, ",", first.anchors, ((close + 2, hi), *first.rest[1:]))
    return [quotation, rest, *parts[1:]]


def _keeps(part: Part) -> bool:
    return part.has(KIND.URL, KIND.DOI, KIND.PAGES)


def _online(part: Part) -> bool:
    seen = part.has(KIND.ACCESSED) and part.head is not None
    return part.has(KIND.ONLINE) or (seen and any(map(_labelled, part.anchors)))


def _labelled(anchor: Anchor) -> bool:
    """Whether it is a day of access behind a label of some length."""
    labelled = anchor.kind is KIND.ACCESSED and anchor.rule == "accessed-label"
    return labelled and anchor.value_start - anchor.start > _LONG_LABEL


_LONG_LABEL = 12


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
    while len(parts) > 1 and parts[-1].head is None and parts[-1].has(KIND.DATE):
        parts = parts[:-1]  # "Most zamknięty, 8 III 2020, „Gazeta Nadmorska”": a date of its own is none of the title's
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


def _quoted_container(draft: Draft, text: str, parts: list[Part], every: Sequence[Part]) -> int | None:
    """The part that is a quoted periodical: the last quotation with a title before it, or one with an issue; ``every``
    has what stands behind a semicolon too."""
    found = None
    for index, part in enumerate(parts):
        head = part.head
        if head is None or not fields.unquoted(text, *head) or text[head[1] - 2] == ",":
            continue  # “Floods hit Poland,” with its comma inside is a title
        before = any(p.head for p in parts[:index])
        detailed = any(p.has(*_PERIODICAL, KIND.YEAR, KIND.DATE) for p in parts[index:])
        follows = any(p.bare and not _trailing(text, p) for p in parts[index + 1 :])
        detailed = detailed or (before and any(p.has(KIND.YEAR, KIND.DATE, *_PERIODICAL) for p in every))
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
            and (any(p.has(KIND.ISSUE) for p in parts[index:]) or _daily(parts[index:]))
        ):
            found = index
        if found is not None and before:
            break
    return found


def _dated_by_day(draft: Draft) -> bool:
    """Whether a month stands behind the names, as APA dates what appears in periodicals: "Lis, A. (2018, June 2)."."""
    issued = draft.dates.get("issued")
    return draft.dated_first and issued is not None and bool(issued.parts) and len(issued.parts[0]) > 1


def _daily(parts: Sequence[Part]) -> bool:
    """Whether a day and pages stand in parts, and no address: "„Kurier”, 12 maja 1923, s. 2"."""
    days = [a for p in parts for a in p.anchors if a.kind is KIND.DATE and a.date and len(a.date.parts[0]) == 3]
    return bool(days) and any(p.has(KIND.PAGES) for p in parts) and not any(p.has(*_WEB) for p in parts)


def _trailing(text: str, part: Part) -> bool:
    """Whether a bare part can stand after a quoted periodical: a season, a quoted issue, a place."""
    stretch = text[part.start : part.end]
    return bool(fields.unquoted(text, part.start, part.end)) or len(stretch.split()) <= 3


def _first_detail(text: str, parts: Sequence[Part]) -> int:
    for index, part in enumerate(parts):
        if part.anchors and (
            part.head is None
            or part.has(KIND.YEAR, KIND.DATE, *_PERIODICAL, *_WEB, KIND.PAGES, KIND.CHAPTER, KIND.IMPRINT, KIND.PART)
        ):
            return index
    return len(parts)


Spans = list[tuple[int, int]]


def _texts(
    draft: Draft,
    text: str,
    parts: Sequence[Part],
    texts: list[Part],
    kinds: Set[Kind],
    kind: Family,
    imprint: bool,
    book: bool,
) -> None:
    """Deal the text parts out to author, title, container and publisher; ``kinds`` are those of all anchors."""
    if not texts:
        return
    spans = [(p.start, p.head[1]) if p.head else (p.start, p.end) for p in texts]
    url = draft.text.get("URL", "")
    if not book:
        spans = _body_first(draft, text, parts, spans, url)
    quoted = fields.unquoted(text, *spans[0])
    periodical = not kinds.isdisjoint(_PERIODICAL)
    if len(spans) > 2 and not imprint:
        spans = _after_numbers(draft, text, parts, spans)
    if len(spans) > 1 and "publisher" not in draft.text:
        while len(spans) > 2 and hints.corporate_suffix(text[slice(*spans[-1])]):
            spans[-2:] = [(spans[-2][0], spans[-1][1])]
        if imprint:
            numbers = next((p.start for p in parts if p.has(*_PERIODICAL)), -1)
            spans = _before_imprint(draft, text, spans, kind, numbers)
        elif url and not periodical:
            spans = _before_address(draft, text, spans, url)
        elif periodical or quoted:
            spans = _before_numbers(draft, text, spans)
        elif _dated_by_day(draft):
            spans = _before_date(draft, text, spans, True)
        elif KIND.YEAR in kinds or KIND.DATE in kinds:
            spans = _before_date(draft, text, spans, KIND.DATE in kinds)
    alone = len(spans) == 1 and not quoted and not (draft.names or draft.idem or url or imprint or book)
    named = text[slice(*spans[0])]
    paper = alone and KIND.DATE in kinds and hints.has(named, "newspaper", "journal")
    # "Вечерний Ленинград, 29 ноября 1963 г., с. 3"
    paper = paper or (alone and _daily(parts) and hints.container(named))
    paper = paper or (alone and _numbered(parts) and len(named.split()) < _PERIODICAL_WORDS)
    if paper or (alone and kind is Family.PERIOD and (KIND.ISSUE in kinds or KIND.DATE in kinds)):
        fields.container(draft, text, *spans[0], "container-alone")
        return
    if quoted and len(spans) > 1:
        _numbered_container(draft, text, (spans[1][0], spans[-1][1]))
        spans = spans[:1]
    fields.title(draft, text, spans[0][0], spans[-1][1], "title-first")
    if KIND.URL in kinds and KIND.DATE in kinds:
        _after_date(draft, text, parts, texts)


_PERIODICAL_WORDS = 5


def _numbered(parts: Sequence[Part]) -> bool:
    """Whether a year and a number, each with nothing but itself, follow: "Речная газета, 2009, № 45"."""
    bare = [p for p in parts if p.head is None]
    return any(p.has(KIND.YEAR) for p in bare) and any(p.has(KIND.ISSUE) for p in bare)


_MONONYM = 4  # letters of a name by itself


def _titled(text: str, parts: Sequence[Part], spans: Spans) -> bool:
    """Whether what follows a single name is a title, and no publisher: a book with an imprint and no periodical
    ("Arystoteles, Etyka nikomachejska, Warszawa 2007"), or a title of several words before a periodical."""
    second = text[slice(*spans[1])]
    if len(spans) == 3 and any(p.has(*_PERIODICAL) for p in parts):
        # "Brandt, Fischerei und Recht, AcP 158 (1959), S. 1"
        first, journal = text[slice(*spans[0])], text[slice(*spans[2])]
        return len(second.split()) > 1 and hints.container(journal) and not hints.known_place(first)
    if any(p.has(*_PERIODICAL, *_WEB, KIND.DATE) for p in parts) or not any(
        p.has(KIND.YEAR, KIND.IMPRINT) for p in parts
    ):
        return False
    return (
        len(spans) == 2
        and not hints.has(second, "publisher", "organisation", "journal", "newspaper")
        and (len(second.split()) > 1 or spans[1][1] - spans[1][0] > 5)
    )


def _body_first(draft: Draft, text: str, parts: Sequence[Part], spans: Spans, url: str) -> Spans:
    """A body that stands before the title is its author: a word tells it, or the host is called after it."""
    named = draft.names.get("author") or draft.names.get("editor") or draft.idem
    if named or len(spans) < 2 or text[spans[1][0]].islower():
        return spans
    first = text[slice(*spans[0])]
    if hints.has(first, "archive"):
        draft.manuscript = True
        draft.put("archive", first, spans[0], "archive-first")
        return spans[1:]
    alone = families(text, *spans[0]) if len(first) >= _MONONYM else []
    if alone and not url and _titled(text, parts, spans):
        draft.put_names("author", [Name(family=text[slice(*span)]) for span in alone], alone, "single-name")
        return spans[1:]
    if not body(first) and not (url and in_host(first, url) and not in_path(first, url)):
        return spans
    draft.put_names("author", [Name(literal=first)], [spans[0]], "body-first")
    return spans[1:]


def _before_imprint(draft: Draft, text: str, spans: Spans, kind: Family, numbers: int) -> Spans:
    """What stands before "Place Year": a periodical before its numbers, or a publisher."""
    before = [s for s in spans if s[0] <= numbers]
    if len(before) > 1 and hints.container(text[slice(*before[-1])]):
        fields.container(draft, text, *before[-1], "container-before-numbers")
        return before[:-1]
    stretch = text[slice(*spans[-1])]
    if "publisher" in draft.text or (kind is Family.PERIOD and not hints.has(stretch, "publisher")):
        return spans
    if hints.publisher(stretch) or hints.starts_with(stretch, "lower_start") or "/" in stretch:
        rule = "publisher-before-place" if hints.told_publisher(stretch) else "publisher-by-position"
        fields.publisher(draft, text, *spans[-1], rule)
        return spans[:-1]
    return spans


def _after_numbers(draft: Draft, text: str, parts: Sequence[Part], spans: Spans) -> Spans:
    """Place and publisher between a volume and the year: "La Méditerranée, t. 1, Paris, Armand Colin, 1966"."""
    numbers = next((p.start for p in parts if p.has(KIND.VOLUME)), None)
    if numbers is None or not numbers < spans[-2][0] or not hints.place(text[slice(*spans[-2])]):
        return spans
    fields.place(draft, text, *spans[-2], "place-before-publisher")
    fields.publisher(draft, text, *spans[-1], "publisher-before-year")
    return spans[:-2]


def _before_address(draft: Draft, text: str, spans: Spans, url: str) -> Spans:
    stretch = text[slice(*spans[-1])]
    if hints.container(stretch) and not in_path(stretch, url):
        fields.container(draft, text, *spans[-1], "container-before-address")
        return spans[:-1]
    return spans


def _before_numbers(draft: Draft, text: str, spans: Spans) -> Spans:
    if text[spans[-1][0]].islower():
        return spans
    _numbered_container(draft, text, spans[-1])
    return spans[:-1]


def _numbered_container(draft: Draft, text: str, span: tuple[int, int]) -> None:
    """A journal, with the volume that may stand right after its name ("International Affairs 4, no. 1")."""
    number = re.search(r"\s([0-9]{1,3})\Z", text[slice(*span)])
    if number and "volume" not in draft.text:
        at = span[0] + number.start(1)
        draft.put("volume", number.group(1), (at, at + len(number.group(1))), "volume-after-container")
        span = (span[0], span[0] + number.start())
    fields.container(draft, text, *span, "container-before-numbers")


def _before_date(draft: Draft, text: str, spans: Spans, daily: bool) -> Spans:
    """What stands before a bare date: a newspaper before a day, a publisher (perhaps after its place) before a year."""
    stretch = text[slice(*spans[-1])]
    if daily and hints.container(stretch) and not hints.known_place(stretch):
        fields.container(draft, text, *spans[-1], "container-before-date")
        return spans[:-1]
    acronym = len(spans) > 1 and stretch.isupper() and stretch.isalpha() and not daily  # "Covid and People, WWF, 2020"
    if hints.has(stretch, "publisher") or " & " in stretch or acronym:
        fields.publisher(draft, text, *spans[-1], "publisher-before-year")
        spans = spans[:-1]
        if len(spans) > 1 and hints.place(text[slice(*spans[-1])]) and len(text[slice(*spans[-1])].split()) < 3:
            fields.place(draft, text, *spans[-1], "place-before-publisher")
            spans = spans[:-1]
    return spans


def _after_date(draft: Draft, text: str, parts: Sequence[Part], texts: Sequence[Part]) -> None:
    """A container that stands between the date and the address, where there are both."""
    if "container-title" in draft.text:
        return
    dated = next(i for i, p in enumerate(parts) if p.has(KIND.DATE))
    later = [p for p in parts[dated + 1 :] if p.head and p not in texts and not p.has(KIND.PAGES)]
    if later and hints.container(text[later[0].start : later[0].rest[0][1]]):
        fields.container(draft, text, later[0].start, later[-1].rest[0][1], "container-after-date")
