"""``bibtool``: the commands of :mod:`bibtool.cli.commands`, and what happens when one fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from bibtool import __version__
from bibtool.cli.streams import StreamFailed, streams

if TYPE_CHECKING:
    import typer
    import typer.core


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code."""
    given = list(sys.argv[1:] if args is None else args)
    code, failed = 0, None
    with streams() as messages:
        try:
            code = _run(given)
            sys.stdout.flush()
        except StreamFailed as error:
            failed = error
        except KeyboardInterrupt:  # while the commands are loaded
            from bibtool.cli.guard import interrupted

            code = interrupted(given)
        if messages is not None:
            messages.flush()
        if failed is None and (messages is None or messages.failed is None):
            return code
        from bibtool.cli.guard import ended

        return ended(code, failed, messages, given)


def _run(given: list[str]) -> int:
    if given in (["--version"], ["-V"]):  # without typer: 20 ms instead of 90
        print(f"bibtool {__version__}")
        return 0
    from bibtool.cli.guard import usage
    from bibtool.jobs.collector import collect_seldom

    collect_seldom()
    words, asked = without_switches(given)
    words = as_filter(words)
    # what pandoc starts as its filter is to know of them too
    names = [SWITCHES[switch] for switch in asked]
    before = {name: os.environ[name] for name in names if name in os.environ}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        return usage(build, _first(words), words)
    finally:
        for name in names:
            os.environ.pop(name)
        os.environ.update(before)


#: Options of every command that may stand before it or behind it, and the environment variable of each.
SWITCHES = {"--debug": "BIBTOOL_DEBUG", "--quiet": "BIBTOOL_QUIET"}


def without_switches(args: list[str]) -> tuple[list[str], list[str]]:
    """The arguments without those of ``SWITCHES``, and which of them were there.

    >>> without_switches(["lint", "a.txt", "--debug", "--", "--debug"])
    (['lint', 'a.txt', '--', '--debug'], ['--debug'])
    """
    end = args.index("--") if "--" in args else len(args)
    kept = [arg for arg in args[:end] if arg not in SWITCHES]
    return [*kept, *args[end:]], [switch for switch in SWITCHES if switch in args[:end]]


def _first(args: list[str]) -> str:
    """The word that names the command; ``--ui`` may stand before it."""
    left = iter(args)
    for arg in left:
        if arg == "--ui":
            next(left, None)
        elif not arg.startswith("--ui="):
            return arg
    return ""


def as_filter(args: list[str]) -> list[str]:
    """``filter FORMAT`` where pandoc runs bibtool as a filter, else ``args`` as they are.

    Pandoc calls a filter with the output format as its only argument and PANDOC_VERSION in its environment (manual,
    ``--filter``; since 2.0); no output format is called like a command.
    """
    import pkgutil

    import bibtool.cli.commands as folder

    if not os.environ.get("PANDOC_VERSION") or len(args) != 1 or args[0].startswith("-"):
        return args
    commands = {command_name(module.name) for module in pkgutil.iter_modules(folder.__path__)}
    return args if args[0] in commands else ["filter", *args]


def command_name(module: str) -> str:
    """What the command of a module is called: ``filter_`` is "filter"."""
    return module.rpartition(".")[2].rstrip("_").replace("_", "-")


def build(wanted: str = "") -> typer.Typer:
    """The typer application with every command that the folder holds; with ``wanted`` alone where that is one.

    To load the others would be a tenth of a start.
    """
    import typer

    import bibtool.cli.commands as folder
    from bibtool.cli import root
    from bibtool.cli.guard import grouped

    app = typer.Typer(
        name="bibtool",
        cls=grouped(),
        help=(
            "Make bibliographies from the footnotes of Polish, Cyrillic and English texts, set them in any "
            "style, and check their links."
        ),
        epilog="Exit codes: 0 done; 1 done, but look at the findings; 2 wrong input or usage; 3 not done.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    app.callback()(root.bibtool)
    _add_commands(app, folder, wanted)
    return app


def _add_commands(app: typer.Typer, folder: ModuleType, wanted: str = "") -> None:
    """A command for each module of a package; a package in it is a command with commands of its own."""
    import pkgutil
    from importlib import import_module

    import typer

    from bibtool.cli import root
    from bibtool.cli.guard import checked, grouped, guarded

    names = [m.name for m in pkgutil.iter_modules(folder.__path__)]
    names = [name for name in names if command_name(name) == wanted] or names
    modules = [import_module(f"{folder.__name__}.{name}") for name in names]
    modules.sort(key=lambda m: (getattr(m, "ORDER", 50), m.__name__))
    for module in modules:
        name = command_name(module.__name__)
        if hasattr(module, "__path__"):
            group = typer.Typer(help=module.HELP, no_args_is_help=True, cls=grouped(), rich_markup_mode=None)
            group.callback(help=module.HELP)(root.group)
            _add_commands(group, module)
            app.add_typer(group, name=name)
        else:
            app.command(name, cls=checked())(guarded(module.command))


if __name__ == "__main__":
    sys.exit(main())
