"""Records without a title: what a style prints of them has to tell which they are, and their folio once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bibtool.jobs.paper import FilteredPaper, filter_paper
from bibtool.papers.tree import SPACE, element, plain, words

RECORD = {"id": "akta", "type": "manuscript", "archive": "Archiwum Nadrzeczne", "archive_location": "sygn. 412"}
BOOK = {"id": "lis", "type": "book", "title": "Promy", "author": [{"family": "Lis"}], "issued": "1999"}
WHOLE = "Archiwum Nadrzeczne, sygn. 412"


def cite(*suffixes: tuple[str, str], mode: str = "NormalCitation") -> dict[str, Any]:
    cites = [
        {"citationId": key, "citationPrefix": [], "citationSuffix": words(suffix), "citationMode": {"t": mode}}
        for key, suffix in suffixes
    ]
    return element("Cite", [cites, words("[@…]")])


def shown(style: str, citation: dict[str, Any], *items: dict[str, Any]) -> tuple[str, str, FilteredPaper]:
    """What a paper prints of one citation (its note in it), its list of works, and what is said about both."""
    document = {
        "pandoc-api-version": [1, 22],
        "meta": {
            "csl": element("MetaString", style),
            "references": {"t": "MetaList", "c": [_meta(each) for each in items]},
        },
        "blocks": [element("Para", [element("Str", "Zob."), SPACE, citation])],
    }
    done = filter_paper(json.dumps(document).encode(), "html", {})
    made = json.loads(done.text)["blocks"]
    notes = [plain(note["c"]) for note in _notes(made[0])]
    return f"{plain(made[0]['c'])} {' '.join(notes)}".removeprefix("Zob."), plain(made[1:]), done


def _notes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if value.get("t") == "Note" else []
        return own + [note for each in value.values() for note in _notes(each)]
    return [note for each in value for note in _notes(each)] if isinstance(value, list) else []


def _meta(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {name: _meta(each) for name, each in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(each) for each in value]}
    return element("MetaString", str(value))


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "chicago-author-date"])
def test_the_folio_is_printed_once(style: str) -> None:
    text, _, _ = shown(style, cite(("akta", "fol. 17v")), RECORD)
    assert text.count("17v") == 1 and text.count("fol.") == 1, text
    assert "sygn. 412" in text and "Archiwum Nadrzeczne" in text


@pytest.mark.parametrize("style", ["apa", "modern-language-association", "oscola", "harvard-cite-them-right"])
def test_a_cite_that_would_tell_nothing_says_what_is_known(style: str) -> None:
    text, _, done = shown(style, cite(("akta", "fol. 17v")), RECORD)
    assert WHOLE in text and "17v" in text
    assert [(each.code, each.args["key"]) for each in done.findings] == [("BT652", "akta")]


@pytest.mark.parametrize("style", ["apa", "modern-language-association", "oscola"])
@pytest.mark.parametrize("order", [("akta", "lis"), ("lis", "akta")])
def test_beside_another_work_it_is_not_lost(style: str, order: tuple[str, str]) -> None:
    text, _, _ = shown(style, cite(*((key, "") for key in order)), RECORD, BOOK)
    assert WHOLE in text and "Lis" in text


@pytest.mark.parametrize("style", ["apa", "modern-language-association", "oscola", "ieee"])
def test_an_author_in_the_sentence_is_the_record_itself(style: str) -> None:
    text, rows, _ = shown(style, cite(("akta", "fol. 3"), mode="AuthorInText"), RECORD)
    assert (WHOLE in text or style == "ieee") and text.count(WHOLE) <= 1
    assert "sygn. 412" in rows


def test_a_suppressed_author_keeps_the_folio() -> None:
    text, _, _ = shown("chicago-notes-bibliography", cite(("akta", "fol. 3"), mode="SuppressAuthor"), RECORD)
    assert "fol." in text and "3" in text


@pytest.mark.parametrize("style", ["ieee", "nature"])
def test_an_entry_of_a_number_alone_gets_what_is_known(style: str) -> None:
    text, rows, done = shown(style, cite(("akta", "")), RECORD)
    assert "1" in text and WHOLE not in text  # a cite is a number here
    assert f"1 {WHOLE}" in rows.replace("[1]", "1").replace("1.", "1").replace("\u00a0", " ").replace("  ", " ")
    assert [each.code for each in done.findings] == ["BT652"]


def test_a_work_that_the_list_leaves_out_stands_in_it() -> None:
    _, rows, done = shown("oscola", cite(("akta", "")), RECORD)
    assert WHOLE in rows and [each.code for each in done.findings] == ["BT652"]


def test_a_work_with_a_name_is_not_doubted() -> None:
    for style in ("apa", "ieee", "oscola", "chicago-author-date"):
        text, rows, done = shown(style, cite(("lis", "p. 5")), BOOK)
        assert not done.findings and "Lis" in rows, (style, text, rows)


def test_an_unknown_key_without_a_text_of_its_own_ends_no_sentence_with_a_colon() -> None:
    citation = cite(("nikt", ""))
    citation["c"][1] = [element("RawInline", ["latex", "\\cite{nikt}"])]  # as pandoc reads LaTeX
    document = {"pandoc-api-version": [1, 22], "meta": {"references": {"t": "MetaList", "c": [_meta(BOOK)]}}}
    done = filter_paper(json.dumps({**document, "blocks": [element("Para", [citation])]}).encode(), "html", {})
    assert [each.args["context"] for each in done.findings] == [""]
