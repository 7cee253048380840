"""Somebody who keeps a record is asked for it, once, with patience for those who are busy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from bibtool.links.clock import Clock
from bibtool.links.fetched import Answer, Fetch, FetchError
from bibtool.links.outcome import Outcome
from bibtool.links.page import decode
from bibtool.links.retries import Patience, retry_after
from bibtool.links.uri import BadAddressError, Uri
from bibtool.lookups.client import ask
from bibtool.lookups.pages import of_page
from bibtool.lookups.records import BadRecordError, Record, of_csl, of_open_library

CSL_JSON = "application/vnd.citationstyles.csl+json"
OPEN_LIBRARY = "https://openlibrary.org/api/books"
#: Crossref sends the whole list of references along: a survey with two thousand takes a megabyte.
LARGEST = 8_000_000
#: Seconds that a person is left waiting for a registry that asks for time.
_LONGEST = 20.0
# Who keeps a DOI's record, by the host that answers; the resolver sends there (DOI Handbook, content negotiation).
_AGENCIES = {"crossref.org": "Crossref", "datacite.org": "DataCite", "crosscite.org": "DataCite", "medra.org": "mEDRA"}


class Problem(Enum):
    """Why there is no record."""

    UNKNOWN = "unknown"  # nobody has one
    SILENT = "silent"  # no answer
    BUSY = "busy"  # asked to come back later, or failing
    ODD = "odd"  # an answer that is no record
    REFUSED = "refused"  # an address that is not asked


class LookupFailed(Exception):  # noqa: N818  -- what was answered, not a fault of the program
    """There is no record; ``place`` is who was asked, ``detail`` says more."""

    def __init__(self, problem: Problem, place: str, detail: str = "") -> None:
        self.problem, self.place, self.detail = problem, place, detail
        super().__init__(problem, place, detail)


class Desk(Struct, frozen=True):
    """Asks over the one client."""

    fetch: Fetch
    clock: Clock
    patience: Patience = Patience(tries=3, first=1.0, longest=_LONGEST, unsaid=5.0)

    async def doi(self, doi: str, address: str) -> Record:
        """The record of a DOI from the agency that registered it; of one that has none to give, what its page says.

        Raises :class:`LookupFailed`.
        """
        answer = await self._asked(address, {"Accept": f"{CSL_JSON}, application/json;q=0.5"})
        if answer.status == 406 or _is_page(answer):
            return await self.page(address)
        host = answer.uri.host
        agency = next((name for end, name in _AGENCIES.items() if host == end or host.endswith(f".{end}")), host)
        try:
            return of_csl(_json(answer), doi, agency)
        except BadRecordError as error:
            raise LookupFailed(Problem.ODD, host, str(error)) from None

    async def isbn(self, isbn: str) -> Record:
        """The record of an ISBN at Open Library.  Raises :class:`LookupFailed`."""
        answer = await self._asked(f"{OPEN_LIBRARY}?bibkeys=ISBN:{quote(isbn)}&format=json&jscmd=data", {})
        try:
            found = of_open_library(_json(answer), isbn)
        except BadRecordError as error:
            raise LookupFailed(Problem.ODD, answer.uri.host, str(error)) from None
        if found is None:
            raise LookupFailed(Problem.UNKNOWN, answer.uri.host)
        return found

    async def page(self, address: str) -> Record:
        """What a page says of itself.  Raises :class:`LookupFailed`."""
        answer = await self._asked(address, {})
        kind = answer.content_type.partition(";")[0].strip().lower()
        if kind and (not _is_page(answer) or kind.startswith("image/")):
            raise LookupFailed(Problem.ODD, answer.uri.host, f"no page, but {kind[:60]}; save it and add the file")
        try:
            return of_page(answer.body, answer.content_type, str(answer.uri))
        except BadRecordError as error:
            raise LookupFailed(Problem.ODD, answer.uri.host, str(error)) from None

    async def _asked(self, address: str, headers: Mapping[str, str]) -> Answer:
        try:
            uri = Uri.parse(address)
        except (BadAddressError, ValueError) as error:
            raise LookupFailed(Problem.REFUSED, address[:80], str(error)) from None
        tried = 0
        while True:
            tried += 1
            try:
                answer = await ask(self.fetch, uri, headers, LARGEST)
            except FetchError as error:
                host = error.uri.host if error.uri is not None else uri.host
                refused = error.outcome in (Outcome.REFUSED_PRIVATE, Outcome.UNSUPPORTED, Outcome.REDIRECT_LOOP)
                raise LookupFailed(Problem.REFUSED if refused else Problem.SILENT, host, error.detail) from None
            place = answer.uri.host
            if answer.status in (404, 410):
                raise LookupFailed(Problem.UNKNOWN, place)
            if answer.status == 429 or answer.status >= 500:
                wait = self.patience.wait(tried, answer.status, answer.headers, self.clock.now())
                if wait is not None:
                    await self.clock.sleep(wait)
                    continue
                later = retry_after(answer.headers, self.clock.now())
                asks = f"; it asks for {later:.0f} seconds" if later else ""
                raise LookupFailed(Problem.BUSY, place, f"it answered {answer.status}{asks}")
            if answer.status >= 400 and answer.status != 406:
                raise LookupFailed(Problem.ODD, place, f"it answered {answer.status}")
            if answer.cut:
                raise LookupFailed(Problem.ODD, place, f"more than {LARGEST // 1_000_000} megabytes")
            if answer.short:
                raise LookupFailed(Problem.ODD, place, "an answer that was cut off")
            return answer


def _is_page(answer: Answer) -> bool:
    return "html" in answer.content_type.lower() or answer.body.lstrip()[:1] == b"<"


def _json(answer: Answer) -> Any:
    """JSON is UTF-8 (RFC 8259, 8.1); what is not is read as its header says."""
    try:
        text = answer.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode(answer.body, answer.content_type)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        kind = answer.content_type.partition(";")[0].strip()[:60] or "something else"
        raise BadRecordError(f"no JSON, but {kind}") from None
