"""What stands in a .bib file: protected capitals, names, keys, the remainder."""

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.bibkeys import check_keys, repaired
from bibtool.formats.bibnames import read_names, write_names
from bibtool.formats.bibvalues import write_text
from bibtool.formats.latex import escape, unescape
from bibtool.formats.protected_words import protect
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.text.identifiers import is_isbn, is_issn


def lines(form: str, item: Item) -> dict[str, str]:
    text = registry.get(form).write([Entry("k", item)])
    return {
        row.split("=")[0].strip(): row.split("=", 1)[1].strip().rstrip(",") for row in text.splitlines() if "=" in row
    }


@pytest.mark.parametrize(
    ("title", "language", "protected"),
    [
        ("МИД РФ: визит в Минск", "ru", ["МИД", "РФ", "Минск"]),
        ("Polityka UE wobec Białorusi", "pl", ["UE", "Białorusi"]),
        ("Relations between Belarus and Ukraine", "en", ["Belarus", "Ukraine"]),
        ("The New Politics of Border Regions in the EU", "en", ["EU"]),
        ("Kirgistan Nowy Wielki Mały", "pl", ["Nowy", "Wielki", "Mały"]),
        ("iPhone i YouTube w PKP-u", "pl", ["iPhone", "YouTube", "PKP-u"]),
        ("Co dalej? Nowe drogi", "pl", ["Nowe"]),
        ("Die Lage der Minderheit", "de", ["Lage", "Minderheit"]),
        ("I co teraz", "pl", []),
        ("", "pl", []),
    ],
)
def test_capitals_that_mean_something_are_protected(title: str, language: str, protected: list[str]) -> None:
    assert [title[a:b] for a, b in protect(title, language)] == protected


@pytest.mark.parametrize(
    ("names", "value"),
    [
        ([Name("Лебедева", "О. В.")], "Лебедева, О. В."),
        ([Name("Berg", "Jan", particle="van der")], "van der Berg, Jan"),
        ([Name("de la Cruz", "Ana")], "{de la Cruz}, Ana"),
        ([Name("Nowak", "Jan", suffix="jr")], "Nowak, jr, Jan"),
        ([Name(literal="Ministerstwo Spraw and Co")], "{Ministerstwo Spraw and Co}"),
        ([Name("Nursułtan Nazarbajew")], "{{Nursułtan Nazarbajew}}"),
        ([Name("Nowak"), Name("And", "A")], "Nowak and {And}, A"),
        ([Name("O'Neil & Sons, Ltd", "X")], r"{O'Neil \& Sons, Ltd}, X"),
    ],
)
def test_names(names: list[Name], value: str) -> None:
    assert write_names(names) == value
    assert read_names(value) == tuple(names)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("100% & #1_$", r"100\% \& \#1\_\$"),
        ("a\\b~c^d", r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d"),
        ("{x", r"\textbraceleft{}x"),
        ("a--b ''c``", "a-{}-b '{}'c`{}`"),
        ("Łódź „Ўзбек” – №", "Łódź „Ўзбек” – №"),
        ("<i>x</i> <b>", r"<i>x</i> <b>"),
        ("<i>x & y</i>", r"\textit{x \& y}"),
    ],
)
def test_latex(text: str, latex: str) -> None:
    assert escape(text) == latex
    assert unescape(latex) == text


def test_an_edited_field_wins_over_the_remainder() -> None:
    item = Item(
        "article-journal", {"author": (Name("N", "A"),)}, {}, {"title": "T", "container-title": "C", "volume": "XIV"}
    )
    text = registry.get("biblatex").write([Entry("k", item)])
    assert "volume       = {14}" in text
    assert registry.get("biblatex").read(text).entries[0].item.get("volume") == "XIV"
    edited = text.replace("volume       = {14}", "volume       = {15}")
    assert registry.get("biblatex").read(edited).entries[0].item.get("volume") == "15"


def test_a_remainder_that_is_none_stays_as_text() -> None:
    result = registry.get("biblatex").read("@misc{a, title={T}, verbc={ani JSON}}")
    assert result.entries[0].item.custom == {"verbc": "ani JSON"}


def test_keys_are_repaired_with_a_finding() -> None:
    entries = [Entry(key, Item()) for key in ("nowak2010", "jan nowak", "a,b{c}", "Nowak2010", "", "юный2020", "a-b-c")]
    assert repaired(entries) == ("nowak2010", "jan-nowak", "a-b-c-2", "Nowak2010-2", "entry", "юный2020", "a-b-c")
    assert [f.args["key"] for f in check_keys(entries)] == ["jan nowak", "a,b{c}", "Nowak2010", ""]


def test_bibtex_prints_address_and_access_in_the_entrys_language() -> None:
    item = Item(
        "webpage",
        {},
        {"issued": Date(((2016, 9, 14),)), "accessed": Date(((2024, 3, 5),))},
        {"title": "T", "URL": "https://x.pl/a_b", "container-title": "Portal", "language": "pl", "note": "Zob. też"},
    )
    fields = lines("bibtex", item)
    assert fields["howpublished"] == r"{Portal, \url{https://x.pl/a_b}}"
    assert fields["note"] == "{Zob. też. dostęp: 2024-03-05}"
    assert fields["month"] == "sep"
    assert fields["language"] == "{polish}"


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_a_month_stands_beside_a_year_that_is_no_year(form: str) -> None:
    chosen = registry.get(form)
    source = "@article{k, author={Sowa, Jan}, title={Brody}, journal={J}, year={1998/99}, month=mar}"
    entries = chosen.read(source).entries
    text = chosen.write(entries)
    assert "month        = mar,\n" in text and "year         = {1998/99}" in text
    assert chosen.aside(entries[0]) == {} and chosen.read(text).entries == entries


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_how_a_manuscript_is_kept_stays_in_its_field(form: str) -> None:
    chosen = registry.get(form)
    entries = chosen.read("@unpublished{k, author={Sowa, Jan}, title={Brody}, howpublished={Maszynopis}}").entries
    text = chosen.write(entries)
    assert "howpublished = {Maszynopis}" in text
    assert chosen.aside(entries[0]) == {} and chosen.read(text).entries == entries


@pytest.mark.parametrize("name", ["x", "d'Alembert", "von Berg", "{{others}}", "{{van den Berg}}", "{x}"])
def test_a_name_has_no_braces_but_those_that_tell_something(name: str) -> None:
    written = write_names(read_names(name))
    assert written == ("von {Berg}" if name == "von Berg" else name)
    assert read_names(written) == read_names(name)


@pytest.mark.parametrize(
    ("tag", "babel"), [("pl", "polish"), ("ru-RU", "russian"), ("be", "belarusian"), ("de", "ngerman")]
)
def test_langid(tag: str, babel: str) -> None:
    assert lines("biblatex", Item("book", {}, {}, {"title": "T", "language": tag}))["langid"] == f"{{{babel}}}"


def test_values_that_a_field_cannot_hold() -> None:
    assert write_text("integers", "LXXVI") == "76"
    assert write_text("integers", "IIII") is None
    assert write_text("integers", "76/1") is None
    assert write_text("lists", "Simon and Schuster") == "{Simon and Schuster}"
    assert write_text("verbatim", "http://x/{a b\\") == "http://x/%7Ba%20b%5C"
    good_isbn = ["978-0-306-40615-7", "0-306-40615-2", "080442957X"]
    assert [text for text in (*good_isbn, "978-0-306-40615-8", "0-306-40615-3", "x") if is_isbn(text)] == good_isbn
    assert [is_issn(t) for t in ("1234-5679", "1234-5678", "12345679")] == [True, False, False]


def test_a_part_of_a_title_without_a_field_stays_in_the_title() -> None:
    text = "@mvcollection{a, editor = {Lis, Ewa}, maintitle = {Pisma}, title = {Listy}, date = {2001}}"
    biblatex = registry.get("biblatex")
    works = biblatex.read(text).entries
    written = biblatex.write(works)
    assert "title        = {Pisma. {Listy}}" in written and "maintitle    =" not in written
    assert biblatex.read(written).entries == works


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (Name("Berg", "Jan", dropping_particle="von"), "von Berg, Jan"),
        (Name("Heide", "Jan", particle="der", dropping_particle="von"), "von der Heide, Jan"),
        (Name("Berg", dropping_particle="von"), "von {Berg}"),
        (Name("Berg, A, B", "Jan", dropping_particle="von", suffix="Jr."), "{von Berg, A, B, Jr., Jan}"),
    ],
)
def test_a_dropping_particle_stands_in_the_name(name: Name, value: str) -> None:
    assert write_names([name]) == value
