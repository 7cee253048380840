"""What a user says of addresses: which are left out, which answers are good, what was seen lately, what is known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.errors import JobError
from bibtool.links.archives.cited import cited_copy
from bibtool.links.history import Decision, History
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.plan import Mention, Target, complete
from bibtool.links.result import Result, mention_of
from bibtool.links.settings import Settings
from bibtool.links.uri import BadAddressError, Uri, absolute
from bibtool.text.patterns import regex

_RANGE = regex(r"\s*(\d{3})\s*(?:(?:-|\.\.=?)\s*(\d{3}))?\s*")
#: Answers that are the same tomorrow; what only failed is asked again.
_LASTING = frozenset({Verdict.ALIVE, Verdict.BLOCKED, Verdict.DEAD_NOW, Verdict.DEAD})
#: What a person may say of an address, and the word that takes it back.
MARKS = {"alive": Verdict.ALIVE, "dead": Verdict.DEAD, "none": None}


class Wishes(Struct, frozen=True):
    """``exclude`` are patterns that an address may hold, ``accept`` ranges of statuses, ``cache`` days."""

    exclude: tuple[re.Pattern[str], ...] = ()
    accept: tuple[range, ...] = ()
    cache: float = 0.0

    def kept(self, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], int]:
        """Mentions that are checked, and how many are left out."""
        left = tuple(m for m in mentions if not self._excluded(m))
        return left, len(mentions) - len(left)

    def _excluded(self, mention: Mention) -> bool:
        urls = [complete(c.url) for c in mention.urls] or [mention.doi]
        return any(pattern.search(url) for pattern in self.exclude for url in urls)

    def judged(self, result: Result, decisions: Mapping[str, Decision]) -> Result:
        """With an accepted status as alive; a person's word goes before everything."""
        known = decisions.get(result.url)
        if known is not None:
            said = f"marked {known.verdict.value} on {known.at:%Y-%m-%d}" + (f": {known.note}" if known.note else "")
            return replace(result, verdict=known.verdict, evidence=(*result.evidence, said), marked=known.note or said)
        if result.status is not None and any(result.status in each for each in self.accept):
            said = f"status {result.status} is accepted"
            return replace(result, verdict=Verdict.ALIVE, evidence=(*result.evidence, said))
        return result

    def remembered(self, target: Target, settings: Settings, history: History, now: datetime) -> Result | None:
        """What was seen of a target in the last days, if it is as good as a new check."""
        if not self.cache:
            return None
        rows = [seen for seen in history.of(target.url) if now - seen.checked_at <= timedelta(days=self.cache)]
        if not rows or rows[-1].checked_at > now + timedelta(minutes=5):
            return None
        try:
            result = Result.from_json(rows[-1].result)
        except (KeyError, TypeError, ValueError):
            return None
        if result.verdict not in _LASTING or result.outcome is Outcome.OFFLINE or result.url != target.url:
            return None
        dates = {mention.accessed for mention in result.mentions}
        if any(mention_of(mention, None).accessed not in dates for mention in target.mentions):
            return None
        asked = settings.archives is None or any(name.strip().lower() != "none" for name in settings.archives)
        looked = result.archives or any(mention.snapshot for mention in result.mentions) or cited_copy(target.url)
        return result if looked or not asked else None


NOTHING = Wishes()


def wishes(exclude: Sequence[str] = (), accept: Sequence[str] = (), cache: object = None) -> Wishes:
    """From what options say.  Raises JobError BT515."""
    patterns: list[re.Pattern[str]] = []
    for text in exclude:
        try:
            patterns.append(re.compile(text, re.IGNORECASE))
        except re.error as error:
            raise JobError(
                Code.BAD_LINK_SETTING, setting="--exclude", reason=f"{text!r} is no regular expression: {error}"
            ) from None
    ranges: list[range] = []
    for text in (part for each in accept for part in each.split(",") if part.strip()):
        found = _RANGE.fullmatch(text)
        statuses = range(int(found[1]), int(found[2] or found[1]) + 1) if found is not None else range(0)
        if not statuses:  # nor where a range runs backwards
            raise JobError(Code.BAD_LINK_SETTING, setting="--accept", reason=f"{text!r}: write 403 or 500-599")
        ranges.append(statuses)
    days = 0.0
    if cache not in (None, ""):
        try:
            days = float(str(cache))
        except ValueError:
            days = -1.0
        if not 0 <= days < 10_000:
            raise JobError(Code.BAD_LINK_SETTING, setting="--cache", reason=f"{cache!r} is no number of days")
    return Wishes(tuple(patterns), tuple(ranges), days)


def mark(url: str, word: str, note: str, history: Path | str) -> Decision | None:
    """Keep a person's word on an address; None where it was taken back.

    Raises JobError BT515 for another word and for what is no address, BT516, and BT519 where there was nothing to take
    back.
    """
    from bibtool.database import DatabaseError

    if word not in MARKS:
        raise JobError(Code.BAD_LINK_SETTING, setting="--mark", reason=f"{word!r}: write {', '.join(MARKS)}")
    address, verdict = complete(url), MARKS[word]
    if verdict is not None:
        _check_address(url)
    try:
        with History(history) as store:
            if verdict is None:
                if not store.undecide(address):
                    raise JobError(Code.ADDRESS_NEVER_CHECKED, url=address)
                return None
            decision = Decision(address, verdict, note.strip(), datetime.now(UTC))
            store.decide(decision)
            return decision
    except DatabaseError as error:
        raise JobError(Code.HISTORY_UNUSABLE, files.exit_for(error), reason=str(error)) from None


def _check_address(text: str) -> None:
    """Raises JobError BT515 for what no citation can have as its address."""
    try:
        whole = absolute(text)
        if whole.startswith(("http://", "https://")):
            Uri.parse(whole)
    except BadAddressError:
        reason = f"{text!r} is not an address: write it as it is cited, as in http://example.org/page"
        raise JobError(Code.BAD_LINK_SETTING, setting="--mark", reason=reason) from None
