"""Transliteration tables: what a scheme's file says, compiled once into one regular expression and one map.

A scheme is one file, ``schemes/<name>.toml``::

    [scheme]
    title = "..."            # as the norm calls itself
    titles = { pl = "..." }  # what people who read this language call it, where that is something else
    source = "..."           # the document that the table was taken from
    reversible = true        # the original can be had back
    keep_marks = true        # stress marks stay (else they are dropped: they are no letters)
    based_on = "iso9"        # the tables of another file, with what this one says otherwise
    languages = ["ru"]       # only with a table [any]: the languages that it serves

    [ru]                     # one table a language; [any] serves all those listed
    classes = { V = "аеё" }  # names for sets of letters, for the rules
    letters = \"\"\"а=a б=b\"\"\"
    rules = [                # tried before the letters; longer `from` first, then in this order
      { from = "е", to = "je", after = "^{V}ъь" },    # ^: at the start of a word
      { from = "ий", to = "i", before = "$", use = "surname" },   # $: at the end of a word
    ]

Letters and rules are given in lower case; capitals follow from the text: Щ gives Shch in Щука and SHCH in ЩУКА.
A letter that a table lacks is taken from the scheme's other tables, then from ``general.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

from msgspec import Struct

from bibtool.text.compiled import compiled
from bibtool.text.data import tomls

GENERAL = "general"
ANY = "any"


class Use(Enum):
    """What is transliterated: some schemes write a surname's ending shorter than the same letters in a text."""

    TEXT = "text"
    SURNAME = "surname"


class Scheme(Struct, frozen=True):
    """The header of a scheme's file."""

    name: str
    title: str
    titles: Mapping[str, str]
    source: str
    reversible: bool
    keep_marks: bool
    languages: tuple[str, ...]

    def title_in(self, language: str) -> str:
        """The title for readers of a language."""
        return self.titles.get(language, self.title)


class Table(Struct, frozen=True, eq=False):
    """One scheme for one language, ready to run.

    ``letters`` is for :meth:`str.translate`, capitals as in a word with one capital; ``pattern`` finds the places
    where a rule holds (its group *n* belongs to target *n - 1*, which is capital if the first letter found is),
    ``every`` the same and each single letter.
    """

    scheme: Scheme
    language: str
    letters: Mapping[int, str]
    pattern: re.Pattern[str] | None
    every: str  # an expression: it is compiled for words in capitals
    targets: tuple[str, ...]
    rule_sources: tuple[str, ...]  # what each rule replaces, in the same order
    own: str  # letters of the language's own table, small
    back: re.Pattern[str] | None
    sources: Mapping[str, str]


@cache
def documents() -> Mapping[str, Mapping[str, Any]]:
    """All files of schemes by name, the general one too."""
    found: dict[str, Mapping[str, Any]] = dict(tomls("language/schemes"))
    for name, document in found.items():
        base = found.get(document["scheme"].get("based_on", ""))
        if base is not None:
            tables = {key: {**base[key], **document.get(key, {})} for key in base if key != "scheme"}
            found[name] = {**tables, "scheme": document["scheme"]}
    return dict(sorted(found.items()))


@cache
def headers() -> Mapping[str, Scheme]:
    """The schemes that can be asked for, by name."""
    found: dict[str, Scheme] = {}
    for name, document in documents().items():
        if name == GENERAL:
            continue
        head = document["scheme"]
        tables = tuple(key for key in document if key not in {"scheme", ANY})
        found[name] = Scheme(
            name,
            head["title"],
            head.get("titles", {}),
            head["source"],
            head.get("reversible", False),
            head.get("keep_marks", False),
            tuple(sorted({*tables, *head.get("languages", ())})),
        )
    return found


def capital(text: str) -> str:
    """``text`` with its first letter as a capital: signs before it stay.

    >>> capital("shch"), capital("’ja")
    ('Shch', '’Ja')
    """
    for i, ch in enumerate(text):
        if ch.isalpha() and ch.upper() != ch:
            return text[:i] + ch.upper() + text[i + 1 :]
    return text


def both_cases(letters: str) -> str:
    """The letters in both cases, escaped for a character class, without doubles."""
    out = dict.fromkeys(ch for letter in letters for ch in (letter, letter.upper()) if len(ch) == 1)
    return "".join(map(re.escape, out))


def parse_letters(text: str) -> dict[str, str]:
    """Read ``а=a б=b ъ=``; a key may be several letters only in rules, so it is refused here."""
    found: dict[str, str] = {}
    for token in text.split():
        key, sep, value = token.partition("=")
        if not sep or len(key) != 1:
            raise ValueError(f"a letter's line reads {token!r}, not letter=value")
        if key in found:
            raise ValueError(f"{key!r} stands twice in one table")
        found[key] = value
    return found


_letters: Callable[[str], Mapping[str, str]] = cache(parse_letters)  # each line is read for many tables


@cache
def table(scheme: str, language: str, use: Use = Use.TEXT) -> Table:
    """Compile the table; ``scheme`` and ``language`` must be known to :func:`headers`."""
    document = documents()[scheme]
    own = document.get(language) or document[ANY]
    letters = dict(_letters(documents()[GENERAL][ANY]["letters"]))
    for other in document:
        if other not in {"scheme", language}:
            letters.update(_letters(document[other]["letters"]))
    proper = _letters(own["letters"])
    letters.update(proper)
    rules = [r for r in own.get("rules", ()) if r.get("use") in {None, use.value}]
    rules.sort(key=lambda r: (-len(r["from"]), r.get("use") is None))
    pattern, groups = _pattern(rules, own.get("classes", {}))
    one = f"[{both_cases(''.join(letters))}]"
    back, sources = _back(proper, rules) if headers()[scheme].reversible else (None, {})
    return Table(
        headers()[scheme],
        language,
        _translation(letters),
        compiled(pattern) if rules else None,
        f"{pattern}|{one}" if rules else one,
        tuple(target for _, target in groups),
        tuple(source for source, _ in groups),
        "".join(proper),
        back,
        sources,
    )


@cache
def general_letters() -> Mapping[int, str]:
    """The last resort: one value for each Cyrillic letter, whatever its language."""
    return _translation(parse_letters(documents()[GENERAL][ANY]["letters"]))


def _translation(letters: Mapping[str, str]) -> dict[int, str]:
    out: dict[int, str] = {}
    for letter, value in letters.items():
        out[ord(letter)] = value
        # U+1C80 and its like have the capital of another letter: ᲀ must not say how В is written
        if letter.upper() != letter and letter.upper().lower() == letter:
            out[ord(letter.upper())] = capital(value)
    return out


def _pattern(rules: Sequence[Mapping[str, Any]], classes: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """All rules as one expression, and for each of its groups what the rule replaces, and by what.

    First comes the letter itself, small or large, then the rules for it with the context before it looked up behind
    it: branches that begin with a letter are searched for at C speed, and other letters' rules are not tried.  A set
    of letters first, or a look-behind, is tried at each position: that takes two to three times as long.
    """
    branches: list[str] = []
    groups: list[tuple[str, str]] = []
    for first in dict.fromkeys(form(rule["from"][0]) for form in (str.lower, str.upper) for rule in rules):
        its = [rule for rule in rules if rule["from"][0] == first.lower()]
        branches.append(f"{re.escape(first)}(?:{'|'.join(_context(first, rule, classes) for rule in its)})")
        groups += [(rule["from"], rule["to"] if first == first.lower() else capital(rule["to"])) for rule in its]
    return "|".join(branches), groups


def _context(first: str, rule: Mapping[str, Any], classes: Mapping[str, str]) -> str:
    """What must stand about ``first``, the first letter of what the rule replaces, which has been read."""
    head = re.escape(first)
    out = ""
    after, before = (rule.get(side, "").format(**classes) for side in ("after", "before"))
    if after:
        choices = []
        if inside := both_cases(after.replace("^", "")):
            choices.append(f"(?<=[{inside}]{head})")
        if "^" in after:
            # An apostrophe between letters belongs to the word: Знам'янка.
            choices.append(f"(?<![^\\W\\d_]{head})(?<![^\\W\\d_]['’ʼ]{head})")
        out += f"(?:{'|'.join(choices)})"
    out += "".join(f"[{both_cases(ch)}]" for ch in rule["from"][1:])
    if before:
        choices = []
        if inside := both_cases(before.replace("$", "")):
            choices.append(f"(?=[{inside}])")
        if "$" in before:
            choices.append(r"(?![^\W\d_])")
        out += f"(?:{'|'.join(choices)})"
    return out + "()"


def _back(letters: Mapping[str, str], rules: Sequence[Mapping[str, str]]) -> tuple[re.Pattern[str], dict[str, str]]:
    """The way back: Latin sequence to Cyrillic letter, the longest first."""
    sources: dict[str, str] = {}
    for letter, value in (*letters.items(), *((rule["from"], rule["to"]) for rule in rules)):
        if sources.setdefault(value, letter) != letter:
            raise ValueError(f"{value!r} stands for {sources[value]!r} and {letter!r}: the scheme is not reversible")
    # Each case for itself, not re.IGNORECASE: the capital of ǰ is two characters.
    forms = {
        unicodedata.normalize("NFC", form)
        for value in sources
        for form in (value, capital(value), value.upper())
        if form
    }
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return compiled("|".join(map(re.escape, longest_first))), {
        unicodedata.normalize("NFC", value): letter for value, letter in sources.items()
    }
