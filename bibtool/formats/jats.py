"""JATS 1.3 (ANSI/NISO Z39.96-2021): a ``ref-list`` of ``element-citation``, and the references of articles.

What JATS has no element for stands in ``<named-content content-type="csl">``, in the shape of the other formats'
remainder: no program prints it, and it comes back on reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import unescape
from typing import Any

from msgspec.structs import replace

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.datewords import read_date
from bibtool.formats.format import Format, FormatError, ReadResult, unread
from bibtool.formats.jats_reading import (
    ACCESS,
    LANG,
    REMAINDER,
    XLINK,
    decode,
    is_sentence,
    label,
    name_of,
    reference,
    tables,
    text_of,
)
from bibtool.formats.remainder import aside, remainder, restore
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import OTHERS, Name
from bibtool.text.patterns import regex

_SHOWN = 80
_LETTER = r"A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u0400-\u0481\u048a-\u052f"
_ID = regex(rf"[{_LETTER}][{_LETTER}0-9.-]*")  # a part of what XML allows (NCName)
_NO_ID = regex(rf"[^{_LETTER}0-9.-]+")
_LANGUAGE = regex(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# Addresses that are surely of xs:anyURI; others stand as text alone.
_SAFE = r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
_URI = regex(rf"https?://[\w.-]+(?::\d{{1,5}})?(?:/{_SAFE})?(?:\?{_SAFE})?(?:#{_SAFE})?")
_PAGES = regex(r"(\w+)-(\w+)")
_MARKUP = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub"}
_TAG = regex(r"<(/?)(i|b|sup|sub)>")
# Entities come from the DTD of JATS, which is not read; those of HTML are the same letters.
_ENTITY = regex(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*);")
_ENCODING = regex(r"^\s*<\?xml[^>]*\?>")


def write(entries: Sequence[Entry]) -> str:
    """A document whose root is the list."""
    from lxml import etree

    etree.register_namespace("xlink", XLINK.strip("{}"))
    root = etree.Element("ref-list", nsmap={"xlink": XLINK.strip("{}")})
    for entry, identifier in zip(entries, _ids(entries), strict=True):
        ref = etree.SubElement(root, "ref", id=identifier)
        key = clean(entry.key)
        ref.append(_encode(canonical(entry.item), key if key != identifier else ""))
    _indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _indent(root: Any) -> None:
    """A line for each element, but not inside titles, where a space would be text."""
    for ref in root:
        root.text = ref.tail = "\n"
        ref.text = "\n  "
        ref[0].tail = "\n"
        ref[0].text = "\n    "
        for child in ref[0]:
            child.tail = "\n    "
        ref[0][-1].tail = "\n  "


def _ids(entries: Sequence[Entry]) -> list[str]:
    """An identifier of XML for each entry, its key where that is one."""
    used: set[str] = {entry.key for entry in entries if _ID.fullmatch(entry.key)}
    found: list[str] = []
    taken: set[str] = set()
    for entry in entries:
        key = entry.key
        if not _ID.fullmatch(key) or key in taken:
            base = _NO_ID.sub("-", key).strip("-.") or "ref"
            base = base if _ID.fullmatch(base) else f"ref-{base}"
            key, number = base, 2
            while key in used or key in taken:
                key, number = f"{base}-{number}", number + 1
        taken.add(key)
        found.append(key)
    return found


def hidden(entry: Entry) -> Mapping[str, str]:
    """What stands only in the element that bibtool reads."""
    item = canonical(entry.item)
    return aside(item, decode(_elements(item, "")))


def _encode(item: Item, key: str) -> Any:
    citation = _elements(item, key)
    rest = remainder(item, decode(citation))
    if rest or not len(citation):
        _add(citation, "named-content", rest, **{"content-type": REMAINDER})
    return citation


def _elements(item: Item, key: str) -> Any:
    from lxml import etree

    known = tables()
    citation = etree.Element("element-citation")
    citation.set("publication-type", known.types.get(item.type, known.types["*"]))
    if _LANGUAGE.fullmatch(item.get("language")):
        citation.set(LANG, item.get("language"))
    for variable, names in item.names.items():
        _people(citation, variable, names)
    _titles(citation, item)
    for variable, (element, attribute, value) in known.text.items():
        if item.get(variable):
            _add(citation, element, item.get(variable), **{attribute: value} if attribute else {})
    for title in filter(None, [item.custom.get("translated-title", "")]):
        _add(citation, "trans-title", title)
    pages = _PAGES.fullmatch(item.get("page"))
    if pages:
        _add(citation, "fpage", pages[1])
        _add(citation, "lpage", pages[2])
    elif item.get("page"):
        _add(citation, "page-range", item.get("page"))
    for variable, date in item.dates.items():
        _date(citation, variable, date)
    if item.get("URL"):
        href = {f"{XLINK}href": item.get("URL")} if _URI.fullmatch(item.get("URL")) else {}
        _add(citation, "ext-link", item.get("URL"), **{"ext-link-type": "uri"}, **href)
    if key:
        _add(citation, "object-id", key, **{"pub-id-type": "citation-key"})
    return citation


def _titles(citation: Any, item: Item) -> None:
    element = tables().titles.get(item.type, "article-title")
    container, title = item.get("container-title"), item.get("title")
    if element == "source" and container:
        element = "part-title"
    if title:
        _add(citation, element, title)
    if container:
        _add(citation, "source", container)


def _people(citation: Any, variable: str, names: Sequence[Name]) -> None:
    from lxml import etree

    group = etree.SubElement(citation, "person-group")
    if variable in tables().standard:
        group.set("person-group-type", variable)
    else:
        group.set("person-group-type", "custom")
        group.set("custom-type", variable)
    for name in names:
        if name == OTHERS:
            etree.SubElement(group, "etal")
        elif name.literal or not (name.family or name.given):
            _add(group, "collab", name.literal or " ".join(filter(None, (name.particle, name.suffix))))
        else:
            person = etree.SubElement(group, "name")
            family = " ".join(filter(None, (name.particle, name.family)))
            given = " ".join(filter(None, (name.given, name.dropping_particle)))
            for element, value in (("surname", family), ("given-names", given), ("suffix", name.suffix)):
                if value:
                    _add(person, element, value)


def _date(citation: Any, variable: str, date: Date) -> None:
    edtf = date.to_edtf()
    iso = {"iso-8601-date": edtf} if date.parts and read_date(edtf) == date else {}
    if variable != "issued":
        kind = ACCESS if variable == "accessed" else variable
        _add(citation, "date-in-citation", edtf, **{"content-type": kind}, **iso)
        return
    if not date.parts:
        _add(citation, "year", date.literal)
        return
    first = date.parts[0]
    years = "–".join(str(part[0] or "") for part in date.parts)  # an open end has no year
    _add(citation, "year", years, **iso)
    if len(date.parts) == 1:
        for element, number in zip(("month", "day"), first[1:], strict=False):
            _add(citation, element, f"{number:02d}")


def _add(parent: Any, element: str, text: str, **attributes: str) -> None:
    """An element with a text, CSL's markup as JATS's."""
    from lxml import etree

    node = etree.SubElement(parent, element, attributes)
    if element not in _RICH or not _nested(text):
        node.text = text
        return
    at = 0
    current: Any = node
    for tag in _TAG.finditer(text):
        _append(current, text[at : tag.start()])
        current = current.getparent() if tag[1] else etree.SubElement(current, _MARKUP[tag[2]])
        at = tag.end()
    _append(current, text[at:])


# Elements that hold markup; in others it stays as the letters that it is written with.
_RICH = frozenset("article-title chapter-title part-title data-title source trans-title comment collab".split())


def _append(node: Any, text: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _nested(text: str) -> bool:
    """Do the tags open and close in order?"""
    waiting: list[str] = []
    for tag in _TAG.finditer(text):
        if not tag[1]:
            waiting.append(tag[2])
        elif not waiting or waiting.pop() != tag[2]:
            return False
    return not waiting


def read(text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
    """The references of a list or of an article.  Raises :class:`FormatError` where the text is no XML or has none."""
    from lxml import etree

    # The names of letters first: without the DTD, which may stand for gigabytes, they would be nothing.
    body = _without_doctype(_ENCODING.sub("", text.removeprefix("\ufeff"), count=1))
    plain = _ENTITY.sub(lambda entity: unescape(entity[0]), body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno if isinstance(error.lineno, int) else 0
        raise FormatError(f"no XML: {error.msg or 'it is empty'}", line) from None
    refs = [each for each in root.iter() if name_of(each) == "ref"]
    lists = name_of(root) == "ref-list" or any(name_of(each) == "ref-list" for each in root.iter())
    if not refs and not lists:
        raise FormatError("this JATS XML has no list of references (ref-list)")
    entries: list[Entry] = []
    findings: list[Finding] = []
    for number, ref in enumerate(refs, 1):
        key = ref.get("id") or f"item-{number}"
        if not ref.get("id"):
            findings.append(Finding(Code.ITEM_WITHOUT_ID, {"number": str(number), "key": key}))
        citations = reference(ref)
        if not citations:
            findings.append(
                Finding(Code.ITEM_MALFORMED, {"number": str(number), "what": ", ".join(map(name_of, ref)) or "nothing"})
            )
        for place, citation in enumerate(citations):
            name = key if not place else f"{key}-{place + 1}"
            told = Finding(Code.ENTRY_NOT_READ, {"key": name, "place": f"line {ref.sourceline}", "problem": ""})
            item = attempt(partial(_item, citation, ref), told)
            if isinstance(item, Finding):
                entry, doubts = unread(_key(citation) or name, _values(citation), item)
                entries.append(entry)
                findings += doubts
            else:
                entries.append(Entry(_key(citation) or name, item))
                if is_sentence(citation, item):
                    args = {
                        "place": f"line {ref.sourceline}",
                        "key": entries[-1].key,
                        "text": item.get("note")[:_SHOWN],
                    }
                    findings.append(Finding(Code.REFERENCE_IN_WORDS, args))
    return ReadResult(tuple(entries), tuple(findings))


def _without_doctype(text: str) -> str:
    """A document without the declaration of its type, which may hold declarations of its own in brackets."""
    start = text.find("<!DOCTYPE")
    end = text.find(">", start)
    brackets = text.find("[", start, end) if start >= 0 else -1
    if brackets >= 0:
        end = text.find(">", max(text.find("]", brackets), brackets))
    return text[:start] + text[end + 1 :] if 0 <= start < end else text


def _key(citation: Any) -> str:
    for child in citation:
        if name_of(child) == "object-id" and child.get("pub-id-type") == "citation-key":
            return child.text or ""
    return ""


def _values(citation: Any) -> Mapping[str, str]:
    return {name_of(child): text_of(child) for child in citation}


def _item(citation: Any, ref: Any) -> Item:
    item = decode(citation)
    for child in ref:
        if name_of(child) == "label" and not item.get("citation-label"):
            text = dict(item.text)
            label(child, text)
            item = replace(item, text=text)
    for child in citation:
        if name_of(child) == "named-content" and child.get("content-type") == REMAINDER and child.text:
            restored = restore(item, child.text)
            if restored is not None:
                return canonical(restored)
            return canonical(Item(item.type, item.names, item.dates, item.text, {**item.custom, REMAINDER: child.text}))
    return item


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
)

FORMAT: Format[Entry] = Format(
    "jats", "JATS ref-list", (".jats.xml", ".jats", ".xml"), write, read, LOSSES, aside=hidden
)
