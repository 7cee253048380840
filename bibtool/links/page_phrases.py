"""The phrases by which a page with status 200 gives itself away; words are data in ``words/*.toml``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from bibtool.links.messages import (
    ALONE,
    ANYWHERE,
    Candidate,
    Role,
    Vocabulary,
    absent,
    candidates,
    has_own_word,
    hinted,
    sentences,
    told,
    vocabularies,
)
from bibtool.links.page import Page
from bibtool.text.data import tomls
from bibtool.text.patterns import regex

#: A phrase must be this share of a title's or heading's piece to be what the piece says: "Page not found" is,
#: "Page not found: a history of the error" is not.
_SHARE = 0.6
#: A "not found" in the running text counts only on a page with little text: articles quote such phrases.
_SHORT = 1500
#: A page with so little text is what its sentences say: a deleted article leaves a frame and one sentence.
_NOTHING_ELSE = 600
#: A page without a name that has so little text is a message.
_BARE = 200
#: On a page with much to read it must be nearly all of it.
_LONG_SHARE = 0.8
_PHRASES = frozenset({"not_found", "parked", "walls", "login", "troubles"})
#: The list of those of "not_found" that mean something in running text, by their letters ("404" does not).
_LONG, _LONGER = "long_not_found", 8
#: Lists of steps of an address; how they are written there (hyphens, capitals, an ending) does not count.
_STEPS = frozenset({"paths", "doors", "last_doors", "homes", "lists", "shelves"})
#: A domain's name, for which phrases leave the place open: "… is for sale".
_DOMAIN = regex(r"[^\W_][\w-]*(?:\.[\w-]{2,})+")
_DOTTED = regex(r"\.[\w-]{2}")
_WORD = regex(r"[^\W_]+")
_NUMBERED = regex(r"ww\d+\.")  # parked domains lead from "site.org" to "ww25.site.org"
_ENDING = regex(r"\.(?:[sxdp]?html?|php\d?|aspx?|jsp|jsf|do|cgi|cfm|action|pl)\Z")
_INDEX = frozenset({"index", "default"})
_NO = frozenset({"", "0", "false", "no", "none"})
#: A status and its name (RFC 9110) as a server's own page has them for a title: "HTTP Status 404 – Not Found".
_STATUS = regex(r"(?:(?:http|status|error|code|/1\.\d)[ :/#]*)*([45]\d\d)\W+(.+)")
_NAMES = {status.value: status.phrase.lower() for status in HTTPStatus}
#: What programs say where they fail: PHP, Oracle, SQL's states, and exceptions by their whole names.
_PROGRAM = regex(
    r"(?i)\b(?:(?:fatal|parse|syntax) error|warning)\s*:.{1,300}?(?:\bon line \d+|\.php:\d+)|\bORA-\d{5}:|"
    r"\bSQLSTATE\[\w{5}\]|\bTraceback \(most recent call last\)|"
    r"\b[A-Za-z_]\w{0,60}(?:\.\w{1,60}){0,8}\.\w{0,60}(?:Exception|Error)\b"
)
_DIGITS = regex(r"[45]\d\d")
_REFUSED = frozenset({401, 402, 403, 407, 429, 451, 511})
_GONE = frozenset({404, 410})
_FAILED = frozenset(range(400, 600)) - _REFUSED - _GONE
_NAMED = {503: "service temporarily unavailable", 404: "not_found", 408: "request time-out", 504: "gateway time-out"}
_SUBTITLE = regex(r"\s*:\s+[^\W\d_]+\s+[^\W_]")
_SITES = regex(r"\s*[|»•]\s*")  # what parts a page from its site; a dash parts a title as well
_PARTS = regex(r"\s+[|–—\-·»•/]+\s+|\s*[|»•]\s*")
_PIECES = regex(r"\s+[|–—\-·»•/]+\s+|\s*[|»•]\s*|[.!]\s+")


class Phrases(Struct, frozen=True):
    """Phrases by their first and last words, each with the lists that have it: a text is looked through once for all
    lists.  One regular expression for all is as fast, and takes 0.1 s to compile."""

    index: Mapping[str, Mapping[str, list[tuple[str, tuple[str, ...]]]]]

    @classmethod
    def of(cls, lists: Mapping[str, Iterable[str]]) -> Phrases:
        """From lists of phrases in lower case."""
        kinds: dict[str, list[str]] = {}
        for kind, phrases in lists.items():
            for phrase in phrases:
                kinds.setdefault(phrase, []).append(kind)
        found: dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]] = {}
        for phrase, having in kinds.items():
            words = _WORD.findall(phrase)
            found.setdefault(words[0], {}).setdefault(words[-1], []).append((phrase, tuple(having)))
        return cls(found)


class Signs(Struct, frozen=True):
    """All phrases and steps of all languages, in lower case."""

    phrases: Phrases
    headers: tuple[tuple[str, str], ...]
    steps: Mapping[str, frozenset[str]]  # of addresses, by the names of their lists
    clauses: frozenset[str]  # those of "not_found" that are three words or more
    hosts: tuple[str, ...]  # where domains are parked and sold
    messages: Mapping[str, Vocabulary]  # by the same names as phrases
    rows: Mapping[str, tuple[str, ...]]  # other lists, in order


@cache
def signs() -> Signs:
    """The phrases of every file in ``words/``."""
    rows: dict[str, list[str]] = {}
    tables: list[Mapping[str, Any]] = []
    for _, data in tomls("links/words"):
        for name, values in data.items():
            if name == "messages":
                tables.append(values)
            else:
                rows.setdefault(name, []).extend(values)
    headers = tuple((h.split(":", 1)[0].strip(), h.split(":", 1)[1].strip()) for h in rows["headers"])
    said = {kind: sorted({v.lower().rstrip(" .!…") for v in rows[kind]}) for kind in sorted(_PHRASES)}
    said[_LONG] = [p for p in said["not_found"] if len(p) > _LONGER]
    return Signs(
        Phrases.of(said),
        headers,
        {kind: frozenset(map(step_of, rows[kind])) for kind in sorted(_STEPS)},
        frozenset(p for p in said[_LONG] if p.count(" ") > 1),
        tuple(rows["hosts"]),
        vocabularies(tables, rows["shared"]),
        {
            name: tuple(sorted({v.lower() for v in values}))
            for name, values in rows.items()
            if name not in _PHRASES | _STEPS
        },
    )


def step_of(text: str) -> str:
    """A step of an address as the lists have it: ``Sign_In.aspx`` is ``signin``."""
    return _ENDING.sub("", text.lower()).replace("-", "").replace("_", "")


def says_not_found(page: Page) -> str:
    """The phrase by which title, heading or only sentence says that there is no such page, or that a program of the
    site failed; empty where none does."""
    gone = _status(page, _GONE) or _in_names(page, "not_found") or _only_says(page, "not_found")
    if gone or len(page.core) > _SHORT:  # an article may be called "Error"
        return gone
    failed = _status(page, _FAILED) or _in_names(page, "troubles") or _only_says(page, "troubles")
    if failed or len(page.core) > _NOTHING_ELSE:
        return failed
    told = _PROGRAM.search(page.core)
    return told[0][:_BARE] if told else _bare(page, "troubles")


def _status(page: Page, kinds: frozenset[int]) -> str:
    """The title or heading that is nothing but a status and its name."""
    for name in page.names:
        if not _DIGITS.search(name):
            continue
        lowered = name.lower()
        for piece in {lowered, *_SITES.split(lowered)}:
            found = _STATUS.fullmatch(piece.strip(" .!"))
            if found and int(found[1]) in kinds:
                said = found[2].strip(" .!()")
                if said in {_NAMES.get(int(found[1])), _NAMED.get(int(found[1]))}:
                    return piece
    return ""


def whispers_not_found(page: Page) -> str:
    """The phrase where only the text of a short page says it, or a sentence of one with next to no text that may be a
    message: a suspicion, no proof."""
    found = ""
    if len(page.text) <= _SHORT:
        phrases = _in_text(page.text, _LONG)
        found = next((phrase for phrase in phrases if not _is_told_of(phrase, page.names)), "")
    if found or len(page.core) > _NOTHING_ELSE:
        return found
    said, kind = _sentences(page.core, page.names), signs().messages["not_found"]
    return hinted(said, kind, _sentence_of(page)) or hinted(_candidates(page.names, whole=True), kind, ALONE)


def _is_told_of(phrase: str, names: Iterable[str]) -> bool:
    """Whether a name of a page is a title that begins with the phrase: "Document not found: the fate of a will"."""
    begun = [name[len(phrase) :] for name in names if name.lower().startswith(phrase)]
    return any(_SUBTITLE.match(rest) for rest in begun)


def amounts_to_not_found(page: Page) -> str:
    """The clause of a page with next to no text that has the shape of "there is no such page here", though some of its
    words are in no list; empty where there is none, or the page says more."""
    if len(page.core) > _NOTHING_ELSE:
        return ""
    missing, visitor = (signs().messages[kind] for kind in ("not_found", "absent"))
    text = _without_domains(page.core)
    return absent(_candidates(page.names, whole=True), text, missing, visitor, ALONE) or absent(
        _sentences(page.core, page.names), text, missing, visitor, _sentence_of(page)
    )


def _sentence_of(page: Page) -> Sequence[Role]:
    """What a sentence is about that says a page is none: under a heading of its own, a thing is a part of the page
    ("No image available")."""
    return ANYWHERE if has_own_word(page.heading, signs().messages["not_found"]) else ALONE


def is_clause(said: str) -> bool:
    """Whether what a page says is one of the phrases that are known, and of three words at least."""
    return said in signs().clauses


def whispers_wall(page: Page) -> str:
    """The sentence of a page with next to no text that may be a wall's: a suspicion, no proof."""
    if len(page.core) > _NOTHING_ELSE:
        return ""
    said = _sentences(page.core, page.names) + _candidates(page.names, whole=True)
    found = [p for p in _in_text(page.core, "walls") if " " in p]
    return next(iter(found), "") or hinted(said, signs().messages["walls"], ALONE)


def says_parked(page: Page) -> str:
    """The phrase of a parked domain in title, heading or a short text."""
    found = _in_names(page, "parked")
    if found or len(page.text) > _SHORT:
        return found
    text = _without_domains(page.text)
    return next(iter(_in_text(text, "parked")), "") or _only_says(page, "parked")


def parked_at(host: str, cited: str) -> str:
    """The host where redirects ended, where domains are parked there and the cited one is another's."""
    if host == cited:
        return ""
    if _NUMBERED.match(host) and host.partition(".")[2] == cited.removeprefix("www."):
        return host
    return host if any(under(host, h) and not under(cited, h) for h in signs().hosts) else ""


def under(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies in it."""
    return host == domain or host.endswith("." + domain)


def says_wall(page: Page, headers: Mapping[str, str]) -> str:
    """The sign of a bot wall: a vendor's header, or a phrase in title or heading."""
    if headers:
        for name, value in signs().headers:
            if name in headers and value in headers[name].lower():
                return f"{name}: {headers[name]}"
    bare = _bare(page, "walls")
    if bare and _PROGRAM.search(page.core):
        bare = ""  # a database may deny access to its program
    return bare or _status(page, _REFUSED) or _in_names(page, "walls") or _only_says(page, "walls")


def _bare(page: Page, kind: str) -> str:
    """The phrase in a page without a name that has one sentence: a frame of a vendor's, a line of a program's."""
    if page.names or not 0 < len(page.core) <= _BARE:
        return ""
    found = _in_text(page.core, kind)
    return next((phrase for phrase in found if " " in phrase or kind == "walls"), "")


def steps_of(url: str) -> list[str]:
    """The steps of an address's path as the lists have them, without an index file at the end."""
    try:
        steps = [step_of(s) for s in urlsplit(url).path.split("/") if s]
    except ValueError:
        return []
    return steps[:-1] if steps and steps[-1] in _INDEX else steps


def error_path(url: str, known: Collection[str] = ()) -> str:
    """The last step of an address, or the one before it, that names a page of errors and is not ``known``; empty where
    none.  A bare number names one only behind nothing, a language or another such step: else it is a page's own."""
    steps, errors = steps_of(url), signs().steps["paths"]
    for at in range(len(steps) - 1, max(len(steps) - 3, -1), -1):
        step = steps[at]
        if step not in errors or step in known:
            continue
        if not step.isdecimal() or all(s in errors or len(s) == 2 for s in steps[:at]):
            return step
    return ""


def error_query(url: str) -> str:
    """The piece of a query that names an error ("error=404", "page=notfound"), empty where none; a bare number in
    another field is one of a page."""
    errors = signs().steps["paths"]
    for piece in urlsplit(url).query.lower().split("&"):
        name, _, value = piece.partition("=")
        if (name in errors and value not in _NO) or (step_of(value) in errors and not value.isdecimal()):
            return piece
    return ""


def says_login(page: Page) -> str:
    """The phrase by which title or heading asks for a login or for consent, empty where none does."""
    return _in_names(page, "login")


def _in_text(text: str, kind: str) -> Sequence[str]:
    """The phrases of a list that occur in a text, the longest first."""
    return _phrases_in(text).get(kind, ())


@lru_cache(maxsize=16)
def _phrases_in(text: str) -> Mapping[str, Sequence[str]]:
    """The phrases in a text by their lists: kept, since a title or text is asked about for several lists in turn."""
    lowered, phrases = text.lower(), signs().phrases
    pieces = set(lowered.split())
    plain = {piece for piece in pieces if piece.isalnum()}  # most are: the regular expression sees only the others
    words = plain.union(_WORD.findall(" ".join(pieces - plain)))
    found: dict[str, list[str]] = {}
    for first in phrases.index.keys() & words:
        ends = phrases.index[first]
        for last in ends.keys() & words:
            for phrase, kinds in ends[last]:
                for kind in kinds if _stands(phrase, lowered) else ():
                    found.setdefault(kind, []).append(phrase)
    return {kind: sorted(rows, key=lambda p: (-len(p), p)) for kind, rows in found.items()}


def _stands(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text, and not within other words."""
    at = text.find(phrase)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(phrase) : at + len(phrase) + 1].isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False


def _in_names(page: Page, kind: str) -> str:
    """The phrase or message of a kind that a title or heading is.

    A part of a title counts beside the name of a site; on a page with much to read only where its heading, if it has
    one, says nothing else: "Error 404 – a short history" is the title of an article.
    """
    short = len(page.core) <= _SHORT
    names = _heads(page.names) or ((page.core,) if len(page.core) <= _BARE else ())
    phrase = _said(names, kind, ALONE if short else ANYWHERE, whole=False)
    if not phrase or short:
        return phrase
    return _said((page.heading,) if page.heading else page.names, kind, ANYWHERE, whole=True)


@lru_cache(maxsize=16)
def _heads(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without a title that the heading goes on with, which says no more than that: "Under construction",
    "Under construction: a bridge"."""
    begun = [name.lower() for name in names[1:]]
    return tuple(name for name in names if not any(other.startswith(name.lower() + ":") for other in begun))


def _said(names: tuple[str, ...], kind: str, about: Sequence[Role], *, whole: bool) -> str:
    found = _phrases_of(names)
    phrase = _in_pieces(found[kind], whole=whole) if kind in found else ""
    if phrase:
        return phrase
    vocabulary = signs().messages.get(kind)
    return told(_candidates(names, whole=whole), vocabulary, about) if vocabulary else ""


@lru_cache(maxsize=16)
def _candidates(names: tuple[str, ...], *, whole: bool) -> list[Candidate]:
    """What of the names may be a message: kept, since it is looked at for several kinds in turn."""
    between = _SITES if whole else _PARTS  # "Map not found. A history": a sentence of a title is not what it says
    return candidates([p for name in names for p in _pieces(name, between)])


def _only_says(page: Page, kind: str) -> str:
    """The sentence of a page with next to no text that is a message of a kind; what its names say is judged as a whole
    elsewhere."""
    if len(page.core) > _NOTHING_ELSE:
        return ""
    about = _sentence_of(page) if kind == "not_found" else ALONE
    return told(_sentences(page.core, page.names), signs().messages[kind], about)


@lru_cache(maxsize=16)
def _sentences(text: str, names: tuple[str, ...]) -> list[Candidate]:
    for name in names:
        if not _DOMAIN.fullmatch(name):
            text = text.replace(name, ". ")
    said = _without_domains(text)
    return candidates([*sentences(said), said.strip(" .!…")] if len(said) <= _BARE else sentences(said))


def _without_domains(text: str) -> str:
    return " ".join(_DOMAIN.sub(" ", text).split()) if _DOTTED.search(text) else text


@lru_cache(maxsize=16)
def _phrases_of(names: tuple[str, ...]) -> Mapping[str, list[tuple[str, str]]]:
    """The phrases in names by their lists, each with its name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        for kind, phrases in _phrases_in(name).items():
            found.setdefault(kind, []).extend((phrase, name) for phrase in phrases)
    return found


def _in_pieces(found: Sequence[tuple[str, str]], *, whole: bool) -> str:
    """The first phrase that is what a piece of its name says."""
    said = [name.lower() for name in dict.fromkeys(name for _, name in found)]
    pieces = [p for name in said for p in _pieces(name, _SITES if whole else _PIECES)]
    for phrase in dict.fromkeys(p for p, _ in found):
        for piece in pieces:
            at = piece.find(phrase)
            if at < 0 or len(phrase) < (_LONG_SHARE if whole else _SHARE) * len(piece):
                continue
            before, after = piece[at - 1 : at], piece[at + len(phrase) : at + len(phrase) + 1]
            if not before.isalnum() and not after.isalnum():  # "1404" is no "404"
                return phrase
    return ""


def _pieces(name: str, between: re.Pattern[str]) -> list[str]:
    """The whole and its parts between separators: sites put their names beside the message."""
    parts = [p.strip(" .!…") for p in between.split(name)]
    found = [name, name.strip(" .!…"), *(p for p in parts if p)]
    if "." in name:
        found += [_without_domains(p).strip(" .!…\"'„”«»:") for p in found if _DOMAIN.search(p)]
    return [p for p in found if p]
