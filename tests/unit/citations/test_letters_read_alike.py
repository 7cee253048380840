"""What is read does not turn on which letter a word begins with, only on whether it is a capital.

Each frame is a decision that asks for a capital or a small letter; it is read once with each letter of the alphabet
and must give what it gives with a plain one.
"""

from __future__ import annotations

import pytest

from bibtool.jobs.extract import from_document
from bibtool.notes.titleblock import is_name
from bibtool.readers.document import Document, SourceNote
from bibtool.text.mapped import Mapped

ALPHABETS = {
    "Polish": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "Czech and Slovak": "aáäbcčdďeéěfghiíjklĺľmnňoóôpqrŕřsštťuúůvwxyýzž",
    "Lithuanian": "aąbcčdeęėfghiįyjklmnoprsštuųūvzž",
    "Hungarian": "aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz",
    "German": "aäbcdefghijklmnoöpqrstuüvwxyz",
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Belarusian": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
}
LATIN = "".join(sorted({c for n, letters in ALPHABETS.items() for c in letters if c < "Ѐ"}))
CYRILLIC = "".join(sorted({c for n, letters in ALPHABETS.items() for c in letters if c >= "Ѐ"}))


# ``@`` is the capital, ``~`` the small letter.  The rest of the word is of no language: no list of words decides.
FRAMES = {
    "Latin": {
        "bracket in a title, capital": "A. Nowak, Walka (@lunt, 1990), Warszawa 2001, s. 3.",
        "bracket in a title, small": "A. Nowak, Walka (~lunt, 1990), Warszawa 2001, s. 3.",
        "initial": "@. Mruvek, Targ i most, Warszawa 2001, s. 3.",
        "family name": "B. @mruvek, Targ i most, Warszawa 2001, s. 3.",
        "family name first": "@mruvek B. Targ i most. Warszawa: Ossolineum, 2001. S. 3.",
        "two authors": "B. Mruvek, E. @mruvek, Targ i most, Warszawa 2001, s. 3.",
        "family name in capitals": "@MRUVEK, Jan. Targ a most. Praha: Odeon, 2001, s. 3.",
        "title after a full stop": "Lis A. Targ. @mruvek. Warszawa: Ossolineum, 2001. 30 s.",
        "title goes on small": "Lis A. Targ. ~mruvek. Warszawa: Ossolineum, 2001. 30 s.",
        "place of an imprint": "A. Lis, Targ i most, @mruvek: Ossolineum, 2001, s. 3.",
        "place in brackets": "A. Lis, Targ i most (@mruvek 2001), s. 3.",
        "no place in brackets": "A. Lis, Targ i most (~mruvek 2001), s. 3.",
        "second publisher": "Lis A. Targ i most. – Warszawa : Ossolineum; @mruvek, 2001. – 30 s.",
        "second place": "Lis A. Targ i most. – Warszawa; @mruvek : Ossolineum, 2001. – 30 s.",
        "after In": "Lis, A. (2001). Market town. In @. Mruvek (Ed.), Bridges (pp. 3–9). London: Brill.",
        "page after the title": "Lis, Market town ~mruve~, 60.",
        "families alone": "B. @mruvek, Targ i most, Warszawa 2001, s. 3; @mruvek, Targ i most, s. 5.",
        "author of one word": "@mruvek, Targ i most, tłum. A. Lis, Warszawa 2001, s. 3.",
        "author before a bracket, initial": "Twierdzi to @. Mruvek (Targ i most, Warszawa 2001, s. 3) i inni sądzą.",
        "author before a bracket, family": "Twierdzi to B. @mruvek (Targ i most, Warszawa 2001, s. 3) i inni sądzą.",
        "author before a bracket, in full": "Twierdzi to Jan @mruvek (Targ i most, Warszawa 2001, s. 3) i inni sądzą.",
        "words after a bracket": "Miasto rosło (B. Lis, Targ, Warszawa 2001, s. 3) ~mruvek: dalej już nic.",
        "citation after a full stop": "Zob. A. Lis, Targ, Warszawa 2001, s. 3. @. Mruvek, Most, Warszawa 2002, s. 3.",
        "no citation after a full stop": "A. Lis, Targ, Warszawa 2001, s. 3. ~lunt, Most, Warszawa 2002, s. 3.",
        "standard": "PN-@M 1234:2001, Targ i most, Warszawa 2001.",
    },
    "Cyrillic": {
        "bracket in a title, capital": "А. Новак, Борба (@лунт, 1990), Минск 2001, с. 3.",
        "bracket in a title, small": "А. Новак, Борба (~лунт, 1990), Минск 2001, с. 3.",
        "initial": "@. Мрувек, Торг и мост, Минск 2001, с. 3.",
        "family name": "Б. @мрувек, Торг и мост, Минск 2001, с. 3.",
        "family name first": "@мрувек Б. Торг и мост. – Минск : Наука, 2001. – С. 3.",
        "GOST title": "Лис А. Торг. @мрувек // Вопросы истории. – 2001. – № 3. – С. 3.",
        "GOST title goes on small": "Лис А. Торг. ~мрувек // Вопросы истории. – 2001. – № 3. – С. 3.",
        "place of an imprint": "Лис А. Торг и мост. – @мрувек : Наука, 2001. – 30 с.",
        "second publisher": "Лис А. Торг и мост. – М. : Наука; @мрувек, 2001. – 30 с.",
        "second place": "Лис А. Торг и мост. – М.; @мрувек : Наука, 2001. – 30 с.",
        "page with a letter": "Лис А. Торг и мост. – Минск : Наука, 2001. – С. 3~.",
        "author before a bracket, initial": "Так считает @. Мрувек (Торг и мост, Минск 2001, с. 3) и думают другие.",
        "author before a bracket, family": "Так считает Б. @мрувек (Торг и мост, Минск 2001, с. 3) и думают другие.",
        "citation after a full stop": "См. А. Лис, Торг, Минск 2001, с. 3. @. Мрувек, Мост, Минск 2002, с. 3.",
        "standard": "ГОСТ @М 1234-2001. Торг и мост. М., 2001.",
    },
}
PLAIN = {"Latin": "b", "Cyrillic": "б"}
LETTERS = {
    "Latin": sorted({c for letters in ALPHABETS.values() for c in letters if c < "Ѐ"}),
    "Cyrillic": sorted({c for letters in ALPHABETS.values() for c in letters if c >= "Ѐ"}),
}


def shape(frame: str, letter: str) -> list[tuple[object, ...]]:
    """What is read, by places: all words of a frame are as long whatever the letter."""
    capital = "ẞ" if letter == "ß" else letter.upper()
    text = frame.replace("@", capital).replace("~", letter)
    found, _ = from_document(Document("a", text, "utf-8", "text", (SourceNote("1", Mapped.of(text)),)))
    return [
        (c.kind, c.item.type, sorted((k, f.spans) for k, f in c.fields.items() if k != "language"), c.refers_to)
        for c in found.citations
    ]


@pytest.mark.parametrize(
    ("script", "frame"), [(script, frame) for script, frames in FRAMES.items() for frame in frames]
)
def test_a_frame_is_read_alike_whatever_the_letter(script: str, frame: str) -> None:
    note = FRAMES[script][frame]
    plain = shape(note, PLAIN[script])
    assert plain, "the frame cites"
    other = [letter for letter in LETTERS[script] if shape(note, letter) != plain]
    assert not other


@pytest.mark.parametrize("script", FRAMES)
def test_a_capital_and_a_small_letter_are_told_apart(script: str) -> None:
    bracket = FRAMES[script]["bracket in a title, capital"]
    for letter in LETTERS[script]:
        assert shape(bracket, letter) != shape(bracket.replace("@", "~"), letter), letter


@pytest.mark.parametrize("letter", [*LETTERS["Latin"], *LETTERS["Cyrillic"]])
def test_a_line_of_two_capitalised_words_is_a_name(letter: str) -> None:
    body = "mruvek" if letter < "Ѐ" else "мрувек"
    capital = "ẞ" if letter == "ß" else letter.upper()
    assert is_name(f"{capital}{body} {capital}{body}-{capital}{body}")
    assert not is_name(f"{letter}{body} {letter}{body}")
