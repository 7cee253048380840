"""The last note of a text ends with the text where its last line goes on with it, and before a body that goes on."""

import pytest

from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source

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
