"""A note set again beside the note as printed: no word may be lost, added, moved or put in quotation marks unless
that is what a style does.

The words of the source come from the account of its letters (:mod:`bibtool.notes.account`), those of the result from
the processor's runs, which know their variable.  Each citation is compared by itself, so that nothing moves from one
to another; the author's own words have to stand in the whole in their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct, field

from bibtool.citations.citation import Citation, Kind
from bibtool.citations.passages import NotePassages
from bibtool.csl.context import Position
from bibtool.csl.processor import CiteParts
from bibtool.csl.tree import Mark, Run
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.language.lexicon import lexicon
from bibtool.notes.account import Share
from bibtool.render import wording
from bibtool.render.printed import Printed, authors_own, by_citation
from bibtool.render.processing import GAZETTE_DATE, PUBLISHED
from bibtool.render.scripts import in_latin
from bibtool.render.setting import Script, Setting
from bibtool.render.wording import ADDRESSES, NUMBERS, Compared, as_printed, number, words
from bibtool.text.patterns import regex

LOST = Code.NOTE_LEFT_WORDS_LOST
ADDED = Code.NOTE_LEFT_WORDS_ADDED
QUOTED = Code.NOTE_LEFT_NEWLY_QUOTED
MOVED = Code.NOTE_LEFT_WORDS_MOVED
FORMLESS = Code.NOTE_LEFT_WITHOUT_FORM
# What a style prints of its own: affixes, terms, labels, numbers of its list.
_STYLES_OWN = frozenset(
    {"", "term", "label", "et-al", "name", "year-suffix", "citation-number", "citation-label",
     "first-reference-note-number"}
)  # fmt: skip
# What stands where such a value may stand, and nothing else tells it: not to be dropped on that evidence alone.
_BY_POSITION = frozenset({"publisher-by-position"})
_DERIVED = frozenset({"page-first"})  # CSL's own: the first number of "page"
# Said in words, not by a variable: no author, no place, no year.
_STATED = frozenset({"no-author", "no-place", "no-date"})
_QUOTATIONS = regex(r"[„“«»‚‘\"][^„“”«»\"]*[“”»«\"]")
_BODY_FORMS = frozenset({"title", "container-title", "publisher", "genre", "event-title"})


class Unprinted(Struct, frozen=True):
    """A value that the style has no place for, or a ``label`` without which it prints a value: the note's citation by
    its index, the variable, the printed words."""

    index: int
    variable: str
    words: str
    label: bool = False


class Proof(Struct, frozen=True):
    """What is wrong with a note set again, as findings, and what its style does not print."""

    faults: tuple[Finding, ...] = ()
    unprinted: tuple[Unprinted, ...] = ()
    lost: int = 0  # words


class _Set(Struct):
    """One citation as the style prints it: text by variable, and what stands in quotation marks."""

    text: dict[str, str] = field(default_factory=dict)
    idem: bool = False
    stated: list[str] = field(default_factory=list)  # what the style says of its own


def prove(
    note: NotePassages,
    citations: Mapping[int, Citation],
    cites: Mapping[int, CiteParts],
    clusters: Sequence[Sequence[Run | Mark]],
    entries: Mapping[str, Entry],
    setting: Setting,
) -> Proof:
    """Compare one note; ``citations`` and ``cites`` are by index, ``clusters`` the whole note as it was set."""
    printed = by_citation(note, citations)
    lost: list[str] = []
    added: list[str] = []
    unprinted: list[Unprinted] = []
    for index, citation in citations.items():
        if index not in cites:  # the style prints nothing at all for this work
            lost += [word for found in printed[index].fields.values() for word in found]
            continue
        one = _Comparison(printed[index], citation, entries[citation.key].item, cites[index], setting)
        lost += one.lost
        added += one.added
        unprinted += (Unprinted(index, variable, said) for variable, said in one.unprinted)
        unprinted += (Unprinted(index, variable, said, label=True) for variable, said in one.untold)
    final = "".join(part.text for cluster in clusters for part in (*cluster, Run(" ")) if isinstance(part, Run))
    lost += _gone(cites, clusters)
    lost += _unread_and_gone(note, final)
    formless = [note.said(index) for index in citations if index in cites and _names_nothing(cites[index])]
    authors = _authors(note, citations)
    sorted_otherwise = list(cites) != sorted(cites)  # a style that sorts moves the words that stand among citations
    faults = [
        *_fault(LOST, setting.style, lost, note, note.text.text),
        *_fault(ADDED, setting.style, added, note, final),
        *_fault(FORMLESS, setting.style, formless, note, note.text.text),
        *_fault(
            MOVED,
            setting.style,
            _out_of_order(authors, final) or (authors if sorted_otherwise else ()),
            note,
            note.text.text,
        ),
        *_fault(QUOTED, setting.style, _newly_quoted(note, clusters), note, final),
    ]
    return Proof(tuple(faults), tuple(unprinted), len(lost))


def _fault(code: str, style: str, found: Sequence[str], note: NotePassages, text: str) -> Iterator[Finding]:
    if found:
        said = as_printed(list(dict.fromkeys(found)), text)
        yield Finding(code, {"words": said, "style": style}, note.text.spans(), note.document, note.note_id)


class _Comparison:
    """One citation, variable by variable."""

    def __init__(self, source: Printed, citation: Citation, work: Item, cite: CiteParts, setting: Setting) -> None:
        self.source = source
        self.citation = citation
        self.work = work
        self.short = cite.cite.position is not Position.FIRST
        self.locator = cite.cite.locator
        self.referring = citation.kind is not Kind.FULL
        self.setting = setting
        self.lost: list[str] = []
        self.added: list[str] = []
        self.unprinted: list[tuple[str, str]] = []
        self.untold: list[tuple[str, str]] = []
        self.printed = _printed_text(cite)
        self.latin = in_latin(work, setting.schemes) if setting.script is not Script.ORIGINAL else work
        self._compare()

    def _compare(self) -> None:
        surplus: Counter[str] = Counter()  # printed where the source has it in another variable
        missing: list[tuple[str, Compared]] = []
        for variable in self.source.fields:
            found = self._one(variable)
            if found.lost:
                missing.append((variable, found))
            elif not found.whole and not self.short:
                self.unprinted.append((variable, " ".join(self.source.said[variable])))
            surplus.update(found.added)
        for variable, text in self.printed.text.items():
            if variable not in self.source.fields and variable not in _STYLES_OWN | _DERIVED:
                surplus.update(words(wording.spread(text)))
        for variable, said in self.source.et_al.items():
            if self._text_of(variable) and not self._cut_short():
                self.lost += words(said)
        if {"contributor", "number-of-pages"} & self.printed.text.keys():
            shown = words(" ".join(self.printed.text.values()))
            self.lost += [word for word in self.source.only_here if word not in shown]
        self._labels()
        edits = "container-author" not in self.citation.fields and "editor" in self.printed.text
        if self.source.within and "container-author" not in self.printed.text and not (self.referring or edits):
            self.unprinted.append(("container-author", self.source.within))
        if self.source.idem and self._nobody_meant():
            self.lost += self.source.idem
        for variable, found in missing:
            left = [word for word in found.lost if not _taken(surplus, word)]
            if left:
                self._explain_loss(variable, left)
        self.untold += self._untold()
        if not self.referring and not self._datable():
            self.added += self._no_date()
        if not self.referring:
            self.added += [word for word in surplus.elements() if not self._known(word)]

    def _nobody_meant(self) -> bool:
        """Whether a word for whoever was named before ("tenże") leads to nobody."""
        names = self.work.names
        meant = [name for name in NAME_VARIABLES if name in self.citation.fields]
        return not any(map(names.get, NAME_VARIABLES)) or not all(map(names.get, meant))

    def _untold(self) -> Iterator[tuple[str, str]]:
        """Labels that say more than the value beside them, and brackets of what was supplied, where the style prints
        that value without them; of a short form the titles of its persons."""
        said_more = self.source.telling
        if self.short:
            said_more = [row for row in self.source.honours if self._text_of(row[0])]
        text = " ".join(self.printed.text.values())
        shown = set(words(text))
        listed = {variable for variable, _ in self.unprinted}
        for variable, said in dict.fromkeys(said_more):
            there = said in text if said.startswith("[") else set(words(said)) <= shown
            if variable not in listed and not there:
                yield variable, said

    def _datable(self) -> bool:
        """Whether a style may say of the work that it has no date: the note says so, or it is a page or a record."""
        item = self.citation.item
        return "no-date" in self.source.fields or any(map(item.get, ("URL", "archive", "archive_location")))

    def _no_date(self) -> list[str]:
        said = filter(_is_no_date, self.printed.stated)
        return [word for text in said for word in words(text)]

    def _labels(self) -> None:
        """Words that say what a number is: a part is no volume, an article of an act no column."""
        for variable, (role, label) in self.source.labels.items():
            printed = self._text_of(variable)
            if not printed or self.short:
                continue
            other = variable == "volume" and role == "part"
            other = other or (variable == "locator" and role == "column" and self.work.type == "legislation")
            if other:
                shown = words(" ".join(self.printed.text.values()))
                self.lost += [word for word in words(label) if word not in shown]

    def _one(self, variable: str) -> Compared:
        ours, theirs = self.source.fields[variable], self._text_of(variable)
        if not theirs:
            return Compared(tuple(ours))
        if variable in NAME_VARIABLES:
            persons = self.citation.item.names.get(variable) or self.work.names.get(variable, ())
            found = wording.compare_names(ours, words(theirs), persons, self._cut_short())
        elif variable in DATE_VARIABLES:
            found = wording.compare_date(self.citation.item.dates.get(variable), ours, words(theirs))
        elif variable in NUMBERS:
            theirs = theirs.removesuffix(self.citation.locator_rest) if variable == "locator" else theirs
            found = wording.compare_numbers(self.source.text[variable], theirs)
        elif variable in ADDRESSES:
            readings = [url.url for url in self.citation.urls] if variable == "URL" else []
            found = wording.compare_address([self.source.text[variable], *readings], theirs)
        else:
            found = wording.compare_text(ours, words(theirs))
        return found if self.setting.script is Script.ORIGINAL else self._in_letters(variable, found)

    def _text_of(self, variable: str) -> str:
        return " ".join(
            self.printed.text[name] for name in (variable, f"{variable}-short") if name in self.printed.text
        )

    def _cut_short(self) -> bool:
        return "et-al" in self.printed.text or "…" in "".join(
            text for name, text in self.printed.text.items() if name in NAME_VARIABLES
        )

    def _in_letters(self, variable: str, found: Compared) -> Compared:
        """The comparison where the style's letters are others: what the work is in them is its own."""
        known = wording.words_of(self.latin, variable) + wording.words_of(self.work, variable)
        ours = wording.words_of(self.work, variable)
        lost = [word for word in found.lost if not ours[word]]
        return Compared(tuple(lost), tuple(word for word in found.added if not known[word]), found.whole)

    def _explain_loss(self, variable: str, left: list[str]) -> None:
        """A short form, "tenże", or what the style has no place for; anything else is lost."""
        if self.short and variable != "locator" and self._agrees(variable):
            return
        if variable == "author" and self.printed.idem:
            return
        printed = words(self._text_of(variable))
        short = words(self.work.get(f"{variable}-short"))
        if is_guess(self.citation, variable) and not printed:
            self.lost += left
        elif variable in _STATED or ((not printed or printed == short) and self._agrees(variable)):
            if not self.referring or variable == "locator":
                self.unprinted.append((variable, " ".join(self.source.said[variable])))
        else:
            self.lost += left

    def _agrees(self, variable: str) -> bool:
        """Whether the work has what this citation says of it, so that its value was there to be printed."""
        if variable == "locator":
            return not wording.compare_numbers(self.source.text[variable], self.locator or self.work.get("page")).lost
        if variable in _STATED:
            return True
        ours = self.source.fields[variable]
        if variable in NAME_VARIABLES:
            persons = self.citation.item.names.get(variable, ())
            known = wording.words_of(self.work, variable)
            return all(known[word] for person in persons for word in words(f"{person.family} {person.literal}"))
        if variable in DATE_VARIABLES:
            return variable == "accessed" or self.citation.item.dates.get(variable) == self.work.dates.get(variable)
        if variable in NUMBERS:
            value = self.work.get(variable) or self.work.get("page")
            return not wording.compare_numbers(self.source.text[variable], value).lost
        if variable in ADDRESSES:
            readings = [self.source.text[variable], *(url.url for url in self.citation.urls)]
            return not wording.compare_address(readings, self.work.get(variable)).lost
        if variable in self.citation.item.custom:
            return True
        return not Counter(ours) - wording.words_of(self.work, variable) or wording.is_acronym(
            ours, self.work.get(variable)
        )

    def _known(self, word: str) -> bool:
        """Whether a printed word that the citation does not print is its own all the same: inferred, or the author whom
        "tenże" stands for."""
        item = self.citation.item
        inferred = [name for name, place in self.citation.fields.items() if place.inferred]
        if any(wording.words_of(item, name)[word] for name in inferred):
            return True
        if self._says_again() and any(
            wording.words_of(self.work, name)[word] for name in ("author", "container-author", "editor")
        ):
            return True
        if self.citation.kind is Kind.IBID and not self.citation.locator and number(word) in self._place():
            return True
        if self.setting.translations and word in words(self.work.custom.get("translated-title", "")):
            return True
        return bool(self.setting.script is not Script.ORIGINAL and self._latin_word(word))

    def _says_again(self) -> bool:
        """Whether a word stands for whoever was named before, by itself or among names ("tenże, J. Kos (red.)")."""
        named = [" ".join(self.source.fields.get(name, ())) for name in NAME_VARIABLES]
        return bool(self.source.idem) or any(_idem().search(words) for words in named)

    def _place(self) -> set[str]:
        """The numbers of the pages that an "ibid." without any stands for."""
        return {number(word) for word in words(wording.spread(self.locator))}

    def _latin_word(self, word: str) -> bool:
        return any(
            wording.words_of(self.latin, name)[word] for name in (*self.source.fields, "author", "container-author")
        )


@cache
def _idem() -> re.Pattern[str]:
    forms = (" ".join(map(re.escape, words(form))) for form in lexicon().forms("idem_m", "idem_f", "idem_pl"))
    return re.compile(rf"(?<!\S)(?:{'|'.join(forms)})(?!\S)")


def is_guess(citation: Citation, variable: str) -> bool:
    """Whether a value was read for nothing but its place: what the style has no room for may be another part."""
    place = citation.fields.get(variable)
    return place is not None and place.rule in _BY_POSITION


def _printed_text(cite: CiteParts) -> _Set:
    out = _Set()
    last = ""
    for part in cite.parts:
        if not isinstance(part, Run):
            continue
        out.idem = out.idem or part.variable == "name"
        # what affixes part are words of their own, what only marks part is one
        variable = GAZETTE_DATE if part.variable == PUBLISHED else part.variable
        space = " " if variable != last else ""
        out.text[variable] = out.text.get(variable, "") + space + part.text
        last = variable
        if part.variable in _STYLES_OWN:
            out.stated.append(part.text)
    return out


def _taken(surplus: Counter[str], word: str) -> bool:
    """Take a word out of what is printed under another variable."""
    for form in (word, number(word)):
        if surplus[form]:
            surplus[form] -= 1
            return True
    return False


def _gone(cites: Mapping[int, CiteParts], clusters: Sequence[Sequence[Run | Mark]]) -> list[str]:
    """What the cites print and their cluster does not: names and years that a style draws together, of which each
    stays once."""
    whole = Counter(word for cluster in clusters for word in words(_text(cluster)))
    return [word for cite in cites.values() for word in words(_text(cite.parts)) if not whole[word]]


def _names_nothing(cite: CiteParts) -> bool:
    """Whether all that a style prints of a cite is the place in its work, and that it has no date."""
    said = (part for part in cite.parts if isinstance(part, Run) and not part.affix)
    nothing = {"locator", "label", "year-suffix"}
    return not any(words(part.text) for part in said if part.variable not in nothing and not _is_no_date(part.text))


@cache
def _no_date_forms() -> frozenset[str]:
    # with the stops inside: "b.d." is no date, "Bd." a volume
    return frozenset(form.casefold().rstrip(".") for form in lexicon().forms("no_year"))


def _is_no_date(text: str) -> bool:
    return text.strip(" ,.;()[]-").casefold() in _no_date_forms()


def _unread_and_gone(note: NotePassages, final: str) -> list[str]:
    """Unread words of a note that is set again all the same have to stand in it somewhere."""
    shown = Counter(words(final))
    out: list[str] = []
    for stretch in note.stretches:
        if stretch.share is Share.UNREAD:
            for word in words(note.text.text[stretch.start : stretch.end]):
                if shown[word]:
                    shown[word] -= 1
                else:
                    out.append(word)
    return out


def _text(parts: Sequence[Run | Mark]) -> str:
    return "".join(part.text for part in parts if isinstance(part, Run))


def _authors(note: NotePassages, citations: Mapping[int, Citation]) -> list[str]:
    """What stays as it is, word by word."""
    kept = authors_own(note, citations)
    return [word for stretch in kept for word in words(note.text.text[stretch.start : stretch.end])]


def _out_of_order(authors: Sequence[str], final: str) -> list[str]:
    """The author's words that do not stand in the result in their order."""
    shown = iter(words(final))
    return [word for word in authors if word not in shown]


def _newly_quoted(note: NotePassages, clusters: Sequence[Sequence[Run | Mark]]) -> list[str]:
    """Words that no style quotes (names, dates, the author's own) and that stand in quotation marks all the same,
    though the source has them outside of any."""
    quoted = Counter(word for match in _QUOTATIONS.finditer(note.text.text) for word in words(match.group()))
    depth = 0
    out: list[str] = []
    for cluster in clusters:
        for part in cluster:
            if isinstance(part, Mark):
                depth += (1 if part.opening else -1) if part.kind == "quote" else 0
            elif depth and part.variable.removesuffix("-short") not in _BODY_FORMS and not part.affix:
                out += [word for word in words(part.text) if not quoted[word]]
    return out


__all__ = ["Proof", "Unprinted", "is_guess", "prove"]
