"""The form of an item that every format keeps: NFC, no control characters, no empty values."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from typing import Any

from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name


def clean(text: str) -> str:
    """NFC without control characters (tab and line feed stay), without non-characters, which XML cannot hold, and
    without lone surrogates, which UTF-8 cannot hold.

    >>> clean("Z\\u0307e\\x07ro\\r\\n")
    'Żero\\n'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() or not text.isprintable():
        text = "".join(c for c in text if c in "\t\n" or not _unprintable(c))
    return unicodedata.normalize("NFC", text)


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or "\ufdd0" <= char <= "\ufdef" or ord(char) & 0xFFFE == 0xFFFE


def canonical(item: Item) -> Item:
    """``item`` with clean text, sorted variables and nothing empty.  Idempotent."""
    names = {
        variable: tuple(name for name in map(_name, item.names[variable]) if name.to_csl())
        for variable in sorted(item.names)
    }
    dates = {variable: _date(item.dates[variable]) for variable in sorted(item.dates)}
    return Item(
        clean(item.type),
        {variable: value for variable, value in names.items() if value},
        {variable: value for variable, value in dates.items() if value},
        _texts(item.text),
        _texts(item.custom),
    )


def _texts(values: Any) -> dict[str, str]:
    cleaned = {clean(key): clean(value) for key, value in sorted(values.items())}
    return {key: value for key, value in cleaned.items() if value}


def _name(name: Name) -> Name:
    return Name(**{f.name: clean(getattr(name, f.name)) for f in fields(name)})


def _date(date: Date) -> Date:
    parts = tuple(part[:3] for part in date.parts[:2] if part)
    return Date(parts, clean(date.literal), date.circa, date.season if 0 < date.season < 5 else 0)
