"""The keys that pandoc's Markdown cites (manual, "Extension: citations"), found in the source for their places."""

from __future__ import annotations

import re

from bibtool.papers.uses import ALL, KeyUse, Scan
from bibtool.text.edits import blanked
from bibtool.text.markdown_code import CODE, COMMENT, FENCE, indented
from bibtool.text.patterns import regex

# "@" that follows no letter, digit or backslash; a key begins with a letter, digit or "_", has single punctuation
# marks only inside, and may stand in braces.
_KEY = regex(r"(?<![\w\\])@(?:\{([^{}\s]+)\}|(\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)|(\*))")
_MATH = regex(r"(?<![\\$\w])\$(?=[^\s$])(?:\\.|[^$\\\n])*?(?<=[^\s\\])\$(?!\d)")
_TARGET = regex(r"\]\((?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+[\"'][^\n]{0,300}?[\"'])?\)")
_AUTOLINK = regex(r"<(?:[A-Za-z][\w+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
_TAG = regex(r"</?[A-Za-z][^<>\n]*>")
_ATTRIBUTES = regex(r"(?<=[\])`])\{[^{}\n]*\}")
_EXAMPLE = regex(r"^ {0,3}\(@([\w-]*)\)(?=[ \t])", re.M)
_METADATA = regex(r"(?:\A|(?<=\n))---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)", re.S)
_BIBLIOGRAPHY = regex(r"^bibliography:[ \t]*(\S[^\n]*)?((?:\n[ \t]*-[ \t]+[^\n]+)*)", re.M)
_REFERENCES = regex(r"^references:[ \t]*\n((?:[ \t]+[^\n]*\n?|-[^\n]*\n?|[ \t]*\n)*)", re.M)
_ID = regex(r"^[ \t]*(?:-[ \t]+)?id:[ \t]*[\"']?([^\s\"']+)", re.M)


def scan_markdown(text: str) -> Scan:
    """A Markdown source: its text and its metadata, without code, comments, formulas, link targets and HTML tags."""
    bibliographies, own = _metadata(text)
    shown = bare(text)
    labels = {match[1] for match in _EXAMPLE.finditer(shown) if match[1]}
    shown = _blank(shown, _EXAMPLE)
    uses = []
    for match in _KEY.finditer(shown):
        group = next(number for number in (1, 2, 3) if match[number] is not None)
        example = match[group] in labels and shown[match.start() - 1 : match.start()] == "("
        if not example:
            uses.append(KeyUse(match[group] if group < 3 else ALL, match.start(group), match.end(group)))
    return Scan(tuple(uses), (), tuple(bibliographies), frozenset(own))


def _metadata(text: str) -> tuple[list[str], list[str]]:
    """The bibliographies that the YAML blocks name, and the ids of the works that they hold."""
    files: list[str] = []
    own: list[str] = []
    for block in _METADATA.finditer(text):
        named = _BIBLIOGRAPHY.search(block[1])
        if named is not None:
            first = (named[1] or "").strip()
            rows = re.findall(r"-[ \t]+([^\n]+)", named[2] or "")
            rows += first.strip("[]").split(",") if first.startswith("[") else [first]
            files += [row.strip().strip("\"'") for row in rows if row.strip()]
        references = _REFERENCES.search(block[1] + "\n")
        own += _ID.findall(references[1]) if references else []
    return files, own


def bare(text: str) -> str:
    """The text with everything blanked that is no text: offsets stay."""
    held: list[tuple[int, int]] = []  # notes of works may hold an "@"
    for block in _METADATA.finditer(text):
        references = _REFERENCES.search(block[1] + "\n")
        if references is not None:
            start = block.start(1) + references.start(1)
            held.append((start, min(block.start(1) + references.end(1), block.end(1))))
    text = _blank(blanked(text, held), FENCE)
    text = blanked(text, indented(text))
    for pattern in (COMMENT, CODE, _MATH, _TARGET, _AUTOLINK, _TAG, _ATTRIBUTES):
        text = _blank(text, pattern)
    return text


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return blanked(text, (match.span() for match in pattern.finditer(text)))
