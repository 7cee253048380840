"""Title, authors, abstracts at the head of a text, by their shape and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from bibtool.notes.marks import ends_sentence
from bibtool.notes.masthead import imprint
from bibtool.notes.words import either, front_words
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.lines import lines
from bibtool.text.mapped import Mapped
from bibtool.text.patterns import regex

_LONGEST_TITLE = 300  # characters
_TITLE_LINES = 4
_SHORTEST_ABSTRACT = 200
_DEEPEST = 14  # blocks from the top in which a title block may stand
_CALL = regex(r"[¹²³⁰⁴-⁹]+|\[\^?\d{1,4}\]|\*+|<sup>.{0,20}?</sup>")
# A word of a name: a capital and small letters, an initial, capitals throughout; parts joined by hyphens.
_PART = rf"(?:{CAPITAL}\w*(?:['’]\w+)?(?:[-–]{CAPITAL}\w*)*|[^\W\d_]\.)"
_NAME = regex(rf"{_PART}(?:\s+{_PART}){{1,3}}")


class TitleBlock(Struct, frozen=True):
    """What stands before the text proper; ``lines`` are all lines of the head, for addresses and numbers in it."""

    title: Mapped | None = None
    translated_title: Mapped | None = None
    abstract: Mapped | None = None
    translated_abstract: Mapped | None = None
    keywords: Mapped | None = None
    authors: tuple[Mapped, ...] = ()
    lines: tuple[Mapped, ...] = ()


def is_name(text: str) -> bool:
    """Whether a line reads like a person's name: two to four capitalised words, nothing else."""
    text = text.strip(" *†,")
    if not _NAME.fullmatch(text):
        return False
    words = text.split()
    return all(word[0].isupper() for word in words)


def title_block(head: Mapped, scholarly: bool) -> TitleBlock:
    """Read the head of a text; ``scholarly`` texts (with notes) may have abstracts and a translated title."""
    blocks = _blocks(head)[:_DEEPEST]
    if not blocks:
        return TitleBlock()
    at = 0
    authors: list[Mapped] = []
    while at < len(blocks) - 1 and _names(blocks[at]) and _is_title(blocks[at + 1]):
        authors += _names(blocks[at])
        at += 1
    while at < len(blocks) - 1 and _is_furniture(blocks[at]):
        at += 1
    block = blocks[at]
    found_title = _title_and_authors(block) if len(blocks) > at + 1 else None
    if found_title is None:
        return TitleBlock(authors=tuple(authors), lines=_lines(blocks[: at + 1]))
    title, named = found_title
    authors += named
    at += 1
    while at < len(blocks) - 1 and not authors and _names(blocks[at]):
        authors += _names(blocks[at])
        at += 1
    return _with_rest(title, authors, blocks, at, scholarly)


def block_of(above: Mapped, title: Mapped, below: Mapped, scholarly: bool) -> TitleBlock:
    """The head of a text whose title is known: who is named right above it or below it, and the rest."""
    authors = [name for block in _blocks(above)[-1:] for name in _names(block)]
    blocks = _blocks(below)[:_DEEPEST]
    at = 0
    while at < len(blocks) - 1 and not authors and _names(blocks[at]):
        authors += _names(blocks[at])
        at += 1
    return _with_rest(_without_call(title), authors, blocks, at, scholarly)


def _with_rest(
    title: Mapped, authors: Sequence[Mapped], blocks: Sequence[Mapped], at: int, scholarly: bool
) -> TitleBlock:
    """A block with what its text below the names tells."""
    if not scholarly:
        return TitleBlock(title, authors=tuple(authors), lines=_lines(blocks[:at]))
    found = _abstracts(title, blocks[at:])
    return TitleBlock(
        title,
        found.translated_title,
        found.abstract,
        found.translated_abstract,
        found.keywords,
        tuple(authors),
        _lines(blocks[: at + found.used]),
    )


class _Abstracts(Struct):
    translated_title: Mapped | None = None
    abstract: Mapped | None = None
    translated_abstract: Mapped | None = None
    keywords: Mapped | None = None
    used: int = 0


def _abstracts(title: Mapped, blocks: Sequence[Mapped]) -> _Abstracts:
    """Abstracts under a heading, or on both sides of a second title in another language."""
    found = _Abstracts()
    own = _language(title.text)
    second = next((i for i, b in enumerate(blocks[:4]) if _is_second_title(b, blocks[i + 1 : i + 2], own)), None)
    for at, block in enumerate(blocks):
        heading = _heading("abstract").match(block.text)
        words = _heading("keywords").match(block.text)
        if words and words.end() < len(block):
            if found.keywords is None:
                found.keywords = block[words.end() :]
            found.used = at + 1
            continue
        if at == second:
            found.translated_title, found.used = block, at + 1
            continue
        text = block[heading.end() :] if heading else block
        if not text.text.strip() and at + 1 < len(blocks):
            continue
        under_heading = heading is not None or (at > 0 and _is_bare_heading(blocks[at - 1]))
        paired = second is not None and (at == second + 1 or at < second)
        if (under_heading or paired) and len(text) >= _SHORTEST_ABSTRACT:
            text = _until_text_begins(text)
            if found.abstract is None and (_language(text.text) == own or second is None):
                found.abstract, found.used = text, at + 1
            elif found.translated_abstract is None and _language(text.text) != own:
                found.translated_abstract, found.used = text, at + 1
    return found


def _is_second_title(block: Mapped, after: Sequence[Mapped], own: str) -> bool:
    """A title in another language, over a paragraph in that language."""
    if not _is_title(block) or _names(block) or not after:
        return False
    language = _language(block.text)
    return language != own and language == _language(after[0].text)


def _until_text_begins(block: Mapped) -> Mapped:
    """An abstract that the text follows without a blank line: it ends where a line begins with white space after the
    end of a sentence, as the first line of a page or of a paragraph does."""
    rows = list(lines(block.text))
    for before, line in pairwise(rows):
        if line.indent > before.indent and ends_sentence(before.text):
            return block[: before.end]
    return block


def _blocks(head: Mapped) -> list[Mapped]:
    """Stretches between blank lines."""
    found: list[Mapped] = []
    start: int | None = None
    end = 0
    for line in lines(head.text):
        if line.blank:
            if start is not None:
                found.append(head[start:end])
            start = None
            continue
        if start is None:
            start = line.start
        end = line.end
    if start is not None:
        found.append(head[start:end])
    return found


def _lines(blocks: Sequence[Mapped]) -> tuple[Mapped, ...]:
    return tuple(
        block[row.start : row.end].strip() for block in blocks for row in lines(block.text) if len(row.text) < 300
    )


def _is_title(block: Mapped) -> bool:
    text = block.text.strip()
    rows = text.count("\n") + 1
    return (
        0 < len(text) <= _LONGEST_TITLE
        and rows <= _TITLE_LINES
        and not (ends_sentence(text) and text.endswith((".", ">", "…")))
        and not text.endswith((",", ";", ":", "-"))
        and any(map(str.isalpha, text))
        and "://" not in text
        and not _is_bare_heading(block)
    )


def _title_and_authors(block: Mapped) -> tuple[Mapped, list[Mapped]] | None:
    """A title block, with names on its first or last lines split off."""
    if not _is_title(block):
        return None
    rows = [block[row.start : row.end] for row in lines(block.text)]
    first, last = 0, len(rows)
    authors: list[Mapped] = []
    while last - first > 1 and is_name(_CALL.sub("", rows[last - 1].text)):
        last -= 1
        authors.insert(0, _uncalled(rows[last]))
    while (
        last - first > 1
        and not authors
        and is_name(_CALL.sub("", rows[first].text))
        and rows[first].text.isupper() is False
    ):
        authors.append(_uncalled(rows[first]))
        first += 1
    begin = sum(len(row) + 1 for row in rows[:first])
    title = block[begin : begin + sum(len(row) + 1 for row in rows[first:last]) - 1]
    return _without_call(title.strip()), authors


def _names(block: Mapped) -> list[Mapped]:
    """The names of a block of at most three lines that begins with one (what follows may be an affiliation)."""
    rows = list(lines(block.text))
    if not 0 < len(rows) <= 4:
        return []
    found: list[Mapped] = []
    first = block[rows[0].start : rows[0].end]
    for part in re.finditer(r"[^,]+", first.text):
        name = first[part.start() : part.end()].strip()
        if not is_name(_CALL.sub("", name.text)):
            return []
        found.append(_uncalled(name))
    return found


def _uncalled(name: Mapped) -> Mapped:
    """A name without its note marks, which may stand before it too ("¹Anna Brzoza")."""
    while match := _CALL.match(name.text):
        name = name[match.end() :].strip()
    match = _CALL.search(name.text)
    return (name[: match.start()] if match else name).strip()


def _without_call(title: Mapped) -> Mapped:
    """A title without the note mark at its end."""
    match = re.search(r"(?:[¹²³⁰⁴-⁹]+|\*+|\[\^?\d{1,4}\])\s*$", title.text)
    return title[: match.start()].strip() if match else title


def _is_furniture(block: Mapped) -> bool:
    """Lines over a title: an identifier, a journal's imprint, a rubric in capitals, a number."""
    text = block.text.strip()
    rubric = text.isupper() and len(text.split()) <= 2
    if imprint(block) is not None:
        return True
    return rubric or "10." in text[:40] or "://" in text or not any(map(str.isalpha, text)) or len(text) < 3


@cache
def _heading(section: str) -> re.Pattern[str]:
    return compiled(rf"\s*{either(front_words(section))}\s*(?:[:.–—-]|\n|$)\s*", re.IGNORECASE)


def _is_bare_heading(block: Mapped) -> bool:
    match = _heading("abstract").match(block.text)
    return bool(match) and match is not None and match.end() == len(block)


def _language(text: str) -> str:
    from bibtool.language.detect import detect

    return detect(text[:600]).language
