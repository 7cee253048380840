"""Reference lists that a format gives as the end of a note."""

import pytest

from bibtool.notes.find import find_notes
from bibtool.notes.note import NotesResult
from bibtool.readers.document import Document, SourceNote
from bibtool.text.mapped import Mapped
from bibtool.text.spans import Span

BODY = "Len siano wczesną wiosną.\n"
FIRST = "Tamże, s. 9."
WORKS = (
    "Brzeski A., Stawy i groble, Gdańsk 1999.",
    "Kłos E., Woda i sól, Tczew 2018.",
    "Werner H., Mühlen, Danzig 1903.",
)


def found(*notes: str) -> NotesResult:
    text, given = BODY, []
    for number, note in enumerate(notes, 1):
        given.append(SourceNote(str(number), Mapped.of(text + note, len(text))))
        text += note + "\n"
    return find_notes(Document("article.pdf", text, "utf-8", "pdf", tuple(given), (Span(0, len(BODY)),)))


@pytest.mark.parametrize("heading", ["Bibliografia", "Literatura:", "References", "Литература", "Literaturverzeichnis"])
def test_a_list_behind_its_heading_is_no_part_of_the_last_note(heading: str) -> None:
    result = found(FIRST, "\n".join((FIRST, heading, *WORKS)))
    assert [note.text.text for note in result.notes] == [FIRST, FIRST]
    assert [entry.text.text for entry in result.listed] == list(WORKS)
    assert result.lists[0].heading.text == heading
    assert "Brzeski" not in result.body.text


def test_a_note_that_only_names_a_list_stays_whole() -> None:
    prose = "Zob.\nBibliografia\nobejmuje prace o lnie, które ukazały się po wojnie\ni nie były dotąd nigdzie omówione."
    for note in (prose, "Zob.\nBibliografia", f"Zob.\nBibliografia\n{WORKS[0]}", "\n".join((FIRST, *WORKS))):
        result = found(FIRST, note)
        assert [each.text.text for each in result.notes] == [FIRST, note]
        assert not result.lists
