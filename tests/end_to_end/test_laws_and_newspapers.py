"""Acts and issues of newspapers rewritten in the Polish styles: no year, number or day goes."""

import json

import pytest
from commands import bibtool

from bibtool.cli.app import main

NOTES = (
    "Ustawa z dnia 3 maja 1922 r., Dz.U. nr 41 poz. 250.",
    "Dz.U. 1922 nr 41 poz. 250.",
    "„Goniec Nadbużański”, 2 marca 1913, nr 12, s. 4.",
)
STYLES = ("polska-humanistyka-przypisy", "sprawy-miedzynarodowe", "chicago-przypisy-pl", "pn-iso-690-przypisy")


@pytest.mark.parametrize("style", STYLES)
def test_nothing_of_them_is_lost(style: str, tmp_path, capsys) -> None:
    source = tmp_path / "notes.jsonl"
    rows = (json.dumps({"number": str(number), "text": text}) for number, text in enumerate(NOTES, 1))
    source.write_text("\n".join(rows), encoding="utf-8")
    assert main(["format", str(source), "--from", "notes", "--as", "notes", "--style", style]) == 0
    act, journal, newspaper = capsys.readouterr().out.splitlines()[-3:]
    assert "nr 41 poz. 250" in act and "3 maja 1922" in act
    assert "Dz.U. 1922 nr 41 poz. 250" in journal
    assert "2 marca 1913" in newspaper or "2 III 1913" in newspaper


RULINGS = (
    ("Uchwała SN z 20 maja 2005 r., III CZP 18/05, OSNC 2006, nr 4, poz. 63.", "OSNC 2006, nr 4, poz. 63"),
    ("Wyrok TK z dnia 24 października 2000 r., K 12/00, OTK 2000, nr 7, poz. 255.", "OTK 2000, nr 7, poz. 255"),
    ("Holt v. Mill Creek, 384 U.S. 436 (1966).", "384 U.S. (1966)"),
    ("Holt v. Mill Creek, 410 U.S. 113, 118 (1973).", "410 U.S. 113 (1973)"),
)


@pytest.mark.parametrize("style", STYLES[2:])
@pytest.mark.parametrize(("note", "collection"), RULINGS)
def test_a_collection_has_its_own_year_and_issue(style: str, note: str, collection: str, tmp_path, capsys) -> None:
    source = tmp_path / "notes.jsonl"
    source.write_text(json.dumps({"number": "1", "text": note}), encoding="utf-8")
    assert main(["format", str(source), "--from", "notes", "--as", "notes", "--style", style]) == 0
    ran = capsys.readouterr()
    assert collection in ran.out.splitlines()[-1]
    assert "BT675" not in ran.err


ACT = "Ustawa z dnia 3 maja 1922 r. o brodach, Dz.U. 1922 nr 41 poz. 250."
LISTS = ("pn-iso-690", "pn-iso-690-numeryczny", "pn-iso-690-autor-rok", "apa-7-pl", "gost-r-7-0-100-2018")
OTHERS = ("apa", "chicago-notes-bibliography", "modern-language-association")


@pytest.mark.parametrize("style", [*LISTS, *OTHERS])
def test_a_list_has_all_of_where_an_act_was_published(style: str, tmp_path, capsys) -> None:
    source = tmp_path / "notes.jsonl"
    source.write_text(json.dumps({"number": "1", "text": ACT}), encoding="utf-8")
    assert main(["format", str(source), "--from", "notes", "--style", style]) == 0
    ran = capsys.readouterr()
    entry = ran.out.splitlines()[-1]
    if style in OTHERS or not style.startswith("gost"):
        assert "Dz.U. 1922 nr 41 poz. 250" in entry
    assert entry.count("250") == 1 and "41" in entry and "Pub. L." not in entry and "BT675" not in ran.err


def test_an_american_law_stays_one(tmp_path, capsys) -> None:
    law = {"id": "a", "type": "legislation", "language": "en-US", "title": "Ferries Act", "number": "107",
           "container-title": "Stat.", "volume": "115", "page": "1425", "issued": {"date-parts": [[2002]]}}  # fmt: skip
    source = tmp_path / "a.json"
    source.write_text(json.dumps([law]), encoding="utf-8")
    assert main(["format", str(source), "--style", "apa"]) == 0
    assert "Pub. L. No. 107, 115 Stat. 1425 (2002)" in capsys.readouterr().out


LONG = (
    "A. Nowak, Szlaki stepu, t. 2: Wschód, wyd. 3 popr. i uzup., Kraków 2010, s. 12.",
    "A. Nowak, Szlaki stepu, t. 2: Wschód, wyd. 3 popr. i uzup., Kraków 2010, s. 19.",
    "J. Lis, Brody i przeprawy, „Rocznik Rzeczny” 2011, nr 3, s. 5–9, ISSN 1234-5679.",
)


@pytest.mark.parametrize(
    ("style", "lost"),
    [
        ("pn-iso-690", {("edition-remark", "popr. i uzup.")}),
        ("apa", {("edition-remark", "popr. i uzup."), ("publisher-place", "Kraków"), ("ISSN", "ISSN 1234-5679")}),
    ],
)
@pytest.mark.parametrize("script", ["original", "latin"])
def test_a_list_says_what_its_style_has_no_place_for(
    style: str, lost: set[tuple[str, str]], script: str, tmp_path
) -> None:
    source = tmp_path / "notes.jsonl"
    rows = (json.dumps({"number": str(number), "text": text}) for number, text in enumerate(LONG, 1))
    source.write_text("\n".join(rows), encoding="utf-8")
    ran = bibtool("format", source, "--from", "notes", "--style", style, "--script", script, "-v")
    told = [line.partition("style: ")[2] for line in ran.err.splitlines() if "BT675" in line]
    assert sorted(line.partition(" [")[0] for line in told) == sorted(f"{name} “{words}”" for name, words in lost)


def test_a_list_of_a_bibliography_says_nothing_of_it(tmp_path, capsys) -> None:
    source = tmp_path / "a.bib"
    source.write_text("@book{a, title = {Brody}, year = 2010, isbn = {978-83-01-00000-2}}", encoding="utf-8")
    assert main(["format", str(source), "--style", "apa", "-v"]) == 0
    assert "BT675" not in capsys.readouterr().err
