"""Further keys by which a work is cited: BibLaTeX's ``ids`` (manual, 2.2.3)."""

from __future__ import annotations

from msgspec.structs import replace

from bibtool.items.item import Item

#: The field that holds them, between commas.
IDS = "ids"


def further_keys(item: Item) -> list[str]:
    """The keys beside the work's own."""
    return [each.strip() for each in item.custom.get(IDS, "").split(",") if each.strip()]


def with_further_keys(item: Item, *keys: str) -> Item:
    """The item with these keys among them; as it is where it has them all."""
    own = further_keys(item)
    known = {each.casefold() for each in own}
    new = [each for each in dict.fromkeys(keys) if each.casefold() not in known]
    return replace(item, custom={**item.custom, IDS: ",".join((*own, *new))}) if new else item


def without_further_keys(item: Item) -> Item:
    """The item without them."""
    return replace(item, custom={name: value for name, value in item.custom.items() if name != IDS})
