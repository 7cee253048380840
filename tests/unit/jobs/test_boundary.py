"""A fault costs the piece that it lies in: told with its place, its text kept, and the rest done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bibtool.cli.app import main
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.registry import get
from bibtool.items.item import Item
from bibtool.jobs.bibliography import bibliographies
from bibtool.jobs.boundary import DEBUG, Boundary, debugging
from bibtool.jobs.errors import JobError
from bibtool.jobs.extract import extract
from bibtool.jobs.lint import lint
from bibtool.jobs.paper import filter_paper
from bibtool.jobs.references import parsed
from bibtool.jobs.sources import Source
from bibtool.render.setting import Setting

FAULTS = [ValueError("no number"), MemoryError(), RecursionError("too deep"), IndexError("list index")]
NOTES = [
    ("1", "A. Sowa, Jary, Opole 2005, s. 7."),
    ("2", "B. Mak, Kry, Elbląg 2010, s. 3."),
    ("3", "Tamże, s. 5."),
]


@pytest.fixture(autouse=True)
def _as_users_run_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DEBUG)


def breaking(monkeypatch: pytest.MonkeyPatch, where: str, name: str, when: Any, error: BaseException) -> None:
    """Makes a function raise where ``when(its arguments)`` is true."""
    from importlib import import_module

    module: Any = import_module(where)
    for part in name.split(".")[:-1]:
        module = getattr(module, part)
    name = name.split(".")[-1]
    good = getattr(module, name)

    def broken(*args: Any, **kwargs: Any) -> Any:
        if when(*args):
            raise error
        return good(*args, **kwargs)

    monkeypatch.setattr(module, name, broken)


def notes() -> Source:
    return Source("a.jsonl", "\n".join(json.dumps({"number": n, "text": t}) for n, t in NOTES).encode(), "notes")


@pytest.mark.parametrize("error", FAULTS, ids=lambda e: type(e).__name__)
def test_a_note_costs_itself(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    breaking(monkeypatch, "bibtool.citations.note", "split", lambda text, *_: "Kry" in text, error)
    found = extract([notes()], passages=True)
    assert [(c.note, c.item.get("title")) for c in found.citations] == [("1", "Jary"), ("3", "")]
    (told,) = [f for f in found.findings if f.code == "BT390"]
    assert (told.note_id, told.args["number"]) == ("2", "2")
    assert told.args["problem"].startswith(type(error).__name__)
    assert told.spans, "the place of the note"
    kept = found.apparatus[1]
    assert (kept.text, kept.clusters) == (NOTES[1][1], ())


def test_a_person_who_asks_gets_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "bibtool.citations.note", "split", lambda text, *_: "Kry" in text, ValueError("here"))
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(ValueError, match="here"):
        extract([notes()])


def test_a_source_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "bibtool.notes.find", "find_notes", lambda d, *_: d.name == "b.txt", IndexError("here"))
    found = extract([Source("b.txt", b"Text", "text"), notes()])
    assert [(r.name, r.finding.code) for r in found.refused] == [("b.txt", "BT190")]
    assert len(found.citations) == 3


def test_what_a_text_is_itself_costs_only_that(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "bibtool.notes.front", "front", lambda *_: True, KeyError("here"))
    found = extract([notes()])
    assert "BT290" in {f.code for f in found.findings}
    assert len(found.citations) == 3 and found.documents[0].own is None


BIB = "@book{sowa, title = {Jary}, year = 2005}\n@book{mak, title = {Kry}, shelf = {A 5}}\n@book{las, title = {Bory}}\n"
RIS = "TY  - BOOK\nID  - sowa\nTI  - Jary\nER  - \nTY  - BOOK\nID  - mak\nTI  - Kry\nER  - \n"
CSL = json.dumps([{"id": "sowa", "type": "book", "title": "Jary"}, {"id": "mak", "title": "Kry", "shelf": ["A 5"]}])


@pytest.mark.parametrize(
    ("name", "text", "where", "function", "when"),
    [
        ("biblatex", BIB, "bibtool.formats.dialect", "Dialect.decode", lambda self, kind, fields: "shelf" in fields),
        ("bibtex", BIB, "bibtool.formats.dialect", "Dialect.decode", lambda self, kind, fields: "shelf" in fields),
        ("ris", RIS, "bibtool.formats.ris", "_restored", lambda pairs: ("ID", "mak") in pairs),
        ("csl-json", CSL, "bibtool.formats.csl_json", "shaped", lambda row, key, place: key == "mak"),
    ],
)
def test_an_entry_costs_itself(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, where: str, function: str, when: Any
) -> None:
    breaking(monkeypatch, where, function, when, AttributeError("here"))
    read = parsed("a", text.encode(), get(name))
    keys = [entry.key for entry in read.entries]
    assert keys[:2] == ["sowa", "mak"]
    (told,) = [f for f in read.findings if f.code == "BT691"]
    assert (told.args["key"], told.document) == ("mak", "a")
    assert told.args["place"] in {"line 2", "line 5", "item 2"}
    assert read.entries[0].item.get("title") == "Jary"
    kept = "".join(read.entries[1].item.custom.values())
    assert "Kry" in kept and ("A 5" in kept or "shelf" not in text)


def test_a_bibliography_that_cannot_be_read_at_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "bibtool.formats.dialect", "read_raw", lambda text: True, RecursionError("here"))
    with pytest.raises(JobError, match="RecursionError: here"):
        parsed("a.bib", BIB.encode(), get("biblatex"))


ENTRIES = [
    Entry(key, Item("book", text={"title": title})) for key, title in (("a", "Jary"), ("b", "Kry"), ("c", "Bory"))
]


def test_an_item_costs_itself_and_is_printed_without_a_style(monkeypatch: pytest.MonkeyPatch) -> None:
    def holds(sheet: Any, items: Any, *_: Any) -> bool:
        return any(item.get("title") == "Kry" for item in items.values())

    breaking(monkeypatch, "bibtool.render.engines.own", "_print", holds, ZeroDivisionError("here"))
    done = get_engine().bibliography(ENTRIES, Setting("apa-7-pl"), "text", Boundary(debug=False))
    assert [(f.code, f.args["key"]) for f in done.findings] == [("BT651", "b")]
    texts = {entry.key: entry.text for entry in done.entries}
    assert texts["b"] == "Kry" and texts["a"].startswith("Jary. (") and len(texts) == 3


def get_engine() -> Any:
    from bibtool.jobs.bibliography import known_engine

    return known_engine("bibtool")


def test_a_style_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    import bibtool.render.engines.own as own

    broken = "polska-humanistyka-przypisy"
    breaking(monkeypatch, "bibtool.render.engines.own", "load", lambda style: style == broken, TypeError("here"))
    assert own.ENGINE.name == "bibtool"
    done = bibliographies(ENTRIES, "")
    assert [(f.code, f.args["style"]) for f in done.findings] == [("BT692", broken)]
    assert len(done.files) >= 4 and not any(broken in name for name in done.files)


def test_an_address_costs_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from bibtool.jobs.check import check
    from bibtool.jobs.link_settings import settings
    from bibtool.jobs.link_sources import load

    def bad(target: Any, *_: Any) -> bool:
        return "kry" in target.url

    breaking(monkeypatch, "bibtool.links.checker", "_completed", bad, UnicodeError("here"))
    told = {"archive": ["none"], "resolve": ["*:*:nxdomain"], "control": ["http://127.0.0.1:9/"], "per-host": "0",
            "retry-wait": "0.001"}  # fmt: skip
    urls = ["http://jary.test/", "http://kry.test/a", "http://bory.test/"]
    done = check(load(urls), settings(told, {}), tmp_path / "h")
    assert [r.url for r in done.results] == urls
    assert [(f.code, f.args["url"]) for f in done.findings if f.args.get("url") == urls[1]] == [("BT590", urls[1])]


def test_a_document_that_cannot_be_compared_costs_only_that(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "bibtool.copyedit.compare", "compare", lambda *_: True, IndexError("here"))
    done = lint([notes()], style=Setting("apa-7-pl"))
    assert {"BT890", "BT307"} & {f.code for f in done.findings} == {"BT890"}
    assert len(done.extraction.citations) == 3


PAPER = {
    "pandoc-api-version": [1, 23],
    "meta": {"csl": {"t": "MetaString", "c": "apa-7-pl"}},
    "blocks": [{"t": "Para", "c": [{"t": "Str", "c": "Jary."}]}],
}


def test_a_paper_passes_as_it_is_where_its_citations_cannot_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "bibtool.papers.paper", "paper", lambda *_: True, ValueError("here"))
    done = filter_paper(json.dumps(PAPER).encode())
    assert json.loads(done.text) == PAPER
    assert [f.code for f in done.findings] == ["BT990"]


@pytest.mark.parametrize("error", FAULTS, ids=lambda e: type(e).__name__)
def test_what_no_boundary_took_is_one_line_and_exit_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    breaking(monkeypatch, "bibtool.jobs.extract", "extract", lambda *_: True, error)
    path = Path(__file__)
    assert main(["extract", str(path), "--from", "text", "--ui", "en"]) == 3
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    assert said.err.startswith("bibtool: extract ") and path.name in said.err and type(error).__name__ in said.err
    for words in (["--debug", "extract", str(path)], ["extract", str(path), "--debug"]):
        with pytest.raises(type(error)):
            main(words)
        assert not debugging(), "the option holds for its own run only"


def test_an_error_about_something_else_passes() -> None:
    limits = Boundary(debug=False)
    for error in (OSError(28, "No space left on device"), JobError("BT701", path="x", near="")):

        def work(error: Exception = error) -> int:
            raise error

        with pytest.raises(type(error)):
            limits(work, Finding("BT390", {"number": "1", "problem": ""}))
    assert limits(lambda: 5, Finding("BT390", {"number": "1", "problem": ""})) == 5


@pytest.mark.parametrize(("value", "expected"), [("", False), ("0", False), ("1", True), ("yes", True)])
def test_the_environment_asks_for_tracebacks(value: str, expected: bool) -> None:
    assert debugging({DEBUG: value}) is expected
