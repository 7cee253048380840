"""Keys that people can read and type, from any script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from string import ascii_lowercase

from bibtool.entries import identifiers
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.names import bare_family
from bibtool.text.data import toml
from bibtool.text.patterns import regex

DEFAULT_SCHEME = "pl"
UNDATED = "nd"
NAMELESS = "anon"
#: Whose work it is, the first that there is.
ROLES = ("author", "editor", "director", "composer", "container-author", "translator")
_REMEMBERED = 1024
_WORD = regex(r"[^\W_]+")
_NO_KEY = regex(r"[^a-z0-9]+")
_YEAR = regex(r"\d{4}")
_BRACKETED = regex(r"^\s*\[[^\]]*\]")


def stem(item: Item, scheme: str = DEFAULT_SCHEME) -> tuple[str, bool]:
    """Who and when, lower-case ASCII, and whether it rests on a name or title.

    Family name of the first author (else editor, director ...), else the first significant word of the title (of
    the container where there is none), else the archive that keeps it, else the host of the address; then the year, or
    ``nd`` for an undated work (an access date would change with the next mention).  Cyrillic goes through the
    transcription ``scheme``.
    """
    language = item.text.get("language", "")
    who = _name(item, language, scheme)
    for variable in ("title", "container-title"):
        who = who or _title_word(item.get(variable), language, scheme)
    who = who or _archive_word(item.get("archive") or item.get("archive_location"), language, scheme)
    named = bool(who)
    if not who:
        # "pl.wikipedia.org" is wikipedia: the longest part, without the top-level domain
        labels = identifiers.host(item.get("URL")).split(".")[:-1]
        who = ascii_word(max(labels, key=len, default=""), "", scheme) or NAMELESS
    return who + year_word(item), named


def _name(item: Item, language: str, scheme: str) -> str:
    for role in ROLES:
        for name in item.names.get(role, ())[:1]:
            found = family_word(name, language, scheme)
            if found:
                return found
    return ""


def family_word(name: Name, language: str, scheme: str) -> str:
    """A family name, or the first telling word of a body's."""
    # a family name of three words and more beside its particles is a body that was taken for a person
    body = name.literal if not name.family else name.family if len(bare_family(name.family).split()) > 2 else ""
    if body:
        return _title_word(body, language, scheme)
    # the non-dropping particle belongs to the name (CSL): "van Gogh" is vangogh
    return ascii_word(f"{name.particle}{name.family}", language, scheme, surname=True)


def _title_word(title: str, language: str, scheme: str) -> str:
    return next(title_words(title, language, scheme), "")


def _archive_word(archive: str, language: str, scheme: str) -> str:
    """What an archive goes by: the acronym in its name, else that of its name ("Archiwum Akt Nowych" is aan), else its
    first telling word ("w zbiorach autora")."""
    skip = _skipped(language)
    words = [word for word in _WORD.findall(archive) if word[0].isalpha() and word.casefold() not in skip]
    acronym = next((word for word in words if len(word) > 1 and word.isupper()), "")
    capitals = [word[0] for word in words if word[0].isupper()]
    if not acronym and words[:1] and words[0][0].isupper() and len(capitals) > 1:
        acronym = "".join(capitals)
    return ascii_word(acronym, language, scheme) or _title_word(archive, language, scheme)


def title_words(title: str, language: str, scheme: str) -> Iterator[str]:
    """The words that carry meaning: no article, preposition or conjunction, no heading in brackets."""
    skip = _skipped(language)
    words = _WORD.findall(_BRACKETED.sub("", title)) or _WORD.findall(title)
    telling = [w for w in words if w.casefold() not in skip and not w.isdigit() and len(w) > 1]
    yield from filter(None, (ascii_word(word, language, scheme) for word in telling or words))


def year_word(item: Item) -> str:
    """The year, ``nd`` for an undated work."""
    issued = item.dates.get("issued")
    if issued is None:
        return UNDATED
    if issued.year is not None:
        return str(issued.year) if issued.year >= 0 else f"{-issued.year}bc"
    match = _YEAR.search(issued.literal)
    return match[0] if match else UNDATED


@lru_cache(_REMEMBERED)  # names and first words of titles come again
def ascii_word(text: str, language: str, scheme: str, surname: bool = False) -> str:
    """``text`` in lower-case ASCII letters and digits: the scheme for Cyrillic, then what anyascii has for the rest.

    Raises :class:`~bibtool.language.errors.UnknownScheme`.
    """
    latin = _latin(text, language, scheme, surname)
    if not latin.isascii():
        from anyascii import anyascii

        latin = anyascii(latin)
    return _NO_KEY.sub("", latin.lower())


def _latin(text: str, language: str, scheme: str, surname: bool) -> str:
    from bibtool.language import translit
    from bibtool.language.errors import primary

    served = translit.scheme(scheme).languages
    if text.isascii():
        return text
    if primary(language) not in served:
        # A Cyrillic name on a work in another language, or in one that nobody could tell: by the scheme's table for
        # Russian, the longest list of letters, or by its first one.
        language = "ru" if "ru" in served else served[0]
    # "Грушевський" is "Hruszewski" as a person, "Hruszewskyj" as a word
    return translit.transliterate(text, language, scheme, translit.Use.SURNAME if surname else translit.Use.TEXT)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    data = toml("entries/small_words.toml")
    return {language: frozenset(words) for language, words in data.items()}


def _skipped(language: str) -> frozenset[str]:
    """The small words of a language; of all languages where it is not known."""
    words = _words()
    code = language.partition("-")[0]
    return words[code] if code in words else frozenset[str]().union(*words.values())


def assign(stems: Iterable[str]) -> list[str]:
    """One key a stem, unique also when case is ignored: the stem itself, then ``a``, ``b``, ... ``z``, ``aa``, ...

    The first keeps the plain stem (as Better BibTeX and JabRef do), so that a work added later changes no key.
    """
    keys: list[str] = []
    taken: set[str] = set()
    used: dict[str, int] = {}
    for given in stems:
        key = given.lower()
        number = used.get(key, 0)
        candidate = key + letters(number)
        while candidate in taken:
            number += 1
            candidate = key + letters(number)
        used[key] = number + 1
        taken.add(candidate)
        keys.append(candidate)
    return keys


def letters(number: int) -> str:
    """What tells the works of one stem apart: 0 is '', 1 'a', 26 'z', 27 'aa'."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = ascii_lowercase[rest] + text
    return text
