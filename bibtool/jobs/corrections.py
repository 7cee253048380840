"""What a person decided about the readings of sources, gathered from where it is kept; a value that jobs pass down."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from bibtool.decisions.decision import Decision
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files
from bibtool.jobs.data import data_folder, project_library
from bibtool.jobs.errors import JobError
from bibtool.jobs.paths import exists, is_file

if TYPE_CHECKING:
    from bibtool.database import Access
    from bibtool.decisions.book import Book
    from bibtool.decisions.store import Known, Store

#: The findings that are about corrections.
OF_CORRECTIONS = frozenset(
    {
        Code.CORRECTIONS_APPLIED,
        Code.CORRECTED_LETTERS_CHANGED,
        Code.CORRECTED_LETTERS_AMBIGUOUS,
        Code.CORRECTED_BACK_REFERENCE,
        Code.CORRECTED_CITATION_CUT_OTHERWISE,
        Code.CORRECTIONS_OF_ANOTHER_TEXT,
        Code.CORRECTIONS_NOT_READ,
        Code.CORRECTIONS_NOT_YOURS,
        Code.PROJECT_NOT_TRUSTED,
    }
)
SUFFIX = ".bibtool.toml"
_LIBRARY = "library"  # stands for a content in the list of what is trusted: a library changes with every command


class Corrections(Struct, frozen=True):
    """Decisions on any number of documents.

    ``known`` come from stores, the later ones go before the earlier; ``beside`` from a file beside the source, by its
    path; ``given`` was named by the user and goes before all others.  ``findings`` are about what could not be used.
    """

    known: tuple[Known, ...] = ()
    beside: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    given: Book | None = None
    findings: tuple[Finding, ...] = ()
    alone: bool = True  # one source: what was given is for it, whatever its name

    def sum(self) -> str:
        """All that was decided, in short; "" for nothing."""
        rows = [*(known.decisions for known in self.known), *self.beside.values()]
        rows += [self.given.decisions] if self.given is not None else []
        ids = [decision.id for row in rows for decision in row]
        return summed(" ".join(ids).encode())[:16] if ids else ""

    def of(self, name: str, sketch: Callable[[], frozenset[str]]) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
        """The decisions on a document and what is to be said of those on another text of its name; its notes in short
        are made only where they are asked for."""
        from bibtool.decisions.book import merged

        found: list[Decision] = []
        said: list[Finding] = []
        path = name if name == files.STDIN else os.path.realpath(name)
        for known in self.known:
            if known.is_version(path, sketch()):
                found += known.decisions
            elif name != files.STDIN and known.path == path:
                args = {"path": name, "count": str(len(known.decisions))}
                said.append(Finding(Code.CORRECTIONS_OF_ANOTHER_TEXT, args, document=name))
        found += self.beside.get(name, ())
        if self.given is not None and (self.alone or self.given.source == PurePath(name).name):
            found += self.given.decisions
        return merged(found), tuple(said)


NONE = Corrections()


def beside(path: str) -> Path:
    """The file of decisions that lies beside a source."""
    return Path(f"{path}{SUFFIX}")


class Home(Struct, frozen=True):
    """A file that holds decisions: the user's own, or a library."""

    path: Path
    is_library: bool = False

    @contextmanager
    def opened(self, access: Access) -> Iterator[Store]:
        """The decisions in it.  Raises :class:`~bibtool.database.DatabaseError`."""
        from bibtool.database import Database
        from bibtool.decisions.store import KIND, Store
        from bibtool.library.schema import KIND as LIBRARY

        with Database(self.path, LIBRARY if self.is_library else KIND, access) as database:
            yield Store(database)


def homes(environment: Mapping[str, str]) -> list[Home]:
    """Where a user's decisions are: the last is where new ones are kept, the library that BIBTOOL_LIBRARY names, or
    the project's own.

    A library that lies in the project's folder may have come with it: its decisions are taken for one's own where the
    user made or trusted it.
    """
    own = Home(data_folder(environment) / "corrections.sqlite")
    if environment.get("BIBTOOL_LIBRARY"):
        return [own, Home(Path(environment["BIBTOOL_LIBRARY"]), is_library=True)]
    project = project_library()
    return [own, Home(project, is_library=True)] if project is not None and _is_trusted(project, own) else [own]


def _is_trusted(library: Path, own: Home) -> bool:
    from bibtool.database import Access, DatabaseError

    if not exists(own.path):
        return False
    try:
        with own.opened(Access.READ) as store:
            return (os.path.realpath(library), _LIBRARY) in store.trusted()
    except DatabaseError:  # reading them tells that
        return False


def trust_library(library: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Take the corrections in a project's library for the user's own.  Raises JobError BT921."""
    from bibtool.database import Access, DatabaseError

    try:
        with Home(data_folder(environment) / "corrections.sqlite").opened(Access.WRITE) as store:
            store.trust(os.path.realpath(library), _LIBRARY)
    except DatabaseError as error:
        raise JobError(Code.CORRECTIONS_UNUSABLE, files.exit_for(error), reason=str(error)) from None


def trust_again(paths: Iterable[str], environment: Mapping[str, str] = os.environ) -> None:
    """Take files of decisions that were put back to what they were for the user's own, as they had been.  Raises
    JobError BT921."""
    from bibtool.database import Access, DatabaseError

    own = [Path(path) for path in paths if path.endswith(SUFFIX) and is_file(path)]
    if not own:
        return
    try:
        with homes(environment)[-1].opened(Access.WRITE) as store:
            for path in own:
                store.trust(os.path.realpath(path), summed(path.read_bytes()))
    except DatabaseError as error:
        raise JobError(Code.CORRECTIONS_UNUSABLE, files.exit_for(error), reason=str(error)) from None


def _strange(homes: Sequence[Home], environment: Mapping[str, str]) -> Iterator[Finding]:
    """That a project's library holds corrections, and nobody said that they are to be applied."""
    project = project_library() if len(homes) == 1 and not environment.get("BIBTOOL_LIBRARY") else None
    if project is None:
        return
    from bibtool.database import Access, DatabaseError

    try:
        with Home(project, is_library=True).opened(Access.READ) as store:
            count = sum(len(known.decisions) for known in store.known())
    except DatabaseError:  # no command here needs it
        return
    if count:
        yield Finding(Code.PROJECT_NOT_TRUSTED, {"path": str(project), "count": str(count)})


def gathered(paths: Sequence[str], file: str | None = None, environment: Mapping[str, str] = os.environ) -> Corrections:
    """All decisions that may be on these sources, and those of ``file``.

    A store that cannot be used, and a file beside a source that is not the user's own, are findings.  Raises JobError
    BT701 to BT703 and BT922 for ``file``.
    """
    given = _given(file) if file is not None else None
    known: list[Known] = []
    found: list[Finding] = []
    trusted: set[tuple[str, str]] = set()
    every = homes(environment)
    found += _strange(every, environment)
    for home in every:
        if exists(home.path):
            found += _kept_in(home, known, trusted)
    lying: dict[str, tuple[Decision, ...]] = {}
    for source in paths:
        at = beside(source)
        if source == files.STDIN or not is_file(at) or (file is not None and _same(at, file)):
            continue
        found += _lying_beside(source, at, trusted, lying)
    return Corrections(tuple(known), lying, given, tuple(found), len(paths) == 1)


def _kept_in(home: Home, known: list[Known], trusted: set[tuple[str, str]]) -> Iterator[Finding]:
    """Add what a store holds; a store that cannot be used is a finding."""
    from bibtool.database import Access, DatabaseError

    try:
        with home.opened(Access.READ) as store:
            known += store.known()
            trusted |= store.trusted()
    except DatabaseError as error:
        yield Finding(Code.CORRECTIONS_NOT_READ, {"reason": str(error)})


def _lying_beside(
    source: str, at: Path, trusted: Collection[tuple[str, str]], lying: dict[str, tuple[Decision, ...]]
) -> Iterator[Finding]:
    """Add what a file beside a source holds; one that is not the user's own, or no such file, is a finding."""
    from bibtool.decisions.book import BookError

    try:
        own = own_beside(at, trusted)
        if own is None:
            yield Finding(Code.CORRECTIONS_NOT_YOURS, {"path": str(at)}, document=source)
        else:
            lying[source] = own
    except (OSError, BookError) as error:
        said = files.reason(error) if isinstance(error, OSError) else str(error)
        yield Finding(Code.CORRECTIONS_NOT_READ, {"reason": f"{at}: {said}"}, document=source)


def own_beside(path: Path, trusted: Collection[tuple[str, str]]) -> tuple[Decision, ...] | None:
    """The decisions in a file beside a source; None where it is not there, or not the user's own.  Raises OSError and
    :class:`~bibtool.decisions.book.BookError`."""
    if not is_file(path):
        return None
    data = path.read_bytes()
    return _book(data).decisions if (os.path.realpath(path), summed(data)) in trusted else None


def summed(data: bytes) -> str:
    """What a file's content is known by (SHA-256)."""
    import hashlib  # loads the system's cryptography, which most commands need for nothing

    return hashlib.sha256(data).hexdigest()


def _given(file: str) -> Book:
    from bibtool.decisions.book import BookError

    try:
        return _book(files.read(file))
    except BookError as error:
        raise JobError(Code.NOT_CORRECTIONS, path=file, reason=str(error)) from None


def _book(data: bytes) -> Book:
    from bibtool.decisions.book import BookError, read

    try:
        return read(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BookError(f"not UTF-8: {error.reason}") from None


def _same(one: Path, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
