"""Articles in the XML of Érudit: their notes, what calls them, their lists of works."""

from bibtool.diagnostics.code import Code
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<article xmlns="http://www.erudit.org/xsd/article"
xmlns:xlink="http://www.w3.org/1999/xlink" typeart="article" lang="fr">
<admin><infoarticle><idpublic scheme="doi">10.9999/a</idpublic></infoarticle></admin>
<liminaire><grtitre><titre>Les gués</titre></grtitre>
<grauteur><auteur id="a1"><nompers><prenom>Marie</prenom><nomfamille>Aulne</nomfamille></nompers></auteur></grauteur>
</liminaire>
<corps><section1 id="s1"><titre>Le fleuve</titre><para id="p1"><no>1</no><alinea>Les gués changent<renvoi
id="r1" idref="no1" typeref="note">1</renvoi>, dit-on<renvoi id="r2" idref="no2" typeref="note">2</renvoi>,
et encore<renvoi id="r3" idref="no1" typeref="note">1</renvoi>.</alinea></para></section1></corps>
<partiesann><grnote><titre>Notes</titre>
<note id="no1"><no>1</no>
<alinea>P. Berge, <marquage typemarq="italique">Gués et péages</marquage>, Lyon, 1998, p. 4.</alinea></note>
<note id="no2"><no>2</no><alinea>Voir <liensimple xlink:href="https://gues.example/a">le plan</liensimple>.</alinea>
<alinea>Il est daté.</alinea></note></grnote>
<grbiblio><biblio><titre>Travaux cités</titre>
<refbiblio id="rb1">Berge, P., 1998, <marquage typemarq="italique">Gués et péages</marquage>, Lyon, Fleuve.</refbiblio>
<refbiblio id="rb2">Chêne, L., 2003, « Eaux », Revue, 12 : 3-9.</refbiblio></biblio></grbiblio></partiesann></article>
"""


def test_notes_and_lists() -> None:
    document = read_bytes(ARTICLE.encode(), "1001.xml")
    found = find_notes(document)
    assert document.format == "erudit"
    assert [(note.number, " ".join(note.text.text.split())) for note in found.notes] == [
        ("1", "P. Berge, Gués et péages, Lyon, 1998, p. 4."),
        ("2", "Voir le plan. Il est daté."),
    ]
    assert [note.marker.sentence.text for note in found.notes if note.marker] == 2 * [
        "Les gués changent¹, dit-on², et encore¹."
    ]
    assert [entry.text.text for entry in found.listed] == [
        "Berge, P., 1998, Gués et péages, Lyon, Fleuve.",
        "Chêne, L., 2003, « Eaux », Revue, 12 : 3-9.",
    ]
    assert document.text.startswith("Les gués\n\nMarie Aulne\n\nLe fleuve\n\nLes gués changent")
    assert "10.9999" not in document.text
    assert "Gués et péages" in [document.text[span.start : span.end] for span in document.italics]
    assert [f.args["target"] for f in document.findings if f.code == Code.LINK_NOT_PRINTED] == [
        "https://gues.example/a"
    ]
