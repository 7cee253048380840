"""A work of the library, and the row that holds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.citation import Reference
from bibtool.entries.entry import Entry, Mention, Variant
from bibtool.items.item import Item

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Work(Struct, frozen=True):
    """One work: its number in the library, its key, its values and the forms beside them; ``certainty`` is ``sure``, or
    ``doubtful`` where its reading is."""

    id: int
    key: str
    item: Item
    variants: tuple[Variant, ...] = ()
    certainty: str = "sure"
    added: str = ""

    def entry(self, mentions: tuple[Mention, ...] = ()) -> Entry:
        """The work as the formats take it."""
        return Entry(self.key, self.item, mentions, self.variants)

    def row(self, item: str = "") -> dict[str, Any]:
        """The row of the table ``work``, without its number; ``item`` is the item as it is kept, where known."""
        issued = self.item.dates.get("issued")
        return {
            "key": self.key,
            "type": self.item.type,
            "year": issued.year if issued else None,
            "language": self.item.get("language"),
            "item": item or encoded(self.item.to_csl()),
            "variants": encoded([[each.variable, each.kind, each.value] for each in self.variants]),
            "certainty": self.certainty,
            "added": self.added,
        }

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Work:
        """The work of a row of the table ``work``."""
        item = Item.from_csl(json.loads(row["item"]))
        variants = tuple(Variant(*each) for each in json.loads(row["variants"]))
        return cls(row["id"], row["key"], item, variants, row["certainty"], row["added"])

    def with_item(self, item: Item) -> Work:
        """The work with other values."""
        return replace(self, item=item)


def mention_row(work: int, mention: Mention) -> dict[str, Any]:
    """The row of the table ``mention``, without its number."""
    place = mention.place
    return {
        "work": work,
        "document": mention.document,
        "note_id": place.note_id,
        "note": place.note,
        "place": place.index,
        "kind": mention.kind,
        "locator": mention.locator,
        "accessed": mention.accessed,
        "url": mention.url,
    }


def mention_of(row: Mapping[str, Any]) -> Mention:
    """The mention of a row of the table ``mention``."""
    place = Reference(row["note"], row["place"], row["note_id"])
    return Mention(row["document"], place, row["kind"], row["locator"], row["accessed"], row["url"])


def encoded(value: Any) -> str:
    """A value as the columns ``item`` and ``variants`` hold it: JSON; lone surrogates, which UTF-8 has not, become
    question marks."""
    text = _JSON.encode(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
