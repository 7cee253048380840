"""Law: acts and rulings, with the gazette or collection that published them.

"Ustawa z dnia 17 listopada 1964 r. o …, Dz.U. 1964 nr 43 poz. 296", "Wyrok SN z 3 lutego 2011 r., I CSK 286/10, OSNC
2011, nr 10, poz. 117", "BVerfGE 7, 198 (204)", "art. 5 ust. 2 ustawy z dnia …".  What gazettes, collections and courts
are called is data; that a name is one of them is told by the figures behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings import series
from bibtool.citations.readings.articles import (
    act_and_articles,
    act_cited_by,
    act_of,
    articles,
    behind_gazette,
    behind_title,
    locate,
)
from bibtool.citations.readings.parts import trim
from bibtool.citations.readings.rulings import ACRONYM, is_ruling, put_language
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind
from bibtool.language.forms import exact, squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_ENDS = _KEPT | {Kind.LABEL, Kind.ONLINE}
_MOST_WORDS = 10  # of a gazette's name behind the words by which it is known
_NEAR = 90  # characters within which a gazette says which collection it is, and an act its day
_WORD_OF_NAME = regex(r"\s([^\W\d_]+(?:[.’'-](?=[\s\w]))?)+(?=[\s.,;(])")
_REST_OF_NUMBER = regex(r"[-–/][\w/–-]+")
_YEAR_BEFORE = regex(r"\[(?P<year>(?:1[89]|20)\d\d)\]\s\Z")


class Publication(NamedTuple):
    """Where an act or ruling is printed: ``[start, stop)`` is the name, ``end`` is behind the figures, ``first`` where
    a year stands before the name ("[1964] ECR 585")."""

    start: int
    stop: int
    figures: tuple[series.Figure, ...]
    end: int
    rulings: bool  # of a collection of rulings
    first: int


@cache
def gazettes() -> Phrase:
    """Gazettes, collections of rulings, and newspapers that print acts."""
    lex = lexicon()
    return Phrase(
        rf"(?P<gazette>{lex.alternation('gazette')})|(?P<reporter>{_forms('reporter')}(?=[\s,]))"
        rf"|(?P<newspaper>{_forms('gazette_newspaper')})",
        [*lex.forms("gazette"), *lex.hint("reporter"), *lex.hint("gazette_newspaper")],
    )


@cache
def _between() -> Phrase:
    """A volume, a collection and a page: "410 U.S. 113, 116 (1973)".  The figure stands before what is asked of the
    place before it, so that a search goes from figure to figure."""
    return Phrase(
        rf"(?P<volume>\d(?<!\S\d)\d*)\s(?P<name>{_forms('reporter_between')})\s(?P<page>\d+)(?:,\s(?P<pin>\d+))?"
        r"(?:\s\((?P<year>1[6-9]\d\d|20\d\d)\))?",
        lexicon().hint("reporter_between"),
    )


def _forms(kind: str) -> str:
    return rf"(?<![\w.]){exact(lexicon().hint(kind))}"


@cache
def _consolidated() -> re.Pattern[str]:
    """What stands between a title and its gazette: ", ", " (", " (t.j. ", " // "."""
    return compiled(rf"[\s,;(\[/–-]*(?:{lexicon().alternation('consolidated')}\s?:?)?[\s(\[/,;:–-]*\Z")


def publication(text: str, start: int, end: int) -> Publication | None:
    """The first gazette or collection that is named with figures behind it."""
    for match in gazettes().finditer(text, start, end):
        rulings = match["reporter"] is not None
        numbered = None if rulings else _collection().search(text, match.end(), min(end, match.end() + _NEAR))
        stop = match.end() if rulings else numbered.end() if numbered else _name_end(text, match.end(), end)
        year = _YEAR_BEFORE.search(text, max(start, match.start() - 8), match.start())
        before = [series.Figure(series.Slot.DATE, year["year"], *year.span("year"))] if year else []
        items = rulings and match.group() in lexicon().hint("reporter_with_items")
        found, last = series.figures(text, stop, end, before, items)
        if match["newspaper"] is not None and all(figure.slot is not series.Slot.ITEM for figure in found):
            continue
        if found and (not rulings or _counted(found)):
            return Publication(
                match.start(), stop, tuple(found), last, rulings, year.start() if year else match.start()
            )
    return None


@cache
def _collection() -> re.Pattern[str]:
    """Which collection of a gazette it is: "Полное собрание законов. Собр. 2-е", "Собрание второе"."""
    word, counted = (exact(lexicon().hint(name)) for name in ("gazette_collection", "gazette_collection_counted"))
    return compiled(rf"[.,]?\s{word}\s(?:(?:\d{{1,2}}|[IVXІХ]{{1,3}})(?:-[{LOWER}]{{1,2}})?|{counted})(?!\w)")


def _counted(found: Sequence[series.Figure]) -> bool:
    """Whether more than a year stands behind the name of a collection: "LEX, Warszawa 2010" is a publisher."""
    return any(figure.slot is not series.Slot.DATE for figure in found)


_SERIES = regex(r"\s[LC](?=[0-9])")  # "OJ L376/36"


def _name_end(text: str, at: int, end: int) -> int:
    letter = _SERIES.match(text, at, end)
    if letter is not None:
        return letter.end()
    for _ in range(_MOST_WORDS):
        if series.begins(text, at, end):
            break
        word = _WORD_OF_NAME.match(text, at, end)
        if word is None:
            break
        at = word.end()
    return at


def gazette(text: str, start: int, end: int) -> int | None:
    """Where a gazette or a collection of rulings is named."""
    found = publication(text, start, end)
    if found is not None:
        return found.first
    between = _between().search(text, start, end)
    return between.start("volume") if between else None


def gazette_first(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins with a gazette or a collection of rulings."""
    return gazettes().match(text, start, end) is not None and gazette(text, start, end) == start


def read_legal(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an act of law or a ruling; whether it was one: a gazette is named, or an act with its date or number."""
    if draft.names:
        return False
    between = _between().search(text, start, end)
    if between is not None:
        return _read_between(draft, text, start, between)
    led = act_cited_by().match(text, start, end)
    if led is not None:  # "Zgodnie z art. 5 ust. 2 ustawy …": words of a sentence
        start = led.end()
    cited = articles().match(text, start, end)
    at = start
    if cited is not None:
        behind = act_of().match(text, cited.end(), end)
        cited = cited if behind is not None else None
        at = behind.start() + 1 if behind is not None else start
    found = publication(text, at, end)
    ruling = is_ruling(text, at, end)
    if found is not None and found.rulings and not ruling and found.first > at and cited is None:
        return False  # "Glosa do wyroku …, OSP 2010, z. 5": about a ruling
    if found is None and ruling:
        found = _in_periodical(text, at, end)
    act = cited is not None or _act_at(text, at, end, anchors)
    if found is None and not (ruling and _dated(text, at, end, anchors)) and not act:
        return False
    if found is None and _imprint_follows(text, at, anchors):
        return False
    if led is not None:
        draft.comments.append(led.span("words"))
    draft.type = "legal_case" if ruling or (found is not None and found.rulings) else "legislation"
    kept = [a for a in anchors if a.kind in _KEPT and (found is None or a.start > found.start)]
    details.take(draft, text, kept)
    stop = min([a.start for a in anchors if a.kind in _ENDS and (found is None or a.start > found.start)], default=end)
    if found is None:
        found = _unknown_publication(text, at, stop)
    title_end = found.first if found is not None else stop
    if cited is not None:
        locate(draft, cited)
    if ruling:
        put_language(draft, text, at)
    own = [a for a in anchors if a.kind in DATES and at <= a.start < title_end]
    date = min(own, key=lambda a: (a.kind is not Kind.DATE, a.start), default=None)
    if at < title_end:
        title_end = _consolidated().search(text, at, title_end).start()  # type: ignore[union-attr]
        title_end = behind_title(draft, text, at, title_end)
        if found is None and ruling:
            title_end = _kept_in(draft, text, at, title_end)
        fields.title(draft, text, at, title_end, "statute")
    if date is not None:
        details.issued(draft, date)
    if found is not None:
        _published(draft, text, found, stop)
    else:
        _number(draft, text, anchors, stop)
    return True


def _act_at(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    if hints.starts_with(text[start:end], "statute") is not None:
        if _dated(text, start, end, anchors):
            return True
        return act_and_articles(text, start, end) and not hints.has(text[start:end], "commentary_title")
    behind = _act_behind().search(text, start, end)  # "Про освіту : Закон України від 05.09.2017 № 2145-VIII"
    if behind is None:
        return False
    told = (Kind.DATE,) if behind["act"][0].islower() else _NUMBERED  # ": постанова Кабінету Міністрів від 5.9.2017"
    return any(
        a.kind in told and 0 < a.start - behind.end() < _NEAR and not _PARTING.search(text, behind.end(), a.start)
        for a in anchors
    )


_NUMBERED = frozenset({Kind.DATE, Kind.ISSUE})
_CLOSED = regex(r"(?:[)\]][\s,;:.]*)*")  # of a bracket that a gazette stands in: "(BGBl. I S. 2585), § 4"
_PARTING = regex(r"[,.;:]\s")


@cache
def _act_behind() -> re.Pattern[str]:
    forms = lexicon().forms("statute")
    return compiled(rf"(?<=[\w»”\"])\s?:\s(?P<act>{exact([*forms, *(f[0].lower() + f[1:] for f in forms)])})\s")


def _dated(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    # "Kodeks dyplomatyczny Wielkopolski, t. 1, nr 45": a number behind a comma is that of something else.
    comma = text.find(",", start, end)
    return any(a.kind is Kind.DATE or (a.kind is Kind.ISSUE and (comma < 0 or a.start < comma)) for a in anchors)


def _imprint_follows(text: str, start: int, anchors: Sequence[Anchor]) -> bool:
    """Whether a place and a year stand behind the act's own date: a book about it ("Konstytucja … Komentarz,
    Warszawa 2009")."""
    dates = [a for a in anchors if a.kind in DATES or a.kind is Kind.IMPRINT]
    if any(a.kind is Kind.IMPRINT for a in dates):
        return True
    for anchor in dates[1:]:
        before = text[max(start, anchor.start - 50) : anchor.start].rstrip(" ,:")
        place = before[max(before.rfind(mark) + 2 for mark in (", ", ". ", "– ", "— ")) :]
        if anchor.kind is Kind.YEAR and hints.known_place(place):
            return True
    return False


def _unknown_publication(text: str, start: int, stop: int) -> Publication | None:
    """What follows "in", two slashes or a full stop behind the number: "// Российская газета. 2010. 19 марта"; a
    newspaper that prints acts behind a comma, too: ", Rossiiskaia gazeta (27 July 2015)"."""
    for paper in gazettes().finditer(text, start, stop):
        mark = text[paper.start() - 1] in _QUOTES
        if paper["newspaper"] is not None and text[: paper.start() - mark].endswith((", ", "// ")):
            figures, last = series.figures(text, paper.end() + mark, stop)
            if figures:
                return Publication(*paper.span(), tuple(figures), last, False, paper.start() - mark)
    slashes = text.find(" // ", start, stop)
    within = _within().search(text, start, stop)
    if within is not None:
        found, last = series.figures(text, within.end(), stop)
        return Publication(*within.span("name"), tuple(found), last, False, within.start())
    for quoted in _QUOTED_PERIODICAL.finditer(text, start, stop):
        found, last = series.figures(text, quoted.end(), stop)
        if found:
            return Publication(*quoted.span("name"), tuple(found), last, False, quoted.start())
    if slashes > start:
        at = slashes + 4
    else:
        dot = re.compile(r"(?<=[\w»”\"])\.\s(?=[^\W\d_][^.]{2,60}\.\s(?:1[4-9]|20)\d\d\.)").search(text, start, stop)
        if dot is None:
            return None
        at = dot.end()
    name = at
    while name < stop and not series.begins(text, name, stop):
        if text[name] in ".,;(" and _CUT_SHORT.search(text, max(at, name - 8), min(stop, name + 3)) is None:
            break
        space = text.find(" ", name + 1, stop)
        dot_at = min((p for p in (text.find(c, name + 1, stop) for c in ".,;(") if p > 0), default=stop)
        name = min(space if space > 0 else stop, dot_at)
    found, last = series.figures(text, name, stop)
    if not any(c.isalpha() for c in text[at:name]):
        return None
    return Publication(at, name, tuple(found), last, False, at)


_QUOTES = frozenset('„“«”"')
_CUT_SHORT = regex(r"(?<![^\W\d_])[^\W\d_]{2,7}\.\s[^\W\d_]\Z")  # "Рос. газ", "Ведомости Верх. Совета"


# ", „Przegląd Sądowy” 1999, nr 2, s. 15"
_QUOTED_PERIODICAL = regex(rf",\s[„«“\"](?P<name>{CAPITAL}[^„«“”»\"]{{2,60}})[”»“\"]")


@cache
def _within() -> re.Pattern[str]:
    """ ", in Giur. cost., 2007, p. 3475"."""
    return compiled(
        rf",\s{lexicon().alternation('in')}:?\s(?P<name>{CAPITAL}[^,;()\d]{{2,60}})(?=,?\s\(?(?:1[89]|20)\d\d)"
    )


@cache
def _periodicals() -> re.Pattern[str]:
    return compiled(rf"(?<=[,.(\w]\s)(?:{_forms('law_journal')}(?=\s(?:1[89]|20)\d\d)|{ACRONYM})")


def _in_periodical(text: str, start: int, end: int) -> Publication | None:
    """A ruling in a periodical of lawyers: "OLG Köln, Urteil vom 8.3.2011 – 9 U 12/10, NJW 2011, 1750"."""
    name = _periodicals().search(text, start, end)
    if name is None:
        return None
    found, last = series.figures(text, name.end(), end)
    return Publication(*name.span(), tuple(found), last, True, name.start())


@cache
def _collection_last() -> re.Pattern[str]:
    return compiled(rf",\s(?P<name>{_forms('reporter')})\.?\s*\Z")


def _kept_in(draft: Draft, text: str, start: int, end: int) -> int:
    """Where the title of a ruling ends before the collection that holds it, named without figures: ", CBOSA"."""
    match = _collection_last().search(text, start, end)
    if match is None:
        return end
    draft.put("container-title", match["name"], match.span("name"), "reporter")
    return match.start()


def _published(draft: Draft, text: str, found: Publication, stop: int) -> None:
    """The name of a gazette in the letters of the data where its capitals were lost ("oJ.L"), its figures, and what
    is left of its brackets."""
    name = text[found.start : found.stop]
    known = _known(name)
    lo, hi = trim(text, found.start, found.stop)
    dotted = found.rulings and found.stop == hi + 1
    short = dotted or text[lo : hi + 1] in _dotted() or _SHORTENED.search(text, lo, hi + 1) is not None
    if text[hi : hi + 1] == "." and short:
        hi += 1
    draft.put("container-title", known or text[lo:hi], (lo, hi), "gazette")
    series.put(draft, text, found.figures, "issued" in draft.dates)
    rest = trim(text, found.end, stop)
    begin = _CLOSED.match(text, *rest).end()  # type: ignore[union-attr]
    words = text[begin : rest[1]]
    while words.endswith((")", "]")) and words.count("(") + words.count("[") < words.count(")") + words.count("]"):
        words = words[:-1]
    if any(c.isalnum() for c in words) and not behind_gazette(draft, text, begin, begin + len(words)):
        draft.comments.append((begin, begin + len(words)))


_SHORTENED = regex(rf"\.(?:\s?{CAPITAL}[{LOWER}]{{1,5}}|\s[{LOWER}]{{2,5}})\.\Z")  # "Dz. Urz. Min. Kom.", "Рос. газ."


@cache
def _dotted() -> frozenset[str]:
    """The names that end in the full stop of an abbreviation."""
    return frozenset(name for name in (*lexicon().forms("gazette"), *lexicon().hint("reporter")) if name.endswith("."))


def _known(name: str) -> str:
    """The form of the data where a printed name differs from all of them by its capitals."""
    forms = lexicon().forms("gazette")
    wanted = re.sub(r"[\s.]+", "", name)
    near = [form for form in forms if squash(form) == wanted.casefold()]
    if not near or any(re.sub(r"[\s.]+", "", form) == wanted for form in near):
        return ""
    return near[-1]


def _read_between(draft: Draft, text: str, start: int, match: re.Match[str]) -> bool:
    draft.type = "legal_case"
    fields.title(draft, text, start, match.start(), "ruling")
    draft.put("container-title", match["name"], match.span("name"), "reporter")
    draft.put("volume", match["volume"], match.span("volume"), "volume-of-series")
    found = [series.Figure(series.Slot.PAGES, match["page"], *match.span("page"))]
    if match["pin"] is not None:
        found.append(series.Figure(series.Slot.PIN, match["pin"], *match.span("pin")))
    if match["year"] is not None:
        found.append(series.Figure(series.Slot.DATE, match["year"], *match.span("year")))
    series.put(draft, text, found, False)
    return True


def _number(draft: Draft, text: str, anchors: Sequence[Anchor], end: int) -> None:
    """The number of an act: "№ 1556-VII"."""
    cited = draft.values.get("locator")  # "art 19(1)"
    end = min(end, cited.spans[0][0]) if cited is not None else end
    issue = next((a for a in anchors if a.kind is Kind.ISSUE and a.end <= end), None)
    if issue is not None:
        rest = _REST_OF_NUMBER.match(text, issue.value_end, end)
        span = (issue.value_start, rest.end() if rest else issue.value_end)
        title = draft.values.get("title")
        if title is None or all(stop <= span[0] or start >= span[1] for start, stop in title.spans):
            draft.put("number", text[slice(*span)], span, "number-of-act")
