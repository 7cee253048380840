"""Small capitals that a text layer printed as lower-case letters: "usa", "рф", "osw".

Restored only where the document shows that it lost them (its roman months and centuries stand in lower case), and
only on evidence: a table of abbreviations, the same word in capitals elsewhere, a title or container that begins
in lower case, letters that make no word.  The printed form stays in the field's ``raw``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import islice

from bibtool.citations.draft import Draft
from bibtool.diagnostics.code import Code
from bibtool.language.detect import detect
from bibtool.language.lexicon import lexicon
from bibtool.text.letters import is_vowel
from bibtool.text.patterns import regex
from bibtool.text.vocabulary import Vocabulary

_TOKEN = regex(r"[^\W\d_](?<![\w.@/].)[^\W\d_]{1,5}+(?![\w.@/]*\w)")
# "5 xi 2014", "xix w.": first a letter of the numeral, then what stands before it, as a whole text is searched for few
# places.
_DAY = "|".join(rf"(?<={day}.)(?<!\w{day}.)" for day in (r"\d\s", r"\d\d\s", r"\d\s\s", r"\d\d\s\s"))
_YEAR = r"\s{1,2}(?:19|20)?\d\d\b"
_LOWER_ROMAN = regex(
    rf"[ivx](?:(?:{_DAY})(?:(?<=i)(?:i{{0,2}}|[vx])|(?<=v)i{{0,3}}|(?<=x)i{{0,2}}){_YEAR}"
    r"|(?<=x)(?<!\w.)(?:ix|x|xi)\s{1,2}w\.)"
)
_UPPER_ROMAN = regex(
    rf"[IVX](?:(?:{_DAY})(?:(?<=I)(?:I{{0,2}}|[VX])|(?<=V)I{{0,3}}|(?<=X)I{{0,2}}){_YEAR}"
    r"|(?<=X)(?<!\w.)(?:IX|X|XI)\s{1,2}w\.)"
)
_ENOUGH = 3
# "мида" is МИД with an ending; two letters at most, so that "месть" is no МЕС.
_ENDING = 2
_WORDS = 4096  # that are remembered


class Capitals:
    """Restores lost capitals on the evidence of one document."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        """Look at ``text`` for lower-case roman numerals; ``words`` are the document's."""
        lower = list(islice(_LOWER_ROMAN.finditer(text), _ENOUGH))
        self.lost = len(lower) == _ENOUGH and _UPPER_ROMAN.search(text) is None
        self.words = words

    def restore(self, draft: Draft, language: Callable[[str], str]) -> None:
        """Restore the capitals of title and container; a change is a finding."""
        if not self.lost:
            return
        for variable in ("title", "container-title", "publisher"):
            printed = draft.text.get(variable, "")
            if not printed:
                continue
            restored = self._restored(printed, language, variable)
            if restored != printed:
                draft.text[variable] = restored
                spans = draft.values[variable].spans
                draft.findings.append(
                    (Code.SMALL_CAPITALS_RESTORED, {"printed": printed, "restored": restored}, list(spans))
                )

    def prose(self, text: str) -> str:
        """Running text with the capitals of the table."""
        if not self.lost:
            return text
        if not _abbreviates(text):
            return text
        language = detect(text).language
        return _TOKEN.sub(lambda match: self._tabled(match.group(), language) or match.group(), text)

    def _restored(self, text: str, told: Callable[[str], str], variable: str) -> str:
        if variable != "title" and text.islower() and text.isalpha() and len(text) <= 5:
            return text.upper()  # a container's name begins with a capital: a short one in lower case lost them all
        known = _abbreviates(text)
        language = told(text) if known else ""

        def one(match: re.Match[str]) -> str:
            word = match.group()
            if not word.islower():
                return word
            found = self._tabled(word, language) if known else ""
            if found:
                return found
            if word in self.words.upper or (len(word) > 2 and not any(map(is_vowel, word))):
                return word.upper()
            # A title begins with a capital; a body of a few letters that does not has lost all of its own.
            after = text[match.end() : match.end() + 1]
            if match.start() == 0 and len(word) <= 4 and (after == "-" or (after == " " and variable != "title")):
                return word.upper()
            return word

        return _TOKEN.sub(one, text)

    def _tabled(self, word: str, language: str) -> str:
        """The capitals of an abbreviation of the table, in the text's language or one of its script."""
        if not _may_be_tabled(word):
            return ""
        stems = _stems(word)
        for table in _tables(language):
            if word in table and self.words.counts[word] < 40:
                return table[word]
            for stem in stems:
                if stem in table:
                    return table[stem] + word[len(stem) :]
        return ""


def _abbreviates(text: str) -> bool:
    """Whether a word of a text may be one of a table: if none is, its language need not be known."""
    return any(map(_may_be_tabled, _TOKEN.findall(text)))


@lru_cache(_WORDS)
def _may_be_tabled(word: str) -> bool:
    """Whether a word is one of a table in small letters, perhaps with an ending; remembered, since few are."""
    known = _every_abbreviation()
    return word.islower() and (word in known or not known.isdisjoint(_stems(word)))


def _stems(word: str) -> list[str]:
    """What a word in other letters than ASCII's may be without an ending."""
    if word.isascii():
        return []
    stems = (word[:-cut] for cut in range(1, _ENDING + 1))
    return [stem for stem in stems if len(stem) > 2 and not is_vowel(stem[-1])]


@cache
def _every_abbreviation() -> frozenset[str]:
    return frozenset().union(*lexicon().capitals.values())


@cache
def _tables(language: str) -> tuple[dict[str, str], ...]:
    """The table of a language first; English abbreviations and the news agencies' stand in texts of any."""
    every = lexicon().capitals
    codes = [language] if language in every else []
    if language in {"ru", "uk", "be"}:
        codes += [code for code in ("ru", "uk", "be") if code != language]
    else:
        codes += [code for code in ("en", "pl") if code != language]
    return tuple(dict(every[code]) for code in codes)
