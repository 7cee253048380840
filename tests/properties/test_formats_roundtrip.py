"""Whatever an item holds, each format gives it back, and writes the same bytes the second time."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibtool.citations.citation import Citation, Field, Kind, Reference
from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.canonical import canonical
from bibtool.formats.dialect import CSL_TYPES
from bibtool.formats.format import FormatError, Takes
from bibtool.formats.latex import escape, unescape
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.text.spans import Span

NAMES = sorted(name for name, f in registry.formats().items() if f.takes is Takes.ENTRIES and f.readable)

WORDS = st.sampled_from(
    "Wilno МИД Украіна қазақстан and AND others Others de la von Van EU iPhone {МИД} } { \\ \\& \\textbackslash \" ' "
    "'' `` -- --- % # & ~ ^ _ $ , ; : <i>x</i> <b> </i> i Łódź Ўзбек Їжак @article{x, = \\url{a} 12 1–2 XIV 7 a\u0301 "
    "\u00a0 № ... {} {{x}} \\{ \\} csl: json null".split(" ")
)
TEXT = st.one_of(
    st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    st.text(min_size=1, max_size=12),
    st.lists(WORDS, min_size=1, max_size=4).map("".join),
)
NAME = st.one_of(
    st.builds(Name, family=TEXT, given=TEXT),
    st.builds(Name, family=TEXT),
    st.builds(Name, literal=TEXT),
    st.builds(Name, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),
    st.builds(Name, family=TEXT, given=TEXT, particle=st.sampled_from(["de la", "von", "Van der", "д'"]), suffix=TEXT),
)
PART = st.one_of(
    st.tuples(st.integers(-50, 12000)),
    st.tuples(st.integers(1, 2030), st.integers(0, 13)),
    st.tuples(st.integers(1900, 2030), st.integers(1, 12), st.integers(0, 32)),
)
DATE = st.builds(
    Date, st.lists(PART, max_size=2).map(tuple), st.one_of(st.just(""), TEXT), st.booleans(), st.integers(0, 4)
)
ITEM = st.builds(
    Item,
    st.sampled_from(["", "unheard-of", *sorted(CSL_TYPES)]),
    st.dictionaries(
        st.sampled_from(
            ["author", "editor", "translator", "director", "composer", "container-author", "guest", "host"]
        ),
        st.lists(NAME, min_size=1, max_size=3).map(tuple),
        max_size=4,
    ),
    st.dictionaries(
        st.sampled_from(["issued", "accessed", "event-date", "original-date", "submitted"]), DATE, max_size=3
    ),
    st.dictionaries(
        st.sampled_from(
            "title title-short container-title publisher publisher-place URL DOI ISBN ISSN PMID PMCID volume issue "
            "page number edition genre note language abstract keyword collection-title collection-number medium "
            "archive event-title section number-of-pages status version annote".split()
        ),
        st.one_of(
            TEXT,
            st.sampled_from(
                [
                    "pl",
                    "ru-RU",
                    "1234-5679",
                    "978-83-01-00000-1",
                    "76",
                    "LXXVI",
                    "12-15",
                    "https://x.pl/a_b%20c?d=#~{e}",
                ]
            ),
        ),
        max_size=8,
    ),
    st.dictionaries(st.sampled_from(["translated-title", "transliteration", "file", "verbc", "csl"]), TEXT, max_size=2),
)


# To make up an item takes longer than to write and read it: each goes through all formats.
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items=st.lists(ITEM, min_size=1, max_size=3))
def test_an_item_comes_back_and_the_bytes_stay(items: list[Item]) -> None:
    entries = [Entry(f"klucz{n}", item) for n, item in enumerate(items)]
    for name in NAMES:
        form = registry.get(name)
        text = form.write(entries)
        assert text == unicodedata.normalize("NFC", text), name
        back = form.read(text)
        assert [e.key for e in back.entries] == [e.key for e in entries], name
        assert [e.item.to_csl() for e in back.entries] == [canonical(i).to_csl() for i in items], name
        assert form.write(back.entries) == text, name


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=100, deadline=None)
@given(
    text=st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                '@article{ @book( a, title = { } " , year = 2010 # and \n @string{x = "y"} @comment{ ) TY  - ER  - '
                'AU  - [ {"id": 1} null % \\ \\k \\textit{ ~'.split(" ")
            )
        ).map(" ".join),
    )
)
def test_broken_input_raises_at_most_a_format_error(name: str, text: str) -> None:
    form = registry.get(name)
    try:
        back = form.read(text)
    except FormatError as error:
        assert error.message
        return
    again = form.read(form.write(back.entries))
    assert [e.item.to_csl() for e in again.entries] == [canonical(e.item).to_csl() for e in back.entries]


@given(st.text())
def test_latex_escapes_are_read_back(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert unescape(escape(text)) == text


@settings(max_examples=200)
@given(st.lists(WORDS).map(" ".join))
def test_latex_escapes_of_hard_words_are_read_back_and_balanced(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    written = escape(text)
    assert unescape(written) == text
    assert written.count("{") == written.count("}")


SPANS = st.lists(st.builds(Span, st.integers(0, 99), st.integers(100, 200)), max_size=3).map(tuple)
CITATION = st.builds(
    Citation,
    document=TEXT,
    note_id=TEXT,
    note=TEXT,
    index=st.integers(1, 9),
    kind=st.sampled_from(Kind),
    item=ITEM.map(canonical),
    spans=SPANS,
    refers_to=st.none() | st.builds(Reference, TEXT, st.integers(1, 9), TEXT),
    locator=TEXT,
    label=st.sampled_from(["", "page"]),
    signal=TEXT,
    comment=TEXT,
    fields=st.dictionaries(TEXT, st.builds(Field, SPANS, TEXT, TEXT, st.booleans()), max_size=3),
    findings=st.lists(st.sampled_from(["BT301", "BT302"]), max_size=2).map(tuple),
    key=TEXT,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=st.lists(CITATION, min_size=1, max_size=3))
def test_citations_come_back_and_the_bytes_stay(found: list[Citation]) -> None:
    form = registry.get("citations")
    text = form.write(found)
    assert text.count("\n") == len(found)
    back = form.read(text)
    assert not back.findings
    assert list(back.entries) == found
    assert form.write(back.entries) == text
