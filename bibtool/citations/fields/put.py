"""The areas of a citation as fields: title, container, publisher, place, without their quotation marks and
separators."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.draft import NO_AUTHOR, Draft
from bibtool.citations.fields.details import put_raised_edition
from bibtool.citations.readings import shelf
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import hints
from bibtool.citations.scan.abbreviations import ends_abbreviation, with_full_stop
from bibtool.citations.scan.shapes import RAISED, YEAR
from bibtool.language.forms import alternation
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.patterns import regex

_QUOTES = {"„": '”“"»', "«": "»", "“": '”"', '"': '"', "»": "«", "‘": "’", "'": "'’", "”": '”“"'}


def title(draft: Draft, text: str, start: int, end: int, rule: str) -> None:
    """The title at a place: an ellipsis at its end marks a short one, quotation marks around all of it go."""
    start, end = trim(text, start, end)
    closed = _with_ellipsis(text, start, with_full_stop(text, start, end))
    end = closed if closed > end else _stripped(text, start, end)
    clipped = text[start:end].endswith(("…", "..."))
    if clipped:
        draft.clipped = True
        end -= 1 if text[end - 1] == "…" else 3
        while end > start and text[end - 1] in " ,.":
            end -= 1
    inner = unquoted(text, start, end)
    if inner and not (clipped and text[inner[0] - 1] in "„«"):
        start, end = inner
        while end > start and text[end - 1] in ",." and text[end - 3 : end] != "...":
            if text[end - 1] == "." and _abbreviated().search(text, max(start, end - 12), end):
                break
            end -= 1
    if start < end and text[start] in _QUOTES and not any(c in text[start + 1 : end] for c in _QUOTES[text[start]]):
        start += 1  # a quotation that is never closed
        while start < end and text[start] == " ":
            start += 1
    end = _before_nobody(draft, text, start, end)
    if start < end:
        draft.put("title", text[start:end], (start, end), rule)


def _stripped(text: str, start: int, end: int) -> int:
    """Where a title ends without the marks behind it; the full stop of a short word stays."""
    while start < end and text[end - 1] in " .,;:–—" and text[end - 3 : end] != "...":
        if text[end - 1] == "." and _SHORT_WORD.search(text[max(start, end - 6) : end]):
            break
        end -= 1
    return end


_SHORT_WORD = regex(r"(?:\A|[\s.])[^\W\d_]{1,4}\.\Z")


def _with_ellipsis(text: str, start: int, end: int) -> int:
    """Where a title ends with the full stops that say that it is cut short, some of which were taken for a mark."""
    begin = end
    while begin > start and text[begin - 1] == ".":
        begin -= 1
    return begin + 3 if text.startswith("...", begin) else end


def _before_nobody(draft: Draft, text: str, start: int, end: int) -> int:
    """Where a title ends before the words that say that nobody is named: "Zbiór rozporządzeń, b.a., Płock 1903"."""
    comma = text.rfind(", ", start, end)
    stop = end + text.startswith(".", end)
    said = hints.starts_with(text[comma + 2 : stop], "no_author") if comma > start else None
    if said is None or "author" in draft.names or comma + 2 + said.end() < end:
        return end
    draft.state(NO_AUTHOR, (comma + 2, comma + 2 + said.end()))
    return comma


def title_before(draft: Draft, text: str, found: re.Match[str]) -> None:
    """End the title where something in it begins that is none of it; a question or exclamation mark stays."""
    value = draft.values["title"]
    draft.drop("title")
    title(draft, text, value.spans[0][0], found.start() + (text[found.start()] in "?!"), value.rule)


@cache
def _abbreviated() -> re.Pattern[str]:
    """A full stop that is that of an abbreviation: "1914–1918 гг.", "XX w.", "300 p.n.e."."""
    words = alternation(f for f in lexicon().forms("year_suffix", "century") if f.endswith("."))
    return compiled(rf"[\dIVXІХ]\s?{words}\Z|(?<!\w)[^\W\d_]\.\s?[^\W\d_]\.\Z")


def unquoted(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The inside of a stretch that is one quotation from end to end."""
    if end - start < 3 or text[start] not in _QUOTES:
        return None
    closers = _QUOTES[text[start]]
    if text[end - 1] not in closers:
        return None
    inside = text[start + 1 : end - 1]
    depth = 0
    for at, char in enumerate(inside) if any(map(inside.__contains__, closers)) else ():
        if char in "’'" and at and inside[at - 1].isalpha() and inside[at + 1 : at + 2].isalpha():
            continue  # "‘Turgenev’s Novellas’"
        if char == text[start] and text[start] != '"':
            depth += 1
        elif char in closers:
            depth -= 1
            if depth < 0:
                return None
    start, end = start + 1, end - 1
    while start < end and text[start] == " ":  # "« La Maison »"
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


# "Укр. іст. журн", "Ист. зап", but "Изв. вузов", "Ист. архив"
_BOTH_SHORT = regex(rf"\.\s(?P<word>[{LOWER}]{{2,6}})\Z")
_IN_FULL = (*"аеёиоуыэюяіїєйьaeiouyąęó", "ов", "ев", "ів", "їв")  # a vowel, or the genitive of many


def _both_short(text: str, start: int, end: int) -> bool:
    """Whether the last two words of a container are cut short: the one before has a full stop, and the last one, in
    small letters, ends in a consonant."""
    match = _BOTH_SHORT.search(text, max(start, end - 9), end)
    if match is None or match["word"].endswith(_IN_FULL):
        return False
    return not hints.has(match["word"].capitalize(), "journal", "archive")


_FIGURE_BEHIND = regex(rf"\.\s(?:[0-9]|[{LOWER}]{{1,3}}\.\s?[0-9IVX])")
_NUMBER_BEHIND = regex(rf"\.\s(?!{YEAR}(?!\d))[0-9]")


def _cut_short(text: str, start: int, end: int) -> bool:
    """Whether the full stop behind a container is that of its last word: others of its words have one, and it is known
    ("// Укр. іст. журн. 1999") or a figure follows that no full stop parts from it ("Rzeki, Kwart. Hist. 1999, nr 3",
    "Rivers. J. Hydrol. 12, 5–9")."""
    if ". " not in text[start:end] or text[end : end + 1] != ".":
        return False
    if ends_abbreviation(text, start, end + 1) or _both_short(text, start, end):
        return True
    if text.find("//", 0, start) >= 0:
        return False
    behind = _FIGURE_BEHIND if text.startswith(", ", max(0, start - 2)) else _NUMBER_BEHIND
    return behind.match(text, end) is not None


def container(draft: Draft, text: str, start: int, end: int, rule: str) -> None:
    """The container at a place: quotation marks go, a place in brackets at its end is the publisher's."""
    start, end = trim(text, start, end)
    end = with_full_stop(text, start, end)
    if text.startswith(".,", end) or _cut_short(text, start, end):  # "J. Phys. Oceanogr., 12": no sentence ends there
        end += 1
    led = hints.starts_with(text[start:end], "in")
    if led and text[start].islower() and text[start + led.end() : start + led.end() + 2].strip()[:1].isupper():
        start += led.end() + 1  # "in Литературное наследство": the word leads to the container
    if text[start:end].endswith(("…", "..")):
        while end > start and text[end - 1] in "….":
            end -= 1
        while end > start and text[end - 1] in " ,.":
            end -= 1
    inner = unquoted(text, start, end)
    if inner:
        start, end = inner
        draft.quoted_container = True
    bracket = re.search(r"\s\(([^()\d]{2,40})\)\Z", text[start:end])
    if bracket and hints.place(bracket.group(1)):
        place = (start + bracket.start(1), start + bracket.end(1))
        draft.put("publisher-place", text[slice(*place)], place, "place-after-container")
        end = start + bracket.start()
        inner = unquoted(text, start, end)
        if inner:  # "„Nurt” (Kraków)"
            start, end = inner
            draft.quoted_container = True
    if start < end:
        draft.put("container-title", text[start:end], (start, end), rule)


def publisher(draft: Draft, text: str, start: int, end: int, rule: str) -> None:
    """The publisher at a place."""
    start, end = trim(text, start, end)
    end += text.startswith((".,", ".;"), end)  # "Выш. шк., 2009": no sentence ends there
    inner = unquoted(text, start, end)
    if inner:
        start, end = inner
    if start < end and hints.no_publisher(text[start:end]):
        draft.state("no-publisher", (start, end))
    elif start < end and any(c.isalpha() for c in text[start:end]):
        draft.put("publisher", text[start:end], (start, end), rule)


_RAISED = regex(RAISED)


def place(draft: Draft, text: str, start: int, end: int, rule: str) -> None:
    """The publisher's place at a place."""
    while start < end and text[start] in " [,:;–—-":
        start += 1
    while end > start and text[end - 1] in " ],:;?–—-" and not (text[end - 1] == "]" and "[" in text[start:end]):
        end -= 1  # but "Köln [u.a.]"
    raised = _RAISED.match(text, start, end)
    if raised is not None:  # "²Kraków 1998"
        put_raised_edition(draft, text, *raised.span())
        start = raised.end()
    if start < end and hints.no_place(text[start:end]):
        draft.state("no-place", (start, end))
    elif start < end:
        both = _PLACE_AND_LETTERS.fullmatch(text, start, end)
        if both is not None and "publisher" not in draft.text and hints.known_place(both["place"]):
            draft.put("publisher", both["publisher"], both.span("publisher"), rule)  # "Warszawa PWN 1987"
            end = both.end("place")
        end += text[start : end + 1] in _shortened()  # "СПб."
        draft.put("publisher-place", text[start:end], (start, end), rule)


# A place and the letters of a publisher, which nothing parts.
_LETTERS = rf"[{UPPER}]{{2,6}}"
_PLACE_AND_LETTERS = regex(rf"(?P<place>{CAPITAL}[{LOWER}]{{2,}})\s(?P<publisher>{_LETTERS}(?:\s{_LETTERS})?)")


@cache
def _shortened() -> frozenset[str]:
    """The places whose names end in the full stop of an abbreviation."""
    return frozenset(place for place in lexicon().places if place.endswith("."))


def put_archive(draft: Draft, text: str, start: int, end: int) -> None:
    """What a manuscript says of itself, as printed: that it is one, or where it lies."""
    start, end = trim(text, start, end)
    said = shelf.unpublished().match(text, start, end + 1)
    if said is not None and said.end() >= end:
        draft.put("genre", said.group(), said.span(), "manuscript-words")
        return
    library = shelf.known_archive().match(text, said.end() + 1, end) if said is not None else None
    if said is not None and library is not None and _NUMBER_LAST.fullmatch(text, library.end(), end):
        draft.put("genre", said.group(), said.span(), "manuscript-words")  # "rkps BJ 7753"
        draft.put("archive", library.group(), library.span(), "archive-name")
        shelf_mark = trim(text, library.end(), end)
        draft.put("archive_location", text[slice(*shelf_mark)], shelf_mark, "manuscript-words")
        return
    number = shelf.manuscript().match(text, start, end)
    alone = number is not None and number.end() == end  # "ms. 12" without its library
    draft.put("archive_location" if alone else "archive", text[start:end], (start, end), "manuscript-words")


# " 7753", " Akc. 12/64", " fr. 123"
_NUMBER_LAST = regex(r"\s(?:[^\W\d_]{1,5}\.?\s){0,2}[\w/.-]*[0-9][\w/.-]*")
