"""One bibliographic item in CSL's variables (CSL 1.0.2, appendix IV)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.items.dates import Date
from bibtool.items.names import Name

NAME_VARIABLES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator "
    "organizer original-author performer producer recipient reviewed-author script-writer series-creator "
    "translator".split()
)
#: Names, among ``custom``, the variables whose names a source cuts short ("i in.").
CUT_SHORT = "et-al"
DATE_VARIABLES = frozenset("accessed available-date event-date issued original-date submitted".split())

_NO_NAMES: Mapping[str, tuple[Name, ...]] = MappingProxyType({})
_NO_DATES: Mapping[str, Date] = MappingProxyType({})
_NO_TEXT: Mapping[str, str] = MappingProxyType({})


class Item(Struct, frozen=True):
    """A CSL item: its type, its name, date and text variables, and what CSL has no variable for (``custom``)."""

    type: str = ""
    names: Mapping[str, tuple[Name, ...]] = field(default_factory=lambda: _NO_NAMES)
    dates: Mapping[str, Date] = field(default_factory=lambda: _NO_DATES)
    text: Mapping[str, str] = field(default_factory=lambda: _NO_TEXT)
    custom: Mapping[str, str] = field(default_factory=lambda: _NO_TEXT)

    def get(self, variable: str) -> str:
        """A text variable, empty where it is absent."""
        return self.text.get(variable, "")

    def with_text(self, **changes: str) -> Item:
        """A copy with text variables set (``_`` stands for ``-``); an empty value removes the variable."""
        text = dict(self.text)
        for key, value in changes.items():
            variable = key.replace("_", "-")
            if value:
                text[variable] = value
            else:
                text.pop(variable, None)
        return replace(self, text=text)

    def to_csl(self, item_id: str | None = None) -> dict[str, Any]:
        """CSL-JSON with sorted variables: ``id``, ``type``, then the rest."""
        data: dict[str, Any] = {}
        if item_id is not None:
            data["id"] = item_id
        if self.type:
            data["type"] = self.type
        rest: dict[str, Any] = dict(self.text)
        rest.update((variable, [n.to_csl() for n in names]) for variable, names in self.names.items() if names)
        rest.update((variable, date.to_csl()) for variable, date in self.dates.items() if date)
        if self.custom:
            rest["custom"] = dict(sorted(self.custom.items()))
        data.update(sorted(rest.items()))
        return data

    @classmethod
    def from_csl(cls, data: Mapping[str, Any]) -> Item:
        """From CSL-JSON.  Nulls are left out, numbers become strings; a name or date of a wrong shape becomes
        a literal, so that nothing is lost."""
        names: dict[str, tuple[Name, ...]] = {}
        dates: dict[str, Date] = {}
        text: dict[str, str] = {}
        custom: dict[str, str] = {}
        for variable, value in data.items():
            if variable in {"id", "type"} or value is None or value == "":
                continue
            if variable in NAME_VARIABLES:
                rows = value if isinstance(value, list) else [value]
                names[variable] = tuple(
                    Name.from_csl(row) if isinstance(row, Mapping) else Name(literal=str(row)) for row in rows if row
                )
            elif variable in DATE_VARIABLES:
                date = Date.from_csl(value) if isinstance(value, Mapping) else _date_from_text(str(value))
                if date:
                    dates[variable] = date
            elif variable == "custom" and isinstance(value, Mapping):
                custom.update((str(k), str(v)) for k, v in value.items() if v is not None)
            elif variable != "custom" and (scalar := _scalar(value)) is not None:
                if scalar:
                    text[variable] = scalar
            else:
                import json

                custom[variable] = (
                    value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
                )
        return cls(str(data.get("type") or ""), names, dates, text, custom)


def _scalar(value: Any) -> str | None:
    """A value as text; a list of such values, as Crossref has titles and ISSNs, joined; None for anything else."""
    if isinstance(value, (str, int, float)):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, (str, int, float)) for each in value):
        return "; ".join(filter(None, map(str, value)))
    return None


def _date_from_text(value: str) -> Date:
    return Date.from_edtf(value) or Date(literal=value)
