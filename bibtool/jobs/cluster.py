"""Many documents on a cluster of dask's: the same function a document, elsewhere.

The documents are read here and sent, so that the machines there need no files of this one.  Certificates are those of
dask's own settings (``distributed.comm.tls`` or DASK_DISTRIBUTED__COMM__TLS__…).
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.pool import Loss, Lost

if TYPE_CHECKING:
    from bibtool.jobs.one_of_many import Done, Task

_ENCRYPTED = "tls"
_PLAIN = "tcp"
_WAIT = 20  # seconds for a scheduler to answer
_WAITING = 3  # documents sent for each thread there, so that none has to wait for the next


def check(address: str) -> None:
    """Raises JobError before anything is sent: BT752 without an address, BT755 for one beyond this machine that is not
    encrypted, BT756 without the extra."""
    if not address:
        raise JobError(Code.OPTION_NEEDS_ANOTHER, option="--engine dask", needed="--scheduler")
    scheme, host = _parts(address)
    if scheme not in (_PLAIN, _ENCRYPTED) or not host or (scheme != _ENCRYPTED and not _is_here(host)):
        raise JobError(Code.SCHEDULER_NOT_ENCRYPTED, address=address)
    if find_spec("distributed") is None:
        raise JobError(Code.EXTRA_NOT_INSTALLED, Exit.NOTHING, engine="dask", extra="bibtool[dask]")


def run(function: Callable[[Task], Done], tasks: Iterable[Task], address: str) -> Iterator[tuple[Task, Done | Lost]]:
    """As :func:`bibtool.jobs.pool.run`, by the scheduler at an address that :func:`check` let pass.

    Raises JobError BT757 where it does not answer.
    """
    from distributed import Client, Security, as_completed

    scheme, host = _parts(address)
    try:
        security = Security(require_encryption=not _is_here(host))
        client = Client(f"{scheme}://{urlsplit(_full(address)).netloc}", timeout=_WAIT, security=security)
    except (OSError, TimeoutError, TypeError, ValueError, RuntimeError) as error:
        raise JobError(Code.SCHEDULER_NOT_REACHED, Exit.NOTHING, address=address, reason=files.reason(error)) from None
    waiting = iter(tasks)
    try:
        window = max(1, sum(client.nthreads().values())) * _WAITING
        sent: dict[object, Task] = {}
        done = as_completed()

        def more() -> Iterator[tuple[Task, Done | Lost]]:
            """Fill the window; gives what needs nobody elsewhere."""
            while len(sent) < window and (task := next(waiting, None)) is not None:
                filled = _filled(task)
                if filled.data is None or hashlib.sha256(filled.data).hexdigest() == task.known:
                    yield task, function(filled)
                    continue
                future = client.submit(function, filled, pure=False, retries=0)
                sent[future.key] = task
                done.add(future)

        yield from more()
        while sent:
            future = next(done)
            task = sent.pop(future.key)
            try:
                yield task, future.result()
            except Exception as error:  # whatever dask says of a process that is gone
                yield task, Lost(Loss.CRASHED, type(error).__name__, 0.0)
            future.release()
            yield from more()
    finally:
        client.close()


def _filled(task: Task) -> Task:
    """The task with its bytes; as it was where they cannot be read, which is then said as always."""
    from bibtool.jobs.one_of_many import bytes_of

    try:
        return replace(task, data=bytes_of(task))
    except JobError:
        return task


def _full(address: str) -> str:
    return address if "://" in address else f"{_PLAIN}://{address}"


def _parts(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(_full(address))
        return parts.scheme, parts.hostname or ""
    except ValueError:
        return "", ""


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
