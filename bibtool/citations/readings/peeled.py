"""What a title holds that is none of it (that the work is a thesis, an entry of an encyclopaedia), and what one value
says of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings import shelf
from bibtool.citations.readings.assemble import UNIVERSITY, university_begins
from bibtool.citations.readings.entries import entered, entry_behind
from bibtool.citations.readings.parts import trim
from bibtool.citations.readings.reports import in_papers, numbered, numbered_report, papers
from bibtool.citations.readings.theses import theses, thesis_said
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.items.dates import Date
from bibtool.language import gazetteer
from bibtool.language.forms import firsts, literal
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase, Told, one_of
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_CLOSING = frozenset({Kind.PAGES, Kind.CHAPTER, Kind.URL, Kind.DOI, Kind.ACCESSED})
_PARTING = regex("[.:,–—-]")


@cache
def _thesis() -> Phrase:
    """ ": дис. … канд. іст. наук : 07.00.01" at the end of a title, whatever parts it from the title."""
    # all marks at once, from behind the last word: a long row of them is gone through once
    marks = r"(?<=[^\s.:,–—-])(?>[\s.:,–—-]+)"
    unprinted = literal(lexicon().hint("unpublished"))
    # "niepubl. praca doktorska", "unveröff. phil. Diss.", "(niepubl. rozprawa doktorska)"
    return Phrase(
        rf"(?:{marks}|\s(?P<bracket>\())(?P<genre>(?:(?i:{unprinted})\s(?:[^\W\d_]{{2,5}}\.\s)?)?"
        rf"{theses()}(?![^\W\d_])[.…\s]*[^\n]*?)(?(bracket)\))\Z",
        firsts(lexicon().forms("thesis")),
    )


@cache
def _bracketed() -> Phrase:
    """ "(PhD diss., University of Leeds, 1999)", "[Doctoral dissertation, Yale University]" behind a dated head."""
    genre = rf"(?P<genre>(?:[^\W\d_]+\.?\s)?{lexicon().alternation('thesis')})"
    return Phrase(
        rf"[,.]?\s(?:\({genre},\s(?P<publisher>[^()]{{3,90}}?),\s(?P<year>(?:1[89]|20)\d\d)\)"
        rf"|\[{genre.replace('genre', 'genre2')},\s(?P<publisher2>[^\[\]]{{3,90}})\])",
        lexicon().forms("thesis"),
    )


def read_thesis(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a thesis as English notes print it; whether it was one."""
    found = _bracketed().search(text, start, end)
    if found is None or not trim(text, start, found.start())[0] < found.start():
        return False
    form = "" if found["year"] else "2"
    if form and not draft.dated_first:
        return False
    draft.type = "thesis"
    fields.title(draft, text, start, found.start(), "title-before-thesis")
    draft.put("genre", found["genre" + form], found.span("genre" + form), "thesis-words")
    draft.put("publisher", found["publisher" + form], found.span("publisher" + form), UNIVERSITY)
    date = Date.from_edtf(found["year"]) if found["year"] else None
    if date is not None:
        draft.put_date("issued", date, found.span("year"), "year")
    behind = [a for a in anchors if a.start >= found.end() and a.kind in _CLOSING]
    details.take(draft, text, behind)
    kept = trim(text, found.end(), min([end, *(a.start for a in behind)]))
    if form and kept[0] < kept[1]:  # "ProQuest Dissertations"
        draft.put("archive", text[slice(*kept)], kept, "archive-behind-thesis")
    pages = _PAGES_AND_REMARK.match(text, found.end(), end) if not draft.locator else None
    if pages is not None:  # "201–204 (unpublished; on file with the author)"
        draft.locate(details.pages(pages["pages"]), "page", pages.span("pages"), "pages-behind-thesis")
        draft.comments.append(pages.span("remark"))
    return True


_PAGES_AND_REMARK = regex(r",?\s(?P<pages>[0-9]{1,4}(?:[-–][0-9]{1,4})?)\s(?P<remark>\([^()]{3,90}\))[\s.]*\Z")


@cache
def _of_status() -> Told:
    return one_of(shelf.unpublished(), shelf.exhibition_catalogue())


def status_last(draft: Draft, text: str) -> None:
    """Take the words for what a work is off the end of a title: "Die Hütten, unveröff. Ms.", "Ikony, kat. wyst."."""
    value = draft.values.get("title") if _of_status().may_stand(text) else None
    if value is None or len(value.spans) != 1 or "genre" in draft.text or draft.type:
        return
    start, stop = value.spans[0]
    if shelf.exhibition_catalogue().match(text, start, stop + 1) is not None:
        _title_for_names(draft, text, start, stop)
        return
    for mark in _BEFORE_STATUS.finditer(text, start, stop):
        unpublished = shelf.unpublished().match(text, mark.end(), stop + 1)
        said = unpublished or shelf.exhibition_catalogue().match(text, mark.end(), stop + 1)
        if said is not None and not text[said.end() : stop].strip(" .)]"):
            _status(draft, text, (start, mark.start()), said)
            draft.manuscript = unpublished is not None
            return
    behind = shelf.exhibition_catalogue().match(text, stop + 2) if text.startswith((", ", ". "), stop) else None
    if behind is not None and not any(
        lo < behind.end() and behind.start() < hi for other in draft.values.values() for lo, hi in other.spans
    ):  # what the reading that was chosen left unread
        draft.put("genre", behind.group(), behind.span(), "status")


def manuscript_last(draft: Draft, text: str) -> None:
    """Take the words for a manuscript out of the title of one that lies somewhere: "Dziennik, rkps, Biblioteka
    Jagiellońska, sygn. 8".  What stands between them and the archive belongs to its name."""
    value, archive = draft.values.get("title"), draft.values.get("archive")
    if draft.type != "manuscript" or value is None or len(value.spans) != 1 or "genre" in draft.text:
        return
    start, stop = value.spans[0]
    for mark in _BEFORE_STATUS.finditer(text, start, stop):
        said = shelf.unpublished().match(text, mark.end(), stop + 1)
        if said is None:
            continue
        rest = trim(text, said.end(), stop)
        further = bool(text[slice(*rest)].strip(" .)]"))
        if further and not _joins(text, said.end(), rest, archive):
            continue
        _status(draft, text, (start, mark.start()), said)
        if further and archive is not None:
            draft.drop("archive")
            whole = (rest[0], archive.spans[-1][1])
            draft.put("archive", text[slice(*whole)], whole, archive.rule)
        return


def _joins(text: str, at: int, rest: tuple[int, int], archive: Value | None) -> bool:
    """Whether words behind a comma stand right before the archive, and a comma parts them: "ЛННБУ ім. В. Стефаника,
    Відділ рукописів"."""
    if archive is None or text[rest[1] : archive.spans[0][0]].strip() != ",":
        return False
    return text[at : rest[0]].strip(" ).]") == "," and text[rest[0]].isupper()


def _status(draft: Draft, text: str, title: tuple[int, int], said: re.Match[str]) -> None:
    value = draft.values["title"]
    draft.drop("title")
    fields.title(draft, text, *title, value.rule)
    draft.put("genre", said.group(), said.span(), "status-behind-title")


def _title_for_names(draft: Draft, text: str, start: int, stop: int) -> None:
    """The title before "Ausst.-Kat." that was taken for names: "Gold und Glas, Ausst.-Kat. Nürnberg 1987"."""
    said = shelf.exhibition_catalogue().match(text, start, stop + 1)
    names, value = draft.names.get("author", ()), draft.values.get("author")
    if said is None or said.end() < stop or value is None or any(name.given for name in names):
        return
    first, last = value.spans[0][0], value.spans[-1][1]
    draft.drop("author")
    draft.drop("title")
    fields.title(draft, text, first, last, "title-before-status")
    draft.put("genre", said.group(), said.span(), "status-behind-title")


_BEFORE_STATUS = regex(r"\s?[.,:;]\s|\s[(\[]")


def peel(draft: Draft, text: str, end: int) -> None:
    """Part the title of a draft from what it is no part of."""
    value = draft.values.get("title")
    if value is not None and len(value.spans) == 1 and _thesis().may_stand(text):
        start, stop = value.spans[0]
        thesis = _thesis().search(text, start, stop) if _PARTING.search(text, start, stop) else None
        if thesis is not None and "genre" not in draft.text:
            draft.drop("title")
            fields.title(draft, text, start, thesis.start(), value.rule)
            _degree(draft, text, *thesis.span("genre"))
            draft.type = draft.type or "thesis"
    settle(draft, text)
    entry_behind(draft, text, end)


def _degree(draft: Draft, text: str, start: int, end: int) -> None:
    """Put what kind of thesis a work is into a draft, and the university, place and year behind it: "Diss., Universität
    Bielefeld", "Diss. phil. Königsberg", "Phil. Diss. Univ. Marburg 1966"."""
    year = _YEAR_LAST.search(text, start, end)
    if year is not None and "issued" not in draft.dates:
        date = Date.from_edtf(year["year"])
        if date is not None:
            draft.put_date("issued", date, year.span("year"), "year-behind-thesis")
            end = year.start()
    for space in re.finditer(r"[\s(]+", text[start:end]):
        at = start + space.end()
        word = _FIRST_WORD.match(text, at, end)
        if word is not None and hints.has(word.group(), "organisation"):
            space_start = university_begins(text, start, start + space.end() - 1)
            at = space_start + 1
            stop = text.find(", ", at, end)
            if "publisher" not in draft.text:
                fields.publisher(draft, text, *trim(text, at, stop if stop > 0 else end), UNIVERSITY)
            end = space_start
            break
    start, end = start, start + len(text[start:end].rstrip(" ,(;:"))
    draft.put("genre", text[start:end], (start, end), "thesis-words")


_YEAR_LAST = regex(r"[\s,]+\(?(?P<year>(?:1[5-9]|20)[0-9]{2})\)?[\s.]*\Z")
_MOST_WORDS = 3  # of a place
# The rule of a place that stands right behind the words for a thesis.
PLACE_OF_THESIS = "place-behind-thesis"


def _place_of_thesis(draft: Draft, text: str, start: int, end: int) -> int:
    """Put the place behind the words for a thesis into a draft, and the letters of its university: "rozprawa doktorska
    UMCS Lublin"; where those words end."""
    spaces = [start + space.start() for space in re.finditer(r"\s", text[start:end])][-_MOST_WORDS:]
    for at in spaces:
        if hints.has(text[at + 1 : end].partition(" ")[0], "organisation"):
            at = university_begins(text, start, at)
            fields.publisher(draft, text, at + 1, end, UNIVERSITY)  # "Diss. iur. Univ. Halle-Wittenberg"
            return start + len(text[start:at].rstrip(" ,"))
        if text[at + 1].isupper() and gazetteer.place(text[at + 1 : end]) is not None:
            fields.place(draft, text, at + 1, end, PLACE_OF_THESIS)
            end = start + len(text[start:at].rstrip(" ,"))
            break
    else:
        return end
    before = text.rfind(" ", start, end) + 1
    if start < before and "publisher" not in draft.text and _LETTERS.fullmatch(text, before, end):
        fields.publisher(draft, text, before, end, UNIVERSITY)
        end = start + len(text[start:before].rstrip(" ,"))
    return end


_LETTERS = regex(rf"{CAPITAL}{{2,6}}")
_FIRST_WORD = regex(rf"{CAPITAL}\w+\.?")


@cache
def _told_last() -> Phrase:
    """ ". Paper presented at the Annual Meeting", ". Unveröffentlichtes Manuskript" at the end of a title."""
    lex = lexicon()
    presented, unprinted = lex.alternation("presented"), lex.alternation("unprinted")
    return Phrase(
        rf"[.,?!]\s\(?(?P<genre>(?P<presented>{presented}\s[^\n]{{3,160}})|{unprinted})\)?\.?\Z",
        lex.forms("presented", "unprinted"),
    )


def _unprinted(draft: Draft, text: str) -> None:
    """Part what a work was, read aloud or never printed, from the end of its title."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or "genre" in draft.text or "container-title" in draft.text:
        return
    start, stop = value.spans[0]
    found = _told_last().search(text, start, stop)
    if found is None or found.start() == start:
        return
    fields.title_before(draft, text, found)
    draft.put("genre", found["genre"], found.span("genre"), "told-last")
    draft.type = draft.type or ("speech" if found["presented"] else "manuscript")


@cache
def _kinds_of_work() -> Told:
    """What a title says of its work that is none of it."""
    return one_of(_release(), papers(), numbered(), _told_last())


def settle(draft: Draft, text: str) -> None:
    """Put right what one value says of another, in whatever reading."""
    _directed(draft)
    _daily(draft, text)
    entered(draft, text)
    if _kinds_of_work().may_stand(text):
        _released(draft, text)
        in_papers(draft, text)
        numbered_report(draft, text)
        _unprinted(draft, text)
    _of_thesis(draft, text)
    _where_written(draft, text)


def _where_written(draft: Draft, text: str) -> None:
    """Part the place and the university from the words for a thesis, "Diss. phil. Königsberg", and those words from
    what was read as who published it: "Diss., Königsberg"."""
    publisher = draft.values.get("publisher")
    if (
        publisher is not None
        and "genre" not in draft.text
        and thesis_said().fullmatch(draft.text["publisher"].rstrip("."))
    ):
        span, words = publisher.spans[0], draft.text["publisher"]
        draft.drop("publisher")
        draft.put("genre", words, span, "thesis-words")
        draft.type = draft.type or "thesis"
    genre = draft.values.get("genre")
    if genre is None or genre.rule != "thesis-words":
        return
    start, stop = genre.spans[0]
    place = draft.values.get("publisher-place")
    if place is not None:
        _university_before(draft, text, (start, stop), place.spans[0])
        return
    end = _place_of_thesis(draft, text, start, stop)
    if end < stop:
        draft.drop("genre")
        draft.put("genre", text[start:end], (start, end), "thesis-words")


def _university_before(draft: Draft, text: str, genre: tuple[int, int], place: tuple[int, int]) -> None:
    """Put the word for a university and the town behind it together: "Diss. Univ. Hamburg 1985"."""
    start, stop = genre
    at = text.rfind(" ", start, stop) + 1
    word = text[at : place[0]].rstrip()
    if at <= start or "publisher" in draft.text or not word[:1].isupper() or not hints.has(word, "organisation"):
        return
    draft.drop("genre")
    draft.put("genre", text[start : at - 1], (start, at - 1), "thesis-words")
    draft.drop("publisher-place")
    fields.publisher(draft, text, at, place[1], UNIVERSITY)


def _of_thesis(draft: Draft, text: str) -> None:
    """A thesis has a title before all else: what was read as a larger work is it."""
    genre, value = draft.values.get("genre"), draft.values.get("container-title")
    if genre is None or genre.rule != "thesis-words" or value is None or "title" in draft.text:
        return
    draft.drop("container-title")
    fields.title(draft, text, value.spans[0][0], value.spans[-1][1], value.rule)


@cache
def _release() -> Phrase:
    return Phrase(
        rf"[\s,]{{1,2}}(?P<genre>{lexicon().alternation('press_release')})\Z", lexicon().forms("press_release")
    )


def _released(draft: Draft, text: str) -> None:
    """Take the word for what is told to the press off the end of a title, or for a periodical: "“Plan Published,” press
    release, 3 May 2021"."""
    for variable in ("title", "container-title"):
        value = draft.values.get(variable)
        if value is None or len(value.spans) != 1:
            continue
        start, stop = value.spans[0]
        found = _release().search(text, start - 2 if variable == "container-title" else start, stop)
        if found is None:
            continue
        draft.drop(variable)
        if variable == "title":
            fields.title(draft, text, start, found.start(), value.rule)
        draft.put("genre", found["genre"], found.span("genre"), "press-release")


def _daily(draft: Draft, text: str) -> None:
    """Books have no day: what is no place that is known stands before a day as a newspaper does ("Zatory na Bugu,
    Kurier Podlaski 14 V 1933")."""
    date, place = draft.dates.get("issued"), draft.values.get("publisher-place")
    if date is None or place is None or len(place.spans) != 1 or not date.parts or len(date.parts[0]) < 3:
        return
    start, end = place.spans[0]
    behind = draft.values["issued"].spans[0][0] - end
    known = hints.known_place(text[start:end]) or gazetteer.place(text[start:end]) is not None
    container = draft.values.get("container-title")
    if container is not None and container.spans[-1][1] + 1 == start:
        start, known = container.spans[-1][0], False  # "Kurier" and "Podlaski" are one name
    elif container is not None:
        return
    if "title" in draft.text and "publisher" not in draft.text and 0 < behind < 3 and not known:
        draft.drop("publisher-place")
        draft.drop("container-title")
        fields.container(draft, text, start, end, "container-before-day")


def _heads(draft: Draft, variable: str) -> bool:
    """Whether names stand before the title."""
    title, names = draft.values.get("title"), draft.values[variable].spans
    return title is not None and bool(names and title.spans) and names[-1][1] <= title.spans[0][0]


def _directed(draft: Draft) -> None:
    """French "dir.": who directs what stands in another work, has pages, or has a publisher and a title behind the
    names is its editor."""
    if "director" not in draft.names:
        return
    told = "container-title" in draft.text or draft.locator
    if told or ("publisher" in draft.text and _heads(draft, "director")):
        draft.names.setdefault("editor", []).extend(draft.names.pop("director"))
        moved = draft.values.pop("director")
        draft.values.setdefault("editor", Value([], moved.rule)).spans.extend(moved.spans)
