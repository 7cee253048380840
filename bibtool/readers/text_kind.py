"""The signs by which a text shows that it is data or markup and no article.

A sign that an article may quote (``@book{``, ``<html>``, ``TY  - ``, a footnote of LaTeX) counts only where the file is
made of it: entries cover most of the text, markup begins and ends it.  So an article about a format stays an article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from bibtool.readers.addresses import is_list
from bibtool.text.patterns import regex

# The share of the letters that stand inside entries; less where the name says so (a bibliography of one entry behind
# the lines that a program writes at its head has a third).
_COVERED = 0.65
_COVERED_BY_NAME = 0.25
_HEADING = 60  # characters of the name of a column
_LINES = 0.9  # the share of lines that have a tag
_BIB_OPENING = regex(r"^[ \t\ufeff]*@[ \t]*[^\W\d_]\w*\s*[{(]", re.MULTILINE)
# With a key and a comma, or a first field, as a missing key or comma leaves it.
_BIB_ENTRY = regex(
    r"[ \t\ufeff]*@[ \t]*(?:(?:string|preamble|comment)\s*[{(]|[^\W\d_]\w*\s*[{(]\s*"
    r"(?:[^\s,{}()=\"]*\s*,|[^,{}()=\"\n]{0,99}?(?<!\w)[^\W\d_][\w-]*\s*=\s*[{\"\w]|[^,{}()=\"\n]{1,99},\s*[^\W\d_][\w-]*\s*=))",
    re.IGNORECASE,
)
_BIB_BRACKET = regex(r"^\)|\)[ \t]*$", re.MULTILINE)
_BRACE = regex(r"\\.|[{}]", re.DOTALL)
_RIS_LINE = regex(r"^[ \ufeff]{0,3}[A-Z][A-Z0-9] {1,2}-(?: |$)")
_RIS_LOOSE = regex(r"^[ \ufeff]{0,3}[A-Za-z][A-Za-z0-9][ \t]{0,3}-(?:[ \t]|$)")
_RIS_RECORD = regex(
    r"^[ \ufeff]{0,3}TY {1,2}- +[A-Z].*?(?:^[ ]{0,3}ER {1,2}-[^\n]*$|(?=^[ ]{0,3}TY {1,2}- )|\Z)", re.M | re.S
)
_RIS_TYPE = regex(r"^[ \ufeff]{0,3}TY {1,2}- +[A-Z]", re.MULTILINE)
_REFER = regex(r"^%[0A-Z@?!+^$&(>\[<#*~] ?\S")
_PUBMED = regex(r"^(?:[A-Z]{2,4} *- | {6}\S)")
_ISI = regex(r"^(?:[A-Z][A-Z0-9](?: |$)| {3}\S)")
_PROLOG = regex(r"\s*(?:<!--.*?-->|<\?.*?\?>|<!DOCTYPE(?P<doctype>[^>\[]*(?:\[[^\]]*\])?[^>]*)>)", re.DOTALL | re.I)
_ROOT = regex(r"\s*<(?P<name>[A-Za-z_][\w.:-]*)(?P<rest>(?:\s[^>]*)?)/?>", re.DOTALL)
_LAST_TAG = regex(r"</([A-Za-z_][\w.:-]*)\s*>\s*(?:<!--[^>]*-->\s*)?\Z")
_HTML_BLOCKS = frozenset(
    "head body div p span table ul ol dl h1 h2 h3 h4 h5 h6 section main header nav article blockquote center font "
    "meta title link script style pre tbody tr td br hr a b i em strong sup sub img form frameset".split()
)
_HTML_TAG = regex(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
_HTML_INSIDE = regex(r"^[ \t]*(?:<!doctype html|<html[\s>])", re.IGNORECASE | re.MULTILINE)
_XML_KINDS = {
    "html": "html",
    "tei": "tei",
    "tei.2": "tei",
    "teicorpus": "tei",
    "ref-list": "jats-references",
    "style": "csl-style",
    "controlfile": "bcf",
    "mods": "mods",
    "modscollection": "mods",
    "collection": "marc-xml",
    "pubmedarticleset": "pubmed",
    "svg": "image",
    "office:document": "odt",
    "w:document": "word-xml",
    "worddocument": "word-xml",
    "pkg:package": "word-xml",
    "package": "word-xml",
}
_TEX_OPENING = regex(
    r"\\(?:documentclass|documentstyle|RequirePackage|PassOptionsToPackage|usepackage|begin\{|input\b|include\b|"
    r"part\*?\{|chapter\*?[\[{]|section\*?[\[{]|subsection\*?[\[{]|title\{|NeedsTeXFormat|newcommand|providecommand)"
)
_TEX_COMMAND = regex(
    r"\\(?:footnote|footnotemark|footnotetext|footcite|autocite|parencite|textcite|cite|citep|citet|section|subsection|"
    r"chapter|textit|emph|textbf|begin|end|label|ref|item|input|usepackage|enquote|url|href)\*?(?=[\[{])"
)
# A note of some length, not in quotation marks or code: what an article about LaTeX shows is short, or quoted.
_TEX_NOTE = regex(r"(?<![\"'`„“”«‘’])\\footnote(?:\[\d+\])?\{(?=(?:[^\n{}]|\{[^\n{}]*\}){25})")
_TEX_SECTION = regex(r"^[ \t]*\\(?:part|chapter|section|subsection|paragraph)\*?[\[{]", re.MULTILINE)
_TEX_NOTE_EVERY = 1500  # characters
_TEX_COMMAND_EVERY = 200
_FENCE = regex(r"(```+|~~~+)[^`]*$")
_YAML_REFERENCES = regex(r"^references:[ \t]*$", re.MULTILINE)
_YAML_ROW = regex(r"^ *- *(?:id|type|title|author|DOI|issued|container-title):|^ +(?:id|type): *\S", re.MULTILINE)
_YAML_KEYED = regex(r"[\w.:-]+:[ \t]*\n +(?:type|title|author):")  # how typst keys its works
_YAML_EMPTY = regex(r"\s*(?:---\s+)?(?:references:[ \t]*)?(?:\[\s*\])?\s*(?:\.\.\.|---)?\s*")
_YAML_LINE = regex(r"^(?:---|\.\.\.|#.*|\s*|[ \t]*- .*|[ \t]*-|[ \t]*[\w.\"'-]+ ?:(?: .*)?|[ \t]+\S.*)$")
_MARKDOWN_NOTE = regex(r"^ {0,3}\[\^([^\]\[\s^]{1,200})\]:", re.MULTILINE)
_MARKDOWN_CALL = regex(r"\[\^([^\]\[\s^]{1,200})\](?!:)")
# A heading, a note, emphasis, a link, a fence, an escape: without any of these a text reads the same as it is written.
_MARKDOWN = regex(
    r"^ {0,3}(?:#{1,6} |```|~~~)|\[\^[^\]\[\s^]{1,200}\]|\^\["
    r"|(?<![\w*_\\])([*_])(?![\s*_])[^*_\n]{1,200}(?<!\s)\1(?![\w*_])|\*\*\S|\]\(\S|\\[^\w\s]|<sup>|^---[ \t]*\n",
    re.MULTILINE,
)
_MHTML = regex(r"^mime-version:\s*1", re.IGNORECASE | re.MULTILINE)
_MULTIPART = regex(r"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_CSV_HEADER = regex(r"(?i)[\"']?(?:key|authors?|author full names|title|item type|doi|year|publication year)[\"']?")
_CSL_NAMES = frozenset({"title", "author", "issued", "container-title", "editor", "publisher", "URL", "DOI"})
# A line of a document among many (jobs/document_line.py) is longer than what is looked at.
_DOCUMENT_LINE = regex(r'\s*\{"schema": \d+, "document": "[^\n"]*(?:\\.[^\n"]*)*", "sha256": ')
_CSL_BROKEN = regex(
    r'\s*(?:\[\s*\{|\{\s*"(?:items|references)"\s*:\s*\[\s*\{)(?=.{0,4000}?"(?:type|title|author|issued)"\s*:)',
    re.DOTALL,
)


def kind_of_text(text: str, *, complete: bool, tail: str, ending: str = "") -> str | None:
    """The name of a kind, None for a text without signs.

    ``complete`` says whether ``text`` is the whole file, ``tail`` is its end in ASCII, ``ending`` the kind that the
    file's name promises.
    """
    text = text.lstrip("\ufeff")
    first = text.lstrip()[:1]
    if first in ("{", "["):
        return _json(text, complete) or _lines(text)
    if first == "<":
        return _markup(text, tail) or _lines(text)
    text = _without_fences(text)
    for kind, found in (("bibtex", _in_bibtex(text)), ("ris", _in_ris(text))):
        if found and found >= (_COVERED_BY_NAME if ending == kind else _COVERED):
            return kind
    for told in (_latex(text), _tagged(text), _yaml(text), _lines(text)):
        if told is not None:
            return told
    if ending and _named_so(text, ending):
        return ending
    head = text[:3000]
    if _MHTML.search(head) and _MULTIPART.search(head):
        return "mhtml"
    return "html" if _HTML_INSIDE.search(head) and "</html>" in tail.lower() else None


def is_markdown(text: str, *, named: bool) -> bool:
    """Whether a text that is nothing else is Markdown: by its notes, or where its name says so by any of its signs."""
    if named and _MARKDOWN.search(text) is not None:
        return True
    defined = {match[1] for match in _MARKDOWN_NOTE.finditer(text)} if "[^" in text else set()
    return bool(defined) and any(match[1] in defined for match in _MARKDOWN_CALL.finditer(text))


def _named_so(text: str, ending: str) -> bool:
    """Is a text what its name says, by a sign that would not be enough without the name?"""
    lines = [line for line in text.split("\n")[:200] if line.strip()]
    if ending == "bibtex":
        return _BIB_OPENING.search(text) is not None or all(line.lstrip().startswith("%") for line in lines)
    if ending == "ris":
        return _RIS_TYPE.search(text) is not None or 2 * sum(map(bool, map(_RIS_LOOSE.match, lines))) > len(lines)
    if ending == "reference-table":
        cells = [cell.strip().strip("\"'") for cell in re.split(r"[,;\t|]", lines[0])]
        return len(cells) > 1 and all(len(cell) <= _HEADING for cell in cells)
    return ending == "csl-yaml" and _YAML_EMPTY.fullmatch(text) is not None


def _json(text: str, complete: bool) -> str | None:
    """Of one value, or of lines of values."""
    if _DOCUMENT_LINE.match(text):
        return "documents"
    rows = [_loaded(line) for line in text.split("\n")[:50] if line.strip()]
    objects = [row for row in rows if isinstance(row, dict)]
    if any("number" in row and "text" in row for row in objects):
        return "notes"
    if len(objects) > 1 and any({"schema", "note_id", "fields"} <= row.keys() for row in objects):
        return "citations"
    if len(objects) == 1 == len(rows) and {"schema", "note_id", "fields"} <= objects[0].keys():
        return "citations"
    if not complete:
        return "csl-json" if _CSL_BROKEN.match(text) else "json" if re.match(r'\s*[\[{]\s*["\[{]', text) else None
    value = _loaded(text)
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list):
        items = [row for row in value if isinstance(row, dict)]
        return "csl-json" if not value or any(map(_is_csl, items)) else "json"
    if len(objects) > 1 and len(objects) == len(rows):
        return "json"
    # damaged JSON, or an article that begins with a bracket
    if _CSL_BROKEN.match(text):
        return "csl-json"
    return "json" if re.match(r'\s*(?:\{\s*"[^"\n]{0,80}"\s*:|\[\s*(?:\{\s*"|"[^"\n]*",))', text) else _opened(text)


def _opened(text: str) -> str | None:
    """``{`` opens some LaTeX files, and ``[`` many articles."""
    return _latex(text)


def _object(value: dict[str, Any]) -> str:
    if isinstance(value.get("notes"), list) and "schema" in value:
        return "csl-notes"
    if "pandoc-api-version" in value:
        return "pandoc"
    if "nbformat" in value and "cells" in value:
        return "notebook"
    for name in ("items", "references"):
        if isinstance(value.get(name), list):
            rows = [row for row in value[name] if isinstance(row, dict)]
            return "csl-json" if not value[name] or any(map(_is_csl, rows)) else "json"
    message = value.get("message")  # an answer of Crossref
    if isinstance(message, dict) and "message-type" in value:
        return _object(message)
    # an object that names its works by their keys, as citeproc-js has them
    keyed = value and all(
        isinstance(row, dict) and isinstance(row.get("type"), str) and _CSL_NAMES & row.keys() for row in value.values()
    )
    return "csl-json" if keyed or _is_csl(value) else "json"


def _is_csl(row: dict[str, Any]) -> bool:
    """A row with a type or an id, and a variable that works have; Zotero's own JSON has ``itemType``."""
    if "itemType" in row:
        return False
    if isinstance(row.get("type"), str) and ("id" in row or _CSL_NAMES & row.keys()):
        return True
    return "id" in row and bool(_CSL_NAMES & row.keys())


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _markup(text: str, tail: str) -> str | None:
    at = 0
    doctype = ""
    declared = text.lstrip().startswith("<?xml")
    while match := _PROLOG.match(text, at):
        doctype = match["doctype"] or doctype
        at = match.end()
    if doctype.split()[:1] and doctype.split()[0].lower() == "html":
        return "html"
    root = _ROOT.match(text, at)
    if root is None:
        return "xml" if declared else None
    name, rest = root["name"].lower(), root["rest"]
    last = _LAST_TAG.search(tail)
    closed = last is not None and last[1].lower() == name
    # the root alone may be all that there is: <svg xmlns="…"/>
    closed = closed or "xmlns" in rest or (root.group().endswith("/>") and not text[root.end() :].strip())
    if not (declared or doctype or closed or name == "html"):
        return "html" if _fragment(text, tail, name) else None
    local = name.rpartition(":")[2]
    if name == "xml" and "<records>" in text[:4000]:
        return "endnote-xml"
    if local == "article" and "erudit.org/xsd" in rest:
        return "erudit"
    if local == "article":
        return (
            "jats"
            if _is_jats(doctype, rest, text)
            else "docbook"
            if "docbook" in (doctype + rest).lower()
            else ("xml" if declared else "html")
        )
    if local == "book" and "docbook" in (doctype + rest).lower():
        return "docbook"
    if local == "style" and "purl.org/net/xbiblio/csl" not in rest:
        return "html" if not declared else "xml"
    if local == "collection" and "marc" not in (rest + name).lower():
        return "xml"
    if local == "package" and "schemas.microsoft.com" not in rest:
        return "xml"
    found = _XML_KINDS.get(name) or _XML_KINDS.get(local)
    if found is not None:
        return found
    return "html" if not declared and name in _HTML_BLOCKS else "xml"


def _is_jats(doctype: str, rest: str, text: str) -> bool:
    signs = (doctype + rest).lower()
    return "jats" in signs or "dtd-version" in signs or "article-type" in signs or "<front>" in text[:20_000]


def _fragment(text: str, tail: str, name: str) -> bool:
    """A page without its root: it begins with an element of HTML, ends with one, and is full of them."""
    if name not in _HTML_BLOCKS or not tail.rstrip().endswith(">"):
        return False
    tags = [match[1].lower() for match in _HTML_TAG.finditer(text)]
    known = sum(tag in _HTML_BLOCKS for tag in tags)
    return known >= 4 and known * 1500 > len(text)


def _in_bibtex(text: str) -> float:
    """The share of the letters that stand in BibTeX's entries."""
    openings = [match.start() for match in _BIB_OPENING.finditer(text)] if "@" in text else []
    if not any(_BIB_ENTRY.match(text, at) for at in openings):
        return 0.0
    covered = 0
    begin = 0
    outside = 0
    for number, at in enumerate(openings):
        if at < begin:
            continue
        outside += _letters(text[begin:at], "%")
        limit = openings[number + 1] if number + 1 < len(openings) else len(text)
        begin = _entry_end(text, at, limit) or limit
        if _BIB_ENTRY.match(text, at):
            covered += _letters(text[at:begin])
        else:
            outside += _letters(text[at:begin])
    outside += _letters(text[begin:], "%")
    return covered / (covered + outside)


def _in_ris(text: str) -> float:
    """The share of the letters that stand in the records of RIS, tagged lines for the better part."""
    if "TY " not in text or not _RIS_TYPE.search(text):
        return 0.0
    covered = 0
    for record in _RIS_RECORD.finditer(text):
        lines = [line for line in record.group().split("\n") if line.strip()]
        if 2 * sum(_RIS_LINE.match(line.rstrip("\r")) is not None for line in lines) >= len(lines):
            covered += _letters(record.group())
    return covered / _letters(text)


def _entry_end(text: str, at: int, limit: int) -> int | None:
    """Behind the brace that closes an entry; None where none does before the next one opens."""
    depth = 0
    if text[at : at + 200].partition("(")[0].count("{") == 0:  # @book(...)
        close = _BIB_BRACKET.search(text, at, limit)
        return close.end() if close else None
    for match in _BRACE.finditer(text, at, limit):
        if match.group() == "{":
            depth += 1
        elif match.group() == "}":
            depth -= 1
            if depth == 0:
                return match.end()
    return None


def _without_fences(text: str) -> str:
    """A text without what Markdown quotes between fences."""
    if "```" not in text and "~~~" not in text:
        return text
    kept: list[str] = []
    fenced: list[str] = []
    fence = ""
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            fenced.append(line)
            if line.strip() == fence:
                fence, fenced = "", []
        elif opening:
            fence, fenced = opening[1], [line]
        else:
            kept.append(line)
    return "\n".join([*kept, *fenced])


def _letters(text: str, comment: str = "") -> int:
    """How many characters are no white space; lines that begin with ``comment`` do not count."""
    lines: Iterable[str] = text.split("\n")
    if comment:
        lines = (line for line in lines if not line.lstrip().startswith(comment))
    return sum(len("".join(line.split())) for line in lines)


def _tagged(text: str) -> str | None:
    """Formats of lines that begin with a tag."""
    lines = [line.rstrip("\r") for line in text.split("\n") if line.strip()][:4000]
    if not lines:
        return None

    def share(pattern: re.Pattern[str]) -> float:
        return sum(pattern.match(line) is not None for line in lines) / len(lines)

    if lines[0].startswith("%0 ") and share(_REFER) >= _LINES:
        return "refer"
    if re.match(r"PMID *- ", lines[0]) and share(_PUBMED) >= _LINES:
        return "pubmed"
    if re.match(r"(?:FN |PT [A-Z]$)", lines[0]) and share(_ISI) >= _LINES:
        return "web-of-science"
    return None


def _yaml(text: str) -> str | None:
    """A bibliography in YAML, which is nothing but YAML: a paper that has it in its metadata goes on behind it."""
    signs = (_YAML_REFERENCES.search(text[:4000]), _YAML_ROW.match(text), _YAML_KEYED.match(text))
    if not text.startswith("---") and not any(signs):
        return None
    body = text.strip()
    if body.startswith("---"):
        body = body[3:]
        end = re.search(r"^(?:---|\.\.\.)[ \t]*$", body, re.MULTILINE)
        if end is not None and body[end.end() :].strip():
            return None
    if not all(_YAML_LINE.match(line) for line in body.split("\n")):
        return None
    if not _YAML_ROW.search(body) and not _YAML_KEYED.search(body):
        return None
    return "csl-yaml" if _YAML_REFERENCES.search(body) or body.lstrip().startswith("- ") else "yaml"


def _lines(text: str) -> str | None:
    """Addresses one a line, or a table of references."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    header = re.split(r"[,;\t]", lines[0]) if lines else []
    named = sum(_CSV_HEADER.fullmatch(cell.strip()) is not None for cell in header)
    if named >= 3 and len(header) >= 4:
        return "reference-table"
    return "addresses" if is_list(text) else None


def _latex(text: str) -> str | None:
    if "\\" not in text:
        return None
    if text.startswith("\\relax") and ("\\@writefile" in text or "\\bibstyle" in text or "\\citation{" in text):
        return "aux"
    if "\\abx@aux@" in text[:4000] or (text.startswith("\\relax") and "\\newlabel" in text):
        return "aux"
    lines = (line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("%"))
    opening = next(lines, "").strip()
    if _TEX_OPENING.match(opening):
        return "latex"
    if len(_TEX_NOTE.findall(text)) * _TEX_NOTE_EVERY > len(text) or len(_TEX_SECTION.findall(text)) > 1:
        return "latex"
    commands = len(_TEX_COMMAND.findall(text))
    return "latex" if commands >= 20 and commands * _TEX_COMMAND_EVERY > len(text) else None
