"""Network addresses that a cited link must not make us ask (SSRF), in every spelling."""

from __future__ import annotations

import ipaddress

from bibtool.text.patterns import regex

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
#: Names of one's own network (RFC 6761, 6762, 8375).
_LOCAL = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")
_NUMBER = regex(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)")


def literal(host: str) -> Address | None:
    """The address that a host spells, None for a name.

    IPv4 as in the URL standard (and ``inet_aton``): decimal, octal, hexadecimal, one to four parts.

    >>> [str(literal(h)) for h in ("2130706433", "0177.0.0.1", "0x7f.1", "[::ffff:127.0.0.1]", "example.org")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '::ffff:127.0.0.1', 'None']
    """
    text = host.strip("[]").split("%", 1)[0]
    if ":" in text:
        try:
            return ipaddress.IPv6Address(text)
        except ValueError:
            return None
    parts = text.rstrip(".").split(".")
    if not 1 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(p) for p in parts):
        return None
    numbers = []
    for part in parts:
        try:
            if part[:2] in {"0x", "0X"}:
                numbers.append(int(part[2:] or "0", 16))
            else:
                numbers.append(int(part, 8 if len(part) > 1 and part[0] == "0" else 10))
        except ValueError:  # 089: octal by its zero, and no octal number
            return None
    *heads, tail = numbers
    if any(n > 255 for n in heads) or tail >= 256 ** (5 - len(numbers)):
        return None
    value = tail
    for place, number in enumerate(heads):
        value += number << (8 * (3 - place))
    return ipaddress.IPv4Address(value)


def is_private(address: Address | str) -> bool:
    """Whether an address is loopback, private, link-local, shared, multicast, reserved, or wraps one that is.

    IPv6 may carry an IPv4 address: mapped, compatible, 6to4, NAT64 and Teredo are looked into.
    """
    ip = ipaddress.ip_address(address.split("%", 1)[0]) if isinstance(address, str) else address
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return is_private(inner)
        if ip.is_site_local:
            return True
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 0xFFFF):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def is_local(host: str) -> bool:
    """Whether a host is of one's own network: a private address, or a name that only resolves there.

    No proxy is asked for it, which resolves names where no guard can see, and no public archive is told of it.
    """
    ip = literal(host)
    if ip is not None:
        return is_private(ip)
    name = host.rstrip(".")
    return "." not in name or any(name == end or name.endswith("." + end) for end in _LOCAL)
