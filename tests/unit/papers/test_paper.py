"""A whole document through the filter, without pandoc: ``tests/papers/every-kind.json`` is what pandoc 2.17 makes of
``every-kind.md``."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bibtool.jobs.errors import JobError
from bibtool.jobs.paper import FilteredPaper, data_folders, filter_paper
from bibtool.papers.tree import attributes, element, plain, words

ROOT = Path(__file__).parents[3]
PAPERS = ROOT / "tests" / "papers"
GOLDEN = ROOT / "tests" / "golden" / "papers"
STYLES = ("chicago-author-date", "chicago-notes-bibliography", "ieee", "uniwersytet-gdanski-kulturoznawstwo-przypis")


@pytest.fixture(autouse=True)
def _in_the_folder_of_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PAPERS)


def every_kind(**meta: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((PAPERS / "every-kind.json").read_text(encoding="utf-8"))
    document["meta"] |= {name.replace("_", "-"): value for name, value in meta.items()}
    return document


def text(value: str) -> dict[str, Any]:
    return element("MetaInlines", words(value))


def run(document: dict[str, Any], to: str = "html") -> tuple[dict[str, Any], FilteredPaper]:
    done = filter_paper(json.dumps(document).encode(), to, {})
    return json.loads(done.text), done


def cite(key: str, suffix: str = "") -> dict[str, Any]:
    one = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": words(suffix),
        "citationMode": {"t": "NormalCitation"},
    }
    return element("Cite", [[one], words(f"[@{key}]")])


def elements(value: Any, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if isinstance(value, dict):
        if value.get("t") == name:
            found.append(value)
        for each in value.values():
            found += elements(each, name)
    elif isinstance(value, list):
        for each in value:
            found += elements(each, name)
    return found


def printed(cite: dict[str, Any]) -> str:
    """What a citation prints: its text, its note in brackets."""
    notes = [plain(note["c"]) for note in elements(cite["c"][1], "Note")]
    return plain(cite["c"][1]) + "".join(f"[{note}]" for note in notes)


def keys(cite: dict[str, Any]) -> list[str]:
    return [one["citationId"] for one in cite["c"][0]]


@pytest.mark.parametrize("style", STYLES)
def test_every_citation_is_recognised(style: str) -> None:
    document = every_kind(csl=text(style))
    before = elements([document["meta"]["abstract"], document["blocks"]], "Cite")
    made, done = run(document)
    after = elements([made["meta"]["abstract"], made["blocks"]], "Cite")
    assert len(before) == len(after) == done.citations >= 30
    for source, result in zip(before, after, strict=True):
        assert keys(source) == keys(result)
        assert printed(result) and printed(result) != printed(source), keys(source)
        assert "@" not in printed(result) and "[CSL STYLE ERROR" not in printed(result)


@pytest.mark.parametrize("style", STYLES)
def test_golden(style: str) -> None:
    made, _ = run(every_kind(csl=text(style)))
    cites = elements([made["meta"]["abstract"], made["blocks"]], "Cite")
    entries = [each for each in elements(made["blocks"], "Div") if "csl-entry" in each["c"][0][1]]
    lines = [f"{'; '.join(keys(each))}\t{printed(each)}" for each in cites]
    lines += [f"{each['c'][0][0]}\t{plain(each['c'][1])}" for each in entries]
    shown = "\n".join(lines) + "\n"
    path = GOLDEN / f"every-kind.{style}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_an_unknown_key_is_shown_and_told_with_its_place() -> None:
    made, done = run(every_kind())
    told = [(each.code, each.args["key"], each.args["near"]) for each in done.findings]
    assert told == [("BT901", "missing2000", ""), ("BT901", "doe2oo5", " (doe2005?)"), ("BT901", "missing2000", "")]
    assert "Nobody has this one [@missing2000, p. 3]" in done.findings[0].args["context"]
    assert done.findings[0].args["section"] == " (A heading that cites)"
    strong = [plain(each["c"]) for each in elements(made["blocks"], "Strong")]
    assert strong.count("?missing2000") == 2 and "?doe2oo5" in strong


def test_an_unknown_key_in_a_note_style_has_its_note() -> None:
    made, _ = run(every_kind(csl=text("chicago-notes-bibliography")))
    shown = [printed(each) for each in elements(made["blocks"], "Cite")][-3:]
    assert shown == ["[?missing2000, p.\u00a03.]", "?doe2oo5", "[?missing2000; Doe, First Book.]"]


def test_the_list_is_what_pandocs_writers_know() -> None:
    made, _ = run(every_kind(csl=text("apa")))
    heading, refs = made["blocks"][-2:]
    assert heading == element("Header", [1, attributes("bibliography", ["unnumbered"]), words("References")])
    (identifier, classes, pairs), rows = refs["c"]
    assert (identifier, classes) == ("refs", ["references", "csl-bib-body", "hanging-indent"])
    assert ["line-spacing", "2"] in pairs
    assert [row["c"][0][0] for row in rows][:2] == ["ref-anon2016", "ref-doe2005"]
    assert "ref-uncited2001" in [row["c"][0][0] for row in rows]  # nocite
    assert all(row["c"][0][1] == ["csl-entry"] and row["c"][1][0]["t"] == "Para" for row in rows)
    assert ["lang", "ru"] in next(row["c"][0][2] for row in rows if row["c"][0][0] == "ref-тренин2009")


def test_the_list_stands_where_the_paper_wants_it() -> None:
    document = every_kind()
    document["blocks"].insert(0, element("Div", [attributes("refs", ["mine"]), []]))
    made, _ = run(document)
    first = made["blocks"][0]
    assert first["c"][0][1] == ["mine", "references", "csl-bib-body", "hanging-indent"] and first["c"][1]
    assert made["blocks"][-1]["t"] == "Para"
    made, _ = run(every_kind(suppress_bibliography=element("MetaBool", True)))
    assert not [each for each in elements(made["blocks"], "Div") if each["c"][0][0] == "refs"]


def test_a_last_heading_is_the_lists_own_and_not_numbered() -> None:
    document = every_kind()
    del document["meta"]["reference-section-title"]
    document["blocks"].append(element("Header", [2, attributes("works"), words("Works")]))
    made, _ = run(document)
    assert made["blocks"][-2]["c"][1] == attributes("works", ["unnumbered"])


def test_all_works_with_an_asterisk() -> None:
    every = {"citationId": "*", "citationPrefix": [], "citationSuffix": [], "citationMode": {"t": "AuthorInText"}}
    document = every_kind(nocite=element("MetaInlines", [element("Cite", [[every], words("@*")])]))
    document["blocks"] = []
    made, done = run(document)
    assert len([each for each in elements(made["blocks"], "Div") if "csl-entry" in each["c"][0][1]]) == 10
    assert not done.findings


def test_sections_under_headings() -> None:
    own = element("MetaMap", {"sections": text("script")})
    made, _ = run(every_kind(bibtool=own))
    refs = made["blocks"][-1]
    assert refs["c"][0][:2] == ["refs", ["references"]]
    assert [each["t"] for each in refs["c"][1]] == ["Header", "Div", "Header", "Div"]
    assert [plain(each["c"][2]) for each in refs["c"][1][::2]] == ["Latin script", "Cyrillic script"]
    assert len(refs["c"][1][3]["c"][1]) == 1


def test_citations_and_entries_are_linked() -> None:
    made, _ = run(every_kind(link_citations=element("MetaBool", True)))
    targets = {each["c"][2][0] for each in elements(made["blocks"], "Link")}
    assert {"#ref-doe2005", "#ref-тренин2009", "https://doi.org/10.1000/182"} <= targets
    made, _ = run(every_kind(link_bibliography=element("MetaBool", False)))
    assert not elements(made["blocks"][-1], "Link")


@pytest.mark.parametrize("to", ["markdown", "commonmark_x", "org", "gfm"])
def test_writers_that_print_keys_get_plain_text(to: str) -> None:
    made, _ = run(every_kind(), to)
    assert not elements(made["blocks"], "Cite")
    assert made["blocks"][-1]["c"][0][0] == "references"
    assert "bibliography" not in made["meta"] and "abstract" in made["meta"]
    assert "(Doe 2005)" in plain(made["blocks"])


def test_entry_languages_and_both_scripts() -> None:
    own = element("MetaMap", {"entry-language": text("own"), "script": text("both"), "scheme": text("iso9")})
    made, _ = run(every_kind(csl=text("apa"), bibtool=own))
    entries = {each["c"][0][0]: plain(each["c"][1]) for each in elements(made["blocks"], "Div") if each["c"][0][0]}
    assert "Тренин, Д. [Trenin, D.]" in entries["ref-тренин2009"]
    cites = {printed(each) for each in elements(made["blocks"], "Cite") if keys(each) == ["nowak2010"]}
    assert "(Nowak, 2010, s. 12)" in cites


def test_works_of_the_metadata_with_their_markup() -> None:
    formula = element("Math", [{"t": "InlineMath"}, "x^2"])
    row = {
        "id": text("own2020"),
        "type": text("book"),
        "author": element("MetaList", [element("MetaMap", {"family": text("Nowak"), "given": text("Ewa")})]),
        "issued": text("2020"),
        "title": element("MetaInlines", [*words("On "), element("Emph", words("Stipa")), *words(" and "), formula]),
    }
    document = every_kind(references=element("MetaList", [element("MetaMap", row)]))
    document["blocks"] = [element("Para", [cite("own2020", "p. 5")])]
    made, done = run(document)
    assert not done.findings
    assert printed(made["blocks"][0]["c"][0]) == "(Nowak 2020, 5)"
    entry = next(each for each in elements(made["blocks"], "Div") if each["c"][0][0] == "ref-own2020")
    assert formula in elements(entry, "Math")


def test_positions_run_through_notes_and_text() -> None:
    document = every_kind(csl=text("chicago-notes-bibliography-subsequent-ibid"))
    del document["meta"]["abstract"]
    note = element("Note", [element("Para", [*words("See "), cite("nowak2010", "p. 7"), *words(".")])])
    document["blocks"] = [
        element("Para", [cite("nowak2010", "p. 5"), *words(" and "), cite("nowak2010", "p. 6"), *words(" or"), note]),
        element("Para", [cite("doe2005"), *words(" "), cite("nowak2010")]),
    ]
    made, _ = run(document)
    shown = [printed(each) for each in elements(made["blocks"], "Cite")]
    assert shown == [
        "[Jan Nowak, Szlaki stepu (Universitas, 2010), 5.]",
        "[Ibid., 6.]",
        "ibid., 7",
        "[John Doe, First Book (Cambridge University Press, 2005).]",
        "[Nowak, Szlaki stepu.]",
    ]


def test_a_full_stop_of_an_abbreviation_stays_and_is_not_doubled() -> None:
    document = every_kind(csl=text("uniwersytet-gdanski-kulturoznawstwo-przypis"), lang=text("pl"))
    del document["meta"]["abstract"]
    rows = [
        [*words("Zob. "), cite("doe2005"), *words(".")],
        [*words("Tak już dawno "), cite("doe2005"), *words(".")],
        [*words("Zob. "), cite("doe2005"), *words(", gdzie indziej.")],
        [*words("Zob. "), cite("doe2005", "s. 5 i n."), *words(".")],
        [*words("Zob. "), cite("doe2005")],
    ]
    first = element("Para", [cite("doe2005"), *words(" "), cite("lee1999")])
    notes = [element("Para", [element("Note", [element("Para", row)]), cite("lee1999")]) for row in rows]
    document["blocks"] = [first, *notes]
    made, _ = run(document)
    shown = [plain(each["c"][0]["c"]) for each in elements(made["blocks"], "Note")][2::2]
    assert shown == [
        "Zob. J. Doe, First Book, dz. cyt.",
        "Tak już dawno (J. Doe, First Book, dz. cyt.).",
        "Zob. J. Doe, First Book, dz. cyt., gdzie indziej.",
        "Zob. J. Doe, First Book, dz. cyt., s. 5 i n.",
        "Zob. J. Doe, First Book, dz. cyt.",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"text", "BT902"),
        (b"[]", "BT902"),
        (b'{"blocks": []}', "BT902"),
        (b"\xff\xfe", "BT902"),
    ],
)
def test_what_is_no_document(data: bytes, code: str) -> None:
    with pytest.raises(JobError) as caught:
        filter_paper(data)
    assert caught.value.finding.code == code


@pytest.mark.parametrize(
    ("meta", "code", "said"),
    [
        ({"csl": text("chicago-note-bibliografy")}, "BT716", "chicago-notes-bibliography"),
        ({"csl": text("refs.json")}, "BT717", "refs.json"),
        ({"csl": text("broken.csl")}, "BT717", "broken"),
        ({"bibtool": element("MetaMap", {"sort": text("cyrilic-first")})}, "BT903", "cyrillic-first"),
        ({"bibtool": element("MetaMap", {"scheme": text("iso8"), "script": text("latin")})}, "BT707", "iso9"),
        ({"bibliography": text("refs.enl")}, "BT905", ".bib"),
        ({"bibliography": text("rafs.json")}, "BT701", "refs.json"),
        ({"bibliography": text("broken.json")}, "BT703", "line 1"),
    ],
)
def test_what_cannot_be_done_is_told(
    meta: dict[str, Any], code: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "refs.json").write_bytes((PAPERS / "refs.json").read_bytes())
    (tmp_path / "broken.csl").write_text("<style", encoding="utf-8")
    (tmp_path / "broken.json").write_text("[{", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(JobError) as caught:
        run(every_kind(**meta))
    assert caught.value.finding.code == code
    assert said in str(caught.value)


def test_no_bibliography_at_all() -> None:
    document = every_kind()
    del document["meta"]["bibliography"]
    _, done = run(document)
    assert done.findings[0].code == "BT904"
    assert {each.code for each in done.findings[1:]} == {"BT901"}


def test_pandocs_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "pandoc"
    (folder / "csl").mkdir(parents=True)
    (folder / "refs.json").write_bytes((PAPERS / "refs.json").read_bytes())
    style = (ROOT / "styles" / "pn-iso-690.csl").read_text(encoding="utf-8").replace("<title>", "<title>House: ", 1)
    (folder / "csl" / "house.csl").write_text(style, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    environment = {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path / "none")}
    assert data_folders(environment) == [folder]
    document = every_kind(csl=text("house"))
    done = filter_paper(json.dumps(document).encode(), "html", environment)
    assert "(Doe 2005)" in plain(json.loads(done.text)["blocks"])
