"""Small changes of WordprocessingML trees."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bibtool.readers.docx_package import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

# Where something begins or ends that goes over several runs.
STARTS = frozenset({"bookmarkStart", "commentRangeStart", "permStart"})
ENDS = frozenset({"bookmarkEnd", "commentRangeEnd", "permEnd"})
PLACES = STARTS | ENDS
_PROPERTIES = frozenset({"sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData"})


def unwrap(wrapper: _Element) -> None:
    """Put the content of an element in its place."""
    parent = wrapper.getparent()
    if parent is None:
        return
    content = child(wrapper, "sdtContent") if local(wrapper) == "sdt" else wrapper
    at = parent.index(wrapper)
    rows = [one for one in (content if content is not None else ()) if local(one) not in _PROPERTIES]
    for one in reversed(rows):
        parent.insert(at, one)
    cut(wrapper)


def cut(element: _Element) -> None:
    """Take an element out of its tree; text after it (white space of the layout) stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def local_parent(element: _Element) -> str:
    """The name of the element around."""
    parent = element.getparent()
    return local(parent) if parent is not None else ""


def split_run(run: _Element, element: _Element, known: Sequence[set[_Element]] = ()) -> _Element:
    """A run of its own for an element and what follows it in its run; sets that know the run learn of the other."""
    from lxml import etree

    made = etree.Element(run.tag, nsmap={str(k): v for k, v in run.nsmap.items() if k})
    for key, value in run.attrib.items():
        made.set(key, value)
    properties = child(run, "rPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
        made[-1].tail = None
    content = [*run]
    for one in content[content.index(element) :]:
        made.append(one)
    made.tail, run.tail = run.tail, None
    run.addnext(made)
    for elements in known:
        if run in elements:
            elements.add(made)
    return made
