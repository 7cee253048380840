"""Labels of one letter, and the numerals behind them, that are a person's initials: "F. C. Lane", "Wrona, K. 2014"."""

from __future__ import annotations

import re
from functools import cache

from bibtool.language.forms import alternation
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

NEAR = 80  # characters that tell the script of a note
_ONE_LETTER = frozenset("IVXLCDMІХСМ")
_CAPITAL_AFTER = regex(rf"\.\s?{CAPITAL}")
_HUNDREDS = frozenset("DMМ")  # volumes that nothing has


def initials(text: str, match: re.Match[str], value: str) -> bool:
    """Whether a letter with a full stop and a numeral of one letter begin a name: "R. M. Cutler", but "Т. I. М., 1954"
    and "Bd. I. Berlin"."""
    label = text[match.start() : match.start() + 2]
    if len(value) > 1 or value not in _ONE_LETTER or label[1:].isalpha():
        return False
    if text.startswith(".", match.end()) and (
        value in _HUNDREDS
        or _FAMILY.search(text, max(0, match.start() - 24), match.start())
        or (text.startswith(",", match.end() + 1) and _FAMILY_AT_HEAD.search(text, 0, match.start()))
    ):
        return True  # "Lowe R. D. 1993", "Lowe, T. C. (1988)", "Lowe T. C., Venice"
    return _CAPITAL_AFTER.match(text, match.end()) is not None and _place_after().match(text, match.end()) is None


@cache
def _place_after() -> re.Pattern[str]:
    return compiled(rf"\.\s{alternation(lexicon().places)}\.?\s?[,:;]")


def and_another(text: str, match: re.Match[str]) -> bool:
    """Whether an initial and a joining word look like a label and a numeral: "Kos, P. i Lis, B."."""
    label = match.group("label")
    if len(label.rstrip(".")) > 1 or not label[0].isupper() or match.group("value") not in _joiners():
        return False
    return _CAPITAL_NEXT.match(text, match.end("value")) is not None


@cache
def _joiners() -> frozenset[str]:
    return frozenset(lexicon().forms("and"))


_CAPITAL_NEXT = regex(rf"\s{CAPITAL}")


def initial_and_year(text: str, match: re.Match[str]) -> bool:
    """Whether a label and its number are an initial behind a family name and the year of a work: "Wrona, K. 2014.",
    "Wrona, Piotr S. 2014. Title", "Гусев И.С. 1980. Плотины"."""
    if _INITIAL_AND_YEAR.match(match.group()) is None:
        return False
    near = (max(0, match.start() - NEAR), match.start())
    return _FAMILY.search(text, *near) is not None or (
        _FAMILY_AND_GIVEN.search(text, *near) is not None and _TITLE_NEXT.match(text, match.end()) is not None
    )


def of_a_person(text: str, match: re.Match[str]) -> bool:
    """Whether a label and a numeral of one letter are the initials behind a family name: "Бондар Н.І. 2017. Школа",
    "Бондар Н.І., Рудий К.О."."""
    near = (max(0, match.start() - NEAR), match.start())
    return (
        _TWO_INITIALS.match(match.group()) is not None
        and _BEHIND_INITIALS.match(text, match.end()) is not None
        and _FAMILY_AND_GIVEN.search(text, *near) is not None
    )


_TWO_INITIALS = regex(rf"{CAPITAL}\.\s?{CAPITAL}\Z")
_BEHIND_INITIALS = regex(r"\.(?:,\s|\s\(?(?:1[4-9]|20)\d\d[^\W\d_]?[.):])")
_INITIAL_AND_YEAR = regex(rf"[^\W\d_]\.\s(?:1[4-9]|20)\d\d[{LOWER}]?\Z")
_FAMILY = regex(rf"{CAPITAL}[^\W\d_]+,\s\Z")
_FAMILY_AT_HEAD = regex(rf"(?:\A|[;.]\s){CAPITAL}[{LOWER}][^\W\d_]+\s\Z")
# "Wrona, Piotr ", "Thompson, E.", "Гусев И."; "Wrona " at the head or behind other names
_FAMILY_AND_GIVEN = regex(
    rf"{CAPITAL}[\w’'-]+(?:,\s{CAPITAL}[^\W\d_]*\.?(?:[\s-]{CAPITAL}[^\W\d_]*\.?)?(?:\s|(?<=\.)|-)"
    rf"|\s(?:{CAPITAL}\.[\s-]?){{1,2}})\Z|(?:\A|(?<=[,;]\s)){CAPITAL}[\w’'-]+\s\Z"
)
_TITLE_NEXT = regex(rf"(?:[{LOWER}](?!\w))?\.\s[„“«\"‘']?{CAPITAL}")
