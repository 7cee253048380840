"""Text-case (section "Text-case"): six ways to change letters, by language, over a whole tree at once."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bibtool.csl.tree import Node, Text, mapped, texts


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the words that title case leaves in lower case."""
    import tomllib

    path = Path(__file__).parent / "data" / "title-case.toml"
    return frozenset(str(tomllib.loads(path.read_text(encoding="utf-8"))["stop"]).split())


def with_case(node: Node, case: str, language: str = "en") -> Node:
    """Return a copy of the tree in another letter case.  `language` is the text's: only English has title case."""
    if isinstance(node, Text):
        value = convert([(node.value, node.protected)], case, language)[0]
        return node if value == node.value else Text(value, node.variable, node.protected, node.fixed)
    pieces = list(texts(node))
    if not pieces:
        return node
    values = convert([(p.value, p.protected) for p in pieces], case, language)
    return mapped(node, iter(values))


def convert_text(value: str, case: str, language: str = "en") -> str:
    """Convert one unformatted string."""
    return convert([(value, False)], case, language)[0]


def convert(pieces: list[tuple[str, bool]], case: str, language: str) -> list[str]:
    """Convert pieces of one text; a protected piece keeps its letters."""
    if case == "lowercase":
        return [v if p else _lower(v, language) for v, p in pieces]
    if case == "uppercase":
        return [v if p else _upper(v, language) for v, p in pieces]
    if case == "capitalize-first":
        return _capitalize_first(pieces, language)
    if case == "capitalize-all":
        return _by_char(pieces, _capitalize_all, language)
    if case == "sentence":
        return _sentence(pieces, language)
    if case == "title" and language.split("-")[0] == "en":
        return _by_char(pieces, _title, language)
    return [v for v, _ in pieces]


def _upper(text: str, language: str) -> str:
    if language[:2] in ("tr", "az"):
        text = text.replace("i", "İ")
    return text.upper()


def _lower(text: str, language: str) -> str:
    if language[:2] in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def _capitalize_first(pieces: list[tuple[str, bool]], language: str) -> list[str]:
    values = [v for v, _ in pieces]
    for index, (value, protected) in enumerate(pieces):
        stripped = value.lstrip()
        if not stripped:
            continue
        if not protected:
            at = len(value) - len(stripped)
            values[index] = value[:at] + _upper(value[at], language) + value[at + 1 :]
        break
    return values


def _sentence(pieces: list[tuple[str, bool]], language: str) -> list[str]:
    """Sentence case: everything in lower case but the first letter.

    The specification would keep capitals in texts of mixed case; the suite (textcase_SentenceCapitalization) does not.
    """
    return _capitalize_first([(v if p else _lower(v, language), p) for v, p in pieces], language)


def _by_char(pieces: list[tuple[str, bool]], change: object, language: str) -> list[str]:
    assert callable(change)
    whole = "".join(v for v, _ in pieces)
    mask = [p for v, p in pieces for _ in v]
    changed: list[str] = change(whole, mask, language)
    out: list[str] = []
    position = 0
    for value, protected in pieces:
        end = position + len(value)
        out.append(value if protected else "".join(changed[position:end]))
        position = end
    return out


_WORD = re.compile(r"\S+")


def _capitalize_all(whole: str, mask: list[bool], language: str) -> list[str]:
    out = list(whole)
    for match in _WORD.finditer(whole):
        for at in range(match.start(), match.end()):
            if whole[at].isalpha():
                if not mask[at]:
                    out[at] = _upper(whole[at], language)
                break
            if whole[at].isdigit():
                break
    return out


_TITLE_WORD = re.compile(r"[^\s/—–\-]+")
_BREAK_BEFORE = re.compile(r"[:?!][\"'”’)\]]*\s+[\"'“‘(\[]*\Z")
_ENDS_PART = re.compile(r"[:?!][\"'”’)\]]*\Z")
_OPENING = "\"'“‘([{«„¿¡‹"


def _title(whole: str, mask: list[bool], language: str) -> list[str]:
    """Title case: words get a capital, stop words do not unless first, last or after a colon; odd capitals stay."""
    out = list(whole)
    stops = stop_words()
    words = list(_TITLE_WORD.finditer(whole))
    last = len(words) - 1
    for index, match in enumerate(words):
        start, end = match.span()
        while start < end and whole[start] in _OPENING:
            start += 1
        word = whole[start:end]
        core = word.rstrip(",.;:?!)]}\"'”’»…")
        if not core or any(mask[start : start + 1]):
            continue
        opens = index == 0 or _BREAK_BEFORE.search(whole[: match.start()]) is not None
        edge = opens or index == last or _ENDS_PART.search(word) is not None
        if not _all_small(core):
            continue
        if not opens and (len(core) == 1 or core[1] in "'’."):
            # "x", "d'un" and "u.s." are no words to capitalize.
            continue
        if (
            not edge
            and whole[end : end + 1] != "-"
            and (core in stops or (core + "." in stops and word.startswith(core + ".")))
        ):
            continue
        if _inner_hyphen(whole, match.start()) and core in stops:
            continue
        up = _upper(out[start], language)
        if len(up) == 1:
            out[start] = up
    return out


def _inner_hyphen(whole: str, start: int) -> bool:
    return start > 0 and whole[start - 1] == "-"


def _all_small(word: str) -> bool:
    return word == word.lower() and word[:1].isalpha()


@lru_cache(maxsize=1)
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    """Small words that English has, and such as only other languages have."""
    import tomllib

    path = Path(__file__).parent / "data" / "title-case.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(data["english"].split()), frozenset(data["foreign"].split())


_ELIDED = re.compile(r"(?<![^\W\d_])(?:[dlDL]|[Qq]u)['’](?=[^\W\d_]{3})")
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def is_foreign(text: str) -> bool:
    """Is a name, of a journal or a series, in another language than English, in which an article may be English still?

    Small words tell, elided ones ("L’Europe"), and letters beyond ASCII in a word without a capital.
    """
    words = _LETTERS.findall(text)
    english, foreign = _small_words()
    # "i" is Polish, "World War I" is not
    small = {word for word in words if word.islower()} | {word.lower() for word in words[:1]}
    if small & english:
        return False
    if small & foreign or _ELIDED.search(text):
        return True
    return any(word.islower() and not word.isascii() for word in words)


def is_text(node: Node) -> bool:
    """Tell whether a node is bare text."""
    return isinstance(node, Text)
