"""Letters of symbol fonts, and marks of the author's own that call a note."""

from __future__ import annotations

from bibtool.text.patterns import regex

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# The places of the font Symbol (Adobe's Symbol encoding, as Unicode's SYMBOL.TXT has it); the asterisk, the minus and
# the tilde as the keyboard's, because they are typed for them.
_SYMBOL_LOW = (
    " !∀#∃%&∋()*+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\N{OVERLINE}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~"
)
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf8ff⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
# Fonts whose places are pictures of their own.
_PICTURES = ("wingdings", "webdings", "dingbats", "marlett")
_LONGEST = 10  # letters that Word takes for a mark
_SHORT = 4  # of a mark with letters or digits: "12a", "(a)"
_SIGNS = regex(r"[^\w\s]+")
_DIGITS = regex(r"\d+")


def symbol(code: str, font: str = "") -> str:
    """The letter of a ``w:sym``; U+FFFD where the font's places are not known.

    >>> symbol("F02A", "Symbol"), symbol("F041", "Times New Roman"), symbol("F0AB", "Wingdings") == "\\ufffd"
    ('*', 'A', True)
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= number <= 0xFFFD or 0xD800 <= number <= 0xDFFF:
        return _UNKNOWN
    name = font.casefold()
    if name == "symbol":
        place = number & 0xFF if 0xF000 <= number <= 0xF0FF or number <= 0xFF else 0
        if 0x20 <= place <= 0x7E:
            return _SYMBOL_LOW[place - 0x20]
        if 0xA0 <= place < 0xA0 + len(_SYMBOL_HIGH):
            found = _SYMBOL_HIGH[place - 0xA0]
            return _UNKNOWN if found == "\uf8ff" else found
    if 0xF000 <= number <= 0xF0FF:
        # F000..F0FF stand for the places of the font; those of ordinary fonts are the letters of Latin-1
        place = number & 0xFF
        known = name and name != "symbol" and not any(one in name for one in _PICTURES)
        return chr(place) if known and (0x20 <= place <= 0x7E or place >= 0xA0) else _UNKNOWN
    return chr(number)


def mark_of(text: str) -> str:
    """The mark with which ``text`` begins, where an author's own mark stands; words after it are not of it.

    >>> mark_of("* Title"), mark_of("12a"), mark_of("**Title"), mark_of("1Title")
    ('*', '12a', '**', '1')
    """
    words = text.split()
    if not words:
        return ""
    first = words[0]
    if len(first) <= _SHORT:
        return first
    found = _SIGNS.match(first) or _DIGITS.match(first)
    return found.group()[:_LONGEST] if found else first[:_LONGEST]
