r"""Text fields of .bib files: LaTeX's specials escaped exactly once, and read back.

Everything that UTF-8 can hold stays as it is: letters, Cyrillic above all, dashes, quotes.  Escaped are the ten
characters that LaTeX takes for commands, and the pairs that its fonts join (``--``, ``''``, two backquotes).
Braces in the output are balanced for any input: ``\{`` is avoided, because BibTeX counts that brace.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_TAG = re.compile(r"<(/?)(i|b|sup|sub)>")
_PAIRS = (("--", "-{}-"), ("''", "'{}'"), ("``", "`{}`"))
_LIGATURES = (("---", "—"), ("--", "–"), ("''", "”"), ("``", "“"))
MAX_DEPTH = 60  # pybtex's reader stops at 100 levels of braces


@cache
def _tables() -> dict[str, Any]:
    text = resources.files("bibtool.formats").joinpath("latex.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    tables["escape"] = str.maketrans(tables["escape"])
    written: dict[str, str] = {}
    for command, tag in tables["markup"].items():
        written.setdefault(tag, command)
    tables["tags"] = written
    return tables


def escape(text: str) -> str:
    r"""``text`` as LaTeX.

    >>> escape("AT&T <i>10%</i> {x}")
    'AT\\&T \\textit{10\\%} \\textbraceleft{}x\\textbraceright{}'
    """
    if "<" in text and _nested(text):
        parts: list[str] = []
        at = 0
        for tag in _TAG.finditer(text):
            parts.append(_plain(text[at : tag.start()]))
            parts.append("}" if tag.group(1) else f"\\{_tables()['tags'][tag.group(2)]}{{")
            at = tag.end()
        parts.append(_plain(text[at:]))
        return "".join(parts)
    return _plain(text)


def _plain(text: str) -> str:
    text = text.translate(_tables()["escape"])
    for pair, apart in _PAIRS:
        while pair in text:
            text = text.replace(pair, apart)
    return text


def _nested(text: str) -> bool:
    """Do the tags open and close in order, so that they can become braces?"""
    open_tags: list[str] = []
    for tag in _TAG.finditer(text):
        if not tag.group(1):
            open_tags.append(tag.group(2))
        elif not open_tags or open_tags.pop() != tag.group(2):
            return False
        if len(open_tags) > MAX_DEPTH:
            return False
    return not open_tags


def unescape(text: str) -> str:
    r"""LaTeX as text: escapes, accents, CSL's inline markup; protecting braces go; an unknown command stays as it is.

    >>> unescape(r"{\L}\'od\'z, {МИД} \& \textit{x}")
    'Łódź, МИД & <i>x</i>'
    """
    if not any(c in text for c in "\\{}~-'`"):
        return text
    return unicodedata.normalize("NFC", _Reader(text).read(0))


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0

    def read(self, depth: int) -> str:
        """To the end of the group (its brace is taken) or of the text."""
        out: list[str] = []
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
                self.at += 1
                out.append(self._command(depth))
            elif char == "~":
                self.at += 1
                out.append("\u00a0")
            else:
                out.append(self._run())
        return "".join(out)

    def _run(self) -> str:
        for pair, char in _LIGATURES:
            if self.text.startswith(pair, self.at):
                self.at += len(pair)
                return char
        start = self.at
        self.at += 1
        while self.at < len(self.text) and self.text[self.at] not in "\\{}~-'`":
            self.at += 1
        return self.text[start : self.at]

    def _command(self, depth: int) -> str:
        tables = _tables()
        if self.at >= len(self.text):
            return "\\"
        char = self.text[self.at]
        if not (char.isascii() and char.isalpha()):
            self.at += 1
            if char in tables["accents"]:
                return self._accented(char, depth)
            return str(tables["spacing"].get(char, char))
        start = self.at
        while self.at < len(self.text) and self.text[self.at].isascii() and self.text[self.at].isalpha():
            self.at += 1
        name = self.text[start : self.at]
        if name in tables["symbols"]:
            self._skip_space()
            return str(tables["symbols"][name])
        if name in tables["accents"]:
            return self._accented(name, depth)
        if name in tables["markup"] and self._at_group() and depth < MAX_DEPTH:
            self.at += 1
            tag = tables["markup"][name]
            return f"<{tag}>{self.read(depth + 1)}</{tag}>"
        if name in tables["transparent"]["commands"] and self._at_group():
            return ""
        return "\\" + name

    def _at_group(self) -> bool:
        return self.text.startswith("{", self.at)

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t\n":
            self.at += 1

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
            self.at += 1
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
