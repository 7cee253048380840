"""Where a page sends its reader by itself, and whether only scripts fill it.  Pure; nothing is executed."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from bibtool.links.page import Page, lowered
from bibtool.links.titles import words
from bibtool.text.patterns import regex

#: A page that reloads later than this is a page to read, not a way to another.
_SOON = 15
_REFRESH = regex(r"\s*(\d*\.?\d*)\s*[;,]?\s*(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL)
_META = regex(r"(?i)<meta\b[^<>]{0,2000}>")
_EQUIV = regex(r"(?i)\bhttp-equiv\s*=\s*[\"']?\s*refresh\b")
_CONTENT = regex(r"(?i)\bcontent\s*=\s*(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'|([^\s>\"']{1,1000}))")
_SCRIPT = regex(r"(?i)<script\b([^<>]{0,600})>")
_UNSEEN = regex(r"(?i)<(noscript|template|script|style)\b[^<>]{0,600}>|<!--")
_PLACE = r"(?<![\w.$])(?:(?:window|document|self|top|parent|this)\s*\.\s*)*location"
# A statement that gives a place in plain words; one put together by a program is not guessed at.
_GOES = regex(
    _PLACE + r"(?:\s*\.\s*href)?\s*=\s*(?P<q>[\"'`])(?P<to>[^\"'`<>{}]{1,2000})(?P=q)\s*(?:;|\)|\}|$|\n|//)|"
    + _PLACE + r"\s*\.\s*(?:replace|assign)\s*\(\s*(?P<p>[\"'`])(?P<there>[^\"'`<>{}]{1,2000})(?P=p)\s*\)"
)  # fmt: skip
#: Words of a page that sends itself on are few; a longer one is read, whatever its scripts do on a click.
_FEW = 400
_MOST_SCRIPT = 4000
_LISTENS = regex(
    r"addEventListener\s*\(\s*[\"'](?!load|DOMContentLoaded|pageshow)|\bonclick\b|\.click\s*\(|\bconfirm\s*\("
)
#: What programs answer (JSON) where they have nothing.
_NOTHING = frozenset({b"null", b"[]", b'""'})
_SHELL = regex(
    r"(?i)<(?:div|main|section|body)\b[^<>]{0,300}\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|react-root|main-app|ember[\w-]*|"
    r"svelte|q-app|application|mount|page-root|spa)\b|<(?:app-root|my-app|ion-app)\b|\bng-(?:app|version)\b|\bdata-reactroot\b"
)


def refreshed_to(markup: str, headers: Mapping[str, str]) -> str:
    """Where a refresh sends at once, as it is written; empty where none does."""
    told = headers.get("refresh", "")
    place = _place(told) if told else ""
    if place:
        return place
    if "refresh" in lowered(markup):
        for meta in _META.findall(seen(markup)):
            if _EQUIV.search(meta) and (content := _CONTENT.search(meta)):
                place = _place(html.unescape(content[1] or content[2] or content[3] or ""))
                if place:
                    return place
    return ""


def scripted_to(markup: str, page: Page) -> str:
    """Where a plain script sends at once, as it is written; empty where the page stays."""
    if "location" not in lowered(markup) or len(page.text) > _FEW:
        return ""
    for script in scripts(markup):
        if len(script) <= _MOST_SCRIPT and not _LISTENS.search(script) and (found := _GOES.search(script)):
            to: str = (found["to"] or found["there"]).replace("\\/", "/").strip()
            return "" if to.lower().startswith(("#", "javascript:", "about:", "mailto:")) else to
    return ""


def is_shell(markup: str, page: Page) -> bool:
    """Whether the page is empty until scripts have run: a place for them to write, scripts, and next to no words."""
    if len(page.text) - len(page.title) > _FEW // 2 or "<script" not in lowered(markup):
        return False
    return bool(_SHELL.search(markup)) or (words(page.text) <= words(page.title) and not _embeds(markup))


def holds_nothing(body: bytes) -> bool:
    """Whether a program answers that it has nothing."""
    return len(body) < 20 and body.strip() in _NOTHING


def shows_nothing(markup: str, page: Page, body: bytes) -> bool:
    """Whether a browser would show an empty window."""
    if not markup:
        return not body.strip()
    return not (page.text or page.names or _embeds(markup) or "<script" in lowered(markup))


def _embeds(markup: str) -> bool:
    """Whether it shows something that is no text: frames, pictures, films."""
    return re.search(r"(?i)<(?:frame|iframe|img|object|embed|video|audio|canvas|svg)\b", markup) is not None


def _place(text: str) -> str:
    """The address of a refresh that comes soon (HTML, "shared declarative refresh steps")."""
    found = _REFRESH.fullmatch(text[:2000])
    if not found:
        return ""
    try:
        soon = float(found[1] or "0") <= _SOON
    except ValueError:
        return ""
    place = found[2].strip().strip("\"'").strip()
    return place if soon and not place.lower().startswith("javascript:") else ""


def seen(markup: str) -> str:
    """The markup that a browser with scripts heeds: without comments, scripts, styles, ``noscript`` and templates."""
    kept: list[str] = []
    at = 0
    while found := _UNSEEN.search(markup, at):
        kept.append(markup[at : found.start()])
        close = f"</{found[1].lower()}" if found[1] else "-->"
        end = lowered(markup).find(close, found.end())
        if end < 0:
            return "".join(kept)
        at = end + len(close)
    return "".join([*kept, markup[at:]])


def scripts(markup: str) -> list[str]:
    """The scripts that run, written in the page itself."""
    found: list[str] = []
    at = 0
    while tag := _SCRIPT.search(markup, at):
        end = lowered(markup).find("</script", tag.end())
        if end < 0:
            break
        attributes = tag[1].lower()
        if "json" not in attributes and "template" not in attributes:
            found.append(markup[tag.end() : end])
        at = end
    return found
