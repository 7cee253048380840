"""Which citations are compared with a style, and which are not."""

from __future__ import annotations

import json

from bibtool.jobs.lint import lint
from bibtool.jobs.sources import Source
from bibtool.render.setting import Setting


def codes(*notes: str) -> dict[str, list[str]]:
    """The departures (BT8xx) by note."""
    rows = [json.dumps({"number": str(n), "text": text}, ensure_ascii=False) for n, text in enumerate(notes, 1)]
    done = lint([Source("a.jsonl", "\n".join(rows).encode(), "notes")], style=Setting("polska-humanistyka-przypisy"))
    out: dict[str, list[str]] = {str(n): [] for n in range(1, len(notes) + 1)}
    for finding in done.findings:
        if finding.code.startswith("BT8"):
            out[finding.note_id].append(finding.code)
    return out


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
