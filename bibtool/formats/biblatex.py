"""BibLaTeX (biber's data model): ``biblatex.toml`` holds the fields, ``docs/formats/biblatex.md`` names the losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.bibdates import take_year, year_fields
from bibtool.formats.bibnames import read_names, write_names
from bibtool.formats.bibparts import Parts, is_translation
from bibtool.formats.bibvalues import write_text
from bibtool.formats.dialect import Dialect
from bibtool.formats.fieldtable import table
from bibtool.formats.format import Format, ReadResult
from bibtool.items.item import NAME_VARIABLES, Item

# Roles that biblatex prints through `editortype`.
_EDITOR_ROLES = ("director", "compiler", "organizer")
_SPARE = ("namea", "nameb", "namec")


class _BibLatex(Dialect):
    """Roles that have no field of their own, PubMed numbers, dates in BibTeX's manner."""

    def add_particulars(self, item: Item, entry_type: str, fields: dict[str, str], placed: set[str]) -> None:
        """``editor`` with ``editortype``, then ``namea`` to ``namec`` with their types."""
        for variable in sorted(set(item.names) - placed, key=lambda v: (v not in _EDITOR_ROLES, v)):
            if variable in _EDITOR_ROLES and "editor" not in fields and self.table.takes(entry_type, "editor"):
                fields["editor"] = write_names(item.names[variable])
                fields["editortype"] = variable
                continue
            spare = next((name for name in _SPARE if name not in fields), None)
            if spare is None:
                break
            fields[spare] = write_names(item.names[variable])
            fields[f"{spare}type"] = variable
        if "issued" in item.dates and item.dates["issued"].literal and "date" not in fields:
            fields.update(year_fields(item.dates["issued"], item.custom))  # printed as it stands ("[1905]", "ok. 1905")
        number = item.get("PMID")
        if number.isdigit() and number.isascii():
            fields["eprint"], fields["eprinttype"] = number, "pubmed"
        translated = item.custom.get("translated-title", "")
        if translated and self.table.takes(entry_type, "titleaddon"):
            written = write_text("titles", translated, item.get("language")) or ""
            told = is_translation(translated, item.get("title"), item.get("language"))
            fields["titleaddon"] = written if told else f"[{written}]"

    def take_particulars(self, entry_type: str, fields: dict[str, str], parts: Parts) -> None:
        """The same back; and ``year``, ``month``, ``day`` of files that have no ``date``."""
        if "editor" in fields and fields.get("editortype") in NAME_VARIABLES:
            parts.names[fields.pop("editortype")] = read_names(fields.pop("editor"))
        for spare in _SPARE:
            if spare in fields and fields.get(f"{spare}type") in NAME_VARIABLES:
                role = fields[f"{spare}type"]
                if role not in parts.names:
                    del fields[f"{spare}type"]
                    parts.names[role] = read_names(fields.pop(spare))
        if "date" not in fields and "year" in fields:
            date = take_year(fields)
            if date:
                parts.dates["issued"] = date


def write(entries: Sequence[Entry]) -> str:
    """The entries as a .bib file for biber."""
    return _BibLatex(table("biblatex")).write(entries)


def read(text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
    """The entries of a .bib file; broken ones are findings."""
    return _BibLatex(table("biblatex")).read(text, attempt)


def check(entries: Sequence[Entry]) -> tuple[Finding, ...]:
    """What writing would repair or keep out of print."""
    return _BibLatex(table("biblatex")).check(entries)


def aside(entry: Entry) -> Mapping[str, str]:
    """What other programs do not see."""
    return _BibLatex(table("biblatex")).aside(entry)


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
    "keys that are not valid in .bib are repaired, with a finding",
)

FORMAT: Format[Entry] = Format("biblatex", "BibLaTeX", (".bib",), write, read, LOSSES, check=check, aside=aside)
