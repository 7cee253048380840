r"""Text fields of .bib files: LaTeX's specials escaped exactly once, and read back.

What is no text (formulas, commands that no table has) stays in the text to the letter, and a text that is said to hold
such TeX is written with it (:class:`Letters`).

Everything that UTF-8 can hold stays as it is: letters, Cyrillic above all, dashes, quotes.  Escaped are the ten
characters that LaTeX takes for commands, and the pairs that its fonts join (``--``, ``''``, two backquotes).
Braces in the output are balanced for any input: ``\{`` is avoided, because BibTeX counts that brace.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache
from typing import Any

from msgspec import Struct, field

from bibtool.text.data import toml
from bibtool.text.patterns import regex

_TAG = regex(r"<(/?)(i|b|sup|sub|sc)>|(<span style=\"font-variant:small-caps;\">)|(</span>)")
_CAPS = '<span style="font-variant:small-caps;">'
_PAIRS = (("--", "-{}-"), ("''", "'{}'"), ("``", "`{}`"), (",,", ",{},"), ("<<", "<{}<"), (">>", ">{}>"))
# The first is a shorthand of babel's Russian and Ukrainian.
_LIGATURES = (('"---', "—"), ("---", "—"), ("--", "–"), ("''", "”"), ("``", "“"))
# Ligatures of Polish and Russian fonts (OT4, T2A) and shorthands of babel: each where its partner stands, too.
_PAIRED = (
    (",,", "„", "''", "”"),
    ("<<", "«", ">>", "»"),
    ('"<', "«", '">', "»"),
    ('"`', "„", "\"'", "“"),
)
#: What a value without TeX has none of.
SPECIAL = regex(r"[\\{}~$]|--|''|``|,,|<<|\"[<`]")
_RUN = regex(r"[^\\{}~$]+")
_LETTERS = regex(r"[^\W\d_]+", re.ASCII)
_COMMAND = regex(r"\\([^\W\d_]+)\*?", re.ASCII)
_SKIPPED = regex(r"[ \t\n]*")
_LONGEST = 1_000  # characters of a formula or of an argument: beyond, a sign has lost its partner
_FORMULA = regex(
    rf"\$\$?(?:[^$\\]|\\.){{1,{_LONGEST}}}+\$\$?|\\\((?:[^\\]|\\[^)]){{1,{_LONGEST}}}+\\\)"
    rf"|\\\[(?:[^\\]|\\[^\]]){{1,{_LONGEST}}}+\\\]",
    re.DOTALL,
)
_BRACE = regex(r"[{}]")
_OPTION = regex(r"\[[^\[\]{}]{0,200}+\]")
_MATH_TILDE = r"\$\\(?:sim|tilde\{\\? ?\})\$"
_IN_ADDRESS = regex(
    r"\{\\([%&_#$])\}|\\([%&_#$~])(?:\{\})?|\{?\\(textasciitilde|textunderscore)(?:\{\})?\}?|\{\\~\{\}\}|\{([_%&#~])\}"
    rf"|\{{?{_MATH_TILDE}\}}?"
)
_TILDE = regex(_MATH_TILDE)
# "http://x.example/~jan" in words, where a tilde is a space that holds two words together anywhere else
_HOME = regex(r"(?:https?|ftp)://\S{1,500}/~\Z")
_GOES_ON = regex(r"(?:\{\})?\w")
_ADDRESS_SO_FAR = regex(r"(?:https?|ftp)://\S{1,500}\Z")
_LONGEST_ADDRESS = 510
_NAMED = {"textasciitilde": "~", "textunderscore": "_"}
MAX_DEPTH = 60  # deeper groups are taken without recursion


class Letters(Enum):
    """What a text holds."""

    PLAIN = "plain"
    TEX = "tex"  # formulas and unknown commands stand in it as they are


class Seen(Struct):
    """What a text held that is none: TeX ``kept`` to the letter, and the addresses of its links."""

    kept: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


@cache
def _tables() -> dict[str, Any]:
    tables = toml("formats/latex.toml")
    tables["escape"] = str.maketrans(tables["escape"])
    written: dict[str, str] = {}
    for command, tag in tables["markup"].items():
        written.setdefault(tag, command)
    tables["tags"] = written
    for key in ("commands", "first_dropped", "nothing", "quoted", "verbatim"):
        tables[key] = frozenset(tables["arguments"].get(key, ()))
    tables["symbols"] |= tables["cyrillic"]
    tables["known"] = frozenset().union(
        *(tables[key] for key in ("symbols", "accents", "markup", "declared", "around")),
        *(tables[key] for key in ("commands", "first_dropped", "nothing", "quoted", "verbatim")),
        ("href",),
    )
    return tables


def escape(text: str, letters: Letters = Letters.PLAIN) -> str:
    r"""``text`` as LaTeX.

    >>> escape("AT&T <i>10%</i> {x}")
    'AT\\&T \\textit{10\\%} \\textbraceleft{}x\\textbraceright{}'
    >>> escape(r"On $x_1$ & more", Letters.TEX)
    'On $x_1$ \\& more'
    """
    tags = "<" in text and _nested(text)
    if not tags and letters is Letters.PLAIN:
        return _plain(text)
    parts: list[str] = []
    at = start = 0
    marks = _tex(text) if letters is Letters.TEX else {}
    for tag in _TAG.finditer(text) if tags else ():
        marks.setdefault(tag.start(), (tag.end(), _tag(tag)))
    for start in sorted(marks):
        if start < at:
            continue
        end, written = marks[start]
        parts += [_plain(text[at:start]), written]
        at = end
    parts.append(_plain(text[at:]))
    return "".join(parts)


def _tag(tag: re.Match[str]) -> str:
    if tag[4] or tag[1]:
        return "}"
    return f"\\{_tables()['tags'][_CAPS if tag[3] else tag[2]]}{{"


def tex_spans(text: str) -> list[tuple[int, int]]:
    """Where TeX stands in a text that holds some."""
    return [(start, end) for start, (end, _) in _tex(text).items()]


def _tex(text: str) -> dict[int, tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}
    at = 0
    while at < len(text):
        if text[at] in "\\$":
            end = _kept_end(text, at)
            if end:
                found[at] = (end, text[at:end])
                at = end
                continue
        at += 1
    return found


def _kept_end(text: str, at: int) -> int:
    """Behind the formula or the unknown command at ``at``, with its arguments; 0 where none stands there."""
    formula = _FORMULA.match(text, at)
    if formula is not None:
        whole = formula.group()
        if whole.count("{") == whole.count("}") and whole.startswith("$$") == whole.endswith("$$"):
            return formula.end()
    command = _COMMAND.match(text, at)
    if command is None or command[1] in _tables()["known"]:
        return 0
    end = command.end()
    while True:
        option = _OPTION.match(text, end)
        behind = option.end() if option else _group(text, end)
        if not behind:
            return end
        end = behind


def _group(text: str, at: int) -> int:
    """Behind the group that opens at ``at``; 0 where none does."""
    depth = 0
    for brace in _BRACE.finditer(text, at, at + _LONGEST) if text.startswith("{", at) else ():
        depth += 1 if brace.group() == "{" else -1
        if not depth:
            return brace.end()
        if depth > MAX_DEPTH:
            break
    return 0


def _plain(text: str) -> str:
    text = text.translate(_tables()["escape"])
    for pair, apart in _PAIRS:
        while pair in text:
            text = text.replace(pair, apart)
    if '"' in text:
        for sign in "<>`'":
            text = text.replace('"' + sign, '"{}' + sign)
    return text


def _nested(text: str) -> bool:
    """Do the tags open and close in order, so that they can become braces?"""
    open_tags: list[str] = []
    for tag in _TAG.finditer(text):
        name = "span" if tag[3] or tag[4] else tag[2]
        if name == "sc":
            return False
        if not tag[1] and not tag[4]:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
        if len(open_tags) > MAX_DEPTH:
            return False
    return not open_tags


def unescape(text: str, seen: Seen | None = None) -> str:
    r"""LaTeX as text: escapes, accents, CSL's inline markup; protecting braces go; TeX that is no text stays.

    >>> unescape(r"{\L}\'od\'z, {МИД} \& {\em x} $y_1$")
    'Łódź, МИД & <i>x</i> $y_1$'
    """
    if SPECIAL.search(text) is None:
        return text
    found = _Reader(text, seen or Seen()).read(0)
    return found if found.isascii() else unicodedata.normalize("NFC", found)


def address(text: str) -> str:
    r"""An address or a DOI as it is, out of what programs write for it (``\_``, ``{\%}``, ``\~{}``, ``\url{...}``).

    >>> address(r"\url{http://x.example/a{\_}b\%20c\~{}d}")
    'http://x.example/a_b%20c~d'
    """
    text = text.strip()
    while text[:1] == "{" and _group(text, 0) == len(text):  # braces that keep capitals in a title
        text = text[1:-1].strip()
    if text[:1] == "<" and text[-1:] == ">":
        text = text[1:-1]
    if "\\" in text or "{" in text:
        if text.startswith(("\\url{", "\\href{", "\\nolinkurl{", "\\path{")) and (end := _group(text, text.index("{"))):
            text = text[text.index("{") + 1 : end - 1]
        text = _IN_ADDRESS.sub(_bare, text)
    return text


def _bare(found: re.Match[str]) -> str:
    return found[1] or found[2] or _NAMED.get(found[3] or "", "") or found[4] or "~"


class _Reader(Struct):
    text: str
    seen: Seen
    at: int = 0
    pairs: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        found = [pair for pair in _PAIRED if pair[0] in self.text and pair[2] in self.text]
        self.pairs = tuple(
            (sign, char) for one, left, two, right in found for sign, char in ((one, left), (two, right))
        )

    def read(self, depth: int) -> str:
        """To the end of the group (its brace is taken) or of the text."""
        out: list[str] = []
        closing: list[str] = []
        text = self.text
        while self.at < len(text):
            char = text[self.at]
            if char == "}":
                self.at += 1
                if depth:
                    break
            elif char == "{":
                self.at += 1
                # Too deep for recursion: the brace is dropped as the others are, only sooner.
                if depth < MAX_DEPTH:
                    out.append(self.read(depth + 1))
            elif char == "\\":
                declared = self._declared()
                if declared is None:
                    out.append(self._command(depth))
                elif declared:
                    out.append(f"<{declared}>" if declared != _CAPS else declared)
                    closing.append(declared)
            elif char == "~":
                self.at += 1
                out.append("~" if _GOES_ON.match(text, self.at) and self._behind(_HOME) else "\u00a0")
            elif char == "$":
                out.append(self._formula())
            else:
                out.append(self._run())
        out += [_closed(tag) for tag in reversed(closing)]
        return "".join(out)

    def _run(self) -> str:
        match = _RUN.match(self.text, self.at)
        run = match.group() if match else self.text[self.at]
        self.at += len(run)
        for sign, char in (*self.pairs, *_LIGATURES):
            if sign in run:
                run = run.replace(sign, char)
        return run

    def _formula(self) -> str:
        tilde = _TILDE.match(self.text, self.at)
        if tilde is not None and self._behind(_ADDRESS_SO_FAR):
            self.at = tilde.end()
            return "~"
        return self._kept(_kept_end(self.text, self.at))

    def _behind(self, pattern: re.Pattern[str]) -> bool:
        """Whether the text before this place ends so."""
        return pattern.search(self.text, max(0, self.at - _LONGEST_ADDRESS), self.at) is not None

    def _kept(self, end: int) -> str:
        """What is no text, to the letter; one character where nothing ends."""
        start, self.at = self.at, end or self.at + 1
        if end:
            self.seen.kept.append(self.text[start:end])
        return self.text[start : self.at]

    def _declared(self) -> str | None:
        """The tag of a command that holds to the end of its group, "" for one that says nothing; None for another."""
        command = _COMMAND.match(self.text, self.at)
        if command is None or command[1] not in (tables := _tables())["declared"]:
            return None
        self.at = command.end()
        self._skip_space()
        return str(tables["declared"][command[1]])

    def _command(self, depth: int) -> str:
        tables, text = _tables(), self.text
        if self.at + 1 >= len(text):
            self.at += 1
            return "\\"
        char = text[self.at + 1]
        if not (char.isascii() and char.isalpha()):
            if char in "([" and (end := _kept_end(text, self.at)):
                return self._kept(end)
            self.at += 2
            if char in tables["accents"]:
                return self._accented(char, depth)
            return str(tables["spacing"].get(char, char))
        name = _LETTERS.match(text, self.at + 1).group()  # type: ignore[union-attr]  # a letter stands there
        if name not in tables["known"]:
            return self._kept(_kept_end(text, self.at))
        self.at += 1 + len(name)
        if name in tables["symbols"]:
            self._skip_space()
            return str(tables["symbols"][name])
        if name in tables["accents"]:
            return self._accented(name, depth)
        if name in tables["nothing"]:
            self._skip_space()
            return ""
        return self._argument(name, depth)

    def _argument(self, name: str, depth: int) -> str:
        """A command that does something to what stands in braces behind it."""
        tables = _tables()
        if self.text.startswith("*", self.at):
            self.at += 1
        if name in tables["first_dropped"] or name == "href":
            start, end = self.at + 1, _group(self.text, self.at)
            if end:
                self.at = end
                if name == "href":
                    self.seen.links.append(address(self.text[start : end - 1]))
        if not self.text.startswith("{", self.at) or depth >= MAX_DEPTH:
            return ""
        if name in tables["verbatim"]:
            start, end = self.at + 1, _group(self.text, self.at)
            if end:
                self.at = end
                return address(self.text[start : end - 1])
        self.at += 1
        inside = self.read(depth + 1)
        if name in tables["markup"]:
            tag = tables["markup"][name]
            return f"{tag if tag == _CAPS else f'<{tag}>'}{inside}{_closed(tag)}"
        if name in tables["around"]:
            return f"{tables['around'][name][0]}{inside}{tables['around'][name][1]}"
        return f"“{inside}”" if name in tables["quoted"] else inside

    def _skip_space(self) -> None:
        self.at = _SKIPPED.match(self.text, self.at).end()  # type: ignore[union-attr]  # matches nothing, too

    def _accented(self, accent: str, depth: int) -> str:
        before = self.at
        self._skip_space()
        if self.at >= len(self.text) or depth >= MAX_DEPTH:
            self.at = before
            return accent
        char = self.text[self.at]
        if char == "{":
            self.at += 1
            base = self.read(depth + 1)
        elif char == "\\":
            base = self._command(depth + 1)
        elif char == "}":
            return accent
        else:
            self.at += 1
            base = char
        if not base:
            return accent
        base = {"ı": "i", "ȷ": "j"}.get(base, base)
        return base[0] + str(_tables()["accents"][accent]) + base[1:]


def _closed(tag: str) -> str:
    return "</span>" if tag == _CAPS else f"</{tag}>"
