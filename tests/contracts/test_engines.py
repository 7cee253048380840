"""What every CSL engine has to do; a new file in ``bibtool/render/engines`` is tested by this."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from bibtool.diagnostics import catalogue
from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.render import registry
from bibtool.render.documents.registry import get as document
from bibtool.render.engine import Rendered, Section, StyleError, UnknownStyle
from bibtool.render.setting import Setting
from bibtool.render.styles import default_styles

ENGINES = sorted(registry.engines())
STYLE = "chicago-notes-bibliography"

BOOK = Entry(
    "Bondar2003",
    Item(
        "book",
        {"author": (Name("Бондар", "Олена"),), "translator": (Name("Wilk", "Adam"),)},
        {"issued": Date(((2003,),))},
        {"title": "Річки & кордони <i>нові</i>", "publisher": "Либідь", "publisher-place": "Київ", "language": "uk"},
    ),
)
NEWS = Entry(
    "zaremba2015",
    Item(
        "article-newspaper",
        {"author": (Name("Zaremba", "Łucja"),)},
        {"issued": Date(((2015, 4, 10),)), "accessed": Date(((2023, 1, 2),))},
        {
            "title": "Kolej na wschód",
            "container-title": "Kurier Kolejowy",
            "URL": "https://kurier.example/a?b=1&c=<2>",
            "language": "pl",
        },
    ),
)
# What libraries and scrapers hold: nothing of it may cost another entry its line.
ODD = tuple(
    Entry(key, item)
    for key, item in {
        "empty": Item(),
        "no-type": Item("", {}, {}, {"title": "Bez typu"}),
        "odd-type": Item("no-such-type", {}, {}, {"title": "Obcy typ"}),
        "bad-date": Item("book", {}, {"issued": Date(((2010, 13, 40),))}, {"title": "Miesiąc 13"}),
        "words": Item("book", {}, {"issued": Date(literal="b.d."), "accessed": Date(literal="-")}, {"title": "B.d."}),
        "range": Item("book", {}, {"issued": Date(((2010, 1), (2010, 3)))}, {"title": "Zakres"}),
        "ancient": Item("book", {}, {"issued": Date(((-44,),))}, {"title": "Dawno"}),
        "season": Item("book", {}, {"issued": Date(((2012,),), season=2)}, {"title": "Lato"}),
        "circa": Item("book", {}, {"issued": Date(((1900,),), circa=True)}, {"title": "Około"}),
        "body": Item("report", {"author": (Name(literal="Ośrodek"), Name(given="Sam"))}, {}, {"title": "Ciało"}),
        "numbers": Item("article-journal", {}, {}, {"title": "Nr", "volume": "XII/3", "issue": "½", "page": "-"}),
        "markup": Item("book", {}, {}, {"title": "</i><script>alert(1)</script><b>x"}),
        "roles": Item("motion_picture", {"director": (Name("Bąk", "Ola"),), "host": (Name("R"),)}, {}, {"title": "F"}),
        "Case": Item("book", {}, {}, {"title": "Klucz duży"}),
        "case": Item("book", {}, {}, {"title": "Klucz mały"}),
    }.items()
)


def page(rendered: Rendered, title: str, to: str = "text") -> str:
    return document(to).bibliography(title, rendered.locale, [Section("", rendered.entries)]).decode()


class _Balance(HTMLParser):
    """Every tag that opens closes, and only tags that we mean."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def parsed(html: str) -> _Balance:
    parser = _Balance()
    parser.feed(html)
    parser.close()
    assert parser.stack == []
    return parser


@pytest.mark.parametrize("name", ENGINES)
def test_every_entry_is_printed_once_under_its_key(name: str) -> None:
    rendered = registry.get(name).bibliography([NEWS, BOOK], Setting(STYLE))
    assert sorted(e.key for e in rendered.entries) == ["Bondar2003", "zaremba2015"]
    text = {e.key: e.text for e in rendered.entries}
    assert "Річки & кордони" in text["Bondar2003"]
    assert "<" not in text["Bondar2003"]
    assert "https://kurier.example/a?b=1&c=<2>" in text["zaremba2015"]
    assert not rendered.findings


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("style", [s.style for s in default_styles()] + ["apa", "modern-language-association", "ieee"])
def test_odd_items_cost_nobody_a_line(name: str, style: str) -> None:
    entries = [BOOK, *ODD, NEWS]
    rendered = registry.get(name).bibliography(entries, Setting(style))
    assert sorted(e.key for e in rendered.entries) == sorted(e.key for e in entries)
    assert all(e.text.strip() for e in rendered.entries)
    assert all("None" not in e.text for e in rendered.entries)
    assert {f.args["key"] for f in rendered.findings} <= {e.key for e in ODD}
    for finding in rendered.findings:
        assert catalogue.sentence(finding, "pl")
    text = {e.key: e.text for e in rendered.entries}
    assert "Kolej na wschód" in text["zaremba2015"]
    assert "Klucz duży" in text["Case"]
    assert "Klucz mały" in text["case"]


@pytest.mark.parametrize("name", ENGINES)
def test_html_is_escaped_and_whole(name: str) -> None:
    rendered = registry.get(name).bibliography([BOOK, *ODD, NEWS], Setting(STYLE), to="html")
    whole = page(rendered, "Bibliografia <próba> & reszta", "html")
    parser = parsed(whole)
    tags = {tag for tag, _ in parser.seen}
    assert "script" not in tags
    assert tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "ul",
        "li",
        "i",
        "b",
        "sup",
        "sub",
        "span",
        "a",
    }
    assert whole.startswith("<!DOCTYPE html>")
    assert "Bibliografia &lt;próba&gt; &amp; reszta" in whole
    attributes = [attrs for tag, attrs in parser.seen if tag == "li"]
    assert len(attributes) == len(ODD) + 2
    languages = {attrs["id"]: attrs.get("lang") for attrs in attributes}
    assert languages["zaremba2015"] == "pl"
    assert languages["Bondar2003"] == "uk"
    assert [attrs["lang"] for tag, attrs in parser.seen if tag == "html"] == ["en-US"]
    links = [attrs["href"] for tag, attrs in parser.seen if tag == "a"]
    assert links == ["https://kurier.example/a?b=1&c=<2>"]


@pytest.mark.parametrize("name", ENGINES)
def test_text_is_a_heading_and_a_line_an_entry(name: str) -> None:
    whole = page(registry.get(name).bibliography([NEWS, BOOK], Setting(STYLE)), "Bibliografia")
    lines = whole.split("\n")
    assert lines[:2] == ["Bibliografia", ""]
    assert len([line for line in lines[2:] if line]) == 2


@pytest.mark.parametrize("name", ENGINES)
def test_the_order_is_the_styles_not_the_callers(name: str) -> None:
    engine = registry.get(name)
    forth = engine.bibliography([NEWS, BOOK], Setting(STYLE))
    back = engine.bibliography([BOOK, NEWS], Setting(STYLE))
    assert [e.key for e in forth.entries] == [e.key for e in back.entries]


@pytest.mark.parametrize("name", ENGINES)
def test_unknown_styles_and_broken_ones_get_a_message(name: str, tmp_path: Path) -> None:
    engine = registry.get(name)
    with pytest.raises(UnknownStyle, match="chicago-notes"):
        engine.bibliography([BOOK], Setting("chicago-notes-bibliografy"))
    with pytest.raises(UnknownStyle):
        engine.bibliography([BOOK], Setting("no-such-file.csl"))
    for number, text in enumerate(["", "<style", "<style/>", '<style xmlns="http://purl.org/net/xbiblio/csl"/>']):
        path = tmp_path / f"s{number}.csl"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(StyleError):
            engine.bibliography([BOOK], Setting(str(path)))


@pytest.mark.parametrize("name", ENGINES)
def test_an_unknown_locale_is_said_and_a_bare_language_is_enough(name: str) -> None:
    engine = registry.get(name)
    assert engine.bibliography([BOOK], Setting(STYLE, "pl")).locale == "pl-PL"
    rendered = engine.bibliography([BOOK], Setting(STYLE, "tlh"))
    assert rendered.locale == "en-US"
    assert [f.code for f in rendered.findings] == ["BT653"]


@pytest.mark.parametrize("name", ENGINES)
def test_nothing_in_nothing_out(name: str) -> None:
    rendered = registry.get(name).bibliography([], Setting(STYLE))
    assert rendered.entries == ()
    assert "<ul>" in page(rendered, "x", "html")


def test_engines_have_names() -> None:
    assert {"citeproc-py", "bibtool"} <= set(ENGINES)
    with pytest.raises(registry.UnknownEngine, match="citeproc-py"):
        registry.get("citeproc")
    assert len(default_styles()) >= 3
    for default in default_styles():
        assert default.style in registry.get("citeproc-py").styles()
        assert default.why


@pytest.mark.parametrize("style", ["ieee", "nature"])
def test_a_number_alone_gets_what_is_known_of_the_work(style: str) -> None:
    record = Entry("akta", Item("manuscript", text={"archive": "Archiwum", "archive_location": "sygn. 412"}))
    rendered = registry.get("bibtool").bibliography([record, NEWS], Setting(style))
    line = next(entry.text for entry in rendered.entries if entry.key == "akta")
    assert line in ("[1] Archiwum, sygn. 412", "1. Archiwum, sygn. 412")
    assert [(each.code, each.args["key"]) for each in rendered.findings] == [("BT652", "akta")]
