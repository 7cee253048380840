"""Broken and foreign .bib files: what is wrong is a finding, what can be read is read."""

import pytest
from steps import growth

from bibtool.formats import registry
from bibtool.formats.bibsyntax import LONGEST_VALUE, MOST_EXPANDED, read_raw
from bibtool.items.dates import Date
from bibtool.items.names import Name


def test_an_unclosed_entry_costs_only_itself() -> None:
    text = """@article{pierwszy, title = {Dobry}, year = 2001}

@article{urwany,
  title = {Bez klamry,
  author = "Nowak, Jan",
  year = {2002

@book{nastepny,
  title = {Też dobry}
}
"""
    entries, findings = read_raw(text)
    assert [e.key for e in entries] == ["pierwszy", "urwany", "nastepny"]
    assert dict(entries[1].fields) == {"title": "Bez klamry", "author": "Nowak, Jan", "year": "2002"}
    assert entries[2].fields["title"] == "Też dobry"
    assert [(f.code, f.args["line"], f.args["key"]) for f in findings] == [("BT602", "3", "urwany")]


def test_a_line_in_a_field_that_looks_like_an_entry_is_none() -> None:
    entries, findings = read_raw("@book{a, abstract = {W pliku stoi\n@book{b, title={X}}\ni tyle.}, year = 1999}\n")
    assert [e.key for e in entries] == ["a"]
    assert entries[0].fields["year"] == "1999"
    assert not findings


def test_strings_are_replaced_and_undefined_ones_kept() -> None:
    entries, findings = read_raw('@string{kg = "Kurier"}\n@misc{a, journal = kg # " Nowy", series = nic, month = sep}')
    assert dict(entries[0].fields) == {"journal": "Kurier Nowy", "series": "nic", "month": "sep"}
    assert [(f.code, f.args["name"]) for f in findings] == [("BT603", "nic")]


def test_comments_are_told_with_their_line() -> None:
    _, findings = read_raw("\nTo jest komentarz.\n@comment{x}\n@misc{a, title={A}} i ogon\n")
    assert [(f.code, f.args["line"]) for f in findings] == [("BT604", "2"), ("BT604", "3"), ("BT604", "4")]


def test_repeated_fields_and_keys_are_told() -> None:
    result = registry.get("biblatex").read("@misc{a, title={A}, title={B}}\n@misc{A, title={C}}\n@misc(b, title={D})")
    assert [e.item.get("title") for e in result.entries] == ["A", "C", "D"]
    assert [f.code for f in result.findings] == ["BT605", "BT606"]


def test_an_entry_of_another_program() -> None:
    text = r"""@mastersthesis{kowalska,
  author = {Zo{\'s}ka \'{S}wi\k{e}ta and van der Berg, Jan and {\L}ysy, Micha{\l} and {GUS} and others},
  title = "{The {EU} and} \emph{Bia{\l}oru{\'s}}: 50\% \& wi\c{e}cej",
  school = {Uniwersytet}, year = 2010, month = "sep", note = {Zob.~s.~5--7}, url = {http://x.pl/a\_b\%20c},
  keywords = {a, b}, file = {:a.pdf:PDF},
}"""
    (entry,), findings = (lambda r: (r.entries, r.findings))(registry.get("bibtex").read(text))
    item = entry.item
    assert item.names["author"] == (
        Name("Święta", "Zośka"),
        Name("Berg", "Jan", particle="van der"),
        Name("Łysy", "Michał"),
        Name(literal="GUS"),
        Name(literal="others"),
    )
    assert item.get("title") == "The EU and <i>Białoruś</i>: 50% & wiȩcej"
    assert item.type == "thesis"
    assert item.dates["issued"] == Date(((2010, 9),))
    assert item.get("URL") == "http://x.pl/a_b%20c"
    assert item.get("note") == "Zob.\u00a0s.\u00a05–7"
    assert item.custom == {"file": ":a.pdf:PDF"}
    assert [f.code for f in findings] == ["BT607"]


def test_years_of_bibtex_files_are_read_by_biblatex() -> None:
    years = ("year={1985--1987}", "year={w druku}", "year=2001, month=5")
    text = "".join(f"@book{{k{number}, {year}}}" for number, year in enumerate(years))
    dates = [e.item.dates["issued"] for e in registry.get("biblatex").read(text).entries]
    assert dates == [Date(((1985,), (1987,))), Date(literal="w druku"), Date(((2001, 5),))]


@pytest.mark.parametrize(
    "unit", ["@misc{a, title = {", '@misc{a, title = "', "{", "@", "@misc{a{", "@string{a = ", "\\", "x\n", "@a{b}\n"]
)
def test_reading_takes_linear_work(unit: str) -> None:
    registry.get("biblatex").read(unit * 8_000)
    assert growth(lambda size: registry.get("biblatex").read(unit * size), 500) < 1.5


def test_strings_that_double_are_kept_by_name_where_they_would_grow_without_end() -> None:
    """Forty lines, each twice the one before: a terabyte."""
    rows = ['@string{s0 = "rok "}', *(f"@string{{s{n} = s{n - 1} # s{n - 1}}}" for n in range(1, 40))]
    text = "\n".join([*rows, "@book{las, title = {Bory}, note = s3}", "@book{jar, title = {Jary}, note = s39}"])
    result = registry.get("biblatex").read(text)
    assert [e.key for e in result.entries] == ["las", "jar"]
    assert result.entries[0].item.get("note") == "rok rok rok rok rok rok rok rok"
    assert len(result.entries[1].item.get("note")) <= LONGEST_VALUE
    told = [f for f in result.findings if f.code == "BT613"]
    assert told and told[0].args["key"].startswith("@string s")
    assert {f.code for f in result.findings} == {"BT613"}


def test_many_uses_of_a_long_string_are_bounded_too() -> None:
    long = "x" * (LONGEST_VALUE - 10)
    uses = MOST_EXPANDED // len(long) + 50
    text = f"@string{{long = {{{long}}}}}\n" + "".join(f"@misc{{k{n}, note = long}}\n" for n in range(uses))
    result = registry.get("biblatex").read(text)
    assert len(result.entries) == uses
    assert sum(len(e.item.get("note")) for e in result.entries) < MOST_EXPANDED * 1.1
    assert "BT613" in {f.code for f in result.findings}


@pytest.mark.parametrize("value", ["²", "9" * 5000, "٣", "-1", "0", "½", "\ufffe", "\x1b[31m"])
@pytest.mark.parametrize("name", ["biblatex", "bibtex", "ris"])
def test_figures_that_are_no_number_are_kept_as_text(name: str, value: str) -> None:
    fields = ("year", "month", "day", "volume", "isbn", "issn", "pages")
    bib = "@book{a, title = {Jary}, " + ", ".join(f"{field} = {{{value}}}" for field in fields) + "}"
    ris = (
        "TY  - BOOK\nID  - a\nTI  - Jary\n"
        + "".join(f"{t}  - {value}\n" for t in ("PY", "DA", "SN", "VL", "SP"))
        + "ER  - "
    )
    chosen = registry.get(name)
    (entry,) = chosen.read(ris if name == "ris" else bib).entries
    assert entry.item.get("title") == "Jary"
    assert chosen.read(chosen.write([entry])).entries == (entry,)


def test_signs_around_a_year_and_two_addresses_in_one_field() -> None:
    text = (
        "@misc{a, year = {(2001)}, url = {http://x.example/a http://x.example/b}}\n"
        "@misc{b, year = {[2001]}, url = {<http://x.example/a>}}"
    )
    (one, other) = (entry.item for entry in registry.get("biblatex").read(text).entries)
    assert one.dates["issued"].parts == ((2001,),) and other.dates["issued"].literal == "[2001]"
    assert one.get("URL") == other.get("URL") == "http://x.example/a"
    assert one.custom == {"other-URL": "http://x.example/b"}


def test_semicolons_and_brackets_too_many_cost_nothing() -> None:
    text = (
        "@book{a, title = {Ul}}}, year = {2001}}\n@book{b, title = {Rój; barć}; year = {2002};}\n"
        "notatka\ndruga\n@book{c, title = {Miód}}\n"
    )
    result = registry.get("biblatex").read(text)
    assert [entry.item.get("title") for entry in result.entries] == ["Ul", "Rój; barć", "Miód"]
    assert [entry.item.dates["issued"].to_edtf() for entry in result.entries[:2]] == ["2001", "2002"]
    assert [finding.args["problem"] for finding in result.findings if finding.code == "BT602"] == [
        "it is closed too early",
        "a comma is missing",
    ]
    assert [finding.args["text"] for finding in result.findings if finding.code == "BT604"] == ["notatka …"]
