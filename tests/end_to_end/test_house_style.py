"""The article against its own house style: out of the data and back, and what the copy-editor is told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ARTICLE, ROOT, bibtool, is_one_clear_line

from bibtool.jobs.lint import Linted, lint
from bibtool.jobs.sources import from_path
from bibtool.render.setting import Setting

STYLE = "sprawy-miedzynarodowe"
# Runs in a process of its own that is given CSL-JSON and the structure of the notes, and nothing printed.
AGAIN = """
import json, sys
from bibtool.jobs.works import load
from bibtool.render.notes import set_cites
from bibtool.render.setting import Setting
works = load(sys.argv[1], None, sys.argv[2])
done = set_cites(works.notes, works.entries, Setting(sys.argv[3]))
print(json.dumps([[note, index, "".join(text for text, _ in cite.parts)] for (note, index), cite in done.items()]))
"""


def folded(text: str) -> str:
    """Without what a text layer loses: case (small capitals) and spaces."""
    return "".join(text.casefold().split())


@pytest.fixture(scope="module")
def linted() -> Linted:
    return lint([from_path(str(ARTICLE))], style=Setting(STYLE))


def test_out_of_the_data_and_back(linted: Linted, tmp_path: Path) -> None:
    """At least 45 of the 54 citations come back as printed; lint names each of the others."""
    names = {"csl-json": "works.csl.json", "csl-notes": "article.notes.json"}
    for format, name in names.items():
        assert bibtool("extract", ARTICLE, "--format", format, "-o", tmp_path / name).code == 0
    command = [sys.executable, "-c", AGAIN, names["csl-notes"], names["csl-json"], STYLE]
    env = {"PYTHONPATH": str(ROOT), "PATH": "", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=env)
    again = {(note, index): text for note, index, text in json.loads(done.stdout)}
    sources = {d.document.name: d for d in linted.extraction.documents}
    equal, named = 0, 0
    for note in sources[str(ARTICLE)].passages:
        for passage in note.passages:
            place = (note.note_id, passage.index)
            if place not in again or not passage.index or passage.role.value != "citation":
                continue
            if folded(passage.text) == folded(again[place]):
                equal += 1
            else:
                said = [f for f in linted.findings if (f.note_id, f.index) == place and f.code.startswith("BT8")]
                assert said, f"note {note.note}, citation {passage.index}"
                named += 1
    assert equal + named == 54
    assert equal >= 45, f"{equal} of 54"


def test_a_copy_editor_sees_place_kind_and_expected_text() -> None:
    ran = bibtool("lint", ARTICLE, "--style", STYLE, "--select", "BT8")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert any("BT802" in line and "“pp.”: the style says “s.” [note 1]" in line for line in lines)
    assert any("BT803" in line and "“15”" in line and "“2015” [note 3]" in line for line in lines)
    assert any("BT801" in line and "[note 45]" in line for line in lines), "a full stop between two citations"
    assert all(":" in line.split(" BT8")[0] for line in lines)


def test_fixes_that_are_applied_leave_less_to_say(linted: Linted, tmp_path: Path) -> None:
    found = [f for f in linted.findings if f.code.startswith("BT8")]
    edits = sorted(((f.fix.spans[0], f.fix.replacement) for f in found if f.fix), reverse=True)
    assert len(edits) >= 4  # marks that come in pairs, and stops beside them, are for a person
    text = ARTICLE.read_text(encoding="utf-8")
    for span, replacement in edits:
        text = text[: span.start] + replacement + text[span.end :]
    mended = tmp_path / "mended.txt"
    mended.write_text(text, encoding="utf-8")
    after = [f for f in lint([from_path(str(mended))], style=Setting(STYLE)).findings if f.code.startswith("BT8")]
    assert len(after) < len(found)
    assert not {f.code for f in after} & {"BT802", "BT803", "BT804"}


def test_printed_and_expected_side_by_side() -> None:
    ran = bibtool("lint", ARTICLE, "--style", STYLE, "--format", "diff")
    assert ran.code == 1 and "10 iv [-15-]" in ran.out and "10 IV {+2015+}" in ran.out
    assert re.fullmatch(r"citations that agree with the style: \d+ of 54", ran.out.splitlines()[-1])


NOTES = [
    "A. Nowak, Szlaki stepu, Kraków 2010, s. 12.",
    "Tamże, s. 15.",
    "A. Nowak, Szlaki stepu, Kraków 2010, s. 15.",
    "B. Lis, Mosty [online], 5 i 2022: <https://example.org/mosty>.",
]


def test_short_forms_and_access_dates(tmp_path: Path) -> None:
    """A full citation where the style has tamże, and an address without the day it was seen."""
    path = tmp_path / "notes.jsonl"
    path.write_text(
        "".join(json.dumps({"number": str(n), "text": text}) + "\n" for n, text in enumerate(NOTES, 1)), "utf-8"
    )
    ran = bibtool("lint", path, "--from", "notes", "--style", "polska-humanistyka-przypisy", "--select", "BT811,BT812")
    assert [line.split(" ")[1] for line in ran.out.splitlines()] == ["BT811", "BT812"], ran.out
    assert "Tamże" in ran.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "diff"], "--style NAME"),
        (["--style", "sprawy"], "sprawy-miedzynarodowe"),
        (["--style", "x.csl"], "x.csl"),
    ],
)
def test_bad_input(options: list[str], said: str) -> None:
    ran = bibtool("lint", ARTICLE, *options)
    assert ran.code == 2 and is_one_clear_line(ran.err) and said in ran.err, ran.err
