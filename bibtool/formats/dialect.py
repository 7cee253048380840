"""Items to raw .bib entries and back, by a dialect's table; BibLaTeX and BibTeX add what is particular to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from bibtool.csl.variables import TYPES as CSL_TYPES
from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats import bibtitles
from bibtool.formats.bibdates import plain_date
from bibtool.formats.bibkeys import check_keys, repaired
from bibtool.formats.bibnames import write_names
from bibtool.formats.bibparts import ARTICLES, CARRIERS, CUSTOM, TEX, Parts, take_common, take_language
from bibtool.formats.bibsyntax import RawEntry, folded, read_raw
from bibtool.formats.bibvalues import write_text
from bibtool.formats.bibwriter import Written, write_raw
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.fieldtable import Table, babel, tags_of_babel
from bibtool.formats.format import ReadResult, unread
from bibtool.formats.latex import Letters, tex_spans
from bibtool.formats.remainder import aside, remainder, restore
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import OTHERS

_NOTHING: Mapping[str, str] = MappingProxyType({})
_SUBTYPES = {csl: short for short, csl in ARTICLES.items()}


class Dialect:
    """One dialect of .bib: its table, and hooks for what no table tells."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._rows: dict[str, dict[str, list[tuple[int, str, str, str]]]] = {}

    # Hooks.

    def add_particulars(self, item: Item, entry_type: str, fields: dict[str, str], placed: set[str]) -> None:
        """Add the fields that no row of the table makes; ``placed`` names the variables that have a field."""

    def take_particulars(self, entry_type: str, fields: dict[str, str], parts: Parts) -> None:
        """Read what :meth:`add_particulars` wrote, and take it out of ``fields``."""

    # Writing.

    def write(self, entries: Sequence[Entry]) -> str:
        """The file."""
        pairs = zip(repaired(entries), entries, strict=True)
        return clean(write_raw(self.encode(key, canonical(entry.item)) for key, entry in pairs))

    def encode(self, key: str, item: Item) -> Written:
        """One entry; what its fields do not say goes into the overflow field."""
        entry_type, fields = self._plain(item)
        rest = remainder(item, self.decode(entry_type, fields))
        if rest:
            fields[self.table.overflow] = rest
        return Written(entry_type, key, fields)

    def aside(self, entry: Entry) -> Mapping[str, str]:
        """What stands in the overflow field alone."""
        item = canonical(entry.item)
        found = aside(item, self.decode(*self._plain(item)))
        return {name: value for name, value in found.items() if not _in_a_title(item, name, value)}

    def _plain(self, item: Item) -> tuple[str, dict[str, str]]:
        own = item.custom.get("entrytype", "")
        stays = own in CARRIERS or (own in self.table.kept and self.table.reading[own] == item.type)
        for entry_type in (own,) if stays else self.table.candidates(item.type):
            fields = self._fields(item, entry_type)
            if self.table.fits(entry_type, fields):
                break
        # As the reader will see them: what folding takes away has to go into the remainder.
        return entry_type, {name: value for name, value in ((n, folded(v)) for n, v in fields.items()) if value}

    def _fields(self, item: Item, entry_type: str) -> dict[str, str]:
        fields: dict[str, str] = {}
        placed: set[str] = set()
        for row in self.table.rows:
            if row.variable in placed or row.field in fields or not row.holds(entry_type):
                continue
            if not self.table.takes(entry_type, row.field):
                continue
            parts = {name: text for name, text in item.custom.items() if self.table.takes(entry_type, name)}
            value = self.write_value(item, row.variable, self.table.kinds.get(row.field, "text"), row.field, parts)
            if value:
                fields[row.field] = value
                placed.add(row.variable)
        default = self.table.default_type.get(entry_type)
        if default:
            fields.setdefault("type", default)
        language = item.get("language")
        if language:
            name = babel(language)
            if name:
                fields["langid"] = name
            if self.table.takes(entry_type, "language"):
                fields["language"] = name or write_text("lists", language) or ""
        if item.type and item.type != self.table.reading.get(entry_type):
            fields["entrysubtype"] = _SUBTYPES.get(item.type) or write_text("keys", item.type) or ""
        self.add_particulars(item, entry_type, fields, placed)
        for name in item.custom:
            if (
                name not in fields
                and self.table.passes(name)
                and (name not in bibtitles.PARTS or (name in self.table.passed and self.table.takes(entry_type, name)))
            ):
                value = write_text(self.table.kinds.get(name, "text"), item.custom[name], "", _letters(item, name))
                if value:
                    fields[name] = value
        order = self.table.order
        return dict(sorted(fields.items(), key=lambda pair: order.get(pair[0], len(order))))

    def write_value(
        self, item: Item, variable: str, kind: str, field: str = "", parts: Mapping[str, str] = _NOTHING
    ) -> str | None:
        """A variable as the value of a field of ``kind``; None where it is absent or does not fit.

        ``parts`` have fields of their own: a title stands without those that are its parts.
        """
        if variable in NAME_VARIABLES:
            return write_names(item.names.get(variable, ()), _letters(item, variable))
        if variable in DATE_VARIABLES:
            if variable not in item.dates:
                return None
            date, time = plain_date(item.dates[variable]), item.custom.get(f"{variable}-time", "")
            return f"{date}T{time}" if time and len(date) == len("2001-02-03") else date
        source = item.custom if variable.startswith(CUSTOM) else item.text
        name = variable.removeprefix(CUSTOM)
        text = source.get(name, "")
        if not text:
            return None
        if field and not variable.startswith(CUSTOM) and "subtitle" in self.table.passed:
            text = bibtitles.part_of(text, field, parts)
        return write_text(kind, text, item.get("language"), _letters(item, name))

    def check(self, entries: Sequence[Entry]) -> tuple[Finding, ...]:
        """What writing repairs (keys), and identifiers that no field may hold: they are kept, but not printed."""
        findings = list(check_keys(entries))
        for key, entry in zip(repaired(entries), entries, strict=True):
            for variable in ("ISBN", "ISSN"):
                value = entry.item.get(variable)
                if value and write_text(variable.lower(), value) is None:
                    findings.append(
                        Finding(Code.IDENTIFIER_INVALID, {"key": key, "variable": variable, "value": value})
                    )
        return tuple(findings)

    # Reading.

    def read(self, text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
        """The entries of a file.  Whatever it holds, this raises nothing."""
        raw, findings = read_raw(clean(text))
        entries: list[Entry] = []
        lines: dict[str, int] = {}
        for number, one in enumerate(raw):
            raw[number] = None  # type: ignore[call-overload]  # a library of 100,000 entries is not held twice
            first = lines.setdefault(one.key.casefold(), one.line)
            if first != one.line:
                findings.append(
                    Finding(Code.KEY_REPEATED, {"line": str(one.line), "key": one.key, "first": str(first)})
                )
            read = attempt(
                partial(self._entry, one),
                Finding(Code.ENTRY_NOT_READ, {"key": one.key, "place": f"line {one.line}", "problem": ""}),
            )
            if isinstance(read, Finding):
                read = unread(one.key, dict(one.fields), read)
            entries.append(read[0])
            findings += read[1]
        return ReadResult(tuple(entries), tuple(findings))

    def _entry(self, raw: RawEntry) -> tuple[Entry, list[Finding]]:
        fields = dict(raw.fields)
        findings: list[Finding] = []
        rests = [(name, fields.pop(name)) for name in OVERFLOWS if name in fields]
        item = self.decode(raw.type, fields)
        kept = dict.fromkeys(_kept(item)) if TEX in item.custom else {}
        for name, rest in rests:
            restored = restore(item, rest)
            if restored is None:
                item = canonical(Item(item.type, item.names, item.dates, item.text, {**item.custom, name: rest}))
            else:
                item = canonical(restored)
        if kept:
            said = "; ".join(kept)
            shown = said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
            findings.append(Finding(Code.TEX_NOT_UNDERSTOOD, {"line": str(raw.line), "key": raw.key, "text": shown}))
        empty = [name for name, value in raw.fields.items() if not value.strip("{} \t\n")]
        if empty:
            args = {"place": f"line {raw.line}", "key": raw.key, "fields": ", ".join(empty)}
            findings.append(Finding(Code.FIELDS_EMPTY, args))
        cut_short = [variable for variable, names in item.names.items() if names[-1].literal == OTHERS.literal]
        if cut_short:
            findings.append(
                Finding(
                    Code.NAMES_CUT_SHORT,
                    {"line": str(raw.line), "key": raw.key, "variable": ", ".join(sorted(cut_short))},
                )
            )
        return Entry(raw.key, item), findings

    def decode(self, entry_type: str, fields: Mapping[str, str]) -> Item:
        """What the fields say, without the overflow."""
        left = dict(fields)
        aliases = self.table.aliases
        for old in [name for name in aliases if name in left]:  # in the order of the table, whatever that of the file
            if aliases[old] not in left:
                left[aliases[old]] = left.pop(old)
        parts = Parts(self._read_type(entry_type, left))
        if "type" in left and left["type"] == self.table.default_type.get(entry_type, ""):
            del left["type"]
        if "langid" in left or "language" in left:
            take_language(left, parts, tags_of_babel())
        self.take_particulars(entry_type, left, parts)
        take_common(self.table, entry_type, left, parts)
        rows = self._rows.get(entry_type) or self._rows_of(entry_type)
        for _, field, variable, kind in sorted([row for name in left if name in rows for row in rows[name]]):
            if field in left and parts.read(variable, kind, left[field]):
                del left[field]
        kinds = self.table.kinds
        for name, value in left.items():
            if value:
                parts.read(CUSTOM + name, kinds.get(name, "text"), value)
        if parts.custom:
            bibtitles.take(parts.type, parts.text, parts.custom)
        if " " in parts.text.get("URL", ""):
            first, *others = parts.text["URL"].split()
            if all(other.startswith(("http://", "https://")) for other in others):
                parts.text["URL"] = first
                parts.custom.setdefault("other-URL", "; ".join(others))
        if parts.links:
            self._links(parts)
        return parts.item()

    def _rows_of(self, entry_type: str) -> dict[str, list[tuple[int, str, str, str]]]:
        """The rows of the table for entries of a type, by field, with their places."""
        found: dict[str, list[tuple[int, str, str, str]]] = {}
        for place, row in enumerate(self.table.rows):
            if row.holds(entry_type):
                kind = self.table.kinds.get(row.field, "text")
                found.setdefault(row.field, []).append((place, row.field, row.variable, kind))
        self._rows[entry_type] = found
        return found

    def _links(self, parts: Parts) -> None:
        """Addresses of links in a text: that of the work, where it has no other."""
        if "URL" not in parts.text:
            parts.text["URL"] = parts.links.pop(0)
        others = [link for link in parts.links if link not in (parts.text["URL"], parts.text.get("DOI"))]
        if others:
            parts.custom.setdefault("links", " ".join(dict.fromkeys(others)))

    def _read_type(self, entry_type: str, left: dict[str, str]) -> str:
        plain = self.table.reading.get(entry_type)
        if plain is None or entry_type in CARRIERS:
            # An unknown type stays visible; the item counts as a document.
            left.setdefault("entrytype", entry_type)
            plain = plain or "document"
        if "entrysubtype" not in left:
            if entry_type in self.table.kept and self.table.chosen(plain, left) != entry_type:
                left.setdefault("entrytype", entry_type)
            return plain
        subtype = left["entrysubtype"]
        if subtype in ARTICLES or subtype in CSL_TYPES:
            del left["entrysubtype"]
            return ARTICLES.get(subtype, subtype)
        return plain


def _in_a_title(item: Item, name: str, value: str) -> bool:
    """Is this a part of a title that is written with the whole?"""
    titles = (item.get("title"), item.get("container-title"))
    return name.removeprefix(CUSTOM) in bibtitles.PARTS and any(value in title for title in titles)


def _letters(item: Item, variable: str) -> Letters:
    return Letters.TEX if TEX in item.custom and variable in item.custom[TEX].split() else Letters.PLAIN


def _kept(item: Item) -> Iterator[str]:
    """The TeX that was not understood."""
    for variable in item.custom.get(TEX, "").split():
        names = item.names.get(variable, ())
        texts = [text for name in names for text in (name.family, name.given, name.literal, name.suffix)]
        for text in texts or [item.text.get(variable, item.custom.get(variable, ""))]:
            yield from (text[start:end] for start, end in tex_spans(text))


OVERFLOWS = ("verbc", "csl")
_SHOWN = 100
