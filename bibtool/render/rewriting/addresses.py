"""Markdown and ODT documents with other addresses, all else as it stands.

An address is changed wherever the document has it as a whole: printed, between angle brackets, behind words.  No
change is tracked; who wants to see them asks for a diff.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from xml.sax.saxutils import escape

from msgspec import Struct

from bibtool.readers.docx_package import Package
from bibtool.readers.markdown import read as read_markdown
from bibtool.readers.markdown_metadata import metadata
from bibtool.readers.odt import CONTENT
from bibtool.render.rewriting.package import NotRewritable, zipped
from bibtool.render.rewriting.splice import in_utf8
from bibtool.text.decoding import NotTextError, exact
from bibtool.text.edits import TextEdit, applied
from bibtool.text.markdown_code import unprinted
from bibtool.text.patterns import regex

#: No address stands in another, as behind the stamp of an archived copy.
_LEAD = r"(?<![\w/.=?&%-])"
#: What ends an address in a text.
TAIL = (
    r"(?:(?![^\s<>\[\]„”«»\"|,;.)])(?![.,;)][^\s<>\[\]„”«»\"|,;.)])|"
    r"(?=[.,;:!?)*'’…]+(?:[\s<>\[\]„”«»\"|]|\Z)))"
)
_TAIL = regex(TAIL)
#: The bracket of a link ends its address, whatever follows: "_[words](address)_".
_MARKDOWN_TAIL = rf"(?:{TAIL}|(?=\)))"
_XML_TAIL = rf"(?:(?=&(?:lt|gt|quot|apos|\#\d+);)|{TAIL})"
_AND = "&amp;"  # as Markdown may have it, as HTML does
_DEFINED = regex(r"(?m)^ {0,3}\[[^\]\n]+\]:\s*<?\Z")
_TRACKED = regex(r"(?s)<[\w.-]+:tracked-changes\b.*?</[\w.-]+:tracked-changes>")
_LINK = regex(r"<[\w.-]+:a\s[^<>]*>")
_HREF = regex(r"(\s[\w.-]+:href=)(?:\"([^\"<>]*)\"|'([^'<>]*)')")
_LINK_END = regex(r"</[\w.-]+:a>")
_WORDS = regex(r"(?<=>)[^<>]+(?=<)")


class Wish(Struct, frozen=True):
    """What shall be: ``moved`` are new addresses by the printed ones, ``copies`` archived copies that go in square
    brackets behind a printed address whose page is gone."""

    moved: Mapping[str, str]
    copies: Mapping[str, str]


class Swapped(Struct, frozen=True):
    """The new file, and which of the printed addresses stand in it."""

    data: bytes
    found: frozenset[str]


class _Place(Struct, frozen=True):
    start: int
    end: int
    printed: str


def in_markdown(data: bytes, name: str, wish: Wish) -> Swapped:
    """A Markdown file.  Raises :class:`~bibtool.render.rewriting.package.NotRewritable`."""
    try:
        source = exact(data)
    except NotTextError:
        source = None
    if source is None:
        raise NotRewritable(name)
    text = source.text
    code, head = unprinted(text), len(text) - len(metadata(text.replace("\r\n", " \n"))[1])
    edits: list[TextEdit] = []
    found: set[str] = set()
    for place in _places(text, wish, _in_words, _MARKDOWN_TAIL, lambda said: said.replace("\\", "").replace(_AND, "&")):
        if any(start <= place.start < end for start, end in code):
            continue
        behind_words = text[: place.start].endswith(("(", "(<"))
        if not behind_words and not _TAIL.match(text, place.end):
            continue
        new = wish.moved.get(place.printed, "")
        if not new and place.start < head:
            continue  # a copy has no place beside a value of the metadata
        found.add(place.printed)
        if new:
            if "\\" in text[place.start : place.end]:
                new = re.sub(r"([_*])", r"\\\1", new)
            if _AND in text[place.start : place.end]:
                new = new.replace("&", _AND)
            new = new.replace("(", "%28").replace(")", "%29") if behind_words else new
            edits.append(TextEdit(place.start, place.end, new))
        elif not behind_words and not _DEFINED.search(text[: place.start]):
            copy = wish.copies[place.printed]
            end = place.end + (text[place.end : place.end + 1] == ">")
            if copy not in text:
                edits.append(TextEdit(end, end, f" [<{copy}>]"))
    after = source.encoded(applied(text, edits))
    if edits and len(read_markdown(after, name).notes or ()) != len(read_markdown(data, name).notes or ()):
        raise NotRewritable(name)
    return Swapped(after, frozenset(found))


def _in_words(sign: str) -> str:
    """A sign of an address as Markdown may have it."""
    return rf"(?:{_AND}|\\?&)" if sign == "&" else rf"\\?{re.escape(sign)}"


def in_odt(data: bytes, name: str, wish: Wish) -> Swapped:
    """An ODT, or the same as one flat XML file.  What tracked changes took out stays as it was.

    Raises ReadError for what is no ODT, :class:`~bibtool.render.rewriting.package.NotRewritable`.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    package = Package.open(data, name, "ODT") if data.startswith(b"PK") else None
    content = package.content(package.parts[CONTENT]) if package else data
    try:
        text = in_utf8(content, etree.fromstring(content, parser)).decode("utf-8")
        edits: list[TextEdit] = []
        found = frozenset(_in_xml(text, wish, edits))
        if not edits:
            return Swapped(data, found)
        after = applied(text, edits).encode("utf-8")
        etree.fromstring(after, parser)
    except (etree.XMLSyntaxError, UnicodeError):
        raise NotRewritable(CONTENT) from None
    return Swapped(zipped(package, {package.parts[CONTENT]: after}) if package else after, found)


def _in_xml(text: str, wish: Wish, edits: list[TextEdit]) -> Iterator[str]:
    """Adds the edits of an XML text; gives the addresses that are found."""
    gone = [found.span() for found in _TRACKED.finditer(text)]

    def stands(at: int) -> bool:
        return not any(start <= at < end for start, end in gone)

    for link in _LINK.finditer(text):
        target = _HREF.search(link[0]) if stands(link.start()) else None
        printed = unescape(target[2] or target[3] or "") if target else ""
        if target and (printed in wish.moved or printed in wish.copies):
            yield printed
            if printed in wish.moved:
                start, end = (link.start() + at for at in target.span())
                edits.append(TextEdit(start, end, target[1] + '"' + escape(wish.moved[printed], {'"': "&quot;"}) + '"'))
    for words in _WORDS.finditer(text):
        if not stands(words.start()):
            continue
        for place in _places(words[0], wish, lambda sign: re.escape(escape(sign)), _XML_TAIL, unescape):
            yield place.printed
            start, end = words.start() + place.start, words.start() + place.end
            if place.printed in wish.moved:
                edits.append(TextEdit(start, end, escape(wish.moved[place.printed])))
            elif (copy := escape(wish.copies[place.printed])) not in text:
                end += len("&gt;") if text.startswith("&gt;", end) else 0
                closed = _LINK_END.match(text, end)
                end = closed.end() if closed else end
                end += len("&gt;") if closed and text.startswith("&gt;", end) else 0
                edits.append(TextEdit(end, end, f" [{copy}]"))


def printed_in(text: str, addresses: Iterable[str]) -> frozenset[str]:
    """Those of ``addresses`` that stand in a plain text as a whole, with their scheme or without."""
    wish = Wish(dict.fromkeys(addresses, ""), {})
    return frozenset(place.printed for place in _places(text, wish, re.escape, TAIL, str))


def _places(
    text: str, wish: Wish, spelled: Callable[[str], str], tail: str, plain: Callable[[str], str]
) -> Iterator[_Place]:
    """Where the addresses of a wish stand in a text, with their scheme or without."""
    forms: dict[str, str] = {}
    for printed in (*wish.moved, *wish.copies):
        forms[printed] = printed
        forms.setdefault(printed.partition("://")[2], printed)
    written = ["".join(map(spelled, form)) for form in sorted(filter(None, forms), key=len, reverse=True)]
    if not written:
        return
    for found in re.finditer(rf"{_LEAD}(?:{'|'.join(written)}){tail}", text):
        yield _Place(found.start(), found.end(), forms[plain(found[0])])
