"""Addresses and days of access in fields that are no field for them: ``howpublished``, ``note``.

    howpublished = {Режим доступа: \\url{https://x.example/a}},  note = {[Online; accessed 3-May-2011]}

What is understood as a whole is taken; anything else stays where it stands.
"""

from __future__ import annotations

import re
from functools import cache

from bibtool.formats.datewords import read_date
from bibtool.formats.latex import address, unescape
from bibtool.items.dates import Date
from bibtool.text.patterns import regex

_ADDRESS = regex(
    r"(?P<before>[^\\]*?)[\s,;:.<(]*+(?:\\(?:url|path|nolinkurl)\s*\{(?P<url>(?:[^{}\s]|\{(?:[^{}\s]|\{\}){0,40}\}){1,2000})\}|(?P<bare>https?://[^\s{}\\<>]++))"
    r"[>)]?(?P<after>[^\\]*)"
)
_DAY = r"[(\[]?(?P<day>[^()\[\]]*\d[^()\[\]]*?)[)\]]?"
_LONGEST = 300


@cache
def _access() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    words, online = lexicon().alternation("accessed"), lexicon().alternation("online")
    return re.compile(rf"[(\[]?(?:(?:{online})[;,:.]?\s*)?(?:{words})(?:[:\s]|\s*(?=\[)){_DAY}[\])]?\.?", re.IGNORECASE)


@cache
def _label() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    return re.compile(rf"(?:{lexicon().alternation('url_label', 'online')})?[\s:;,.\[\]()-]*", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Does a text only say that an address follows ("Available at:")?"""
    return _label().fullmatch(text) is not None


def access_day(text: str) -> Date | None:
    """The day of access, where a text says nothing else ("dostęp: 5.03.2023")."""
    text = text.strip()
    if len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    found = _access().fullmatch(text)
    if found is None:
        return None
    return _day(found["day"])


def tells_access(text: str) -> bool:
    """Whether a text says among other things when a page was seen ("reprinted in vol. 3; last accessed May 2020")."""
    return len(text) <= _LONGEST and _told().search(text) is not None


@cache
def _told() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    words = lexicon().alternation("accessed")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^\d\n]{{0,30}}\d", re.IGNORECASE)


def _bare(url: str) -> str:
    """An address in a sentence: no full stop at its end, no bracket that nothing opened."""
    url = url.rstrip(".,;")
    return url[:-1] if url.endswith(")") and "(" not in url else url


def _day(text: str) -> Date | None:
    text = text.strip(" .,;:")
    found = read_date(text) or read_date(text.replace("-", " "))
    return found if found is not None and found.parts else None


def published(value: str) -> tuple[str, str, Date | None] | None:
    """Address, what stands beside it, and day of access in a value of ``howpublished`` or ``note`` (TeX); None where it
    holds no address."""
    if len(value) > 2000 or ("\\" not in value and "http" not in value):
        return None
    found = _ADDRESS.fullmatch(value)
    if found is None:
        return None
    url = address(found["url"]) if found["url"] else _bare(found["bare"])
    before, after = unescape(found["before"]).strip(" ,;:"), unescape(found["after"]).strip(" ,;.")
    day = None
    if after:
        day = access_day(after) or _day(after.strip("()[]"))
        if day is None:
            return None
    return url, "" if is_label(before) else before, day
