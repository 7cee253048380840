"""The fields of one .bib entry as the variables of an item."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from bibtool.formats.bibdates import date_of
from bibtool.formats.bibnames import read_names
from bibtool.formats.bibnotes import access_day, published
from bibtool.formats.bibsyntax import folded
from bibtool.formats.bibvalues import read_text
from bibtool.formats.canonical import canonical
from bibtool.formats.fieldtable import Table
from bibtool.formats.latex import SPECIAL, Seen, unescape
from bibtool.formats.typewords import is_key, words
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import Name
from bibtool.language.naming import tag_of
from bibtool.text.patterns import regex

ARTICLES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
CUSTOM = "custom/"
#: Names, among ``custom``, the variables whose text holds TeX that was not understood.
TEX = "tex"
#: Types of entries that are no works, or hold several: kept by name, since no CSL type stands for them.
CARRIERS = frozenset({"xdata", "set", "mvbook", "mvcollection", "mvproceedings", "mvreference"})
_ORGANIZED = frozenset({"manual", "proceedings", "inproceedings", "conference"})
# What a number of these archives is as an address (biblatex manual, "Electronic publishing information").
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "hdl": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com/books?id=",
}
_LISTED = regex(r"\s*[,;/]\s*")
_TEXTS = frozenset({"text", "titles"})
_DEGREES = {"phdthesis": "phdthesis", "mastersthesis": "mathesis"}


class Parts(Struct):
    """An item while it is read; ``seen`` is what its values hold that is no text."""

    type: str = ""
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    custom: dict[str, str] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    def item(self) -> Item:
        """The item, canonical."""
        if self.kept:
            self.custom[TEX] = " ".join(sorted(self.kept))
        return canonical(Item(self.type, self.names, self.dates, self.text, self.custom))

    def read(self, variable: str, kind: str, value: str) -> bool:
        """Put a field's value at ``variable``; False where something stands there already or it makes no sense."""
        if variable.startswith(CUSTOM):
            variable = variable[len(CUSTOM) :]
            if variable not in self.custom:
                self.custom[variable] = self.understood(variable, kind, value)
                return True
            return False
        if variable in NAME_VARIABLES:
            if variable in self.names:
                return False
            if "\\" in value or "$" in value:
                seen = Seen()
                self.names[variable] = read_names(value, seen)
                self._note(variable, seen)
            else:
                self.names[variable] = read_names(value)
        elif variable in DATE_VARIABLES:
            if variable in self.dates:
                return False
            self.dates[variable], time = date_of(value)
            if time:
                self.custom[f"{variable}-time"] = time
        elif variable in self.text:
            return False
        else:
            self.text[variable] = self.understood(variable, kind, value)
            if variable == "keyword":  # a list; Mendeley and Better BibTeX put no space behind its commas
                self.text[variable] = _COMMA.sub(", ", self.text[variable])
        return True

    def understood(self, variable: str, kind: str, value: str) -> str:
        """The text of a value; what it holds besides is noted."""
        if kind in _TEXTS and SPECIAL.search(value) is None:
            return value
        if "\\" not in value and "$" not in value:
            return read_text(kind, value)
        seen = Seen()
        text = folded(read_text(kind, value, seen))  # commands that are nothing leave their spaces
        self._note(variable, seen)
        return text

    def _note(self, variable: str, seen: Seen) -> None:
        if seen.kept:
            self.kept[variable] = seen.kept
        self.links += seen.links


def take_common(table: Table, entry_type: str, left: dict[str, str], parts: Parts) -> None:
    """What both dialects have and no row of a table tells; what is read is taken out of ``left``."""
    language = parts.text.get("language", "")
    for name, variable in (("type", "genre"), ("pubstate", "status")):
        key = left.get(name, "").strip().lower() or (_DEGREES.get(entry_type, "") if name == "type" else "")
        if key and is_key(key):
            parts.text[variable] = words(key, language or _guessed(left))
            left.pop(name, None)
    if "eprint" in left:
        _eprint(left, parts)
    for name in ("howpublished", "note"):
        if name in left:
            _address(name, left, parts)
    if "organization" in left and entry_type in _ORGANIZED:
        house = left.pop("organization")
        left["publisher"] = f"{house} and {left['publisher']}" if "publisher" in left else house
    if "titleaddon" in left:
        _addition(left, parts, language)


def _addition(left: dict[str, str], parts: Parts, language: str) -> None:
    """``titleaddon`` is a translation of the title where it stands in brackets, or in another language than the title;
    else it belongs to the title ("wydanie krytyczne")."""
    value = left["titleaddon"]
    bracketed = len(value) > 2 and value[0] == "[" and value[-1] == "]"
    text = parts.understood("translated-title", "titles", value[1:-1] if bracketed else value)
    title = read_text("titles", left.get("title", ""))
    if bracketed or is_translation(text, title, language):
        parts.custom["translated-title"] = text
        del left["titleaddon"]
    else:
        parts.kept.pop("translated-title", None)


def is_translation(text: str, title: str, language: str) -> bool:
    """Is a text plainly in another language than the title that it stands beside?"""
    from bibtool.language.detect import detect
    from bibtool.language.scripts import script

    if not text or not title:
        return False
    if script(text) != script(title):
        return True
    said, own = detect(text), detect(title)
    code = language.partition("-")[0] or (own.language if own.confidence >= _SURE else "")
    return said.confidence >= _SURE and bool(code) and said.language != code


_SURE = 0.9


def _guessed(left: Mapping[str, str]) -> str:
    """The language of an entry that names none, by its title, or by that with the house that it comes from."""
    from bibtool.language.detect import detect

    title = read_text("titles", left.get("title", ""))
    houses = " ".join(read_text("text", left[name]) for name in _HOUSES if name in left)
    guess = detect(title)
    if guess.confidence < _SURE and houses:
        guess = detect(f"{title}. {houses}")
        return guess.language if guess.confidence >= _LIKELY else ""
    return guess.language if guess.confidence >= _SURE else ""


_COMMA = regex(r"\s*,\s*(?=\S)")
_LIKELY = 0.75  # where a wrong guess chooses between words for one thing
_HOUSES = ("school", "institution", "publisher", "address", "location")


def _eprint(left: dict[str, str], parts: Parts) -> None:
    archive = left.get("eprinttype", "arxiv" if "eprintclass" in left else "").lower()
    number = left["eprint"].strip()
    if archive == "pubmed":
        del left["eprint"], left["eprinttype"]
        parts.text["PMID"] = number
    elif archive in _EPRINTS and "url" not in left and number and not any(c in number for c in " \\{}"):
        parts.text["URL"] = _EPRINTS[archive] + number


def _address(name: str, left: dict[str, str], parts: Parts) -> None:
    """``howpublished`` and ``note`` where they hold an address, a day of access, or both."""
    value = left[name]
    found = published(value)
    if found is not None:
        url, beside, day = found
        own = left.get("url", "")
        if own and own != url and name == "note":
            return
        if own in ("", url) and not (day and "urldate" in left):
            left["url"] = url
            if beside:
                left[name] = beside
            else:
                del left[name]
            if day is not None:
                parts.dates["accessed"] = day
        return
    if name == "note":
        _access(value, left, parts)


def _access(note: str, left: dict[str, str], parts: Parts) -> None:
    """A day of access that is all of a note, or its last sentence where ``urldate`` says the same."""
    known = date_of(left["urldate"])[0] if "urldate" in left else parts.dates.get("accessed")
    said = unescape(note)
    day = access_day(said)
    if day is not None and known in (None, day):
        del left["note"]
        if known is None:
            parts.dates["accessed"] = day
    elif day is None and known is not None:
        before, mark, last = note.rpartition(". ")
        if mark and access_day(unescape(last)) == known:
            left["note"] = before


def take_language(left: dict[str, str], parts: Parts, tags: Mapping[str, str]) -> None:
    """``langid`` and ``language`` as a tag; a list of languages by its first, and as it is written."""
    said = [name for name in (left.pop("langid", ""), left.pop("language", "")) if name]
    for name in said:
        tag = tags.get(name.lower()) or (tag_of(name) if name else "")
        if tag:
            parts.text["language"] = tag
            return
    if not said:
        return
    listed = read_text("lists", said[-1])
    found = [tag_of(name) for name in _LISTED.split(listed)]
    if len(found) > 1 and all(found):
        parts.text["language"] = str(found[0])
        parts.custom["language"] = listed
    else:
        parts.text["language"] = listed
