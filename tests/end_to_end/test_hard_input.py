"""Input that is only odd or huge gives what there is, with findings, in linear time."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from commands import ROOT, bibtool

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


def extracted(path: Path) -> tuple[list[dict[str, object]], str, float]:
    began = time.process_time()
    ran = bibtool("extract", path, "--format", "citations", "-v")
    spent = time.process_time() - began
    assert ran.code == 0, ran.err[-500:]
    assert "Traceback" not in ran.err
    assert max(map(len, ran.err.splitlines()), default=0) < 1500, "a message of a huge note is still a message"
    return [json.loads(line) for line in ran.out.splitlines()], ran.err, spent


def note(path: Path, text: str) -> Path:
    path.write_text(json.dumps({"number": "1", "text": text}) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        ";" * 10_000,
        "; ".join(["A. Nowak"] * 10_000),
        "„" * 3000 + "[(" * 3000 + "A. Nowak, „Szlaki, Kraków 2010",
        "(" * 10_000 + ")" * 10_000,
        "<https://a.example/" + "a-\n" * 1000 + ">",
        "A. Nowak, Szlaki stepu, Kraków 2010, s. " + ", ".join(map(str, range(5000))),
        "\u202e\u200b\ufeff" * 3000,
        "1 i 1 i " * 5000,
    ],
    ids=["semicolons", "names", "unbalanced", "nested", "broken-address", "pages", "invisible", "roman"],
)
def test_a_note_of_one_thing_many_times(text: str, tmp_path: Path) -> None:
    _, _, spent = extracted(note(tmp_path / "a.notes.jsonl", text))
    assert spent < 20


def test_a_line_of_megabytes(tmp_path: Path) -> None:
    line = "A. Nowak, Szlaki stepu, Kraków 2010, s. 12; "
    seconds = []
    for megabytes in (1, 4):
        path = tmp_path / f"{megabytes}.txt"
        path.write_text(line * (megabytes * 1_000_000 // len(line)), encoding="utf-8")
        seconds.append(extracted(path)[2])
    assert seconds[1] < 8 * max(seconds[0], 0.2), "linear: four times the text in four times the time"


def test_a_real_citation_among_garbage_is_still_found(tmp_path: Path) -> None:
    path = tmp_path / "a.notes.jsonl"
    rows = ["; " * 2000, "A. Nowak, Szlaki stepu, Kraków 2010, s. 12.", "[" * 2000]
    path.write_text(
        "".join(json.dumps({"number": str(i), "text": text}) + "\n" for i, text in enumerate(rows, start=1)),
        encoding="utf-8",
    )
    citations, _, _ = extracted(path)
    assert [row["key"] for row in citations if row["note"] == "2"] == ["nowak2010"]
