"""Which citations are one work, and what becomes of what they print."""

import pytest
from made_citations import back, full, item
from msgspec.structs import replace
from steps import growth

from bibtool.citations.citation import Citation, Kind, Where
from bibtool.entries.build import build
from bibtool.entries.entry import Variant
from bibtool.entries.result import EntriesResult
from bibtool.items.names import Name


def codes(result: EntriesResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_back_references_follow_what_they_refer_to() -> None:
    result = build(
        [
            full("1", "Szlaki stepu", "A. Nowak", "2010"),
            back("2", "1", kind=Kind.IBID, locator="15"),
            full("3", "Rzeki i brody", "B. Lis", "2011"),
            back("4", "1", "Szlaki", locator="20–22"),
            back("5", "2", kind=Kind.IBID),
        ]
    )
    assert [c.key for c in result.citations] == ["nowak2010", "nowak2010", "lis2011", "nowak2010", "nowak2010"]
    first = result.entries[0]
    assert [(m.place.note, m.kind, m.locator) for m in first.mentions] == [
        ("1", "full", ""),
        ("2", "ibid", "15"),
        ("4", "short", "20–22"),
        ("5", "ibid", ""),
    ]
    assert first.variants == (Variant("title", "short", "Szlaki"),)
    assert first.item.get("title-short") == "Szlaki"
    assert codes(result) == []


def test_a_short_title_is_a_beginning_of_the_title() -> None:
    result = build(
        [
            full("1", "Szlaki stepu i ludzie", "A. Nowak", "2010"),
            back("2", "1", "Szlaki…"),
            back("3", "1", "Szlaki stepu…"),
            back("4", "1", "Ludzie"),
        ]
    )
    assert result.entries[0].item.get("title-short") == "Szlaki stepu"
    assert len(result.entries[0].variants) == 3


def test_an_unresolved_back_reference_makes_no_work() -> None:
    result = build([full("1", "Szlaki stepu", "A. Nowak", "2010"), back("2", "", "Inna praca")])
    assert len(result.entries) == 1
    assert result.citations[1].key == ""


@pytest.mark.parametrize(
    ("identifier", "other"),
    [
        ({"DOI": "10.1000/ABC.1"}, {"DOI": "https://doi.org/10.1000/abc.1."}),
        ({"URL": "https://www.example.org/a/1/"}, {"URL": "http://example.org/a/1#top"}),
        ({"ISBN": "83-01-14181-6"}, {"ISBN": "978-83-01-14181-3"}),
    ],
)
def test_an_identifier_joins_spellings_of_one_title(identifier: dict[str, str], other: dict[str, str]) -> None:
    result = build(
        [
            full("1", "Szlaki stepu w XIX wieku", "A. Nowak", "2010", **identifier),
            full("9", "Szlaki stepu w XIX weiku", "A. Nowak", "2010", **other),
        ]
    )
    assert len(result.entries) == 1
    assert set(codes(result)) == {"BT401"}
    assert Variant("title", "other", "Szlaki stepu w XIX weiku") in result.entries[0].variants
    assert result.citations[1].findings == ("BT401",)
    assert result.citations[0].findings == ()


def test_the_same_title_author_and_year_are_one_work_and_its_pages_stay_with_the_mentions() -> None:
    result = build(
        [
            full("1", "Szlaki stepu", "A. Nowak", "2010", locator="12"),
            full("5", "Szlaki  Stepu", "Anna Nowak", "2010", locator="87", accessed="2020-01-05"),
        ]
    )
    (entry,) = result.entries
    assert [m.locator for m in entry.mentions] == ["12", "87"]
    assert entry.mentions[1].accessed == "2020-01-05"
    assert "page" not in entry.item.text
    assert entry.item.names["author"][0].given == "Anna"
    assert Variant("title", "spelling", "Szlaki  Stepu") in entry.variants
    assert codes(result) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # another year, author, journal, volume: another work
        (("Rocznik", "A. Nowak", "2010"), ("Rocznik", "A. Nowak", "2011"), ["BT402"]),
        (("Szlaki stepu", "A. Nowak", "2010"), ("Szlaki stepu", "B. Lis", "2010"), []),
        # a subtitle more: alike, no proof
        (("Szlaki stepu", "A. Nowak", "2010"), ("Szlaki stepu: rzecz o handlu", "A. Nowak", "2010"), ["BT402"]),
        # a misprinted author
        (("Szlaki stepu", "A. Szymański", "2010"), ("Szlaki stepu", "A. Szymanksi", "2010"), ["BT402"]),
        # parts of one series
        (("Szlaki stepu 1", "A. Nowak", "2010"), ("Szlaki stepu 2", "A. Nowak", "2010"), []),
        # no author on one side
        (("Szlaki stepu", "", "2010"), ("Szlaki stepu", "A. Nowak", "2010"), ["BT402"]),
        # untold author and year: nothing to go by
        (("Szlaki stepu", "", ""), ("Szlaki stepu", "", ""), ["BT402"]),
        # one word, no year
        (("Wstęp", "A. Nowak", ""), ("Wstęp", "A. Nowak", ""), ["BT402"]),
    ],
)
def test_what_is_only_alike_stays_apart(
    one: tuple[str, str, str], other: tuple[str, str, str], expected: list[str]
) -> None:
    result = build([full("1", *one), full("2", *other)])
    assert len(result.entries) == 2
    assert [code for code in codes(result) if code != "BT404"] == expected


@pytest.mark.parametrize("variable", ["container_title", "volume", "issue", "edition"])
def test_another_journal_volume_issue_or_edition_is_another_work(variable: str) -> None:
    values = ("Przegląd Wschodni", "Dzieje Najnowsze") if variable == "container_title" else ("1", "2")
    result = build([full(str(i), "Szlaki stepu", "A. Nowak", "2010", **{variable: v}) for i, v in enumerate(values)])
    assert len(result.entries) == 2
    assert "BT402" not in codes(result)


def test_a_reprint_on_another_site_stays_apart_with_a_finding() -> None:
    result = build(
        [
            full("1", "Szlaki stepu", "A. Nowak", "2010", URL="https://a.example/x"),
            full("2", "Szlaki stepu", "A. Nowak", "2010", URL="https://b.example/y"),
        ]
    )
    assert len(result.entries) == 2
    assert "BT402" in codes(result)


def test_one_identifier_with_two_titles_joins_nothing() -> None:
    result = build(
        [
            full("1", "Szlaki stepu", "A. Nowak", "2010", DOI="10.1000/abc"),
            full("2", "Rzeki i brody nad Bugiem", "B. Lis", "2012", DOI="10.1000/abc"),
        ]
    )
    assert len(result.entries) == 2
    (finding,) = result.findings
    assert finding.code == "BT403"
    assert finding.args["identifier"] == "doi:10.1000/abc"
    assert finding.args["note"] == "1"


def test_chapters_share_an_isbn_and_pages_a_site_without_a_finding() -> None:
    result = build(
        [
            full("1", "Szlaki", "A. Nowak", "2010", ISBN="9788301141813", type="chapter"),
            full("2", "Zupełnie inne brody", "B. Lis", "2010", ISBN="9788301141813", type="chapter"),
            full("3", "Pierwsza wiadomość", "", "2011", URL="https://example.org/"),
            full("4", "Druga, całkiem inna", "", "2011", URL="https://example.org"),
        ]
    )
    assert len(result.entries) == 4
    assert codes(result) == []


def test_a_translated_title_joins_by_doi_and_stays_a_variant() -> None:
    result = build(
        [
            full("1", "Степные пути", "А. Новак", "2010", DOI="10.1000/abc", language="ru"),
            full("2", "Roads of the steppe", "A. Nowak", "2010", DOI="10.1000/abc", language="en"),
        ]
    )
    (entry,) = result.entries
    assert Variant("title", "translation", "Roads of the steppe") in entry.variants


def test_most_citations_decide_and_the_other_form_is_told_at_its_note() -> None:
    result = build(
        [
            full("1", "Szlaki stepu", "A. Nowak", "2011", DOI="10.1000/abc"),
            full("2", "Szlaki stepu", "A. Nowak", "2010", DOI="10.1000/abc"),
            full("3", "Szlaki stepu", "A. Nowak", "2010-05", DOI="10.1000/abc"),
        ]
    )
    (entry,) = result.entries
    assert entry.key == "nowak2010"
    assert entry.item.dates["issued"].to_edtf() == "2010-05"
    (finding,) = result.findings
    assert (finding.code, finding.args["variable"], finding.args["note"]) == ("BT401", "issued", "1")


def test_the_latest_access_is_the_works_and_each_mention_keeps_its_own() -> None:
    result = build(
        [
            full("1", "Strona", "", "2010", accessed="2020-03-01", URL="https://example.org/a"),
            full("2", "Strona", "", "2010", accessed="2021-02-01", URL="https://example.org/a"),
        ]
    )
    (entry,) = result.entries
    assert entry.item.dates["accessed"].to_edtf() == "2021-02-01"
    assert [m.accessed for m in entry.mentions] == ["2020-03-01", "2021-02-01"]


def test_the_printed_form_stays_where_letters_were_corrected_and_not_for_line_breaks() -> None:
    corrected = full("1", "Унія в Казахстані", "", "2010", raw={"title": "Унія в Казахсfтані"})
    joined = full("2", "Rzeczpospolita wielu narodów", "", "2010", raw={"title": "Rzecz-\npospo lita wielu\nnarodów"})
    result = build([corrected, joined])
    assert result.entries[0].variants == (Variant("title", "printed", "Унія в Казахсfтані"),)
    assert result.entries[1].variants == ()


def test_the_more_telling_type_wins() -> None:
    result = build(
        [
            full("1", "Szlaki stepu", "A. Nowak", "2010", type="webpage", DOI="10.1000/abc"),
            full("2", "Szlaki stepu", "A. Nowak", "2010", type="webpage", DOI="10.1000/abc"),
            full("3", "Szlaki stepu", "A. Nowak", "2010", type="article-journal", DOI="10.1000/abc"),
        ]
    )
    assert result.entries[0].item.type == "article-journal"


def test_a_document_is_a_work_without_mentions_unless_it_is_cited() -> None:
    own = item("Własny artykuł", "C. Żak", "2023", type="article-journal")
    result = build([full("1", "Szlaki stepu", "A. Nowak", "2010")], {"d": own})
    assert [(e.key, len(e.mentions)) for e in result.entries] == [("nowak2010", 1), ("zak2023", 0)]
    assert [e.key for e in result.cited] == ["nowak2010"]
    cited = build([full("1", "Własny artykuł", "C. Żak", "2023")], {"d": own})
    (entry,) = cited.entries
    assert entry.key == "zak2023" and len(entry.mentions) == 1


def test_works_of_several_documents_are_one_where_evidence_says_so() -> None:
    result = build(
        [
            full("1", "Szlaki stepu", "A. Nowak", "2010", document="a"),
            back("2", "1", kind=Kind.IBID, document="a"),
            full("1", "Rzeki i brody", "B. Lis", "2011", document="b"),
            full("2", "Szlaki stepu", "A. Nowak", "2010", document="b"),
            back("3", "1", kind=Kind.IBID, document="b"),
        ]
    )
    assert [c.key for c in result.citations] == ["nowak2010", "nowak2010", "lis2011", "nowak2010", "lis2011"]


def test_nothing_gives_nothing() -> None:
    result = build([])
    assert result.entries == () and result.citations == () and result.findings == ()


def test_work_grows_with_the_number_of_citations() -> None:
    """A comparison of all pairs would cost four times the linear work."""

    def built(count: int) -> None:
        notes = [
            full(
                str(i),
                f"Praca {'abcdefghij'[i % 10]} o rzece",
                "A. Nowak",
                str(1900 + i % 100),
                URL="https://a.example",
            )
            for i in range(count)
        ]
        assert len(build(notes).citations) == count

    assert growth(built, 500) < 1.5


def _edited(note: str, *editors: Name, **text: str) -> Citation:
    made = full(note, "Moulins et rivières", "", "1994", **text)
    return replace(made, item=replace(made.item, names={"editor": editors} if editors else {}))


_EDITORS = (Name("de La Tour", "Hélène"), Name("Vautrin", "Paul"))


@pytest.mark.parametrize(
    ("one", "other", "works"),
    [
        (_EDITORS, _EDITORS, 1),
        (_EDITORS, (Name("Vautrin", "P."), Name("Tour", "H.", dropping_particle="de La")), 1),
        (_EDITORS, _EDITORS[:1], 1),  # "et al."
        (_EDITORS, (_EDITORS[0], Name("Kos", "Jan")), 2),
        (_EDITORS, (Name("Kos", "Jan"),), 2),
        (_EDITORS, (), 2),
        ((), (), 2),
    ],
)
def test_a_book_without_an_author_is_known_by_its_editors(
    one: tuple[Name, ...], other: tuple[Name, ...], works: int
) -> None:
    result = build([_edited("1", *one, publisher="Gué"), _edited("5", *other, publisher_place="Paris")])
    assert len(result.entries) == works


def test_editors_join_no_two_volumes() -> None:
    assert len(build([_edited("1", *_EDITORS, volume="1"), _edited("5", *_EDITORS, volume="2")]).entries) == 2


def test_a_name_with_its_particle_last_is_the_same_name() -> None:
    one = full("1", "Die Mühlen", "E. Kos", "1898")
    names = ({"author": (Name("von Kos", "E."),)}, {"author": (Name("Kos", "Ernst", dropping_particle="von"),)})
    cited = [
        replace(one, note=note, note_id=note, item=replace(one.item, names=n))
        for note, n in zip("15", names, strict=True)
    ]
    result = build(cited)
    assert (len(result.entries), codes(result)) == (1, [])


def test_what_differs_from_the_list_is_not_told_as_the_same() -> None:
    """A note may leave the editors out; the titles do not differ."""
    listed = replace(_edited("list-1", *_EDITORS), where=Where.LIST)
    result = build([_edited("1"), listed])
    assert codes(result) == ["BT402"]
