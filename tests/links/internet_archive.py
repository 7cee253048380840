"""A stand-in Internet Archive on loopback: its shapes and its faults, from captures that the test makes up."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from urllib.parse import parse_qs, unquote

from bibtool.links.surt import surt
from links.servers import Exchange, Loop, Web

#: Every question looks through the keys of all rows.
key_of = cache(surt)


@dataclass(frozen=True)
class Row:
    """One capture; ``status`` 0 is a revisit of what has the same digest."""

    stamp: str
    original: str
    status: int = 200
    title: str = "Strona"
    digest: str = ""
    location: str = ""
    body: str = ""  # else a page that is nothing but its title

    @property
    def moment(self) -> datetime:
        return datetime.strptime(self.stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)

    @property
    def key(self) -> str:
        return key_of(self.original)


@dataclass
class InternetArchive:
    """``faults`` by endpoint (playback, cdx, availability, save): a status, ``html``, ``reset`` or ``slow``."""

    loop: Loop
    rows: list[Row] = field(default_factory=list)
    excluded: set[str] = field(default_factory=set)
    faults: dict[str, list[int | str]] = field(default_factory=dict)
    retry_after: str = ""
    jobs: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.web = Web(self.loop, fallback=self._answer).start()

    @property
    def base(self) -> str:
        return self.web.base

    def close(self) -> None:
        self.web.close()

    def asked(self, endpoint: str) -> int:
        return sum(1 for entry in self.web.log if _endpoint(entry.target) == endpoint)

    async def _answer(self, x: Exchange) -> None:
        endpoint = _endpoint(x.target)
        fault = self.faults.get(endpoint, [])
        if fault:
            kind = fault.pop(0) if len(fault) > 1 else fault[0]
            if kind == "html":
                return await x.send(200, "<html><title>Wayback Machine</title>Sorry</html>")
            if kind == "reset":
                return x.reset()
            if kind == "slow":
                await asyncio.sleep(30)
            elif isinstance(kind, int) and kind:
                return await x.send(kind, b"", {"Retry-After": self.retry_after} if self.retry_after else {})
        handlers = {"playback": self._playback, "cdx": self._cdx, "availability": self._available, "save": self._save}
        return await handlers[endpoint](x)

    def _of(self, url: str) -> list[Row]:
        key = key_of(url)
        return sorted((r for r in self.rows if r.key == key), key=lambda r: r.stamp)

    def _first_with(self, row: Row) -> Row | None:
        return next((r for r in self._of(row.original) if r.digest and r.digest == row.digest and r.status), None)

    async def _playback(self, x: Exchange) -> None:
        match = re.fullmatch(r"/web/(\d+)(?:id_)?/(.+)", x.target)
        assert match, x.target
        stamp, url = (match[1] + "00000101000000"[len(match[1]) :])[:14], match[2]
        if key_of(url) in self.excluded:
            return await x.send(
                403,
                "excluded",
                {"X-Archive-Wayback-Runtime-Error": "AdministrativeAccessControlException: Blocked Site"},
            )
        rows = self._of(url)
        if not rows:
            return await x.page("Wayback Machine", "has not archived that URL", status=404)
        asked = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        nearest = min(rows, key=lambda r: abs((r.moment - asked).total_seconds()))
        if nearest.stamp != stamp:
            return await x.redirect(
                f"{self.base}/web/{nearest.stamp}id_/{nearest.original}",
                headers={"X-Archive-Redirect-Reason": f"found capture at {nearest.stamp}"},
            )
        real = nearest if nearest.status else self._first_with(nearest)
        if real is None:
            return await x.send(404, "revisit of nothing")
        headers = {"Memento-Datetime": nearest.moment.strftime("%a, %d %b %Y %H:%M:%S GMT")}
        if real.location:
            headers["Location"] = real.location
        return await x.send(real.status, real.body or f"<html><title>{real.title}</title></html>", headers)

    async def _cdx(self, x: Exchange) -> None:
        query = {k: v[-1] for k, v in parse_qs(x.target.partition("?")[2]).items()}
        filters = parse_qs(x.target.partition("?")[2]).get("filter", [])
        url = query["url"]
        if key_of(url) in self.excluded:
            return await x.send(403, "", {"X-Archive-Wayback-Runtime-Error": "RobotAccessControlException"})
        start = key_of(url)
        if query.get("matchType") == "prefix":
            rows = [r for r in self.rows if r.key.startswith(start)]
        else:
            rows = [r for r in self.rows if r.key == start]
        rows.sort(key=lambda r: (r.key, r.stamp))
        table = [
            {
                "urlkey": r.key,
                "timestamp": r.stamp,
                "original": r.original,
                "mimetype": "text/html" if r.status else "warc/revisit",
                "statuscode": str(r.status) if r.status else "-",
                "digest": r.digest,
                "length": "1000",
            }
            for r in rows
        ]
        for text in filters:
            name, _, pattern = text.partition(":")
            table = [t for t in table if bool(re.fullmatch(pattern, t[name.lstrip("!")])) != name.startswith("!")]
        table = [t for t in table if query.get("from", "") <= t["timestamp"] <= query.get("to", "9")]
        if query.get("collapse") == "urlkey":
            table = [t for i, t in enumerate(table) if i == 0 or table[i - 1]["urlkey"] != t["urlkey"]]
        limit = int(query.get("limit", 150_000))
        table = table[:limit] if limit >= 0 else table[limit:]
        fields = query.get("fl", "urlkey,timestamp,original,mimetype,statuscode,digest,length").split(",")
        out = [fields, *([t[f] for f in fields] for t in table)] if table else []
        return await x.send(200, json.dumps(out), content_type="application/json")

    async def _available(self, x: Exchange) -> None:
        query = {k: v[-1] for k, v in parse_qs(x.target.partition("?")[2]).items()}
        rows = [r for r in self._of(query["url"]) if r.status == 200]
        closest: dict[str, object] = {}
        if rows:
            asked = datetime.strptime(query["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            r = min(rows, key=lambda r: abs((r.moment - asked).total_seconds()))
            closest["closest"] = {
                "status": "200",
                "available": True,
                "url": f"http://web.archive.org/web/{r.stamp}/{r.original}",
                "timestamp": r.stamp,
            }
        told = {"url": query["url"], "archived_snapshots": closest, "timestamp": query["timestamp"]}
        await x.send(200, json.dumps(told), content_type="application/json")

    async def _save(self, x: Exchange) -> None:
        if x.method == "POST":
            url = unquote(x.body.decode().removeprefix("url=").replace("+", " "))
            job = f"spn2-{len(self.jobs)}"
            steps = self.jobs.pop("next", None) or [
                {"status": "pending"},
                {"status": "success", "timestamp": "20260301120000", "original_url": url},
            ]
            self.jobs[job] = steps
            assert x.headers["authorization"] == "LOW key:secret"
            return await x.send(200, json.dumps({"url": url, "job_id": job}), content_type="application/json")
        steps = self.jobs[x.path.rpartition("/")[2]]
        step = steps.pop(0) if len(steps) > 1 else steps[0]
        return await x.send(200, json.dumps(step), content_type="application/json")


def _endpoint(target: str) -> str:
    if target.startswith("/web/"):
        return "playback"
    if target.startswith("/cdx/"):
        return "cdx"
    return "availability" if target.startswith("/wayback/available") else "save"
