"""Proxies of the environment (``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY``, ``NO_PROXY``), and what may go through
them."""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bibtool.links.address import is_private, literal

#: Names of one's own network (RFC 6761, 6762, 8375): a proxy inside it would find them.
_LOCAL = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where a proxy listens, and the ``Proxy-Authorization`` that it wants, empty where none."""

    host: str
    port: int
    authorization: str = ""

    @classmethod
    def parse(cls, text: str) -> Proxy:
        """``http://[user:word@]host[:port]``.  Raises ValueError with a sentence."""
        try:
            parts = urlsplit(text if "://" in text else f"http://{text}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host or parts.scheme != "http":
            # the text itself may hold a password
            if text.lower().startswith("socks"):
                raise ValueError(
                    "a SOCKS proxy (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) is not supported, only http://HOST:PORT"
                )
            raise ValueError("a proxy of the environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) is not http://HOST:PORT")
        told = ""
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            told = "Basic " + base64.b64encode(pair.encode()).decode("ascii")
        return cls(host, port or 80, told)


@dataclass(frozen=True, slots=True)
class Proxies:
    """By scheme; ``direct`` are the hosts, domains (``.site.org``), networks (``10.0.0.0/8``) and ``*`` that are asked
    without one."""

    by_scheme: Mapping[str, Proxy] = field(default_factory=dict)
    direct: tuple[str, ...] = ()

    @classmethod
    def told_by(cls, environment: Mapping[str, str]) -> Proxies:
        """Lower-case names first, as curl has it; ``HTTP_PROXY`` in capitals is not believed inside CGI, where a
        request's own header would set it.  Raises ValueError."""
        found: dict[str, Proxy] = {}
        for scheme in ("http", "https"):
            text = environment.get(f"{scheme}_proxy", "")
            if not text and not (scheme == "http" and "REQUEST_METHOD" in environment):
                text = environment.get(f"{scheme.upper()}_PROXY", "")
            text = text or environment.get("all_proxy") or environment.get("ALL_PROXY") or ""
            if text.strip():
                found[scheme] = Proxy.parse(text.strip())
        direct = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
        return cls(found, tuple(filter(None, (part.strip().lower() for part in direct.replace(" ", ",").split(",")))))

    def of(self, scheme: str, host: str, port: int) -> Proxy | None:
        """The proxy to ask through; None for none.  This machine is asked without one, as by browsers."""
        proxy = self.by_scheme.get(scheme)
        ip = literal(host)
        if proxy is None or host == "localhost" or (ip is not None and ip.is_loopback):
            return None
        for rule in self.direct:
            name, _, number = rule.partition(":") if rule.count(":") == 1 else (rule, "", "")
            if number and number != str(port):
                continue
            if ip is not None and "/" in rule:
                if _holds(rule, ip):
                    return None
                continue
            name = name.removeprefix("*").strip("[]")
            if not name or host == name.lstrip(".") or (ip is None and host.endswith("." + name.lstrip("."))):
                return None
        return proxy


def _holds(network: str, ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    try:
        return ip in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def is_local(host: str) -> bool:
    """Whether a host must not be asked for through a proxy, which resolves names where no guard can see: a private
    address, or a name of one's own network."""
    ip = literal(host)
    if ip is not None:
        return is_private(ip)
    name = host.rstrip(".")
    return "." not in name or any(name == end or name.endswith("." + end) for end in _LOCAL)
