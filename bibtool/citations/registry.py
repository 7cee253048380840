"""What a document has cited so far, found by titles, authors, years and abbreviations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct, field

from bibtool.citations.citation import Reference
from bibtool.items.names import Name
from bibtool.language.folding import fold
from bibtool.language.lexicon import lexicon
from bibtool.language.names import bare_family
from bibtool.text.patterns import regex

_WORD = regex(r"[^\W_]+")
_ABRIDGED = regex(r"([^\W_]+)(\.?)")
_SHORTEST = 5  # letters of one word that stands for a title
_REMEMBERED = 512  # texts: a title is asked for when it is looked for, and when it is put in
_LONGEST = 8  # letters of an abbreviation of a title


class Cited(Struct, frozen=True):
    """A full citation as others may refer to it: folded family names and folded title words."""

    place: Reference
    families: tuple[str, ...]
    authors: tuple[Name, ...]
    words: tuple[str, ...]
    language: str
    year: int | None = None
    aliases: tuple[str, ...] = ()  # what the text says it will be called: "(dalej: KPL)"
    container: tuple[str, ...] = ()  # folded words of what holds it
    head: str = ""  # the folded word that it begins with, where no author was read
    letter: str = ""  # that tells it from others of its year: "1999a"


class Registry(Struct):
    """The full citations of a document so far, found by the first words of their titles and by their authors."""

    by_first: dict[str, list[Cited]] = field(default_factory=lambda: defaultdict(list))
    by_family: dict[str, list[Cited]] = field(default_factory=lambda: defaultdict(list))
    by_alias: dict[str, list[Cited]] = field(default_factory=lambda: defaultdict(list))
    by_initials: dict[str, list[Cited]] = field(default_factory=lambda: defaultdict(list))
    by_head: dict[str, list[Cited]] = field(default_factory=lambda: defaultdict(list))
    by_container: dict[tuple[str, ...], list[Cited]] = field(default_factory=lambda: defaultdict(list))
    by_note: dict[str, list[Cited]] = field(default_factory=lambda: defaultdict(list))
    by_place: dict[Reference, Cited] = field(default_factory=dict)
    listed: Registry | None = None  # the works of the document's reference lists, which notes may name in short

    def add(self, cited: Cited) -> None:
        """Remember a full citation."""
        self.by_place[cited.place] = cited
        self.by_note[cited.place.note].append(cited)
        if cited.container:
            self.by_container[cited.container].append(cited)
        if cited.words:
            self.by_first[cited.words[0]].append(cited)
        for family in cited.families[:1]:
            self.by_family[family].append(cited)
        if cited.head and not cited.families:
            self.by_head[cited.head].append(cited)
        for alias in cited.aliases:
            self.by_alias[alias].append(cited)
        self.by_initials["".join(word[0] for word in cited.words)].append(cited)

    def begins(self, text: str) -> bool:
        """Whether a text is at least two words, or all, of the beginning of a known title."""
        found = words(text)
        own = any(
            _prefix(found, c.words) and (len(found) > 1 or len(c.words) == 1)
            for c in self.by_first.get(first(found), ())
        )
        return own or (self.listed is not None and self.listed.begins(text))

    def family(self, word: str) -> bool:
        """Whether a word is the family name of a first author cited before."""
        return fold(word) in self.by_family or (self.listed is not None and self.listed.family(word))

    def wrote(self, family: str, title: str) -> bool:
        """Whether an author cited before has a work that a short title begins or stands in."""
        families = (fold(family),)
        own = fold(family) in self.by_family and bool(self.titled(title, families) or self.holding(title, families))
        return own or (self.listed is not None and self.listed.wrote(family, title))

    def together(self, families: Sequence[str], year: int | None) -> bool:
        """Whether authors cited before wrote a work together, of a year where one is given."""
        folded = tuple(map(fold, families))
        rows = [c for c in self.by_family.get(folded[0], ()) if year in {None, c.year}]
        own = any(c.families[: len(folded)] == folded for c in rows)
        return own or (self.listed is not None and self.listed.together(families, year))

    def headed(self, word: str, year: int) -> bool:
        """Whether works of a year, or of none that was read, begin with a word, which no author was read from."""
        own = any(c.year in {None, year} for c in self.by_head.get(fold(word), ()))
        return own or (self.listed is not None and self.listed.headed(word, year))

    def alias(self, word: str) -> bool:
        """Whether a word stands for a work cited before: the text said so, or it is the initials of its title."""
        return bool(self.called(word))

    def at(self, place: Reference) -> Cited | None:
        """The work cited in full at a place."""
        return self.by_place.get(place) or (self.listed.by_place.get(place) if self.listed is not None else None)

    def called(self, word: str) -> list[Cited]:
        """The works that a word stands for; of an abbreviation that the text does not give, those whose title has
        its letters for initials ("ПСС" for "Полное собрание сочинений")."""
        found = self.by_alias.get(word, [])
        if not found and 1 < len(word) < _LONGEST and word.isupper() and word.isalpha():
            found = self.by_initials.get(fold(word), [])
        return _works(found)

    def titled(self, title: str, families: Sequence[str]) -> list[Cited]:
        """The works whose title begins with a short one, of the author who is named beside it: of whom that is the
        first author, or else another.  A work whose author was not read is of anybody, if its title has two words of
        the short one, or it begins with the name."""
        found = words(title)
        rows = [c for c in self.by_first.get(first(found), ()) if _prefix(found, c.words)]
        if not families:
            return _works(rows)
        name = families[0]
        own = [c for c in rows if c.families and _same(name, c.families[0])] or [
            c for c in rows if any(_same(name, other) for other in c.families[1:])
        ]
        nobodys = [c for c in rows if not c.families and (len(found) > 1 or len(c.words) == 1 or c.head == name)]
        return _works(own + nobodys)

    def holding(self, title: str, families: Sequence[str]) -> list[Cited]:
        """The works of an author whose title has a short one somewhere inside ("Rural England" for "The Making of
        Rural England")."""
        found = words(title)
        if not found or (len(found) < 2 and len(found[0]) < _SHORTEST):
            return []
        span = len(found)
        headed = self.by_head.get(families[0], []) if families else []
        return [
            c
            for c in [*self.authored(families), *_works(headed)]
            if any(c.words[i : i + span] == found for i in range(1, len(c.words) - span + 1))
            or (span > 2 and set(found) <= set(c.words))  # "From Riga to Minsk" for "From Minsk to Riga"
        ]

    def abridged(self, title: str, families: Sequence[str]) -> list[Cited]:
        """The works of an author whose title a short one abbreviates word by word ("Іст. укр. літ.")."""
        found = _ABRIDGED.findall(fold(title))
        if not any(dot for _, dot in found):
            return []
        return [
            c
            for c in self.authored(families)
            if len(found) <= len(c.words)
            and all(
                long == word or (dot and len(word) > 2 and long.startswith(word))
                for (word, dot), long in zip(found, c.words, strict=False)
            )
        ]

    def held_by(self, container: Sequence[str]) -> list[Cited]:
        """The works that stand in a container."""
        return self.by_container.get(tuple(container), [])

    def contributed(self, container: str, families: Sequence[str]) -> list[Cited]:
        """The works of an author in what a short title begins; what is cited no fuller than by that is none."""
        found = words(container)
        if not found or not families:
            return []
        return [
            c
            for c in self.authored(families)
            if c.container and _prefix(found, c.container) and (c.year is not None or c.words != c.container)
        ]

    def in_note(self, number: str, families: Sequence[str], title: str) -> list[Cited]:
        """The works that a note cites in full, of an author and with the words of a title where those are named: "Marsh
        v Dale (n 3)" may begin with the number of the case."""
        found = words(title)
        return [
            cited
            for cited in self.by_note.get(number, ())
            if (not families or (cited.families and _same(families[0], cited.families[0])))
            and (not found or _holds(cited.words, found))
        ]

    def dated(self, families: Sequence[str], year: int | None) -> list[Cited]:
        """The works of authors of a year; where none has it, those whose year is not known."""
        rows = [c for c in self.authored(families) if _together(families, c.families)]
        if year is None:
            return rows
        if not rows and families:
            rows = _works([c for c in self.by_head.get(families[0], ()) if c.year in {None, year}])
        return [c for c in rows if c.year == year] or [c for c in rows if c.year is None]

    def authored(self, families: Sequence[str]) -> list[Cited]:
        """The works of an author."""
        wanted = families[0] if families else ""
        rows = self.by_family.get(wanted, [])
        if not rows and wanted:
            rows = [c for family, found in self.by_family.items() if _same(wanted, family) for c in found]
        return _works(rows)


def _holds(title: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether words stand beside each other in a title, the last of them perhaps cut."""
    return any(_prefix(wanted, title[at:]) for at in range(len(title) - len(wanted) + 1))


@lru_cache(_REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a title, without an article at its head ("The Making" is cited as "Making")."""
    found = tuple(_WORD.findall(fold(text)))
    return found[1:] if len(found) > 1 and found[0] in _articles() else found


@cache
def _articles() -> frozenset[str]:
    return frozenset(fold(word) for word in lexicon().hint("article"))


def first(found: Sequence[str]) -> str:
    """The first word, empty where there is none."""
    return found[0] if found else ""


def families(names: Sequence[Name]) -> tuple[str, ...]:
    """The folded family names."""
    return tuple(fold(name.family or name.literal) for name in names)


_bare = lru_cache(_REMEMBERED)(bare_family)


def _same(one: str, other: str) -> bool:
    """Whether two folded family names are one, perhaps in another case ("Strumskiego"); particles come and go."""
    if one == other:
        return True
    one, other = _bare(one), _bare(other)
    if one == other:
        return True
    stem = min(len(one), len(other)) - 1
    return stem > 3 and one[:stem] == other[:stem] and abs(len(one) - len(other)) <= 3


def _together(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the names of a short citation are the first of a full one: "Lis / Kos 2011" is not of Lis alone."""
    return len(short) <= len(long) and all(_same(one, other) for one, other in zip(short, long, strict=False))


def _prefix(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of a short title begin a long one; its last may be cut."""
    if not short or len(short) > len(long):
        return False
    *head, last = short
    return tuple(head) == tuple(long[: len(head)]) and (
        long[len(head)] == last or (len(last) > 3 and long[len(head)].startswith(last))
    )


def _works(rows: Sequence[Cited]) -> list[Cited]:
    """One row a work: full citations of the same authors and title are one (the first stands for all)."""
    kept: dict[tuple[tuple[str, ...], tuple[str, ...]], Cited] = {}
    for row in rows:
        kept.setdefault((row.families[:1], row.words), row)
    return list(kept.values())
