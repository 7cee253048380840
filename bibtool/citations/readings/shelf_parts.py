"""The parts of a place in an archive: what each of them is, collection, mark of a shelf, date, leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from bibtool.citations.readings import shelf
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import bare, hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind, between
from bibtool.citations.scan.dates import parse_date
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

LEAVES = frozenset({Kind.FOLIO, Kind.PAGES})

_NUMBERED = frozenset({Kind.VOLUME, Kind.PART, Kind.ISSUE})


@cache
def separator() -> re.Pattern[str]:
    """Where parts end: a comma, a dash, a full stop before a dash; a full stop alone where a mark or leaves follow, but
    not that of "im." before the name of a patron."""
    # what each form begins with is asked first: most places are none
    behind = []
    for word in sorted(lexicon().hint("before_patron")):
        initials = (rf"\s{CAPITAL}", rf"\s{CAPITAL}\.\s{CAPITAL}")  # "імені В. І. Вернадського", "ім. В. І. Стефаника"
        short = word.endswith(".")
        more = ("", *(rf"\.{one}" for one in initials)) if short else initials
        behind += [rf"\s{re.escape(word.rstrip('.'))}{one}" for one in more]
    patron = "".join(f"(?<!{each})" for each in behind)
    return compiled(rf"(?=[\s,;.–—])(?:[,;]\s+|\.\s?-\s?(?=\S)|\s*\.?\s*[–—]\s*(?=[^\d\s])|{patron}\.\s+)")


# The number of a manuscript in its class, and the one that the library gave it later: "ms. It. VII, 794 (8503)".
_RENUMBERED = regex(r"[0-9]{1,5}[^\W\d_]?\s\(=?\s?[0-9]{1,6}\)")

_FIRST_YEAR = 1000


def shelfmarks(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The marks of a shelf in a stretch of text."""
    return list(shelf.marks().finditer(text, start, end))


class Sort(Enum):
    """What a part of a place is."""

    MARK = auto()
    LEAVES = auto()
    DATE = auto()
    WORDS = auto()


class Part(NamedTuple):
    """``text[start:end]``, between two marks."""

    start: int
    end: int


# Between figures and the document that stands there: "k. 33v–34: Skarga szypra".
_COLON = regex(rf"[^:]{{0,40}}[0-9](?:\)|\s?[^\W\d_]{{1,3}})?\.?(?P<colon>:\s)(?=[„«“\"]?{CAPITAL})")


def parts_of_place(text: str, start: int, end: int) -> Iterator[Part]:
    """The parts of a stretch, outside brackets and quotations; a mark and its leaves are two, and so are leaves and the
    document behind their colon."""
    for part in _separated(text, start, end):
        colon = _COLON.match(text, *part)
        if colon is not None:
            yield from _marks_and_leaves(text, Part(part.start, colon.start("colon")))
            yield Part(colon.end(), part.end)
        else:
            yield from _marks_and_leaves(text, part)


def _marks_and_leaves(text: str, part: Part) -> Iterator[Part]:
    match = shelf.leaf_in_mark().search(text, *part)
    if match is None or not (shelf.marks().match(text, *part) or shelf.places().match(text, *part)):
        yield part
    else:
        yield Part(part.start, match.start())
        yield Part(match.end(), part.end)


def _separated(text: str, start: int, end: int) -> Iterator[Part]:
    at = start
    for match in separator().finditer(text, start, end):
        if match.start() < at or inside(text[at : match.start()]):
            continue
        if text[match.start() - 1] in "IVX" and _RENUMBERED.match(text, match.end(), end):
            continue
        if match.group()[0] == "," and text[match.end()].isdigit() and _of_leaves(text, at, match.end(), end):
            continue
        if match.group().strip() == "." and _of_unpaged(text, at, match.end(), end):
            continue
        if match.group().strip() == "." and not (
            _new(text, match.end(), end) or _sentence(text, at, match.start(), match.end(), end)
        ):
            continue
        if at < match.start():
            yield Part(*trim(text, at, match.start()))
        at = match.end()
    lo, hi = trim(text, at, end)
    if lo < hi:
        yield Part(lo, hi)


def _of_unpaged(text: str, start: int, at: int, end: int) -> bool:
    """Whether a place is within the words that say that leaves have no numbers: "b. pag."."""
    unpaged = hints.starts_with(text[start : min(end, start + _LONGEST_WORDS)], "locator_alone")
    return unpaged is not None and start + unpaged.end() > at


_LONGEST_WORDS = 16


def _of_leaves(text: str, start: int, at: int, end: int) -> bool:
    """Whether the figure at a place is one of several leaves: "ark. 5, 7–9"."""
    leaves = shelf.leaf().match(text, start, end)
    return leaves is not None and leaves.end() > at


def inside(text: str) -> bool:
    """Whether a bracket or quotation is open at the end of a text."""
    return any(text.count(one) > text.count(other) for one, other in ("()", "[]", "„”", "«»", "“”"))


def _new(text: str, at: int, end: int) -> bool:
    """Whether a mark or leaves begin behind a full stop; "Ф. 17" is one mark."""
    if shelf.marks().match(text, at, end) or shelf.places().match(text, at, end) or shelf.leaf().match(text, at, end):
        return True
    return any(hints.starts_with(text[at : min(end, at + 12)], role) for role in ("folio", "page"))


# "Документ не сохранился", "For a different view": a capital, and words in small letters behind it.
_SENTENCE = regex(rf"{CAPITAL}[{LOWER}]*(?:\s[^\W\d_]+){{0,3}}?\s[{LOWER}]{{2,}}(?:[\s,:]+[^\W\d_]+)")


def _sentence(text: str, start: int, stop: int, at: int, end: int) -> bool:
    """Whether words that are no mark begin behind the full stop after a mark: a document, or the author's sentence."""
    return (
        text[stop - 1] in _LAST_OF_MARK
        and _SENTENCE.match(text, at, end) is not None
        and _has_figure(text, start, stop)
    )


_LAST_OF_MARK = frozenset("0123456789IVXabcdrvавг")


def _has_figure(text: str, start: int, stop: int) -> bool:
    return any(c.isdigit() or c in "IVX" for c in text[start:stop])


def is_signature(text: str, part: Part) -> bool:
    """Figures with letters or a stroke: a bare number may be a year."""
    part = Part(part.start, part.end - (text[part.end - 1] == "."))  # that of the note behind a numeral
    words = text[slice(*part)]
    told = any(c.isalpha() for c in words) or (("/" in words or "-" in words) and not _is_date(words))
    if shelf.letters_and_figures().match(text, *part) is not None:
        return True
    if shelf.between_figures().fullmatch(text, *part) is not None:
        return True
    if told and shelf.signature().fullmatch(text, *part) is not None:
        return True
    return shelf.class_in_words().fullmatch(text, *part) is not None  # "BArch FilmSG 1/11628 I"


def _is_date(words: str) -> bool:
    """Whether figures with a stroke are a date: "0192/341" and "01234/56" are places on a shelf."""
    date = parse_date(words) if not words.startswith("0") else None
    return date is not None and date.parts[0][0] >= _FIRST_YEAR


def sort_of(text: str, part: Part, anchors: Sequence[Anchor]) -> Sort:
    """What a part is, by the anchors in it and its own words."""
    own = between(anchors, *part)
    first = own[0] if own and own[0].start - part.start < 2 else None
    if shelf.leaf().match(text, *part):
        return Sort.LEAVES
    if first is not None and first.kind in LEAVES and not _number_of_a_shelf(first, text[slice(*part)]):
        return Sort.LEAVES
    if (
        shelf.marks().match(text, *part)
        or shelf.places().match(text, *part)
        or (first is not None and first.kind in _NUMBERED)
    ):
        return Sort.MARK
    if first is not None and first.kind in DATES and part.end - first.end < 4:
        return Sort.DATE
    told = (
        is_signature(text, part) or shelf.abbreviated().fullmatch(text, *part) or shelf.fonds().fullmatch(text, *part)
    )
    return Sort.MARK if told else Sort.WORDS


def _number_of_a_shelf(anchor: Anchor, words: str) -> bool:
    """Whether what looks like pages or a paragraph is a number: "StA Hamburg, 111-1, Nr. 5", "ASVe, b. 3, n. 5"."""
    if anchor.rule == "paragraph-label":
        return shelf.abbreviated().fullmatch(words) is not None
    return anchor.kind is Kind.PAGES and anchor.rule == bare.RULE and "-" in anchor.value


def marked(text: str, parts: list[tuple[Part, Sort]]) -> list[tuple[Part, Sort]]:
    """With the first marks that read like leaves, "f. 604, k. 1, ed. khr. 7": a fund, as marks follow it; and with a
    bare number before leaves, "5512, k. 3", or with a collection's right behind the archive, "Varia 12, s. 44"."""
    for number, (part, sort) in enumerate(parts[:-1]):
        if sort is Sort.WORDS and parts[number + 1][1] is Sort.LEAVES:
            named = number == 0 and _NUMBERED_COLLECTION.fullmatch(text, *part) is not None
            if _BARE_NUMBER.fullmatch(text, *part) or (named and not _of_a_kind(text, part)):
                parts[number] = (part, Sort.MARK)
        elif (
            number and _NO_YEAR.fullmatch(text, *part) and _before_document(text, parts[number - 1], parts[number + 1])
        ):
            parts[number] = (part, Sort.MARK)
    mark = next((number for number, (_, sort) in enumerate(parts) if sort is Sort.MARK), 0)
    for number in range(mark):
        if parts[number][1] is Sort.LEAVES or (number and _NUMBER_FIRST.fullmatch(text, *parts[number][0])):
            parts[number] = (parts[number][0], Sort.MARK)
    return parts


_NUMBER_FIRST = regex(rf"[0-9]{{1,3}}\.?\s?[{LOWER}]{{1,8}}\.?")  # "f. 109, 1 eksp., op. 38"


def _before_document(text: str, before: tuple[Part, Sort], behind: tuple[Part, Sort]) -> bool:
    """Whether a bare number stands between a collection and a document: "MSW II, 7148, Raport"."""
    words = before[1] is Sort.WORDS and behind[1] is Sort.WORDS
    return words and _of_a_kind(text, behind[0]) and not _of_a_kind(text, before[0])


_NO_YEAR = regex(r"(?!1[5-9][0-9]{2}\Z|20[0-9]{2}\Z)[0-9]{1,6}")
_BARE_NUMBER = regex(r"[0-9]+(?:/[0-9]+)*")
# "Varia 12", "A 63 Bü 12": words with capitals and figures, a number last that is no year.
_NUMBERED_COLLECTION = regex(
    rf"{CAPITAL}[^\W\d_]{{0,20}}(?:\s(?:{CAPITAL}[^\W\d_]{{0,20}}|[0-9]{{1,4}})){{0,3}}\s(?!1[0-9]{{3}}|20[0-9]{{2}})[0-9]{{1,5}}"
)


def _of_a_kind(text: str, part: Part) -> bool:
    """Whether a part begins with the word for a kind of document: "Notatka 12"."""
    return hints.has(text[slice(*part)].split(" ", 1)[0], "document_word")


def last_mark(parts: Sequence[tuple[Part, Sort]], places: Sequence[int]) -> int:
    """The last mark that follows the first without words between: "sygn. 12, t. 2, Rozkaz, nr 5" ends at "t. 2"."""
    if not places:
        return -1
    last = places[0]
    while last + 1 < len(parts) and parts[last + 1][1] is Sort.MARK:
        last += 1
    return last
