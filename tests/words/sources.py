"""Notes as a person sees them: read by the checker itself from JSON lines, DOCX, the corpus and a plain article."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Note:
    number: str
    text: str
    origin: tuple[int, ...] = ()
    """For each character of ``text``, where it stands in the file; empty where that is not known."""
    parts: tuple[tuple[int, int], ...] = ()
    """Stretches of a plain file that make up the note, where a page break cuts it."""


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    path: Path
    notes: tuple[Note, ...]
    kind: str = "notes"


def from_json_lines(path: Path) -> Source:
    found, at = [], 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            found.append(Note(str(row["number"]), row["text"], _origin(line, at)))
        at += len(line) + 1
    return Source(path.name, path, tuple(found))


def _origin(line: str, at: int) -> tuple[int, ...]:
    """Where the characters of the value of "text" stand, escapes being one character each."""
    begin = re.search(r'"text"\s*:\s*"', line)
    assert begin
    out: list[int] = []
    place = begin.end()
    while line[place] != '"':
        out.append(at + place)
        if line[place] != "\\":
            place += 1
        elif line[place + 1] != "u":
            place += 2
        else:
            place += 6
            if line[place - 4 : place - 2].lower() in ("d8", "d9", "da", "db") and line.startswith("\\u", place):
                place += 6  # the second half of a character beyond the first 65,536
    return tuple(out)


def corpus(folder: Path, out: Path) -> list[Source]:
    """The notes of each language's cases as one text, numbered anew; cases of whole documents are left out."""
    found = []
    for language in sorted(p for p in folder.iterdir() if p.is_dir()):
        texts = [
            match[3].rstrip("\n")
            for case in sorted(language.glob("*.md"))
            for match in _FENCE.finditer(case.read_text(encoding="utf-8"))
            if match[1] == "note"
        ]
        path = out / f"corpus-{language.name}.jsonl"
        found.append(written(path, texts))
    return found


def written(path: Path, texts: list[str]) -> Source:
    rows = [{"number": str(n), "text": text} for n, text in enumerate(texts, 1)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return from_json_lines(path)


def annotated(path: Path, out: Path) -> list[Source]:
    """The texts of a set of annotated citations: each note once, in the order of the set."""
    texts: dict[str, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            texts.setdefault(row["doc"], {})[str(row["note"])] = row["raw"]
    found = []
    for name, notes in texts.items():
        file = out / f"{path.stem}-{name}.jsonl"
        rows = [{"number": number, "text": text} for number, text in notes.items()]
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        found.append(from_json_lines(file))
    return found


def kinds(path: Path, out: Path) -> Source:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = []
    for row in rows:
        before = row.get("before") or []
        texts += ([before] if isinstance(before, str) else list(before)) + [row["note"]]
    return written(out / f"{path.stem}-notes.jsonl", texts)


def article(path: Path) -> Source:
    """Notes of an article's text layer: blocks between blank lines or page breaks that begin with the next number.

    A block that ends in the middle of a sentence goes on in the next block of its page or, where there is none, in
    the last block before the next note.
    """
    text = path.read_text(encoding="utf-8")
    blocks = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*\n?(?:[^\s\f][^\n]*\n?)*", text)]
    starts: list[tuple[int, int]] = []
    for match in re.finditer(r"^[ \t\f]*(\d{1,3})[ \u00a0]{1,2}(?=[^\W\d_]|[„“«\[(<])", text, re.M):
        if match[1] == str(len(starts) + 1):
            starts.append((match.start(), match.end()))
    notes = []
    for place, (start, begin) in enumerate(starts):
        following = starts[place + 1][0] if place + 1 < len(starts) else len(text)
        own_end = min(next(e for s, e in blocks if s <= start < e), following)
        parts = [(begin, own_end)]
        if not re.search(r"[.>)”?!…]\s*$", text[begin:own_end]):
            later = [(s, min(e, following)) for s, e in blocks if own_end <= s < following]
            same_page = later and not re.search(r"\S", text[own_end : later[0][0]]) and text[later[0][0]] not in "\f "
            parts += [later[0]] if same_page and len(later) > 1 and not _head(text[slice(*later[0])]) else later[-1:]
        origin = tuple(at for s, e in parts for at in range(s, e))
        notes.append(Note(str(place + 1), "".join(text[s:e] for s, e in parts), origin, tuple(parts)))
    return Source(path.name, path, tuple(notes), "text")


def _head(block: str) -> bool:
    """A running head: it holds a year or a page and no letter begins it in lower case."""
    return bool(re.search(r"\d{4}, t\.|^\d+$", block))


def docx(path: Path) -> Source:
    """Footnotes, then endnotes, in the order in which the body calls them; deleted text is left out."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        found: list[Note] = []
        for kind in ("footnote", "endnote"):
            name = f"word/{kind}s.xml"
            if name not in package.namelist():
                continue
            notes = {n.get(f"{W}id"): n for n in etree.fromstring(package.read(name)).iter(f"{W}{kind}")}
            for call in body.iter(f"{W}{kind}Reference"):
                note = notes.get(call.get(f"{W}id"))
                if note is not None:
                    found.append(Note(f"{kind} {call.get(f'{W}id')}", _text(note)))
    return Source(path.name, path, tuple(found), "docx")


def _text(note: etree._Element) -> str:
    paragraphs = []
    for paragraph in note.iter(f"{W}p"):
        out = []
        for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen", f"{W}softHyphen", f"{W}sym"):
            if node.tag == f"{W}t":
                out.append(node.text or "")
            elif node.tag == f"{W}noBreakHyphen":
                out.append("-")
            elif node.tag in (f"{W}tab", f"{W}br"):
                out.append(" ")
        paragraphs.append("".join(out))
    return "\n".join(paragraphs).strip()


def set_again(text: str, numbers: list[str]) -> list[str | None]:
    """The notes of a printed text: a line that begins with the next number and a full stop begins the next note."""
    out: list[str | None] = [None] * len(numbers)
    place = -1
    collected: list[str] = []
    for line in text.splitlines():
        ahead = next((p for p in range(place + 1, len(numbers)) if line.startswith(f"{numbers[p]}. ")
                      or line == f"{numbers[p]}."), None)  # fmt: skip
        if ahead is not None and ahead - place <= 3:
            if place >= 0:
                out[place] = "\n".join(collected)
            place = ahead
            collected = [line[len(numbers[place]) + 1 :].lstrip(" ")]
        elif place >= 0:
            collected.append(line)
    if place >= 0:
        out[place] = "\n".join(collected)
    return out
