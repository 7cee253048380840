"""Errors on the command line: one line that says what, where and what to do, and the exit code; no traceback."""

from __future__ import annotations

import functools
import shlex
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from bibtool.cli.streams import Broken, Stream, StreamFailed
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.boundary import debugging, problem_of
from bibtool.jobs.errors import Exit, JobError

if TYPE_CHECKING:
    import typer
    import typer.core

INTERRUPTED = 130  # 128 + SIGINT, what shells expect


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """``command`` with every expected failure turned into its message and exit code."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        import typer

        from bibtool.readers.reader import ReadError

        ui = kwargs.get("ui")
        try:
            command(*args, **kwargs)
            sys.stdout.flush()  # a closed pipe shows here, not at exit
        except ReadError as error:
            complain(error.finding, ui)
            raise typer.Exit(Exit.BAD_INPUT) from None
        except JobError as error:
            complain(error.finding, ui)
            raise typer.Exit(error.exit) from None

    return run


class _Helped:
    """A command or group with bibtool's own help; mixed in before typer's class."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of help."""
        from bibtool.cli.help_page import page

        formatter.write(page(self, ctx))


@cache
def checked() -> type[typer.core.TyperCommand]:
    """A command with bibtool's own help, that refuses options which would do nothing before it does anything."""
    from typer.core import TyperCommand

    from bibtool.cli.coercion import Spared

    class Checked(_Helped, Spared, TyperCommand):
        def invoke(self, ctx: Any) -> Any:
            import typer

            from bibtool.cli.effects import among_options

            if "ui" in ctx.params:
                ctx.params["ui"] = ctx.params["ui"] or _before(ctx)
            if ctx.params.get("output") == "-" and self.name != "run":
                ctx.params["output"] = None  # as pandoc has it: standard output
            names = {p.name: max(p.opts, key=len) for p in self.params if p.name}
            given = {shown for name, shown in names.items() if _is_given(ctx, name)}
            try:
                command = str(ctx.command_path).partition(" ")[2] or str(self.name)
                among_options(command, given, {shown: ctx.params.get(name) for name, shown in names.items()})
            except JobError as error:
                complain(error.finding, ctx.params.get("ui"))
                raise typer.Exit(error.exit) from None
            return super().invoke(ctx)

    return Checked


@cache
def grouped() -> type[typer.core.TyperGroup]:
    """A group of commands with bibtool's own help."""
    from typer.core import TyperGroup

    from bibtool.cli.coercion import Spared

    class Grouped(_Helped, Spared, TyperGroup):
        pass

    return Grouped


def _before(context: Any) -> Any:
    """The language of messages that is asked for before the command."""
    while context.parent is not None:
        context = context.parent
        if context.params.get("ui"):
            return context.params["ui"]
    return None


def _is_given(context: Any, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def complain(finding: Finding, ui: str | None = None) -> None:
    """One line on standard error."""
    from bibtool.cli.interface import language
    from bibtool.diagnostics.catalogue import sentence
    from bibtool.text.visible import visible

    line = " ".join(f"bibtool: {sentence(finding, language(ui))}".split())
    print(visible(line), file=sys.stderr)


def usage(build: Callable[[str], typer.Typer], wanted: str, args: Sequence[str]) -> int:
    """Run the commands that ``build`` makes for the first word ``wanted``; what they cannot understand becomes one line
    and exit code 2."""
    import typer

    command = typer.main.get_command(build(wanted))
    # ClickException, from click or from typer's own copy of it (typer 0.26 and later)
    wrong: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")
    try:
        found = {"ui": _asked(args)}  # the help is printed before the options are read
        result = command.main(args=list(args), prog_name="bibtool", standalone_mode=False, obj=found)
    except wrong as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error, nl=not str(error).endswith("\n"))
            return int(Exit.BAD_INPUT)
        from bibtool.cli.interface import language
        from bibtool.cli.misuse import misuse

        reason, path = misuse(error, command, args, lambda: typer.main.get_command(build("")), language(_asked(args)))
        complain(Finding(Code.USAGE, {"reason": reason, "command": path}), _asked(args))
        return int(Exit.BAD_INPUT)
    except (typer.Abort, KeyboardInterrupt):
        return interrupted(args)
    except StreamFailed:
        raise
    except Exception as error:
        if debugging():
            raise
        if isinstance(error, OSError):
            complain(Finding(Code.SYSTEM_REFUSED, {"reason": _refusal(error)}), _asked(args))
            return int(Exit.NOTHING)
        complain(
            Finding(Code.UNEXPECTED, {"doing": shlex.join(args)[:200], "problem": problem_of(error)}), _asked(args)
        )
        return int(Exit.NOTHING)
    if result == INTERRUPTED:  # typer's own way of saying it, wherever Ctrl-C came
        return interrupted(args)
    return result if isinstance(result, int) else 0


def interrupted(args: Sequence[str]) -> int:
    """Say that Ctrl-C came; the exit code."""
    complain(Finding(Code.INTERRUPTED), _asked(args))
    return INTERRUPTED


def ended(code: int, failed: StreamFailed | None, messages: Stream | None, args: Sequence[str]) -> int:
    """The exit code after what became of the streams: 3 where something that was to be written is lost, which is told
    if standard error still takes it; a closed pipe is no error."""
    if failed is not None and failed.broken is Broken.CLOSED_PIPE:
        code = int(Exit.DONE)
    elif failed is not None:
        complain(Finding(Code.OUTPUT_LOST, {"reason": failed.reason}), _asked(args))
        return int(Exit.NOTHING)
    unsaid = messages.failed if messages is not None else None
    if unsaid is not None and unsaid.broken is Broken.FULL and code in (Exit.DONE, Exit.FOUND):
        return int(Exit.NOTHING)
    return code


def _refusal(error: OSError) -> str:
    """What the system says, and of what."""
    from bibtool.jobs.files import reason

    return f"{error.filename}: {reason(error)}" if isinstance(error.filename, str) else reason(error)


def _asked(args: Sequence[str]) -> str | None:
    """The value of ``--ui`` in arguments that could not be parsed."""
    for i, arg in enumerate(args):
        if arg.startswith("--ui="):
            return arg[5:]
        if arg == "--ui" and i + 1 < len(args):
            return args[i + 1]
    return None


def finish(refused: Sequence[Finding], ui: str | None = None, code: Exit = Exit.DONE) -> None:
    """Say what could not be read; then end with exit code 2 for it, else with ``code``."""
    for finding in refused:
        complain(finding, ui)
    if refused or code is not Exit.DONE:
        stop(Exit.BAD_INPUT if refused else code)


def stop(code: Exit) -> NoReturn:
    """End the command with an exit code."""
    import typer

    raise typer.Exit(int(code))
