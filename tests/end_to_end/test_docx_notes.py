"""The notes of a DOCX set again: what is the author's stays, what cannot be carried over stays as printed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from commands import bibtool, is_one_clear_line
from docx_cases import CASES, IDS, LINKS, MARK, WORKS, whole_document
from docx_checks import anchored, balanced, comments, notes, part, same_but_for_notes, texts
from docx_files import call, control, docx, field, italic, note, paragraph, run

from bibtool.readers.registry import read_bytes
from bibtool.render.rewriting.notes import NewNote

STYLES = ("gost-r-7-0-5-2008", "polska-humanistyka-przypisy")
GOST = STYLES[0]


def again(source: Path, *options: str, style: str = GOST, code: int | None = None) -> Path:
    out = source.with_name(f"{source.stem}-again.docx")
    ran = bibtool("format", source, "--style", style, "--as", "notes", "-o", out, "--verbose", *options)
    assert ran.code in ((0, 1) if code is None else (code,)), ran.err
    out.with_suffix(".err").write_text(ran.err, encoding="utf-8")
    return out


def said(out: Path) -> dict[str, set[str]]:
    """The codes that were said of each note, by its number."""
    found: dict[str, set[str]] = {}
    for match in re.finditer(r"(BT\d+) .*\[note (\S+)\]", out.with_suffix(".err").read_text(encoding="utf-8")):
        found.setdefault(match.group(2), set()).add(match.group(1))
    return found


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "wszystko.docx"
    path.write_bytes(whole_document())
    return path


@pytest.fixture(scope="module", params=STYLES)
def done(request: pytest.FixtureRequest, source: Path) -> tuple[Path, Path, str]:
    folder = source.parent / request.param
    folder.mkdir()
    copy = folder / source.name
    copy.write_bytes(source.read_bytes())
    return copy, again(copy, style=request.param), request.param


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_note(name: str, done: tuple[Path, Path, str]) -> None:
    before, after, style = done
    key = f"footnote{IDS[name]}"
    old, new = notes(before)[key], notes(after)[key]
    case = CASES[name]
    codes = said(after).get(str(IDS[name]), set())
    if case.code and (style == GOST or case.code in ("BT680", "BT681")):
        # another style may leave alone what the text cannot do without
        assert case.code in codes
        assert new == old, "a note that is left is the same to the byte"
        return
    if style == GOST:
        work = WORKS[IDS[name] - 1]
        author = f"{work.author}-Dąb" if "hyphen in a citation" in name else work.author
        assert f"{author} A. {work.title}. Kraków, 2010. S. 12" in texts(after)[key]
    shown = new.decode().replace("<w:rPr/>", "<w:rPr></w:rPr>").replace("<w:pPr/>", "<w:pPr></w:pPr>")
    for piece in case.kept:
        assert piece in shown, piece


def test_no_address_is_lost(done: tuple[Path, Path, str]) -> None:
    before, after, _ = done
    checked = 0
    for key, old in notes(before).items():
        lost = addresses(before, old) - addresses(after, notes(after)[key])
        assert not lost, key
        checked += bool(addresses(before, old))
    assert checked == 5


def addresses(path: Path, data: bytes) -> set[str]:
    """Where the links of a note lead."""
    text = data.decode()
    rows = dict(re.findall(r'Id="([^"]+)"[^>]*?Target="([^"]+)"', part(path, "word/_rels/footnotes.xml.rels").decode()))
    return {rows[key] for key in re.findall(r'r:id="([^"]+)"', text)} | set(re.findall(r'HYPERLINK "([^"]+)"', text))


def test_all_else_is_byte_for_byte_the_same(done: tuple[Path, Path, str]) -> None:
    before, after, _ = done
    same_but_for_notes(before, after)
    assert balanced(after)
    assert list(notes(before)) == list(notes(after))
    old, new = part(before, "word/footnotes.xml"), part(after, "word/footnotes.xml")
    for one in notes(before).values():
        old = old.replace(one, b"|")
    for one in notes(after).values():
        new = new.replace(one, b"|")
    assert old == new, "between the notes nothing changes"


def test_a_comment_says_why_a_note_was_left(done: tuple[Path, Path, str]) -> None:
    before, after, _ = done
    left = [key.removeprefix("footnote") for key, one in notes(before).items() if notes(after)[key] == one]
    said_of = {number for number, codes in said(after).items() if codes & {f"BT68{n}" for n in range(8)}}
    assert said_of and said_of <= set(left)
    assert said_of <= set(anchored(after))
    assert len(comments(after)) == len(anchored(after))
    assert all(text.startswith("left as printed: ") for text in comments(after))
    types, related = part(after, "[Content_Types].xml"), part(after, "word/_rels/document.xml.rels")
    assert b'PartName="/word/comments.xml"' in types and b'Target="comments.xml"' in related


def test_no_comments_if_none_are_wanted(source: Path) -> None:
    out = again(source, "--no-comments")
    assert comments(out) == [] and part(out, "word/document.xml") == part(source, "word/document.xml")
    # its record is damaged (BT122), so that it is set as printed
    assert said(out)[str(IDS["Zotero"])] == {"BT122", "BT680"}


def test_a_second_run_writes_no_comment_twice(tmp_path: Path, source: Path) -> None:
    copy = tmp_path / "a.docx"
    copy.write_bytes(again(source).read_bytes())
    once = comments(copy)
    out = again(copy)
    assert comments(out) == once and len(once) > 5
    assert texts(out) == texts(copy)


def test_tracked_changes_accepted_are_the_new_and_rejected_the_old(source: Path) -> None:
    plain = texts(again(source, "--unlink", "--accept-changes", "--no-comments"))
    out = again(source, "--unlink", "--accept-changes", "--track", "--no-comments")
    accepted, rejected, now = texts(out, "accepted"), texts(out, "rejected"), texts(out)
    assert accepted == now == plain
    old = texts(source)
    assert rejected == old, [(old[key], rejected[key]) for key in old if old[key] != rejected[key]]
    changed = [key for key in old if plain[key] != old[key]]
    assert len(changed) > 25
    assert balanced(out)
    data = part(out, "word/footnotes.xml").decode()
    marks = re.findall(r'<w:(ins|del) w:id="(\d+)" w:author="([^"]*)" w:date="(\S+)"', data)
    assert {author for _, _, author, _ in marks} == {"bibtool"}
    ids = [number for _, number, _, _ in marks]
    assert len(ids) == len(set(ids)) and not set(ids) & {"41", "42", "51", "61", "62", "63"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date) for *_, date in marks)
    for inside in re.findall(r"<w:del .*?</w:del>", data):
        assert "<w:t>" not in inside and "<w:t " not in inside and "instrText" not in inside.replace("delInstrText", "")


def test_the_authors_words_and_the_mark_are_not_in_the_change(source: Path) -> None:
    data = notes(again(source, "--track"))[f"footnote{IDS['italics, bold and quotation marks of the author']}"].decode()
    changes = "".join(re.findall(r"<w:(?:ins|del) .*?</w:(?:ins|del)>", data))
    assert "Szlaki" not in changes and WORKS[1].title in changes
    for word in ("Nota bene", "termin", "limes", "moje", "zob.", "footnoteRef"):
        assert word in data and word not in changes


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.code == "BT680"])
def test_unlinked_fields_become_text(name: str, source: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a.docx"
    copy.write_bytes(source.read_bytes())
    out = again(copy, "--unlink")
    key = f"footnote{IDS[name]}"
    new = notes(out)[key].decode()
    work = WORKS[IDS[name] - 1]
    assert f"{work.author} A. {work.title}. Kraków, 2010. S. 12." in texts(out)[key]
    assert "fldChar" not in new and "ADDIN" not in new and "w:sdt" not in new and "BREF" not in new
    assert f"footnote{IDS['a cross-reference of the author']}" in notes(out)
    assert b"NOTEREF" in notes(out)[f"footnote{IDS['a cross-reference of the author']}"]
    assert balanced(out)
    same_but_for_notes(copy, out)


def test_accepted_changes(source: Path) -> None:
    out = again(source, "--accept-changes")
    key = f"footnote{IDS['a tracked insertion']}"
    assert texts(out)[key].strip().endswith("Kraków, 2010. S. 12.")
    for name in ("a tracked insertion", "tracked formatting"):
        new = notes(out)[f"footnote{IDS[name]}"].decode()
        assert "1989" not in new and "w:ins" not in new and "Change" not in new


def simple(path: Path, *footnotes: str, body: str = "", **more: object) -> Path:
    numbers = [int(n) for one in footnotes for n in re.findall(r'<w:footnote w:id="(\d+)"', one)]
    text = body or "".join(paragraph(run(f"Zdanie {n}"), call(n), run(".")) for n in numbers)
    path.write_bytes(docx(text, footnotes="".join(footnotes), **more))  # type: ignore[arg-type]
    return path


def moved(paragraph_mark: str) -> str:
    first = f"<w:p><w:pPr><w:rPr>{paragraph_mark}</w:rPr></w:pPr>{MARK}{run(' A. Nowak, ')}{italic('Szlaki')}</w:p>"
    return f'<w:footnote w:id="1">{first}{paragraph(run(" stepu, Kraków 2010, s. 12."))}</w:footnote>'


def test_every_sort_of_tracked_change_is_seen_and_accepted(tmp_path: Path) -> None:
    author = 'w:author="X"'
    move = (
        f'<w:moveFromRangeStart w:id="7" {author} w:name="m"/><w:moveFrom w:id="8" {author}>{run("1999")}</w:moveFrom>'
        '<w:moveFromRangeEnd w:id="7"/>'
        f'<w:moveToRangeStart w:id="9" {author} w:name="m"/><w:moveTo w:id="10" {author}>{run("2010")}</w:moveTo>'
        '<w:moveToRangeEnd w:id="9"/>'
    )
    sorts = [
        note(1, run("A. Nowak, "), italic("Szlaki stepu"), run(", Kraków "), move, run(", s. 12.")),
        note(
            1,
            f'<w:ins w:id="3" {author}>{run("Zob. ")}</w:ins>',
            run("A. Nowak, "),
            italic("Szlaki stepu"),
            run(", Kraków 2010, s. 12."),
        ),
        moved(f'<w:del w:id="4" {author}/>'),
        moved(f'<w:del w:id="4" {author}/>').replace("<w:pPr></w:pPr>", '<w:pPr><w:jc w:val="both"/></w:pPr>', 1),
        f'<w:footnote w:id="1"><w:p><w:pPr><w:pPrChange w:id="5" {author}><w:pPr/></w:pPrChange></w:pPr>'
        f"{MARK}{run(' A. Nowak, ')}{italic('Szlaki stepu')}{run(', Kraków 2010, s. 12.')}</w:p></w:footnote>",
    ]
    for number, one in enumerate(sorts):
        path = simple(tmp_path / f"{number}.docx", one)
        left = again(path, code=1)
        assert said(left)["1"] == {"BT681"} and notes(left) == notes(path)
        out = again(path, "--accept-changes", code=0)
        assert texts(out)["footnote1"].strip().endswith("Nowak A. Szlaki stepu. Kraków, 2010. S. 12."), number
        assert author not in notes(out)["footnote1"].decode()


def own_mark(number: int, mark: str, rest: str = "", *, together: bool = True) -> str:
    reference = f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>'
    if together:
        return f"<w:r>{reference}{mark}{rest}</w:r>"
    return f"<w:r>{reference}</w:r><w:r>{mark}</w:r>"


SYMBOL = '<w:sym w:font="Symbol" w:char="F02A"/>'
STAR = "<w:t>*</w:t>"


@pytest.mark.parametrize("in_body", ["one run", "two runs", "with words"])
@pytest.mark.parametrize("in_note", ["alone", "with words", "twice"])
@pytest.mark.parametrize("mark", [SYMBOL, STAR])
def test_marks_of_the_authors_own_stay(in_body: str, in_note: str, mark: str, tmp_path: Path) -> None:
    words = "A. Nowak, Szlaki stepu, Kraków 2010, s. 12."
    count = 2 if in_note == "twice" else 1
    marks = mark * count
    head = {
        "alone": f"<w:r>{mark}</w:r>{run(' ' + words)}",
        "with words": f'<w:r>{mark}<w:t xml:space="preserve"> {words}</w:t></w:r>',
        "twice": f"<w:r>{mark}</w:r><w:r>{mark}</w:r>{run(' ' + words)}",
    }[in_note]
    called = own_mark(
        1,
        marks,
        '<w:t xml:space="preserve"> dalszy ciąg</w:t>' if in_body == "with words" else "",
        together=in_body != "two runs",
    )
    body = paragraph(run("Tytuł"), called, run(" i podtytuł")) + paragraph(run("Zdanie"), call(2), run("."))
    path = simple(
        tmp_path / "a.docx",
        f'<w:footnote w:id="1"><w:p>{head}</w:p></w:footnote>',
        note(2, run("Tamże, s. 15.")),
        body=body,
    )
    document = read_bytes(path.read_bytes(), "a.docx")
    assert [n.number for n in document.notes or ()] == ["*" * count, "1"]
    out = again(path, code=0)
    new = texts(out)["footnote1"]
    assert new.count("<F02A>" if mark is SYMBOL else "*") == count
    assert new.endswith("Nowak A. Szlaki stepu. Kraków, 2010. S. 12.\n\n")
    assert part(out, "word/document.xml") == part(path, "word/document.xml")


def test_a_comment_does_not_part_a_reference_from_its_mark(tmp_path: Path) -> None:
    cited = field("ADDIN ZOTERO_ITEM CSL_CITATION {}", run("A. Nowak, Szlaki stepu, Kraków 2010, s. 12"))
    body = paragraph(run("Tytuł"), own_mark(1, SYMBOL, together=False), run(" dalej"))
    path = simple(
        tmp_path / "a.docx",
        f'<w:footnote w:id="1"><w:p><w:r>{SYMBOL}</w:r>{run(" ")}{cited}{run(".")}</w:p></w:footnote>',
        body=body,
    )
    out = again(path, code=1)
    reference = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/></w:r><w:r><w:sym '
    assert reference in part(out, "word/document.xml").decode()
    assert anchored(out) == ["1"]
    numbers = [n.number for n in read_bytes(out.read_bytes(), "a.docx").notes or ()]
    assert numbers == ["*"]


def test_comments_join_those_that_are_there(tmp_path: Path) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    there = f'<w:comments {w}><w:comment w:id="0" w:author="Ktoś"><w:p>{run("Uwaga.")}</w:p></w:comment></w:comments>'
    path = tmp_path / "a.docx"
    path.write_bytes(
        docx(
            paragraph('<w:commentRangeStart w:id="0"/>', run("Zdanie"), '<w:commentRangeEnd w:id="0"/>', call(1)),
            footnotes=note(1, control("MENDELEY_CITATION_v3_x", run("A. Nowak, Szlaki stepu, Kraków 2010, s. 12.")))
            + note(2, run("Nikt go nie woła.")),
            extra={
                "word/comments.xml": there,
                "word/_rels/document.xml.rels": (
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                    'footnotes" Target="footnotes.xml"/><Relationship Id="b" Target="comments.xml" '
                    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/>'
                    "</Relationships>"
                ),
            },
        )
    )
    out = again(path, code=1)
    data = part(out, "word/comments.xml").decode()
    assert data.startswith(there.removesuffix("</w:comments>")) and "Uwaga." in data
    ids = re.findall(r'<w:comment [^>]*?w:id="(\d+)"', data)
    assert len(ids) == 2 == len(set(ids))
    assert part(out, "[Content_Types].xml") == part(path, "[Content_Types].xml")
    assert part(out, "word/_rels/document.xml.rels") == part(path, "word/_rels/document.xml.rels")


def test_a_polish_interface_has_polish_comments(source: Path) -> None:
    assert all(text.startswith("pozostawiono ") for text in comments(again(source, "--ui", "pl")))


def test_no_later_note_refers_to_one_that_is_left(tmp_path: Path) -> None:
    cited = "A. Nowak, Szlaki stepu, Kraków 2010, s. 12"
    path = simple(
        tmp_path / "a.docx",
        note(1, field("ADDIN ZOTERO_ITEM CSL_CITATION {}", run(cited)), run(".")),
        note(2, run("Tamże, s. 15.")),
        note(3, run("Tamże, s. 17.")),
    )
    found = texts(again(path, code=1))
    assert found["footnote1"].strip() == f"{cited}."
    assert "Szlaki stepu" in found["footnote2"], "what the reader of the new notes meets first is told in full"
    assert found["footnote3"].strip() == "Ibid. S. 17."


def test_endnotes_and_footnotes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(
        docx(
            paragraph(run("Raz"), call(1), run(" dwa"), call(1, "endnote"), run(".")),
            footnotes=note(1, italic("Uwaga"), run(": zob. A. Nowak, Szlaki stepu, Kraków 2010, s. 12.")),
            endnotes=note(
                1,
                run("Zob. B. Lis, Mosty, Lwów 1901, s. 3, z uwagą "),
                italic("własną"),
                run("."),
                kind="endnote",
            ),
        )
    )
    out = again(path, code=0)
    assert italic("Uwaga") in notes(out)["footnote1"].decode()
    assert italic("własną") in notes(out)["endnote1"].decode()
    assert "Lis B. Mosty" in texts(out)["endnote1"]
    same_but_for_notes(path, out)


@pytest.mark.parametrize(
    ("encoding", "prefix", "namespace"),
    [
        ("UTF-16", "w", "transitional"),
        ("UTF-8", "x", "transitional"),
        ("UTF-8", "w", "strict"),
    ],
)
def test_other_spellings_of_the_same_document(encoding: str, prefix: str, namespace: str, tmp_path: Path) -> None:
    made = docx(
        paragraph(run("Zdanie"), call(1), run(" i drugie"), call(2), run(".")),
        footnotes=note(1, italic("Uwaga"), run(": zob. A. Nowak, Szlaki stepu, Kraków 2010, s. 12."))
        + note(2, field("ADDIN ZOTERO_ITEM CSL_CITATION {}", run("B. Lis, Mosty, Lwów 1901, s. 3.")))
        + note(3, run("Zob. C. Kos, Targi [online], 5 I 2022, https://example.org/t [dostęp: 2 II 2023].")),
    )
    path = tmp_path / "a.docx"
    path.write_bytes(made)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            if prefix != "w" and name.startswith("word/") and name.endswith(".xml"):
                text = re.sub(r"(</?|[ :])w:", rf"\1{prefix}:", text).replace("xmlns:w=", f"xmlns:{prefix}=")
            if namespace == "strict":
                text = text.replace(
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                ).replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            if encoding != "UTF-8" and name == "word/footnotes.xml":
                archive.writestr(name, text.replace("UTF-8", encoding).encode(encoding))
            else:
                archive.writestr(name, text)
    out = again(path, code=1)
    document = read_bytes(out.read_bytes(), "a.docx")
    assert [n.text.text for n in document.notes or ()] == [
        "Uwaga: zob. Nowak A. Szlaki stepu. Kraków, 2010. S. 12.",
        "B. Lis, Mosty, Lwów 1901, s. 3.",
    ]
    assert [document.text[a:b] for a, b in document.italics][:1] == ["Uwaga"]
    rows = [part(out, name).decode() for name in ("word/comments.xml", "word/_rels/document.xml.rels")]
    assert "Zotero" in rows[0]
    if namespace == "strict":
        assert all("schemas.openxmlformats.org/wordprocessingml" not in row for row in rows)


@pytest.mark.parametrize(
    ("options", "output"),
    [
        (["--unlink"], "x.html"),
        (["--accept-changes"], "x.docx"),
        (["--unlink"], "x.docx"),
        (["--track"], "x.txt"),
        (["--no-comments"], "x.md"),
        (["--comments"], "x.md"),
    ],
)
def test_an_option_without_effect_is_an_error(options: list[str], output: str, tmp_path: Path) -> None:
    path = simple(tmp_path / "a.docx", note(1, run("A. Nowak, Szlaki stepu, Kraków 2010, s. 12.")))
    out = tmp_path / output
    ran = bibtool("format", path, "--style", GOST, "--as", "notes", "-o", out, *options)
    assert ran.code == 2 and is_one_clear_line(ran.err) and options[0] in ran.err
    assert not out.exists()


def test_options_of_notes_do_nothing_for_a_bibliography(tmp_path: Path) -> None:
    path = simple(tmp_path / "a.docx", note(1, run("A. Nowak, Szlaki stepu, Kraków 2010, s. 12.")))
    ran = bibtool("format", path, "--style", GOST, "-o", tmp_path / "x.docx", "--track")
    assert ran.code == 2 and is_one_clear_line(ran.err) and "--track" in ran.err


def test_identifiers_of_links_are_new_in_every_run(tmp_path: Path) -> None:
    web = "B. Lis, Mosty [online], 5 I 2022, https://example.org/m [dostęp: 2 II 2023]."
    path = simple(tmp_path / "a.docx", note(1, run(web)), extra=LINKS)
    first = again(path, style=STYLES[1])
    copy = tmp_path / "b.docx"
    copy.write_bytes(first.read_bytes())
    second = again(copy, style=GOST)
    rows = re.findall(r' Id="([^"]+)"', part(second, "word/_rels/footnotes.xml.rels").decode())
    assert len(rows) == len(set(rows)) and "h1" in rows
    used = set(re.findall(r'r:id="([^"]+)"', part(second, "word/footnotes.xml").decode()))
    assert used and used <= set(rows)


def test_a_fault_in_one_note_costs_that_one_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bibtool.render.rewriting import package

    whole = package._set

    def fails(element: Any, new: NewNote, *others: Any) -> bool:
        if "Mosty" in new.text:
            raise ZeroDivisionError("by design")
        return whole(element, new, *others)

    monkeypatch.setattr(package, "_set", fails)
    monkeypatch.delenv("BIBTOOL_DEBUG", raising=False)  # which would raise it
    path = simple(
        tmp_path / "a.docx",
        note(1, run("A. Nowak, Szlaki stepu, Kraków 2010, s. 12.")),
        note(2, run("B. Lis, Mosty nad rzeką, Lwów 1901, s. 3.")),
    )
    out = again(path, code=1)
    assert said(out)["2"] == {"BT688"} and "by design" in comments(out)[0]
    assert notes(out)["footnote2"] == notes(path)["footnote2"]
    assert "Nowak A. Szlaki stepu" in texts(out)["footnote1"]
