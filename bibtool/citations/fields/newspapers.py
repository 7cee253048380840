"""Newspapers that no list has, told by a day: with a page, "Лис О. Пожежа. Галицька думка. 1912. 3 серпня. С. 2", or
in quotation marks and with nothing else, "„Wieści Roztocza” 14 VII 1934"."""

from __future__ import annotations

import re

from bibtool.citations.confidence import in_words
from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.scan import hints
from bibtool.diagnostics.code import Code
from bibtool.language import gazetteer
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_LAST = regex(rf"(?:[.,][”»“\"’]?|[”»“\"’])\s(?P<paper>(?:{CAPITAL}[\w’'-]*)(?:\s[\w’'-]+){{0,4}})\Z")
_PRINTED = ("container-title", "publisher", "publisher-place", "edition", "volume", "number", "genre", "archive", "URL")


_CALLED = regex(rf"(?P<word>{CAPITAL}[^\W\d_]+)\s[«„“\"][^«„“”»\"]{{2,60}}[”»“\"]")


def newspaper_with_its_town(draft: Draft, text: str) -> None:
    """Make a periodical of a title that says it is one, and of what stands behind it in brackets its town: "Газета
    «Прапор» (Овруч), № 45"."""
    title, town = draft.values.get("title"), draft.values.get("container-title")
    if title is None or town is None or draft.names or "publisher-place" in draft.text or len(town.spans) != 1:
        return
    (start, stop), (at, end) = title.spans[0], town.spans[0]
    called = _CALLED.fullmatch(text, start, stop)
    if called is None or text[stop:at] != " (" or text[end : end + 1] != ")":
        return
    if hints.has(called["word"], "newspaper", "journal", "magazine"):
        draft.drop("title")
        draft.drop("container-title")
        draft.put("container-title", text[start:stop], (start, stop), "newspaper-before-town")
        draft.put("publisher-place", text[at:end], (at, end), "town-of-newspaper")


def newspaper_of_the_day(draft: Draft, text: str) -> None:
    """Part the newspaper that stands last from the title of what would be a book with a day, a page and no place."""
    issued, value = draft.dates.get("issued"), draft.values.get("title")
    if issued is None or value is None or len(value.spans) != 1 or draft.type or draft.manuscript:
        return
    if len(issued.parts) != 1 or len(issued.parts[0]) != 3 or draft.dated_first:
        return
    if nothing_but_a_day(draft) and not draft.names:
        _quoted_before_day(draft, text)
        return
    if not draft.names and _with_its_town(draft, text):
        return
    paged = draft.label == "page"
    if not paged and not (draft.names and nothing_but_a_day(draft)):
        return
    if any(variable in draft.text for variable in _PRINTED):
        return
    start, stop = value.spans[0]
    dated = draft.values["issued"].spans[0][0]
    last = _LAST.search(text, start, stop)
    if last is None and paged and not draft.names and text[stop:dated] == ", ":
        last = _ALONE.fullmatch(text, start, stop)
    if last is None or text[stop:dated].strip(" .,") or gazetteer.place(last["paper"]) is not None:
        return
    named = _may_name_one(last["paper"]) if paged else _names_one(last["paper"])
    if not named:
        if not paged and _YEAR_FIRST.match(text, stop):
            _doubt(draft, text, last)
        return
    draft.drop("title")
    if last.start() > start:
        fields.title(draft, text, start, last.start("paper"), value.rule)
    draft.put("container-title", last["paper"], last.span("paper"), "newspaper-before-day")
    draft.type = "article-newspaper"


# "Sovetskaia kul'tura, 3 May 1951, 2": a few words and no more
_ALONE = regex(rf"(?P<paper>{CAPITAL}[\w’'-]+(?:[\s-][\w’'-]{{3,}}){{1,2}})")
_YEAR_FIRST = regex(r"\.\s(?:1[89]|20)[0-9]{2}\.\s[0-9]")


def _doubt(draft: Draft, text: str, last: re.Match[str]) -> None:
    """Say that what stands last before a year and a day may be a newspaper: "Про воду. Слово. 2022. 5 трав."."""
    start, stop = draft.values["title"].spans[0]
    other = {"title": text[start : last.start()], "container-title": last["paper"]}
    said = {"reading": in_words({"title": draft.text["title"]}), "other": in_words(other)}
    draft.findings.append((Code.DOUBTFUL_READING, said, [(start, stop)]))


def nothing_but_a_day(draft: Draft) -> bool:
    """Whether a title, a day, perhaps an author, and nothing else is said of a work, so not what it stands in."""
    issued = draft.dates.get("issued")
    alone = draft.values.keys() <= _TITLE_AND_DAY and "title" in draft.text and draft.type in {"", "book"}
    return alone and issued is not None and len(issued.parts[-1]) == 3


def _quoted_before_day(draft: Draft, text: str) -> None:
    """Make a newspaper of a quoted title of a few words before a day; a comma before the closing mark ends an
    article's title (“Mill Fire,” 3 May 1902)."""
    value = draft.values["title"]
    start, stop = value.spans[0]
    name = draft.text["title"]
    if text[start - 1 : start] not in _OPENING or text[stop : stop + 1] not in _CLOSING:
        return
    if hints.has(name.partition(" ")[0], "document_word"):
        return  # „List do brata” z 3 maja 1936
    if _NAME.fullmatch(name) is not None and value.spans[0][1] <= draft.values["issued"].spans[0][0]:
        draft.drop("title")
        draft.put("container-title", name, (start, stop), "newspaper-before-day")
        draft.type = "article-newspaper"


def _with_its_town(draft: Draft, text: str) -> bool:
    """Make a newspaper of a title before its town in brackets and a day: "Голос Поділля (Вінниця). 1947. 12 січня"."""
    place, (start, stop) = draft.values.get("publisher-place"), draft.values["title"].spans[0]
    if place is None or not draft.values.keys() <= _WITH_TOWN or text[stop : place.spans[0][0]] != " (":
        return False
    if _NAME.fullmatch(draft.text["title"]) is None or hints.has(draft.text["title"], "document_word"):
        return False
    draft.put("container-title", draft.text["title"], (start, stop), "newspaper-before-town")
    draft.drop("title")
    draft.type = "article-newspaper"
    return True


_WITH_TOWN = frozenset({"title", "issued", "signal", "language", "publisher-place", "issue", "locator", "page"})
_TITLE_AND_DAY = frozenset({"author", "title", "issued", "signal", "language"})
_OPENING, _CLOSING = ("„", "«", "»"), ("”", "»", "«")  # not “ of „Der Brand“, an article
_NAME = regex(rf"{CAPITAL}[\w’'-]*(?:[\s-][\w’'-]+){{0,4}}")


def _names_one(words: str) -> bool:
    """Whether words hold one for a newspaper, whatever its capital: "Юридична газета"."""
    return any(hints.has(word[0].upper() + word[1:], "newspaper") for word in words.split())


def _may_name_one(words: str) -> bool:
    """Whether words may name a newspaper: one word only where it is a word for one, none that describes a document."""
    first, _, more = words.partition(" ")
    if hints.has(first, "document_word"):
        return False
    return bool(more) or hints.has(words, "journal", "newspaper", "magazine", "periodical_word")
