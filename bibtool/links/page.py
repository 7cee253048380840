"""What a fetched page says of itself: title, headings, text; enough to recognise it, no more."""

from __future__ import annotations

import codecs
import contextlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import force_setattr

from bibtool.links.titles import clean
from bibtool.text import decoding
from bibtool.text.patterns import regex

#: How much of a body is looked into; titles stand at its start.
LOOK = 262_144
_CHARSET = regex(r"(?i)charset\s*=\s*[\"']?([\w:.-]{2,40})")
_META_CHARSET = regex(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})")
_XML_CHARSET = regex(rb"^<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})")
# Patterns stop at the next "<" and closing tags are looked for with str.find: a page is hostile until proven
# otherwise, and ".*?</script" over a megabyte of "<script" took minutes where this takes milliseconds.
_META = regex(r"(?i)<meta\b[^<>]{0,2000}>")
_OG_TITLE = regex(r"(?i)\b(?:property|name)\s*=\s*[\"']?og:title\b")
_CONTENT = regex(r"(?i)\bcontent\s*=\s*(?:\"([^\"]{0,1000})\"|'([^']{0,1000})')")
_HIDDEN = regex(r"(?i)<(script|style|noscript|template)\b|<!--")
_FRAME = regex(r"(?i)<(nav|header|footer|aside|select)\b")
_BEGINS = {name: regex(rf"(?i)<{name}\b[^<>]{{0,600}}>") for name in ("title", "h1")}
_BESIDE = regex(r"(?i)<(nav|aside|select)\b")
_TAG = regex(r"<[^<>]{0,3000}>")
_LONGEST_NAME = 2000
_HEAD = 512
#: Bytes of a message that is no page.
_MESSAGE = 600
#: Bytes that are looked at where nothing says which encoding they are in.
_SAMPLE = 16_384
_WESTERN = frozenset({"iso8859-1", "cp1252"})
_SAYS = ("message", "detail", "error", "title")
#: How programs call the status in their answers (RFC 9457 and older habits), and those that say that something is gone.
_STATUS = ("status", "statusCode", "status_code", "httpStatus", "http_status", "code", "error")
_GONE = frozenset({"404", "410"})


class Page(Struct, frozen=True):
    """Title, ``og:title``, first heading and visible text (spaces folded, cut short), safe to show.

    ``main`` is the text without what frames it (navigation, header, footer) where the page tells them apart.
    """

    title: str = ""
    og_title: str = ""
    heading: str = ""
    text: str = ""
    main: str = ""
    names: tuple[str, ...] = ()  # what the page calls itself, each once
    core: str = ""  # the text that the page is about

    def __post_init__(self) -> None:
        named = (name for name in (self.title, self.og_title, self.heading) if name)
        force_setattr(self, "names", tuple(dict.fromkeys(named)))
        force_setattr(self, "core", self.main or self.text)


def read_page(body: bytes, content_type: str = "", *, with_text: bool = True) -> Page:
    """The page in ``body``.  Anything but HTML or XHTML gives an empty page, but for short messages; never raises."""
    kind = content_type.split(";", 1)[0].strip().lower()
    if (kind == "text/plain" or kind.endswith("json")) and len(body) <= _MESSAGE:
        return Page(heading=_message(decode(body, content_type), kind))
    mislabelled = kind == "application/pdf" and is_mislabelled(body)
    if kind and not ("html" in kind or kind in {"application/xml", "text/xml"} or mislabelled):
        return Page()
    text = decode(body[:LOOK], content_type)
    title = _element(text, "title")
    if not with_text:
        return Page(title)
    og_title = ""
    for meta in _META.findall(text) if "og:title" in lowered(text) else ():
        if _OG_TITLE.search(meta):
            found = _CONTENT.search(meta)
            og_title = _plain(found.group(1) or found.group(2) or "") if found else ""
            break
    shown = _shown(text)
    visible = clean(html.unescape(_TAG.sub(" ", shown)), 20_000)
    main = clean(html.unescape(_TAG.sub(" ", unframed(shown))), 20_000) if _FRAME.search(shown) else ""
    return Page(title, og_title, _element(text, "h1"), visible, main)


def is_mislabelled(body: bytes) -> bool:
    """Whether what is sent as a PDF is HTML."""
    return body[:_HEAD].lstrip()[:9].lower().startswith((b"<!doctype", b"<html"))


def _message(text: str, kind: str) -> str:
    """What a program says instead of a page: a line or two of text, or JSON with an error (RFC 9457)."""
    if kind == "text/plain":
        return clean(text) if len(text.split("\n")) <= 3 else ""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    rows = told if isinstance(told, dict) else {}
    inner = rows.get("error")
    found = {**rows, **inner} if isinstance(inner, dict) else rows
    if not {"error", "errors", "status", "code", "message", "detail"} & set(found):
        return ""
    said = next((clean(found[name]) for name in _SAYS if isinstance(found.get(name), str)), "")
    status = next((str(found[name]) for name in _STATUS if name in found and _tells_status(found, name)), "")
    return f"{status} | {said}" if status and said else status or said


def _tells_status(found: Mapping[str, Any], name: str) -> bool:
    """Whether a field of an answer is the status of a failure; "code" may be anything beside a title and no error."""
    fails = any(found.get(each) for each in ("error", "errors")) or any(
        found.get(e) is False for e in ("ok", "success")
    )
    return str(found[name]) in _GONE and (name != "code" or fails or "title" not in found)


@lru_cache(maxsize=4)
def lowered(markup: str) -> str:
    """Markup in lower case, each letter in its place.  Kept, since a page is looked through for a dozen signs."""
    folded = markup.lower()
    if len(folded) == len(markup):
        return folded
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in markup)  # the Turkish "İ" is two


@lru_cache(maxsize=2)  # the same page is read and looked through
def decode(body: bytes, content_type: str = "") -> str:
    """By byte order mark, header, declaration in the page, UTF-8, and last by the order of letters; never raises.

    UTF-8 that is declared as Latin-1 is UTF-8: servers' defaults say so of every page, and nothing else looks like it.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return body.decode(name, "replace")
    for name in _declared(body, content_type):
        try:
            found = codecs.lookup(name).name
            if found in _WESTERN and not body.isascii():
                with contextlib.suppress(UnicodeDecodeError):
                    return body.decode("utf-8")
            if found in {"utf-8", "ascii"}:  # a cut body may end inside a character
                return body.decode("utf-8") if len(body) < LOOK else body.decode("utf-8", "ignore")
            return body.decode(name, "replace")
        except (LookupError, UnicodeError, ValueError):
            continue
    try:
        guessed = decoding.decode(body[:_SAMPLE]).encoding.partition(" + ")[0]  # of several, that of most letters
        return body.decode(guessed, "replace")
    except (decoding.NotTextError, LookupError):
        return body.decode("windows-1252", "replace")


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """The encodings to try, the likeliest first; the page is looked into only where its header lies."""
    if declared := _CHARSET.search(content_type):
        yield declared.group(1)
    for found in (_META_CHARSET.search(body[:4096]), _XML_CHARSET.match(body)):
        if found:
            yield found.group(1).decode("ascii")
    yield "utf-8"


def _element(text: str, name: str) -> str:
    """The plain content of the first element ``name``; one that is never closed gives its first line."""
    found = _BEGINS[name].search(text)
    if not found:
        return ""
    rest = text[found.end() : found.end() + _LONGEST_NAME]
    end = rest.lower().find(f"</{name}")
    return _plain(rest[:end] if end >= 0 else rest.split("\n", 1)[0])


def _shown(text: str) -> str:
    """The markup without scripts, styles and comments; one that is never closed hides the rest."""
    return _without(text, _HIDDEN)


def unframed(shown: str) -> str:
    """The markup without what stands around the content."""
    begin = lowered(shown).find("<main")
    if begin >= 0:
        end = lowered(shown).find("</main", begin)
        return _without(shown[begin : end if end >= 0 else len(shown)], _BESIDE)
    return _without(shown, _FRAME)


def _without(text: str, elements: re.Pattern[str]) -> str:
    kept: list[str] = []
    at = 0
    while found := elements.search(text, at):
        kept.append(text[at : found.start()])
        close = f"</{found.group(1).lower()}" if found.group(1) else "-->"
        end = lowered(text).find(close, found.end())
        if end < 0:
            return " ".join(kept)
        at = end + len(close)
        if found.group(1):
            at = max(at, text.find(">", at) + 1)
    kept.append(text[at:])
    return " ".join(kept)


def _plain(markup: str) -> str:
    return clean(html.unescape(_TAG.sub(" ", markup)))
