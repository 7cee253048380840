"""Entries of a .bib file as they are written there, to the letter."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_COMMAND = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]\w*)[ \t]*([{(])\s*([^\s,{}()=]*)", re.MULTILINE)


def verbatim(text: str, keys: Collection[str]) -> dict[str, str]:
    """The entries of ``keys`` by key, in the order of the file; a key is missing where its entry never closes.

    Under "" stands what the entries may lean on: the ``@string`` definitions and the ``@preamble``.
    """
    found: dict[str, str] = {}
    shared: list[str] = []
    for kind, key, whole in _commands(text):
        if kind in ("string", "preamble"):
            shared.append(whole)
        elif kind != "comment" and key in keys:
            found.setdefault(key, whole)
    return {"": "\n".join(shared), **found} if shared else found


def _commands(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind (small letters), key and text of every command that closes."""
    at = 0
    while (match := _COMMAND.search(text, at)) is not None:
        end = _end(text, match.start(2))
        at = match.end()
        if end is not None:
            at = end
            yield match[1].lower(), match[3], text[match.start() : end].strip()


def _end(text: str, at: int) -> int | None:
    """Behind the bracket that closes the one at ``at``; braces pair even in quotation marks (BibTeX's own rule)."""
    opening, depth, quoted = text[at], 0, False
    for place in range(at, len(text)):
        char = text[place]
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0 and opening == "{":
                return place + 1
        elif char == '"' and depth == (1 if opening == "{" else 0):
            quoted = not quoted
        elif char == ")" and opening == "(" and depth == 0 and not quoted and place > at:
            return place + 1
    return None
