"""Names in .bib files: ``von Last, Jr, First``, joined by ``and``; braces where the rules would cut a name apart.

A body stands in one pair of braces (``{Ministry of Transport and Communications}``), as every tool writes it; a person
with only a family name of several words in two, which reads the same everywhere and tells the two apart here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bibtool.formats.latex import escape, unescape
from bibtool.items.names import Name

_AND = re.compile(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_CUTS = re.compile(r"[,{}\\]")
OTHERS = Name(family="others")  # "and others": names that the source leaves out


def write_names(names: Sequence[Name]) -> str:
    """One field's value."""
    return " and ".join(map(_write, names))


def _write(name: Name) -> str:
    if name == OTHERS:
        return "others"
    if name.literal:
        return "{" + escape(name.literal) + "}"
    family, given, suffix = name.family, name.given, name.suffix
    if not given and not suffix:
        simple = family and " " not in family and not _lower(family) and not _cut(family) and family.lower() != "others"
        if simple and not name.particle:
            return escape(family)
        if not name.particle:
            return "{{" + escape(family) + "}}"
        return f"{escape(name.particle)} {{{escape(family)}}}"
    left = _part(family, lower=True)
    if name.particle:
        left = f"{escape(name.particle)} {left}"
    value = ", ".join([left, *([_part(suffix)] if suffix else []), _part(given)])
    # biber counts the commas in braces, too, and skips an entry with more than two in a name; not so in a whole group.
    return "{" + escape(", ".join(filter(None, [family, suffix, given]))) + "}" if value.count(",") > 2 else value


def _part(text: str, lower: bool = False) -> str:
    braces = not text or _cut(text) or (lower and any(map(_lower, text.split())))
    return "{" + escape(text) + "}" if braces else escape(text)


def _cut(text: str) -> bool:
    return bool(_CUTS.search(text) or _AND.search(text) or text != " ".join(text.split(" ")).strip())


def _lower(word: str) -> bool:
    """BibTeX takes a word for a particle when its first letter is lower case; braces hide it."""
    for char in word:
        if char in "{\\":
            return False
        if char.isalpha():
            return char.islower()
    return False


def read_names(value: str) -> tuple[Name, ...]:
    """The names of one field; nothing in them is lost, odd ones become literals."""
    return tuple(_read(text) for text in split_list(value) if text)


def split_list(value: str) -> list[str]:
    """Cut at ``and`` outside braces."""
    out: list[str] = []
    words: list[str] = []
    for word in _split(value, " \t\n"):
        if word.lower() == "and":
            out.append(" ".join(words))
            words = []
        else:
            words.append(word)
    return [*out, " ".join(words)]


def _split(value: str, separators: str) -> list[str]:
    """Cut at any of ``separators`` outside braces; pieces are stripped, and empty ones kept only between commas."""
    out: list[str] = []
    depth = start = 0
    for at, char in enumerate(value):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif depth <= 0 and char in separators:
            out.append(value[start:at].strip())
            start = at + 1
    out.append(value[start:].strip())
    return out if "," in separators else [piece for piece in out if piece]


def _group(text: str) -> str | None:
    """The inside, where ``text`` is one brace group as a whole."""
    if len(text) < 2 or text[0] != "{" or text[-1] != "}":
        return None
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0 and at < len(text) - 1:
            return None
    return text[1:-1]


def _read(text: str) -> Name:
    if text.lower() == "others":
        return OTHERS
    inside = _group(text)
    if inside is not None and not inside.startswith("\\"):
        deeper = _group(inside)
        return Name(literal=unescape(inside)) if deeper is None else Name(family=unescape(deeper))
    pieces = _split(text, ",")
    words = _split(pieces[0], " \t\n\u00a0~")
    if len(pieces) == 1:
        von = [i for i, word in enumerate(words[:-1]) if _lower(word)]
        first = words[: von[0]] if von else words[:-1]
        particle = words[von[0] : von[-1] + 1] if von else []
        last = words[von[-1] + 1 :] if von else words[-1:]
        return Name(_text(last), _text(first), _text(particle))
    von = [i for i, word in enumerate(words[:-1]) if _lower(word)]
    cut = von[-1] + 1 if von else 0
    suffix = unescape(pieces[1]) if len(pieces) > 2 else ""
    given = unescape(", ".join(pieces[2:])) if len(pieces) > 2 else unescape(pieces[1])
    return Name(_text(words[cut:]), given, _text(words[:cut]), suffix=suffix)


def _text(words: list[str]) -> str:
    return unescape(" ".join(words))
