"""HTML as browsers show it: notes by their links, lists with their numbers, scripts and hidden parts left out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.anchors import HIDDEN
from bibtool.readers.anew import told
from bibtool.readers.asides import find
from bibtool.readers.attributes import MOST, are_too_many
from bibtool.readers.decoded import decoded
from bibtool.readers.document import Document
from bibtool.readers.elements import is_hidden, strip_brackets, tag, words
from bibtool.readers.hidden import linked
from bibtool.readers.own import of_html
from bibtool.readers.reader import Reader, ReadError
from bibtool.readers.sheet import Role, document
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

    from bibtool.readers.sheet import NoteSource

_CHARSET = regex(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
# WHATWG, Encoding, 4.2: what these labels mean on the web.
_LABELS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254"}
_ROLES = {
    Role.BLOCK: "p div section article aside header footer main nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption "
    "tr blockquote figure figcaption address center hr form fieldset details summary body",
    Role.UNSEEN: "script style template head noscript iframe object embed applet svg canvas audio video button select "
    "input textarea rt rp map",
    Role.ITALIC: "i em cite dfn var",
    Role.CELL: "td th",
    Role.BREAK: "br",
    Role.RAISED: "sup",
    Role.VERBATIM: "pre xmp listing plaintext",
}
_BY_TAG = {name: role for role, names in _ROLES.items() for name in names.split()}
_ENTRY = regex(r"(?<![\w-])(?:doc-biblioentry|csl-entry)(?![\w-])")
_LIST = regex(
    r"(?i)(?<![\w-])(?:doc-bibliography|bibliography|(?:\w{1,12}-){0,3}references|"
    r"(?:article-|citation-)?references?-list|ref-?list)(?![\w-])"
)
_BOXES = frozenset("section div ol ul dl table tbody article aside body".split())
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_YEAR = regex(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_FRAMES = frozenset("nav header footer aside menu".split())
_PARTS = frozenset(("main", "article", "section"))
# WAI-ARIA 1.2, landmarks.
_FRAMING = frozenset("navigation banner contentinfo complementary search menu menubar toolbar".split())
_XHTML = "{http://www.w3.org/1999/xhtml}"
_FIGURE = regex(r"[\d.]")
_LETTER = regex(r"[^\W\d_]")
_SHOWN = 80  # characters of a paragraph in a message
_FEWEST = 3  # links that are alike
_PARTED = regex(r"\w[.,:]")  # what a button or a heading lacks
# Of comments on a text: Word's, and those of Google Docs.
_COMMENT = regex(r"(?:_msocom_|cmnt)\d{1,5}")
_SLANT = regex(r"(?i)font-style\s*:\s*(italic|oblique|normal)")
_TALL = regex(r"(?i)vertical-align\s*:\s*super")
# A paragraph where HTML allows only parts of a line: said by its style, or by LaTeXML's class.
_STANDING = regex(r"(?i)display\s*:\s*(?:block|flow-root|list-item|table|flex|grid)\b")
_PARAGRAPHS = frozenset(("ltx_p", "ltx_para"))


def role(element: _Element) -> Role:
    """What an element of HTML is to the layout."""
    known = _BY_TAG.get(tag(element), Role.INLINE)
    if not element.attrib or known is Role.UNSEEN:
        return known
    style = element.get("style") or ""
    if tag(element) == "del" and ("datetime" in element.attrib or "cite" in element.attrib):
        return Role.UNSEEN  # HTML, 4.7.2: an edit, as word processors track it; struck words have neither
    if is_hidden(element) or HIDDEN.search(element.get("class") or ""):
        return Role.UNSEEN
    if known is Role.INLINE or known is Role.ITALIC:
        if known is Role.INLINE and (_STANDING.search(style) or not _PARAGRAPHS.isdisjoint(_classes(element))):
            return Role.BLOCK
        slant = _SLANT.search(style)
        if slant is not None:
            return Role.UPRIGHT if slant[1].lower() == "normal" else Role.ITALIC
        if _TALL.search(style):
            return Role.RAISED
    return known


def _classes(element: _Element) -> list[str]:
    return (element.get("class") or "").split()


def labels() -> Callable[[_Element], str]:
    """What gives the items of numbered lists, asked in the order of the page, their numbers, which stand in no text."""
    last: dict[_Element, int] = {}

    def label(element: _Element) -> str:
        parent = element.getparent()
        if tag(element) != "li" or parent is None or tag(parent) != "ol":
            return ""
        if parent not in last:
            last[parent] = _whole(parent.get("start"), 1) - 1
        last[parent] = _whole(element.get("value"), last[parent] + 1)
        plain = (parent.get("type") or "1") == "1" and "none" not in (parent.get("style") or "")
        return f"{last[parent]}. " if plain else ""

    return label


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else otherwise


def parse(data: bytes, name: str) -> tuple[_Element, str, tuple[Finding, ...]]:
    """The root of a page, its encoding and what the decoding found."""
    text, encoding, findings = _declared(data) or decoded(data, name)
    return tree(text, name), encoding, findings


def tree(text: str, name: str) -> _Element:
    """The root of a page.  Raises ReadError for one that holds nothing, that is nested too deeply, or of which an
    element has more attributes than can be read in bounded time."""
    from lxml import etree

    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if are_too_many(text):
        reason = f"an element has more than {MOST} attributes"
        raise ReadError(Code.BAD_XML_PART, name=name, part="HTML", reason=reason)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(Code.BAD_XML_PART, name=name, part="HTML", reason=str(error)) from None
    if any("depth" in entry.message for entry in parser.error_log):  # libxml2 left out what is nested deeper
        raise ReadError(Code.BAD_XML_PART, name=name, part="HTML", reason="its elements are nested too deeply")
    if root is None:
        raise ReadError(Code.EMPTY_INPUT, name=name)
    return root


def _declared(data: bytes) -> tuple[str, str, tuple[Finding, ...]] | None:
    """Decoded by the page's own word, where its bytes are no UTF-8 and that word fits."""
    said = _CHARSET.search(data[:4096])
    if said is None or b"\0" in data[:4096]:
        return None
    name = said[1].decode("ascii").lower()
    try:
        found = codecs.lookup(_LABELS.get(name, name))
        if found.name == "utf-8" or not found._is_text_encoding:
            return None
        data.decode("utf-8")
    except (LookupError, AttributeError):
        return None
    except UnicodeDecodeError:
        try:
            return data.decode(found.name), found.name, ()
        except (UnicodeDecodeError, ValueError):
            return None
    return None


def entries(roots: Sequence[_Element], notes: Iterable[NoteSource] = ()) -> list[_Element]:
    """What markup itself calls entries of a bibliography (DPUB-ARIA; CSL processors), and the parts of what it calls a
    bibliography, unless that holds notes (the ``references`` of MediaWiki)."""
    kinds = [(e, kind) for root in roots for e in root.iter() if (kind := _kind(e))]
    said = {e for e, kind in kinds if _ENTRY.search(kind)}
    boxes = [e for e, kind in kinds if tag(e) in _BOXES and _LIST.search(kind)]
    if not boxes:
        return [e for e, _ in kinds if e in said]
    held = {a for e in (*said, *(part for note in notes for part in note.elements)) for a in (e, *e.iterancestors())}
    outer = {box for box in boxes if box not in held}
    parts = {part for box in outer if outer.isdisjoint(box.iterancestors()) for part in _parts(box)}
    return [e for root in roots for e in root.iter() if e in said or e in parts]


def hide_searches(listed: Sequence[_Element]) -> None:
    """Take out of entries the links that search for each of them ("Google Scholar"): alike in most, and to queries."""
    found: dict[str, list[_Element]] = {}
    for entry in listed:
        for link in entry.iter("a", f"{_XHTML}a"):
            if "?" in (link.get("href") or "") and (said := " ".join(words(link).split())) and not _FIGURE.search(said):
                found.setdefault(said, []).append(link)
    for links in found.values():
        if len(links) >= _FEWEST and 2 * len(links) >= len(listed):
            for link in links:
                link.set("hidden", "")
                link.attrib.pop("href")
                strip_brackets(link)


def _kind(element: _Element) -> str:
    """What an element says that it is."""
    if not element.attrib:
        return ""
    return " ".join(element.get(key) or "" for key in ("role", "class", "id", _EPUB_TYPE, "epub:type"))


def _parts(box: _Element) -> list[_Element]:
    """The entries of a bibliography: its items, rows or paragraphs; none where few of them are dated."""
    items = [e for e in box.iter() if tag(e) in ("li", "tr", "dd")] or [e for e in box.iter() if tag(e) in ("p", "div")]
    holding = {above for e in items for above in e.iterancestors()}
    found = [e for e in items if e not in holding and _PARTED.search(words(e))]
    dated = sum(_YEAR.search(words(e)) is not None for e in found)
    return found if len(found) > 1 and 3 * dated >= 2 * len(found) else []


def _hide_comments(root: _Element) -> None:
    """Take what reviewers said beside the text out of it: no printed text holds it."""
    links = {key[1:]: e for e in root.iter("a") if _COMMENT.fullmatch((key := e.get("href") or "#")[1:])}
    for place in list(root.iter("a")) if links else ():
        link = next((links[own] for own in (place.get("id"), place.get("name")) if own in links), None)
        box = next(place.iterancestors("div"), None)
        if link is not None and box is not None and box not in set(link.iterancestors()):
            link.set("hidden", "")
            box.set("hidden", "")
            for each in (link, *box.iter("a")):
                each.attrib.pop("href", "")


def links_in_text(roots: Sequence[_Element]) -> Mapping[_Element, str]:
    """The links that stand in the text of pages, not in what frames it: menus, headers and footers of a site.

    What a page calls its main part holds all of its text."""
    found: dict[_Element, str] = {}
    for root in roots:
        framed, inside = _framed(root)
        links = linked([root], ("href",)).items()
        found |= {e: to for e, to in links if tag(e) == "a" and e not in framed and (not inside or e in inside)}
    return found


def heading(root: _Element) -> _Element | None:
    """The heading of a page's text: the one ``h1`` outside its frame, or else what its only article, or the page behind
    the links of its menu, begins with."""
    boxes = [e for e in root.iter() if tag(e) in ("main", "article") or (e.get("role") or "").lower() == "main"]
    alone = [e for e in boxes if not any(above in boxes for above in e.iterancestors())]
    within = alone[0] if len(alone) == 1 else root
    framed, _ = _framed(root)
    found = [e for e in within.iter("h1") if e not in framed]
    if not found and within is not root:
        first = next((e for e in within.iter() if tag(e) in ("h2", "p")), None)
        found = [first] if first is not None and tag(first) == "h2" and first not in framed else []
    if not found and within is root:
        found = [each for each in _behind_links(root) if each not in framed]
    return found[0] if len(found) == 1 and words(found[0]).strip() else None


def _behind_links(root: _Element) -> list[_Element]:
    """The first ``h2`` of a page if links of a menu stand before it, and no other words."""
    first = next(root.iter("h2"), None)
    if first is None:
        return []
    menu, around = False, set(first.iterancestors())
    for element in root.iter():
        if element is first:
            return [first] if menu else []
        over = (element, *element.iterancestors())
        # what stands behind an element that is open at the heading stands behind the heading
        behind = "" if element in around else element.tail or ""
        for text, holders in ((element.text or "", over), (behind, over[1:])):
            if _LETTER.search(text) is None or any(role(each) is Role.UNSEEN for each in holders):
                continue
            if all(tag(each) != "a" for each in holders):
                return []
            menu = True
    return []


def left_behind(paragraphs: Iterable[_Element], name: str) -> list[Finding]:
    """A finding for each paragraph behind the last note of a list that is dated, as citations are."""
    return [
        Finding(Code.TEXT_BEHIND_LAST_NOTE, {"name": name, "words": _opening(said)}, document=name)
        for paragraph in paragraphs
        if _YEAR.search(said := " ".join(words(paragraph).split()))
    ]


def without_calls(notes: Iterable[NoteSource], name: str) -> list[Finding]:
    """A finding for each note that nothing in the text calls."""
    return [
        Finding(Code.NOTE_WITHOUT_MARKER, {"number": note.number}, document=name) for note in notes if note.call is None
    ]


def _opening(said: str) -> str:
    return said if len(said) <= _SHOWN else said[:_SHOWN].rpartition(" ")[0] + "…"


def _framed(root: _Element) -> tuple[set[_Element], set[_Element]]:
    """The elements in what frames a page, and those in what it calls its main part.  A ``header`` inside a part of the
    text heads that part (HTML Living Standard, 4.3.8): it frames nothing."""
    framed: set[_Element] = set()
    inside: set[_Element] = set()
    parted: set[_Element] = set()
    for element in root.iter():
        parent, name, said = element.getparent(), tag(element), (element.get("role") or "").lower()
        if parent in framed or said in _FRAMING or (name in _FRAMES and not (name == "header" and parent in parted)):
            framed.add(element)
        if parent in inside or "main" in (name, said):
            inside.add(element)
        if parent in parted or name in _PARTS or said == "main":
            parted.add(element)
    return framed, inside


def framing(roots: Sequence[_Element]) -> list[_Element]:
    """The outermost elements around the text of pages: menus, headers and footers, all beside a main part."""
    found: list[_Element] = []
    for root in roots:
        framed, inside = _framed(root)
        around = {above for e in inside if e.getparent() not in inside for above in e.iterancestors()}
        for element in root.iter():
            parent = element.getparent()
            beside = parent in around and element not in inside and element not in around
            if beside or (element in framed and parent not in framed):
                found.append(element)
    return found


def read(data: bytes, name: str) -> Document:
    """The page's text and its notes."""
    root, encoding, findings = parse(data, name)
    _hide_comments(root)
    found = find([("", root)])
    listed = entries([root], found.notes)
    hide_searches(listed)
    # of a page's other links most are no part of its text
    links = linked([*(e for note in found.notes for e in note.elements), *listed], ("href",))
    laid = document(
        name,
        "html",
        encoding,
        [root],
        role,
        told([root], found.notes),
        found.repeated,
        (*findings, *left_behind(found.behind, name), *without_calls(found.notes, name)),
        labels(),
        links=links,
        listed=listed,
        beside=links_in_text([root]),
        title=heading(root),
        framing=framing([root]),
        missing=found.missing,
    )
    return replace(laid, own=of_html(root))


READER = Reader("html", (".html", ".htm", ".xhtml"), read)
