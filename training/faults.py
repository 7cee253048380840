"""What print, scanning and careless authors do to a citation."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from training.pieces import Piece

# Letters that scanning takes for one another.
_LOOKALIKES = (
    ("l", "1"), ("0", "O"), ("З", "3"), ("1", "l"), ("і", "i"), ("о", "o"), ("rn", "m"), ("ł", "l"), ("е", "e"),
)  # fmt: skip
_QUOTES = re.compile(r"[„“”«»\"‘’‹›]")
_CLOSING = frozenset('”“»"’')
_NAMES = frozenset({"author", "editor", "translator"})

Fault = Callable[[random.Random, list[Piece]], list[Piece]]


def _between(rng: random.Random, pieces: Sequence[Piece], pattern: str, new: str, chance: float) -> list[Piece]:
    """Replace what stands between values, each time with a chance."""
    compiled = re.compile(pattern)

    def one(match: re.Match[str]) -> str:
        return new if rng.random() < chance else match[0]

    return [piece if piece.label else Piece(compiled.sub(one, piece.text)) for piece in pieces]


def lost_space(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """A space is lost behind a comma or a full stop."""
    return _between(rng, pieces, r"(?<=[.,:])[ ](?!$)|(?<=^,)[ ]|(?<=^\.)[ ]", "", 0.35)


def all_spaces_lost(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """No space behind labels: "с.5", "t.2"."""
    return _between(rng, pieces, r"(?<=\.)[ ]$", "", 1)


def doubled_space(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """A space too many."""
    return _between(rng, pieces, " ", "  ", 0.25)


def space_before(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """A space before a comma or a colon."""
    return _between(rng, pieces, r"^(?=[,.:;])", " ", 0.35)


def hyphens(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """Hyphens for dashes, everywhere."""
    return [Piece(piece.text.replace("–", "-").replace("—", "-"), piece.label) for piece in pieces]


def no_quotes(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """Quotation marks lost, or straight ones for all."""
    new = "" if rng.random() < 0.4 else '"'
    return [piece if piece.label else Piece(_QUOTES.sub(new, piece.text)) for piece in pieces]


def unclosed(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """The closing quotation mark behind a value is lost."""
    places = [at for at, piece in enumerate(pieces) if at and not piece.label and piece.text[:1] in _CLOSING]
    if not places:
        return pieces
    at = rng.choice(places)
    return [*pieces[:at], Piece(pieces[at].text[1:]), *pieces[at + 1 :]]


def lost_comma(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """A comma is lost, or a full stop stands for it."""
    places = [at for at, piece in enumerate(pieces) if not piece.label and piece.text.startswith(", ")]
    if not places:
        return pieces
    at = rng.choice(places)
    text = pieces[at].text
    new = text[1:] if rng.random() < 0.5 else "." + text[1:]
    return [*pieces[:at], Piece(new), *pieces[at + 1 :]]


def lost_stop(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """A full stop is lost."""
    places = [at for at, piece in enumerate(pieces) if not piece.label and piece.text.startswith(". ")]
    if not places:
        return pieces
    at = rng.choice(places)
    new = ("," if rng.random() < 0.4 else "") + pieces[at].text[1:]
    return [*pieces[:at], Piece(new), *pieces[at + 1 :]]


def capitals(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """All names, or the first title, in capitals."""
    which = _NAMES if rng.random() < 0.7 else frozenset({"title"})
    return [Piece(piece.text.upper(), piece.label) if piece.label in which else piece for piece in pieces]


def small_letters(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """Names in small letters: small capitals that lost their form."""
    return [Piece(piece.text.lower(), piece.label) if piece.label in _NAMES else piece for piece in pieces]


def no_dots(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """Initials without full stops."""
    return [
        Piece(re.sub(r"(?<=\b\w)\.", "", piece.text), piece.label) if piece.label in _NAMES else piece
        for piece in pieces
    ]


def misread(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """One letter taken for another."""
    old, new = rng.choice(_LOOKALIKES)
    places = [at for at, piece in enumerate(pieces) if old in piece.text]
    if not places:
        return pieces
    at = rng.choice(places)
    text, label = pieces[at]
    return [*pieces[:at], Piece(text.replace(old, new, 1), label), *pieces[at + 1 :]]


# How often in a thousand citations.
_FAULTS: tuple[tuple[int, Fault], ...] = (
    (25, lost_space),
    (28, all_spaces_lost),
    (12, doubled_space),
    (9, space_before),
    (50, hyphens),
    (18, no_quotes),
    (5, unclosed),
    (12, lost_comma),
    (12, lost_stop),
    (12, capitals),
    (6, small_letters),
    (12, no_dots),
    (10, misread),
)


def with_faults(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """The citation with none, one or rarely several faults."""
    for chance, fault in _FAULTS:
        if rng.random() * 1000 < chance:
            pieces = fault(rng, pieces)
    return pieces
