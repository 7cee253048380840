"""A list of addresses or identifiers, as people keep them: one a line, with comments, bullets, brackets, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from bibtool.text.identifiers import identified
from bibtool.text.patterns import regex
from bibtool.text.plain_urls import plain_url

_COMMENT = regex(r"(?:#|//|;|%)")
_REMARK = regex(r"\s+#.*|\s+//(?!\S*\.).*")
_BULLET = regex(r"(?:[-*+•–·]|\d{1,4}[.)]|\[\d{1,4}\])\s+")
_MARKDOWN = regex(r"\[[^\[\]]*\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+[\"'][^\"']*[\"'])?\s*\)")
_ANGLED = regex(r"<\s*([^<>\s]+)\s*>")
_PAIRS = ("<>", "()", "[]", "{}", '""', "''", "„”", "„“", "“”", "‘’", "«»", "»«", "``", "‚’", "‚‘")
_FIRST = frozenset(pair[0] for pair in _PAIRS)
_BRACKETS = dict(zip(")]}>”»’“", "([{<„«‚„", strict=True)) | {'"': '"'}
_OPENING = frozenset(_BRACKETS.values())  # behind what they enclose, a sentence's own punctuation ends it
_NESTED = 8  # brackets and quotes around one address
#: Within markup: ``\\url{...}``, ``href="..."``, ``[url=...]``.
_WRAPPED = regex(r"(?i)[{(\[<=\"'„«](https?://[^\s\"'{}<>\[\]„”«»]+)")
_JOINED = regex(r"(?i)(?<=\S)[,;](?=https?://)")
_CELLS = regex(r"\t+|\s*\|\s*")
#: Schemes that people put in such lists; a word with a colon is none.
_SCHEME = regex(
    r"(?i)(?:https?|ftps?|sftp|mailto|tel|file|data|javascript|gopher|gemini|news|magnet|git|ssh|wss?|urn|hdl|doi|isbn|"
    r"e?issn|arxiv|pmid):\S+"
)
_HOST = regex(r"(?i)(?:[\w-]+\.)+[^\W\d_]{2,24}(?::\d+)?(?:[/?#]\S*)?|//\S+")
_WEB = regex(r"(?i)https?:|www\.")
_GOES_ON = regex(r"[/?=&%]|\w\.\w")
_ODD = regex(r"\S*:/\S*|https?\S*|www\.\S*", re.IGNORECASE)  # meant as an address


class Line(Struct, frozen=True):
    """A line that is no comment: its number from 1, its addresses, its text; ``words`` stand beside the addresses."""

    number: int
    addresses: tuple[str, ...]
    text: str
    words: int = 0


def lines(text: str) -> Iterator[Line]:
    """The lines of a list; comments and empty ones are left out."""
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.strip().strip("\ufeff\u200b\u00ad ")
        if not line or (_COMMENT.match(line) and not _HOST.fullmatch(line)):
            continue
        addresses, words = _read(_REMARK.sub("", line, count=1))
        yield Line(number, tuple(addresses), line, words)


def is_list(text: str) -> bool:
    """Whether a text is such a list: at least half of its lines are nothing but addresses, and none is prose."""
    pure = odd = 0
    for line in lines(text):
        if line.addresses and not line.words:
            pure += 1
        elif line.words > _PROSE and not _ODD.match(line.text):
            return False
        else:
            odd += 1
    return pure > 0 and pure >= odd


_PROSE = 4  # words on a line of a note or a text, not of a broken address


def _read(line: str) -> tuple[list[str], int]:
    """The addresses of a line, and how many words stand beside them."""
    if plain_url(line) is not None:  # most lines
        return [line], 0
    if _JOINED.search(line):
        line = " ".join(map(_parted, line.split(" ")))
    linked = _MARKDOWN.findall(line)
    if linked:
        beside, words = _tokens(_BULLET.sub("", _MARKDOWN.sub(" ", line)))
        return sorted([*filter(_is_address, linked), *beside], key=line.find), words
    whole = _bare(line)
    if _is_address(whole) and not re.search(r"\s", whole):
        return [whole], 0
    unmarked = _BULLET.sub("", line, count=1)
    whole = _bare(unmarked)
    if _is_address(whole) and (not re.search(r"\s", whole) or _is_one(whole)):
        return [whole], int(unmarked != line and not line.startswith(("-", "*", "+", "•", "–", "·")))
    cells = _CELLS.split(unmarked)
    if len(cells) > 1:  # a table: other columns are no prose
        found = [url for cell in cells for url in _read(cell)[0]]
        return found, 0 if found else len(unmarked.split())
    angled = _ANGLED.findall(unmarked)
    if angled and all(map(_is_address, angled)):
        beside, words = _tokens(_ANGLED.sub(" ", unmarked))
        return sorted([*angled, *beside], key=unmarked.find), words
    return _tokens(unmarked)


def _parted(token: str) -> str:
    """Two addresses that only a comma joins, set apart; one inside another's query stays."""
    path, sign, query = token.partition("?")
    return _JOINED.sub(r"\g<0> ", path) + sign + query


def _tokens(line: str) -> tuple[list[str], int]:
    tokens = [_bare(token) for token in line.split()]
    found: list[str] = []
    rest: list[str] = []
    for token in filter(None, tokens):
        if _is_address(token):
            found.append(token)
        elif wrapped := _WRAPPED.findall(token):
            found += map(_bare, wrapped)
        else:
            rest.append(token)
    if len(tokens) > 1 and _WEB.match(tokens[0]) and not _WEB.match(tokens[1]) and _GOES_ON.search(tokens[1]):
        return [_bare(line)], 0  # a space inside the address: it is told as such, and no half of it is asked
    return found, len(rest)


def _bare(text: str) -> str:
    """Without brackets and quotes around it, and without the punctuation of a list."""
    for _ in range(_NESTED):
        before = text
        text = text.strip().rstrip(",;.:!" if text[:1] in _OPENING else ",;")
        for pair in _PAIRS if text[:1] in _FIRST else ():
            if len(text) > 1 and text[0] == pair[0] and text[-1] == pair[1]:
                text = text[1:-1]
        # one of a pair, the other at another word or forgotten
        if text[-1:] in _BRACKETS and _odd(text, text[-1]):
            text = text[:-1]
        elif text[:1] in _OPENING and (begun := [end for end, begin in _BRACKETS.items() if begin == text[:1]]):
            text = text if any(end in text[1:] for end in begun) else text[1:]
        if text == before:
            break
    return text


def _odd(text: str, end: str) -> bool:
    begin = _BRACKETS[end]
    return text.count(end) > text.count(begin) if begin != end else text.count(end) % 2 == 1


def _is_address(text: str) -> bool:
    if text.isalpha() and text[-1] not in "Xx":  # of letters alone is none but an ISBN of that one
        return False
    return bool(_SCHEME.fullmatch(text) or _HOST.fullmatch(text)) or identified(text) is not None


def _is_one(text: str) -> bool:
    """Whether a text with spaces is one identifier: an ISBN, or a DOI of which every piece looks like one."""
    first, *rest = text.split()
    return (
        not re.match(r"(?i)(?:doi:?\s*)?10\.", text)
        or first.lower() in ("doi:", "doi")
        or all(re.search(r"[\d/<>:;()-]", piece) for piece in rest)
    )
