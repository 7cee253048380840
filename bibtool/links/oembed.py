"""Sites whose pages answer 200 for what is gone: their oEmbed endpoint is asked instead."""

from __future__ import annotations

import json
from functools import cache
from urllib.parse import quote

from msgspec import Struct

from bibtool.links.fetched import Answer
from bibtool.links.outcome import Outcome
from bibtool.links.titles import clean
from bibtool.links.uri import Uri
from bibtool.text.data import toml


class Provider(Struct, frozen=True):
    """One site; see ``oembed.toml``."""

    name: str
    hosts: frozenset[str]
    pages: tuple[str, ...]
    short_hosts: frozenset[str]
    endpoint: str


@cache
def providers() -> tuple[Provider, ...]:
    """The sites of ``oembed.toml``."""
    return tuple(
        Provider(r["name"], frozenset(r["hosts"]), tuple(r["pages"]), frozenset(r["short_hosts"]), r["endpoint"])
        for r in toml("links/oembed.toml")["provider"]
    )


def question(uri: Uri) -> str:
    """The address to ask about ``uri``, empty where it is no page of a known site."""
    for provider in providers():
        if uri.host in provider.hosts and uri.target != "/":
            whole = uri.host in provider.short_hosts or not provider.pages
            if whole or uri.target.startswith(provider.pages):
                return provider.endpoint.format(url=quote(str(uri), safe=""))
    return ""


def meaning(answer: Answer) -> tuple[Outcome | None, str]:
    """What the endpoint's answer says of the page, and the title; None where it says nothing.

    400 and 404: no such thing.  401 and 403: it exists and is private, or may not be embedded.
    """
    if answer.status in {400, 404, 410}:
        return Outcome.GONE, ""
    if answer.status in {401, 403}:
        return Outcome.BLOCKED, ""
    if answer.status == 200:
        try:
            title = json.loads(answer.body).get("title")
        except (ValueError, AttributeError, RecursionError):  # brackets in brackets a thousand deep
            return None, ""
        return Outcome.ALIVE, clean(str(title or ""))
    return None, ""
