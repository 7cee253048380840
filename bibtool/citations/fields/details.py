"""The parts of a citation that its anchors give directly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from bibtool.citations.draft import Draft, Value
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import identifiers
from bibtool.citations.scan.anchors import KIND, Anchor, Doubt, Kind
from bibtool.citations.scan.dates import DAY_AND_MONTH, parse_date
from bibtool.citations.scan.imprints import EDITION, edition_of
from bibtool.citations.scan.locators import CHIEF_PAGES, CITED_PAGES, PLACE_IN_TEXT
from bibtool.diagnostics.code import Code
from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.patterns import regex

# by the rule of an anchor
_LABELS = {
    "folio-label": "folio", "column-label": "column", "chapter-label": "chapter", "section-label": "section",
    "paragraph-label": "paragraph", PLACE_IN_TEXT: "section",
}  # fmt: skip
_NUMBERED = {identifiers.PUBMED: "PMID", identifiers.CENTRAL: "PMCID"}
IDENTIFIER = "identifier"  # of a catalogue or a database that CSL does not name
OTHER_URL = "other-URL"  # CSL has one address for a work
_OCR_DIGITS = str.maketrans("ЗзOО", "3300")


_COUNT = regex(r"\d+|\b[IVXL]+\Z")  # "6 voll.", "LVIII", "tomi VIII"
_LONGEST_LABEL = 12
_REMEMBERED = 256  # pages: all readings of a citation have the same
_Span = tuple[int, int]  # where the value of an anchor stands
_ORDINAL = regex(r"(\d+)(?:\s?-?[^\W\d_]{1,3}|\.)?")


def take(draft: Draft, text: str, anchors: Sequence[Anchor]) -> None:
    """Put what the anchors of one part name into the draft."""
    for anchor in anchors:
        put = _TAKEN.get(anchor.kind)
        if put is not None:
            put(draft, text, anchor, (anchor.value_start, anchor.value_end))


def _year(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    for name, start, end in anchor.extra:  # "Spring 1937"
        if name not in draft.custom and name != "edition":
            draft.custom[name] = text[start:end]
            draft.values[name] = Value([(start, end)], name)


def _pages(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    if anchor.rule == CHIEF_PAGES and draft.locator and not draft.locator_rest and not _wide(draft, anchor):
        # "s. 44, 67, zwł. s. 67": they are among those cited
        draft.locator_rest = text[anchor.start : anchor.value_end]
        draft.values["locator-rest"] = Value([(anchor.start, anchor.value_end)], anchor.rule)
        return
    if draft.locator and not draft.locator_rest and _of_these(draft, text, anchor):
        stands = draft.values["locator"]
        draft.put("page", draft.locator, stands.spans[0], stands.rule)
        draft.values["page"].spans = stands.spans
        draft.locator = ""  # "S. 1–20, hier S. 12": where it stands, and what is cited of it
    if not draft.locator and not draft.locator_rest:
        if anchor.value:
            # "sec. 4.2" is no range
            locator = anchor.value if anchor.rule == PLACE_IN_TEXT else pages(anchor.value)
            draft.locate(locator, _LABELS.get(anchor.rule, "page"), span, anchor.rule)
            draft.values["locator"].spans = _without_labels(text, *span)
        for _, start, end in anchor.extra:
            draft.locator_rest = text[start:end]
            draft.values["locator-rest"] = Value([(start, end)], anchor.rule)


def _url(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    if "URL" not in draft.text:
        draft.put("URL", anchor.value, span, anchor.rule)
        draft.urls = anchor.urls
    elif OTHER_URL not in draft.custom:
        # a short link, a copy in an archive: "https://…/page | <https://…/x1>"
        draft.custom[OTHER_URL] = anchor.value
        draft.values[OTHER_URL] = Value([span], anchor.rule)


def _doi(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    if anchor.rule == identifiers.OTHER:
        _identifier(draft, anchor.value, span)
    else:
        draft.put(_NUMBERED.get(anchor.rule, "DOI"), anchor.value, span, anchor.rule)


def _isbn(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    draft.put("ISBN", re.sub(r"\s", "", anchor.value).replace("Х", "X"), span, anchor.rule)


def _issn(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    draft.put("ISSN", anchor.value, span, anchor.rule)


def _accessed(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    if anchor.date:
        draft.put_date("accessed", anchor.date, span, anchor.rule)


def _extent(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    draft.put("number-of-pages", anchor.value, span, anchor.rule)


def _part(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    if "volume" in draft.text and "part-number" not in draft.text:
        draft.put("part-number", anchor.value.strip(), span, anchor.rule)
    else:
        _volume(draft, text, anchor, span)


def _volume(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    if _one_of_several(draft.text.get("volume", ""), anchor.value):
        draft.drop("volume")  # "t. 1–11, Warszawa 1971, t. 8, s. 55": the volume cited
    elif _other_label(draft, text, anchor) and "part-number" not in draft.text:
        draft.put("part-number", anchor.value.strip(), span, anchor.rule)  # "т. 1, кн. 2"
        return
    draft.put("volume", anchor.value.strip(), span, anchor.rule)


def _issue(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    draft.put("issue", anchor.value, span, anchor.rule)
    _said(draft, "season", text, _season().match(text, anchor.end))


def _volumes(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    count = _COUNT.search(anchor.value)
    if count:
        at = anchor.start + count.start()
        draft.put("number-of-volumes", count.group(), (at, at + len(count.group())), anchor.rule)
        books = re.search(r",\s\d.*", anchor.value)
        if books:  # "в 4 т., 6 кн."
            draft.state("number-of-books", (anchor.start + books.start(), anchor.start + books.end()))


def _edition(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    # "2nd", "2-е", "3-тє": CSL and BibLaTeX want the number bare, each language has its ending
    ordinal = _ORDINAL.fullmatch(anchor.value)
    start = anchor.value_start
    bare = (ordinal[1], (start, start + len(ordinal[1]))) if ordinal else (anchor.value, span)
    draft.put("edition", *bare, anchor.rule)
    remark = _remark().search(text, anchor.value_end, anchor.end + _NEAR_EDITION)
    near = remark is not None and not text[anchor.end : remark.start()].strip(" ,(")
    _said(draft, "edition-remark", text, remark if near else None)


def _no_year(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    draft.undated = True
    draft.state("no-date", (anchor.start, anchor.end))


def _imprint(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    imprint(draft, text, anchor)


def _series(draft: Draft, text: str, anchor: Anchor, span: _Span) -> None:
    if "collection-title" not in draft.text:
        for name, start, end in anchor.extra:
            draft.put(name, text[start:end], (start, end), anchor.rule)


_TAKEN = {
    Kind.YEAR: _year, Kind.PAGES: _pages, Kind.FOLIO: _pages, Kind.CHAPTER: _pages, Kind.URL: _url, Kind.DOI: _doi,
    Kind.ISBN: _isbn, Kind.ISSN: _issn, Kind.ACCESSED: _accessed, Kind.EXTENT: _extent, Kind.PART: _part,
    Kind.VOLUME: _volume, Kind.ISSUE: _issue, Kind.VOLUMES: _volumes, Kind.EDITION: _edition, Kind.NO_YEAR: _no_year,
    Kind.IMPRINT: _imprint, Kind.SERIES: _series,
}  # fmt: skip


_FROM_TO = regex(r"(?P<first>[0-9]+)–(?P<last>[0-9]+)")


def _of_these(draft: Draft, text: str, anchor: Anchor) -> bool:
    """Whether pages are those cited of an article whose pages are known: by their word, or "S. 234–250, S. 237"."""
    whole, first = _FROM_TO.fullmatch(draft.locator), re.match(r"[0-9]+", anchor.value)
    between = text[draft.values["locator"].spans[-1][1] : anchor.start]
    if anchor.rule == CHIEF_PAGES:
        return True
    if anchor.rule == CITED_PAGES or whole is None or first is None or any(c.isalnum() for c in between):
        return anchor.rule == CITED_PAGES
    return int(whole["first"]) <= int(first.group()) <= int(whole["last"])


_WIDE = 4  # pages of a range of which others are the chief ones: those of a whole article


def _wide(draft: Draft, anchor: Anchor) -> bool:
    """Whether the pages read are a range of many that holds those of an anchor: "S. 45–78, bes. S. 50"."""
    whole, first = _FROM_TO.fullmatch(draft.locator), re.match(r"[0-9]+", anchor.value)
    if whole is None or first is None:
        return False
    return int(whole["last"]) - int(whole["first"]) >= _WIDE and int(whole["first"]) <= int(first.group()) <= int(
        whole["last"]
    )


# "3-е изд., испр. и доп.", "nr 40 (jesień)": CSL has the number alone.
_NEAR_EDITION = 60


@cache
def _remark() -> Phrase:
    lex = lexicon()
    word = lex.alternation("edition_remark")
    return Phrase(rf"(?P<said>{word}(?:[\s,]+(?:{lex.alternation('and')}\s)?{word})*)", lex.forms("edition_remark"))


def is_remark(text: str, span: tuple[int, int]) -> bool:
    """Whether a stretch is what an edition says of itself and nothing else: "zm. i rozsz."."""
    match = _remark().match(text, span[0])
    return match is not None and span[1] <= match.end() <= span[1] + 1


@cache
def _season() -> Phrase:
    roles = ("season", "season_alt", "month_nominative", "month_genitive", "month_short_alt")
    word = lexicon().alternation(*roles)
    return Phrase(rf"\s?\(\s?(?P<said>{word}(?:\s?[-–—/]\s?{word})?)\s?\)", lexicon().forms(*roles))


def _said(draft: Draft, name: str, text: str, match: re.Match[str] | None) -> None:
    """Keep what CSL has no variable for, with its place."""
    if match is not None and name not in draft.custom:
        span = match.span("said")
        draft.custom[name] = text[slice(*span)]
        draft.values[name] = Value([span], name)


def _other_label(draft: Draft, text: str, anchor: Anchor) -> bool:
    """Whether a volume has been read whose label is another: what a volume is divided into has one too."""
    known = draft.values.get("volume")
    if known is None or "volume" not in draft.text:
        return False
    start = known.spans[0][0]
    label = squash(text[anchor.start : anchor.value_start])
    return bool(label) and not squash(text[:start][-_LONGEST_LABEL:]).endswith(label)


def _one_of_several(known: str, value: str) -> bool:
    return re.search(r"[-–—]", known) is not None and re.search(r"[-–—]", value) is None


def imprint(draft: Draft, text: str, anchor: Anchor) -> None:
    """(Place: Publisher, Year) as English notes print it."""
    if anchor.date:
        issued(draft, anchor)
    for name, start, end in anchor.extra:
        if name == EDITION:
            edition = edition_of(text, start, end)
            _edition(draft, text, edition, (edition.value_start, edition.value_end))
            continue
        variable = "publisher-place" if name == "place" else name
        draft.put(variable, text[start:end].strip(), (start, end), anchor.rule)


def issued(draft: Draft, anchor: Anchor) -> None:
    """The date of a work, with what is doubtful about its form."""
    date = anchor.date
    if date is None:
        return
    draft.put_date("issued", date, (anchor.value_start, anchor.value_end), anchor.rule)
    if date.parts and str(date.parts[0][0]) not in anchor.value:
        draft.values["issued"].inferred = True
        draft.findings.append(
            (
                Code.YEAR_IN_TWO_DIGITS,
                {"printed": anchor.value, "year": str(date.parts[0][0])},
                [(anchor.value_start, anchor.value_end)],
            )
        )


def raised_edition(draft: Draft, text: str, anchors: Sequence[Anchor]) -> None:
    """Put the number of an edition in raised figures beside a year into the draft: "Stuttgart ³1999"."""
    for anchor in anchors:
        if anchor.kind is KIND.YEAR:
            for name, start, end in anchor.extra:
                if name == "edition":
                    put_raised_edition(draft, text, start, end)


def put_raised_edition(draft: Draft, text: str, start: int, end: int) -> None:
    """The number of an edition in raised figures, in plain ones."""
    draft.put("edition", unicodedata.normalize("NFKC", text[start:end]), (start, end), "edition-raised")


def _identifier(draft: Draft, value: str, span: tuple[int, int]) -> None:
    """Add a number of a catalogue or database to the draft, behind those that it has."""
    known = draft.values.get(IDENTIFIER)
    if known is None:
        draft.custom[IDENTIFIER] = value
        draft.values[IDENTIFIER] = Value([span], identifiers.OTHER)
    elif span not in known.spans:
        draft.custom[IDENTIFIER] += f"; {value}"
        known.spans.append(span)


@lru_cache(_REMEMBERED)
def pages(value: str) -> str:
    """Pages as printed, with en dashes in ranges, without spaces around them; Cyrillic letters that recognition put
    for figures become figures."""
    value = value.strip()
    if value.isdecimal():
        return value
    value = _DOTTED.sub("–", _said_again().sub("", value) if " " in value else value)
    value = _LIKE_FIGURE.sub(lambda m: m.group().translate(_OCR_DIGITS), value)
    return _TORN_FIGURES.sub("", _RANGE.sub("–", value))


def _without_labels(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Pages without the label that stands again before further ones, which is no part of the value."""
    spans = []
    for label in _said_again().finditer(text, start, end) if end - start > _PAGES_TWICE else ():
        spans.append((start, label.start()))
        start = label.end()
    return [*spans, (start, end)]


_PAGES_TWICE = 5  # letters of two pages with a word and a label, "4 i s9", hold more


@cache
def _said_again() -> re.Pattern[str]:
    """The label that stands again before further pages: "45 oraz s. 50".  Of leaves it stays: "4 i k. 9"."""
    return compiled(rf"(?<=[\w.]\s){lexicon().alternation('page')}\s?(?=[0-9IVXLC])")


_DOTTED = regex(r"(?<=[0-9])\.(?=[0-9])")  # "434.435"
_LIKE_FIGURE = regex(r"(?<![^\W\d_])[ЗзOО](?![^\W\d_])")
_RANGE = regex(r"\s?[-–—−―]+\s?")
_TORN_FIGURES = regex(r"(?<=\d)\s(?=\d\b)")


_PERIODICAL = frozenset({"container-title", "issue"})


@cache
def _day() -> re.Pattern[str]:
    """A day and month without a year behind a comma, bracket or number: "nr 4 z 3 II", "№ 45 (29 апреля)"."""
    prefix = lexicon().alternation("date_prefix")
    return compiled(
        rf"(?:[,.]\s|\(|(?<=\w)\s(?={prefix}\s))(?:{prefix}\s)?(?P<day>{DAY_AND_MONTH})(?=[,.;:)\s]|\Z)(?!,?\s\d{{4}})"
    )


_DAY_AND_WORD = regex(r"\d\.?\s[^\W\d_]")  # what a day and its month hold, asked first


def day_of_issue(draft: Draft, text: str) -> None:
    """Complete the year of a periodical's issue by the day that stands elsewhere: "1932, nr 4 z 3 II"."""
    date, value = draft.dates.get("issued"), draft.values.get("issued")
    if date is None or value is None or len(date.parts) != 1 or len(date.parts[0]) != 1:
        return
    if _PERIODICAL.isdisjoint(draft.text) or _DAY_AND_WORD.search(text, draft.start, draft.end) is None:
        return
    taken = [span for other in draft.values.values() for span in other.spans]
    for match in _day().finditer(text, draft.start, draft.end + text.startswith(".", draft.end)):  # "№ 9. 5 трав."
        start, end = match.start("day"), min(match.end("day"), draft.end)
        if any(start < stop and begin < end for begin, stop in taken) and not _cut_day(draft, text, match):
            continue
        full = parse_date(f"{match['day']} {date.parts[0][0]}")
        if full is not None and len(full.parts[0]) == 3:
            spans = sorted([*value.spans, (start, end)])
            draft.dates["issued"] = replace(date, parts=full.parts)
            draft.values["issued"] = Value(spans, value.rule, value.inferred)
            draft.comments[:] = [span for span in draft.comments if not (span[0] <= start and end <= span[1])]
            return


def year_of_imprint(draft: Draft, text: str, anchors: Sequence[Anchor]) -> None:
    """Date a work by the year behind its place where the days of a meeting were taken for its date: "…, м. Ужгород,
    14–15 трав. 2019 р. Ужгород, 2019"."""
    date = draft.dates.get("issued")
    if date is None or len(date.parts) < 2 or len(date.parts[0]) < 3:
        return
    value, place = draft.values.get("issued"), draft.values.get("publisher-place")
    if value is None or place is None:
        return
    at = place.spans[-1][1]
    year = next((a for a in anchors if a.kind is KIND.YEAR and a.start > value.spans[-1][1]), None)
    if year is not None and year.date is not None and at <= year.start and not text[at : year.start].strip(" ,"):
        draft.dates.pop("issued")
        draft.values.pop("issued")
        issued(draft, year)


def _cut_day(draft: Draft, text: str, match: re.Match[str]) -> bool:
    """Take a day off the end of the name of a newspaper: "The Guardian, 12 February"; whether it stood there."""
    value = draft.values.get("container-title")
    if value is None or len(value.spans) != 1:
        return False
    (start, end) = value.spans[0]
    if not start < match.start() < match.end("day") == end:
        return False
    draft.drop("container-title")
    draft.put("container-title", text[start : match.start()].rstrip(" ,"), (start, match.start()), value.rule)
    return True


def best_date(anchors: Sequence[Anchor]) -> Anchor | None:
    """The anchor that dates the work: a full date before a bare year, unless a later year follows it (a speech of
    3 May 1921 that a book of 1925 prints); the last of several years."""
    dated = [a for a in anchors if a.kind is KIND.DATE]
    years = [a for a in anchors if a.kind is KIND.YEAR]
    if first_printing(years) is not None:
        years = years[:-1]
    if dated and not (years and _before(dated[0], years[-1])):
        return dated[0]
    return years[-1] if years else None


def first_printing(years: Sequence[Anchor]) -> Anchor | None:
    """The earlier year in brackets right behind the last year: "Berlin 1989 [1913]", "Tübingen 1988 (1922)"."""
    if len(years) < 2:
        return None
    own, first = years[-2:]
    enclosed = first.start < first.value_start and first.value_end < first.end
    if not enclosed or first.start - own.end > 1 or own.date is None or first.date is None:
        return None
    return first if first.date.parts[0][0] < own.date.parts[0][0] else None


def printed_first(draft: Draft, anchors: Sequence[Anchor]) -> None:
    """Keep the year of the first printing, where one stands behind that of the edition."""
    first = first_printing([a for a in anchors if a.kind is KIND.YEAR])
    if first is not None and first.date is not None and "original-date" not in draft.dates:
        draft.put_date("original-date", first.date, (first.value_start, first.value_end), "first-printing")


def _before(date: Anchor, year: Anchor) -> bool:
    first, last = date.date, year.date
    later = first and last and date.start < year.start and first.parts[-1][0] < last.parts[0][0]
    return bool(later) and year.doubt is not Doubt.TITLE


_WORD = regex(r"\w+")
_CLOSING = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.DEAD_END, Kind.PAGES, Kind.ISBN})


def trailing(draft: Draft, text: str, anchors: Sequence[Anchor], end: int) -> None:
    """Words after all that cites are a comment: "<https://…>, rozmowa z przedstawicielem…"."""
    last = max([a.end for a in anchors if a.kind in _CLOSING], default=end)
    if last >= end:
        return
    last = max([last, *(stop for value in draft.values.values() for _, stop in value.spans)])
    start, stop = trim(text, last, end)
    if start < stop and sum(len(word) > 1 and word.isalpha() for word in _WORD.findall(text, start, stop)) > 1:
        draft.comments.append((start, stop))
