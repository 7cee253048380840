"""Rulings and acts as English and American law cites them (OSCOLA 4, Bluebook): the parties, a year in square brackets
and a series, or a volume, a reporter and a page; acts with their year and sections, codes with their title
and section, perhaps behind the name of an act.

"Marsh v Holloway [1951] 2 KB 318", "Case C-117/99 Ferrier v Commission, EU:C:2001:88", "Marsh v. Holloway, 12 Ill. 2d
345, 350 (1957)", "Inland Waterways Act 1968, s 12", "28 U.S.C. § 1331".  The words for a case, an act and a section are
data; reporters and codes are told by their shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import DATE, parse_date
from bibtool.language.forms import exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase, Told, one_of
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_YEAR = r"(?:1[6-9]|20)\d\d"
_LONGEST = 200  # letters of the parties
_WORD_OF_ACT = rf"(?:{CAPITAL}[\w’'()-]*|\({CAPITAL}[\w’' -]*\)),?\s(?:(?!v\b)[{LOWER}]{{1,5}}\s){{0,3}}"


def _pin(group: str) -> str:
    """The page cited behind the first: ", 180", " at 180", " (CA) 180"; no volume of another report (", 2 All ER")."""
    at = rf"(?:,\s|,?\s{lexicon().alternation('cited_pages')}\s|(?<=\))\s)"
    page = r"\d{1,5}(?:\s?[-–]\s?\d{1,5})?(?!\w)"
    return rf"(?:{at}(?P<{group}>{page}(?:,\s{page})*)(?!\s{CAPITAL}))?"


@cache
def _case() -> re.Pattern[str]:
    """The parties, then a series behind its year, or the number that the courts of the Union give."""
    series = (
        rf"\s\[(?P<year>{_YEAR})\]\s(?:(?P<volume>\d{{1,2}})\s)?"
        rf"(?P<series>{CAPITAL}[^\W\d_]{{1,7}}(?:\s{CAPITAL}[^\W\d_]{{0,7}}\.?){{0,2}})"
        rf"\s(?P<page>{CAPITAL}{{0,3}}-?\d[\d/-]*)(?!\w)(?:\s\({CAPITAL}[^\W\d_][^()\d]{{0,12}}\))?{_pin('pin0')}"
    )
    number = rf",?\s(?P<number>(?:ECLI:)?EU:{CAPITAL}:{_YEAR}:\d+)"
    # "45 Mass. (4 Met.) 111, 113 (1842)", "12 F. Supp. 2d 345 (D. Mass. 1998)"
    word = rf"{CAPITAL}[^\W\d_]*\.?(?:{CAPITAL}\.?|\d[a-z]{{1,2}}\.?)*"
    reporter = (
        rf",\s(?P<volume2>\d{{1,4}})\s(?P<series2>{word}(?:\s(?:{word}|\d[a-z]{{1,2}}\.?)){{0,4}})(?:\s\([^()]{{2,20}}\))?"
        rf"\s(?P<page2>\d{{1,5}})(?:,\s(?P<pin>\d+(?:[-–]\d+)?))?\s\((?:(?P<court>[^()]{{1,30}})\s)?(?P<year2>{_YEAR})\)"
    )
    # "Marsh v Norway [GC], no. 2026/12", "Marsh v Norway App no 20261/12 (ECtHR, 23 June 2016)", "Case of Marsh v.
    # Norway, ECtHR, application no. 20261/12"
    asked = rf"{exact(lexicon().hint('application'))}\.?\s"
    court = exact(lexicon().hint("court_of_application"))
    application = (
        rf"(?:,\s(?P<court8>{court})(?:,\s(?P<date8>{DATE}))?(?=,\s))?"
        rf"(?:\s\[(?P<chamber>{CAPITAL}{{2}})\])?"
        rf"(?:\s\((?:(?P<court9>{court}),\s)?(?P<application>{asked}[^()]{{4,40}})\)|,?\s(?P<application2>{asked}\d{{1,6}}/\d\d(?!\d)))"
        rf"(?:\s\((?:(?P<court6>[^(),]{{1,40}}),\s)?(?P<date>[^()]{{0,20}}{_YEAR})\))?"
    )
    # "[2010] UKSC 12", "[2004] EWCA Civ 145", "[2004] EWHC 145 (Ch)": the number that the court itself gives
    neutral = (
        rf"\s\[(?P<year3>{_YEAR})\]\s(?P<authority>{exact(lexicon().hint('neutral_court'))}(?:\s{CAPITAL}[{LOWER}]+)?)"
        rf"\s(?P<neutral>\d{{1,5}})(?!\w)(?:\s\((?P<division>{CAPITAL}[^()\d]{{1,14}})\))?"
    )
    # "(1868) LR 3 HL 330, 339", "(1877) 2 App Cas 743 (HL)", "(1842) 10 M & W 109": a year in round brackets where the
    # volumes are counted through, and no quotation before it, which would be an article
    name = rf"{CAPITAL}\w*\.?(?:\s(?:&\s)?{CAPITAL}\w*\.?){{0,3}}"
    counted = (
        rf"(?<![”\"’'»])\s\((?P<year4>{_YEAR})\)\s(?:(?P<volume4>\d{{1,3}})\s(?P<series4>{name})|(?P<series5>LR\s\d{{1,2}}\s{name}))"
        rf"\s(?P<page4>\d{{1,5}})(?!\w){_pin('pin4')}"
        # "72 at 80 (Kirby J)": a judge
        rf"(?:\s\((?P<court4>{CAPITAL}(?(pin4)[^()\d\s]{{1,12}}|[^()\d]{{1,20}}))\)|,\s(?P<court5>[A-Z]{{2,4}})(?=[.;,]|\s*\Z))?"
    )
    return compiled(
        rf"(?P<title>[^\[\];]{{3,{_LONGEST}}}?)(?:{neutral}|{series}|{number}|{reporter}|{application}|{counted})"
    )


@cache
def _pinpoint() -> re.Pattern[str]:
    """The paragraphs cited behind a neutral citation or a report: " [45]", " [32]–[35]"."""
    return compiled(r",?\s\[(?P<first>\d{1,4})\](?:\s?[–-]\s?\[(?P<last>\d{1,4})\])?")


@cache
def _reported() -> re.Pattern[str]:
    """Where a ruling with a neutral citation is reported: ", [2011] 1 AC 1", ", [2005] 1 WLR 12, 15"."""
    return compiled(
        rf",\s\[{_YEAR}\]\s(?:(?P<volume>\d{{1,2}})\s)?(?P<series>{CAPITAL}[^\W\d_]{{1,7}}(?:\s{CAPITAL}[^\W\d_]{{0,7}}\.?){{0,2}})"
        rf"\s(?P<page>\d{{1,4}})(?!\w){_pin('pin')}"
    )


@cache
def _code() -> re.Pattern[str]:
    """ "42 U.S.C. § 1983", "29 C.F.R. § 1910.134(d) (2012)", "Clean Water Act, 33 U.S.C. § 1251 et seq.": perhaps
    an act, then the title of a code, its letters, a section."""
    rest = exact([form.removesuffix(".") for form in lexicon().forms("locator_rest")])  # "et seq" where a note ends
    act = rf"(?:{_WORD_OF_ACT}){{1,10}}?{exact(lexicon().hint('act_word'))}(?:\s(?:[{LOWER}]{{1,3}}\s)?{_YEAR})?"
    return compiled(
        rf"(?:(?P<title>{act}),?\s)?(?P<volume>\d{{1,3}})\s(?P<code>(?:{CAPITAL}\.\s?){{2,5}}(?:Ann\.\s)?|{CAPITAL}{{2,5}}\s)\s?§§?\s?"
        rf"(?P<section>\d[\w.-]*(?:\([^()\s]{{1,5}}\))*(?:\s?[-–,]\s?\d[\w.-]*(?:\([^()\s]{{1,5}}\))*)*"
        rf"(?:,?\s{rest}(?!\w)\.?)?)(?:\s\((?P<year>{_YEAR})\))?[.\s]*\Z"
    )


@cache
def _parties() -> Phrase:
    cases, versus = lexicon().hint("case_word"), lexicon().hint("versus")
    return Phrase(rf"{exact(cases)}\s|\s{exact(versus)}\s", [*cases, *versus])


@cache
def _act() -> Phrase:
    words = lexicon().hint("act_word")
    # "c. 42", "(c. 42)", "asp 3", "(11 & 12 Geo. 5 c. 55)": its number among the acts of a year
    reign = rf"(?:\d{{1,2}}(?:\s&\s\d{{1,2}})?\s{CAPITAL}[^\W\d_]{{1,5}}\.?(?:\s[\dIVX]{{1,4}})?,?\s)?"
    chapter = rf"{reign}{exact(lexicon().hint('chapter_of_act'))}\.?\s?(?:{CAPITAL}-)?\d{{1,4}}(?!\w)"
    return Phrase(
        rf"(?P<title>(?:{_WORD_OF_ACT}){{1,10}}?{exact(words)}\s(?P<year>{_YEAR}))"
        rf"(?:,?\s(?:(?P<chapter>{chapter})|\((?P<chapter2>{chapter})\)))?"
        rf"(?:,\s{exact(lexicon().hint('section_of_act'))}\.?\s?(?P<section>\d+{CAPITAL}?(?:\(\w{{1,3}}\))*(?:[-–]\d+)?))?"
        r"[.\s]*\Z",
        words,
    )


@cache
def _statute() -> Phrase:
    """An act by its place in a collection: "Clean Fords Act of 1990, Pub. L. No. 101-549, § 3, 104 Stat. 2399, 2400",
    "Access to Fords Act, R.S.C. 1985, c. A-1"."""
    lex = lexicon()
    words = lex.forms("public_law")
    act = rf"(?:{_WORD_OF_ACT}){{1,10}}?{exact(lex.hint('act_word'))}(?:\s(?:of\s)?{_YEAR})?"
    section = r"(?:,\s§§?\s?(?P<section>\d[\w.-]*(?:\(\w{1,3}\))*))?"
    printed = (
        rf"(?:,\s(?P<volume>\d{{1,3}})\s(?P<collection>{CAPITAL}[^\W\d_]{{1,6}}\.)\s(?P<page>\d{{1,5}})"
        rf"(?:,\s(?P<pin>\d{{1,5}}(?:[-–]\d+)?))?)?(?:\s\((?P<year>{_YEAR})\))?"
    )
    revised = (
        rf"(?P<collection2>(?:{CAPITAL}\.){{2,5}})\s(?P<year2>{_YEAR}),\s"
        rf"(?P<number2>{exact(lex.hint('chapter_of_act'))}\.?\s?(?:{CAPITAL}-)?\d{{1,4}}(?:\.\d+)?)"
    )
    return Phrase(
        rf"(?:(?P<title>{act}),\s)?(?:{lex.alternation('public_law')}\s?(?P<number>\d{{1,3}}[-–]\d{{1,4}}){section}"
        rf"{printed}|{revised}(?:,\s{exact(lex.hint('section_of_act'))}\.?\s?(?P<section2>\d+(?:\(\w{{1,3}}\))*))?)"
        r"[.\s]*\Z",
        [*words, *lex.hint("act_word")],
    )


_YEAR_OF_ACT = regex(rf"{_YEAR}\Z")


@cache
def _words() -> Told:
    """One of which each ruling and act holds; a section has its sign."""
    return one_of(_parties(), _act(), _statute())


def _told(text: str, start: int, end: int) -> bool:
    return _words().may_stand(text) or text.find("§", start, end) >= 0


def of_common_law(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a ruling or act as English or American law cites them."""
    return _told(text, start, end) and any(
        found(text, start, end) is not None for found in (_ruling, _act().match, _statute().match, _section)
    )


def _ruling(text: str, start: int, end: int) -> re.Match[str] | None:
    if _parties().search(text, start, end) is None:
        return None
    match = _case().match(text, start, end)
    if match is None or _parties().search(match["title"]) is None:
        return None
    # "Wyrok ETPC z 12 lipca 2005 r. w sprawie Kos przeciwko Polsce, skarga nr 41120/98": has its day before the parties
    dated = match["application2"] is not None and _YEARS.search(match["title"]) is not None
    return None if dated else match


_YEARS = regex(rf"(?<!\d){_YEAR}(?!\d)")


def _section(text: str, start: int, end: int) -> re.Match[str] | None:
    return _code().match(text, start, end) if text.find("§", start, end) > 0 else None


def read_common_law(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a ruling, an act or a code of English or American law; whether it was one."""
    if not _told(text, start, end):
        return False
    ruling = _ruling(text, start, end)
    if ruling is not None:
        _put_ruling(draft, text, ruling, end)
    elif (act := _act().match(text, start, end)) is not None:
        draft.type = "legislation"
        fields.title(draft, text, *act.span("title"), "statute")
        _date(draft, act, "year")
        for group in ("chapter", "chapter2"):
            if act[group] is not None:
                draft.put("number", act[group], act.span(group), "chapter-of-act")
        _locate(draft, act, "section", "section")
    elif (statute := _statute().match(text, start, end)) is not None:
        _put_statute(draft, text, statute)
    elif (code := _section(text, start, end)) is not None:
        draft.type = "legislation"
        if code["title"] is not None:
            fields.title(draft, text, *code.span("title"), "statute")
        start = code.start("volume")
        name = text[start : code.end("code")].rstrip()  # the title is no volume: "46 U.S.C."
        draft.put("container-title", name, (start, start + len(name)), "code")
        _date(draft, code, "year")
        _locate(draft, code, "section", "section")
    else:
        return False
    details.take(draft, text, [a for a in anchors if a.kind in _KEPT])
    return True


def _put_statute(draft: Draft, text: str, match: re.Match[str]) -> None:
    draft.type = "legislation"
    year = None
    if match["title"] is not None:
        fields.title(draft, text, *match.span("title"), "statute")
        year = _YEAR_OF_ACT.search(text, *match.span("title"))
    form = "" if match["number"] is not None else "2"
    draft.put("number", match["number" + form], match.span("number" + form), "number-of-act")
    if match["collection" + form] is not None:
        draft.put("container-title", match["collection" + form], match.span("collection" + form), "collection-of-acts")
    if match["volume"] is not None:
        draft.put("volume", match["volume"], match.span("volume"), "volume-of-series")
        draft.put("page", match["page"], match.span("page"), "first-page")
    _date(draft, match, "year" + form)
    if year is not None and "issued" not in draft.dates and (date := parse_date(year.group())) is not None:
        draft.put_date("issued", date, year.span(), "year")
    _locate(draft, match, "section" + form, "section")
    _locate(draft, match, "pin", "page")


@cache
def _day() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?P<day>{DATE})")


_AUTHORITIES = (("division", "chamber"), *(("authority", f"court{n}") for n in (6, 8, 9)))
_NUMBERS = ("number", "application", "application2")


def _put_ruling(draft: Draft, text: str, match: re.Match[str], end: int) -> None:
    draft.type = "legal_case"
    fields.title(draft, text, *match.span("title"), "ruling")
    numbered = next((group for group in _NUMBERS if match[group] is not None), None)
    if numbered is not None:
        draft.put("number", match[numbered], match.span(numbered), "number-of-a-court")
        for variable, group in _AUTHORITIES:
            if match[group] is not None:
                draft.put(variable, match[group], match.span(group), f"{group}-of-a-court")
        _date(draft, match, "date")
        _date(draft, match, "date8")
        day = _day().search(
            text, *match.span("title")
        )  # "Wyrok TSUE z 24 czerwca 2019 r. w sprawie Kos przeciwko Polsce"
        if day is not None:
            _date(draft, day, "day")
        _comment(draft, text, _judged_behind(draft, text, match.end(), end), end)
        return
    if match["neutral"] is not None:
        _date(draft, match, "year3")
        draft.put("authority", match["authority"], match.span("authority"), "court")
        draft.put("number", match["neutral"], match.span("neutral"), "number-of-a-court")
        if match["division"] is not None:
            draft.put("division", match["division"], match.span("division"), "division-of-a-court")
        _comment(draft, text, _neutral_behind(draft, text, match.end(), end), end)
        return
    if match["year4"] is not None:
        _put_counted(draft, match)
    else:
        form = "" if match["series"] is not None else "2"
        _date(draft, match, "year" + form)
        draft.put("container-title", match["series" + form], match.span("series" + form), "reporter")
        if match["volume" + form] is not None:
            draft.put("volume", match["volume" + form], match.span("volume" + form), "volume-of-series")
        if match["court"] is not None:
            draft.put("authority", match["court"], match.span("court"), "court")
        pin = "pin" if form else "pin0"
        if match[pin] is not None:
            draft.put("page", match["page" + form], match.span("page" + form), "first-page")
            _locate(draft, match, pin, "page")
        _locate(draft, match, "page" + form, "page")
    _comment(draft, text, match.end(), end)


def _put_counted(draft: Draft, match: re.Match[str]) -> None:
    """Put a report whose volumes are counted through into a draft: "(1868) LR 3 HL 330"."""
    _date(draft, match, "year4")
    series = "series4" if match["series4"] is not None else "series5"
    draft.put("container-title", match[series], match.span(series), "reporter")
    if match["volume4"] is not None:
        draft.put("volume", match["volume4"], match.span("volume4"), "volume-of-series")
    for court in ("court4", "court5"):
        if match[court] is not None:
            draft.put("authority", match[court], match.span(court), "court")
    if match["pin4"] is not None:
        draft.put("page", match["page4"], match.span("page4"), "first-page")
        _locate(draft, match, "pin4", "page")
    _locate(draft, match, "page4", "page")


@cache
def _judged() -> re.Pattern[str]:
    """The day of a ruling and the paragraphs cited behind its application: ", judgment of 25 July 2002, § 77",
    ", Judgment (9 January 2013), para. 109"."""
    lex = lexicon()
    ruled = rf"(?:{lex.alternation('ruling')}\s(?:[{LOWER}]{{2,3}}\s)?)?"
    paragraph = rf"{lex.alternation('section', 'paragraph', 'place_in_text')}\s?"
    pin = r"\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:,\s\d{1,4}(?!\d))*"
    return compiled(
        rf"(?:,?\s{ruled}(?P<open>\()?(?P<day>{DATE})(?(open)\)))?(?:,\s{paragraph}(?P<paragraph>{pin}))?(?=[.;,]|\s*\Z)"
    )


def _judged_behind(draft: Draft, text: str, at: int, end: int) -> int:
    """Put the day and the paragraphs of a ruling behind its application into a draft; where they end."""
    match = _judged().match(text, at, end)
    if match is None:
        return at
    _date(draft, match, "day")
    _locate(draft, match, "paragraph", "paragraph")
    return match.end()


def _neutral_behind(draft: Draft, text: str, at: int, end: int) -> int:
    """Put where a ruling is reported besides, and the paragraphs cited, into a draft; where they end."""
    reported = _reported().match(text, at, end)
    if reported is not None:
        draft.put("container-title", reported["series"], reported.span("series"), "reporter")
        if reported["volume"] is not None:
            draft.put("volume", reported["volume"], reported.span("volume"), "volume-of-series")
        draft.put("page", reported["page"], reported.span("page"), "first-page")
        _locate(draft, reported, "pin", "page")
        at = reported.end()
    pinpoint = _pinpoint().match(text, at, end)
    if pinpoint is not None and not draft.locator:
        last = pinpoint["last"]
        span = pinpoint.start("first"), pinpoint.end("last" if last else "first")
        value = f"{pinpoint['first']}–{last}" if last else pinpoint["first"]
        draft.locate(value, "paragraph", span, "paragraph-in-brackets")
        at = pinpoint.end()
    return at


def _comment(draft: Draft, text: str, at: int, end: int) -> None:
    """Words behind a ruling."""
    lo, hi = at, end
    while lo < hi and text[lo] in " ,.;":
        lo += 1
    if any(c.isalnum() for c in text[lo:hi]):
        draft.comments.append((lo, hi))  # a second report of it, the paragraph cited


def _date(draft: Draft, match: re.Match[str], group: str) -> None:
    date = parse_date(match[group]) if match[group] is not None else None
    if date is not None:
        draft.put_date("issued", date, match.span(group), "year")


def _locate(draft: Draft, match: re.Match[str], group: str, label: str) -> None:
    if match[group] is not None and not draft.locator:
        value = details.pages(match[group]) if label == "page" else match[group]  # "§ 1910.134" is no range
        draft.locate(value, label, match.span(group), f"{label}-label")
