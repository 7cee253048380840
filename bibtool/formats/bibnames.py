"""Names in .bib files: ``von Last, Jr, First``, joined by ``and``; braces where the rules would cut a name apart.

The extended format of biblatex (``family=Berg, given=Anna, prefix=van den``) is read, too.

A body stands in one pair of braces (``{Ministry of Transport and Communications}``), as every tool writes it; a person
with only a family name of several words in two, which reads the same everywhere and tells the two apart here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bibtool.formats.latex import Letters, Seen, escape, unescape
from bibtool.formats.persons import are_family_first, bare, ends_in_numeral, is_et_al, is_suffix, persons, without_comma
from bibtool.items.names import OTHERS, Name
from bibtool.text.patterns import regex

_AND = regex(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_CUTS = regex(r"[,{}\\]")
# Parts of names in the extended format (biblatex manual, "Name formats"), with those of single initials.
_PART = regex(r"\s*(family|given|prefix|suffix|useprefix|id|hash|gender|nametype)(-i)?\s*=\s*", re.IGNORECASE)
_NO = frozenset({"false", "0", "no"})


def write_names(names: Sequence[Name], letters: Letters = Letters.PLAIN) -> str:
    """One field's value."""
    return " and ".join(_write(name, letters) for name in names)


def _write(name: Name, letters: Letters) -> str:
    if name == OTHERS:
        return "others"
    if name.literal:
        return "{" + escape(name.literal, letters) + "}"
    family, given, suffix = name.family, name.given, name.suffix
    # where it stands does not tell which of the two a particle is: "von Kardhof, Ernst"
    particle = " ".join(filter(None, (name.dropping_particle, name.particle)))
    if not given and not suffix:
        simple = family and " " not in family and not _cut(family) and family.lower() != "others"
        if simple and not particle:
            return escape(family, letters)
        if not particle:
            return "{{" + escape(family, letters) + "}}"
        return f"{escape(particle, letters)} {{{escape(family, letters)}}}"
    left = _part(family, letters, lower=True)
    if particle:
        left = f"{escape(particle, letters)} {left}"
    value = ", ".join([left, *([_part(suffix, letters)] if suffix else []), _part(given, letters)])
    # biber counts the commas in braces, too, and skips an entry with more than two in a name; not so in a whole group.
    if value.count(",") > 2:
        return "{" + escape(", ".join(filter(None, [f"{particle} {family}".strip(), suffix, given])), letters) + "}"
    return value


def _part(text: str, letters: Letters, lower: bool = False) -> str:
    braces = not text or _cut(text) or (lower and any(map(_lower, text.split())))
    return "{" + escape(text, letters) + "}" if braces else escape(text, letters)


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


def read_names(value: str, seen: Seen | None = None) -> tuple[Name, ...]:
    """The names of one field; nothing in them is lost, odd ones become literals."""
    if "\\" not in value and "{" not in value and "=" not in value and "$" not in value:
        return tuple(_plain(text) for text in _parted(value) or _AND_BETWEEN.split(value) if text)
    return tuple(_read(text, seen) for text in split_list(value) if text)


def _parted(value: str) -> list[str]:
    """The names of a list that somebody parted with semicolons, "&" or commas instead of ``and``."""
    for mark in _MARKS:
        rows = (
            [row for part in mark.split(value) for row in _AND_BETWEEN.split(part) if row] if mark.search(value) else []
        )
        if len(rows) > 1 and all(row.count(",") == 1 or is_et_al(row) for row in rows):
            return rows
    if "," not in value or _AND.search(value):
        return []
    rows = [row.strip() for row in value.split(",")]
    return [_comma(row) for row in rows] if are_family_first(rows) else persons(rows)


def _comma(text: str) -> str:
    name = without_comma(text) or bare(text)
    return f"{name.family}, {name.given}"


_MARKS = (regex(r"\s*;\s*(?:and\s+)?"), regex(r"\s+&\s+"))
_AND_BETWEEN = regex(r"(?:^|\s+)and(?:\s+|$)", re.IGNORECASE)
_COMMAS = regex(r"\s*,\s*")


def _plain(text: str) -> Name:
    """A name without braces and commands, which nearly all are."""
    if "--" in text or "''" in text or "``" in text or "~" in text or '"' in text or "<<" in text or ",," in text:
        return _read(text, None)
    pieces = _COMMAS.split(text.strip())
    if len(pieces) != 2 or not pieces[0] or not pieces[1] or "\u00a0" in text:
        return _read(text, None)
    family, given = pieces
    if " " not in family:
        return Name(family, " ".join(given.split(" ")) if "  " in given else given)
    return _read(text, None)


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


def _read(text: str, seen: Seen | None) -> Name:
    text = text.strip(", ")  # "Lis, Ewa, and Kos, Jan"
    if text.lower() in ("others", "{others}") or (" " in text and is_et_al(text)):
        return OTHERS
    if _PART.match(text):
        return _extended(text, seen)
    inside = _group(text)
    if inside is not None and not inside.startswith("\\"):
        deeper = _group(inside)
        return Name(literal=unescape(inside, seen)) if deeper is None else Name(family=unescape(deeper, seen))
    pieces = _split(text, ",")
    words = _split(pieces[0], " \t\n\u00a0~")
    if len(pieces) == 1 and "{" not in text and "\\" not in text:
        told = _without_comma(text.replace("~", " ").replace("\u00a0", " "))
        if told is not None:
            return told
    if len(pieces) == 2 and len(words) > 1 and is_suffix(pieces[1]):  # "Martin Luther King, Jr."
        return replace(_read(pieces[0], seen), suffix=unescape(pieces[1], seen))
    if len(pieces) == 1:
        von = [i for i, word in enumerate(words[:-1]) if _lower(word)]
        first = words[: von[0]] if von else words[:-1]
        particle = words[von[0] : von[-1] + 1] if von else []
        last = words[von[-1] + 1 :] if von else words[-1:]
        return Name(_text(last, seen), _text(first, seen), _text(particle, seen))
    von = [i for i, word in enumerate(words[:-1]) if _lower(word)]
    cut = von[-1] + 1 if von else 0
    suffix = unescape(pieces[1], seen) if len(pieces) > 2 else ""
    given = unescape(", ".join(pieces[2:]) if len(pieces) > 2 else pieces[1], seen)
    return Name(_text(words[cut:], seen), given, _text(words[:cut], seen), suffix=suffix)


def _without_comma(text: str) -> Name | None:
    """A person where the last word is plainly no family name: an initial, a patronymic, "Jr.", a numeral."""
    if ends_in_numeral(text):
        return Name(literal=text)
    before, _, last = text.rpartition(" ")
    if " " in before and is_suffix(last):
        return replace(_read(before, None), suffix=last)
    told = without_comma(text)
    return told if told is not None and text.startswith(told.family) else None


def _extended(text: str, seen: Seen | None) -> Name:
    """``family=Berg, given=Anna, prefix=van den, useprefix=true``; what has no name belongs to the part before."""
    parts: dict[str, str] = {}
    last = ""
    for piece in _split(text, ","):
        named = _PART.match(piece)
        if named is not None:
            last = named[1].lower() + (named[2] or "")
            parts[last] = piece[named.end() :].strip().strip('"')
        elif last and piece:
            parts[last] = f"{parts[last]}, {piece}"
    family, given, prefix, suffix = (
        unescape(parts.get(name, ""), seen) for name in ("family", "given", "prefix", "suffix")
    )
    # biblatex prints the prefix before the name either way; without "useprefix" it does not sort by it.
    if parts.get("useprefix", "").lower() in _NO:
        return Name(family, given, "", prefix, suffix)
    return Name(family, given, prefix, suffix=suffix)


def _text(words: list[str], seen: Seen | None) -> str:
    return unescape(" ".join(words), seen) if words else ""
