"""Where a finding stands, and the line under it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.places import Lines, carets
from bibtool.diagnostics.shown import Sources, block, counts, one_line, plain, worst_first
from bibtool.text.spans import Span

TEXT = "pierwszy\r\ndrugi wiersz\nтретья строка\f\nостання"


@pytest.mark.parametrize(
    ("piece", "line", "column"), [("pierwszy", 1, 1), ("wiersz", 2, 7), ("строка", 3, 8), ("остання", 5, 1)]
)
def test_line_column_and_caret(piece: str, line: int, column: int) -> None:
    start = TEXT.index(piece)
    place = Lines(TEXT).place([Span(start, start + len(piece))])
    assert place is not None
    assert (place.line, place.column) == (line, column)
    assert carets(place) == " " * (column - 1) + "^" * len(piece)
    assert piece in place.text


def test_a_span_over_lines_is_marked_on_its_first() -> None:
    place = Lines("ab\ncd").place([Span(1, 5)])
    assert place is not None and place.text == "ab" and carets(place) == " ^"


def test_several_spans_on_a_line() -> None:
    place = Lines("abcdefgh").place([Span(1, 2), Span(4, 6)])
    assert place is not None and carets(place) == " ^  ^^"


def test_a_line_of_many_megabytes_is_cut_around_the_place() -> None:
    source = "x" * 1_000_000 + "HERE" + "y" * 1_000_000
    place = Lines(source).place([Span(1_000_000, 1_000_004)], width=60)
    assert place is not None
    assert len(place.text) <= 62 and place.text[0] == "…" == place.text[-1]
    start = carets(place).index("^")
    assert place.text[start : start + 4] == "HERE"


def test_wide_and_combining_characters_keep_the_caret_below_its_letter() -> None:
    place = Lines("北京e\u0301x").place([Span(4, 5)])
    assert place is not None and carets(place) == "     ^"


def test_control_characters_are_not_sent_to_a_terminal() -> None:
    source = "a\x1b[31mb\tc\u202ed"
    place = Lines(source).place([Span(0, 1)])
    assert place is not None and place.text.isprintable()
    finding = Finding("BT404", {"base": "\x1b[2J", "key": "a\nb"}, (Span(0, 1),), "d")
    text = one_line(finding, Sources({"d": source}), "en")
    assert text.isprintable()


def test_outside_the_text_there_is_no_place() -> None:
    assert Lines("abc").place([]) is None
    assert Lines("abc").place([Span(9, 12)]) is None
    end = Lines("abc").place([Span(3, 3)])
    assert end is not None and carets(end) == "   ^"


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 50), st.integers(10, 100))
def test_any_text_and_span(source: str, start: int, length: int, width: int) -> None:
    place = Lines(source).place([Span(start, start + length)], width)
    assert (place is None) == (start > len(source))
    if place is not None:
        assert "\n" not in place.text and len(place.text) <= width + 2
        assert carets(place).strip(" ^") == ""
        line, column = Lines(source).position(start)
        assert (line, column) == (place.line, place.column)


def test_a_block_and_a_line() -> None:
    finding = Finding("BT404", {"base": "nowak2010", "key": "nowak2010a"}, (Span(10, 15),), "d.txt", "7-2")
    sources = Sources({"d.txt": TEXT}, {("d.txt", "7-2"): "7"})
    assert one_line(finding, sources, "en") == (
        "d.txt:2:1: BT404 info: the key nowak2010 is taken by another work; this one is nowak2010a [note 7]"
    )
    assert plain(block(finding, sources, "en")) == (
        "BT404 info key-taken  d.txt:2:1 [note 7]\n"
        "  the key nowak2010 is taken by another work; this one is nowak2010a\n"
        "      2 | drugi wiersz\n"
        "        | ^^^^^\n"
    )
    unnumbered = Sources({"d.txt": TEXT}, {("d.txt", "7-2"): "7"}, ["d.txt"])
    assert one_line(finding, unnumbered, "en").startswith("d.txt: BT404")


def test_a_supplied_note_points_into_the_supplement() -> None:
    finding = Finding("BT404", {"base": "a", "key": "b"}, (Span(0, 3),), "d.txt", "47")
    sources = Sources({"d.txt": "xxx", "s.jsonl": "\nabc"}, {}, (), {("d.txt", "47"): "s.jsonl"})
    assert one_line(finding, sources, "en").startswith("s.jsonl:1:1:")


def test_the_worst_first_and_counts() -> None:
    findings = [Finding("BT404"), Finding("BT404"), Finding("BT102"), Finding("BT401"), Finding("BT405")]
    assert [f.code for f in worst_first(findings)] == ["BT102", "BT401", "BT404", "BT405", "BT404"]
    assert list(counts(findings).values()) == [1, 1, 3]
