"""The phrases by which a page with status 200 gives itself away; words are data in ``words/*.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from bibtool.links.messages import Candidate, Vocabulary, candidates, sentences, told, vocabularies
from bibtool.links.page import Page

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
_PHRASES = frozenset({"not_found", "parked", "walls", "login"})
#: A domain's name, for which phrases leave the place open: "… is for sale".
_DOMAIN = re.compile(r"[^\W_][\w-]*(?:\.[\w-]{2,})+")
_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"ww\d+\.")  # parked domains lead from "site.org" to "ww25.site.org"
_NO = frozenset({"", "0", "false", "no", "none"})
_SITES = re.compile(r"\s*[|»•]\s*")  # what parts a page from its site; a dash parts a title as well
_PIECES = re.compile(r"\s+[|–—\-·»•/]+\s+|\s*[|»•]\s*|[.!]\s+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first words.  One regular expression for all is as fast, and takes 0.1 s to compile."""

    first: frozenset[str]
    index: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """From phrases in lower case."""
        found: dict[str, list[str]] = {}
        for phrase in phrases:
            found.setdefault(_WORD.findall(phrase)[0], []).append(phrase)
        return cls(frozenset(found), {word: tuple(group) for word, group in found.items()})


@dataclass(frozen=True, slots=True)
class Signs:
    """All phrases of all languages, in lower case."""

    phrases: Mapping[str, Phrases]  # by the names of their lists
    headers: tuple[tuple[str, str], ...]
    paths: frozenset[str]
    doors: frozenset[str]  # steps of an address that names a login or consent page, and parts of its host
    long_not_found: Phrases  # those that mean something in running text ("404" does not)
    hosts: tuple[str, ...]  # where domains are parked and sold
    messages: Mapping[str, Vocabulary]  # by the same names
    classes: frozenset[str]  # of the body of a page of errors


@cache
def signs() -> Signs:
    """The phrases of every file in ``words/``."""
    rows: dict[str, list[str]] = {"not_found": [], "parked": [], "walls": [], "headers": [], "paths": []}
    rows |= {"login": [], "doors": [], "hosts": [], "classes": []}
    tables: list[Mapping[str, Any]] = []
    shared: list[str] = []
    for entry in resources.files("bibtool.links").joinpath("words").iterdir():
        if entry.name.endswith(".toml"):
            for name, values in tomllib.loads(entry.read_text(encoding="utf-8")).items():
                if name == "messages":
                    tables.append(values)
                elif name == "shared":
                    shared += values
                else:
                    rows[name] += [v.lower().rstrip(" .!…") if name in _PHRASES else v.lower() for v in values]
    messages = vocabularies(tables, shared)

    headers = tuple((h.split(":", 1)[0].strip(), h.split(":", 1)[1].strip()) for h in rows["headers"])
    phrases = {kind: Phrases.of(sorted(set(rows[kind]))) for kind in sorted(_PHRASES)}
    return Signs(
        phrases,
        headers,
        frozenset(rows["paths"]),
        frozenset(rows["doors"]),
        Phrases.of(sorted({p for p in rows["not_found"] if len(p) > 8})),
        tuple(rows["hosts"]),
        messages,
        frozenset(rows["classes"]),
    )


def says_not_found(page: Page) -> str:
    """The phrase by which title or heading says that there is no such page; empty where none does."""
    return _in_names(page, "not_found") or _only_says(page, "not_found")


def whispers_not_found(page: Page) -> str:
    """The phrase where only the text of a short page says it: a suspicion, no proof."""
    if len(page.text) > _SHORT:
        return ""
    return next(iter(_in_text(page.text, signs().long_not_found)), "")


def says_parked(page: Page) -> str:
    """The phrase of a parked domain in title, heading or a short text."""
    found = _in_names(page, "parked")
    if found or len(page.text) > _SHORT:
        return found
    return next(iter(_in_text(page.text, signs().phrases["parked"])), "") or _only_says(page, "parked")


def parked_at(host: str, cited: str) -> str:
    """The host where redirects ended, where domains are parked there and the cited one is another's."""
    if host == cited:
        return ""
    if _NUMBERED.match(host) and host.partition(".")[2] == cited.removeprefix("www."):
        return host
    return host if any(_is_under(host, h) and not _is_under(cited, h) for h in signs().hosts) else ""


def _is_under(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def says_wall(page: Page, headers: Mapping[str, str]) -> str:
    """The sign of a bot wall: a vendor's header, or a phrase in title or heading."""
    if headers:
        for name, value in signs().headers:
            if name in headers and value in headers[name].lower():
                return f"{name}: {headers[name]}"
    if not page.names and 0 < len(page.text) <= _BARE:  # a frame with the vendor's one sentence
        return next(iter(_in_text(page.text, signs().phrases["walls"])), "")
    return _in_names(page, "walls")


def error_path(url: str) -> str:
    """The step of an address that names an error page, empty where none."""
    try:
        steps = urlsplit(url).path.lower().split("/")
    except ValueError:
        return ""
    return next((s for s in steps if {s, s.partition(".")[0]} & signs().paths), "")


def error_query(url: str) -> str:
    """The piece of a query that names an error ("error=404", "page=notfound"), empty where none; a bare number in
    another field is one of a page."""
    for piece in urlsplit(url).query.lower().split("&"):
        name, _, value = piece.partition("=")
        if (name in signs().paths and value not in _NO) or (value in signs().paths and not value.isdecimal()):
            return piece
    return ""


def says_login(page: Page) -> str:
    """The phrase by which title or heading asks for a login or for consent, empty where none does."""
    return _in_names(page, "login")


def login_address(final: str, asked: str) -> str:
    """The step or host of the address where redirects ended that names a login or consent page; empty where none,
    or where the address that was asked names it too."""
    doors = signs().doors

    def steps(url: str) -> set[str]:
        parts = urlsplit(url)
        return {*parts.path.lower().split("/"), *(parts.hostname or "").split(".")[:-2]}

    return next(iter(sorted((steps(final) - steps(asked)) & doors)), "")


@lru_cache(maxsize=16)
def _words(text: str) -> frozenset[str]:
    """The words of a text: kept, since one title or text is looked through for several sets of phrases in turn."""
    pieces = set(text.lower().split())
    plain = {piece for piece in pieces if piece.isalnum()}  # most are: the regular expression sees only the others
    return frozenset(plain.union(_WORD.findall(" ".join(pieces - plain))))


def _in_text(text: str, phrases: Phrases) -> list[str]:
    """The phrases that occur in a text, the longest first."""
    words = _words(text)
    if words.isdisjoint(phrases.first):
        return []
    lowered = text.lower()
    found = [p for word in words & phrases.first for p in phrases.index[word] if _stands(p, lowered)]
    return sorted(found, key=lambda p: (-len(p), p))


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
    phrase = _said(page.names, kind, whole=False)
    if not phrase or len(page.text) <= _SHORT:
        return phrase
    return _said((page.heading,) if page.heading else page.names, kind, whole=True)


def _said(names: tuple[str, ...], kind: str, *, whole: bool) -> str:
    phrase = _in_pieces(names, signs().phrases[kind], whole=whole)
    if phrase:
        return phrase
    vocabulary = signs().messages.get(kind)
    return told(_candidates(names, whole), vocabulary) if vocabulary else ""


@lru_cache(maxsize=16)
def _candidates(names: tuple[str, ...], whole: bool) -> list[Candidate]:
    """What of the names may be a message: kept, since it is looked at for several kinds in turn."""
    between = _SITES if whole else _PIECES
    return candidates([p for name in names for p in _pieces(name, between)])


def _only_says(page: Page, kind: str) -> str:
    """The sentence of a page with next to no text that is a message of a kind; what its names say is judged as a whole
    elsewhere."""
    text = page.text
    if len(text) > _NOTHING_ELSE:
        return ""
    for name in page.names:
        text = text.replace(name, ". ")
    return told(candidates(sentences(text)), signs().messages[kind])


def _in_pieces(names: tuple[str, ...], phrases: Phrases, *, whole: bool) -> str:
    found = [(p, name) for name in names for p in _in_text(name, phrases)]
    if not found:
        return ""
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
        found += [" ".join(_DOMAIN.sub(" ", p).split()).strip(" .!…\"'„”«»:") for p in found if _DOMAIN.search(p)]
    return [p for p in found if p]
