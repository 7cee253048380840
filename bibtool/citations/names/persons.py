"""Names at the head of a citation: "S. Blank", "Корман Б. О.", "Uruszczak Wacław", "Kullman Alexander", bodies.

What the printed order is decides how a name is split; nothing is looked up but short lists of words that bodies
and particles are made of.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.names import bodies, dashes, honours, in_full, no_names, particles
from bibtool.citations.names.given import given_and_patronymic, is_given, second_given
from bibtool.citations.names.printed import forms, may_be_joined
from bibtool.items.names import Name
from bibtool.language import gazetteer
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_INITIAL_LENGTH = 4
_LISTS = 512  # of names that are remembered: whoever reads a note asks for some of them again and again
_TURNED = 40  # letters of a name
_LIST_ENDS = regex(rf"\.\s[„«“\"‘']?{CAPITAL}|,\s[„«“\"‘]|[.,]?\s\(?(?:1[4-9]|20)\d\d")
_TURNED_IN_FULL = regex(rf"[^,]+,\s{CAPITAL}[^\W\d_]*[{LOWER}]{{2}}(?!\.)")
_FAMILY_NEXT = regex(rf"\s{CAPITAL}[^\W\d_]*[{LOWER}]")
_SHORT = regex(rf"{CAPITAL}[{LOWER}]{{2}}\.")
_YEAR_NEXT = regex(r",?\s(?:1[4-9]|20)\d\d")
_VOLUME = regex(r"[IVX]{2}")  # "Storia di Padova, IV, Il Trecento" holds no initials


#: The forms that are names by themselves.
SURE = frozenset({"initials-first", "family-first", honours.RELIGIOUS})


class NameList(Struct, frozen=True, gc=False):
    """Names found at a place: ``end`` is after the last one and what belongs to it ("i in.")."""

    names: tuple[Name, ...]
    spans: tuple[tuple[int, int], ...]
    end: int
    form: str  # initials-first, family-first, given-first, family-given, body, religious
    et_al: bool = False


@lru_cache(_LISTS)
def person_list(text: str, start: int, end: int, *, closed: bool = True) -> NameList | None:
    """The names that begin at ``start``, as many as follow one another.

    With ``closed`` a name in full letters counts only where a comma, a colon or a bracket closes it; names with
    initials need no such proof.
    """
    if start < end and not text[start].isalpha():
        return None  # as names, titles and particles all begin with a letter
    p, holds = forms(), _holds(text)
    names: list[Name] = []
    spans: list[tuple[int, int]] = []
    at = start
    form = ""
    stop = last_stop = start
    joined = said = worded = False
    while at < end:
        if holds.honours:
            honoured = p.honorific.match(text, at, end)
            if honoured:
                at = honoured.end()  # "ks. J. Lis", "prof. dr hab. A. Kos": the name begins after it
            father = p.father.match(text, at, end) if text[at + 1 : at + 2] == "." else None
            if father is not None and is_given(father["given"]):
                at = father.end()
        found = (holds.religious and honours.in_religion(text, at, end)) or _one(text, at, end, form, closed, said)
        if (
            holds.joined
            and form in {"", "initials-first", "given-first"}
            and (pair := _of_one_family(text, at, end)) is not None
        ):
            found = pair
        if (
            joined
            and (found is None or found[2] - at > _TURNED)
            and (last := forms().shared_last.match(text, at, end)) is not None
        ):
            found = Name(family=names[-1].family, given=" ".join(last["given"].split())), form, last.end()
        if found is not None and names and _in_usual_order(text, spans[0], at, found):
            found = None
        if found is None and joined:
            # "Smith, J. and P. Brown", "SVOBODA, Petr a Eva MALÁ": only the first name is turned round.
            found = _turned(text, at, end, said=worded)
        elif found is not None and worded and "," in text[slice(*spans[0])]:
            found = _short_family(text, at, found)
        elif found is None and form == "family-first" and names:
            # "Hansson, K., M. Ek, J. Lilja, et al. 2018": initials and a further name or a date behind them
            found = _turned(text, at, end)
            closes = len(names) > 1 and "," not in text[slice(*spans[-1])]
            if found is not None and (found[2] - at > _TURNED or not _goes_on(text, found[2], end, closes)):
                found = None
        if found is None:
            if worded and "," not in text[stop:at] and _goes_on_as_title(text, spans[-1], at, stop):
                names.pop()
                spans.pop()
                stop = last_stop
            break
        name, form_found, name_end = found
        last_stop = stop
        if form and not _compatible(form, form_found) and not joined:
            break
        form = form or form_found
        if holds.honours and honours.is_title(name.given):  # "Ks. Lis, Dzieje": no initial
            at = text.rfind(name.family, at, name_end)
            name = replace(name, given="")
        spans.append((at, name_end))
        behind = p.behind.match(text, name_end, end)
        if behind is not None and behind.end() > name_end:
            name, name_end = replace(name, suffix=behind["suffix"] or ""), behind.end()
        names.append(name)
        stop = name_end
        separator = p.separator.match(text, name_end, end)
        if separator is None:
            break
        at = separator.end()
        joined = form == "family-first" and separator.group().strip(" ,") != ""
        # "pod redakcją Jana Kowalskiego i Anny Lis": behind a role, and a word joins them
        word = separator.group().strip(" ,;/–—-")
        worded = word == "&" or word.isalpha()
        said = not closed and (word.isalpha() or dashes.joins(separator.group(), text, at, end))
    if not names:
        return None
    et_al = p.et_al.match(text, stop, end)
    if et_al and et_al.end() > stop:
        stop = et_al.end()
    return NameList(tuple(names), tuple(spans), stop, form, bool(et_al))


def _goes_on_as_title(text: str, last: tuple[int, int], at: int, stop: int) -> bool:
    """Whether what looks like the last name of a list begins a title: "G. Riva, Andrea Tron e la crisi, Trieste"."""
    if "." in text[slice(*last)] or not text[at : at + 1].islower():
        return False
    return forms().et_al.match(text, stop) is None


class _Holds(NamedTuple):
    """What a text may hold beside plain names."""

    honours: bool
    religious: bool  # monks and saints
    joined: bool  # a word that joins names stands before a capital


@lru_cache(8)
def _holds(text: str) -> _Holds:
    """What a text may hold, found once: a note is asked for each place where names may begin."""
    return _Holds(
        honours.may_stand(text),
        honours.may_be_religious(text),
        may_be_joined(text) and next(forms().joined.finditer(text), None) is not None,
    )


def _of_one_family(text: str, at: int, end: int) -> tuple[Name, str, int] | None:
    """The first of two persons with one family name, which stands behind the second: "M. i J. Grobla", "Anna i Jan
    Grobla"."""
    first = forms().shared.match(text, at, end)
    if first is None:
        return None
    given = first["given"]
    if given is None and not (is_given(first["full"]) and is_given(first["other"])):
        return None
    behind = first.end("joiner" if given is not None else "joiner2") + 1
    second = _one(text, behind, end, "initials-first" if given is not None else "given-first", closed=False)
    if second is None or not second[0].family:
        return None
    own = " ".join(first.group().split())
    return replace(second[0], given=own), "initials-first" if given is not None else "given-first", first.end()


def honoured(text: str, start: int, end: int) -> int:
    """Where the name begins behind the honorifics at ``start`` ("prof. dr hab. A. Kos")."""
    if not _holds(text).honours:
        return start
    match = _honours().match(text, start, end)
    start = match.end() if match else start
    father = forms().father.match(text, start, end)
    return father.end() if father is not None and is_given(father["given"]) else start


@cache
def _honours() -> re.Pattern[str]:
    return compiled(rf"(?:{honours.honorifics()}\s)+")


def _turned(text: str, at: int, end: int, *, said: bool = False) -> tuple[Name, str, int] | None:
    """A name in the usual order after one with the family name first.

    With ``said`` a word joins them, so that a name in full needs no given name of the data if it ends as one:
    "de Vries, Jan, and Ad van der Woude. Title"."""
    p = forms()
    match = p.initials_first.match(text, at, end)
    if match:
        return _name(match), "family-first", match.end()
    match = p.full.match(text, at, end)
    if match:
        words = match.group("words").split()
        ends = said and particles.count(words) in {2, 3} and _LIST_ENDS.match(text, match.end(), end) is not None
        known = _attested(words, family_first=False) or (ends and not bodies.no_person(words))
        if known and not in_full.NUMERAL.fullmatch(words[-1]):
            found = in_full.parted(words, "given-first", match.end())
            return (found[0], "family-first", found[2]) if found else None
    return None


def _goes_on(text: str, at: int, end: int, closes: bool) -> bool:
    """Whether a list of names goes on, or its date follows; or its colon, with ``closes``: one of the usual order went
    before ("Lange, Dirk, Jan Kos, Ute Berger: Title", but "Lange, Dirk, Maria Stuart: Ein Leben")."""
    if forms().listed.match(text, at, end) is not None or (closes and text.startswith(": ", at)):
        return True
    following = _turned(text, at + 2, end) if text.startswith(", ", at) else None
    return following is not None and following[2] - at <= _TURNED and _goes_on(text, following[2], end, True)


def _in_usual_order(text: str, first: tuple[int, int], at: int, found: tuple[Name, str, int]) -> bool:
    """Whether a name that looks turned is not: "Lange, Dirk P., Thomas R. Kranz und Ute Berger: Title".  The first has
    a comma inside and its given name in full, and so would this one."""
    name, form, end = found
    return (
        form == "family-first"
        and "," not in text[at:end]
        and _TURNED_IN_FULL.match(text, *first) is not None
        and is_given(name.family)
        and _FAMILY_NEXT.match(text, end) is not None
    )


def _short_family(text: str, at: int, found: tuple[Name, str, int]) -> tuple[Name, str, int]:
    """A family name of three letters before a full stop that looked like an initial: "Smith, John, and Ang Lee. Title".
    The first name has a comma inside, and another that stood with its family name first would have one, too."""
    name, form, end = found
    if not _SHORT.fullmatch(name.given) or "," in text[at:end] or " " in name.family or text[end - 1] != ".":
        return found
    return Name(family=name.given[:-1], given=name.family), form, end - 1


_ONE_WORD = regex(rf"\s?(?P<word>{CAPITAL}[{LOWER}]+)(?=[.:]|\s[/(\[]|\s?\Z)")
_TWO_INITIALS = regex(rf"{CAPITAL}\.\s?{CAPITAL}\.")


def _is_work(family: str) -> bool:
    """Whether what stands where a family name does is a word for a work: who wrote it is known by initials alone."""
    return family.casefold() in no_names.works_of()


def _compatible(first: str, other: str) -> bool:
    """Names of one list are of one form; initials and full given names may mix in the same order."""
    return _ORDER[first] == _ORDER[other]


_ORDER = {"initials-first": 0, "given-first": 0, "family-first": 1, "family-given": 1, "body": 2, honours.RELIGIOUS: 2}


def _one(text: str, at: int, end: int, form: str, closed: bool, said: bool = False) -> tuple[Name, str, int] | None:
    p = forms()
    if form in {"", "initials-first", "given-first"} and text.find(".", at, at + _INITIAL_LENGTH) > 0:
        match = p.initials_double.match(text, at, end)
        if match is None or (match["second"] or "").casefold() in no_names.no_families():
            match = p.initials_first.match(text, at, end)
        if match and closed and not form and bodies.is_body((match["family"] or "").split()[:1]):
            whole = bodies.at_head(text, at, end)
            if whole is not None:  # "U.S. Department of Water (1991)"
                return whole[0], "body", whole[1]
        if match and not form and _TWO_INITIALS.fullmatch(match["given"]) and _is_work(match["family"]):
            return Name(literal=match["given"]), "family-first", match.end("given")  # "В. Р. Заметка // Русь. 1881"
        if match and match.group("family") and not no_names.abbreviation(match.group("given")):
            return second_given(_name(match)), "initials-first", match.end()
    if form in {"", "family-first", "family-given"}:
        if p.followed.match(text, at, end) is None:
            return _body(text, at, end) if not form and closed else None
        if form != "family-given" and (found := particles.turned(text, at, end)) is not None:
            return found
        match = p.capitals.match(text, at, end)
        # "NOVÁK, Jan." as ISO 690 prints it, "Karlsson, Klas-Göran:" as libraries do
        if match and (form or not _given_first(match)):
            return _name(match), "family-first", match.end()
        comma = text.find(",", at, end)
        with_comma = comma >= 0
        match = p.two_families.match(text, at, end) if with_comma else None
        if match and _given_follows(match.group("given")) and not _given_follows(match.group("family")):
            return _name(match), "family-first", match.end()
        initials = text.find(".", comma, comma + _INITIAL_LENGTH + 1) > 0 and text.find(" ", at, comma) > 0
        match = p.two_and_initials.match(text, at, end) if with_comma and initials else None
        if match and not is_given(match["family"].split()[0]):
            return _name(match), "family-first", match.end()
        match = p.comma_given.match(text, at, end) if with_comma else None
        if match and _given_follows(match.group("given")) and not _of_whom(text, match, end):
            return _name(match), "family-first", match.end()
        match = p.bracketed.match(text, at, end) if "(" in text[at : at + _TURNED] else None
        if match and (
            match.group("family").isupper()
            or (_given_follows(match.group("given")) and gazetteer.place(match.group("family")) is None)
        ):
            return _name(match), "family-first", match.end()
        match = p.family_first.match(text, at, end) or (
            (p.family_first_bare.match(text, at, end) if form == "family-first" or closed else None)
            or (p.family_last_bare.match(text, at, end) if form == "family-first" else None)
        )
        numeral = match is not None and _VOLUME.fullmatch(match.groupdict().get("given") or "")
        editor = match is not None and no_names.edits(match.groupdict().get("given2"))  # "Grimmer (Hg.)"
        if (
            match
            and not numeral
            and not editor
            and not (form == "" and (_given_and_initial(text, match, at, end) or _title_of_whom(text, match, at, end)))
        ):
            if form == "" and in_full.of_three_letters(match.groupdict(), match.group()):
                return Name(family=match["given"][:-1], given=match["family"]), "given-first", match.end() - 1
            return _name(match), "family-first", match.end()
    match = p.full.match(text, at, end)
    if match and (stop := dashes.first_ends(text, at, match.end(), closed)):
        match = p.full.match(text, at, stop)
    if match and (not closed or _closes(text, match.end(), end)):
        words = match.group("words").split()
        if not form or form == "given-first":
            stopped = in_full.before_stop(words)
            if stopped:  # "Пётр Ильич Ким. Шлюзы"
                close = text.index(words[stopped], at) + len(words[stopped]) - 1
                return Name(family=words[stopped][:-1], given=" ".join(words[:stopped])), "given-first", close
        acronym = len(words[0]) > 1 and words[0].isupper() and not words[-1].isupper() and not is_given(words[-1])
        if 2 <= len(words) <= 4 and not form and in_full.NUMERAL.fullmatch(words[-1]):
            return Name(literal=match.group("words")), "body", match.end()  # "Jan Paweł II"
        if not form and words[0].isupper() and words[0] in lexicon().hint("archive_name"):
            return Name(literal=match.group("words")), "body", match.end()  # "ЦГИА УССР"
        if (
            2 <= particles.count(words) <= 4
            and not acronym
            and not no_names.begins_title(words)
            and not bodies.no_person(words)
            and not (form == "" and particles.title_like(words))
            and (not form or _attested(words, form.startswith("family")) or (said and len(words) == 2))
        ):
            return in_full.parted(words, form, match.end())
    return _body(text, at, end) if not form and closed else None


def _body(text: str, at: int, end: int) -> tuple[Name, str, int] | None:
    found = bodies.at_head(text, at, end)
    return (found[0], "body", found[1]) if found is not None else None


def _given_first(match: re.Match[str]) -> bool:
    """Whether what looks like two family names is a person in full before a title: "FRITZ KELLER, Das Lied"."""
    first, _, more = (match["family"] or "").partition(" ")
    return bool(more) and is_given(first) and not _given_follows(match["given"])


def _given_follows(given: str) -> bool:
    """Whether a given name is one of the data, perhaps behind an initial ("M. Rainer")."""
    words = given.split()
    return is_given(words[1] if len(words) > 1 and words[0].endswith(".") else words[0])


def _of_whom(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a short form's title is a person's name: "Satz, Marcantonio Raimondi, 2015"."""
    more = match["given"].split()[1:]
    return (
        bool(more)
        and "." not in match["given"]
        and not is_given(more[-1])
        and _YEAR_NEXT.match(text, match.end(), end) is not None
    )


def _given_and_initial(text: str, match: re.Match[str], at: int, end: int) -> bool:
    """Whether "John J." goes on as "John J. Mearsheimer," rather than being a family name with its initial."""
    longer = forms().full.match(text, at, end)
    return (
        longer is not None
        and longer.end() > match.end()
        and is_given(match.group("family") or "")
        and text[longer.end() : longer.end() + 1] in {",", ":"}
    )


def _title_of_whom(text: str, match: re.Match[str], at: int, end: int) -> bool:
    """Whether a word for a work stands before whose it is: "Дневник А. В. Никитина", "Letters J. Black"; or any word
    before a name that is in the genitive for certain: "Портрет І. В. Вернадського"."""
    whose = _ONE_WORD.match(text, match.end(), end)
    if not (no_names.is_work(match.group("family") or "") or (whose is not None and no_names.of_whom(whose["word"]))):
        return False
    return forms().initials_first.match(text, match.end("family") + 1, end) is not None


def _attested(words: list[str], family_first: bool) -> bool:
    """Whether full letters are a name by evidence: a given name of the data where the list has its given names, or
    an initial, and few words.  After a first name a title may follow that looks like another ("K. Nowak, Wielka
    Wojna, Warszawa 1990", "A. Mickiewicz, Pan Tadeusz, Kraków 1990")."""
    given = words[-1] if family_first else words[0]
    if family_first and given_and_patronymic(words):
        return True
    return particles.count(words) <= 3 and (is_given(given) or any(w.endswith(".") and len(w) < 4 for w in words[1:]))


def attested(text: str, names: NameList) -> bool:
    """Whether names are names for certain: initials or a given name of the data tell them from a title ("in Urban
    Cultures, ed. Tom Green")."""
    return names.form in SURE or any(
        is_given(word) for start, end in names.spans[:1] for word in text[start:end].split()
    )


def turned_round(text: str, names: NameList) -> bool:
    """Whether the family names stand before the given ones, as in reference lists: "Lis J.; Kos A.", "Lis Jan; Kos
    Anna"."""
    return names.form == "family-first" or (names.form == "family-given" and attested(text, names))


def _closes(text: str, at: int, end: int) -> bool:
    behind = forms().behind.match(text, at, end)
    if behind is not None and behind.end() > at:
        return True
    rest = text[at:end]
    return (
        not rest or rest[0] in ",;:(" or rest[:2] in {" (", ". "} or forms().separator.match(text, at, end) is not None
    )


def _name(match: re.Match[str]) -> Name:
    found = match.groupdict()
    given = found.get("given") or found.get("given2") or ""
    family = found.get("family") or found.get("family2") or ""
    return in_full.sainted(Name(family=" ".join(family.split()), given=" ".join(given.split())))
