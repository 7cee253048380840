"""What a stretch of text may be by its words and capitals: a container, a publisher, a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from bibtool.language import gazetteer
from bibtool.language.forms import telling
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Forms, Told
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_REMEMBERED = 512  # stretches: the names and places of a document come again
_LONGEST_HINT = 60  # letters, of those that a text may begin with
_WORD = regex(r"\w+")
_DOMAIN = regex(r"(?:[\w-]+\.)+[a-z]{2,10}", re.IGNORECASE)
_PLACE = regex(
    rf"\[?(?:{CAPITAL}[\w’'.-]*+)(?:[\s/]?[-–—/;,]?\s?(?:{CAPITAL}[\w’'.-]*+|(?:nad|pod|am|an|der|on|upon|de|la|le|sur|na|над|на|н/Д)(?!\w))){{0,4}}\]?\??"
)
_SURE = frozenset({gazetteer.Place.KNOWN, gazetteer.Place.ABBREVIATED})
_CORPORATE = regex(r"(?:Ltd|Inc|LLC|Co|Corp|GmbH|AG|S\.A|S\.r\.l|Sp\. z o\.o|z o\.o)\.?")


@cache
def _begun(*kinds: str) -> Mapping[str, tuple[str, ...]]:
    """The first word of each hint -> the hints."""
    found: dict[str, list[str]] = {}
    for hint in sorted({word for kind in kinds for word in lexicon().hint(kind)}):
        found.setdefault(_WORD.findall(hint)[0], []).append(hint)
    return {word: tuple(hints) for word, hints in found.items()}


def _stands(text: str, *kinds: str) -> bool:
    """Whether a hint stands in a text, no letter or figure beside it.

    The words of the text are looked up: a pattern of all hints is tried at each letter and takes eight times as long.
    """
    known = _begun(*kinds)
    if known.keys().isdisjoint(_WORD.findall(text)):
        return False
    return any(
        text.startswith(hint, word.start()) and not _WORD.match(text, word.start() + len(hint))
        for word in _WORD.finditer(text)
        for hint in known.get(word.group(), ())
    )


@cache
def _told(*kinds: str) -> Told:
    return Told(telling(word for kind in kinds for word in lexicon().hint(kind)))


def may_have(text: str, *kinds: str) -> bool:
    """Whether a hint word of some kinds may stand in a text, as its words tell: where it may not, :func:`has` finds
    none but what the gazetteer knows.  For a text that is asked about again and again."""
    return _told(*kinds).may_stand(text)


@lru_cache(_REMEMBERED)
def has(text: str, *kinds: str) -> bool:
    """Whether a text holds a hint word of some kinds, in its own case; asked for publishers, or for journals and
    newspapers alike (the gazetteer does not part them), also what the gazetteer knows."""
    if _stands(text, *kinds):
        return True
    if "publisher" in kinds and gazetteer.publisher(text):
        return True
    return "journal" in kinds and "newspaper" in kinds and gazetteer.periodical(text) is not None


@cache
def forms(*roles: str) -> Forms:
    """The forms of some roles."""
    return Forms(lexicon().forms(*roles))


def starts_with(text: str, role: str) -> re.Match[str] | None:
    """The form of a role that a text begins with."""
    return forms(role).match(text)


def contains(text: str, role: str) -> bool:
    """Whether a form of a role stands in a text."""
    return forms(role).stands_in(text)


def begins(text: str, kind: str) -> bool:
    """Whether a text begins with a hint of a kind that is listed in lower case, in any case, perhaps inside a word."""
    return text[:_LONGEST_HINT].lower().startswith(_small(kind))


@cache
def _small(kind: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon().hint(kind)))


def may_contain(text: str, start: int, end: int, role: str) -> bool:
    """Whether a form of a role may stand in ``text[start:end]``, as the words of the text tell: where it may not,
    :func:`contains` finds none there."""
    return _forms_told(role).may_stand_in(text, start, end)


@cache
def _forms_told(role: str) -> Told:
    return Told(telling(lexicon().forms(role)))


def domain(text: str) -> bool:
    """Whether a text is a host name and nothing else."""
    return "." in text and _DOMAIN.fullmatch(text) is not None and not text.replace(".", "").isdigit()


def _capitals(text: str) -> float:
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", text) if len(w) > 2]
    return sum(not w[0].islower() for w in words) / len(words) if words else 0.0


def container(text: str) -> bool:
    """Whether a text may name a periodical, a site or a body that publishes."""
    if domain(text):
        return True
    words = text.split()
    if not words or len(words) > 8 or text[0].islower() or text.endswith(("?", "!", "…")):
        return False
    if has(text, "journal", "newspaper", "magazine", "organisation", "library", "archive"):
        return True
    return _capitals(text) >= 0.75 and len(words) <= 6


def publisher(text: str) -> bool:
    """Whether a text may name a publisher."""
    if told_publisher(text):
        return True
    words = text.split()
    return len(words) <= 6 and not text[0].islower() and not text.endswith(("?", "!", "…"))


def told_publisher(text: str) -> bool:
    """Whether a text names a publisher by a word for one or is the name of one that is known."""
    return has(text, "publisher", "organisation") or " & " in text or text.strip() in lexicon().hint("publisher_name")


def place(text: str) -> bool:
    """Whether a text may name one or more places: one to five words with capitals."""
    stripped = text.strip(" ,")
    if lexicon().places.get(stripped) or stripped.casefold() in _no_place():
        return True
    return _PLACE.fullmatch(stripped) is not None and len(stripped) <= 60


@lru_cache(_REMEMBERED)
def known_place(text: str) -> bool:
    """Whether a text is a place of the data, abbreviated or in full ("СПб.", "Москва", "Olsztyn")."""
    stripped = text.strip(" ,[]")
    return stripped in _known_places() or gazetteer.place(stripped) in _SURE


_LONGEST_PLACE = 3  # words


def known_places_last(words: Sequence[str]) -> Iterator[int]:
    """With how many of its last words a row of words ends in a known place: 3 in "bei Frankfurt am Main"."""
    counts = range(1, min(_LONGEST_PLACE, len(words)) + 1)
    return (count for count in counts if known_place(" ".join(words[-count:])))


@cache
def _known_places() -> frozenset[str]:
    places = lexicon().places
    return frozenset(places) | {name for names in places.values() for name in names.values()} | lexicon().hint("city")


def no_place(text: str) -> bool:
    """Whether a text says that no place is known ("b.m.", "s.l.")."""
    return text.strip(" ,[]").casefold() in _no_place()


def no_publisher(text: str) -> bool:
    """Whether a text says that no publisher is known ("s.n.")."""
    return f"{text.strip(' ,[].')}." in lexicon().forms("no_publisher")


@cache
def _no_place() -> frozenset[str]:
    return frozenset(form.casefold() for form in lexicon().forms("no_place"))


def court(text: str) -> bool:
    """Whether a court is named in a text."""
    return has(text, "court")


def corporate_suffix(text: str) -> bool:
    """Whether a text is only the legal form of a company."""
    return _CORPORATE.fullmatch(text.strip()) is not None


def platform(text: str) -> str:
    """The kind of platform that a text names (``video``, ``blog``, ``social``), or nothing."""
    folded = text.casefold().removeprefix("www.")
    for kind, names in lexicon().platforms.items():
        if folded in names:
            return kind
    return ""
