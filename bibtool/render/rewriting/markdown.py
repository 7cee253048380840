"""A text in Markdown with its notes set again: only what the style prints in them is another, all else stays to the
byte.

The author's own words keep their markup, paragraphs and links.  A note that cannot be followed letter by letter stays
as printed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from bibtool.csl.output import write
from bibtool.csl.tree import Mark, Run
from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.readers.document import Document
from bibtool.readers.markdown import extent, read
from bibtool.render.documents.wordml import Piece, pieces
from bibtool.render.rewriting.alignment import align, gaps, stretches
from bibtool.render.rewriting.links import cut_pieces, is_printed, place_of
from bibtool.render.rewriting.markdown_letters import Letters, balanced, letters
from bibtool.render.rewriting.notes import Left, LeftAsPrinted, NewNote, Rewritten
from bibtool.render.rewriting.package import NotRewritable, why_not
from bibtool.text.decoding import Exact, NotTextError, exact
from bibtool.text.edits import TextEdit, applied
from bibtool.text.spans import Span


def obstacles(data: bytes, name: str, origins: Collection[str], attempt: Attempt = direct) -> dict[str, Left]:
    """Nothing forbids to set a note again before its new text is known.  Raises NotRewritable."""
    _source(data, name)
    return {}


def rewritten(data: bytes, name: str, notes: Mapping[str, NewNote], attempt: Attempt = direct) -> Rewritten:
    """``data`` with other notes, by origin (:class:`bibtool.readers.document.SourceNote`).

    Raises :class:`~bibtool.render.rewriting.package.NotRewritable`.
    """
    source = _source(data, name)
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    made: dict[str, tuple[str, str]] = {}
    left: dict[str, Left] = {}

    def write_note(origin: str, new: NewNote) -> None:
        place = extent(origin)
        words = _set(text[place.start : place.end], new)
        if words is not None:
            made[origin] = words

    for origin, new in notes.items():
        why = why_not(attempt, partial(write_note, origin, new))
        if why is not None:
            left[origin] = why
    before = read(data, name)
    while made:
        after = _spliced(source, {extent(origin): words for origin, (words, _) in made.items()})
        wrong = _wrong(before, read(after, name), {origin: reads for origin, (_, reads) in made.items()})
        if not wrong:
            return Rewritten(after, left)
        for origin in wrong:
            left[origin] = Left(Code.NOTE_NOT_CARRIED_OVER)
            del made[origin]
    return Rewritten(data, left)


def _source(data: bytes, name: str) -> Exact:
    try:
        source = exact(data)
    except NotTextError:
        source = None
    if source is None or "\0" in source.text:
        raise NotRewritable(name)
    return source


def _wrong(before: Document, after: Document, reads: Mapping[str, str]) -> Collection[str]:
    """The notes that do not read as they should; all where other parts of the text read otherwise than before."""
    old, new = before.notes or (), after.notes or ()
    if len(old) != len(new) or _body(before) != _body(after):
        return list(reads)
    wrong: list[str] = []
    for one, other in zip(old, new, strict=True):
        wanted = reads.get(one.origin, one.text.text)
        if other.text.text.split() != wanted.split():
            if one.origin not in reads:
                return list(reads)
            wrong.append(one.origin)
    return wrong


def _body(document: Document) -> list[str]:
    return [document.text[span.start : span.end] for span in document.body]


def _spliced(source: Exact, changes: Mapping[Span, str]) -> bytes:
    """The file with other stretches; these count line ends as one letter.  Raises NotRewritable."""
    text = source.text
    places: list[int] = []  # of each letter of the text in which a line end is one letter
    for at, char in enumerate(text):
        if not (char == "\n" and at and text[at - 1] == "\r"):
            places.append(at)
    places.append(len(text))
    edits = [TextEdit(places[span.start], places[span.end], new) for span, new in changes.items()]
    try:
        return source.encoded(applied(text, edits))
    except UnicodeEncodeError:
        raise NotRewritable(source.encoding) from None


def _set(source: str, new: NewNote) -> tuple[str, str] | None:
    """One note set again, in Markdown and as it reads; None where it reads as it should already."""
    old = letters(source, new.text)
    if old is None:
        raise LeftAsPrinted(Code.NOTE_NOT_CARRIED_OVER)
    rows = pieces(new.html)
    text = "".join(piece.text for piece in rows)
    found = align(stretches(new.passages, new.start, new.cited), new.text, text)
    for stretch in found.lost:
        if old.marked(old.boundary(stretch.start), old.boundary(stretch.end)):
            raise LeftAsPrinted(Code.WORDS_WITHOUT_PLACE, words=" ".join(new.text[stretch.start : stretch.end].split()))
    made: list[str] = []
    reads: list[str] = []
    at = letter = 0
    touched = False
    for gap in gaps(found.kept, new.text, text):
        start, end = old.boundary(gap.old_start), old.boundary(gap.old_end)
        made.append(source[at:start])
        reads.append(new.text[letter : gap.old_start])
        at, letter = end, gap.old_end
        printed = new.text[gap.old_start : gap.old_end]
        if "\n\n" in printed:
            raise LeftAsPrinted(Code.PARAGRAPH_IN_CITATION)
        marks = old.marked(start, end)
        if not balanced(marks):
            raise LeftAsPrinted(Code.NOTE_NOT_CARRIED_OVER)
        own = cut_pieces(rows, gap.new_start, gap.new_end)
        if not marks and not any(one.looks or one.link for one in own) and _same(printed, own):
            made.append(source[start:end])
            reads.append(printed)
            continue
        own = _linked(own, rows, old, (start, end), new.text, printed)
        made.append(_markdown(own))
        reads.append("".join(piece.text for piece in own))
        touched = True
    made.append(source[at:])
    reads.append(new.text[letter:])
    return ("".join(made), "".join(reads)) if touched else None


def _same(printed: str, new: Sequence[Piece]) -> bool:
    return printed.split() == "".join(piece.text for piece in new).split()


def _linked(
    own: Sequence[Piece], note: Sequence[Piece], old: Letters, at: tuple[int, int], text: str, printed: str
) -> list[Piece]:
    """New text with the links of the old one around the same words.  Raises LeftAsPrinted for a link that finds no
    place and whose address is not printed."""
    out = list(own)
    opened: list[int] = []
    for mark in old.marked(*at):
        if mark.opens:
            opened.append(mark.at)
            continue
        begin = opened.pop() if opened else mark.at
        if not mark.target or is_printed(mark.target, note):
            continue
        new = "".join(piece.text for piece in out)
        place = place_of(text[begin : mark.at], printed, new)
        if place is None or any(piece.link for piece in cut_pieces(out, *place)):
            raise LeftAsPrinted(Code.LINK_WITHOUT_PLACE, target=mark.target)
        start, end = place
        inside = [replace(piece, link=mark.target) for piece in cut_pieces(out, start, end)]
        out = [*cut_pieces(out, 0, start), *inside, *cut_pieces(out, end, len(new))]
    return out


def _markdown(rows: Sequence[Piece]) -> str:
    """Pieces as Markdown, with the spaces around them."""
    parts: list[Run | Mark] = []
    link = ""
    for row in rows:
        if row.link != link:
            parts += [Mark("link", False, link)] * bool(link) + [Mark("link", True, row.link)] * bool(row.link)
            link = row.link
        parts += [Mark(kind, True, value) for kind, value in row.looks]
        parts.append(Run(row.text))
        parts += [Mark(kind, False, value) for kind, value in reversed(row.looks)]
    parts += [Mark("link", False, link)] * bool(link)
    text = "".join(row.text for row in rows)
    before, behind = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{write(parts, 'markdown')}{behind}" if text.strip() else text
