"""What stands before and behind the names of the learned and the ordained, and those who go by a name in religion.

"prof. dr hab. J. Lis", "J. Lis OFM", "архиеп. Никодим (Лис)", "Św. Teresa od Jezusa".
"""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.names.given import is_given
from bibtool.items.names import Name
from bibtool.language import gazetteer
from bibtool.language.forms import alternation, exact, telling
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase, Told
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER

#: The form of names in religion: no family name, or one in brackets.
RELIGIOUS = "religious"

_RANK_LENGTH = 40  # letters before a monk's name that hold his rank


@cache
def honorifics() -> str:
    """One letter is an honorific in lower case only: "o. Jan Lis" is a father, "O. W. Lis" has two initials."""
    forms = lexicon().forms("honorific")
    short = [form for form in forms if len(form.rstrip(".")) == 1]
    letters = "|".join(rf"(?<!\w){re.escape(form)}" for form in short if form.islower()) or "(?!)"
    return f"(?:{alternation(form for form in forms if form not in short)}|{letters})"


@cache
def letters() -> str:
    """Honorifics of one letter, as capitals."""
    forms = {form.rstrip(".").upper() for form in lexicon().forms("honorific") if len(form.rstrip(".")) == 1}
    return rf"\b[{''.join(sorted(forms))}]\."


@cache
def _told() -> Told:
    return Told(telling(lexicon().forms("honorific")))


def may_stand(text: str) -> bool:
    """Whether an honorific may stand in a text."""
    return _told().may_stand(text)


def may_be_religious(text: str) -> bool:
    """Whether a monk or a saint may stand in a text: where none may, :func:`in_religion` finds none."""
    return "(" in text or _saints().may_stand(text)


def in_religion(text: str, at: int, end: int) -> tuple[Name, str, int] | None:
    """The name of a monk beside his rank, or of a saint; the form of its list, and where it ends."""
    found = _monk(text, at, end) or _saint(text, at, end) or _called_saint(text, at, end)
    return (Name(literal=found.group()), RELIGIOUS, found.end()) if found is not None else None


def _monk(text: str, at: int, end: int) -> re.Match[str] | None:
    """ "архиеп. Никодим (Лис)", "Никодим (Лис), архиеп." """
    found = _in_brackets().match(text, at, end) if text.find("(", at, end) >= 0 else None
    if found is None:
        return None
    ranked = _ranked().search(text, max(0, at - _RANK_LENGTH), at) or _rank_behind().match(text, found.end(), end)
    return found if ranked is not None else None


@cache
def _in_brackets() -> re.Pattern[str]:
    return compiled(rf"{CAPITAL}[{LOWER}]++\s\({CAPITAL}[{LOWER}]+(?:-{CAPITAL}[{LOWER}]+)?\)(?=[.,:]\s)")


@cache
def _ranked() -> re.Pattern[str]:
    return compiled(rf"{honorifics()}\s\Z")


@cache
def _rank_behind() -> re.Pattern[str]:
    return compiled(rf",\s{honorifics()}(?=[.,:]|\s)")


@cache
def _saints() -> Phrase:
    # "Św. Jan od Krzyża,", "Св. Василий Великий. Творения": up to three words and what joins them
    word = rf"{CAPITAL}[^\W\d_]+"
    saints = lexicon().hint("saint")
    return Phrase(
        rf"(?P<saint>{exact(saints)})\s(?P<name>{word}(?:\s(?:[{LOWER}]{{1,4}}\s){{0,2}}{word}){{0,3}})(?=[,.:]\s|\s\(|\Z)",
        saints,
    )


def _saint(text: str, at: int, end: int) -> re.Match[str] | None:
    """ "Św. Augustyn, Wyznania", but not "St. Louis, 1904", "St. Clair, Muriel"."""
    found = _saints().match(text, at, end)
    if found is None or f"{found['saint']} {found['name'].partition(' ')[0]}" in lexicon().hint("saint_family"):
        return None
    return found if gazetteer.place(found.group()) is not gazetteer.Place.KNOWN else None


@cache
def _saints_behind() -> Phrase:
    # "Иоанн Лествичник, прп. Лествица", "Jan od Krzyża, św., Pieśń": what he is called stands behind his name
    word = rf"{CAPITAL}[{LOWER}]+"
    ranks = [form for form in lexicon().hint("saint") if form.islower() and form.endswith(".")]
    joined = rf"(?:(?!{exact(ranks)})[{LOWER}]{{1,4}}\s)?"
    return Phrase(
        rf"(?P<first>{word})\s{joined}{word}(?:\s{word})?,\s(?P<rank>{exact(ranks)})(?=[.,:]?\s[{UPPER}„«“\"]|[,:]\s)",
        ranks,
    )


def _called_saint(text: str, at: int, end: int) -> re.Match[str] | None:
    """ "Игнатий Брянский, свт."; beside what is said of the living, "св.", his name is one of the data."""
    found = _saints_behind().match(text, at, end)
    if found is None or (found["rank"] in lexicon().forms("honorific") and not is_given(found["first"])):
        return None
    return found


def is_saint(text: str, start: int, end: int) -> bool:
    """Whether a stretch is the name of a saint, all of it."""
    found = _saint(text, start, end)
    return found is not None and found.end() == end


@cache
def _ordained() -> re.Pattern[str]:
    return compiled(rf",?\s{exact(lexicon().forms('religious_order'))}\Z")


def bare(text: str, start: int, end: int) -> int:
    """Where a name ends before the letters of an order: "J. Lis OFM"."""
    match = _ordained().search(text, start, end)
    return match.start() if match and match.start() > start else end


def is_title(given: str) -> bool:
    """Whether what may be a given name is an honorific that none is cut short to: "Ks.", "dr", but not "Br."."""
    return given.casefold() in _titles()


@cache
def _titles() -> frozenset[str]:
    forms = lexicon().forms("honorific")
    told = {form for form in forms if len(form.rstrip(".")) > 2 or f"{form}." in forms or not form.endswith(".")}
    return frozenset(form.casefold() + dot for form in told for dot in ("", "." if not form.endswith(".") else ""))


def is_order(text: str) -> bool:
    """Whether a text is the letters of a religious order or a rank behind a name: "S.J.", "о."."""
    return _ordained().fullmatch(f" {text}") is not None or _rank().fullmatch(text) is not None


@cache
def _rank() -> re.Pattern[str]:
    return compiled(honorifics())
