"""Text that knows where it came from."""

from bibtool.text.mapped import Edit, Mapped, concat
from bibtool.text.spans import Span

SOURCE = "adres: rzeki-\n\n80\n\n-i-mosty.html koniec"
PRINTED = (Span(7, 14), Span(19, 33))


def joined() -> Mapped:
    """A page number was taken out of an address, then its parts were joined."""
    assert [SOURCE[s.start : s.end] for s in PRINTED] == ["rzeki-\n", "-i-mosty.html "]
    cut = concat([Mapped.of(SOURCE, 0, 14), Mapped.of(SOURCE, 19)])
    at = cut.text.index("rzeki-")
    return cut.replace([Edit(at, at + len("rzeki-\n-i-mosty.html"), "rzeki-i-mosty.html")])


def test_a_repair_over_a_page_break_stands_for_both_sides() -> None:
    text = joined()
    at = text.text.index("rzeki")
    assert text.spans(at, at + len("rzeki-i-mosty.html")) == (Span(7, 14), Span(19, 32))


def test_a_part_of_it_knows_the_side_that_it_is_from() -> None:
    text = joined()
    at = text.text.index("rzeki")
    assert text.spans(at, at + 2) == (Span(7, 14),)
    end = at + len("rzeki-i-mosty.html")
    assert text.spans(end - 4, end) == (Span(19, 32),)


def test_what_follows_is_where_it_was() -> None:
    text = joined()
    at = text.text.index("koniec")
    assert SOURCE[slice(*text.spans(at, at + 6)[0])] == "koniec"
