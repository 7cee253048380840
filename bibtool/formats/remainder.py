"""What a format has no place for, as one line of JSON that comes back on reading.

A writer reads its own fields back and compares: the variables that differ go into the remainder, so nothing can
be lost silently, whatever the table of fields forgot.  The remainder is an object::

    {"csl": {"volume": "LXXVI", "custom/transliteration": "..."}, "for": {"volume": "76"}}

``csl`` holds the values meant (null: there is none), ``for`` what the plain fields say in their stead.  On reading a
value is restored only while the plain field still says what it said: a field that somebody has edited since wins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name

_CUSTOM = "custom/"


def remainder(item: Item, plain: Item) -> str:
    """The line for ``item`` where its fields alone are read as ``plain``; empty where they say it all."""
    if item == plain:
        return ""
    meant, said = _flat(item), _flat(plain)
    differ = [key for key in sorted({*meant, *said}) if meant.get(key) != said.get(key)]
    if not differ:
        return ""
    data: dict[str, Any] = {"csl": {key: meant.get(key) for key in differ}}
    instead = {key: said[key] for key in differ if key in said}
    if instead:
        data["for"] = instead
    return _dump(data)


def aside(item: Item, plain: Item) -> dict[str, str]:
    """The variables of ``item`` that its fields alone, read as ``plain``, do not say, with their values."""
    if item == plain:
        return {}
    meant, said = _flat(item), _flat(plain)
    differ = (key for key in sorted(meant) if meant[key] != said.get(key))
    return {key: shown(meant[key]) for key in differ}


def lost(item: Item, back: Item) -> dict[str, str]:
    """The variables of ``item`` that ``back``, read from what was written, does not have, with their values."""
    return aside(item, back)


def shown(value: Any) -> str:
    """A value of CSL-JSON for a person: names as ``Family, Given; ...``, a date in EDTF."""
    if isinstance(value, Mapping):
        return Date.from_csl(value).to_edtf()
    if isinstance(value, list):
        names = map(Name.from_csl, value)
        return "; ".join(name.literal or ", ".join(filter(None, (name.family, name.given))) for name in names)
    return str(value)


def restore(plain: Item, line: str) -> Item | None:
    """``plain`` completed from a remainder; None where ``line`` is none."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("csl"), dict) or not set(data) <= {"csl", "for"}:
        return None
    instead = data.get("for", {})
    if not isinstance(instead, dict):
        return None
    flat = _flat(plain)
    for key, value in data["csl"].items():
        if flat.get(key) != instead.get(key):
            continue
        if value is None:
            flat.pop(key, None)
        else:
            flat[key] = value
    custom = {key.removeprefix(_CUSTOM): flat.pop(key) for key in list(flat) if key.startswith(_CUSTOM)}
    return Item.from_csl({**flat, "custom": custom})


def _flat(item: Item) -> dict[str, Any]:
    data = item.to_csl()
    data.update((_CUSTOM + key, value) for key, value in data.pop("custom", {}).items())
    return data


def _dump(value: Any) -> str:
    r"""JSON that survives a .bib file: braces in strings as ``\u007b``, because readers count them, and of a run of
    spaces only the first, because readers fold them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_dump(k)}: {_dump(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dump, value)) + "]"
    text = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        text = text.replace("{", "\\u007b").replace("}", "\\u007d")
        text = re.sub(r"(?<= ) ", r"\\u0020", text)
    return text
