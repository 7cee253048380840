"""Addresses of archived copies, as authors cite them: the original address and the moment are read out of them."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from bibtool.items.dates import Date
from bibtool.links.nearest import parse_timestamp
from bibtool.text.patterns import regex
from bibtool.text.plain_urls import plain_url


class CitedCopy(Struct, frozen=True):
    """``original`` is empty where the address does not tell it (a short link), ``moment`` None where it names none;
    ``figures`` is how many of its fourteen figures the stamp has."""

    archive: str
    original: str
    moment: datetime | None
    figures: int = 14

    @property
    def day(self) -> Date:
        """The day of the moment, or its month or year where the stamp says no more."""
        if self.moment is None:
            return Date()
        whole = (self.moment.year, self.moment.month, self.moment.day)
        return Date((whole[: 1 if self.figures < 6 else 2 if self.figures < 8 else 3],))


_HOSTS = {
    "web.archive.org": "wayback",
    "wayback.archive.org": "wayback",
    "replay.web.archive.org": "wayback",
    "archive.today": "archive.today",
    "archive.ph": "archive.today",
    "archive.is": "archive.today",
    "archive.fo": "archive.today",
    "archive.li": "archive.today",
    "archive.vn": "archive.today",
    "archive.md": "archive.today",
    "arquivo.pt": "arquivo.pt",
    "webcitation.org": "webcitation.org",
}
_WAYBACK_WORDS = r"(?:web|wayback|save|all)"
#: ``/web/20200102030405id_/http://…``, with any part of the stamp, ``*`` for the calendar, or no stamp at all.
_STAMPED = regex(
    rf"/(?:(?:{_WAYBACK_WORDS}|wayback|noFrame/replay|page/wayback|newest|timegate)/)*"
    r"(?P<stamp>\d{4,14})?(?P<rest>\*|[a-z]{2}_)?/?(?P<url>.+)",
    re.IGNORECASE,
)
#: The form that most archive software shares, at any host; the whole stamp, so that a path of digits is none.
_ANYWHERE = regex(r"/(?P<stamp>\d{14})(?:[a-z]{2}_)?/(?P<url>https?(?::|%3A)/.+)", re.IGNORECASE)
_DOTTED = regex(r"/(\d{4})\.(\d\d)\.(\d\d)-(\d{6})/(?P<url>.+)")  # archive.today's own long form
_OPAQUE = regex(r"/o/\w+/(?P<url>.+)")
_LIKE_ADDRESS = regex(r"(?i)(?:https?(?::|%3A)/|www\.|(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]|$))")
_DEPTH = 4  # a copy of a copy of a copy


def cited_copy(url: str) -> CitedCopy | None:
    """What the address of an archived copy is a copy of; None for any other address.

    >>> cited_copy("https://web.archive.org/web/20200102030405id_/http://a.example/x").original
    'http://a.example/x'
    """
    found: CitedCopy | None = None
    for _ in range(_DEPTH):
        inner = _one(url)
        if inner is None:
            break
        found = inner
        url = inner.original
    return found


def _one(url: str) -> CitedCopy | None:
    plain = plain_url(url)
    if plain is not None and plain.hostname.removeprefix("www.").removeprefix("m.") not in _HOSTS:
        return None  # most addresses: that of an original has a colon or an escape
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    path = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    archive = _HOSTS.get(host, "")
    if archive == "webcitation.org":
        return _webcitation(parts.query)
    if archive:
        return _known(archive, path)
    anywhere = _ANYWHERE.search(path)
    if anywhere is None or (moment := parse_timestamp(anywhere["stamp"])) is None:
        return None
    return CitedCopy(host, _original(anywhere["url"]), moment)


def _known(archive: str, path: str) -> CitedCopy | None:
    dotted = _DOTTED.match(path)
    if dotted is not None:
        return CitedCopy(archive, _original(dotted["url"]), parse_timestamp("".join(dotted.group(1, 2, 3, 4))))
    opaque = _OPAQUE.match(path)
    if opaque is not None and archive == "archive.today":
        return CitedCopy(archive, _original(opaque["url"]), None)
    found = _STAMPED.match(path)
    if found is not None and _LIKE_ADDRESS.match(found["url"]):
        moment = parse_timestamp(found["stamp"]) if found["stamp"] and found["rest"] != "*" else None
        return CitedCopy(archive, _original(found["url"]), moment, len(found["stamp"] or ""))
    if archive == "archive.today" and re.fullmatch(r"/\w{4,8}(?:/image|#.*)?", path):
        return CitedCopy(archive, "", None)
    return None


def _webcitation(query: str) -> CitedCopy | None:
    asked = parse_qs(query)
    url = next(iter(asked.get("url", ())), "")
    stamp = re.sub(r"\D", "", next(iter(asked.get("date", ())), ""))[:14]
    return CitedCopy("webcitation.org", _original(url) if url else "", parse_timestamp(stamp))


def _original(url: str) -> str:
    """With its scheme and both slashes, which servers and programs fold, and without the standard port."""
    if re.match(r"(?i)https?%3A", url):
        url = unquote(url)
    found = re.match(r"(?i)(https?):/*", url)
    scheme, rest = (found[1].lower(), url[found.end() :]) if found else ("http", url.lstrip("/"))
    port = {"http": ":80", "https": ":443"}[scheme]
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.removesuffix(port)}{slash}{path}"
