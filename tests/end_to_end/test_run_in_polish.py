"""What the whole job says where the reader asks for Polish, and of which style it speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from bibtool.cli.app import main

# The second note leaves out the publisher that the third prints: styles that print one would add it to the second.
ARTICLE = (
    "Zdanie.1 Drugie.2 Trzecie.3 Czwarte.4\n\n"
    "1 J. Nowak, Szlaki, z cyklu „Rzeki”, Kraków 2010, s. 5.\n"
    "2 Tamże, s. 7.\n"
    "3 B. Lis, Groble, Kraków 1999, s. 12.\n"
    "4 B. Lis, Groble, Wydawnictwo Brzeg, Kraków 1999, s. 14.\n"
)


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--no-check", "--ui", "pl"]) in (0, 1)
    return (tmp_path / "out" / "findings.txt").read_text(encoding="utf-8")


def test_the_total_is_in_polish(findings: str) -> None:
    assert "(błąd 0, ostrzeżenie " in findings and ", informacja " in findings
    assert not [word for word in ("error", "warning", "info ") if word in findings]


def test_a_note_that_stays_as_printed_names_the_styles_in_which_it_does(findings: str) -> None:
    said = [line.strip() for line in findings.splitlines() if line.startswith("  pozostawiono jak w druku")]
    styles = "polska-humanistyka-przypisy, gost-r-7-0-5-2008, chicago-notes-bibliography"
    assert (
        f"pozostawiono jak w druku (styl: {styles}): „Tamże, s. 7” odsyła do przywołania, które pozostaje"
        in "\n".join(said)
    )
    assert len(said) == len(set(said))
    assert [line for line in said if "(styl: " not in line and "nie odczytano" not in line] == []


def test_a_document_that_cannot_be_read_among_many_is_told_in_polish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.bib").write_text("@book{a, title = {Mosty}}\n", encoding="utf-8")
    assert main(["extract", str(tmp_path / "a.txt"), str(tmp_path / "b.bib"), "--jobs", "1"]) == 2
    told = capfd.readouterr()
    assert "is a bibliography" not in told.out + told.err and "b.bib to bibliografia" in told.err


def test_verdicts_of_links_are_in_polish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    address = "https://example.org/a"
    assert main(["check", "--mark", address, "dead", "--ui", "pl"]) == 0
    assert f"{address} ma odtąd ocenę „nie działa”" in capfd.readouterr().err
    asked = ["check", address, "--dns", "127.0.0.1:1", "--timeout", "1", "--retry-wait", "0", "--archive", "none"]
    main([*asked, "--control", "http://127.0.0.1:1/", "--ui", "pl"])
    told = capfd.readouterr().out
    assert "adresy: 1 (nie" in told and "offline" not in told and "dead" not in told and "unknown" not in told
