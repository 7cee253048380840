"""The language of a work: its title first, then what is printed around it, then the document that cites it.

A title of one or two words says little, and the labels of a note are often those of the citing text; so everything
speaks with a weight (``language/data/work_language.toml``), and a language that is rare in notes is never chosen
without words or letters of its own in the title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from bibtool.citations.draft import Draft
from bibtool.language.detect import detect, probabilities
from bibtool.language.lexicon import lexicon
from bibtool.language.marks import Marks, language_of_row, marks
from bibtool.text.data import toml
from bibtool.text.patterns import regex

_LABEL = regex(r"\b(?<!\.)([^\W\d_]{1,5}+\.?+)\s{0,2}+(?=\d)")
_TOKEN = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?")
_PARTS = regex(r"\s{0,2}[,;/&:–—]\s{0,2}|\s-\s?|-(?=[^\W\d_])")
_SLASHES = regex(r"[^\s:]\s{0,2}//\s{0,2}[^\s/]")
_SAMPLE = 2000  # characters of a document that tell its language
_NOTES = 40  # of a document that tell what its works are written in
_NOTE = 150  # characters of each
_REMEMBERED = 64
_TRUSTED = 3  # words of a title that the model judges well
_CLEAR = 150  # a lead in a note that makes it count for its language


class Background(Struct, frozen=True):
    """What is known of a document before its citations are read: its language, and that of its notes in percent."""

    language: str = ""
    shares: tuple[tuple[str, int], ...] = ()


class Evidence(Struct, frozen=True):
    """What is printed of a work.  All but the title may be empty; ``printed`` is the citation as a whole."""

    title: str
    container: str = ""
    place: str = ""
    publisher: str = ""
    names: str = ""
    printed: str = ""
    background: Background = Background()


def background(text: str, notes: Sequence[str]) -> Background:
    """The background of a document; a sample of its notes is looked at, the same in whatever order they are read."""
    step = max(1, -(-len(notes) // _NOTES))
    counted: Counter[str] = Counter()
    for note in sorted(notes)[::step]:
        points = marks(note[:_NOTE]).points
        if points and _lead(points) >= _CLEAR:
            counted[max(points, key=points.__getitem__)] += 1
    total = max(sum(counted.values()), 3)
    shares = tuple(sorted((code, 100 * count // total) for code, count in counted.items()))
    return Background(detect(text[:_SAMPLE]).language, shares)


def language_of(evidence: Evidence) -> str:
    """The language of a work (ISO 639-1), empty where its title has no letters of a known script.

    >>> language_of(Evidence("Makbet", place="Kraków", background=Background("pl")))
    'pl'
    >>> language_of(Evidence("Voprosy istorii"))
    'ru'
    """
    title = _first(evidence.title)
    said = _marks(title)
    points = weighed(said, evidence)
    if not points:
        return ""
    weights = _data().weights
    first = max(points, key=points.__getitem__)
    if first == language_of_row(first) and _lead(points) < weights["close"]:  # the model knows no transliteration
        model = weights["model"] * min(len(title.split()), _TRUSTED) // _TRUSTED  # it guesses at single words
        least = max(points.values()) - model
        near = {language_of_row(code): code for code, value in points.items() if value > least}
        for language, probability in probabilities(title, list(near)):
            points[near[language]] += round(model * probability)
    most = max(points.values())
    return language_of_row(min(code for code, value in points.items() if value == most))


def _first(title: str) -> str:
    """A title without what stands in brackets at its end: "Metody [Methods]" is there in another language as well."""
    whole = title.rstrip(" .")
    return (whole.endswith("]") and whole[: whole.rfind("[")].rstrip()) or title


def evidence_of(draft: Draft, text: str, background: Background, title: str) -> Evidence:
    """The evidence of a draft for the language of one of its texts; ``text`` is the repaired note."""
    container = draft.text.get("container-title", "")
    return Evidence(
        title,
        container if container != title else "",
        draft.text.get("publisher-place", ""),
        draft.text.get("publisher", ""),
        ", ".join(f"{name.given} {name.family}" for name in draft.names.get("author", ())),
        text[draft.start : draft.end],
        background,
    )


def weighed(said: Marks, evidence: Evidence) -> dict[str, int]:
    """The points of each language that may be the title's, without the model's."""
    data = _data()
    weights = data.weights
    around = evidence.background
    places = _of_place(evidence.place)
    points = _possible(said, _expected(around), places, data)
    if _lead(points) >= weights["sure"]:
        return points

    def add(code: str, value: int) -> None:
        if code in points:
            points[code] += value

    if evidence.container:
        beside = _marks(evidence.container).points
        most, share = weights["container_most"], weights["container"]
        for code in points.keys() & beside.keys():
            points[code] += max(-most, min(most, beside[code] * share // 100))
    if evidence.publisher:
        for code, value in _marks(evidence.publisher).positive.items():
            add(code, value * weights["publisher_words"] // 100)
        for code in _of_publisher(evidence.publisher):
            add(code, weights["publisher"])
    for code in places:
        add(code, weights["place_own" if code == around.language else "place"])
    for codes, weight in _cues(evidence.printed):
        own = around.language in codes and weight == "label"
        for code in codes:
            add(code, weights["label_own" if own else weight])
    for code in _of_names(evidence.names):
        add(code, weights["given"])
    if said.script == "Cyrillic":  # names and places are spelled in the language of the title
        for printed, weight in ((evidence.names, "name_letters"), (evidence.place, "place_letters")):
            for code, value in _marks(printed).positive.items() if printed else ():
                add(code, value * weights[weight] // 100)
    for code in points:
        points[code] += data.priors.get(code, 0)
    add(around.language, weights["document"])
    for code, share in around.shares:
        add(code, weights["neighbours"] * share // 100)
    return points


def _possible(said: Marks, expected: frozenset[str], places: frozenset[str], data: _Data) -> dict[str, int]:
    """The points of the languages that may be a title's.

    A rare one needs words or letters of its own; where no usual language has any either ("Heraldika"), the place
    that the work came out in is enough.
    """
    weights = data.weights
    least, ending_least, latinised_least = weights["own_least"], weights["ending_least"], weights["latinised_least"]
    rare = weights["rare"]
    positive = said.positive
    points = {code: value for code, value in said.points.items() if code in expected}
    silent = not any(map(positive.__getitem__, points))
    best = max(points.values(), default=0)
    lowest = min(ending_least, latinised_least)
    for (code, value), own in zip(said.points.items(), map(positive.__getitem__, said.points), strict=True):
        if (own < least and value < lowest and code not in places) or code in points:  # as most are
            continue
        if language_of_row(code) in expected:  # in Latin letters
            if code in places and value >= best:
                points[code] = value
            elif own >= least or value >= latinised_least:
                points[code] = value + weights["latinised"]
        elif code in places and (own or (silent and value >= best)):
            points[code] = value
        elif own >= least or value >= ending_least:
            points[code] = value + rare
    return points


@lru_cache(_REMEMBERED)
def _expected(around: Background) -> frozenset[str]:
    """The languages that are no rare ones in a document."""
    data = _data()
    usual = {code for code, share in around.shares if share >= data.weights["usual_share"]}
    return data.common | usual | {around.language}


@lru_cache(_REMEMBERED)
def _of_publisher(publisher: str) -> frozenset[str]:
    """The languages that words of a publisher's name speak for."""
    words = {word.rstrip(".").casefold() for word in _TOKEN.findall(publisher)}
    return frozenset(code for word in words for code in _data().publishers.get(word, ()))


@lru_cache(_REMEMBERED)
def _of_names(names: str) -> frozenset[str]:
    """What the given names speak for: those that one language has."""
    given = lexicon().hints.get("given", {})
    found = (given.get(word, frozenset()) for word in _TOKEN.findall(names))
    return frozenset(code for codes in found if len(codes) == 1 for code in codes)


@lru_cache(_REMEMBERED)
def _of_place(place: str) -> frozenset[str]:
    """The languages of a place as printed."""
    places = _data().places
    return frozenset(code for part in _places(place) for code in places.get(part, ()))


def _places(place: str) -> set[str]:
    """A place as printed and each of several: "Chicago and London", "Moskwa–Leningrad"."""
    if not place:
        return set()
    found = {place}
    for part in _PARTS.split(place):
        words = part.split()
        start = 0
        for at, word in enumerate(words):
            if word in _data().conjunctions:
                found.add(" ".join(words[start:at]))
                start = at + 1
        found.add(" ".join(words[start:]))
    return found


def _cues(printed: str) -> list[tuple[tuple[str, ...], str]]:
    """The languages of the labels and role words of a citation, each with the weight it has."""
    data = _data()
    labels = dict.fromkeys(_LABEL.findall(printed))
    found = [(data.labels[label], "label") for label in labels if label in data.labels]
    found += [data.roles[word] for word in data.roles.keys() & set(map(str.casefold, _TOKEN.findall(printed)))]
    if "//" in printed and _SLASHES.search(printed):
        found.append((data.slashed, "slashes"))
    return found


@lru_cache(_REMEMBERED)
def _marks(text: str) -> Marks:
    return marks(text)


def _lead(points: Mapping[str, int]) -> int:
    """By how much the first language leads; a language alone by any measure."""
    if len(points) < 2:
        return 1 << 30
    *_, second, first = sorted(points.values())
    return first - second


class _Data(Struct, frozen=True):
    weights: dict[str, int]
    common: frozenset[str]
    slashed: tuple[str, ...]
    conjunctions: frozenset[str]
    priors: Mapping[str, int]
    labels: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]
    publishers: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[tuple[str, ...], str]]  # a word: its languages, the name of its weight


@cache
def _data() -> _Data:
    data = toml("language/data/work_language.toml")
    return _Data(
        data["weights"],
        frozenset(data["common"]["always"]),
        tuple(data["common"]["slashes"]),
        frozenset(lexicon().words.get("and", ())),
        data["priors"],
        {label: tuple(codes) for label, codes in data["labels"].items()},
        _inverted({code: [form.replace("+", " ") for form in row.split()] for code, row in data["places"].items()}),
        _inverted({code: row.split() for code, row in data["publishers"].items()}),
        _roles(),
    )


def _inverted(table: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for code, forms in table.items():
        for form in forms:
            found.setdefault(form, {})[code] = None
    return {form: tuple(codes) for form, codes in found.items()}


def _roles() -> Mapping[str, tuple[tuple[str, ...], str]]:
    """The first words of what the lexicon calls editors and translators, with their languages."""
    found: dict[str, tuple[tuple[str, ...], str]] = {}
    for role, weight in (("role_editor", "label"), ("role_translator", "translator")):
        words: dict[str, set[str]] = {}
        for form, languages in lexicon().words.get(role, {}).items():
            match = _TOKEN.match(form.strip("()").casefold())
            if match and len(match.group()) > 2:
                words.setdefault(match.group(), set()).update(languages)
        found.update((word, (tuple(sorted(languages)), weight)) for word, languages in words.items())
    return found
