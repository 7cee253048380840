"""The locator at the start of a citation's suffix: "p. 33-35, *passim*", "s. 5", "{pp. iv, vi-xi} with suffix here".

Pandoc leaves it to the filter (manual, "Citation syntax").  A label is a word of the document's language, of English,
or of any other that the lexicon or CSL's locale files know; without one a number is a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from bibtool.csl.elements import LOCATORS
from bibtool.csl.locale import PRIMARY, resolve_locale
from bibtool.language.lexicon import lexicon
from bibtool.language.locale import locale_xml, locales
from bibtool.papers.inlines import is_space
from bibtool.papers.tree import Element, element, plain, words
from bibtool.text.data import toml
from bibtool.text.patterns import regex

PAGE = "page"
_FORMS = ("short", "long", "symbol")
# One part of a locator: letters, digits, dashes and colons ("12:3-5"), with groups in brackets ("34(1)", "[17]").
_UNIT = r"(?:[^\W_]|[-–—‑:/*'’†‡]|[(\[{](?:[^\W_]|[-–:.])*[)\]}])"
_WORD = regex(rf"{_UNIT}+(?:\.{_UNIT}+)*")
_ROMAN = regex(r"(?i)m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_SEPARATED = regex(r"\s*[,;]?\s*")
# "(xv)-(xvii)": CSL's page ranges know only numbers side by side.
_RANGE = regex(r"(?<=[)\]])-(?=[(\[])")
_SIDES = regex(r"[-–—‑:.()\[\]{}/]+")


class Located(Struct, frozen=True):
    """A locator (empty where there is none), CSL's name of its label, and what is left of the suffix."""

    locator: str
    label: str
    suffix: list[Element]


def located(suffix: Sequence[Element], *languages: str) -> Located:
    """Cut the locator off a suffix; words of ``languages`` (the document's, the work's; BCP 47) go before others."""
    tags = tuple(dict.fromkeys(tag.split("-")[0].lower() for tag in languages if tag))
    text, offsets = _flat(suffix)
    start = re.match(r"\s*,?\s*", text)
    at = start.end() if start else 0
    read = _braced if text[at : at + 1] == "{" else _plain
    found = read(text, at, tags)
    if found is None:
        return Located("", PAGE, _spaced(list(suffix)))
    locator, label, end = found
    locator = _RANGE.sub("–", locator)
    return Located(locator, label, _spaced(_rest(suffix, offsets, end)))


def _flat(suffix: Sequence[Element]) -> tuple[str, list[int]]:
    """The text of the leading plain inlines; markup ends it ("*passim*" is no locator).  ``offsets`` are the starts."""
    text, offsets = "", []
    for inline in suffix:
        if inline["t"] not in ("Str", "Space", "SoftBreak", "Quoted") and not is_space(inline):
            break
        offsets.append(len(text))
        text += plain([inline])
    return text, offsets


def _rest(suffix: Sequence[Element], offsets: Sequence[int], end: int) -> list[Element]:
    """The inlines from a place in their text on."""
    out: list[Element] = []
    for number, inline in enumerate(suffix):
        start = offsets[number] if number < len(offsets) else end
        length = len(plain([inline]))
        if number >= len(offsets) or start >= end:
            out.append(inline)
        elif start + length > end:
            out += words(plain([inline])[end - start :])
    return out


def _spaced(suffix: list[Element]) -> list[Element]:
    """A suffix stands off the cite: by its own space or punctuation, or else by a comma."""
    first = plain(suffix)[:1]
    if not suffix or not first or first.isspace() or re.match(r"[^\w\s(\[]", first):
        return suffix
    return [element("Str", ","), *words(" "), *suffix]


def _braced(text: str, at: int, languages: tuple[str, ...]) -> tuple[str, str, int] | None:
    """ "{pp. iv, vi-xi, (xv)-(xvii)}": everything up to the brace that closes; empty braces say "no locator"."""
    depth = 0
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if not depth:
            inner = text[at + 1 : end].strip()
            label, length = _label(inner, languages, delimited=True)
            return inner[length:].strip(), label or PAGE, end + 1
    return None


def _plain(text: str, at: int, languages: tuple[str, ...]) -> tuple[str, str, int] | None:
    label, length = _label(text[at:], languages)
    at += length
    at += len(text[at:]) - len(text[at:].lstrip())
    end = at
    first = _WORD.match(text, at)
    if first is None or not (_numeric(first.group()) if label else _has_digit(first.group())):
        return None
    wanted = _numeric if label else _has_digit
    while first is not None and wanted(first.group()):
        end = first.end()
        gap = _SEPARATED.match(text, end)
        first = _WORD.match(text, gap.end()) if gap and gap.end() > end and not _following(text[gap.end() :]) else None
        # "s. 5 i n.": a roman numeral continues a locator only behind a comma or semicolon
        if gap and not gap.group().strip() and first is not None and not _has_digit(first.group()):
            first = None
    locator = re.sub(r"\s+", " ", text[at:end])
    bare = re.fullmatch(r"\[([^\[\]]*)\]", locator)
    return (bare.group(1) if bare else locator), label or PAGE, end


@cache
def _rest_words() -> re.Pattern[str]:
    return re.compile(lexicon().alternation("locator_rest"))


def _following(text: str) -> bool:
    """Does it begin with "and the following pages" (nn., ff., и сл.)?"""
    return _rest_words().match(text) is not None


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _numeric(word: str) -> bool:
    """Digits, or roman numerals on every side of its dashes and brackets."""
    sides = [side for side in _SIDES.split(word) if side]
    return _has_digit(word) or (bool(sides) and all(_ROMAN.fullmatch(side) for side in sides))


def _label(text: str, languages: tuple[str, ...], delimited: bool = False) -> tuple[str, int]:
    """CSL's name for the longest label that ``text`` begins with, and the label's length; "" and 0 for none.

    A word ends where it is over: "p. 5", "p.5", "§5", but not "page" in "pages" or "s" in "sic".
    """
    for known in (labels((*languages, "en")), labels((*languages, "en", *_others()))):
        for length in range(min(len(text), max(map(len, known))), 0, -1):
            name = known.get(" ".join(text[:length].casefold().split()))
            if name is None or text[length - 1].isspace():
                continue
            after = text[length : length + 1]
            if text[length - 1].isalpha() and after.isalpha():
                continue
            rest = text[length:].lstrip(" \u00a0.")
            if delimited or (rest and _WORD.match(rest) is not None):
                return name, length + (after == ".")
    return "", 0


@cache
def _others() -> tuple[str, ...]:
    """All other languages: those with a lexicon first."""
    return tuple(dict.fromkeys([*sorted({c for cs in lexicon().words["page"].values() for c in cs}), *sorted(PRIMARY)]))


@cache
def labels(languages: tuple[str, ...]) -> Mapping[str, str]:
    """CSL's locator names by the words for them in some languages, case folded; of two meanings that of the language
    named first counts."""
    found: dict[str, str] = {}
    for code in dict.fromkeys(languages):
        for form, name in _words_of(code):
            found.setdefault(form, name)
    for name in LOCATORS:  # "sub verbo": CSL's own names
        found.setdefault(name.replace("-", " "), name)
    return found


@cache
def _words_of(code: str) -> tuple[tuple[str, str], ...]:
    """The words of one language: CSL's terms first, since a style prints these; then the lexicon's."""
    from bibtool.csl.localized import read_locales

    out: list[tuple[str, str]] = []
    extra = read_locales([locale_xml(code, extensions=True)] if code in locales() else [])
    locale = resolve_locale(code, (), extra)
    if locale.found:
        english = resolve_locale("en-US", ()) if code != "en" else None
        for name in LOCATORS:
            for form in _FORMS:
                term = locale.terms.get((name, form))
                if term is None or (english is not None and english.terms.get((name, form)) == term):
                    continue  # the files fall back to English: no word of this language
                out += [(" ".join(word.casefold().split()), name) for word in (term.single, term.multiple) if word]
    for role, name in _roles().items():
        for word, languages in lexicon().words.get(role, {}).items():
            if code in languages:
                out.append((" ".join(word.casefold().split()), name))
    return tuple(out)


@cache
def _roles() -> Mapping[str, str]:
    return {str(role): str(name) for role, name in toml("papers/locators.toml")["roles"].items()}
