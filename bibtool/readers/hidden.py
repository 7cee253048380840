"""Addresses that links lead to and the text does not print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.document import Link
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# Pages that only pass a reader on, and the parameter that says where to: what Google's documents, Facebook, Outlook and
# others put in the place of the author's address.
_PASSING = (
    (regex(r"(?:www\.)?google\.[a-z.]{2,6}/url"), ("q", "url")),
    (regex(r"lm?\.facebook\.com/l\.php"), ("u",)),
    (regex(r"[\w.-]+\.safelinks\.protection\.outlook\.com/"), ("url",)),
    (regex(r"slack-redir\.net/link"), ("url",)),
    (regex(r"(?:www\.)?youtube\.com/redirect"), ("q",)),
    (regex(r"(?:www\.)?steamcommunity\.com/linkfilter/"), ("u", "url")),
    (regex(r"vk\.com/away\.php"), ("to",)),
)
_WEB = ("http://", "https://", "ftp://")
_LONGEST = 4_000  # characters of an address


def linked(roots: Iterable[_Element], attributes: tuple[str, ...]) -> Mapping[_Element, str]:
    """The elements in ``roots`` that lead to addresses, by the attributes (local names) that hold them."""
    found: dict[_Element, str] = {}
    for root in roots:
        for element in root.iter():
            for key, value in element.attrib.items():
                if str(key).rpartition("}")[2] in attributes and str(value).strip().lower().startswith(_WEB):
                    found[element] = str(value).strip()
    return found


def led_to(address: str) -> str:
    """Where an address leads in the end, if it says so itself."""
    if len(address) > _LONGEST:
        return address
    bare = address.partition("://")[2]
    for page, keys in _PASSING:
        if page.match(bare) is None:
            continue
        try:
            values = parse_qs(urlsplit(address).query)
        except ValueError:
            return address
        return next((said[0] for key in keys if (said := values.get(key)) and said[0].startswith(_WEB)), address)
    return address


def is_printed(source: str, link: Link) -> bool:
    """Whether ``source`` prints the address of a link, or a part by which it can be read."""
    return prints(source[link.span.start : link.span.end], link.target)


def prints(words: str, target: str) -> bool:
    """Whether the words of a link print where it leads, or a part by which that can be read."""
    shown = "".join(words.split()).rstrip("/.").casefold()
    # word processors write the target in the characters of a URI, the text as the author typed it
    target = led_to(target)
    targets = {target.rstrip("/").casefold(), unquote(target).rstrip("/").casefold()}
    # What is printed in part ("example.org/a", a DOI) can be read; a word that the address holds too cannot.
    return any(("." in shown and shown in each) or each in shown for each in targets)


def hidden_links(source: str, links: Iterable[Link], name: str) -> list[Finding]:
    """A finding for each link whose address ``source`` does not print."""
    return [
        Finding(Code.LINK_NOT_PRINTED, {"name": name, "target": led_to(link.target)}, (link.span,), name)
        for link in links
        if not is_printed(source, link)
    ]
