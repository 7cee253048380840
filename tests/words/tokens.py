"""Words and figures of a text, and addresses as one word each."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[\u00b2\u00b3\u00b9\u2070-\u2079]+|\d+|[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>„“”«»\"]+|(?:doi\s*:\s*)?\b10\.\d{4,9}/[^\s<>„“”«»\"]+"
    r"|(?<![\w@])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>„“”«»\"]*",
    re.IGNORECASE,
)
_TAIL = ".,;:!?)]}>’'"
_LOOKALIKES = str.maketrans("авекмнорстухіјѕԁԛѡз", "abekmhopctyxijsdqw3")
_SCHEME = re.compile(r"^(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:\s*)|^(?:https?|ftp)://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word (NFC, case-folded) or an address (``address:`` and its letters), and where it stands."""

    text: str
    start: int
    end: int


def tokens(text: str, addresses: tuple[tuple[int, int], ...] = ()) -> list[Token]:
    """The words of ``text`` in order; ``addresses`` are stretches known to be one address each."""
    found: list[Token] = []
    known = sorted(addresses)
    at = 0
    for start, end in [*_merged(known, _addresses(text)), (len(text), len(text))]:
        found += [Token(folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text, at, start)]
        if end > start:
            found.append(Token(address(text[start:end]), start, end))
        at = max(at, end)
    return found


def words(text: str) -> list[str]:
    return [*_words(text)]


@lru_cache(1 << 16)  # values and terms are looked at for every citation and every planted fault
def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(text))


@lru_cache(1 << 16)
def folded(word: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())


def address(text: str) -> str:
    """An address without what line breaks, schemes and closing marks do to it."""
    bare = re.sub(r"[\s\-\u00ad<>]", "", text).rstrip(_TAIL)
    return "address:" + folded(_SCHEME.sub("", bare)).rstrip("/")


@lru_cache(1 << 16)
def alike(word: str) -> str:
    """A word with the letters that look alike in Latin and Cyrillic taken for the same."""
    return folded(word).translate(_LOOKALIKES)


def quoted(text: str) -> list[bool]:
    """For each character, whether it stands within quotation marks."""
    open_marks: list[str] = []
    out: list[bool] = []
    for at, mark in enumerate(text):
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if (
            mark == "„"
            or (mark == "«" and "»" not in open_marks)
            or (mark == "“" and "„" not in open_marks)
            or (mark == "‘" and not before.isalnum())
        ):
            open_marks.append(mark)
        elif mark == "»" and not {"«", "»"} & set(open_marks) and not before.isalnum() and after.isalnum():
            open_marks.append(mark)  # »word«
        elif mark == "«" and "»" in open_marks:
            while open_marks.pop() != "»":
                pass
        elif mark in "”»" or (mark == "“" and "„" in open_marks):
            if open_marks:
                open_marks.pop()
            elif mark == "”" and not before.isalnum() and after.isalnum():
                open_marks.append(mark)
        elif mark == "’" and "‘" in open_marks and not after.isalnum():
            while open_marks.pop() != "‘":
                pass
        elif mark == "'" and not before.isalnum() and after.isalnum():
            open_marks.append(mark)
        elif mark == "'" and "'" in open_marks and not after.isalnum():
            while open_marks.pop() != "'":
                pass
        elif mark == '"' and not (before.isalnum() and after.isalnum()):  # a sign within a word: ob"ekt
            if '"' in open_marks:
                while open_marks.pop() != '"':
                    pass
            else:
                open_marks.append('"')
        out.append(bool(open_marks))
    return out


def _addresses(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _ADDRESS.finditer(text):
        end = match.end()
        while end > match.start() and text[end - 1] in _TAIL:
            if text[end - 1] == ")" and text.count("(", match.start(), end) >= text.count(")", match.start(), end):
                break
            end -= 1
        found.append((match.start(), end))
    return found


def _merged(known: list[tuple[int, int]], guessed: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out = list(known)
    for start, end in guessed:
        if all(end <= s or e <= start for s, e in known):
            out.append((start, end))
    return sorted(out)
