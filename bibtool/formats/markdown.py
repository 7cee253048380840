"""Text with CSL's markup as pandoc's Markdown, in which YAML bibliographies hold it (pandoc manual, "Citations").

What Markdown would take for more than a letter is escaped, and no more.  What is written is read back; where that is
not the same text (markup that opens before a space), every sign is escaped, which is always right.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from bibtool.text.patterns import regex

_TAG = regex(r"<(/?)(i|b|sup|sub)>")
_SIGNS = {"i": "*", "b": "**", "sup": "^", "sub": "~"}
_TAGS = {sign: tag for tag, sign in _SIGNS.items()} | {"_": "i"}
_ALWAYS = r"[\\`*\[\]<$~^@\"']"
# Signs with a meaning at the beginning of a text: headings, quotations, lists, "1." and "(a)".
# A single capital with a full stop is an initial to pandoc, where one space follows.
_FIRST = regex(r"\s*(?:\d+(?=[.)])|(?=[#>|:=+(-])|(?:[a-z]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9})(?=[.)]\s)|[A-Z](?=\)\s))")
_SPECIAL = regex(rf"{_ALWAYS}|--|\.\.\.|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_HARD = regex(r"[\\`\[\]<$@\"']|&(?=#?\w+;)")  # what pandoc takes for more than this reader does
_PUNCTUATION = regex(r"[!-/:-@\[-`{-~]")
_SPAN = regex(r"\]\{\.(nocase|smallcaps)\}")
_OPENING = {"nocase": '<span class="nocase">', "smallcaps": '<span style="font-variant:small-caps;">'}
_SMART = (("---", "—"), ("--", "–"), ("...", "…"))
_DEEPEST = 40


def to_markdown(text: str) -> str:
    r"""``text`` as Markdown.

    >>> print(to_markdown("<i>H</i><sub>2</sub>O & a_b [1]"))
    *H*~2~O & a_b \[1\]
    """
    if not _HARD.search(text) and not _FIRST.match(text) and from_markdown(text) == text:
        return text  # a "~" or "_" that has no partner is a letter
    parts: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        parts += [_escaped(text[at : tag.start()]), _SIGNS[tag[2]]]
        at = tag.end()
    parts.append(_escaped(text[at:]))
    written = "".join(parts)
    first = _FIRST.match(written)
    if first:
        written = f"{written[: first.end()]}\\{written[first.end() :]}"
    return written if from_markdown(written) == text else _PUNCTUATION.sub(r"\\\g<0>", text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "".join(f"\\{char}" for char in found[0]), text)


def from_markdown(text: str) -> str:
    r"""Markdown as text with CSL's markup; what is no markup stays as it is.

    >>> print(from_markdown(r"*H*~2~O, 1990--1999, a\_b, [NATO]{.nocase}"))
    <i>H</i><sub>2</sub>O, 1990–1999, a_b, <span class="nocase">NATO</span>
    """
    return _Reader(text).read() if re.search(r"[\\*_^~\[]|--|\.\.\.", text) else text


class _Reader(Struct):
    """Openers wait in a list until they are closed; what never is stays the sign that it is.  Linear."""

    text: str
    out: list[str] = field(default_factory=list)
    waiting: list[tuple[str, int]] = field(default_factory=list)  # sign, place in out

    def read(self) -> str:
        text = self.text
        at = 0
        while at < len(text):
            char = text[at]
            if char == "\\" and at + 1 < len(text):
                at += self._escape(text[at + 1])
            elif char in "*_^~":
                at += self._sign(at)
            elif char == "[":
                self._wait("[")
                at += 1
            elif char == "]":
                at += self._span(at)
            else:
                at += self._plain(at)
        return "".join(self.out)

    def _escape(self, char: str) -> int:
        if char == " ":
            self.out.append("\u00a0")
        else:
            self.out.append(char if _PUNCTUATION.fullmatch(char) else f"\\{char}")
        return 2

    def _plain(self, at: int) -> int:
        for signs, char in _SMART:
            if self.text.startswith(signs, at):
                self.out.append(char)
                return len(signs)
        if self.text[at].isspace():  # neither sup nor sub go over a space
            self.waiting = [row for row in self.waiting if row[0] not in "^~"]
        self.out.append(self.text[at])
        return 1

    def _sign(self, at: int) -> int:
        text = self.text
        char = text[at]
        sign = char
        if char == "*":
            run = len(text) - at - len(text[at:].lstrip("*")) if text.startswith("**", at) else 1
            top = self.waiting[-1][0] if self.waiting else ""
            sign = "*" if run == 1 or (top == "*" and run != 2) else "**"
        before, after = text[at - 1 : at], text[at + len(sign) : at + len(sign) + 1]
        if char == "_" and before.isalnum() and after.isalnum():
            self.out.append(char)
            return 1
        if before and not before.isspace() and self._close(sign, f"<{_TAGS[sign]}>", f"</{_TAGS[sign]}>"):
            return len(sign)
        if after and not after.isspace():
            self._wait(sign)
        else:
            self.out.append(sign)
        return len(sign)

    def _wait(self, sign: str) -> None:
        if len(self.waiting) < _DEEPEST:
            self.waiting.append((sign, len(self.out)))
        self.out.append(sign)

    def _close(self, sign: str, opening: str, closing: str) -> bool:
        for place in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[place][0] == sign:
                if self.waiting[place][1] == len(self.out) - 1:
                    return False  # nothing between the two
                self.out[self.waiting[place][1]] = opening
                self.out.append(closing)
                del self.waiting[place:]
                return True
        return False

    def _span(self, at: int) -> int:
        span = _SPAN.match(self.text, at)
        if span and self._close("[", _OPENING[span[1]], "</span>"):
            return span.end() - at
        for place in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[place][0] == "[":
                del self.waiting[place]
                break
        self.out.append("]")
        return 1
