"""Addresses as requests: what is cited, turned into the ASCII that goes over the wire (RFC 3986, 3987)."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec import Struct

from bibtool.links.address import literal
from bibtool.links.surt import PORTS, ascii_host
from bibtool.text.identifiers import identified
from bibtool.text.patterns import regex
from bibtool.text.plain_urls import plain_url

SCHEME = regex(r"(?i)[a-z][a-z0-9+.-]*:")
_HOST_FIRST = regex(r"(?i)^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)")
_SAFE = "!$&'()*+,-./:;=@_~%[]|"
_HOST = regex(r"[a-z0-9._:%-]+")
_GAP = regex(r"[\s\x00-\x1f\x7f]")
_PLAIN_PATH = regex(r"[A-Za-z0-9._~/%-]*")  # most paths: nothing to escape
#: Letters that nobody sees: soft hyphens, spaces and joiners without a width, marks of direction.
_UNSEEN = regex(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_LINES = regex(r"[\t\r\n]")
_EDGES = "".join(map(chr, range(0x21)))
_STRAIGHT = regex(r"https?://(?!https?:)[^/]")
_BEGINS = regex(r"(?i)(https?):([/\\]*)")
_SLASHES = 2
LONGEST = 8000  # what servers accept in a request line; a longer Location is an attack or an accident


class BadAddressError(ValueError):
    """Not an http or https address that can be asked; the message says why."""


class Uri(Struct, frozen=True):
    """An address ready to be asked: ASCII only, host in lower case, no fragment, no user."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """``scheme://host[:port]``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return self.origin + self.target

    @classmethod
    def parse(cls, url: str) -> Uri:
        """From a cited or redirected address.

        Raises :class:`BadAddressError` for another scheme, no host, a user or password, a bad port, white space inside.
        """
        return _parsed(url)

    def join(self, location: str) -> Uri:
        """The address that a ``Location`` header points to, relative or not, read as browsers read it (URL Standard).

        Raises :class:`BadAddressError`.
        """
        text = _LINES.sub("", location.strip(_EDGES))
        found = _BEGINS.match(text)
        if found:
            scheme, rest = found[1].lower(), text[found.end() :]
            slashes = found[2].replace("\\", "/")
            if len(slashes) > 1 and rest[:1] in ("", "?", "#"):
                raise BadAddressError("the address has no host name")
            # "http:path" and "http:/path" stay on the host; "http:///host" has as many slashes as it likes
            stays = len(slashes) < 2 and scheme == self.scheme
            text = slashes + rest if stays else f"{scheme}://{rest}"
        elif text[:1] in ("/", "\\") and text[1:2] in ("/", "\\"):
            text = "//" + text.lstrip("/\\")
            if text[2:3] in ("", "?", "#"):
                raise BadAddressError("the address has no host name")
        way, mark, query = _split(text)
        if not SCHEME.match(way) or found:
            way = way.replace("\\", "/")
        if "//" in way[:8]:  # a user's name is not sent on
            front, slashes, rest = way.partition("//")
            host, slash, path = rest.partition("/")
            way = front + slashes + host.rpartition("@")[2] + slash + path
        return Uri.parse(urljoin(str(self), (way + mark + query).replace(" ", "%20")))


@lru_cache(maxsize=4096)  # planned, put together with its other spellings, asked
def _parsed(url: str) -> Uri:
    whole = absolute(url if url.isascii() else _UNSEEN.sub("", url))
    plain = plain_url(whole)
    if plain is not None and "/." not in plain.path and len(whole) <= LONGEST:
        target = (plain.path or "/") + (f"?{plain.query}" if plain.query else "")
        port_or_usual = PORTS[plain.scheme] if plain.port is None else plain.port
        return Uri(plain.scheme, _host(plain.hostname), port_or_usual, target)
    text = _straightened(whole)
    if len(text) > LONGEST:
        raise BadAddressError("the address is longer than any server accepts")
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets of IPv6, letters that become others in a name
        raise BadAddressError("the address has no valid host name") from None
    try:
        port = parts.port
    except ValueError:
        raise BadAddressError("the address has no valid port") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise BadAddressError(f"{scheme}: is neither http nor https")
    if parts.username is not None:
        # "https://bank.example@evil.example/": nobody cites a password, and it hides the host.
        raise BadAddressError("the address carries a user name")
    host = _host(parts.hostname or "")
    target = parts.path or "/"
    if "/." in target or "%2" in target:
        target = _undotted(target)
    if not _PLAIN_PATH.fullmatch(target):
        target = quote(target, safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE + "?/")
    elif text.partition("#")[0].endswith("?"):  # another address than the one without it (URL Standard)
        target += "?"
    return Uri(scheme, host, port if port is not None else PORTS[scheme], target)


def _undotted(path: str) -> str:
    """Without steps that are dots, escaped or not, as browsers ask for it (URL Standard, path state)."""
    kept: list[str] = []
    steps = path.split("/")[1:]
    for at, step in enumerate(steps):
        plain = step.replace("%2e", ".").replace("%2E", ".")
        if plain == "..":
            kept = kept[:-1]
        elif plain != ".":
            kept.append(step)
        if plain in (".", "..") and at == len(steps) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _straightened(text: str) -> str:
    """With two slashes behind the scheme and no backslash before the query, as browsers read it (URL Standard).

    What stands behind three slashes or one is a host where it looks like one: ``http:///zle`` has none (RFC 3986), and
    that a host "zle" does not resolve would say nothing of the cited page.
    """
    if "\\" not in text and _STRAIGHT.match(text):
        return text
    found = _BEGINS.match(text)
    if found is None:
        return text
    way, mark, query = _split(text[found.end() :])
    if _BEGINS.match(way):
        raise BadAddressError("the address has its scheme twice")
    if len(found[2]) != _SLASHES and not _HOST_FIRST.match(way.replace("\\", "/")) and not way.startswith("["):
        raise BadAddressError("the address has no host name")
    return f"{found[1]}://" + way.replace("\\", "/") + mark + query


def _split(text: str) -> tuple[str, str, str]:
    """What stands before the query or fragment, the sign, the rest."""
    at = next((n for n, letter in enumerate(text) if letter in "?#"), len(text))
    return text[:at], text[at : at + 1], text[at + 1 :]


@lru_cache(maxsize=1024)  # an article cites the same sites again and again
def _host(name: str) -> str:
    """A host as it is asked for.  Raises :class:`BadAddressError`."""
    if "%" in name and ":" not in name:  # percent-encoded, or raw bytes of a Location (URL Standard, host parser)
        try:
            name = unquote(name, errors="strict")
        except UnicodeDecodeError:
            raise BadAddressError("the address has no valid host name") from None
    if "%" in name:  # a zone of this machine's network (RFC 6874), which browsers refuse too
        raise BadAddressError("the address has no valid host name")
    host = ascii_host(_UNSEEN.sub("", name))
    if not _HOST.fullmatch(host) or len(host) > 253 or not _labels(host):
        raise BadAddressError("the address has no valid host name")
    number = literal(host)  # 0x7f.1 and 2130706433 are 127.0.0.1, as in a browser
    return host if number is None else str(number)


def _labels(host: str) -> bool:
    """Whether every part of a name is one to 63 characters long (an IPv6 address has none)."""
    return ":" in host or all(1 <= len(label) <= 63 for label in host.split("."))


@lru_cache(maxsize=4096)
def absolute(url: str) -> str:
    """With a scheme: a printed ``www.site.org/x`` becomes ``http://www.site.org/x``, a DOI its resolver's address.

    Raises :class:`BadAddressError` for an empty text, white space inside or a text that starts with no host.
    """
    named = identified(url)
    if named is not None:
        return str(named)
    text = url.strip().strip("<>")
    if not text:
        raise BadAddressError("the address is empty")
    if _GAP.search(text):
        raise BadAddressError("the address has a space or control character inside")
    if text.startswith(("http://", "https://")):
        return text
    if _HOST_FIRST.match(text):
        return "http://" + text
    if text.startswith("//"):
        return "http:" + text
    if not SCHEME.match(text):
        raise BadAddressError("the address has no host name")
    return text


def page_key(url: str) -> str:
    """Equal for the spellings of one page: fragment, ``www`` and closing slash fold, nothing else does.

    Fragments that begin with ``!`` or ``/`` name pages of their own (sites that scripts draw).  An address that cannot
    be asked is its own key.
    """
    try:
        uri = Uri.parse(url)
    except BadAddressError:
        return url
    fragment = absolute(url).partition("#")[2]
    path, sign, query = uri.target.partition("?")
    routed = f"#{fragment}" if fragment[:1] in ("!", "/") else ""
    host = uri.host.removeprefix("www.")
    return f"{uri.scheme}://{host}:{uri.port}{path.rstrip('/')}{sign}{query}{routed}"


@lru_cache(maxsize=8192)  # asked several times of each address of a run
def hostname(url: str) -> str:
    """The host of a whole address in lower case, empty where it has none; what cannot be read stands for itself."""
    plain = plain_url(url)
    if plain is not None:
        return plain.hostname
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return url
