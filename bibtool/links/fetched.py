"""What the client gives back: an answer, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bibtool.links.cookies import Jar
from bibtool.links.outcome import DnsFault, Outcome
from bibtool.links.uri import Uri
from bibtool.links.verdict import Hop


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.  Header names are in lower case; ``body`` is decoded and cut at the limit (``cut``)."""

    uri: Uri
    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[Hop, ...] = ()
    seconds: float = 0.0
    cut: bool = False
    short: bool = False  # ended before its announced end; what came is there

    @property
    def content_type(self) -> str:
        """The ``Content-Type`` header, empty where absent."""
        return self.headers.get("content-type", "")


class FetchError(Exception):
    """No answer.  ``outcome`` says what happened, ``detail`` in which words, ``hops`` how far it came."""

    def __init__(
        self,
        outcome: Outcome,
        detail: str,
        *,
        dns: DnsFault | None = None,
        hops: tuple[Hop, ...] = (),
        status: int | None = None,
        uri: Uri | None = None,
    ) -> None:
        super().__init__(f"{outcome.value}: {detail}")
        self.outcome = outcome
        self.detail = detail
        self.dns = dns
        self.hops = hops
        self.status = status
        self.uri = uri


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask.  ``lane`` is the clock to wait for (that of the host where empty)."""

    uri: Uri
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] | None = None
    follow: bool = True
    limit: int = 262_144
    timeout: float | None = None
    lane: str = ""
    jar: Jar | None = None  # the cookies of a longer look; else the request's own


class Fetch(Protocol):
    """How archives and checks reach the network: the client, or a stand-in in a test."""

    async def __call__(self, request: Request) -> Answer:
        """The answer.  Raises :class:`FetchError`."""
