"""What a processor gives a reference: its number, its year-suffix and its label."""

from __future__ import annotations

from bibtool.csl.attributes import Look, dress
from bibtool.csl.context import Context, Renderer
from bibtool.csl.item import Item
from bibtool.csl.locale import Locale
from bibtool.csl.tree import Node, Text

# How many letters each of one to four authors gives to a label: "Smit10", "SmJo10", "SmJoMi10" and so on.
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1), 4: (1, 1, 1, 1)}


def suffix_letters(number: int) -> str:
    """Return "a" for 1, "z" for 26, "aa" for 27."""
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def citation_number(look: Look, locale: Locale) -> Renderer:
    """Render the number of an entry."""
    del locale

    def render(ctx: Context) -> Node | None:
        ctx.called = True
        if not ctx.number:
            return None
        ctx.found = ctx.started = True
        return dress(Text(str(ctx.number), "citation-number"), look, ctx, "citation-number")

    return render


def year_suffix(look: Look) -> Renderer:
    """Render the letter that tells works of one year apart, once in a cite or entry."""

    def render(ctx: Context) -> Node | None:
        # A missing suffix does not count as a variable without value: "n.d." beside it must stay.
        if ctx.disambiguation is None or not ctx.disambiguation.year_suffix or ctx.suffix_done:
            return None
        ctx.called = True
        ctx.found = ctx.started = ctx.suffix_done = True
        letters = suffix_letters(ctx.disambiguation.year_suffix)
        return dress(Text(letters, "year-suffix"), look, ctx, "year-suffix")

    return render


def citation_label(look: Look) -> Renderer:
    """Render the label of an item, its own or one made from authors and year."""

    def render(ctx: Context) -> Node | None:
        ctx.called = True
        value = make_label(ctx.item)
        if not value:
            return None
        ctx.found = ctx.started = True
        if ctx.disambiguation is not None and ctx.disambiguation.year_suffix and not ctx.suffix_done:
            ctx.suffix_done = True
            value += suffix_letters(ctx.disambiguation.year_suffix)
        return dress(Text(value, "citation-label"), look, ctx, "citation-label")

    return render


def make_label(item: Item) -> str:
    """Return the citation label: four letters of the authors' names and two digits of the year."""
    own = item.text.get("citation-label")
    if own:
        return own
    names = next(iter(item.names.values()), [])
    families = ["".join(ch for ch in (n.family or n.literal) if ch.isalpha()) for n in names[:4]]
    label = "".join(f[:count] for f, count in zip(families, _LETTERS.get(len(families), ()), strict=False))
    date = item.dates.get("issued")
    if date is not None and date.start is not None and date.start.year is not None:
        label += str(abs(date.start.year))[-2:]
    return label
