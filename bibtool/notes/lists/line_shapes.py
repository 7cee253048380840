"""What the beginning and the end of a line tell of entries: names, order, full stops, years."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from bibtool.language.forms import exact, literal
from bibtool.language.phrases import Phrase
from bibtool.notes.marks import ends_sentence, last_word
from bibtool.text.compiled import compiled
from bibtool.text.letters import LOWER, UPPER
from bibtool.text.patterns import regex

_CAPITAL = rf"(?:[{UPPER}][\w’'ʼ`]*)"
_INITIAL = rf"[^\W\d_][{LOWER}]?\.(?:\s?-?\s?[^\W\d_][{LOWER}]?\.){{0,3}}"
_DASHES = regex(r"(?:[—–―_-]\s?){2,}[,.:;\s]|[—–―][,.:;\s]")
_PART = regex(r"[—–-]\s\S")
_BETWEEN = regex(r"[.)]\s[–—-]\s")
_YEAR = regex(rf"(?<![\d.])(?:1[4-9]|20)\d\d(?:[{LOWER}](?!\w))?(?![\d])")
_ADDRESS = regex(r"https?://|(?<!\w)www\.|(?<!\w)doi[:\s]|(?<!\d)10\.\d{4,}/", re.IGNORECASE)
_OPENERS = "„“”\"«‘'([<‚»"
_QUOTES = frozenset('„“”"«')
_CLOSERS = ".!?>…"
_OPEN_ENDS = ",:;-–—‑&+/([„«\N{SOFT HYPHEN}\ufffe\x02¬"
_KEY = regex(r"[^\W\d_]+")


_SHORT = 3  # letters of words that join others
_TELLING = 120  # characters at the beginning of an entry that name a person


@cache
def _family() -> str:
    from bibtool.language.lexicon import lexicon

    particles = literal(lexicon().forms("particle"))
    return rf"(?:(?:{particles}) ){{0,2}}{_CAPITAL}(?:[-–‑ ]{_CAPITAL})?"


@cache
def _family_first() -> re.Pattern[str]:
    """ "Kos A.", "Kos, Anna", "KOS Anna,", "Иванов И. И.", "Kos A (2010)", "Rada Miasta (2001a)"."""
    given = rf"(?:{_INITIAL}|[{UPPER}]{{1,3}}(?=[,.:;\s(])|{_CAPITAL}(?:\s+{_CAPITAL})?[,.:(])"
    return compiled(
        rf"{_family()}(?:,\s+(?:{_INITIAL}|{_CAPITAL})|\s+{given})|{_CAPITAL}[^()\n]{{0,60}}\(\d{{4}}[{LOWER}]?\)"
    )


@cache
def _initial_first() -> re.Pattern[str]:
    """ "A. Kos, ", "И.И. Иванов"."""
    return compiled(rf"{_INITIAL}\s?{_family()}")


@cache
def _shelf() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    return compiled(rf"{lexicon().alternation('shelfmark')}\s*\d")


@cache
def _same() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    return compiled(rf"(?:{literal(lexicon().hint('list_same'))})(?!\w)", re.IGNORECASE)


@cache
def _same_small() -> re.Pattern[str]:
    """The same in small letters with a mark behind it: "ders.:", "tenże, ", "idem (ed.)"."""
    from bibtool.language.lexicon import lexicon

    either = literal(form.lower() for form in lexicon().hint("list_same"))
    return compiled(rf"(?:{either})(?:(?<=\.)|\s?[,:.(/])")


@cache
def _undated() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    return compiled(lexicon().alternation("no_year"))


def parts_by_dashes(texts: Sequence[str]) -> bool:
    """Whether dashes stand between the parts of most entries (". – 2011. – № 5"), and none for an author."""
    within = sum(_BETWEEN.search(text) is not None for text in texts)
    return within > _SHORT and 2 * within >= len(texts)


def part(text: str) -> bool:
    """Whether a line begins with a dash and a word, as parts of an entry may."""
    return _PART.match(text) is not None


def same_author(text: str) -> bool:
    """Whether a line begins with what stands for the author of the entry before it."""
    if text[:1].isupper():
        return _same().match(text) is not None
    return _DASHES.match(text) is not None or _same_small().match(text) is not None


@cache
def _archive() -> Phrase:
    from bibtool.language.lexicon import lexicon

    words = lexicon().hint("archive_name") | lexicon().hint("archive")
    return Phrase(rf"{exact(words)}(?=[,.:;\s])", words)


def archival(text: str) -> bool:
    """Whether a line begins with the name of an archive, and numbers follow it: "AIPN, 0397/512", "Archivio di Stato di
    Venezia, Consiglio dei Dieci, reg. 23"."""
    name = _archive().match(text[:_TELLING]) if text[:1].isupper() else None
    return name is not None and any(c.isdigit() for c in text[name.end() :])


def named(text: str) -> bool:
    """Whether a line begins as entries do that begin with a person: a family name and initials, or the reverse."""
    text = text[:_TELLING]
    return _family_first().match(text) is not None or _initial_first().match(text) is not None


def family_first(text: str) -> bool:
    """Whether a line begins with a family name before initials or given names."""
    text = text[:_TELLING]
    return _family_first().match(text) is not None and _initial_first().match(text) is None


def head(text: str) -> str:
    """What begins a line and may begin others like it: a long word with a capital, or a quotation mark before a
    capital; "" for anything else."""
    bare = text.strip()
    if bare[:1] in _QUOTES and bare[1:2].isupper():
        return bare[0]
    match = _KEY.match(bare)
    return match[0] if match is not None and len(match[0]) > _SHORT and bare[0].isupper() else ""


def order_key(text: str) -> str:
    """What lists are sorted by: the first words, initials passed over, without case and diacritics."""
    text = text[:80].lstrip(_OPENERS + " ")
    match = re.match(rf"{_INITIAL}\s?(?=[^\W\d_]{{2}})", text)
    if match is not None:
        text = text[match.end() :]
    return " ".join(_sorted_as(word) for word in _KEY.findall(text)[:3])


# Letters that other alphabets put elsewhere than their code points stand.
_PLACES = str.maketrans(
    {"і": "и\uffff", "ґ": "г\uffff", "є": "е\uffff", "ł": "l\uffff", "ø": "o\uffff", "đ": "d\uffff"}
)


def _sorted_as(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))
    return bare.translate(_PLACES)


def cites(text: str) -> bool:
    """Whether a text holds what entries hold: a year, an address, a shelfmark, or that there is no year."""
    told = _YEAR.search(text) or _ADDRESS.search(text) or _shelf().search(text) or _undated().search(text)
    return bool(told) or archival(text)


@cache
def _extent() -> re.Pattern[str]:
    """How many pages or leaves a work has, behind a number at the end of a line: ", 2005. – 214 с.", " 1992, 9 p."."""
    from bibtool.language.lexicon import lexicon

    known = lexicon().forms("page", "page_in_other_letters", "folio")
    pages = literal(form for form in known if form.endswith("."))
    pictures = rf"(?:\s?[:;,+]\s?{lexicon().alternation('physical')})*"
    return compiled(
        rf"(?:\A|\d[{LOWER}]?[)\]]?[.,;:]?)\s*[–—-]?\s*(?:[IVXLCivxlc]+,\s)?[1-9]\d{{0,3}}(?:,?\s?\[\d+\])?\s?"
        rf"(?:{pages}){pictures}[)\]]?\.?\Z"
    )


@cache
def _apart() -> re.Pattern[str]:
    """A word with a capital before other words, which goes on with no address that broke before it."""
    from bibtool.language.lexicon import lexicon

    word = rf"[{UPPER}][^\W\d_]*(?:[-–’'][^\W\d_]+)?"
    return compiled(rf"{word}(?:\s?[:/]|[.,;](?!\s{lexicon().alternation('accessed')}))?\s+[^\W_]")


@cache
def _goes_on() -> re.Pattern[str]:
    """What an entry has at its end, with its label: "ISBN 978-…", "URL: https://…", "Accessed: 5 May 2020"."""
    from bibtool.language.lexicon import lexicon

    alt = lexicon().alternation
    day = r"(?:\d{1,2}[.\s]|\d{4}-\d\d|[^\W\d_]+\s\d{1,2},)"
    return compiled(
        rf"{alt('isbn', 'issn')}:?\s?\d|{alt('doi')}:?\s?(?:10\.|http)|{alt('url_label')}:?\s?(?:https?://|www\.)|"
        rf"{alt('accessed')}:?\s{day}",
        re.IGNORECASE,
    )


@cache
def _official() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    return compiled(lexicon().alternation("statute", "ruling"))


def official(text: str) -> bool:
    """Whether a text begins as acts and rulings do: "Ustawa z dnia", "Wyrok NSA"."""
    return text[:1].isupper() and _official().match(text) is not None


def address(text: str) -> bool:
    """Whether a text begins with an address."""
    return _ADDRESS.match(text) is not None


def ended(line: str) -> float:
    """How much the end of a line looks like that of an entry, from -1.5 to 1."""
    end = line.rstrip()
    if not end:
        return 0.0
    last = end[-1]
    if last in _OPEN_ENDS or end.count("(") > end.count(")") or end.count("[") > end.count("]"):
        return -1.5
    word = last_word(end)
    if _is_address(word):
        return 1.0 if last == "." else 0.5
    if last in _CLOSERS or end.rstrip(')]”’»"').endswith(tuple(_CLOSERS)):
        return 1.0 if ends_sentence(end) else -0.8
    if last.isdigit():
        return 0.3
    if last in ')]”’»"':
        return 0.2
    return -1.2 if word.islower() and len(word) <= _SHORT else -0.6


def parted(before: str, after: str) -> float:
    """How much the end of a line looks like that of an entry when one sees the line behind it, from -1.5 to 2."""
    end, text = before.rstrip(), after.strip()
    if end.endswith("/") and _is_address(last_word(end)):
        return 0.5 if _apart().match(text) else -1.5
    if text[:1].isupper() and _extent().search(end[-_TELLING:]) and not _goes_on().match(text):
        return 2.0
    return ended(before)


def _is_address(word: str) -> bool:
    return "://" in word or word.startswith("www.")


def begun(line: str) -> float:
    """How much the beginning of a line looks like that of an entry, from -3 to 2."""
    text = line.strip()
    if not text:
        return -3.0
    first = text[0]
    if same_author(text):
        return 0.8 if first.islower() else 2.0  # in small letters it may stand within an entry
    if first.isupper():
        if _goes_on().match(text):
            return -1.5
        return 1.4 if named(text) else 0.9 if official(text) or archival(text) else 0.0
    if first in _OPENERS:
        return 0.2 if text[1:2].isupper() else -1.0
    if first.isdigit():
        return -0.8
    if first.islower():
        if _family_first().match(text):  # "von Kos, Anna"
            return 0.8
        return -1.8 if _ADDRESS.match(text) else -3.0
    return -2.0


def second(text: str) -> int:
    """Where in an entry a line begins that may be another entry, as what stands before it may; -1 where none does."""
    at = text.find("\n")
    while at >= 0:
        one, other = text[:at], text[at + 1 :].strip()
        if parted(one, other) > 0 and begun(other) >= 0 and ended(other) > 0 and cites(one) and cites(other):
            return text.index(other, at)
        at = text.find("\n", at + 1)
    return -1
