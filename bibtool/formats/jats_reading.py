"""References of JATS as items: ``element-citation``, ``mixed-citation`` and their older names, ours and others'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from functools import cache
from itertools import dropwhile
from typing import Any, NamedTuple

from msgspec.structs import replace

from bibtool.citations.names.bodies import is_body
from bibtool.citations.names.given import is_given
from bibtool.formats.canonical import canonical
from bibtool.formats.datewords import read_date, season
from bibtool.formats.persons import are_family_first, bare, without_comma
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import OTHERS, Name, names_from_text
from bibtool.readers.records import Record, Scope, said, unmarked
from bibtool.text.data import toml
from bibtool.text.patterns import regex

XLINK = "{http://www.w3.org/1999/xlink}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ACCESS = "access-date"
REMAINDER = "csl"
_MARKUP = {
    "italic": ("<i>", "</i>"), "bold": ("<b>", "</b>"), "sup": ("<sup>", "</sup>"), "sub": ("<sub>", "</sub>"),
    "sc": ('<span style="font-variant:small-caps;">', "</span>"),
}  # fmt: skip
_TITLES = ("article-title", "chapter-title", "part-title", "data-title", "issue-title")
_LAYOUT = frozenset({"x", "break"})
_PRINT = frozenset({"italic", "bold", "styled-content", "named-content", "sup", "sub"})  # may hold marked parts
_PLACE = regex(r"\W*\d*\W*")  # a label that only says which place the reference has in its list
_DATES = frozenset({"year", "month", "day", "season", "era"})
_NAMED = frozenset({"name", "string-name", "collab", "etal"})
_OTHER = "other-"
_MOST_WORDS = 5  # in the name of one person


class Tables(NamedTuple):
    """``jats.toml``: CSL type to publication type and back, groups of names, variables to elements and back."""

    types: Mapping[str, str]
    reading: Mapping[str, str]
    titles: Mapping[str, str]  # CSL type -> element of its title
    groups: Mapping[str, str]  # @person-group-type -> variable
    standard: frozenset[str]
    text: Mapping[str, tuple[str, str, str]]  # variable -> element, attribute, its value
    elements: Mapping[tuple[str, str], str]  # element and that value -> variable


@cache
def tables() -> Tables:
    """The tables, read once."""
    data = toml("formats/jats.toml")
    titles = {
        name: f"{kind}-title" if kind != "source" else kind
        for kind, names in data["titles"].items()
        for name in names.split()
    }
    groups = data["groups"]
    standard = groups.pop("types").split()
    rows: dict[str, tuple[str, str, str]] = {}
    for variable, form in data["text"].items():
        element, _, attribute = form.partition("@")
        name, _, value = attribute.partition("=")
        rows[variable] = (element, name, value)
    elements = {(element, value): variable for variable, (element, _, value) in rows.items()}
    return Tables(
        data["types"],
        data["reading"],
        titles,
        groups | {name: name for name in standard},
        frozenset(standard),
        rows,
        elements,
    )


def name_of(element: Any) -> str:
    """The name of an element without its namespace; '' for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """The text of an element with CSL's markup, its white space folded."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    parted = name_of(element) == "name"  # which holds elements alone, without the space between them
    yield element.text or ""
    for number, child in enumerate(element):
        name = name_of(child)
        opening, closing = _MARKUP.get(name, ("", ""))
        if parted and number:
            yield " "
        if name:
            yield opening
            yield from _pieces(child)
            yield closing
        yield child.tail or ""


# Of a whole title they are how it is printed.
_ITALIC = regex(r"\A<i>((?:[^<]|<(?!/?i>))*)</i>\Z")


class Draft:
    """An item while it is read."""

    def __init__(self) -> None:
        self.names: dict[str, list[Name]] = {}
        self.dates: dict[str, Date] = {}
        self.text: dict[str, str] = {}
        self.custom: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self.parts: dict[str, str] = {}  # of the date of issue
        self.pages: list[str] = []

    def put(self, variable: str, value: str, joined: str = "; ") -> None:
        """A text variable; what there is already stays the first."""
        if not value:
            return
        if variable not in self.text:
            self.text[variable] = value
        elif variable == "note":
            self.text[variable] += f"\n{value}"
        elif self.text[variable] != value:
            self.aside(f"{_OTHER}{variable}", value)

    def aside(self, name: str, value: str) -> None:
        """What CSL has no variable for."""
        if value:
            self.custom[name] = f"{self.custom[name]}; {value}" if name in self.custom else value


def decode(citation: Any) -> Item:
    """What the elements of a citation say, without the remainder.

    Of a ``mixed-citation`` the sentence is kept whole where it has words outside of its elements: as the note of a work
    of which neither names nor a title are marked, else as ``citation`` in ``custom``.
    """
    draft = Draft()
    language = citation.get(LANG)
    if language:
        draft.text["language"] = language
    mixed = name_of(citation) not in ("element-citation", "nlm-citation")
    loose = [citation.text or ""]
    for child in citation:
        if mixed and name_of(child) in _PRINT and not len(child) and child.get("content-type") != REMAINDER:
            loose.append(text_of(child))
        else:
            _take(child, draft)
        loose.append(child.tail or "")
    _issued(draft)
    if draft.pages:
        draft.put("page", "-".join(draft.pages))
    unmarked = not draft.names and not draft.titles
    kind = _titles(citation.get("publication-type") or citation.get("citation-type") or "", draft)
    if mixed and any(len(word) > 2 for each in loose for word in _WORD.findall(each)):
        if unmarked:
            draft.put("note", _sentence(citation))
        else:
            draft.custom["citation"] = _sentence(citation)
    names = {variable: tuple(found) for variable, found in draft.names.items()}
    return canonical(Item(kind, names, draft.dates, draft.text, draft.custom))


def record(citation: Any) -> Record | None:
    """The work that a reference of an article names; None where its parts are not marked enough to tell one."""
    item = decode(citation)
    text = {name: str(unmarked(value)) for name, value in item.text.items()}
    custom = {name: value for name, value in item.custom.items() if name != "citation"}
    item = replace(item, text=text, custom=custom)
    if not item.get("title") or not (item.names or "issued" in item.dates):
        return None
    whole = name_of(citation) in ("element-citation", "nlm-citation")
    return Record(item, citation.get("id") or said(item), scope=Scope.WHOLE if whole else Scope.PARTS)


_WORD = regex(r"[^\W\d_]+")


def _sentence(citation: Any) -> str:
    """The text of a citation without its label."""
    text = text_of(citation)
    labels = [text_of(child) for child in citation if name_of(child) == "label"]
    return text.removeprefix(labels[0]).lstrip() if labels else text


def is_sentence(citation: Any, item: Item) -> bool:
    """Is a reference nothing but a sentence whose parts nobody marked?"""
    return (
        not item.names
        and not item.get("title")
        and item.get("note") != ""
        and (name_of(citation) not in ("element-citation", "nlm-citation"))
    )


def _take(element: Any, draft: Draft) -> None:
    name = name_of(element)
    if not name or name in _LAYOUT:
        return
    if name == "person-group":
        kind = element.get("person-group-type") or "author"
        variable = element.get("custom-type") or kind if kind == "custom" else tables().groups.get(kind, kind)
        _people(element, variable, draft)
    elif name in _NAMED:
        _person(element, "author", draft)
    elif name in _TITLES or name == "source":
        value = _ITALIC.sub(r"\1", text_of(element))
        if name in draft.titles:
            draft.aside(name, value)
        else:
            draft.titles[name] = value
    elif name in _DATES:
        draft.parts.setdefault(name, text_of(element))
        draft.parts.setdefault("iso", element.get("iso-8601-date") or "")
    elif name in ("date", "date-in-citation", "conf-date"):
        _date(name, element, draft)
    elif name in ("fpage", "lpage"):
        draft.pages.append(text_of(element))
    elif name == "page-range":
        draft.pages[:] = [text_of(element)]
    elif name in ("ext-link", "uri"):
        draft.put("URL", element.get(f"{XLINK}href") or text_of(element))
    elif name == "named-content" and element.get("content-type") == REMAINDER:
        return
    elif name == "label":
        label(element, draft.text)
    elif name in _PRINT and len(element):
        for child in element:
            _take(child, draft)
    else:
        _value(name, element, draft)


def label(element: Any, text: MutableMapping[str, str]) -> None:
    """What is printed before a reference, unless it is the number that any list gives it anew."""
    said = text_of(element).strip()
    said = said[1:-1] if said[:1] + said[-1:] == "[]" else said
    if said and not _PLACE.fullmatch(said):
        text.setdefault("citation-label", said)


def _value(name: str, element: Any, draft: Draft) -> None:
    known = tables().elements
    value = text_of(element)
    for attribute in ("content-type", "pub-id-type", "units"):
        variable = known.get((name, element.get(attribute) or ""))
        if variable:
            if variable == "PMCID" and value.isdecimal():
                value = f"PMC{value}"
            draft.put(variable, value)
            return
    if name in ("comment", "annotation"):
        draft.put("note", value)
    elif name == "institution":
        draft.put("publisher", value)
    elif name in ("patent", "std", "gov"):
        draft.put("number", value)
    elif name == "trans-title":
        draft.aside("translated-title", value)
    elif name == "object-id" and element.get("pub-id-type") == "citation-key":
        return
    else:
        draft.aside(element.get("pub-id-type") or element.get("content-type") or name, value)


# Names.


def _people(group: Any, variable: str, draft: Draft) -> None:
    for child in group:
        if name_of(child) == "name-alternatives" and len(child):
            _person(child[0], variable, draft)
        elif name_of(child) in _NAMED:
            _person(child, variable, draft)
        elif name_of(child) not in ("", "role"):
            draft.aside(name_of(child), text_of(child))
    if not len(group) and text_of(group):
        _add(Name(literal=text_of(group)), variable, draft)


def _person(element: Any, variable: str, draft: Draft) -> None:
    kind = name_of(element)
    if kind == "etal":
        _add(OTHERS, variable, draft)
        return
    parts = {name_of(child): text_of(child) for child in element}
    if kind != "collab" and ("surname" in parts or "given-names" in parts):
        given = parts.get("given-names", "")
        prefix = parts.get("prefix", "")
        name = Name(parts.get("surname", ""), given, suffix=parts.get("suffix", ""))
        if prefix:
            draft.aside("prefix", prefix)  # "Dr", "Prof.": no part of a name in CSL
        _add(name, variable, draft)
    elif words := text_of(element):
        _add((_printed(words) if kind == "string-name" else None) or Name(literal=words), variable, draft)


def _printed(words: str) -> Name | None:
    """The person whom a ``string-name`` without parts prints; None where it may be a body, whatever the tag says."""
    plain = words.replace(",", " ").split()
    if "<" in words or ";" in words or not 1 < len(plain) <= _MOST_WORDS or is_body(plain):
        return None
    if "," in words:
        family, _, given = (part.strip() for part in words.partition(","))
        several = "," in given or not given or not family or without_comma(family) or are_family_first([family, family])
        return None if several else names_from_text(words)[0]
    if (told := without_comma(words)) is not None:
        return told
    if are_family_first([words, words]):
        return bare(words)
    if len(plain) == 2 and is_given(plain[1]) and not is_given(plain[0]):
        return Name(*plain)
    small = next((at for at, word in enumerate(plain) if word.islower()), len(plain) - 1)
    if not 0 < small < len(plain) or not is_given(plain[0]):
        return None
    last = list(dropwhile(str.islower, plain[small:]))
    particle = plain[small : len(plain) - len(last)]
    return Name(" ".join(last), " ".join(plain[:small]), " ".join(particle)) if last else None


def _add(name: Name, variable: str, draft: Draft) -> None:
    if variable in NAME_VARIABLES:
        draft.names.setdefault(variable, []).append(name)
    else:
        draft.aside(variable, name.literal or ", ".join(filter(None, (name.family, name.given))))


# Dates and titles.


def _date(name: str, element: Any, draft: Draft) -> None:
    words = text_of(element)
    kind = element.get("content-type") or element.get("date-type") or ""
    variable = "event-date" if name == "conf-date" else {"": "issued", ACCESS: "accessed"}.get(kind, kind)
    variable = "accessed" if "access" in kind else variable if variable in DATE_VARIABLES else "issued"
    parts = {name_of(child): text_of(child) for child in element}
    date = read_date(element.get("iso-8601-date") or "") or (_of_parts(parts) if parts else read_date(words))
    if name == "date-in-citation" and not kind:
        variable = "accessed"
    if variable in draft.dates:
        draft.aside(kind or name, words)
    elif date or words:
        draft.dates[variable] = date or Date(literal=words)
        _left(parts, date, draft)


def _issued(draft: Draft) -> None:
    if not draft.parts or "issued" in draft.dates:
        return
    date = read_date(draft.parts.get("iso", "")) or _of_parts(draft.parts)
    year = draft.parts.get("year", "")
    if date or year:
        draft.dates["issued"] = date or Date(literal=year)
    _left(draft.parts, date, draft)


_LETTERED = regex(r"(\d{4})[a-z]?")


def _left(parts: Mapping[str, str], date: Date | None, draft: Draft) -> None:
    """Keep what the date does not hold: the letter that tells two works of a year apart, a season beside a month."""
    first = date.parts[0] if date and date.parts else ()
    year = parts.get("year", "")
    held = {
        "year": not _LETTERED.fullmatch(year) or year.isdecimal() or not first,
        "month": len(first) > 1,
        "day": len(first) > 2,
        "season": bool(date and date.season),
        "era": False,
    }
    for name, whole in held.items():
        if parts.get(name) and not whole:
            draft.aside(name, parts[name])


def _of_parts(parts: Mapping[str, str]) -> Date | None:
    """A date from the texts of its elements, without the letter that tells two works of a year apart."""
    year = _LETTERED.fullmatch(parts.get("year", ""))
    if year is None:
        return read_date(parts.get("year", ""))
    month, day = parts.get("month", ""), parts.get("day", "")
    if month.isdecimal():
        text = "/".join(filter(None, (year[1], month, day)))
    else:
        text = " ".join(filter(None, (day, month, year[1])))
    found = read_date(text) or read_date(year[1])
    named = season(parts.get("season", ""))
    return Date(found.parts, season=named) if found and named and len(found.parts[0]) == 1 else found


def _titles(publication: str, draft: Draft) -> str:
    """Title and container by the elements there are, and the CSL type that they and the publication type tell."""
    known = tables()
    kind = known.reading.get(publication.lower(), "")
    own = [name for name in _TITLES if name in draft.titles]
    source = draft.titles.pop("source", "")
    if own:
        draft.put("title", draft.titles.pop(own[0]))
        draft.put("container-title", source)
        for name in own[1:]:
            draft.aside(name, draft.titles[name])
    else:
        draft.put("title", source)
    if publication and not kind:
        draft.custom["publication-type"] = publication
    if not kind:
        kind = "article-journal" if source and own and "volume" in draft.text else "document"
    return "chapter" if kind == "book" and own and source else kind


def reference(ref: Any) -> list[Any]:
    """The citations of a ``ref``: of alternatives the one with the most elements."""
    found: list[Any] = []
    for child in ref:
        name = name_of(child)
        if name == "citation-alternatives":
            options = sorted(reference(child), key=lambda each: name_of(each) != "element-citation")
            found += options[:1]
        elif name.endswith("citation"):
            found.append(child)
    return found
