"""How an archive is asked: its clocks, patience with 429 and 5xx, and a circuit breaker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct, field

from bibtool.links.address import is_local
from bibtool.links.archives.archive import Archive, ArchiveError, Trouble
from bibtool.links.clock import Clock
from bibtool.links.fetched import Answer, Fetch, FetchError, Request
from bibtool.links.limiter import Limiter
from bibtool.links.outcome import Outcome
from bibtool.links.retries import Patience, retry_after
from bibtool.links.uri import BadAddressError, Uri, hostname
from bibtool.text.patterns import regex

#: A refused connection from an archive is a block that doubles each time it is ignored: an hour without a word.
REFUSED_FOR = timedelta(hours=1)
#: Failures in a row of one archive after which it is left alone for the rest of the run.
ENOUGH = 3
#: Why an archive is not told of an address.
PRIVATE = "the address is one of a private network"
#: CDX takes 15 to 50 seconds on a normal day.
SLOW = 60.0


class Breaker(Struct):
    """Open: the archive is left alone until ``until``."""

    until: datetime | None = None
    reason: str = ""
    failures: int = 0

    def is_open(self, now: datetime) -> bool:
        """Whether the archive must not be asked."""
        return self.until is not None and now < self.until


class Asker(Struct):
    """Asks one archive.  ``on_closed`` is told when the breaker opens, so that the next run knows too."""

    archive: Archive
    fetch: Fetch
    limiter: Limiter
    clock: Clock
    patience: Patience
    on_closed: Callable[[str, datetime, str], None]
    breaker: Breaker = field(default_factory=Breaker)

    def may_hear(self, url: str) -> bool:
        """Whether the archive may be told of an address."""
        return may_hear(self.archive.base, url)

    async def __call__(
        self, endpoint: str, url: str, headers: Mapping[str, str] | None = None, limit: int = 262_144
    ) -> Answer:
        """See :class:`~bibtool.links.archives.archive.Ask`."""
        try:
            uri = Uri.parse(url)
        except BadAddressError as error:
            raise ArchiveError(Trouble.STRANGE, str(error)) from None
        lane = lane_of(self.archive, endpoint)
        tried = 0
        while True:
            if self.breaker.is_open(self.clock.now()):
                raise ArchiveError(Trouble.CLOSED, self.breaker.reason)
            tried += 1
            request = Request(uri, headers=headers or {}, follow=False, limit=limit, timeout=SLOW, lane=lane)
            try:
                answer = await self.fetch(request)
            except FetchError as error:
                if error.outcome is Outcome.REFUSED:
                    self._open(REFUSED_FOR, "refused the connection")
                    raise ArchiveError(Trouble.UNREACHABLE, error.detail) from None
                if error.outcome is Outcome.REFUSED_PRIVATE:
                    raise ArchiveError(Trouble.UNREACHABLE, error.detail) from None
                status: int | None = None
                told: Mapping[str, str] = {}
                trouble = ArchiveError(Trouble.UNREACHABLE, f"{error.outcome.value}: {error.detail}")
            else:
                archived = "memento-datetime" in answer.headers  # an archived 429 or 503 is content, not trouble
                if not archived and asks_for_a_captcha(answer):
                    self._open(REFUSED_FOR, "asks for a captcha")
                    raise ArchiveError(Trouble.BLOCKED, f"answered {answer.status} and asks for a captcha")
                if archived or not (answer.status == 429 or answer.status >= 500):
                    self.breaker.failures = 0
                    return answer
                status, told = answer.status, answer.headers
                trouble = ArchiveError(Trouble.BUSY, f"answered {answer.status}")
            wait = self.patience.wait(tried, status, told, self.clock.now())
            if wait is None:
                self.breaker.failures += 1
                asked = retry_after(told, self.clock.now())
                if asked is not None and asked > self.patience.longest:
                    self._open(timedelta(seconds=min(asked, 86_400.0)), f"asked to be left alone for {asked:.0f} s")
                elif self.breaker.failures >= ENOUGH:
                    self._open(timedelta(minutes=10), trouble.detail)
                raise trouble
            self.limiter.pause(lane, wait)

    def _open(self, how_long: timedelta, reason: str) -> None:
        self.breaker.until = self.clock.now() + how_long
        self.breaker.reason = reason
        self.on_closed(self.archive.name, self.breaker.until, reason)


_CAPTCHA = regex(rb"(?i)g-recaptcha|h-captcha|hcaptcha|cf-turnstile|cf[-_]chl|captcha")


def asks_for_a_captcha(answer: Answer) -> bool:
    """Whether an archive's page is a question to people (archive.today's, with status 429, 403, 503 or 200)."""
    page = "html" in answer.content_type.lower()
    return page and answer.status != 404 and _CAPTCHA.search(answer.body[:65_536]) is not None


def may_hear(base: str, url: str) -> bool:
    """Whether an archive may be told of an address: one of a private network is told only to an archive in it."""
    return not is_local(hostname(url)) or is_local(hostname(base))


def lane_of(archive: Archive, endpoint: str) -> str:
    """The limiter's key of an endpoint."""
    return f"archive:{archive.name}:{endpoint}"
