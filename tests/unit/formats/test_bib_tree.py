"""The tree of a .bib file: it covers every text, and a fault costs nothing but itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import growth

from bibtool.diagnostics.catalogue import sentence
from bibtool.formats import registry
from bibtool.formats.bib.tree import blocks, pieces
from bibtool.formats.bibsyntax import UNREAD, read_raw

PIECES = st.sampled_from(
    [
        *'@{}()",=#%\\ \n',
        "@book{", "@misc(", "@string{", "@comment{", "@preamble{", "kl1,", "title = ", "{Sad}", '"Sad"', "2001", "nurt",
        "\n@book{b,\n", "% uwaga\n", "\\'o", "żółw", "\r\n",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_the_tree_is_the_text(text: str) -> None:
    found = list(blocks(text))
    assert "".join(text[block.start : block.end] for block in found) == text
    for block in found:
        for field in block.fields:
            assert block.start <= field.start <= field.value <= field.end <= block.end
            assert text.startswith(field.name, field.start)
            for start, end in pieces(text, field):
                assert field.value <= start < end <= field.end


# What stands in the file, and what is read: type, key, fields.
BROKEN = {
    "no key": (
        "@book{, title = {Ule}}\n@misc{title = {Barcie}, year = 1999}",
        [("book", "entry-1", {"title": "Ule"}), ("misc", "entry-2", {"title": "Barcie", "year": "1999"})],
    ),
    "no comma behind a number": (
        "@book{maj, year = 1999 publisher = {Rój}}\n@misc{cis, month = may note=7}",
        [("book", "maj", {"year": "1999", "publisher": "Rój"}), ("misc", "cis", {"month": "may", "note": "7"})],
    ),
    "no comma behind bare words": (
        '@book{maj, title = Ule nad Wisłą publisher="Rój", note=E = mc2}',
        [("book", "maj", {"title": "Ule nad Wisłą", "publisher": "Rój", "note": "E = mc2"})],
    ),
    "a key with spaces": ("@book{maj 1999 a, title = {Ule}}", [("book", "maj 1999 a", {"title": "Ule"})]),
    "no comma behind the key": ("@book{maj title = {Ule}}", [("book", "maj", {"title": "Ule"})]),
    "a key alone": ("@book{maj}\n@misc{cis,}", [("book", "maj", {}), ("misc", "cis", {})]),
    "the same key twice": (
        "@book{maj, title = {Ule}}\n@book{maj, title = {Barcie}}",
        [("book", "maj", {"title": "Ule"}), ("book", "maj", {"title": "Barcie"})],
    ),
    "never closed": (
        "@book{maj,\n  title = {Ule},\n  year = {1999},\n\n@book{cis,\n  title = {Barcie},\n}\n",
        [("book", "maj", {"title": "Ule", "year": "1999"}), ("book", "cis", {"title": "Barcie"})],
    ),
    "a brace never closed, on one line": (
        "@book{maj, title = {Ule, year = 1999}\n@book{cis, title = {Barcie}}",
        [("book", "maj", {"title": "Ule", "year": "1999"}), ("book", "cis", {"title": "Barcie"})],
    ),
    "a brace never closed, line by line": (
        "@book{maj,\n  title = {Ule i {barcie},\n  author = {Cis, Ewa},\n}\n@misc{b, note = {x}}",
        [("book", "maj", {"title": "Ule i {barcie}", "author": "Cis, Ewa"}), ("misc", "b", {"note": "x"})],
    ),
    "the next entry on the same line": (
        "@book{maj, title = {Ule, @book{cis, title = {Barcie}}",
        [("book", "maj", {"title": "Ule"}), ("book", "cis", {"title": "Barcie"})],
    ),
    "a bracket too many": (
        "@book{maj, title = {Ule}},\n  year = 1999,\n}\n@book{cis, title = {Barcie}}",
        [("book", "maj", {"title": "Ule", "year": "1999"}), ("book", "cis", {"title": "Barcie"})],
    ),
    "a comma that is missing": (
        '@book{maj,\n  title = {Ule}\n  year = 1999\n  note = "x"\n}',
        [("book", "maj", {"title": "Ule", "year": "1999", "note": "x"})],
    ),
    "a sign that is missing": (
        "@book{maj, title {Ule}, year = 1999}",
        [("book", "maj", {"title": "Ule", "year": "1999"})],
    ),
    "quotation marks inside": (
        '@book{maj, title = "O "ulach" i barciach", year = "1999"}',
        [("book", "maj", {"title": 'O "ulach" i barciach', "year": "1999"})],
    ),
    "words without delimiters": (
        "@book{maj, title = {Ule}, year = ok. 1999, note = {x}}",
        [("book", "maj", {"title": "Ule", "year": "ok. 1999", "note": "x"})],
    ),
    "words between the fields": (
        "@book{maj, title = {Ule} (tylko druk), year = 1999}",
        [("book", "maj", {"title": "Ule", "year": "1999", UNREAD: "(tylko druk)"})],
    ),
    "parentheses": (
        '@book(maj, title = {Ule (1)}, note = "b)")',
        [("book", "maj", {"title": "Ule (1)", "note": "b)"})],
    ),
    "a field twice": (
        "@book{maj, title = {Ule}, Title = {Barcie}, title = {Roje}}",
        [("book", "maj", {"title": "Ule", "title-2": "Barcie", "title-3": "Roje"})],
    ),
    "empty values and commas": (
        "@book{maj,, title = , year = 1999,,}",
        [("book", "maj", {"title": "", "year": "1999"})],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_entry_costs_nobody_but_itself(name: str) -> None:
    text, wanted = BROKEN[name]
    entries, findings = read_raw(text)
    assert [(one.type, one.key, dict(one.fields)) for one in entries] == wanted
    whole = {"parentheses", "empty values and commas", "a key alone", "a key with spaces", "the same key twice"}
    assert bool(findings) == (name not in whole)
    for finding in findings:
        assert finding.args["line"].isdigit()
        assert sentence(finding, "pl") != sentence(finding, "en")


def test_what_stands_between_is_a_comment_with_its_line() -> None:
    text = (
        "Spis z 1999 (cis@las.example (dom)).\n@book{maj, title = {Ule}} i jeszcze\n"
        "% @book{dawny, title = {Nie}}\n@comment{@book{ukryty, title = {Nie}}\n}\n@comment do końca wiersza\n"
        '@preamble{"x" # "y"}@misc{cis, note = {y}}'
    )
    entries, findings = read_raw(text)
    assert [entry.key for entry in entries] == ["maj", "cis"]
    assert [(finding.code, finding.args["line"]) for finding in findings] == [
        ("BT604", "1"), ("BT604", "2"), ("BT604", "4"), ("BT604", "6"), ("BT604", "7"),
    ]  # fmt: skip


def test_an_entry_that_a_value_quotes_is_text() -> None:
    text = "@misc{maj, note = {Wzór:\n@book{cis, title = {Barcie}}\ntyle}, year = 1999}\n@misc{b, note = {x}}"
    assert [(one.key, sorted(one.fields)) for one in read_raw(text)[0]] == [("maj", ["note", "year"]), ("b", ["note"])]


def test_definitions_are_put_in_wherever_they_stand() -> None:
    text = '@STRING(u = "Ule") @string{b = u # { i barcie}}\n'
    text += '@misc{maj, title = b # " (" # 2 # ")", month = JAN # "/" # feb}'
    (entry,) = read_raw(text)[0]
    assert dict(entry.fields) == {"title": "Ule i barcie (2)", "month": "jan/feb"}


def test_comments_stand_between_fields_too() -> None:
    text = "@book{maj, % klucz\n  title = {Ule 50% taniej},\n  % year = 1998,\n  year = 1999, % na pewno\n}"
    entries, findings = read_raw(text)
    assert dict(entries[0].fields) == {"title": "Ule 50% taniej", "year": "1999"}
    assert not findings


@pytest.mark.parametrize(
    "unit",
    [
        "@misc{a, title = {\n",
        '@misc{a, t = "\n',
        "@comment{\n",
        "@a(",
        "%@b{c,\n",
        "{",
        "}",
        '"',
        "a b {",
        "x = {",
        'x = "{',
        "@b{c, d e\n",
        "@string{a = ",
        "\\x{",
        "$a",
        "\\(",
        "\\em{",
        "x = a # ",
        "@",
        ",",
    ],
)
def test_work_grows_with_the_length(unit: str) -> None:
    def read(size: int) -> object:
        return registry.get("biblatex").read(f"@misc{{k, title = {{{unit * size}\n" + unit * size)

    read(300)
    assert growth(read, 600) < 1.6


def test_a_comma_missing_behind_a_number_is_told() -> None:
    _, findings = read_raw("@book{maj, year = 1999 publisher = {Rój}}")
    assert [(each.code, each.args["problem"]) for each in findings] == [("BT602", "a comma is missing")]
