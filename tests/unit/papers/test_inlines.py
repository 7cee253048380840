"""Runs and marks of the processor as pandoc's inlines, and an author's inlines through the processor."""

from typing import Any

from bibtool.csl.tree import Mark, Run
from bibtool.papers.inlines import NOTHING, Carrier, capitalised, joined
from bibtool.papers.tree import attributes, element, plain, words


def test_formatting_becomes_inlines() -> None:
    parts = [
        Run("A "),
        Mark("font-style", True, "italic"),
        Run("B "),
        Mark("font-style", True, "normal"),
        Run("C"),
        Mark("font-style", False, "normal"),
        Mark("font-style", False, "italic"),
        Mark("font-variant", True, "small-caps"),
        Run("D"),
        Mark("font-variant", False, "small-caps"),
        Mark("quote", True, "„"),
        Run("E"),
        Mark("quote", False, "”"),
    ]
    found = Carrier().inlines(parts)
    assert [each["t"] for each in found] == ["Str", "Space", "Emph", "SmallCaps", "Str"]
    assert found[2]["c"][2] == element("Span", [attributes("", ["csl-no-emph"]), words("C")])
    assert plain(found) == "A B CD„E”"


def test_every_look_has_its_inline() -> None:
    looks = {
        ("font-weight", "bold"): "Strong",
        ("vertical-align", "sup"): "Superscript",
        ("vertical-align", "sub"): "Subscript",
        ("text-decoration", "underline"): "Underline",
    }
    for (kind, value), name in looks.items():
        assert Carrier().inlines([Mark(kind, True, value), Run("x"), Mark(kind, False, value)])[0]["t"] == name


def test_a_link_takes_what_belongs_to_its_address() -> None:
    href = "https://doi.org/10.1/2"
    parts = [Run("doi, https://doi.org/"), Mark("link", True, href), Run("10.1/2"), Mark("link", False, href)]
    found = Carrier().inlines(parts)
    assert plain(found[-1]) == href and plain(found) == f"doi, {href}"
    assert [each["t"] for each in Carrier().inlines(parts, lambda address: False)] == ["Str", "Space", "Str"]


def test_blocks_of_an_entry_are_the_spans_that_writers_know() -> None:
    parts = [Mark("display", True, "left-margin"), Run("[1]"), Mark("display", False, "left-margin")]
    assert Carrier().inlines(parts)[0]["c"][0] == attributes("", ["csl-left-margin"])


def test_what_csl_has_no_markup_for_comes_back_as_it_was() -> None:
    formula = element("Math", [{"t": "InlineMath"}, "x^2"])
    typed = [*words("a "), formula, *words(" <b> "), element("Emph", words("c"))]
    carrier = Carrier()
    text = carrier.text(typed)
    assert "<i>c</i>" in text and "<b>" not in text
    assert plain(carrier.inlines([Run(text)])) == "a x^2 <b> <i>c</i>"
    assert formula in carrier.inlines([Run(text)])
    assert carrier.inlines([Run(f"{NOTHING}tamże")]) == words("tamże")


def test_smart_quotes_are_left_to_the_locale() -> None:
    assert Carrier().text([element("Quoted", [{"t": "DoubleQuote"}, words("x")])]) == '"x"'


def test_the_first_letter_under_markup() -> None:
    assert plain(capitalised([element("Emph", words("zob."))])) == "Zob."
    assert plain(capitalised(words("źle"))) == "Źle"
    assert capitalised([]) == []


def test_what_is_no_element_is_left_between_strings() -> None:
    odd: list[Any] = [element("Str", "a"), 5, element("Str", "b"), element("Str", "c")]
    assert joined(odd) == [element("Str", "a"), 5, element("Str", "bc")]
