"""Content tells what a file is; the name counts only where the content says nothing."""

import codecs

import pytest
from kinds_of_files import BIB, LATEX, RIS, SAMPLES, STILL_ARTICLES, Sample, sample

from bibtool.formats.registry import for_suffix
from bibtool.readers.detection import detect
from bibtool.readers.kinds import Family, by_ending, kinds
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes, readers

NAMES = ("-", "file.txt", "file.bib", "file.json", "file.html", "file.docx")


def test_every_kind_has_a_sample() -> None:
    assert {each.kind for each in SAMPLES} == set(kinds())
    # LaTeX is a family of its own, of which notes are read from the paper itself
    articles = {name for name, kind in kinds().items() if kind.family is Family.ARTICLE}
    assert articles | {"latex"} == set(readers())


@pytest.mark.parametrize("each", SAMPLES, ids=lambda each: each.kind)
def test_a_kind_is_told_by_its_content_under_any_name(each: Sample) -> None:
    assert detect(each.data, each.name).kind.name == each.kind
    for name in NAMES:
        found = detect(each.data, name)
        if each.kind in ("text", "archive") and name == "file.docx":
            assert found.kind.name == "docx"  # whose reader says what is wrong with it
            continue
        assert found.kind.name == each.kind, name
        promised = by_ending(name)
        assert found.ending == (promised if promised is not None and promised.name != each.kind else None)


@pytest.mark.parametrize("encoding", ["cp1250", "utf-16", "utf-8-sig", "utf-16-be"])
@pytest.mark.parametrize("kind", ["bibtex", "ris", "csl-json", "html", "jats", "latex", "csl-yaml", "refer"])
def test_encodings_do_not_matter(kind: str, encoding: str) -> None:
    text = sample(kind).data.decode()
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    assert detect(mark + text.encode(encoding, "xmlcharrefreplace"), "-").kind.name == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("% Encoding: UTF-8\n\nThis file was made by a program.\n\n" + BIB * 3, "bibtex"),
        ("  @Book{ nowak ,\n title = {Szlaki}}", "bibtex"),
        ("@book(nowak,\n title = {Szlaki},\n year = 2010\n)\n", "bibtex"),
        ("@string{k = {Kraków}}\n@comment{jabref-meta: x}\n" + BIB, "bibtex"),
        ("@book{nowak, title = {Szlaki stepu\n\n@book{lis, title = {Brody}}", "bibtex"),
        ("@Article{,\n  author = {Lis, Ewa},\n}\n", "bibtex"),
        ("\n" + RIS.replace("\n", "\r\n") * 2, "ris"),
        (RIS.replace("  - ", " - "), "ris"),
        (RIS.replace("ER  - \n", "N2  - " + "streszczenie pracy " * 30 + "\nciąg dalszy\n"), "ris"),
        ('{"items": [{"id": "x", "type": "book"}]}', "csl-json"),
        ('[{"id": "x", "type": "book", "title": "Cut', "csl-json"),
        ("[]", "csl-json"),
        ("@book{title = {Szlaki},\n author = {Lis, Ewa}}", "bibtex"),  # no key
        ("@book{lis title = {Szlaki}, author = {Lis, Ewa}}", "bibtex"),  # no comma
        ("@book{Lis 2010, title = {Szlaki}, author = {Lis, Ewa}}", "bibtex"),
        ("@praca{lis, title = {Szlaki}}\n@артыкул{кос, title = {Шляхі}}", "bibtex"),
        ('{"references": [{"id": "x", "type": "book", "title": "Szlaki"}]}', "csl-json"),
        ('{"x": {"type": "book", "title": "Szlaki"}, "y": {"type": "book", "title": "Brody"}}', "csl-json"),
        ('{"status": "ok", "message-type": "work", "message": {"type": "book", "title": ["Szlaki"]}}', "csl-json"),
        ('[{"number": 1, "text": "Nowak"}]', "json"),  # notes are lines
        ('{"a": 1}\n{"a": 2}\n', "json"),
        ('{"items": [{"itemType": "book", "title": "x"}]}', "json"),
        ("<!-- saved -->\n<html lang='pl'><body>x</body></html>", "html"),
        ("<div><p>a</p><p>b</p><p><i>c</i></p></div>", "html"),
        ("Warning: x\n<!DOCTYPE html>\n<html><body><p>a</p></body></html>\n", "html"),
        ("<article><p>a</p></article>", "html"),
        ("<!DOCTYPE article PUBLIC '-//NLM//DTD JATS (Z39.96) v1.2//EN' 'x.dtd'><article><body/></article>", "jats"),
        ("\\chapter{Wstęp}\nTak sądzi Nowak.\\footnote{A. Nowak, Szlaki, 2010.}\n", "latex"),
        ("Tak sądzi Nowak.\\footnote{A. Nowak, \\emph{Szlaki stepu}, Kraków 2010, s. 12.} Dalej Lis.", "latex"),
        ("% komentarz\n\n" + LATEX, "latex"),
        ("- id: x\n  type: book\n  title: Szlaki\n", "csl-yaml"),
    ],
)
def test_shapes_of_data(text: str, kind: str) -> None:
    assert detect(text.encode(), "-").kind.name == kind


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.bib", "% Lista do pracy\n\n% jeszcze pusta\n", "bibtex"),
        ("a.bib", "Lista do pracy, z zeszłego roku, niesprawdzona.\n@book{lis}\n", "bibtex"),
        ("a.ris", "AU  - Lis, Ewa\nTI  - Szlaki\nER  - \n", "ris"),
        ("a.ris", "ty  - book\nti  - Szlaki\ner  - \n", "ris"),
        ("a.csv", "Autor;Tytuł\nLis, Ewa;Szlaki\n", "reference-table"),
        ("a.yaml", "references: []\n", "csl-yaml"),
    ],
)
def test_the_name_decides_where_the_text_shows_little(name: str, text: str, kind: str) -> None:
    assert detect(text.encode(), name).kind.name == kind
    assert detect(text.encode(), "a.txt").kind.name == "text"


@pytest.mark.parametrize("name", STILL_ARTICLES)
def test_an_article_about_a_format_stays_an_article(name: str) -> None:
    data = STILL_ARTICLES[name].encode()
    kind = "markdown" if name.endswith(".md") else "text"
    assert detect(data, name).kind.name == kind
    assert read_bytes(data, name).format == kind


@pytest.mark.parametrize("ending", [".bib", ".ris", ".json", ".html", ".xml", ".pdf", ".tex", ".yaml"])
def test_an_article_under_the_name_of_data_is_read_and_told(ending: str) -> None:
    document = read_bytes(sample("text").data, f"article{ending}")
    assert document.format == "text"
    assert [finding.code for finding in document.findings] == ["BT123"]


def test_an_article_of_jats_may_be_named_as_a_list_is() -> None:
    text = (
        "<!DOCTYPE article PUBLIC '-//NLM//DTD JATS (Z39.96) v1.2//EN' 'x.dtd'><article><body><p>Len"
        "<xref ref-type='fn' rid='n'>1</xref>.</p></body><back><fn-group><fn id='n'><label>1</label><p>Lis.</p></fn>"
        "</fn-group></back></article>"
    )
    document = read_bytes(text.encode(), "a.jats.xml")
    assert (document.format, document.findings) == ("jats", ())
    assert [note.text.text for note in document.notes or ()] == ["Lis."]


def test_an_empty_file_is_what_it_is_called() -> None:
    assert detect(b"", "library.bib").kind.name == "bibtex"
    assert detect(b" \n", "-").kind.name == "text"


def test_large_files_are_told_from_their_beginning() -> None:
    assert detect((BIB * 20_000).encode(), "-").kind.name == "bibtex"
    assert detect(b"@a{b,\n" * 100_000, "-").kind.name == "bibtex"
    assert detect(b"```x\n" * 100_000, "-").kind.name == "text"
    assert detect(b"<!--\n" * 100_000, "-").kind.name == "text"
    assert detect(b"TY  - X\n" * 100_000, "-").kind.name == "ris"


@pytest.mark.parametrize(("name", "kind"), [("a.odt", "ODT"), ("a.epub", "EPUB"), ("a.docx", "DOCX"), ("a", "DOCX")])
def test_a_damaged_archive_is_called_what_its_name_says(name: str, kind: str) -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(b"PK\x03\x04 damaged", name)
    assert (error.value.finding.code, error.value.finding.args["kind"]) == ("BT116", kind)


def test_kinds_name_the_format_that_reads_them() -> None:
    """It is that of their first ending."""
    named = [kind for kind in kinds().values() if kind.format]
    assert {kind.name for kind in named} == {
        name for name, kind in kinds().items() if kind.family in (Family.BIBLIOGRAPHY, Family.CITED_NOTES)
    }
    for kind in named:
        assert for_suffix(kind.endings[0]).name == kind.format
