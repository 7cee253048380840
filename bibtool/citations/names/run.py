"""The persons of a stretch that is known to be names and nothing else.

Elsewhere names have to prove that they are some; here the only questions are where one ends and which of its words
is the family name.  "Gould, Cecil", "Müller, Jan Dirk, Pfisterer, Ulrich", "Андреев, Дарский", "Kiaupa, Zigmantas, and
Albinas Kuncevičius", "A. T. Suresh, and H. B. McMahan".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.names import bodies, dashes, honours, in_full, particles, persons
from bibtool.citations.names.given import family_like, is_given
from bibtool.citations.names.printed import TIED
from bibtool.items.names import Name
from bibtool.language.forms import literal, telling
from bibtool.language.lexicon import lexicon
from bibtool.language.patronymics import patronymic
from bibtool.language.phrases import Phrase, Told
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.members import members
from bibtool.text.patterns import regex


class _Chunk(Enum):
    __hash__ = object.__hash__

    INITIALS = "J. K."
    INITIALS_FAMILY = "J. K. Lis"
    FAMILY_INITIALS = "Lis J. K."
    ONE = "Lis"
    SEVERAL = "Jan Dirk Lis"
    BODY = "Instytut Rzek"


_CHUNK = members(_Chunk)


# Chunks that hold a given and a family name.
_WHOLE = frozenset({_Chunk.INITIALS_FAMILY, _Chunk.FAMILY_INITIALS, _Chunk.SEVERAL})


class Run(Struct, frozen=True):
    """Persons and where they stand; ``et_al`` where the list says that there are more."""

    names: tuple[Name, ...]
    spans: tuple[tuple[int, int], ...]
    et_al: bool


# A figure that recognition put for an initial, or one whose capital was lost, is one too: these are names.
_INITIAL = rf"(?:(?:{CAPITAL}[{LOWER}]{{0,2}}|[\d{LOWER}])\.(?:\s?-\s?{CAPITAL}[{LOWER}]?\.)?)"
_WORD = rf"(?:[dlDLO][’'])?{CAPITAL}[^\W\d_]*+(?:[-–’']{{1,2}}[^\W\d_]++)*"


_ROLE = 24  # letters behind a body that say what it does, and when
_LISTS = 64  # that are remembered: the readings of one citation have most of their names in common


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lex = lexicon()
    particles = literal(lex.forms("particle"))
    capital = "|".join(re.escape(form.capitalize()) for form in lex.forms("particle") if len(form) > 1)
    family = (
        rf"(?:(?:{particles})\s)*(?:(?:{capital})\s(?={_WORD}\s?(?:{_WORD})?\Z))?{_WORD}(?:\s(?:{particles})\s{_WORD})?"
    )
    joiner = rf"(?:{lex.alternation('and')}|&)"
    return (
        compiled(rf"(?:{_INITIAL}\s?){{1,4}}|[{UPPER}]{{1,3}}"),
        compiled(
            rf"(?P<given>(?:{_WORD}[\s-])??(?:{_INITIAL}\s?){{1,4}})\s?(?P<family>{family}(?:\s{family})?|[{LOWER}]{{3,}})"
        ),
        # "Lis J.", "Dupont (Jean-Paul)"
        compiled(
            rf"(?P<family>{family}(?:\s{_WORD})?)\s(?P<open>\()?"
            rf"(?P<given>(?:{_INITIAL}\s?){{1,4}}|[{UPPER}]{{1,3}}|(?(open){_WORD}|(?!)))(?(open)\))"
        ),
        # "K. U. Mayer", "Beck, U. / Bonß, W.": a letter with a full stop is an initial, not "u."
        compiled(rf"(?P<sign>\s?[,;/]\s*(?:(?![{UPPER}]\.){joiner}\s)?|\s(?![{UPPER}]\.){joiner}\s|\s[–—-]\s|{TIED})"),
        compiled(rf"[\s,]*[\[(]?\s?{lex.alternation('et_al')}\s?[\])]?\.?\s*\Z"),
    )


@cache
def _more() -> Told:
    return Told(telling(lexicon().forms("et_al")))


@cache
def _led() -> re.Pattern[str]:
    """A word in small letters that joins a name to what stands before the list."""
    words = "|".join(re.escape(form) for form in lexicon().forms("and") if form[0].islower())
    return compiled(rf"\s*(?:{words})\s(?={CAPITAL})")


@cache
def _joined_particle() -> Phrase:
    """A particle of several words: "von und zu"."""
    forms = [form for form in lexicon().forms("particle") if " " in form]
    return Phrase(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", forms)


def _dashes(text: str, start: int, end: int) -> list[int]:
    """Where dashes without spaces join names."""
    if all(text.find(dash, start, end) < 0 for dash in "-–—"):
        return []
    return [*dashes.tied(text, start, end), *dashes.behind_families(text, start, end)]


@lru_cache(_LISTS)
def run(text: str, start: int, end: int) -> Run:
    """The persons of ``text[start:end]``, all of it; an empty run where it holds no letters."""
    whole = bodies.known(text, start, min(len(text), end + _ROLE))
    if whole is not None and whole[1] >= end - 1:
        return Run((whole[0],), ((start, whole[1]),), False)
    initials, first, last, separator, et_al = _patterns()
    more = et_al.search(text[start:end]) if _more().may_stand_in(text, start, end) else None
    if more:
        end = start + more.start()
    led = _led().match(text, start, end)  # "ead. et B. Kos": the first stands outside of the list
    start = led.end() if led is not None else start
    chunks: list[tuple[int, int, str, _Chunk]] = []  # where, what parts it from the one before, what it is
    suffixes: list[tuple[int, int]] = []
    at, sign = start, ""
    kept = [m.span() for m in _joined_particle().finditer(text, start, end)]
    parted = [(m.start(), m.end(), m.group().strip()) for m in separator.finditer(text, start, end)]
    tied = [(dash, dash + 1, text[dash]) for dash in _dashes(text, start, end)]
    for stop, resume, following in [*(sorted([*parted, *tied]) if tied else parted), (end, end, "")]:
        if stop < at or any(lo < stop < hi for lo, hi in kept):
            continue
        lo, hi = _trim(text, at, stop)
        honoured = persons.honoured(text, lo, hi)
        lo = honoured if honoured < hi and not honours.is_saint(text, lo, hi) else lo
        hi = honours.bare(text, lo, hi)
        if chunks and lo < hi and text[lo:hi].rstrip(".") in _suffixes():
            suffixes.append((lo, hi + text.startswith(".", hi)))  # "Ismay, K. R., Jr."
        elif lo < hi and not (chunks and honours.is_order(text[lo:hi]) and chunks[-1][3] in _WHOLE):
            bare = particles.bare(text, lo, hi)
            chunks.append((lo, hi, sign, _kind(text, lo, bare, initials, first, last)))
        at, sign = resume, following
    chunks = _whole_bodies(text, chunks)
    names: list[Name] = []
    spans: list[tuple[int, int]] = []
    index = 0
    pairs = _in_pairs(chunks)
    turned = pairs or _first_turned(chunks)  # the family name stands first, a comma behind it
    family_first = _order(text, chunks)
    while index < len(chunks):
        lo, hi, sign, kind = chunks[index]
        pair = index + 1 < len(chunks) and chunks[index + 1][2] == ","
        if pair and kind in {_CHUNK.ONE, _CHUNK.SEVERAL} and (pairs or _inverted(text, chunks, index, turned)):
            given = chunks[index + 1]
            names.append(particles.inverted(_clean(text[lo:hi]), _clean(text[given[0] : given[1]])))
            spans.append((lo, given[1]))
            index, turned = index + 2, True
            continue
        name = _single(text, lo, hi, kind, first, last, family_first)
        if kind is _CHUNK.INITIALS and _is_word(sign) and names and names[-1].family:
            name = Name(family=names[-1].family, given=name.family)  # "Grimm, J. und W."
        elif _is_word(sign) and kind is _CHUNK.INITIALS_FAMILY and spans and _initials_alone(chunks[index - 1], spans):
            names[-1] = Name(family=name.family, given=names[-1].family)  # "J. und W. Grimm"
        names.append(name)
        spans.append((lo, hi))
        index += 1
    for lo, hi in suffixes:
        of = max(at for at, (begin, _) in enumerate(spans) if begin < lo)
        names[of] = replace(names[of], suffix=text[lo:hi])
    return Run(tuple(names), tuple(spans), more is not None)


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(form.rstrip(".") for form in lexicon().forms("name_suffix"))


def _initials_alone(chunk: tuple[int, int, str, _Chunk], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a chunk is initials that were no part of the name before it."""
    return chunk[3] is _CHUNK.INITIALS and chunk[:2] == spans[-1]


def _is_word(sign: str) -> bool:
    """Whether what parts two names is a word that joins them, or its sign: "und", "&"."""
    return sign.isalpha() or sign == "&" or (sign.endswith(".") and sign[:-1].isalpha())


def _whole_bodies(text: str, chunks: list[tuple[int, int, str, _Chunk]]) -> list[tuple[int, int, str, _Chunk]]:
    """Chunks, with what a joining word parts inside the name of one body put together again: "Ministerstwo Klimatu i
    Środowiska", but "GUS i Ministerstwo Zdrowia"."""
    whole: list[tuple[int, int, str, _Chunk]] = []
    for chunk in chunks:
        lo, hi, sign, kind = chunk
        words = text[lo:hi].split()
        before = whole[-1] if whole else None
        if (
            before is not None
            and _is_word(sign)
            and (kind in {_CHUNK.ONE, _CHUNK.BODY} or (kind is _CHUNK.SEVERAL and not is_given(words[0])))
            and not (bodies.is_body(words) or text[lo:hi].isupper() or is_given(words[0]))
            and len(text[before[0] : before[1]].split()) > 1
            and bodies.is_body(text[before[0] : before[1]].split())
        ):
            whole[-1] = (before[0], hi, before[2], _CHUNK.BODY)
        else:
            whole.append(chunk)
    return whole


def _in_pairs(chunks: Sequence[tuple[int, int, str, _Chunk]]) -> bool:
    """Whether commas stand inside names and other signs between them: "Bird, Sonya & Litvin, Natallia"."""
    signs = [sign for _, _, sign, _ in chunks]
    even = len(chunks) > 3 and len(chunks) % 2 == 0
    return even and all(sign == "," for sign in signs[1::2]) and "," not in signs[2::2]


def _first_turned(chunks: Sequence[tuple[int, int, str, _Chunk]]) -> bool:
    """Whether two single words stand before a name in full, as only the first of a list is turned round: "Kiaupa,
    Zigmantas, Anna Lis and ..."."""
    kinds = [kind for *_, kind in chunks]
    whole = {_CHUNK.SEVERAL, _CHUNK.INITIALS_FAMILY}
    return len(chunks) > 2 and chunks[1][2] == "," and kinds[:2] == [_CHUNK.ONE, _CHUNK.ONE] and kinds[2] in whole


def _order(text: str, chunks: Sequence[tuple[int, int, str, _Chunk]]) -> bool | None:
    """Whether names in full stand with the family name first, by all of them; None where nothing tells."""
    votes = 0
    for lo, hi, _, kind in chunks:
        if kind is not _CHUNK.SEVERAL:
            continue
        words = text[lo:hi].split()
        if len(words) == 3 and patronymic(words[-1]):
            votes += 1 if is_given(words[1]) or not is_given(words[0]) else -1
        votes += int(is_given(words[-1]) or words[-1].endswith(".")) - int(is_given(words[0]))
    return None if votes == 0 else votes > 0


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not (text[start].isalnum() or text[start] in "’'"):
        start += 1
    while end > start and text[end - 1] in " ,;:/–—()[]":
        if (text[end - 1] == "]" and "[" in text[start:end]) or (text[end - 1] == ")" and "(" in text[start:end]):
            break  # "L[is]", "Dupont (J.)"
        end -= 1
    if text[end - 1 : end] == "." and (_LONG_WORD.search(text, start, end) or _closed(text[start:end])):
        end -= 1  # the full stop of the sentence, not of an initial
    return start, end


_LONG_WORD = regex(r"[^\W\d_]{4,}\.\Z")
_SHORT_BEHIND_INITIALS = regex(rf"(?:{CAPITAL}\.[\s-]?){{1,3}}{CAPITAL}[{LOWER}]{{2}}\.")


def _closed(name: str) -> bool:
    """Whether a full stop ends more than the last word, though that is short: a given name or initials tell a family
    name of three letters ("Олена Сас.", "A. Kos."), and a particle is no abbreviation ("Segur, Pierre de.")."""
    given, _, last = name.rpartition(" ")
    short = len(last) > 3 and is_given(given)
    return short or last[:-1] in particles.small() or _SHORT_BEHIND_INITIALS.fullmatch(name) is not None


def _clean(stretch: str) -> str:
    return " ".join(stretch.split())


def _kind(
    text: str, start: int, end: int, initials: re.Pattern[str], first: re.Pattern[str], last: re.Pattern[str]
) -> _Chunk:
    if honours.is_saint(text, start, end):
        return _CHUNK.BODY
    if initials.fullmatch(text, start, end):
        return _CHUNK.INITIALS
    words = text[start:end].split()
    if len(words) == 2 and words[0] in lexicon().hint("particle_short") and words[1][0].isupper():
        return _CHUNK.ONE  # "v. Rodau, Klaus"
    if len(words) == 1:
        return _CHUNK.INITIALS_FAMILY if first.fullmatch(text, start, end) else _CHUNK.ONE
    if first.fullmatch(text, start, end):
        return _CHUNK.INITIALS_FAMILY
    if last.fullmatch(text, start, end):
        return _CHUNK.FAMILY_INITIALS
    if all(map(str.isupper, words)) and particles.leads(words[0].capitalize()):
        return _CHUNK.ONE  # "DE LA TOUR, Paul"
    small = particles.small()
    if all(w in small or w[:1].isupper() for w in words) and len(words) < 6 and not bodies.body(text[start:end]):
        return _CHUNK.ONE if sum(w not in small for w in words) == 1 else _CHUNK.SEVERAL
    return _CHUNK.BODY


def _inverted(text: str, chunks: Sequence[tuple[int, int, str, _Chunk]], index: int, turned: bool) -> bool:
    """Whether a chunk is a family name and the one after it, behind a comma, its given name."""
    lo, hi, _, kind = chunks[index]
    after = chunks[index + 1]
    if after[3] is _CHUNK.INITIALS:
        return True
    words, following = text[lo:hi].split(), text[after[0] : after[1]].split()
    if after[3] is _CHUNK.INITIALS_FAMILY:  # "Lepsius, M. Rainer"
        return kind is _CHUNK.ONE and is_given(following[-1]) and not is_given(words[0])
    if after[3] not in {_CHUNK.ONE, _CHUNK.SEVERAL, _CHUNK.FAMILY_INITIALS}:
        return False
    if kind is _CHUNK.SEVERAL and (is_given(words[0]) or not (turned or is_given(following[0]))):
        return False
    if is_given(following[0]):
        return not is_given(words[0]) or turned or len(chunks) == 2
    if is_given(words[0]) or family_like(following[0]):
        return False
    if after[3] is _CHUNK.FAMILY_INITIALS:  # "Desmond, Jane C."
        return True
    return turned or len(chunks) == 2


def _single(
    text: str,
    start: int,
    end: int,
    kind: _Chunk,
    first: re.Pattern[str],
    last: re.Pattern[str],
    family_first: bool | None,
) -> Name:
    stretch = _clean(text[start:end])
    if kind is _CHUNK.INITIALS_FAMILY or kind is _CHUNK.FAMILY_INITIALS:
        bare = particles.bare(text, start, end)
        match = (first if kind is _CHUNK.INITIALS_FAMILY else last).fullmatch(text, start, bare)
        if match is not None:
            given, family = _clean(match["given"]), _clean(match["family"])
            if kind is _CHUNK.FAMILY_INITIALS and len(family.split()) == 2 and is_given(family.split()[0]):
                return Name(literal=stretch)
            return in_full.sainted(Name(family=family, given=given, dropping_particle=text[bare:end].strip()))
    if kind is _CHUNK.ONE or kind is _CHUNK.INITIALS:
        return Name(family=stretch)
    if kind is _CHUNK.SEVERAL:
        return in_full.full_name(stretch.split(), family_first)
    return Name(literal=stretch)
