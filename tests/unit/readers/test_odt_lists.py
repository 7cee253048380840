"""The numbers of OpenDocument's lists; Zotero's bookmarks in an ODT."""

import io
import json
import zipfile

from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{p}="{OASIS}:{n}:1.0"' for p, n in (("office", "office"), ("text", "text"), ("style", "style"))
)
STYLES = (
    '<office:automatic-styles><text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/>'
    '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    "</office:automatic-styles>"
)


def read(body: str, meta: str = "") -> Document:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {SPACES}>{STYLES}<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        if meta:
            package.writestr("meta.xml", meta)
    return read_bytes(out.getvalue(), "las.odt")


def rows(body: str) -> list[str]:
    return [line for line in read(body).text.split("\n") if line]


def item(*content: str, more: str = "") -> str:
    inner = "".join(each if each.startswith("<") else f"<text:p>{each}</text:p>" for each in content)
    return f"<text:list-item{more}>{inner}</text:list-item>"


def listed(*items: str, more: str = ' text:style-name="L"') -> str:
    return f"<text:list{more}>{''.join(items)}</text:list>"


def test_items_have_their_numbers_on_every_level() -> None:
    deep = listed(item("C", listed(item("D"), more="")), more="")
    body = listed(item("A"), item("B", deep), item("E", listed(item("F"), more="")))
    assert rows(body) == ["1. A", "2. B", "(a) C", "2.a.1 D", "3. E", "(a) F"]


def test_a_list_goes_on_where_it_says_so() -> None:
    goes_on = ' text:style-name="L" text:continue-numbering="true"'
    named = ' text:style-name="L" xml:id="x"'
    back = ' text:style-name="L" text:continue-list="x"'
    body = listed(item("A", listed(item("B"), more="")), more=named) + "<text:p>Tekst</text:p>"
    body += listed(item(listed(item("C"), more="")), item("D"), more=goes_on)
    body += listed(item("E")) + listed(item("F"), more=back)
    assert rows(body) == ["1. A", "(a) B", "Tekst", "(b) C", "2. D", "1. E", "3. F"]


def test_bullets_headers_and_lists_without_style_print_no_number() -> None:
    header = "<text:list-header><text:p>Nagłówek</text:p></text:list-header>"
    body = listed(item("A"), more=' text:style-name="B"') + listed(item("B"), more="")
    body += listed(header, item("C", more=' text:start-value="5"'), item("D"))
    assert rows(body) == ["A", "B", "Nagłówek", "5. C", "6. D"]


def test_a_numbered_list_of_references_keeps_its_numbers() -> None:
    works = (
        "Sowa T. Puszcza i ludzie. Białystok: Bór, 1991. 180 s.",
        "Орёл К. Лесные тропы. Пермь: Кама, 2004. 212 с.",
    )
    found = find_notes(read("<text:p>Las [2, s. 7].</text:p><text:p>Literatura</text:p>" + listed(*map(item, works))))
    assert [(entry.number, entry.text.text) for entry in found.listed] == list(zip("12", works, strict=True))


def test_records_of_bookmarks_stand_in_the_metadata() -> None:
    record = {"id": 1, "itemData": {"id": 1, "type": "book", "title": "Puszcza", "author": [{"family": "Sowa"}]}}
    code = "ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationItems": [record]})
    pieces = [code[at : at + 50] for at in range(0, len(code), 50)]
    meta = "".join(
        f'<user-defined name="ZOTERO_BREF_z9_{at}">{piece}</user-defined>' for at, piece in enumerate(pieces, 1)
    )
    mark = '<text:bookmark-{} text:name="ZOTERO_BREF_z9"/>'
    body = f"<text:p>Las ({mark.format('start')}Sowa, s. 3{mark.format('end')}).</text:p>"
    found = read(body, f"<meta>{meta}</meta>")
    assert [found.text[each.span.start : each.span.end] for each in found.embedded] == ["Sowa, s. 3"]
