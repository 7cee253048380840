"""What styles say of themselves, and how they are found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from bibtool.csl.style import style_path
from bibtool.render.engine import StyleError, UnknownStyle
from bibtool.render.processing import load
from bibtool.render.samples import sample
from bibtool.render.style_details import details
from bibtool.render.style_list import Source, all_styles, info_of, search
from bibtool.render.styles import own_styles

CSL = "{http://purl.org/net/xbiblio/csl}"


def test_heads_say_what_the_xml_says() -> None:
    """The regular expressions find in every installed style what a parser finds."""
    assert len(all_styles()) > 2500
    for info in all_styles():
        path = own_styles().get(info.name) or style_path(info.name)
        assert path is not None
        root = etree.parse(str(path), etree.XMLParser(remove_comments=True)).getroot()
        assert info.title == " ".join((root.findtext(f"{CSL}info/{CSL}title") or "").split())
        assert info.title
        assert info.locale == root.get("default-locale", "")
        categories = root.findall(f"{CSL}info/{CSL}category")
        assert list(info.fields) == [c.get("field") for c in categories if c.get("field")]
        forms = [c.get("citation-format") for c in categories if c.get("citation-format")]
        assert info.form == (forms[0] if forms else root.get("class"))
        summary = root.find(f"{CSL}info/{CSL}summary")
        shown = "" if summary is None else " ".join("".join(map(str, summary.itertext())).split())
        assert info.summary == shown


def test_a_style_that_changed_is_looked_at_again(tmp_path: Path) -> None:
    """What an earlier process kept holds as long as the files are the same."""
    styles = tmp_path / "styles"
    styles.mkdir()
    script = (
        "import sys; from pathlib import Path; import bibtool.render.style_list as made\n"
        "made.own_styles = lambda: {'one': Path(sys.argv[1]) / 'one.csl'}; made.style_files = dict\n"
        "if sys.argv[2] == 'kept': made._head = None\n"
        "print(made.all_styles()[0].title)"
    )

    def title(*, kept: bool) -> str:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "kept")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", script, str(styles), "kept" if kept else "made"]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()

    for title_now in ("Mosty", "Brody i mosty"):
        (styles / "one.csl").write_text(f"<style><info><title>{title_now}</title></info></style>", encoding="utf-8")
        assert title(kept=False) == title_now
        assert title(kept=True) == title_now  # without opening the file


def test_our_own_come_first() -> None:
    sources = [info.source for info in all_styles()]
    assert sources == sorted(sources, key=lambda source: source is not Source.OWN)
    assert {info.name for info in all_styles() if info.source is Source.OWN} == set(own_styles())


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("gdanski przypis", "uniwersytet-gdanski-kulturoznawstwo-przypis"),
        ("PRZYPIS Gdański", "uniwersytet-gdanski-kulturoznawstwo-przypis"),
        ("гост", "gost-r-7-0-5-2008"),
        ("iso polski", "pn-iso-690"),
        ("russian numeric", "gost-r-7-0-5-2008-numeric"),
        ("chicago notes bibl", "chicago-notes-bibliography"),
    ],
)
def test_words_find_styles_in_any_order_and_script(query: str, name: str) -> None:
    assert name in [info.name for info in search(query.split())]


def test_every_word_must_fit() -> None:
    found = search(["political", "science", "note"])
    assert found
    assert all(info.form == "note" or "note" in info.name for info in found)
    assert all("political_science" in info.fields or "polit" in info.title.lower() for info in found)
    assert search(["гост", "polski"]) == ()


def test_a_whole_word_of_the_name_goes_before_a_part() -> None:
    found = [info.name for info in search(["apa"]) if info.source is not Source.OWN]
    assert found.index("apa") < len([name for name in found if "apa" in name.split("-")])


def test_a_comment_and_entities_do_not_deceive() -> None:
    head = (
        '<style xmlns="x" class="in-text" default-locale=\'uk-UA\'><info><!-- <title>No</title> -->'
        '<title xml:lang="uk">A &amp; B\n  &#1041;</title><category field="law"/></info><title>Later</title>'
    )
    info = info_of(head, "n", Source.FILE)
    assert (info.title, info.form, info.locale, info.fields) == ("A & B Б", "in-text", "uk-UA", ("law",))


def test_details_of_a_dependent_style_name_its_parent() -> None:
    told = details("nature-biotechnology")
    assert (told.parent, told.info.title, told.info.source) == ("nature", "Nature Biotechnology", Source.REPOSITORY)
    assert told.license.startswith("http")
    assert told.problems == ()


def test_details_say_what_goes_beyond_csl() -> None:
    asking = [name for name, path in own_styles().items() if "<?bibtool" in path.read_text(encoding="utf-8")]
    assert asking
    for name in asking:
        assert details(name).extensions
    assert details("apa").extensions == {}


def test_a_file_that_is_no_valid_csl_is_told_with_its_line(tmp_path: Path) -> None:
    text = own_styles()["pn-iso-690"].read_text(encoding="utf-8")
    path = tmp_path / "mine.csl"
    path.write_text(text, encoding="utf-8")
    assert details(str(path)).problems == ()
    path.write_text("\n\n" + text.replace("</style>", "<macro/></style>"), encoding="utf-8")
    (problem, *_) = details(str(path)).problems
    assert problem.startswith(f"line {text.count(chr(10)) + 2}: ")
    with pytest.raises(UnknownStyle):
        details(str(tmp_path / "other.csl"))
    path.write_text("<style>", encoding="utf-8")
    with pytest.raises(StyleError, match="line 1"):
        details(str(path))


@pytest.mark.parametrize("name", [*own_styles(), "apa", "chicago-notes-bibliography", "ieee", "nature", "bibtex"])
def test_samples_are_whole(name: str) -> None:
    style = load(name)
    made = sample(style)
    assert len(made.bibliography) in (0, 6)
    assert len(made.citations) in (0, 8)
    assert made.bibliography or made.citations
    assert all(text.strip() for text in (*made.bibliography, *made.citations))
    if made.bibliography:
        text = "\n".join(made.bibliography).casefold()
        assert all(word in text for word in ("lipska", "громова", "гайова", "reed", "thornbury"))


def test_samples_show_repeated_notes_and_take_a_locale() -> None:
    polish = sample(load("chicago-notes-bibliography"), "pl-PL")
    assert polish.locale == "pl-PL"
    assert "Piotr Zaremba" in polish.citations[2]
    assert len(polish.citations[1]) < len(polish.citations[0])
