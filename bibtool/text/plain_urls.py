"""Addresses of plain letters: most of them, and taken apart in a fraction of the time that ``urlsplit`` takes."""

from __future__ import annotations

from typing import NamedTuple

from bibtool.text.patterns import regex

_PLAIN = regex(r"(https?)://([a-z0-9.-]+)(?::([1-5]?[0-9]{1,4}))?(/[A-Za-z0-9._~/-]*)?(?:\?([A-Za-z0-9._~/=&+-]+))?")


class PlainUrl(NamedTuple):
    """The parts as :func:`urllib.parse.urlsplit` has them; ``port`` is None where none is named."""

    scheme: str
    hostname: str
    port: int | None
    path: str
    query: str


def plain_url(url: str) -> PlainUrl | None:
    """The parts of a whole address in lower case up to its path, without a user, an escape or a fragment; None for
    every other text."""
    found = _PLAIN.fullmatch(url)
    if found is None:
        return None
    scheme, host, port, path, query = found.groups()
    return PlainUrl(scheme, host, int(port) if port else None, path or "", query or "")
