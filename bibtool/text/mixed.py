"""Sources whose parts are in several encodings: entries that were pasted from files of other programs.

A part is what an empty line, an entry of .bib or a record of RIS begins.  A part in UTF-8 proves itself; the others are
scored together, and a part by itself where it reads as letters that no word has.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from bibtool.text.encodings import BEYOND_ASCII, UTF8_CHARACTER, Decoded, Evidence, Run, scored
from bibtool.text.letters import CYRILLIC_LOWER, CYRILLIC_UPPER, LATIN_LOWER, LATIN_UPPER
from bibtool.text.patterns import regex

_PART = regex(rb"\n(?=[ \t]*@|TY  - |[ \t]*\r?\n)")
_FEWEST = 3  # letters beyond ASCII that tell an encoding
_MOST = 2_000  # parts that are scored one by one
# What no word of one encoding has: letters of two scripts side by side, a capital behind a small letter, a sign or a
# control character among letters.
_ODD = regex(
    f"[{LATIN_LOWER}{LATIN_UPPER}][{CYRILLIC_LOWER}{CYRILLIC_UPPER}]"
    f"|[{CYRILLIC_LOWER}{CYRILLIC_UPPER}][{LATIN_LOWER}{LATIN_UPPER}]"
    f"|[{CYRILLIC_LOWER}][{CYRILLIC_UPPER}]|[{LATIN_LOWER}](?=[^\0-\x7f])[{LATIN_UPPER}]"
    "|[^\\W\\d_][±¶ˇ¦¤¬¨¸¹¿¾½¼³º¢£¥§°][^\\W\\d_]|[^\\W\\d_][±¶ˇ¦¬]|[±¶ˇ¦¬][^\\W\\d_]|[\x80-\x9f\ufffd\u2500-\u25ff]"
)


def mixed(data: bytes) -> Decoded | None:
    """The text, where its parts are in more than one encoding; None where one encoding will do."""
    cuts = [0, *(match.end() for match in _PART.finditer(data)), len(data)]
    parts = [(start, end) for start, end in pairwise(cuts) if start < end]
    if len(parts) < 2:
        return None
    proven, legacy = 0, []
    for start, end in parts:
        part = data[start:end]
        whole, stray = _letters(part)
        if stray and stray >= _FEWEST - 1 and stray > whole:
            legacy.append((start, end))
        elif not stray:
            proven += whole
    if not legacy:
        return None
    base = scored(b"\n".join(data[start:end] for start, end in legacy)).encoding
    found = dict.fromkeys(legacy, base)
    odd = [part for part in legacy if _ODD.search(data[part[0] : part[1]].decode(base, "replace"))]
    for start, end in odd[:_MOST]:
        if len(BEYOND_ASCII.findall(data, start, end)) >= _FEWEST:
            own = scored(data[start:end])
            if not _ODD.search(own.text):
                found[start, end] = own.encoding
    if proven < _FEWEST and len(set(found.values())) < 2:
        return None
    return _decoded(data, parts, found, base if proven < _FEWEST else "utf-8")


def _letters(part: bytes) -> tuple[int, int]:
    """Characters of UTF-8, and bytes beyond ASCII that are none."""
    if part.isascii():
        return 0, 0
    without = UTF8_CHARACTER.sub(b"", part)
    return (len(part) - len(without)) // 2, len(BEYOND_ASCII.findall(without))


def _decoded(data: bytes, parts: list[tuple[int, int]], found: dict[tuple[int, int], str], rest: str) -> Decoded:
    runs: list[Run] = []
    count: Counter[str] = Counter()
    for start, end in parts:
        encoding = found.get((start, end), rest)
        count[encoding] += len(BEYOND_ASCII.findall(data, start, end))
        if runs and (runs[-1].encoding == encoding or data[start:end].isascii()):
            runs[-1] = Run(runs[-1].start, end, runs[-1].encoding)
        else:
            runs.append(Run(start, end, encoding))
    text = "".join(data[run.start : run.end].decode(run.encoding, "replace") for run in runs)
    names = [name for name, letters in count.most_common() if letters]
    return Decoded(text, " + ".join(names), Evidence.SCORED, runs=tuple(runs))
