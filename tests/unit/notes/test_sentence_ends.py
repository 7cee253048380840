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
        "W 1921 r. Sejm uchwalił ustawę¹.| Dalej.",
        "Po wydarzeniach z 1956 r. Polska weszła w nowy okres¹.| Dalej.",
        "W Krakowie mieszkał od 1921 r.| Potem wyjechał.",
        "W XIX w. Polska nie istniała¹.| W dniu 5 maja 1921 r. Rada zebrała się znowu.",
        "Miał ok. 30 uczniów, wg. Lisa ok. Stu¹.| Dalej.",
        "Por. Nowak i gen. Kos, abp. Lis z woj. Lubelskiego¹.| Potem nic.",
        "Tak w art. 5 ust. 2 pkt. 3 ustawy¹.| Pisał J. Nowak w 1921 r.| Potem nie.",
        "Ceni go Nowak¹.| Tak pisał w 1921 r. Nowak².",
        "Tak pisał w 1921 r. J. Nowak².| Dalej.",
        "В 1921 г. Ленин писал¹.| Потом ок. 30 человек.| Там был ген. Иванов.",
        "В 1917–1921 гг. Россия воевала¹.| Дальше.",
        "У ХІХ ст. Україна була розділена¹.| У м. Львові жив проф. Лис.",
        "У 1921 г. Купала пісаў вершы¹.| Далей.",
        "In 1921 Mr. Smith and Gen. Jones met Prof. Lee, ca. 30 people¹.| Then nothing.",
        "Im Bd. II, vgl. Abb. 3, schrieb Dr. Weber¹.| Dann nicht.",
        "Tytuł rozdziału\n\n|Rzeka płynie,\n\nbo musi.",
        "Tytuł\n\n|[12] Rzeka płynie¹\n\n|– Most stoi²\n\n|[Droga] biegnie³\n\n|© 2021 Autor",
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
