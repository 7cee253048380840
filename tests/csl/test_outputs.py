"""Output formats: what is markup stays markup, what is text is escaped."""

from __future__ import annotations

import pytest
from small import book, cited, processor

TITLE = 'A "b" <i>c</i> & {d}_e$ 50% #1 [x] *y*'
STYLE = "<text variable='title' font-weight='bold'/><text variable='URL' prefix=' '/>"


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("text", "A “b” c & {d}_e$ 50% #1 [x] *y* https://x.org/a_b"),
        ("html", "<b>A “b” <i>c</i> &#38; {d}_e$ 50% #1 [x] *y*</b> https://x.org/a_b"),
        (
            "markdown",
            r"**A “b” *c* \& {d}\_e\$ 50% \#1 \[x\] \*y\*** [https://x.org/a\_b](<https://x.org/a_b>)",
        ),
        (
            "latex",
            r"\textbf{A “b” \textit{c} \& \{d\}\_e\$ 50\% \#1 {[}x{]} *y*} \href{https://x.org/a_b}{https://x.org/a\_b}",
        ),
    ],
)
def test_formats(to: str, expected: str) -> None:
    assert cited([book(title=TITLE, URL="https://x.org/a_b")], STYLE, to=to) == expected


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ValueError, match="no output format 'rtf'; there are html, text"):
        cited([book(title="x")], to="rtf")


def test_numbers_of_entries_stand_off_in_text() -> None:
    made = processor(
        [book(title="Ink")],
        bibliography="<text variable='citation-number' suffix='.'/><text variable='title'/>",
        bibliography_options="second-field-align='flush'",
    )
    assert made.bibliography("text") == ["1. Ink"]
    assert made.bibliography("markdown") == ["1\\. Ink"]
    assert 'class="csl-left-margin">1.</div>' in made.bibliography("html")[0]
    assert made.header.second_field_align == "flush"


@pytest.mark.parametrize(("to", "forbidden"), [("html", "<b>"), ("markdown", "<b>"), ("latex", "\\input{y}")])
def test_addresses_cannot_inject_markup(to: str, forbidden: str) -> None:
    address = 'https://x.org/"><b>}\\input{y}\n\n'
    out = cited([book(URL=address)], "<text variable='URL'/>", to=to)
    assert "x.org" in out and forbidden not in out and "\n\n" not in out.strip()
