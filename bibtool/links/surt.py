"""SURT keys: one key for all spellings of an address that an archive files together.

"Sort-friendly URI Reordering Transform" of the Internet Archive: host reversed, scheme, user, ``www``, case,
closing slash, percent-escapes, order of the query, session ids and fragment folded.  Written anew: the package
``surt`` was last released for Python 3.7 and loads a public-suffix list from the network on first use; the
tests compare the two where it is installed.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

from bibtool.text.patterns import regex
from bibtool.text.plain_urls import plain_url

_WWW = regex(r"^www\d*\.")
_SESSION_PATH = regex(r"/\((?:[a-z]\([0-9a-z]{24}\))+\)(?=/.*\.aspx)|;jsessionid=[0-9a-z]{32}$")
_SESSION_QUERY = regex(r"(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|cftoken=.*|cfid=.*|aspsessionid[a-z]{8}=[a-z]{24}")
_PLAIN = regex(r"[\w!$&'()*+,\-./:;=?@~|]*", re.ASCII)  # nothing to undo and nothing to escape
_NUMBERS = regex(r"[\d.]+")
#: Ports that an address need not name, by its scheme.
PORTS = {"http": 80, "https": 443}
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]_`{|}~^"


def surt(url: str) -> str:
    """The key of an address; a text that is no http(s) address folds to itself in lower case.

    >>> surt("https://www.Example.org/A/b/?y=2&x=1#part")
    'org,example)/a/b?x=1&y=2'
    """
    text = url.strip()
    if "://" not in text:
        text = "http://" + text
    try:
        parts = plain_url(text) or urlsplit(text)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        return url.strip().lower()
    if parts.scheme.lower() not in PORTS or not host:
        return url.strip().lower()
    key = reversed_host(host)
    if port is not None and port != PORTS[parts.scheme.lower()]:
        key += f":{port}"
    path = _SESSION_PATH.sub("", _dots_gone(_fold(parts.path)))
    pairs = [p.split("=", 1) for p in _fold(parts.query).split("&") if p and not _SESSION_QUERY.fullmatch(p)]
    query = "&".join("=".join(pair) for pair in sorted(pairs))
    return f"{key}){path}" + (f"?{query}" if query else "")


def reversed_host(host: str) -> str:
    """``www.Example.co.uk`` to ``uk,co,example``; an IP address stays as it is.

    >>> reversed_host("127.0.0.1")
    '127.0.0.1'
    """
    name = ascii_host(host)
    if ":" in name or _NUMBERS.fullmatch(name):
        return name
    return ",".join(reversed(_WWW.sub("", name).split(".")))


def ascii_host(host: str) -> str:
    """The host in lower case and Punycode (IDNA 2008 with UTS #46 mapping).

    Signs and emoji, which IDNA 2008 refuses and browsers do not, are put into Punycode as they are.
    """
    name = host.rstrip(".").lower()
    if name.isascii():
        return name
    import idna

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        pass
    try:
        labels = idna.uts46_remap(name).split(".")
    except idna.IDNAError:
        return name
    return ".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in labels)


def _dots_gone(path: str) -> str:
    """A path without ``.``, ``..``, empty steps and a closing slash."""
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del kept[-1:]
        elif step not in {"", "."}:
            kept.append(step)
    return "/" + "/".join(kept)


def _fold(text: str) -> str:
    """Escapes undone until nothing changes, escaped once again, ASCII letters in lower case."""
    if _PLAIN.fullmatch(text):
        return text.lower()
    raw = text.encode("utf-8", "surrogatepass")
    for _ in range(8):  # nested escapes end: each round makes the text shorter; eight is more than anyone writes
        undone = unquote_to_bytes(raw)
        if undone == raw:
            break
        raw = undone
    return quote(raw, safe=_SAFE).lower()
