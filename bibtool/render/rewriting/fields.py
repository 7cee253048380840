"""Fields, links and content controls of a note (ECMA-376-1, 17.16 and 17.5.2), and those of reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from bibtool.diagnostics.code import Code
from bibtool.readers.docx_package import attribute, child, local
from bibtool.render.rewriting.notes import LeftAsPrinted
from bibtool.render.rewriting.trees import cut, local_parent, unwrap
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# What the programs write as the code of their fields; every ADDIN field belongs to some program.
_PROGRAMS = (
    (regex(r"ADDIN\s+ZOTERO_", re.I), "Zotero"),
    (regex(r"ADDIN\s+(?:Mendeley|CSL_CITATION)", re.I), "Mendeley"),
    (regex(r"ADDIN\s+EN\.", re.I), "EndNote"),
    (regex(r"ADDIN\s+Citavi", re.I), "Citavi"),
    (regex(r"ADDIN\s+(?:REFMGR|RW)\.", re.I), "RefWorks"),
    (regex(r"ADDIN\b", re.I), "ADDIN"),
    (regex(r"(?:CITATION|BIBLIOGRAPHY)\b", re.I), "Word"),
)
# Tags and titles of content controls.
_CONTROLS = (("citavi", "Citavi"), ("mendeley", "Mendeley"), ("zotero", "Zotero"), ("endnote", "EndNote"))
# Zotero keeps its citations as bookmarks where the user chose so, and in files that LibreOffice wrote.
_BOOKMARKS = (("zotero_bref", "Zotero"), ("csl_citation", "Mendeley"), ("mendeley", "Mendeley"))


class Sort(Enum):
    """What holds a stretch of text."""

    LINK = "link"
    FIELD = "field"
    CONTROL = "control"


class Holder(Struct):
    """A field, link or content control.

    ``parts`` are the elements that make up a complex field besides its result, ``wrapper`` is the element around
    the text of the others; ``result`` are all elements of its text, ``code`` is a field's, ``manager`` the program
    that it belongs to.
    """

    sort: Sort
    code: str = ""
    manager: str = ""
    wrapper: _Element | None = None
    parts: list[_Element] = field(default_factory=list)
    result: set[_Element] = field(default_factory=set)
    begun: bool = False  # the result of a complex field

    @property
    def name(self) -> str:
        """What a reader knows it by."""
        words = self.code.split()
        return words[0].upper() if words else (local(self.wrapper) if self.wrapper is not None else "")

    def target(self, targets: dict[str, str]) -> tuple[str, str]:
        """Where a link leads: an address, and a place in the document or at the address."""
        if self.wrapper is not None and local(self.wrapper) == "hyperlink":
            return targets.get(attribute(self.wrapper, "id") or "", ""), attribute(self.wrapper, "anchor") or ""
        address, anchor = "", ""
        words = re.findall(r'"[^"]*"|\S+', self.code)[1:]
        while words:
            word = words.pop(0)
            if word.lower() == "\\l" and words:
                anchor = words.pop(0).strip('"')
            elif word.startswith("\\"):
                if word.lower() in ("\\o", "\\t") and words:
                    words.pop(0)
            else:
                address = word.strip('"“”')
        return address, anchor


def holders(note: _Element) -> list[Holder]:
    """All of a note, outer before inner.  Raises LeftAsPrinted for complex fields that do not end in it."""
    found: list[Holder] = []
    open_fields: list[Holder] = []
    for element in note.iter():
        name = local(element)
        if name == "fldChar" and attribute(element, "fldCharType") == "begin":
            open_fields.append(Holder(Sort.FIELD))
            found.append(open_fields[-1])
        elif name == "fldChar" and not open_fields:
            raise LeftAsPrinted(Code.FIELD_IN_CITATION, field="fldChar")
        for one in open_fields:
            # a field within the code belongs to it (EndNote's EN.CITE.DATA), one within the result does not
            if one.begun and not (one is open_fields[-1] and name == "fldChar"):
                one.result.add(element)
            elif local_parent(element) == "r" and name != "rPr":
                one.parts.append(element)
        if name == "fldChar" and attribute(element, "fldCharType") != "begin":
            if attribute(element, "fldCharType") == "end":
                open_fields.pop()
            else:
                open_fields[-1].begun = True
        elif name == "instrText" and open_fields and not open_fields[-1].begun:
            open_fields[-1].code += element.text or ""
        elif name in ("hyperlink", "fldSimple", "sdt"):
            found.append(_wrapped(element, name))
    if open_fields:
        raise LeftAsPrinted(Code.FIELD_IN_CITATION, field=open_fields[-1].name or "fldChar")
    for one in found:
        one.manager = one.manager or manager_of(one.code)
        if one.name == "HYPERLINK":
            one.sort = Sort.LINK
    return found


def _wrapped(element: _Element, name: str) -> Holder:
    result = set(element.iter()) - {element}
    if name == "hyperlink":
        return Holder(Sort.LINK, wrapper=element, result=result)
    if name == "fldSimple":
        return Holder(Sort.FIELD, attribute(element, "instr") or "", wrapper=element, result=result)
    return Holder(Sort.CONTROL, manager=_control(child(element, "sdtPr")), wrapper=element, result=result)


def _control(properties: _Element | None) -> str:
    if properties is None:
        return ""
    if child(properties, "citation") is not None or child(properties, "bibliography") is not None:
        return "Word"
    names = " ".join(attribute(child(properties, key), "val") or "" for key in ("tag", "alias")).casefold()
    return next((program for sign, program in _CONTROLS if sign in names), "")


def manager_of(code: str) -> str:
    """The program that a field belongs to by its code; "" for Word's own fields."""
    return next((program for pattern, program in _PROGRAMS if pattern.match(code.strip())), "")


def managed(note: _Element, found: Sequence[Holder]) -> str:
    """The reference manager that has a hand in a note, "" for none."""
    for one in found:
        if one.manager:
            return one.manager
    return next((program for _, program in _bookmarks(note)), "")


def _bookmarks(note: _Element) -> Iterator[tuple[_Element, str]]:
    for element in note.iter():
        if local(element) == "bookmarkStart":
            name = (attribute(element, "name") or "").casefold()
            for sign, program in _BOOKMARKS:
                if name.startswith(sign):
                    yield element, program


def unlink(note: _Element, *, whole: bool = True) -> None:
    """Take away the fields, controls and bookmarks of reference managers; their text stays.

    Where not ``whole``, complex fields stay, to be taken away with their text as a tracked change.
    """
    starts = [element for element, _ in _bookmarks(note)]
    identities = {attribute(element, "id") for element in starts}
    for element in [*note.iter()]:
        if element in starts or (local(element) == "bookmarkEnd" and attribute(element, "id") in identities):
            cut(element)
    for one in reversed(holders(note)):
        if not one.manager:
            continue
        if one.wrapper is not None:
            unwrap(one.wrapper)
        elif whole:
            for part in one.parts:
                run = part.getparent()
                cut(part)
                if run is not None and not any(local(c) != "rPr" for c in run):
                    cut(run)
