"""Titles that say their own date: "List J. Kosa do A. Lisa z 3 maja 1932 r."."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from bibtool.items.item import Item
from bibtool.language.lexicon import lexicon
from bibtool.render.wording import number, words

#: What an archive keeps is called by what it is, whom it is from and when it was written.
_KEPT = frozenset({"manuscript", "personal_communication", "document"})


def said_once(row: dict[str, Any], item: Item, *, by_year: bool) -> dict[str, Any]:
    """An archival record without the day that its title says, in CSL-JSON; ``by_year`` is for styles that cite by the
    year, which keep that.

    >>> title = "List do A. Lisa z 3 maja 1932 r."
    >>> item = Item.from_csl({"type": "manuscript", "title": title, "issued": {"date-parts": [[1932, 5, 3]]}})
    >>> sorted(said_once(item.to_csl("a"), item, by_year=False))
    ['id', 'title', 'type']
    """
    date = item.dates.get("issued")
    if item.type not in _KEPT or date is None or len(date.parts) != 1 or len(date.parts[0]) != 3:
        return row
    if not _says(item.get("title"), *date.parts[0]):
        return row
    if by_year:
        return row | {"issued": {"date-parts": [[date.parts[0][0]]]}}
    return {variable: value for variable, value in row.items() if variable != "issued"}


def _says(title: str, year: int, month: int, day: int) -> bool:
    """Whether a title holds a day side by side: "3 maja 1932", "May 3, 1932", "3.05.1932", "3 V 1932"."""
    months = lexicon().months
    shown = [{number(word), str(months.get(word, ""))} for word in words(title)]
    return any(
        all(str(wanted) in each for wanted, each in zip(order, shown[at : at + 3], strict=True))
        for at in range(len(shown) - 2)
        for order in permutations((year, month, day))
    )
