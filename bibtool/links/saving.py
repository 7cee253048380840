"""Save Page Now 2: asks the Wayback Machine to take a copy."""

from __future__ import annotations

import json

from msgspec import Struct

from bibtool.links.archive_client import PRIVATE, lane_of, may_hear
from bibtool.links.archives.archive import Trouble
from bibtool.links.archives.wayback import Wayback
from bibtool.links.clock import Clock
from bibtool.links.fetched import Answer, Fetch, FetchError, Request
from bibtool.links.nearest import format_timestamp, parse_timestamp
from bibtool.links.snapshots import Snapshot
from bibtool.links.uri import Uri

#: The name under which a result says why its page was not saved.
SAVE = "save"
_POLL = 5.0  # seconds between looks at a job
_POLLS = 36
#: ``status_ext`` of errors that another try may mend; all others are for good.
_TRANSIENT = ("error:too-many-requests", "error:service-unavailable", "error:bad-gateway", "error:gateway-timeout")
_QUOTA = ("error:user-session-limit", "error:too-many-daily-captures", "error:capture-location")


class SaveError(Exception):
    """No copy was taken; ``detail`` is the archive's own code, ``trouble`` whether another day may help."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"{trouble.value}: {detail}")
        self.trouble = trouble
        self.detail = detail


class Saver(Struct, frozen=True):
    """Saves pages; ``keys`` are the access key and secret of an archive.org account."""

    wayback: Wayback
    fetch: Fetch
    clock: Clock
    keys: tuple[str, str] | None
    poll: float = _POLL

    async def save(self, url: str) -> Snapshot:
        """Ask, wait, and give the copy that was taken.  Raises :class:`SaveError`."""
        if not may_hear(self.wayback.base, url):
            raise SaveError(Trouble.PRIVATE, PRIVATE)
        job = await self._json(Request(Uri.parse(f"{self.wayback.base}/save"), "POST", self._headers(), {"url": url}))
        number = str(job.get("job_id") or "")
        if not number:
            raise _refused(str(job.get("status_ext") or job.get("message") or "no job"))
        status = Uri.parse(f"{self.wayback.base}/save/status/{number}")
        for _ in range(_POLLS):
            await self.clock.sleep(self.poll)
            row = await self._json(Request(status, headers=self._headers()))
            state = row.get("status")
            if state == "success":
                stamp = parse_timestamp(str(row.get("timestamp", "")))
                if stamp is None:
                    raise SaveError(Trouble.STRANGE, "a copy without a timestamp")
                original = str(row.get("original_url") or url)
                text = format_timestamp(stamp)
                uri = f"{self.wayback.base}/web/{text}/{original}"
                return Snapshot(self.wayback.name, uri, text, 200, None, None, "", original)
            if state == "error":
                raise _refused(str(row.get("status_ext") or row.get("message") or "error"))
        raise SaveError(Trouble.BUSY, "still pending")

    def _headers(self) -> dict[str, str]:
        told = {"Accept": "application/json"}
        if self.keys:
            told["Authorization"] = f"LOW {self.keys[0]}:{self.keys[1]}"
        return told

    async def _json(self, request: Request) -> dict[str, object]:
        lane = lane_of(self.wayback, "save" if request.method == "POST" else "playback")
        try:
            asked = Request(request.uri, request.method, request.headers, request.data, follow=False, lane=lane)
            answer: Answer = await self.fetch(asked)
        except FetchError as error:
            raise SaveError(Trouble.UNREACHABLE, error.detail) from None
        if answer.status in {401, 403}:
            raise SaveError(Trouble.STRANGE, f"answered {answer.status}: are the keys right?")
        if answer.status == 429:
            raise SaveError(Trouble.BUSY, "answered 429")
        try:
            row = json.loads(answer.body)
        except (ValueError, RecursionError):
            raise SaveError(Trouble.STRANGE, f"answered {answer.status} without JSON") from None
        if not isinstance(row, dict):
            raise SaveError(Trouble.STRANGE, "answered no object")
        return row


def _refused(code: str) -> SaveError:
    busy = code.startswith((*_TRANSIENT, *_QUOTA))
    return SaveError(Trouble.BUSY if busy else Trouble.STRANGE, code)
