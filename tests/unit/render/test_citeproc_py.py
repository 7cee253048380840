"""The lines that citeproc-py prints behind its adapter: Polish, Ukrainian, Russian, Belarusian and English works."""

import re

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.render import registry
from bibtool.render.citeproc.elements import month_name
from bibtool.render.citeproc.tidy import tidy
from bibtool.render.setting import Setting

ENTRIES = (
    Entry(
        "pl",
        Item(
            "article-newspaper",
            {"author": (Name("Łada", "Hanna"),)},
            {"issued": Date(((2016, 9, 14),)), "accessed": Date(((2024, 3, 5),))},
            {
                "title": "Czy granica zostanie otwarta?",
                "container-title": "Gazeta Graniczna",
                "URL": "https://gg.example/otwarta",
                "language": "pl",
            },
        ),
    ),
    Entry(
        "uk",
        Item(
            "book",
            {"author": (Name("Грабар", "Іван"),), "translator": (Name("Nowak", "Ewa"),)},
            {"issued": Date(((1998,),))},
            {
                "title": "Історія степу",
                "publisher": "Думка",
                "publisher-place": "Київ",
                "edition": "2",
                "language": "uk",
            },
        ),
    ),
    Entry(
        "ru",
        Item(
            "article-journal",
            {"author": (Name("Орлова", "Н. С."), Name("Ким", "В."))},
            {"issued": Date(((2011,),))},
            {
                "title": "Политика в степи",
                "container-title": "Вестник границы",
                "volume": "7",
                "issue": "3",
                "page": "7–19",
                "language": "ru",
            },
        ),
    ),
    Entry(
        "be",
        Item(
            "webpage",
            {},
            {"issued": Date(((2019, 5),)), "accessed": Date(((2024, 3, 5),))},
            {
                "title": "Дыялог працягваецца",
                "container-title": "Кур’ер",
                "URL": "https://k.example/1",
                "language": "be",
            },
        ),
    ),
    Entry(
        "en",
        Item(
            "chapter",
            {"author": (Name("Moor", "Ann"),), "editor": (Name("Hill", "Bob"),)},
            {"issued": Date(((2020,),))},
            {
                "title": "Roads across the steppe",
                "container-title": "New Borders",
                "page": "101-119",
                "publisher": "Press",
                "publisher-place": "Leeds",
                "language": "en",
            },
        ),
    ),
)

EXPECTED = {
    ("uniwersytet-gdanski-kulturoznawstwo-przypis", "pl-PL"): {
        "pl": "Łada Hanna, Czy granica zostanie otwarta?, „Gazeta Graniczna” 14.09.2016.",
        "uk": "Грабар Іван, Історія степу, tłum. Nowak Ewa, wyd. 2, Думка, Київ 1998.",
        "ru": "Орлова Н. С., Ким В., Политика в степи, „Вестник границы” 2011, t. 7, nr 3.",
        "be": "Дыялог працягваецца, Кур’ер, 2019, https://k.example/1 [05.03.2024].",
        "en": "Moor Ann, Roads across the steppe, [w:] New Borders, red. Hill Bob, Press, Leeds 2020.",
    },
    ("gost-r-7-0-5-2008", "ru-RU"): {
        "uk": "Грабар І. Історія степу / пер. E. Nowak. 2-е изд. Київ: Думка, 1998.",
        "ru": "Орлова Н. С., Ким В. Политика в степи // Вестник границы. 2011. Т. 7, № 3. С. 7–19.",
        "pl": "Łada H. Czy granica zostanie otwarta? // Gazeta Graniczna. 2016. 14 сентября. "
        "URL: https://gg.example/otwarta (дата обращения: 05.03.2024).",
        "en": "Moor A. Roads across the steppe // New Borders / ред. B. Hill. Leeds: Press, 2020. С. 101–119.",
    },
    ("chicago-notes-bibliography", "en-US"): {
        "pl": "Łada, Hanna. “Czy granica zostanie otwarta?” Gazeta Graniczna, September 14, 2016. https://gg.example/otwarta.",
        "ru": "Орлова, Н. С., and В. Ким. “Политика в степи.” Вестник границы 7, no. 3 (2011): 7–19.",
        "be": "Кур’ер. “Дыялог працягваецца.” May 2019. https://k.example/1.",
        "en": "Moor, Ann. “Roads Across the Steppe.” In New Borders, edited by Bob Hill. Press, 2020.",
    },
    ("modern-language-association", "pl-PL"): {
        "be": "„Дыялог працягваецца”. Кур’ер, maj 2019, https://k.example/1.",
        "ru": "Орлова, Н. С., i В. Ким. „Политика в степи”. Вестник границы, t. 7, nr 3, 2011, s. 7–19.",
    },
    ("mhra-notes", "en-GB"): {
        "pl": "Łada, Hanna, ‘Czy granica zostanie otwarta?’, Gazeta Graniczna, 14 September 2016 "
        "<https://gg.example/otwarta> [accessed 5 March 2024]",
        "be": "‘Дыялог працягваецца’, Кур’ер, May 2019 <https://k.example/1> [accessed 5 March 2024]",
    },
}


@pytest.mark.parametrize(("style", "locale"), EXPECTED, ids=[style for style, _ in EXPECTED])
def test_lines(style: str, locale: str) -> None:
    rendered = registry.get("citeproc-py").bibliography(ENTRIES, Setting(style, locale))
    text = {e.key: e.text for e in rendered.entries}
    assert not rendered.findings
    for key, line in EXPECTED[style, locale].items():
        assert re.sub(r"^\d+\. ", "", text[key]) == line


def test_works_without_an_author_are_printed_once() -> None:
    entry = Entry("x", Item("book", {}, {"issued": Date(((1791,),))}, {"title": "Ustawa", "publisher": "Dufour"}))
    engine = registry.get("citeproc-py")
    lines = [
        engine.bibliography([entry], Setting(style)).entries[0].text
        for style in ("apa", "polish-legal", "modern-language-association")
    ]
    assert [line.count("Ustawa") for line in lines] == [1, 1, 1]


def test_an_item_that_crashes_is_named_and_the_others_print(monkeypatch: pytest.MonkeyPatch) -> None:
    from citeproc import model

    real = model.Layout.render_bibliography

    def crash(self: object, items: list[object]) -> object:
        if any(item.key == "i1" for item in items):  # type: ignore[attr-defined]
            raise AttributeError("no parts")
        return real(self, items)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(model.Layout, "render_bibliography", crash)
    rendered = registry.get("citeproc-py").bibliography(ENTRIES, Setting("apa"))
    assert [(f.code, f.args["key"]) for f in rendered.findings] == [("BT651", "uk")]
    text = {e.key: e.text for e in rendered.entries}
    assert text["uk"] == "Грабар, Іван, Історія степу, Київ, Думка, 1998"
    assert text["en"].startswith("Moor, A. (2020)")


def test_given_names_stay_whole_where_the_style_says_so() -> None:
    line = registry.get("citeproc-py").bibliography(ENTRIES[:1], Setting("chicago-author-date")).entries[0].text
    assert line.startswith("Łada, Hanna. 2016.")


@pytest.mark.parametrize(
    ("before", "in_quote", "after"),
    [
        ("Rynek, 2021. . Bank. ", False, "Rynek, 2021. Bank."),
        ("Dokąd?. Gazeta", False, "Dokąd? Gazeta"),
        ("“Dokąd?”. Gazeta", True, "“Dokąd?” Gazeta"),
        ("“Dokąd”. Gazeta, “Tam”, 5", True, "“Dokąd.” Gazeta, “Tam,” 5"),
        ("„Dokąd”. Gazeta", False, "„Dokąd”. Gazeta"),
        ("a... b", False, "a... b"),
        ("[1]H. Nowak", False, "[1] H. Nowak"),
        ("1.5 mln", False, "1.5 mln"),
        ("A, , B ( ) C", False, "A, B C"),
        ("<i>Zob.</i>. Dalej", False, "<i>Zob.</i> Dalej"),
    ],
)
def test_tidy(before: str, in_quote: bool, after: str) -> None:
    assert tidy(before, in_quote) == after


def test_months_take_the_case_of_their_language() -> None:
    assert month_name("pl", 4, with_day=True) == "kwietnia"
    assert month_name("pl", 4, with_day=False) == "kwiecień"
    assert month_name("ru", 4, with_day=True) == "апреля"
    assert month_name("en", 4, with_day=True) == ""


def test_names_are_sorted_as_their_language_sorts_them() -> None:
    names = ["Zając", "Łada", "Lis", "Ćwik", "Cis", "Żak", "Źrebiec", "Ільїн", "Яценко", "Гай"]
    entries = [
        Entry(name, Item("book", {"author": (Name(name, "A"),)}, {}, {"title": "T"})) for name in reversed(names)
    ]
    rendered = registry.get("citeproc-py").bibliography(entries, Setting("uniwersytet-gdanski-kulturoznawstwo-przypis"))
    order = "Cis Ćwik Lis Łada Zając Źrebiec Żak Гай Ільїн Яценко".split()
    assert [e.key for e in rendered.entries] == order


@pytest.mark.parametrize(
    "style", ["cultivos-tropicales", "university-of-hull-harvard", "ius-ecclesiae", "iso690-numeric-sk"]
)
def test_styles_that_citeproc_py_alone_stumbles_over(style: str) -> None:
    dates = {
        "range": Date(((2010, 1), (2010, 3))),
        "years": Date(((2010,), (2012,))),
        "season": Date(((2012,),), season=2),
        "words": Date(literal="b.d."),
    }
    odd = [Entry(key, Item("book", {}, {"issued": date}, {"title": "Tytuł"})) for key, date in dates.items()]
    rendered = registry.get("citeproc-py").bibliography([*ENTRIES, *odd], Setting(style))
    assert len(rendered.entries) == len(ENTRIES) + len(odd)
    assert [f for f in rendered.findings if f.code == "BT651"] == []
