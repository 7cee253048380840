"""Where the printed entries must not break."""

import pytest

from bibtool.csl.tree import Mark, Run
from bibtool.language.spacing import bound_spaces
from bibtool.render.setting import Spaces
from bibtool.render.spacing import spaced


def tied(text: str, *languages: str) -> str:
    out = list(text)
    for place in bound_spaces(text, languages):
        assert out[place] == " "
        out[place] = "~"
    return "".join(out)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "J.~Nowak, O~kocie i~psie, s.~5, t.~3, nr~2"),
        ("pl", "J.-P.~Kruk, W~kręgu I~wojny, „Z~dziejów”, R.~XXIV: 2003, z.~1, s.~[12], 1945~r., XX~w."),
        ("pl", "Jan~T.~Lis: Wyspa, k.~3v"),
        ("ru", "А.~С.~Ветров, О~доме в~2~т. Т.~1. – М., 1939~г., с.~12"),
        ("ru", "Ветров~А.~С.~Дом. Вып.~3. №~5 (12). С.~7–9."),
        ("uk", "О.~Гай, Й~знову з~нами, вип.~4, 2001~р., с.~7"),
        ("en", "Smith, J.~A., A note a day, vol.~3, no.~2, pp.~5-7, 2001"),
        ("de", "K.~Müller: Das Haus, Bd.~IV, H.~3, 19.~Jh., 300~S."),
    ],
)
def test_what_holds_together(language: str, text: str) -> None:
    assert tied(text.replace("~", " "), language) == text


def test_what_a_language_does_not_ask_for() -> None:
    assert tied("Dom i ogród w lesie", "en") == "Dom i ogród w lesie"
    assert tied("Vitamin C w diecie", "de") == "Vitamin C w diecie"
    assert tied("", "pl") == ""


def test_a_label_and_its_number_may_stand_in_two_parts() -> None:
    parts = [
        Run("s. "),
        Mark("font-style", True, "italic"),
        Run("12"),
        Mark("font-style", False, "italic"),
        Run(" i 5"),
    ]
    printed = spaced(parts, Spaces.NON_BREAKING, ["pl"])
    assert [part.text for part in printed if isinstance(part, Run)] == ["s.\u00a0", "12", " i\u00a05"]
    assert [part for part in printed if isinstance(part, Mark)] == [part for part in parts if isinstance(part, Mark)]
    assert parts[0] == Run("s. "), "the parts given stay as they are"
