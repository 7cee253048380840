"""What single kinds of documents do; what all do is in tests/contracts/test_documents.py."""

import pytest

from bibtool.notes.calls import CALL
from bibtool.render.documents.calls import BETWEEN, named, paragraphs
from bibtool.render.documents.fragment import fragment, uri
from bibtool.render.documents.registry import UnknownDocument, for_suffix, get
from bibtool.render.engine import RenderedEntry, RenderedNote, Section


def bibliography(kind: str, *entries: RenderedEntry, title: str = "T") -> str:
    return get(kind).bibliography(title, "pl-PL", [Section("", entries)]).decode()


def test_keys_and_languages_cannot_break_the_page() -> None:
    entries = (RenderedEntry('a "b"\tc', "<i>x</i>", "polski i inne"), RenderedEntry("d", "y", "sr-Cyrl"))
    html = bibliography("html", *entries, title="T\nt")
    assert '<li id="a-&quot;b&quot;-c"><i>x</i></li>' in html
    assert '<li id="d" lang="sr-Cyrl">y</li>' in html
    assert '<html lang="pl-PL">' in html
    assert "<h1>T t</h1>" in html


def test_text_has_one_line_an_entry() -> None:
    assert bibliography("text", RenderedEntry("a", "x"), RenderedEntry("b", "y"), title=" T ") == "T\n\nx\ny\n"


def shown(notes: list[RenderedNote]) -> list[str]:
    return [
        "".join(f"[{BETWEEN}]" if p is BETWEEN else p if isinstance(p, str) else f"[{p[0]}]" for p in pieces)
        for pieces in paragraphs(notes)
    ]


def test_a_number_stands_where_the_sentence_calls_it() -> None:
    one = f"Unia{CALL}, a Kazachstan{CALL}."
    assert shown([RenderedNote("4", "a", one), RenderedNote("5", "b", one)]) == ["Unia[4], a Kazachstan[5]."]
    assert shown([RenderedNote("4", "a", one)]) == ["Unia[4], a Kazachstan."]
    assert shown([RenderedNote(n, "a", one) for n in "456"]) == ["Unia[4], a Kazachstan[5].[6]"]
    two = f"{CALL}{CALL}Unia"
    assert shown([RenderedNote(n, "a", two) for n in "12"]) == ["[1][, ][2]Unia"]
    assert shown([RenderedNote("1", "a", CALL)]) == ["[1]"]


def test_notes_of_one_sentence_stand_together_and_names_are_unique() -> None:
    notes = [RenderedNote("1", "a", "Zdanie."), RenderedNote("1", "b", " Zdanie. "), RenderedNote("*", "c")]
    notes += [RenderedNote("", "d"), RenderedNote("12a", "e", "Inne.")]
    assert shown(notes) == ["Zdanie.[1][, ][1-2]", "[-]", "[--2]", "Inne.[12a]"]
    assert len({name for name, _ in named(notes)}) == 5


def test_a_fragment_has_the_white_space_of_a_browser_and_links_to_the_web_only() -> None:
    html = '  a\n\n <i> b</i>  <a href="javascript:x">c</a> <a href="https://d.example/">d</a>&nbsp; \x00'
    shown = "".join(getattr(part, "text", "|") for part in fragment(html))
    assert shown == "a |b| c |d|\u00a0 \ufffd"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/a?b=1&c=d#e", "https://x.example/a?b=1&c=d#e"),
        ("https://x.example/мост", "https://x.example/%D0%BC%D0%BE%D1%81%D1%82"),
        ("https://x.example/100%/%C5%82 [1]", "https://x.example/100%25/%C5%82%20%5B1%5D"),
    ],
)
def test_an_address_becomes_a_uri(address: str, expected: str) -> None:
    assert uri(address) == expected


def test_latex_breaks_addresses_and_keeps_numbers() -> None:
    link = '<a href="https://x.example/a_b%C5%82#c">https://x.example/a_b%C5%82#c</a>'
    latex = bibliography("latex", RenderedEntry("a", link, "ru"))
    assert r"\babelprovide[import=pl,main]{polish}" in latex and r"\babelprovide[import=ru]{russian}" in latex
    assert r"\foreignlanguage{russian}{\href{https://x.example/a_b\%C5\%82\#c}{https://\allowbreak{}x." in latex
    notes = [RenderedNote(number, "x") for number in ("1", "2", "5", "12a", "6", "1")]
    set_ = get("latex").notes("T", "pl-PL", notes).decode()
    calls = [line for line in set_.splitlines() if line.startswith(r"\mbox")]
    assert [call.removeprefix(r"\mbox{}") for call in calls] == [
        r"\footnote{x}",
        r"\footnote{x}",
        r"\setcounter{footnote}{4}\footnote{x}",
        r"\markednote{12a}{x}",
        r"\footnote{x}",
        r"\setcounter{footnote}{0}\footnote{x}",
    ]


def test_a_lost_letter_does_not_stop_latex() -> None:
    latex = bibliography("latex", RenderedEntry("a", "wybor\ufffdw \x00"), title="\ufffd")
    assert r"wybor\symbol{65533}w \symbol{65533}" in latex
    assert "\ufffd" not in latex


def test_a_language_that_the_document_cannot_set_is_left_alone() -> None:
    latex = bibliography("latex", RenderedEntry("a", "x", "polski"), RenderedEntry("b", "y", "ja"))
    assert "foreignlanguage" not in latex


def test_kinds_are_found_by_name_and_by_ending() -> None:
    assert get("HTML").name == "html"
    assert for_suffix("tex").name == "latex" and for_suffix(".MD").name == "markdown"
    with pytest.raises(UnknownDocument, match=r"\.docx"):
        for_suffix(".rtf")
    with pytest.raises(UnknownDocument, match="latex"):
        get("pdf")
