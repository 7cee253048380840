"""The API from Python: lazy, without output, with errors that have codes."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bibtool
from bibtool.api import Library

ARTICLE = "Tak było¹. Potem inaczej².\n\n1 E. Gaj, Osady nad Notecią, Łódź 2012, s. 4.\n2 Tamże, s. 7.\n"
HILL = {
    "id": "hill",
    "type": "book",
    "title": "Fords",
    "author": [{"family": "Hill", "given": "Ann"}],
    "issued": {"date-parts": [[2019]]},
}


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_loads_nothing_else() -> None:
    assert run("import bibtool, sys; print([m for m in sys.modules if m.startswith('bibtool')])") == "['bibtool']"


def test_the_names_are_found_when_they_are_asked_for() -> None:
    assert run("import bibtool; print(bibtool.extract.__module__, 'Library' in dir(bibtool))").startswith("bibtool.api")
    with pytest.raises(AttributeError, match="reed"):
        bibtool.reed  # noqa: B018  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "before", ["", "import bibtool.render.setting", "from bibtool.render import setting", "import bibtool.api"]
)
def test_render_is_called_whatever_was_imported_before(before: str) -> None:
    code = (
        f"import bibtool\n{before}\nprint(bibtool.render([{HILL!r}], 'apa'))\nfrom bibtool.render.engine import Section"
    )
    assert run(code) == "Hill, A. (2019). Fords."


def test_the_command_line_is_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "bibtool", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"bibtool {bibtool.__version__}\n"


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    reading = bibtool.extract(ARTICLE)
    library = Library.open(tmp_path / "l.sqlite")
    library.add(reading)
    bibtool.convert(library.search(), "ris")
    bibtool.render(library, "apa")
    assert capfd.readouterr() == ("", "")


def test_a_work_is_its_csl_json() -> None:
    (work,) = bibtool.extract(ARTICLE)
    assert json.loads(json.dumps(dict(work))) == work
    assert work == dict(work)
    assert work.key == work["id"] == "gaj2012"
    assert [mention.locator for mention in work.mentions] == ["4", "7"]


def test_readings_of_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.bib").write_text("@book{gaj, title={Osady}, year={2012}", encoding="utf-8")
    article, broken = bibtool.read(tmp_path / "a.txt"), bibtool.read(str(tmp_path / "b.bib"))
    assert [each["kind"] for each in article.citations] == ["full", "ibid"]
    assert [note.number for note in article.notes] == ["1", "2"]
    assert [work.key for work in broken] == ["gaj"]
    assert [(each.code, each.severity) for each in broken.findings] == [("BT602", "error")]
    assert not broken.citations


def test_names_that_the_command_line_takes_for_something_else_are_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-", "lib:x.bib"):
        Path(name).write_text("@book{gaj, title={Osady}}", encoding="utf-8")
        assert [work.key for work in bibtool.read(name)] == ["gaj"]
        assert "Osady" in bibtool.convert(name, "ris").text
    assert Library.open("own.sqlite").add("-").keys() == ("gaj",)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: bibtool.read("nowhere.bib"), "BT701"),
        (lambda: bibtool.extract(""), "BT103"),
        (lambda: bibtool.convert([HILL], "bibtexx"), "BT705"),
        (lambda: bibtool.render([HILL], "apaa"), "BT716"),
        (lambda: bibtool.render([HILL], "apa", to="pdf"), "BT705"),
        (lambda: bibtool.render([HILL], "apa", script="latin", scheme="iso10"), "BT707"),
        (lambda: bibtool.check("no address"), "BT515"),
        (lambda: bibtool.check("http://a.invalid", tiemout=1), "BT515"),
        (lambda: bibtool.check("http://a.invalid", timeout="soon"), "BT515"),
        (lambda: Library.open("nowhere.sqlite", create=False), "BT957"),
    ],
)
def test_errors_have_codes_and_sentences(call: object, code: str) -> None:
    with pytest.raises(bibtool.Error) as caught:
        call()  # type: ignore[operator]
    assert caught.value.code == code
    assert str(caught.value) == caught.value.message() != caught.value.message("pl")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: bibtool.render([HILL], "apa", sort="year"), ValueError),
        (lambda: bibtool.convert([3], "ris"), TypeError),  # type: ignore[list-item]
        (lambda: bibtool.convert(["a.bib"], "ris"), TypeError),  # type: ignore[list-item]
    ],
)
def test_wrong_values_are_pythons_errors(call: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        call()  # type: ignore[operator]


def test_shapes_that_csl_json_has_not_are_findings() -> None:
    done = bibtool.convert(
        [{"id": "a", "type": "book", "title": "Brody", "issued": "2012-05", "title-short": 3}], "ris"
    )
    assert "PY  - 2012" in done.text
    assert {finding.code for finding in done.findings} == {"BT621"}


def test_a_document_is_made() -> None:
    done = bibtool.render([HILL], "apa", to="docx")
    assert done.data.startswith(b"PK")
    assert done.entries == (("hill", "Hill, A. (2019). <i>Fords</i>."),)
    page = bibtool.render([HILL], "apa", to="html", locale="pl-PL").data.decode()
    assert "Bibliografia" in page
    assert "<i>Fords</i>" in page


def test_links_are_checked_in_a_running_loop_too() -> None:
    async def notebook() -> tuple[str, ...]:
        links = bibtool.check({"id": "a", "type": "webpage", "URL": "http://127.0.0.1:9/x"}, archive=["none"])
        return tuple(link.verdict for link in links)

    seen: list[tuple[int, int]] = []
    (link,) = bibtool.check(
        ["http://127.0.0.1:9/x"], archive=["none"], progress=lambda done, every: seen.append((done, every))
    )
    assert asyncio.run(notebook()) == (link.verdict,)
    assert link.url == link.record["url"] == "http://127.0.0.1:9/x"
    assert seen == [(1, 1)]


def test_a_library_is_a_collection(tmp_path: Path) -> None:
    with bibtool.Library.open(tmp_path / "l.sqlite") as library:
        assert library.add(HILL, bibtool.extract(ARTICLE)).keys("new") == ("hill", "gaj2012")
        assert [work.key for work in library] == ["hill", "gaj2012"]
        assert library.add({**HILL, "publisher": "Bród"}).became == (("hill", "joined"),)
        assert library["Hill"]["publisher"] == "Bród"
        with pytest.raises(KeyError):
            library["nobody"]
        assert library.get("nobody") is None
        assert 3 not in library


def test_what_was_done_is_undone(tmp_path: Path) -> None:
    library = bibtool.Library.open(tmp_path / "l.sqlite")
    before = datetime.now(UTC) - timedelta(seconds=2)
    library.add(HILL)
    library.tag("hill", "rzeki", "brody")
    library.tag("hill", remove=["brody"])
    assert library.details("hill").tags == ("rzeki",)
    assert library.undo() == [3]
    assert library.details("hill").tags == ("rzeki", "brody")
    assert library.undo(since=before) == [2, 1]
    assert len(library) == 0
    with pytest.raises(bibtool.Error) as caught:
        library.undo()
    assert caught.value.code == "BT963"


def test_a_doubtful_reading_stays_doubtful(tmp_path: Path) -> None:
    from bibtool.api import Work
    from bibtool.entries.entry import Entry
    from bibtool.items.item import Item

    library = bibtool.Library.open(tmp_path / "l.sqlite")
    library.add(Work(Entry("dal", Item("book", text={"title": "Dal"})), "doubtful"))
    assert library["dal"].certainty == "doubtful"
    assert [work.key for work in library.search("is:doubtful")] == ["dal"]


def test_works_are_corrected_and_merged(tmp_path: Path) -> None:
    library = bibtool.Library.open(tmp_path / "l.sqlite")
    library.add(HILL, {**HILL, "id": "hill2", "title": "Fords and bridges", "edition": "2"})
    assert library.correct("hill", {"year": "2018-05"})["issued"] == {"date-parts": [[2018, 5]]}
    with pytest.raises(bibtool.Error) as caught:
        library.correct("hill", {"issued": "in spring"})
    assert caught.value.code == "BT925"
    with pytest.raises(bibtool.Error) as caught:
        library.merge("hill", "hill2")  # another year
    assert caught.value.code == "BT995" and len(library) == 2
    assert library.merge("hill", "hill2", force=True)["edition"] == "2"
    assert [work.key for work in library] == ["hill"]
    assert ("title", "Fords and bridges") in {(each.variable, each.value) for each in library["hill"].variants}
    assert library.undo() == [3]
    assert library.undo() == [2]
    assert library["hill"]["issued"] == HILL["issued"]
    with pytest.raises(bibtool.Error) as caught:
        library.merge("hill", "nobody")
    assert caught.value.code == "BT951"


def test_values_of_another_type_are_named(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "l.sqlite")
    library.add(HILL)
    calls = (
        lambda: bibtool.extract(b"text"),  # type: ignore[arg-type]
        lambda: library.correct("hill", {"issued": 2012}),  # type: ignore[dict-item]
        lambda: library.undo(since="2026-01-01"),  # type: ignore[arg-type]
    )
    for call, named in zip(calls, ("bytes", "issued.*int", "since.*str"), strict=True):
        with pytest.raises(TypeError, match=named):
            call()
