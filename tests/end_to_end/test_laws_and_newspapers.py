"""Acts and issues of newspapers rewritten in the Polish styles: no year, number or day goes."""

import json

import pytest

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
