"""A citation while it is being read: values with their places in the repaired note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from bibtool.citations.citation import Kind
from bibtool.items.dates import Date
from bibtool.items.item import CUT_SHORT
from bibtool.items.names import Name
from bibtool.text.urls import UrlCandidate

#: The rule of names that stand before the bracket in which their work is cited.
BEFORE_BRACKET = "author-before-bracket"

#: The name of the state of a work whose text says that nobody is named.
NO_AUTHOR = "no-author"

#: The name of the state of a work whose date is followed by the word for editors: "Lis, A. (1995) (Ed.)."
EDITOR_LABEL = "editor-label"

if TYPE_CHECKING:
    from bibtool.citations.score import Considered


class Value(Struct):
    """A value: where it stands (intervals of the repaired text) and the rule that found it."""

    spans: list[tuple[int, int]]
    rule: str
    inferred: bool = False


class Draft(Struct):
    """The one mutable thing of the stage; it never leaves it."""

    start: int
    end: int
    kind: Kind = Kind.FULL
    text: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    custom: dict[str, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    locator: str = ""
    label: str = ""
    locator_rest: str = ""  # "i n.", "passim", "przyp. 12"
    type: str = ""
    urls: tuple[UrlCandidate, ...] = ()
    signal: str = ""
    idem: str = ""  # m, f, pl: who "tenże" is
    op_cit: bool = False
    pointer: str = ""  # the number of the note that cites the work in full: "Smith (n 1)"
    clipped: bool = False  # the title ends in an ellipsis: a short title
    manuscript: bool = False
    undated: bool = False  # "b.r.", "б. г.": no year by its own word
    dated_first: bool = False  # the date stands right after the names
    channel: bool = False
    quoted_container: bool = False
    comments: list[tuple[int, int]] = field(default_factory=list)
    findings: list[tuple[str, dict[str, str], list[tuple[int, int]]]] = field(default_factory=list)
    considered: Considered | None = None  # None where the notation leaves one reading

    def put(self, variable: str, value: str, span: tuple[int, int], rule: str, inferred: bool = False) -> None:
        """Set a text variable, unless it is set already; what an aside left blank inside is one space."""
        if value and variable not in self.text:
            self.text[variable] = " ".join(value.split()) if "  " in value else value
            self.values[variable] = Value([span], rule, inferred)

    def locate(self, locator: str, label: str, span: tuple[int, int], rule: str) -> None:
        """Set what is cited of the work: ``label`` is a CSL locator label ("page", "folio", "paragraph")."""
        self.locator, self.label = locator, label
        self.values["locator"] = Value([span], rule)

    def state(self, name: str, span: tuple[int, int]) -> None:
        """Note where the text says that it has no author, place or year."""
        self.values.setdefault(name, Value([span], name))

    def dated_before(self, variable: str) -> bool:
        """Whether its date stands before a value, as it does behind the names."""
        issued, value = self.values.get("issued"), self.values.get(variable)
        if self.dated_first or issued is None or value is None:
            return self.dated_first
        return bool(issued.spans and value.spans) and issued.spans[0][1] <= value.spans[0][0]

    def put_date(self, variable: str, date: Date, span: tuple[int, int], rule: str, inferred: bool = False) -> None:
        """Set a date variable, unless it is set already."""
        if variable not in self.dates:
            self.dates[variable] = date
            self.values[variable] = Value([span], rule, inferred)

    def put_names(self, variable: str, names: list[Name], spans: list[tuple[int, int]], rule: str) -> None:
        """Add names to a name variable."""
        if not names:
            return
        before = self.values.get(variable)
        if before is not None and before.rule == BEFORE_BRACKET and rule != BEFORE_BRACKET:
            self.drop(variable)  # "as Lis says (J. Lis, Fords, 1990)": the citation names its author itself
        known = self.names.setdefault(variable, [])
        known += names
        value = self.values.setdefault(variable, Value([], rule))
        value.spans += spans

    def others(self, variable: str, instead_of: str = "") -> None:
        """Note that the names of a variable are cut short ("i in."), perhaps those that another one had."""
        known = [name for name in self.cut_short() if name not in {variable, instead_of}]
        self.custom[CUT_SHORT] = " ".join([*known, variable])

    def cut_short(self) -> list[str]:
        """The variables whose names are cut short."""
        return self.custom.get(CUT_SHORT, "").split()

    def drop(self, variable: str) -> None:
        """Unset a variable."""
        self.text.pop(variable, None)
        self.dates.pop(variable, None)
        self.names.pop(variable, None)
        self.values.pop(variable, None)

    def abbreviated(self, start: int, end: int) -> None:
        """Take "(dalej: KPL)" at ``[start, end)`` off the end of a title or an archive; it stays as what the text
        will call it.  So it does behind all values: "sygn. 4, s. 211 (dalej: AmK)"."""
        if all(stop <= start for value in self.values.values() for _, stop in value.spans) and end <= self.end + 1:
            self.state("abbreviation", (start, end))
            return
        for variable in ("title", "container-title", "archive"):
            value = self.values.get(variable)
            if value is None or len(value.spans) != 1:
                continue
            ((first, last),) = value.spans
            if first < start < last and end - last <= 1:
                self.text[variable] = self.text[variable][: start - last]
                value.spans = [(first, start)]
                self.state("abbreviation", (start, end))
        self._abbreviated_within(start, end)

    def _abbreviated_within(self, start: int, end: int) -> None:
        """Take an abbreviation out of a place in an archive, where it stands behind a collection: "Komitet Centralny
        (dalej: KC), sygn. 12"."""
        value = self.values.get("archive_location")
        if value is None or len(value.spans) != 1:
            return
        ((first, last),) = value.spans
        if first < start and end < last:
            printed = self.text["archive_location"]
            self.text["archive_location"] = printed[: start - first] + printed[end - first :]
            value.spans = [(first, start), (end, last)]
            self.state("abbreviation", (start, end))
            self.values["abbreviation"].spans = sorted({*self.values["abbreviation"].spans, (start, end)})
