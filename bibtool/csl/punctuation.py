"""Trees made flat, with punctuation and spaces settled between neighbours, and moved into quotation marks.

What two marks that meet become follows the suite's tests punctuation_FullMonty*; the specification (section
"Punctuation") only says that the processor should take care of it.
"""

from __future__ import annotations

from bibtool.csl.locale import Locale
from bibtool.csl.tree import Format, Group, Link, Mark, Node, Quoted, Run, Scope, Text

MARKS = frozenset(".,:;!?")
ENDS = MARKS | {"…"}
MOVABLE = frozenset(".,!?")
# The pairs that become one mark; all others stay two.
MERGE = {
    "::": ":",
    ";:": ";",
    "!:": "!",
    "?:": "?",
    ":.": ":",
    "..": ".",
    ";.": ";",
    "!.": "!",
    "?.": "?",
    ";;": ";",
    ":!": "!",
    ";!": "!",
    "!!": "!",
    ":?": "?",
    ";?": "?",
    "??": "?",
    ",,": ",",
    "….": "…",
}

_MEETING = MARKS | set(" \u00a0")  # what a run must begin with to change where it meets another
PROPERTIES = ("font_style", "font_variant", "font_weight", "text_decoration", "vertical_align")
NORMAL = {
    "font_style": "normal",
    "font_variant": "normal",
    "font_weight": "normal",
    "text_decoration": "none",
    "vertical_align": "baseline",
}
# What groups in a list of names remember beside the list's own variable.
_PARTS_OF_NAMES = frozenset(("name", "names"))
CSS = {name: name.replace("_", "-") for name in PROPERTIES}

Part = Run | Mark


class Flattener:
    """Writes trees as a list of runs and marks; formats that repeat what is around them flip to the plain face."""

    def __init__(self, locale: Locale, nested: bool = False) -> None:
        self.nested = nested
        self.brackets = 0
        self.quoted = False  # whether there are quotation marks that punctuation may move into
        self.parts: list[Part] = []
        self.depth = 0
        self.around = ""  # the marks that a quotation stands in
        self.variable = ""
        self.state = dict(NORMAL)
        quotes = locale.quotes
        self.outer = quotes[:2]
        self.inner = quotes[2:]

    def add(self, node: Node) -> None:
        """Write one tree."""
        if isinstance(node, Text):
            if node.value:
                # "year" is for year suffixes; the date that it belongs to says more
                variable = node.variable if node.variable != "year" or not self.variable else self.variable
                self.parts.append(Run(node.value, False, node.fixed, variable or self.variable))
        elif isinstance(node, Group):
            if isinstance(node, Scope):
                before = self.outer, self.inner
                self.outer, self.inner = node.quotes[:2], node.quotes[2:]
                self._group(node)
                self.outer, self.inner = before
            else:
                self._group(node)
        elif isinstance(node, Quoted):
            self._quoted(node)
        else:
            self._link(node)

    def _group(self, node: Group) -> None:
        parts = self.parts
        if node.display:
            parts.append(Mark("display", True, node.display))
        marks: tuple[tuple[str, str, str], ...] = ()
        if node.layout and node.format is not None:
            marks = self._open(node.format, node.rich)
        prefix, suffix = node.prefix, node.suffix
        bracketed = self.nested and prefix.endswith("(") and suffix.startswith(")") and not _is_leaf(node)
        if bracketed:
            if self.brackets % 2:
                prefix, suffix = f"{prefix[:-1]}[", f"]{suffix[1:]}"
            self.brackets += 1
        if prefix:
            parts.append(Run(prefix, True))
        if not node.layout and node.format is not None:
            marks = self._open(node.format, node.rich)
        around = self.variable
        if node.variable and node.variable not in _PARTS_OF_NAMES:
            self.variable = node.variable
        delimiter = node.delimiter
        if delimiter and len(node.children) > 1:
            self._joined(node.children, delimiter)
        else:
            for child in node.children:
                self.add(child)
        self.variable = around
        if not node.layout and marks:
            self._close(marks)
        if bracketed:
            self.brackets -= 1
        if suffix:
            self._suffix(node, suffix)
        if node.layout and marks:
            self._close(marks)
        if node.display:
            parts.append(Mark("display", False, node.display))

    def _joined(self, children: list[Node], delimiter: str) -> None:
        """Write trees with a delimiter between those that print something."""
        parts = self.parts
        first = True
        for child in children:
            before = len(parts)
            if first:
                self.add(child)
                first = len(parts) == before
                continue
            parts.append(Run(delimiter, True))
            self.add(child)
            if len(parts) == before + 1:
                parts.pop()

    def _suffix(self, node: Group, suffix: str) -> None:
        """Write a suffix; that of a layout goes into the last display block."""
        run = Run(suffix, True)
        last = self.parts[-1] if self.parts else None
        if node.layout and isinstance(last, Mark) and last.kind == "display":
            self.parts.insert(len(self.parts) - 1, run)
        else:
            self.parts.append(run)

    def _open(self, style: Format, rich: bool) -> tuple[tuple[str, str, str], ...]:
        opened: list[tuple[str, str, str]] = []
        for name in reversed(PROPERTIES):
            value = getattr(style, name)
            if not value:
                continue
            now = self.state[name]
            if value == now:
                if value == NORMAL[name] or not rich:
                    if value == NORMAL[name]:
                        continue
                else:
                    value = NORMAL[name]
            opened.append((name, value, now))
            self.state[name] = value
            self.parts.append(Mark(CSS[name], True, value))
        return tuple(opened)

    def _close(self, opened: tuple[tuple[str, str, str], ...]) -> None:
        for name, value, before in reversed(opened):
            self.state[name] = before
            self.parts.append(Mark(CSS[name], False, value))

    def _quoted(self, node: Quoted) -> None:
        before = self.depth
        around = self.around
        if node.own and not set(node.own) & set(around):
            self.around = node.own
            self.parts.append(Run(node.own[0], variable=self.variable))
            for child in node.children:
                self.add(child)
            self.parts.append(Run(node.own[1], variable=self.variable))
            self.around = around
            return
        opening, closing = self.inner if before % 2 or (node.inner and not before) else self.outer
        self.depth = before + (2 if node.inner and not before else 1)
        self.around = opening + closing
        self.parts.append(Mark("quote", True, opening))
        for child in node.children:
            self.add(child)
        self.parts.append(Mark("quote", False, closing))
        self.quoted = True
        self.depth, self.around = before, around

    def _link(self, node: Link) -> None:
        self.parts.append(Mark("link", True, node.href))
        for child in node.children:
            self.add(child)
        self.parts.append(Mark("link", False, node.href))


def _is_leaf(node: Group) -> bool:
    return len(node.children) == 1 and not isinstance(node.children[0], Group)


def flatten(node: Node, locale: Locale, nested: bool = False) -> list[Part]:
    """Return a tree as runs and marks, punctuation settled.

    With `nested` (citations), parentheses of groups within parentheses become brackets: "(orig. pub. [1998])".
    """
    flattener = Flattener(locale, nested)
    flattener.add(node)
    parts = flattener.parts
    settle(parts)
    if flattener.quoted:
        move_into_quotes(parts, locale.punctuation_in_quote)
    return parts


def settle(parts: list[Part]) -> None:
    """Merge marks and spaces where two runs meet, in place; never within one run."""
    last: Run | None = None
    block: Run | None = None  # the end of a display block, right before this part
    for part in parts:
        if isinstance(part, Mark):
            if part.kind == "display":
                block = last if not part.opening else None
            if part.kind in ("quote", "display"):
                last = None
            continue
        if not part.text:
            continue
        if block is not None and part.text[0] in MARKS:
            # Marks belong to the block that they follow, not to the start of the next line.
            mark, part.text = part.text[0], part.text[1:]
            merged = MERGE.get(block.text[-1:] + mark)
            block.text = block.text[:-1] + merged if merged is not None else block.text + mark
        block = None
        if last is not None and part.text and part.text[0] in _MEETING:
            _meet(last, part)
        if part.text:
            last = part


def _meet(left: Run, right: Run) -> None:
    a, b = left.text[-1], right.text[0]
    if a in ENDS and b in MARKS and not right.text.startswith("..."):
        merged = MERGE.get(a + b)
        if merged is not None:
            left.text = left.text[:-1] + merged
            right.text = right.text[1:]
            if right.text and left.text and left.text[-1] == right.text[0] == " ":
                right.text = right.text[1:]
    elif b == "," and left.text.endswith(". ") and left.affix and right.affix:
        left.text = left.text.rstrip(
            " "
        )  # "no. 4. " and ", ch. 3"; two alike stay (suite: bugreports_AccidentalAllCaps)
    elif a == " " and b in " \u00a0":
        if b == " ":
            right.text = right.text.lstrip(" ")
        else:
            left.text = left.text.rstrip(" ")
    elif a == "\u00a0" and b == " ":
        right.text = right.text.lstrip(" ")


def move_into_quotes(parts: list[Part], inside: bool) -> None:
    """Move marks that follow a closing quotation mark into it, where the locale has it so; drop doubled ones."""
    last: Run | None = None
    closed = False
    for part in parts:
        if isinstance(part, Mark):
            if part.kind == "quote":
                closed = not part.opening and last is not None
            elif part.kind == "display":
                last, closed = None, False
            continue
        if closed and last is not None and part.text and not part.fixed:
            _move(last, part, inside)
            if not part.text:
                continue
        if part.text:
            last, closed = part, False


def _move(inner: Run, outer: Run, inside: bool) -> None:
    while outer.text and outer.text[0] in MARKS:
        mark = outer.text[0]
        end = inner.text[-1] if inner.text else ""
        if not inside:
            if end in ENDS and mark == "." and MERGE.get(end + mark) == end:
                outer.text = outer.text[1:]
                continue
            return
        if mark not in MOVABLE:
            return
        outer.text = outer.text[1:]
        merged = MERGE.get(end + mark) if end in ENDS else None
        inner.text = inner.text[:-1] + merged if merged is not None else inner.text + mark
