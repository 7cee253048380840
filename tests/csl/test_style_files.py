"""Styles: found, checked, refused with the line of the defect; all installed ones compile and render."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small import book, processor, style_xml

from bibtool.csl.findings import Kind, StyleError
from bibtool.csl.processor import Processor
from bibtool.csl.style import Style, style_names

REFERENCES = json.loads((Path(__file__).parent / "references.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("<style", "line 1: not well-formed XML"),
        (
            "\n\n<style>\n<a></style>",
            "line 4: not well-formed XML: Opening and ending tag mismatch: a line 4 and style$",
        ),
        ('\n<?xml version="1.0"?>\n<style>', "line 3: not well-formed XML"),
        ("<html/>", "line 1: the root element must be cs:style"),
        ("", "not well-formed XML|is empty"),
        (style_xml("<text macro='nowhere'/>"), "line 3: there is no macro 'nowhere'"),
        (style_xml(before="<macro name='a'><text macro='a'/></macro>"), "the macro 'a' calls itself"),
        (style_xml().replace("<layout >", "<x>").replace("</layout>", "</x>"), "cs:citation has no cs:layout"),
        ('<style xmlns="http://purl.org/net/xbiblio/csl"/>', "line 1: neither cs:citation nor cs:bibliography"),
    ],
)
def test_broken_styles_are_refused(xml: str, message: str) -> None:
    with pytest.raises(StyleError, match=message):
        Style.from_xml(xml)


@pytest.mark.parametrize("name", ["no-such-style", "../../etc/passwd", ""])
def test_unknown_styles_are_named(name: str) -> None:
    with pytest.raises(StyleError, match="there is no style called"):
        Style.load(name)


def test_dependent_styles_lead_to_their_parent() -> None:
    style = Style.load("nature-biotechnology")
    assert style.root.find("{http://purl.org/net/xbiblio/csl}citation") is not None


def test_a_missing_parent_is_named() -> None:
    link = "<link href='http://www.zotero.org/styles/no-such-parent' rel='independent-parent'/>"
    xml = f"<style xmlns='http://purl.org/net/xbiblio/csl'><info>{link}</info></style>"
    with pytest.raises(StyleError, match="line 1: it stands for another style, no-such-parent, which is not installed"):
        Style.from_xml(xml)


def test_the_schema_names_lines() -> None:
    good = Style.load("iso690-author-date-en")
    assert good.validate() == []
    problems = Style.from_xml(style_xml("<text colour='red' variable='title'/>")).validate()
    assert problems and problems[0].startswith("line 3:")


def test_an_unknown_locale_is_found_and_english_is_used() -> None:
    made = processor([book(issued="2001-05")], "<date variable='issued' form='text'/>", locale="tlh")
    assert made.cite(["b"]) == "May 2001"
    assert [finding.kind for finding in made.findings] == [Kind.UNKNOWN_LOCALE]


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.long)])
def test_every_installed_style_renders(every: int) -> None:
    # One of each type is enough here; the comparison with citeproc-js has them all.
    items = list({item["type"]: item for item in REFERENCES}.values())[:9]
    names = style_names()[::every]
    silent = []
    for name in names:
        made = Processor(Style.load(name), items)
        lines = made.bibliography("text") + [made.cite([item["id"]], to="text") for item in items[:3]]
        if not any(lines):
            silent.append(name)
    assert len(names) > 2500 // every
    assert silent == []
