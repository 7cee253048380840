"""Values that look like something else than what they were read as: their places are unread, whatever claims them.

Each is a shape that no title, container, publisher or given name has, so that a style which prints the value in its
own way would say what the note does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from bibtool.citations.citation import Kind as CitationKind
from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields.newspapers import nothing_but_a_day
from bibtool.citations.names.bodies import no_person
from bibtool.citations.names.given import is_given
from bibtool.citations.names.particles import small
from bibtool.citations.names.persons import person_list
from bibtool.citations.readings import shelf
from bibtool.citations.readings.archive import BEHIND_FULL_STOP
from bibtool.citations.readings.review import OF_REVIEW
from bibtool.citations.same_container import SAME_CONTAINER
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import KIND, SELF_NAMED, Anchor, between
from bibtool.language import gazetteer
from bibtool.language.forms import WORD, alternation
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_DASH = regex(rf"\.\s[–—]\s(?={CAPITAL}\.)")
_OPENING = '„«“”"»‘‚'
_POSITION = "publisher-by-position"
_BY_PLACE = frozenset({_POSITION, "publisher-before-place"})
_INITIAL = regex(rf"(?<![^\W_]){CAPITAL}[^\W\d_]{{0,2}}\.\s?(?={CAPITAL})")
_MARK = regex(r"[,.:;(/–—]")
_SIGN = regex(r"[^\w\s-]")
_BODIES = ("title", "container-title", "publisher")
_BESIDE_TITLE = frozenset({"title", "locator", "locator-rest", "signal", "no-date"})
_BESIDE_LETTERS = _BESIDE_TITLE | {"volume", "issue", "language"}
_LETTERS = regex(rf"{CAPITAL}{{2,6}}")
_INITIALS = frozenset({"initials-first", "family-first"})
# "Past Times 12 (1998)": volume and year of a periodical whose pages follow after a colon.
_NUMBERED = regex(r"\d\s?\((?:[^\W\d_]+\s)?[12]\d{3}\)\Z")
# "Kreta do redakcji, „Polityka”": the last of two parts is quoted, and the first is not.
_QUOTED_LAST = regex(r"[,\]]\s(?P<last>(?:[^\W\d_]+\s)?[„«][^„«”»]+[”»])\Z")
# "„Głos” i „Express”": two containers.
_TWO_QUOTED = regex(r"[„«][^”»]+[”»].*[„«][^”»]+[”»]")
# "„Głos” (seria nowa)": a quoted container and what brackets say of it.
_QUOTED_FIRST = regex(r"[„«“\"][^„«“”»\"]+[”»“\"]\s?\([^()]+\)")
# "Лось І. Ліс. Кн.": a word that ends a title stands among the initials.
_AMONG_INITIALS = regex(r"(?<!\w)[^\W\d_]{1,2}\.\s?[^\W\d_]{3,}\.")


def misread(draft: Draft, text: str, anchors: Sequence[Anchor]) -> list[tuple[int, int]]:
    """The places of a draft's values that are not what they were read as."""
    out: list[tuple[int, int]] = []
    if draft.type not in {"legislation", "legal_case"}:  # an act and a ruling are called by their numbers
        bare = {name: place for name in _BODIES if (place := _unquoted(draft, text, name)) is not None}
        if "title" in bare:
            out += _in_title(draft, text, anchors, *bare["title"])
            out += _alone(draft, text, *bare["title"])
            out += _names_alone(draft, text, *bare["title"])
        out += _references(text, bare.values())
        out += _shapes(draft, text, bare)
        out += _within(draft)
        out += _of_a_day(draft, bare)
    elif draft.type == "legal_case" and "container-title" not in draft.text:
        out += _reported(draft, text, anchors)
    out += _cut_in_brackets(draft, text)
    out += _no_initials(draft)
    out += _in_small_letters(draft, text)
    out += _cut_particle(draft, text)
    return sorted(set(out)) if out else out


def _reported(draft: Draft, text: str, anchors: Sequence[Anchor]) -> Iterator[tuple[int, int]]:
    """Pages, or a year and a page, at the end of what a ruling is called: those of a collection that no list has
    ("Cass. civ., 12 mars 1988, Rec. X, p. 55", "BSG, Urt. v. 3.4.1992, Xyz 1992, 1234")."""
    place = _whole(draft.values.get("title"))
    if place is not None:
        yield from (
            (a.start, a.end) for a in between(anchors, *place) if a.kind is KIND.PAGES and a.rule == "page-label"
        )
        last = _YEAR_AND_PAGE.search(text, *place)
        if last is not None:
            yield last.span("figures")


_YEAR_AND_PAGE = regex(r"[^\W\d_]\.?\s(?P<figures>(?:1[89]|20)\d\d,\s\d{1,5}(?:\s\(\d+\))?)\Z")


def _of_a_day(draft: Draft, bare: Mapping[str, tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """A title of which only the day is said may be that of an article or of a newspaper; behind an author only a quoted
    one: "PAP, Komunikat z 3 V 2010"."""
    if draft.kind is not CitationKind.FULL or not nothing_but_a_day(draft) or (draft.names and "title" in bare):
        return ()
    return draft.values["title"].spans


def _in_title(draft: Draft, text: str, anchors: Sequence[Anchor], start: int, end: int) -> Iterator[tuple[int, int]]:
    """What names itself (pages, volumes, an address) inside a title without quotation marks: a sign that more than a
    title was read as one.  A year is none, unless the work has no other."""
    if draft.values["title"].rule != OF_REVIEW:  # it has the pages of the book
        for anchor in between(anchors, max(start - 1, 0), end):
            if anchor.kind in SELF_NAMED:
                yield max(anchor.start, start), min(anchor.end, end)
    # "Dom. – J. Kos, Las": another work, of which the title knows nothing
    for dash in _DASH.finditer(text, start, end) if "author" in draft.names else ():
        names = person_list(text, dash.end(), end)
        if names is not None and names.form == "initials-first" and text.startswith(", ", names.spans[0][1]):
            yield dash.end(), end


def _references(text: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """ "tamże" or "ders." where a title or container should stand."""
    reference = _reference()
    for start, end in places if reference.may_stand(text) else ():
        part = text[start:end]
        if reference.may_stand_among(WORD.findall(part)):
            for match in reference.pattern.finditer(part):
                yield start + match.start("word"), start + match.end("word")


def _alone(draft: Draft, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A title of which nothing else is said is a sentence of the author as well; one word in small letters is none."""
    word = text[start:end]
    full = draft.kind is CitationKind.FULL
    if (full and draft.values.keys() <= _BESIDE_TITLE) or (word.islower() and word.isalpha()):
        yield start, end
    elif full and _LETTERS.fullmatch(word) and draft.values.keys() <= _BESIDE_LETTERS:
        yield start, end  # "KJL, t. 7, s. 3": letters that stand for a book, a series or a fonds


def _names_alone(draft: Draft, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A title that is nothing but names with initials, or names and "et al.": who wrote it, not what is it called."""
    printed = text[start:end]
    names = None
    if _SIGN.search(printed):  # of initials, of a family name before the given one, of what stands behind "et al."
        title = _review().sub("", printed.replace("[", "").replace("]", ""), count=1)  # "T. W[rona]"
        names = person_list(title, 0, len(title))
    alone = names is not None and names.end >= len(title) - 1 and (names.form in _INITIALS or names.et_al)
    alone = alone and not title.isupper()  # "Т. II"
    alone = alone and not ("archive" in draft.text and _TO_WHOM.search(printed))
    if (
        alone
        or (_others().may_stand(text) and _others().pattern.search(printed))
        or _announced(draft, text, start, end)
    ):
        yield start, end


_TO_WHOM = regex(r"\s[–—-]\s")  # "J. Lis – A. Kot": a letter


def _announced(draft: Draft, text: str, start: int, end: int) -> bool:
    """ "Młyny mówią wprost: B. Karaś": a sentence of the author, and whom it announces; without a colon only before
    what was read as a publisher for nothing but its place, which is the title then."""
    colon = text.rfind(": ", start, end)
    publisher = draft.values.get("publisher")
    if colon > 0:
        at = colon + 2
    elif publisher is not None and publisher.rule == _POSITION and not draft.names:
        initial = _INITIAL.search(text, start, end)
        at = initial.start() if initial else end
    else:
        return False
    names = person_list(text, at, end)
    return names is not None and names.end >= end - 1 and names.form in _INITIALS


def _cut_in_brackets(draft: Draft, text: str) -> Iterator[tuple[int, int]]:
    """A value that ends inside brackets: "Brody (Warszawa i Lublin: Wydawnictwo Brzeg" as a title."""
    for variable in _BODIES:
        place = _whole(draft.values.get(variable))
        if place is not None:
            words = text[slice(*place)]
            for one, other in ("()", "[]"):
                if one in words and words.count(one) > words.count(other) and not words.endswith(one):
                    yield place[0] + words.rindex(one) + 1, place[1]


def _shapes(draft: Draft, text: str, bare: Mapping[str, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What no title, container or publisher looks like that stands in no quotation marks."""
    title = bare.get("title")
    if title is not None:
        if (unsure := _name_or_title(draft, text, *title)) is not None:
            yield unsure
        last = _QUOTED_LAST.search(text[slice(*title)]) if text.startswith(("”", "»"), title[1] - 1) else None
        if last:
            yield title[0] + last.start("last"), title[1]
        body = _body_before(draft, text, *title)
        if body is not None:
            yield body
        review = _reviewing().search(text, *title)
        if review:
            yield review.span("word")
        if draft.values["title"].rule == BEHIND_FULL_STOP or _of_shelf(draft, text, *title):
            yield title
        if (place := _place_last(draft, text, *title)) is not None:
            yield place
    reviewed = title is not None and draft.values["title"].rule == OF_REVIEW  # it names who wrote the book
    for place in _either(bare, *(() if reviewed else ("title",)), "container-title"):
        if person := _person_last(text, *place):
            yield person
    container = bare.get("container-title")
    if container is not None and (
        hints.known_place(text[slice(*container)])
        or _TWO_QUOTED.fullmatch(text, *container)
        or _QUOTED_FIRST.fullmatch(text, *container)
        or _NUMBERED.search(text[slice(*container)])
        or _of_holder(draft, text, *container)
    ):
        yield container
    publisher = bare.get("publisher")
    if publisher is not None and draft.values["publisher"].rule in _BY_PLACE:
        words = text[slice(*publisher)]
        names = person_list(text, *publisher)
        named = names is not None and names.form in _INITIALS and gazetteer.publisher(words) is None
        first = _whole(draft.values.get("title"))
        joined = first is not None and first[1] <= publisher[0] and not _MARK.search(text, first[1], publisher[0])
        quoted = any(mark in words for mark in "„«") and gazetteer.publisher(words) is None  # "Wydawnictwo „Żak”"
        if named or joined or words[0].isdigit() or quoted or _others().search(words):
            yield publisher


def _of_shelf(draft: Draft, text: str, start: int, end: int) -> bool:
    """Whether a title before the marks of a shelf begins with the letters of an archive that nobody knows: "SOA Plzeň,
    fond Vs Plasy, kart. 4"."""
    told = draft.type == "manuscript" and "archive_location" in draft.text and "archive" not in draft.text
    return told and not draft.names and _ACRONYM_FIRST.match(text, start, end) is not None


_ACRONYM_FIRST = regex(rf"{CAPITAL}{{2,6}}(?=\s(?:[{LOWER}]{{1,3}}\s)?{CAPITAL}|,\s)")


def _place_last(draft: Draft, text: str, start: int, end: int) -> tuple[int, int] | None:
    """One word with a capital between the last comma of a title and the year, where the number of pages is said and no
    place: "Les évêques du Rouergue, Millau, 1961, 210 p."."""
    if "number-of-pages" not in draft.text or not draft.text.keys().isdisjoint(_IMPRINT):
        return None
    last = _LAST_WORD.search(text, start, end)
    return None if last is None or _YEAR_NEXT.match(text, end) is None else last.span("word")


_IMPRINT = frozenset({"publisher", "publisher-place", "container-title"})
_LAST_WORD = regex(rf",\s(?P<word>{CAPITAL}[{LOWER}]+(?:-{CAPITAL}?[{LOWER}]+)*)\Z")
_YEAR_NEXT = regex(r",?\s(?:1[4-9]|20)[0-9]{2}(?![0-9])")


def _person_last(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Words in small letters and a name behind the last comma of a title: what a person did for the work under a word
    that no list has ("przełożył z głagolicy J. Lis", "as told by Jane Kirch")."""
    comma = text.rfind(", ", start, end)
    last = _SMALL_AND_NAME.fullmatch(text, comma + 2, end) if comma > start else None
    known = last is not None and (last["given"] is None or is_given(last["given"]))
    return (comma + 2, end) if known else None


_SMALL_AND_NAME = regex(
    rf"(?:[{LOWER}][{LOWER}-]*\.?\s){{1,6}}(?:(?:{CAPITAL}[{LOWER}]?\.[\s-]?){{1,3}}|(?P<given>{CAPITAL}[{LOWER}]+)\s)"
    rf"{CAPITAL}[{LOWER}]+(?:-{CAPITAL}[{LOWER}]+)?"
)


def _either(bare: Mapping[str, tuple[int, int]], *variables: str) -> Iterator[tuple[int, int]]:
    yield from (bare[variable] for variable in variables if variable in bare)


def _name_or_title(draft: Draft, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Words at the head of a citation that may be its author: two with capitals before a colon and a title
    ("Roswitha Kalter: Brunnen am See"); or what was read as the title between a family name and a year, or as both,
    with nothing else said ("Novák, Dvořák, 2005, s. 5")."""
    authors = draft.names.get("author", ())
    if not draft.names and start == draft.start and "publisher-place" in draft.text:
        before = _TWO_BEFORE_COLON.match(text, start, end)
        told = before is not None and (hints.has(before["words"], *_BODY_WORDS) or hints.known_place(before["words"]))
        if before is not None and not told and person_list(text, start, end) is not None:
            return before.span("words")
    full = draft.kind is CitationKind.FULL and "issued" in draft.dates
    if full and draft.values.keys() <= _FAMILY_YEAR_PAGE:
        words = _ONE_CAPITAL if authors else _TWO_CAPITALS
        if words.fullmatch(text, start, end) and not any(name.given or name.literal for name in authors):
            return start, end
    return None


def _body_before(draft: Draft, text: str, start: int, end: int) -> tuple[int, int] | None:
    """A body before the first full stop of a title at the head of a citation that names nobody, which may be who wrote
    it: "Academy of Rivers. Report on Mills. London: HMSO, 1971"."""
    stop = text.find(". ", start, end)
    if draft.names or start != draft.start or stop < 0 or stop + 2 >= end or not text[stop + 2].isupper():
        return None
    words = text[start:stop].split()
    told = len(words) > 1 and len(words) < 7 and (no_person(words[:1] * 2) or no_person(words[-1:] * 2))
    return (start, stop) if told else None


_TWO_BEFORE_COLON = regex(rf"(?P<words>{CAPITAL}[{LOWER}]+\s{CAPITAL}[{LOWER}]+):\s[„“\"]?{CAPITAL}")
_ONE_CAPITAL = regex(rf"{CAPITAL}[{LOWER}]+")
_TWO_CAPITALS = regex(rf"{CAPITAL}[{LOWER}]+,\s{CAPITAL}[{LOWER}]+")
_BODY_WORDS = ("journal", "newspaper", "magazine", "organisation", "library", "archive")
_FAMILY_YEAR_PAGE = frozenset({"author", "title", "issued", "locator", "locator-rest", "signal"})


def _of_holder(draft: Draft, text: str, start: int, end: int) -> bool:
    """Whether a periodical of which no article is cited has the name of an archive or library, and of a collection
    behind it: "Archiwum Diecezjalne w Płocku, Acta visitationum, t. 12, s. 5"."""
    name, comma, _ = text[start:end].partition(", ")
    return bool(comma) and "title" not in draft.text and shelf.holder(name)


def _within(draft: Draft) -> Iterator[tuple[int, int]]:
    """Names, or what kind of work it is, that were read inside a title: "Der Müller, übers. von Kurt Wald"."""
    title = _whole(draft.values.get("title"))
    if title is None:
        return
    for variable in (*draft.names, *(draft.text.keys() & {"genre"})):
        for start, end in draft.values[variable].spans:
            if title[0] < start and end <= title[1]:
                yield start, end


def _no_initials(draft: Draft) -> Iterator[tuple[int, int]]:
    """Names whose initials run on into a word of the title."""
    for variable, names in draft.names.items():
        if any(_AMONG_INITIALS.search(name.given) for name in names):
            yield from draft.values[variable].spans


def _in_small_letters(draft: Draft, text: str) -> Iterator[tuple[int, int]]:
    """Names that begin with a word in small letters that is no particle: "dans id. et B. Kos (éds.)"."""
    for variable in draft.names:
        for start, end in draft.values[variable].spans if variable in draft.values else ():
            word = _SMALL_WORD.match(text, start, end)
            if word is not None and word.group() not in _particles() and draft.values[variable].rule != "idem":
                yield start, end


@cache
def _particles() -> frozenset[str]:
    return small() | frozenset(lexicon().forms("particle_behind_initials"))


_SMALL_WORD = regex(rf"[{LOWER}]{{2,}}(?=\.?\s)")


def _cut_particle(draft: Draft, text: str) -> Sequence[tuple[int, int]]:
    """Names with the family name first whose particle was left to the author's words: "de la Cruz Juan, Ríos"."""
    names, value = draft.names.get("author", ()), draft.values.get("author")
    if value is None or not value.spans or not names or not names[0].given:
        return ()
    start = value.spans[0][0]
    first = text.startswith(names[0].family, start) and start == draft.start
    return value.spans[:1] if first and _particles_last().search(text, max(0, start - 30), start) else ()


@cache
def _particles_last() -> re.Pattern[str]:
    return compiled(rf"(?:\A|[.;:]\s)(?:(?:{'|'.join(map(re.escape, lexicon().forms('particle')))})\s)+\Z")


def _whole(value: Value | None) -> tuple[int, int] | None:
    return value.spans[0] if value is not None and len(value.spans) == 1 else None


def _unquoted(draft: Draft, text: str, variable: str) -> tuple[int, int] | None:
    """The place of a value that stands in one piece and in no quotation marks; a word for the container before is
    none."""
    value = draft.values.get(variable)
    place = _whole(value) if value is not None and value.rule != SAME_CONTAINER else None
    if place is None or (place[0] and text[place[0] - 1] in _OPENING):
        return None
    return place


@cache
def _reference() -> Phrase:
    forms = lexicon().forms("ibid", "idem_m", "idem_f", "idem_pl", "op_cit")
    return Phrase(rf"(?<![^\W_])(?<![^\W_]\s)(?P<word>{alternation(forms)})(?=\s?(?:[,.:;]|$))", forms)


@cache
def _review() -> re.Pattern[str]:
    return compiled(rf"\A{lexicon().alternation('review')}:?\s")


@cache
def _reviewing() -> Phrase:
    forms = lexicon().forms("review")
    return Phrase(rf"[^\W\d_],\s(?P<word>{alternation(forms)})(?![^\W_])", forms)


@cache
def _others() -> Phrase:
    return Phrase(rf"(?<!\w){lexicon().alternation('et_al')}\.?\Z", lexicon().forms("et_al"))


__all__ = ["misread"]
