"""What stands inside a citation and is no part of its areas: the language of the work, what kind of thing it is, which
version, when it first appeared, where it was printed again, when it was put online, which bodies are responsible for
it: "[in Russian]", "[Data set]", "(Version 2.1)", "(zuerst 1907)", "(ND Darmstadt 1970)", ", mis en ligne le 5 mai
2004", " ; Ин-т истории"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bibtool.citations.names import responsible
from bibtool.citations.readings import conferences, shelf
from bibtool.citations.scan.shapes import PLACE, YEAR
from bibtool.language.forms import alternation
from bibtool.language.lexicon import lexicon
from bibtool.language.naming import said_language
from bibtool.language.phrases import Phrase, Told, one_of
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

FIRST_PUBLISHED = "original-date"
PUT_ONLINE = "available-date"
MATERIAL = "medium"
FIRST_IN_FULL = "first-printing"  # with its title or place
PRINTED_AGAIN = "reprint"
DATED = {FIRST_PUBLISHED: "first-printing", PUT_ONLINE: "put-online"}  # what is a date -> the rule that told it
_BRACKETS = regex(r"[(\[]\s?(?P<said>[^()\[\]\n]{5,30})\s?[)\]]")
_REACH = 34  # characters of the longest bracket
_TYPES = {"dataset": "dataset", "software": "software", "monograph": "book"}
_MARKS = frozenset(".,;:")
_STOPPED = regex(r"\.?")


class Aside(NamedTuple):
    """What an aside says: the CSL variable, its value and where that stands, the CSL type of the work ("" for any),
    and the interval that reading passes over."""

    variable: str
    value: str
    at: tuple[int, int]
    type: str
    span: tuple[int, int]
    shown: tuple[int, int] = (0, 0)  # where and when an exhibition or a conference was


def asides(text: str, start: int, end: int) -> tuple[str, list[tuple[str, Aside]]]:
    """The text with all asides of a stretch blank, and each of them with the text that it was found in."""
    found: list[tuple[str, Aside]] = []
    for first in (_bracketed, _open):
        at = start
        while (one := first(text, at, end)) is not None:
            found.append((text, one))
            text = _without(text, one)
            at = max(start, one.span[0] - _REACH)  # without it the bracket around it may be one
    return text, found


def _bracketed(text: str, start: int, end: int) -> Aside | None:
    for match in _BRACKETS.finditer(text, start, end):
        found = _of(text, match)
        if found is not None:
            return found
    return None


def _open(text: str, start: int, end: int) -> Aside | None:
    if not _worded().may_stand(text):  # as of most citations
        return _conference(text, start, end) or _body(text, start, end) or _of_year(text, start, end)
    return (
        _exhibition(text, start, end)
        or _conference(text, start, end)
        or _body(text, start, end)
        or _series(text, start, end)
        or _again(text, start, end)
        or _of_year(text, start, end)
    )


@cache
def _worded() -> Told:
    """What has words of its own, for one question instead of one for each."""
    again = _editions(), _reprints(), _remarks(), _first_behind()
    return one_of(shelf.exhibition_catalogue(), _said_series(), *again)


@cache
def _said_series() -> Phrase:
    """A series by its word behind a publisher: ", coll. « Points », ", ", collana «Le rive»." (coll. « Points »),"."""
    forms = [form for form in lexicon().forms("series") if len(form.rstrip(".")) > 3]
    said = rf"{alternation(forms)}\s(?:«\s?(?P<name>[^«»]{{2,60}}?)\s?»|“(?P<name2>[^“”]{{2,60}})”)"
    held = said.replace("<name", "<held")
    return Phrase(rf",\s{said}(?=,\s|\.?\s?\Z)|\s\({held}\)(?=,\s|\.?\s?\Z)", forms)


def _series(text: str, start: int, end: int) -> Aside | None:
    match = next(_said_series().finditer(text, start, end), None)
    if match is None:
        return None
    group = next(name for name, value in match.groupdict().items() if value)
    return Aside("collection-title", match[group], match.span(group), "", match.span())


CONFERENCE = "event"


def _conference(text: str, start: int, end: int) -> Aside | None:
    """Where and when a conference was."""
    found = conferences.statement(text, start, end)
    return Aside(CONFERENCE, "", found[1], "", *found) if found is not None else None


BODY = "contributor"


def _body(text: str, start: int, end: int) -> Aside | None:
    """A body behind GOST's slash, with the mark before it or, where persons follow, the one behind it."""
    found = next(responsible.bodies_in(text, start, end), None)
    if found is None:
        return None
    first, last = len(text[: found[0]].rstrip()) - 1, found[1]
    return Aside(BODY, text[slice(*found)], found, "", (first, last))


@cache
def _editions() -> Phrase:
    """An edition that has no number, or one in letters: ", nouv. éd.,", " (new edn),", ". Nuova ed. Bari"."""
    lex = lexicon()
    words, ordinals = lex.hint("edition_whole"), lex.hint("edition_ordinal")
    ordinal, edition, remark = alternation(ordinals), lex.alternation("edition"), lex.alternation("edition_remark")
    remarks = rf"(?:,?\s(?:{lex.alternation('and')}\s)?{remark})*"  # "terza edizione riveduta e ampliata"
    said = rf"(?:{alternation(words)}|{edition}\s{ordinal}|{ordinal}{remarks}\s{edition}){remarks}"
    return Phrase(
        rf",\s(?P<said>{said})(?=,\s|\s\(|:\s)|\s\((?P<said2>{said})\)(?=[,.:]|\s)"
        rf"|(?<=[.?!]\s)(?P<said3>{said})\s(?={CAPITAL})",
        words | ordinals,
    )


@cache
def _reprints() -> Phrase:
    """That or where a work was printed again: behind a year (" (Nachdruck der Ausgabe Aalen 1969)", ", ND Darmstadt
    1970"), or between its title and its place (", ristampa anastatica dell'edizione di Venezia 1863,")."""
    words = lexicon().hint("reprint_word")
    named = alternation(word for word in words if len(word) > 3)
    said = rf"(?P<said>{alternation(words)}[^()\[\]]{{0,80}}?{YEAR})"
    return Phrase(
        rf"(?<=[0-9])(?:,?\s[(\[]{said}[)\]]|\s?[.,;]\s{said.replace('said', 'said2')}(?=[,.;)]|\s?\Z))"
        rf"|(?<=[^\W\d_],\s)(?P<said3>{named}(?:\s[{LOWER}’']+[^()\[\],;]{{0,60}}?{YEAR})?(?=,\s{CAPITAL})|{named}(?=\s{PLACE}[,:]\s))",
        words,
    )


@cache
def _remarks() -> Phrase:
    """In brackets behind the year of a book, what it was first handed in as, or later appeared as: " (Diss. Bremen
    1985)", " (trad. it. I rivi, Roma, Il Veltro, 1982, 2 voll.)", " (3. Aufl. 1999)"."""
    lex = lexicon()
    later, theses, editions = lex.hint("later_printing"), lex.forms("thesis"), lex.forms("edition")
    thesis = rf"(?:[^\W\d_]{{2,6}}\.:?\s){{0,2}}{alternation(theses)}(?=[\s,.])"
    number = r"(?:[2-9]|1[0-9])"  # the first is not later
    words = alternation(editions)
    edition = rf"(?:{number}\.?(?:-?[^\W\d_]{{1,2}}\.?)?\s?{words}|{words}\s{number}(?![0-9]))"
    said = rf"(?:{alternation(later)}|{thesis}|{edition})[^()\[\]\n]{{1,120}}?{YEAR}"
    return Phrase(
        rf"\s[(\[](?<={YEAR}\s.)(?P<said>{said}(?:,\s[^()\[\]\n]{{1,30}})?)[)\]]", [*later, *theses, *editions]
    )


@cache
def _since() -> Phrase:
    """Behind a year, when a work was put online: ", mis en ligne le 5 mai 2004"."""
    words = lexicon().hint("put_online")
    day = rf"[0-9]{{1,2}}(?:er)?\s[^\W\d_]{{3,10}}\.?\s{YEAR}"
    return Phrase(rf"(?<=[0-9]),\s(?P<said>{alternation(words)}\s(?P<date>{day}))(?=[,.;)]|\s?\Z)", words)


def _again(text: str, start: int, end: int) -> Aside | None:
    """An edition without a number, a later printing or a first one."""
    match = next(_editions().finditer(text, start, end), None)
    if match is not None:
        group = next(name for name, value in match.groupdict().items() if value)
        return Aside("edition", match[group], match.span(group), "", match.span())
    match = next(_reprints().finditer(text, start, end), None)
    if match is not None:
        group = next(name for name, value in match.groupdict().items() if value)
        return Aside(PRINTED_AGAIN, match[group], match.span(group), "", match.span())
    match = next(_remarks().finditer(text, start, end), None)
    if match is not None:
        return Aside(PRINTED_AGAIN, match["said"], match.span("said"), "", match.span())
    match = next(_first_behind().finditer(text, start, end), None)
    if match is not None:
        return Aside(FIRST_PUBLISHED, match["year"], match.span("said"), "", match.span())
    return None


def _of_year(text: str, start: int, end: int) -> Aside | None:
    """The year in which a text first appeared, what stands behind that of an old book, or the day on which a work was
    put online."""
    match = _year_of_text().search(text, start + 1, end)
    if match is not None:
        return Aside(FIRST_PUBLISHED, match["year"], match.span("year"), "", (match.start() - 1, match.end()))
    match = next(_first_in_full().finditer(text, start, end), None)
    if match is not None:
        return Aside(FIRST_IN_FULL, match["year"], match.span("said"), "", match.span())
    match = _FORMAT.search(text, start, end)
    if match is not None:
        return Aside("note", match["said"], match.span("said"), "", match.span())
    match = next(_since().finditer(text, start, end), None)
    return Aside(PUT_ONLINE, match["date"], match.span("said"), "", match.span()) if match is not None else None


# The format of an old book behind its year: ", in-4°", ", in 8°", ", in-12", ", in-folio"
_FORMAT = regex(
    r",(?<=[0-9)],)\s(?P<said>in-?\s?(?:fol(?:io|\.)|(?:[248]|1[268]|24|32)(?:[°º]|to|vo|mo))|in-(?:[48]|1[268]|24|32))"
    r"(?=[,;.)]|\s*\Z)"
)
_WHERE = regex(r",?\s\((?P<where>[^()]{3,120})\)(?=[,.;:])")


def _exhibition(text: str, start: int, end: int) -> Aside | None:
    """The words for a catalogue, and in brackets where and when its exhibition was: ", catalogo della mostra (Venezia,
    Palazzo Ducale, maggio-luglio 1985)"."""
    for match in shelf.exhibition_catalogue().finditer(text, start, end):
        where = _WHERE.match(text, match.end(), end)
        if where is not None and text[match.start() - 2 : match.start()] in (", ", ". "):
            return Aside(
                "genre", match.group(), match.span(), "", (match.start() - 2, where.end()), where.span("where")
            )
    return None


def _without(text: str, found: Aside) -> str:
    """A text of the same length in which an aside is blank: what it parts (the pages from an address, say) is read as
    if it were not there, and the mark behind it stands where it stood."""
    start, end = found.span
    blank = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    at = len(text[:start].rstrip())
    if at <= start and text[end : end + 1] in _MARKS:
        return f"{blank[:at]}{text[end]}{blank[at:end]}{blank[end + 1 :]}"
    return blank


def language_behind(text: str, at: int) -> str:
    """The language that an aside right behind a place names; "" for none."""
    match = _behind().match(text, at)
    return said_language(match["said"]) if match is not None else ""


@cache
def _behind() -> re.Pattern[str]:
    return compiled(rf"[\s.]{{0,3}}{_BRACKETS.pattern}")


def _of(text: str, match: re.Match[str]) -> Aside | None:
    said, at = match["said"].strip(), match.span("said")
    if not any(map(str.isdigit, said)):
        if language := said_language(said):
            # the full stop behind it ends the citation
            stop = _STOPPED.match(text, match.end())
            return Aside("language", language, match.span(), "", (match.start(), stop.end() if stop else match.end()))
        if said in lexicon().hint("material"):  # GOST 7.1, 5.1: "[Текст]" says no more than that it is printed
            return Aside(MATERIAL, said, match.span(), "", match.span())
        kind = _kinds().get(said.casefold())
        return Aside("genre", said, at, kind, match.span()) if kind else None
    first = _first_published().fullmatch(text, *at)
    if first is not None:
        return Aside(FIRST_PUBLISHED, first["year"], at, "", match.span())
    version = _version().fullmatch(said)
    if version is None:
        return None
    return Aside("version", version["version"], at, "", match.span())


@cache
def _kinds() -> dict[str, str]:
    """What a work is called in brackets -> its CSL type."""
    return {form.casefold(): kind for role, kind in _TYPES.items() for form in lexicon().forms(role)}


# "zuerst engl. 1955", "first published in 1963", "впервые опубл. в 1922 г."
_PRINTED_FIRST = rf"[:,]?\s(?:[^\W\d_]{{1,2}}\s)?(?:[^\W\d_]{{2,11}}\.?\s)?(?P<year>{YEAR})(?:\s?[^\W\d_]{{1,4}}\.?)?"


@cache
def _first_published() -> re.Pattern[str]:
    return compiled(rf"{lexicon().alternation('first_published')}{_PRINTED_FIRST}")


@cache
def _first_behind() -> Phrase:
    """When a work first appeared, behind its year or at the end: ", London 1980; first published 1963",
    ". First published in 1963."."""
    forms = lexicon().forms("first_published")
    said = rf"(?P<said>{alternation(forms)}{_PRINTED_FIRST})"
    return Phrase(rf"(?:(?<=[0-9])[,;]|(?<=\w)\.)\s{said}(?=\)|[.;]?\s?\Z)", forms)


@cache
def _year_of_text() -> re.Pattern[str]:
    """When a text first appeared, in brackets before what holds it: "Barbarzyńca [1962], w: …", "Реки [1962] // …";
    the match is without the space before it."""
    inside = lexicon().alternation("in")
    return compiled(rf"[(\[](?<=[^\W\d_”»?!]\s.)(?P<year>{YEAR})[)\]](?=,\s\[?{inside}\s?:|\s//\s)")


@cache
def _first_in_full() -> Phrase:
    """What a work first appeared as, in brackets behind its year: " (ed. or. Naval history, London, 1964)"."""
    forms = [form for form in lexicon().forms("first_published") if len(form) > 4]
    return Phrase(
        rf"(?<=[0-9])\s[(\[](?P<said>{alternation(forms)}:?\s(?!\()[^()\[\]\n]{{3,110}}?[\s,](?P<year>{YEAR}))[)\]]",
        forms,
    )


def of_another_printing(text: str, start: int, end: int) -> bool:
    """Whether a stretch says when a work first appeared or where it was printed again, and nothing else: "zuerst
    1963", "réimpr. Genève, Slatkine, 1972"."""
    for pattern in (_first_published(), _reprint()):
        found = pattern.match(text, start, end)
        if found is not None and not text[found.end() : end].strip(" ."):
            return True
    return False


@cache
def _reprint() -> re.Pattern[str]:
    return compiled(rf"{alternation(lexicon().hint('reprint_word'))}[^()\[\]]{{0,80}}{YEAR}")


@cache
def _version() -> re.Pattern[str]:
    return compiled(rf"{lexicon().alternation('version')}\s?(?P<version>[0-9][\w.]*)")
