"""Decisions as plain text (TOML): in the order of the notes, a field a line, the same bytes for the same decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from bibtool.decisions import fields
from bibtool.decisions.decision import Act, Decision, Quote

SCHEMA = 1
_QUOTE = ("citation", "before", "after", "note", "index", "place", "count")


class BookError(ValueError):
    """A text that holds no decisions; the message says where and why."""


class Book(Struct, frozen=True):
    """Decisions on one source; ``source`` is the name of its file."""

    source: str
    decisions: tuple[Decision, ...]


def write(book: Book) -> str:
    """The text."""
    lines = [
        "# Corrections to the reading of a text, kept by bibtool.",
        f"schema = {SCHEMA}",
        _line("source", book.source),
    ]
    for decision in in_order(book.decisions):
        lines += ["", f"[[{decision.act.value}]]"]
        if decision.act is Act.SET:
            lines += [_line(name, getattr(decision, name)) for name in ("field", "value", "printed")]
        lines += _quoted("", decision.about)
        if decision.other is not None:
            lines += _quoted("other-", decision.other)
        lines.append(_line("at", decision.at))
    return "\n".join(lines) + "\n"


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """By note, index and field; pairs behind fields."""
    acts = list(Act)

    def key(decision: Decision) -> tuple[Any, ...]:
        number = decision.about.note
        whole = int(number) if number.isdecimal() and len(number) < 10 else 10**9
        return whole, number, decision.about.index, acts.index(decision.act), decision.field, decision.at, decision.id

    return sorted(decisions, key=key)


def _quoted(prefix: str, quote: Quote) -> list[str]:
    values: tuple[str | int, ...] = (
        quote.text,
        quote.before,
        quote.after,
        quote.note,
        quote.index,
        quote.place,
        quote.count,
    )
    return [_line(f"{prefix}{name}", value) for name, value in zip(_QUOTE, values, strict=True)]


def _line(name: str, value: str | int) -> str:
    # TOML's basic strings are JSON's, but that DEL has to be an escape
    return f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")


def read(text: str) -> Book:
    """The decisions of a text.  Raises :class:`BookError`."""
    import tomllib  # most have decided nothing

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BookError(str(error)) from None
    except RecursionError:
        raise BookError("nested too deeply") from None
    schema = data.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise BookError("no schema: not a file of corrections")
    if schema > SCHEMA:
        raise BookError(f"written by a newer bibtool (schema {schema})")
    unknown = sorted(data.keys() - {"schema", "source", *(act.value for act in Act)})
    if unknown:
        raise BookError(f"there is no {unknown[0]!r}")
    found: list[Decision] = []
    for act in Act:
        rows = data.get(act.value, [])
        if not isinstance(rows, list):
            raise BookError(f"{act.value}: write [[{act.value}]]")
        for number, row in enumerate(rows, 1):
            try:
                found.append(_decision(act, row))
            except (KeyError, TypeError, ValueError) as error:
                raise BookError(f"[[{act.value}]] {number}: {_said(error)}") from None
    return Book(_text(data, "source"), tuple(found))


def _said(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)


def _decision(act: Act, row: Any) -> Decision:
    if not isinstance(row, dict):
        raise TypeError("not a table")
    about, at = _quote(row, ""), _text(row, "at")
    if act is not Act.SET:
        return Decision(act, about, other=_quote(row, "other-"), at=at)
    name = row["field"]
    field = fields.named(name) if isinstance(name, str) else None
    if field is None:
        raise ValueError(f"there is no field {name}")
    value = row["value"]
    if not isinstance(value, str):
        raise TypeError("value is not a text")
    return Decision(act, about, field, fields.checked(field, value), _text(row, "printed"), at=at)


def _quote(row: Mapping[str, Any], prefix: str) -> Quote:
    text = row[f"{prefix}citation"]
    if not isinstance(text, str):
        raise TypeError(f"{prefix}citation is not a text")
    before, after, note = (_text(row, f"{prefix}{name}") for name in ("before", "after", "note"))
    index, place, count = (_number(row, f"{prefix}{name}") for name in ("index", "place", "count"))
    return Quote(text, before, after, note, index, place, count)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name, "")
    if not isinstance(value, str):
        raise BookError(f"{name} is not a text")
    return value


def _number(row: Mapping[str, Any], name: str) -> int:
    value = row.get(name, 1)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise TypeError(f"{name} is not a number")
    return value


def merged(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Without repetitions: of decisions of one id the last stays, in its place."""
    last: dict[str, Decision] = {}
    for decision in reversed(decisions):
        last.setdefault(decision.id, decision)
    return tuple(last.values())[::-1]
