"""Whole pages."""

from bibtool.render.document import page
from bibtool.render.engine import Rendered, RenderedEntry


def test_keys_and_languages_cannot_break_the_page() -> None:
    entries = (RenderedEntry('a "b"\tc', "<i>x</i>", "polski i inne"), RenderedEntry("d", "y", "sr-Cyrl"))
    html = page(Rendered(entries, locale="pl-PL"), "T\nt", "html")
    assert '<li id="a-&quot;b&quot;-c"><i>x</i></li>' in html
    assert '<li id="d" lang="sr-Cyrl">y</li>' in html
    assert '<html lang="pl-PL">' in html
    assert "<h1>T t</h1>" in html


def test_text_has_one_line_an_entry() -> None:
    assert page(Rendered((RenderedEntry("a", "x"), RenderedEntry("b", "y"))), " T ", "text") == "T\n\nx\ny\n"
