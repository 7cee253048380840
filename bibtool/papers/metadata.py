"""What a paper's metadata say about its citations: pandoc's own fields, and those under ``bibtool``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import PurePosixPath
from typing import Any, TypeVar

from msgspec import Struct

from bibtool.entries.entry import Entry
from bibtool.formats.canonical import canonical, clean
from bibtool.items.item import DATE_VARIABLES, Item
from bibtool.papers.inlines import Carrier
from bibtool.papers.tree import Element, plain
from bibtool.render.setting import Script, Sections, Setting, Sort, Spaces

# What pandoc itself takes where no style is named (manual, "Specifying a citation style").
DEFAULT_STYLE = "chicago-author-date"
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_DATE = ("year", "month", "day")
E_ = TypeVar("E_", bound=Enum)


class BadMetadata(ValueError):  # noqa: N818  -- what the input is, not a fault
    """A field with a value that it cannot have; ``known`` are those that it can."""

    def __init__(self, field: str, value: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{field}: {value!r} is none of {', '.join(known)}")
        self.field = field
        self.value = value
        self.known = known


class PaperSetting(Struct, frozen=True):
    """How a paper's citations are set.

    ``setting`` holds style, locale and what stands under ``bibtool``; ``bibliographies`` are paths as written,
    ``references`` the works of the metadata themselves; ``notes_after`` says whether note marks stand behind
    punctuation (None: as the language has it); ``section_title`` are the inlines of ``reference-section-title``.
    """

    setting: Setting
    bibliographies: tuple[str, ...] = ()
    references: tuple[Entry, ...] = ()
    suppress_bibliography: bool = False
    link_citations: bool = False
    link_bibliography: bool = True
    notes_after: bool | None = None
    section_title: tuple[Element, ...] = ()


def paper_setting(meta: Mapping[str, Element], carrier: Carrier) -> PaperSetting:
    """The setting of a paper.  Raises :class:`BadMetadata`."""
    own = _own(meta.get("bibtool"))
    return PaperSetting(
        Setting(
            style_name(_text(meta.get("csl")) or _text(meta.get("citation-style"))) or DEFAULT_STYLE,
            _text(meta.get("lang")),
            _optional(own, "entry-language"),
            _one_of(own, "script", Script, Script.ORIGINAL),
            _schemes(own.get("scheme")),
            _switch(own.get("translations"), "bibtool.translations", False),
            _one_of(own, "sort", Sort, Sort.STYLE),
            _one_of(own, "sections", Sections, Sections.NONE),
            _maybe_switch(own.get("idem"), "bibtool.idem"),
            spaces=_one_of(own, "spaces", Spaces, Spaces.PLAIN),
        ),
        tuple(filter(None, map(_text, _list(meta.get("bibliography"))))),
        tuple(_works(meta.get("references"), carrier)),
        _switch(meta.get("suppress-bibliography"), "suppress-bibliography", False),
        _switch(meta.get("link-citations"), "link-citations", False),
        _switch(meta.get("link-bibliography"), "link-bibliography", True),
        _maybe_switch(meta.get("notes-after-punctuation"), "notes-after-punctuation"),
        tuple(_inlines(meta.get("reference-section-title"))),
    )


def style_name(given: str) -> str:
    """A style as named; of the address of a style (http://www.zotero.org/styles/apa) its name, for nothing is
    fetched."""
    if re.match(r"(?i)https?://", given):
        return PurePosixPath(given.partition("?")[0].rstrip("/")).name.removesuffix(".csl")
    return given


OWN_FIELDS = ("entry-language", "script", "scheme", "translations", "sort", "sections", "idem", "spaces")


def _own(value: Element | None) -> Mapping[str, Element]:
    if value is None:
        return {}
    if value["t"] != "MetaMap":
        raise BadMetadata("bibtool", plain(value), OWN_FIELDS)
    found: Mapping[str, Element] = value["c"]
    for name in found:
        if name not in OWN_FIELDS:
            raise BadMetadata("bibtool", name, OWN_FIELDS)
    return found


def _text(value: Element | None) -> str:
    """A field as text.  A comma that is no part of a path is no list: pandoc takes a YAML list for that."""
    if value is None:
        return ""
    if value["t"] == "MetaBool":
        return "true" if value["c"] else "false"
    return plain(value) if value["t"] != "MetaString" else str(value["c"])


def _list(value: Element | None) -> list[Element]:
    if value is None:
        return []
    return list(value["c"]) if value["t"] == "MetaList" else [value]


def _inlines(value: Element | None) -> list[Element]:
    if value is None:
        return []
    if value["t"] == "MetaInlines":
        return list(value["c"])
    if value["t"] == "MetaBlocks":
        return [inline for block in value["c"] if block["t"] in ("Para", "Plain") for inline in block["c"]]
    from bibtool.papers.tree import words

    return words(_text(value))


def _optional(own: Mapping[str, Element], name: str) -> str | None:
    return _text(own[name]) if name in own else None


def _one_of(own: Mapping[str, Element], name: str, kind: type[E_], default: E_) -> E_:
    if name not in own:
        return default
    given = _text(own[name]).strip().lower()
    for each in kind:
        if each.value == given:
            return each
    raise BadMetadata(f"bibtool.{name}", given, tuple(str(each.value) for each in kind))


def _schemes(value: Element | None) -> dict[str, str]:
    """``scheme: gost`` for all languages, or a map by language (``ru: gost``)."""
    if value is None:
        return {}
    if value["t"] == "MetaMap":
        return {str(language): _text(each) for language, each in value["c"].items()}
    return {"": _text(value)}


def _maybe_switch(value: Element | None, name: str) -> bool | None:
    if value is None:
        return None
    given = _text(value).strip().lower()
    if given in _TRUE or given in _FALSE:
        return given in _TRUE
    raise BadMetadata(name, given, ("true", "false"))


def _switch(value: Element | None, name: str, default: bool) -> bool:
    told = _maybe_switch(value, name)
    return default if told is None else told


def _works(value: Element | None, carrier: Carrier) -> list[Entry]:
    """``references``: CSL items in YAML, their text in the document's own markup."""
    found = []
    for row in _list(value):
        data = _value(row, lambda inlines: carrier.text(inlines, typed=False))
        if isinstance(data, dict) and data.get("id"):
            for variable in DATE_VARIABLES & data.keys():
                data[variable] = _date(data[variable])
            found.append(Entry(clean(str(data["id"])), canonical(Item.from_csl(data))))
    return found


def _value(value: Element, text: Callable[[Any], str]) -> Any:
    name, contents = value["t"], value.get("c")
    if name == "MetaMap":
        return {key: _value(each, text) for key, each in value["c"].items()}
    if name == "MetaList":
        return [_value(each, text) for each in value["c"]]
    if name == "MetaInlines":
        return text(contents)
    if name == "MetaBlocks":
        return text(_inlines(value))
    return contents


def _date(value: Any) -> Any:
    """pandoc's ``{year: 2010, month: 3}``, or a list of two such, as ``date-parts``; the rest as it is."""
    rows = value if isinstance(value, list) else [value]
    if not rows or not all(isinstance(row, dict) and "year" in row for row in rows):
        return _numbers(value)
    parts = [[str(row[part]) for part in _DATE if row.get(part) not in (None, "")] for row in rows]
    return {**{k: v for k, v in rows[0].items() if k not in _DATE}, "date-parts": parts}


def _numbers(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("date-parts"), list):
        rows = value["date-parts"]
        return {**value, "date-parts": [row if isinstance(row, list) else [row] for row in rows]}
    return value
