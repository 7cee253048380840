"""The article's addresses against a synthetic archive that holds the true spellings, beside decoys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bibtool.links.surt import surt
from links.internet_archive import InternetArchive, Row
from links.servers import Loop

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "004_51483a6014526e0d.txt"
NOTES = ROOT.parent / "shared" / "eval" / "article.jsonl"
CUT, LOST = "url_truncated_in_print", "video_id_case_lost"


def annotated() -> list[dict[str, Any]]:
    if not NOTES.exists():
        pytest.skip(f"the annotated notes are not at {NOTES}")
    rows = [json.loads(line) for line in NOTES.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["url"]]


def true_spelling(row: dict[str, Any]) -> str:
    """What an archive would hold: cut addresses go on, the video has its capitals (any will do: made up here)."""
    url: str = row["url"]
    if CUT in row["flags"]:
        return url + "-dalej/31632.html"
    if LOST in row["flags"]:
        head, _, name = url.rpartition("=")
        return f"{head}={''.join(c.upper() if n % 2 else c for n, c in enumerate(name))}"
    return url


@pytest.fixture
def archive(loop: Loop) -> Iterator[InternetArchive]:
    made = InternetArchive(loop)
    yield made
    made.close()


def test_candidates_of_the_article(archive: InternetArchive, tmp_path: Path) -> None:
    from bibtool.jobs.check import check
    from bibtool.jobs.link_settings import settings
    from bibtool.jobs.link_sources import load

    rows = annotated()
    given = load([str(SEED)])
    true = {(str(row["note"]), row["index"]): true_spelling(row) for row in rows}
    archive.rows = [
        Row(f"2022{n % 12 + 1:02d}15120000", true[str(r["note"]), r["index"]], 200, r["title"] or "Strona", f"T{n}")
        for n, r in enumerate(rows)
    ]
    keys = {surt(url) for url in true.values()}
    wrong = {c.url for m in given.mentions for c in m.urls if surt(c.url) not in keys}
    # spellings that nobody meant and a crawler tried all the same, and pages that begin like one that was cut
    archive.rows += [Row("20220401000000", url, 404) for url in sorted(wrong)]
    archive.rows += [
        Row("20220401000000", r["url"] + "-inna-strona", 200, "Pogoda na jutro") for r in rows if CUT in r["flags"]
    ]
    told = {
        "archive": [f"wayback={archive.base}"],
        "resolve": ["*:*:nxdomain"],
        "retry-wait": "0.001",
        "rate": ["wayback=60000/min"],
        "per-host": "0",
    }
    done = check(given, settings(told, {}), tmp_path / "h")
    by_note: dict[str, list[Any]] = {}
    for result in done.results:
        for mention in result.mentions:
            by_note.setdefault(mention.note_id, []).append(result)
    right, cut, capitals, wrongly = 0, 0, 0, []
    for row in rows:
        wanted = true[str(row["note"]), row["index"]]
        found = [r for r in by_note.get(str(row["note"]), []) if r.checked_url.rstrip("/") in _forms(wanted)]
        if not found:
            wrongly.append((row["note"], wanted, [r.checked_url for r in by_note.get(str(row["note"]), [])]))
            continue
        spelling = found[0].spelling.value
        if CUT in row["flags"]:
            cut += spelling == "cut"
        elif LOST in row["flags"]:
            capitals += spelling == "capitals"
            right += spelling == "capitals"
        else:
            right += 1
    assert len(rows) == 38
    assert wrongly == []
    assert (right, cut, capitals) == (35, 3, 1)


def _forms(url: str) -> set[str]:
    """With and without a scheme that was not printed."""
    return {url.rstrip("/"), "http://" + url.rstrip("/")}


def test_spellings_without_archive_and_network() -> None:
    from bibtool.jobs.link_sources import load
    from bibtool.links.plan import plan

    rows = annotated()
    found = {(m.note_id, surt(t.url)) for t in plan(load([str(SEED)]).mentions) for m in t.mentions}
    right = [row for row in rows if (str(row["note"]), surt(row["url"])) in found]
    assert len(right) >= 36, [row["url"] for row in rows if row not in right]
