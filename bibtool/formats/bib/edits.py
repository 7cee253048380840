"""Changes of the text of a .bib file: what is not named stays to the letter."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.formats.bib.tree import Block, Field
from bibtool.text.edits import TextEdit
from bibtool.text.patterns import regex

_EQUALS = regex(r"\s*=\s*")


def key_edit(text: str, block: Block, key: str) -> TextEdit:
    """Another key; a first one where the entry has none."""
    if block.key:
        return TextEdit(block.key_start, block.key_start + len(block.key), key)
    behind = text[block.body : block.end].lstrip()
    return TextEdit(block.body, block.body, key if behind.startswith(",") else f"{key}, ")


def inner(text: str, field: Field) -> str | None:
    """What stands between the delimiters of a value that is one string, or a bare word or number; None for others."""
    if field.pieces != 1:
        return None
    whole = text[field.value : field.end]
    return whole[1:-1] if whole[:1] in ("{", '"') else whole


def value_edit(text: str, field: Field, value: str) -> TextEdit:
    """Another value, in the delimiters that the old one has."""
    if field.pieces == 1 and text[field.value] == "{":
        return TextEdit(field.value + 1, field.end - 1, value)
    if field.pieces == 1 and text[field.value] == '"' and '"' not in value:
        return TextEdit(field.value + 1, field.end - 1, value)
    return TextEdit(field.value, field.end, f"{{{value}}}")


def added(text: str, block: Block, fields: Sequence[tuple[str, str]], column: int = 0) -> TextEdit:
    """More fields behind the last one, set as it is; ``column`` is where their signs stand if those of the entry do not
    stand below each other.  On a line with others a field has its sign as they have it."""
    if not block.fields:
        at = block.key_start + len(block.key)
        return TextEdit(at, at, "".join(f", {name} = {{{value}}}" for name, value in fields))
    last = block.fields[-1]
    line = text.rfind("\n", block.start, last.start) + 1
    lead = text[line : last.start]
    own_line = line > block.start and not lead.strip()
    newline = "\r\n" if text[line - 2 : line] == "\r\n" else "\n"
    between = f",{newline}{lead}" if own_line else ", "
    name_end = last.start + len(last.name)
    equals = _EQUALS.match(text, name_end)
    sign = equals.group() if equals else " = "
    width = len(last.name) + sign.index("=")  # where the sign stands
    aligned = len({len(field.name) + _sign(text, field) for field in block.fields}) == 1
    parts: list[str] = []
    for name, value in fields:
        if aligned and own_line:
            before = " " * max(width - len(name), 1 if sign[:1] == " " else 0)
        else:
            below = own_line and column > len(name)
            before = " " * (column - len(name)) + " " if below else sign[: sign.index("=")]
        parts.append(f"{between}{name}{before}{sign[sign.index('=') :]}{{{value}}}")
    return TextEdit(last.end, last.end, "".join(parts))


def _sign(text: str, field: Field) -> int:
    equals = _EQUALS.match(text, field.start + len(field.name))
    return equals.group().index("=") if equals else 0


def reordered(text: str, block: Block, fields: Sequence[Field], names: Sequence[str]) -> list[TextEdit]:
    """The fields of an entry in another order, under other names, some left out: each takes the place of one that
    stood there, so that lines, indentation and comments between them stay."""
    edits: list[TextEdit] = []
    places = list(block.fields)
    for place, field, name in zip(places, fields, names, strict=False):
        whole = name + text[field.start + len(field.name) : field.end]
        edits.append(TextEdit(place.start, place.end, whole))
    gone = places[len(fields) :]
    if gone:
        start = places[len(fields) - 1].end if fields else block.key_start + len(block.key)
        edits.append(TextEdit(start, gone[-1].end, ""))
    return edits
