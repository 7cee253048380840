"""Places of publication, publishers and periodicals that are known by name, and the words that tell the others.

The names stand in ``gazetteers/*.txt``: ``places.txt`` and ``places_doubtful.txt`` are made from GeoNames by
``training/gazetteer.py``, the others are written by hand.  Abbreviated places ("М.", "СПб.", "W-wa") stand in the
lexicon, each language with its own expansion.

A name is compared without regard to case, to full stops, quotation marks and kinds of dashes, but must begin with a
capital: texts in small capitals lose their case, "nice" is no town.  Abbreviations ("PiP", "М.", "dtv") are compared
as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from bibtool.language.lexicon import lexicon, state
from bibtool.text.compiled import compiled
from bibtool.text.data import data_file
from bibtool.text.kept import kept, state_of
from bibtool.text.patterns import regex


class Kind(Enum):
    """What a name of the gazetteer names."""

    __hash__ = object.__hash__

    PLACE = "place"
    PUBLISHER = "publisher"
    PERIODICAL = "periodical"


class Place(Enum):
    """How well a stretch is known to be a place; the strongest first."""

    KNOWN = "known"
    ABBREVIATED = "abbreviated"
    DOUBTFUL = "doubtful"  # a word or a person's name as well: "Nice", "Reading", "Орёл"


class Told(Enum):
    """By what a publisher or a periodical is known."""

    NAME = "name"
    WORD = "word"


class Match(NamedTuple):
    """A known name in a text: where it stands (half-open, in characters), and for places how sure it is."""

    start: int
    end: int
    kind: Kind
    place: Place | None = None


_FOLDER = "language/gazetteers"
_READ = ("places.txt", "places_doubtful.txt", "places_known.txt", "publishers.txt", "periodicals.txt")
# No name of the files is longer; what bounds the work at every word.
_MOST_WORDS = 9
_WORD = regex(r"[^\W_]+")
_DROPPED = " .'’ʼ`«»„“”\"\u00a0\u202f"
_GAP = {ord(char): None for char in _DROPPED} | {ord(dash): "-" for dash in "–—―‐‑−"}
_TOKEN = regex(r"[^\W_]+(?:[-'’][^\W_]+)*\.?")
_BETWEEN_PLACES = regex(r"\s*[-–—―;,/&:+]\s*|\s+")


class _Names(Struct, frozen=True):
    """The names of one kind: ``folded`` are keys without case, ``exact`` keys in their own case."""

    folded: Mapping[str, Place | None]
    exact: Mapping[str, Place | None]


class _Tables(Struct, frozen=True):
    names: Mapping[Kind, _Names]
    folded: Mapping[str, tuple[tuple[Kind, Place | None], ...]]  # those of all kinds
    exact: Mapping[str, tuple[tuple[Kind, Place | None], ...]]
    starts: frozenset[str]  # casefolded first words of all names and abbreviations
    small: frozenset[str]  # first words that stand in small letters, as only a name in its own case has them
    longer: frozenset[str]  # those of names of several words
    pairs: frozenset[str]  # the first two words of those, as in their keys
    dotted: frozenset[str]  # keys, casefolded, whose last full stop belongs to the name


def place(text: str) -> Place | None:
    """Whether a stretch names a place or a list of places ("Warszawa–Kraków", "М.; Л.", "Oxford and New York").

    A list is as sure as its least sure place.
    """
    stretch = text.strip(" ,:[]?\u00a0")
    if (found := _place(stretch)) is not None:
        return found
    first = _WORD.match(stretch)
    if first is None or first.group().casefold() not in _tables().starts:
        return None
    at, worst, joined = 0, Place.KNOWN, _and()
    by_start = {match.start: match for match in matches(stretch) if match.kind is Kind.PLACE}
    while (match := by_start.get(at)) is not None:
        worst = max(worst, match.place or Place.KNOWN, key=list(Place).index)
        if match.end == len(stretch):
            return worst
        gap = joined.match(stretch, match.end) or _BETWEEN_PLACES.match(stretch, match.end)
        if gap is None or (gap.group().isspace() and match.place is not Place.ABBREVIATED):
            return None
        at = gap.end()
    return None


def _place(stretch: str) -> Place | None:
    names = _tables().names[Kind.PLACE]
    key = _key(stretch)
    found = names.exact.get(key) or (names.folded.get(key.casefold()) if stretch[:1].isupper() else None)
    if found is not Place.KNOWN and "".join(stretch.split()) in _abbreviations():
        return Place.ABBREVIATED
    return found


def publisher(text: str) -> Told | None:
    """Whether a stretch is the name of a known publisher or holds a word for one ("Wydawnictwo", "-verlag")."""
    return _told(text, Kind.PUBLISHER)


def periodical(text: str) -> Told | None:
    """Whether a stretch is the title of a known periodical or holds a word for one ("Rocznik", "-zeitung")."""
    return _told(text, Kind.PERIODICAL)


def expansions(short: str) -> Mapping[str, str]:
    """What an abbreviated place means: language -> full name; empty for what is none.

    >>> expansions("М.")["be"], expansions("М.")["ru"]
    ('Масква', 'Москва')
    """
    return _abbreviations().get("".join(short.split()), {})


def matches(text: str) -> list[Match]:
    """The longest known names in a text, in order; linear in the length of the text.

    What stands inside a longer name is none ("Harvard University Press" names no town); a name of several kinds gives
    a match for each.
    """
    found: list[Match] = []
    until = at = 0
    words = _WORD.findall(text)
    for word, begun in zip(words, map(_begun, words), strict=True):
        if begun is None:  # most words of most texts
            continue
        start = _stands(text, word, at)
        at = start + len(word)
        if start < until:
            continue
        here = _longest(text, word, start, begun) if begun.longer else _alone(text, word, start, begun)
        if here:
            until = max([match.end for match in here])
            found += [match for match in here if match.end == until]
    return found


def _stands(text: str, word: str, at: int) -> int:
    """Where a word of a text stands first behind ``at``, no letter or figure beside it."""
    start = text.find(word, at)
    end = start + len(word)
    while text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        start = text.find(word, start + 1)
        end = start + len(word)
    return start


_NONE: tuple[tuple[Kind, Place | None], ...] = ()


class _Begun(NamedTuple):
    """What may begin with a word."""

    kinds: Sequence[tuple[Kind, Place | None]]  # of the names that it is
    longer: bool  # whether names of several words begin with it
    abbreviated: bool  # whether abbreviated places do
    dotted: bool  # whether a full stop behind it belongs to it
    capital: bool


@lru_cache(maxsize=8192)
def _begun(word: str) -> _Begun | None:
    """What may begin with a word, remembered, since a document has the same words again and again."""
    tables = _tables()
    capital = not word[0].islower()
    if not capital and word not in tables.small:
        return None
    folded = word.casefold()
    if folded not in tables.starts:
        return None
    return _Begun(
        _named(word, folded, capital, tables),
        folded in tables.longer,
        capital and word in _by_first_word(),
        folded in tables.dotted,
        capital,
    )


def _named(key: str, folded: str, capital: bool, tables: _Tables) -> Sequence[tuple[Kind, Place | None]]:
    """The kinds of the names that have a key."""
    alike = tables.folded.get(folded, _NONE) if capital else _NONE
    exact = tables.exact.get(key, _NONE)
    if not alike and not exact:
        return _NONE
    here = dict((*alike, *exact))
    return [(kind, here[kind]) for kind in _KINDS if kind in here]


def _alone(text: str, word: str, start: int, begun: _Begun) -> list[Match]:
    """The names that a word is which begins no longer one."""
    end = start + len(word)
    end += begun.dotted and text.startswith(".", end)
    found = [Match(start, end, kind, place) for kind, place in begun.kinds]
    if begun.abbreviated and (short := _abbreviated(text, word, start)) > (end if found else 0):
        found = [Match(start, short, Kind.PLACE, Place.ABBREVIATED)]  # "Freiburg i. Br." goes further than "Freiburg"
    return found


_KINDS = tuple(Kind)


def _longest(text: str, word: str, start: int, begun: _Begun) -> list[Match]:
    """The longest names that begin with a word, one of a kind."""
    tables = _tables()
    end = start + len(word)
    best: dict[Kind, Match] = {}
    key, kinds = word, begun.kinds
    folded = key.casefold()
    for count in range(1, _MOST_WORDS + 1):
        if kinds:
            closed = _closed(text, end, folded, tables.dotted)
            best.update((kind, Match(start, closed, kind, place)) for kind, place in kinds)
        following = _WORD.search(text, end)
        if following is None:
            break
        gap = text[end : following.start()]
        if len(gap) > 4 or "\n" in gap:
            break
        key += (" " if gap == " " else gap.translate(_GAP) or " ") + following.group()
        folded = key.casefold()
        if count == 1 and folded not in tables.pairs:
            break
        end = following.end()
        kinds = _named(key, folded, begun.capital, tables)
    if begun.abbreviated and (short := _abbreviated(text, word, start)):
        full = best.get(Kind.PLACE)
        if full is None or short > full.end:  # "Freiburg i. Br." goes further than "Freiburg"
            best[Kind.PLACE] = Match(start, short, Kind.PLACE, Place.ABBREVIATED)
    return list(best.values())


def _closed(text: str, end: int, key: str, dotted: frozenset[str]) -> int:
    """The end of a name with the full stop and the bracket that belong to it: "Cambridge (Mass.)", "Dz.U."."""
    if key in dotted and text.startswith(".", end):
        end += 1
    return end + 1 if "(" in key and text.startswith(")", end) else end


def _abbreviated(text: str, word: str, start: int) -> int:
    """Where an abbreviated place that begins with its first word ends; 0 where none does.  It is none inside a word."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "-'’"):
        return 0
    match = _abbreviation(word).match(text, start)
    return match.end() if match else 0


@cache
def _abbreviation(word: str) -> re.Pattern[str]:
    """The abbreviated places that begin with a word, the longest first."""
    spaced = (re.sub(r"\\\.(?!$)", r"\\.\\s?", re.escape(short)) for short in _by_first_word()[word])
    return compiled("|".join(f"{short}(?!\\w)" for short in spaced))


@cache
def _by_first_word() -> Mapping[str, Sequence[str]]:
    """Abbreviated places by their first words."""
    found: dict[str, list[str]] = {}
    for short in sorted(_abbreviations(), key=lambda short: (-len(short), short)):
        found.setdefault(_WORD.findall(short)[0], []).append(short)
    return found


@cache
def _abbreviations() -> Mapping[str, Mapping[str, str]]:
    """Abbreviated place without white space -> language -> name."""
    return {"".join(short.split()): names for short, names in lexicon().places.items()}


@cache
def _and() -> re.Pattern[str]:
    return compiled(rf"\s{lexicon().alternation('and')}\s")


def _key(name: str) -> str:
    """What two spellings of a name share: its words, parted by a space or by the marks that mean something."""
    key, end = "", 0
    for word in _WORD.finditer(name):
        key += (name[end : word.start()].translate(_GAP) or " ") if key else ""
        key += word.group()
        end = word.end()
    return key


@lru_cache(maxsize=2048)
def _told(text: str, kind: Kind) -> Told | None:
    """Remembered, since a reader asks of one stretch again and again."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return None
    tables = _tables()
    if _WORD.findall(tokens[0])[0].casefold() in tables.starts:
        names, key = tables.names[kind], _key(text)
        if key in names.exact or (not tokens[0][0].islower() and key.casefold() in names.folded):
            return Told.NAME
    words, endings = _words(kind)
    for token in tokens:
        bare = token.rstrip(".")
        if token in words or bare in words:
            return Told.WORD
        if token[0].isupper() and ((folded := bare.casefold()) in words or folded.endswith(endings)):
            return Told.WORD
    return None


_HINTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PUBLISHER: ("publisher", "publisher_word"),
    Kind.PERIODICAL: ("journal", "newspaper", "magazine", "periodical_word"),
}


@cache
def _words(kind: Kind) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that tell a kind, as they stand and casefolded, and the ends of compounds."""
    words = {word for hint in _HINTS[kind] for word in lexicon().hint(hint) if _TOKEN.fullmatch(word)}
    folded = {word.casefold().rstrip(".") for word in words if word[0].isupper()}
    return frozenset(words | folded), lexicon().suffixes.get(kind.value, ())


@cache
def _tables() -> _Tables:
    """All names, put together once, and found so by the next process (:mod:`bibtool.text.kept`)."""
    code = state_of(__file__)
    files = (f"{name} {state_of(str(data_file(f'{_FOLDER}/{name}')))}" for name in _READ)
    source = "\n".join((*files, state()))
    rows, *words = _read() if code is None else kept(f"gazetteer {code}", source, _read)
    places: dict[str | None, Place | None] = {None: None, **{known.value: known for known in Place}}
    names = {
        kind: _Names(*({key: places[known] for key, known in keys.items()} for keys in rows[kind.value]))
        for kind in Kind
    }
    folded, exact = (
        _joined({kind: getattr(table, side) for kind, table in names.items()}) for side in ("folded", "exact")
    )
    return _Tables(names, folded, exact, *words)


def _read() -> tuple[Any, ...]:
    """The names of each kind, folded and exact, and the sets of words behind them: values that can be kept."""
    dotted: set[str] = set()
    places: dict[str, Place | None] = dict.fromkeys(_lines("places_doubtful.txt"), Place.DOUBTFUL)
    places.update(dict.fromkeys(_lines("places.txt"), Place.KNOWN))
    for forms in lexicon().places.values():
        places.update((_key(form).casefold(), Place.KNOWN) for form in forms.values())
    names = {Kind.PLACE: _table(_entries("places_known.txt"), Place.KNOWN, dotted, places)}
    names[Kind.PUBLISHER] = _table(_entries("publishers.txt"), None, dotted, {})
    names[Kind.PERIODICAL] = _table(_entries("periodicals.txt"), None, dotted, {})
    keys = {key for table in names.values() for keys in (table.folded, table.exact) for key in keys}
    pairs = set(re.findall(r"^[^\W_]+[^\w\n]+[^\W_]+", "\n".join(keys).casefold(), re.MULTILINE))
    longer = {_WORD.findall(pair)[0] for pair in pairs}
    short = {_key(short).split(" ")[0].split("-")[0].casefold() for short in _abbreviations()}
    starts = {key.casefold() for key in keys if key.isalnum()} | longer | short
    small = frozenset(
        word for table in names.values() for key in table.exact if (word := _WORD.findall(key)[0])[0].islower()
    )
    rows = {
        kind.value: [
            {key: known and known.value for key, known in keys.items()} for keys in (table.folded, table.exact)
        ]
        for kind, table in names.items()
    }
    return rows, frozenset(starts), small, frozenset(longer), frozenset(pairs), frozenset(dotted)


def _joined(tables: Mapping[Kind, Mapping[str, Place | None]]) -> Mapping[str, tuple[tuple[Kind, Place | None], ...]]:
    """Key -> the kinds that have it, so that one look tells."""
    found: dict[str, tuple[tuple[Kind, Place | None], ...]] = {}
    for kind, table in tables.items():
        alone = {known: ((kind, known),) for known in (None, *Place)}  # what most of a hundred thousand keys have
        for key, known in table.items():
            before = found.get(key)
            found[key] = alone[known] if before is None else before + alone[known]
    return found


def _table(entries: Iterable[str], known: Place | None, dotted: set[str], folded: dict[str, Place | None]) -> _Names:
    exact: dict[str, Place | None] = {}
    for entry in entries:
        name = entry.removesuffix("?")
        sure = Place.DOUBTFUL if name != entry else known
        key = name if name.replace(" ", "").isalpha() else _key(name)
        if not name[0].isupper() or (" " not in name and (len(name) < 4 or not (name[1:].islower()))):
            exact[key] = sure
            if name[0].isupper() and len(name) > 6:
                folded[key.casefold()] = sure  # "YMCA-Press": too long for an abbreviation
        else:
            folded[key.casefold()] = sure
        if name.endswith((".", ".)")):
            dotted.add(key.casefold())
    return _Names(folded, exact)


def _text(name: str) -> str:
    return data_file(f"{_FOLDER}/{name}").read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    """Keys of a made file, one name a line: the whole file is folded at once, which takes a tenth of the time."""
    folded = re.sub(r"[ .'’]+", " ", _text(name).casefold())
    return [line.strip() for line in folded.splitlines()]


def _entries(name: str) -> Iterator[str]:
    """Names of a file written by hand: several a line, lines of comment."""
    for line in _text(name).splitlines():
        if not line.startswith("#"):
            yield from line.split("; ")
