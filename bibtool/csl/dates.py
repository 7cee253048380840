"""The `cs:date` element: own and localized formats, ranges, seasons, eras (section "Date")."""

from __future__ import annotations

from msgspec import Struct, field

from bibtool.csl.attributes import PLAIN_LOOK, Look, dress
from bibtool.csl.context import Context, Renderer
from bibtool.csl.datevalue import DateValue, Day
from bibtool.csl.locale import Locale
from bibtool.csl.numbers import ordinal, roman
from bibtool.csl.tree import Group, Node, Text

UNITS = ("year", "month", "day")


class Part(Struct, frozen=True):
    """One `cs:date-part`."""

    name: str
    form: str = ""
    look: Look = PLAIN_LOOK
    range_delimiter: str = "–"


class DateElement(Struct):
    """A compiled `cs:date`."""

    variable: str
    parts: list[Part]
    delimiter: str
    look: Look
    locale: Locale
    quotes: str = ""
    suffix: Renderer | None = None  # renders an implicit year-suffix
    month_gender: dict[int, str] = field(default_factory=dict)
    sorting: bool = False

    def render(self, ctx: Context) -> Node | None:
        """Render the date; None when the item has none or none of the parts asked for."""
        ctx.called = True
        if ctx.suppressed is not None and self.variable in ctx.suppressed:
            return None
        if ctx.looking and self.variable == "accessed":
            # The day of access tells no works apart (suite: date_YearSuffixWithNoDate).
            return None
        date = ctx.item.dates.get(self.variable)
        if date is None:
            return None
        if self.sorting:
            key = sort_key(date, {p.name for p in self.parts})
            ctx.found = ctx.found or bool(key)
            return Text(key, self.variable) if key else None
        if date.start is None:
            node: Node | None = Text(date.literal, self.variable)
        else:
            node = self._date(date, ctx)
        if node is None:
            return None
        ctx.found = True
        ctx.started = True
        look = self.look
        if look.text_case or look.strip_periods or look.quotes:
            node = dress(
                node, Look(text_case=look.text_case, strip_periods=look.strip_periods, quotes=look.quotes), ctx
            )
        return Group([node], "", look.prefix, look.suffix, look.format, self.variable, look.display)

    def _date(self, date: DateValue, ctx: Context) -> Node | None:
        start, end = date.start, date.end
        assert start is not None
        if start.year is None and end is not None and end.year is not None:
            return self._open_beginning(end, date, ctx)
        present = [p for p in self.parts if _has(start, p.name, date)]
        if end is None or not present:
            nodes = [self._part(p, start, date, ctx, p.look) for p in present]
            return self._join([n for n in nodes if n is not None])
        if end.year is None:
            return self._open_range(present, start, date, ctx)
        return self._range(date, start, end, ctx)

    def _open_range(self, parts: list[Part], start: Day, date: DateValue, ctx: Context) -> Node | None:
        nodes = [self._part(p, start, date, ctx, _bare(p.look, i, len(parts))) for i, p in enumerate(parts)]
        node = self._join([n for n in nodes if n is not None])
        if node is None:
            return None
        last = parts[-1]
        return Group([node, Text(last.range_delimiter)], suffix=last.look.suffix)

    def _open_beginning(self, end: Day, date: DateValue, ctx: Context) -> Node | None:
        """``–2011``."""
        parts = [p for p in self.parts if _has(end, p.name, date)]
        nodes = [
            self._part(p, end, date, ctx, _with(p.look, prefix="") if i == 0 else p.look) for i, p in enumerate(parts)
        ]
        node = self._join([n for n in nodes if n is not None])
        return Group([Text(parts[0].range_delimiter), node], prefix=parts[0].look.prefix) if node is not None else None

    def _range(self, date: DateValue, start: Day, end: Day, ctx: Context) -> Node | None:
        present = [p for p in self.parts if _has(start, p.name, date) or _has(end, p.name, date)]
        if start.year != end.year:
            unit, differing = "year", set(UNITS)
        elif (start.month, start.season) != (end.month, end.season):
            unit, differing = "month", {"month", "day"}
        else:
            unit, differing = "day", {"day"}
        block = [i for i, p in enumerate(present) if p.name in differing]
        if not block:
            nodes = [self._part(p, start, date, ctx, p.look) for p in present]
            return self._join([n for n in nodes if n is not None])
        first, last = block[0], block[-1]
        before = [self._part(p, start, date, ctx, p.look) for p in present[:first]]
        after = [self._part(p, start, date, ctx, p.look) for p in present[last + 1 :]]
        inner = present[first : last + 1]
        ends: list[Node | None] = []
        for day, opening in ((start, True), (end, False)):
            own = [p for p in inner if _has(day, p.name, date)]
            nodes = []
            for place, p in enumerate(own):
                look = p.look
                if opening and place == len(own) - 1:
                    look = _with(look, suffix="")
                if not opening and place == 0:
                    look = _with(look, prefix="")
                nodes.append(self._part(p, day, date, ctx, look))
            ends.append(self._join([n for n in nodes if n is not None]))
        delimiter = next((p.range_delimiter for p in inner if p.name == unit), inner[0].range_delimiter)
        both = [n for n in ends if n is not None]
        middle = Group(both, delimiter)
        return self._join([n for n in [*before, middle, *after] if n is not None])

    def _join(self, nodes: list[Node]) -> Node | None:
        if not nodes:
            return None
        return Group(nodes, self.delimiter)

    def _part(self, part: Part, day: Day, date: DateValue, ctx: Context, look: Look) -> Node | None:
        if part.name == "year":
            return self._year(part, day, ctx, look)
        text = self._month(part, day, date) if part.name == "month" else self._day(part, day)
        return dress(Text(text, self.variable), look, ctx, self.variable) if text else None

    def _year(self, part: Part, day: Day, ctx: Context, look: Look) -> Node | None:
        if day.year is None:
            return None
        year = day.year
        text = str(abs(year))
        if part.form == "short" and year >= 100:
            text = text[-2:]
        elif year < 0:
            text += self._era("bc")
        elif year < 1000:
            text += self._era("ad")
        value = Text(text, "year")
        added = self.suffix(ctx) if self.suffix is not None and ctx.disambiguation is not None else None
        if added is None:
            return dress(value, look, ctx, self.variable)
        return dress(Group([value, added]), look, ctx, self.variable)

    def _era(self, name: str) -> str:
        """Behind a year: the English terms begin with the space that belongs there, the Polish and Russian do not."""
        term = self.locale.term(name) or ""
        return f"\u00a0{term}" if term[:1].isalpha() else term

    def _month(self, part: Part, day: Day, date: DateValue) -> str:
        if day.month:
            if self.locale.roman_months and part.form not in ("numeric", "numeric-leading-zeros"):
                return roman(day.month).upper()
            if part.form == "numeric":
                return str(day.month)
            if part.form == "numeric-leading-zeros":
                return f"{day.month:02d}"
            form = "short" if part.form == "short" else "long"
            if form == "long" and not (day.day and any(p.name == "day" for p in self.parts)):
                # "kwiecień 2016" but "28 kwietnia 2016": a locale may have the nominative as a form of its own.
                form = "nominative"
            return self.locale.term(f"month-{day.month:02d}", form) or ""
        if day.season:
            return self.locale.term(f"season-{day.season:02d}") or ""
        return date.season_text

    def _day(self, part: Part, day: Day) -> str:
        if not day.day:
            return ""
        if part.form == "numeric-leading-zeros":
            return f"{day.day:02d}"
        if part.form == "ordinal" and (day.day == 1 or not self.locale.limit_day_ordinals):
            return ordinal(day.day, self.locale, self.month_gender.get(day.month, ""))
        return str(day.day)


def _has(day: Day, name: str, date: DateValue) -> bool:
    if name == "year":
        return day.year is not None
    if name == "month":
        return bool(day.month or day.season or date.season_text)
    return bool(day.day)


def _with(look: Look, prefix: str | None = None, suffix: str | None = None) -> Look:
    return Look(
        look.prefix if prefix is None else prefix,
        look.suffix if suffix is None else suffix,
        look.format,
        look.text_case,
        look.quotes,
        look.strip_periods,
    )


def _bare(look: Look, place: int, count: int) -> Look:
    return _with(look, suffix="") if place == count - 1 else look


def sort_key(date: DateValue, parts: set[str]) -> str:
    """Return a date as text that sorts in order of time, negative years before positive ones."""
    if date.start is None:
        return date.literal
    out = _day_key(date.start, parts)
    if date.end is not None and date.end.year is not None:
        out += "-" + _day_key(date.end, parts)
    return out


def _day_key(day: Day, parts: set[str]) -> str:
    # Ten thousand is added so that every year from -10,000 on is a positive number of five digits.
    year = f"{(day.year or 0) + 10_000:05d}" if "year" in parts else ""
    month = day.month or (day.season * 3 if day.season else 0)
    return f"{year}{month if 'month' in parts else 0:02d}{day.day if 'day' in parts else 0:02d}"
