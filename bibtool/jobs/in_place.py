"""The notes of a DOCX, an ODT or a text in Markdown set again in the document itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import JobError
from bibtool.render.rewriting.notes import Changes, Fields, Left, NewNote, Ways

if TYPE_CHECKING:
    from bibtool.citations.passages import NotePassages
    from bibtool.entries.apparatus import CitedNote
    from bibtool.jobs.works import Works
    from bibtool.readers.document import SourceNote
    from bibtool.render.notes import NoteSource, RenderedNotes

# The notes of the text, as they were read (with what forbids to set them again), set in a style.
Render = Callable[[Mapping[str, "NoteSource"]], "RenderedNotes"]


class Comments(Enum):
    """Does each note that is left as printed get a comment in the document that says why?"""

    DEFAULT = "default"  # yes, where there is a document for it
    WRITE = "write"
    NONE = "none"


class Manner(Struct, frozen=True):
    """How the notes of a DOCX are set in the document itself; ``ui`` is the language of the comments."""

    ways: Ways = field(default_factory=Ways)
    comments: Comments = Comments.DEFAULT
    ui: str = "en"


class Place(Struct, frozen=True):
    """A note of the source: where it stands in the package, how it was read, and what it cites."""

    source: SourceNote
    passages: NotePassages
    cited: CitedNote


def places(works: Works) -> tuple[Place, ...]:
    """The real notes of a DOCX, an ODT or a text in Markdown, in order; none for another source."""
    if works.source is None or works.extraction is None or works.notes is None:
        return ()
    extracted = works.extraction.documents[0]
    sources = extracted.document.notes or ()
    if not all(note.origin for note in sources) or not len(sources) == len(extracted.passages) == len(works.notes):
        return ()
    rows = zip(sources, extracted.passages, works.notes, strict=True)
    return tuple(Place(*row) for row in rows)


def check_options(works: Works, manner: Manner, found: Sequence[Place]) -> None:
    """Raises JobError BT735 for an option that has no effect on this source or output (``found`` is empty where
    nothing is set in place)."""
    ways, comments = manner.ways, manner.comments
    asked = {
        "--unlink": ways.fields is Fields.UNLINK,
        "--accept-changes": ways.changes is Changes.ACCEPT,
        "--track": ways.tracking is not None,
        "--comments": comments is Comments.WRITE,
        "--no-comments": comments is Comments.NONE,
    }
    options = [name for name, given in asked.items() if given]
    if not options:
        return
    from bibtool.render.rewriting.package import holds

    if not found or works.source is None or _format(works) != "docx":
        raise JobError(Code.OPTION_WITHOUT_DOCUMENT, option=options[0], path=works.name)
    fields, changes = holds(works.source.data, works.source.name, [place.source.origin for place in found])
    if asked["--unlink"] and not fields:
        raise JobError(Code.NO_FIELDS_TO_UNLINK, option="--unlink", path=works.name)
    if asked["--accept-changes"] and not changes:
        raise JobError(Code.NO_CHANGES_TO_ACCEPT, option="--accept-changes", path=works.name)


def set_in_place(
    works: Works, found: Sequence[Place], manner: Manner, sources: Mapping[str, NoteSource], render: Render
) -> tuple[RenderedNotes | None, bytes | None]:
    """The notes as ``render`` sets them and the document with them; nothing for a package that cannot be written.

    A note that cannot be written gets that as a doubt of its source, and all is rendered once more, because no later
    note may refer to what its reader does not find.
    """
    from bibtool.render.rewriting import markdown, odt, package
    from bibtool.render.rewriting.comments import commented

    if works.source is None:
        return None, None
    data, name = works.source.data, works.source.name
    citing = {place.source.origin: place for place in found if place.cited.clusters}
    known = dict(sources)
    attempt = boundary()
    other = {"odt": odt, "markdown": markdown}.get(_format(works))
    try:
        if other is not None:
            stays = other.obstacles(data, name, citing, attempt)
        else:
            stays = package.obstacles(data, name, citing, manner.ways, attempt)
        _doubt(known, stays, citing, works.name)
        while True:
            done = render(known)
            texts = {place.cited.id: note.text for place, note in zip(found, done.notes, strict=True)}
            notes = {o: _new(p, texts[p.cited.id]) for o, p in citing.items() if p.cited.id not in done.left}
            if other is not None:
                made = other.rewritten(data, name, notes, attempt)
            else:
                made = package.rewritten(data, name, notes, manner.ways, attempt)
            if not made.left:
                break
            _doubt(known, made.left, citing, works.name)
        if manner.comments is Comments.NONE or other is not None:
            return done, made.data
        said = {
            origin: ["; ".join(dict.fromkeys(sentence(why, manner.ui) for why in done.left[place.cited.id].reasons))]
            for origin, place in citing.items()
            if place.cited.id in done.left
        }
        return done, commented(made.data, name, said)
    except package.NotRewritable:
        return None, None


def _format(works: Works) -> str:
    return works.extraction.documents[0].document.format if works.extraction is not None else ""


def _new(place: Place, html: str) -> NewNote:
    text = place.source.text
    start = text.pieces[0].source_start if text.pieces else 0
    cited = frozenset(work.index for cluster in place.cited.clusters for work in cluster)
    return NewNote(html, text.text, start, place.passages.passages, cited)


def _doubt(sources: dict[str, NoteSource], left: Mapping[str, Left], found: Mapping[str, Place], name: str) -> None:
    """Add why notes cannot be written to what forbids to set them again."""
    for origin, why in left.items():
        place = found[origin]
        identity = place.cited.id
        said = Finding(why.code, dict(why.args), place.source.text.spans(), name, identity)
        sources[identity] = replace(sources[identity], doubts=(*sources[identity].doubts, said))
