"""Items as citeproc-py can take them.

Measured with 0.11.1: a missing type, a null, an empty ``date-parts``, a year that is no number, a bare string for a
name or date and a name variable that it does not list raise; ``null`` prints "None"; ids lose their case.
"""

from __future__ import annotations

from typing import Any

from bibtool.formats.canonical import canonical
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import Name
from bibtool.render.markup import protect

# CSL 1.0.2 renamed some variables; citeproc-py knows the old names.
_OLD_NAMES = {"event-title": "event"}
# Who stands for the author of a work that has none: films have a director, for whom it knows no variable.
_STANDS_FOR_AUTHOR = ("director", "composer", "host", "guest", "performer", "script-writer", "producer", "chair")
_NO_LANGUAGE = "und"  # BCP 47: undetermined


def cleaned(item: Item, item_id: str) -> dict[str, Any]:
    """CSL-JSON of ``item`` with nothing in it that citeproc-py stumbles over."""
    from citeproc import DATES, NAMES, VARIABLES

    item = canonical(item)
    apart = {*NAMES, *DATES, "language"}
    data: dict[str, Any] = {"id": item_id, "type": item.type or "document"}
    # A title without a language would get English capitals in an English style.
    data["language"] = item.get("language") or _NO_LANGUAGE
    for variable, text in item.text.items():
        variable = _OLD_NAMES.get(variable, variable)
        known = variable.replace("-", "_")
        if known not in VARIABLES or known in apart or variable in NAME_VARIABLES | DATE_VARIABLES:
            continue
        if variable == "page":
            text = text.replace("–", "-")
        data[variable] = protect(" ".join(text.split()))
    for variable, names in item.names.items():
        rows = [row for row in map(_name, names) if row]
        if variable.replace("-", "_") in NAMES and rows:
            data[variable] = rows
    if "author" not in data:
        for variable in _STANDS_FOR_AUTHOR:
            rows = [row for row in map(_name, item.names.get(variable, ())) if row]
            if rows:
                data["author"] = rows
                break
    for variable, date in item.dates.items():
        row = _date(date)
        if variable.replace("-", "_") in DATES and row:
            data[variable] = row
    return data


def _name(name: Name) -> dict[str, str]:
    literal = name.literal or ("" if name.family else name.given or name.particle or name.suffix)
    if literal:
        return {"literal": protect(literal)}
    return {key: protect(value) for key, value in name.to_csl().items()}


def _date(date: Date) -> dict[str, Any]:
    parts = [list(part) for part in map(_possible, date.parts)]
    data: dict[str, Any] = {"date-parts": parts} if parts else {}
    if not parts:
        return {"literal": protect(date.literal)} if date.literal else {}
    if date.circa:
        data["circa"] = True
    if date.season and len(parts) == 1 and len(parts[0]) == 1:
        data["season"] = date.season
    return data


def _possible(part: tuple[int, ...]) -> tuple[int, ...]:
    if len(part) > 1 and not 1 <= part[1] <= 12:
        return part[:1]
    if len(part) > 2 and not 1 <= part[2] <= 31:
        return part[:2]
    return part
