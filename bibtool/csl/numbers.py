"""Numbers: what counts as numeric, ordinals, roman numerals, number lists and page ranges."""

from __future__ import annotations

import re

from bibtool.csl.locale import Locale

# Python makes no number of more than 4,300 figures; what has more is a text.
MOST_FIGURES = 4000

# One number with letters stuck to either side ("L2d", "2nd"), and lists of them (section "Number", is-numeric).
_ONE = r"(?:[^\s\d,&/–-]*\d+[^\s\d,&/–-]*|[ivxlcdm]+)"
_NUMERIC = re.compile(rf"\s*{_ONE}(?:(?:\s*[&/–-]\s*|,\s+|\s+and\s+){_ONE})*\s*\Z")
_ROMAN_TEXT = re.compile(r"[ivxlcdm]+\.?\Z", re.I)
_SPLIT = re.compile(r"\s*(?:--|[-–—&,])\s*|\s+(?=[&])")
_ROMAN = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
]


def is_numeric(value: str) -> bool:
    """Tell whether a value is numeric in the sense of CSL: only numbers, with affixes, in lists and ranges."""
    return _NUMERIC.match(value.replace("\\-", "-")) is not None


def roman(number: int) -> str:
    """Return lower-case roman numerals; numbers outside of 1 to 3999 stay arabic."""
    if not 0 < number < 4000:
        return str(number)
    out = []
    for value, letters in _ROMAN:
        while number >= value:
            out.append(letters)
            number -= value
    return "".join(out)


def ordinal(number: int, locale: Locale, gender: str = "") -> str:
    """Return a number with its ordinal suffix in the locale and gender."""
    return f"{number}{_ordinal_suffix(number, locale, gender)}"


def _ordinal_suffix(number: int, locale: Locale, gender: str) -> str:
    two, one = number % 100, number % 10
    for wanted in dict.fromkeys([gender, ""]):
        exact = locale.ordinals.get((f"ordinal-{number:02d}", wanted)) if number < 100 else None
        if exact is not None and (exact.match == "whole-number" or number < 10 or exact.match == "last-two-digits"):
            return exact.text
        found = locale.ordinals.get((f"ordinal-{two:02d}", wanted))
        if found is not None and (found.match == "last-two-digits" or (two < 10 and found.match == "last-two-digits")):
            return found.text
        found = locale.ordinals.get((f"ordinal-{one:02d}", wanted))
        if found is not None and found.match == "last-digit":
            return found.text
        found = locale.ordinals.get(("ordinal", wanted))
        if found is not None:
            return found.text
    return ""


def long_ordinal(number: int, locale: Locale, gender: str = "") -> str:
    """Return the ordinal as a word for 1 to 10, otherwise with its suffix."""
    if 1 <= number <= 10:
        word = locale.term(f"long-ordinal-{number:02d}", gender=gender)
        if word:
            return word
    return ordinal(number, locale, gender)


def split_numbers(value: str) -> list[str]:
    """Split a numeric value into numbers (even places) and the separators between them (odd places), normalised."""
    out: list[str] = []
    position = 0
    text = value.strip()
    for match in re.finditer(r"\s*(\\-|--|[-–—&,])\s*", text):
        out.append(text[position : match.start()])
        mark = match[1]
        out.append({",": ", ", "&": " & ", "\\-": "-"}.get(mark, "-"))
        position = match.end()
    out.append(text[position:])
    return out


def is_plural(value: str, word: str = "and") -> bool:
    """Tell whether a locator or number names more than one thing: a range or a list.  `word` is the locale's "and"."""
    text = value.strip().replace("\\-", "")
    pieces = [p for p in re.split(rf"\s*(?:--|[-–—&]|,(?=\s))\s*|\s+{re.escape(word)}\s+", text) if p]
    numeric = [p for p in pieces if re.search(r"\d", p) or _ROMAN_TEXT.match(p)]
    return len(numeric) > 1


def render_number(value: str, form: str, locale: Locale, gender: str = "") -> str:
    """Render a numeric value in the form asked for; values that are not numeric come back as they are."""
    if form not in ("ordinal", "long-ordinal", "roman") or not is_numeric(value):
        return value
    delimiter = locale.term("page-range-delimiter") or "–"
    out: list[str] = []
    for place, piece in enumerate(split_numbers(value)):
        if place % 2 or not piece.isdecimal() or len(piece) > MOST_FIGURES:
            out.append(delimiter if place % 2 and piece == "-" else piece)
        elif form == "roman":
            out.append(roman(int(piece)))
        elif form == "ordinal":
            out.append(ordinal(int(piece), locale, gender))
        else:
            out.append(long_ordinal(int(piece), locale, gender))
    return "".join(out)


# A range of plain numbers, of numbers with the same letters before them, or of roman numerals.  "N110-5", "3-B" and
# names with a hyphen are none, and keep what they have.
_RANGE = re.compile(
    r"(?<![^\s,;&(\[])(?P<prefix>(?:\w*[^\W\d_])?)(?P<first>\d+)\s*(?:--?|–)\s*(?P=prefix)(?P<last>\d+)(?![^\s,;&)\]])"
)
_ROMAN_RANGE = re.compile(r"(?<![^\s,;&(\[])([ivxlcdm]+)\s*(?:--?|–)\s*([ivxlcdm]+)(?![^\s,;&)\]])", re.I)
_LOOSE = re.compile(r"(?<=\w)\s+(?:--?|–)\s+(?=\w)")


def page_range(value: str, style: str, delimiter: str) -> str:
    """Format page ranges by `page-range-format` (appendix V): chicago, chicago-15, chicago-16, expanded, minimal(-two).

    Without a format only the delimiter changes.  A backslash keeps a hyphen.
    """
    if "-" not in value and "–" not in value:
        return value
    text = value.replace("\\-", "\u0000")

    def one(match: re.Match[str]) -> str:
        prefix, first, last = match["prefix"], match["first"], match["last"]
        second = _shorten(first, last, style) if style else last
        again = prefix if style in ("", "expanded") else ""
        return f"{prefix}{first}{delimiter}{again}{second}"

    text = _RANGE.sub(one, text)
    text = _ROMAN_RANGE.sub(lambda m: f"{m[1]}{delimiter}{m[2]}", text)
    return _LOOSE.sub("-", text).replace("\u0000", "-")


def _shorten(first: str, last: str, style: str) -> str:
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if style == "expanded" or len(first) != len(last) or len(first) > MOST_FIGURES or int(last) < int(first):
        return last
    if style == "minimal":
        return _strip_common(first, last, 1)
    if style == "minimal-two":
        return _strip_common(first, last, 2)
    if style not in ("chicago", "chicago-15", "chicago-16"):
        return last
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    if number % 100 < 10:
        return _strip_common(first, last, 1)
    kept = _strip_common(first, last, 2)
    if style != "chicago-16" and len(first) == 4 and len(kept) == 3:
        return last
    return kept


def _strip_common(first: str, last: str, least: int) -> str:
    common = 0
    while common < len(last) - least and first[common] == last[common]:
        common += 1
    return last[common:]
