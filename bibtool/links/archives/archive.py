"""What every archive has to offer, and how one is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Protocol

from bibtool.links.fetched import Answer
from bibtool.links.limiter import Rate
from bibtool.links.nearest import Capture, Interval
from bibtool.text.patterns import regex


class Trouble(Enum):
    """Why an archive gave no answer."""

    EXCLUDED = "excluded"  # the site asked the archive not to show it
    BUSY = "busy"  # 429 or 5xx after patience
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"  # a captcha: it talks to people only
    CLOSED = "closed"  # the circuit breaker is open: it is left alone
    STRANGE = "strange"  # an answer in no shape that is known
    PRIVATE = "not asked"  # an address of a private network is told to no archive outside it


_STATUS = regex(r"[1-9][0-9]{2}")


def status_of(printed: str) -> int | None:
    """A status as an index prints it (RFC 9110, section 15); None for what is none: "-" of a record that is no answer.

    >>> status_of("200"), status_of("-"), status_of("9" * 5000)
    (200, None, None)
    """
    return int(printed) if _STATUS.fullmatch(printed) else None


class ArchiveError(Exception):
    """No answer from an archive."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"{trouble.value}: {detail}")
        self.trouble = trouble
        self.detail = detail


class Ask(Protocol):
    """Asks one endpoint of an archive, with its clock, patience and circuit breaker."""

    async def __call__(
        self, endpoint: str, url: str, headers: Mapping[str, str] | None = None, limit: int = 262_144
    ) -> Answer:
        """The answer, redirects not followed.  Raises :class:`ArchiveError`."""


class Archive(Protocol):
    """One web archive."""

    @property
    def name(self) -> str:
        """How the user and the output call it."""

    @property
    def base(self) -> str:
        """The address that its endpoints begin with."""

    @property
    def rates(self) -> Mapping[str, Rate]:
        """The pace of each endpoint: at most 80 % of what the archive publishes."""

    async def quick(self, ask: Ask, url: str, near: Interval | None) -> Capture | None:
        """With one cheap request a copy that is proven the nearest, whatever else the archive holds.

        None where that proof takes the list; raises :class:`NothingArchivedError` where there is surely none.
        """

    async def captures(self, ask: Ask, url: str, near: Interval | None) -> Sequence[Capture]:
        """Every copy, or enough of them on both sides of ``near`` to choose.  Raises :class:`ArchiveError`."""

    async def under(self, ask: Ask, prefix: str, limit: int) -> Sequence[Capture]:
        """Copies of addresses that begin with ``prefix``; none where the archive cannot tell."""

    def content(self, capture: Capture) -> str:
        """The address of the archived bytes themselves, without the archive's frame."""


class NothingArchivedError(Exception):
    """The archive has never seen the address."""
