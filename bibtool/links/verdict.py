"""From what was seen to what it means: status codes, redirects, the history of failures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from msgspec import Struct

from bibtool.links.outcome import DnsFault, Outcome, Verdict
from bibtool.links.surt import surt

#: InternetArchiveBot calls a link dead after three failures at least three days apart; the same here, so that a
#: server's bad weekend is not a death.
FAILURES = 3
APART = timedelta(days=3)

#: Answers of a living server that does not talk to us (RFC 9110, 6585, 7725; 440, 449 and 999 are vendors' own).
#: A refusal says nothing about the page: false "dead" for 403 is what users of link checkers complain of most.
BLOCKED_STATUSES = frozenset({401, 402, 403, 407, 428, 429, 440, 449, 451, 999})
GONE_STATUSES = frozenset({404, 410})
PERMANENT = frozenset({301, 308})
#: 300 with an address names the preferred choice (RFC 9110, 15.4.1).
REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})


class Hop(Struct, frozen=True):
    """One redirect: the status and the address that it came from."""

    status: int
    url: str


def outcome_of_status(status: int) -> Outcome:
    """The outcome of a final status, before the page is looked at.

    >>> outcome_of_status(410), outcome_of_status(403), outcome_of_status(503)
    (<Outcome.GONE: 'gone'>, <Outcome.BLOCKED: 'blocked'>, <Outcome.SERVER_ERROR: 'server-error'>)
    """
    if 200 <= status < 300:
        return Outcome.ALIVE
    if status in GONE_STATUSES:
        return Outcome.GONE
    if status in BLOCKED_STATUSES:
        return Outcome.BLOCKED
    if 500 <= status < 600 or status == 408:  # 408: it was tired of waiting, and another try may do (RFC 9110, 15.5.9)
        return Outcome.SERVER_ERROR
    if 400 <= status < 500:
        # 400, 405, 406, 418 and their like: the server refuses this request and does not say that the page is
        # gone.  Called "gone" in a first draft; bot protection answers 400 and 406 too, so it was a false death.
        return Outcome.BLOCKED
    if status == 300:
        return Outcome.ALIVE  # several forms of one page, listed
    return Outcome.UNSUPPORTED  # 1xx, 304, a 3xx without an address


def outcome_of_redirects(hops: Sequence[Hop], final_url: str) -> Outcome:
    """Alive, moved or home-page, for a chain of redirects that ended in a page."""
    if not hops:
        return Outcome.ALIVE
    first = urlsplit(hops[0].url)
    if not is_root(hops[0].url) and is_root(final_url) and not (first.query and urlsplit(final_url).query):
        return Outcome.HOME_PAGE
    return Outcome.MOVED if new_address(hops, final_url) else Outcome.ALIVE


def new_address(hops: Sequence[Hop], final_url: str) -> str:
    """Where a page moved for good: the address after the leading permanent redirects, empty where none.

    A change of scheme, of "www" or of a closing slash is no move (the SURT key stays the same).
    """
    if not hops or hops[0].status not in PERMANENT:
        return ""
    count = 0
    while count < len(hops) and hops[count].status in PERMANENT:
        count += 1
    target = hops[count].url if count < len(hops) else final_url
    return target if surt(target) != surt(hops[0].url) else ""


#: Names of index files are the servers' convention, not a language's.
_INDEX = frozenset({"", "index.html", "index.htm", "index.php", "default.aspx", "default.asp"})


def is_root(url: str) -> bool:
    """Whether an address is a site's front page: no path, an index file, or a two-letter language folder."""
    parts = urlsplit(url)
    steps = parts.path.strip("/").lower().split("/")
    if len(steps) == 2 and len(steps[0]) == 2 and steps[1] in _INDEX:
        steps = steps[1:]
    return len(steps) == 1 and not parts.query and (steps[0] in _INDEX or (len(steps[0]) == 2 and steps[0].isalpha()))


#: Nothing was seen of the page.  A name without an address stands among them: name servers that block (sanctions
#: lists) answer so, while an unknown name is at least said to be unknown.
_UNSEEN = frozenset(
    {
        Outcome.DNS,
        Outcome.REFUSED,
        Outcome.RESET,
        Outcome.TLS,
        Outcome.TIMEOUT,
        Outcome.SERVER_ERROR,
        Outcome.TRUNCATED,
    }
)


def verdict_now(outcome: Outcome, *, confirmed: bool, dns: DnsFault | None = None) -> Verdict:
    """The verdict of one run.  ``confirmed``: a second try in the same run saw the same."""
    if outcome in {Outcome.ALIVE, Outcome.MOVED}:
        return Verdict.ALIVE
    if outcome is Outcome.BLOCKED:
        return Verdict.BLOCKED
    if outcome in {Outcome.OFFLINE, Outcome.UNSUPPORTED, Outcome.REFUSED_PRIVATE}:
        return Verdict.UNKNOWN
    if outcome is Outcome.GONE:
        return Verdict.DEAD_NOW if confirmed else Verdict.SUSPECT
    if outcome is Outcome.DNS and dns is DnsFault.UNKNOWN_HOST:
        return Verdict.DEAD_NOW if confirmed else Verdict.UNREACHABLE
    return Verdict.UNREACHABLE if outcome in _UNSEEN else Verdict.SUSPECT


def verdict_with_history(now: Verdict, when: datetime, earlier: Iterable[tuple[datetime, Verdict]]) -> Verdict:
    """``dead`` where this is at least the third look that found the page gone, each three days or more after the one
    counted before it, and nothing alive was seen in between.

    ``earlier`` is in any order.  What could not be looked at and what is only suspected neither counts nor breaks the
    row: an expired certificate or a wall is there for years, and the page behind it too.
    """
    if not now.believed:
        return now
    row = sorted([pair for pair in earlier if pair[0] < when], key=lambda pair: pair[0])
    counted: list[datetime] = []
    for at, verdict in [*row, (when, now)]:
        if verdict is Verdict.ALIVE:
            counted = []
        elif verdict.believed and (not counted or at - counted[-1] >= APART):
            counted.append(at)
    return Verdict.DEAD if len(counted) >= FAILURES else now


def came_back(now: Verdict, earlier: Iterable[tuple[datetime, Verdict]]) -> bool:
    """Whether a link that was dead when last judged is alive now."""
    judged = sorted([pair for pair in earlier if pair[1] not in {Verdict.UNKNOWN, Verdict.BLOCKED}], key=lambda p: p[0])
    return now is Verdict.ALIVE and bool(judged) and judged[-1][1] in {Verdict.DEAD, Verdict.DEAD_NOW}
