"""What the running text cites by a record that the document holds."""

from bibtool.citations.citation import Where
from bibtool.citations.extract import extract
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes
from bibtool.text.certainty import Certainty

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<p>Len rósł wszędzie <ref type="bibr" target="#b0">(Lipa, 1987)</ref>.</p></body><back><listBibl>
<biblStruct xml:id="b0"><monogr><title level="m">Len i wełna</title><author><persName><surname>Lipa</surname>
</persName></author><imprint><date when="1987"/></imprint></monogr>
<note type="raw_reference">M. Lipa, Len i wełna, Łuków 1987.</note></biblStruct></listBibl></back></text></TEI>"""


def test_a_citation_with_a_record_is_sure() -> None:
    document = read_bytes(TEI.encode(), "a.xml")
    notes = find_notes(document)
    assert [entry.text.text for entry in notes.listed] == ["M. Lipa, Len i wełna, Łuków 1987."]
    citations = extract(document, notes).citations
    assert [each.where for each in citations] == [Where.LIST, Where.TEXT]
    assert all(each.confidence and each.confidence.certainty is Certainty.SURE for each in citations)
