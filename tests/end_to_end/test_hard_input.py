"""Input that is only odd or huge gives what there is, with findings, and the work grows with its size only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import ROOT, bibtool
from steps import growth

POLISH = (ROOT / "seeds" / "000_c1463a18df063656.txt").read_text(encoding="utf-8")
RUSSIAN = (
    "В начале весны река выходит из берегов, и дорога через степь закрыта на три недели. Жители посёлка возят хлеб "
    "на лодках, а почту держат на станции. Так было всегда, говорит старый паромщик, и так будет ещё долго. "
) * 4


@pytest.mark.parametrize(
    ("encoding", "text", "named"),
    [
        ("cp1250", POLISH, {"cp1250", "windows-1250"}),
        ("iso8859-2", POLISH, {"iso8859-2", "iso-8859-2", "latin-2"}),
        ("cp1251", RUSSIAN, {"cp1251", "windows-1251"}),
        ("utf-16", POLISH, {"utf-16", "utf-16-le", "utf-16le"}),
    ],
)
def test_other_encodings_are_detected_and_named(encoding: str, text: str, named: set[str], tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(text.encode(encoding, "replace"))
    ran = bibtool("lint", path, "--format", "json")
    told = [row for row in json.loads(ran.out) if row["code"] == "BT101"]
    assert len(told) == 1, ran
    assert told[0]["args"]["encoding"].lower() in named


def extracted(path: Path) -> list[dict[str, object]]:
    ran = bibtool("extract", path, "--format", "citations", "-v")
    assert ran.code == 0, ran.err[-500:]
    assert "Traceback" not in ran.err
    assert max(map(len, ran.err.splitlines()), default=0) < 1500, "a message of a huge note is still a message"
    return [json.loads(line) for line in ran.out.splitlines()]


def note(path: Path, text: str) -> Path:
    path.write_text(json.dumps({"number": "1", "text": text}) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        lambda n: ";" * n,
        lambda n: "; ".join(["A. Nowak"] * n),
        lambda n: "„" * n + "[(" * n + "A. Nowak, „Szlaki, Kraków 2010",
        lambda n: "(" * n + ")" * n,
        lambda n: "<https://a.example/" + "a-\n" * n + ">",
        lambda n: "A. Nowak, Szlaki stepu, Kraków 2010, s. " + ", ".join(map(str, range(n))),
        lambda n: "\u202e\u200b\ufeff" * n,
        lambda n: "1 i 1 i " * n,
        lambda n: "A. Nowak, Szlaki stepu, Kraków 2010, s. 12; " * n,
    ],
    ids=["semicolons", "names", "unbalanced", "nested", "broken-address", "pages", "invisible", "roman", "citations"],
)
def test_a_note_of_one_thing_many_times(text: Callable[[int], str], tmp_path: Path) -> None:
    extracted(note(tmp_path / "a.notes.jsonl", text(10_000 if text(1).startswith(";") else 2_000)))
    paths = {n: note(tmp_path / f"{n}.notes.jsonl", text(n)) for n in (200, 800)}
    assert growth(lambda n: extracted(paths[n]), 200) < 1.6


def test_a_line_of_megabytes(tmp_path: Path) -> None:
    line = "A. Nowak, Szlaki stepu, Kraków 2010, s. 12; "
    path = tmp_path / "a.txt"
    path.write_text(line * (4_000_000 // len(line)), encoding="utf-8")
    extracted(path)


def test_a_real_citation_among_garbage_is_still_found(tmp_path: Path) -> None:
    path = tmp_path / "a.notes.jsonl"
    rows = ["; " * 2000, "A. Nowak, Szlaki stepu, Kraków 2010, s. 12.", "[" * 2000]
    path.write_text(
        "".join(json.dumps({"number": str(i), "text": text}) + "\n" for i, text in enumerate(rows, start=1)),
        encoding="utf-8",
    )
    citations = extracted(path)
    assert [row["key"] for row in citations if row["note"] == "2"] == ["nowak2010"]
