"""What each language calls things: the surface forms of ``*.toml``.

The files hold surface forms, never regular expressions.  A form that one language uses in two roles must be
declared under ``[ambiguous]`` with the roles and the context that tells them apart; loading refuses others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bibtool.language.forms import alternation, squash
from bibtool.text.data import data_file, tomls
from bibtool.text.kept import kept, state_of

_FOLDER = "language/lexicon"

MONTH_ROLES = (
    "month_nominative",
    "month_genitive",
    "month_locative",
    "month_short",
    "month_short_alt",
    "roman_month",
)
# Of a language in letters that it is not written in: they name a month behind a day only ("5 marta 1998", "Marta").
MONTH_BEHIND_DAY = "month_behind_day"


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
    _hinted: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

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
        if kind not in self._hinted:
            self._hinted[kind] = frozenset(self.hints.get(kind, ()))
        return self._hinted[kind]


@cache
def lexicon() -> Lexicon:
    """The lexicon of all languages, read once; the next process finds it put together (:mod:`bibtool.text.kept`)."""
    code = state_of(__file__)
    return Lexicon(*(_read() if code is None else kept(f"lexicon {code}", state(), _read)))


@cache
def state() -> str:
    """What tells the files from what they were before a change."""
    return " ".join(f"{path.name} {state_of(str(path))}" for path in sorted(data_file(_FOLDER).glob("*.toml")))


def _read() -> tuple[Mapping[str, Any], ...]:
    """The fields of a lexicon."""
    words: dict[str, dict[str, set[str]]] = {}
    hints: dict[str, dict[str, set[str]]] = {}
    months: dict[str, int] = {}
    seasons: dict[str, int] = {}
    places: dict[str, dict[str, str]] = {}
    platforms: dict[str, frozenset[str]] = {}
    suffixes: dict[str, tuple[str, ...]] = {}
    capitals: dict[str, dict[str, str]] = {}
    for language, data in tomls(_FOLDER):
        check(data, f"{language}.toml")
        for role, forms in data.get("words", {}).items():
            for form in forms:
                words.setdefault(role, {}).setdefault(form, set()).add(language)
            if role in MONTH_ROLES or role == MONTH_BEHIND_DAY:
                months.update((form.casefold().rstrip("."), n % 12 + 1) for n, form in enumerate(forms))
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
    return _freeze(words), _freeze(hints), months, seasons, places, platforms, suffixes, capitals


def _freeze(table: dict[str, dict[str, set[str]]]) -> dict[str, dict[str, frozenset[str]]]:
    """One set for all forms of the same languages: there are few such, and a lexicon would be sets for the most."""
    found: dict[frozenset[str], frozenset[str]] = {}

    def one(languages: set[str]) -> frozenset[str]:
        frozen = frozenset(languages)
        return found.setdefault(frozen, frozen)

    return {role: {form: one(languages) for form, languages in forms.items()} for role, forms in table.items()}


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
