"""What each language calls things: the surface forms of ``*.toml``, compiled into patterns.

The files hold surface forms, never regular expressions.  A form that one language uses in two roles must be
declared under ``[ambiguous]`` with the roles and the context that tells them apart; loading refuses others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache

from bibtool.text.data import tomls

MONTH_ROLES = (
    "month_nominative",
    "month_genitive",
    "month_locative",
    "month_short",
    "month_short_alt",
    "roman_month",
)


class LexiconError(ValueError):
    """A lexicon file that contradicts itself: names the file and the form."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages together.  ``words``: role -> form -> the languages that have it; ``hints`` likewise."""

    words: Mapping[str, Mapping[str, frozenset[str]]]
    hints: Mapping[str, Mapping[str, frozenset[str]]]
    months: Mapping[str, int]  # casefolded form without its full stop -> 1..12
    seasons: Mapping[str, int]  # casefolded form -> 1 spring .. 4 winter
    places: Mapping[str, Mapping[str, str]]  # abbreviated place -> language -> full name
    platforms: Mapping[str, frozenset[str]]
    suffixes: Mapping[str, tuple[str, ...]]
    capitals: Mapping[str, Mapping[str, str]]  # language -> casefolded abbreviation -> its capitals
    _sorted: dict[tuple[str, ...], list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _patterns: dict[tuple[str, ...], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def forms(self, *roles: str) -> list[str]:
        """The surface forms of some roles, the longest first."""
        if roles not in self._sorted:
            found = {form for role in roles for form in self.words.get(role, ())}
            self._sorted[roles] = sorted(sorted(found), key=len, reverse=True)
        return self._sorted[roles].copy()

    def alternation(self, *roles: str) -> str:
        """The forms of some roles as a regular expression: longest first, bounded, first letter in either case."""
        if roles not in self._patterns:
            self._patterns[roles] = alternation(self.forms(*roles))
        return self._patterns[roles]

    def languages(self, role: str, form: str) -> frozenset[str]:
        """The languages in which a form (any case) has a role."""
        wanted = squash(form)
        found: set[str] = set()
        for known, languages in self.words.get(role, {}).items():
            if squash(known) == wanted:
                found |= languages
        return frozenset(found)

    def hint(self, kind: str) -> frozenset[str]:
        """The hint words of a kind in all languages."""
        return frozenset(self.hints.get(kind, ()))


def squash(form: str) -> str:
    """Casefolded, without spaces and full stops: what two spellings of one abbreviation share."""
    return "".join(form.replace(".", " ").split()).casefold()


def alternation(forms: Iterable[str]) -> str:
    """A bounded alternation of surface forms, the longest first.  White space after a full stop is optional;
    elsewhere it is any; the first letter stands in either case.

    The forms are merged into a tree of their common beginnings: a plain alternation of some hundred forms is tried
    whole at every character and made up half of the running time.

    >>> re.search(alternation(["dz. cyt.", "dz. cyt"]), "Dz.cyt., s. 5").group()
    'Dz.cyt.'
    """
    words: dict[str, list[str]] = {}
    marks: dict[str, list[str]] = {}
    for form in _in_order(forms):
        tree = words if form[0].isalnum() else marks
        # one character stays one, whatever white space it stands for
        tree.setdefault(first_character(form), []).append(form.replace(". ", "." + _OPTIONAL).replace(" ", _BLANK))
    for char in [first for first in words if len(first) == 1 and first != _either(first) in words]:
        both = words.pop(_either(char))  # "R." and "r.": what begins with the capital is one branch
        words[char] = list(dict.fromkeys([*words[char], *both]))
        words[char.lower()] = both
    parts = [
        before + _either_of([first + _merged(rows, 1, _SPACED, "") for first, rows in tree.items()])
        for before, tree in ((r"\b", words), ("", marks))
        if tree
    ]
    return "(?:" + "|".join(parts) + ")" if parts else "(?!)"


def _in_order(forms: Iterable[str]) -> Iterable[str]:
    """Forms as they are given; those of a set, which has no order, by their letters: a pattern is the same in each
    process, and the next has it compiled."""
    return sorted(forms) if isinstance(forms, Set) else forms


def first_character(form: str) -> str:
    """What an :func:`alternation` makes of the first character of a form."""
    char = form[0]
    if char.isupper() and len(form.rstrip(".")) == 1:
        return char  # "R. 12" is a volume, "r. 1830" a year
    return _either(char)


def spelt(form: str) -> set[str]:
    """The spellings of a form without white space that an :func:`alternation` finds.

    >>> sorted(spelt("wyd.")), spelt("R.")
    (['Wyd.', 'wyd.'], {'R.'})
    """
    first = first_character(form)
    return {char + form[1:] for char in first[1:-1]} if first.startswith("[") else {form}


def exact(forms: Iterable[str]) -> str:
    """An alternation of names in their own case, the longest first, each the end of a word where it ends in a letter.

    >>> re.search(exact(["AAN", "AP", "AP Kr"]), "w AP Kr, s. 5").group()
    'AP Kr'
    """
    rows = list(_in_order(forms))
    return _merged(rows, 0, _ESCAPED, r"(?!\w)") if rows else "(?!)"


_OPTIONAL, _BLANK = "\x01", "\x02"
_ESCAPED = {ord(char): re.escape(char) for char in map(chr, range(128)) if re.escape(char) != char}
_SPACED = {**_ESCAPED, ord(_OPTIONAL): r"\s?", ord(_BLANK): r"\s+"}


def _merged(rows: Sequence[str], at: int, escaped: Mapping[int, str], closed: str) -> str:
    """What stands from ``at`` on in forms that are alike before it, as a tree of their common beginnings; ``closed``
    is what follows one that ends in no letter or figure."""
    if len(rows) == 1:  # most forms have an end of their own
        (form,) = rows
        return form[at:].translate(escaped) + (r"\b" if form[-1].isalnum() else closed)
    begin = at
    branches: dict[str, list[str]] = {}
    while True:
        ended = ""
        for form in rows:
            if len(form) == at:
                ended = form
            else:
                branches.setdefault(form[at], []).append(form)
        if ended or len(branches) > 1:
            break
        branches.clear()
        at += 1
    out = [char.translate(escaped) + _merged(forms, at + 1, escaped, closed) for char, forms in branches.items()]
    if ended:  # after the longer ones, so that the longest form wins
        out.append(r"\b" if ended[-1].isalnum() else closed)
    return rows[0][begin:at].translate(escaped) + _either_of(out)


def _either_of(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


@cache
def _either(char: str) -> str:
    """A character in either case."""
    if char.upper() != char.lower() and len(char.upper()) == 1:
        return f"[{char.lower()}{char.upper()}]"
    return re.escape(char)


@cache
def lexicon() -> Lexicon:
    """The lexicon of all languages, read once."""
    words: dict[str, dict[str, set[str]]] = {}
    hints: dict[str, dict[str, set[str]]] = {}
    months: dict[str, int] = {}
    seasons: dict[str, int] = {}
    places: dict[str, dict[str, str]] = {}
    platforms: dict[str, frozenset[str]] = {}
    suffixes: dict[str, tuple[str, ...]] = {}
    capitals: dict[str, dict[str, str]] = {}
    for language, data in tomls("language/lexicon"):
        check(data, f"{language}.toml")
        for role, forms in data.get("words", {}).items():
            for form in forms:
                words.setdefault(role, {}).setdefault(form, set()).add(language)
            if role in MONTH_ROLES:
                months.update((form.casefold().rstrip("."), n) for n, form in enumerate(forms, 1))
            if role in {"season", "season_alt"}:
                seasons.update((form.casefold(), n) for n, form in enumerate(forms, 1))
        for kind, forms in data.get("hints", {}).items():
            for form in forms:
                hints.setdefault(kind, {}).setdefault(form, set()).add(language)
        for short, name in data.get("places", {}).items():
            places.setdefault(short, {})[language] = name
        for kind, forms in data.get("platforms", {}).items():
            platforms[kind] = frozenset(forms)
        for kind, forms in data.get("suffixes", {}).items():
            suffixes[kind] = (*suffixes.get(kind, ()), *forms)
        for code, forms in data.get("capitals", {}).items():
            capitals[code] = {form.casefold(): form for form in forms}
    return Lexicon(_freeze(words), _freeze(hints), months, seasons, places, platforms, suffixes, capitals)


def _freeze(table: dict[str, dict[str, set[str]]]) -> dict[str, dict[str, frozenset[str]]]:
    return {role: {form: frozenset(languages) for form, languages in forms.items()} for role, forms in table.items()}


def check(data: Mapping[str, Mapping[str, object]], name: str) -> None:
    """Refuse a form with two roles in one language that is not declared ambiguous.

    Raises LexiconError.
    """
    roles: dict[str, set[str]] = {}
    for role, forms in data.get("words", {}).items():
        if not isinstance(forms, list):
            raise LexiconError(f"{name}: words.{role} is not a list of surface forms")
        for form in forms:
            roles.setdefault(form, set()).add(role)
    declared = data.get("ambiguous", {})
    for form, found in roles.items():
        if len(found) < 2:
            continue
        row = declared.get(form)
        if not isinstance(row, dict) or not found <= set(row.get("roles", ())) or not row.get("told_apart_by"):
            raise LexiconError(f"{name}: {form!r} is {sorted(found)}, which [ambiguous] does not declare")
