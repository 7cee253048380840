"""The one place where an unexpected fault stops: it costs the note, entry, item or address that it lies in.

What a stage expects (a file that is no DOCX, an unknown style, a full disk) has errors of its own and passes through;
so does everything where a person asked for the traceback.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.findings import Finding
from bibtool.text.excerpt import excerpt

T = TypeVar("T")
#: The environment variable that ``--debug`` sets, so that the filter that pandoc starts knows of it too.
DEBUG = "BIBTOOL_DEBUG"
_LONGEST = 200


def debugging(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether faults are to be raised instead of told."""
    return environment.get(DEBUG, "") not in ("", "0")


class Boundary(Struct, frozen=True):
    """The :class:`~bibtool.diagnostics.attempt.Attempt` of all jobs."""

    debug: bool

    def __call__(self, work: Callable[[], T], told: Finding) -> T | Finding:
        """What ``work`` gives, or what is told of its fault."""
        try:
            return work()
        except Exception as error:
            return self.fault(error, told)

    def fault(self, error: Exception, told: Finding) -> Finding:
        """``told`` with what went wrong; an error that is no fault of the piece is raised on."""
        if self.debug or isinstance(error, _expected()):
            raise error
        return replace(told, args={**told.args, "problem": problem_of(error)})


def boundary(environment: Mapping[str, str] = os.environ) -> Boundary:
    """The boundary as ``environment`` asks for it."""
    return Boundary(debugging(environment))


def problem_of(error: BaseException) -> str:
    """An error in one line: ``ValueError: no number``."""
    text = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")
    return excerpt(text, _LONGEST)


def _expected() -> tuple[type[Exception], ...]:
    """Errors with a message of their own, about something else than the piece that was worked on."""
    from bibtool.formats.format import FormatError
    from bibtool.jobs.errors import JobError
    from bibtool.language.errors import UnknownScheme
    from bibtool.readers.reader import ReadError
    from bibtool.render.engine import StyleError, UnknownStyle

    return (OSError, FormatError, JobError, ReadError, StyleError, UnknownScheme, UnknownStyle)
