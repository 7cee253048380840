"""Links whose text is replaced: their address is printed by the new text, or they go over to the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bibtool.diagnostics.code import Code
from bibtool.render.documents.fragment import uri
from bibtool.render.documents.opc import OFFICE, Relationships
from bibtool.render.documents.wordml import Piece, element
from bibtool.render.rewriting.alignment import folded
from bibtool.render.rewriting.fields import Holder, Sort
from bibtool.render.rewriting.notes import LeftAsPrinted
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = regex(r"[^\W_]+")
_SCHEME = regex(r"\A(?:[a-z]+:)?/*(?:www\.|dx\.)?", re.I)
Segment = tuple[Sequence[Piece], "_Element | None"]


def carried(
    pieces: Sequence[Piece],
    note: Sequence[Piece],
    inside: Sequence[Holder],
    targets: dict[str, str],
    links: Relationships,
    shown: Callable[[Holder], str],
    old: str,
) -> list[Segment]:
    """New text cut where links of the old one go over to it; ``note`` is all new text of the note, ``old`` is what
    ``pieces`` replace.

    Raises LeftAsPrinted for a link that finds no place and whose address is not printed.
    """
    text = "".join(piece.text for piece in pieces)
    found: list[tuple[int, int, _Element]] = []
    for holder in inside:
        if holder.sort is not Sort.LINK:
            continue
        address, anchor = holder.target(targets)
        if not anchor and is_printed(address, note):
            continue
        place = place_of(shown(holder), old, text)
        taken = place is not None and any(a < place[1] and place[0] < b for a, b, _ in found)
        if place is None or taken or any(piece.link for piece in cut_pieces(pieces, *place)):
            raise LeftAsPrinted(Code.LINK_WITHOUT_PLACE, target=address or f"#{anchor}")
        found.append((*place, _wrapper(holder, targets, links)))
    segments: list[Segment] = []
    at = 0
    for start, end, wrapper in sorted(found, key=lambda row: row[0]):
        segments += [(cut_pieces(pieces, at, start), None), (cut_pieces(pieces, start, end), wrapper)]
        at = end
    segments.append((cut_pieces(pieces, at, len(text)), None))
    return [row for row in segments if row[0]]


def is_printed(address: str, note: Sequence[Piece]) -> bool:
    """Whether the new text of a note prints an address or leads to it."""
    wanted = _plain(address)
    printed = _plain("".join(piece.text for piece in note))
    return not wanted or wanted in printed or wanted in {_plain(piece.link) for piece in note if piece.link}


def place_of(words: str, old: str, new: str) -> tuple[int, int] | None:
    """Where a link around ``words`` of ``old`` stands in ``new``, which replaces it."""
    return _all(new) if _words(words) == _words(old) else _place(words, new)


def _plain(address: str) -> str:
    return _SCHEME.sub("", unquote("".join(address.split())).rstrip("/.")).casefold()


def _words(text: str) -> list[str]:
    return [folded(m.group()) for m in _WORD.finditer(text)]


def _all(text: str) -> tuple[int, int] | None:
    """A link around a whole citation is one around the new one."""
    found = list(_WORD.finditer(text))
    return (found[0].start(), found[-1].end()) if found else None


def _place(words: str, text: str) -> tuple[int, int] | None:
    """Where the words of a link stand in the new text, if it is once."""
    own = _words(words)
    rows = [(folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
    places = [at for at in range(len(rows) - len(own) + 1) if [row[0] for row in rows[at : at + len(own)]] == own]
    if not own or len(places) != 1:
        return None
    return rows[places[0]][1], rows[places[0] + len(own) - 1][2]


def cut_pieces(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """The pieces of the letters [start, end)."""
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        low, high = max(start - at, 0), min(end - at, len(piece.text))
        if low < high:
            found.append(Piece(piece.text[low:high], piece.looks, piece.link))
        at += len(piece.text)
    return found


def _wrapper(holder: Holder, targets: dict[str, str], links: Relationships) -> _Element:
    """An empty link that leads where the old one did."""
    made = element("hyperlink")
    if holder.wrapper is not None and holder.wrapper.tag == made.tag:
        for key, value in holder.wrapper.attrib.items():
            made.set(key, value)
        return made
    address, anchor = holder.target(targets)
    if anchor:
        made.set(made.tag.replace("hyperlink", "anchor"), anchor)
    if address:
        made.set(f"{{{OFFICE}}}id", links.id(f"{OFFICE}/hyperlink", uri(address), external=True))
    return made
