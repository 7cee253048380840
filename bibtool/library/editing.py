"""The values of a work as text that a person edits, and what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from msgspec.structs import replace

from bibtool.decisions import fields
from bibtool.decisions.fields import BadValueError
from bibtool.entries import identifiers
from bibtool.formats.canonical import issn
from bibtool.formats.canonical import language as language_of
from bibtool.formats.remainder import shown
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import Name, names_from_text, names_text
from bibtool.text.identifiers import is_isbn, is_issn
from bibtool.text.patterns import regex

#: Before the name of a field that CSL has not.
CUSTOM = "custom."
_TAG = regex(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.IGNORECASE)  # BCP 47, 2.1
_SEVERAL = regex(r"\s*[;,]\s*|\s+(?=97[89])")
_FIRST = ("type", "author", "title", "container-title", "issued")


def values(item: Item) -> dict[str, str]:
    """What an item says, by field, as a person writes it; on one line each."""
    found: dict[str, str] = {"type": item.type} if item.type else {}
    found |= {name: names_text(row) for name, row in item.names.items()}
    found |= {name: date.to_edtf() for name, date in item.dates.items()}
    found |= {name: shown(value) for name, value in item.text.items()}
    found |= {f"{CUSTOM}{name}": value for name, value in item.custom.items()}
    ordered = [name for name in _FIRST if name in found]
    ordered += [name for name in found if name not in _FIRST and not name.startswith(CUSTOM)]
    ordered += [name for name in found if name.startswith(CUSTOM)]
    return {name: " ".join(found[name].split()) for name in ordered}


def field_named(name: str, item: Item) -> str | None:
    """The field that a name means: a variable of CSL or a field of BibLaTeX that stands for one, in any case; what is
    CSL's not only with ``custom.`` before it, or where the item has it; None where there is no such field."""
    name = name.strip()
    if name.lower().startswith(CUSTOM) and len(name) > len(CUSTOM):
        return CUSTOM + name[len(CUSTOM) :]
    if name in item.text or name in item.names or name in item.dates:
        return name
    found = fields.named(name)
    if found in _citation_only():
        found = None
    if found is None and name in item.custom:
        return CUSTOM + name
    return found


def _citation_only() -> frozenset[str]:
    return frozenset({"locator", "label", "locator-rest", "signal", "comment"})


def checked(field: str, value: str) -> str:
    """A value as it is kept: identifiers and dates in their usual form.  Raises
    :class:`~bibtool.decisions.fields.BadValueError`."""
    value = fields.checked(field, value) if not field.startswith(CUSTOM) else " ".join(value.split())
    if not value:
        return ""
    match field:
        case "ISBN":
            wrong = [part for part in _SEVERAL.split(value) if part and not is_isbn(part)]
            if wrong:
                raise BadValueError(f"{wrong[0]} is not an ISBN of 10 or 13 digits with a valid check digit")
        case "ISSN":
            parts = [issn(part) for part in _SEVERAL.split(value) if part]
            wrong = [part for part in parts if not is_issn(part)]
            if wrong:
                raise BadValueError(f"{wrong[0]} is not an ISSN of eight digits with a valid check digit")
            return "; ".join(parts)
        case "DOI":
            found = identifiers.doi(Item(text={"DOI": value}))
            if not found:
                raise BadValueError("a DOI begins with 10., as in 10.1000/182")
            return value[value.lower().find("10.") :] if "%" not in value else found
        case "URL":
            if not _is_address(value):
                raise BadValueError("an address begins with http:// or https://")
        case "language":
            tag = language_of(value)
            if not _TAG.fullmatch(tag):
                raise BadValueError("write a language tag (pl, ru, en-GB) or the name of a language")
            return tag
        case _:
            pass
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https", "ftp") and bool(parts.netloc) and " " not in value


def with_values(item: Item, changed: Mapping[str, str]) -> Item:
    """An item with other values, as :func:`checked` gives them; an empty one takes the field out."""
    names, dates = dict(item.names), dict(item.dates)
    text, custom = dict(item.text), dict(item.custom)
    kind = item.type
    for field, value in changed.items():
        for rows in (names, dates, text):
            rows.pop(field, None)
        custom.pop(field.removeprefix(CUSTOM) if field.startswith(CUSTOM) else "", None)
        if field == "type":
            kind = value
        elif not value:
            continue
        elif field in NAME_VARIABLES:
            names[field] = _names(value, item.names.get(field, ()))
        elif field in DATE_VARIABLES:
            dates[field] = Date.from_edtf(value) or Date(literal=value)
        elif field.startswith(CUSTOM):
            custom[field.removeprefix(CUSTOM)] = value
        else:
            text[field] = value
    return replace(item, type=kind, names=names, dates=dates, text=text, custom=custom)


def _names(value: str, before: tuple[Name, ...]) -> tuple[Name, ...]:
    """Names as written; one that was there already keeps its parts, which the text does not tell (suffixes)."""
    known = {names_text([name]): name for name in before}
    return tuple(known.get(names_text([name]), name) for name in names_from_text(value))


def as_text(key: str, item: Item, beside: Mapping[str, str], help: str) -> str:
    """A work to be edited, a field a line; ``help`` and the forms ``beside`` its values are not read."""
    lines = [f"# {line}".rstrip() for line in help.splitlines()]
    lines += ["", f"[{key}]", *(f"{field} = {value}" for field, value in values(item).items())]
    lines += [f"# {name} = {value}" for name, value in beside.items()]
    return "\n".join(lines) + "\n"


class NotUnderstoodError(Exception):
    """A line of an edited text that says nothing; ``line`` is counted from 1."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(line, reason)


def from_text(key: str, item: Item, text: str) -> dict[str, str]:
    """What an edited text says otherwise than the item: changed, new and missing lines.

    Raises :class:`NotUnderstoodError`.
    """
    before = values(item)
    said: dict[str, str] = {}
    for number, field, value in _lines(key, item, text):
        if field in said:
            raise NotUnderstoodError(number, f"{field} is given twice")
        try:
            said[field] = value if value == before.get(field) else checked(field, value)
        except BadValueError as error:
            raise NotUnderstoodError(number, f"{field}: {error}") from None
    if not said:
        raise NotUnderstoodError(1, "no field is left; to remove the work, use 'bibtool lib rm'")
    changed = {field: value for field, value in said.items() if value != before.get(field, "")}
    return changed | {field: "" for field in before if field not in said}


def _lines(key: str, item: Item, text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#") or line == f"[{key}]":
            continue
        name, equals, value = (part.strip() for part in line.partition("="))
        if not equals or not name:
            raise NotUnderstoodError(number, f"{line[:60]}: write FIELD = VALUE")
        field = field_named(name, item)
        if field is None:
            raise NotUnderstoodError(number, f"there is no field {name}; to make your own, write {CUSTOM}{name}")
        yield number, field, " ".join(value.split())
