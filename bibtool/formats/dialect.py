"""Items to raw .bib entries and back, by a dialect's table; BibLaTeX and BibTeX add what is particular to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.bibdates import plain_date
from bibtool.formats.bibkeys import check_keys, repaired
from bibtool.formats.bibnames import OTHERS, read_names, write_names
from bibtool.formats.bibsyntax import RawEntry, folded, read_raw
from bibtool.formats.bibvalues import read_text, write_text
from bibtool.formats.bibwriter import Written, write_raw
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.fieldtable import Table, babel, tags_of_babel
from bibtool.formats.format import ReadResult, unread
from bibtool.formats.remainder import remainder, restore
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import Name

_ARTICLES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_SUBTYPES = {csl: short for short, csl in _ARTICLES.items()}
_CUSTOM = "custom/"


@dataclass(slots=True)
class Parts:
    """An item while it is read."""

    type: str = ""
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    custom: dict[str, str] = field(default_factory=dict)

    def item(self) -> Item:
        """The item, canonical."""
        return canonical(Item(self.type, self.names, self.dates, self.text, self.custom))


class Dialect:
    """One dialect of .bib: its table, and hooks for what no table tells."""

    def __init__(self, table: Table) -> None:
        self.table = table

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
        for entry_type in self.table.candidates(item.type):
            fields = self._fields(item, entry_type)
            if self.table.complete(entry_type, fields):
                break
        # As the reader will see them: what folding takes away has to go into the remainder.
        fields = {name: value for name, value in ((n, folded(v)) for n, v in fields.items()) if value}
        rest = remainder(item, self.decode(entry_type, fields))
        if rest:
            fields[self.table.overflow] = rest
        return Written(entry_type, key, fields)

    def _fields(self, item: Item, entry_type: str) -> dict[str, str]:
        fields: dict[str, str] = {}
        placed: set[str] = set()
        for row in self.table.rows:
            if row.variable in placed or row.field in fields or not row.holds(entry_type):
                continue
            if not self.table.takes(entry_type, row.field):
                continue
            value = self.write_value(item, row.variable, self.table.kinds.get(row.field, "text"))
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
        order = self.table.order
        return dict(sorted(fields.items(), key=lambda pair: order.get(pair[0], len(order))))

    def write_value(self, item: Item, variable: str, kind: str) -> str | None:
        """A variable as the value of a field of ``kind``; None where it is absent or does not fit."""
        if variable in NAME_VARIABLES:
            return write_names(item.names.get(variable, ()))
        if variable in DATE_VARIABLES:
            return plain_date(item.dates[variable]) if variable in item.dates else None
        source = item.custom if variable.startswith(_CUSTOM) else item.text
        text = source.get(variable.removeprefix(_CUSTOM), "")
        return write_text(kind, text, item.get("language")) if text else None

    def check(self, entries: Sequence[Entry]) -> tuple[Finding, ...]:
        """What writing repairs (keys), and identifiers that no field may hold: they are kept, but not printed."""
        findings = list(check_keys(entries))
        for key, entry in zip(repaired(entries), entries, strict=True):
            for variable in ("ISBN", "ISSN"):
                value = entry.item.get(variable)
                if value and write_text(variable.lower(), value) is None:
                    findings.append(Finding("BT611", {"key": key, "variable": variable, "value": value}))
        return tuple(findings)

    # Reading.

    def read(self, text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
        """The entries of a file.  Whatever it holds, this raises nothing."""
        raw, findings = read_raw(clean(text))
        entries: list[Entry] = []
        lines: dict[str, int] = {}
        for one in raw:
            first = lines.setdefault(one.key.casefold(), one.line)
            if first != one.line:
                findings.append(Finding("BT606", {"line": str(one.line), "key": one.key, "first": str(first)}))
            read = attempt(
                partial(self._entry, one),
                Finding("BT691", {"key": one.key, "place": f"line {one.line}", "problem": ""}),
            )
            if isinstance(read, Finding):
                read = unread(one.key, dict(one.fields), read)
            entries.append(read[0])
            findings += read[1]
        return ReadResult(tuple(entries), tuple(findings))

    def _entry(self, raw: RawEntry) -> tuple[Entry, list[Finding]]:
        fields = dict(raw.fields)
        findings: list[Finding] = []
        rest = fields.pop(self.table.overflow, "")
        item = self.decode(raw.type, fields)
        if rest:
            restored = restore(item, rest)
            if restored is None:
                item = canonical(
                    Item(item.type, item.names, item.dates, item.text, {**item.custom, self.table.overflow: rest})
                )
            else:
                item = canonical(restored)
        cut_short = [variable for variable, names in item.names.items() if OTHERS in names]
        if cut_short:
            findings.append(
                Finding("BT607", {"line": str(raw.line), "key": raw.key, "variable": ", ".join(sorted(cut_short))})
            )
        return Entry(raw.key, item), findings

    def decode(self, entry_type: str, fields: Mapping[str, str]) -> Item:
        """What the fields say, without the overflow."""
        left = dict(fields)
        for old, new in self.table.aliases.items():
            if old in left and new not in left:
                left[new] = left.pop(old)
        parts = Parts(self._read_type(entry_type, left))
        if left.get("type") == self.table.default_type.get(entry_type, ""):
            left.pop("type", None)
        self._read_language(left, parts)
        self.take_particulars(entry_type, left, parts)
        for row in self.table.rows:
            if row.field in left and row.holds(entry_type):
                value = left.pop(row.field)
                if not self._read_value(parts, row.variable, self.table.kinds.get(row.field, "text"), value):
                    left[row.field] = value
        for name, value in left.items():
            if value:
                parts.custom.setdefault(name, read_text(self.table.kinds.get(name, "text"), value))
        return parts.item()

    def _read_type(self, entry_type: str, left: dict[str, str]) -> str:
        subtype = left.get("entrysubtype", "")
        plain = self.table.reading.get(entry_type)
        if plain is None:
            # An unknown type stays visible; the item counts as a document.
            left.setdefault("entrytype", entry_type)
            plain = "document"
        if subtype in _ARTICLES or subtype in CSL_TYPES:
            del left["entrysubtype"]
            return _ARTICLES.get(subtype, subtype)
        return plain

    def _read_language(self, left: dict[str, str], parts: Parts) -> None:
        langid, language = left.pop("langid", ""), left.pop("language", "")
        for name in (langid, language):
            tag = tags_of_babel().get(name.lower())
            if tag:
                parts.text["language"] = tag
                return
        if language or langid:
            parts.text["language"] = read_text("lists", language or langid)

    def _read_value(self, parts: Parts, variable: str, kind: str, value: str) -> bool:
        """Put a field's value at ``variable``; False where something stands there already or it makes no sense."""
        if variable in NAME_VARIABLES:
            if variable in parts.names:
                return False
            parts.names[variable] = read_names(value)
        elif variable in DATE_VARIABLES:
            date = Date.from_edtf(value) or Date(literal=read_text("text", value))
            if variable in parts.dates:
                return False
            parts.dates[variable] = date
        elif variable.startswith(_CUSTOM):
            parts.custom[variable.removeprefix(_CUSTOM)] = read_text(kind, value)
        elif variable in parts.text:
            return False
        else:
            parts.text[variable] = read_text(kind, value)
        return True


# CSL 1.0.2, appendix III.
CSL_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard "
    "thesis treaty webpage".split()
)
