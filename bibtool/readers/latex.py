r"""LaTeX: what its commands print, ``\footnote`` with any braces in it, italics, accents.

Commands that are not known print what their groups hold.  ``\input`` is not followed: a reader has bytes and no
folder; that a part is missing is a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.decoded import decoded
from bibtool.readers.document import Document
from bibtool.readers.docx_numbers import spelled
from bibtool.readers.elements import tag
from bibtool.readers.hidden import linked
from bibtool.readers.latex_conditions import without_branches
from bibtool.readers.latex_macros import Macros, argument
from bibtool.readers.latex_notes import Notes, Step
from bibtool.readers.reader import Reader, ReadError
from bibtool.readers.sheet import Role, document
from bibtool.text.data import toml
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TOKEN = regex(
    r"\\(?P<command>[A-Za-z@]+\*?)[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?|\\(?P<character>[\s\S])|"
    r"(?P<comment>%[^\n]*(?:\n[ \t]*)?)|"
    r"(?P<brace>[{}])|(?P<par>[ \t]*\n[ \t]*\n\s*)|(?P<tie>~)|(?P<pair>---?|``?|''?|,,|<<|>>)|(?P<math>\$+)|"
    r"(?P<short>\"(?:---|--[~*]|[`'<>=~|\"-]))|(?P<text>[^\\%{}~$`',<>\n\"-]+|[\s\S])"
)
_DEEPEST = 500  # elements in elements: lxml takes the square of their number to free a tree
_PAIRS = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’", ",,": "„", "<<": "«", ">>": "»"}
_OPTION = regex(r"\s*\[([^\]\n]{0,400})\]")
_BODY = regex(r"\\begin\s*\{document\}")
_END = regex(r"\\end\s*\{document\}")
_ENVIRONMENT = regex(r"\s*\{([A-Za-z]{1,30})\*?\}")
_ITEMS = {1: ("decimal", "", "."), 2: ("lowerLetter", "(", ")"), 3: ("lowerRoman", "", ".")}
_VERBATIM = regex(r"\{(verbatim|lstlisting|comment|filecontents)\*?\}")
_REFERENCES = regex(r"\{thebibliography\}")
_BABEL = regex(r"\\(?:usepackage|RequirePackage)\s*(?:\[([^\]]{0,400})\]\s*)?\{[\w\s,]{0,200}\bbabel\b")
_CLASS = regex(r"\\documentclass\s*\[([^\]]{0,400})\]")  # babel takes its options, too
_MAIN = regex(r"\\set(?:main|default)language\s*(?:\[[^\]]{0,400}\])?\s*\{(\w+)\}")  # polyglossia's
_HEAD = regex(r"\\(?:title|author|subtitle)\s*(?:\[[^\]]*\])?\s*\{")
_INCLUDE = frozenset(("input", "include", "subfile", "import", "subimport"))
_CITE = regex(r"(?:foot|full|text|paren|auto|smart|super|no)?cites?[a-z]*\*?", re.IGNORECASE)
_NOTES = {"note": Step.NOTE, "text": Step.TEXT, "thanks": Step.THANKS}
_COUNTERS = {"setcounter": Step.SET, "addtocounter": Step.ADD}
_STEPS = frozenset(("stepcounter", "refstepcounter"))
_TAGS = {
    "note": "note",
    "note_text": "text",
    "thanks": "thanks",
    "italic": "i",
    "upright": "u",
    "raised": "sup",
    "quoted": "q",
    "block": "div",
}
_ROLES = {
    "i": Role.ITALIC,
    "u": Role.UPRIGHT,
    "sup": Role.RAISED,
    "div": Role.BLOCK,
    "par": Role.BLOCK,
    "entry": Role.BLOCK,
    "br": Role.BREAK,
}


@cache
def _data() -> dict[str, Any]:
    data = toml("readers/latex.toml")
    return data | {"looks": {name: kind for kind, names in data["looks"].items() for name in names}}


class _Tree:
    """The tree of what is printed, grown token by token."""

    def __init__(self) -> None:
        from lxml import etree

        self._make = etree.SubElement
        self.root = etree.Element("text")
        self.stack: list[tuple[_Element, bool]] = [(self.root, True)]  # element; whether a brace closes it
        self.opening = ""  # the element that the next group is
        self.target = ""  # where it leads
        self.accent = ""
        self.option = ""
        self.notes = Notes()
        self.lists: list[int | None] = []  # that are open: the last number, None where items have none
        self.keys: list[str] = []  # that citations name
        self.included: list[str] = []
        self.macros = Macros()
        self.shorthands: Mapping[str, str] = {}  # what babel prints for a quotation mark and what follows it
        self.references = ""  # the heading of the list of references
        self.entries: list[_Element] = []  # of lists of references
        self._numbered = 0  # of them
        self._depth = 0  # elements in elements that are open
        self.too_deep = False  # whether a note stood deeper
        self._entry: int | None = None  # how deep the entry is that is read
        self._words: list[str] = []
        self._last: dict[_Element, _Element] = {}  # the last child of each element
        self._note: int | None = None  # how deep the note is that is read
        self.quotes: Sequence[str] = ("“", "”", "‘", "’")  # around a quotation, and around one within another
        self._closing: list[str] = []  # of the quotations that are open
        self._outside = 0  # how many of them were when the note began

    def write(self, text: str) -> None:
        text = "".join(c if c >= " " or c in "\t\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
        if self.accent and text.strip():
            text = text.lstrip()
            text = unicodedata.normalize("NFC", text[0] + self.accent) + text[1:]
            self.accent = ""
        self._words.append(text)

    def label(self, own: str | None) -> str:
        """What an item of the innermost list prints before it (the standard classes; deeper than three none)."""
        if own is not None or not self.lists or self.lists[-1] is None:
            return f"{own.strip()} " if own and own.strip() else ""
        self.lists[-1] += 1
        number, depth = self.lists[-1], sum(each is not None for each in self.lists)
        style, before, after = _ITEMS.get(depth, ("none", "", ""))
        return f"{before}{spelled(number, style)}{after} " if style != "none" else ""

    def flush(self) -> None:
        """Put what was written into the tree."""
        top, text = self.stack[-1][0], "".join(self._words)
        self._words = []
        if not text:
            return
        before = self._last.get(top)  # lxml counts children by walking them
        if before is not None:
            before.tail = (before.tail or "") + text
        else:
            top.text = (top.text or "") + text

    def empty(self, name: str) -> _Element:
        self.flush()
        top = self.stack[-1][0]
        self._last[top] = self._make(top, name)
        return self._last[top]

    def open(self, name: str, braced: bool = True) -> None:
        """Begin a group; a note in a note is part of it, as is what stands deeper than any paper goes."""
        within = name in _NOTES and self._note is not None
        if not name or within or self._depth > _DEEPEST:
            self.too_deep = self.too_deep or (name in _NOTES and not within)
            self.stack.append((self.stack[-1][0], braced))
            return
        self.flush()
        top = self.stack[-1][0]
        self._last[top] = element = self._make(top, name)
        self.stack.append((element, braced))
        self._depth += 1
        if name == "a":
            element.set("href", self.target)
        if name in _NOTES:
            self.notes.steps.append((_NOTES[name], element, self.option))
            self._note, self._outside = len(self.stack), len(self._closing)
        elif name == "q":
            inner = (len(self._closing) - self._outside) % 2 * 2
            self.write(self.quotes[inner])
            self._closing.append(self.quotes[inner + 1])

    def close(self) -> None:
        """End a group, with what was begun in it."""
        while len(self.stack) > 1:
            element, braced = self.stack[-1]
            if element.tag == "q" and element is not self.stack[-2][0]:
                self.write(self._closing.pop())
            if element is not self.stack[-2][0]:
                self.flush()
                self._depth -= 1
            if self._note == len(self.stack):
                self._note, self._outside = None, 0
            self.stack.pop()
            if braced:
                return

    def entry(self, label: str) -> None:
        """Begin an entry of a list of references, with its label or else its number."""
        self.end_entry()
        self.open("entry")
        self._entry = len(self.stack)
        self.entries.append(self.stack[-1][0])
        self._numbered += not label
        self.write(f"[{label or self._numbered}] ")

    def end_entry(self) -> None:
        """End the entry that is read."""
        while self._entry is not None and len(self.stack) >= self._entry:
            self.close()
        self._entry = None


def _grow(tree: _Tree, text: str, at: int, end: int) -> None:
    data = _data()
    while at < end:
        match = _TOKEN.match(text, at, end)
        if match is None:
            return
        at = match.end()
        kind, token = match.lastgroup, match[match.lastgroup or 0]
        opening, tree.opening = tree.opening, ""
        if kind == "brace":
            if token == "{":
                tree.open(opening)
            else:
                tree.close()
        elif kind == "command":
            at = _command(tree, token, text, at, end)
        elif kind == "character":
            if token in data["accents"]:
                tree.accent = data["accents"][token]
            elif token == "\\":
                option = _OPTION.match(text, at, end)
                at = option.end() if option else at
                tree.empty("br")
            else:
                tree.write(data["characters"].get(token, token))
        elif kind == "par":
            tree.empty("par")
        elif kind == "tie":
            tree.write("\N{NO-BREAK SPACE}")
        elif kind == "pair":
            tree.write(_PAIRS[token])
        elif kind == "short":
            at = at if tree.shorthands else match.start() + 1
            tree.write(tree.shorthands.get(token[1:], "") if tree.shorthands else '"')
        elif kind == "text":
            tree.opening = opening if not token.strip() else ""
            tree.write(token.replace("&", " "))  # between the cells of a table


def _command(tree: _Tree, name: str, text: str, at: int, end: int) -> int:
    """What a command does; where reading goes on."""
    data = _data()
    bare = name.rstrip("*")
    look = data["looks"].get(bare, "")
    if bare in data["signs"]:
        tree.write(data["signs"][bare])
        return at
    if bare in data["accents"]:
        tree.accent = data["accents"][bare]
        return at
    if look in ("italic_from_here", "upright_from_here"):
        tree.open("i" if look.startswith("italic") else "u", braced=False)
        return at
    if look in ("par", "break"):
        tree.empty("par" if look == "par" else "br")
    if bare == "begin" and (verbatim := _VERBATIM.match(text, at, end)) is not None:
        stop = text.find(f"\\end{{{verbatim[1]}", verbatim.end(), end)
        stop = stop if stop >= 0 else end
        tree.empty("par")
        tree.write(text[verbatim.end() : stop] if verbatim[1] in ("verbatim", "lstlisting") else "")
        return stop
    if bare == "begin" and (references := _REFERENCES.match(text, at, end)) is not None:
        _, at = argument(text, references.end(), end)  # the widest label
        tree.empty("par")
        tree.write(tree.references)
        tree.empty("par")
        return at
    if bare == "verb":
        stop = text.find(text[at : at + 1], at + 1, end)
        tree.write(text[at + 1 : stop] if stop > at else "")
        return stop + 1 if stop > at else at
    if (behind := tree.macros.define(bare, text, at, end)) > at:
        return behind
    if bare not in data["unprinted"] and not look and (printed := tree.macros.printed(bare, text, at, end)):
        tree.macros.depth += 1
        _grow(tree, printed[0], 0, len(printed[0]))
        tree.macros.depth -= 1
        return printed[1]
    if bare == "end" and _REFERENCES.match(text, at, end):
        tree.end_entry()
    if bare in ("begin", "end"):
        tree.empty("par")
        at = _environment(tree, bare, text, at, end)
    if bare == "item":
        option = _OPTION.match(text, at, end)
        tree.empty("par")
        tree.write(tree.label(option[1] if option else None))
        return option.end() if option else at
    if bare == "bibitem":
        return _entry(tree, text, at, end)
    option = _OPTION.match(text, at, end) if look or bare in data["unprinted"] or _CITE.fullmatch(bare) else None
    tree.option = option[1] if option else ""
    if option:
        at = option.end()
    if bare == "chapter":
        tree.notes.steps.append((Step.CHAPTER, None, ""))
    if look in _TAGS:
        tree.opening = _TAGS[look]
        return at
    if look == "note_mark":
        tree.notes.steps.append((Step.MARK, tree.empty("mark"), tree.option))
        return at
    if _CITE.fullmatch(bare):
        return _cite(tree, bare, text, option.start() if option else at, end)
    if look == "address" or bare in _INCLUDE:
        words, at = argument(text, at, end)
        if bare in _INCLUDE:
            tree.included.append(words.strip())
        else:
            address = _unescaped(words)
            tree.target = _target(address)
            tree.open("a")
            tree.write(address)
            tree.close()
        return at
    if look == "link":
        words, at = argument(text, at, end)
        tree.target, tree.opening = _target(_unescaped(words)), "a"
        return at
    if bare in _COUNTERS or bare in _STEPS:
        counter, behind = argument(text, at, end)
        if counter.strip() == "footnote":
            value = "1" if bare in _STEPS else argument(text, behind, end)[0].strip()
            tree.notes.steps.append((_COUNTERS.get(bare, Step.ADD), None, value))
    for _ in range(data["unprinted"].get(bare, 0)):
        _, at = argument(text, at, end)
    return at


def _target(address: str) -> str:
    return "".join(c for c in address.strip() if c >= " ")


def _unescaped(address: str) -> str:
    return re.sub(r"\\([_%#&{}~$])", r"\1", address)


def _environment(tree: _Tree, word: str, text: str, at: int, end: int) -> int:
    """Where the text of an environment begins: its options and the shape of a table print nothing."""
    name = _ENVIRONMENT.match(text, at, end)
    if name is None:
        return at
    known = name[1] in ("enumerate", "itemize", "description", "compactenum", "compactitem")
    if word == "end":
        if known and tree.lists:
            tree.lists.pop()
        return name.end()
    if known:
        tree.lists.append(0 if name[1].endswith(("enumerate", "enum")) else None)
    at = name.end()
    if name[1] in _data()["optional"]["environments"] and (option := _OPTION.match(text, at, end)) is not None:
        at = option.end()
    for _ in range(_data()["shaped"].get(name[1], 0)):
        option = _OPTION.match(text, at, end)
        _, at = argument(text, option.end() if option else at, end)
    return at


def _cite(tree: _Tree, name: str, text: str, at: int, end: int) -> int:
    r"""A citation by keys, with what stands before and behind it: ``\cite[see][5]{key}`` prints "[see key, 5]"; a
    footnote by ``\footcite``."""
    noted = name.lower().startswith("foot") and not name.lower().startswith("footcitetext")
    if noted:
        tree.option = ""
        tree.open("note")
    more = True
    while more:
        options: list[str] = []
        while len(options) < 2 and (option := _OPTION.match(text, at, end)) is not None:
            options.append(option[1])
            at = option.end()
        keys, behind = argument(text, at, end)
        if behind == at:
            break
        at = behind
        tree.keys += [key.strip() for key in keys.split(",") if key.strip()]
        before, after = ["", "", *options][-2:] if len(options) == 2 else ["", *options, ""][:2]
        depth = len(tree.stack)
        tree.write("[")
        _grow(tree, before, 0, len(before))
        tree.write(" " if before.strip() else "")
        tree.write(_unescaped(keys))
        tree.write(", " if after.strip() else "")
        _grow(tree, after, 0, len(after))
        while len(tree.stack) > depth:  # a brace that an option leaves open ends with it
            tree.close()
        tree.write("]")
        more = name.lower().rstrip("*").endswith("s") and re.match(r"\s*[\[{]", text[at : at + 40]) is not None
    if noted:
        tree.close()
    return at


def _entry(tree: _Tree, text: str, at: int, end: int) -> int:
    r"""The number or label that ``\bibitem`` prints; for a label of natbib ("Lis(2001)") the number
    stands, as natbib prints it where it numbers."""
    label = _OPTION.match(text, at, end)
    _, at = argument(text, label.end() if label else at, end)
    tree.entry(label[1].strip("{} ") if label is not None and "(" not in label[1] else "")
    return at


def _role(element: _Element) -> Role:
    return _ROLES.get(tag(element), Role.INLINE)


def _languages(preamble: str) -> list[str]:
    """The languages that the preamble names, as babel calls them; of several the last is the text's."""
    options: list[str] = []
    if (said := _BABEL.search(preamble)) is not None:
        of_all = _CLASS.search(preamble)
        options = f"{of_all[1] if of_all is not None else ''},{said[1] or ''}".split(",")
        options.sort(key=lambda option: option.partition("=")[0].strip() == "main")
    options += (match[1] for match in _MAIN.finditer(preamble))
    return [option.rpartition("=")[2].strip() for option in options]


def _heading_of_references(languages: Sequence[str]) -> str:
    r"""What ``\refname`` prints."""
    names: dict[str, str] = _data()["references"]
    known = [names[word] for word in languages if word in names]
    return known[-1] if known else names["english"]


def _quotes(languages: Sequence[str]) -> Sequence[str]:
    r"""What ``\enquote`` prints around a quotation, and around one within it."""
    styles: dict[str, Sequence[str]] = _data()["quotes"]
    known = [word for word in languages if word in styles]
    return styles[known[-1] if known else "english"]


def _shorthands(languages: Sequence[str]) -> Mapping[str, str]:
    """What a quotation mark prints with the character behind it; nothing where it is a plain one."""
    data = _data()["shorthands"]
    known = [word for word in languages if word in data["closing"]]
    return data["printed"] | {"'": data["closing"][known[-1]]} if known else {}


def read(data: bytes, name: str) -> Document:
    """What the paper prints: title and authors, the body, the footnotes."""
    text, encoding, findings = decoded(data, name)
    text = without_branches(text.replace("\r\n", "\n").replace("\r", "\n"))
    begun = _BODY.search(text)
    preamble = text[: begun.start()] if begun is not None else ""
    tree = _Tree()
    languages = _languages(preamble)
    tree.references, tree.shorthands = _heading_of_references(languages), _shorthands(languages)
    tree.quotes = _quotes(languages)
    tree.macros.define_all(preamble)
    if begun is not None:
        for head in _HEAD.finditer(text, 0, begun.start()):
            words, _ = argument(text, head.end() - 1, begun.start())
            _grow(tree, words, 0, len(words))
            while len(tree.stack) > 1:
                tree.close()
            tree.empty("par")
    start = begun.end() if begun is not None else 0
    ended = _END.search(text, start)
    _grow(tree, text, start, ended.start() if ended is not None else len(text))
    while len(tree.stack) > 1:
        tree.close()
    tree.flush()
    if tree.too_deep:
        raise ReadError(Code.BAD_XML_PART, name=name, part="LaTeX", reason="its groups are nested too deeply")
    notes, repeated, missing = tree.notes.found(preamble)
    told = [Finding(Code.PART_NOT_READ, {"name": name, "part": part}, document=name) for part in tree.included]
    told += [Finding(Code.NOTE_PART_MISSING, {"name": name, "number": number}, document=name) for number in missing]
    if tree.keys:
        keys = list(dict.fromkeys(tree.keys))
        shown = ", ".join(keys[:_SHOWN]) + (" …" if len(keys) > _SHOWN else "")
        told.append(Finding(Code.CITED_BY_KEYS, {"name": name, "count": str(len(keys)), "keys": shown}, document=name))
    told = [*findings, *told]
    links = linked([tree.root], ("href",))
    return document(
        name, "latex", encoding, [tree.root], _role, notes, repeated, told, links=links, listed=tree.entries
    )


_SHOWN = 5  # keys that a finding names


READER = Reader("latex", (".tex", ".ltx", ".latex"), read)
