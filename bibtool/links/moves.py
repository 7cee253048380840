"""May a new address be written in the place of a cited one?  Told from the two addresses alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from urllib.parse import parse_qsl, urlsplit

from bibtool.links.uri import BadAddressError, Uri, absolute
from bibtool.links.verdict import is_root


class Doubt(Enum):
    """Why a new address is not written."""

    TITLE = "its page has another title"
    LOGIN = "it asks for a login or for consent"
    LIST = "it is a list or a search"
    ERROR = "it is a page of errors"
    HOME = "it is a home page"
    SESSION = "it belongs to one visit"
    TRACKING = "it holds parameters that track"
    SHARED = "other addresses lead there too"
    BAD = "it cannot be asked"


@dataclass(frozen=True, slots=True)
class _Words:
    steps: Mapping[Doubt, frozenset[str]]
    parameters: Mapping[Doubt, re.Pattern[str]]


@cache
def _words() -> _Words:
    text = resources.files("bibtool.links").joinpath("moves.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)

    def pattern(name: str) -> re.Pattern[str]:
        parts = (re.escape(w.removesuffix("*")) + (".*" if w.endswith("*") else "") for w in rows[name])
        return re.compile("|".join(parts), re.IGNORECASE)

    named = {Doubt.LOGIN: "login", Doubt.ERROR: "error", Doubt.LIST: "list"}
    return _Words(
        {kind: frozenset(rows[name]) for kind, name in named.items()},
        {
            Doubt.LOGIN: pattern("login_parameters"),
            Doubt.SESSION: pattern("session"),
            Doubt.TRACKING: pattern("tracking"),
            Doubt.LIST: pattern("list_parameters"),
        },
    )


_STEP = re.compile(r"\.(?:x?html?|php\d?|aspx?|jsp|do|cgi)\Z")
_SESSION_STEP = re.compile(r"(?i);\s*jsessionid=|/\((?:[a-z]\([0-9a-z]{24}\))+\)/|;(?:sid|phpsessid)=")


def doubt(printed: str, target: str) -> Doubt | None:
    """What speaks against ``target`` in the place of ``printed``; None where nothing does.

    What the printed address has itself speaks against nothing: a cited search is a search.
    """
    try:
        old, new = urlsplit(absolute(printed)), urlsplit(str(Uri.parse(target)))
    except (BadAddressError, ValueError):
        return Doubt.BAD
    if _SESSION_STEP.search(new.path) and not _SESSION_STEP.search(old.path):
        return Doubt.SESSION
    words = _words()
    had, has = (dict(parse_qsl(parts.query, keep_blank_values=True)) for parts in (old, new))
    fresh = [name for name, value in has.items() if had.get(name) != value]
    for kind, pattern in words.parameters.items():
        if any(pattern.fullmatch(name) for name in fresh):
            return kind
    steps, known = _steps(new.path), {*_steps(old.path), *(old.hostname or "").split(".")}
    label = (new.hostname or "").split(".")[0]
    for kind, names in words.steps.items():
        looked = steps[-1:] if kind is Doubt.LIST else [*steps, label]
        if any(step in names and step not in known for step in looked):
            return kind
    if is_root(target) and not is_root(printed):
        return Doubt.HOME
    above = _steps(old.path)
    if not has and len(steps) < len(above) and steps == above[: len(steps)]:
        return Doubt.LIST  # the section that the page stood in
    return None


def _steps(path: str) -> list[str]:
    return [_STEP.sub("", step) for step in path.lower().split("/") if step]


def with_fragment(printed: str, target: str) -> str:
    """The new address with the place in the page that is cited, where it names none itself."""
    _, sign, fragment = printed.partition("#")
    return target + sign + fragment if fragment and "#" not in target else target
