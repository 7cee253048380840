"""May a new address be written in the place of a cited one?  Told from the two addresses alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from urllib.parse import parse_qsl, unquote, urlsplit

from bibtool.links import page_phrases
from bibtool.links.uri import BadAddressError, Uri, absolute
from bibtool.links.verdict import is_root
from bibtool.text.data import toml
from bibtool.text.patterns import regex


class Doubt(Enum):
    """Why a new address is not written."""

    TITLE = "its page has another title"
    UNCOMPARED = "its title could not be compared with any"
    LOGIN = "it asks for a login or for consent"
    LIST = "it is a list or a search"
    ERROR = "it is a page of errors"
    HOME = "it is a home page"
    SESSION = "it belongs to one visit"
    TRACKING = "it holds parameters that track"
    SHARED = "other addresses lead there too"
    BAD = "it cannot be asked"


#: Lists of parameters that keep the way back to the cited page.
_BACK = ("ways_back", "addresses_back")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Any name of a list of parameters."""
    rows = toml("links/moves.toml")[name]
    parts = (re.escape(w.removesuffix("*")) + (".*" if w.endswith("*") else "") for w in rows)
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _viewers() -> frozenset[str]:
    """Steps of programs that show a file whose address they are given."""
    return frozenset(toml("links/moves.toml")["viewers"])


@cache
def _parameters() -> Mapping[Doubt, re.Pattern[str]]:
    return {
        Doubt.LOGIN: _pattern("login_parameters"),
        Doubt.SESSION: _pattern("session"),
        Doubt.TRACKING: _pattern("tracking"),
        Doubt.LIST: _pattern("list_parameters"),
    }


_SESSION_STEP = regex(r"(?i);\s*jsessionid=|/\((?:[a-z]\([0-9a-z]{24}\))+\)/|;(?:sid|phpsessid)=")
#: What tells one page from the others of its section: a number or a name of several words; parts of a date do not.
_OWN = regex(r"\d|[^-_]+[-_][^-_]+")
_SLUG = regex(r"[^-_]+(?:[-_][^-_]+){2}")
_DATED = regex(r"(?:19|20)\d\d|\d\d?")
_LANGUAGE = regex(r"[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
_ENDING = regex(r"\.\w{1,5}\Z")
#: Steps before a word such as "home" at most: "/pl/home", "/web/guest/home".
_FRONT = 3


def doubt(printed: str, target: str) -> Doubt | None:
    """What speaks against ``target`` in the place of ``printed``; None where nothing does.

    What the printed address has itself speaks against nothing: a cited search is a search.
    """
    try:
        cited, new = absolute(printed), str(Uri.parse(target))
        old_path, new_path = urlsplit(cited).path, urlsplit(new).path
    except (BadAddressError, ValueError):
        return Doubt.BAD
    if _SESSION_STEP.search(new_path) and not _SESSION_STEP.search(old_path):
        return Doubt.SESSION
    fresh = _fresh(cited, new)
    for kind, pattern in _parameters().items():
        if any(pattern.fullmatch(name) for name in fresh):
            return kind
    led = astray(cited, new)
    if led is not None:
        return led[0]
    if is_root(new) and not is_root(cited):
        return Doubt.HOME
    above, steps = page_phrases.steps_of(cited), page_phrases.steps_of(new)
    above_it = not urlsplit(new).query and len(steps) < len(above) and steps == above[: len(steps)]
    return Doubt.LIST if above_it else None


def astray(cited: str, final: str) -> tuple[Doubt, str] | None:
    """Where redirects led that is not the cited page, and what in the address tells so; None where it may be the page.

    ``cited`` and ``final`` are whole addresses.
    """
    old, new, lists = urlsplit(cited), urlsplit(final), page_phrases.signs().steps
    was, steps = page_phrases.steps_of(cited), page_phrases.steps_of(final)
    known = {*was, *(old.hostname or "").split(".")[:-2]}
    hosts = {*(new.hostname or "").split(".")[:-2]} - known
    door = next((s for s in [*steps, *sorted(hosts)] if s in lists["doors"] and s not in known), "")
    if door or (steps and steps[-1] in lists["last_doors"] and steps[-1] not in known):
        return Doubt.LOGIN, door or steps[-1]
    if wrong := page_phrases.error_path(final, known):
        return Doubt.ERROR, wrong
    if is_root(cited):
        return None
    if gate := _gate(cited, final):
        return Doubt.LOGIN, gate
    if (not new.query or new.query != old.query) and (front := _front(steps, was, new.query)):
        return Doubt.HOME, front
    name = _ENDING.sub("", old.path.rstrip("/").rpartition("/")[2]).lower()
    if len(name) > 3 and name in new.path.lower():  # the page is still named
        return None
    if steps and steps[-1] in lists["lists"] and steps[-1] not in known:
        return Doubt.LIST, steps[-1]
    if steps[-2:-1] and steps[-2] in lists["shelves"] and steps[-2] not in known and not names_one(new.path):
        return Doubt.LIST, f"{steps[-2]}/{steps[-1]}"
    if not steps and is_search(cited, final):
        return Doubt.LIST, "a search"
    if not new.query and len(steps) < len(was) and steps == was[: len(steps)] and _dropped(old.path, new.path):
        return Doubt.LIST, "the section that it stood in"
    return None


def _gate(cited: str, final: str) -> str:
    """The parameter by which a page that stands before the cited one keeps where to send its reader; empty where none
    does: what asks for a name, consent or a proof that one is no robot knows the way back."""
    old, new = urlsplit(cited), urlsplit(final)
    if not new.query or old.query == new.query:
        return ""
    wanted = old.path.rstrip("/")
    whole = f"//{old.netloc}{wanted}".lower()
    for name, value in parse_qsl(new.query):
        told = unquote(value)
        if not wanted or not name or any(step in _viewers() for step in page_phrases.steps_of(final)):
            continue
        elsewhere = new.netloc != old.netloc  # there no page of the site's own is called by the whole address
        if whole in told.lower() and (elsewhere or any(_pattern(kind).fullmatch(name) for kind in _BACK)):
            return name
        if told.startswith(wanted) and new.path.strip("/") and _pattern("ways_back").fullmatch(name):
            return name
    return ""


def is_search(cited: str, final: str) -> bool:
    """Whether redirects led to a search, which repeats what is looked for whether it is there or not."""
    return any(_parameters()[Doubt.LIST].fullmatch(field) for field in _fresh(cited, final))


def _front(steps: list[str], was: list[str], query: str) -> str:
    """What tells a front page: a root, or a word for one, with nothing in the query that makes it another page."""
    words = page_phrases.signs()
    pieces = [piece for piece in query.lower().split("&") if piece]
    named = [piece for piece in pieces if _names_home(piece)]
    idle = all(
        piece in named or name in words.rows["language_parameters"] or _parameters()[Doubt.TRACKING].fullmatch(name)
        for piece in pieces
        for name in [piece.partition("=")[0]]
    )
    behind = steps[1:] if steps and _LANGUAGE.fullmatch(steps[0]) else steps
    if not behind and (idle or named):
        return f"/{'/'.join(steps)}"
    beneath = bool(was) and steps[: len(was)] == was
    home = behind[-1] if behind and idle and len(steps) <= _FRONT and not beneath else ""
    return home if home in words.steps["homes"] and home not in was else ""


def _names_home(piece: str) -> bool:
    """Whether a piece of a query names the front page of a program: "route=common/home"."""
    words = page_phrases.signs()
    name, _, value = piece.partition("=")
    step = page_phrases.step_of(unquote(value).rstrip("/").rpartition("/")[2])
    return name in words.rows["home_fields"] and step in words.steps["homes"]


def _dropped(old: str, new: str) -> bool:
    """Whether the last step of one path names a page among others, and no step of the other path does."""
    name = _ENDING.sub("", old.rstrip("/").rpartition("/")[2])
    return bool(_OWN.search(name)) and not names_one(new)


def has_name(path: str) -> bool:
    """Whether the last step of an address, or a value of its query, has several words or a number that is no date's."""
    path, _, query = path.partition("?")
    step = path.rstrip("/").rpartition("/")[2]
    values = [unquote(each.partition("=")[2]) for each in query.split("&")]
    return any(map(_OWN.search, values)) or bool(_OWN.search(_ENDING.sub("", step)) and not _DATED.fullmatch(step))


def has_word(path: str) -> bool:
    """Whether what names a page in an address, its last step or its query, has letters and no figure."""
    path, _, query = path.partition("?")
    return not re.search(r"\d", query or _ENDING.sub("", path.rstrip("/").rpartition("/")[2]))


def is_start(url: str) -> bool:
    """Whether an address is that of a whole site or of its part in one language: such a page has no name of its own."""
    homes = page_phrases.signs().steps["homes"]
    return all(step in homes or _LANGUAGE.fullmatch(step) for step in page_phrases.steps_of(url))


def names_one(path: str) -> bool:
    """Whether a step names a page among others: by a number that is no date's, or by several words."""
    kept = [step for step in path.split("/") if step and not _DATED.fullmatch(step)]
    return any(re.search(r"\d", step) or _SLUG.search(step) for step in kept)


def _fresh(old: str, new: str) -> list[str]:
    """The parameters of an address that another has not, or with other values."""
    had, has = (dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)) for url in (old, new))
    return [name for name, value in has.items() if had.get(name) != value]


def with_fragment(printed: str, target: str) -> str:
    """The new address with the place in the page that is cited, where it names none itself."""
    _, sign, fragment = printed.partition("#")
    return target + sign + fragment if fragment and "#" not in target else target
