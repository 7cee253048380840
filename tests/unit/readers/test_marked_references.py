"""References of JATS and TEI whose parts are marked up are what the markup says; the rest is read."""

import pytest

from bibtool.citations.citation import Citation, Kind, Where
from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.sources import Source

NAME = "<name><surname>{}</surname> <given-names>{}</given-names></name>"
WIR = (
    f'<element-citation publication-type="book"><person-group person-group-type="author">{NAME.format("Lin", "Ewa")}'
    "</person-group><source>Wir i zator</source><year>1980</year><publisher-loc>Hel</publisher-loc><publisher-name>Fala"
    "</publisher-name></element-citation>"
)
JAZ = (
    f'<mixed-citation publication-type="journal">{NAME.format("Sum", "Jan")}, <article-title>Jaz w Ustce'
    "</article-title>, „<source>Brzegi</source>” <year>1991</year>, t. <volume>3</volume>, z. 2, s. 14."
    "</mixed-citation>"
)


def jats(body: str, back: str = "") -> Extraction:
    text = f'<article article-type="research-article"><body>{body}</body><back>{back}</back></article>'
    return extract([Source("artykul.xml", text.encode())])


def tei(body: str) -> Extraction:
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return extract([Source("artykul.xml", text.encode())])


def in_notes(found: Extraction) -> list[Citation]:
    return [one for one in found.citations if one.where is Where.NOTE]


def test_an_element_citation_in_a_note_is_its_elements() -> None:
    (one, two) = in_notes(jats(f"<p>Tak.<fn><p>Zob. {WIR}; por. A. Bobr, Tamy, Nysa 1999, s. 7.</p></fn></p>"))
    assert one.item.names["author"][0].family == "Lin"
    assert (one.item.get("title"), one.item.get("publisher"), one.item.get("publisher-place")) == (
        "Wir i zator",
        "Fala",
        "Hel",
    )
    assert one.is_exact
    assert (two.item.get("title"), two.is_exact) == ("Tamy", False)


def test_what_a_mixed_citation_does_not_mark_is_read() -> None:
    (one,) = in_notes(jats(f"<p>Tak.<fn><p>{JAZ}</p></fn></p>"))
    assert one.is_exact
    assert (one.item.get("title"), one.item.get("container-title")) == ("Jaz w Ustce", "Brzegi")
    assert (one.item.get("volume"), one.item.get("issue"), one.locator) == ("3", "2", "14")
    assert one.fields["title"].rule == "record"
    assert one.fields["issue"].rule != "record"


def test_a_sentence_without_marked_parts_is_read() -> None:
    (one,) = in_notes(jats("<p>Tak.<fn><p><mixed-citation>E. Lin, Wir, Hel 1980, s. 3.</mixed-citation></p></fn></p>"))
    assert one.item.get("title") == "Wir"
    assert not one.is_exact


def test_a_link_to_a_reference_cites_it() -> None:
    refs = f'<ref-list><ref id="b1"><label>1</label>{WIR}</ref><ref id="b2">{JAZ}</ref></ref-list>'
    body = '<p>Tak [<xref ref-type="bibr" rid="b1">1</xref>] i [<xref ref-type="bibr" rid="b1 b2">1, 2</xref>].</p>'
    found = jats(body, refs)
    cited = [one for one in found.citations if one.where is Where.TEXT]
    assert [one.item.get("title") for one in cited] == ["Wir i zator", "Wir i zator", "Jaz w Ustce"]
    assert {entry.item.get("title") for entry in found.cited} == {"Wir i zator", "Jaz w Ustce"}


def test_a_biblstruct_in_a_note_is_its_elements() -> None:
    struct = (
        "<biblStruct><analytic><author><persName><forename>Jan</forename><surname>Sum</surname></persName></author>"
        '<title level="a">Jaz w Ustce</title></analytic><monogr><title level="j">Brzegi</title><imprint><biblScope '
        'unit="volume">3</biblScope><biblScope unit="page" from="11" to="29"/><date when="1991">1991</date></imprint>'
        '</monogr><idno type="DOI">https://doi.org/10.9999/jaz.3</idno></biblStruct>'
    )
    (one,) = in_notes(tei(f'<p>Tak.<note place="foot">Zob. {struct}</note></p>'))
    assert one.item.type == "article-journal"
    assert (one.item.get("title"), one.item.get("container-title")) == ("Jaz w Ustce", "Brzegi")
    assert (one.item.get("volume"), one.item.get("page"), one.item.get("DOI")) == ("3", "11–29", "10.9999/jaz.3")
    assert one.signal == "Zob."


def test_the_parts_of_a_bibl_are_kept_and_the_rest_is_read() -> None:
    bibl = '<bibl><author>E. Lin</author>, <title level="m">Wir i zator</title>, Hel 1980, s. 14</bibl>'
    (one,) = in_notes(tei(f'<p>Tak.<note place="foot">{bibl}.</note></p>'))
    assert one.item.get("title") == "Wir i zator"
    assert one.item.get("publisher-place") == "Hel"
    assert one.item.dates["issued"].year == 1980
    assert one.locator == "14"
    assert one.kind is Kind.FULL


def test_a_link_to_a_bibl_cites_it() -> None:
    body = (
        '<p>Tak (<ref target="#lin">Lin 1980</ref>).</p><listBibl><bibl xml:id="lin"><author>Lin, Ewa</author>. <title>'
        'Wir</title>. <pubPlace>Hel</pubPlace>, <date when="1980">1980</date>.</bibl></listBibl>'
    )
    found = tei(body)
    (one,) = [each for each in found.citations if each.where is Where.TEXT]
    assert one.item.get("publisher-place") == "Hel"
    assert one.item.names["author"][0].given == "Ewa"
    assert one.refers_to is not None and one.refers_to.note_id == "list-1"


ROW = [("Lin", "Wir"), ("Sum", "Jaz"), ("Bobr", "Tamy"), ("Okoń", "Groble")]


@pytest.mark.parametrize("dash", ["–", "-", "—", "‑", " – "])
def test_links_to_the_ends_of_a_row_cite_what_stands_between(dash: str) -> None:
    refs = "".join(
        f'<ref id="b{at}"><label>{at}</label><mixed-citation publication-type="book">{NAME.format(name, "A.")}, '
        f"<source>{title}</source>, <year>1980</year></mixed-citation></ref>"
        for at, (name, title) in enumerate(ROW, 1)
    )
    link = '<xref ref-type="bibr" rid="b{0}">{0}</xref>'
    body = f"<p>Tak [{link.format(1)}{dash}{link.format(3)}]. Nie [{link.format(1)}, {link.format(4)}].</p>"
    cited = [one for one in jats(body, f"<ref-list>{refs}</ref-list>").citations if one.where is Where.TEXT]
    assert [one.item.get("title") for one in cited] == ["Wir", "Jaz", "Tamy", "Wir", "Groble"]
    listed = "".join(
        f'<bibl xml:id="b{at}"><author>{name}, A.</author>. <title>{title}</title>. <date '
        f'when="1980">1980</date>.</bibl>'
        for at, (name, title) in enumerate(ROW, 1)
    )
    link = '<ref target="#b{0}">{0}</ref>'
    body = f"<p>Tak [{link.format(1)}{dash}{link.format(3)}]. Nie [{link.format(1)}, {link.format(4)}].</p>"
    cited = [one for one in tei(f"{body}<listBibl>{listed}</listBibl>").citations if one.where is Where.TEXT]
    assert [one.item.get("title") for one in cited] == ["Wir", "Jaz", "Tamy", "Wir", "Groble"]


def test_notes_of_tables_are_notes_where_the_table_calls_them() -> None:
    table = (
        '<table-wrap><table><tbody><tr><td>Wir<xref ref-type="table-fn" rid="t1">a</xref></td></tr></tbody></table>'
        '<table-wrap-foot><fn id="t1"><label>a</label><p>E. Lin, Wir, Hel 1980, s. 3.</p></fn><fn><p>Dane własne.</p>'
        "</fn></table-wrap-foot></table-wrap>"
    )
    found = jats(f"<p>Tak.</p>{table}")
    (one,) = in_notes(found)
    assert (one.note, one.item.get("title")) == ("a", "Wir")
    assert "Dane własne." in found.documents[0].document.text
