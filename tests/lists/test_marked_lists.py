"""Reference lists whose entries the format marks, whatever stands above them; lists in parts; labels."""

from __future__ import annotations

import io
import zipfile

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

WORKS = ("Lipa Maria, Len i wełna, Łuków.", "Wrona Adam, Sen na wsi, Lublin.")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'  # noqa: E501 -- two names of namespaces


def page(body: str) -> bytes:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def docx(body: str, styles: str = "") -> bytes:
    out = io.BytesIO()
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", f'<R><Relationship Id="a" Type="{kinds}/officeDocument" Target="d.xml"/></R>')
        archive.writestr("_rels/d.xml.rels", f'<R><Relationship Id="s" Type="{kinds}/styles" Target="s.xml"/></R>')
        archive.writestr("d.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        archive.writestr("s.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
    return out.getvalue()


def paragraph(text: str, style: str = "", before: str = "", after: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{before}<w:r><w:t>{text}</w:t></w:r>{after}</w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


STYLE = '<w:style w:type="paragraph" w:styleId="Bib"><w:name w:val="Bibliography"/></w:style>'
CODE = "<w:r><w:instrText> ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY </w:instrText></w:r>"
FIELD = paragraph(WORKS[0], before=field("begin") + CODE + field("separate")) + paragraph(WORKS[1], after=field("end"))
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Len.</p></body><back><listBibl>'
    "{}</listBibl></back></text></TEI>"
)
JATS = "<article><front><article-meta/></front><body><p>Len.</p></body><back><ref-list>{}</ref-list></back></article>"
FLAT = f"<office:document {ODF}><office:body><office:text><text:p>Len.</text:p>{{}}</office:text></office:body></office:document>"  # noqa: E501 -- one element
INDEX = "<text:bibliography><text:index-body><text:index-title><text:p>Spis</text:p></text:index-title>{}</text:index-body></text:bibliography>"  # noqa: E501 -- one element


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", page("<p>Len.</p>" + "".join(f'<div class="csl-entry">{w}</div>' for w in WORKS))),
        ("b.html", page("<p>Len.</p><ul>" + "".join(f'<li role="doc-biblioentry">{w}</li>' for w in WORKS) + "</ul>")),
        ("a.xml", JATS.format("".join(f"<ref><mixed-citation>{w}</mixed-citation></ref>" for w in WORKS)).encode()),
        ("b.xml", TEI.format("".join(f"<bibl>{w}</bibl>" for w in WORKS)).encode()),
        ("a.docx", docx(paragraph("Len.") + "".join(paragraph(w, "Bib") for w in WORKS), STYLE)),
        ("b.docx", docx(paragraph("Len.") + FIELD)),
        ("a.fodt", FLAT.format(INDEX.format("".join(f"<text:p>{w}</text:p>" for w in WORKS))).encode()),
        ("a.tex", b"\\begin{document}Len.\\begin{thebibliography}{9}" + "".join(f"\\bibitem{{k}} {w}\n" for w in WORKS).encode() + b"\\end{thebibliography}\\end{document}"),  # noqa: E501
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_the_format_marks_is_an_entry(name: str, data: bytes) -> None:
    result = find_notes(read_bytes(data, name))
    assert [entry.text.text for entry in result.listed] == list(WORKS)
    assert "Len." in result.body.text and "Lipa" not in result.body.text


def test_a_marked_list_keeps_its_heading_and_its_labels() -> None:
    body = "<p>Len.</p><h2>Literatura</h2>" + "".join(
        f'<div class="csl-entry"><div>[{label}]</div><div>{work}</div></div>'
        for label, work in zip(("1", "Wro"), WORKS, strict=True)
    )
    [found] = find_notes(read_bytes(page(body), "a.html")).lists
    assert found.heading.text == "Literatura"
    assert [(entry.number, entry.text.text) for entry in found.entries] == [("1", WORKS[0]), ("Wro", WORKS[1])]


def test_a_heading_in_the_style_of_entries_is_none() -> None:
    body = paragraph("Len.") + paragraph("Bibliografia", "Bib") + "".join(paragraph(w, "Bib") for w in WORKS)
    [found] = find_notes(read_bytes(docx(body, STYLE), "a.docx")).lists
    assert found.heading.text == "Bibliografia" and len(found.entries) == 2


def entries(text: str) -> list[list[str]]:
    return [[e.text.text for e in each.entries] for each in find_notes(read_bytes(text.encode(), "a.txt")).lists]


def test_holdings_stand_before_the_works() -> None:
    archive = ["Государственный архив Самарской области. Ф. 5.", "Опись имущества купца Лапина. Самара, 1802."]
    works = ["Лапин О. П. Лён. Самара, 1990.", "Шилов И. И. Шерсть. Самара, 1995."]
    text = "Лён рос всюду.\n\nИсточники\n\n{}\n{}\n\nЛитература\n\n{}\n{}\n".format(*archive, *works)
    assert entries(text) == [archive, works]
    german = "Flachs.\n\nQuellen- und Literaturverzeichnis\n\nUngedruckte Quellen\n\nStadtarchiv Jena, Abt. B.\n\n"
    german += "Literatur\n\nAlt, Uwe: Flachs. Jena 1990.\nBock, Ina: Wolle. Jena 1995.\n"
    assert "Stadtarchiv Jena, Abt. B." in {entry for found in entries(german) for entry in found}


def test_a_chapter_on_sources_is_no_list() -> None:
    text = "Len.\n\nŹródła\n\nPodstawą są akta, które zachowały się w Łukowie.\n\nLiteratura\n\nLipa M., Len, Łuków 1987.\nWrona A., Sen, Lublin 1990.\n"  # noqa: E501
    assert entries(text) == [["Lipa M., Len, Łuków 1987.", "Wrona A., Sen, Lublin 1990."]]


@pytest.mark.parametrize("form", ["A{} {}", "[S{}] {}", "P{}. {}", "[{}]\n{}"])
def test_labels_are_no_part_of_entries(form: str) -> None:
    works = ["Lane, Tom. Flax. Leeds, 1990.", "Moss, Ann. Wool. York, 1991.", "Rowe, Jo. Silk. Bath, 1992."]
    text = "Flax grew.\n\nReferences\n\n" + "\n".join(form.format(at, work) for at, work in enumerate(works, 1)) + "\n"
    assert entries(text) == [works]


def test_parts_of_references_stand_tight_before_punctuation() -> None:
    name = "<string-name><surname>Lipa</surname>, <given-names>M.</given-names></string-name>"
    other = "<person-group><name><surname>Wrona</surname><given-names>A</given-names></name></person-group>"
    refs = f"<ref><mixed-citation>{name} (<year>1987</year>). Len.</mixed-citation></ref>"
    refs += f"<ref><mixed-citation>{other}. Sen. <year>1990</year>;<volume>2</volume>:<fpage>5</fpage>.</mixed-citation></ref>"  # noqa: E501
    result = find_notes(read_bytes(JATS.format(refs).encode(), "a.xml"))
    assert [entry.text.text for entry in result.listed] == ["Lipa, M. (1987). Len.", "Wrona A. Sen. 1990;2:5."]
