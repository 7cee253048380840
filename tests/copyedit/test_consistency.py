"""Forms that a text mixes, measured by what it mostly does itself."""

import json

import pytest

from bibtool.copyedit.consistency import consistent
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source

ACCESS = "A. Lis, Brody, „Gazeta”, 5 V 2020, <https://example.org/{n}> {access}."
BOOK = "{name}, Mosty {n}, Kraków 2010, {label} {pages}."


def found(*notes: str, ascii: bool = False) -> list[tuple[str, str, str]]:
    """(note, printed, usual) of each departure from the text's habits; ``ascii``: with letters as JSON's escapes."""
    rows = [json.dumps({"number": str(n), "text": text}, ensure_ascii=ascii) for n, text in enumerate(notes, 1)]
    read = extract([Source("a.notes.jsonl", "\n".join(rows).encode(), "notes")])
    document = read.documents[0]
    findings = consistent(document.document, document.citations)
    assert all(f.code == "BT814" and f.spans for f in findings)
    return [(f.note_id, f.args["printed"], f.args["usual"]) for f in findings]


def accessed(n: int, access: str = "[dostęp: 6 V 2020]") -> str:
    return ACCESS.format(n=n, access=access)


def book(n: int, name: str = "J. K. Nowak", label: str = "s.", pages: str = "12") -> str:
    return BOOK.format(n=n, name=name, label=label, pages=pages)


@pytest.mark.parametrize(
    ("other", "printed", "usual"),
    [
        ("(dostęp: 6 V 2020)", "(dostęp:", "[dostęp:"),
        ("[data dostępu: 6 V 2020]", "[data dostępu:", "[dostęp:"),
        ("[dostęp: 06.05.2020]", "3.05.2020", "3 V 2020"),
        ("[dostęp: 6 maja 2020]", "3 … 2020", "3 V 2020"),
    ],
)
def test_access_dates(other: str, printed: str, usual: str) -> None:
    assert found(accessed(1), accessed(2), accessed(3, other), accessed(4)) == [("3", printed, usual)]


@pytest.mark.parametrize(
    ("other", "printed", "usual"),
    [
        ({"pages": "12-15"}, "-", "–"),
        ({"name": "J.K. Nowak"}, "A.B.", "A. B."),
        ({"label": "str.", "pages": "7–9"}, "str.", "s."),
    ],
)
def test_pages_and_names(other: dict[str, str], printed: str, usual: str) -> None:
    notes = [book(n, pages=f"{n}–{n + 3}") for n in (1, 2, 3)]
    assert found(*notes, book(4, **other)) == [("4", printed, usual)]


def test_ibid_of_two_kinds() -> None:
    notes = [book(1), "Tamże, s. 3.", "Tamże, s. 4.", "Ibidem, s. 5.", "Tamże, s. 9."]
    assert found(*notes) == [("4", "ibidem", "tamże")]


def test_what_is_no_habit_is_left_alone() -> None:
    assert found(accessed(1), accessed(2, "(dostęp: 6 V 2020)")) == []
    assert found(*(accessed(n) for n in range(4)), *(accessed(n, "(dostęp: 6 V 2020)") for n in range(4, 8))) == []


def test_languages_and_scripts_have_habits_of_their_own() -> None:
    russian = "П. Луговой, Песок и ветер, „Степь” 2016, № 3, с. 11."
    english = "J. Brown, Rivers and Roads, Oxford 2011, p. 7."
    assert found(book(1), book(2), book(3), russian, english) == []


def test_a_range_and_a_page_may_have_two_labels() -> None:
    english = "J. Brown, Rivers and Roads, Oxford 2011, {}."
    assert found(*(english.format(each) for each in ("p. 7", "p. 8", "pp. 7–9", "pp. 3–5", "p. 2"))) == []


def test_a_space_behind_the_label_of_a_page() -> None:
    tight = book(4).replace("s. 12", "s.12")
    assert found(book(1), book(2), book(3), tight) == [("4", "s.…", "s. …")]


def test_letters_written_as_escapes_of_json_are_compared_as_letters() -> None:
    notes = (*(book(n, pages="12–14", label="ss.") for n in range(3)), book(4, pages="12-14", label="ss."))
    assert found(*notes, ascii=True) == found(*notes) == [("4", "-", "–")]
    quoted = (*map(accessed, range(3)), accessed(4).replace("„Gazeta”", "Gazeta"))
    assert found(*quoted, ascii=True) == found(*quoted) == [("4", "…", "„…")]
