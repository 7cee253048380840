"""Whatever style a .bib file is written in, tidying changes only what it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibtool.formats.bib.tree import Kind, blocks
from bibtool.formats.dialects import dialect
from bibtool.formats.registry import get
from bibtool.items.item import Item
from bibtool.jobs import tidying
from bibtool.jobs.tidying import Order, Tidied

VALUES = {
    "author": ["Maj, Ewa", "Мельник, Юлія and Cis, Jan", "{Koło Łowieckie}", "Żuk, Ada and others"],
    "title": ["Barcie nad Bugiem", "O {NATO} i Podlasiu", "Улей и {\\em мёд}", "Ul: \\'Swit \\& zmierzch", "50% lasu"],
    "year": ["1999", "2001", "w druku"],
    "url": ["http://ul.example/a{\\_}b", "https://ul.example/a_b?c=d%20e", "\\url{http://ul.example}"],
    "doi": ["10.1000/ab.1", "https://doi.org/10.1000/ab\\_2"],
    "publisher": ["Rój", "Las and Bór"],
    "note": ["", "Zob. też s. 5", "z  podwójną   spacją"],
    "moje-pole": ["x = y, {z}", "%"],
}
STYLE = st.fixed_dictionaries(
    {
        "newline": st.sampled_from(["\n", "\r\n"]),
        "indent": st.sampled_from(["", "  ", "\t", "      "]),
        "width": st.sampled_from([0, 9, 12]),
        "equals": st.sampled_from(["=", " = ", " ="]),
        "quotes": st.booleans(),
        "capitals": st.booleans(),
        "one_line": st.booleans(),
        "last_comma": st.booleans(),
        "round": st.booleans(),
        "gap": st.sampled_from(["", "\n", "\n\n", "\n% uwaga o lesie\n", "\n\ntekst pomiędzy\n"]),
        "head": st.sampled_from(["", "% Encoding: UTF-8\n\n", "@string{las = {Las}}\n", "\n\n"]),
        "tail": st.sampled_from(["", "\n", "\n@comment{jabref-meta: x;}\n", "\n% koniec"]),
    }
)
FIELDS = st.fixed_dictionaries(
    {"title": st.sampled_from(VALUES["title"])},
    optional={name: st.sampled_from(rows) for name, rows in VALUES.items() if name != "title"},
)
ENTRY = st.tuples(st.sampled_from(["book", "Article", "misc", "ONLINE"]), FIELDS)


def written(entries: list[tuple[str, dict[str, str]]], style: dict[str, object]) -> str:
    parts = [str(style["head"])]
    for number, (kind, fields) in enumerate(entries):
        rows = []
        for name, value in fields.items():
            shown = f'"{value}"' if style["quotes"] and '"' not in value else f"{{{value}}}"
            label = (name.upper() if style["capitals"] else name).ljust(int(str(style["width"])))
            rows.append(f"{label}{style['equals']}{shown}")
        between = ", " if style["one_line"] else f",\n{style['indent']}"
        opening, closing = ("(", ")") if style["round"] else ("{", "}")
        end = ("," if style["last_comma"] else "") + ("" if style["one_line"] else "\n")
        parts += [f"@{kind}{opening}klucz{number}{between}{between.join(rows)}{end}{closing}", str(style["gap"])]
    return ("".join(parts) + str(style["tail"])).replace("\n", str(style["newline"]))


def items(text: str) -> list[Item]:
    return [entry.item for entry in get(dialect(text)).read(text).entries]


def outside(text: str) -> list[str]:
    """The lines between the entries."""
    between = "".join(text[b.start : b.end] for b in blocks(text) if b.kind is not Kind.ENTRY)
    return sorted(line.strip() for line in between.split("\n") if line.strip())


STEPS: dict[str, Callable[[Tidied], None]] = {
    "fields": tidying.fields,
    "case": tidying.capitals,
    "urls": tidying.addresses,
    "keys": tidying.rename,
    **{order.value: (lambda work, order=order: tidying.sort(work, order)) for order in Order},  # type: ignore[misc]
}


@pytest.mark.parametrize("step", STEPS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries=st.lists(ENTRY, min_size=1, max_size=4), style=STYLE)
def test_a_step_changes_what_it_says(
    step: str, entries: list[tuple[str, dict[str, str]]], style: dict[str, object]
) -> None:
    text = written(entries, style)
    work = Tidied(text)
    STEPS[step](work)
    before, after = items(text), items(work.text)
    assert all(not block.flaws for block in blocks(work.text))
    if step in {order.value for order in Order}:
        assert sorted(map(repr, after)) == sorted(map(repr, before))
    else:
        assert after == before  # no value of a work changes: addresses are read alike, braces of capitals are no text
    assert outside(work.text) == outside(text)
    if step not in ("fields", "urls"):
        # entries that shared a line, and others that take their places, begin lines of their own
        broken = "\r\n" if step != "case" and not style["gap"] else ""
        without = {ord(char): None for char in "{}" + broken}
        letters = sorted(unicodedata.normalize("NFC", work.text).translate(without))
        if step in ("case", *(order.value for order in Order)):
            assert letters == sorted(unicodedata.normalize("NFC", text).translate(without))
    again = Tidied(work.text)
    STEPS[step](again)
    assert again.text == work.text
