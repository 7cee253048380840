"""Entries of a .bib file to the letter."""

from bibtool.papers.verbatim import verbatim

TEXT = """% spis
@string{las = "Las"}
@Book{ul,  title = {Ul},
   publisher = las # "y", }   @misc(roj, note = "(x)") @book{zepsuty, title = {Bez końca
@book{dym, title = {Dym}}
"""


def test_entries_stand_as_they_are_written() -> None:
    assert verbatim(TEXT, {"ul", "roj", "zepsuty"}) == {
        "": '@string{las = "Las"}',
        "ul": '@Book{ul,  title = {Ul},\n   publisher = las # "y", }',
        "roj": '@misc(roj, note = "(x)")',
    }
    assert verbatim("@book{dym, title = {Dym}}", {"ul"}) == {}
