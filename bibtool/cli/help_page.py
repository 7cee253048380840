"""The page that ``--help`` prints: usage, what a command does, examples, arguments, options by theme.

Typer's own page shows types of Python (``<bool>``, ``list[str]``) and cuts options at 80 columns.  What stands here in
no docstring (examples, themes of options and commands) is data in ``help.toml``.
"""

from __future__ import annotations

import inspect
import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

from bibtool.cli.interface import language
from bibtool.cli.lines import filled
from bibtool.cli.words import word
from bibtool.text.data import toml
from bibtool.text.patterns import regex

_WIDEST = 100  # longer lines are tiring to read
_NARROWEST = 40
_COLUMN = 28  # where the descriptions begin at the latest
_FLAT = 9  # so few options need no headings
_VALUE = regex(r"[\w-]+")  # a word of a metavar
_LONG = 16  # choices that take more room than this stand in the description

Row = tuple[str, str]


@cache
def data() -> Mapping[str, Any]:
    """``help.toml``: examples by command, themes of options and of commands, descriptions in Polish."""
    return toml("cli/help.toml")


def page(command: Any, context: Any) -> str:
    """The help of a command or of a group of commands."""
    ui = asked(context)
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    path = str(context.command_path)
    name = path.partition(" ")[2]
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    parts = [_usage(path, command, parameters, ui, width)]
    parts += _paragraphs(_told(command.help or "", ui), width)
    parts += _examples(name, ui, width)
    if hasattr(command, "commands"):
        parts += _commands(command, context, name, ui, width)
    arguments = [(_argument(each, ui), _description(each, ui)) for each in parameters if not _is_option(each)]
    parts += _section(word("help_arguments", ui), arguments, width)
    parts += _options([each for each in parameters if _is_option(each)], name, ui, width)
    parts += _paragraphs(_told(command.epilog or "", ui), width)
    return "\n\n".join(parts) + "\n"


def asked(context: Any) -> str:
    """The language of the page: that of ``--ui`` wherever it stands, else the locale's."""
    given = context.obj.get("ui") if isinstance(context.obj, dict) else None
    return language(given)


def metavar(text: str, ui: str) -> str:
    """What stands for values (``KEY[.FIELD]``), each of its words in the language ``ui``.

    >>> metavar("KEY[.FIELD]", "pl")
    'KLUCZ[.POLE]'
    """
    translated = data()["metavars"].get(ui, {})
    return _VALUE.sub(lambda found: str(translated.get(found[0], found[0])), text)


def _told(text: str, ui: str) -> str:
    """A text of the code, or its translation."""
    clean = "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n"))
    translated = data().get("translations", {}).get(ui, {})
    return "\n\n".join(str(translated.get(part, part)) for part in clean.split("\n\n"))


def _usage(path: str, command: Any, parameters: Sequence[Any], ui: str, width: int) -> str:
    words = [path]
    if hasattr(command, "commands"):
        words.append(word("help_command", ui))
    else:
        needed = [each for each in parameters if _is_option(each) and each.required]
        words += [word("help_options_usage", ui), *(_spelt(each, ui) for each in needed)]
        words += [_argument(each, ui) for each in parameters if not _is_option(each)]
    begin = f"{_heading(word('help_usage', ui))}: "
    return textwrap.fill(
        " ".join(words),
        width,
        initial_indent=begin,
        subsequent_indent=" " * len(word("help_usage", ui) + ": "),
        break_on_hyphens=False,
    )


def _paragraphs(text: str, width: int) -> list[str]:
    return [filled(part, width) for part in text.split("\n\n") if part.strip()]


def _examples(name: str, ui: str, width: int) -> list[str]:
    rows = data()["examples"].get(name or "bibtool", ())
    if not rows:
        return []
    lines = [f"  {metavar(row['line'], ui)}\n" + filled(row[ui], width, "      ") for row in rows]
    return [_heading(word("help_examples", ui)) + "\n" + "\n".join(lines)]


def _commands(group: Any, context: Any, name: str, ui: str, width: int) -> list[str]:
    """The commands of a group under the headings of ``help.toml``, and under one more what it does not name."""
    left = {each: _summary(group.get_command(context, each), ui) for each in group.list_commands(context)}
    column = 2 + max(map(len, left)) + 2
    parts: list[str] = []
    for theme in data()["commands"].get(name or "bibtool", ()):
        rows = [(each, left.pop(each)) for each in theme["names"] if each in left]
        parts += _section(theme[ui], rows, width, column)
    return parts + _section(word("help_commands", ui), list(left.items()), width, column)


def _summary(command: Any, ui: str) -> str:
    return _told((command.help or "").strip().partition("\n\n")[0], ui).rstrip(".")


def _options(options: Sequence[Any], name: str, ui: str, width: int) -> list[str]:
    rows = {max(each.opts, key=len): (_spelt(each, ui), _description(each, ui)) for each in options}
    column = min(_COLUMN, 2 + max((len(spelt) for spelt, _ in rows.values()), default=0) + 2)
    if len(rows) <= _FLAT:
        return _section(word("help_options", ui), list(rows.values()), width, column)
    themes = data()["options"]
    special = {option: heading for heading, named in data()["moved"].get(name, {}).items() for option in named}
    placed = {option: key for key, theme in themes.items() for option in theme["names"]} | special
    parts: list[str] = []
    parts += _section(
        word("help_options", ui), [row for option, row in rows.items() if option not in placed], width, column
    )
    for key, theme in themes.items():
        found = [row for option, row in rows.items() if placed.get(option) == key]
        parts += _section(theme[ui], found, width, column)
    return parts


def _section(heading: str, rows: Sequence[Row], width: int, column: int = 0) -> list[str]:
    """A heading and rows of two columns; [] without rows."""
    if not rows:
        return []
    begin = column or min(_COLUMN, 2 + max(len(left) for left, _ in rows) + 2)
    return ["\n".join([_heading(heading), *(_row(left, right, begin, width) for left, right in rows)])]


def _row(left: str, right: str, column: int, width: int) -> str:
    if len(left) + 4 > column:
        return f"  {left}\n" + filled(right, width, " " * column) if right else f"  {left}"
    return f"  {left}".ljust(column) + filled(right, width, " " * column)[column:]


def _heading(text: str) -> str:
    """Bold where a terminal takes it; typer leaves the codes out of a pipe."""
    import os

    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    import typer

    return typer.style(text, bold=True)


def _is_option(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "option")


def _argument(parameter: Any, ui: str) -> str:
    """``SOURCE...``, ``[QUERY]``."""
    name = metavar(parameter.metavar or (parameter.name or "").rstrip("_").upper(), ui)
    if name.startswith("[--"):  # options for another program
        return str(name)
    bare = name.replace("...", "").strip("[]") + ("..." if parameter.nargs == -1 else "")
    return bare if parameter.required else f"[{bare}]"


def _spelt(option: Any, ui: str) -> str:
    """``-o, --output FILE``."""
    names = ", ".join([*sorted(option.opts, key=len), *option.secondary_opts])
    value = _value(option, ui)
    return f"{names} {value}" if value else names


def _value(option: Any, ui: str) -> str:
    """What stands for the value of an option; "" for one that has none."""
    if option.is_flag or option.count:
        return ""
    if option.metavar:
        return metavar(option.metavar, ui)
    allowed = "|".join(choices(option))
    return allowed if 0 < len(allowed) <= _LONG else metavar("WORD" if allowed else "VALUE", ui)


def _description(parameter: Any, ui: str) -> str:
    parts = [_told(parameter.help or "", ui)]
    allowed = choices(parameter)
    if allowed and (not _is_option(parameter) or len("|".join(allowed)) > _LONG):
        parts.append(word("help_one_of", ui, names=", ".join(allowed)))
    default = getattr(parameter, "default", None)
    if (
        getattr(parameter, "show_default", False)
        and isinstance(default, (str, int, float))
        and default not in ("", False)
    ):
        shown = default.value if isinstance(default, Enum) else default
        parts.append(word("help_default", ui, value=shown))
    return " ".join(filter(None, parts))


def choices(parameter: Any) -> list[str]:
    """The values that a parameter takes, where they are a few names."""
    described = getattr(parameter, "type_descriptor", None)  # typer 0.27 and later
    found: Iterable[Any] = (
        described.choices if described is not None else getattr(getattr(parameter, "type", None), "choices", None)
    ) or ()
    return [str(each.value if isinstance(each, Enum) else each) for each in found]
