"""Records that a document carries beside what it prints: those of reference managers and word processors.

A word processor's field holds in its code what its result prints.  Zotero and Mendeley write CSL-JSON there
(``ADDIN ZOTERO_ITEM CSL_CITATION {...}``, ``ADDIN CSL_CITATION {...}``: citation-style-language/schema,
csl-citation.json), Mendeley Cite the same in the tag of a content control, in base64.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

from msgspec import Struct

from bibtool.items.item import Item
from bibtool.text.normal import scalar
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

Work = TypeVar("Work")
_CSL = regex(r"\bCSL_CITATION\b\s*(?=\{)")
_TAGGED = regex(r"MENDELEY_CITATION(?:_v\d+)?_(?P<code>[A-Za-z0-9+/=_-]+)\Z")
_ADDED = regex(r"ADDIN\s+(?:ZOTERO_ITEM|CSL_CITATION|Mendeley\s+Citation|CitaviPlaceholder)", re.IGNORECASE)
_LONGEST = 4 << 20  # characters of a field's code
_TAGS = regex(r"</?(?:i|b|sup|sub|span|em|strong|sc|nocase)(?:\s[^<>]{0,200})?>", re.IGNORECASE)


class Scope(Enum):
    """How much of a citation a record says."""

    WHOLE = "whole"
    PARTS = "parts"  # what print says besides is of the citation too: parts of a sentence that are marked up


class Record(Struct, frozen=True):
    """One work as a document's own data have it, and what of it is cited.

    ``ident`` tells the record from the others of the document; ``label`` is a CSL locator label.
    """

    item: Item
    ident: str
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    scope: Scope = Scope.WHOLE


class Use(Enum):
    """What stands at the place of records."""

    CITES = "cites"
    LISTS = "lists"  # an entry of a list of references


class Embedded(Struct, frozen=True):
    """What is printed at ``span`` of the document's text cites ``records``, in this order."""

    span: Span
    records: tuple[Record, ...]
    use: Use = Use.CITES
    markup: tuple[Any, ...] = ()  # elements that records are to be made of


def of_code(code: str) -> tuple[Record, ...]:
    """The records in a field's code or in a reference mark's name; none where it holds none that can be read."""
    match = _CSL.search(code, 0, 200)
    return _records(_loaded(code[match.end() :])) if match is not None and len(code) < _LONGEST else ()


def of_tag(tag: str) -> tuple[Record, ...]:
    """The records in the tag of a content control."""
    match = _TAGGED.match(tag) if len(tag) < _LONGEST else None
    return _records(_loaded(from_base64(match["code"]))) if match is not None else ()


def outermost(found: Iterable[Embedded]) -> tuple[Embedded, ...]:
    """Sorted by place; what stands in another (a field in a content control) is the other's."""
    out: list[Embedded] = []
    for one in sorted(found, key=lambda e: (e.span.start, -e.span.end)):
        if not out or one.span.start >= out[-1].span.end:
            out.append(one)
    return tuple(out)


class Ranges(Generic[Work]):
    """References in their order, and what links to the first and the last of a row cite: "1–3", with a dash alone
    between the two."""

    def __init__(self, order: Iterable[Work]) -> None:
        self._order = list(order)
        self._places = {id(one): at for at, one in enumerate(self._order)}
        self._begun = -1

    def cited(self, called: Sequence[Work], tail: str) -> tuple[Work, ...]:
        """What a link to ``called`` cites, with what a dash before it leads over; ``tail`` is the text behind it."""
        first, last = self._places.get(id(called[0]), -1), self._places.get(id(called[-1]), -1)
        over = self._order[self._begun + 1 : first] if 0 <= self._begun < first <= self._begun + _RANGE else []
        self._begun = last if tail.strip() in _DASHES else -1
        return (*over, *called)


_DASHES = frozenset("-‐‑–—−")
_RANGE = 50  # references that "1–50" cites


def is_citation(code: str) -> bool:
    """Whether a field's code is meant to hold records."""
    return _ADDED.match(code.lstrip()) is not None or code.startswith("MENDELEY_CITATION")


def from_base64(code: str) -> str:
    """Text in base64 of either alphabet, with its padding or without; "" where it is none."""
    plain = code.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode("utf-8-sig")
    except (binascii.Error, ValueError):
        return ""


def _loaded(text: str) -> object:
    """The JSON value that a text begins with: Zotero puts a random word behind it in a reference mark."""
    try:
        # Word writes line breaks of a value as they are
        data = json.JSONDecoder(strict=False).raw_decode(text.lstrip())[0]
        # halves of surrogate pairs, which no file can hold
        return json.loads(scalar(json.dumps(data, ensure_ascii=False))) if "\\ud" in text.lower() else data
    except (ValueError, RecursionError):
        return None


def _records(data: object) -> tuple[Record, ...]:
    rows = data.get("citationItems") if isinstance(data, Mapping) else None
    found = tuple(_of_rows(rows if isinstance(rows, list) else ()))
    # what names no work leaves the whole field to be read as printed
    return found if isinstance(rows, list) and len(found) == len(rows) else ()


def _of_rows(rows: Any) -> Iterator[Record]:
    for row in rows:
        data = row.get("itemData") if isinstance(row, Mapping) else None
        if not isinstance(data, Mapping):
            continue
        item = Item.from_csl({str(key): unmarked(value) for key, value in data.items() if key not in _UNCITED})
        if not (item.text or item.names):
            continue
        yield Record(
            item,
            _ident(row, item),
            _text(row.get("locator")),
            _text(row.get("label")) or ("page" if row.get("locator") else ""),
            _text(row.get("prefix")),
            _text(row.get("suffix")),
        )


# of the program that cites, not of the work
_UNCITED = frozenset(("id", "citation-label", "citation-number", "first-reference-note-number", "year-suffix"))


def unmarked(value: object) -> object:
    """A value of CSL-JSON without the tags of its rich text, which no page prints."""
    return _TAGS.sub("", scalar(value)) if isinstance(value, str) else value


def _text(value: object) -> str:
    return scalar(str(value)).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _ident(row: Mapping[str, Any], item: Item) -> str:
    """An address of the record (one library knows it by several), else what it says."""
    addresses = row.get("uris") or row.get("uri")
    if isinstance(addresses, list) and addresses and isinstance(addresses[0], str):
        return addresses[0]
    return addresses if isinstance(addresses, str) else said(item)


def said(item: Item) -> str:
    """What tells a record that has no address from others: all that it says."""
    return json.dumps(item.to_csl(), ensure_ascii=False, sort_keys=True)
