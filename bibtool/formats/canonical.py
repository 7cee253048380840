"""The form of an item that every format keeps: NFC, no control characters, no empty values, markup as CSL has it,
languages by their tags."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

from bibtool.formats.fieldtable import tags_of_babel
from bibtool.formats.labels import LABELLED, unlabelled
from bibtool.items.dates import Date
from bibtool.items.item import CUT_SHORT, Item
from bibtool.items.names import OTHERS, Name
from bibtool.language.naming import tag_of
from bibtool.text.identifiers import is_issn
from bibtool.text.patterns import regex
from bibtool.text.visible import NO_CHARACTERS

_NO_CHARACTER = regex(f"[{NO_CHARACTERS}\ud800-\udfff]")
# Category Cc, but for tab and line feed.
_CONTROL = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_AMPERSAND = regex(r"&(?:amp;|#38;|#x26;)+")
_ENTITY = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PASSES = 8  # an entity may stand for a letter of another one; nobody writes that, and this ends
# What publishers' data have for CSL's four elements of markup (JATS, HTML).
_TAGS = {"italic": "i", "em": "i", "bold": "b", "strong": "b", "i": "i", "b": "b", "sup": "sup", "sub": "sub"}
_TAG = regex(rf"<(/?)(?:jats:)?({'|'.join(_TAGS)})(?:\s[^<>]*)?>", re.IGNORECASE)
# What people put before a DOI: its resolver, or its name.
_RESOLVER = regex(r"\A\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)(?=10\.)", re.IGNORECASE)
_BARE_ISSN = regex(r"(\d{4})(\d{3}[\dXx])")
_OWN_FORM = frozenset({"language", "DOI", "ISSN"})
_ADDRESSES = frozenset({"URL", "DOI", "archive_location"})


def clean(text: str) -> str:
    """NFC without control characters (tab and line feed stay); half a surrogate pair, which UTF-8 cannot hold, and a
    non-character, which XML cannot, are U+FFFD.

    >>> clean("Z\\u0307e\\x07ro\\r\\n\\ufffe")
    'Żero\\n\ufffd'
    """
    if text.isprintable():
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) < _LONG:
        text = _printed(text)
    else:  # a whole file: most lines are printable, and to look at their letters one by one takes ten times as long
        text = "\n".join(line if line.isprintable() else _printed(line) for line in text.split("\n"))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


_LONG = 1000


def _printed(text: str) -> str:
    text = _CONTROL.sub("", text)
    return text if text.isascii() else _NO_CHARACTER.sub("\ufffd", text)


def _is_plain(text: str) -> bool:
    """Is it certain that cleaning leaves a text as it is?"""
    if not text.isprintable() or "&" in text or "<" in text:
        return False
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def plain(text: str) -> str:
    """Clean text in which entities of HTML are the characters that they stand for.

    >>> plain("Science &amp;amp; Art, M&uuml;ller")
    'Science & Art, Müller'
    """
    if text.isprintable() and "&" not in text:
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    if "&" in text and ";" in text:
        for _ in range(_PASSES):
            before = text
            text = _ENTITY.sub(lambda entity: unescape(entity[0]), _AMPERSAND.sub("&", text))
            if text == before:
                break
    return clean(text)


def canonical(item: Item) -> Item:
    """``item`` with clean text, sorted variables and nothing empty; a list of names that its source cuts short ends in
    "others", as all formats have it.  Idempotent."""
    names = {
        variable: tuple(name for name in map(_name, item.names[variable]) if _is_somebody(name))
        for variable in sorted(item.names)
    }
    custom = item.custom
    if CUT_SHORT in custom:
        for variable in custom[CUT_SHORT].split():
            if names.get(variable) and names[variable][-1] != OTHERS:
                names[variable] += (OTHERS,)
        custom = {name: value for name, value in custom.items() if name != CUT_SHORT}
    dates = {variable: _date(item.dates[variable]) for variable in sorted(item.dates)}
    return Item(
        clean(item.type),
        {variable: value for variable, value in names.items() if value},
        {variable: value for variable, value in dates.items() if value},
        _texts(item.text),
        _custom(custom),
    )


def canonical_of_clean(item: Item) -> Item:
    """The same of an item whose texts are clean, as parts of a clean text are, and whose dates were read."""
    text = {
        key: _text(key, value) if "&" in value or "<" in value else value
        for key, value in sorted(item.text.items())
        if value
    }
    if "language" in text:
        text["language"] = language(text["language"])
    if "DOI" in text:
        text["DOI"] = _RESOLVER.sub("", text["DOI"], 1)
    if "ISSN" in text:
        text["ISSN"] = issn(text["ISSN"])
    _unlabel(text)
    return Item(
        item.type,
        {variable: _plain_names(item.names[variable]) for variable in sorted(item.names)},
        dict(sorted(item.dates.items())),
        text,
        dict(sorted(item.custom.items())),
    )


def _plain_names(names: tuple[Name, ...]) -> tuple[Name, ...]:
    if any("&" in name.family or "&" in name.given or "&" in name.literal for name in names):
        return tuple(map(_name, names))
    return names


def _texts(values: Mapping[str, str]) -> dict[str, str]:
    cleaned: dict[str, str] = {}
    for key in sorted(values):
        value = values[key]
        if not _is_plain(value) or key in _OWN_FORM or not _is_plain(key):
            key, value = clean(key), _text(key, value)
        if value:
            cleaned[key] = value
    _unlabel(cleaned)
    return cleaned


def _unlabel(text: dict[str, str]) -> None:
    for variable in LABELLED:
        if variable in text:
            text[variable] = unlabelled(variable, text[variable])


def _text(variable: str, value: str) -> str:
    if variable in _ADDRESSES:
        value = clean(_AMPERSAND.sub("&", value) if "&" in value else value)
        return _RESOLVER.sub("", value, 1) if variable == "DOI" else value
    value = plain(value)
    if variable == "language":
        return language(value)
    if variable == "ISSN":
        return issn(value)
    return markup(value)


def markup(text: str) -> str:
    """CSL's four elements of markup for those that JATS and HTML have for the same."""
    return _TAG.sub(lambda tag: f"<{tag[1]}{_TAGS[tag[2].lower()]}>", text) if "<" in text else text


def issn(value: str) -> str:
    """With its hyphen, which databases leave out, where the check digit is right."""
    bare = _BARE_ISSN.fullmatch(value)
    whole = f"{bare[1]}-{bare[2].upper()}" if bare else ""
    return whole if is_issn(whole) else value


def language(name: str) -> str:
    """The tag of a language by its name, in any language or in LaTeX's; what is none stays."""
    return tags_of_babel().get(name.lower()) or tag_of(name) or name


def _custom(values: Mapping[str, str]) -> dict[str, str]:
    cleaned = {clean(key): clean(value) for key, value in sorted(values.items())}
    return {key: value for key, value in cleaned.items() if value}


def _is_somebody(name: Name) -> bool:
    return bool(name.family or name.given or name.literal or name.particle or name.dropping_particle or name.suffix)


# Names, and dates, come again and again in a library.
@lru_cache(maxsize=20_000)
def _name(name: Name) -> Name:
    if _is_plain(f"{name.family}{name.given}{name.particle}{name.dropping_particle}{name.suffix}{name.literal}"):
        return name
    return Name(
        plain(name.family),
        plain(name.given),
        plain(name.particle),
        plain(name.dropping_particle),
        plain(name.suffix),
        plain(name.literal),
    )


@lru_cache(maxsize=20_000)
def _date(date: Date) -> Date:
    parts = tuple(part for part in map(_known, date.parts[:2]) if part)
    season = date.season if 0 < date.season < 5 else 0
    if len(parts) == 1 and len(parts[0]) > 1 and parts[0][1] in SEASON_MONTHS:
        season = season or SEASON_MONTHS[parts[0][1]]
        parts = (parts[0][:1],)
    return Date(parts, clean(date.literal), date.circa, season)


#: Months beyond the twelfth: citeproc-js's seasons, and those of EDTF (ISO 8601-2, 4.8).
SEASON_MONTHS = {13: 1, 14: 2, 15: 3, 16: 4, 21: 1, 22: 2, 23: 3, 24: 4}


def _known(part: tuple[int, ...]) -> tuple[int, ...]:
    """Year, month and day as far as they are known: 0 stands for what is not."""
    if 0 in part[1:3]:
        return part[: part.index(0, 1)]
    return part[:3]
