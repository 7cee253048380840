"""RIS as databases, publishers and reference managers write it."""

from __future__ import annotations

import pytest

from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats import registry, ris
from bibtool.items.item import Item
from bibtool.items.names import Name

RIS = registry.get("ris")


def record(*lines: str, kind: str = "JOUR") -> Item:
    (entry,) = RIS.read("\n".join([f"TY  - {kind}", *lines, "ER  - "])).entries
    return entry.item


@pytest.mark.parametrize(
    ("lines", "whole", "short"),
    [
        (["JF  - Zeszyty Nadwarciańskie", "JO  - Zesz. Nadwarc."], "Zeszyty Nadwarciańskie", "Zesz. Nadwarc."),
        (["JO  - Zesz. Nadwarc.", "T2  - Zeszyty Nadwarciańskie"], "Zeszyty Nadwarciańskie", "Zesz. Nadwarc."),
        (["JO  - Zeszyty Nadwarciańskie", "JA  - Zesz. Nadwarc."], "Zeszyty Nadwarciańskie", "Zesz. Nadwarc."),
        (["T2  - ZESZYTY", "JO  - Zesz."], "ZESZYTY", "Zesz."),
        (["JA  - Zesz. Nadwarc."], "Zesz. Nadwarc.", ""),
        (["JF  - Вестник переправ", "T2  - Вестник переправ"], "Вестник переправ", ""),
        (["JF  - Journal of the Warta Basin", "J2  - J. Warta Basin"], "Journal of the Warta Basin", "J. Warta Basin"),
    ],
)
def test_a_journal_has_its_whole_name_and_its_abbreviation(lines: list[str], whole: str, short: str) -> None:
    item = record("TI  - Promy", *lines)
    assert (item.get("container-title"), item.get("container-title-short")) == (whole, short)
    assert not item.custom


def test_what_is_neither_whole_nor_an_abbreviation_is_kept() -> None:
    item = record("JF  - Kwartalnik promowy", "T2  - Gazeta")
    assert item.get("container-title") == "Kwartalnik promowy"
    assert item.custom == {"T2": "Gazeta"}


def test_t2_of_a_book_is_its_series_and_of_a_paper_the_conference() -> None:
    assert record("TI  - Promy", "T2  - Biblioteka rzek", kind="BOOK").get("collection-title") == "Biblioteka rzek"
    paper = record("TI  - Promy", "T2  - Zjazd flisaków", "C3  - Księga zjazdu", "C1  - Toruń", kind="CPAPER")
    assert paper.get("event-title") == "Zjazd flisaków"
    assert (paper.get("container-title"), paper.get("event-place")) == ("Księga zjazdu", "Toruń")
    assert record("TI  - Promy", "T2  - Księga", kind="CHAP").get("container-title") == "Księga"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["PY  - 1998", "DA  - APR"], "1998-04"),
        (["PY  - 1998", "DA  - APR 7"], "1998-04-07"),
        (["PY  - 1998", "DA  - JUN-JUL"], "1998-06/1998-07"),
        (["PY  - 1998", "DA  - WIN"], "1998-24"),
        (["DA  - 7 kwietnia 1998", "PY  - 1998"], "1998-04-07"),
        (["PY  - 1998", "Y1  - 1998/04/07"], "1998-04-07"),
        (["PY  - 1998///", "DA  - 07.04.1998"], "1998-04-07"),
        (["Y1  - 1998///jesień"], "1998-23"),
        (["PY  - 1997-1998"], "1997/1998"),
        (["DA  - 1998-04-07T12:00:00Z"], "1998-04-07"),
        (["PY  - b.r."], "b.r."),
    ],
)
def test_a_date_is_put_together_from_its_tags(lines: list[str], expected: str) -> None:
    item = record(*lines)
    assert item.dates["issued"].to_edtf() == expected
    assert not item.custom


def test_a_date_of_another_year_is_kept_beside() -> None:
    item = record("PY  - 1998", "DA  - 1997/12/30")
    assert item.dates["issued"].to_edtf() == "1998"
    assert item.custom == {"DA": "1997/12/30"}


def test_every_number_and_address_is_kept() -> None:
    item = record(
        "SN  - 1234-5679 (print)",
        "SN  - 2434-561X",
        "UR  - https://promy.example/1",
        "UR  - https://archiwum.example/web/1999/https://promy.example/1",
        "UR  - https://promy.example/2; https://promy.example/3?a=1;b=2",
        "DO  - https://doi.org/10.99999/promy",
        "DO  - 10.99999/promy.2",
        "AB  - Raz.",
        "AB  - Dwa.",
        "N1  - pierwsza",
        "N1  - druga",
        "LA  - Polish",
        "KW  - prom; rzeka",
        "KW  - bród",
    )
    assert item.get("ISSN") == "1234-5679"
    assert item.get("URL") == "https://promy.example/1"
    assert item.get("archive_location") == "https://archiwum.example/web/1999/https://promy.example/1"
    assert (item.get("DOI"), item.get("language")) == ("10.99999/promy", "pl")
    assert (item.get("abstract"), item.get("note")) == ("Raz.\nDwa.", "pierwsza\ndruga")
    assert item.get("keyword") == "prom, rzeka, bród"
    assert item.custom == {
        "SN": "1234-5679 (print)",
        "other-ISSN": "2434-561X",
        "other-DOI": "10.99999/promy.2",
        "other-URL": "https://promy.example/2; https://promy.example/3?a=1;b=2",
    }


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        (["SP  - 12", "EP  - 19"], "12-19"),
        (["SP  - 12-19"], "12-19"),
        (["SP  - 12", "EP  - 12-19"], "12-19"),
        (["SP  - 12", "EP  - 12"], "12"),
        (["SP  - e77"], "e77"),
    ],
)
def test_pages_are_put_together(lines: list[str], pages: str) -> None:
    assert record(*lines).get("page") == pages


def test_pages_of_a_book_without_an_end_are_its_extent() -> None:
    assert record("SP  - 412", kind="BOOK").get("number-of-pages") == "412"
    assert record("SP  - 45", "EP  - 60", kind="BOOK").get("page") == "45-60"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Łąka, Ewa", [Name("Łąka", "Ewa")]),
        ("Łąka, E.; Bród, J.", [Name("Łąka", "E."), Name("Bród", "J.")]),
        ("Łąka, E. and Bród, J.", [Name("Łąka", "E."), Name("Bród", "J.")]),
        ("Рудин А.Б., Лугов В. Г.", [Name("Рудин", "А.Б."), Name("Лугов", "В. Г.")]),
        ("Рудин Андрей Борисович", [Name("Рудин", "Андрей Борисович")]),
        ("Андрей Борисович Рудин", [Name("Рудин", "Андрей Борисович")]),
        ("А. Б. Рудин", [Name("Рудин", "А. Б.")]),
        ("Rudin A.B.", [Name("Rudin", "A.B.")]),
        ("Łąka, Jan, jr", [Name("Łąka", "Jan", suffix="jr")]),
        ("Łąka, E.,", [Name("Łąka", "E.")]),
        ("Instytut Rzek i Promów", [Name(literal="Instytut Rzek i Promów")]),
        ("Общество любителей словесности", [Name(literal="Общество любителей словесности")]),
        ("IRP,", [Name(literal="IRP")]),
        ("Łąka", [Name("Łąka")]),
    ],
)
def test_names_in_a_line(value: str, names: list[Name]) -> None:
    assert list(record(f"AU  - {value}").names["author"]) == names


def test_tags_in_another_spacing_are_tags_and_prose_is_prose() -> None:
    text = (
        "TY  - JOUR\nTI  - Promy\nAU  -Łąka, E\nPY- 1998\nVL  -  7\nAB  - Najpierw tak.\n\nAU - to nie autor\n"
        "TY  - to nie typ\ner  - \nTY - BOOK\nTI - Brody\nER -\n"
    )
    result = RIS.read(text)
    first, second = (entry.item for entry in result.entries)
    assert first.names["author"] == (Name("Łąka", "E"),)
    assert first.dates["issued"].to_edtf() == "1998" and first.get("volume") == "7"
    assert first.get("abstract") == "Najpierw tak. AU - to nie autor TY  - to nie typ"
    assert (second.type, second.get("title")) == ("book", "Brody")
    assert codes(result.findings) == ["BT609", "BT609"]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_record_without_ty_or_er_is_told_and_kept() -> None:
    result = RIS.read("TI  - Bez typu\nPY  - 1998\nER  - \nTY  - BOOK\nTI  - Bez końca\n")
    assert [entry.item.get("title") for entry in result.entries] == ["Bez typu", "Bez końca"]
    assert [f.args["problem"] for f in result.findings if f.code == "BT602"] == ["TY is missing", "ER is missing"]


def test_entries_without_a_key_are_called_by_author_and_year() -> None:
    text = "".join(f"TY  - BOOK\n{key}AU  - Łąka, E.\nPY  - 1998\nER  - \n" for key in ("", "ID  - laka1998\n", ""))
    result = RIS.read(text)
    assert [entry.key for entry in result.entries] == ["laka1998a", "laka1998", "laka1998b"]
    assert codes(result.findings) == ["BT609", "BT609"]


def test_a_class_of_a_database_is_no_genre() -> None:
    assert record("M3  - Article").custom == {"M3": "Article"}
    assert record("M3  - praca magisterska", kind="THES").get("genre") == "praca magisterska"
    assert record("M3  - esej").get("genre") == "esej"


def test_a_report_has_its_number() -> None:
    assert record("SN  - 7/98", kind="RPRT").get("number") == "7/98"
    assert record("SN  - 7/98", "M1  - 3", kind="RPRT").custom == {"SN": "7/98"}


def test_names_that_are_left_out_are_others() -> None:
    item = record("AU  - Łąka, E.", "AU  - et al.")
    assert item.names["author"][1] == Name(literal="others")
    assert "AU  - et al.\n" in RIS.write([Entry("a", item)])


@pytest.mark.parametrize(
    ("line", "expected"), [("1998/04//wiosna", "1998-04"), ("1998///Wielkanoc", "1998"), ("1998//07/", "1998")]
)
@pytest.mark.parametrize(("tag", "name"), [("PY", "issued"), ("Y1", "issued"), ("Y2", "accessed")])
def test_what_a_date_of_ris_holds_beside_the_day_is_kept(tag: str, name: str, line: str, expected: str) -> None:
    item = record(f"{tag}  - {line}")
    kept = "Y2" if tag == "Y2" else "PY"
    read = item.dates[name].to_edtf()
    assert read == line or (read == expected and item.custom == {kept: line})


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [("41-49", "49", "41-49"), ("141-9", "149", "141-9"), ("e4-e9", "e9", "e4-e9"), ("A-4", "A-9", "A-4-A-9")],
)
def test_a_range_that_stands_whole_is_not_made_longer(first: str, last: str, expected: str) -> None:
    assert record(f"SP  - {first}", f"EP  - {last}").get("page") == expected


def test_addresses_behind_a_semicolon_are_addresses() -> None:
    item = record("UR  - http://ul.example/1;https://rój.example/2")
    assert (item.get("URL"), item.custom) == ("http://ul.example/1", {"other-URL": "https://rój.example/2"})
    assert record("UR  - http://ul.example/1;v=2").get("URL") == "http://ul.example/1;v=2"


def test_what_publishers_say_twice_stands_once() -> None:
    text = (
        "TY  - JOUR\nID  - a\nN1  - doi: 10.99999/a\nN1  - uwaga\nDO  - 10.99999/a\nN2  - O rzece.\nAB  - O rzece.\n"
        "SN  - 24340561\nY1  - 2015/october\nER  - \n"
    )
    (entry,) = RIS.read(text).entries
    item = entry.item
    assert [item.get(name) for name in ("note", "abstract", "ISSN")] == ["uwaga", "O rzece.", "2434-0561"]
    assert item.dates["issued"].to_edtf() == "2015-10"


def test_tags_that_are_no_variable_are_written_as_they_were_read() -> None:
    lines = [
        "L1  - http://a.test/x.pdf",
        "L1  - http://a.test/y.pdf",
        "L2  - b",
        "M2  - 5",
        "U1  - u",
        "C1  - c",
        "CA  - x",
    ]
    text = "\n".join(["TY  - JOUR", "ID  - a", "TI  - Promy", *lines, "ER  - ", ""])
    written = ris.write(ris.read(text).entries)
    assert sorted(written.splitlines()) == sorted(text.splitlines())
    assert not ris.hidden(ris.read(text).entries[0])


def test_the_place_of_a_conference_is_written_where_it_was_read() -> None:
    text = "TY  - CPAPER\nID  - b\nTI  - Promy\nC1  - Łódź\nER  - \n"
    assert "\nC1  - Łódź\n" in ris.write(ris.read(text).entries)
    assert "N1" not in ris.write(ris.read(text).entries)


def test_keywords_without_spaces_become_a_tag_each() -> None:
    from bibtool.formats import biblatex

    entries = biblatex.read("@misc{a, title={T}, keywords={promy,rzeki, brody,}}").entries
    assert [line[6:] for line in ris.write(entries).splitlines() if line.startswith("KW")][:2] == ["promy", "rzeki"]
