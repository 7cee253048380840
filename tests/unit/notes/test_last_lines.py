"""The last note of a text ends with the text where its last line goes on with it, and before a body that goes on."""

import pytest

from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

BODY = "Title of a text\n\nA sentence.[1] Another one.[2]\n\n[1] J. Lis, Wieża, Lublin 1990, s. 4.\n\n"


def last_note(lines: str) -> str:
    document = extract([Source("a.txt", (BODY + lines).encode())]).documents[0]
    return str(document.notes.notes[-1].text.text)


@pytest.mark.parametrize(
    "lines",
    [
        "[2] Дугин М. И. Гоньба в Нерчинском округе: дис. … канд. ист.\nнаук. Улан-Удэ, 1999. С. 88.\n",
        "[2] M. Gaj, Młyny, mps pracy mgr. w arch.\nzakładowym, Kraków 1999, s. 88.\n",
        "[2] A. Ford, The Weirs, unpubl. diss. in hist.\nsci., Leeds 1999, p. 88.\n",
    ],
)
def test_an_abbreviation_at_the_end_of_a_line(lines: str) -> None:
    assert last_note(lines).split()[-1] == "88."


def test_a_body_that_goes_on() -> None:
    note = last_note("[2] M. Gaj, Młyny, Kraków 1999, s. 88.\ni tak przez całą zimę. Wiosną lód puścił.\n")
    assert note.endswith("s. 88.")


@pytest.mark.parametrize(
    "rights", ["© 2020 Rocznik Lniarski", "(c) Autorzy, Łuków 2020", "© Copyright by A. Lis, Toruń 2020."]
)
def test_the_rights_below_a_list_are_no_entry(rights: str) -> None:
    works = [
        "Brzeski A., Stawy i groble, Gdańsk 1999.",
        "Kłos E., Woda i sól, Tczew 2018.",
        "Werner H., Len, Łódź 1903.",
    ]
    text = "\n\n".join(("Len siano wiosną.", "Bibliografia", *works, rights))
    result = find_notes(read_bytes(text.encode(), "a.txt"))
    assert [entry.text.text for entry in result.listed] == works
    assert rights in result.body.text
