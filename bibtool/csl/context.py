"""What a compiled style needs to know while it renders one cite or one entry."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from msgspec import Struct, field

from bibtool.csl.item import Item
from bibtool.csl.tree import Node


class Position(IntEnum):
    """Where a cite stands among the cites of its item (section "Choose", position)."""

    FIRST = 0
    SUBSEQUENT = 1
    IBID = 2
    IBID_WITH_LOCATOR = 3


class Cite(Struct):
    """One cite: an item's id, what points into it, text around it, and where it stands.

    `joint` stands before it in place of the style's delimiter, where it is not None.
    """

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    position: Position = Position.FIRST
    near_note: bool = False
    first_note: int = 0
    note: int = 0
    joint: str | None = None

    def __post_init__(self) -> None:
        self.label = self.label.replace(" ", "-")
        self.locator = self.locator.strip()


class Disambiguation(Struct):
    """What one item needs in order to be told apart from others."""

    names: dict[int, int] = field(default_factory=dict)  # names rendering -> how many names to show at least
    givens: dict[tuple[int, int], int] = field(
        default_factory=dict
    )  # (rendering, name) -> 0 family, 1 initials, 2 full
    condition: int = 0  # how many tests of `disambiguate` come out true
    year_suffix: int = 0  # 1 is "a"


class NamesSeen(Struct):
    """What a names rendering had to work with: for disambiguation."""

    total: int
    shown: int
    short: bool
    initials: bool
    keys: list[tuple[str, ...]]


class NameLevels(Struct):
    """How far each person's given name is spelled out everywhere; `primary` limits that to first names.

    Two levels for each person: where the names have initials, and where they have none.
    """

    levels: dict[tuple[str, ...], tuple[int, int]]
    primary: bool


class Context:
    """The state of one rendering."""

    __slots__ = (
        "area",
        "called",
        "capitalize",
        "cite",
        "conditions_seen",
        "disambiguation",
        "found",
        "item",
        "language",
        "looking",
        "name_levels",
        "names_seen",
        "number",
        "number_of_names",
        "started",
        "substituting",
        "suffix_done",
        "suppressed",
        "uses_year_suffix",
    )

    def __init__(self, item: Item, cite: Cite, area: str) -> None:
        self.item = item
        self.cite = cite
        self.area = area
        self.called = False
        self.found = False
        self.started = False
        self.capitalize = True
        self.number = 0
        self.number_of_names = 0
        self.language = "en"
        self.disambiguation: Disambiguation | None = None
        self.suffix_done = False
        self.conditions_seen = 0
        self.uses_year_suffix = False
        self.suppressed: set[str] | None = None
        self.substituting = False
        self.looking = False
        self.names_seen: list[NamesSeen] | None = None
        self.name_levels: NameLevels | None = None


Renderer = Callable[[Context], Node | None]
