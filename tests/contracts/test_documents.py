"""What every kind of document has to do; a new file in ``bibtool/render/documents`` is tested by this.

UPDATE_GOLDEN=1 writes the golden files anew.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from latex import lacking

from bibtool.csl.output import write
from bibtool.notes.calls import CALL
from bibtool.readers.registry import read_bytes
from bibtool.render.documents.registry import documents, for_suffix
from bibtool.render.engine import RenderedEntry, RenderedNote, Section, Target
from bibtool.render.markup import parts_of

KINDS = sorted(documents())
GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
LOCALE = "pl-PL"
TITLE = "Bibliografia: próba <i> & reszta"

ENTRIES = {
    "pl": "Żak, Łucja, <i>Mosty i promy</i>, t. II, Łódź: Wydawnictwo Rzeczne 2003, s. 15–28.",
    "ru": "<b>Орлова</b>, Н. С. Политика в степи // Вестник границы. – 2011. – № 3. – С. 15–28.",
    "uk": "Грабар І. <i>Річки <sup>2</sup>й <sub>береги</sub></i>. Київ : Либідь, 1998. 412 с.",
    "be": "<span style=\"font-variant:small-caps;\">Пятроўская</span> А. Дыялог працягваецца [Мінскі кур’ер].",
    "en": 'Reed, A. “100% of #1 &amp; $2 {x} ~y ^z \\end_”. '
    '<a href="https://x.example/a_b?c=%C5%82&amp;d=1#e">https://x.example/a_b?c=%C5%82&amp;d=1#e</a>',
    "de": "1. Weiß, U.: Straße -- „So“. <u>Köln</u>. <a href=\"https://y.example/мост\">https://y.example/мост</a>",
}  # fmt: skip
SENTENCE = f"W 2019 r. uaktywniła się Unia{CALL}, a potem i inni{CALL}."
NOTES = (
    ("1", ENTRIES["pl"], f"Zdanie *pierwsze* z 5% & [nawiasem]{CALL}."),
    ("2", "Tamże.", SENTENCE),
    ("3", f"Zob. {ENTRIES['ru']}", SENTENCE),
    ("4", ENTRIES["en"], ""),
    ("7", "Inne zdanie &lt;b&gt;.", "Sześć przypisów dalej."),
    ("12a", "Z literą.", ""),
    ("8", "Ostatni.", "Koniec."),
)
HOSTILE = (
    "</li></ul><script>alert(1)</script>",
    "\\input{/etc/passwd} \\end{document} }}{{ %",
    "]]> & <!-- ' \" --> \x00\x07\ufffe",
    "[^1]: x\n\n# y\n\n- z `code` <b>",
    "",
)


def rendered(html: str, to: Target) -> str:
    return html if to == "html" else write(parts_of(html), to)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sections(to: Target) -> list[Section]:
    rows = {tag: RenderedEntry(f"key {tag}", rendered(html, to), tag) for tag, html in ENTRIES.items()}
    return [
        Section("Alfabet łaciński", (rows["pl"], rows["en"], rows["de"])),
        Section("Cyrylica", (rows["ru"], rows["uk"], rows["be"])),
    ]


def notes(to: Target) -> list[RenderedNote]:
    return [RenderedNote(number, rendered(html, to), called) for number, html, called in NOTES]


def both(name: str) -> dict[str, bytes]:
    kind = documents()[name]
    return {
        "bibliography": kind.bibliography(TITLE, LOCALE, sections(kind.target)),
        "notes": kind.notes("Przypisy", LOCALE, notes(kind.target)),
    }


def seen(name: str, data: bytes) -> str:
    """What a reader of the document finds in it: its source, or what our own reader makes of a binary file."""
    if data.startswith(b"PK"):
        return read_bytes(data, f"x{documents()[name].suffixes[0]}").text
    return data.decode()


def in_order(words: list[str], text: str) -> None:
    at = 0
    for word in words:
        found = text.find(word, at)
        assert found >= 0, f"{word!r} is not there, or not in its place"
        at = found + len(word)


def test_there_are_kinds() -> None:
    assert {"docx", "html", "latex", "markdown", "text"} <= set(KINDS)
    endings = [suffix for kind in documents().values() for suffix in kind.suffixes]
    assert len(endings) == len(set(endings))
    for kind in documents().values():
        assert all(for_suffix(suffix) is kind for suffix in kind.suffixes)


@pytest.mark.parametrize("name", KINDS)
def test_a_bibliography_has_its_title_headings_and_entries_in_order(name: str) -> None:
    text = seen(name, both(name)["bibliography"])
    words = ["Bibliografia: pr", "Alfabet łaciński", "Łucja", "Reed", "Wei", "Cyrylica", "Орлова", "Грабар", "Дыялог"]
    in_order(words, text)
    undivided = documents()[name].bibliography("T", LOCALE, [Section("", (RenderedEntry("a", "Jedyna"),))])
    in_order(["T", "Jedyna"], seen(name, undivided))


@pytest.mark.parametrize("name", KINDS)
def test_notes_are_all_there_in_order(name: str) -> None:
    text = seen(name, both(name)["notes"])
    # a footnote of LaTeX stands in its sentence: the notes are in order among themselves
    in_order(["Przypisy", "Mosty i promy", "Tamże", "Орлова", "Reed", "Inne zdanie", "Z literą", "Ostatni"], text)
    if name != "text":
        in_order(["Zdanie", "uaktywniła się Unia", "a potem i inni", "Sześć przypisów dalej", "Koniec"], text)
        assert text.count("uaktywniła") == 1


@pytest.mark.parametrize("name", KINDS)
def test_the_same_fragments_give_the_same_bytes(name: str) -> None:
    assert both(name) == both(name)


@pytest.mark.parametrize("name", KINDS)
def test_nothing_in_is_a_document_with_a_title(name: str) -> None:
    kind = documents()[name]
    for data in (kind.bibliography("Pusta", LOCALE, []), kind.notes("Pusta", LOCALE, [])):
        assert "Pusta" in seen(name, data)


@pytest.mark.parametrize("name", KINDS)
def test_text_cannot_become_markup(name: str) -> None:
    kind = documents()[name]
    entries = tuple(RenderedEntry(text, rendered(escaped(text), kind.target) or "-", text) for text in HOSTILE)
    rows = [RenderedNote(text or "1", rendered(escaped(text), kind.target), text) for text in HOSTILE]
    for title in HOSTILE:
        for data in (
            kind.bibliography(title, LOCALE, [Section(title, entries)]),
            kind.notes(title, title or LOCALE, rows),
        ):
            text = seen(name, data)
            if name == "html":
                parser = _Tags()
                parser.feed(text)
                assert parser.tags <= {*"html head meta title style body h1 h2 ul ol li p sup a".split()}
            elif name == "latex":
                assert text.count(r"\end{document}") == 1
                assert not re.search(r"\\input(?![a-z])", text)
            elif name == "markdown":
                assert not re.search(r"(?<!\\)<(b|script)>", text)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def readable(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    from lxml import etree

    return "".join(
        f"==== {name}\n{etree.tostring(etree.fromstring(part), pretty_print=True, encoding='unicode')}"
        for name, part in parts(data).items()
        if name not in ("word/styles.xml", "mimetype")
    )


@pytest.mark.parametrize("name", KINDS)
def test_the_bytes_are_those_of_the_golden_file(name: str) -> None:
    for what, data in both(name).items():
        path = GOLDEN / f"{what}{documents()[name].suffixes[0]}{'.xml' * data.startswith(b'PK')}"
        text = readable(data)
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")


def test_our_reader_gets_the_notes_of_a_docx_back() -> None:
    document = read_bytes(both("docx")["notes"], "notes.docx")
    plain = [(number, write(parts_of(html), "text")) for number, html, _ in NOTES]
    assert document.notes is not None
    assert [(note.number, note.text.text) for note in document.notes] == plain
    marked = [document.text[note.marker.start : note.marker.end] for note in document.notes if note.marker]
    assert marked == ["¹", "²", "³", "⁴", "7", "12a", "8"]
    assert document.findings == ()


def test_parts_of_a_docx_are_declared_and_every_relationship_has_its_target() -> None:
    for data in both("docx").values():
        found = parts(data)
        types = found["[Content_Types].xml"].decode()
        for name in found:
            if not name.endswith(".rels") and name != "[Content_Types].xml":
                assert f'PartName="/{name}"' in types
        for name, content in found.items():
            if not name.endswith(".rels"):
                continue
            folder = name.partition("_rels/")[0]
            rows = re.findall(r'Target="([^"]*)"(?: TargetMode="(External)")?', content.decode())
            assert rows
            for target, external in rows:
                assert target.isascii() if external else folder + target in found
            used = found[folder + name.rpartition("/")[2].removesuffix(".rels")].decode() if folder else ""
            for identifier in re.findall(r'r:id="([^"]*)"', used):
                assert f'Id="{identifier}"' in content.decode()


def needs(tool: str) -> str:
    return shutil.which(tool) or pytest.skip(f"{tool} is not installed")


def test_pandoc_makes_real_footnotes_of_markdown(tmp_path: Path) -> None:
    pandoc = needs("pandoc")
    source = tmp_path / "notes.md"
    source.write_bytes(both("markdown")["notes"])
    run = subprocess.run([pandoc, source, "-t", "native"], capture_output=True, check=True, text=True, encoding="utf-8")
    assert run.stdout.count("Note\n") + run.stdout.count("Note [") == len(NOTES)
    assert run.stderr == ""


@pytest.mark.parametrize("name", ["latex", "docx", "html", "odt"])
def test_pandoc_reads_what_was_written(name: str, tmp_path: Path) -> None:
    pandoc = needs("pandoc")
    for what, data in both(name).items():
        source = tmp_path / f"{what}{documents()[name].suffixes[0]}"
        source.write_bytes(data)
        run = subprocess.run([pandoc, source, "-t", "plain"], capture_output=True, check=True)
        text = " ".join(run.stdout.decode().split())
        assert "Политика в степи" in text
        assert "100% of #1 & $2 {x} ~y ^z \\end_" in text
        assert "https://x.example/a_b?c=%C5%82&d=1#e" in text


@pytest.mark.parametrize("what", ["bibliography", "notes"])
def test_lualatex_compiles_it(what: str, tmp_path: Path) -> None:
    if lacking():
        pytest.skip(lacking())
    (tmp_path / "x.tex").write_bytes(both("latex")[what])
    command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=300)
    assert run.returncode == 0, run.stdout.decode(errors="replace")[-2000:]
    log = (tmp_path / "x.log").read_text(encoding="utf-8", errors="replace")
    assert "Missing character" not in log
    assert (tmp_path / "x.pdf").stat().st_size > 5000


def test_lualatex_compiles_hostile_text(tmp_path: Path) -> None:
    if lacking():
        pytest.skip(lacking())
    entries = tuple(RenderedEntry(text, rendered(escaped(text), "html") or "-", text) for text in HOSTILE)
    whole = [Section(text, entries) for text in HOSTILE]
    (tmp_path / "x.tex").write_bytes(documents()["latex"].bibliography("\ufffd", LOCALE, whole))
    command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=300)
    assert run.returncode == 0, run.stdout.decode(errors="replace")[-2000:]


@pytest.mark.parametrize("what", ["bibliography", "notes"])
def test_libreoffice_opens_it(what: str, tmp_path: Path) -> None:
    soffice = needs("soffice")
    (tmp_path / "x.docx").write_bytes(both("docx")[what])
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "txt:Text"]
    command += ["--outdir", tmp_path / "out", tmp_path / "x.docx"]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    text = (tmp_path / "out" / "x.txt").read_text(encoding="utf-8")
    if what == "bibliography":
        in_order(["Alfabet łaciński", "Mosty i promy", "https://x.example/a_b?c=%C5%82&d=1#e", "Политика"], text)
    else:
        in_order(["Przypisy", "Unia2, a potem i inni3.", "dalej.7", "Koniec.8"], text)


def test_libreoffice_prints_each_number_once(tmp_path: Path) -> None:
    soffice, pdftotext = needs("soffice"), needs("pdftotext")
    (tmp_path / "x.docx").write_bytes(both("docx")["notes"])
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "x.docx"], capture_output=True, check=True, timeout=300)
    run = subprocess.run([pdftotext, "-layout", tmp_path / "x.pdf", "-"], capture_output=True, check=True)
    text = " ".join(run.stdout.decode().split())
    in_order(["Koniec.8", "1 Żak", "2 Tamże", "3 Zob.", "4 Reed", " 7 Inne", " 12a Z literą", " 8 Ostatni"], text)
