"""Where links are told to stand, and which addresses of a document are asked, become a work's, or are only counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from bibtool.cli.link_table import plain_table
from bibtool.jobs.link_report import as_csv
from bibtool.jobs.link_sources import LinkSources, load
from bibtool.links.findings import findings_of
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.plan import plan
from bibtool.links.result import Result, mention_of

NOTES = "Zdanie.[^1]\n\n[^1]: A. Trenin, *Opowieść stepowa {n}*, http://a.test/{n} [dostęp: 5.10.2021].\n"
PAGE = """<!DOCTYPE html><html><head><meta charset=utf-8><title>Szlaki</title></head><body>
<header><p><a href="http://h.test/">H</a></p></header><nav><p><a href="http://n.test/1">Menu</a></p><p>Drugie</p></nav>
<!-- <a href="http://c.test/">x</a> -->
{open}<h1>Szlaki</h1><p>Zdanie <a href="http://m.test/1?a=1&amp;b=2">tu</a>.<sup><a href="#n1" id="r1">1</a></sup></p>
<p>Akapit z http://p.test/x w tekście.</p><ol><li id="n1">A. Trenin, <i>Opowieść stepowa</i>, Warszawa 1999.
<a href="#r1">↑</a></li></ol>{close}
<footer><p>Zob. http://f.test/stopka</p></footer></body></html>"""


def results(sources: LinkSources) -> list[Result]:
    """A dead page for each address, without asking."""
    return [
        Result(
            target.url,
            tuple(mention_of(each, None) for each in target.mentions),
            Outcome.GONE,
            Verdict.DEAD_NOW,
            404,
            target.url,
            "",
            "2026-11-28T12:00:00+00:00",
        )
        for target in plan(sources.mentions)
    ]


def places(sources: LinkSources) -> dict[str, str]:
    return {target.url: target.mentions[0].note_id or target.mentions[0].key for target in plan(sources.mentions)}


def test_notes_of_several_documents_are_named_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for n in ("jeden", "dwa"):
        Path(f"{n}.md").write_text(NOTES.format(n=n), encoding="utf-8")
    found = results(load(["jeden.md", "dwa.md"]))
    table = plain_table(found, "en")
    assert "jeden.md: 1" in table
    assert "dwa.md: 1" in table
    assert {f.document for f in findings_of(found)} == {"jeden.md", "dwa.md"}
    assert [row.rpartition(",")[2] for row in as_csv(found).splitlines()] == ["document", "jeden.md", "dwa.md"]
    assert [m["document"] for r in found for m in r.to_json()["mentions"]] == ["jeden.md", "dwa.md"]
    assert all(Result.from_json(json.loads(json.dumps(r.to_json()))).to_json() == r.to_json() for r in found)


def test_notes_of_one_document_are_named_by_their_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(NOTES.format(n="x"), encoding="utf-8")
    found = results(load(["a.md"]))
    assert "a.md" not in plain_table(found, "en")
    assert {f.document for f in findings_of(found)} == {""}


@pytest.mark.parametrize(("open", "close"), [("<main>", "</main>"), ("<div>", "</div>"), ("<div role=main>", "</div>")])
def test_what_frames_a_page_is_counted_and_no_paragraph(tmp_path: Path, open: str, close: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE.format(open=open, close=close), encoding="utf-8")
    sources = load([str(path)])
    assert places(sources) == {"http://m.test/1?a=1&b=2": "paragraph-2", "http://p.test/x": "paragraph-3"}
    assert [(f.code, f.args["count"]) for f in sources.findings] == [("BT538", "4")]


def test_works_in_the_metadata_of_markdown_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: Szlaki\nurl: https://own.test/a\ncsl: chicago.csl\nreferences:\n- id: trenin\n"
        "  title: Opowieść\n  URL: http://y.test/a?x=1&amp;y=2\n---\n\n" + NOTES.format(n="x"),
        encoding="utf-8",
    )
    sources = load([str(path)])
    assert places(sources) == {"http://a.test/x": "1", "http://y.test/a?x=1&y=2": "trenin", "https://own.test/a": ""}
    mention = next(m for m in sources.mentions if m.key == "trenin")
    assert (mention.title, sources.entries[mention.place].key) == ("Opowieść", "trenin")
    assert sources.parts[0].entries == range(len(sources.entries))


@pytest.mark.parametrize("head", ["---\nreferences: [\n---\n", "---\nreferences: 5\n---\n", "---\n- a\n---\n"])
def test_metadata_that_hold_no_works_hold_none(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(head + "\n" + NOTES.format(n="x"), encoding="utf-8")
    assert places(load([str(path)])) == {"http://a.test/x": "1"}


@pytest.mark.parametrize("written", ["<http://a.test/?a=1&amp;b=2>", "[tu](http://a.test/?a=1&amp;b=2)"])
def test_an_ampersand_of_markdown_is_one(tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"Zdanie.[^1]\n\n[^1]: A. Trenin, *Opowieść stepowa*, {written} [dostęp: 5.10.2021].\n", "utf-8")
    assert [target.url for target in plan(load([str(path)]).mentions)] == ["http://a.test/?a=1&b=2"]


URL = "http://a.test/1"


@pytest.mark.parametrize(
    ("note", "url"),
    [
        (f"A. Trenin, *[Opowieść stepowa]({URL})*, Warszawa 1999, s. 5.", URL),
        (f"A. Trenin, *Opowieść stepowa*, Warszawa 1999, zob. [tu]({URL}) [dostęp: 5.10.2021].", URL),
        (f"А. Тренин, *[Степная повесть]({URL})*, Москва 1999, с. 5.", URL),
        (f"A. Trenin, *[A Tale of the Steppe]({URL})*, London 1999, p. 5.", URL),
        (f"[A. Trenin, *Opowieść stepowa*, Warszawa 1999, s. 5]({URL}).", URL),
        (f"[A. Trenin](http://b.test/trenin), *[Opowieść stepowa]({URL})*, Warszawa 1999.", URL),
        # of an author, of a town, of one of two works, of the author's own words
        (f"[A. Trenin]({URL}), *Opowieść stepowa*, Warszawa 1999, s. 5.", ""),
        (f"A. Trenin, *Opowieść stepowa*, [Warszawa]({URL}) 1999, s. 5.", ""),
        (f"A. Trenin, *[Opowieść]({URL}) [stepowa](http://b.test/2)*, Warszawa 1999, s. 5.", ""),
        (f"O tym [szerzej]({URL}) pisze prasa. A. Trenin, *Opowieść stepowa*, Warszawa 1999, s. 5.", ""),
        # printed beside it
        (f"A. Trenin, *[Opowieść stepowa]({URL})*, http://b.test/2 [dostęp: 5.10.2021].", "http://b.test/2"),
    ],
)
def test_an_address_behind_words_becomes_that_of_the_work_where_it_is_plainly_its(
    tmp_path: Path, note: str, url: str
) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"Zdanie.[^1]\n\n[^1]: {note}\n", encoding="utf-8")
    sources = load([str(path)])
    assert [entry.item.get("URL") for entry in sources.entries if entry.mentions] == [url]
    asked = {target.url for target in plan(sources.mentions)}
    assert URL in asked
    assert url in {"", *asked}


@pytest.mark.parametrize(
    ("outcome", "verdict", "status", "evidence", "why"),
    [
        (Outcome.GONE, Verdict.DEAD_NOW, 404, ("status 404",), "gone 404"),
        (Outcome.BLOCKED, Verdict.BLOCKED, 401, ("status 401",), "blocked 401"),
        (Outcome.SERVER_ERROR, Verdict.UNREACHABLE, 500, ("status 500", "no answer"), "server-error 500 (no answer)"),
        (Outcome.SOFT_404, Verdict.SUSPECT, 200, ("status 404",), "soft-404 200 (status 404)"),
        (Outcome.UNSUPPORTED, Verdict.UNKNOWN, None, ("the address is empty",), "the address is empty"),
        (Outcome.UNSUPPORTED, Verdict.UNKNOWN, 304, ("status 304",), "unsupported 304"),
    ],
)
def test_a_reason_says_nothing_twice(
    outcome: Outcome, verdict: Verdict, status: int | None, evidence: tuple[str, ...], why: str
) -> None:
    found = Result("http://a.test/", (), outcome, verdict, status, "", "", "2026-11-28T12:00:00+00:00")
    assert [f.args["why"] for f in findings_of([replace(found, evidence=evidence)])] == [why]
