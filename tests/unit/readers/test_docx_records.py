"""Records of reference managers and of Word in a DOCX: such a citation is what its record says."""

import base64
import json
from typing import Any

import pytest
from docx_files import call, control, docx, field, note, paragraph, run

from bibtool.citations.citation import Citation, Kind
from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.sources import Source

MOSTY = {
    "id": 7,
    "type": "book",
    "title": "Mosty nad Bzurą",
    "author": [{"family": "Wilk", "given": "Zofia"}],
    "publisher": "Nurt",
    "publisher-place": "Łowicz",
    "issued": {"date-parts": [["1988"]]},
}
BROD = {
    "id": 8,
    "type": "article-journal",
    "title": "Brody i przeprawy",
    "container-title": "Rocznik Rzeczny",
    "volume": "4",
    "page": "11-29",
    "author": [{"family": "Żuraw", "given": "Piotr"}],
    "issued": {"date-parts": [[2003]]},
}


def cited(*items: dict[str, Any], **more: str) -> dict[str, Any]:
    rows = [{"id": one["id"], "uris": [f"http://refs.example/{one['id']}"], "itemData": one, **more} for one in items]
    return {"citationID": "q", "properties": {}, "citationItems": rows}


def zotero(*items: dict[str, Any], **more: str) -> str:
    return f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(cited(*items, **more), ensure_ascii=False)}"


def read(body: str, footnotes: str = "", extra: dict[str, str] | None = None) -> Extraction:
    return extract([Source("praca.docx", docx(body, footnotes=footnotes, extra=extra))])


def of_note(*content: str) -> tuple[list[Citation], list[str]]:
    """The citations and findings of one note that holds the content."""
    found = read(paragraph(run("Zdanie."), call(1)), note(1, *content))
    return list(found.citations), [finding.code for finding in found.findings]


def test_a_record_is_taken_as_it_is() -> None:
    (one,), findings = of_note(field(zotero(MOSTY, locator="5"), run("Z. Wilk, Mosty nad Bzurą, Łowicz 1988, s. 5.")))
    assert one.is_exact
    assert one.item.get("publisher") == "Nurt"  # in the record only
    assert one.fields["publisher"].inferred
    assert one.fields["title"].raw == "Mosty nad Bzurą"
    assert one.fields["record"].raw.startswith("Z. Wilk")
    assert (one.locator, one.label) == ("5", "page")
    assert one.unread == ()
    assert "BT318" not in findings


def test_words_around_a_field_are_read_as_ever() -> None:
    printed = "Z. Wilk, Mosty nad Bzurą, Łowicz 1988"
    (one, two), _ = of_note(
        run("Zob. "), field(zotero(MOSTY), run(printed)), run(", s. 45; inaczej A. Bobr, Tamy, Nysa 1999, s. 7.")
    )
    assert (one.signal, one.locator, one.is_exact) == ("Zob.", "45", True)
    assert (two.item.get("title"), two.is_exact) == ("Tamy", False)


@pytest.mark.parametrize(
    "printed",
    [
        "Z. Wilk, Mosty nad Bzurą, Łowicz 1988; P. Żuraw, Brody i przeprawy, „Rocznik Rzeczny” 2003, t. 4, s. 11–29.",
        "Wilk 1988; Żuraw 2003",
        "[7; 8]",
        "[7, 8]",
    ],
)
def test_every_record_of_a_field_is_a_citation(printed: str) -> None:
    found, _ = of_note(field(zotero(MOSTY, BROD), run(printed)))
    assert [one.item.get("title") for one in found] == ["Mosty nad Bzurą", "Brody i przeprawy"]
    assert all(one.spans for one in found)


def test_later_citations_of_a_record_refer_to_the_first() -> None:
    notes = [
        note(1, field(zotero(MOSTY), run("Z. Wilk, Mosty nad Bzurą, Łowicz 1988."))),
        note(2, field(zotero(MOSTY, locator="9"), run("Tamże, s. 9."))),
        note(3, field(zotero(BROD), run("P. Żuraw, Brody i przeprawy, „Rocznik Rzeczny” 2003, t. 4, s. 11–29."))),
        note(4, field(zotero(MOSTY, locator="12"), run("Wilk, Mosty, s. 12."))),
        note(5, run("Z. Wilk, Mosty nad Bzurą, s. 30.")),
    ]
    found = read(paragraph(*(call(number) for number in range(1, 6))), "".join(notes))
    kinds = [(one.kind, one.refers_to.note if one.refers_to else "") for one in found.citations]
    assert kinds == [(Kind.FULL, ""), (Kind.IBID, "1"), (Kind.FULL, ""), (Kind.SHORT, "1"), (Kind.SHORT, "1")]
    assert [len(entry.mentions) for entry in found.cited] == [4, 1]


def test_what_print_has_otherwise_is_told() -> None:
    (one,), findings = of_note(field(zotero(MOSTY, locator="5"), run("Z. Wilk, Mosty nad Bzurą, Łowicz 1989, s. 6.")))
    assert one.item.dates["issued"].year == 1988
    assert findings.count("BT318") == 2  # the year and the page


def test_the_running_text_cites_too() -> None:
    body = paragraph(
        run("Jak wiadomo "), field(zotero(MOSTY, locator="5"), run("(Wilk 1988, 5)")), run(" i jak wyżej "),
        field(zotero(MOSTY), run("(Wilk 1988)")), run("."),
    )  # fmt: skip
    found = read(body)
    assert [(one.note_id, one.index, one.kind, one.locator) for one in found.citations] == [
        ("text-1", 1, Kind.FULL, "5"),
        ("text-2", 1, Kind.AUTHOR_DATE, ""),
    ]
    (entry,) = found.cited
    assert entry.item.get("title") == "Mosty nad Bzurą"
    assert len(entry.mentions) == 2


def test_a_content_control_holds_a_record() -> None:
    code = base64.b64encode(json.dumps(cited(MOSTY), ensure_ascii=False).encode()).decode()
    (one,), _ = of_note(control(f"MENDELEY_CITATION_v3_{code}", run("Wilk, Mosty nad Bzurą (1988)")))
    assert one.item.get("publisher") == "Nurt"


def test_citavi_writes_its_own_json() -> None:
    reference = {
        "$id": "3",
        "ReferenceType": "JournalArticle",
        "Title": "Brody",
        "Subtitle": "przeprawy przez Wkrę",
        "Authors": [{"$id": "4", "FirstName": "Piotr", "LastName": "Żuraw"}],
        "Periodical": {"$id": "5", "Name": "Rocznik Rzeczny"},
        "Volume": "4",
        "Year": "2003",
        "PageRange": "<sp><n>11</n></sp><ep><n>29</n></ep><os>11-29</os>",
    }
    data = {
        "$id": "1",
        "Entries": [
            {"$id": "2", "ReferenceId": "r", "PageRange": {"OriginalString": "12"}, "Reference": reference},
            {"$id": "9", "ReferenceId": "r", "Reference": {"$ref": "3"}},
        ],
    }
    code = base64.b64encode(json.dumps(data).encode()).decode()
    (one, two), _ = of_note(field(f"ADDIN CitaviPlaceholder{{{code}}}", run("Żuraw 2003, 12; Żuraw 2003")))
    assert one.item.get("title") == "Brody: przeprawy przez Wkrę"
    assert one.item.get("container-title") == "Rocznik Rzeczny"
    assert one.item.get("page") == "11-29"
    assert one.locator == "12"
    assert two.item == one.item


SOURCES = (
    '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source><b:Tag>Wil88'
    "</b:Tag><b:SourceType>Book</b:SourceType><b:Author><b:Author><b:NameList><b:Person><b:Last>Wilk</b:Last><b:First>"
    "Zofia</b:First></b:Person></b:NameList></b:Author></b:Author><b:Title>Mosty nad Bzurą</b:Title><b:Year>1988"
    "</b:Year><b:City>Łowicz</b:City><b:Publisher>Nurt</b:Publisher></b:Source><b:Source><b:Tag>Urz01</b:Tag>"
    "<b:SourceType>InternetSite</b:SourceType><b:Author><b:Author><b:Corporate>Urząd Brzegu</b:Corporate></b:Author>"
    "</b:Author><b:Title>Stany wód</b:Title><b:Year>2001</b:Year><b:URL>http://wody.example/</b:URL></b:Source>"
    "</b:Sources>"
)


@pytest.mark.parametrize("simple", [True, False])
def test_word_keeps_sources_beside_the_text(simple: bool) -> None:
    code = 'CITATION Wil88 \\p "12-14" \\l 1045 \\m Urz01'
    printed = run("(Wilk, 1988, s. 12-14; Urząd Brzegu, 2001)")
    quoted = code.replace('"', "&quot;")
    inner = f'<w:fldSimple w:instr=" {quoted} ">{printed}</w:fldSimple>' if simple else field(code, printed)
    found = read(paragraph(run("Wiadomo "), f"<w:sdt><w:sdtPr><w:citation/></w:sdtPr><w:sdtContent>{inner}"
                           "</w:sdtContent></w:sdt>"), extra={"customXml/item1.xml": SOURCES})  # fmt: skip
    one, two = found.citations
    assert (one.item.type, one.item.get("publisher"), one.locator) == ("book", "Nurt", "12-14")
    assert two.item.names["author"][0].literal == "Urząd Brzegu"


@pytest.mark.parametrize(
    "code",
    [
        "ADDIN ZOTERO_ITEM CSL_CITATION {broken",
        'ADDIN CSL_CITATION {"citationItems": [{"id": 1, "uris": ["http://refs.example/1"]}]}',
        "ADDIN CitaviPlaceholder{%%%%}",
        "ADDIN CSL_CITATION " + '{"a":' * 5000,
        "CITATION Nikt00 \\l 1045",
    ],
)
def test_a_field_without_a_record_is_read_as_printed(code: str) -> None:
    (one,), findings = of_note(field(code, run("Z. Wilk, Mosty nad Bzurą, Łowicz 1988, s. 5.")))
    assert not one.is_exact
    assert one.item.get("title") == "Mosty nad Bzurą"
    assert "BT122" in findings


@pytest.mark.parametrize(
    "data",
    [
        {"Entries": 5},
        {"Entries": [{"Reference": {"Title": "T", "Authors": "x", "Publishers": 5, "ParentReference": {"$ref": "9"}}}]},
        {"Entries": [{"Reference": {"$id": "1", "$ref": "1"}}]},
    ],
)
def test_odd_shapes_of_citavi_do_no_harm(data: dict[str, Any]) -> None:
    code = base64.b64encode(json.dumps(data).encode()).decode()
    (one,), _ = of_note(
        field(f"ADDIN CitaviPlaceholder{{{code}}}", run("Z. Wilk, Mosty nad Bzurą, Łowicz 1988, s. 5."))
    )
    assert one.spans


@pytest.mark.parametrize(
    "rows",
    [
        [],
        {"citationItems": {}},
        {"citationItems": [None, 5]},
        {"citationItems": [{"itemData": {"title": {"a": 1}, "author": "x", "issued": 5}, "locator": {}, "uris": [5]}]},
        {"citationItems": [{"itemData": {"title": "T", "author": [[1], {"family": 3}], "issued": {"date-parts": 9}}}]},
    ],
)
def test_odd_shapes_of_csl_do_no_harm(rows: object) -> None:
    printed = run("Z. Wilk, Mosty nad Bzurą, Łowicz 1988, s. 5.")
    (one,), _ = of_note(field(f"ADDIN CSL_CITATION {json.dumps(rows)}", printed))
    assert one.spans


@pytest.mark.parametrize("part", ["<b:Sources", '<!DOCTYPE a [<!ENTITY a "x">]><a>&a;</a>', ""])
def test_damaged_sources_leave_the_text(part: str) -> None:
    found = read(
        paragraph(run("Zdanie "), field("CITATION Wil88", run("(Wilk 1988)")), call(1)),
        note(1, run("Z. Wilk, Mosty nad Bzurą, Łowicz 1988, s. 5.")),
        {"customXml/item1.xml": part},
    )
    assert not found.refused
    assert "BT122" in [finding.code for finding in found.findings]


def endnote(pages: str = "", kind: str = "Book", more: str = "") -> str:
    record = (
        f'<record><rec-number>3</rec-number><ref-type name="{kind}">6</ref-type><contributors><authors>'
        "<author><style>Wilk, Zofia</style></author><author>Liga Rzeczna,</author></authors></contributors>"
        f"<titles><title><style>Mosty nad Bzurą</style></title>{more}</titles><dates><year>1988</year></dates>"
        "<pub-location>Łowicz</pub-location><publisher>Nurt</publisher></record>"
    )
    return f"<EndNote><Cite><Author>Wilk</Author><Pages>{pages}</Pages>{record}</Cite></EndNote>"


SHOWN = "Z. Wilk, Mosty nad Bzurą, Łowicz 1988, s. 5."


def test_a_record_of_endnote_is_taken_from_its_code() -> None:
    (one,), findings = of_note(field(f"ADDIN EN.CITE {endnote('5')}", run(SHOWN)))
    assert one.is_exact
    assert findings == []
    assert [(name.family, name.given, name.literal) for name in one.item.names["author"]] == [
        ("Wilk", "Zofia", ""),
        ("", "", "Liga Rzeczna"),
    ]
    assert (one.item.type, one.item.get("title"), one.item.get("publisher")) == ("book", "Mosty nad Bzurą", "Nurt")


def test_a_long_record_of_endnote_is_taken_from_the_data_of_its_field() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
    data = f"<w:fldData>{base64.b64encode(endnote('5').encode()).decode()}</w:fldData>"
    inner = char.format("begin", data) + code.format("ADDIN EN.CITE.DATA") + char.format("end", "")
    begun = char.format("begin", "") + code.format("ADDIN EN.CITE")
    (one,), findings = of_note(begun + inner + char.format("separate", "") + run(SHOWN) + char.format("end", ""))
    assert one.is_exact
    assert findings == []


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("Journal Article", "<secondary-title>Rocznik</secondary-title>", ("article-journal", "Rocznik", "")),
        ("Book Section", "<secondary-title>Księga</secondary-title><tertiary-title>Wody</tertiary-title>",
         ("chapter", "Księga", "Wody")),
        ("Book", "<secondary-title>Wody</secondary-title>", ("book", "", "Wody")),
        ("A Sort Of One's Own", "", ("document", "", "")),
    ],
)  # fmt: skip
def test_what_a_field_of_endnote_means_depends_on_the_type(kind: str, more: str, expected: tuple[str, ...]) -> None:
    (one,), _ = of_note(field(f"ADDIN EN.CITE {endnote('5', kind, more)}", run(SHOWN)))
    assert (one.item.type, one.item.get("container-title"), one.item.get("collection-title")) == expected


@pytest.mark.parametrize(
    "record", ["", "<EndNote><Cite></Cite></EndNote>", "<EndNote><Cite>", "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;"]
)
def test_a_damaged_record_of_endnote_is_told_and_read_as_printed(record: str) -> None:
    found, findings = of_note(field(f"ADDIN EN.CITE {record}", run(SHOWN)))
    assert [one.is_exact for one in found] == [False]
    assert "BT122" in findings


def bookmarked(name: str, *content: str) -> str:
    return f'<w:bookmarkStart w:id="8" w:name="{name}"/>{"".join(content)}<w:bookmarkEnd w:id="8"/>'


def properties(name: str, code: str) -> dict[str, str]:
    pieces = [code[at : at + 60] for at in range(0, len(code), 60)]
    shown = [piece.replace("&", "&amp;").replace("<", "&lt;") for piece in pieces]
    rows = "".join(f'<property name="{name}_{at}"><vt>{piece}</vt></property>' for at, piece in enumerate(shown, 1))
    return {"docProps/custom.xml": f"<Properties>{rows}</Properties>"}


@pytest.mark.parametrize("name", ["ZOTERO_BREF_Qq1", "Mendeley_Bookmark_a_b"])
def test_records_of_bookmarks_stand_in_the_properties_of_the_document(name: str) -> None:
    code = zotero(MOSTY, locator="5").removeprefix("ADDIN ")
    body = paragraph(run("Zdanie."), call(1))
    found = read(body, note(1, bookmarked(name, run(SHOWN))), properties(name, code))
    assert [one.is_exact for one in found.citations] == [True]


def test_a_bookmark_of_a_reference_manager_without_its_record_is_told() -> None:
    found, findings = of_note(bookmarked("ZOTERO_BREF_Qq1", run(SHOWN)))
    assert [one.is_exact for one in found] == [False]
    assert findings == ["BT122"]


def test_other_bookmarks_say_nothing() -> None:
    _, findings = of_note(bookmarked("_Ref12345", run(SHOWN)))
    assert findings == []
