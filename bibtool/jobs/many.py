"""Many documents, each by itself: read, cited, judged, and given away as a line, so that none stays in memory.

What one document costs (a fault, a crash, its time) the others do not pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.document_line import head_of
from bibtool.jobs.lines_kept import Kept
from bibtool.jobs.one_of_many import Become, Done, Request, Task, failed, work
from bibtool.jobs.pool import Loss, Lost, run
from bibtool.jobs.progress import Progress, Step

#: Seconds that one document may take, where nobody said otherwise.
SECONDS = 300.0


class Hands(Struct, frozen=True):
    """Who works: so many processes of this machine, each document for so many seconds at most; or a cluster of dask's,
    where an address is given."""

    processes: int = 1
    seconds: float = SECONDS
    scheduler: str = ""

    def run(self, function: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[tuple[Task, Done | Lost]]:
        """Gives the tasks as they are finished."""
        if self.scheduler:
            from bibtool.jobs.cluster import run as run_elsewhere

            return run_elsewhere(function, tasks, self.scheduler)
        return run(function, tasks, self.processes, self.seconds)


def many(
    tasks: Sequence[Task],
    request: Request,
    hands: Hands,
    kept: Kept,
    progress: Progress,
    readable: bool = False,
) -> Iterator[Done]:
    """Every document, in the order of ``tasks``, as soon as those before it are done; ``kept`` gets the lines.

    A document whose line ``kept`` has already is not done again.  Numbers of tasks count from 0.
    """
    asked = [task if task.data is not None else replace(task, known=kept.known(task.path)) for task in tasks]
    waiting: dict[int, Done] = {}
    turn = 0
    progress(Step("documents", total=len(tasks)))
    for finished, (task, given) in enumerate(hands.run(partial(work, request=request, readable=readable), asked), 1):
        progress(Step("documents", task.path, finished, len(tasks)))
        done = _lost(task, given, request) if isinstance(given, Lost) else given
        if done.become is Become.UNCHANGED:
            head = head_of(kept.keep(task.number, task.path))
            if head is not None:
                become = Become.REFUSED if head.error else Become.UNCHANGED
                done = replace(done, become=become, counts=head.counts, error=head.error)
        elif done.line:
            kept.add(task.number, done.line)
        waiting[task.number] = replace(done, line=b"")
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1


def _lost(task: Task, lost: Lost, request: Request) -> Done:
    code = Code.DOCUMENT_TOOK_TOO_LONG if lost.loss is Loss.TIMED_OUT else Code.DOCUMENT_CRASHED
    told = Finding(code, {"path": task.path, "detail": lost.detail}, document=task.path)
    return failed(task.path, "", told, request, Become.FAILED, lost.seconds)
