"""A note of any make-up set again: it stays to the byte, or what is the author's is there as it was."""

from __future__ import annotations

import html
import re
import sys
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bibtool.citations.passages import Passage, Role
from bibtool.readers.registry import read_bytes
from bibtool.render.rewriting.notes import Changes, Fields, NewNote, Tracking, Ways
from bibtool.render.rewriting.package import rewritten
from bibtool.text.mapped import Mapped, Piece

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "readers"))
sys.path.insert(0, str(Path(__file__).parents[1] / "end_to_end"))
from docx_checks import balanced, notes, same_but_for_notes, texts
from docx_files import call, control, docx, field, paragraph, relationships, run

OWN = [
    "Zob. ",
    "por. też ",
    "Uwaga autora o rzece",
    ", gdzie mowa o ",
    "limes",
    " (podkr. moje)",
    "; ",
    ". ",
    "\u00a0szerzej: ",
]
CITED = ["A. Nowak, ", "Szlaki stepu", ", Kraków 2010", ", s. 12", "B. Lis", "„Mosty”", " https://example.org/m"]
NEW = [
    "Nowak A. ",
    "<i>Szlaki</i>",
    ". Kraków, 2010",
    ". S. 12",
    "Lis B.",
    '<a href="https://example.org/m">example.org/m</a>',
]
LOOKS = [
    "",
    "<w:i/>",
    "<w:b/>",
    '<w:rStyle w:val="Odwołanie"/>',
    '<w:color w:val="FF0000"/><w:sz w:val="18"/>',
    "<w:vanish/>",
]
PLACES = [
    '<w:bookmarkStart w:id="7" w:name="z"/><w:bookmarkEnd w:id="7"/>',
    '<w:proofErr w:type="spellStart"/>',
    "<w:r><w:tab/></w:r>",
    "<w:r><w:br/></w:r>",
    '<w:r><w:footnoteReference w:id="9"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "<w:r><w:t/></w:r>",
    "<w:r/>",
    "</w:p><w:p>",
]
HOLDERS = [
    "",
    "",
    "",
    "link",
    "anchor",
    "field",
    "hyperlink",
    "zotero",
    "simple",
    "control",
    "smart",
    "ins",
    "del",
    "citavi",
]


def held(kind: str, content: str) -> str:
    wrappers = {
        "link": lambda: f'<w:hyperlink r:id="h1">{content}</w:hyperlink>',
        "anchor": lambda: f'<w:hyperlink w:anchor="z">{content}</w:hyperlink>',
        "field": lambda: field("REF z", content),
        "hyperlink": lambda: field('HYPERLINK "https://example.org/pole"', content),
        "zotero": lambda: field("ADDIN ZOTERO_ITEM CSL_CITATION {}", content),
        "simple": lambda: f'<w:fldSimple w:instr=" REF z ">{content}</w:fldSimple>',
        "control": lambda: control("x", content),
        "citavi": lambda: control("CitaviPlaceholder#1", content),
        "smart": lambda: f'<w:smartTag w:uri="u" w:element="City">{content}</w:smartTag>',
        "ins": lambda: f'<w:ins w:id="31" w:author="X">{content}</w:ins>',
        "del": lambda: f'<w:del w:id="32" w:author="X">{content.replace("w:t", "w:delText")}</w:del>',
    }
    return wrappers[kind]() if kind else content


@st.composite
def a_note(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]], list[str]]:
    """Its XML, its passages, and what the style prints for each that is cited."""
    passages: list[tuple[str, str]] = []
    new: list[str] = []
    pieces: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["own", "cited"]))
        words = draw(st.lists(st.sampled_from(OWN if kind == "own" else CITED), min_size=1, max_size=3))
        passages.append((kind, "".join(words)))
        if kind == "cited":
            new.append("".join(draw(st.lists(st.sampled_from(NEW), min_size=1, max_size=3))))
        for word in words:
            cut = draw(st.integers(0, len(word)))
            for part in filter(None, (word[:cut], word[cut:])):
                pieces.append(run(part, draw(st.sampled_from(LOOKS))))
                if draw(st.integers(0, 9)) == 0:
                    pieces.append(draw(st.sampled_from(PLACES)))
    content = ""
    while pieces:
        size = draw(st.integers(1, 3))
        kind = draw(st.sampled_from(HOLDERS))
        group, pieces = "".join(pieces[:size]), pieces[size:]
        content += held(kind if "</w:p>" not in group else "", group)
    return content, passages, new


WAYS = st.builds(
    Ways,
    st.sampled_from(Fields),
    st.sampled_from(Changes),
    st.sampled_from([None, Tracking("2026-01-02T03:04:05Z")]),
)


@settings(max_examples=200, deadline=None)
@given(a_note(), WAYS)
def test_any_note(made: tuple[str, list[tuple[str, str]], list[str]], ways: Ways) -> None:
    content, kinds, new = made
    mark = "<w:r><w:footnoteRef/></w:r>" + run(" ")
    footnote = f'<w:footnote w:id="1"><w:p>{mark}{content}</w:p></w:footnote><w:footnote w:id="9"><w:p/></w:footnote>'
    rels = {"word/_rels/footnotes.xml.rels": relationships(("h1", "hyperlink", "https://example.org/ukryty", True))}
    data = docx(paragraph(run("Zdanie"), call(1), run(".")), footnotes=footnote, extra=rels)
    source = (read_bytes(data, "a.docx").notes or ())[0]
    given_note, expected = passages_of(source.text.text, kinds, new)
    start = source.text.pieces[0].source_start if source.text.pieces else 0
    shifted = tuple(replace(p, note=shifted_by(p.note, start)) for p in given_note)
    cited = frozenset(p.index for p in shifted if p.index)
    note = NewNote(expected, source.text.text, start, shifted, cited)
    done = rewritten(data, "a.docx", {source.origin: note}, ways)
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "a.docx", Path(folder) / "b.docx"
        before.write_bytes(data)
        after.write_bytes(done.data)
        if done.left:
            assert done.data == data or notes(before) == notes(after)
            return
        same_but_for_notes(before, after)
        assert balanced(after)
        read = (read_bytes(done.data, "b.docx").notes or ())[0].text.text
        plain = html.unescape(re.sub("<[^>]*>", "", expected))
        assert letters(read) == letters(plain)
        if ways.tracking is not None and ways.changes is Changes.KEEP:
            assert texts(after, "rejected") == texts(before)
        if "<w:del " not in content:  # what was deleted goes when that is accepted
            assert not kept_things(before) - kept_things(after)


def shifted_by(text: Mapped, by: int) -> Mapped:
    rows = (Piece(p.start, p.source_start + by, p.source_end + by, p.verbatim) for p in text.pieces)
    return Mapped(text.text, tuple(rows))


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def kept_things(path: Path) -> set[str]:
    """What no rewriting may lose."""
    data = notes(path)["footnote1"].decode()
    return set(
        re.findall(r"<w:(?:footnoteReference|footnoteRef|bookmarkStart|bookmarkEnd|br|tab)\b[^>]*>", data)
    ) | set(re.findall(r"(?:REF z|anchor=\"z\")", data))


def passages_of(text: str, kinds: list[tuple[str, str]], new: list[str]) -> tuple[list[Passage], str]:
    """The note that was read cut as it was made (hidden and deleted letters are not in it), and its new text."""
    found: list[Passage] = []
    expected = ""
    at = 0
    fresh = iter(new)
    for kind, words in kinds:
        end = at
        for letter in words:
            if not letter.isspace() and text[end:].lstrip().startswith(letter):
                end = len(text) - len(text[end:].lstrip()) + 1
            elif letter.isspace() and end < len(text) and text[end].isspace():
                end += 1
        if end > at and text[at:end].strip():
            role = Role.PROSE if kind == "own" else Role.CITATION
            index = 0 if kind == "own" else 1 + sum(one.role is Role.CITATION for one in found)
            found.append(Passage(role, text[at:end], Mapped.of(text), at, end, index))
            expected += html.escape(text[at:end], quote=False) if kind == "own" else next(fresh)
        elif kind == "cited":
            next(fresh)
        at = max(at, end)
    if at < len(text) and text[at:].strip():
        found.append(Passage(Role.PROSE, text[at:], Mapped.of(text), at, len(text)))
        expected += html.escape(text[at:], quote=False)
    return found, expected
