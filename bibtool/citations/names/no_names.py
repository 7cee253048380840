"""Words that stand where names do, or look like parts of them, and are none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bibtool.citations.names.given import is_given
from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon


@cache
def no_families() -> frozenset[str]:
    """Words that stand behind a name and are no part of it: "J. Lis Wydawnictwo", "A. Kos Kraków"."""
    kinds = ("city", "organisation", "publisher", "journal", "newspaper", "archive")
    return frozenset(word.casefold() for kind in kinds for word in lexicon().hint(kind))


@cache
def no_initials() -> frozenset[str]:
    """Short words with a full stop that begin a citation and are no initials ("Rec. J. Lis", "Viz. M. Kos")."""
    lex = lexicon()
    forms = lex.forms("see", "cited_after", "review", *(role for role in lex.words if role.startswith("role_")))
    return frozenset(form.casefold() for form in forms if form.endswith("."))


@cache
def works_of() -> frozenset[str]:
    """Words for a work or document that stand before whose it is: "Дневник", "Letters", "Raport"."""
    return frozenset(word.casefold() for kind in ("work_of", "document_word") for word in lexicon().hint(kind))


@cache
def _title_nouns() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon().hint("title_noun"))


@cache
def _endings(kind: str) -> tuple[str, ...]:
    return lexicon().suffixes.get(kind, ("\0",))


def is_work(word: str) -> bool:
    """Whether a word before initials is one for a work, or ends as no family name does: "Творчество", "Twórczość"."""
    word = word.casefold()
    return word in works_of() or (len(word) > _SHORT and word.endswith(_endings("abstract")) and not is_given(word))


_SHORT = 5  # letters of names that end as nouns do: "Гость"


def begins_title(words: Sequence[str]) -> bool:
    """Whether words in capitals are a title and no name in full: "Книга Скорботи України", but "Книга Олег"."""
    first = words[0].casefold()
    return first in works_of() or (first in _title_nouns() and not is_given(words[1]))


def of_whom(word: str) -> bool:
    """Whether a word is a family name in the genitive, and cannot be a title of one word: "Вернадського"."""
    return word.casefold().endswith(_endings("family_genitive"))


def abbreviation(given: str) -> bool:
    """Whether what looks like initials begins with a short word that is none: "Rec. J."."""
    first = given.partition(" ")[0]
    return len(first) > 3 and first.casefold() in no_initials()


def edits(bracketed: str | None) -> bool:
    """Whether brackets behind a name hold a word for an editor: "Hg."."""
    return bracketed is not None and squash(bracketed) in map(squash, lexicon().forms("role_editor"))
