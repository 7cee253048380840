"""The score of a reading, and which reading is the best.

Integers throughout, a hundredth of a natural logarithm each, so that no order of additions changes a result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct

from bibtool.citations.names import honours
from bibtool.citations.names.bodies import body
from bibtool.citations.names.no_names import works_of
from bibtool.citations.readings.label import Label
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import KIND, Kind
from bibtool.citations.scan.pieces import FORM, Piece
from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon
from bibtool.text.patterns import regex

# What the reading of the rules may be less likely by and still stand: e^3, about where texts that the weights had not
# seen came out best.
RULES = 300
# What a reading loses for what no citation has.  The signs are known, the sizes are those of strong evidence.
_NO_TITLE = 300
_NO_NAME = 250  # an author whose words are none of a person's or body's
_NOT_WITHIN = 300  # no larger work behind the word for one
_NUMBERED = 600  # pages of an issue or of a volume without a label, and no periodical that has it
_PLACES = 150  # a known place that is read as part of a title, where it belongs to an imprint
_UNTITLED = 300  # a larger work that is published at a place, and no title: it is a book
_PLACE_FIRST = 300  # a place before the title
_UNREAD = 150  # a piece of words that is read as nothing
_MOST_UNREAD = 4
_TWICE = 1  # that a title in two places counts as nothing read
_BEHIND_ADDRESS = 150  # what stands before the address in every notation: words behind it are remarks
_BEFORE_ADDRESS = frozenset({Label.AUTHOR, Label.TITLE, Label.PUBLISHER})
_INITIALS = "initials-first"  # names that no title looks like
_NAMING = frozenset({Label.TITLE, Label.CONTAINER})
_IMPRINT = frozenset({Label.PLACE, Label.PUBLISHER})
_CONTAINER, _ISSUE, _PAGES = Label.CONTAINER, Label.ISSUE, Label.PAGES
_TITLE, _AUTHOR, _OTHER, _PLACE = (
    Label.TITLE,
    Label.AUTHOR,
    Label.OTHER,
    Label.PLACE,
)  # a member is found slower than a name


class Reading(Struct, frozen=True, gc=False):
    """A reading of a citation: the generator that made it, the labels of its pieces, how likely the chain finds it,
    and what it loses for its shape."""

    generator: str
    labels: tuple[Label, ...]
    likelihood: int
    loss: int = 0

    @property
    def prior(self) -> int:
        """What it has before anything is looked at."""
        return RULES if self.generator == "rules" else 0

    @property
    def score(self) -> int:
        """What readings are ranked by."""
        return self.likelihood - self.loss + self.prior


class Considered(Struct, frozen=True):
    """What was weighed for one citation: its pieces and the different readings.

    ``margin`` is what the best is ahead of the next that says something else; no rival is nearer.
    """

    pieces: tuple[Piece, ...]
    every: Callable[[], Sequence[Reading]]
    margin: int
    otherwise: Callable[[], Mapping[str, str]]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The different readings, the best first.  Those that are far behind are made when they are asked for."""
        return tuple(self.every())

    @property
    def rival(self) -> Mapping[str, str]:
        """What the next reading says otherwise: variable -> value, empty where it has none.  Made when it is asked
        for: of most citations it is far behind."""
        return self.otherwise()


class Losses:
    """What the readings of one citation lose for their shape: no title, authors that are no names, words that are
    nothing.  What a piece costs is found once for all of them."""

    __slots__ = (
        "_authors", "_bracketed", "_dated", "_et_al", "_found", "_imprints", "_inside", "_opened", "_others",
        "_persons", "_places", "_text", "_url", "_volumes",
    )  # fmt: skip

    def __init__(self, text: str, found: Sequence[Piece]) -> None:
        """For the pieces of one citation."""
        self._text = text
        self._found = found
        self._authors: dict[int, int] = {}
        self._others: dict[int, bool] = {}
        kinds = [piece.anchor.kind if piece.anchor is not None else None for piece in found]
        self._url = kinds.index(KIND.URL) if KIND.URL in kinds else len(kinds)
        self._inside = kinds.index(KIND.IN) if KIND.IN in kinds else -1
        placed = [at for at, piece in enumerate(found) if "place" in piece.known]
        self._persons = {at for at, piece in enumerate(found) if piece.names == _INITIALS and piece.name_whole}
        # "una comunità veneta (Udine), Milano": a bracket that a comma parts from the place ends the title
        self._bracketed = [
            at for at, (one, other) in enumerate(pairwise(found))
            if one.depth and not other.depth and other.before == "," and kinds[at] is None
        ]  # fmt: skip
        # "Title (Norma, Moskva, 2015)": what stands before a place and a year in brackets is none of the title
        self._opened = [
            at - 1 for at in placed
            if at > 1 and found[at - 1].before == "(" and not found[at - 2].depth and found[at].before == ","
            and KIND.YEAR in kinds[at + 1 : at + 3] and text[found[kinds.index(KIND.YEAR, at)].end :][:1] == ")"
        ]  # fmt: skip
        self._et_al = [at for at, piece in enumerate(found) if _is_et_al(text, piece)]
        self._imprints = [at for at in placed[-1:] if _in_imprint(found[at : at + 3])]
        self._volumes = [at for at, kind in enumerate(kinds) if kind is KIND.VOLUME and text[found[at].start].isdigit()]
        # "Bonn 1984, 3. Aufl."
        self._dated = [at for at in placed if kinds[at + 1 : at + 3] == [KIND.YEAR, KIND.EDITION]]
        self._places = [
            one for one, other in pairwise(placed)
            if one + 1 == other and found[one].before == "," == found[other].before
        ]  # fmt: skip

    def of(self, labels: Sequence[Label]) -> int:
        """What these labels lose."""
        total = _NO_TITLE if _NAMING.isdisjoint(labels) else 0
        total += _BEHIND_ADDRESS * len([label for label in labels[self._url :] if label in _BEFORE_ADDRESS])
        if self._inside >= 0 and _CONTAINER not in labels[self._inside :]:
            total += _NOT_WITHIN
        if _PAGES in labels and _CONTAINER not in labels and self._counted(labels):
            total += _NUMBERED
        elif _CONTAINER in labels and _TITLE not in labels and _ISSUE not in labels and _IMPRINT.issubset(labels):
            total += _UNTITLED
        for at in self._imprints:
            if labels[at] in _NAMING:
                total += _PLACES
        for at in self._bracketed:
            if labels[at] is _PLACE is labels[at + 1]:
                total += _NO_NAME
        for at in self._opened:
            if labels[at] is _TITLE:
                total += _NO_TITLE
        for at in self._et_al:
            if labels[at] is not _OTHER:
                total += _NO_NAME
        for at in self._dated:
            if labels[at] is _TITLE is labels[at + 1]:
                total += _NO_TITLE
        for at in self._places:
            if labels[at] is _TITLE and labels[at + 1] is _PLACE:
                total += _PLACES
        unread = 0
        titled = False
        last: Label | None = None
        for index, label in enumerate(labels):
            if label is _TITLE:
                total += _NO_NAME if index in self._persons else 0
                if label is not last:
                    unread += _TWICE * titled  # a second title is read as nothing
                    if not titled and _PLACE in labels[:index] and _CONTAINER not in labels[:index]:
                        total += _PLACE_FIRST
                    titled = True
            elif label is _AUTHOR:
                total += self._author(index)
            elif label is _OTHER:
                unread += self._other(index)
            last = label
        return total + _UNREAD * min(unread, _MOST_UNREAD)

    def _counted(self, labels: Sequence[Label]) -> bool:
        """Whether an issue is among the labels without a whole imprint, or a volume whose number has no label, with a
        year and no imprint."""
        issue = labels.index(_ISSUE) if _ISSUE in labels else -1
        if issue >= 0 and Label.VOLUME in labels[:issue] and _PLACE in labels[:issue] and _TITLE in labels[:issue]:
            return False  # "Akta sejmików, t. 1, Lwów 1872, nr 13": a document of a volume
        return (issue >= 0 and not _IMPRINT.issubset(labels)) or (
            any(labels[at] is Label.VOLUME for at in self._volumes)
            and Label.ISSUED in labels
            and _IMPRINT.isdisjoint(labels)
        )

    def _author(self, index: int) -> int:
        """What a piece costs that is read as an author."""
        cost = self._authors.get(index)
        if cost is None:
            piece, text = self._found[index], self._text
            stretch = text[piece.start : piece.end]
            prose = piece.form is FORM.TEXT and not piece.names and _sentence(stretch)
            closed = text[piece.start : piece.end + 1]
            nobody = prose or _NUMERAL.fullmatch(stretch) or _no_name(closed) or honours.is_order(closed.rstrip(" ,"))
            cost = self._authors[index] = _NO_NAME if nobody else 0
        return cost

    def _other(self, index: int) -> bool:
        """Whether a piece that is read as nothing says something."""
        says = self._others.get(index)
        if says is None:
            says = self._others[index] = _says(self._text, self._found[index])
        return says


_NUMERAL = regex(r"[IVXLC]{2,}\.?")  # "Regulamin: IV. Komisje"; one letter may be an initial
_COUNTED = frozenset({Kind.YEAR, Kind.DATE, Kind.VOLUME, Kind.ISSUE, Kind.PAGES, Kind.PART})


@cache
def _et_al() -> frozenset[str]:
    return frozenset(squash(form).rstrip(".") for form in lexicon().forms("et_al"))


def _is_et_al(text: str, piece: Piece) -> bool:
    """Whether a piece says that there are others, and nothing else."""
    if piece.form is not FORM.TEXT or piece.names or piece.end - piece.start > _LONGEST_ET_AL:
        return False
    return squash(text[piece.start : piece.end]).rstrip(".") in _et_al()


_LONGEST_ET_AL = 12  # letters


def _says(text: str, piece: Piece) -> bool:
    """Whether a piece says something that should have been read: words, or a number with its label."""
    if piece.anchor is not None:
        return piece.anchor.kind in _COUNTED
    if piece.form is not FORM.TEXT or piece.names or _is_et_al(text, piece):
        return False
    return " " in text[piece.start : piece.end] or (text[piece.start].isupper() and piece.end - piece.start > 2)


def _no_name(stretch: str) -> bool:
    """Whether a stretch is the word for an entry, or a document and whose it is: "Raport Komisji Rzecznej"."""
    first, _, more = stretch.partition(" ")
    return _entry_word(stretch) or (more != "" and "." not in stretch and first.casefold() in works_of())


def _entry_word(stretch: str) -> bool:
    """Whether a stretch is the word for an entry and nothing else: "Art. „Zunft“, in: …"."""
    match = hints.starts_with(stretch, "entry")
    return match is not None and match.end() >= len(stretch) - 1


def _sentence(stretch: str) -> bool:
    """Whether a stretch has words in small letters that neither a name nor a body has."""
    return any(word[0].islower() and len(word) > 3 for word in stretch.split()) and not body(stretch)


def _in_imprint(found: Sequence[Piece]) -> bool:
    """Whether a known place stands where an imprint has it: ". Bonn: Dietz 1990", ", Bonn, https://…", ". Bonn. Online
    unter"."""
    kinds = [piece.anchor.kind if piece.anchor is not None else None for piece in found]
    if found[0].before == "." and len(found) == 3 and found[1].before == ":":
        return kinds[2] is KIND.YEAR
    addressed = kinds[1:2] in ([KIND.URL], [KIND.ONLINE]) or kinds[1:3] == [KIND.LABEL, KIND.URL]
    return found[0].before in {",", "."} and addressed


_SCORE = attrgetter("score")


def ranked(readings: Iterable[Reading]) -> list[Reading]:
    """The different readings, the best first; of two alike the first stays."""
    known: dict[tuple[Label, ...], Reading] = {}
    for reading in readings:
        known.setdefault(reading.labels, reading)
    return sorted(known.values(), key=_SCORE, reverse=True)
