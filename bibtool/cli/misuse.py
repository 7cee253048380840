"""What is wrong with a command line, in plain words, with the nearest names.

Typer (and click, which it came from) say it in several ways, some of them in the words of a validator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bibtool.cli.help_page import choices, data, metavar
from bibtool.text.nearest import nearest


def misuse(error: Any, command: Any, args: Sequence[str], every: Callable[[], Any], ui: str) -> tuple[str, str]:
    """Why ``args`` cannot be understood (English; reasons.toml has it in Polish), and whose help says more.

    Arguments are named as the help in the language ``ui`` names them.  ``every`` makes the group of all commands,
    which takes a while.
    """
    path, reached = _reached(command, args)
    context = getattr(error, "ctx", None)
    if context is not None:
        path, reached = context.command_path.partition(" ")[2], context.command
    return _reason(error, (path, reached), args, every, ui), path


def _reached(command: Any, args: Sequence[str]) -> tuple[str, Any]:
    """The command that words of ``args`` lead to, with those words."""
    path: list[str] = []
    for arg in args:
        inner = getattr(command, "commands", {})
        if arg in inner:
            path.append(arg)
            command = inner[arg]
    return " ".join(path), command


def _reason(error: Any, found: tuple[str, Any], args: Sequence[str], every: Callable[[], Any], ui: str) -> str:
    path, command = found
    kind, message = type(error).__name__, str(error.message).rstrip(".")
    parameter = getattr(error, "param", None)
    if kind == "NoSuchOption":
        return _no_option(_whole(error.option_name, args), command, args, every)
    if kind == "BadOptionUsage":
        if "does not take a value" in message:
            return f"{error.option_name} takes no value"
        number = _arity(error.option_name, command)
        return f"{error.option_name} needs {number} values" if number > 1 else f"{error.option_name} needs a value"
    if kind == "MissingParameter" and parameter is not None:
        return f"{_name(parameter, ui)} is missing"
    if message == "Missing command":
        return f"no command is given{_for_example(path)}"
    if message.startswith("No such command"):
        asked = next((arg for arg in args if repr(arg) in message), message)
        return f"no such command: {asked}{_meant(nearest(asked, getattr(command, 'commands', {})))}"
    if message.startswith("Got unexpected extra argument"):
        return f"too many arguments: {message.partition(' (')[2].removesuffix(')')}"
    if kind != "BadParameter":
        return message
    if parameter is None:
        hint = getattr(error, "param_hint", None)
        return f"{metavar(hint, ui)}: {message}" if hint else message
    name = _name(parameter, ui)
    allowed = choices(parameter)
    if allowed:
        given = next((arg for arg in _values(args) if repr(arg) in message), "")
        return f"{name} cannot be {given!r}{_meant(nearest(given, allowed))}: choose from {', '.join(allowed)}"
    least = getattr(parameter, "min", None)
    if least is None:
        least = getattr(getattr(parameter, "type", None), "min", None)
    if "number" in message or "integer" in message or "greater" in message:
        return f"{name} must be a number" + (f" of at least {least:g}" if least is not None else "")
    if "datetime" in message:
        return f"{name} must be a date or a time, as 2024-05-03 or 2024-05-03T14:30:00"
    return f"{name}: {message.replace('Value error, ', '', 1)}"


def _whole(option: str, args: Sequence[str]) -> str:
    """The option as it was written: of "-format" the parser takes "-f" alone."""
    if option.startswith("--"):
        return option
    return next((arg for arg in args if arg.startswith("-") and not arg.startswith("--") and option[1:] in arg), option)


def _no_option(option: str, command: Any, args: Sequence[str], every: Callable[[], Any]) -> str:
    known = _options(command)
    asked = f"--{option.lstrip('-')}"
    found = [asked] if asked in known else list(nearest(asked, known))
    if found:
        return f"no such option: {option}{_meant(found)}"
    behind, reached = _reached(command, args)
    if option in _options(reached):
        return f"{option} must come after {behind}"
    commands = getattr(every(), "commands", {})
    elsewhere = [f"bibtool {name}" for name, each in commands.items() if option in _options(each)]
    if elsewhere:
        return f"no such option: {option} (it is an option of {', '.join(elsewhere)})"
    return f"no such option: {option}"


def _options(command: Any) -> list[str]:
    return [name for each in command.params for name in (*each.opts, *each.secondary_opts) if name.startswith("--")]


def _arity(option: str, command: Any) -> int:
    return next((int(each.nargs) for each in command.params if option in each.opts), 1)


def _values(args: Sequence[str]) -> list[str]:
    """The arguments, and the values of ``--option=value``."""
    return [*args, *(arg.partition("=")[2] for arg in args if arg.startswith("--") and "=" in arg)]


def _meant(found: Sequence[str]) -> str:
    return f" (did you mean {' or '.join(found[:2])}?)" if found else ""


def _for_example(group: str) -> str:
    """The first two commands under the first heading of a group's help."""
    themes = data()["commands"].get(group or "bibtool")
    return f" (for example {' or '.join(themes[0]['names'][:2])})" if themes else ""


def _name(parameter: Any, ui: str) -> str:
    """An option as it is written, an argument as the help names it."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return metavar(str(parameter.metavar or parameter.name.upper()).strip("[]."), ui)
