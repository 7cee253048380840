"""Notes as a text to be edited: each citation beside its printed form, a field a line."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.decisions import fields
from bibtool.jobs.correct import Assignment, Desk, checked, field_named
from bibtool.jobs.errors import JobError
from bibtool.text.patterns import regex

_HEAD = regex(r"\[(?P<place>.+)\]")
_LINE = regex(r"(?P<field>[^\W\d][\w-]*)\s*=\s*(?P<value>.*)")


class NotUnderstoodError(Exception):
    """A line of the edited text that says nothing; ``line`` is counted from 1."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(line, reason)


def as_text(desk: Desk, orders: Sequence[int], help: str) -> str:
    """The citations of these places; ``help`` stands above them in lines that are not read."""
    lines = [f"# {line}" for line in help.splitlines()]
    for order in orders:
        citation = desk.citations[order]
        lines += ["", f"# {desk.printed.quote(order).text}", f"[{desk.label(order)}]"]
        lines += [f"{field} = {value}" for field, value in fields.values_of(citation).items()]
    return "\n".join(lines) + "\n"


def read(desk: Desk, orders: Sequence[int], text: str) -> list[Assignment]:
    """What an edited text says otherwise than the reading: changed, new and missing lines.

    A citation that is missing as a whole is left as it is.  Raises :class:`NotUnderstoodError`.
    """
    by_label = {desk.label(order): order for order in orders}
    said: dict[int, dict[str, str]] = {}
    current: dict[str, str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        head, told = _HEAD.fullmatch(line), _LINE.fullmatch(line)
        if head and head["place"] in by_label:
            order = by_label[head["place"]]
            if order in said:
                raise NotUnderstoodError(number, f"[{head['place']}] is given twice")
            current = said.setdefault(order, {})
        elif head:
            raise NotUnderstoodError(number, f"there is no [{head['place']}]")
        elif told and current is not None:
            try:
                field = field_named(told["field"])
                value = checked(field, told["value"])
            except JobError as error:
                raise NotUnderstoodError(number, str(error)) from None
            if field in current:
                raise NotUnderstoodError(number, f"{field} is given twice")
            current[field] = value
        else:
            raise NotUnderstoodError(number, f"{line[:60]}: write FIELD = VALUE")
    return [
        Assignment(order, field, values.get(field, ""))
        for order, values in said.items()
        for field, was in _all(fields.values_of(desk.citations[order]), values).items()
        if values.get(field, "") != was
    ]


def _all(read: dict[str, str], values: dict[str, str]) -> dict[str, str]:
    """Every field of either, and what was read."""
    return {field: read.get(field, "") for field in (*read, *values)}
