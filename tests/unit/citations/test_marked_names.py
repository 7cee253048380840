"""Names that what stands behind them tells, and bodies before a year."""

from __future__ import annotations

import pytest

from bibtool.citations.names.bodies import at_head, body, is_body
from bibtool.citations.names.marked import edited, families, families_at


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Grimmer (Hrsg.), Wachsende Aufgaben", [("Grimmer", "")]),
        ("Bock-Lahn, Adelgard (Hg.): Wege", [("Bock-Lahn", "Adelgard")]),
        ("Polt, Gundi/Bärhold, Nantwin u.a. (Hg.): Räume", [("Polt", "Gundi"), ("Bärhold", "Nantwin")]),
        ("E. Larana, H. Johns and J. Gusf (eds.) Movements", [("Larana", "E."), ("Johns", "H."), ("Gusf", "J.")]),
        ("Bruni, F. (a cura di), Storia", [("Bruni", "F.")]),
        ("Caillat, Jean (dir.), Histoire", [("Caillat", "Jean")]),
    ],
)
def test_a_bracket_tells_editors(text: str, names: list[tuple[str, str]]) -> None:
    found = edited(text, 0, len(text))
    assert found is not None
    assert [(name.family, name.given) for name in found.names] == names
    assert text[found.end - 1] in ")]"


@pytest.mark.parametrize(
    "text",
    [
        "Wege über Land (Hrsg.)",
        "Grimmer, Hrsg. von Lahn",
        "die Fischer (Hrsg.)",
        "Grimmer (1990)",
        "Grimmer Hrsg.",
        "",
    ],
)
def test_nothing_else_does(text: str) -> None:
    assert edited(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Arystoteles", ["Arystoteles"]),
        ("Lang/Brandt", ["Lang", "Brandt"]),
        ("Lang / Brandt", ["Lang", "Brandt"]),
        ("Schmidt-Aßmann", ["Schmidt-Aßmann"]),
        ("Jan Lang", []),
        ("NJW", []),
        ("lang", []),
    ],
)
def test_family_names_alone(text: str, alone: list[str]) -> None:
    assert [text[start:end] for start, end in families(text, 0, len(text))] == alone
    assert families_at(f"{text}, in: X", 0, len(text)) == (len(text) if alone else (0 if text != "Jan Lang" else 3))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bundesregierung 2001: Lebenslagen", "Bundesregierung"),
        ("Statistisches Bundesamt, 1999: Jahrbuch", "Statistisches Bundesamt"),
        ("Statistisches Bundesamt (Hrsg.) 2002: Datenreport", "Statistisches Bundesamt"),
        ("Bund der Fischer (1999): Lachse", "Bund der Fischer"),
        ("Ministry of Health (2019). Annual Report", "Ministry of Health"),
        ("Mały Rocznik (1999). Warszawa", ""),
        ("Im Jahr 1999: Die Fischer", ""),
        ("Kiel 1999: Seeverlag", ""),
    ],
)
def test_bodies_before_a_year(text: str, name: str) -> None:
    found = at_head(text, 0, len(text))
    assert (found[0].literal if found else "") == name


def test_compounds_are_bodies() -> None:
    assert is_body(["Deutsches", "PISA-Konsortium"])
    assert not is_body(["Deutsches", "PISA-Buch"])


def test_a_sentence_is_no_part_of_a_body() -> None:
    assert body("Redakcja Słownika Geograficznego")
    assert not body("Redakcja sporu nie rozstrzyga. A. Lis")
