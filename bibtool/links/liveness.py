"""Is one address alive?  Asked, asked again where that may help, and looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.links import declared, oembed, page_phrases, scripted, titles
from bibtool.links.browser import Browser
from bibtool.links.clock import Clock
from bibtool.links.cookies import Jar
from bibtool.links.fetched import Answer, Fetch, FetchError, Request
from bibtool.links.limiter import Limiter
from bibtool.links.moves import Doubt, astray, has_name, has_word, is_search, is_start
from bibtool.links.online import Online
from bibtool.links.outcome import DnsFault, Outcome, Verdict
from bibtool.links.page import LOOK, Page, decode, is_mislabelled, lowered, read_page
from bibtool.links.retries import Patience, retry_after
from bibtool.links.siblings import Siblings, bears_its_name, is_strange, left_behind
from bibtool.links.snapshots import best_agreement
from bibtool.links.uri import BadAddressError, Uri
from bibtool.links.verdict import REDIRECTS, Hop, new_address, outcome_of_redirects, outcome_of_status, verdict_now

#: Failures that may pass, and how often they are tried at most; a time-out is long enough to be tried only twice.
_AGAIN = {
    Outcome.TIMEOUT: 2,
    Outcome.REFUSED: 2,
    Outcome.RESET: 3,
    Outcome.TRUNCATED: 2,
    Outcome.SERVER_ERROR: 3,
    Outcome.BLOCKED: 2,  # some refuse what does not look like a browser
    Outcome.SOFT_404: 2,
    Outcome.REDIRECT_LOOP: 2,  # some are led so that do not look like a browser
    Outcome.HOME_PAGE: 2,
    Outcome.GONE: 2,  # confirmed by a second try before it counts as dead
    Outcome.DNS: 2,
}
#: Refusals that no other look of a request would change: a name, money or a court is asked for.
_SETTLED = frozenset({401, 402, 407, 451})
#: Failures that a machine without a network shows too; the others come from somewhere.
_NO_NETWORK = frozenset({Outcome.DNS, Outcome.REFUSED, Outcome.TIMEOUT})
_SOMEBODY = frozenset({Outcome.RESET, Outcome.TLS, Outcome.TRUNCATED, Outcome.SERVER_ERROR})
#: What a second try says beside the rest.  Some servers answer 404, an error or nothing at all to what does not look
#: like a browser's request; the name stays bibtool's (``agent`` is put in), as crawlers that render pages do it.
_AS_BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "pl,en;q=0.9,ru;q=0.8,uk;q=0.8,*;q=0.5",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
    "Upgrade-Insecure-Requests": "1",
}
_BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
#: Failures of plain http after which https is tried, as browsers do.
_UPGRADED = frozenset({Outcome.REFUSED, Outcome.RESET, Outcome.TIMEOUT})
#: After so many addresses of one host without an answer, the host is asked no more in this run.
_DEAF = 3
#: Different words that a browser must show before a page counts as filled.
_READABLE = 10
#: Letters of a page that are too few to tell it from a message, and that are hardly more than a name.
_LITTLE, _HARDLY_MORE, _NEXT_TO_NOTHING = 600, 300, 200
#: Letters of a page that are more than "the document has moved here".
_SOMETHING = 250
#: What it means where redirects led elsewhere.
_ASTRAY = {
    Doubt.ERROR: (Outcome.SOFT_404, "sent to an error page"),
    Doubt.HOME: (Outcome.HOME_PAGE, "sent to the front page"),
    Doubt.LIST: (Outcome.HOME_PAGE, "sent to a list"),
}
_ASKS = "its text may be that of a wall"
#: Headers that are kept as evidence.
_KEPT = ("server", "content-type", "retry-after", "cf-mitigated", "location", "x-robots-tag")


class Attempt(Struct, frozen=True):
    """One request with its redirects."""

    at: datetime
    outcome: Outcome
    status: int | None
    detail: str
    seconds: float
    dns: DnsFault | None = None


class Live(Struct, frozen=True):
    """What was seen of one address; ``evidence`` says in words what decided."""

    url: str
    outcome: Outcome
    verdict: Verdict
    status: int | None = None
    final_url: str = ""
    moved_to: str = ""
    title: str = ""
    title_agrees: bool | None = None
    redirects: tuple[Hop, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()


class Looker(Struct, frozen=True):
    """Looks at live addresses."""

    fetch: Fetch
    limiter: Limiter
    clock: Clock
    patience: Patience
    online: Online
    siblings: Siblings
    browser: Browser | None = None
    agent: str = ""  # who asks, for a second try; empty where a second try says what the first said
    shut: dict[str, datetime] = field(default_factory=dict)  # hosts that asked for a longer wait than a run lasts
    deaf: dict[str, int] = field(default_factory=dict)  # addresses in a row that a host gave no answer for

    async def look(self, url: str, title: str) -> Live:
        """The outcome with its evidence; ``title`` is the cited one, empty where there is none."""
        try:
            uri = Uri.parse(url)
        except BadAddressError as error:
            return Live(url, Outcome.UNSUPPORTED, Verdict.UNKNOWN, evidence=(str(error),))
        attempts: list[Attempt] = []
        while True:
            if self.online.offline:
                return self._offline(url, attempts)
            if (until := self.shut.get(uri.host)) is not None and self.clock.now() < until:
                evidence = (f"the host asked to be left alone until {until:%Y-%m-%d %H:%M} UTC",)
                return Live(url, Outcome.BLOCKED, Verdict.BLOCKED, evidence=evidence, attempts=tuple(attempts))
            if self.deaf.get(uri.host, 0) >= _DEAF:
                evidence = (f"{_DEAF} other addresses of this host got no answer: not asked any more",)
                return Live(url, Outcome.TIMEOUT, Verdict.UNREACHABLE, evidence=evidence)
            began = self.clock.monotonic()
            at = self.clock.now()
            answer: Answer | None = None
            try:
                answer = await self.fetch(Request(uri, headers=self._said(attempts), jar=(jar := Jar())))
                self._heed(answer)
                seen = await self._read(answer, uri, title, jar)
                detail, dns = "; ".join(seen.evidence), None
            except FetchError as error:
                if error.outcome in _SOMEBODY:
                    self.online.sign_of_life()
                if error.outcome in _NO_NETWORK and not await self.online.confirm():
                    return self._offline(url, attempts)
                final = str(error.uri) if error.uri and error.hops else ""
                if error.dns is DnsFault.UNKNOWN_HOST:
                    error.detail += ", asked from this network"
                seen = Live(url, error.outcome, Verdict.UNKNOWN, error.status, final, redirects=error.hops)
                seen = replace(seen, evidence=(titles.clean(error.detail),))
                detail, dns = titles.clean(error.detail), error.dns
            spent = answer.seconds if answer else self.clock.monotonic() - began
            attempts.append(Attempt(at, seen.outcome, seen.status, detail, round(spent, 3), dns))
            wait = self._wait(seen, attempts, answer)
            if wait is None:
                break
            self.limiter.pause(f"host:{uri.host}", wait)
        self.deaf[uri.host] = self.deaf.get(uri.host, 0) + 1 if seen.outcome is Outcome.TIMEOUT else 0
        if seen.outcome in _UPGRADED and (uri.scheme, uri.port) == ("http", 80):
            upgraded = await self._over_tls(uri, title)
            if upgraded is not None:
                return replace(upgraded, url=url, attempts=tuple(attempts))
        same = [a for a in attempts if a.outcome is attempts[-1].outcome and a.dns is attempts[-1].dns]
        verdict = verdict_now(seen.outcome, confirmed=len(same) > 1, dns=attempts[-1].dns)
        if seen.outcome is Outcome.GONE and seen.title_agrees is True:
            verdict = Verdict.SUSPECT
        return replace(seen, url=url, verdict=verdict, attempts=tuple(attempts))

    def _said(self, attempts: list[Attempt]) -> Mapping[str, str]:
        """The headers of a try."""
        if not attempts or not self.agent:
            return {}
        return {**_AS_BROWSER, "User-Agent": self.agent if "Mozilla" in self.agent else f"{_BROWSER} {self.agent}"}

    async def _over_tls(self, uri: Uri, title: str) -> Live | None:
        """The page over https where plain http gets no answer; None where it is not there either."""
        secure = replace(uri, scheme="https", port=443)
        try:
            jar = Jar()
            seen = await self._read(await self.fetch(Request(secure, jar=jar)), secure, title, jar)
        except FetchError:
            return None
        if seen.outcome not in {Outcome.ALIVE, Outcome.MOVED}:
            return None
        return replace(seen, verdict=Verdict.ALIVE, evidence=(*seen.evidence, "answers over https only"))

    def _heed(self, answer: Answer) -> None:
        """Leave a host alone that says so twice, for longer than anyone would wait: once may be one page's own."""
        told = retry_after(answer.headers, self.clock.now()) if answer.status in {429, 503} else None
        if told is not None and told > self.patience.longest:
            now = self.clock.now()
            again = answer.uri.host in self.shut
            self.shut[answer.uri.host] = now + timedelta(seconds=min(told, 86_400 * 7)) if again else now

    def _offline(self, url: str, attempts: list[Attempt]) -> Live:
        evidence = ("no control address answers",)
        return Live(url, Outcome.OFFLINE, Verdict.UNKNOWN, evidence=evidence, attempts=tuple(attempts))

    def _wait(self, seen: Live, attempts: list[Attempt], answer: Answer | None) -> float | None:
        """Seconds before another try, None where none would help."""
        most = _AGAIN.get(seen.outcome, 1)
        if seen.outcome is Outcome.BLOCKED and answer is not None:
            most = 3 if answer.status in {425, 429} else 1 if answer.status in _SETTLED else most
        same = sum(attempt.outcome is seen.outcome for attempt in attempts)  # a 404 after a time-out is still the first
        if same >= most or len(attempts) >= self.patience.tries:
            return None
        status = answer.status if answer else None
        return self.patience.wait(len(attempts), status, answer.headers if answer else {}, self.clock.now())

    async def _read(self, answer: Answer, uri: Uri, title: str, jar: Jar) -> Live:
        """What an answer means: its status, then where it led, then what the page says."""
        page = read_page(answer.body, answer.content_type)
        markup = decode(answer.body[:LOOK], answer.content_type) if b"<" in answer.body[:LOOK] else ""
        if 200 <= answer.status < 300 or answer.status == 300:
            onward = await self._onward(answer, page, markup, jar)
            if onward is not None:
                answer = onward
                page = read_page(answer.body, answer.content_type)
                markup = decode(answer.body[:LOOK], answer.content_type)
        final = str(answer.uri)
        agreed = _agreement(title, page)
        # a redirect to nowhere with something to read is what browsers show
        shown = answer.status in REDIRECTS and len(page.text) > _SOMETHING
        live = Live(
            str(uri),
            Outcome.ALIVE if shown else outcome_of_status(answer.status),
            Verdict.UNKNOWN,
            answer.status,
            final,
            "",
            page.title,
            agreed,
            answer.hops,
            {name: titles.clean(answer.headers[name], 200) for name in _KEPT if name in answer.headers},
        )
        wall = page_phrases.says_wall(page, answer.headers)
        if wall and agreed is not True and not (answer.status == 200 and _own(page, wall, uri)):
            return replace(live, outcome=Outcome.BLOCKED, evidence=(f"bot wall: {titles.clean(wall)}",))
        if live.outcome is Outcome.GONE and scripted.is_shell(markup, page) and not page_phrases.says_not_found(page):
            # hosts of static files send a site's shell, with 404, for every page that its scripts draw
            told = f"needs a browser: status {answer.status}, and scripts fill the page"
            return await self._drawn(replace(live, outcome=Outcome.NEEDS_BROWSER, evidence=(told,)), answer, title)
        if live.outcome is not Outcome.ALIVE:
            return replace(live, evidence=(f"status {answer.status}",))
        led = astray(str(uri), final) if answer.hops and (agreed is not True or is_search(str(uri), final)) else None
        door = agreed is not True and page_phrases.says_login(page)
        if door or (led is not None and led[0] is Doubt.LOGIN):
            door = door or (led[1] if led else "")
            return replace(live, outcome=Outcome.BLOCKED, evidence=(f"a login or consent page: {door}",))
        told = oembed.question(uri)
        if told:
            outcome, name = await self._embedded(told)
            if outcome is not None:
                name = name or page.title
                return replace(
                    live,
                    outcome=outcome,
                    title=name,
                    title_agrees=titles.agrees(title, name),
                    evidence=(f"oEmbed: {outcome.value}",),
                )
        nothing = not answer.cut and _shows_text(answer)
        if (
            answer.status in {204, 205}
            or scripted.holds_nothing(answer.body)
            or (nothing and scripted.shows_nothing(markup, page, answer.body))
        ):
            return replace(live, outcome=Outcome.SOFT_404, evidence=("the page is empty",))
        if led is not None:
            outcome, how = _ASTRAY[led[0]]
            moved = new_address(answer.hops, final)
            return replace(live, outcome=outcome, moved_to=moved, evidence=(f"{how}: {led[1]}",))
        if agreed is not True and (said := declared.says_shut(markup, page, partial(bears_its_name, page, uri))):
            return replace(live, outcome=Outcome.BLOCKED, evidence=(said,))
        live = await self._suspected(live, answer, page, uri, markup, title)
        if live.outcome in {Outcome.ALIVE, Outcome.MOVED} and agreed is not True and scripted.is_shell(markup, page):
            told = "needs a browser: scripts fill the page"
            live = await self._drawn(replace(live, outcome=Outcome.NEEDS_BROWSER, evidence=(told,)), answer, title)
        return live

    async def _drawn(self, live: Live, answer: Answer, title: str) -> Live:
        """What a browser shows of a page that scripts fill; as it was where there is none, or it shows no more."""
        if self.browser is None:
            return live
        markup = await self.browser.rendered(answer.uri)
        page = read_page(markup.encode("utf-8", "replace"), "text/html; charset=utf-8")
        live = replace(live, title=page.title or live.title, title_agrees=best_agreement(title, page))
        if live.title_agrees is not True:
            for outcome, said in (
                (Outcome.BLOCKED, page_phrases.says_wall(page, {}) or page_phrases.says_login(page)),
                (Outcome.SOFT_404, page_phrases.says_not_found(page) or page_phrases.says_parked(page)),
            ):
                if said:
                    return replace(live, outcome=outcome, evidence=(f"in a browser the page says: {said}",))
        words = titles.words(page.text) - titles.words(page.title)
        if live.title_agrees is not True and (len(words) < _READABLE or page_phrases.whispers_not_found(page)):
            return live
        return replace(live, outcome=Outcome.ALIVE, evidence=("seen in a browser",))

    async def _onward(self, answer: Answer, page: Page, markup: str, jar: Jar) -> Answer | None:
        """The answer that a refresh or a plain script sends to, followed once; None where the page stays.

        Raises :class:`FetchError` of the way on.
        """
        refresh = scripted.refreshed_to(markup, answer.headers)
        place = refresh or scripted.scripted_to(markup, page)
        if not place:
            return None
        try:
            on = declared.base(markup)
            there = (answer.uri.join(on) if on else answer.uri).join(place)
        except (BadAddressError, ValueError):
            return None
        if there == answer.uri and not jar.header(there.host):
            return None
        try:
            next_one = await self.fetch(Request(there, jar=jar))
        except FetchError as error:
            if error.outcome is Outcome.REFUSED_PRIVATE or error.outcome in _NO_NETWORK:
                raise
            return None
        if not refresh and outcome_of_status(next_one.status) is Outcome.GONE:
            return None  # scripts have conditions ("on a telephone …"), and the page itself is there
        hops = (*answer.hops, *((Hop(answer.status, str(answer.uri)),) if there != answer.uri else ()), *next_one.hops)
        return replace(next_one, hops=hops)

    async def _suspected(self, live: Live, answer: Answer, page: Page, uri: Uri, markup: str, title: str) -> Live:
        """A page with status 200: is it the page?"""
        final = live.final_url
        outcome = outcome_of_redirects(answer.hops, final)
        if answer.hops:
            live = replace(live, outcome=outcome, moved_to=new_address(answer.hops, final))
        if live.title_agrees is True:
            return replace(live, outcome=Outcome.ALIVE) if outcome is Outcome.HOME_PAGE else live
        if outcome is Outcome.HOME_PAGE:
            return replace(live, evidence=("sent to the front page",))
        said = page_phrases.says_not_found(page)
        if said:
            return replace(live, outcome=Outcome.SOFT_404, evidence=(f"the page says: {said}",))
        if said := declared.says_gone(markup, page):
            return replace(live, outcome=Outcome.SOFT_404, evidence=(f"the page says so in its markup: {said}",))
        if answer.hops and not page_phrases.error_query(str(uri)) and (said := page_phrases.error_query(final)):
            return replace(live, outcome=Outcome.SOFT_404, evidence=(f"sent to an error page: {said}",))
        parked = (
            page_phrases.parked_at(answer.uri.host, uri.host)
            or page_phrases.says_parked(page)
            or declared.says_parked(markup, page, answer.uri.host)
        )
        if parked:
            return replace(live, outcome=Outcome.SOFT_404, evidence=(f"parked domain: {parked}",))
        if not _shows_text(answer) and not page.names:
            return live
        found, walled = page_phrases.whispers_not_found(page), page_phrases.whispers_wall(page)
        wrong = Outcome.BLOCKED if walled and not found else Outcome.SOFT_404
        told = [
            text
            for text, doubt in (
                ("its text says that nothing was found", found),
                ("its title is another", live.title_agrees is False),
            )
            if doubt
        ]
        as_is = replace(live, evidence=tuple(told)) if told else live
        if scripted.is_shell(markup, page) or declared.frames(markup):
            return as_is  # what it shows is not in it
        if live.title_agrees is False and len(page.core) <= _NEXT_TO_NOTHING and is_strange(title, page):
            why = "the page says next to nothing, and nothing of the cited title"
            return replace(live, outcome=wrong, evidence=(*told, why))
        # a few words may be an author's ("no copies found"); a whole clause in a text of a few lines is not
        if found and len(page.core) <= _HARDLY_MORE and (answer.status == 300 or page_phrases.is_clause(found)):
            return replace(live, outcome=Outcome.SOFT_404, evidence=(*told, "it says hardly more"))
        if said := page_phrases.amounts_to_not_found(page):
            return replace(live, outcome=Outcome.SOFT_404, evidence=(*told, f"it says hardly more than: {said}"))
        doubts = [*told, *([_ASKS] if walled else []), *declared.doubts(markup, answer.headers, uri)]
        if answer.hops and left_behind(uri, answer.uri) and (walled or found):
            return replace(live, outcome=wrong, evidence=(*doubts, "nothing of the cited address is left in its own"))
        slight = len(page.core) <= _LITTLE or (bool(answer.hops) and left_behind(uri, answer.uri))
        # where no title is cited, the address alone can say which page it should be: a number or several words; one
        # word may be a site's only page, whatever is asked
        untold = live.title_agrees is None and has_name(uri.target)
        if doubts or ((slight or live.title_agrees is None) and not bears_its_name(page, uri)):
            if not (doubts or untold) and is_start(str(uri)):
                return as_is
            worded = live.title_agrees is None and has_word(uri.target) and declared.is_one_of_many(markup, uri)
            named = untold or worded
            if not (doubts or slight or named):
                return as_is
            same = await self.siblings.same(uri, answer, page, slight=not (doubts or named))
            if not same and live.title_agrees is None and not doubts and "<img" not in lowered(markup):
                same = await self.siblings.lone(uri, page)
            if same:
                return replace(live, outcome=wrong, evidence=(*doubts, same))
        return as_is

    async def _embedded(self, question: str) -> tuple[Outcome | None, str]:
        try:
            return oembed.meaning(await self.fetch(Request(Uri.parse(question))))
        except FetchError:
            return None, ""  # the page's own answer stands


def _agreement(title: str, page: Page) -> bool | None:
    """Whether the page has the cited title.  Beside a message the name of its site is not enough, where that has only
    some of the title's words: "Repository of Elbing", "Item withdrawn"."""
    agreed = best_agreement(title, page)
    if agreed is True and not any(titles.covers(title, name) for name in page.names):
        return not page_phrases.says_not_found(page)
    return agreed


def _own(page: Page, said: str, uri: Uri) -> bool:
    """Whether a notice stands on a page that is called as its address calls it: "enable JavaScript for the map"."""
    return said not in page.names and len(said) < len(page.core) and bears_its_name(page, uri)


def _shows_text(answer: Answer) -> bool:
    """Whether it should have something to read, and has if it is a page: a PDF is no page, an empty one is nothing."""
    kind = answer.content_type.split(";", 1)[0].strip().lower()
    if kind == "application/pdf":
        return not answer.body.strip() or is_mislabelled(answer.body)
    return not kind or "html" in kind or kind.startswith("text/")
