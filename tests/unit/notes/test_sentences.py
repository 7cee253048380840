"""Where sentences begin, and the one around a marker."""

import pytest

from bibtool.notes.sentences import around, boundaries, fold
from bibtool.text.mapped import Mapped
from bibtool.text.spans import slices


@pytest.mark.parametrize(
    "text",
    [
        "Rzeka płynie.| Most stoi.",
        "Pisał J. Brzoza i prof. Lipa o rzece.| Potem milczał.",
        "Było to w 2014 r. nad rzeką.| Potem w 2015 r.| Most runął.",
        "Zob. s. 5 książki.| Dalej.",
        "Rzeka płynie¹.| Most stoi.²| Droga biegnie.",
        "Rzeka płynie.¹| Most stoi.[2]| Droga biegnie.<sup>3</sup>| Dalej.",
        "„Rzeka płynie.”| „Most stoi!”| Czy tak?| – Tak.",
        "Tytuł rozdziału\n\n|Rzeka płynie,\n\nbo musi.",
    ],
)
def test_sentences_begin_where_they_should(text: str) -> None:
    plain = text.replace("|", "")
    expected = [0]
    for part in text.split("|")[:-1]:
        expected.append(expected[-1] + len(part))
    found = [plain[:at].rstrip() for at in boundaries(plain)[1:]]
    wanted = [plain[:at].rstrip() for at in expected[1:]]
    assert found == wanted


def test_the_sentence_is_folded_and_keeps_its_place() -> None:
    source = "Wstęp. Rzeka pły-\nnie  wolno¹, a Wisła-\nOdra nie. Koniec."
    body = Mapped.of(source)
    sentence = around(body, boundaries(source), source.index("¹") + 1)
    assert sentence.text == "Rzeka płynie wolno¹, a Wisła- Odra nie."
    at = sentence.text.index("płynie")
    assert slices(source, sentence.spans(at, at + 6)) == "pły-\nnie"


def test_folding_twice_changes_nothing() -> None:
    once = fold(Mapped.of("a \u00a0b-\n  c\td"))
    assert once.text == "a bc d"
    assert fold(once).text == once.text


def test_the_hyphens_of_pdfium_are_joined() -> None:
    assert fold(Mapped.of("rze\ufffeka i mo\x02\nsty")).text == "rzeka i mosty"
