"""A DOCX with a note of every kind that setting notes again has to know, each with a work of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from commands import ROOT

sys.path.insert(0, str(ROOT / "tests" / "unit" / "readers"))
from docx_files import call, control, docx, field, italic, note, paragraph, relationships, run

TITLES = (
    "Szlaki stepu,Mosty nad rzeką,Brody i przeprawy,Targi miejskie,Młyny wodne,Groble i stawy,Kopce graniczne,"
    "Łąki nadrzeczne,Studnie miejskie,Wozy kupieckie,Żagle na rzece,Kuźnie wiejskie,Spichrze zbożowe,Dwory drewniane,"
    "Chaty podgórskie,Piece kaflowe,Zegary wieżowe,Dzwony kościelne,Pieśni żniwne,Tkaniny ludowe,Kroniki zakonne,"
    "Herby miejskie,Monety srebrne,Pieczęcie cechowe,Szaty liturgiczne,Zbroje rycerskie,Łodzie rybackie,Sieci rybackie,"
    "Ule kłodowe,Sady klasztorne,Winnice śląskie,Huty szkła,Kopalnie soli,Drogi bite,Poczty konne,Karczmy przydrożne,"
    "Ogrody botaniczne,Wiatraki holenderskie,Cegielnie miejskie,Garncarnie wiejskie,"
    "Olejarnie,Tartaki parowe"
).split(",")
NAMES = (
    "Nowak,Lis,Kos,Zając,Wilk,Dąb,Sowa,Krok,Bąk,Gaj,Mróz,Kania,Żak,Wrona,Czyż,Duda,Flis,Gil,Hajduk,Jasion,Kula,Lech,"
    "Maj,Noga,Oleś,Pająk,Rak,Sikora,Turek,Urban,Wójcik,Zięba,Adamczyk,Banaś,Cichy,Dudek,Ernest,Fras,Górka,Hojda,Iwan,Jop"
).split(",")


@dataclass(frozen=True)
class Work:
    author: str
    title: str

    @property
    def runs(self) -> str:
        return run(f"A. {self.author}, ") + italic(self.title) + run(", Kraków 2010, s. 12")


@dataclass(frozen=True)
class Case:
    """``kept`` are pieces of XML that must still be there; ``code`` is why the note stays (empty: it is set again)."""

    content: Callable[[Work], str]
    kept: tuple[str, ...] = ()
    code: str = ""
    whole: bool = False  # the content is all of the note, with its mark


BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
HYPHEN = "<w:r><w:noBreakHyphen/></w:r>"
PICTURE = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt"/></w:pict></w:r>'
REFERENCE = field("NOTEREF _Ref1 \\h", run("3"))
INDEX = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> XE "hasło" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
FORMULA = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
)
MARK = "<w:r><w:footnoteRef/></w:r>"
CELL = paragraph(run("Komórka autora."))
TABLE = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{CELL}</w:tc></w:tr></w:tbl>"


def link(*content: str) -> str:
    return f'<w:hyperlink r:id="h1">{"".join(content)}</w:hyperlink>'


def endnote_field(*content: str) -> str:
    """EndNote keeps the data of a citation as a field within the code of its field."""
    data = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    outer = field("ADDIN EN.CITE", *content)
    return outer.replace(
        '<w:r><w:fldChar w:fldCharType="separate"/>', data + '<w:r><w:fldChar w:fldCharType="separate"/>', 1
    )


CASES: dict[str, Case] = {
    "plain": Case(lambda w: w.runs + run(".")),
    "italics, bold and quotation marks of the author": Case(
        lambda w: (
            italic("Nota bene")
            + run(": pisze o tym „")
            + run("termin", "<w:b/>")
            + run("” zob. ")
            + w.runs
            + run(", gdzie mowa o ")
            + italic("limes")
            + run(" (podkr. ")
            + run("moje", "<w:smallCaps/>")
            + run(").")
        ),
        (italic("Nota bene"), run("termin", "<w:b/>"), italic("limes"), run("moje", "<w:smallCaps/>")),
    ),
    "a link of the author": Case(
        lambda w: run("Rękopis jest ") + link(run("dostępny", "<w:u/>")) + run(" w sieci. Zob. ") + w.runs + run("."),
        (link(run("dostępny", "<w:u/>")),),
    ),
    "a link field of the author": Case(
        lambda w: (
            run("Rękopis jest ")
            + field('HYPERLINK "https://example.org/r"', run("dostępny"))
            + run(" w sieci. Zob. ")
            + w.runs
            + run(".")
        ),
        (field('HYPERLINK "https://example.org/r"', run("dostępny")),),
    ),
    "a cross-reference of the author": Case(
        lambda w: run("Jak w przypisie ") + REFERENCE + run(" powyżej, trzeba uważać. Zob. ") + w.runs + run("."),
        (REFERENCE,),
    ),
    "a cross-reference in a citation": Case(
        lambda w: run(f"A. {w.author}, {w.title}, ") + field("REF miasto", run("Kraków")) + run(" 2010, s. 12."),
        (),
        "BT682",
    ),
    "a simple field of the author": Case(
        lambda w: (
            run("Zob. niżej, w przypisie ")
            + '<w:fldSimple w:instr=" NOTEREF _Ref2 ">'
            + run("5")
            + "</w:fldSimple>"
            + run(" o tym samym. Zob. ")
            + w.runs
            + run(".")
        ),
        ('<w:fldSimple w:instr=" NOTEREF _Ref2 ">',),
    ),
    "a link on a title": Case(
        lambda w: run(f"A. {w.author}, ") + link(italic(w.title)) + run(", Kraków 2010, s. 12."), ('r:id="h1"',)
    ),
    "a link on a citation": Case(
        lambda w: link(run(f"A. {w.author}, {w.title}, Kraków 2010, s. 12")) + run("."), ('r:id="h1"',)
    ),
    "a link field on a title": Case(
        lambda w: (
            run(f"A. {w.author}, ")
            + field('HYPERLINK "https://example.org/pole"', italic(w.title))
            + run(", Kraków 2010, s. 12.")
        ),
    ),
    "a line break of the author": Case(
        lambda w: run("Pierwszy wiersz uwagi.") + BREAK + run("Drugi wiersz uwagi. Zob. ") + w.runs + run("."), (BREAK,)
    ),
    "a tab of the author": Case(
        lambda w: run("Po pierwsze") + TAB + run("uwaga ogólna. Zob. ") + w.runs + run("."), (TAB,)
    ),
    "a line break in a citation": Case(
        lambda w: run(f"A. {w.author}, {w.title},") + BREAK + run("Kraków 2010, s. 12."), (), "BT684"
    ),
    "a tab in a citation": Case(
        lambda w: run(f"A. {w.author}, {w.title},") + TAB + run("Kraków 2010, s. 12."), (), "BT684"
    ),
    "a hyphen of the author that does not part": Case(
        lambda w: run("Spór polsko") + HYPHEN + run("czeski trwa. Zob. ") + w.runs + run("."), (HYPHEN,)
    ),
    "a hyphen in a citation that does not part": Case(
        lambda w: run(f"A. {w.author}") + HYPHEN + run(f"Dąb, {w.title}, Kraków 2010, s. 12.")
    ),
    "a picture of the author": Case(
        lambda w: run("Oto znak ") + PICTURE + run(" autora. Zob. ") + w.runs + run("."), (PICTURE,)
    ),
    "a picture in a citation": Case(
        lambda w: run(f"A. {w.author}, ") + PICTURE + italic(w.title) + run(", Kraków 2010, s. 12."), (), "BT684"
    ),
    "a picture at the end": Case(lambda w: w.runs + run(".") + PICTURE, (PICTURE,)),
    "a formula of the author": Case(
        lambda w: run("Wzór ") + FORMULA + run(" jest jasny. Zob. ") + w.runs + run("."), (FORMULA,)
    ),
    "bookmarks": Case(
        lambda w: (
            '<w:bookmarkStart w:id="41" w:name="cała"/>'
            + run(f"A. {w.author}, ")
            + '<w:bookmarkStart w:id="42" w:name="tytuł"/>'
            + italic(w.title)
            + '<w:bookmarkEnd w:id="42"/>'
            + run(", Kraków 2010, s. 12.")
            + '<w:bookmarkEnd w:id="41"/>'
        ),
        ('w:name="cała"/>', 'w:name="tytuł"/>', '<w:bookmarkEnd w:id="41"/>', '<w:bookmarkEnd w:id="42"/>'),
    ),
    "an entry of the index": Case(
        lambda w: run(f"A. {w.author}, ") + INDEX + italic(w.title) + run(", Kraków 2010, s. 12."), (INDEX,)
    ),
    "smart tags": Case(
        lambda w: (
            run("Pisano w ")
            + '<w:smartTag w:uri="u" w:element="City">'
            + run("Krakowie")
            + "</w:smartTag>"
            + run(" wiele. Zob. ")
            + w.runs
            + run(".")
        ),
        ('<w:smartTag w:uri="u" w:element="City">',),
    ),
    "proofing marks": Case(
        lambda w: '<w:proofErr w:type="spellStart"/>' + w.runs + '<w:proofErr w:type="spellEnd"/>' + run(".")
    ),
    "hidden text in a citation": Case(
        lambda w: (
            run(f"A. {w.author}, ") + run("ukryte", "<w:vanish/>") + italic(w.title) + run(", Kraków 2010, s. 1.")
        ),
        (),
        "BT684",
    ),
    "a control around a citation": Case(lambda w: control("data", w.runs) + run("."), (), "BT684"),
    "Zotero": Case(
        lambda w: run("Zob. ") + field('ADDIN ZOTERO_ITEM CSL_CITATION {"a": 1}', w.runs) + run("."), (), "BT680"
    ),
    "Zotero as a simple field": Case(
        lambda w: f'<w:fldSimple w:instr=" ADDIN ZOTERO_ITEM CSL_CITATION {{}} ">{w.runs}</w:fldSimple>' + run("."),
        (),
        "BT680",
    ),
    "Zotero as a bookmark": Case(
        lambda w: (
            '<w:bookmarkStart w:id="51" w:name="ZOTERO_BREF_ab12"/>' + w.runs + '<w:bookmarkEnd w:id="51"/>' + run(".")
        ),
        (),
        "BT680",
    ),
    "Mendeley": Case(lambda w: field('ADDIN CSL_CITATION {"a": 1}', w.runs) + run("."), (), "BT680"),
    "EndNote": Case(lambda w: endnote_field(w.runs) + run("."), (), "BT680"),
    "Citavi": Case(
        lambda w: control("CitaviPlaceholder#ab", field("ADDIN CitaviPlaceholder{ab}", w.runs)) + run("."), (), "BT680"
    ),
    "a tracked insertion": Case(
        lambda w: (
            run(f"A. {w.author}, ")
            + italic(w.title)
            + run(", Kraków ")
            + '<w:del w:id="61" w:author="X"><w:r><w:delText>1989</w:delText></w:r></w:del>'
            + f'<w:ins w:id="62" w:author="X">{run("2010")}</w:ins>'
            + run(", s. 12.")
        ),
        (),
        "BT681",
    ),
    "tracked formatting": Case(
        lambda w: (
            run(f"A. {w.author}, ")
            + run(w.title, '<w:i/><w:rPrChange w:id="63" w:author="X"><w:rPr/></w:rPrChange>')
            + run(", Kraków 2010, s. 12.")
        ),
        (),
        "BT681",
    ),
    "a paragraph of the author after": Case(
        lambda w: (
            paragraph(MARK, run(" Zob. "), w.runs, run("."))
            + paragraph(run("Drugi akapit "), italic("autora"), run("."))
        ),
        (paragraph(run("Drugi akapit "), italic("autora"), run(".")),),
        whole=True,
    ),
    "a paragraph of the author before": Case(
        lambda w: (
            paragraph(MARK, run(" Akapit "), italic("ważny"), run(".")) + paragraph(run("Zob. "), w.runs, run("."))
        ),
        (paragraph(MARK, run(" Akapit "), italic("ważny"), run(".")),),
        whole=True,
    ),
    "citations in two paragraphs": Case(
        lambda w: (
            paragraph(MARK, run(" "), w.runs, run(".")) + paragraph(run(f"C. {w.author}, Dodatek, Lwów 1901, s. 3."))
        ),
        (),
        "BT685",
        whole=True,
    ),
    "a table of the author": Case(
        lambda w: paragraph(MARK, run(" Zob. "), w.runs, run(".")) + TABLE + paragraph(),
        (CELL, "<w:tbl>"),
        whole=True,
    ),
    "a number within words": Case(
        lambda w: f"<w:p><w:r><w:footnoteRef/><w:tab/><w:t>Zob. </w:t></w:r>{w.runs}{run('.')}</w:p>",
        ("<w:footnoteRef/><w:tab/>",),
        whole=True,
    ),
}
IDS = {name: number for number, name in enumerate(CASES, 1)}
WORKS = [Work(author, title) for author, title in zip(NAMES, TITLES, strict=True)]
LINKS = {
    "word/_rels/footnotes.xml.rels": relationships(("h1", "hyperlink", "https://example.org/ukryty", True)),
}


def whole_document() -> bytes:
    """All cases in one document."""
    footnotes = ""
    body = []
    for (name, case), work in zip(CASES.items(), WORKS, strict=False):
        content = case.content(work)
        number = IDS[name]
        footnotes += f'<w:footnote w:id="{number}">{content}</w:footnote>' if case.whole else note(number, content)
        body.append(paragraph(run(f"Zdanie o sprawie {number}"), call(number), run(".")))
    return docx("".join(body), footnotes=footnotes, extra=LINKS)
