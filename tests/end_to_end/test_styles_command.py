"""``bibtool styles`` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from commands import bibtool

from bibtool.jobs.schemas import schema
from bibtool.render.styles import own_styles

CSL = "http://purl.org/net/xbiblio/csl"


def test_all_styles_are_listed_ours_first() -> None:
    done = bibtool("styles")
    assert done.code == 0 and done.err == ""
    lines = done.out.splitlines()
    named = [line.split()[0] for line in lines if line and not line.startswith(" ")]
    assert named[: len(own_styles())] == sorted(own_styles())
    assert "chicago-notes-bibliography" in named
    assert len(named) > 2500
    assert lines[1].startswith("    ")


def test_json_is_what_the_schema_says() -> None:
    told = json.loads(schema("style"))
    rows = json.loads(bibtool("styles", "polish", "--format", "json").out)
    assert rows and {row["source"] for row in rows} == {"bibtool", "repository"}
    for row in rows:
        jsonschema.validate(row, told)
    for name in ("pn-iso-690", "nature-biotechnology"):
        shown = json.loads(bibtool("styles", "show", name, "--format", "json").out)
        jsonschema.validate(shown, told)
        assert len(shown["samples"]["bibliography"]) == 6
    assert shown["parent"] == "nature"


def test_show_prints_notes_with_numbers_and_citations_without() -> None:
    notes = bibtool("styles", "show", "chicago-notes-bibliography")
    assert notes.code == 0
    assert "\nnotes (en-US)\n\n1. Halina Lipska, " in notes.out
    citations = bibtool("styles", "show", "apa", "--locale", "pl-PL", "--ui", "pl")
    assert "\nprzywołania (pl-PL)\n\n(Lipska, 2014, s. 12)\n" in citations.out


def test_a_locale_without_terms_is_said() -> None:
    done = bibtool("styles", "show", "apa", "--locale", "tlh")
    assert done.code == 0
    assert "no terms for the locale tlh" in done.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<style>\n<a></style>", "line 2: not well-formed XML: Opening and ending tag mismatch"),
        (f'<style xmlns="{CSL}" version="1.0"/>', "line 1: neither cs:citation nor cs:bibliography"),
        (
            f'<style xmlns="{CSL}"><info><link href="http://x/no-such" rel="independent-parent"/></info></style>',
            "it stands for another style, no-such, which is not installed",
        ),
        ("", "the style mine, line 1: not well-formed XML"),
        ("GIF89a", "the style mine, line 1: not well-formed XML"),
        (
            f'<style xmlns="{CSL}" class="note" version="1.0"><citation><layout>\n<text macro="no"/></layout>'
            "</citation></style>",
            "line 2: there is no macro 'no'",
        ),
    ],
)
def test_a_broken_style_is_named_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(text, encoding="utf-8")
    done = bibtool("styles", "show", path)
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert message in done.err


def test_a_style_that_is_no_valid_csl_is_shown_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    broken = own_styles()["pn-iso-690"].read_text(encoding="utf-8").replace("<layout", "<txt/><layout", 1)
    path.write_text(broken, encoding="utf-8")
    done = bibtool("styles", "show", path)
    assert done.code == 2
    assert "LIPSKA" in done.out
    assert "BT" not in done.out and "the style mine, line " in done.err and "txt" in done.err


def test_an_unknown_style_has_its_nearest_names() -> None:
    done = bibtool("styles", "show", "chicago-note-bibliography")
    assert done.code == 2
    assert "chicago-notes-bibliography" in done.err
    assert "(pn-iso-690, pn-iso-690-" in bibtool("styles", "show", "pn-iso").err, "the shortest that begins so is first"
    assert bibtool("styles", "show", "no/such.csl").code == 2
    assert bibtool("styles", "show").code == 2
    assert bibtool("styles", "show", "apa", "ieee").code == 2


def test_nothing_found_is_3() -> None:
    done = bibtool("styles", "no", "such", "style")
    assert (done.code, done.out) == (3, "")
    assert "'no such style'" in done.err
