"""``bibtool format``: lists and notes in styles, as documents."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commands import ARTICLE, bibtool, is_one_clear_line, process

from bibtool.citations.passages import Role
from bibtool.csl.context import Position
from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.sources import from_path
from bibtool.render.notes import set_cites, set_notes
from bibtool.render.setting import Setting

AGAIN = ["chicago-notes-bibliography", "polska-humanistyka-przypisy", "gost-r-7-0-5-2008"]
WORKS = json.dumps(
    [
        {"id": "lis2019", "type": "book", "title": "Promy", "author": [{"family": "Lis", "given": "Jan"}],
         "issued": {"date-parts": [[2019]]}, "language": "pl"},
        {"id": "orlova2016", "type": "article-journal", "title": "Мосты", "container-title": "Вестник",
         "language": "ru", "author": [{"family": "Орлова", "given": "Нина"}], "issued": {"date-parts": [[2016]]},
         "custom": {"translated-title": "Bridges"}},
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def article() -> Extraction:
    return extract([from_path(str(ARTICLE))], passages=True)


@pytest.fixture
def works(tmp_path: Path) -> Path:
    path = tmp_path / "works.json"
    path.write_text(WORKS, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["text", "html", "markdown", "latex", "docx"])
def test_a_list_in_every_kind_of_document(kind: str, works: Path, tmp_path: Path) -> None:
    out = tmp_path / f"list.{kind}"
    ran = bibtool("format", works, "--style", "apa", "--locale", "pl-PL", "--to", kind, "-o", out)
    assert ran.code == 0, ran.err
    data = out.read_bytes()
    if kind == "docx":
        assert data.startswith(b"PK")
        return
    assert "Bibliografia" in data.decode() and "Орлова" in data.decode()
    assert bibtool("format", works, "--style", "apa", "--locale", "pl-PL", "--to", kind).out == data.decode()


def test_the_ending_of_the_file_tells_the_kind(works: Path, tmp_path: Path) -> None:
    assert bibtool("format", works, "--style", "apa", "-o", tmp_path / "list.html").code == 0
    assert (tmp_path / "list.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_two_lists_for_international_indexes(works: Path) -> None:
    ran = bibtool("format", works, "--style", "chicago-notes-bibliography", "--locale", "pl-PL", "--scopus")
    first, second = ran.out.split("References")
    assert "Орлова, Нина. „Мосты”. Вестник, 2016." in first
    assert "Orlova, Nina. “Mosty [Bridges].” Vestnik, 2016. (In Russian)" in second
    assert "(In Polish)" in second and not re.search("[а-яА-Я]", second)


def test_sections_have_headings(works: Path) -> None:
    ran = bibtool("format", works, "--style", "apa", "--locale", "pl-PL", "--sections", "language")
    order = [ran.out.index(word) for word in ("W języku polskim", "Lis", "W języku rosyjskim", "Орлова")]
    assert order == sorted(order)


def test_entries_in_their_own_language(works: Path) -> None:
    data = json.loads(WORKS)
    for item in data:
        item |= {"URL": "https://example.org/x", "accessed": {"date-parts": [[2023, 1, 2]]}, "type": "webpage"}
    works.write_text(json.dumps(data), encoding="utf-8")
    own = bibtool("format", works, "--style", "pn-iso-690", "--entry-language", "own")
    assert own.code == 0 and "дата обращения" in own.out and "dostęp" in own.out
    style = ("--style", "gost-r-7-0-5-2008")  # asks for entries in their own languages itself
    assert bibtool("format", works, *style).out.count("дата обращения") == 1
    assert bibtool("format", works, *style, "--entry-language", "ru-RU").out.count("дата обращения") == 2


@pytest.mark.parametrize("style", AGAIN)
def test_notes_again_lose_no_word_and_no_citation(style: str, article: Extraction) -> None:
    done = set_notes(article.apparatus, article.entries, Setting(style))
    assert len(done.notes) == 46
    words = 0
    for note, passages in zip(done.notes, article.documents[0].passages, strict=True):
        shown = re.findall(r"\w+", note.text)
        for passage in passages.passages:
            if passage.role is not Role.CITATION:
                own = re.findall(r"\w+", passage.text)
                words += len(own)
                assert " ".join(own) in " ".join(shown), f"note {note.number}"
    assert words > 150
    assert len(set_cites(article.apparatus, article.entries, Setting(style))) == 54


@pytest.mark.parametrize("style", AGAIN)
def test_positions_equal_an_oracle(style: str, article: Extraction) -> None:
    """The oracle knows nothing of clusters: a cite is ibid. where the one right before it, in the same note or alone
    in the note before, is of the same work; both bear pages or neither does; else it is subsequent."""
    places = set_cites(article.apparatus, article.entries, Setting(style))
    seen: set[str] = set()
    citations = article.documents[0].citations
    in_note: dict[str, int] = {}
    for citation in citations:
        in_note[citation.note] = in_note.get(citation.note, 0) + 1
    wanted: list[Position] = []
    for before, citation in zip([None, *citations], citations, strict=False):
        near = before is not None and (
            before.note == citation.note or (int(citation.note) - int(before.note) == 1 and in_note[before.note] == 1)
        )
        if citation.key not in seen:
            wanted.append(Position.FIRST)
        elif before is None or not near or before.key != citation.key or (before.locator and not citation.locator):
            wanted.append(Position.SUBSEQUENT)
        elif citation.locator and citation.locator != before.locator:
            wanted.append(Position.IBID_WITH_LOCATOR)
        else:
            wanted.append(Position.IBID)
        seen.add(citation.key)
    assert [places[c.note_id, c.index].position for c in citations] == wanted
    assert Position.IBID in wanted and wanted.count(Position.SUBSEQUENT) > 5


def test_notes_travel_as_csl_citations(tmp_path: Path) -> None:
    for format, name in (("csl-json", "works.json"), ("csl-notes", "article.notes.json")):
        assert bibtool("extract", ARTICLE, "--format", format, "-o", tmp_path / name).code == 0
    style = ("--style", "chicago-notes-bibliography", "--as", "notes")
    ran = bibtool("format", tmp_path / "article.notes.json", "--works", tmp_path / "works.json", *style)
    assert ran.code == 0, ran.err
    straight = bibtool("format", ARTICLE, *style)
    assert ran.out.splitlines()[2:] == straight.out.splitlines()[2:]
    alone = bibtool("format", tmp_path / "article.notes.json", *style)
    assert alone.code == 2 and "--works" in alone.err and is_one_clear_line(alone.err)


def test_a_work_that_is_missing_is_named_with_its_note_and_what_looks_like_it(works: Path, tmp_path: Path) -> None:
    notes = {"schema": 1, "notes": [{"number": "7", "citations": [{"citationItems": [{"id": "lis2091"}]}]}]}
    path = tmp_path / "n.notes.json"
    path.write_text(json.dumps(notes), encoding="utf-8")
    out = tmp_path / "out.txt"
    ran = bibtool("format", path, "--works", works, "--as", "notes", "--style", "apa", "-o", out)
    assert ran.code == 2 and is_one_clear_line(ran.err) and not out.exists()
    assert "lis2091 [7] (lis2019?)" in ran.err


BROKEN = {
    "no-xml.csl": ("<style", "XML"),
    "empty.csl": ("", "empty"),
    "other.csl": ("<html/>", "cs:style"),
    "loop.csl": (
        '<style xmlns="http://purl.org/net/xbiblio/csl"><macro name="m"><text macro="m"/></macro>'
        '<citation><layout><text macro="m"/></layout></citation></style>',
        "calls itself",
    ),
    "misspelt.csl": (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title><id>t</id>'
        "<updated>2026-01-01T00:00:00+00:00</updated></info>\n"
        '<citation><layout><txt variable="title"/></layout></citation></style>',
        "line 2: Did not expect element txt",
    ),
    "orphan.csl": (
        '<style xmlns="http://purl.org/net/xbiblio/csl"><info><link rel="independent-parent" '
        'href="http://www.zotero.org/styles/no-such-parent"/></info></style>',
        "no-such-parent",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_style_is_one_clear_line(name: str, works: Path, tmp_path: Path) -> None:
    text, said = BROKEN[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    out = tmp_path / "out.html"
    ran = bibtool("format", works, "--style", tmp_path / name, "-o", out)
    assert ran.code == 2 and is_one_clear_line(ran.err) and said in ran.err and not out.exists(), ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--style", "chicago-note"], "chicago-notes"),
        (["--style", "missing.csl"], "missing.csl"),
        (["--style", "apa", "--script", "latin", "--scheme", "ru=iso-9"], "iso9"),
        (["--style", "apa", "--engine", "citeproc"], "citeproc-py"),
        (["--style", "apa", "--to", "pdf"], "formats: docx, html"),
        (["--style", "apa", "-o", "list.pdf"], "formats: docx, html"),
        (["--style", "apa", "--as", "notes"], "no notes"),
        (["--style", "apa", "--as", "notes", "--engine", "citeproc-py"], "--engine bibtool"),
        (["--style", "apa", "--sort", "backwards"], "backwards"),
    ],
)
def test_a_wrong_option_is_one_clear_line(options: list[str], said: str, works: Path, tmp_path: Path) -> None:
    ran = bibtool("format", works, *options, cwd=tmp_path)
    assert ran.code == 2 and is_one_clear_line(ran.err) and said in ran.err, ran.err


def test_what_the_other_engine_cannot_do_is_said(works: Path) -> None:
    ran = bibtool(
        "format", works, "--style", "apa", "--engine", "citeproc-py", "--sort", "latin-first", "--to", "latex"
    )
    assert ran.code == 0 and "BT654" in ran.err and r"\textit{Promy}" in ran.out


def test_a_pipe(works: Path) -> None:
    ran = process("format", "-", "--from", "csl-json", "--style", "apa", data=works.read_bytes())
    assert ran.code == 0 and "Lis, J. (2019)" in ran.out
    packed = process("format", works, "--style", "apa", "--to", "markdown")
    assert "*Promy*" in packed.out


def test_nothing_to_print_is_said(works: Path, tmp_path: Path) -> None:
    works.write_text("[]", encoding="utf-8")
    empty = bibtool("format", works, "--style", "apa")
    without = bibtool("format", ARTICLE.parent / "000_c1463a18df063656.txt", "--style", "apa", "--as", "notes")
    for ran, said in ((empty, "no works"), (without, "no notes")):
        assert ran.code == 3 and ran.out == "" and is_one_clear_line(ran.err) and said in ran.err


def test_a_list_of_a_library_has_no_file_name_in_its_heading(works: Path) -> None:
    assert bibtool("format", works, "--style", "apa", "--locale", "pl-PL").out.startswith("Bibliografia\n\n")


def test_words_that_may_cite_a_work_are_told_where_notes_are_set_again(tmp_path: Path) -> None:
    note = "Zdaniem E. Jesion (Promy, Toruń 1972, s. 19) prom płynął, co potwierdza książka Spław, Toruń 1980, s. 4."
    source = tmp_path / "notes.jsonl"
    source.write_text(json.dumps({"number": "1", "text": note}, ensure_ascii=False), encoding="utf-8")
    done = bibtool("format", "--from", "notes", str(source), "--style", "pn-iso-690-przypisy", "--as", "notes")
    assert "BT326" in done.err and "książka Spław, Toruń 1980" in done.err
