"""Items: CSL-JSON made safe.  Whatever is wrong with one becomes a finding, and the rest is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from bibtool.csl.datevalue import DateValue, parse_date
from bibtool.csl.findings import Finding, Kind
from bibtool.csl.person import Name, parse_name
from bibtool.csl.variables import ALIASES, DATE_VARIABLES, KNOWN, META, NAME_VARIABLES, TYPES


class Item(Struct):
    """A reference: text variables (numbers included, as text), names and dates.

    ``labels`` are words by name variable that stand for its label in texts of the given languages (two-letter codes).
    """

    id: str
    type: str
    language: str = ""
    text: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    dates: dict[str, DateValue] = field(default_factory=dict)
    order: int = 0
    labels: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)

    def has(self, variable: str) -> bool:
        """Tell whether a variable has a value."""
        if variable in self.text or variable in self.names:
            return True
        return variable in self.dates


def read_items(
    data: Iterable[object], renamed: bool = False, heading_authors: int = 0
) -> tuple[dict[str, Item], list[Finding]]:
    """Read CSL-JSON items into a dictionary by id (as text; letter case counts), in order.

    With `renamed`, a variable that CSL 1.0.2 renamed is found under its old name too, and the other way round.
    With `heading_authors`, the authors of a work that has more of them are contributors, before those that there are.
    """
    items: dict[str, Item] = {}
    findings: list[Finding] = []
    for number, raw in enumerate(data, start=1):
        if not isinstance(raw, Mapping):
            findings.append(
                Finding(Kind.WRONG_VALUE, "", "", f"item {number} is not an object but {type(raw).__name__}")
            )
            continue
        item = _read_item(raw, number, findings, renamed)
        if item.id in items:
            findings.append(
                Finding(Kind.DUPLICATE_ID, item.id, "id", f"the id {item.id!r} is used twice; the last wins")
            )
        if 0 < heading_authors < len(item.names.get("author", ())):
            item.names["contributor"] = item.names.pop("author") + item.names.get("contributor", [])
        item.order = len(items)
        items[item.id] = item
    return items, findings


def _read_item(raw: Mapping[str, object], number: int, findings: list[Finding], renamed: bool) -> Item:
    identity = raw.get("id")
    if identity is None or identity == "" or isinstance(identity, dict | list):
        identity = f"item-{number}"
        findings.append(Finding(Kind.MISSING_ID, identity, "id", f"item {number} has no id and is called {identity!r}"))
    key = str(identity)
    kind = raw.get("type")
    if not isinstance(kind, str) or not kind:
        kind = "" if kind == "" else "document"
        findings.append(Finding(Kind.MISSING_TYPE, key, "type", "the item has no type and is taken for a document"))
    elif kind not in TYPES:
        findings.append(Finding(Kind.UNKNOWN_TYPE, key, "type", f"CSL has no type {kind!r}"))
    item = Item(key, kind)
    for name, value in raw.items():
        if name in META and name not in ("citation-key", "keyword"):
            continue
        _read_variable(item, ALIASES.get(name, name) if ALIASES.get(name) not in raw else name, value, findings)
    _read_note(item, findings)
    _derive(item, renamed)
    return item


def show_cut(item: Item) -> None:
    """A short title that leaves out words of the title, and not only its subtitle, ends with an ellipsis."""
    title, short = item.text.get("title", ""), item.text.get("title-short", "").rstrip(" .…")
    rest = title[len(short) :]
    if short and title.casefold().startswith(short.casefold()) and rest[:1].isspace() and rest.lstrip()[:1].isalnum():
        item.text["title-short"] = f"{short} …"


def _derive(item: Item, renamed: bool) -> None:
    text = item.text
    item.language = text.get("language", "")
    page = text.get("page")
    if page and "page-first" not in text:
        first = re.match(r"\s*([^\s,;&–—-]+)", page)
        text["page-first"] = first[1] if first else page
    if not renamed:
        return
    # CSL 1.0.2 renamed "event" to "event-title"; styles and data of either age should meet.
    for one, other in (("event", "event-title"), ("event-title", "event")):
        if one in text and other not in text:
            text[other] = text[one]


def _read_variable(item: Item, name: str, value: object, findings: list[Finding]) -> None:
    if value is None or value == "" or value == [] or value == {}:
        return
    if name in NAME_VARIABLES:
        _read_names(item, name, value, findings)
    elif name in DATE_VARIABLES or (isinstance(value, dict) and name not in KNOWN):
        date, problem = parse_date(value)
        if problem:
            findings.append(Finding(Kind.BAD_DATE, item.id, name, f"{name}: {problem}"))
        if date is not None and not date.is_empty:
            item.dates[name] = date
    elif isinstance(value, str):
        if value.strip():
            item.text[name] = value
    elif isinstance(value, bool):
        findings.append(Finding(Kind.WRONG_VALUE, item.id, name, f"{name} cannot be true or false"))
    elif isinstance(value, int | float):
        item.text[name] = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    elif isinstance(value, list) and all(isinstance(part, str | int) for part in value):
        item.text[name] = ", ".join(str(part) for part in value)
    elif name in KNOWN:
        findings.append(
            Finding(Kind.WRONG_VALUE, item.id, name, f"{name} cannot be of the type {type(value).__name__}")
        )
        return
    if name not in KNOWN and name not in ALIASES:
        findings.append(Finding(Kind.UNKNOWN_VARIABLE, item.id, name, f"CSL has no variable {name!r}"))


def _read_names(item: Item, name: str, value: object, findings: list[Finding]) -> None:
    if isinstance(value, str | dict):
        value = [value]
        findings.append(Finding(Kind.BAD_NAME, item.id, name, f"{name} must be a list of names"))
    if not isinstance(value, list):
        findings.append(Finding(Kind.BAD_NAME, item.id, name, f"{name} cannot be of the type {type(value).__name__}"))
        return
    names: list[Name] = []
    for raw in value:
        parsed = parse_name(raw)
        if parsed is not None:
            names.append(parsed)
        else:
            findings.append(Finding(Kind.BAD_NAME, item.id, name, f"{name}: {raw!r} is not a name"))
    if names:
        item.names[name] = names


_NOTE_LINE = re.compile(r"\s*([A-Za-z][A-Za-z_-]*)\s*:\s*(\S.*?)\s*\Z")
_NOTE_BRACES = re.compile(r"\{:([-_A-Za-z]+):\s*([^}]+)\}")


def _read_note(item: Item, findings: list[Finding]) -> None:
    """Read variables that a citation manager had no field for from the note ("variable: value", one a line).

    Only lines before the first that is no such line count, and only variables that CSL knows.
    """
    note = item.text.get("note")
    if note is None or ":" not in note:
        return
    pairs = [(m[1], m[2]) for m in _NOTE_BRACES.finditer(note)]
    rest: list[str] = []
    lines = note.split("\n")
    for position, line in enumerate(lines):
        match = _NOTE_LINE.match(line)
        if match is None:
            if position:
                rest.extend(lines[position:])
                break
            rest.append(line)
        elif match[1] in KNOWN or match[1] == "type":
            pairs.append((match[1], match[2]))
        else:
            rest.append(line)
    remaining = _NOTE_BRACES.sub(lambda m: "" if m[1] in KNOWN else m[0], "\n".join(rest)).strip()
    if remaining:
        item.text["note"] = remaining
    else:
        del item.text["note"]
    for name, value in pairs:
        if name == "type" and value in TYPES:
            item.type = value
            continue
        if name not in KNOWN:
            continue
        if name in NAME_VARIABLES:
            if name in item.names:
                continue
            family, _, given = value.partition("||")
            parsed = parse_name({"family": family.strip(), "given": given.strip()} if given else {"literal": value})
            if parsed is not None:
                item.names.setdefault(name, []).append(parsed)
        elif name in DATE_VARIABLES or not item.has(name):
            _read_variable(item, name, value, findings)
