"""What markup says of a page beside its words: that it is one of errors, parked or shut, what its addresses stand on.
Pure."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping

from bibtool.links.page import Page, lowered, unframed
from bibtool.links.page_phrases import error_path, signs, step_of, under
from bibtool.links.scripted import seen
from bibtool.links.uri import SCHEME, BadAddressError, Uri
from bibtool.text.patterns import regex

_TAG = regex(
    r"(?i)<(meta|link|base|html|body|main|section|article|div|frame|iframe|object|embed|video|audio|script|img)\b([^<>]{0,2000})>"
)
#: Letters of a page that are next to no text: what stands in its markup is all that there is.
_LITTLE = 600
_NOTHING = 300
_NAMED = regex(r"(?i)<(?:html|body)\b[^<>]{0,2000}\b(?:class|id)\b")
_LINK = regex(r"(?i)<a\b[^<>]{0,500}?\bhref\s*=\s*(?:\"([^\"<>]{0,1000})\"|'([^'<>]{0,1000})'|([^\s<>\"']{1,1000}))")
_WHOLE = regex(r"(?i)https?://[^\s/]")
#: Pages of its own that a site leads to at least, where it has more than one.
_SEVERAL = 3
_FRAMES = regex(r"(?i)<(?:frame|iframe|object|embed|video|audio)\b[^<>]{0,2000}\b(?:src|data)\b|<video\b|<audio\b")
_PICTURE = regex(r"(?i)\.(?:svg|png|jpe?g|gif|webp)(?:\?.*)?\Z")
_PASSWORD = regex(r"(?i)<input\b[^<>]{0,500}\btype\s*=\s*[\"']?password\b")
_POSTS = regex(r"(?i)\bforms?\s*(?:\[[^\]]{1,40}\]|\.\s*[\w$]{1,40}|\(\))?\s*\.\s*submit\s*\(\s*\)")
_ATTRIBUTE = regex(r"([\w-]{1,40})\s*=\s*(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'|([^\s>\"']{1,1000}))")
#: Prerendering services send it as the status to programs (Google's guide to dynamic rendering names it).
_STATUS = "prerender-status-code"


def tags(markup: str, name: str) -> list[dict[str, str]]:
    """The attributes of each ``meta``, ``link``, ``base`` or ``body``, in order."""
    return [_attributes(found[2]) for found in _TAG.finditer(markup) if found[1].lower() == name]


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(text)
    }


def base(markup: str) -> str:
    """What relative addresses of the page stand on (HTML, 4.2.3), empty where it does not say."""
    if "<base" not in lowered(markup):
        return ""
    return next((row["href"].strip() for row in tags(markup, "base") if row.get("href", "").strip()), "")


def says_gone(markup: str, page: Page) -> str:
    """The sign by which the page calls itself one of errors, whatever its words; empty where there is none.

    A status for programs, a class of the body (WordPress's ``error404``), the address of a page of errors as its own,
    or a picture of one with next to no words: what stands there are templates' names, not an author's words.
    """
    letters = lowered(markup)
    for row in tags(markup, "meta") if _STATUS in letters else ():
        if row.get("name", "").lower() == _STATUS and row.get("content", "").strip() in {"404", "410"}:
            return f"{_STATUS} {row['content'].strip()}"
    for element in ("html", "body"):
        for row in tags(markup, element)[:1] if _NAMED.search(markup) else ():
            if named := _template(row, bare=len(page.core) <= _LITTLE):
                return f"its {element} is called {named}"
    for element in ("main", "section", "article", "div") if len(page.core) <= _LITTLE and "404" in letters else ():
        if named := next(filter(None, map(_template, tags(markup, element))), ""):
            return f"a part of it is called {named}"
    for place in own_addresses(markup):
        if error_path(place):
            return f"its own address is {place[:100]}"
    for row in tags(markup, "img") if len(page.core) <= _NOTHING and "<img" in letters else ():
        if drawn := error_path(_PICTURE.sub("", row.get("src", ""))):
            return f"it shows a picture that is called {drawn}"
    return ""


def _template(row: Mapping[str, str], *, bare: bool = False) -> str:
    """The class or name of an element that templates of pages of errors have; "page-404" may be the 404th page of a
    site, where it is not ``bare``."""
    known = signs().rows["classes"] + (signs().rows["bare_classes"] if bare else ())
    named = [*row.get("class", "").lower().split(), row.get("id", "").lower()]
    return next((name for name in named if name and step_of(name) in known), "")


def own_addresses(markup: str) -> list[str]:
    """What the page gives for its own address: its canonical one (RFC 6596) and that of the Open Graph protocol."""
    letters = lowered(markup)
    found = [
        row.get("href", "")
        for row in (tags(markup, "link") if "canonical" in letters else ())
        if "canonical" in row.get("rel", "").lower().split()
    ]
    found += [
        row.get("content", "")
        for row in (tags(markup, "meta") if "og:url" in letters else ())
        if "og:url" in (row.get("property"), row.get("name"))
    ]
    return [place.strip() for place in found if place.strip()]


def doubts(markup: str, headers: Mapping[str, str], uri: Uri) -> list[str]:
    """What speaks against the page without proving anything: archives of all kinds do so too."""
    found = []
    rows = tags(markup, "meta") if "noindex" in lowered(markup) else ()
    if "noindex" in headers.get("x-robots-tag", "").lower() or any(
        row.get("name", "").lower() == "robots" and "noindex" in row.get("content", "").lower() for row in rows
    ):
        found.append("it asks search engines to leave it out")
    if uri.target != "/" and any(_is_root(uri, place) for place in own_addresses(markup)):
        found.append("it gives the site's root for its address")
    if "<" in markup and uri.target.partition("?")[0].lower().endswith(signs().rows["files"]):
        found.append("it is a page where a file is cited")
    return found


def _is_root(uri: Uri, place: str) -> bool:
    """Whether a place in a page is the root of its site."""
    try:
        own = uri.join(place)
    except (BadAddressError, ValueError):
        return False
    return (own.host, own.target) == (uri.host, "/")


def is_one_of_many(markup: str, uri: Uri) -> bool:
    """Whether a page leads to others of its site, and not to ``uri`` itself: the site has more pages than this one, and
    does not list this address among them."""
    places: set[str] = set()
    for found in _LINK.finditer(markup):
        place = html.unescape(found[1] or found[2] or found[3] or "").strip()
        if not place or place.startswith("#"):
            continue
        try:
            there = uri.join(place)
        except (BadAddressError, ValueError):
            continue
        if there.host == uri.host:
            places.add(there.target.rstrip("/"))
    return uri.target.rstrip("/") not in places and len(places - {""}) >= _SEVERAL


def relative_links(markup: str) -> tuple[str, ...]:
    """The addresses of a page's links that are told only in relation to its own, each once; places in the page itself
    are none."""
    found: dict[str, None] = {}
    for link in _LINK.finditer(seen(markup)):
        place = html.unescape(link[1] or link[2] or link[3] or "").strip().partition("#")[0]
        if place and not place.startswith("//") and not SCHEME.match(place):
            found[place] = None
    return tuple(found)


def whole_links(markup: str) -> tuple[str, ...]:
    """The whole addresses that links in a page's markup lead to, each once, those in comments too."""
    places = (html.unescape(link[1] or link[2] or link[3] or "").strip() for link in _LINK.finditer(markup))
    return tuple(dict.fromkeys(place for place in places if _WHOLE.match(place)))


def frames(markup: str) -> bool:
    """Whether it shows another document, or something to hear or to look at: its words are not what it is about."""
    return _FRAMES.search(markup) is not None


def says_parked(markup: str, page: Page, host: str) -> str:
    """The sign of a parked domain in a page with next to no text: a script or frame of those who sell domains, or
    nothing said but the host's own name; empty where there is none."""
    if len(page.core) > _LITTLE:
        return ""
    letters = lowered(markup)
    if mark := next((mark for mark in signs().rows["parked_marks"] if mark in letters), ""):
        return mark
    for name in ("frame", "iframe"):
        for row in tags(markup, name) if f"<{name}" in letters else ():
            there = row.get("src", "").partition("//")[2].partition("/")[0].lower()
            if there and any(under(there, seller) for seller in signs().hosts):
                return there
    bare = host.lower().removeprefix("www.")
    called = {name.lower().removeprefix("www.") for name in page.names}
    return f"it says only {bare}" if called == {bare} and len(page.core) < _NOTHING else ""


def says_shut(markup: str, page: Page, named: Callable[[], bool]) -> str:
    """What stands between a page with next to no text and its reader: a test for robots, a form for a password, a form
    that scripts post elsewhere; empty where nothing does.  A page that is ``named`` may have a form for its members."""
    if len(page.core) > _NOTHING or "<" not in markup:
        return ""
    letters = lowered(markup)
    if mark := next((mark for mark in signs().rows["wall_marks"] if mark in letters), ""):
        return f"bot wall: {mark}"
    if "password" in letters and not named() and _PASSWORD.search(unframed(markup)):
        return "it asks for a password"
    if "submit" in letters and _POSTS.search(markup):
        return "scripts send a form from it to elsewhere"
    return ""
