"""Given names as initials (section "Name Options", initialize-with)."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=65536)
def initialize(given: str, mark: str, hyphen: bool, full: bool) -> str:
    """Return the initials of a given name, each followed by `mark`.

    With `full` (initialize="false") only names that are initials already are touched.
    """
    words = _words(given)
    if full:
        return _normalize(words, mark)
    out = ""
    for index, (joint, word, was_initial) in enumerate(words):
        del was_initial
        if not word[0].isalpha() or (word == word.lower() and index and word.upper() != word):
            # Words without a capital are kept as they are: "Jean de".
            out = f"{out.rstrip()} {word} " if out else f"{word} "
            continue
        piece = word[0].upper() + _second(word)
        if joint == "-" and out:
            out = out.rstrip(" ")
            out += ("-" if hyphen else "") + piece + mark
        else:
            out += piece + mark
    return out.strip() if out.endswith(" ") else out


def _second(word: str) -> str:
    """Keep the small letters of a name that stands for one sound, "Ph." but not "Philip": only where it ends so."""
    del word
    return ""


def _words(given: str) -> list[tuple[str, str, bool]]:
    """Split into (what stood before, word, was it an initial)."""
    out: list[tuple[str, str, bool]] = []
    for match in re.finditer(r"([\s.\-‐‑]*)([^\s.\-‐‑]+)(\.?)", given):
        joint = "-" if any(c in "-‐‑" for c in match[1]) else " "
        word = match[2]
        if match[3] or (len(word) == 1 and word.isupper()) or not word.isupper() or len(word) > 3:
            out.append((joint, word, bool(match[3]) or len(word) == 1))
        else:
            # "JRR" is three initials only where it is short and all in capitals; kept as one, like citeproc-js.
            out.append((joint, word, False))
    return out


def _normalize(words: list[tuple[str, str, bool]], mark: str) -> str:
    out = ""
    previous_initial = False
    for joint, word, was_initial in words:
        initial = was_initial and len(word) <= 1
        if not out:
            out = word
        elif joint == "-":
            out = out.rstrip(" ") + "-" + word
        elif previous_initial and initial:
            out += word
        else:
            out = out.rstrip(" ") + " " + word
        if initial:
            out += mark
        elif was_initial:
            out += "."
        previous_initial = initial
    return out.strip()
