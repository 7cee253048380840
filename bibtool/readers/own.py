"""The work that a document itself is, as its markup says: meta elements of HTML, the front of JATS, TEI's header,
the metadata of an EPUB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.readers.elements import tag
from bibtool.readers.tei_records import item_of
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOI = regex(r"10\.\d{4,9}/\S+")
_DAY = regex(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_ISBN = regex(r"(?<!\d)97[89]\d{10}(?!\d)")
_RELATORS = {"aut": "author", "edt": "editor", "trl": "translator"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Highwire's names, which Google Scholar asks journals for, then Dublin Core's; the first that says something counts.
_META: Mapping[str, tuple[str, ...]] = {
    "title": ("citation_title", "dc.title", "dcterms.title", "bepress_citation_title", "eprints.title"),
    "container-title": (
        "citation_journal_title",
        "citation_inbook_title",
        "citation_conference_title",
        "prism.publicationname",
        "bepress_citation_journal_title",
    ),
    "volume": ("citation_volume", "prism.volume", "dc.source.volume"),
    "issue": ("citation_issue", "prism.number", "dc.source.issue"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher"),
    "ISSN": ("citation_issn", "prism.issn", "dc.source.issn"),
    "ISBN": ("citation_isbn",),
    "language": ("citation_language", "dc.language", "dcterms.language"),
    "URL": ("citation_abstract_html_url", "citation_public_url"),
}
# The Open Graph protocol, which weblogs and newspapers use; a page with a day of publication is an article.
_OPEN_GRAPH = {"title": "og:title", "container-title": "og:site_name", "URL": "og:url"}
_PUBLISHED = "article:published_time"
# What Highwire's names for the container say of the article's type, by the first of them that a page has.
_CONTAINERS = {
    "citation_journal_title": "article-journal",
    "citation_inbook_title": "chapter",
    "citation_conference_title": "paper-conference",
    "bepress_citation_journal_title": "article-journal",
}
_AUTHORS = ("citation_author", "dc.creator.personalname", "dc.creator", "dcterms.creator", "bepress_citation_author")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "prism.publicationdate",
    "citation_online_date",
    "citation_year",
)
_IDENTIFIERS = ("citation_doi", "dc.identifier.doi", "prism.doi", "dc.identifier")


def of_html(root: _Element) -> Item | None:
    """What the meta elements of a page say of the article; None for a page that says no more than any page does."""
    said: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            said.setdefault(name, []).append(content)

    def first(names: tuple[str, ...]) -> str:
        return next((said[name][0] for name in names if name in said), "")

    data: dict[str, Any] = {variable: first(names) for variable, names in _META.items()}
    data["author"] = next(([_name(one) for one in said[name]] for name in _AUTHORS if name in said), [])
    data["issued"] = _date(first(_DATES))
    data["DOI"] = next((m[0] for name in _IDENTIFIERS for one in said.get(name, ()) if (m := _DOI.search(one))), "")
    pages = [first(("citation_firstpage",)), first(("citation_lastpage",))]
    data["page"] = "–".join(filter(None, pages)) or first(("citation_pages",))
    if not data["title"] and "og:title" in said and _PUBLISHED in said:
        data |= {variable: first((name,)) for variable, name in _OPEN_GRAPH.items()}
        data["issued"] = _date(first((_PUBLISHED,)))
        data["type"] = "webpage"
        return _work(data)
    data["type"] = next((kind for name, kind in _CONTAINERS.items() if name in said), _type(data))
    return _work(data)


def of_epub(book: _Element) -> Item | None:
    """What the metadata of a package document say of the book (Dublin Core; EPUB 3.3, 5.5)."""
    metadata = next((e for e in book if tag(e) == "metadata"), None)
    said: dict[str, list[str]] = {}
    roles = {
        (e.get("refines") or "").lstrip("#"): _words(e)
        for e in (metadata if metadata is not None else ())
        if tag(e) == "meta" and e.get("property") == "role"
    }
    people: dict[str, list[dict[str, str]]] = {}
    for element in metadata if metadata is not None else ():
        if not (text := _words(element)):
            continue
        if tag(element) in ("creator", "contributor"):
            # MARC relators: EPUB 2 has them in an attribute, EPUB 3 beside
            role = roles.get(element.get("id") or "", element.get("{http://www.idpf.org/2007/opf}role") or "")
            variable = _RELATORS.get(role or ("aut" if tag(element) == "creator" else ""))
            if variable:
                people.setdefault(variable, []).append(_name(text))
        else:
            said.setdefault(tag(element), []).append(text)
    isbn = [m[0] for one in said.get("identifier", ()) if (m := _ISBN.search(one.replace("-", "")))]
    data: dict[str, Any] = {
        "type": "book",
        "title": said.get("title", [""])[0],
        "publisher": said.get("publisher", [""])[0],
        "language": said.get("language", [""])[0],
        "issued": _date(said.get("date", [""])[0]),
        "ISBN": isbn[0] if isbn else "",
        **people,
    }
    return _work(data)


def of_jats(root: _Element) -> Item | None:
    """What the front of an article says of it."""
    meta = next((e for e in root.iter() if tag(e) == "article-meta"), None)
    if meta is None:
        return None
    journal = next((e for e in root.iter() if tag(e) == "journal-meta"), None)
    data: dict[str, Any] = {
        "title": _within(meta, "article-title"),
        "volume": _child(meta, "volume"),
        "issue": _child(meta, "issue"),
        "page": "–".join(filter(None, (_child(meta, "fpage"), _child(meta, "lpage")))) or _child(meta, "elocation-id"),
        "language": root.get(_LANGUAGE) or "",
        "container-title": _within(journal, "journal-title"),
        "ISSN": _within(journal, "issn"),
        "publisher": _within(journal, "publisher-name"),
    }
    identifiers = {e.get("pub-id-type"): _words(e) for e in meta if tag(e) == "article-id"}
    data["DOI"] = identifiers.get("doi", "")
    data["author"] = [
        name
        for contributor in meta.iter()
        if tag(contributor) == "contrib" and contributor.get("contrib-type", "author") == "author"
        for name in _people(contributor)
    ]
    dates = [e for e in meta.iter() if tag(e) == "pub-date"]
    data["issued"] = next((date for e in dates if (date := _parts(e))), {})
    data["type"] = "article-journal" if data["container-title"] else "article"
    return _work(data)


def of_tei(root: _Element) -> Item | None:
    """What the header of a text says of it: its source where that is marked up, else its title statement."""
    header = next((e for e in root.iter() if tag(e) == "teiheader"), None)
    if header is None:
        return None
    source = next((e for e in header.iter() if tag(e) == "sourcedesc"), None)
    for element in source if source is not None else ():
        if tag(element) in ("biblstruct", "bibl") and (item := item_of(element)) is not None:
            return item
    statement = next((e for e in header.iter() if tag(e) == "titlestmt"), None)
    return item_of(statement) if statement is not None else None


def _type(data: Mapping[str, Any]) -> str:
    return "article-journal" if data.get("container-title") and data.get("ISSN") else "article"


def _work(data: Mapping[str, Any]) -> Item | None:
    """An item, where there is a title and something besides it."""
    item = Item.from_csl({variable: value for variable, value in data.items() if value})
    return item if item.get("title") and (item.names or item.dates or item.get("DOI")) else None


def _name(printed: str) -> dict[str, str]:
    family, comma, given = printed.partition(",")
    if comma and given.strip():
        return {"family": family.strip(), "given": given.strip()}
    words = printed.split()
    if len(words) > 1 and words[-1].endswith(".") and not words[0].endswith("."):  # "Lis E. M."
        small = next(at for at, word in enumerate(words) if word.endswith("."))
        return {"family": " ".join(words[:small]), "given": " ".join(words[small:])}
    return {"family": words[-1], "given": " ".join(words[:-1])} if 1 < len(words) < 5 else {"literal": printed}


def _date(printed: str) -> dict[str, Any]:
    match = _DAY.match(printed)
    if match is not None:
        edtf = "-".join(part.zfill(2) for part in match.groups() if part)
        date = Date.from_edtf(edtf)
        if date is not None:
            return date.to_csl()
    return {"literal": printed} if printed else {}


def _parts(element: _Element) -> dict[str, Any]:
    found = {tag(child): _words(child) for child in element}
    return _date("-".join(found[name] for name in ("year", "month", "day") if found.get(name, "").isdecimal()))


def _people(contributor: _Element) -> list[dict[str, str]]:
    for element in contributor.iter():
        if tag(element) in ("name", "string-name"):
            parts = {tag(child): _words(child) for child in element}
            if parts.get("surname"):
                name = {"family": parts["surname"], "given": parts.get("given-names", "")}
                return [{part: value for part, value in name.items() if value}]
            printed = _words(element)
            person = "," in printed or printed.count(" ") == 1
            return [_name(printed) if person else {"literal": printed}] if printed else []
        if tag(element) == "collab" and _words(element):
            return [{"literal": _words(element)}]
    return []


def _child(element: _Element, name: str) -> str:
    return next((_words(e) for e in element if tag(e) == name), "")


def _within(element: _Element | None, name: str) -> str:
    rows = element.iter() if element is not None else ()
    return next((_words(e) for e in rows if tag(e) == name), "")


def _words(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
