"""What every format has to do; a new file in ``bibtool/formats`` is tested by this on the day it arrives."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from bibtool.citations.citation import Citation, Confidence, Field, Kind, Reference
from bibtool.csl.variables import KNOWN, TYPES
from bibtool.diagnostics import catalogue
from bibtool.entries.apparatus import CitedNote, CitedWork
from bibtool.entries.entry import Entry
from bibtool.formats import citations, registry
from bibtool.formats.canonical import canonical
from bibtool.formats.format import FormatError, Takes
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import Name
from bibtool.text.certainty import Certainty
from bibtool.text.spans import Span

ROOT = Path(__file__).parents[2]
ALL = sorted(registry.formats())
WRITTEN = sorted(name for name, f in registry.formats().items() if f.takes is Takes.ENTRIES)
OF_ENTRIES = [name for name in WRITTEN if registry.get(name).readable]
READ = [name for name in ALL if registry.get(name).readable]
ACCESSED = {"accessed": Date(((2024, 3, 5),))}

LIBRARY = (
    Entry(
        "maliszewska2016",
        Item(
            "article-newspaper",
            {"author": (Name("Maliszewska", "Hanna"),)},
            {"issued": Date(((2016, 9, 14),)), **ACCESSED},
            {
                "title": "UE a Białoruś: rok bez sankcji & co dalej?",
                "container-title": "Gazeta Graniczna",
                "URL": "https://gazeta-graniczna.example/ue_bialorus,100%25?id=a~b#c",
                "language": "pl",
            },
        ),
    ),
    Entry(
        "pjatrouskaja2019",
        Item(
            "webpage",
            {"author": (Name("Пятроўская", "А. В."),)},
            {"issued": Date(((2019, 5),)), **ACCESSED},
            {
                "title": "МЗС Беларусі і ЕС: дыялог працягваецца",
                "container-title": "Мінскі кур’ер",
                "URL": "https://kurjer.example/мзс",
                "language": "be",
            },
        ),
    ),
    Entry(
        "orlova2011",
        Item(
            "article-journal",
            {"author": (Name("Орлова", "Н. С."), Name("Ким", "В."))},
            {"issued": Date(((2011,),))},
            {
                "title": "Политика РФ в Центральной Азии",
                "container-title": "Вестник границы",
                "volume": "LXXVI",
                "issue": "3 (12)",
                "page": "15-28",
                "ISSN": "1234-5679",
                "DOI": "10.99999/vg_2011;3<15>",
                "language": "ru",
            },
        ),
    ),
    Entry(
        "hrabar1998",
        Item(
            "book",
            {"author": (Name("Грабар", "Іван"),), "translator": (Name("Nowak", "Ewa"),)},
            {"issued": Date(((1998,),)), "original-date": Date(((1931,),))},
            {
                "title": "Історія степу {том перший}",
                "publisher": "Наукова думка and Partners",
                "publisher-place": "Київ",
                "edition": "2",
                "ISBN": "978-83-01-00000-1",
                "collection-title": "Бібліотека",
                "number-of-pages": "412",
                "language": "uk",
            },
        ),
    ),
    Entry(
        "kowal2020",
        Item(
            "thesis",
            {"author": (Name("Kowal", "Jan", particle="von der"),)},
            {"issued": Date(((2020,),))},
            {
                "title": "Transport through the EU’s eastern border",
                "genre": "PhD thesis",
                "publisher": "Uniwersytet w Toruniu",
                "publisher-place": "Toruń",
                "language": "en-GB",
            },
        ),
    ),
    Entry(
        "lenko2021",
        Item(
            "report",
            {"author": (Name("Łęńko", "Zofia"), Name(literal="Ośrodek Badań and Company"))},
            {"issued": Date(((2021, 3), (2021, 5)))},
            {"title": "Rynek w Mińsku", "publisher": "Ośrodek Studiów", "number": "12/2021", "language": "pl"},
        ),
    ),
    Entry(
        "report-nobody",
        Item("report", {}, {"issued": Date(((2021,),), circa=True)}, {"title": "Rynek", "publisher": "Bank"}),
    ),
    Entry(
        "thesis-unplaced",
        Item("thesis", {"author": (Name("Nowak"),)}, {"issued": Date(((2010,),))}, {"title": "Praca"}),
    ),
    Entry(
        "film2018",
        Item(
            "motion_picture",
            {"director": (Name("Bąk", "Ola"),)},
            {"issued": Date(((2018,),))},
            {"title": "Granica", "URL": "https://video.example/watch?v=AbC_dEf-1", "language": "pl"},
        ),
    ),
    Entry(
        "chapter2005",
        Item(
            "chapter",
            {"author": (Name("Šťastný", "Petr"),), "editor": (Name("Dvořák", "Jan", suffix="ml."),)},
            {"issued": Date(((2005,),))},
            {"title": "Kapitola", "container-title": "Sborník", "page": "7–19", "publisher": "Host", "language": "cs"},
        ),
    ),
    Entry(
        "chapter-bare",
        Item(
            "chapter",
            {},
            {"issued": Date(((2005,),))},
            {"title": "Rozdział", "container-title": "Tom", "volume": "2A"},
        ),
    ),
    Entry(
        "anon1791",
        Item(
            "book",
            {},
            {"issued": Date(((1791, 5, 3),))},
            {"title": "Ustawa rządowa", "publisher": "P. Dufour", "volume": "1"},
        ),
    ),
    Entry(
        "press2017",
        Item(
            "article-newspaper",
            {},
            {"issued": Date(((2017, 2, 30),)), "accessed": Date(literal="wczoraj")},
            {"title": "Без автора", "container-title": "Газета", "ISSN": "0000-0001", "language": "tg"},
        ),
    ),
    Entry(
        "law2004",
        Item(
            "legislation",
            {},
            {"issued": Date(((2004,),))},
            {"title": "Ustawa o wwozie", "number": "17", "container-title": "Dz.U."},
            {"transliteration": "Ustawa", "translated-title": "Act on imports"},
        ),
    ),
)

CITATION = Citation(
    document="notes.txt",
    note_id="n7",
    note="7",
    index=1,
    kind=Kind.SHORT,
    item=Item("book", {"author": (Name("Орлова", "Н."),)}, {"issued": Date(((2011, 2),))}, {"title": "Степь"}),
    spans=(Span(10, 40), Span(52, 60)),
    refers_to=Reference("3", 2, "n3"),
    locator="12-14",
    label="page",
    signal="zob.",
    comment="Tu inaczej.",
    fields={
        "title": Field((Span(10, 15),), "Степь", "title.rest"),
        "language": Field((), "", "language.guess", inferred=True),
    },
    findings=("BT301",),
    key="orlova2011",
)


def test_the_promised_formats_are_there() -> None:
    assert set(ALL) >= {"bibtex", "biblatex", "csl-json", "csl-yaml", "citations", "csl-notes", "csv", "jats", "ris"}
    assert set(WRITTEN) - set(OF_ENTRIES) == {f"wikipedia-{language}" for language in ("be", "en", "pl", "ru", "uk")}


@pytest.mark.parametrize("name", ALL)
def test_a_format_declares_itself(name: str) -> None:
    form = registry.get(name)
    assert form.title
    assert all(s.startswith(".") for s in form.suffixes)
    assert form.suffixes
    assert registry.for_suffix(form.suffixes[0]) is form


def page_of(name: str) -> str:
    return (ROOT / "docs" / "formats" / f"{registry.get(name).page or name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ALL)
def test_a_formats_page_names_its_losses(name: str) -> None:
    losses = registry.get(name).losses
    assert losses
    for loss in losses:
        assert f"- {loss}\n" in page_of(name)


def listed(page: str, heading: str) -> set[str]:
    """The variables that the lists below a heading name, up to the next heading of its rank."""
    level = heading.split()[0]
    match = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", page, re.MULTILINE | re.DOTALL)
    assert match, heading
    return {name for line in match[1].splitlines() if line.startswith("- ") for name in re.findall(r"`([^`]+)`", line)}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_formats_page_lists_what_it_cannot_hold(name: str) -> None:
    form = registry.get(name)
    heading = f"### {name}" if form.page else "## What it cannot hold"
    assert listed(page_of(name), heading) == form.cannot_hold


@pytest.mark.parametrize("name", [name for name in WRITTEN if registry.get(name).aside(LIBRARY[3])])
def test_a_formats_page_lists_what_it_keeps_for_bibtool_alone(name: str) -> None:
    assert listed(page_of(name), "## What has no field of its own") == without_field(name)


def without_field(name: str) -> set[str]:
    """The variables that stand aside in works of every type."""
    form = registry.get(name)
    found = set(KNOWN - {"citation-number", "first-reference-note-number", "locator", "container", "embargo"})
    for kind in sorted(TYPES):
        entries = {variable: Entry("a", item_with(kind, variable)) for variable in found}
        found = {variable for variable, entry in entries.items() if variable in form.aside(entry)}
    return found


def item_with(kind: str, variable: str) -> Item:
    text = {"title": "Brody", variable: "12"}
    if variable in NAME_VARIABLES:
        return Item(kind, {variable: (Name("Lis", "Ewa"),)}, {}, {"title": "Brody"})
    if variable in DATE_VARIABLES:
        return Item(kind, {}, {variable: Date(((2001, 5, 3),))}, {"title": "Brody"})
    plain = {"ISBN": "978-83-01-00000-3", "ISSN": "1234-5679", "language": "pl", "URL": "https://x.example/a"}
    return Item(kind, {}, {}, {**text, variable: plain.get(variable, "12")})


@pytest.mark.parametrize("name", READ)
def test_nothing_in_nothing_out(name: str) -> None:
    form = registry.get(name)
    assert form.read(form.write([])).entries == ()


@pytest.mark.parametrize("name", OF_ENTRIES)
def test_a_library_comes_back(name: str) -> None:
    form = registry.get(name)
    text = form.write(LIBRARY)
    back = form.read(text)
    assert [e.key for e in back.entries] == [e.key for e in LIBRARY]
    for entry, read in zip(LIBRARY, back.entries, strict=True):
        assert read.item.to_csl() == canonical(entry.item).to_csl()
    assert form.write(back.entries) == text
    assert not back.findings
    told = [f.args["value"] for f in form.check(LIBRARY)]
    assert told == (["978-83-01-00000-1", "0000-0001"] if name.startswith("bib") else [])


@pytest.mark.parametrize("name", WRITTEN)
def test_cyrillic_and_addresses_stand_as_they_are(name: str) -> None:
    text = registry.get(name).write(LIBRARY)
    assert "Пятроўская" in text
    assert "https://gazeta-graniczna.example/ue_bialorus,100%25?id=a~b#c" in text
    assert "https://kurjer.example/мзс" in text


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    "text", ["", " \n", "\ufeff", "zwykły tekst", "[", "{}", "null", "[[[", "@", "@article{", "\x00"]
)
def test_bad_input_gets_a_message_or_a_finding(name: str, text: str) -> None:
    try:
        result = registry.get(name).read(text)
    except FormatError as error:
        assert error.message
        assert error.line >= 0
    else:
        for finding in result.findings:
            assert catalogue.sentence(finding)


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(registry.UnknownFormat, match="biblatex") as error:
        registry.get("bibLatec")
    assert "bibtex" in error.value.nearest or "biblatex" in error.value.nearest
    with pytest.raises(registry.UnknownFormat, match="citations"):
        registry.get("zzz")
    with pytest.raises(registry.UnknownFormat, match=r"\.bib"):
        registry.for_suffix(".docx")


def test_endings_choose_the_format() -> None:
    chosen = {
        s: registry.for_suffix(s).name for s in (".bib", "bib", ".BIB", ".json", ".csl.json", ".bibtex.bib", ".jsonl")
    }
    assert chosen == {
        ".bib": "biblatex", "bib": "biblatex", ".BIB": "biblatex", ".json": "csl-json", ".csl.json": "csl-json",
        ".bibtex.bib": "bibtex", ".jsonl": "citations",
    }  # fmt: skip


def test_citations_follow_the_schema_in_the_contracts_order() -> None:
    import jsonschema

    line = citations.write([CITATION])
    data = json.loads(line)
    jsonschema.Draft202012Validator.check_schema(citations.schema())
    jsonschema.Draft202012Validator(citations.schema()).validate(data)
    assert list(data) == citations.schema()["required"]
    assert data["refers_to"] == {"note": "3", "index": 2, "note_id": "n3"}
    assert data["spans"] == [[10, 40], [52, 60]]
    assert data["fields"]["language"]["inferred"] is True
    assert "inferred" not in data["fields"]["title"]
    assert citations.write(citations.read(line).entries) == line


@pytest.mark.parametrize(
    "sureness",
    [
        Confidence(Certainty.SURE),
        Confidence(Certainty.SURE, 0.964),
        Confidence(Certainty.DOUBTFUL, 0.41, ({"title": "Łąka", "volume": ""},)),
    ],
)
def test_how_sure_a_citation_is_stands_in_its_line(sureness: Confidence) -> None:
    import jsonschema

    line = citations.write([replace(CITATION, confidence=sureness)])
    data = json.loads(line)
    jsonschema.Draft202012Validator(citations.schema()).validate(data)
    assert data["confidence"] == {"certainty": sureness.certainty.value, "probability": sureness.probability}
    assert ("alternatives" in data) == bool(sureness.alternatives)
    if sureness.alternatives:
        assert data["alternatives"] == [{"title": "Łąka", "volume": None}]
    assert citations.read(line).entries[0].confidence == sureness
    assert citations.write(citations.read(line).entries) == line


@pytest.mark.parametrize("schema", [1, 2])
def test_older_lines_do_not_tell_how_sure_they_are(schema: int) -> None:
    data = json.loads(citations.write([CITATION])) | {"schema": schema}
    for key in ("confidence", "unread", "locator_rest")[: 1 if schema == 2 else 3]:
        del data[key]
    (citation,) = citations.read(json.dumps(data)).entries
    assert citation.confidence is None and citation.item == CITATION.item
    assert json.loads(citations.write([citation]))["confidence"] is None


def test_no_character_breaks_a_line_of_citations() -> None:
    odd = "a\u2028b\x85c\x0bd\ud800e\nf"
    text = citations.write([replace(CITATION, comment=odd), CITATION])
    assert len(text.encode("utf-8").decode("utf-8").splitlines()) == 2
    assert citations.read(text).entries[0].comment == odd


def test_a_broken_line_of_citations_is_a_finding() -> None:
    good = citations.write([CITATION])
    result = citations.read(good + '{"schema": 2}\n{"schema": 1}\n[]\nnull\n' + good)
    assert len(result.entries) == 2
    assert [f.args["line"] for f in result.findings] == ["2", "3", "4", "5"]
    with pytest.raises(FormatError, match="line 1"):
        citations.read("{}")


@pytest.mark.skipif(shutil.which("biber") is None, reason="biber is not installed")
def test_biber_finds_nothing_but_fields_that_the_works_have_not(tmp_path: Path) -> None:
    undated = Entry("undated", Item("book", {"author": (Name("Nowak", "Jan"),)}, {}, {"title": "Bez daty"}))
    path = tmp_path / "library.bib"
    path.write_text(registry.get("biblatex").write([*LIBRARY, undated]), encoding="utf-8")
    run = subprocess.run(
        ["biber", "--tool", "--validate-datamodel", "--nolog", path.name],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    complaints = [line for line in run.stdout.splitlines() if re.match(r"(WARN|ERROR)", line)]
    missing = [re.search(r"Entry '([^']+)' .*Missing mandatory field.* '([^']+)'", line) for line in complaints]
    assert "Datamodel validation complete" in run.stdout
    # A work keeps its type where the source does not name its author, editor or publisher.
    assert {match.groups() if match else () for match in missing} == {
        ("report-nobody", "author"),
        ("thesis-unplaced", "institution"),
        ("chapter-bare", "author"),
        ("chapter-bare", "editor"),
        ("anon1791", "author"),
        ("press2017", "author"),
        ("undated", "date, year"),
    }


NOTES = (
    CitedNote(
        "p1",
        "1",
        (
            (CitedWork("orlova2011", "15–17", "page", "Zob. ", index=1), CitedWork("hrabar1998", index=2)),
            (CitedWork("orlova2011", "3", "chapter", "", ", to już inne wydanie", index=3),),
            (CitedWork("hrabar1998", index=4), CitedWork("orlova2011", prefix="i ", index=5, joint=" ")),
        ),
        called="Tak było.",
    ),
    CitedNote("p2", "2a", text="Nic tu nie cytuję."),
)


def test_notes_come_back_and_follow_their_schema() -> None:
    import jsonschema

    from bibtool.jobs.schemas import schema

    form = registry.get("csl-notes")
    text = form.write(NOTES)
    assert form.read(text).entries == NOTES
    jsonschema.Draft202012Validator(json.loads(schema("csl-notes"))).validate(json.loads(text))
    assert [c["properties"]["noteIndex"] for c in json.loads(text)["notes"][0]["citations"]] == [1, 1, 1]


def test_notes_of_the_first_schema_are_read() -> None:
    form = registry.get("csl-notes")
    old = json.loads(form.write(NOTES)) | {"schema": 1}
    assert form.read(json.dumps(old)).entries == NOTES


def test_a_note_that_is_none_is_told() -> None:
    result = registry.get("csl-notes").read('{"schema": 1, "notes": [7, {"citations": [{"citationItems": [{}]}]}, {}]}')
    assert [f.code for f in result.findings] == ["BT612", "BT612"]
    assert [note.number for note in result.entries] == ["3"]
