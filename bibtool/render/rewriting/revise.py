"""How a change is written: text simply gone and put, or as tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from bibtool.readers.docx_package import local
from bibtool.render.documents.wordml import W, element
from bibtool.render.rewriting.notes import Tracking
from bibtool.render.rewriting.trees import cut, split_run

if TYPE_CHECKING:
    from lxml.etree import _Element

_DELETED = {"t": "delText", "instrText": "delInstrText"}
_EMPTIED = ("hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo")


class Pen:
    """Writes the changes of one part; ``ids`` yields identifiers that nothing in the package has."""

    def __init__(self, tracking: Tracking | None, ids: Iterator[int]) -> None:
        self.tracking = tracking
        self.ids = ids

    def added(self, new: Sequence[_Element]) -> list[_Element]:
        """New runs and links, as they are put in their place."""
        if self.tracking is None:
            return [*new]
        found: list[_Element] = []
        for runs, group in groupby(new, lambda one: local(one) == "r"):
            if runs:
                found.append(self._mark("ins", [*group]))
                continue
            for link in group:
                link.append(self._mark("ins", [*link]))
                found.append(link)
        return found

    def remove(self, doomed: Sequence[_Element]) -> None:
        """Take elements of runs away, and what is empty without them."""
        for one in doomed:
            run = one.getparent()
            if run is None:
                continue
            if self.tracking is None:
                cut(one)
                _tidy(run)
            else:
                self._strike(run, one)

    def _strike(self, run: _Element, one: _Element) -> None:
        alone = _alone(run, one)
        new = _DELETED.get(local(one))
        if new is not None:
            one.tag = f"{{{W}}}{new}"
        before = alone.getprevious()
        if before is not None and local(before) == "del" and self._own(before) and not before.tail:
            before.append(alone)
            return
        parent = alone.getparent()
        if parent is None:
            return
        at = parent.index(alone)
        parent.insert(at, self._mark("del", [alone]))

    def _own(self, mark: _Element) -> bool:
        return self.tracking is not None and mark.get(f"{{{W}}}author") == self.tracking.author

    def _mark(self, name: str, content: Sequence[_Element]) -> _Element:
        tracking = self.tracking or Tracking("")
        made = element(name, id=str(next(self.ids)), author=tracking.author, date=tracking.date)
        made.extend(content)
        return made


def _alone(run: _Element, one: _Element) -> _Element:
    """A run that holds this element and no other."""
    content = [each for each in run if local(each) != "rPr"]
    at = content.index(one)
    if at + 1 < len(content):
        split_run(run, content[at + 1])
    return split_run(run, one) if at else run


def _tidy(run: _Element) -> None:
    """Take away a run without content, then what was only around it; places in it stay."""
    if any(local(one) != "rPr" for one in run):
        return
    around = run.getparent()
    cut(run)
    while around is not None and local(around) in _EMPTIED:
        if any(local(one) in ("r", *_EMPTIED, "sdt") for one in around):
            return
        for place in [one for one in around if not local(one).endswith("Pr")]:
            around.addprevious(place)
        outer = around.getparent()
        cut(around)
        around = outer
