"""Archival references: the archive, a collection, the marks of a shelf, what the document is, its leaves.

"ГАРФ. Ф. 5446. Оп. 1. Д. 123. Л. 45", "AAN, KC PZPR, sygn. 237/V-12, Notatka, k. 22", "BArch, R 58/1234".  Names of
archives are data (``archive_name``); one that the data does not know is told by its marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings import archive_signs as signs
from bibtool.citations.readings import shelf
from bibtool.citations.readings.archive_signs import QUOTING
from bibtool.citations.readings.described import date_of, described, described_in_brackets
from bibtool.citations.readings.parts import trim
from bibtool.citations.readings.shelf_again import again
from bibtool.citations.readings.shelf_parts import (
    LEAVES,
    Part,
    Sort,
    is_signature,
    last_mark,
    marked,
    parts_of_place,
    separator,
    shelfmarks,
    sort_of,
)
from bibtool.citations.scan import hints
from bibtool.citations.scan.abbreviations import with_full_stop
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.segment.aliases import aliases
from bibtool.language import gazetteer
from bibtool.language.forms import alternation, squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_WORD_OF_NAME = regex(r"\s([^\W\d_]{1,30}\.?(?:[’'-][^\W\d_]{1,30}){0,4})(?![\w/])")
LONGEST_HEAD = 90
_LONGEST_HOLDER = 160  # with its abbreviation in brackets
_MOST_WORDS = 8
_SHORT_WORD = 3  # letters of "Ф.", "оп." and their like
_FEWEST = 3  # names that tell an archive without its marks
# What stands before the first of a holder's own marks: brackets, then a dash, comma or full stop.
_OWN_MARK = regex(
    r"(?=[\s(.,–—-])(?:\s?\([^()]{2,60}\))?(?P<gap>\s?\.?\s?[–—-]\s?|[,.]\s)(?=[^\W\d_]{1,5}\.?\s?-?[0-9]|№)"
)
_MARKED_CAPITALS = regex(rf"[^ {LOWER}]+?[ .]*?{_OWN_MARK.pattern}")
# A year behind a place: that of a book, which its holder has not.
_OF_BOOK = regex(rf",\s{CAPITAL}[^\W\d_]+\s(?:1[5-9]|20)[0-9]{{2}}(?![0-9])")
_FIGURE = regex(r"[\dIVX]")  # every place on a shelf has one
_LONGEST_GAP = 4  # between a holder and its mark: ". — "
_SHELF = 160  # letters behind an archive within which its first place stands


_DOTTED = regex(rf"(?:{CAPITAL}\.)+")  # "A.N., F 21", but "A.N. Lis"


_MARK_LAST = regex(rf"\s[{LOWER}]{{1,5}}\.?\Z")
_FIGURE_NEXT = regex(r"\.?\s?[0-9]")


def archive_head(text: str, start: int, end: int) -> int | None:
    """Where the name of an archive ends, as :func:`_head` tells; what nothing parts from it, "RGIA f. 1284", is the
    first mark."""
    head = _head(text, start, end)
    mark = _MARK_LAST.search(text, start, head) if head is not None else None
    if head is not None and mark is not None and _FIGURE_NEXT.match(text, head, end):
        return mark.start()
    return head


def _head(text: str, start: int, end: int) -> int | None:
    """Where the name of an archive ends with which a stretch begins; None where it begins otherwise.

    A name of the data is enough where a place on a shelf follows; a name with the word for an archive, or an acronym
    that nobody knows, wants a mark of a shelf.
    """
    code = shelf.reference_code().match(text, start, end)
    if code is not None:
        return code.end("archive") + 1
    known = shelf.known_archive().match(text, start, end)
    if known and not (_DOTTED.fullmatch(known.group()) and text[known.end() : known.end() + 1] not in (",", ":")):
        stop = _name_end(text, start, known.end(), end)
        return stop if shelved(text, stop, end) or _unmarked(text, stop, end) else None
    held = _held_by(text, start, end)
    if held is not None:
        return held[0][1]
    acronym = shelf.acronym().match(text, start, end)
    if acronym:
        marks = shelfmarks(text, start, end)
        after = trim(text, acronym.end(), end)[0]
        told = marks or signs.only_of_archives(text, acronym.end(), end) or signs.one_place(text, after, end)
        told = told or signs.fonds_and_leaves(text, acronym.end(), end)
        return None if not told or hints.starts_with(text[after:end], "statute") else acronym.end()
    if not text[start : start + 1].isupper():
        return None
    first = _first_separator(text, start, end)
    if first is None or not shelf.keeper(text, start, first.start()):
        return None
    if not shelf.holder(text[start : first.start()]):
        return first.start() if shelf.of_an_office(text, start, first.start(), first.end(), end) else None
    marks = shelfmarks(text, start, end)
    if marks and marks[0].start() < first.start():
        return None
    behind = shelf.letters_and_figures().match(text, first.end(), end)
    behind = behind or shelf.manuscript().match(text, first.end(), end)
    if (
        marks
        or behind
        or signs.shelf_behind(text, first.end(), end)
        or signs.only_of_archives(text, start, end)
        or signs.collection_and_leaves(text, first.end(), end)
    ):
        return _with_town(text, first.start(), end)
    return None


def _first_separator(text: str, start: int, end: int) -> re.Match[str] | None:
    """What parts the name of an archive from what follows; inside a bracket nothing does, "(далі – ІР НБУВ)"."""
    stop = min(end, start + LONGEST_HEAD)
    first = separator().search(text, start, stop)
    opening = text.find("(", start, first.start()) if first is not None else -1
    closing = text.find(")", opening, end) if opening >= 0 else -1
    if first is not None and closing > first.start():
        return separator().search(text, closing + 1, max(stop, min(end, closing + 3)))
    return first


def _held_by(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A holder and its own marks, where nothing else stands: a museum, or letters that stand for one."""
    if not _may_hold(text, start, end) or shelf.reference_code().match(text, start, end) is not None:
        return None
    first = _OWN_MARK.search(text, start, min(end, start + _LONGEST_HOLDER))
    if first is None or shelf.own_marks().match(text, first.start("gap"), end) is None:
        return None
    if _known_marks(text, start, first.start("gap"), end):
        return None
    name = text[start : first.start()].strip(" .")
    if any(mark in name for mark in QUOTING) or shelf.part_of().search(text, start, first.start()):
        return None  # "R. Lis, La laguna, in «Archivio veneto», CXV (1984), n. 157"
    if _OF_BOOK.search(name):
        return None  # "Barok w Lublinie, oprac. D. Lis, Muzeum Lubelskie, Lublin 1985, poz. kat. 23, il. 14"
    labels = [squash(label["label"]) for label in shelf.own_label().finditer(text, first.start("gap"), end)]
    if shelf.known_archive().match(text, start, end) or not shelf.leaves().isdisjoint(labels):
        return None
    head = name.partition(", ")[0]
    if not shelf.pages().isdisjoint(labels) and not shelf.holder(head) and gazetteer.place(head) is None:
        return None  # "T. Lis, Pamiętnik, mps, Biblioteka Ossolineum, sygn. 15678, s. 44": who wrote what stands there
    numbered = sum(label in shelf.numbered() for label in labels)
    if hints.has(name, "archive", "holder"):
        told = numbered < len(labels)
    else:
        told = name.isupper() and " " not in name and not numbered and not shelfmarks(text, start, end)
    return ((start, first.start("gap")), trim(text, first.end("gap"), end)) if told else None


def _known_marks(text: str, start: int, at: int, end: int) -> bool:
    """Whether marks at a place are not the holder's own: one that everybody knows goes on there, "sygn. D 12", or
    stands there before pages, "sygn. 12, s. 44"."""
    marks = shelfmarks(text, start, end)
    if any(mark.start() <= at < mark.end() for mark in marks):
        return True
    labels = [squash(label["label"]) for label in shelf.own_label().finditer(text, at, end)]
    return bool(marks) and marks[0].start() - at <= _LONGEST_GAP and labels[-1] in shelf.pages()


def _may_hold(text: str, start: int, end: int) -> bool:
    """Whether a holder may stand at a place: one word in capitals with a mark behind it does, or a word for one stands
    somewhere."""
    if not text[start : start + 1].isupper():
        return False
    if hints.may_have(text, "archive", "holder"):
        return True
    capitals = not text[start + 1 : start + 2].islower()
    return capitals and _MARKED_CAPITALS.match(text, start, min(end, start + _LONGEST_HOLDER)) is not None


def place_again(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> int:
    """Put another place in the archive cited before into a draft, behind the word for it: "ivi, Consiglio di dieci,
    Misti, filza 7, c. 3"; where it ends, or where it would begin."""
    parts = list(parts_of_place(text, start, end))
    found = [number for number, part in enumerate(parts) if shelf.places().match(text, *part)]
    if not found or not all(text[part.start].isupper() for part in parts[: found[0]]):
        return start
    first = shelf.places().match(text, *parts[0])
    if first is not None and squash(first["word"]) in shelf.numbered() | shelf.leaves():
        return start
    place = (parts[0].start, parts[found[-1]].end)
    draft.put("archive_location", text[slice(*place)], place, "shelfmarks")
    stop = place[1]
    for part in parts[found[-1] + 1 :]:
        leaf = shelf.leaf().match(text, *part)
        if leaf is not None and not draft.locator:
            draft.locate(details.pages(leaf["value"]), "folio", leaf.span("value"), "folio-label")
        elif sort_of(text, part, anchors) is Sort.DATE:
            date_of(draft, between(anchors, *part))
        else:
            break
        stop = part.end
    return stop


_BRACKET = regex(r"\s?\([^()]{2,80}\)")


def _town_behind(text: str, start: int, at: int, end: int) -> int:
    """Where an archive ends behind its town; behind the name of a library in full, which names none, also where no
    shelf follows: "Biblioteca Marciana, Venezia, cod. 12"."""
    stop = _with_town(text, at, end)
    name = text[start:at].split()
    if stop > at or len(name) < 2:
        return stop
    town = _TOWN.match(text, at, end)
    if town is None or not hints.known_place(town["town"]) or any(map(hints.known_place, name)):
        return at
    return town.end()


def _name_end(text: str, start: int, at: int, end: int) -> int:
    """Where the name of an archive ends that begins as the data has it: "ЦДАГО України", "AP w Lublinie", perhaps with
    its town and its acronym in brackets.  Figures and further acronyms belong to the place on the shelf."""
    while True:
        word = _WORD_OF_NAME.match(text, at, end)
        state = word is not None and word[1].rstrip(".") in lexicon().hint("state")  # "ЦГИА УССР"
        if word is None or (word[1].isupper() and not state) or shelf.marks().match(text, word.start(1), end):
            break
        at = word.end()
    bracket = _BRACKET.match(text, at, end)
    at = bracket.end() if bracket else at
    at = _town_behind(text, start, at, end)
    bracket = _BRACKET.match(text, at, end) if bracket is None else None
    return bracket.end() if bracket else at


_TOWN = regex(rf",\s(?P<town>{CAPITAL}[^\W\d_]+(?:[\s-]{CAPITAL}[^\W\d_]+)?)(?=,\s)")


def _with_town(text: str, at: int, end: int) -> int:
    """Where an archive ends behind its town: "Archiwum Akt Nowych, Warszawa, MSZ, sygn. 4"."""
    town = shelf.town_behind().match(text, at, end)
    if town is not None:
        return town.end()
    named = _TOWN.match(text, at, end)
    if named is None or gazetteer.place(named["town"]) is None or not shelved(text, named.end(), end):
        return at
    return named.end()


def shelved(text: str, start: int, end: int) -> bool:
    """Whether a place on a shelf stands in a stretch, near its head."""
    end = min(end, start + _SHELF)
    if shelf.part_of().match(text, start, end) is not None:
        return False  # "Archivio di Stato di Venezia, in Guida degli archivi"
    if shelfmarks(text, start, end) or shelf.numbers_first().match(text, start, end):
        return True
    numbers = (shelf.number_before_leaves(), shelf.number_before_document(), shelf.fonds_behind())
    if any(pattern.match(text, start, end) for pattern in numbers):
        return True
    if shelf.leaves_behind().search(text, start, end):
        return True  # "AGAD, Metryka Koronna, t. 123, k. 45v"
    if _FIGURE.search(text, start, end) is None:
        return False  # a long row of archives would be parted again at each of them
    return any(
        is_signature(text, part) or shelf.places().match(text, *part) for part in parts_of_place(text, start, end)
    )


def _unmarked(text: str, start: int, end: int) -> bool:
    """Whether nothing but collections stands behind an archive: "AGAD, Metryka Koronna", but "BN, Warszawa"."""
    match = shelf.unmarked().match(text, start, end)
    return match is not None and gazetteer.place(match["name"]) is None


def read_archival(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a reference that begins with an archive, or of two marks and nothing but an archive before them; whether
    it was one."""
    if draft.names:
        return False
    held = _held_by(text, start, end)
    if held is not None:
        _put(draft, text, *held)
        return True
    head = archive_head(text, start, end)
    if head is None:
        unknown = _unknown(text, start, end, anchors)
        if unknown is not None:
            _put(draft, text, *unknown)
            return True
        marks = shelfmarks(text, start, end)
        if (len(marks) < 2 and not again(text, start, end)) or len(
            text[start : marks[0].start()].split()
        ) > _MOST_WORDS:
            return False
        head = marks[0].start()
    put_shelf(draft, text, start, head, end, anchors)
    return True


def _unknown(
    text: str, start: int, end: int, anchors: Sequence[Anchor]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The archive and the place in it where nothing but names with capitals and a number stand, and one of the names
    is that of an archive: "Wiedeń, Ministerstwo Wojny, Archiwa kolonialne, Biuro map, nr 217"."""
    own = between(anchors, start, end)
    if len(own) != 1 or own[0].kind is not Kind.ISSUE or end - own[0].end > 1:
        return None
    parts = list(parts_of_place(text, start, own[0].start))
    named = [number for number, part in enumerate(parts) if hints.has(text[slice(*part)].split(" ", 1)[0], "archive")]
    if len(parts) < _FEWEST or not named or not all(text[part.start].isupper() for part in parts):
        return None
    last = named[-1] if named[-1] < len(parts) - 1 else named[-1] - 1
    if last < 0:
        return None
    return (start, parts[last].end), (parts[last + 1].start, own[0].end)


def _put(draft: Draft, text: str, archive: tuple[int, int], location: tuple[int, int]) -> None:
    draft.type = "manuscript"
    draft.manuscript = True
    archive = (archive[0], with_full_stop(text, *archive))
    draft.put("archive", text[slice(*archive)], archive, "archive-before-marks")
    draft.put("archive_location", text[slice(*location)], location, "shelfmarks")


def put_shelf(draft: Draft, text: str, start: int, head: int, end: int, anchors: Sequence[Anchor]) -> None:
    """Put an archive that ends at ``head``, the place in it, the document and its leaves into a draft."""
    draft.type = "manuscript"
    draft.manuscript = True
    parts = marked(text, [(part, sort_of(text, part, anchors)) for part in parts_of_place(text, head, end)])
    places = [number for number, (_, sort) in enumerate(parts) if sort is Sort.MARK]
    leaves = [number for number, (_, sort) in enumerate(parts) if sort is Sort.LEAVES]
    first = places[0] if places else 0
    last = last_mark(parts, places)
    before, after = parts[:first], [row for row in parts[last + 1 :] if row[1] is not Sort.LEAVES]
    title = [part for part, sort in after if sort is Sort.WORDS and part.start < _before(parts, leaves, end)]
    stop = head
    begin = parts[first][0].start if parts else head
    if before and title:
        begin = before[0][0].start
    elif before and "title" not in draft.text:
        # what stands last before the marks is a collection, unless it says that it is a document
        if _of_a_document(text[slice(*before[-1][0])]):
            stop = before[-2][0].end if len(before) > 1 else head
            described(draft, text, before[-1][0].start, before[-1][0].end, anchors)
        else:
            begin = before[0][0].start
    elif before:
        begin = before[0][0].start
    lo, hi = trim(text, start, stop)
    while lo < hi and text[hi - 1] in "- ":  # "HR-HDA-1561"
        hi -= 1
    hi += text[lo : hi + 1] in lexicon().hint("archive_name") and hi < stop  # "Arch. nat."
    hi = with_full_stop(text, lo, hi)
    if lo < hi:
        draft.put("archive", text[lo:hi], (lo, hi), "archive-before-marks")
    if places:
        stop = parts[last][0].end
        span = (begin, stop - (text[stop - 1] == "." and text[stop - 2] in "IVX"))
        draft.put("archive_location", text[slice(*span)], span, "shelfmarks")
    leaf = [parts[number][0] for number in leaves]
    told = shelf.leaf().match(text, *leaf[0]) if leaf else None
    if told is not None and any(a.kind in LEAVES and a.start < told.start("value") for a in between(anchors, *leaf[0])):
        told = None  # the label is known elsewhere too
    known = told.end() if told is not None else head
    details.take(
        draft, text, [a for part in leaf for a in between(anchors, *part) if a.kind in LEAVES and a.start >= known]
    )
    if told is not None:
        draft.locate(details.pages(told["value"]), "folio", told.span("value"), "folio-label")
        if told["gloss"]:
            draft.state("abbreviation", (told.start(), told.end("gloss")))  # "arkush (ark.)"
    if title and not places and not leaves and "title" not in draft.text and _only_collections(text, after):
        span = (title[0].start, title[-1].end)
        draft.put("archive_location", text[slice(*span)], span, "collection")
    elif title and (said := _behind_full_stop(text, title, leaf, end)) is not None:
        if said:
            draft.comments.append((title[0].start, title[-1].end))
        else:
            fields.title(draft, text, title[0].start, title[-1].end, BEHIND_FULL_STOP)
    elif title:
        dated = [part for part, sort in after if sort in (Sort.WORDS, Sort.DATE)]
        described(draft, text, title[0].start, max(title[-1].end, dated[-1].end), anchors)
    else:
        for part, sort in after:
            if sort is Sort.DATE:
                date_of(draft, between(anchors, *part))
    _trailing(draft, text, parts, leaves)
    stop = max([head, *(hi for value in draft.values.values() for _, hi in value.spans)])
    remark = _REMARK.match(text, stop, end)
    if remark is not None and aliases(text, stop, end):
        return  # "(dalej: AmK)"
    if remark is not None and "title" in draft.text:
        draft.comments.append(remark.span("said"))
    elif remark is not None:
        described_in_brackets(draft, text, *remark.span("said"))


# "f. 358, op. 2, spr. 11, ark. 9 (letter of 12 May 1902)": what the document is, behind its place
_REMARK = regex(r"\s?\((?P<said>[^\W\d_][^()]{5,200})\)?[.\s]*\Z")


#: The rule of words behind the full stop after a mark, which are a document or a sentence of the author.
BEHIND_FULL_STOP = "title-behind-full-stop"


def _behind_full_stop(text: str, title: Sequence[Part], leaves: Sequence[Part], end: int) -> bool | None:
    """Whether words behind the full stop after a mark are the author's; None where they are plainly a document, or
    stand behind a comma or before leaves."""
    start, stop = title[0].start, title[-1].end
    words = text[start:stop]
    if text[start - 2] != "." or any(leaf.start > start for leaf in leaves):
        return None
    if hints.has(words.split(" ", 1)[0], "document_word"):
        return None
    if shelfmarks(text, start, stop):  # an archive again, which nothing parts
        return False
    behind = text[end:].lstrip(" ,;:")
    if _saying().search(text, start, stop) is not None or hints.starts_with(behind, "see") is not None:
        return True
    return None if _of_a_document(words) else False


@cache
def _saying() -> Phrase:
    words = lexicon().hint("sentence_word")
    return Phrase(rf"(?<!\w){alternation(words)}(?!\w)", words)


def _only_collections(text: str, parts: Sequence[tuple[Part, Sort]]) -> bool:
    """Whether all that stands behind an archive names collections and describes no document."""
    return all(sort is Sort.WORDS and not _of_a_document(text[slice(*part)]) for part, sort in parts)


_OF_YEAR = regex(rf"{CAPITAL}[^\W\d_]+\s1[2-9][0-9]{{2}}")  # "Estimo 1518", a collection


def _of_a_document(words: str) -> bool:
    """Whether words before a mark describe a document and name no collection: "Wizyta biskupa z roku 1743", "List do
    K. Lisa", but "Rząd Gubernialny Lubelski"."""
    told = hints.has(words.split(" ", 1)[0], "document_word")
    if not told and _OF_YEAR.fullmatch(words):
        return False
    said = any(c.isdigit() or c in "„«“" for c in words) and not words[0].isdigit()
    return told or (said and any(word.isalpha() and len(word) > _SHORT_WORD for word in words.split()))


def _before(parts: Sequence[tuple[Part, Sort]], leaves: Sequence[int], end: int) -> int:
    return parts[leaves[0]][0].start if leaves else end


def _trailing(draft: Draft, text: str, parts: Sequence[tuple[Part, Sort]], leaves: Sequence[int]) -> None:
    """Words behind the leaves: the title where there is none yet, else a comment."""
    rest = [part for part, sort in parts[leaves[-1] + 1 :] if sort is Sort.WORDS] if leaves else []
    if not rest:
        return
    span = (rest[0].start, rest[-1].end)
    if "title" not in draft.text and text[span[0]].isupper():
        draft.put("title", text[slice(*span)], span, "title-after-marks")
