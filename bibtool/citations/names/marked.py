"""Names that what stands behind them tells, whatever they look like: "Grimmer (Hrsg.)", "Bock, Adrienne (Hg.)"; and
family names alone, which their place tells."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bibtool.citations.names.run import run
from bibtool.items.names import Name
from bibtool.language.forms import alternation, literal
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_MOST_WORDS = 24  # of the names of the editors of a volume


class Marked(NamedTuple):
    """Names, where they stand, where the bracket behind them ends, and whether the list says that there are more."""

    names: tuple[Name, ...]
    spans: tuple[tuple[int, int], ...]
    end: int
    et_al: bool


@cache
def _edited() -> Phrase:
    lex = lexicon()
    particles = literal(lex.forms("particle"))
    word = rf"(?:(?:{particles})\s)?(?:[dlDLO][’'])?{CAPITAL}[\w’'-]*\.?(?:-{CAPITAL}\.)?"
    parted = rf"(?:\s?[,;/]\s?|\s[–—-]\s|\s)(?:(?:{lex.alternation('and')}|&)\s)?"
    editors = lex.forms("role_editor")
    return Phrase(
        rf"(?P<names>{word}(?:{parted}{word}){{0,{_MOST_WORDS}}}(?:,?\s{lex.alternation('et_al')})?)"
        rf"\s?(?=[(\[])[(\[]?{alternation(editors)}[)\]]?(?<=[)\]])",
        editors,
    )


def edited(text: str, at: int, end: int) -> Marked | None:
    """The names at a place that a word for editors in brackets follows: "Grimmer (Hrsg.)"."""
    match = _edited().match(text, at, end)
    if match is None:
        return None
    found = run(text, *match.span("names"))
    return Marked(found.names, found.spans, match.end(), found.et_al) if found.names else None


_LEAST = 5  # letters of a family name in capitals: fewer may be an acronym's
_FAMILY = rf"{CAPITAL}[^\W\d_]{{2,}}(?:-{CAPITAL}[^\W\d_]+)?"
_FAMILIES = regex(rf"{_FAMILY}(?:\s?/\s?{_FAMILY}){{0,3}}")
_ONE = regex(_FAMILY)


def families(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the words of a stretch stand that is one word with a capital, or several with slashes: "Arystoteles",
    "Lang/Brandt", "LANG/BRANDT"; none where it is anything else."""
    if _FAMILIES.fullmatch(text, start, end) is None or _acronyms(text[start:end]):
        return []
    return [match.span() for match in _ONE.finditer(text, start, end)]


def _acronyms(stretch: str) -> bool:
    """Whether words in capitals are letters that stand for something: "UNESCO", "ONZ/UNESCO"."""
    parts = stretch.split("/")
    return stretch.isupper() and 2 * sum(len(part.strip()) >= _LEAST for part in parts) <= max(len(parts), 2)


def families_at(text: str, at: int, end: int) -> int:
    """Where such a stretch ends that begins at a place; the place itself where none does."""
    match = _FAMILIES.match(text, at, end)
    return at if match is None or _acronyms(match.group()) else match.end()
