"""Rich text in fields: the six tags of CSL-JSON, quotation marks and apostrophes, as nodes of the tree.

Anything else, unknown and unbalanced tags included, stays text, so that nothing in an item can inject markup.
"""

from __future__ import annotations

import re

from bibtool.csl.tree import PLAIN, Format, Group, Node, Quoted, Text

_TOKEN = re.compile(
    r"<(?:i|b|sup|sub|sc)>|</(?:i|b|sup|sub|sc|span)>"
    r"|<span\s+style=\"\s*font-variant:\s*small-caps;?\s*\"\s*>|<span\s+class=\"(?:nocase|nodecor)\"\s*>"
    r"|[\"'“”„‟‘’‚«»‹›]"
)
_INTERESTING = re.compile(r"[<\"'“”„‘’‚«»‹›]")
# Opening marks of other languages, and what closes them.
_FOREIGN = {"„": "”“", "“": "”", "«": "»"}
_BEFORE = re.compile(r" ([:;?!»])")
_AFTER = re.compile(r"« ")
_FORMATS = {
    "i": Format(font_style="italic"),
    "b": Format(font_weight="bold"),
    "sup": Format(vertical_align="sup"),
    "sub": Format(vertical_align="sub"),
    "sc": Format(font_variant="small-caps"),
}
# Inside of these, text-case leaves letters alone: "H<sub>2</sub>O" must not become "H<sub>2</sub>o".
_PROTECTED = frozenset(("nocase", "nodecor", "sc", "sc-span", "sup", "sub"))


class _Frame:
    """An element that was opened and not yet closed: its kind, the text that opened it, its children so far."""

    __slots__ = ("children", "closers", "kind", "source")

    def __init__(self, kind: str, source: str, closers: str = "") -> None:
        self.kind = kind
        self.source = source
        self.closers = closers
        self.children: list[Node] = []


def is_rich(value: str) -> bool:
    """Tell whether a text has anything that needs parsing."""
    return _INTERESTING.search(value) is not None


def parse_rich(value: str, variable: str = "", quotes: str = "“”‘’") -> list[Node]:
    """Parse a field into nodes.  `quotes` are the locale's outer and inner marks, open and close, in that order.

    Pairs that are the locale's own or straight become quotations whose marks follow the depth; those of other languages
    stay as they were typed, but where they stand in marks that look like one of them.
    """
    if not is_rich(value):
        return [Text(value, variable)]
    return _Parser(value, variable, quotes).parse()


def spaced(value: str) -> str:
    """Keep high punctuation and guillemets together with the words that a space sets them off from (French custom)."""
    if " " not in value:
        return value
    return _BEFORE.sub("\u202f\\1", _AFTER.sub("«\u202f", value))


class _Parser:
    def __init__(self, value: str, variable: str, quotes: str) -> None:
        self.value = value
        self.variable = variable
        self.stack = [_Frame("", "")]
        self.pairs: dict[str, str] = {quotes[0]: quotes[1], quotes[2]: quotes[3]} if len(quotes) == 4 else {}
        self.foreign = {mark: closers for mark, closers in _FOREIGN.items() if mark not in quotes}
        self.inner = quotes[2] if len(quotes) == 4 and quotes[2] != quotes[0] else ""
        self.nocase = 0

    def parse(self) -> list[Node]:
        position = 0
        for match in _TOKEN.finditer(self.value):
            self._text(self.value[position : match.start()])
            token = match[0]
            if token[0] == "<":
                self._tag(token)
            else:
                self._quote(token, match.start(), match.end())
            position = match.end()
        self._text(self.value[position:])
        while len(self.stack) > 1:
            self._give_up()
        return self.stack[0].children

    def _text(self, text: str) -> None:
        if not text:
            return
        children = self.stack[-1].children
        last = children[-1] if children else None
        if isinstance(last, Text) and last.protected == bool(self.nocase):
            last.value += text
        else:
            children.append(Text(text, self.variable, bool(self.nocase), isinstance(last, Quoted)))

    def _tag(self, token: str) -> None:
        if token.startswith("</"):
            self._close_tag(token[2:-1], token)
            return
        name = token[1:-1].split(" ")[0].split("\n")[0]
        kind = name
        if name == "span":
            kind = "nocase" if "nocase" in token else "nodecor" if "nodecor" in token else "sc-span"
        if kind in _PROTECTED:
            self.nocase += 1
        self.stack.append(_Frame(kind, token))

    def _close_tag(self, name: str, token: str) -> None:
        kinds = {"nocase", "nodecor", "sc-span"} if name == "span" else {name}
        if not any(frame.kind in kinds for frame in self.stack):
            self._text(token)
            return
        while self.stack[-1].kind not in kinds:
            self._give_up()
        frame = self.stack.pop()
        if frame.kind in _PROTECTED:
            self.nocase -= 1
        if frame.kind == "nocase":
            self.stack[-1].children.extend(frame.children)
            return
        if not frame.children:
            return
        style = PLAIN if frame.kind == "nodecor" else _FORMATS["sc" if frame.kind == "sc-span" else frame.kind]
        self.stack[-1].children.append(Group(frame.children, format=style, rich=True))

    def _give_up(self) -> None:
        """The innermost element was never closed: its opening is text after all."""
        frame = self.stack.pop()
        if frame.kind in _PROTECTED:
            self.nocase -= 1
        source = "’" if frame.source == "'" else frame.source
        self._text(source)
        for child in frame.children:
            if isinstance(child, Text):
                self._text(child.value)
            else:
                self.stack[-1].children.append(child)

    def _quote(self, mark: str, start: int, end: int) -> None:
        before = self.value[start - 1] if start else " "
        after = self.value[end] if end < len(self.value) else " "
        if before == ">":
            before = self._before_tags(start)
        if after == "<":
            after = self._after_tags(end)
        opens = (before.isspace() or before in "([{-–—/¿¡" or before in "\"'“‘„«‹") and not after.isspace()
        closes = not before.isspace() and not after.isalnum()
        if self._closes_frame(mark, before, closes):
            return
        if mark in "\"'" and opens:
            self.stack.append(_Frame("quote", mark, mark))
        elif mark in self.pairs and (opens or mark not in "”“"):
            self.stack.append(_Frame("quote", mark, self.pairs[mark]))
        elif opens and mark in self.foreign:
            self.stack.append(_Frame("quote", mark, self.foreign[mark]))
        else:
            self._text("’" if mark == "'" else mark)

    def _closes_frame(self, mark: str, before: str, closes: bool) -> bool:
        """Close the innermost quotation that this mark can close, if there is one."""
        del before
        if mark in "\"'’" and not closes:
            return False
        for depth in range(len(self.stack) - 1, 0, -1):
            frame = self.stack[depth]
            if frame.kind != "quote":
                # A quotation that was opened outside of a tag cannot end inside it.
                return False
            if mark in frame.closers:
                while len(self.stack) - 1 > depth:
                    self._give_up()
                frame = self.stack.pop()
                if not frame.children:
                    self._text("".join("’" if m == "'" else m for m in frame.source + mark))
                else:
                    inner = frame.source == self.inner
                    own = frame.source + mark if frame.source in self.foreign else ""
                    self.stack[-1].children.append(Quoted(frame.children, True, inner, own))
                return True
        return False

    def _before_tags(self, position: int) -> str:
        rest = re.sub(r"(?:<[^<>]*>)+\Z", "", self.value[:position])
        return rest[-1] if rest else " "

    def _after_tags(self, position: int) -> str:
        rest = re.sub(r"\A(?:<[^<>]*>)+", "", self.value[position:])
        return rest[0] if rest else " "
