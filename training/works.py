"""Invented works: what a citation may say of a book, a paper, a page."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from training.people import Person, invent
from training.tables import Table, ordinal, roman
from training.titles import CLOSE, OPEN, article_title, collective_title, legal_title, literary_title

KINDS = (
    "book",
    "edited",
    "chapter",
    "journal",
    "newspaper",
    "web",
    "thesis",
    "conference",
    "report",
    "multivolume",
    "translated",
    "review",
    "archive",
    "entry",
    "issue",
    "law",
    "short",
)


@dataclass(slots=True)
class Work:
    """A work: persons by role, text values by variable, dates as (year, month, day) with zeros for what is unknown."""

    kind: str
    language: str
    persons: dict[str, list[Person]] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    issued: tuple[int, int, int] = (0, 0, 0)
    until: int = 0  # the last year of several
    accessed: tuple[int, int, int] = (0, 0, 0)


def invent_work(rng: random.Random, kind: str, words: Table) -> Work:
    """A work of a kind, in a language; every value that it may have is there, citations leave out what they like."""
    work = Work(kind, words.code)
    text = work.text
    _persons(rng, work, words)
    _dates(rng, work)
    text["title"] = (
        literary_title(rng, words) if kind == "translated" or rng.random() < 0.1 else article_title(rng, words)
    )
    # some publishers are named like periodicals: "Cahiers du cinéma, Paris 1995"
    text["publisher"] = words.pick(rng, "imprint", "periodicals" if rng.random() < 0.012 else "publishers")
    text["publisher-place"] = _place(rng, words)
    if rng.random() < 0.012:
        text["publisher-place"], text["no-place"] = "", words.pick(rng, "words", "no_place")
    text["locator"] = _locator(rng, kind)
    text["collection-title"] = words.pick(rng, "imprint", "series")
    text["collection-number"] = str(rng.randint(1, 90))
    if rng.random() < 0.2:
        text["edition"] = _numbered(words.pick(rng, "words", "edition"), rng.randint(2, 5))
    text["number-of-pages"] = str(rng.randint(60, 900))
    text["ISBN"] = _isbn(rng)
    _printed_again(rng, work, words)
    _by_kind(rng, work, words)
    if kind in ("web",) or rng.random() < 0.06:
        text["URL"] = _address(rng)
        if rng.random() < 0.8:
            work.accessed = (rng.randint(2003, 2024), rng.randint(1, 12), rng.randint(1, 28))
    if kind in ("journal", "conference", "chapter") and work.issued[0] > 1999 and rng.random() < 0.2:
        journal = rng.choice(("j.", "s", "", "art-", "fh."))
        text["DOI"] = f"10.{rng.randint(1000, 9999)}/{journal}{rng.randint(100, 99999)}.{rng.randint(1, 999)}"
    return work


def _persons(rng: random.Random, work: Work, words: Table) -> None:
    number = rng.choices((1, 2, 3, 4, 5, 7), (81, 11, 4, 2, 1, 1))[0]
    people = [invent(rng, words) for _ in range(number)]
    if rng.random() < (0.4 if work.kind == "report" else 0.045):
        people = [Person(literal=words.pick(rng, "people", "bodies"))]
    elif rng.random() < 0.035:
        # a name by itself: a saint, a king, a pen name, the letters of a journalist
        person = people[0]
        people = [
            Person(literal=rng.choice((person.family, person.given[0], person.family[:3].lower(), person.family)))
        ]
    if work.kind == "web" and rng.random() < 0.35:
        people = []
    if work.kind == "newspaper" and rng.random() < 0.3:
        people = []
    if work.kind in ("edited", "archive", "issue", "law"):
        people = []
    if work.kind == "entry" and rng.random() < 0.5:
        people = []
    work.persons["author"] = people
    if work.kind in ("edited", "chapter", "conference", "entry") or (work.kind == "book" and rng.random() < 0.06):
        work.persons["editor"] = [invent(rng, words) for _ in range(rng.choices((1, 2, 3, 4), (62, 25, 9, 4))[0])]
        if work.kind in ("edited", "book") and rng.random() < 0.1:
            work.persons["editor"] = [Person(literal=words.pick(rng, "people", "bodies"))]
    if work.kind == "translated" or (work.kind == "chapter" and rng.random() < 0.2):
        work.persons["translator"] = [invent(rng, words) for _ in range(rng.choices((1, 2), (85, 15))[0])]
    if work.kind == "chapter" and rng.random() < 0.13:
        work.persons["container-author"] = [invent(rng, words) for _ in range(rng.choice((1, 1, 1, 2)))]
    if work.kind == "review":
        work.persons["reviewed-author"] = [invent(rng, words)]


def _dates(rng: random.Random, work: Work) -> None:
    old = 0.1 if work.kind in ("web", "report", "conference") else 1
    year = rng.choices(
        (rng.randint(1990, 2024), rng.randint(1945, 1990), rng.randint(1860, 1945), rng.randint(1600, 1860)),
        (55, 27 * old, 15 * old, 2 * old),
    )[0]
    if work.kind == "web":
        year = rng.randint(2000, 2024)
    elif year < 1850 and work.kind in ("journal", "newspaper", "issue", "law", "thesis"):
        year += 160
    if rng.random() < 0.008:
        return
    work.issued = (year, rng.randint(1, 12), rng.randint(1, 28))
    if work.kind == "multivolume" and rng.random() < 0.35:
        work.until = year + rng.randint(1, 12)


def _printed_again(rng: random.Random, work: Work, words: Table) -> None:
    """Another printing beside the one that is cited: it is told in the citation's own words and is no value."""
    year = work.issued[0]
    if not year:
        return
    work.text["again-place"] = words.pick(rng, "imprint", "places")
    work.text["again-publisher"] = words.pick(rng, "imprint", "publishers")
    work.text["again-year"] = str(min(2024, year + rng.randint(2, 60)))
    work.text["first-year"] = str(year - rng.randint(2, 80))
    work.text["body"] = words.pick(rng, "people", "bodies")


def _place(rng: random.Random, words: Table) -> str:
    first = words.pick(rng, "imprint", "places")
    if rng.random() < 0.05:
        second = words.pick(rng, "imprint", "places")
        if second != first and "/" not in first + second:
            return first + rng.choice(("–", "-", ", ", "/", "; ", " – ")) + second
    return first


def _locator(rng: random.Random, kind: str) -> str:
    if rng.random() < 0.28:
        return ""
    page = rng.randint(1, rng.choice((60, 150, 300, 480)))
    return rng.choices(
        (
            str(page),
            f"{page}–{page + rng.randint(1, 25)}",
            f"{page}, {page + rng.randint(2, 60)}",
            roman(rng.randint(3, 40)),
            f"{page}, {page + 4}, {page + 9}–{page + 12}",
            f"{page}-{str(page + rng.randint(1, 7))[-2:]}",
        ),
        (66, 21, 6, 2, 2, 3),
    )[0]


def _numbered(pattern: str, number: int) -> str:
    """A phrase with its number, which stands between marks: only it is the value."""
    values = {
        "n": str(number),
        "R": roman(number),
        "o": ordinal(number),
        "r1": f"{roman(1)}–{roman(number)}",
        "n1": f"1–{number}",
    }
    return re.sub(r"\{(\w+)\}", lambda m: f"{OPEN}{values[m[1]]}{CLOSE}", pattern)


def _volume(rng: random.Random) -> str:
    number = rng.choices((rng.randint(1, 12), rng.randint(10, 60), rng.randint(60, 300)), (45, 42, 13))[0]
    return roman(number) if number < 120 and rng.random() < 0.3 else str(number)


def _issue(rng: random.Random) -> str:
    number = rng.choices((rng.randint(1, 6), rng.randint(1, 12), rng.randint(12, 300)), (55, 33, 12))[0]
    odd = rng.random()
    if odd < 0.06:
        return f"{number}–{number + 1}"
    if odd < 0.09:
        return f"{number}/{number + 1}"
    if odd < 0.12:
        return f"{number} ({rng.randint(20, 160)})"
    if odd < 0.14:
        return roman(min(number, 12))
    return str(number)


def _pages(rng: random.Random, most: int = 480) -> str:
    first = rng.randint(1, rng.choice((40, 120, 240, most)))
    return f"{first}–{first + rng.randint(1, 34)}" if rng.random() < 0.93 else str(first)


def _isbn(rng: random.Random) -> str:
    start = rng.choice(("978-83-", "978-5-", "978-3-", "978-0-", "83-", "5-", "978-966-", "985-", "978-80-"))
    return f"{start}{rng.randint(100, 9999)}-{rng.randint(1000, 9999)}-{rng.randint(0, 9)}"


_LATIN = "abcdefghijklmnoprstuvwz"
_DOMAINS = (
    "pl",
    "ru",
    "com",
    "org",
    "de",
    "fr",
    "ua",
    "by",
    "edu",
    "cz",
    "lt",
    "it",
    "gov.pl",
    "org.ua",
    "ac.uk",
    "net",
)


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(_LATIN) for _ in range(rng.randint(3, 9)))


def _address(rng: random.Random) -> str:
    head = rng.choices(("https://www.", "http://www.", "https://", "http://", "www."), (28, 26, 26, 12, 8))[0]
    host = f"{_word(rng)}{rng.choice(('', '', '-' + _word(rng), '.' + _word(rng)))}.{rng.choice(_DOMAINS)}"
    steps = [_word(rng) for _ in range(rng.choices((0, 1, 2, 3, 4), (8, 22, 30, 25, 15))[0])]
    if steps and rng.random() < 0.4:
        steps[-1] = "-".join(_word(rng) for _ in range(rng.randint(2, 6)))
    if steps and rng.random() < 0.3:
        steps.insert(0, f"{rng.randint(1999, 2024)}/{rng.randint(1, 12):02}")
    tail = rng.choices(
        (
            "",
            "/",
            ".html",
            ".pdf",
            f"?id={rng.randint(1, 99999)}",
            f",{rng.randint(1, 999)},{rng.randint(1000, 99999)}.html",
            "#text",
            ".php",
            "%D0%BF",
        ),
        (36, 20, 14, 10, 8, 3, 3, 3, 1),
    )[0]
    return head + "/".join([host, *steps]) + (tail if steps else rng.choice(("", "/")))


def _periodical(rng: random.Random, words: Table) -> str:
    if rng.random() < 0.55:
        return words.pick(rng, "imprint", "periodicals")
    return f"{words.pick(rng, 'imprint', 'periodical_heads')} {words.pick(rng, 'imprint', 'periodical_ends')}"


def _by_kind(rng: random.Random, work: Work, words: Table) -> None:
    text, kind = work.text, work.kind
    if kind in ("journal", "review", "issue"):
        text["container-title"] = _periodical(rng, words)
        which = rng.random()
        if which < 0.72:
            text["issue"] = _issue(rng)
        if which > 0.42:
            text["volume"] = _volume(rng)
        text["page"] = _pages(rng)
        if rng.random() < 0.06:
            text["part"] = _issue(rng)
    elif kind == "newspaper":
        text["container-title"] = words.pick(rng, "imprint", "newspapers")
        if rng.random() < 0.4:
            text["issue"] = str(rng.randint(1, 310))
        text["page"] = str(rng.randint(1, 24))
        if rng.random() < 0.1:
            text["supplement"] = words.pick(rng, "titles", "short")
        if rng.random() < 0.15:
            text["URL"] = _address(rng)
            work.accessed = (rng.randint(2003, 2024), rng.randint(1, 12), rng.randint(1, 28))
    elif kind in ("chapter", "conference", "entry"):
        text["container-title"] = collective_title(rng, words)
        text["page"] = _pages(rng)
        if rng.random() < 0.14:
            text["volume"] = roman(rng.randint(1, 9)) if rng.random() < 0.3 else str(rng.randint(1, 16))
        if kind == "conference":
            text["event-title"] = words.pick(rng, "imprint", "events")
        if kind == "entry":
            text["title"] = words.pick(rng, "titles", rng.choice(("names", "noun", "short")))
    elif kind == "web":
        if rng.random() < 0.65:
            text["container-title"] = words.pick(rng, "imprint", "sites")
    elif kind == "thesis":
        text["genre"] = words.pick(rng, "words", "genre_thesis")
        text["publisher"] = words.pick(rng, "imprint", "schools")
    elif kind == "report":
        text["genre"] = words.pick(rng, "words", "genre_report")
        paper = str(rng.randint(3, 9800))
        text["paper"] = f"{rng.randint(1, 99):02}-{paper[:2]}" if rng.random() < 0.2 else paper
        text["number"] = f"{rng.randint(1, 99)}/{rng.randint(1990, 2024)}" if rng.random() < 0.4 else ""
    elif kind == "multivolume":
        number = rng.randint(2, 8)
        if rng.random() < 0.5:
            text["number-of-volumes"] = _numbered(words.pick(rng, "words", "volumes"), number)
        text["volume"] = roman(number) if rng.random() < 0.35 else str(number)
        text["volume-title"] = article_title(rng, words) if rng.random() < 0.4 else ""
    elif kind == "archive":
        for name, key in (
            ("archive", "archives"),
            ("archive_collection", "collections"),
            ("archive_location", "shelf"),
        ):
            text[name] = re.sub(r"\{n\}", lambda m: str(rng.randint(1, 999)), words.pick(rng, "imprint", key))
        text["locator"] = str(rng.randint(1, 300))
    elif kind == "law":
        text["title"] = legal_title(rng, words)
        text["container-title"] = words.pick(rng, "imprint", "gazettes")
        text["issue"] = str(rng.randint(1, 250))
        text["number"] = f"{rng.randint(1, 2400)}{rng.choice(('', '', '', f', {rng.randint(1, 900)}'))}"
    elif kind == "short":
        text["short"] = re.split(r"(?<=\w\w\w)[.:] ", text["title"])[0]
    if kind == "review":
        text["reviewed-title"] = article_title(rng, words)
