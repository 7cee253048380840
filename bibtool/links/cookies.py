"""Cookies of one look: taken as browsers take them (RFC 6265, 5.2 to 5.4), sent back as they came."""

from __future__ import annotations

from bibtool.text.patterns import regex

_MOST = 50  # a host; more is no wall but a flood
_LONGEST = 4096
#: RFC 6265bis, 5.6: a tab and every letter may stand in a cookie, whatever its bytes are called.
_WHITE = " \t"
_CONTROLS = regex(r"[\x00-\x08\x0a-\x1f\x7f]")
_OVER = regex(r"(?i)max-age\s*=\s*(?:0+|-\d+)\s*$|expires\s*=.*\b(?:19\d\d|\d\d?-[a-z]{3}-(?:7\d|8\d|9\d)\b)")


class Jar:
    """Cookies by domain.  Paths, ages and ``Secure`` are not kept apart: a look lasts seconds."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, bool], dict[str, str]] = {}  # (domain, also its subdomains)

    def take(self, line: bytes, host: str) -> None:
        """One ``Set-Cookie`` of an answer from ``host``.  One that is none, or for others, is left; never raises."""
        # bytes that are no UTF-8 go back as they came, too
        first, *attributes = line.decode("utf-8", "surrogateescape").split(";")
        name, equals, value = first.partition("=")
        name, value = (name.strip(_WHITE), value.strip(_WHITE)) if equals else ("", first.strip(_WHITE))
        # an end of line would start a header of its own
        if not (name or value) or len(first) > _LONGEST or _CONTROLS.search(first):
            return
        domain, wide = host, False
        over = False
        for attribute in attributes:
            key, _, told = attribute.strip().partition("=")
            if key.strip().lower() == "domain" and (told := told.strip().lstrip(".").lower()):
                if told != host and not (host.endswith("." + told) and "." in told):
                    return
                domain, wide = told, True
            over = over or bool(_OVER.match(attribute.strip()))
        kept = self._kept.setdefault((domain, wide), {})
        kept.pop(name, None)
        if not over and len(kept) < _MOST:
            kept[name] = value

    def header(self, host: str) -> str:
        """The ``Cookie`` header for a host, empty where there is none; its bytes are UTF-8 with surrogate escapes."""
        if not self._kept:
            return ""
        rows = [
            pair
            for (domain, wide), kept in self._kept.items()
            if domain == host or (wide and host.endswith("." + domain))
            for pair in kept.items()
        ]
        return "; ".join(f"{name}={value}" if name else value for name, value in rows)
