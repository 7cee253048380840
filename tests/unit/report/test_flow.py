"""Text in colour: every letter once, in order, whatever lies over what."""

from hypothesis import given
from hypothesis import strategies as st

from bibtool.report.flow import Stretch, flow
from bibtool.report.seen import Group, Kind, Seen
from bibtool.text.spans import Span

LABELS = {kind.value: kind.value for kind in Kind}
TEXT = "1 A. Kos, <b>Promy</b> & „tratwy”, Lublin 2004, s. 5."


def plain(page: tuple[Stretch, ...]) -> str:
    return "".join(each.text for each in page)


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: Span(*sorted(pair)))
things = st.builds(
    Seen,
    st.sampled_from(Kind),
    st.lists(spans, max_size=3).map(tuple),
    st.text(max_size=3),
    group=st.sampled_from([None, *Group]),
)


@given(st.lists(things, max_size=6))
def test_no_letter_is_lost_or_doubled(found: list[Seen]) -> None:
    assert plain(flow(TEXT, found, LABELS)) == TEXT


def test_a_stretch_says_all_that_lies_over_it() -> None:
    note = Seen(Kind.NOTE, (Span(2, len(TEXT)),), "1")
    author = Seen(Kind.FIELD, (Span(2, 8),), "author", "names-initials-first", Group.NAMES, language="pl")
    page = flow(TEXT, [note, author], LABELS)
    assert Stretch("A. Kos", "note field names", "pl", "author (names-initials-first) · note 1") in page


def test_only_what_is_asked_for_is_shown() -> None:
    assert plain(flow(TEXT, [], LABELS, [Span(2, 8), Span(39, 45)])) == f"{TEXT[2:8]}\n{TEXT[39:45]}"
