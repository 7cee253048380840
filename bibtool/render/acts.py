"""Where an act was published, as one value: "Dz.U. 2004 nr 92 poz. 880".

Styles of CSL's repository set acts as American ones are cited: a number is that of a public law ("Pub. L. Poz. 880"),
the volume stands before the journal ("I BGBl."), and for the number of an issue and the year of a journal of laws there
is no place.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from bibtool.csl.locale import resolve_locale

#: Types of CSL that are published in journals of laws.
ACTS = frozenset({"legislation", "bill", "regulation", "treaty"})
_AMERICAN = frozenset({"en", "und", ""})


def as_one_mark(row: Mapping[str, Any], year: str) -> dict[str, Any]:
    """An item of CSL-JSON with all of where it was published as its ``container-title``, if it is an act in another
    language than English; ``year`` names the variable with the year of the journal."""
    language = str(row.get("language", "")).partition("-")[0].casefold()
    if row.get("type") not in ACTS or language in _AMERICAN or not row.get("container-title"):
        return dict(row)
    parts = [row["container-title"]]
    if year in row:
        parts.append(row[year]["date-parts"][0][0])
    parts += [row.get("volume", ""), _labelled(row.get("issue", ""), language), row.get("number", "")]
    rest = {name: value for name, value in row.items() if name not in ("volume", "issue", "number", year)}
    return rest | {"container-title": " ".join(str(part) for part in parts if part)}


def _labelled(issue: object, language: str) -> str:
    return f"{_label(language)} {issue}" if issue else ""


@cache
def _label(language: str) -> str:
    return resolve_locale(language, ()).term("issue", "short") or ""
