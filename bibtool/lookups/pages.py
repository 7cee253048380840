"""What a page says of itself: meta elements (Highwire, Dublin Core, PRISM, OpenGraph) and JSON-LD of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.links.page import decode
from bibtool.lookups.records import BadRecordError, Record, people, plain
from bibtool.readers.own import of_html
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# schema.org's types and their kin in CSL; a page of any other is a web page.
_TYPES = {
    "ScholarlyArticle": "article-journal",
    "MedicalScholarlyArticle": "article-journal",
    "NewsArticle": "article-newspaper",
    "ReportageNewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper",
    "BlogPosting": "post-weblog",
    "LiveBlogPosting": "post-weblog",
    "Article": "webpage",
    "Book": "book",
    "Chapter": "chapter",
    "Report": "report",
    "Thesis": "thesis",
    "Dataset": "dataset",
    "VideoObject": "motion_picture",
    "SoftwareSourceCode": "software",
    "WebPage": "webpage",
}
_DAY = regex(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")
_DEEPEST = 6  # schema.org nests a person in an article in a graph


def of_page(body: bytes, content_type: str, url: str) -> Record:
    """The work that a page is.  Raises :class:`BadRecordError` for a page without so much as a title."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    text = decode(body, content_type)
    if not text.strip():
        raise BadRecordError("an empty page")
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BadRecordError(f"a page that cannot be read ({error})") from None
    said = _said(root)
    own = of_html(root)
    data: dict[str, Any] = {**_of_graph(said), **_of_json_ld(root)}
    if own is not None:
        told = own.type not in {"article", "webpage"}
        article = told or any(name.startswith("citation_") for name in said)
        kind = own.type if told else data.get("type") or ("article" if article else "webpage")
        data = {**data, **own.to_csl(), "type": kind}
    for institution, kind in (
        ("citation_dissertation_institution", "thesis"),
        ("citation_technical_report_institution", "report"),
    ):
        if institution in said:
            data |= {"type": kind, "publisher": said[institution][0]}
    if not data.get("title"):
        title = root.find(".//title")
        data["title"] = plain("".join(map(str, title.itertext()))) if title is not None else ""
    if not data["title"]:
        raise BadRecordError("a page that has no title")
    host = url.split("/")[2].rpartition("@")[2].removeprefix("www.")
    data = {"type": "webpage", **data, "URL": url, "source": host}
    return Record(Item.from_csl({name: value for name, value in data.items() if value}), host)


def _said(root: _Element) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = plain(element.get("content") or "")
        if name and content:
            said.setdefault(name, []).append(content)
    return said


def _of_graph(said: Mapping[str, list[str]]) -> dict[str, Any]:
    """OpenGraph, and what weblogs and newspapers have beside it."""

    def first(*names: str) -> str:
        return next((said[name][0] for name in names if name in said), "")

    names = [name for name in said.get("author", said.get("article:author", [])) if "://" not in name]
    locale = first("og:locale").replace("_", "-")
    return _filled(
        {
            "title": first("og:title", "twitter:title"),
            "container-title": first("og:site_name"),
            "author": [one for name in names for one in people(name)],
            "issued": _date(first("article:published_time", "date", "pubdate", "article:modified_time")),
            "language": locale if 1 < len(locale) < 6 else "",
        }
    )


def _of_json_ld(root: _Element) -> dict[str, Any]:
    for element in root.iter("script"):
        if (element.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data, 0):
            if kind := next((_TYPES[name] for name in _types(node) if name in _TYPES), ""):
                found = _of_node(node)
                if found.get("title"):
                    return {**found, "type": kind}
    return {}


def _nodes(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _nodes(each, depth + 1)
    elif isinstance(data, Mapping):
        yield data
        for name in ("@graph", "mainEntity"):
            yield from _nodes(data.get(name), depth + 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return [name.rpartition("/")[2] for name in names if isinstance(name, str)]


def _of_node(node: Mapping[str, Any]) -> dict[str, Any]:
    part = node.get("isPartOf")
    people = node.get("author") or node.get("creator")
    rows = people if isinstance(people, list) else [people]
    return _filled(
        {
            "title": _text(node.get("headline")) or _text(node.get("name")),
            "author": [one for row in rows for one in _people(row)],
            "issued": _date(_text(node.get("datePublished")) or _text(node.get("dateCreated"))),
            "container-title": _name(part),
            "publisher": _name(node.get("publisher")),
            "language": _text(node.get("inLanguage")),
            "ISBN": _text(node.get("isbn")),
        }
    )


def _people(row: Any) -> list[dict[str, str]]:
    if isinstance(row, str):
        return people(plain(row)) if row.strip() and "://" not in row else []
    if not isinstance(row, Mapping):
        return []
    family, given, name = (_text(row.get(part)) for part in ("familyName", "givenName", "name"))
    if family:
        return [{"family": family, "given": given} if given else {"family": family}]
    if not name:
        return []
    return [{"literal": name}] if "Organization" in "".join(_types(row)) else people(name)


def _name(value: Any) -> str:
    while isinstance(value, Mapping):  # an issue in a volume in a periodical
        name = _text(value.get("name"))
        if name:
            return name
        value = value.get("isPartOf")
    return _text(value[0]) or _name(value[0]) if isinstance(value, list) and value else ""


def _text(value: Any) -> str:
    return plain(value) if isinstance(value, str) else ""


def _date(printed: str) -> dict[str, Any]:
    """The day of a moment in ISO 8601, or of one with a space in it."""
    day = _DAY.match(printed)
    date = Date.from_edtf(day[0]) if day else None
    return date.to_csl() if date is not None else {}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}
