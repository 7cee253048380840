"""Raw entries to the text of a .bib file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Written(NamedTuple):
    """One entry, its fields already in LaTeX and in the order of printing."""

    type: str
    key: str
    fields: Mapping[str, str]


def write_raw(entries: Iterable[Written]) -> str:
    """The file.  pybtex's Writer would escape URLs, and escape again what was escaped: its encoding is overridden;
    quotes give way to braces, which any text in this package balances."""
    from pybtex import database
    from pybtex.database.output.bibtex import Writer

    class RawWriter(Writer):
        """Prints field values as they are, in braces; the month as the macro that styles translate."""

        def quote(self, s: str) -> str:
            """In braces."""
            if not balanced(s):
                raise ValueError(f"braces do not pair: {s!r}")
            return f"{{{s}}}"

        def _encode(self, text: str) -> str:
            return text

        def _write_field(self, stream: Any, type: str, value: str) -> None:
            shown = value if type == "month" and value in MONTHS else self.quote(value)
            stream.write(f",\n  {type:<12} = {shown}")

    pybtex: Any = database  # untyped
    data = pybtex.BibliographyData()
    for entry in entries:
        data.add_entry(entry.key, pybtex.Entry(entry.type, fields=list(entry.fields.items())))
    stream = io.StringIO()
    writer: Any = RawWriter
    writer(encoding="UTF-8").write_stream(data, stream)
    return stream.getvalue().replace("\n}\n", ",\n}\n")


def balanced(text: str) -> bool:
    """Can ``text`` stand in braces as it is?"""
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0
