"""What happened to a link, and what that says about it: two closed sets."""

from __future__ import annotations

from enum import Enum


class Outcome(Enum):
    """What one check of an address saw."""

    __hash__ = object.__hash__  # Enum's own is written in Python, and members are looked up forty times an address

    ALIVE = "alive"
    MOVED = "moved"  # for good, to another address
    HOME_PAGE = "home-page"  # sent to the root of a site
    SOFT_404 = "soft-404"  # answers 200 and says "not found"
    GONE = "gone"  # 404, 410
    BLOCKED = "blocked"  # answers, but not to us: 401, 403, 429 after patience, bot walls
    DNS = "dns"  # the name does not resolve
    REFUSED = "refused"
    RESET = "reset"
    TLS = "tls"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server-error"  # 5xx, or an answer that is no HTTP
    TRUNCATED = "truncated"  # the body ends before its announced end
    REDIRECT_LOOP = "redirect-loop"
    NEEDS_BROWSER = "needs-browser"  # a shell that scripts fill
    UNSUPPORTED = "unsupported"  # no http or https address, or an answer without a meaning here
    REFUSED_PRIVATE = "refused-private"  # resolves to an address that an outsider must not make us ask
    OFFLINE = "offline"  # nothing answers, the control addresses neither


class Verdict(Enum):
    """What a reader should think of the link."""

    __hash__ = object.__hash__

    ALIVE = "alive"
    BLOCKED = "blocked"
    SUSPECT = "suspect"  # looked at, and it may not be the page
    UNREACHABLE = "unreachable"  # could not be looked at: says nothing of the page, however often
    DEAD_NOW = "dead-now"
    DEAD = "dead"
    UNKNOWN = "unknown"

    @property
    def failed(self) -> bool:
        """Whether the page was not seen."""
        return self in {Verdict.SUSPECT, Verdict.UNREACHABLE, Verdict.DEAD_NOW, Verdict.DEAD}

    @property
    def believed(self) -> bool:
        """Whether it counts towards the three looks that make a link dead: somebody to be believed said so."""
        return self in {Verdict.DEAD_NOW, Verdict.DEAD}


class DnsFault(Enum):
    """Why a name did not resolve: only the first says that the host does not exist."""

    UNKNOWN_HOST = "nxdomain"
    NO_ADDRESS = "nodata"
    SERVER_FAILURE = "servfail"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"  # the name server says, or shows, that it keeps the answer back


#: From what needs the reader's hand most to least: the order of the table.
URGENCY = (
    Verdict.DEAD,
    Verdict.DEAD_NOW,
    Verdict.SUSPECT,
    Verdict.UNREACHABLE,
    Verdict.UNKNOWN,
    Verdict.BLOCKED,
    Verdict.ALIVE,
)
