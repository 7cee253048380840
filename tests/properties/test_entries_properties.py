"""Whatever notes cite: every full citation is a mention of exactly one work, keys are unique, nothing depends on
anything but the citations."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bibtool.citations.citation import Citation, Kind, Reference
from bibtool.entries.build import build
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name

# Few values, so that works meet.
TITLES = ["", "Szlaki stepu", "Szlaki stepu: rzecz o handlu", "Szlaki  Stepu", "Степные пути", "Wstęp", "Szlaki stpeu"]
WORDS = {
    "DOI": ["", "10.1000/abc", "10.1000/ABC", "10.1000/def"],
    "URL": ["", "https://a.example/1", "http://www.a.example/1/", "https://b.example/2", "https://a.example"],
    "ISBN": ["", "9788301141813", "83-01-14181-6"],
    "container-title": ["", "Przegląd Rzeczny", "Rzeki"],
    "volume": ["", "1", "2"],
    "page": ["", "1–20", "5"],
    "language": ["", "pl", "ru"],
}


@st.composite
def notes(draw: st.DrawFn) -> list[Citation]:
    found: list[Citation] = []
    for number in range(draw(st.integers(0, 12))):
        note = str(number + 1)
        kind = draw(st.sampled_from([Kind.FULL, Kind.FULL, Kind.FULL, Kind.SHORT, Kind.IBID]))
        text = {variable: draw(st.sampled_from(values)) for variable, values in WORDS.items()}
        text["title"] = draw(st.sampled_from(TITLES))
        author = draw(st.sampled_from(["", "Nowak", "Новак", "Lis"]))
        year = draw(st.sampled_from([0, 2010, 2011]))
        item = Item(
            draw(st.sampled_from(["", "book", "article-journal", "webpage"])),
            {"author": (Name(author, "A."),)} if author else {},
            {"issued": Date(((year,),))} if year else {},
            {k: v for k, v in text.items() if v},
        )
        target = None
        if kind is not Kind.FULL and found and draw(st.booleans()):
            target = draw(st.sampled_from(found)).place
        document = draw(st.sampled_from(["a", "b"])) if kind is Kind.FULL else "a"
        place = Reference(note, 1, note)
        locator = draw(st.sampled_from(["", "5", "1–20"]))
        found.append(
            Citation(document, place.note_id, note, 1, kind, item, (), target, locator, "page" if locator else "")
        )
    return found


@settings(max_examples=150, deadline=None)
@given(notes())
def test_every_full_citation_is_a_mention_of_one_work(citations: list[Citation]) -> None:
    result = build(citations)
    mentioned = Counter((m.document, m.place.note_id, m.place.index) for e in result.entries for m in e.mentions)
    assert set(mentioned.values()) <= {1}
    keys = [e.key for e in result.entries]
    assert len({key.casefold() for key in keys}) == len(keys)
    assert all(e.mentions for e in result.entries)
    assert len(result.citations) == len(citations)
    for before, after in zip(citations, result.citations, strict=True):
        place = (before.document, before.note_id, before.index)
        assert (place in mentioned) == bool(after.key)
        assert after.key or before.kind is not Kind.FULL
        assert after.item == before.item, "what a citation prints is never changed"
        assert after.key in keys or not after.key
    assert sum(mentioned.values()) == sum(bool(c.key) for c in result.citations)


@settings(max_examples=60, deadline=None)
@given(notes())
def test_the_same_citations_give_the_same_works_and_more_notes_change_no_key(citations: list[Citation]) -> None:
    result = build(citations)
    assert build(citations) == result
    fewer = build(citations[:-1])
    # a later note may complete a work (its year, its author); where it leaves the earlier works as they were, so are
    # their keys
    if [e.item for e in fewer.entries] == [e.item for e in result.entries[: len(fewer.entries)]]:
        assert [e.key for e in fewer.entries] == [e.key for e in result.entries[: len(fewer.entries)]]


@settings(max_examples=60, deadline=None)
@given(notes())
def test_findings_point_at_citations_and_can_be_said(citations: list[Citation]) -> None:
    from bibtool.diagnostics.catalogue import UI_LANGUAGES, sentence

    result = build(citations)
    places = {(c.document, c.note_id, c.index) for c in citations}
    for finding in result.findings:
        assert (finding.document, finding.note_id, finding.index) in places
        assert all(sentence(finding, ui) for ui in UI_LANGUAGES)
