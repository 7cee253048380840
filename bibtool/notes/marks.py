"""Candidates: numbers that may call a note in the body, and line starts that may be a note's beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from bibtool.notes.sequence import Numbered
from bibtool.notes.words import either, is_heading, words
from bibtool.text.compiled import compiled
from bibtool.text.lines import Line
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUP = "[⁰¹²³⁴-⁹]{1,5}"
_FIGURE = regex(r"[\d⁰¹²³⁴-⁹]")


class Style(Enum):
    """How a number is printed."""

    __hash__ = object.__hash__  # looked up for every line: identity, without a Python call

    SUPERSCRIPT = "superscript"  # ¹
    HTML = "html"  # <sup>1</sup>
    CARET = "caret"  # [^1], ^1
    BRACKET = "bracket"  # [1], {1}
    GLUED = "glued"  # word.1: a superscript that the text layer printed as a digit
    PAREN = "paren"  # 1), or (1) where it calls
    DOT = "dot"  # 1.
    PLAIN = "plain"  # 1 and a space
    TIGHT = "tight"  # 1 and at once a capital: a raised number that the text layer printed as a digit
    ALONE = "alone"  # a line of its own
    SIGN = "sign"  # * ** † ‡ §
    LETTER = "letter"  # ᵃ, [a], a)
    ROMAN = "roman"  # [iv], (iv)
    HALF = "half"  # 1) where it calls
    STROKE = "stroke"  # /1/, 1/: typewriters
    ANGLE = "angle"  # <1>
    WORD = "word"  # (note 1), Note 1.
    ARROW = "arrow"  # the way back of a wiki, in the place of a number


MARKERS = {
    Style.SUPERSCRIPT: regex(f"({_SUP})"),
    Style.HTML: regex(r"<sup[^<>]{0,80}>\s?(?:<[^<>]{0,80}>)?[\[(]?(\d{1,5})[\])]?(?:</[^<>]{0,9}>)?\s?</sup>", re.I),
    Style.CARET: regex(r"\[\^(\d{1,5})\]|\^(?<!\b\w\^)(\d{1,5})(?!\w)"),  # not "x^2"
    Style.BRACKET: regex(r"[\[{](\d{1,5})[\]}]"),
    # After a letter, a closing bracket or quotation mark, or the mark that ends a clause; never inside a word,
    # a number or an address.  What stands before the first figure is asked behind it: the engine skips all but figures.
    Style.GLUED: regex(r"(\d(?<=[^\W\d_]\d|[.,;:!?…)\]”’»\"]\d)(?<![\d/_=-][.,:]\d)\d{0,4})(?=[\s.,;:!?…)\]”’»]|$)"),
}
# What is no number, and what counts much else: notes by such marks are taken only where they cite.
_SIGN = r"\*{1,4}|†{1,3}|‡{1,3}|§{1,3}|‖{1,2}|¶{1,2}|#"
_RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_ROMANS = r"(?=[ivxl])(?:x{1,3}|xl|l)?(?:ix|iv|v?i{0,3})"
OTHER_MARKERS: dict[Style, re.Pattern[str] | None] = {
    Style.PAREN: regex(r"(?<=[\w.,;:!?…”’»\"])\s?\((\d{1,4})\)"),
    Style.SIGN: regex(rf"(?<=[^\W_]|[.,;:!?…)\]”’»\"])({_SIGN})(?=[\s.,;:!?…)\]”’»\"]|$)"),
    Style.LETTER: regex(rf"([{_RAISED_LETTERS}])(?!\w)|(?<=[\w.,;:!?…”’»\"])\s?[\[(]([a-z])[\])]"),
    Style.ROMAN: regex(rf"(?<=[\w.,;:!?…”’»\"])\s?[\[(]({_ROMANS})[\])]", re.IGNORECASE),
    Style.HALF: regex(r"(?<=[^\W\d_]|[.,;:!?…\])”’»\"])\s?(\d{1,4})\)(?=[\s.,;:!?…)\]”’»\"]|$)"),
    Style.STROKE: regex(
        r"(?<=[^\W_]|[.,;:!?…)\]”’»\"])\s?/(\d{1,4})/(?!\w)|"
        r"(?<=[^\W\d_]|[.,;:!?…)\]”’»\"])\s?(\d{1,4})/(?=[\s.,;:!?…)\]”’»\"]|$)"
    ),
    Style.ANGLE: regex(r"(?<=[\w.,;:!?…)\]”’»\"])\s?[<‹〈](\d{1,4})[>›〉]"),
    Style.WORD: None,  # by the words of a language
}
OTHER_STARTS = {
    Style.SIGN: regex(rf"\s*({_SIGN})[)\]]?\s*(?=[^\W_]|[„“«\"(<])"),
    Style.LETTER: regex(rf"\s*[\[(]?([a-z{_RAISED_LETTERS}])(?:[\])]\.?\s*|\.?\s+)(?=[^\W_]|[„“«\"<(])"),
    Style.ROMAN: regex(rf"\s*[\[(]?({_ROMANS})(?:[\])]\.?\s*|\.?\s+)(?=[^\W_]|[„“«\"<(])", re.IGNORECASE),
}
_SIGNS = "*†‡§‖¶#"
STARTS: dict[Style, re.Pattern[str] | None] = {
    Style.SUPERSCRIPT: regex(rf"\s*({_SUP})[ \t\u00a0\u2009]*(?=\S)"),
    Style.HTML: regex(r"\s*<sup[^<>]{0,80}>\s?(\d{1,5})\s?</sup>\s*(?=\S)", re.I),
    Style.CARET: regex(r"\s*\[?\^(\d{1,5})(?!\w)\]?:?\s*(?=\S)"),
    Style.BRACKET: regex(r"\s*[\[{](\d{1,5})[\]}]\s*(?=\S)"),
    Style.PAREN: regex(r"\s*\(?(\d{1,5})\)\s*(?=\S)"),
    Style.DOT: regex(r"\s*(\d{1,5})\.\s+(?=\S)"),
    Style.PLAIN: regex(r"\s*(\d{1,5})\s+(?=\S)"),
    Style.TIGHT: regex(r"\s*(\d{1,5})(?=[^\W\d_]|[„“«\"<(])"),
    Style.ALONE: regex(r"\s*(\d{1,5})[.)]?\s*$"),
    Style.STROKE: regex(r"\s*/?(\d{1,5})/[.:]?\s*(?=[^\s\d]|(?<=\s)\S)"),
    Style.ANGLE: regex(r"\s*[<‹〈](\d{1,5})[>›〉]\s*(?=\S)"),
    Style.WORD: None,
    Style.ARROW: None,
}
# A sign of which every mark of a style has one.
_SIGNED = {Style.HTML: ("<",), Style.CARET: ("^",), Style.BRACKET: ("[", "{")}
# What a start of a style begins with; "0" stands for every figure.
_FIRSTS = {
    Style.SUPERSCRIPT: "⁰¹²³⁴⁵⁶⁷⁸⁹", Style.HTML: "<", Style.CARET: "[^", Style.BRACKET: "[{", Style.PAREN: "(0",
    Style.DOT: "0", Style.PLAIN: "0", Style.TIGHT: "0", Style.ALONE: "0", Style.STROKE: "/0", Style.ANGLE: "<‹〈",
    Style.ARROW: "↑^",
}  # fmt: skip
_POWER = regex(r"(?<!\d)\d{1,3}$")  # "10³"; behind a year a note may be called
_EXPONENT = 0.2  # the weight of what is one, or may be
_WIKI = regex(r"[↑^]")
_URL = regex(r"://|www\.|[^\W_]\.[^\W_]")
# How good a witness each style is.
_MARKER_WEIGHT = {Style.SUPERSCRIPT: 1.2, Style.HTML: 1.2, Style.CARET: 1.2, Style.BRACKET: 1.0, Style.GLUED: 0.7}
# What it costs that markers begin again at 1.  Digits in brackets or glued to a word may be anything, so both a high
# and a low cost are tried, and the notes decide.
_RESTART_COSTS = {Style.BRACKET: (1.5, 0.5), Style.GLUED: (2.5, 0.5)}
_CLOSING = tuple(".…>!?")
_AFTER_CLOSING = '"”’»)]'
_OPENING = regex(r"[„“”\"«‘'<(\[–—-]")


class Mark(Struct, frozen=True):
    """A candidate: its number, where it stands (number and punctuation), and where the text after it begins."""

    number: int
    printed: str
    span: Span
    style: Style
    line: int
    weight: float = 1.0

    @property
    def numbered(self) -> Numbered:
        """For the search."""
        return Numbered(self.number, self.span.start, self.weight)


def restart_costs(style: Style) -> tuple[float, ...]:
    """What it costs that the numbering of markers begins again, by the readings to try."""
    return _RESTART_COSTS.get(style, (1.0,))


def _number(printed: str, style: Style) -> int:
    """The place of a mark in its order; of a sign, which has no order that all share, a number of its own."""
    if style is Style.SIGN:
        return 10 * (_SIGNS.index(printed[0]) + 1) + len(printed)
    if style is Style.LETTER:
        return ord(printed.translate(_PLAIN_LETTERS)) - ord("a") + 1
    if style is Style.ROMAN:
        values = [_ROMAN_VALUES[c] for c in printed.lower()]
        return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
    return int(_plain(printed))


def _plain(printed: str) -> str:
    return printed if printed.isascii() else printed.translate(_SUPERSCRIPTS).translate(_PLAIN_LETTERS)


_PLAIN_LETTERS = str.maketrans(_RAISED_LETTERS, "abcdefghijklmnoprstuvwxyz")  # there is no raised q
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


@cache
def _call_in_words() -> re.Pattern[str]:
    """A note called by its word in brackets: "(see note 1)", "(przypis nr 1)"."""
    return compiled(rf"[\[(](?:[^\[\]()\n]{{0,20}}\s)?{_word()}(\d{{1,4}})[\])]", re.IGNORECASE)


@cache
def _start_in_words() -> re.Pattern[str]:
    """ "Note 1.", "[Przypis nr 1]"."""
    return compiled(rf"\s*[\[(]?{_word()}(\d{{1,5}})(?!\d)\s?[\])]?\s?[.:)–—-]?\s*(?=\S)", re.IGNORECASE)


def _word() -> str:
    return rf"(?<!\w){either(words('mark'))}\s?{either(words('numero'))}?\s?"


@cache
def _arrow() -> re.Pattern[str]:
    """What a wiki prints before a note, as a copy holds it: an arrow, "Jump up to:", and a letter or a number with a
    fraction for each call of it."""
    return compiled(
        rf"\s*[↑^](?!\w)\s*(?:{either(words('jump'))}:?\s*)?(?:a\s+b\s+(?:[c-z]\s+)*|(?:\d{{1,3}}[.,]\d{{1,2}}\s+)+)?(?=\S)",
        re.IGNORECASE,
    )


def _marker(style: Style) -> re.Pattern[str]:
    return MARKERS.get(style) or OTHER_MARKERS[style] or _call_in_words()


def _start(style: Style) -> re.Pattern[str]:
    own = STARTS.get(style) or OTHER_STARTS.get(style)
    return own or (_arrow() if style is Style.ARROW else _start_in_words())


def _enclosed(text: str, at: int, style: Style) -> bool:
    """Whether half a bracket closes one that opened before ("p. 1)"), or a stroke stands in an address."""
    begin = max(at - _NEAR, 0)
    if style is Style.HALF:
        return text.rfind("(", begin, at) > text.rfind(")", begin, at)
    return style is Style.STROKE and _URL.search(text[begin:at].rpartition(" ")[2]) is not None


_NEAR = 300  # letters before a mark that say what it stands in


def has_figure(text: str) -> bool:
    """Whether a number of any style may stand in a text."""
    return _FIGURE.search(text) is not None


def markers(rows: Sequence[Line], skip: Sequence[bool], style: Style, units: re.Pattern[str]) -> list[Mark]:
    """All candidates of one style in the lines that are not ``skip``."""
    weight = _MARKER_WEIGHT.get(style, 1.0)
    pattern = _marker(style)
    signs = _SIGNED.get(style, ("",))
    found: list[Mark] = []
    powers: set[int] = set()
    for index, line in enumerate(rows):
        if skip[index] or not (signs[0] in line.text or signs[-1] in line.text):
            continue
        for match in pattern.finditer(line.text):
            printed = match[match.lastindex or 1]
            number = _number(printed, style)
            if not number or match.start() <= line.indent or _enclosed(line.text, match.start(), style):
                continue  # at the beginning of a line it is a note's own number
            before = line.text[max(match.start() - 4, 0) : match.start()]
            exponent = style is Style.SUPERSCRIPT and units.search(before)
            if style is Style.SUPERSCRIPT and number > 1 and _POWER.search(before):
                powers.add(len(found))
            span = Span(line.start + match.start(), line.start + match.end())
            found.append(Mark(number, _plain(printed), span, style, index, _EXPONENT if exponent else weight))
    # they call notes where nothing else does
    called = {mark.number for at, mark in enumerate(found) if at not in powers and mark.weight == weight}
    return [
        replace(mark, weight=_EXPONENT) if at in powers and mark.number in called else mark
        for at, mark in enumerate(found)
    ]


def at_line_starts(rows: Sequence[Line], skip: Sequence[bool], style: Style) -> list[Mark]:
    """What :func:`markers` leaves out: what a line begins with may be a note's own number, or call one where the line
    before ended in front of it."""
    pattern = _marker(style)
    found: list[Mark] = []
    for index, line in enumerate(rows):
        match = pattern.match(line.text, line.indent) if not skip[index] else None
        if match is not None and (number := _number(printed := match[match.lastindex or 1], style)):
            span = Span(line.start + match.start(), line.start + match.end())
            found.append(Mark(number, _plain(printed), span, style, index, 1.0))
    return found


def openings(rows: Sequence[Line], skip: Sequence[bool]) -> dict[str, list[int]]:
    """The lines that are not ``skip`` by the character that each begins with; "0" stands for every figure."""
    found: dict[str, list[int]] = {}
    for index, line in enumerate(rows):
        if not skip[index]:
            first = line.text.lstrip()[:1]
            found.setdefault("0" if first.isdecimal() else first, []).append(index)
    return found


def starts(rows: Sequence[Line], skip: Sequence[bool], style: Style, opened: Mapping[str, Sequence[int]]) -> list[Mark]:
    """All line starts of one style that may begin a note, with how likely each is from its surroundings; ``opened``
    are the :func:`openings` of the lines."""
    found: list[Mark] = []
    pattern = _start(style)
    firsts: Iterable[str] = _FIRSTS.get(style, opened)
    among = sorted(index for first in firsts for index in opened.get(first, ()))
    matched = [(index, match) for index in among if (match := pattern.match(rows[index].text))]
    listed = False
    seen = count = 0
    for index, match in matched:
        line = rows[index]
        for before in range(seen, index + 1):
            # Under "Bibliography" numbers may count works rather than notes.
            if skip[before]:
                continue
            if is_heading(rows[before].text, "after"):
                listed = True
            elif is_heading(rows[before].text, "headings"):
                listed, count = False, 0
        seen = index + 1
        count += 1
        printed = match[1] if match.lastindex else str(count)
        number = _number(printed, style)
        arrow = _arrow().match(line.text, match.end()) if _WIKI.match(line.text, match.end()) else None
        end = arrow.end() if arrow is not None else match.end()
        weight = _plausible(rows, skip, index, line.text[end:], style) * (0.6 if listed else 1.0)
        if number > 0 and weight > 0:
            span = Span(line.start + match.start(1 if match.lastindex else 0), line.start + end)
            found.append(Mark(number, _plain(printed), span, style, index, weight))
    return found


def _plausible(rows: Sequence[Line], skip: Sequence[bool], index: int, rest: str, style: Style) -> float:
    weight = 1.0
    before = rows[index - 1] if index else None
    if before is None or before.blank or skip[index - 1] or rows[index].new_page:
        weight += 0.5
    elif ends_sentence(before.text):
        weight += 0.3
    else:
        weight -= 0.8
    if style is Style.ALONE:
        behind = index + 1
        if behind + 1 < len(rows) and rows[behind].blank and not skip[behind] and not rows[behind].new_page:
            behind += 1  # pdftotext parts a raised number from its note by a blank line
            weight -= 0.2
        if behind >= len(rows) or rows[behind].blank or skip[behind] or rows[behind].new_page:
            return 0.0
        rest = rows[behind].text.strip()
    first = rest[:1]
    if first.isupper() or _OPENING.match(first):
        weight += 0.3
    elif first.islower() or first.isdigit():
        weight -= 0.3
    return weight


def ends_sentence(text: str) -> bool:
    """Whether the last character, quotation marks and brackets aside, ends a sentence or an address, and is not the
    full stop of an abbreviation or an initial."""
    end = text[-60:].rstrip()
    if not end.rstrip(_AFTER_CLOSING).endswith(_CLOSING):
        return False
    word = last_word(end)
    initial = len(word) == 2 and word[0].isupper() and word[1] == "."
    return not initial and word.casefold() not in words("unfinished")


def last_word(text: str) -> str:
    """The last word with its punctuation, without brackets before it."""
    parts = text[-60:].rsplit(None, 1)
    return parts[-1].lstrip('([„“«"') if parts else ""


def closed(text: str) -> bool:
    """Whether a note may end here: a full stop or the like, and no bracket or address left open."""
    return ends_sentence(text) and text.count("<") <= text.count(">") and text.count("[") <= text.count("]")
