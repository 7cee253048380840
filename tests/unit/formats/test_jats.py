"""References of JATS: valid ones out, those of publishers in."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.bibnames import OTHERS
from bibtool.formats.format import FormatError
from bibtool.items.item import Item
from bibtool.items.names import Name

JATS = registry.get("jats")
_SCHEMA = "resources/crossref/JATS-journalpublishing1-3d2-mathml3.xsd"
TEXT = st.text(st.sampled_from("Łąka <i></i>&;#%[]{}\"'\n\t0aЖ~|\\"), max_size=12)
ITEMS = st.builds(
    Item,
    st.sampled_from(["book", "chapter", "article-journal", "dataset", "webpage", "", "kolaż"]),
    st.dictionaries(
        st.sampled_from(["author", "editor", "composer"]),
        st.lists(st.builds(Name, TEXT, TEXT, TEXT, suffix=TEXT, literal=TEXT), max_size=2).map(tuple),
        max_size=2,
    ),
    st.just({}),
    st.dictionaries(
        st.sampled_from("title container-title volume edition page URL DOI note language collection-title x".split()),
        TEXT,
    ),
)


@pytest.fixture(scope="module")
def valid() -> Callable[[str], Any]:
    """Validates against the schema of journal publishing (JATS 1.3), which the wheel of commonmeta-py holds."""
    found = importlib.util.find_spec("commonmeta")
    path = Path(found.origin).parent / _SCHEMA if found and found.origin else None
    if path is None or not path.exists():
        pytest.skip("commonmeta-py is not installed")
    document = etree.parse(str(path))
    del document.getroot().attrib["targetNamespace"]  # of the one who keeps the copy; JATS has none
    schema = etree.XMLSchema(document)

    def check(text: str) -> Any:
        schema.validate(etree.fromstring(text.encode()))
        return schema.error_log.last_error

    return check


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(ITEMS, max_size=3), key=st.text(max_size=5))
def test_any_list_is_valid(valid: Callable[[str], Any], items: list[Item], key: str) -> None:
    assert valid(JATS.write([Entry(f"{key}{number}", item) for number, item in enumerate(items)])) is None


def test_a_key_that_is_no_name_in_xml_comes_back() -> None:
    keys = ["10.99999/promy", "2001", "łąka", "łąka ", "a:b", "a-b"]
    back = JATS.read(JATS.write([Entry(key, Item("book")) for key in keys])).entries
    assert [entry.key for entry in back] == keys


ARTICLE = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2//EN" "JATS.dtd" [<!ENTITY x "promy">]>
<article article-type="research-article"><front/><back><ref-list><title>Literatura</title>
<ref id="B1"><label>1</label><element-citation publication-type="journal">
  <person-group person-group-type="author"><name><surname>Łąka</surname><given-names>Ewa</given-names></name>
    <collab>Instytut Rzek</collab><etal/></person-group>
  <article-title>Promy <italic>Canis</italic> i br&oacute;d</article-title><source>Zeszyty</source>
  <year>1998a</year><month>kwiecień</month><day>7</day><volume>7</volume><issue>2</issue>
  <fpage>12</fpage><lpage>19</lpage>
  <pub-id pub-id-type="doi">10.99999/promy</pub-id><pub-id pub-id-type="pmid">77</pub-id>
  <ext-link xlink:href="https://promy.example/1" xmlns:xlink="http://www.w3.org/1999/xlink">tu</ext-link>
  <comment>w druku</comment><season>wiosna</season></element-citation></ref>
<ref id="B2"><mixed-citation publication-type="book"><name><surname>Bród</surname><given-names>J.</given-names></name>
  <chapter-title>Kładki</chapter-title>, w: <source>Księga</source>, <publisher-loc>Toruń</publisher-loc>
  <year>2001</year>,
  dostęp <date-in-citation content-type="access-date" iso-8601-date="2011-05-03">3 V 2011</date-in-citation>
</mixed-citation></ref>
<ref id="B3"><citation-alternatives><mixed-citation>Lis 1</mixed-citation><element-citation publication-type="thesis">
  <source>Rozprawa</source></element-citation></citation-alternatives></ref>
<ref id="B4"><note><p>uwaga</p></note></ref>
</ref-list></back></article>"""


def test_the_references_of_an_article() -> None:
    result = JATS.read(ARTICLE)
    article, chapter, thesis = (entry.item for entry in result.entries)
    assert article.names["author"] == (Name("Łąka", "Ewa"), Name(literal="Instytut Rzek"), OTHERS)
    assert article.get("title") == "Promy <i>Canis</i> i bród"
    assert article.dates["issued"].to_edtf() == "1998-04-07"
    values = [
        article.get(name) for name in ("container-title", "volume", "issue", "page", "DOI", "PMID", "URL", "note")
    ]
    assert values == ["Zeszyty", "7", "2", "12-19", "10.99999/promy", "77", "https://promy.example/1", "w druku"]
    assert (chapter.type, chapter.get("title"), chapter.get("container-title")) == ("chapter", "Kładki", "Księga")
    assert chapter.dates["accessed"].to_edtf() == "2011-05-03"
    assert "dostęp" in chapter.custom["citation"]
    assert (thesis.type, thesis.get("title")) == ("thesis", "Rozprawa")
    assert [entry.key for entry in result.entries] == ["B1", "B2", "B3"]
    assert [(finding.code, finding.args["what"]) for finding in result.findings] == [("BT608", "note")]


def test_a_sentence_without_marked_parts_is_kept_whole_and_told() -> None:
    read = JATS.read(
        '<ref-list><ref id="a"><label>[Lis01]</label><mixed-citation>Lis E. <italic>Promy</italic>. Toruń 2001;'
        '<pub-id pub-id-type="doi">10.99999/x</pub-id></mixed-citation></ref>'
        '<ref id="b"><label>2.</label><mixed-citation><label>2.</label> <name><surname>Kos</surname><given-names>A'
        "</given-names></name>, <source><italic>Łodzie</italic></source>, wydanie drugie.</mixed-citation>"
        "</ref></ref-list>"
    )
    sentence, marked = (entry.item for entry in read.entries)
    assert dict(sentence.text) == {
        "DOI": "10.99999/x",
        "citation-label": "Lis01",
        "note": "Lis E. <i>Promy</i>. Toruń 2001;10.99999/x",
    }
    assert not sentence.custom
    assert marked.get("title") == "Łodzie" and "citation-label" not in marked.text
    assert marked.custom == {"citation": "Kos A, <i>Łodzie</i>, wydanie drugie."}
    assert [(finding.code, finding.args["key"]) for finding in read.findings] == [("BT626", "a")]
    assert JATS.read(JATS.write(read.entries)).entries == read.entries


def test_what_a_date_does_not_hold_is_kept() -> None:
    read = JATS.read(
        "<ref-list><ref><element-citation><year>1987c</year></element-citation></ref>"
        "<ref><element-citation><year>1987</year><month>4</month><season>wiosna</season></element-citation></ref>"
        "<ref><element-citation><year>1987</year><season>wiosna</season></element-citation></ref></ref-list>"
    )
    found = [(entry.item.dates["issued"].to_edtf(), dict(entry.item.custom)) for entry in read.entries]
    assert found == [("1987", {"year": "1987c"}), ("1987-04", {"season": "wiosna"}), ("1987-21", {})]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a/>",
        "<ref-list><ref>",
        "zwykły",
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><ref>&b;</ref>',
        "<ref-list>" * 400,
    ],
)
def test_what_is_no_list_of_references_gets_a_message(text: str) -> None:
    with pytest.raises(FormatError) as error:
        JATS.read(text)
    assert error.value.message


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Jan Lis", Name("Lis", "Jan")),
        ("Lis J.", Name("Lis", "J.")),
        ("Lis JA", Name("Lis", "JA")),
        ("J. A. Lis", Name("Lis", "J. A.")),
        ("Лосев И. И.", Name("Лосев", "И. И.")),
        ("Иван Иванович Лосев", Name("Лосев", "Иван Иванович")),
        ("Ludwig van Beek", Name("Beek", "Ludwig", "van")),
        ("van der Berg, Anna", Name("Berg", "Anna", "van der")),
        ("World Health Organization", Name(literal="World Health Organization")),
        ("Instytut Rzek", Name(literal="Instytut Rzek")),
        ("Platon", Name(literal="Platon")),
        ("Lis A., Kos B.", Name(literal="Lis A., Kos B.")),
        ("Lis, J., Kos, A.", Name(literal="Lis, J., Kos, A.")),
    ],
)
def test_a_name_without_marked_parts_is_a_person_where_that_is_plain(printed: str, name: Name) -> None:
    text = (
        "<ref-list><ref id='r'><element-citation publication-type='book'><person-group person-group-type='author'>"
        f"<string-name>{printed}</string-name></person-group><source>Rzeki</source></element-citation></ref></ref-list>"
    )
    (entry,) = JATS.read(text).entries
    assert entry.item.names["author"] == (name,)
