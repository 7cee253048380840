r"""The commands that a paper of LaTeX defines for itself (``\newcommand``, ``\def``, ``\let``), and what they print.

What decides while it runs (``\if...``, ``\csname``) is not followed: such a command prints what its groups hold, as
one that is not known does.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from bibtool.text.patterns import regex

_GROUP = regex(r"\s*\{")
_BRACE = regex(r"\\.|[{}]", re.DOTALL)
_LONGEST = 2_000  # characters of an argument that is skipped, an address or a definition
_LONGEST_PRINTED = 20_000  # of one that a command of the paper prints
_MOST = 500_000  # characters that are printed and looked through for such commands: what doubles itself ends there
_DEEPEST = 16

_NEW = regex(
    r"\*?\s*(?:\{\s*\\(?P<braced>[A-Za-z@]+)\s*\}|\\(?P<bare>[A-Za-z@]+))\s*"
    r"(?:\[(?P<count>\d)\]\s*(?:\[(?P<default>[^\]\n]{0,400})\])?|\{(?P<mandatory>[m ]{0,20})\}(?=\s*\{))?"
)
_DEF = regex(r"\s*\\(?P<bare>[A-Za-z@]+)\s*(?P<places>(?:#\d)*)(?=\s*\{)")
_LET = regex(r"\s*\\(?P<bare>[A-Za-z@]+)\s*=?\s*(?P<body>\\[A-Za-z@]+)")
_DEFINING = {
    "newcommand": _NEW,
    "renewcommand": _NEW,
    "providecommand": _NEW,
    "DeclareRobustCommand": _NEW,
    "NewDocumentCommand": _NEW,
    "def": _DEF,
    "gdef": _DEF,
    "let": _LET,
}
_DEFINED = regex(rf"\\({'|'.join(_DEFINING)})(?![A-Za-z@])")
_DECIDES = regex(r"\\(?:if|else|fi(?![A-Za-z])|csname|expandafter|@|futurelet|noexpand|loop|char\b)")
_PLACE = regex(r"#(\d)")
_OPTION = regex(r"\s*\[([^\]\n]{0,400})\]")


class Macro(Struct, frozen=True):
    """What a command stands for: how many arguments it takes, what the first is where it may be left out, its text."""

    arguments: int
    default: str | None
    body: str


class Macros(Struct):
    """The commands that were defined so far, and how much they printed."""

    known: dict[str, Macro] = field(default_factory=dict)
    spent: int = 0
    depth: int = 0

    def define_all(self, text: str) -> None:
        """Take in the definitions of a preamble."""
        for match in _DEFINED.finditer(text):
            self.define(match[1], text, match.end(), len(text))

    def define(self, how: str, text: str, at: int, end: int) -> int:
        """Take in the definition behind ``\\newcommand`` and the like; where reading goes on (``at`` for none)."""
        pattern = _DEFINING.get(how)
        head = pattern.match(text, at, end) if pattern is not None else None
        if head is None:
            return at
        said = head.groupdict()
        body, behind = (said["body"], head.end()) if "body" in said else argument(text, head.end(), end)
        if behind == head.end() and "body" not in said:
            return at
        count = int(said.get("count") or 0) or len(said.get("places") or "") // 2
        count = count or len((said.get("mandatory") or "").replace(" ", ""))
        name = said.get("braced") or said["bare"]
        if _DECIDES.search(body):
            self.known.pop(name, None)
        else:
            self.known[name] = Macro(count, said.get("default"), body)
        return behind

    def printed(self, name: str, text: str, at: int, end: int) -> tuple[str, int] | None:
        """What a command with its arguments stands for, and where reading goes on; None for one that is not defined."""
        macro = self.known.get(name)
        if macro is None or self.depth >= _DEEPEST or self.spent > _MOST:
            return None
        given: list[str] = []
        if macro.default is not None:
            option = _OPTION.match(text, at, end)
            given.append(option[1] if option else macro.default)
            at = option.end() if option else at
        while len(given) < macro.arguments:
            words, behind = argument(text, at, end, _LONGEST_PRINTED)
            self.spent += (behind - at) or min(end - at, _LONGEST_PRINTED)
            if behind == at:
                return None
            given.append(words)
            at = behind
        body = _PLACE.sub(lambda m: given[int(m[1]) - 1] if 0 < int(m[1]) <= len(given) else "", macro.body)
        self.spent += len(body) + 1
        return body, at


def argument(text: str, at: int, end: int, longest: int = _LONGEST) -> tuple[str, int]:
    """The group behind a command, raw; nothing where there is none, or none that ends."""
    opened = _GROUP.match(text, at, end)
    if opened is None:
        return "", at
    depth = 1
    for match in _BRACE.finditer(text, opened.end(), min(end, opened.end() + longest)):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return text[opened.end() : match.start()], match.end()
    return "", at
