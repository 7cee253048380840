"""Where an act or a ruling was published, as one value: "Dz.U. 2004 nr 92 poz. 880", "OSNC 2004, nr 3, poz. 32".

Styles of CSL's repository set acts as American ones are cited: a number is that of a public law ("Pub. L. Poz. 880"),
the volume stands before the journal ("I BGBl."), and for the number of an issue and the year of a journal of laws there
is no place.

No style has a place for the year of a collection of rulings: the year that it prints there is that of the ruling.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from bibtool.csl.locale import resolve_locale
from bibtool.language.lexicon import lexicon
from bibtool.language.locale import locale_data, locales

#: Types of CSL that are published in journals of laws.
ACTS = frozenset({"legislation", "bill", "regulation", "treaty"})
_AMERICAN = frozenset({"en", "und", ""})


def as_one_mark(row: Mapping[str, Any], year: str, own: bool) -> dict[str, Any]:
    """An item of CSL-JSON with all of where it was published as its ``container-title``, if its style has no place for
    that; ``year`` names the variable with the year of the journal of laws or collection, and ``own`` tells a style of
    this project."""
    language = str(row.get("language", "")).partition("-")[0].casefold()
    ruling = row.get("type") == "legal_case" and year in row
    if not row.get("container-title") or not (ruling or row.get("type") in ACTS):
        return dict(row)
    if (own and not ruling) or (not own and language in _AMERICAN):
        return dict(row)
    name = str(row["container-title"])
    if year in row:
        name += f" {row[year]['date-parts'][0][0]}"
    parts = [name, row.get("volume", ""), _labelled(row.get("issue", ""), language), row.get("number", "")]
    moved = ("volume", "issue", "number") if own else ("volume", "issue", "number", year)
    rest = {name: value for name, value in row.items() if name not in moved}
    comma = ruling and not str(row["container-title"]).startswith(tuple(lexicon().forms("gazette")))
    return rest | {"container-title": (", " if comma else " ").join(str(part) for part in parts if part)}


def _labelled(issue: object, language: str) -> str:
    return f"{_label(language)} {issue}".lstrip() if issue else ""


@cache
def _label(language: str) -> str:
    own = locale_data(language).term("issue", "short") if language in locales() else ""
    return own or resolve_locale(language, ()).term("issue", "short") or ""
