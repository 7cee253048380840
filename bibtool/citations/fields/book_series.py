"""The series of a book in brackets: right behind its imprint, between its title and it, or last of all."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.scan import hints
from bibtool.citations.scan.imprints import number_of_series, series_in_brackets
from bibtool.diagnostics.code import Code
from bibtool.language import gazetteer
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_IMPRINT = ("issued", "publisher", "publisher-place", "number-of-pages")
_SERIES_WORDS = 12
# behind the imprint: " (Biblioteka Narodowa, S. I, nr 45)", ". – (Історія села ; вип. 5)"
_BRACKET = r"[.,;]?\s?(?:[–—-]\s?)?[(]"
_OPENED = regex(_BRACKET)
_LAST = regex(r"[.,]?\s(?=\([^()]*\)[.,;]?\s*\Z)")
_NO_SERIES = regex(rf"[0-9]|{CAPITAL}[{LOWER}]{{0,2}}\.")


def series(draft: Draft, text: str) -> None:
    """The series in brackets of a book, or of that which holds a chapter, where nothing else was read from it."""
    _no_periodical(draft, text)
    within = "container-title" in draft.text
    if "collection-title" in draft.text or (within and not _in_book(draft)) or _series_of_title(draft, text):
        return
    if "issued" not in draft.values:
        return
    spans = [span for name in _IMPRINT if name in draft.values for span in draft.values[name].spans]
    if not spans:
        return
    at = max(stop for _, stop in spans)
    at += text.startswith(("]", ")"), at)
    at = min(at + _unit(text, at), len(text))
    opened = _OPENED.match(text, at, draft.end + 1)
    match = series_in_brackets(_BRACKET).match(text, at, draft.end + 1) if opened is not None else None
    match = match or _last(draft, text, at)
    if match is None or len(match["name"].split()) > _SERIES_WORDS:
        return
    lo, hi = match.span("name")
    if any(lo < stop and start < hi for value in draft.values.values() for start, stop in value.spans):
        return
    draft.put("collection-title", match["name"], (lo, hi), "series-in-brackets")
    if match["number"]:
        _put_number(draft, text, *match.span("number"))
    draft.comments[:] = [span for span in draft.comments if not (span[0] <= hi and lo <= span[1])]


_IN_BRACKETS = regex(r"\((?P<name>[^()]+),\s(?P<number>[^(),]+)\)")


def _no_periodical(draft: Draft, text: str) -> None:
    """Make a series of a periodical with its number in brackets before a place and publisher, "Les finances (B.E.R.A.,
    fasc. 211), Paris, Picard", or of a book's behind its year, "Berlin, Reimer, 1972 (Beiträge zur Kunst, 7)"."""
    value, place, issued = (draft.values.get(name) for name in ("container-title", "publisher-place", "issued"))
    if value is None or place is None or issued is None or len(value.spans) != 1 or "publisher" not in draft.text:
        return
    match = _IN_BRACKETS.match(text, value.spans[0][0] - 1, draft.end + 1)
    if match is None:
        return
    before = match.end() + 2 == place.spans[0][0] and text.startswith(", ", match.end())
    behind = issued.spans[-1][1] + 1 == match.start() and place.spans[0][0] < match.start()
    if not (before or behind):
        return
    for name in ("container-title", "issue", "volume", "editor", "collection-number"):
        other = draft.values.get(name)
        if other is not None and match.start() < other.spans[0][0] < match.end():
            draft.drop(name)
    located = draft.values.get("locator")
    if located is not None and match.start() < located.spans[0][0] < match.end():
        draft.values.pop("locator")
        draft.locator = draft.label = ""
    draft.put("collection-title", match["name"], match.span("name"), "series-in-brackets")
    _put_number(draft, text, *match.span("number"))


def _put_number(draft: Draft, text: str, start: int, end: int) -> None:
    span = number_of_series(text, start, end)
    draft.put("collection-number", text[slice(*span)], span, "series-in-brackets")


def _in_book(draft: Draft) -> bool:
    return "publisher-place" in draft.values and not draft.values.keys() & {"issue", "collection-number"}


def _last(draft: Draft, text: str, at: int) -> re.Match[str] | None:
    """The series in the brackets that close a citation behind its pages or volumes: "1992, 2 vol. (Collection de Rome,
    156)", but no place, no name and no year."""
    stop = min(draft.end + 1, len(text))
    opened = _LAST.search(text, at, stop) if text.find(")", at, stop) > 0 else None
    if opened is None or any(opened.end() < last for value in draft.values.values() for _, last in value.spans):
        return None
    match = series_in_brackets(_BRACKET).match(text, opened.start(), stop)
    if match is None or _NO_SERIES.search(match["name"]) or gazetteer.place(match["name"].partition(",")[0]):
        return None
    counted = match["number"] or hints.starts_with(text[opened.end() + 1 : stop], "series")
    return match if counted else None


@cache
def _counted_last() -> re.Pattern[str]:
    """ "Die Kirche (BHTh 33)": letters or words with capitals, and a number that is no year; a label tells a volume."""
    label = lexicon().alternation("volume", "part", "issue", "page", "edition", "chapter")
    return compiled(
        rf"\s\((?!{label})(?P<name>{CAPITAL}[^()\d,:]{{1,80}}?)(?:,?\s(?:{lexicon().alternation('issue')}\s?)?(?P<number>[0-9]{{1,3}}|[IVXLC]{{1,6}})"
        rf"|,\s(?P<labelled>{label}\s?(?:[0-9]{{1,3}}|[IVXLC]{{1,6}})))\)[,.]?\s?\Z"
    )


def _series_of_title(draft: Draft, text: str) -> bool:
    """Part a series with its number from the title of a book, before its place; whether one stood there."""
    value, place = draft.values.get("title"), draft.values.get("publisher-place") or draft.values.get("publisher")
    if value is None or place is None or len(value.spans) != 1:
        return False
    start, end = value.spans[0]
    stop = place.spans[0][0]
    match = _counted_last().search(text, start, stop) if text.find(")", start, stop) > 0 else None
    if match is None or not match.start() <= end <= match.end():
        return False
    genre = draft.values.get("genre")
    if genre is not None and match.start() < genre.spans[0][0] < match.end():
        return False  # "(Report 45)"
    draft.drop("title")
    draft.put("title", text[start : match.start()], (start, match.start()), value.rule)
    draft.put("collection-title", match["name"], match.span("name"), "series-in-brackets")
    number = "number" if match["number"] else "labelled"
    _put_number(draft, text, *match.span(number))
    for name in ("volume", "issue"):  # by its label
        other = draft.values.get(name)
        if other is not None and match.start() < other.spans[0][0] < match.end():
            draft.drop(name)
    return True


@cache
def _sentence_last() -> re.Pattern[str]:
    """ ". Oxford Historical Monographs", ". Studies in Social Policy 14", ". DRV-Schriften" at the end of a title."""
    issue = lexicon().alternation("issue", "volume")
    return compiled(
        rf"(?<=\w{{3}})[.?!]\s(?P<name>{CAPITAL}[^.?!:;()]{{6,80}}?)(?P<number>,?\s(?P<label>{issue}\s?)?(?P<figures>[0-9]{{1,4}}))?\Z"
    )


# What a second title begins with as often as a series: "Studies in", "Studien zur", "Beiträge aus".
_BEGINS_TITLE = regex(rf"[^\W\d_]+\s[{LOWER}]{{2,3}}\s")
_TO_PLACE = regex(r"[.,;\s]{1,3}\Z")


def series_before_place(draft: Draft, text: str) -> None:
    """Part a series from the end of a title between full stops, before its place: "Politics. Studies in Policy 14.
    Oxford: Press".  Without a number its name has to be none that titles begin with, and it is doubtful."""
    value, place = draft.values.get("title"), draft.values.get("publisher-place")
    if value is None or place is None or len(value.spans) != 1 or "author" not in draft.names:
        return
    if draft.text.keys() & {"container-title", "collection-title", "issue", "genre"} or draft.type:
        return
    start, end = value.spans[0]
    last = _sentence_last().search(text, start, end) if text.find(". ", start, end) > 0 else None
    if last is None or not hints.has(last["name"], "series_word"):
        return
    volume = draft.values.get("volume")
    between = text[end : place.spans[0][0]] if volume is None else text[volume.spans[-1][1] : place.spans[0][0]]
    if not text.startswith((".", ","), end) or _TO_PLACE.match(between) is None:
        return
    if volume is not None and (last["number"] or not end <= volume.spans[0][0] <= end + 6):
        return
    if last["number"] is None and volume is None and _BEGINS_TITLE.match(last["name"]):
        return
    whole = draft.text["title"]
    draft.drop("title")
    fields.title(draft, text, start, last.start() + (text[last.start()] != "."), value.rule)
    draft.put("collection-title", last["name"], last.span("name"), "series-before-place")
    if last["number"] is not None:
        draft.put("collection-number", last["figures"], last.span("figures"), "series-before-place")
    elif volume is not None:
        number = draft.text["volume"]
        draft.drop("volume")
        draft.put("collection-number", number, volume.spans[0], "series-before-place")
    if last["number"] is None or last["label"]:
        said = {"reading": f"collection-title “{last['name']}”", "other": f"title “{whole}”"}
        draft.findings.append((Code.DOUBTFUL_READING, said, [(start, end)]))


def _unit(text: str, at: int) -> int:
    """The letters of the word for pages behind their number: "245 с. (Серия)"."""
    match = _UNIT.match(text, at)
    return match.end() - at if match else 0


_UNIT = regex(r"\s?[^\W\d_]{1,4}\.")
