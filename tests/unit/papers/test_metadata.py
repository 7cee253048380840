"""What a paper's metadata say."""

from typing import Any

import pytest

from bibtool.papers.inlines import Carrier
from bibtool.papers.metadata import BadMetadata, PaperSetting, paper_setting, style_name
from bibtool.papers.tree import element, words
from bibtool.render.setting import Script, Sections, Sort


def meta(value: Any) -> dict[str, Any]:
    """A value as pandoc's reader of YAML gives it."""
    if isinstance(value, dict):
        return element("MetaMap", {key: meta(each) for key, each in value.items()})
    if isinstance(value, list):
        return element("MetaList", [meta(each) for each in value])
    if isinstance(value, bool):
        return element("MetaBool", value)
    return element("MetaInlines", words(value))


def setting(**fields: Any) -> PaperSetting:
    return paper_setting({name.replace("_", "-"): meta(value) for name, value in fields.items()}, Carrier())


def test_without_metadata_it_is_what_pandoc_does() -> None:
    found = setting()
    assert found.setting.style == "chicago-author-date"
    assert not found.bibliographies and not found.link_citations and found.link_bibliography
    assert found.notes_after is None and found.setting.idem is None and found.setting.entry_language is None


def test_pandocs_own_fields() -> None:
    found = setting(
        bibliography=["a.bib", "b.json"],
        csl="https://www.zotero.org/styles/apa",
        lang="pl",
        suppress_bibliography=True,
        link_citations=True,
        link_bibliography="false",
        notes_after_punctuation=False,
    )
    assert found.bibliographies == ("a.bib", "b.json")
    assert (found.setting.style, found.setting.locale) == ("apa", "pl")
    assert found.suppress_bibliography and found.link_citations and not found.link_bibliography
    assert found.notes_after is False
    assert setting(bibliography="a.bib", citation_style="ieee").setting.style == "ieee"


def test_bibtools_own_fields() -> None:
    own = {
        "entry-language": "own",
        "script": "both",
        "scheme": {"ru": "gost-b", "": "iso9"},
        "translations": True,
        "sort": "latin-first",
        "sections": "script",
        "idem": False,
    }
    found = setting(bibtool=own).setting
    assert (found.entry_language, found.script, found.sort) == ("own", Script.BOTH, Sort.LATIN_FIRST)
    assert found.sections is Sections.SCRIPT and found.translations and found.idem is False
    assert dict(found.schemes) == {"ru": "gost-b", "": "iso9"}
    assert dict(setting(bibtool={"scheme": "iso9"}).setting.schemes) == {"": "iso9"}


@pytest.mark.parametrize(
    ("fields", "field", "known"),
    [
        ({"bibtool": {"sort": "cyrilic-first"}}, "bibtool.sort", "cyrillic-first"),
        ({"bibtool": {"scripts": "both"}}, "bibtool", "script"),
        ({"bibtool": "own"}, "bibtool", "entry-language"),
        ({"link-citations": "perhaps"}, "link-citations", "true"),
    ],
)
def test_what_nobody_understands_is_named(fields: dict[str, Any], field: str, known: str) -> None:
    with pytest.raises(BadMetadata) as caught:
        setting(**fields)
    assert caught.value.field == field and known in caught.value.known


def test_works_in_the_metadata() -> None:
    title = element("MetaInlines", [*words("On "), element("Emph", words("Stipa"))])
    row = {"id": "a", "type": "book", "author": [{"family": "Nowak"}], "issued": {"year": "2010", "month": "3"}}
    works = meta([row, {"id": "b", "issued": "2011-04/2012"}, {"title": "no id"}])
    works["c"][0]["c"]["title"] = title
    found = paper_setting({"references": works}, Carrier()).references
    assert [entry.key for entry in found] == ["a", "b"]
    assert found[0].item.get("title") == "On <i>Stipa</i>"
    assert found[0].item.dates["issued"].to_edtf() == "2010-03"
    assert found[1].item.dates["issued"].to_edtf() == "2011-04/2012"


@pytest.mark.parametrize(
    ("given", "name"),
    [("apa", "apa"), ("http://www.zotero.org/styles/ieee", "ieee"), ("styles/a.csl", "styles/a.csl"), ("", "")],
)
def test_names_of_styles(given: str, name: str) -> None:
    assert style_name(given) == name
