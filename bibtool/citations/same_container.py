"""What stands in the periodical or book of the citation before: "Арка // Там же. № 4", "A. Kos, Tama, tamże, s. 8"."""

from __future__ import annotations

from functools import cache

from bibtool.citations.citation import KIND, Citation
from bibtool.citations.draft import Draft, Value
from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon

#: The rule of a container that a word for the same place stands for.
SAME_CONTAINER = "same-container"
_NUMBERS = ("volume", "issue")
_IMPRINT = ("publisher", "publisher-place")


@cache
def _ibid() -> frozenset[str]:
    return frozenset(map(squash, lexicon().forms("ibid")))


def part_container(draft: Draft, text: str) -> None:
    """Part the word from the end of a title: "Tama, tamże"."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or "container-title" in draft.text:
        return
    start, stop = value.spans[0]
    comma = text.rfind(", ", start, stop)
    if comma > start and squash(text[comma + 2 : stop]) in _ibid():
        draft.drop("title")
        draft.put("title", text[start:comma], (start, comma), value.rule)
        draft.put("container-title", text[comma + 2 : stop], (comma + 2, stop), SAME_CONTAINER)


def fill_container(draft: Draft, last: Citation | None) -> bool:
    """Put the container of the citation before in the place of the word for it, with its numbers and imprint where none
    are printed; whether there is nothing to put where such a word stands."""
    value = draft.values.get("container-title")
    if value is None or squash(draft.text["container-title"]) not in _ibid():
        return False
    if last is None or last.kind is not KIND.FULL:
        return True
    before = last.item
    container = before.get("container-title")
    if not (container or before.get("title")):
        return True
    draft.text["container-title"] = container or before.get("title")
    value.rule = SAME_CONTAINER
    dated = "issued" in draft.dates
    numbered = any(name in draft.text for name in _NUMBERS)
    taken = [*(() if numbered or dated else _NUMBERS), *(() if dated else _IMPRINT)]
    for name in taken:
        if name not in draft.text and before.get(name):
            draft.text[name] = before.get(name)
            draft.values[name] = Value([], SAME_CONTAINER, inferred=True)
    if container and not dated and "editor" in before.names and "editor" not in draft.names:
        draft.names["editor"] = list(before.names["editor"])
        draft.values["editor"] = Value([], SAME_CONTAINER, inferred=True)
    if not dated and "issued" in before.dates:
        draft.dates["issued"] = before.dates["issued"]
        draft.values["issued"] = Value([], SAME_CONTAINER, inferred=True)
    return False
