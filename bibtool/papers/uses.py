"""Where a source cites a key."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

ALL = "*"  # \nocite{*}, @*


class KeyUse(Struct, frozen=True):
    """A key at ``[start, end)`` of the source's text; ``*`` stands for every work."""

    key: str
    start: int
    end: int


class Include(Struct, frozen=True):
    """A file that the source reads at ``start``; ``name`` as written, where there is no ending ``ending`` is meant."""

    name: str
    start: int
    ending: str = ""


class Scan(Struct, frozen=True):
    """The keys that a source cites in order, the files that it reads, the bibliographies that it names, and the keys
    of works that it holds itself."""

    uses: tuple[KeyUse, ...]
    includes: tuple[Include, ...] = ()
    bibliographies: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()


def listed(text: str, start: int) -> Iterator[KeyUse]:
    """The keys of a comma list that begins at ``start`` of the source."""
    at = start
    for part in text.split(","):
        key = part.strip()
        if key:
            place = at + part.index(key)
            yield KeyUse(key, place, place + len(key))
        at += len(part) + 1
