"""What a reader module declares, and the error that says why bytes cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.diagnostics.errors import CodedError
from bibtool.diagnostics.findings import Finding

if TYPE_CHECKING:
    from bibtool.readers.document import Document


class ReadError(CodedError):
    """Input that gives no Document at all; ``finding`` says what, where and what to do."""

    def __init__(self, code: str, **args: str) -> None:
        self.finding = Finding(code, args, document=args.get("name", ""))
        super().__init__(code, args)


class Reader(Struct, frozen=True):
    """One input format: what a kind of the same name in ``kinds.toml`` is read by.

    ``read(data, name)`` gives the Document or raises :class:`ReadError`; ``suffixes`` are lower case with their dot.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Document]
