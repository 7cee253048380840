"""Whatever comes in, no exception but the documented ones goes out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import book, person, processor, style_xml
from steps import growth

from bibtool.csl.findings import StyleError
from bibtool.csl.output import FORMATS
from bibtool.csl.processor import Processor
from bibtool.csl.style import Style
from bibtool.csl.variables import KNOWN, TYPES

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["<i>", "'", '"', "“a", "1-2", "2019-13-45", "</i>x", "a\\-b", "\x00", "´’", "ǅ", "ﬁ", '<span class="nocase">']
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["family", "given", "suffix", "literal", "date-parts", "raw", "season", "circa", "x"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=6,
)
ITEMS = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from(sorted(KNOWN | {"id", "type", "language"})), VALUES, max_size=8),
        st.fixed_dictionaries(
            {"id": st.text(max_size=2), "type": st.sampled_from(sorted(TYPES))}, optional={"title": st.text()}
        ),
        SCALARS,
    ),
    max_size=4,
)
SHEETS = [Style.load(name) for name in ("apa", "chicago-notes-bibliography", "iso690-author-date-en", "ieee")]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items=ITEMS, sheet=st.sampled_from(SHEETS), to=st.sampled_from(sorted(FORMATS)), own=st.booleans())
def test_items_never_raise(items: list[Any], sheet: Style, to: str, own: bool) -> None:
    made = Processor(sheet, items, entry_languages=own, idem=own, roman_months=("*",) if own else ())
    entries = made.bibliography(to)
    assert len(entries) <= len(made.items)
    notes = made.document([([{"id": i, "locator": "1-3"}, i], n) for n, i in enumerate(made.items, start=1)], to)
    assert len(notes) == len(made.items)


NAMES = st.sampled_from(
    ["text", "group", "names", "name", "date", "date-part", "number", "label", "choose", "if", "else", "substitute"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        "variable macro term value form plural prefix suffix delimiter font-style text-case quotes display et-al-min "
        "et-al-use-first match type position is-numeric disambiguate name initialize-with and date-parts".split()
    ),
    st.sampled_from(
        "title author issued editor page locator m short long count all any none true false 1 0 text symbol month year "
        "title-case italic block edition year-suffix citation-number ' ' . numeric roman".split()
    ),
    max_size=4,
)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def build(name: str, attributes: dict[str, str], inner: list[str]) -> str:
        written = " ".join(f'{key}="{value}"' for key, value in attributes.items())
        return f"<{name} {written}>{''.join(inner)}</{name}>"

    return st.builds(build, NAMES, ATTRIBUTES, st.lists(children, max_size=3))


LAYOUTS = st.recursive(element(st.just("")), element, max_leaves=6)
FULL = [
    book(
        "1",
        title="A <i>b</i> 'c'",
        author=[person("A", "B. C."), person("D", "E")],
        issued="2001-02/2002-03",
        page="1-9",
    ),
    book("2", title="A", editor=[person("A", "B")], issued={"date-parts": [[-3]]}, edition="2", language="pl"),
    book("3"),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(layout=LAYOUTS, macro=LAYOUTS)
def test_styles_never_raise_but_style_errors(layout: str, macro: str) -> None:
    before = f"<macro name='m'>{macro}</macro>"
    try:
        style = Style.from_xml(style_xml(layout, layout, before=before, sort="<sort><key macro='m'/></sort>"))
    except StyleError:
        return
    made = Processor(style, FULL)
    assert len(made.document([(["1", "2"], 1), (["1"], 2), (["3"], 3)])) == 3
    assert len(made.bibliography()) <= 3


@pytest.mark.parametrize("options", ["disambiguate-add-names='true' disambiguate-add-givenname='true'", ""])
def test_ambiguous_groups_stay_near_linear(options: str) -> None:
    """A thousand items that nothing but a letter tells apart, with four names each."""
    names = [person(family, "Ann Bea") for family in ("A", "B", "C", "D")]
    style = (
        "<names variable='author'><name form='short' et-al-min='2' et-al-use-first='1' initialize-with='.'/></names>"
        "<date variable='issued'><date-part name='year'/></date>"
    )

    def settled(count: int) -> None:
        items = [book(str(n), author=names, issued="2001") for n in range(count)]
        made = processor(items, style, options=f"disambiguate-add-year-suffix='true' {options}")
        made.register(made.items)
        assert len(made.registry.settled) == count

    assert growth(settled, 250) < 1.6
