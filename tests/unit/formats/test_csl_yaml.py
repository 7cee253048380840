"""CSL-YAML as people and pandoc write it, and what pandoc makes of ours."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.format import FormatError
from bibtool.formats.markdown import from_markdown, to_markdown
from bibtool.items.item import Item

YAML = registry.get("csl-yaml")
HARD = (
    "<i>Canis</i> i H<sub>2</sub>O", "1. Wstęp", "IV. Brody", "a) x", 'L\'eau "vive" -- nie...', "# krzyżyk",
    "- myślnik", "<b>a <i>b</i></b>", "<i>a</i><b>b</b>", "2 * 3", "_podkreślone_", "nazwa_pliku_", "a &amp;lt; b",
    "~a~", "x^2^", "C:\\bród", "50 $ i 6 $", "@autor pisze", "[nawias] i [a](b)", "<i>nie domknięte", "`kod`",
    "tak – nie — może…", "12", "true", "null", "2001-05-03", "a: b", "* x", "| x", "A. Łąka",
    '<span class="nocase">NATO</span>', "%", "!", "{x}",
)  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_a_text_comes_back_from_markdown(text: str) -> None:
    assert from_markdown(to_markdown(text)) == text


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_the_same_texts(tmp_path: Path) -> None:
    entries = [Entry(f"a{n}", Item("book", text={"title": text, "note": text})) for n, text in enumerate(HARD)]
    path = tmp_path / "library.yaml"
    path.write_text(YAML.write(entries), encoding="utf-8")
    run = subprocess.run(
        ["pandoc", "--from", "markdown", "--to", "csljson", str(path)], capture_output=True, text=True, check=True
    )
    rows = json.loads(run.stdout)
    meant = [entry.item for entry in YAML.read(YAML.write(entries)).entries]
    assert [row["title"] for row in rows] == [item.get("title") for item in meant]
    assert [row["note"] for row in rows] == [item.get("note") for item in meant]


def test_values_are_the_texts_that_stand_there() -> None:
    text = (
        "---\nreferences:\n- id: lis_2001\n  type: article-journal\n  title: '*Canis* w [NATO]{.nocase}, 1990--1995'\n"
        "  issue: 1.10\n  volume: 010\n  page: 1:30\n  language: no\n  publisher: ~\n  circa: false\n"
        "  issued: 2001-05\n  author:\n  - family: Łąka\n    given: Yes\n...\n---\n- id: b\n  title: B\n"
    )
    first, second = YAML.read(text).entries
    assert (first.key, second.key) == ("lis_2001", "b")
    assert first.item.get("title") == '<i>Canis</i> w <span class="nocase">NATO</span>, 1990–1995'
    values = [first.item.get(name) for name in ("issue", "volume", "page", "language", "publisher")]
    assert values == ["1.10", "010", "1:30", "no", ""]
    assert first.item.dates["issued"].to_edtf() == "2001-05"
    assert first.item.names["author"][0].given == "Yes"


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2",
        "&a [*a]",
        "a: &x [1,1,1,1,1,1,1,1,1]\nb: &y [*x,*x,*x,*x,*x,*x,*x,*x,*x]\nc: &z [*y,*y,*y,*y,*y,*y,*y,*y,*y]\n"
        "d: &u [*z,*z,*z,*z,*z,*z,*z,*z,*z]\ne: &v [*u,*u,*u,*u,*u,*u,*u,*u,*u]\nf: [*v,*v,*v,*v,*v,*v,*v,*v,*v]",
        "[" * 5000,
        "? [a]\n: b",
        "tylko tekst",
        "!!python/object/apply:os.system [ls]",
    ],
)
def test_what_is_no_bibliography_gets_a_message(text: str) -> None:
    with pytest.raises(FormatError) as error:
        YAML.read(text)
    assert error.value.message
