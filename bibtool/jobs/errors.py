"""Why a job could not be done, as a finding: the same words on the command line and in a program."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from bibtool.diagnostics.errors import CodedError
from bibtool.diagnostics.findings import Finding


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    DONE = 0
    FOUND = 1  # something was found at the fail level
    BAD_INPUT = 2  # bad input or usage
    NOTHING = 3  # nothing could be done


class JobError(CodedError):
    """A job that cannot be done; ``finding`` says what, where and what to do, ``exit`` the exit code."""

    def __init__(self, code: str, exit: Exit = Exit.BAD_INPUT, **args: str) -> None:
        self.finding = Finding(code, args, document=args.get("path", ""))
        self.exit = exit
        super().__init__(code, args)


def near(asked: str, known: Iterable[str]) -> str:
    """`` (BT401?)``: the known names most like the one asked for, for a message; '' where none is like it."""
    from bibtool.text.nearest import nearest

    found = nearest(asked, known)
    return f" ({', '.join(found)}?)" if found else ""
