"""Settings of a check: by option, else environment (``BIBTOOL_...``), else ``bibtool.toml``, else the default."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.jobs.data import data_folder
from bibtool.jobs.errors import JobError
from bibtool.jobs.paths import is_file
from bibtool.jobs.wishes import Wishes, wishes
from bibtool.links.limiter import Rate
from bibtool.links.proxies import BadProxyError, Proxies
from bibtool.links.retries import Patience
from bibtool.links.settings import Settings

FILE = "bibtool.toml"
TABLE = "check"
#: Settings that hold several values: repeated as an option, separated by white space in the environment, a list in
#: the file.
LISTS = frozenset({"archive", "control", "resolve", "rate", "exclude", "accept"})
#: Settings that are no matter of how addresses are asked.
_OTHERS = frozenset({"history", "exclude", "accept", "cache"})
FLAGS = frozenset({"allow-private", "save", "save-all"})
NAMES = (
    "archive",
    "control",
    "resolve",
    "dns",
    "allow-private",
    "ca-bundle",
    "timeout",
    "concurrency",
    "jobs",
    "per-host",
    "rate",
    "contact",
    "user-agent",
    "retry-wait",
    "history",
    "save",
    "save-all",
    "exclude",
    "accept",
    "cache",
)


def gathered(
    options: Mapping[str, Any], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> dict[str, Any]:
    """Every setting that is told somewhere, by its name (``per-host``), as text, list of texts or bool.

    Options that are None or empty are not told.  Raises JobError BT515 for a file that is no TOML and for names that
    there are not.
    """
    found = _from_file(folder or Path.cwd())
    found.update(_from_environment(os.environ if environment is None else environment))
    found.update({name: value for name, value in options.items() if value is not None and value not in ([], ())})
    return found


def settings(told: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """The settings, checked.  Raises JobError BT515."""
    surroundings = os.environ if environment is None else environment
    given: dict[str, Any] = {}
    for name, value in told.items():
        if name in _OTHERS:
            continue
        try:
            given.update(_setting(name, value))
        except ValueError as error:
            raise _bad(name, str(error)) from None
    try:
        given["proxies"] = Proxies.told_by(surroundings)
    except BadProxyError as error:
        raise _bad(error.name, error.reason) from None
    keys = surroundings.get("BIBTOOL_SAVE_KEY", ""), surroundings.get("BIBTOOL_SAVE_SECRET", "")
    made = Settings(**given, save_keys=keys if all(keys) else None)
    _checked(made)
    return made


def history_path(told: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Path:
    """The history's file: as told, else in the user's data folder."""
    if told.get("history"):
        return Path(str(told["history"])).expanduser()
    return data_folder(os.environ if environment is None else environment) / "links.sqlite"


def wished(told: Mapping[str, Any]) -> Wishes:
    """What is said of addresses.  Raises JobError BT515."""
    exclude, accept = (_texts(told.get(name, ())) for name in ("exclude", "accept"))
    return wishes(exclude, accept, told.get("cache"))


def _setting(name: str, value: Any) -> dict[str, Any]:
    match name:
        case "archive":
            return {"archives": _texts(value)}
        case "control":
            return {"controls": _texts(value)}
        case "resolve":
            return {"resolve": _texts(value)}
        case "rate":
            return {"rates": dict(_rate(text) for text in _texts(value))}
        case "per-host":
            return {"per_host": Rate.parse(str(value))}
        case "timeout":
            return {"timeout": _number(value, 0.1)}
        case "retry-wait":
            wait = _number(value, 0.0)
            return {"patience": replace(Patience(), first=wait, unsaid=min(30 * wait, 60.0))}
        case "concurrency" | "jobs":
            return {name: int(_number(value, 1))}
        case "contact" | "user-agent":
            return {name.replace("-", "_"): _said(str(value), brackets=name == "user-agent")}
        case "allow-private" | "save" | "save-all":
            return {name.replace("-", "_"): _flag(value)}
        case _:
            return {name.replace("-", "_"): str(value)}


def _checked(made: Settings) -> None:
    """Settings that only those who use them can read; raises JobError BT515."""
    from bibtool.links.checker import archives_of, controls_of, dns_server
    from bibtool.links.resolver import Pin

    checks: dict[str, Callable[[], object]] = {
        "archive": lambda: archives_of(made),
        "control": lambda: controls_of(made, archives_of(made)),
        "dns": lambda: dns_server(made.dns),
        "resolve": lambda: [Pin.parse(text) for text in made.resolve],
    }
    for name, check in checks.items():
        try:
            check()
        except ValueError as error:
            raise _bad(name, str(error)) from None
    if made.ca_bundle and not is_file(made.ca_bundle):
        raise _bad("ca-bundle", f"{made.ca_bundle}: no such file")


def _from_file(folder: Path) -> dict[str, Any]:
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, OSError) as error:
        raise _bad(FILE, str(error)) from None
    import tomllib  # seldom needed

    try:
        table = tomllib.loads(text).get(TABLE, {})
    except tomllib.TOMLDecodeError as error:
        raise _bad(FILE, str(error)) from None
    if not isinstance(table, dict):
        raise _bad(FILE, f"[{TABLE}] is no table")
    unknown = sorted(set(table) - set(NAMES))
    if unknown:
        raise _bad(FILE, f"[{TABLE}] has no {', '.join(unknown)}")
    return table


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in NAMES:
        value = environment.get(f"BIBTOOL_{name.upper().replace('-', '_')}", "")
        if value.strip():
            found[name] = _several(value) if name in LISTS else value.strip()
    return found


def _several(value: str) -> list[str]:
    """The values of a list: one a line where there are lines, so that one may hold spaces; else one a word."""
    parts = value.splitlines() if "\n" in value else value.split()
    return [part.strip() for part in parts if part.strip()]


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, Sequence) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise ValueError("write a list of texts")


def _rate(text: str) -> tuple[str, Rate]:
    name, equals, rate = text.partition("=")
    if not equals:
        raise ValueError(f"{text!r}: write NAME=24/min")
    return name.strip(), Rate.parse(rate)


def _said(text: str, *, brackets: bool) -> str:
    """A text that may stand in a header; without ``brackets``, in a comment of one (RFC 9110, 5.5 and 5.6.5)."""
    if not (text.isascii() and text.isprintable()):
        raise ValueError(f"{text!r}: a request carries plain ASCII only")
    if not brackets and any(c in "()\\" for c in text):
        raise ValueError(f"{text!r}: write it without brackets and backslashes")
    return text


def _number(value: Any, least: float) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is no number") from None
    if not least <= number < 1e6:
        raise ValueError(f"{value!r} is too small or too large")
    return number


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError(f"{value!r}: write true or false")


def _bad(setting: str, reason: str) -> JobError:
    return JobError(Code.BAD_LINK_SETTING, setting=setting, reason=reason)
