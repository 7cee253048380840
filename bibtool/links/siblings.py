"""What a site gives for addresses that nobody has made: evidence that needs no words.

A site that answers 200 for everything gives an address whose page is gone what it gives a made-up address beside it.
One made-up address a host and folder is asked in a run, and only where a page is doubted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.language.folding import skeleton
from bibtool.links import titles
from bibtool.links.fetched import Answer, Fetch, FetchError, Request
from bibtool.links.page import Page, read_page
from bibtool.links.uri import Uri
from bibtool.text.patterns import regex

#: Steps of a path that are a date's say where a page lies, not which it is.
_DATED = regex(r"(?:19|20)\d\d|\d\d?")
_DIGIT = regex(r"\d")
_NUMBER = regex(r"(?<!\d)\d{1,9}(?!\d)")
_ENDS = regex(r"[.!…][\"'”»)]?\Z")
#: Letters of a line or two, and of a whole page.
_LINE, _WHOLE = 160, 600
_ENDING = regex(r"\.\w{1,5}\Z")
#: Letters of a word of an address at least that may name the page.
_NAMING = 4
#: Of the words of two pages that are one, so many are the same.
_SAME = 0.9


class Shown(Struct, frozen=True):
    """A page with status 200, where it lay, and whether redirects led there."""

    uri: Uri
    page: Page
    led: bool


class Siblings(Struct):
    """Asks for made-up addresses, each once in a run."""

    fetch: Fetch
    _shown: dict[str, Shown | None] = field(default_factory=dict)

    async def same(self, uri: Uri, answer: Answer, page: Page, *, slight: bool) -> str:
        """In words, that a made-up address beside ``uri`` gets the same page; empty where it does not.

        A slight doubt (the page says next to nothing, or lies where nothing of the cited address is left) needs a site
        that shows another page at its root: one that shows one page for everything may have only that one.
        """
        made_up = sibling(uri)
        if made_up is None:
            return ""
        other = await self._seen(made_up)
        if other is None:
            return ""
        led = bool(answer.hops) and other.led
        if led and _place(other.uri) != _place(answer.uri):
            return ""  # each to a page of its own
        if led and other.uri == answer.uri:
            told = "a made-up address beside it is sent to the same page"
        elif alike(page, other.page, uri, made_up) and not _called(other.page, uri, made_up):
            told = "a made-up address beside it gets the same page"
        else:
            return ""
        if slight:
            front = await self._seen(replace(uri, target="/"))
            if front is None or alike(page, front.page, uri, front.uri):
                return ""
        return told

    async def lone(self, uri: Uri, page: Page) -> str:
        """In words, that ``page`` is a line or two without a name of its own where its neighbours by number are whole
        pages; empty where it is not."""
        if not _is_line(page):
            return ""
        front = await self._seen(replace(uri, target="/"))
        if front is None or not set(page.names) <= set(front.page.names):
            return ""
        beside = [await self._seen(each) for each in neighbours(uri)]
        if len(beside) == 2 and all(each is not None and len(each.page.core) > _WHOLE for each in beside):
            return "it has a line and no name of its own, and the numbers before and after it are whole pages"
        return ""

    async def _seen(self, uri: Uri) -> Shown | None:
        key = str(uri)
        if key not in self._shown:
            self._shown[key] = None
            try:
                answer = await self.fetch(Request(uri))
            except FetchError:
                return None
            if answer.status == 200:
                shown = read_page(answer.body, answer.content_type)
                self._shown[key] = Shown(answer.uri, shown, bool(answer.hops))
        return self._shown[key]


def sibling(uri: Uri) -> Uri | None:
    """An address that nobody has made: what names the page replaced by as many figures or letters as nobody uses, all
    that says where it lies and its ending kept; None for a root.

    The page is named by the query where there is one behind a root or a program, else by the last step, and by numbers
    before it that are no date's: many sites read only the number of ``/news/48121/a-new-bridge``.
    """
    path, mark, query = uri.target.partition("?")
    steps = path.rstrip("/").split("/")[1:]
    seed = f"{uri.origin}/{'/'.join('#' if _numbered(step) else step for step in steps[:-1])}"
    if query and (not steps or "." in steps[-1]):
        return replace(uri, target=path + mark + "&".join(_fields(query, seed)))
    if not steps:
        return None
    invented = [
        step if at + 1 < len(steps) and not _numbered(step) else _other(step, seed) for at, step in enumerate(steps)
    ]
    return replace(uri, target="/" + "/".join(invented) + ("/" if path.endswith("/") else ""))


def _is_line(page: Page) -> bool:
    """Whether a page is a sentence or two, without a figure or name in them."""
    words = page.core.split()
    plain = all(
        word[:1].islower() or not word[:1].isalpha() or _ENDS.search(before) for before, word in pairwise(words)
    )
    return 0 < len(page.core) <= _LINE and not _DIGIT.search(page.core) and bool(_ENDS.search(page.core)) and plain


def neighbours(uri: Uri) -> tuple[Uri, ...]:
    """The addresses before and after one whose last number names the page; none where none does."""
    found = next(reversed(list(_NUMBER.finditer(uri.target))), None)
    number = int(found[0]) if found is not None else 0
    if found is None or number < 2 or (_DATED.fullmatch(found[0]) and len(found[0]) == 4):
        return ()
    begin, end = found.span()
    width = len(found[0]) if found[0].startswith("0") else 0
    return tuple(
        replace(uri, target=f"{uri.target[:begin]}{number + step:0{width}}{uri.target[end:]}") for step in (-1, 1)
    )


def _place(uri: Uri) -> tuple[str, str]:
    return uri.host, uri.target.partition("?")[0]


def _numbered(step: str) -> bool:
    return _DIGIT.search(step) is not None and not _DATED.fullmatch(step)


def _fields(query: str, seed: str) -> Iterator[str]:
    """The fields of a query, those with figures replaced; the last one where none has any."""
    fields = query.split("&")
    chosen = [_DIGIT.search(each.partition("=")[2]) is not None for each in fields]
    if not any(chosen):
        chosen[-1] = True
    for each, taken in zip(fields, chosen, strict=True):
        name, sign, value = each.partition("=")
        yield (name + sign + _other(value, seed) if sign else _other(name, seed)) if taken else each


def _other(step: str, seed: str) -> str:
    """A name that nobody uses, of figures where the step is a number; its ending is kept."""
    number = hashlib.sha256(seed.encode()).hexdigest()
    dot = step.rfind(".")
    ending = step[dot:] if dot > 0 and len(step) - dot <= 6 else ""
    bare = step[: len(step) - len(ending)]
    return (str(1_900_000_000 + int(number, 16) % 99_999_999) if bare.isdecimal() else number[:16]) + ending


def alike(one: Page, other: Page, uri: Uri | None = None, made_up: Uri | None = None) -> bool:
    """Whether two pages are the same but for figures and what names their addresses: nine words in ten."""
    own = frozenset[str]().union(*(titles.words(unquote(each.target)) for each in (uri, made_up) if each))
    if _plain(one.title, own) != _plain(other.title, own):
        return False
    a, b = _plain(one.text, own), _plain(other.text, own)
    if not a or not b:
        return a == b and one.names == other.names and bool(one.names)
    return len(a & b) >= _SAME * len(a | b)


def bears_its_name(page: Page, uri: Uri) -> bool:
    """Whether a page is called by all that its address calls it, in any script: it is a page of its own."""
    path, _, query = unquote(uri.target).partition("?")
    own = titles.words(query.rpartition("=")[2] if query else _ENDING.sub("", path.rstrip("/").rpartition("/")[2]))
    if not own:
        return False
    names = frozenset[str]().union(*map(titles.words, page.names))
    if own <= names:
        return True
    folded = {skeleton(word) for word in names}
    return all(skeleton(word) in folded for word in own)


def _called(page: Page, uri: Uri, made_up: Uri) -> bool:
    """Whether a page for a made-up address is called by most words that only the cited one has: the site reads a part
    of the address, and the page is the cited one."""
    names = {skeleton(word) for name in page.names for word in titles.words(name)}
    words = titles.words(unquote(uri.target)) - titles.words(unquote(made_up.target))
    own = [skeleton(word) for word in words if len(word) >= _NAMING and not _DIGIT.search(word)]
    return 2 * sum(word in names for word in own) > len(own)


def _plain(text: str, own: frozenset[str]) -> frozenset[str]:
    """Words without figures (hours, numbers of a visit) and those of addresses."""
    return frozenset(word for word in titles.words(text) if not _DIGIT.search(word)) - own


def left_behind(uri: Uri, final: Uri) -> bool:
    """Whether redirects led to an address that has no step or number of the cited one."""
    if uri.target == final.target:
        return False
    was, now = (titles.words(unquote(each.target)) for each in (uri, final))
    return not was & now


def is_strange(title: str, page: Page) -> bool:
    """Whether a page has no word of the cited title, in any script."""
    there = {skeleton(word) for word in titles.words(page.text) | titles.words(" ".join(page.names))}
    return not any(skeleton(word) in there for word in titles.words(title) if len(word) >= _NAMING)
