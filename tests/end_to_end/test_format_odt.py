"""An ODT set again in itself: only what the style prints in its notes is another."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from commands import bibtool

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
)
ITALIC = '<text:span text:style-name="K1">{}</text:span>'
STYLE = (
    '<style:style style:name="K1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="K2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png" manifest:media-type="image/png"/>'
    "</manifest:manifest>"
)
FULL = f"E. Lin, {ITALIC.format('Wir i zator')}, Hel 1980, s. 12"


def note(number: int, *paragraphs: str) -> str:
    inner = "".join(f'<text:p text:style-name="Footnote">{one}</text:p>' for one in paragraphs)
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{inner}</text:note-body></text:note>"
    )


def odt(*notes: str, styles: str = f"<office:automatic-styles>{STYLE}</office:automatic-styles>") -> bytes:
    body = "".join(f"<text:p>Zdanie  z   odstępami.{one}</text:p>\n" for one in notes)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMES}>{styles}<office:body><office:text>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", MANIFEST, zipfile.ZIP_DEFLATED)
        archive.writestr("Thumbnails/thumbnail.png", b"\x89PNG\r\n", zipfile.ZIP_STORED)
    return out.getvalue()


def again(folder: Path, data: bytes, *options: str) -> tuple[bytes, str]:
    """The document set again, and what was said."""
    (folder / "praca.odt").write_bytes(data)
    command = ["format", "praca.odt", "--as", "notes", "--style", "gost-r-7-0-5-2008", "--locale", "pl-PL"]
    ran = bibtool(*command, "-o", "nowa.odt", "-v", *options, cwd=folder)
    assert ran.code in (0, 1), ran
    return (folder / "nowa.odt").read_bytes(), ran.err


def content(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()


def texts(data: bytes) -> list[str]:
    return [one.text.text for one in find_notes(read_bytes(data, "x.odt")).notes]


def test_only_what_the_style_prints_is_another(tmp_path: Path) -> None:
    own = 'Uwaga <text:span text:style-name="K2">bez</text:span> przywołania.'
    before = odt(note(1, f"Zob. szerzej {FULL}."), note(2, own), note(3, "Tamże, s. 20."))
    after, _ = again(tmp_path, before)
    assert texts(after)[0].startswith("Zob. szerzej Lin E. Wir i zator. Hel, 1980.")
    old, new = content(before), content(after)
    bodies = re.compile("<text:note-body>.*?</text:note-body>")
    assert bodies.sub("", new) == bodies.sub("", old), "all but the notes is the same"
    assert bodies.findall(new)[1] == bodies.findall(old)[1], "a note that cites nothing is as it was"
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as other:
        assert one.namelist() == other.namelist()
        assert other.infolist()[0].compress_type == zipfile.ZIP_STORED
        for name in one.namelist():
            assert name == "content.xml" or one.read(name) == other.read(name)


def test_the_authors_words_keep_their_look(tmp_path: Path) -> None:
    words = 'jest to <text:span text:style-name="K2">bardzo ważna</text:span> rozprawa'
    after, _ = again(tmp_path, odt(note(1, f"{FULL}; {words}.")))
    assert '<text:span text:style-name="K2">bardzo ważna</text:span>' in content(after)
    assert "Lin E. Wir i zator" in texts(after)[0]


def test_italics_of_a_style_get_an_automatic_style(tmp_path: Path) -> None:
    (tmp_path / "praca.odt").write_bytes(
        odt(note(1, "E. Lin, Wir i zator, Hel 1980, s. 12."), styles="<office:automatic-styles/>")
    )
    command = ["format", "praca.odt", "--as", "notes", "--style", "chicago-notes-bibliography", "-o", "nowa.odt"]
    assert bibtool(*command, cwd=tmp_path).code == 0
    document = read_bytes((tmp_path / "nowa.odt").read_bytes(), "nowa.odt")
    assert "Wir i zator" in [document.text[span.start : span.end] for span in document.italics]
    assert 'style:name="Bibtool' in content((tmp_path / "nowa.odt").read_bytes())


MARK = '<text:reference-mark-{} text:name="ZOTERO_ITEM x"/>'


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ((f"{FULL}.", "Drugi akapit."), "BT684"),
        ((f'{FULL}<text:change-start text:change-id="c"/>.',), "BT681"),
        ((f"{MARK.format('start')}{FULL}{MARK.format('end')}.",), "BT680"),
        ((f"{FULL}<office:annotation><text:p>?</text:p></office:annotation>.",), "BT684"),
    ],
)
def test_what_cannot_be_carried_over_stays_as_printed(inner: tuple[str, ...], code: str, tmp_path: Path) -> None:
    before = odt(note(1, *inner), note(2, "J. Sum, Jaz, Ustka 1991, s. 3."))
    after, said = again(tmp_path, before)
    assert code in said
    bodies = re.compile("<text:note-body>.*?</text:note-body>")
    assert bodies.findall(content(after))[0] == bodies.findall(content(before))[0]
    assert texts(after)[1].startswith("Sum J. Jaz.")


def test_twice_is_the_same_as_once(tmp_path: Path) -> None:
    once, _ = again(tmp_path, odt(note(1, f"{FULL}."), note(2, "Tamże, s. 20.")))
    twice, _ = again(tmp_path, once)
    assert texts(twice) == texts(once)


def test_in_place_writes_an_odt(tmp_path: Path) -> None:
    (tmp_path / "praca.odt").write_bytes(odt(note(1, f"{FULL}.")))
    command = ["format", "praca.odt", "--as", "notes", "--style", "gost-r-7-0-5-2008", "--in-place"]
    assert bibtool(*command, cwd=tmp_path).code == 0
    assert texts((tmp_path / "praca.odt").read_bytes())[0].startswith("Lin E. Wir i zator")


def test_options_of_a_docx_are_refused(tmp_path: Path) -> None:
    (tmp_path / "praca.odt").write_bytes(odt(note(1, f"{FULL}.")))
    command = ["format", "praca.odt", "--as", "notes", "--style", "gost-r-7-0-5-2008", "-o", "nowa.odt", "--track"]
    ran = bibtool(*command, cwd=tmp_path)
    assert ran.code == 2 and "--track" in ran.err


def test_records_of_zotero_are_taken() -> None:
    from bibtool.jobs.extract import extract
    from bibtool.jobs.sources import Source

    data = (
        '{"citationItems": [{"uris": ["http://refs.example/1"], "locator": "12", "itemData": {"type": "book", "title": '
        '"Wir i zator", "publisher": "Fala", "author": [{"family": "Lin", "given": "Ewa"}]}}]}'
    ).replace('"', "&quot;")
    name = f"ZOTERO_ITEM CSL_CITATION {data} RNDabcdefgh"
    mark = f'<text:reference-mark-start text:name="{name}"/>{FULL}<text:reference-mark-end text:name="{name}"/>'
    (one,) = extract([Source("praca.odt", odt(note(1, f"Zob. {mark}.")))]).citations
    assert one.is_exact
    assert (one.item.get("publisher"), one.locator, one.signal) == ("Fala", "12", "Zob.")


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("soffice is not installed")
    again(tmp_path, odt(note(1, f"Zob. {FULL}; &lt;a&gt; &amp; b."), note(2, "Tamże, s. 20.")))
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "html"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "nowa.odt"], check=True, capture_output=True, timeout=120
    )
    text = " ".join(re.sub("<[^>]*>", "", (tmp_path / "nowa.html").read_text(encoding="utf-8")).split())
    assert "Zob. Lin E. Wir i zator. Hel, 1980. S. 12" in text
