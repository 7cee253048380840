"""Inputs made worse: of text, of JSON, of XML, by chance that a seed repeats."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

# What readers of text, markup and JSON treat as something particular, and what people's files hold by accident.
HOSTILE = [
    "\0", "\x02", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x85", "\u00ad", "\u00ad\n", "\u200b", "\u200e", "\u2028",
    "\u202e",
    "\ufeff", "\ufffc", "\ufffd", "\ufffe", "\uffff", "\ue000", "\U0001d538", "\U0001f600", "\U0010ffff", "e\u0301",
    "\u0301",
    "²", "٣", "½", "Ⅳ", "ǅ", "ß", "ﬁ", "İ", "ı", "ʼ", "K", "กำ", "가", "\r", "\r\n", "\n", "\n\n", "\t", " ",
    "\u00a0", "\u3000",
    "(", ")", "[", "]", "{", "}", "<", ">", "„", "”", "“", "«", "»", '"', "'", "’", "…", "...", ".”", "?!", "*", "_",
    "^", "~",
    "%", "\\", "\\\\", "$", "#", "&", "&amp;", "&#x0;", "|", "`", "```", "@", "@*", "//", " // ", " / ", ". – ", "—",
    "--", "-\n",
    "-\n-", ", ", "; ", ". ", ": ", ".", "0", "-1", "1e999", "99999999999999999999", "9" * 5000, "NaN", "1914–1918",
    "xii",
    "MMMM", "IIII", "s. 5", "С. 3", "p. ", "nr 3/2014", "t. ", "2010", "[2010]", "28 xi 2021", "[dostęp: 3 IV 2022]",
    "rok 0000",
    "http://", "https://a.b/c-\nd", "http://[::1", "http://[v1.x]/", "www.", "doi:10.1/", "10.1234/x)", "ftp://x",
    "//a",
    "http://x/%zz%", "http://a@b:99999/", "политикаhttp://a.pl", "xn--", "http://\u0301.pl", "ISBN 978-", "tamże",
    "Tamże, s. 5",
    "Tenże,", "dz. cyt.", "Ibid.", "там же", "Zob.", "см.:", "red. ", "[w:] ", "i in.", "A. Nowak", "Б. Лис",
    "NOVÁK, Jan",
    "Jan Paweł II", "ks. ", "r.", "Dz. U. z 2010 r. nr 5, poz. 3", "AAN, KC PZPR, sygn. 1/2, k. 3", "T a m ż e",
    "konfl ikt",
    "Казахсfтан", "@book{a,", "@string{a = a # a}", "@comment{", "= {", "TY  - ", "ER  - ", "\\cite{", "\\cite[",
    "\\verb|",
    "\\begin{verbatim}", "\\iffalse", "\\url{", "\\input{.}", "---\n", "[^1]: ", "¹", "¹²", "<sup>1</sup>", "<i>",
    "</i>", "1. ",
    "1  ", "12) ", "a" * 3000, "(" * 300, "[" * 300, "{" * 300, "„" * 300, "a." * 300, "- " * 300, "1 " * 300,
    "A. " * 300,
]  # fmt: skip
ODD: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**30, float("inf"), float("-inf"), float("nan"), "", " ", "x", "\ud83d", "\0",
    [], {}, [[]],
    [None], [{}], {"": ""}, {"t": None}, {"t": "Str"}, {"t": "Str", "c": 5}, {"t": "Cite", "c": [[], []]}, [2010, 5],
    [[2010, 13, 99]],
    [["2010"]], [[[]]], {"date-parts": [2010]}, {"date-parts": [[2010, 5], 7]}, {"date-parts": "2010"}, {"raw": 5},
    {"literal": []},
    {"family": None}, {"family": ["x"]}, {"custom": 1}, "1914-1918", "2010-02-30", "²", "9" * 5000, ["A", "B"],
    {"date-parts": [[0]]},
    {"date-parts": [[-50, 0, 0]], "season": "²", "circa": "no"}, {"date-parts": [[10**40]]},
]  # fmt: skip


def text(rng: random.Random, base: str, others: Sequence[str]) -> str:
    """``base`` with a few changes; pieces may come from ``others``."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 12))):
        at = rng.randint(0, len(base))
        end = min(len(base), at + rng.choice((0, 1, 1, 2, 5, 20, 200)))
        change = rng.randrange(8)
        if change <= 2:
            base = base[:at] + rng.choice(HOSTILE) + base[at if change else end :]
        elif change == 3:
            base = base[:at] + base[end:]
        elif change == 4:
            base = base[:at] + base[at:end] * rng.choice((2, 3, 30)) + base[end:]
        elif change == 5 and others:
            other = rng.choice(others)
            start = rng.randint(0, len(other))
            base = base[:at] + other[start : start + rng.choice((5, 50, 400))] + base[end:]
        elif change == 6:
            words = re.split(r"(\s+)", base[at : at + 300])
            rng.shuffle(words)
            base = base[:at] + "".join(words) + base[at + 300 :]
        else:
            base = base[:at] + base[at:end].swapcase() + base[end:]
    return base[:40_000]


def data(rng: random.Random, base: bytes) -> bytes:
    """Bytes with a few changes."""
    out = bytearray(base)
    for _ in range(rng.choice((1, 2, 5, 20))):
        at = rng.randint(0, len(out))
        change = rng.randrange(4)
        if change == 0 and at < len(out):
            out[at] = rng.randrange(256)
        elif change == 1:
            del out[at : at + rng.choice((1, 4, 100))]
        elif change == 2:
            out[at:at] = bytes(rng.randrange(256) for _ in range(rng.choice((1, 4, 16))))
        else:
            out[at:at] = out[at : at + 50]
    return bytes(out)


def value(rng: random.Random, base: Any) -> Any:
    """A JSON value in which some members are others, odd, missing or doubled."""
    base = json.loads(json.dumps(base))
    for _ in range(rng.choice((1, 1, 2, 4))):
        places = list(_places(base))
        if not places:
            return deepcopy(rng.choice(ODD))
        holder, key = rng.choice(places)
        change = rng.randrange(6)
        if change == 0:
            del holder[key]
        elif change == 1 and isinstance(holder[key], str):
            holder[key] = text(rng, holder[key], ())
        elif change == 2:
            holder[key] = [holder[key]]
        elif change == 3:
            other_holder, other_key = rng.choice(places)
            if _still(other_holder, other_key) and _still(holder, key):
                holder[key] = json.loads(json.dumps(other_holder[other_key]))
        else:
            holder[key] = deepcopy(rng.choice(ODD))
    return base


def _places(base: Any) -> Any:
    rows = base.items() if isinstance(base, dict) else enumerate(base) if isinstance(base, list) else ()
    for key, each in rows:
        yield base, key
        yield from _places(each)


def _still(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


_TAG = re.compile(r"<[^<>]*>|[^<>]+")


def markup(rng: random.Random, base: str) -> str:
    """XML with elements moved, doubled, dropped, their attributes and texts changed; mostly still XML."""
    parts = _TAG.findall(base)
    for _ in range(rng.choice((1, 2, 4))):
        at = rng.randrange(len(parts))
        change = rng.randrange(6)
        if change == 0:
            del parts[at : at + rng.choice((1, 2, 6))]
        elif change == 1:
            parts[at:at] = parts[at : at + rng.choice((1, 3, 12))]
        elif change == 2 and not parts[at].startswith("<"):
            parts[at] = _escaped(text(rng, parts[at], ()))
        elif change == 3:
            parts[at] = re.sub(r'"[^"]*"', lambda _: f'"{_escaped(rng.choice(HOSTILE))}"', parts[at], count=1)
        elif change == 4:
            other = rng.randrange(len(parts))
            parts[at], parts[other] = parts[other], parts[at]
        else:
            parts.insert(at, rng.choice(_ELEMENTS))
        if not parts:
            return base
    return "".join(parts)


_ELEMENTS = [
    '<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="x"/>', "<w:tab/>", "<w:br/>",
    '<w:sym w:font="S" w:char="F0B9"/>',
    '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', "<w:instrText>HYPERLINK</w:instrText>",
    "<w:ins/>",
    "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", '<w:sdt><w:sdtContent/></w:sdt>', "<w:p/>",
    '<w:numPr><w:numId w:val="9"/></w:numPr>',
    '<w:hyperlink r:id="nowhere"/>', "<w:endnoteRef/>", "<w:footnoteRef/>", "<w:noBreakHyphen/>", "<!-- x -->",
    "<?pi?>",
]  # fmt: skip


def _escaped(value: str) -> str:
    kept = "".join(c for c in value if c in "\t\n\r" or (c.isprintable() and c not in "\ufffe\uffff"))
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
