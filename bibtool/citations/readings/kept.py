"""A document and the archive where it is kept: "List do K. Lisa, 5 V 1921, AAN, MSZ, sygn. 5"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.citation import Kind as CitationKind
from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.names.given import family_like
from bibtool.citations.readings import shelf
from bibtool.citations.readings.archive import LONGEST_HEAD, archive_head, put_shelf
from bibtool.citations.readings.archive_signs import QUOTING, shelf_behind
from bibtool.citations.readings.described import dated_in_title, described
from bibtool.citations.readings.parts import trim
from bibtool.citations.readings.shelf_parts import LEAVES, inside, separator, shelfmarks
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import KIND, Anchor, between
from bibtool.language import gazetteer
from bibtool.language.forms import alternation
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Told, one_of
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

# A periodical in quotation marks behind a comma, with a figure or "z 29 grudnia" behind it.
_PRINTED = regex(r",\s[„«\"“][^„“”«»\"]{2,80}[”»\"“],?\s(?:\w{1,4}\.?\s)?\d")


@cache
def _archives() -> Told:
    return one_of(shelf.private_holding(), shelf.known_archive())


@cache
def _marks() -> Told:
    return one_of(shelf.marks(), shelf.places())


def _may_be_kept(text: str, own: Sequence[Anchor]) -> bool:
    """Whether an archive or holder is named in a text; a collection of any name stands behind "in:" or slashes."""
    if _archives().may_stand(text):
        return True
    if _marks().may_stand(text) and (" // " in text or any(a.kind is KIND.IN for a in own) or shelf.holder(text)):
        return True
    return hints.may_have(text, *shelf.HOLDERS) and hints.has(text, *shelf.HOLDERS)


def read_kept(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a document and the archive where it is kept: "List do K. Lisa, 5 V 1921, AAN, MSZ, sygn. 5"; whether it was
    one.  Only a name of the data tells where the archive begins."""
    own = between(anchors, start, end)
    # "List do K. Lisa z 3 maja 1889, ADT, sygn. 5": an acronym that no list has, behind a document and before a mark
    document = hints.has(text[start:end].partition(" ")[0], "document_word") and _marks().may_stand(text)
    if not document and not _may_be_kept(text, own):
        return False
    within = {_skipped(text, a.end) for a in own if a.kind is KIND.IN}
    privately = shelf.private_holding().may_stand(text)
    for stop, at in _joints(text, start, end, anchors):
        private = shelf.private_holding().match(text, at, end) if privately else None
        if private is not None and not inside(text[start:stop]):
            held = trim(text, *private.span())
            behind = trim(text, held[1], end)[0]
            if shelf.marks().match(text, behind, end) or shelf.places().match(text, behind, end):
                described(draft, text, start, stop, anchors)
                put_shelf(draft, text, at, held[1], end, anchors)
                return True
            _held(draft, text, start, stop, held, anchors)
            leaves = [a for a in between(anchors, held[1], end) if a.kind in LEAVES]
            details.take(draft, text, leaves)
            rest = trim(text, max((a.end for a in leaves), default=held[1]), end)
            if any(c.isalpha() for c in text[slice(*rest)]):
                draft.comments.append(rest)
            return True
        # the name is asked first: whether it is inside a bracket takes all the text before it
        head = _collection(text, at, end) if at in within else _behind_slashes(text, stop, at, end, own)
        told = head is not None or shelf.known_archive().match(text, at, end) or _holder(text, at, end)
        if not told and not (document and _ACRONYM.match(text, at, end) and shelf.acronym().match(text, at, end)):
            continue
        if inside(text[start:stop]):
            continue
        head = head or archive_head(text, at, end)
        if head is None:
            continue
        if _PRINTED.search(text, start, at):
            return False  # "„Dziennik” z 29 grudnia 1946, AAN, sygn. 12": printed matter, read as such
        if (text[start : start + 1] == " " and not _who_wrote(draft)) or _to_whom(draft, text):
            # "List J. Nowaka", "К. А. Сомов – А. П. Беловой": a document, no author
            draft.drop("author")
            start = draft.start
        town = trim(text, start, stop)
        if gazetteer.place(text[slice(*town)]) is not None:  # "Norwich, Norfolk Record Office, DCN 1/12/4"
            draft.put("archive-place", text[slice(*town)], town, "place-before-archive")
        else:
            described(draft, text, start, stop, anchors)
        put_shelf(draft, text, at, head, end, anchors)
        return True
    return False


def _who_wrote(draft: Draft) -> bool:
    """Whether what was read as names with their initials last, "Лосев В. И. Воспоминания", looks like family names; so
    the word for a document does not, "Показания В. И. Лосева"."""
    return all(family_like(name.family) for name in draft.names.get("author", ()))


def _to_whom(draft: Draft, text: str) -> bool:
    """Whether a dash parts two names: who wrote, and to whom."""
    spans = draft.values["author"].spans if "author" in draft.values else []
    return len(spans) > 1 and text[spans[0][1] : spans[1][0]].strip() in {"–", "—", "-"}


def _collection(text: str, at: int, end: int) -> int | None:
    """Where the name of a collection ends that "in:" names with a mark of a shelf behind it, as no book has one:
    "[w:] Zbiory Wilków, sygn. 12", "[w:] KJL teczka 5"."""
    if not text[at : at + 1].isupper():
        return None
    acronym = _ACRONYM.match(text, at, end)
    if acronym is not None and shelf.places().match(text, acronym.end(), end):
        return acronym.end(1)
    mark = shelf.marks().search(text, at, min(end, at + LONGEST_HEAD))
    if mark is None or mark.start() == at or any(c.isdigit() or c in QUOTING for c in text[at : mark.start()]):
        return None
    first = separator().search(text, at, mark.start())
    return trim(text, at, first.start() if first is not None else mark.start())[1]


def _behind_slashes(text: str, stop: int, at: int, end: int, own: Sequence[Anchor]) -> int | None:
    """Where the name of an archive ends that two slashes part from a document, where two marks of a shelf follow it or
    it holds a word for an archive and leaves follow: "// НА ИИР. Ф. 35. Оп. 1. Л. 7", "// Архив ИИР. Р-1. Л. 7"."""
    if text[stop:at].strip() != "//":
        return None
    first = separator().search(text, at, min(end, at + LONGEST_HEAD)) if text[at : at + 1].isupper() else None
    if first is None or any(mark in text[at : first.start()] for mark in QUOTING):
        return None
    marks = shelfmarks(text, first.end(), end)
    if len(marks) > 1 and marks[0].start() == first.end():
        return first.start()
    if not shelf.holder(text[at : first.start()]):
        return None
    return first.start() if any(a.rule == "folio-label" and a.start >= first.end() for a in own) else None


def _holder(text: str, at: int, end: int) -> bool:
    """Whether the name of a museum or archive stands at a place, and next to nothing but marks behind it: "Muzeum
    Literatury, sygn. 1345"."""
    first = separator().search(text, at, min(end, at + LONGEST_HEAD)) if text[at : at + 1].isupper() else None
    if first is None or not shelf.holder(text[at : first.start()]):
        return False
    if _SLASHES.search(text, at, first.start()):
        return False  # "Показания Л. И. Сомова // ГАРФ"
    if shelf.letters_and_figures().match(text, first.end(), end) or shelf.manuscript().match(text, first.end(), end):
        return True
    if shelf_behind(text, first.end(), end):
        return True  # "Staatsbibliothek zu Berlin, Nachlass Lis, Kasten 14"
    mark = shelf.marks().search(text, first.end(), min(end, first.end() + LONGEST_HEAD))
    return mark is not None and separator().split(text[first.end() : mark.start()], maxsplit=2)[1:] in ([], [""])


def _joints(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> list[tuple[int, int]]:
    """Where an archive may begin behind a document: behind a separator, two slashes, "in:"."""
    found = [match.span() for match in separator().finditer(text, start, end)]
    if text.find("//", start, end) >= 0:
        found += [match.span() for match in _SLASHES.finditer(text, start, end)]
    found += [(a.start, _skipped(text, a.end)) for a in between(anchors, start, end) if a.kind is KIND.IN]
    return sorted(found)


_ACRONYM = regex(rf"({CAPITAL}{{2,8}}),?\s")
_SLASHES = regex(r"\s?//\s")


def _skipped(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at


def _held(draft: Draft, text: str, start: int, stop: int, held: tuple[int, int], anchors: Sequence[Anchor]) -> None:
    """A document and who has it."""
    draft.manuscript = True
    described(draft, text, start, stop, anchors)
    draft.type = "document" if hints.starts_with(draft.text.get("title", ""), "recording") else "manuscript"
    draft.put("archive", text[slice(*held)], held, "holding")


_KEEPER = regex(rf"[,;]\s(?P<keeper>{CAPITAL}[^,;()0-9]{{3,90}})(?=[,;.]|\s*\Z)")


def keeper_behind(draft: Draft, text: str) -> None:
    """Make an archive of who stands behind the words for a manuscript and before its leaves, where no place says that
    it was printed: "Kronika szkoły, rękopis, Szkoła w Grodźcu, bez paginacji"."""
    genre = draft.values.get("genre")
    if genre is None or not genre.spans or draft.type == "thesis" or not _PRINTED_AT.isdisjoint(draft.values):
        return
    if draft.text["genre"].casefold() not in _unprinted():
        return
    keeper = _KEEPER.match(text, genre.spans[-1][1], draft.end)
    if keeper is None or not ("locator" in draft.values or "locator-rest" in draft.values):
        return
    start, end = keeper.span("keeper")
    held = [name for name, value in draft.values.items() if any(lo < end and start < hi for lo, hi in value.spans)]
    if held and (len(held) > 1 or held[0] not in _TAKEN_FOR or not hints.has(keeper["keeper"], *shelf.HOLDERS)):
        return
    for name in held:
        draft.drop(name)
    draft.put("archive", keeper["keeper"], (start, end), "holding")
    draft.manuscript = True


@cache
def _manuscript_in() -> re.Pattern[str]:
    """What a work is, before the archive that it is in: "mps w archiwum", "rkps w Archiwum"."""
    return compiled(rf"(?P<genre>{alternation(lexicon().hint('unpublished'))})\s{lexicon().alternation('in')}\s")


def manuscript_in(draft: Draft, text: str) -> None:
    """Part what a work is from the archive that holds it."""
    value = draft.values.get("archive")
    if value is None or len(value.spans) != 1 or "genre" in draft.text:
        return
    start, end = value.spans[0]
    found = _manuscript_in().match(text, start, end)
    if found is None:
        return
    privately = shelf.private_holding().match(text, found.end("genre") + 1, end) is not None
    start = found.end("genre") + 1 if privately else found.end()  # "w zbiorach autora" stays as it is
    draft.drop("archive")
    draft.put("genre", found["genre"], found.span("genre"), "manuscript-in-archive")
    draft.put("archive", text[start:end], (start, end), value.rule)


_PRINTED_AT = frozenset({"archive", "publisher-place", "issue", "volume", "URL"})
_TAKEN_FOR = frozenset({"publisher", "container-title", "editor"})


@cache
def _unprinted() -> frozenset[str]:
    return frozenset(form.casefold() for form in lexicon().hint("unpublished"))


_LETTERS = regex(rf"{CAPITAL}{{2,6}}")
_LOCATED = frozenset({"title", "container-title", "volume", "locator", "locator-rest", "signal", "language"})


def unheralded(draft: Draft, text: str, anchors: Sequence[Anchor]) -> None:
    """Read a manuscript that no archive heads: its letters before leaves, and the day that its title has."""
    _letters_before_leaves(draft, text)
    _signature_before_leaves(draft, text)
    dated_in_title(draft, text, anchors)


def _letters_before_leaves(draft: Draft, text: str) -> None:
    """Make an archive of letters that no list has before a volume and leaves, with nothing else: "KJL, t. 7, k. 3v".
    Books have pages."""
    name = "title" if "title" in draft.text else "container-title"
    value, volume = draft.values.get(name), draft.values.get("volume")
    if draft.kind is not CitationKind.FULL or value is None or volume is None or draft.label != "folio":
        return
    if not draft.values.keys() <= _LOCATED or not _LETTERS.fullmatch(draft.text[name]) or draft.type or draft.names:
        return
    place = trim(text, value.spans[-1][1], volume.spans[-1][1])
    if len({"title", "container-title"} & draft.values.keys()) > 1 or not place[0] < place[1]:
        return
    draft.put("archive", draft.text[name], value.spans[0], "letters-before-leaves")
    draft.drop(name)
    draft.drop("volume")
    draft.put("archive_location", text[slice(*place)], place, "letters-before-leaves")
    draft.manuscript = True


# ", Rep 60 A 123": letters and figures twice, as no title ends
_SIGNATURE = regex(rf",\s(?P<signature>{CAPITAL}[^\W\d_]{{0,3}}\.?\s?[0-9]{{1,4}}\s{CAPITAL}{{1,2}}\s?[0-9]{{1,5}})\Z")


def _signature_before_leaves(draft: Draft, text: str) -> None:
    """Part the place on a shelf, by letters and figures, from what stands before it: "Akta konsystorskie,
    Rep 60 A 123, k. 45v"."""
    value = draft.values.get("title")
    if value is None or draft.label != "folio" or len(value.spans) != 1 or draft.names or draft.type:
        return
    if not draft.values.keys() <= _LOCATED:
        return
    found = _SIGNATURE.search(text, *value.spans[0])
    if found is None:
        return
    start, rule = value.spans[0][0], value.rule
    draft.drop("title")
    fields.title(draft, text, start, found.start(), rule)
    draft.put("archive_location", found["signature"], found.span("signature"), "signature-before-leaves")
    draft.manuscript = True
