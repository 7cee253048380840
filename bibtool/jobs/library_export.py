"""Works of the library on their way out."""

from __future__ import annotations

from msgspec.structs import replace

from bibtool.jobs.convert import Converted, target, written
from bibtool.jobs.library import found
from bibtool.jobs.queries import outgoing


def export(query: str, named: str | None, output: str | None, to: str | None) -> Converted:
    """The works that a query finds in the format ``to``, or that which the ending of ``output`` tells.

    Nothing is written.  Raises JobError BT705, BT950, BT952, BT957.
    """
    chosen = target(to, output)
    works = sorted(found(query, named), key=lambda work: work.id)
    entries, said = outgoing(works, named)
    done = written(entries, chosen)
    return replace(done, findings=(*said, *done.findings))
