"""A program written for citeproc-py, with one import changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import book, person, style_xml

from bibtool.csl.citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    CiteProcJSON,
    formatter,
)


def test_the_usual_program() -> None:
    source = CiteProcJSON(
        [book("Key", title="Ink", author=[person("Żak", "Jan")], issued="2001"), book("other", title="Paper")]
    )
    style = CitationStylesStyle("iso690-author-date-en", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    first = Citation([CitationItem("Key", locator="12")])
    second = Citation([CitationItem("other"), CitationItem("missing")])
    missing: list[str] = []
    bibliography.register(first)
    bibliography.register(second, lambda item: missing.append(item.key))
    assert missing == ["missing"]
    assert bibliography.cite(first) == "(Żak 2001, p.\u00a012)"
    assert bibliography.keys == ["Key", "other", "missing"]
    bibliography.sort()
    lines = bibliography.bibliography()
    assert len(lines) == 2 and lines[1].startswith("ŻAK, Jan, 2001. Ink")
    with pytest.raises(ValueError, match="never registered"):
        bibliography.cite(Citation([CitationItem("Key")]))


def test_positions_and_validation(tmp_path: Path) -> None:
    path = tmp_path / "own.csl"
    ibid = "<choose><if position='ibid'><text term='ibid'/></if><else><text variable='title'/></else></choose>"
    path.write_text(style_xml(ibid, colour := "<text variable='title' colour='red'/>"), encoding="utf-8")
    style = CitationStylesStyle(path, locale="en-US")
    assert colour and style.has_bibliography() and style.problems
    bibliography = CitationStylesBibliography(style, CiteProcJSON([book("b", title="Ink & paper")]), formatter.html)
    notes = [Citation([CitationItem("b")], note=number) for number in (1, 2)]
    for note in notes:
        bibliography.register(note)
    assert [bibliography.cite(note) for note in notes] == ["Ink &#38; paper", "Ibid."]
