"""The report in Chromium: search, filters, sorting, copies, downloads, keyboard, phone, print; axe-core, which looks at
the other pages too."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import ARTICLE, bibtool, process

from bibtool.language.folding import skeleton

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("BIBTOOL_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

WORDS = "Łódź Тренин Trienin Грушевський Hruszewski Hruŝev Щедрик shchedryk Kazachstan Казахстан Straße Ґудзь Ўладзімір"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    for ui in ("en", "pl"):
        ran = bibtool("report", ARTICLE, "-o", folder / f"{ui}.html", "--ui", ui, "--history", folder / "none.sqlite")
        assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def shown(browser: Any, path: Path, **context: Any) -> Any:
    """A page whose script has done its work; a fault in it, or a request for anything else, fails the test."""
    page = browser.new_context(**context).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(f"the script failed: {error}"))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", timeout=20_000)
    assert asked == [path.as_uri()]
    return page


def test_search_folds_scripts_as_the_library_does(browser: Any, pages: Path) -> None:
    page = shown(browser, pages / "en.html")
    words = WORDS.split()
    assert page.evaluate("words => words.map(window.bibtool.skeleton)", words) == [skeleton(word) for word in words]
    rows = page.locator("#works-table tbody tr")
    everything = rows.count()
    found = {}
    for asked in ("trenin", "Тренин", "Trienin"):
        page.fill("#search", asked)
        found[asked] = rows.all_inner_texts()
    assert everything == 43 and len(found["trenin"]) == 1 and len({tuple(each) for each in found.values()}) == 1
    page.fill("#search", "no such word")
    assert rows.count() == 0 and page.inner_text("#count").endswith("0 / 43")


def test_a_year_is_found_as_it_is(browser: Any, pages: Path) -> None:
    page = shown(browser, pages / "en.html")
    rows = page.locator("#works-table tbody tr")
    for year in ("2022", "2011"):
        everything = [row for row in rows.all_inner_texts() if year in row]
        page.fill("#search", year)
        assert all(year in row for row in rows.all_inner_texts())
        assert rows.count() == len(everything) > 0
        page.fill("#search", "")


def test_works_are_sorted_by_column(browser: Any, pages: Path) -> None:
    page = shown(browser, pages / "en.html")
    page.click("[data-sort='1']")
    years = [row for row in page.locator("#works-table tbody td:nth-child(2)").all_inner_texts() if row]
    assert years == sorted(years) and len(set(years)) > 3
    page.click("[data-sort='1']")
    assert page.locator("#works-table tbody td:nth-child(2)").first.inner_text() == years[-1]
    assert page.get_attribute("#works-table th:nth-child(2)", "aria-sort") == "descending"


def test_findings_are_filtered(browser: Any, pages: Path) -> None:
    page = shown(browser, pages / "en.html")
    rows = page.locator("#findings-table tbody tr:visible")
    everything = rows.count()
    page.uncheck("[data-level='info'][type=checkbox]")
    warnings = rows.count()
    page.select_option("#code", "BT304")
    assert 0 < rows.count() < warnings < everything
    assert page.locator("#findings-table tbody tr:visible td.code").first.inner_text().startswith("BT304")


def test_fields_are_explained_by_keyboard_alone(browser: Any, pages: Path) -> None:
    page = shown(browser, pages / "en.html")
    page.locator("#note-2 [data-v=author]").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.v") == "title"
    why = page.locator("#why")
    assert why.is_visible() and "Внешняя политика России" in why.inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Copy"
    assert "bibtool correct '004_51483a6014526e0d.txt' --set '2.1.title=" in why.inner_text()
    page.keyboard.press("Escape")
    assert not why.is_visible() and page.evaluate("document.activeElement.dataset.v") == "title"


def test_the_command_that_is_copied_corrects_the_field(browser: Any, pages: Path, tmp_path: Path) -> None:
    page = shown(browser, pages / "en.html", permissions=["clipboard-read", "clipboard-write"])
    page.click("#note-2 [data-v=title]")
    page.click("#why button")
    copied = page.evaluate("navigator.clipboard.readText()")
    (tmp_path / ARTICLE.name).write_bytes(ARTICLE.read_bytes())
    setting = copied.split("--set ")[1].strip("'").replace("Внешняя", "Новая внешняя")
    ran = bibtool("correct", ARTICLE.name, "--set", setting, "--beside", cwd=tmp_path)
    assert ran.code == 0, ran.err
    told = bibtool("extract", ARTICLE.name, "--format", "csl-json", cwd=tmp_path).out
    assert "Новая внешняя политика" in told


def test_bibliographies_are_copied_and_data_downloaded(browser: Any, pages: Path) -> None:
    page = shown(browser, pages / "en.html", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#bibliographies .copy-list").first.click()
    page.locator("#said", has_text="Copied").wait_for(state="attached")
    assert len(page.evaluate("navigator.clipboard.readText()").strip().split("\n")) == 43
    with page.expect_download() as waiting:
        page.click("[data-file$='.csl.json']")
    assert len(json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))) == 43


def test_phone_and_print(browser: Any, pages: Path) -> None:
    page = shown(browser, pages / "pl.html", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible() and page.locator("#note-46").is_visible()


@pytest.mark.parametrize(("ui", "scheme"), [("en", "light"), ("pl", "dark")])
def test_tables_are_stacked_on_a_phone(ui: str, scheme: str, browser: Any, pages: Path) -> None:
    page = shown(browser, pages / f"{ui}.html", viewport={"width": 380, "height": 740}, color_scheme=scheme)
    for section in ("links", "findings", "works"):
        table = page.locator(f"#{section} table")
        assert table.bounding_box()["width"] <= 380
        row = table.locator("tbody tr").first
        cells = [cell.bounding_box() for cell in row.locator("td").all() if cell.is_visible()]
        assert len(cells) >= 3 and all(cell["width"] > 300 for cell in cells)
        assert [cell["y"] for cell in cells] == sorted({cell["y"] for cell in cells})  # one below the other
    labels = page.locator("#links tbody td[data-label]").evaluate_all(
        "cells => cells.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert len(labels) > 10 and {'"cited in: "', '"przywołane w: "'} & {*labels}
    page.click("#works-table [data-sort='1']")  # the heads stay, since they sort
    years = page.locator("#works-table tbody tr td:nth-child(2)").all_inner_texts()
    assert years == sorted(years, key=lambda year: (not year, year)) and len(set(years)) > 5
    code = page.locator("#code")
    code.select_option(code.locator("option").nth(1).inner_text())
    shown_rows = page.locator("#findings-table tbody tr:visible").count()
    assert 0 < shown_rows < page.locator("#findings-table tbody tr").count()  # what is filtered stays hidden
    page.set_viewport_size({"width": 900, "height": 740})
    assert page.locator("#links thead th").first.bounding_box()["height"] > 10


def test_it_can_be_read_without_scripts(browser: Any, pages: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((pages / "pl.html").as_uri())
    assert page.locator("#note-46").is_visible() and page.locator("#bibliographies li").first.is_visible()
    assert page.locator("noscript p").is_visible() and not page.locator("#search").is_visible()
    rows = page.locator("#works-table tbody tr")
    static = rows.evaluate_all("rows => rows.map((row) => row.outerHTML)")
    assert len(static) > 40 and rows.first.is_visible()
    scripted = shown(browser, pages / "pl.html").locator("#works-table tbody tr")
    assert scripted.evaluate_all("rows => rows.map((row) => row.outerHTML)") == static


def test_it_is_printed_whole_before_its_script_has_run(pages: Path, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    printed = tmp_path / "printed.pdf"
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}")
    command = [str(CHROMIUM), *flags, f"--print-to-pdf={printed}", (pages / "en.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, timeout=60).stdout
    lines = text.decode()
    works = json.loads(bibtool("extract", ARTICLE, "--format", "csl-json", "--cited-only").out)
    assert len(works) > 40
    table = "".join(lines[lines.index("cited in") :].split())
    assert [work["title"] for work in works if "".join(work["title"].split()) not in table] == []


def test_the_search_field_is_whole_at_every_width(browser: Any, pages: Path) -> None:
    page = shown(browser, pages / "pl.html")
    for width in (380, 800, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        for name in ("#search", "#hint"):
            box = page.locator(name).bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert not page.locator("#search").get_attribute("placeholder")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# Both languages and both themes in every run, all four pairs in the long ones.
LOOKS = pytest.mark.parametrize(
    ("ui", "scheme"),
    [
        ("en", "light"),
        ("pl", "dark"),
        *(pytest.param(*pair, marks=pytest.mark.long) for pair in [("en", "dark"), ("pl", "light")]),
    ],
)


@LOOKS
def test_axe_finds_nothing(ui: str, scheme: str, browser: Any, pages: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = shown(browser, pages / f"{ui}.html", color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.click("#note-2 [data-v=title]")
    done = axe.Axe().run(page)
    assert done.violations_count == 0, done.generate_report()
    assert len(done.response["passes"]) > 30


ODD = """Rzeki

Zdanie1. Drugie2.

1 A. Kos, Promy, Lublin 2004, s. 90–81, <http://127.0.0.1:9/x> [dostęp: 3 V 2020].
2 J. Wrona, dz. cyt., s. 4.
"""


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of ``lint``, ``inspect`` and ``check``."""
    folder = tmp_path_factory.mktemp("others")
    (folder / "a.txt").write_text(ODD, encoding="utf-8")
    for ui in ("en", "pl"):
        assert bibtool("lint", "a.txt", "-o", f"lint.{ui}.html", "--ui", ui, cwd=folder).code == 1
        assert bibtool("inspect", "a.txt", "-o", f"inspect.{ui}.html", "--ui", ui, cwd=folder).code == 0
        quick = ("--archive", "none", "--control", "http://127.0.0.1:9/", "--retry-wait", "0.01", "--timeout", "2")
        told = ("--format", "html", "-o", f"check.{ui}.html", "--history", "h.sqlite", "--allow-private", "--ui", ui)
        # in a process of its own: playwright runs an event loop in this one
        assert process("check", "a.txt", *told, *quick, cwd=folder).code == 3
    return folder


def test_the_page_of_findings_is_filtered_and_explains_its_notes(browser: Any, others: Path) -> None:
    page = shown(browser, others / "lint.en.html")
    rows = page.locator("#findings-table tbody tr:visible")
    everything = rows.count()
    page.select_option("#code", "BT321")
    assert 0 < rows.count() < everything
    page.locator("#findings-table tbody tr:visible a").first.click()
    page.locator("#note-1 [data-v=title]").focus()
    assert "Promy" in page.inner_text("#why") and not page.locator("#works").count()


@LOOKS
@pytest.mark.parametrize("name", ["lint", "inspect", "check"])
def test_axe_finds_nothing_on_the_other_pages(name: str, ui: str, scheme: str, browser: Any, others: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 740}).new_page()
    page.goto((others / f"{name}.{ui}.html").as_uri())
    done = axe.Axe().run(page)
    assert done.violations_count == 0, done.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
