"""Addresses as printed and as they were: where they stand, where lines broke them, what they may have been."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Protocol

from msgspec import Struct

from bibtool.text.compiled import compiled
from bibtool.text.letters import CYRILLIC_LOWER, CYRILLIC_UPPER
from bibtool.text.patterns import regex


class UrlCandidate(Struct, frozen=True):
    """One reading of a printed address.

    ``score`` orders the readings of one address (higher is better, comparable within one address only);
    ``evidence`` names what speaks for it, in the order it was found.
    """

    url: str
    score: float
    evidence: tuple[str, ...] = ()


# An address in angle brackets runs to the bracket, over any white space (RFC 3986, appendix C, recommends just
# that).  A bare one runs to white space, and over a line break where its last character can not end an address
# or the next line goes on like one.  A host without scheme needs "www." or a path, else "Obserwator.Kultura"
# and every abbreviation would be one.  A word may stick to an address ("politykahttp://", "dostępwww.x.example"): a
# scheme begins one wherever it stands, "www." after a letter where a host of two more parts follows, and a host in
# Latin letters after a Cyrillic one.
_CYRILLIC = f"[{CYRILLIC_UPPER}{CYRILLIC_LOWER}]"
# Labels and their number are bounded (63 letters, RFC 1035), or a long run of them would be read again at each of them.
# Few words have a full stop behind them, so that is looked for first.
_HOST = (
    rf"(?:(?<![\w@./-])(?=[\w-]{{1,63}}+\.)(?![^\W\d_]{{1,40}}www\.|{_CYRILLIC}{{1,40}}[a-z])[\w-]{{1,63}}"
    rf"|(?<={_CYRILLIC})[a-z][a-z0-9-]{{0,62}})\.(?:[\w-]{{1,63}}\.){{0,9}}[a-z]{{2,6}}"
)
_WWW = r"www\.(?:(?<![\w@.]www\.)|(?<=[^\W\d_]www\.)(?=[\w-]{1,63}\.[a-z]))"
# A space within a line parts an address only before the name of a file ("texts/ vv_6.htm"), or inside a host
# ("http://www. example.org", "https://kra. example.org/x"): elsewhere what follows is a word of the note.
_FILE = r"[\w%~.-]{1,80}\.(?:[sx]?html?|php\d?|aspx?|jsp|pdf|docx?|djvu|txt|xml|jpe?g|png)(?!\w)"
_MORE = (
    r"(?:(?<=[/_=&?%#~+-])\s*\n\s*(?=[\w%(/-])|(?<=\.)\s*\n\s*(?=[a-z0-9-]+[/.])"
    rf"|(?<=[/_=-])[ ](?={_FILE}))"
)
_SCHEME = (
    r"(?:https?|ftp)(?:\s?:\s?/\s?/\s?(?=[\w-]{1,63}\.[\w-])|://)"
    r"(?:www\.[ ](?=[\w-]{1,63}\.[a-z])|[a-z0-9-]{1,63}\.[ ](?=(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,6}/))?"
)
# Bounded, as addresses that stick together are read one after the other: no browser takes a longer one.
_TAIL = rf"(?:[^\s<>\[\]„”«»\"|]|{_MORE}){{0,5000}}"
_REGION = (
    rf"<\s*(?P<angle>(?:(?:https?|ftp)\s*:\s*/\s*/|www\.)[^<>]{{3,1200}})>"
    rf"|(?P<bare>(?:(?=[hfw])(?:{_SCHEME}|{_WWW})|{_HOST}/){_TAIL})"
)
_BREAK = regex(r"(?P<before>[-\u00ad\u2010]?)(?P<space>\s+)(?P<after>[-\u2010]?)")
_MAX_READINGS = 32
_MAX_WEIGHED = 64  # breaks; no address has as many, and each asks all words of the note
_NEAR = 500  # characters on each side of a break that are looked at
_DOUBLED = "doubled hyphen"
_SLUG_PART = regex(r"[^\W_]+")


class Break(Struct, frozen=True):
    """One place where a printed address was broken, and how it may be joined: (text between, prior)."""

    start: int
    end: int
    options: tuple[tuple[str, float, str], ...]


class PrintedUrl(Struct, frozen=True):
    """An address in a text: its span without brackets, its breaks."""

    start: int
    end: int
    breaks: tuple[Break, ...]

    @property
    def open(self) -> bool:
        """Whether a break leaves a choice that words can settle."""
        return any(len(b.options) > 1 and b.options[0][2] != _DOUBLED for b in self.breaks)


class Finder(Protocol):
    """A pattern, or what searches like one."""

    def search(self, text: str, pos: int, endpos: int, /) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""


@cache
def _region() -> re.Pattern[str]:
    return compiled(_REGION, re.IGNORECASE)


# What every address has: first, or behind a scheme, or behind the letters, figures and hyphens of a host.  A pattern
# that begins with a class is looked for four times as fast as one that begins with a choice, and faster still without a
# letter in it.
_SIGN = regex(r"[/<Ww](?:(?<=[/<])|[Ww]{2}\.)")
_MARK = regex("[/<]")  # what is left of it in most texts
_SCHEME_LENGTH = 9  # "https : /"
_FIRSTS = "hfwHFW<"  # what those begin with that begin with no host


def _sign(text: str) -> re.Pattern[str] | None:
    """What is looked for in a text that may hold an address."""
    if "www." in text.lower():
        return _SIGN
    return _MARK if "/" in text or "<" in text else None


def _first(text: str, at: int, signs: re.Pattern[str]) -> re.Match[str] | None:
    """The first region from a place on.  Most notes have none, and signs are found much faster than regions: so it is
    tried where that of each sign can begin."""
    region = _region()
    for sign in signs.finditer(text, at):
        host = place = sign.start()
        while host > at and (text[host - 1].isalnum() or text[host - 1] in "_.-"):
            host -= 1
        # "2014/3": a host has a full stop before its slash
        hosted = text.find(".", host, place) >= 0 if text[place] == "/" else text[place] != "<"
        for start in range(max(at, min(host, place - _SCHEME_LENGTH)), place + 1):
            match = region.match(text, start) if hosted or text[start] in _FIRSTS else None
            if match is not None:
                return match
        at = place + 1
    return None


def regions(text: str) -> Iterator[re.Match[str]]:
    """What looks like an address, as it is printed."""
    at = 0
    signs = _sign(text)
    while signs and (match := _first(text, at, signs)):
        yield match
        at = match.end()


def find(text: str, cut: Finder | None = None) -> Iterator[PrintedUrl]:
    """The addresses of a text, in order.  What ``cut`` finds in a bare one is the note's, with all behind it."""
    at = 0
    signs = _sign(text)
    while signs and (match := _first(text, at, signs)):
        group = "angle" if match.group("angle") else "bare"
        start, end = match.span(group)
        words = cut.search(text, start, end) if cut is not None and group == "bare" else None
        printed = text[start : words.start() if words else end]
        end = start + len(_trim(printed) if group == "bare" else printed.rstrip())
        at = match.end() if group == "angle" else max(end, start + 1)
        yield PrintedUrl(start, end, tuple(_breaks(text, start, end)))


# Another address behind a comma or semicolon; a bracket that is never closed, with the word behind it ("x(dostęp").
_NEXT = regex(r"[,;|]+(?=(?:https?|ftp)://|www\.)", re.IGNORECASE)
_UNCLOSED = regex(r"\([^\W\d_]{2,}\Z")


def _trim(url: str) -> str:
    """Without the punctuation of the sentence, and what stands behind the address without a space; a closing bracket
    stays where its opening one is inside."""
    another = _NEXT.search(url)
    if another:
        url = url[: another.start()]
    unclosed = _UNCLOSED.search(url)
    if unclosed:
        url = url[: unclosed.start()]
    while url:
        last = url[-1]
        if last in ".,;:!'’…" or (last in ")]}" and url.count(last) > url.count("([{"[")]}".index(last)])):
            url = url[:-1]
        elif last.isspace():
            url = url.rstrip()
        else:
            break
    return url


def _breaks(text: str, start: int, end: int) -> Iterator[Break]:
    for match in _BREAK.finditer(text, start, end):
        at, stop = match.span()
        options: tuple[tuple[str, float, str], ...]
        if "\u00ad" in match.group("before"):
            options = (("", 1.0, "soft hyphen"),)
        elif match.group("before") and match.group("after"):
            # Polish practice (and that of some others) repeats a real hyphen on the next line.
            options = (("-", 0.97, _DOUBLED), ("--", 0.03, "two hyphens"))
        elif match.group("before") and "\n" in match.group("space"):
            options = (("-", 0.5, "hyphen kept"), ("", 0.5, "hyphen of the line break dropped"))
        else:
            options = ((match.group("before") + match.group("after"), 1.0, "joined"),)
        yield Break(at, stop, options)


class SlugEvidence(Struct, frozen=True):
    """What may decide a hyphen: the words near the address (folded and transliterated), those of other addresses."""

    words: frozenset[str]
    known: Callable[[str], bool]

    def starts(self, part: str) -> bool:
        """Whether a word begins with ``part`` (at least three letters)."""
        return len(part) > 2 and any(word.startswith(part) for word in self.words)


NO_EVIDENCE = SlugEvidence(frozenset(), lambda part: False)


def readings(text: str, url: PrintedUrl, evidence: SlugEvidence) -> tuple[UrlCandidate, ...]:
    """All readings of an address, the best first, each with what speaks for it."""
    if not url.breaks:
        return (UrlCandidate(text[url.start : url.end], 1.0, ("as printed",)),)
    weighed = [_weigh(text, url, b, evidence) for b in url.breaks[:_MAX_WEIGHED]]
    choices = [*weighed, *(b.options for b in url.breaks[_MAX_WEIGHED:])]
    total = 1
    for i, options in enumerate(choices):  # beyond a bound, later breaks keep their best reading only
        if total * len(options) > _MAX_READINGS:
            choices[i] = (max(options, key=lambda o: o[1]),)
        total *= len(choices[i])
    found: dict[str, UrlCandidate] = {}
    for combination in product(*choices):
        parts: list[str] = []
        at, score, notes = url.start, 1.0, []
        for b, (join, weight, note) in zip(url.breaks, combination, strict=True):
            parts += [text[at : b.start], join]
            at, score = b.end, score * weight
            if note not in notes:
                notes.append(note)
        candidate = UrlCandidate("".join([*parts, text[at : url.end]]), round(score, 4), tuple(notes))
        known = found.get(candidate.url)
        if known is None or known.score < candidate.score:
            found[candidate.url] = candidate
    return tuple(sorted(found.values(), key=lambda c: (-c.score, c.url)))


def _weigh(text: str, url: PrintedUrl, b: Break, evidence: SlugEvidence) -> tuple[tuple[str, float, str], ...]:
    """The options of a break, weighed by the words that it joins or parts."""
    if len(b.options) == 1 or b.options[0][2] == _DOUBLED:
        return b.options
    left_text = re.sub(r"\s+", "", text[max(url.start, b.start - _NEAR) : b.start])
    right_text = re.split(r"\s", text[b.end : min(url.end, b.end + _NEAR)], maxsplit=1)[0]
    left = _last_part(left_text)
    right = _first_part(right_text)
    keep, drop = 0.5, 0.5
    why_keep, why_drop = "hyphen kept", "hyphen of the line break dropped"
    joined = left + right
    if joined in evidence.words or evidence.known(joined):
        drop, why_drop = 8.0, f"“{joined}” is a word of the note or of another address"
    elif len(joined) > 5 and evidence.starts(joined):
        drop, why_drop = 5.0, f"a word of the note begins with “{joined}”"
    elif len(joined) > 6 and any(joined.startswith(w) and len(w) > max(5, len(left)) for w in evidence.words):
        drop, why_drop = 4.0, f"“{joined}” is a form of a word of the note"
    both = (left in evidence.words or left.isdigit()) + (right in evidence.words or right.isdigit())
    if both == 2:
        keep, why_keep = 8.0, f"“{left}” and “{right}” are words of the note"
    elif both == 1 and drop == 0.5:
        keep, why_keep = 3.0, f"“{left if left in evidence.words else right}” is a word of the note"
    elif drop == 0.5:
        segment = re.split(r"[/?&=]", left_text)[-1] + "-" + re.split(r"[/?&=]", right_text)[0]
        if segment.count("-") >= 3:
            keep, why_keep = 1.2, "the path has other hyphens"
        elif segment.count("-") == 1 and left.isalpha() and right.isalpha():
            drop, why_drop = 1.2, "the path has no other hyphen"
    total = keep + drop
    return (("-", round(keep / total, 4), why_keep), ("", round(drop / total, 4), why_drop))


def _last_part(url: str) -> str:
    parts = _SLUG_PART.findall(url.lower())
    return parts[-1] if parts and url and (url[-1].isalnum()) else ""


def _first_part(url: str) -> str:
    match = _SLUG_PART.match(url.lower())
    return match.group() if match else ""
