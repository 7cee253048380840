"""Whatever stands in a note: no exception, and every printed value is the source at its spans."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bibtool.citations.citation import Kind
from bibtool.citations.extract import extract
from bibtool.notes.note import Note, NotesResult
from bibtool.readers.document import Document
from bibtool.text.mapped import Mapped
from bibtool.text.spans import slices

PIECES = [
    "A. Nowak",
    "Б. Лис",
    "Kowal Jan",
    "NOVÁK, Jan",
    "i in.",
    "red.",
    "przeł.",
    "[w:]",
    "//",
    " / ",
    ". – ",
    ", ",
    "; ",
    ". ",
    ": ",
    " ",
    "\n",
    "-\n",
    "-\n-",
    "\u00ad\n",
    "„",
    "”",
    "«",
    "»",
    "“",
    '"',
    "(",
    ")",
    "[",
    "]",
    "…",
    "Szlaki stepu",
    "konfl ikt",
    "Казахсfтан",
    "М.: Наука",
    "Kraków",
    "2010",
    "1914–1918",
    "28 xi 2021",
    "[dostęp: 3 IV 2022]",
    "[online]",
    "(дата обращения: 20.05.2021)",
    "s. 5–7",
    "С. 310",
    "t. 3",
    "nr 4(374)",
    "№ 2",
    "Вып. VI",
    "Tamże",
    "dz. cyt.",
    "tenże",
    "там же",
    "Zob.",
    "см.",
    "<https://example.org/a-\nb/c>",
    "https://example.org/x",
    "doi: 10.1234/abc.5",
    "ISBN 978-83-01",
    "Dz.U. 2001 nr 5 poz. 7",
    "Ф. 1. Оп. 2. Д. 3",
    "e\u0301",
    "W 2014 r. zmieniło się wiele.",
]
notes = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=25).map("".join)


def document(texts: list[str]) -> tuple[Document, NotesResult]:
    source, found = "", []
    for number, text in enumerate(texts, 1):
        source += f"{number} "
        found.append(Note(str(number), str(number), Mapped.of(source + text, len(source), len(source) + len(text))))
        source += text + "\n"
    return Document("case", source, "utf-8", "text"), NotesResult(tuple(found))


@settings(max_examples=300, deadline=None)
@given(st.lists(notes, min_size=1, max_size=3))
@example(["-\n-Ф. 1. Оп. 2. Д. 3"])
def test_every_printed_value_is_the_source_at_its_spans(texts: list[str]) -> None:
    source, found = document(texts)
    result = extract(source, found)
    places = {citation.place for citation in result.citations}
    for citation in result.citations:
        note = found.notes[int(citation.note) - 1]
        inside = note.text.spans()
        for field in citation.fields.values():
            assert slices(source.text, field.spans) == field.raw
            assert list(field.spans) == sorted(field.spans)
            assert field.inferred or field.spans
            assert all(inside[0].start <= s.start and s.end <= inside[-1].end for s in field.spans)
        if citation.refers_to is not None:
            assert citation.refers_to in places, "a back-reference points to a citation that there is"
            assert citation.kind is not Kind.FULL
        for value in citation.item.text.values():
            assert value == value.strip() and "\n" not in value
    numbered = [(c.note, c.index) for c in result.citations]
    assert numbered == sorted(numbered, key=lambda row: (int(row[0]), row[1])) and len(set(numbered)) == len(numbered)


@settings(max_examples=100, deadline=None)
@given(notes)
def test_reading_again_gives_the_same(text: str) -> None:
    given_twice = [extract(*document([text])) for _ in range(2)]
    assert given_twice[0] == given_twice[1]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab-\u00ad \n.,;", max_size=60))
def test_joined_lines_hold_every_letter(text: str) -> None:
    """Nothing but white space, hyphens and soft hyphens is ever dropped from running text."""
    from bibtool.citations.scan.repair import repair
    from bibtool.text.vocabulary import vocabulary

    joined = repair(Mapped.of(text), vocabulary([text]), lambda word: (word,)).text.text
    assert re.sub(r"[\s\u00ad-]", "", joined) == re.sub(r"[\s\u00ad-]", "", text)
