"""Which citations are compared with a style, and which are not."""

from __future__ import annotations

import json

import pytest

from bibtool.diagnostics.findings import Finding
from bibtool.jobs.lint import lint
from bibtool.jobs.sources import Source
from bibtool.render.setting import Setting


def found(*notes: str, style: str = "polska-humanistyka-przypisy") -> list[Finding]:
    """The departures (BT8xx)."""
    rows = [json.dumps({"number": str(n), "text": text}, ensure_ascii=False) for n, text in enumerate(notes, 1)]
    done = lint([Source("a.jsonl", "\n".join(rows).encode(), "notes")], style=Setting(style))
    return [finding for finding in done.findings if finding.code.startswith("BT8")]


def codes(*notes: str) -> dict[str, list[str]]:
    """The codes of the departures by note."""
    out: dict[str, list[str]] = {str(n): [] for n in range(1, len(notes) + 1)}
    for finding in found(*notes):
        out[finding.note_id].append(finding.code)
    return out


def shown(note: str, style: str = "polska-humanistyka-przypisy") -> list[tuple[str, str, str]]:
    """The departures of a note: code, what is printed, what is expected."""
    return [
        (each.code, each.args.get("printed", ""), each.args.get("expected", "")) for each in found(note, style=style)
    ]


def test_ibid_of_a_work_that_was_not_understood_is_not_compared() -> None:
    assert codes("J. Lis, Brody, z cyklu „Rzeki”, Lublin 2004, s. 5.", "Ibidem.") == {"1": ["BT813"], "2": ["BT813"]}
    assert codes("J. Lis, Brody, Lublin 2004, s. 5.", "Ibidem.") == {"1": [], "2": ["BT811"]}


def test_an_entry_named_by_s_v_is_no_departure() -> None:
    head = "Słownik brodów, red. W. Lis, Warszawa 1961"
    assert codes(f"{head}, s.v. „kosa”.") == {"1": []}
    assert codes(f"{head}, s.v. Dom.") == {"1": []}


def test_another_office_is_no_departure_and_another_word_for_an_editor_is_one() -> None:
    assert codes("J. Lis, Brody, oprac. A. Kos, Lublin 2004, s. 5.") == {"1": []}
    assert codes("J. Lis, Brody, pod red. A. Kosa, Lublin 2004, s. 5.") == {"1": ["BT802"]}


def test_the_mark_before_what_a_citation_is_quoted_after_is_the_authors() -> None:
    first, second = "J. Lis, Brody, Lublin 2004, s. 5", "A. Kos, Promy, Lublin 2006, s. 3."
    assert codes(f"{first}, cyt. za: {second}") == {"1": []}
    assert codes(f"{first}, zob. {second}") == {"1": ["BT801"]}


def test_an_act_is_compared_though_its_title_holds_its_date() -> None:
    act = "Ustawa z dnia 5 lipca 1990 r. o brodach, Dz.U. 1990"
    assert codes(f"{act} nr 51 poz. 297.") == {"1": []}
    assert codes(f"{act}, nr 51, poz. 297.") == {"1": ["BT801", "BT801"]}


def test_an_editor_before_the_title_of_the_whole_is_in_another_place() -> None:
    assert "BT806" not in codes("J. Lis, Tolls, in E. White (ed.), Rivers, Oxford 1998, p. 5.")["1"]


@pytest.mark.parametrize("second", ["Inaczej", "Zob. też", "Por."])
def test_a_sentence_of_its_own_keeps_the_full_stop_before_it(second: str) -> None:
    first = "J. Lis, Brody, Lublin 2004, s. 5"
    assert codes(f"{first}. {second} A. Kos, Promy, Lublin 2006, s. 3.") == {"1": []}
    assert codes(f"{first}, {second.lower()} A. Kos, Promy, Lublin 2006, s. 3.") == {"1": ["BT801"]}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("w:", ("BT801", "w:", "[w:]")), ("in:", ("BT802", "in:", "[w:]")), ("(w:)", ("BT801", "(w:)", "[w:]"))],
)
def test_a_term_in_brackets_is_one_departure(printed: str, expected: tuple[str, str, str]) -> None:
    assert shown(f"J. Lis, Cła, {printed} Rzeki, red. E. Kot, Lublin 1998, s. 5.") == [expected]


def test_a_date_in_another_place_and_form_is_shown_in_both_forms() -> None:
    note = "K. Lis, Gdzie są brody, Portal Brodów, 4 maja 2019, https://brody.example/a (dostęp: 7.06.2021)."
    dates = [(printed, expected) for code, printed, expected in shown(note, "pn-iso-690-przypisy") if code == "BT803"]
    assert ("7.06.2021", "2021-06-07") in dates and all(expected for _, expected in dates), dates


@pytest.mark.parametrize("label", ["red.", "oprac."])
def test_a_label_before_the_name_is_not_too_much_where_the_style_has_it_behind(label: str) -> None:
    told = shown(f"Brody i promy, {label} M. Lis, t. 2, Toruń 1999, s. 118.", "pn-iso-690-przypisy")
    assert not [each for each in told if each[0] == "BT809"], told
    assert all(printed and expected for _, printed, expected in told), told


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ('A. Lis, "Brody", "Rocznik Rzeczny" 2011, nr 3, s. 5.', ['"Brody"', '"Rocznik Rzeczny"']),
        ("A. Lis, «Brody», «Rocznik Rzeczny» 2011, nr 3, s. 5.", ["«Brody»", "«Rocznik Rzeczny»"]),
        ("A. Lis, Brody, Rocznik Rzeczny 2011, nr 3, s. 5.", ["Rocznik Rzeczny"]),
        ("A. Lis, „Brody”, „Rocznik Rzeczny” 2011, nr 3, s. 5.", ["„Brody”"]),
        ("A. Lis, Brody, „Rocznik Rzeczny” 2011, nr 3, s. 5.", []),
        ("H. Braun, „Brücken am Rhein“, „Kölnische Zeitung“ vom 3. März 1908, S. 5.",
         ["„Brücken am Rhein“", "„Kölnische Zeitung“"]),
    ],
)  # fmt: skip
def test_a_pair_of_quotation_marks_is_one_departure(printed: str, expected: list[str]) -> None:
    assert [said for code, said, _ in shown(printed) if code == "BT805"] == expected


def test_what_stands_in_american_quotation_marks_is_shown_with_them() -> None:
    told = shown("A. Lis, «Brody», „Rocznik Rzeczny” 2011, nr 3, s. 5.", "chicago-notes-bibliography")
    assert [each for each in told if each[0] == "BT805"] == [
        ("BT805", "«Brody»", "“Brody,”"),
        ("BT805", "„Rocznik Rzeczny”", "Rocznik Rzeczny"),
    ]


@pytest.mark.parametrize(
    ("printed", "fixed"),
    [
        ("H. Braun, Die Brücken, „Kölnische Zeitung” vom 3. März 1908, S. 5.", []),
        ("H. Braun, Die Brücken am Rhein, Köln 1908, pp. 5–6.", ["s."]),
        ("A. Lis, Brody nad rzeką, Kraków 1908, pp. 5–6.", ["s."]),
    ],
)
def test_words_in_another_language_are_replaced_where_none_stays(printed: str, fixed: list[str]) -> None:
    told = [each.fix.replacement for each in found(printed) if each.fix]
    assert told == fixed
