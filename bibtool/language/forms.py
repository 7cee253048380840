"""Surface forms, made into regular expressions and sorted by their words.

There are some thousand forms; what is made of them depends on nothing else, so that the next process finds it
(:mod:`bibtool.text.kept`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache, partial
from typing import TypeVar

from bibtool.text.kept import kept, state_of
from bibtool.text.patterns import regex

WORD = regex(r"[^\W\d_]+")
_END = "\0"  # of a form, in what a value is kept by
_FEW = 8  # forms that are sorted in less time than it takes to look them up
V = TypeVar("V")


@lru_cache(4096)
def squash(form: str) -> str:
    """Casefolded, without spaces and full stops: what two spellings of one abbreviation share."""
    return "".join(form.replace(".", " ").split()).casefold()


def alternation(forms: Iterable[str]) -> str:
    """A bounded alternation of surface forms, the longest first.  White space after a full stop is optional;
    elsewhere it is any; the first letter stands in either case.

    The forms are merged into a tree of their common beginnings: a plain alternation of some hundred forms is tried
    whole at every character and made up half of the running time.

    >>> re.search(alternation(["dz. cyt.", "dz. cyt"]), "Dz.cyt., s. 5").group()
    'Dz.cyt.'
    """
    return _kept("alternation", _in_order(forms), _alternation)


def _alternation(forms: Sequence[str]) -> str:
    words: dict[str, list[str]] = {}
    marks: dict[str, list[str]] = {}
    for form in forms:
        tree = words if form[0].isalnum() else marks
        # one character stays one, whatever white space it stands for
        tree.setdefault(first_character(form), []).append(form.replace(". ", "." + _OPTIONAL).replace(" ", _BLANK))
    for char in [first for first in words if len(first) == 1 and first != _either(first) in words]:
        both = words.pop(_either(char))  # "R." and "r.": what begins with the capital is one branch
        words[char] = list(dict.fromkeys([*words[char], *both]))
        words[char.lower()] = both
    parts = [
        before + _either_of([first + _merged(rows, 1, _SPACED, "") for first, rows in tree.items()])
        for before, tree in ((r"\b", words), ("", marks))
        if tree
    ]
    return "(?:" + "|".join(parts) + ")" if parts else "(?!)"


def _in_order(forms: Iterable[str]) -> list[str]:
    """Forms as they are given; those of a set, which has no order, by their letters: a pattern is the same in each
    process, and the next finds it."""
    return sorted(forms) if isinstance(forms, Set) else list(forms)


def _kept(kind: str, forms: Sequence[str], make: Callable[[Sequence[str]], V]) -> V:
    """What is made of forms, by this process or an earlier one."""
    state = _state()
    if state is None or len(forms) < _FEW:
        return make(forms)
    return kept(f"{kind} {state}", _END.join(forms), partial(make, forms))


@cache
def _state() -> str | None:
    return state_of(__file__)


def first_character(form: str) -> str:
    """What an :func:`alternation` makes of the first character of a form."""
    char = form[0]
    if char.isupper() and len(form.rstrip(".")) == 1:
        return char  # "R. 12" is a volume, "r. 1830" a year
    return _either(char)


def spelt(form: str) -> set[str]:
    """The spellings of a form without white space that an :func:`alternation` finds.

    >>> sorted(spelt("wyd.")), spelt("R.")
    (['Wyd.', 'wyd.'], {'R.'})
    """
    first = first_character(form)
    return {char + form[1:] for char in first[1:-1]} if first.startswith("[") else {form}


def exact(forms: Iterable[str]) -> str:
    """An alternation of names in their own case, the longest first, each the end of a word where it ends in a letter.

    >>> re.search(exact(["AAN", "AP", "AP Kr"]), "w AP Kr, s. 5").group()
    'AP Kr'
    """
    return _kept("exact", _in_order(forms), _exact)


def _exact(forms: Sequence[str]) -> str:
    return _merged(forms, 0, _ESCAPED, r"(?!\w)") if forms else "(?!)"


def literal(forms: Iterable[str]) -> str:
    """An alternation of forms as they stand, in the same order in every process: of those with one first character the
    longest first.  Where none begins so, each first character is tried once.

    >>> literal({"von", "von der", "v.", "zu"})
    'v(?:on\\\\ der|on|\\\\.)|zu'
    """
    begun: dict[str, list[str]] = {}
    for form in sorted(sorted(forms), key=len, reverse=True):
        begun.setdefault(form[:1].casefold(), []).append(form)  # in either case: for patterns that ignore it
    return "|".join(map(_begun_alike, begun.values()))


def _begun_alike(forms: Sequence[str]) -> str:
    """The alternation of forms that begin with one character; of those that begin with it in either case as they
    stand."""
    first = forms[0][:1]
    if len(forms) == 1 or any(form[:1] != first for form in forms):
        return "|".join(map(re.escape, forms))
    return f"{re.escape(first)}(?:{'|'.join([re.escape(form[1:]) for form in forms])})"


_OPTIONAL, _BLANK = "\x01", "\x02"
_ESCAPED = {ord(char): re.escape(char) for char in map(chr, range(128)) if re.escape(char) != char}
_SPACED = {**_ESCAPED, ord(_OPTIONAL): r"\s?", ord(_BLANK): r"\s+"}


def _merged(rows: Sequence[str], at: int, escaped: Mapping[int, str], closed: str) -> str:
    """What stands from ``at`` on in forms that are alike before it, as a tree of their common beginnings; ``closed``
    is what follows one that ends in no letter or figure."""
    if len(rows) == 1:  # most forms have an end of their own
        (form,) = rows
        return form[at:].translate(escaped) + (r"\b" if form[-1].isalnum() else closed)
    begin = at
    branches: dict[str, list[str]] = {}
    while True:
        ended = ""
        for form in rows:
            if len(form) == at:
                ended = form
            else:
                branches.setdefault(form[at], []).append(form)
        if ended or len(branches) > 1:
            break
        branches.clear()
        at += 1
    out = [char.translate(escaped) + _merged(forms, at + 1, escaped, closed) for char, forms in branches.items()]
    if ended:  # after the longer ones, so that the longest form wins
        out.append(r"\b" if ended[-1].isalnum() else closed)
    return rows[0][begin:at].translate(escaped) + _either_of(out)


def _either_of(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


@cache
def _either(char: str) -> str:
    """A character in either case."""
    if char.upper() != char.lower() and len(char.upper()) == 1:
        return f"[{char.lower()}{char.upper()}]"
    return re.escape(char)


def by_first_word(forms: Iterable[str]) -> dict[str, list[str]]:
    """Forms by the word that they begin with, the first letter in either case.

    An alternation tries the forms of one first character before those of another; so each list has first those whose
    character came first among all.
    """
    return _kept("by first word", list(forms), _by_first_word)


def _by_first_word(forms: Sequence[str]) -> dict[str, list[str]]:
    by_character: dict[str, list[str]] = {}
    for form in forms:
        by_character.setdefault(first_character(form), []).append(form)
    found: dict[str, list[str]] = {}
    for rows in by_character.values():
        for form in rows:
            for word in _begun_by(form):
                found.setdefault(word, []).append(form)
    return found


def firsts(forms: Iterable[str]) -> frozenset[str]:
    """The first words of some forms, the first letter in either case.

    A form without letters can stand anywhere: the empty word is one of every text.

    >>> sorted(firsts(["dz. cyt.", "§"]))
    ['', 'Dz', 'dz']
    """
    return _kept("firsts", _in_order(forms), _firsts)


def _firsts(forms: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*map(_begun_by, forms))


@cache
def _begun_by(form: str) -> frozenset[str]:
    """The first word of a form; several tables sort the same forms by it."""
    match = WORD.search(form)
    return frozenset(_cased(match.group() if match else ""))


def telling(forms: Iterable[str]) -> frozenset[str]:
    """The longest word of each form, the first letter in either case; the empty word as :func:`firsts` has it.

    >>> sorted(telling(["w zbiorach autora"]))
    ['Zbiorach', 'zbiorach']
    """
    return _kept("telling", _in_order(forms), _telling)


def _telling(forms: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*map(_cased, {max(WORD.findall(form), key=len, default="") for form in forms}))


def _cased(word: str) -> set[str]:
    return {word, word[:1].lower() + word[1:], word[:1].upper() + word[1:]}
