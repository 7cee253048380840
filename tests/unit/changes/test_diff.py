"""What a change looks like."""

from __future__ import annotations

import io
import zipfile

from bibtool.changes.change import Change, ChangeSet
from bibtool.changes.diff import of_change, unified
from bibtool.changes.edits import Edit

XML = "<x:d xmlns:x='u'><x:p><x:t>{}</x:t><x:t> dalej</x:t></x:p><x:p>drugi</x:p></x:d>"


def package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def test_text_as_a_unified_diff() -> None:
    change = Change.of("a.txt", b"raz\ndwa\ntrzy\n", "raz\ndwą\ntrzy".encode())
    assert of_change(change) == (
        "--- a.txt\n+++ a.txt\n@@ -1,3 +1,3 @@\n raz\n-dwa\n-trzy\n+dwą\n+trzy\n\\ No newline at end of file\n"
    )
    assert of_change(Change.of("a.txt", b"x", b"x")) == ""


def test_text_in_another_encoding_is_shown_as_text() -> None:
    text = "Zażółć gęślą jaźń, rzeczywiście " * 3 + "\n"
    change = Change.of_edits(
        "a.txt", text.encode("cp1250"), [Edit(0, 0, "Nowy początek żółty wiersz\n".encode("cp1250"))]
    )
    assert "+Nowy początek żółty wiersz\n" in of_change(change)


def test_a_new_file() -> None:
    assert of_change(Change.of("a.txt", None, b"x\n")) == "--- /dev/null\n+++ a.txt\n@@ -0,0 +1 @@\n+x\n"


def test_a_package_as_its_parts_and_the_lines_of_their_text() -> None:
    before = package(same="s", notes=XML.format("pierwszy"), gone="g", bits="\x00\x01")
    after = package(same="s", notes=XML.format("inny"), bits="\x00\x02", more="m")
    shown = of_change(Change.of("a.docx", before, after))
    assert shown.splitlines()[2:] == [
        f"notes: {len(XML) + 6} bytes -> {len(XML) + 2} bytes",
        "@@ -1,2 +1,2 @@",
        "-pierwszy dalej",
        "+inny dalej",
        " drugi",
        "gone: 1 bytes -> nothing",
        "bits: 2 bytes -> 2 bytes",
        "more: nothing -> 1 bytes",
    ]


def test_tracked_changes_are_told_apart() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    old = run.format("Zob. ") + run.format("http://a.test/x") + run.format(", s. 5.")
    deleted = "<w:del><w:r><w:delText>http://a.test/x</w:delText></w:r></w:del>"
    new = run.format("Zob. ") + deleted + f"<w:ins>{run.format('http://b.test/y')}</w:ins>" + run.format(", s. 5.")
    mark = "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>"
    whole = "<w:d xmlns:w='u'><w:p>{}</w:p></w:d>"
    before = package(notes=whole.format(old))
    shown = of_change(Change.of("a.docx", before, package(notes=whole.format(mark + new))))
    assert shown.splitlines()[-2:] == [
        "-Zob. http://a.test/x, s. 5.",
        "+Zob. [-http://a.test/x-]{+http://b.test/y+}, s. 5.",
    ]


def test_paragraphs_within_one_tracked_change_are_marked_each() -> None:
    part = "<w:d xmlns:w='u'><w:p>raz</w:p>{}</w:d>"
    moved = "<w:ins><w:p>dwa</w:p><w:p>trzy <w:del>cztery</w:del></w:p></w:ins>"
    change = Change.of("a.docx", package(notes=part.format("")), package(notes=part.format(moved)))
    assert of_change(change).splitlines()[-2:] == ["+{+dwa+}", "+{+trzy [-cztery-]+}"]


def test_bytes_and_broken_packages_are_shown_by_their_size() -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    assert of_change(Change.of("a", png, png + b"x")).splitlines()[2] == f"{len(png)} bytes -> {len(png) + 1} bytes"
    bad = package(a="1").replace(b"PK\x01\x02", b"PK\x01\x03")
    assert "bytes ->" in of_change(Change.of("a.zip", bad, package(a="2")))
    bomb = "<!DOCTYPE d [<!ENTITY e 'x'>]><d><p>&e;</p></d>"
    assert "&e;" not in of_change(Change.of("a.docx", package(a="<d/>"), package(a=bomb)))


def test_several_files() -> None:
    rows = (Change.of("a", b"1\n", b"2\n"), Change.of("b", b"1", b"1"), Change.of("c", b"1\n", b"3\n"))
    shown = unified(ChangeSet("test", rows))
    assert shown.count("+++") == 2 and "+2" in shown and "+3" in shown
    assert [change.after for change in ChangeSet("test", rows).inverse.changes] == [b"1\n", b"1", b"1\n"]
