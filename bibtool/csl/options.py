"""Options of `cs:citation` and `cs:bibliography`, read from a compiled area."""

from __future__ import annotations

from msgspec import Struct

from bibtool.csl.collapse import CollapseRules
from bibtool.csl.compile import Area
from bibtool.csl.disambiguate import Rules


class Header(Struct, frozen=True):
    """What a program that sets the bibliography needs to know (section "Bibliography-specific Options")."""

    hanging_indent: bool = False
    second_field_align: str = ""  # "flush", "margin" or nothing
    line_spacing: int = 1
    entry_spacing: int = 1


def header(area: Area | None) -> Header:
    """Read the layout options of a bibliography."""
    if area is None:
        return Header()
    attributes = area.attributes
    return Header(
        attributes.get("hanging-indent") == "true",
        attributes.get("second-field-align") or "",
        _number(attributes.get("line-spacing"), 1),
        _number(attributes.get("entry-spacing"), 1),
    )


def near_note_distance(area: Area) -> int:
    """Return how many notes back a cite is still near; 5 unless the style says otherwise."""
    return _number(area.attributes.get("near-note-distance"), 5)


def _number(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 10 else default


def disambiguation_rules(area: Area | None) -> Rules:
    """Read the disambiguation options of `cs:citation`."""
    if area is None:
        return Rules()
    attributes = area.attributes
    return Rules(
        attributes.get("disambiguate-add-names") == "true",
        attributes.get("disambiguate-add-givenname") == "true",
        attributes.get("givenname-disambiguation-rule") or "by-cite",
        min(area.disambiguation_tests, 8),
        attributes.get("disambiguate-add-year-suffix") == "true",
    )


def collapse_rules(area: Area | None, in_text: bool) -> CollapseRules:
    """Read the collapsing options of `cs:citation`."""
    if area is None:
        return CollapseRules("", "", None, "", None)
    attributes = area.attributes
    delimiter = area.layouts[-1].delimiter
    return CollapseRules(
        attributes.get("collapse") or "",
        delimiter,
        attributes.get("cite-group-delimiter"),
        attributes.get("year-suffix-delimiter", attributes.get("cite-group-delimiter", delimiter)),
        attributes.get("after-collapse-delimiter"),
        in_text,
        bool(area.keys),
    )
