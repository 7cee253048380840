"""Pages of a PDF with boxes over what was seen on them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from bibtool.readers.document import Place
from bibtool.report.flow import classes_of, titled
from bibtool.report.picture import Picture
from bibtool.report.seen import Group, Kind, Seen
from bibtool.text.spans import Span

#: Colours of a marker on white paper, as page.css has them.
_COLOURS = {
    Kind.BODY: (242, 242, 242),
    Kind.ASIDE: (225, 225, 225),
    Kind.NOTE: (255, 250, 230),
    Kind.ENTRY: (236, 250, 232),
    Kind.MARK: (255, 200, 120),
    Kind.CITATION: (238, 246, 255),
    Kind.UNREAD: (255, 170, 170),
    Group.NAMES: (190, 225, 255),
    Group.TITLES: (190, 240, 200),
    Group.DATES: (235, 210, 255),
    Group.NUMBERS: (255, 225, 190),
    Group.IMPRINT: (200, 238, 238),
    Group.ADDRESSES: (215, 215, 255),
    Group.WORDS: (235, 235, 205),
}


def boxes(things: Sequence[Seen], places: Callable[[Span], Sequence[Place]]) -> dict[int, list[tuple[Seen, Place]]]:
    """Everything that was seen, by page, in the order of drawing."""
    found: dict[int, list[tuple[Seen, Place]]] = {}
    for thing in sorted(things, key=lambda thing: list(Kind).index(thing.kind)):
        for span in thing.spans:
            for place in places(span):
                found.setdefault(place.page, []).append((thing, place))
    return found


class Box(Struct, frozen=True):
    """One line of a thing on a page, in points from its upper left corner; ``title`` says what it is."""

    classes: str
    x: float
    y: float
    width: float
    height: float
    title: str


class Sheet(Struct, frozen=True):
    """One page, in points: ``picture`` is a PNG in base64, over it the boxes in the order of drawing."""

    number: int
    width: float
    height: float
    picture: str
    boxes: tuple[Box, ...]


def sheet(
    number: int,
    size: tuple[float, float],
    picture: Picture,
    rows: Iterable[tuple[Seen, Place]],
    words: Mapping[str, str],
) -> Sheet:
    """One page with a box for each line of each thing; ``words`` are those of the page."""
    width, height = size
    data = base64.b64encode(picture.png()).decode()
    return Sheet(number, width, height, data, tuple(_box(thing, place, height, words) for thing, place in rows))


def marked(picture: Picture, height: float, rows: Iterable[tuple[Seen, Place]]) -> bytes:
    """One page as PNG with the boxes in it."""
    scale = picture.scale
    return picture.png(
        (
            place.left * scale,
            (height - place.top) * scale,
            (place.right - place.left) * scale,
            (place.top - place.bottom) * scale,
            _COLOURS[thing.group if thing.group is not None else thing.kind],
        )
        for thing, place in rows
    )


def _box(thing: Seen, place: Place, height: float, words: Mapping[str, str]) -> Box:
    return Box(
        " ".join(classes_of(thing)),
        place.left,
        height - place.top,
        max(0.0, place.right - place.left),
        max(0.0, place.top - place.bottom),
        titled(thing, words),
    )
