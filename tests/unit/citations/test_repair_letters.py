"""The repair of a note replaces letters and joins lines; no printed letter is lost or added."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bibtool.citations.scan.repair import Repaired, repair
from bibtool.text.mapped import Mapped
from bibtool.text.vocabulary import vocabulary


def repaired(text: str, *others: str) -> Repaired:
    """A note of a document that also has ``others``."""
    return repair(Mapped.of(text), vocabulary([text, *others]), lambda word: {word.lower()})


def codes(found: Repaired) -> list[str]:
    return [f.code for f in found.findings]


def signs(text: str) -> list[str]:
    """Letters and figures in NFC, which the map is kept over."""
    return [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]


STRANGERS = [
    ("канферэнцыi пра мову", "канферэнцыі пра мову"),  # Latin i
    ("Украiна", "Украіна"),
    ("Cтепь и река", "Степь и река"),
    ("Kamіński, Szlak", "Kamiński, Szlak"),  # Ukrainian і
    ("Аnna Nowak", "Anna Nowak"),
    ("XVІII w.", "XVIII w."),
    ("ХIХ в.", "XIX в."),
    ("VІІІ", "VIII"),
    ("ІV том", "IV том"),
    ("POССИЯ", "РОССИЯ"),
    ("POCCИЯ", "РОССИЯ"),
    ("Аd fontes", "Ad fontes"),
    ("история CCСР и мир", "история СССР и мир"),  # all its letters may be of both: the words around decide
    ("film CСCP i inne", "film CCCP i inne"),
]
LEFT = [
    "Казахсfтан",  # f has no look-alike
    "Зbigniew",  # nor has З a Latin one: it is no figure 3
    "SMSка",  # an acronym with an ending
    "текстcopy",  # two words
    "fСоха",  # most of its letters are Cyrillic, and f is none: not "fCoxa"
]
NOT_MIXED = ["ХІХ", "ІІ", "2О21", "1З", "О3", "IT-компания", "Europe и мир", "З. Новак"]


@pytest.mark.parametrize(("printed", "read"), STRANGERS)
def test_a_stranger_is_replaced_by_its_look_alike(printed: str, read: str) -> None:
    found = repaired(printed)
    assert found.text.text == read
    assert codes(found) == ["BT132"]
    for at, (before, after) in enumerate(zip(printed, read, strict=True)):
        assert found.text.spans(at, at + 1) == ((at, at + 1),), (before, after)


@pytest.mark.parametrize("printed", LEFT)
def test_a_word_that_cannot_be_read_in_one_script_is_left_and_said(printed: str) -> None:
    found = repaired(f"Targ {printed} most", "Казахстан Казахстан")
    assert found.text.text == f"Targ {printed} most"
    assert codes(found) == ["BT150"]


@pytest.mark.parametrize("printed", NOT_MIXED)
def test_numerals_and_figures_are_left_alone(printed: str) -> None:
    found = repaired(f"Targ {printed} мост")
    assert found.text.text == f"Targ {printed} мост"
    assert codes(found) == []


def test_the_word_without_its_stranger_being_known_is_no_reason_to_drop_a_letter() -> None:
    assert repaired("канферэнцыi пра мову", "канферэнцы канферэнцы").text.text == "канферэнцыі пра мову"
    assert repaired("XVІII w.", "XVII w. i XVII w.").text.text == "XVIII w."


STUCK = [
    ("Внешняя политикаhttp://targ.example/2016/a", "политика", "http://targ.example/2016/a"),
    ("Targ, dostęphttps://targ.example/b", "dostęp", "https://targ.example/b"),
    ("Targ, dostępwww.targ.example/b", "dostęp", "www.targ.example/b"),
    ("Торг и мостwww.targ.example", "мост", "www.targ.example"),
    ("Торг и мостtarg.net/a-b", "мост", "targ.net/a-b"),
    ("Targ 2010http://targ.example", "2010", "http://targ.example"),
]


@pytest.mark.parametrize(("printed", "word", "address"), STUCK)
def test_a_word_that_sticks_to_an_address_is_parted_from_it(printed: str, word: str, address: str) -> None:
    found = repaired(printed + ", s. 5.")
    (url,) = found.urls
    assert found.text.text[url.start : url.end] == address == url.candidates[0].url
    assert found.text.text[: url.start].endswith(word + " ")
    assert codes(found)[0] == "BT141"
    at = printed.index(address)
    assert found.text.spans(url.start, url.end) == ((at, at + len(address)),)
    assert found.text.spans(url.start - 1 - len(word), url.start - 1) == ((at - len(word), at),)


@pytest.mark.parametrize(
    "printed", ["user@www.targ.example", "https://a.example/web/2016/http://b.example/c", "b.www.a.pl/x"]
)
def test_what_belongs_to_an_address_does_not_stick_to_it(printed: str) -> None:
    assert "BT141" not in codes(repaired(f"Targ, {printed}, s. 5."))


LETTERS = "a b ż ł A Ż а б і І ё Х х С с i I V X o О 0 3 З 1 2 9 é e\u0301 ґ f fi ffi t s".split()
SIGNS = [
    " ",
    "  ",
    "\n",
    "-\n",
    "-\n-",
    "\u00ad",
    "\u00ad\n",
    "\u200b",
    "-",
    "–",
    ".",
    ",",
    ":",
    ";",
    "(",
    ")",
    "„",
    "”",
]
WORDS = ["http://a.example/b", "www.a.example", "<https://a.pl/b-\nc>", "a.net/", "Targ", "степь", "konfl ikt", "t a ż"]
PIECES = st.sampled_from([*LETTERS, *SIGNS, *WORDS])


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
@example("канферэнцыi XVІII Казахсfтан")
@example("политикаhttp://a.example/b-\nc")
def test_each_letter_of_the_source_is_there_once_after_repair(text: str) -> None:
    """Letters are replaced one for one, by letters of the same case; only hyphens, white space and what has no width
    may go."""
    before, after = signs(text), signs(repaired(text).text.text)
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert one == other or (one.isalpha() and other.isalpha() and one.isupper() == other.isupper())
