"""Sites and agencies that a press text names: domains by their pattern, agencies and media by data."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from bibtool.notes.words import domains, either, front_words
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.mapped import Mapped
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

_DOMAIN = regex(r"(?<![\w@./-])(?:https?://)?((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,4}([^\W\d_]{2,13}))(?![\w-]|\.\w)")
_SLASHED = regex(r"\s+/\s+|\s*;\s*")
_LONGEST_LINE = 160
_MOST = 200


class Named(Struct, frozen=True):
    """A site, agency or medium by the name that the text first gives it; ``kind``: site, agency, medium, source."""

    name: str
    kind: str
    spans: tuple[Span, ...]


def named_sources(body: Mapped) -> tuple[Named, ...]:
    """All of them in the order of the text, each once."""
    found: list[tuple[int, int, str]] = []
    text = body.text
    for match in _DOMAIN.finditer(text):
        if _is_domain(match[1], match[2]):
            found.append((match.start(1), match.end(1), "site"))
    found += [(m.start(), m.end(), "agency") for m in _agencies().finditer(text)]
    found += [(m.start("name"), m.end("name"), "medium") for m in _media().finditer(text)]
    found += _last_line(text)
    first: dict[str, Named] = {}
    taken = -1
    for start, end, kind in sorted(found, key=lambda row: (row[0], -row[1])):
        name = text[start:end]
        if start < taken or name.casefold() in first:
            continue
        taken = end
        first[name.casefold()] = Named(name, kind, body.spans(start, end))
        if len(first) >= _MOST:
            break
    return tuple(first.values())


def _is_domain(name: str, ending: str) -> bool:
    """ "akorda.kz", not "K.Tokajew" or "dnia.Po": the ending is one, and is not capitalised as a word is."""
    return ending in domains() and len(name) - len(ending) > 2


def _last_line(text: str) -> list[tuple[int, int, str]]:
    """A last line of sources: names or sites with slashes between them."""
    end = len(text.rstrip())
    start = text.rfind("\n", 0, end) + 1
    line = text[start:end]
    parts = _SLASHED.split(line)
    if len(line) > _LONGEST_LINE or len(parts) < 2 or any(len(part.split()) > 4 or not part for part in parts):
        return []
    found: list[tuple[int, int, str]] = []
    at = start
    for part in parts:
        at = text.index(part, at)
        found.append((at, at + len(part), "source"))
        at += len(part)
    return found


@cache
def _agencies() -> re.Pattern[str]:
    return compiled(rf"(?<![\w-]){either(front_words('agencies'))}(?![\w-])")


@cache
def _media() -> re.Pattern[str]:
    """A word for a medium, then its name: quoted, or a word or two with capitals."""
    name = (
        rf"[„“«\"](?P<quoted>{CAPITAL}[^„“”«»\"\n]{{1,50}})[”»\"]|(?P<plain>{CAPITAL}[\w.-]*\w(?:\s{CAPITAL}[\w-]+)?)"
    )
    return compiled(rf"(?<!\w)(?i:{either(front_words('media'))})\s+(?P<name>{name})")
