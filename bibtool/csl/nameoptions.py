"""Options of `cs:name` and what they inherit from `cs:names`, the area and the style (section "Name Options")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.csl.attributes import PLAIN_LOOK, Look, read_look
from bibtool.csl.locale import NS

if TYPE_CHECKING:
    from lxml.etree import _Element

INHERITED = (
    "and",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "et-al-subsequent-min",
    "et-al-subsequent-use-first",
    "initialize",
    "initialize-with",
    "name-as-sort-order",
    "sort-separator",
    "initialize-with-hyphen",
    "demote-non-dropping-particle",
)
# Attributes with another name on the elements above cs:name.
RENAMED = {"name-form": "form", "name-delimiter": "delimiter"}


class NameOptions(Struct, frozen=True):
    """Everything that decides how a list of names looks."""

    and_: str = ""
    delimiter: str = ", "
    precedes_et_al: str = "contextual"
    precedes_last: str = "contextual"
    et_al_min: int = -1
    et_al_use_first: int = -1
    et_al_subsequent_min: int = -1
    et_al_subsequent_use_first: int = -1
    et_al_use_last: bool = False
    form: str = "long"
    initialize: bool = True
    initialize_with: str | None = None
    hyphen: bool = True
    sort_order: str = ""
    sort_separator: str = ", "
    demote: str = "display-and-sort"
    look: Look = PLAIN_LOOK
    family: Look = PLAIN_LOOK
    given: Look = PLAIN_LOOK


def inherited_attributes(*elements: _Element | None) -> dict[str, str]:
    """Collect inheritable name attributes; the innermost element (the last) wins."""
    out: dict[str, str] = {}
    for element in elements:
        if element is None:
            continue
        for key in INHERITED:
            value = element.get(key)
            if value is not None:
                out[key] = value
        for key, name in RENAMED.items():
            value = element.get(key)
            if value is not None:
                out[name] = value
    return out


def name_options(attributes: dict[str, str], name: _Element | None) -> NameOptions:
    """Build the options from inherited attributes and the `cs:name` element itself."""
    merged = dict(attributes)
    look = family = given = Look()
    if name is not None:
        merged.update({str(k): str(v) for k, v in name.attrib.items()})
        look = read_look(name)
        for part in name:
            if part.tag == NS + "name-part":
                if part.get("name") == "family":
                    family = read_look(part)
                elif part.get("name") == "given":
                    given = read_look(part)

    def number(key: str) -> int:
        value = merged.get(key, "").strip()
        return int(value) if value.isdecimal() and len(value) < 10 else -1

    return NameOptions(
        and_=merged.get("and", ""),
        delimiter=merged.get("delimiter", ", "),
        precedes_et_al=merged.get("delimiter-precedes-et-al", "contextual"),
        precedes_last=merged.get("delimiter-precedes-last", "contextual"),
        et_al_min=number("et-al-min"),
        et_al_use_first=number("et-al-use-first"),
        et_al_subsequent_min=number("et-al-subsequent-min"),
        et_al_subsequent_use_first=number("et-al-subsequent-use-first"),
        et_al_use_last=merged.get("et-al-use-last") == "true",
        form=merged.get("form", "long"),
        initialize=merged.get("initialize") != "false",
        initialize_with=merged.get("initialize-with"),
        hyphen=merged.get("initialize-with-hyphen") != "false",
        sort_order=merged.get("name-as-sort-order", ""),
        sort_separator=merged.get("sort-separator", ", "),
        demote=merged.get("demote-non-dropping-particle", "display-and-sort"),
        look=look,
        family=family,
        given=given,
    )
