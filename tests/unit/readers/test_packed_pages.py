"""Pages in an archive or in one file with their pictures."""

import io
import quopri
import zipfile

import pytest

from bibtool.diagnostics.catalogue import sentence
from bibtool.notes.find import find_notes
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import format_of, read_bytes

LEN, SEN = "M. Lipa, Len i wełna, Łuków 1987, s. 8.", "Por. J. Buk, Sukno, Lublin 1990, s. 3."
PAGE = (
    '<html><head><meta charset="utf-8"></head><body><p>Len<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr>'
    f'<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;{LEN}</span></p><p>{SEN}</p></div></body></html>'
)


def archive(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part in parts:
            packed.writestr(part, PAGE if part.endswith("html") else "x")
    return out.getvalue()


def mhtml(text: str, charset: str) -> bytes:
    head = (
        f'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        f'--b\r\nContent-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    picture = "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n"
    return head.encode() + quopri.encodestring(text.encode(charset)) + picture.encode()


@pytest.mark.parametrize(
    "data",
    [
        archive("Len.html", "images/image1.png"),
        archive("Len/Len.html", "Len/images/image1.png", "__MACOSX/._Len.html"),
        mhtml(PAGE, "utf-8"),
        mhtml(PAGE.replace("utf-8", "windows-1250"), "windows-1250"),
    ],
)
def test_a_packed_page_is_read(data: bytes) -> None:
    document = read_bytes(data, "Len")
    assert document.format in ("html-zip", "mhtml")
    (note,) = find_notes(document).notes
    assert note.text.text.split("\n\n") == [LEN, SEN]


def test_an_archive_is_what_its_name_says() -> None:
    assert read_bytes(archive("Len.html"), "Len.zip").findings == ()


def test_several_pages_and_other_files_are_an_archive() -> None:
    for parts in (("a.html", "b.html"), ("a.html", "notes.txt"), ("images/a.png",)):
        assert format_of(archive(*parts), "pages.zip") == "archive"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("a.html", "b.html"), "files in it: 2 (a.html, b.html)"),
        (("images/a.png", "__MACOSX/._a.png"), "files in it: 1 (a.png)"),
        (tuple(f"{each}.html" for each in "abcde"), "files in it: 5 (a.html, b.html, c.html, d.html, …)"),
        ((), "files in it: 0"),
    ],
)
def test_of_an_archive_without_one_page_it_is_said_what_it_holds(parts: tuple[str, ...], said: str) -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(archive(*parts), "pages.zip")
    assert said in sentence(error.value.finding)


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(ReadError, match="MHTML"):
        read_bytes(mhtml(PAGE, "utf-8").replace(b"text/html;", b"text/plain;"), "page.mht", "mhtml")
