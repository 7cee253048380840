"""Classic BibTeX: see ``bibtex.toml`` for the fields and ``docs/formats/bibtex.md`` for the losses.

The standard styles know neither addresses nor access dates.  So an address is printed by ``howpublished`` of ``@misc``,
an access date by ``note``, in words of the entry's own language; both are left out again on reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.bibdates import take_year, year_fields
from bibtool.formats.bibnotes import is_label, published
from bibtool.formats.bibparts import Parts
from bibtool.formats.bibvalues import read_text, write_text
from bibtool.formats.dialect import Dialect
from bibtool.formats.fieldtable import accessed_words, table
from bibtool.formats.format import Format, ReadResult
from bibtool.items.item import Item
from bibtool.text.patterns import regex

_HOWPUBLISHED = regex(r"(?:(?P<container>.+), )?\\url\{(?P<url>[^{}]*)\}")


class _BibTex(Dialect):
    """Year, month, day; ``howpublished``; ``note`` with the access date."""

    def add_particulars(self, item: Item, entry_type: str, fields: dict[str, str], placed: set[str]) -> None:
        """What no row tells."""
        fields.pop("langid", None)
        if "issued" in item.dates:
            fields.update(year_fields(item.dates["issued"], item.custom))
        if entry_type == "misc":
            shown = [write_text("text", item.get("container-title")) or ""]
            if "url" in fields:
                shown.append(f"\\url{{{fields['url']}}}")
            if any(shown):
                fields["howpublished"] = ", ".join(filter(None, shown))
        accessed = self._accessed(fields, item.get("language"))
        note = ". ".join(filter(None, [self.write_value(item, "note", "text") or "", accessed]))
        if note:
            fields["note"] = note

    def _accessed(self, fields: dict[str, str], language: str) -> str:
        if "urldate" not in fields:
            return ""
        words = accessed_words()
        return words.get(language.split("-")[0], words["*"]).format(date=fields["urldate"])

    def take_particulars(self, entry_type: str, fields: dict[str, str], parts: Parts) -> None:
        """The same back."""
        if "year" in fields:
            date = take_year(fields)
            if date:
                parts.dates["issued"] = date
        elif "date" in fields:
            parts.read("issued", "text", fields.pop("date"))
        shown = _HOWPUBLISHED.fullmatch(fields.get("howpublished", ""))
        if shown and shown["url"] == fields.get("url", shown["url"]):
            fields["url"] = shown["url"]
            if shown["container"] and entry_type == "misc" and not is_label(shown["container"]):
                parts.text["container-title"] = read_text("text", shown["container"])
                del fields["howpublished"]
            elif not shown["container"]:
                del fields["howpublished"]
        elif "howpublished" in fields and entry_type == "misc" and published(fields["howpublished"]) is None:
            parts.text["container-title"] = read_text("text", fields.pop("howpublished"))
        note = fields.get("note", "")
        accessed = self._accessed(fields, parts.text.get("language", "")) if note else ""
        if accessed and note.endswith(accessed):
            fields["note"] = note.removesuffix(accessed).removesuffix(". ")


def write(entries: Sequence[Entry]) -> str:
    """The entries as a .bib file for BibTeX."""
    return _BibTex(table("bibtex")).write(entries)


def read(text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
    """The entries of a .bib file; broken ones are findings."""
    return _BibTex(table("bibtex")).read(text, attempt)


def check(entries: Sequence[Entry]) -> tuple[Finding, ...]:
    """What writing would repair or keep out of print."""
    return _BibTex(table("bibtex")).check(entries)


def aside(entry: Entry) -> Mapping[str, str]:
    """What other programs do not see."""
    return _BibTex(table("bibtex")).aside(entry)


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
    "keys that are not valid in .bib are repaired, with a finding",
)

FORMAT: Format[Entry] = Format(
    "bibtex", "BibTeX", (".bibtex.bib", ".bibtex"), write, read, LOSSES, check=check, aside=aside
)
