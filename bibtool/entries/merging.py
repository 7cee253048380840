"""The citations of one work made one item: what agrees is joined, what differs is kept and reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

from bibtool.citations.citation import Where
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Variant
from bibtool.entries.members import Member
from bibtool.entries.page_ranges import extent
from bibtool.entries.titles import Agreement, Title, folded
from bibtool.entries.work_types import decide
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.names import bare_family
from bibtool.text.patterns import regex

# What each citation may print in its own way without a contradiction.
_NOT_COMPARED = frozenset({"language", "abstract", "note", "annote", "keyword", "page", "number-of-pages"})
# A printed form is a variant where more than its white space and line-end hyphens differ from the corrected one.
_LAYOUT = regex(r"[\s\u00ad\u200b-\u200d\ufeff-]+")
_PRINTED = ("title", "container-title", "collection-title", "publisher", "publisher-place", "title-short")
_IDENTIFIERS = ("DOI", "ISBN", "ISSN", "URL")

T = TypeVar("T")


class Merged:
    """The item of one work, its variants, and what its citations disagree on."""

    def __init__(self, every: Sequence[Member], repeats: Sequence[Member] = ()) -> None:
        """``repeats`` are those of ``every`` that give the work in another script or with its title translated: what
        they say is a variant, not a contradiction."""
        again = {id(member) for member in repeats}
        self.members = members = [member for member in every if id(member) not in again]
        self.variants: list[Variant] = []
        self.findings: list[Finding] = []
        work_type = decide([m.item.type for m in self._telling("type")])
        if len(members) == 1:  # most works are cited once: nothing to weigh
            item = members[0].item
            text, names, dates = dict(item.text), item.names, item.dates
            text.pop("page", None)
        else:
            text = {v: x for v in _keys(m.item.text for m in members) if v != "page" and (x := self._text(v))}
            names = {v: n for v in _keys(m.item.names for m in members) if (n := self._names(v))}
            dates = {v: d for v in _keys(m.item.dates for m in members) if (d := self._date(v))}
        pages = self._pages(work_type)
        if pages:
            text["page"] = pages
        custom: dict[str, str] = {}
        for member in reversed(members):  # the first has the last word
            custom.update(member.item.custom)
        self._printed_forms()
        for member in repeats:
            self._repeated(member, text)
        self.item = Item(work_type, names, dates, text, custom)

    def _repeated(self, member: Member, text: dict[str, str]) -> None:
        for variable, value in member.item.text.items():
            if variable in _IDENTIFIERS:
                text.setdefault(variable, value)
            elif variable in _PRINTED and value != text.get(variable):
                self._variant(variable, "translation", value)
        for variable, names in member.item.names.items():
            self._variant(variable, "translation", _print_names(names))

    def _telling(self, variable: str) -> Sequence[Member]:
        """The citations that a person corrected in this, else all: a correction is of the work."""
        decided = [member for member in self.members if member.decided(variable)]
        return decided or self.members

    def _text(self, variable: str) -> str:
        rows = [(m, value) for m in self._telling(variable) if (value := m.item.get(variable))]
        if not rows or _agree(rows):
            return rows[0][1] if rows else ""
        # by votes of the folded form, the earlier on a tie
        votes = Counter(_folded(variable, value) for _, value in rows)
        chosen_member, chosen = max(_exact(rows), key=lambda row: votes[_folded(variable, row[1])])
        if variable == "title" and not chosen_member.is_exact:  # the longer one says more
            for member, value in rows:
                if len(value) > len(chosen) and Title.of(chosen).against(Title.of(value)) is Agreement.SHORTER:
                    chosen_member, chosen = member, value
        for member, value in rows:
            if value != chosen and variable not in _NOT_COMPARED:
                self._compare_text(variable, chosen_member, chosen, member, value)
        return chosen

    def _compare_text(self, variable: str, chosen_member: Member, chosen: str, member: Member, value: str) -> None:
        if _folded(variable, value) == _folded(variable, chosen):
            self._variant(variable, "spelling", value)
        elif variable in {"title", "container-title", "publisher"}:
            relation = Title.of(chosen).against(Title.of(value))
            if relation is Agreement.SHORTER:
                self._variant(variable, "short", value)
                return
            if relation is Agreement.SCRIPTS:
                self._variant(variable, "translation", value)
                return
            self._variant(variable, "other", value)
            self._conflict(variable, member, value, chosen_member, chosen)
        else:
            self._variant(variable, "other", value)
            self._conflict(variable, member, value, chosen_member, chosen)

    def _names(self, variable: str) -> tuple[Name, ...]:
        rows = [(m, names) for m in self._telling(variable) if (names := m.item.names.get(variable))]
        if not rows or _agree(rows):
            return rows[0][1] if rows else ()
        votes = Counter(_families(names) for _, names in rows)
        # most citations, then most letters of given names ("Natalia" rather than "N."), then the first
        chosen_member, chosen = max(
            _exact(rows), key=lambda row: (votes[_families(row[1])], sum(len(n.given) for n in row[1]))
        )
        seen = {_families(chosen)}
        for member, names in rows:
            if _families(names) in seen:
                continue
            seen.add(_families(names))
            self._variant(variable, "other", _print_names(names))
            self._conflict(variable, member, _print_names(names), chosen_member, _print_names(chosen))
        return chosen

    def _date(self, variable: str) -> Date:
        rows = [(m, date) for m in self._telling(variable) if (date := m.item.dates.get(variable))]
        if not rows or _agree(rows):
            return rows[0][1] if rows else Date()
        if variable == "accessed":
            # each mention keeps its own; the work was last seen on the latest
            return max((date for _, date in rows), key=lambda d: d.parts)
        votes = Counter(date.year for _, date in rows)
        chosen_member, chosen = max(
            _exact(rows),
            key=lambda row: (votes[row[1].year], bool(row[1].parts), len(row[1].parts and row[1].parts[0])),
        )
        seen = {chosen.to_edtf()}
        for member, date in rows:
            if date.to_edtf() not in seen and not _same_but_vaguer(date, chosen):
                seen.add(date.to_edtf())
                self._variant(variable, "other", date.to_edtf())
                self._conflict(variable, member, date.to_edtf(), chosen_member, chosen.to_edtf())
        return chosen

    def _pages(self, work_type: str) -> str:
        """The pages of the whole text.  A citation that prints both them and the pages cited, and an entry of a list,
        have them in ``page``; else evidence decides (:mod:`bibtool.entries.page_ranges`)."""
        certain = {m.item.get("page") for m in self.members if m.item.get("page") and _whole(m)}
        if len(certain) == 1:
            return certain.pop()
        cited: list[str] = []
        for member in self.members:
            if member.item.get("page"):
                cited.append(member.item.get("page"))
            if member.citation and member.citation.locator and _is_page(member):
                cited.append(member.citation.locator)
        found = extent(cited, work_type)
        if found:
            for member in self.members:
                variable = "page" if member.item.get("page").strip() == found else "locator"
                citation = member.citation
                if citation and (variable == "page" or citation.locator.strip() == found):
                    self.findings.append(
                        member.finding(Code.PAGES_TAKEN_AS_EXTENT, member.spans(variable), pages=found)
                    )
                    break
        return found

    def _printed_forms(self) -> None:
        for member in self.members:
            for variable in _PRINTED:
                field = member.citation.fields.get(variable) if member.citation else None
                if field is None or field.inferred:
                    continue
                value = member.item.get(variable)
                if value and _differ(field.raw, value):
                    self._variant(variable, "printed", " ".join(field.raw.replace("\u00ad", "").split()))

    def _variant(self, variable: str, kind: str, value: str) -> None:
        variant = Variant(variable, kind, value)
        if variant not in self.variants:
            self.variants.append(variant)

    def _conflict(self, variable: str, member: Member, value: str, other: Member, elsewhere: str) -> None:
        # told at the citation that comes later, whichever of the two was kept
        later, earlier = (member, other) if member.order > other.order else (other, member)
        here, there = (value, elsewhere) if later is member else (elsewhere, value)
        self.findings.append(
            later.finding(
                Code.CONFLICTING_DATA,
                later.spans(variable),
                variable=variable,
                here=here,
                elsewhere=there,
                note=earlier.note,
            )
        )


def _keys(mappings: Iterable[Iterable[str]]) -> dict[str, None]:
    return dict.fromkeys(chain.from_iterable(mappings))


def _exact(rows: Sequence[tuple[Member, T]]) -> Sequence[tuple[Member, T]]:
    """What the document's own records say, where there are any: they are not read, so not misread."""
    return [row for row in rows if row[0].is_exact] or rows


def _agree(rows: Sequence[tuple[Member, object]]) -> bool:
    """Whether all members say the same."""
    return all(value == rows[0][1] for _, value in rows)


def _differ(printed: str, value: str) -> bool:
    """Whether more than layout parts a printed form from the corrected one."""
    return printed != value and _LAYOUT.sub("", printed) != _LAYOUT.sub("", value)


def _folded(variable: str, value: str) -> str:
    return value if variable == "URL" else folded(value) or value


def _families(names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(folded(n.literal or bare_family(n.family)) for n in names)


def _print_names(names: Sequence[Name]) -> str:
    return ", ".join(
        n.literal or " ".join(filter(None, (n.given, n.dropping_particle, n.particle, n.family))) for n in names
    )


def _whole(member: Member) -> bool:
    """Whether the pages that a member prints are certainly those of the whole text."""
    citation = member.citation
    return citation is None or citation.where is Where.LIST or bool(citation.locator and _is_page(member))


def _is_page(member: Member) -> bool:
    return member.citation is not None and member.citation.label in {"", "page"}


def _same_but_vaguer(date: Date, chosen: Date) -> bool:
    if not date.parts or not chosen.parts:
        return date.year is None or date.year == chosen.year
    return all(a[: len(b)] == b for a, b in zip(chosen.parts, date.parts, strict=False))
