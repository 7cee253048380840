"""Citation templates of the Polish, Russian, Ukrainian, Belarusian and English Wikipedia.  Written only.

``wikipedia.toml`` holds the templates and their parameters.  What a template has no parameter for is told, entry by
entry; the type of a work is told by its template alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from msgspec import Struct

from bibtool.csl.variables import KNOWN
from bibtool.entries.entry import Entry
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.format import Format, written_only
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import OTHERS, Name
from bibtool.text.data import toml
from bibtool.text.patterns import regex

_LANGUAGES = ("be", "en", "pl", "ru", "uk")
_CUSTOM = "custom/"
_MARKUP = (("<i>", "''"), ("</i>", "''"), ("<b>", "'''"), ("</b>", "'''"))
# What a template would take for more than a letter.
_SIGNS = {"|": "{{!}}", "[": "&#91;", "]": "&#93;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
_TAG = regex(r"</?(?:i|b|sup|sub)>")
_IN_ADDRESS = regex(r"[\s|\[\]{}<>\"]|''+")


class _Template(Struct, frozen=True):
    """One template: how roles are written, and which parameter holds which variable."""

    name: str
    fields: Mapping[str, Any]
    roles: Mapping[str, Any]
    words: Mapping[str, str]

    def holds(self) -> frozenset[str]:
        """The variables that have a parameter."""
        return frozenset({*self.fields, *self.roles, *self.words})


class _Wiki(Struct, frozen=True):
    """One language."""

    title: str
    types: Mapping[str, str]
    templates: Mapping[str, _Template]
    dates: str
    months: tuple[str, ...]
    seasons: tuple[str, ...]
    circa: str
    many: str
    inside: str
    others: str
    et_al: str


@cache
def _wikis() -> Mapping[str, _Wiki]:
    return {language: _wiki(data) for language, data in toml("formats/wikipedia.toml").items()}


def _wiki(data: Mapping[str, Any]) -> _Wiki:
    templates = {
        kind: _Template(
            row["name"],
            {
                k: v
                for k, v in {**row["fields"], **data["common"], **row["fields"]}.items()
                if k not in row.get("without", ())
            },
            {**data["roles"], **row.get("roles", {})},
            data.get("words", {}) if row.get("others") else {},
        )
        for kind, row in data["templates"].items()
    }
    return _Wiki(
        data["title"],
        data["types"],
        templates,
        data["dates"],
        tuple(data.get("months", "").split()),
        tuple(data.get("seasons", "").split()),
        data.get("circa", ""),
        data.get("many", ""),
        data.get("inside", ""),
        data.get("others", ""),
        data["others-of-list"],
    )


def _template(wiki: _Wiki, item: Item) -> _Template:
    kind = wiki.types.get(item.type)
    if kind is None:
        kind = wiki.types["online" if item.get("URL") and not item.get("publisher") else "*"]
    if kind == "part" and not item.get("container-title"):
        kind = wiki.types["*"]
    return wiki.templates[kind]


def write(language: str, entries: Sequence[Entry]) -> str:
    """A template a line, each behind a comment with its key."""
    return "".join(f"<!-- {_comment(entry.key)} -->\n{_written(language, entry)}\n" for entry in entries)


def _comment(key: str) -> str:
    return re.sub(r"-(?=-)", "- ", " ".join(clean(key).split()))


def _written(language: str, entry: Entry) -> str:
    wiki = _wikis()[language]
    item = canonical(entry.item)
    template = _template(wiki, item)
    return f"{{{{{' | '.join([template.name, *_Filling(wiki, template, item).parameters()])}}}}}"


def lost(language: str, entry: Entry) -> Mapping[str, str]:
    """What of an entry no parameter holds, with its value."""
    wiki = _wikis()[language]
    item = canonical(entry.item)
    filling = _Filling(wiki, _template(wiki, item), item)
    list(filling.parameters())
    flat = {f"{_CUSTOM}{name}": value for name, value in item.custom.items()}
    flat |= item.text
    flat |= {name: "; ".join(_line(each) for each in names) for name, names in item.names.items()}
    flat |= {name: date.to_edtf() for name, date in item.dates.items()}
    return {name: value for name, value in sorted(flat.items()) if name not in filling.held}


class _Filling:
    """The parameters of one template for one work; ``held`` are the variables that they hold whole."""

    def __init__(self, wiki: _Wiki, template: _Template, item: Item) -> None:
        self.wiki = wiki
        self.template = template
        self.item = item
        self.held: set[str] = set()

    def parameters(self) -> Iterator[str]:
        """``name = value``, in the order of the table."""
        for role, parameters in self.template.roles.items():
            if role in self.item.names:
                yield from self._people(parameters, self.item.names[role])
                self.held.add(role)
        parts = []
        for role, word in self.template.words.items():
            if role in self.item.names:
                names = ", ".join(self._name(name) for name in self.item.names[role])
                parts.append(self.wiki.inside.format(names=names, role=word))
                self.held.add(role)
        if parts:
            yield f"{self.wiki.others} = {_text('; '.join(parts))}"
        for variable, parameter in self.template.fields.items():
            if variable in self.item.dates:
                yield from self._date(variable, parameter)
            else:
                value = self._value(variable)
                if value:
                    yield f"{parameter} = {_address(value) if variable == 'URL' else _text(value)}"
                    self.held.add(variable)

    def _value(self, variable: str) -> str:
        if variable.startswith(_CUSTOM):
            return self.item.custom.get(variable.removeprefix(_CUSTOM), "")
        return self.item.get(variable)

    def _people(self, parameters: Any, names: Sequence[Name]) -> Iterator[str]:
        if isinstance(parameters, str):
            yield f"{parameters} = {_text(', '.join(self._name(name) for name in names))}"
            return
        for number, name in enumerate(names, 1):
            if name == OTHERS and self.wiki.many:
                yield self.wiki.many
                continue
            values = {"n": str(number), "m": str(number) if number > 1 else ""}
            family, given, whole = (parameter.format(**values) for parameter in parameters)
            if name.literal or not name.family:
                yield f"{whole} = {_text(self._name(name))}"
                continue
            yield f"{family} = {_text(' '.join(filter(None, (name.particle, name.family))))}"
            first = ", ".join(filter(None, (" ".join(filter(None, (name.given, name.dropping_particle))), name.suffix)))
            if first:
                yield f"{given} = {_text(first)}"

    def _name(self, name: Name) -> str:
        return self.wiki.et_al if name == OTHERS else _line(name)

    def _date(self, variable: str, parameter: Any) -> Iterator[str]:
        date = self.item.dates[variable]
        if isinstance(parameter, str):
            text, whole = self._in_words(date) if self.wiki.dates == "words" else _iso(date)
            if text:
                yield f"{parameter} = {_text(text)}"
        else:
            whole = len(date.parts) == 1 and len(date.parts[0]) <= len(parameter) and not (date.circa or date.season)
            if not date.parts:
                yield f"{parameter[0]} = {_text(date.literal)}"
                whole = True
            elif len(date.parts) == 2:
                yield f"{parameter[0]} = {_years(date)}"
                whole = all(len(part) == 1 for part in date.parts) and not date.circa
            else:
                yield from (f"{name} = {number}" for name, number in zip(parameter, date.parts[0], strict=False))
        if whole:
            self.held.add(variable)

    def _in_words(self, date: Date) -> tuple[str, bool]:
        """``14 September 2016``, ``March–May 2021``; and whether that is all of it."""
        if not date.parts:
            return date.literal, True
        if date.season and len(date.parts) == 1:
            return f"{self.wiki.seasons[date.season - 1]} {date.parts[0][0]}", len(
                date.parts[0]
            ) == 1 and not date.circa
        if any((len(part) > 1 and not 1 <= part[1] <= 12) or not part[0] for part in date.parts):
            return _years(date), all(len(part) == 1 for part in date.parts)
        said = [self._day(part) for part in date.parts]
        if len(said) == 2:
            first, last = date.parts
            if len(first) == len(last) == 1:
                return _years(date), not date.circa
            if first[0] == last[0] and len(first) == len(last) == 2:
                said[0] = self.wiki.months[first[1] - 1]
                return "–".join(said), not date.circa
            return " – ".join(said), not date.circa
        circa = date.circa and len(date.parts[0]) == 1
        return f"{self.wiki.circa if circa else ''}{said[0]}", circa or not date.circa

    def _day(self, part: tuple[int, ...]) -> str:
        year, *rest = part
        return " ".join([*map(str, rest[1:]), *(self.wiki.months[n - 1] for n in rest[:1]), str(year)])


def _iso(date: Date) -> tuple[str, bool]:
    if not date.parts:
        return date.literal, True
    if len(date.parts) == 2:
        return _years(date), all(len(part) == 1 for part in date.parts) and not date.circa
    plain = Date(date.parts)
    return plain.to_edtf(), not date.circa and not date.season


def _years(date: Date) -> str:
    return "–".join(dict.fromkeys(str(part[0] or "") for part in date.parts))  # an open end has no year


def _line(name: Name) -> str:
    """``Family Given``."""
    parts = (name.particle, name.family, name.given, name.dropping_particle, name.suffix)
    return name.literal or " ".join(filter(None, parts))


def _text(text: str) -> str:
    """A value in which nothing but CSL's own markup is markup."""
    text = " ".join(text.split())
    parts: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        parts += [_letters(text[at : tag.start()]), dict(_MARKUP).get(tag[0], tag[0])]
        at = tag.end()
    return "".join([*parts, _letters(text[at:])])


def _letters(text: str) -> str:
    text = "".join(_SIGNS.get(char, char) for char in text)
    return text.replace("''", "&#39;&#39;").replace("~~~", "&#126;~~")


def _address(url: str) -> str:
    return _IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


def _cannot_hold(language: str) -> frozenset[str]:
    """What some template has no parameter for, or holds in part (dates)."""
    holds = [template.holds() for template in _wikis()[language].templates.values()]
    always = frozenset.intersection(*holds)
    return (KNOWN - always) | {"custom", "issued", "accessed", "original-date"}


LOSSES = (
    "the type of a work is told by its template alone",
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
    "white space in a value is one space",
)


def _format(language: str) -> Format[Entry]:
    suffixes = (f".{language}.wiki", ".wiki") if language == "en" else (f".{language}.wiki",)
    return Format(
        f"wikipedia-{language}",
        _wikis()[language].title,
        suffixes,
        partial(write, language),
        written_only,
        LOSSES,
        cannot_hold=_cannot_hold(language),
        lost=partial(lost, language),
        page="wikipedia",
    )


FORMAT = tuple(map(_format, _LANGUAGES))
