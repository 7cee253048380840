"""Proxies of the environment (``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY``, ``NO_PROXY``), and what may go through
them."""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from bibtool.links.address import literal


class Proxy(Struct, frozen=True):
    """Where a proxy listens, and the ``Proxy-Authorization`` that it wants, empty where none."""

    host: str
    port: int
    authorization: str = ""

    @classmethod
    def parse(cls, text: str) -> Proxy:
        """``http://[user:word@]host[:port]``.  Raises ValueError with a sentence that does not repeat it: it may hold a
        password."""
        try:
            parts = urlsplit(text if "://" in text else f"http://{text}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host or parts.scheme != "http":
            if text.lower().startswith("socks"):
                raise ValueError("a SOCKS proxy is not supported, only http://HOST:PORT")
            raise ValueError("it is not http://HOST:PORT")
        told = ""
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            told = "Basic " + base64.b64encode(pair.encode()).decode("ascii")
        return cls(host, port or 80, told)


class BadProxyError(ValueError):
    """The variable ``name`` names no proxy that can be asked."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class Proxies(Struct, frozen=True):
    """By scheme; ``direct`` are the hosts, domains (``.site.org``), networks (``10.0.0.0/8``) and ``*`` that are asked
    without one."""

    by_scheme: Mapping[str, Proxy] = field(default_factory=dict)
    direct: tuple[str, ...] = ()

    @classmethod
    def told_by(cls, environment: Mapping[str, str]) -> Proxies:
        """Lower-case names first, as curl has it; ``HTTP_PROXY`` in capitals is not believed inside CGI, where a
        request's own header would set it.  Raises :class:`BadProxyError`."""
        found: dict[str, Proxy] = {}
        for scheme in ("http", "https"):
            names = [f"{scheme}_proxy", f"{scheme.upper()}_PROXY", "all_proxy", "ALL_PROXY"]
            if scheme == "http" and "REQUEST_METHOD" in environment:
                names.remove("HTTP_PROXY")
            name = next((name for name in names if environment.get(name, "").strip()), None)
            if name is not None:
                try:
                    found[scheme] = Proxy.parse(environment[name].strip())
                except ValueError as error:
                    raise BadProxyError(name, str(error)) from None
        direct = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
        return cls(found, tuple(filter(None, (part.strip().lower() for part in direct.replace(" ", ",").split(",")))))

    def of(self, scheme: str, host: str, port: int) -> Proxy | None:
        """The proxy to ask through; None for none.  This machine is asked without one, as by browsers."""
        proxy = self.by_scheme.get(scheme)
        if proxy is None:
            return None
        ip = literal(host)
        if host == "localhost" or (ip is not None and ip.is_loopback):
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
