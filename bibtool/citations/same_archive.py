"""What stands in the archive of the citation before: "ЦГАСО. Ф. 3. Оп. 1. Д. 5. Л. 5; Ф. 5. Оп. 2. Д. 1. Л. 2"."""

from __future__ import annotations

from bibtool.citations.citation import Citation
from bibtool.citations.draft import Draft, Value
from bibtool.citations.readings import shelf
from bibtool.citations.readings.shelf_again import label

#: The rule of an archive, or of the head of a place in it, that the citation before it names.
SAME_ARCHIVE = "same-archive"
_PLACE = "archive_location"


def fill_archive(draft: Draft, last: Citation | None) -> None:
    """Put the archive of the citation before it in the same note into a place that has none, and what stands there
    before the mark that the place begins with: "ф. 442, оп. 533, спр. 212; спр. 213"."""
    place = draft.text.get(_PLACE)
    if not place or last is None or draft.names or "archive" in draft.text:
        return
    title = draft.values.get("title")
    if title is not None and title.spans[0] < draft.values[_PLACE].spans[0]:
        return  # "Pamiętnik, sygn. 5": what stands elsewhere
    before, archive = last.item.get(_PLACE), last.item.get("archive")
    first = shelf.marks().match(place)
    if not before or first is None:
        return
    if archive:
        draft.text["archive"] = archive
        draft.values["archive"] = Value([], SAME_ARCHIVE, inferred=True)
    head = next((m.start() for m in shelf.marks().finditer(before) if label(m) == label(first)), 0)
    if head:
        draft.text[_PLACE] = before[:head] + place
        draft.values[_PLACE].rule = SAME_ARCHIVE
        draft.values[_PLACE].inferred = True
