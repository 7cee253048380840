"""Films, recordings, interviews and lectures.

"Noc na promie, reż. A. Bór, Polska 1974", "The Ferryman (dir. T. Hale, 1988)", "Wywiad z X, przeprowadzony przez
autora 5 maja 2010", "Nagranie …, TVP 1, 12 III 1999", "J. Lis, Rzeki, wykład wygłoszony 5 maja 2010 w …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.names import roles
from bibtool.citations.names.given import is_given
from bibtool.citations.names.persons import NameList, person_list
from bibtool.citations.readings import contributors
from bibtool.citations.readings.archive_signs import only_of_archives
from bibtool.citations.readings.parts import trim
from bibtool.citations.readings.shelf_parts import shelfmarks
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, KIND, Anchor, Kind, between
from bibtool.citations.scan.dates import parse_date
from bibtool.language.forms import exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase, Told, one_of
from bibtool.text.compiled import compiled
from bibtool.text.letters import UPPER
from bibtool.text.patterns import regex

_PRINTED = frozenset({Kind.PAGES, Kind.IN, Kind.ISSUE, Kind.VOLUME, Kind.IMPRINT, Kind.URL, Kind.DOI})
_FILM = _PRINTED - {Kind.URL, Kind.DOI}
_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_QUOTED = regex(r"[„«“\"]")
_LONGEST = 160  # letters of a title before its director, and of the crew before the year
_YEAR = regex(r"(?:1[89]|20)\d\d")
_INITIAL = regex(r"(?<!\w)[^\W\d_]\.\s?:?\s?\Z")
_LECTURE_WORDS = 4  # of a phrase, one of which says that it is a lecture
_WORD = regex(r"[^\W\d_][^\s,]*")


@cache
def _director() -> Phrase:
    return Phrase(
        rf"(?P<mark>[,.]|[”»\"])?\s?(?P<open>\()?(?<=[\s(]){lexicon().alternation('role_director')}\s?:?\s?",
        lexicon().forms("role_director"),
    )


@cache
def _talk() -> Phrase:
    return Phrase(lexicon().alternation("interview"), lexicon().forms("interview"))


@cache
def _message() -> Phrase:
    """A letter or the like and whose it is: "List J. Lisa do …", "E-mail from Ann Wells"."""
    ranks = lexicon().alternation("honorific")
    return Phrase(
        rf"{lexicon().alternation('message')}\s(?:{ranks}\s)*(?=[{UPPER}])",
        lexicon().forms("message"),
    )


@cache
def _sent() -> dict[str, Phrase]:
    """What says behind a name that somebody wrote or spoke to the author, by the CSL type."""
    roles = {"personal_communication": "message_behind", "interview": "interview_behind"}
    return {csl: Phrase(lexicon().alternation(role), lexicon().forms(role)) for csl, role in roles.items()}


@cache
def _said() -> Told:
    return one_of(*_sent().values())


@cache
def _genre() -> re.Pattern[str]:
    return compiled(rf",\s(?P<genre>{lexicon().alternation('film')})\Z")


@cache
def _broadcaster() -> re.Pattern[str]:
    return compiled(rf"(?<!\w){exact(lexicon().hint('broadcaster'))}")


def talk(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Whether a stretch is an interview or recording with its day and nothing that was printed."""
    if not _dated_and_not_printed(between(anchors, start, end)):
        return False
    begins = _talk().match(text, start, end) or hints.starts_with(text[start:end], "recording")
    if begins is None and not shelfmarks(text, start, end) and not only_of_archives(text, start, end):
        begins = _message().match(text, start, end)
    return begins is not None and not _QUOTED.search(text, start, end)


def _dated_and_not_printed(own: Sequence[Anchor]) -> bool:
    """Whether a day is among some anchors, and nothing that only print has."""
    dated = False
    for anchor in own:
        if anchor.kind in _PRINTED:
            return False
        dated = dated or anchor.kind is KIND.DATE
    return dated


def film(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a title with a director and a year behind it."""
    return _directed(text, start, end) is not None


def _directed(text: str, start: int, end: int) -> re.Match[str] | None:
    """The word for a director that follows a title, with a name behind it."""
    for match in _director().finditer(text, start, min(end, start + _LONGEST)):
        if match.start() <= start:
            continue
        names = person_list(text, match.end(), end, closed=False)
        if names is not None and _INITIAL.search(match.group()) and not _one(text, names):
            continue  # "Kalter, R.: Brunnen und Straßen. Wien 1998"
        if names is not None and _YEAR.search(text, names.end, min(end, names.end + _LONGEST)):
            return match
    return None


def _one(text: str, names: NameList) -> bool:
    """Whether names begin with a given name or an initial, which tells them from a title."""
    first = text[names.spans[0][0] : names.spans[0][1]].split()[0]
    return first.endswith(".") or is_given(first)


def read_film(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a film; whether it was one: who directed it follows its title, and a year, perhaps with a country."""
    found = _directed(text, start, end)
    if found is None:
        return False
    own = between(anchors, start, end)
    # "(Regie: Karl Wenz, 1962)" looks like a place, a publisher and a year
    if any(a.kind in _FILM and not (found["open"] and a.start in range(*found.span())) for a in own):
        return False
    names = person_list(text, start, found.start())
    if names is not None and names.form in {"initials-first", "family-first"}:
        return False  # whoever stands first is an author; the director is read as a role
    stop = min([a.start for a in own if a.kind in _KEPT or a.kind in {KIND.LABEL, KIND.ONLINE}], default=end)
    close = text.find(")", found.end(), stop) if found["open"] else -1
    tail = close if close >= 0 else stop
    if close >= 0 and any(c.isalpha() for c in text[close:stop]):
        return False
    inner = Draft(draft.start, draft.end)
    if not _crew(inner, text, found.end() - len(found.group()) + _lead(found), tail, own):
        return False
    draft.type = "motion_picture"
    stop = found.start() + (found["mark"] in {"”", "»", '"'} if found["mark"] else 0)
    genre = _genre().search(text, start, stop)
    if genre is not None:
        stop = genre.start()
        draft.put("genre", genre["genre"], genre.span("genre"), "film")
    word = _FILM_WORD.match(text, start, stop)  # "Film: „Rejs”"
    called = word is not None and hints.has(word["word"].casefold(), "film_word")
    if word is not None and called:
        draft.put("genre", word["word"], word.span("word"), "film")
    fields.title(draft, text, word.end() if word is not None and called else start, stop, "title-before-director")
    for variable, people in inner.names.items():
        draft.names[variable] = people
    draft.text.update({k: v for k, v in inner.text.items() if k not in draft.text})
    draft.dates.update(inner.dates)
    draft.values.update({k: v for k, v in inner.values.items() if k not in draft.values})
    details.take(draft, text, [a for a in own if a.kind in _KEPT])
    return True


_FILM_WORD = regex(r"(?P<word>[^\W\d_]+(?:\s[^\W\d_]+)?):?\s(?=[„«“\"])")


def _lead(match: re.Match[str]) -> int:
    """How far the word for a director stands from the beginning of its match."""
    return len(match.group()) - len(match.group().lstrip(' ,.(”»"'))


def _crew(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Who made a film, where and when; whether nothing else stands there."""
    for lo, hi in _pieces(text, start, end):
        dated = next((a for a in between(anchors, lo, hi) if a.kind in DATES), None)
        if dated is not None:
            details.issued(draft, dated)
            before = trim(text, lo, dated.start)
            if before[0] < before[1]:
                _made(draft, text, *before)
            if any(c.isalpha() for c in text[dated.end : hi]):
                return False
        elif _YEAR.fullmatch(text, lo, hi):
            _year(draft, text, lo, hi)
        elif not contributors.put(draft, text, lo, hi):
            names = person_list(text, lo, hi, closed=False)
            if (
                names is not None
                and names.end >= hi
                and "director" in draft.names
                and not _broadcaster().match(text, lo, hi)
            ):
                draft.put_names("director", list(names.names), list(names.spans), "director-role")
            else:
                _made(draft, text, lo, hi)
    return "director" in draft.names and "issued" in draft.dates


def _year(draft: Draft, text: str, lo: int, hi: int) -> None:
    date = parse_date(text[lo:hi])
    if date is not None:
        draft.put_date("issued", date, (lo, hi), "year")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What commas part; those of a bracket part nothing: "nauczycielka (kobieta, 47 lat)"."""
    at = start
    for match in re.finditer(r"[,;]\s", text[start:end]):
        before = text[at : start + match.start()]
        if before.count("(") > before.count(")") and text.find(")", start + match.end(), end) >= 0:
            continue
        yield trim(text, at, start + match.start())
        at = start + match.end()
    lo, hi = trim(text, at, end)
    if lo < hi:
        yield lo, hi


def _made(draft: Draft, text: str, lo: int, hi: int) -> None:
    """A country before a year, or who produced it."""
    if _broadcaster().match(text, lo, hi) or not hints.place(text[lo:hi]):
        fields.publisher(draft, text, lo, hi, "studio")
    else:
        fields.place(draft, text, lo, hi, "country-of-a-film")


def read_talk(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an interview or a recording that was never printed; whether it was one."""
    if not talk(text, start, end, anchors):
        return False
    own = between(anchors, start, end)
    date = next(a for a in own if a.kind is KIND.DATE)
    # "Interview with J. Lis (Warsaw, 8 October 2019)": where and when in brackets
    bracket = text.rfind("(", start, date.start)
    bracket = bracket if text.find(")", bracket, end + 1) == date.end else -1
    stretches = [(start, bracket), (bracket + 1, date.start)] if bracket > start else [(start, date.start)]
    pieces = [(lo, hi) for stretch in stretches for lo, hi in _pieces(text, *stretch) if lo < hi]
    if not pieces or any(hi <= bracket and not hints.known_place(text[lo:hi]) for lo, hi in pieces[1:]):
        return False  # "Interview with J. Lis, Fords Review (8 October 2019)" was printed
    interview = _talk().match(text, start, end) is not None
    message = None if interview else _message().match(text, start, end)
    draft.type = "interview" if interview else "personal_communication" if message else "document"
    fields.title(draft, text, *pieces[0], "title-of-a-talk")
    for lo, hi in pieces[1:]:
        if _broadcaster().match(text, lo, hi):
            draft.type = "broadcast"
            draft.put("publisher", text[lo:hi], (lo, hi), "broadcaster")
        elif text[lo].isupper() and hints.place(text[lo:hi]):
            draft.put("event-place", text[lo:hi], (lo, hi), "place-of-a-talk")
        else:
            draft.put("genre", text[lo:hi], (lo, hi), "talk")
    details.issued(draft, date)
    lo, hi = trim(text, date.end + (bracket > start), end)
    if bracket > start and text.startswith(". ", date.end + 1):  # "(Warsaw, 8 October 2019). For the method see …"
        draft.comments.append((lo, hi))
        return True
    if text.startswith("// ", lo):
        lo += 3
    if text[lo : lo + 1] == "(" and text[hi - 1 : hi] != ")" and text[hi : hi + 1] == ")":
        lo += 1
    elif text[lo : lo + 1] == "(" and text[hi - 1 : hi] == ")":
        lo, hi = lo + 1, hi - 1
    if "event-place" not in draft.text and hints.known_place(text[lo:hi]):
        draft.put("event-place", text[lo:hi], (lo, hi), "place-of-a-talk")
    elif any(c.isalpha() for c in text[lo:hi]):
        draft.put("archive", text[lo:hi], (lo, hi), "holding")
    return True


def read_sent(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read what somebody, whose name has been read, wrote or said to the author on a day: "J. Lis, e-mail to author,
    3 May 2015"; whether it was that."""
    if not _said().may_stand(text):
        return False
    own = between(anchors, start, end)
    dated = next((a for a in own if a.kind in DATES), None)
    at = trim(text, start, end)[0]
    kind = next((name for name, said in _sent().items() if said.match(text, at, end)), "")
    if not kind or dated is None or any(a.kind in _PRINTED for a in own):
        return False
    pieces = [(lo, hi) for lo, hi in _pieces(text, at, dated.start) if lo < hi]
    if not pieces:
        return False
    draft.type = kind
    fields.title(draft, text, *pieces[0], "title-of-a-talk")
    for lo, hi in pieces[1:]:
        if text[lo].isupper() and hints.place(text[lo:hi]):
            draft.put("event-place", text[lo:hi], (lo, hi), "place-of-a-talk")
    details.issued(draft, dated)
    details.trailing(draft, text, own, end)
    return True


def read_lecture(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a lecture or paper that was given and never printed; whether it was one: the phrase that says so has a
    day of its own."""
    own = between(anchors, start, end)
    if not _dated_and_not_printed(own):
        return False
    date = next(a for a in own if a.kind is KIND.DATE)
    phrase = _phrase(text, start, end, date)
    if phrase is None:
        return False
    draft.type = "speech"
    lo, hi = trim(text, start, phrase)
    pieces = list(_pieces(text, lo, hi))
    while len(pieces) > 1 and roles.role_at(text, *pieces[-1]) is not None:
        contributors.put(draft, text, *pieces[-1])
        pieces.pop()
    fields.title(draft, text, lo, pieces[-1][1], "title-of-a-lecture")
    span = trim(text, phrase, end)
    draft.put("genre", text[slice(*span)], span, "lecture")
    details.issued(draft, date)
    return True


def _phrase(text: str, start: int, end: int, date: Anchor) -> int | None:
    """Where a phrase begins, behind a title, that says in its first words that this is a lecture."""
    for comma in re.finditer(r"[,”»\"]\s\(?", text[start : date.start]):
        at = start + comma.end()
        words = list(_WORD.finditer(text, at, end))[:_LECTURE_WORDS]
        for word in words:
            if "," in text[at : word.start()]:
                break
            if text[at].islower() and hints.starts_with(text[word.start() : end], "lecture"):
                return at
    return None
