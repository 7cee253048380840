"""The language of ``bibtool lib search``: words, "phrases", prefixes*, -without, and field:value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from urllib.parse import urlsplit

from msgspec import Struct

from bibtool.csl import variables as csl
from bibtool.entries import identifiers
from bibtool.formats.canonical import language as language_of
from bibtool.items.item import Item
from bibtool.library.evidence import evidence
from bibtool.library.index import folded, words
from bibtool.text.patterns import regex

_TERM = regex(
    r"""(?P<without>-)?
        (?:(?P<field>[A-Za-z]+):)?
        (?:"(?P<phrase>[^"]*)(?:"|\Z)|(?P<word>[^\s"]+))""",
    re.VERBOSE,
)
_YEARS = regex(r"(?P<from>-?\d{1,4})?(?P<dots>\.\.)?(?P<to>-?\d{1,4})?")
#: What people call the types of CSL (others are named as CSL has them).
TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article": ("article-journal", "article-magazine", "article-newspaper", "article"),
        "web": ("webpage", "post", "post-weblog"),
        "law": ("legislation", "bill", "legal_case", "regulation", "treaty"),
        "newspaper": ("article-newspaper",),
        "journal": ("article-journal",),
        "film": ("motion_picture",),
        "letter": ("personal_communication",),
        "conference": ("paper-conference",),
    }
)
_SCHEMES = ("http", "https", "urn")  # of an address, which is no field
_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org")
HAS = ("url", "doi", "isbn", "note", "tag", "file", "mention", "dead-link")
FIELDS = ("author", "title", "in", "key", "year", "lang", "type", "has", "tag", "note", "is", "doi", "isbn", "url")
IS = ("doubtful", "sure")


class QueryError(Exception):
    """A query that cannot be understood; ``problem`` is ``field``, ``type``, ``year``, ``has``, ``is``, ``doi`` or
    ``isbn``."""

    def __init__(self, problem: str, value: str) -> None:
        self.problem, self.value = problem, value
        super().__init__(problem, value)


class Where(Enum):
    """Which words of a work are asked."""

    ANY = "any"
    PEOPLE = "people"
    REST = "rest"


class Words(Struct, frozen=True):
    """Words that stand one behind the other; the last may be a beginning only."""

    spelled: tuple[str, ...]
    where: Where
    prefix: bool = False
    without: bool = False

    def folded(self) -> str:
        """As FTS5 asks for it: all spellings and scripts."""
        return self._in_columns(_joined(self.spelled, self.prefix, folded))

    def exact(self) -> str:
        """As FTS5 asks for these very letters; each word for itself, since their places are not kept."""
        last = len(self.spelled) - 1
        stars = ("*" if self.prefix and place == last else "" for place in range(last + 1))
        return " AND ".join(f'"{word}"{star}' for word, star in zip(self.spelled, stars, strict=True))

    def folded_words(self) -> frozenset[str]:
        """The keys of the words, whatever their order."""
        return frozenset(key for word in self.spelled for key in folded(word))

    def _in_columns(self, asked: str) -> str:
        columns = {Where.ANY: "people rest", Where.PEOPLE: "people", Where.REST: "rest"}[self.where]
        return f"{{{columns}}} : ({asked})"


def _joined(spelled: tuple[str, ...], prefix: bool, forms: Callable[[str], tuple[str, ...]]) -> str:
    star = "*" if prefix else ""
    if len(spelled) == 1:
        return " OR ".join(f'"{form}"{star}' for form in forms(spelled[0]))
    return '"' + " ".join(forms(word)[0] for word in spelled) + '"' + star


class Condition(Struct, frozen=True):
    """What a column or a table beside the work says: SQL with its parameters."""

    sql: str
    values: tuple[object, ...] = ()


class Query(Struct, frozen=True):
    """A query as it is asked: words of the full text, and conditions."""

    words: tuple[Words, ...]
    conditions: tuple[Condition, ...]
    dead_links: tuple[bool, ...] = ()  # has:dead-link, or without: the history of links knows

    @property
    def wanted(self) -> tuple[Words, ...]:
        """The words that must be there."""
        return tuple(each for each in self.words if not each.without)

    @property
    def unwanted(self) -> tuple[Words, ...]:
        """The words that must not."""
        return tuple(each for each in self.words if each.without)


def parse(text: str) -> Query:
    """Raises :class:`QueryError`."""
    found: list[Words] = []
    conditions: list[Condition] = []
    dead: list[bool] = []
    for match in _TERM.finditer(text):
        without = bool(match["without"])
        field = (match["field"] or "").lower()
        value = match["phrase"] if match["phrase"] is not None else match["word"] or ""
        if field in _SCHEMES:
            value, field = f"{field}:{value}", "url"
        elif not field:
            field = _identifier(value)
        if field and field not in FIELDS:
            raise QueryError("field", field)
        if field in ("", "author", "title"):
            where = {"": Where.ANY, "author": Where.PEOPLE, "title": Where.REST}[field]
            found += _words(value, where, without)
        elif field == "has" and value.lower() == "dead-link":
            dead.append(not without)
        else:
            condition = _CONDITIONS[field](value)
            conditions.append(Condition(f"NOT ({condition.sql})", condition.values) if without else condition)
    return Query(tuple(found), tuple(conditions), tuple(dead))


def _identifier(value: str) -> str:
    """The field of a DOI, or of an ISBN with a right check digit, that stands alone; "" for a word."""
    if value.startswith("10.") and identifiers.doi(Item(text={"DOI": value})):
        return "doi"
    return "isbn" if identifiers.isbn(Item(text={"ISBN": value})) else ""


def _words(value: str, where: Where, without: bool) -> list[Words]:
    prefix = value.endswith("*")
    spelled = tuple(words(value))
    if not spelled:
        return []
    return [Words(spelled, where, prefix, without)]  # "Nowak-Lis" is a phrase of two


def _year(value: str) -> Condition:
    match = _YEARS.fullmatch(value)
    if match is None or not value.strip("."):
        raise QueryError("year", value)
    first = int(match["from"]) if match["from"] else None
    last = int(match["to"]) if match["to"] else None
    if not match["dots"]:
        return Condition("work.year = ?", (first,))
    bounds = [("work.year >= ?", first), ("work.year <= ?", last)]
    given = [(sql, bound) for sql, bound in bounds if bound is not None]
    return Condition(" AND ".join(sql for sql, _ in given), tuple(bound for _, bound in given))


def _type(value: str) -> Condition:
    types = TYPES.get(value.lower(), (value.lower(),))
    if not csl.TYPES.issuperset(types):
        raise QueryError("type", value)
    return Condition(f"work.type IN ({', '.join('?' * len(types))})", types)


def _language(value: str) -> Condition:
    tag = language_of(value).lower()  # "polish", too
    return Condition("(lower(work.language) = ? OR lower(work.language) LIKE ?)", (tag, f"{tag}-%"))


def _has(value: str) -> Condition:
    name = value.lower()
    if name == "file":  # BibLaTeX's and Zotero's field, too
        named = "json_extract(work.item, '$.custom.file') IS NOT NULL"
        return Condition(f"(work.id IN (SELECT work FROM attachment) OR {named})")
    tables = {"note": "remark", "tag": "tag", "mention": "mention"}
    if name in tables:
        return Condition(f"work.id IN (SELECT work FROM {tables[name]})")
    if name not in HAS:
        raise QueryError("has", value)
    return Condition(f"""json_extract(work.item, '$."{name.upper()}"') IS NOT NULL""")


def _doi(value: str) -> Condition:
    return _said(Item(text={"DOI": value}), "doi", value)


def _isbn(value: str) -> Condition:
    """In ten digits or thirteen."""
    return _said(Item(text={"ISBN": value}), "isbn", value)


def _said(item: Item, kind: str, value: str) -> Condition:
    found = next((each for each in evidence(item).strong if each.startswith(f"{kind}:")), None)
    if found is None:
        raise QueryError(kind, value)
    return Condition("work.id IN (SELECT work FROM evidence WHERE value = ?)", (found,))


def _url(value: str) -> Condition:
    """A part of an address of the work, or of one that a note prints; also of a DOI's resolver."""
    if urlsplit(value).hostname in _RESOLVERS and identifiers.doi(Item(text={"DOI": value})):
        return _doi(value)
    part = f"%{_escaped(identifiers.address(value) or value)}%"
    return Condition(
        "(json_extract(work.item, '$.URL') LIKE ? ESCAPE '\\' "
        "OR work.id IN (SELECT work FROM mention WHERE url LIKE ? ESCAPE '\\'))",
        (part, part),
    )


def _is(value: str) -> Condition:
    if value.lower() not in IS:
        raise QueryError("is", value)
    return Condition("work.certainty = ?", (value.lower(),))


def _mentioned(column: str) -> Callable[[str], Condition]:
    def condition(value: str) -> Condition:
        return Condition(
            f"work.id IN (SELECT work FROM mention WHERE {column} = ? OR {column} LIKE ? ESCAPE '\\')",
            (value, f"%/{_escaped(value)}"),
        )

    return condition


def _escaped(value: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", value)


_CONDITIONS: Mapping[str, Callable[[str], Condition]] = MappingProxyType(
    {
        "year": _year,
        "type": _type,
        "lang": _language,
        "has": _has,
        "is": _is,
        "doi": _doi,
        "isbn": _isbn,
        "url": _url,
        "in": _mentioned("document"),
        "note": lambda value: Condition("work.id IN (SELECT work FROM mention WHERE note = ?)", (value,)),
        "tag": lambda value: Condition("work.id IN (SELECT work FROM tag WHERE folded(name) = folded(?))", (value,)),
        "key": lambda value: (
            Condition("work.key LIKE ? ESCAPE '\\'", (f"{_escaped(value[:-1])}%",))
            if value.endswith("*")
            else Condition("work.key = ?", (value,))
        ),
    }
)
