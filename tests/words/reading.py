"""Which words of a note the program says belong to which field; the rest is the author's, a label or inner."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .sources import Note
from .tokens import Token, alike, tokens, words
from .vocabulary import AND, ETAL, FIGURES, LABELS, LOCATORS, NAMES, PROSE, ROLES

Citation = Mapping[str, Any]
_LEFT = {"issued", "gazette-date", "page", "number-of-pages", "edition", "edition-remark", "editor", "translator",
         "volume", "issue", "number-of-volumes", "container-title", "title", "accessed", "publisher-place"}  # fmt: skip
_PLACES = set().union(*LOCATORS.values()) - LABELS["page"]
_AFTER_TITLE = {"online", "internet", "электронный", "ресурс", "електронний", "электрон"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the source: whose it is (index into the note's citations, or -1: the author's) and as what."""

    token: Token
    owner: int = -1
    variable: str = ""
    part: int = 0
    """Which of the field's stretches: for persons, which person."""
    label: bool = False
    others: tuple[str, ...] = ()
    """Further fields of the same citation that hold the word too: a date within a title."""

    @property
    def text(self) -> str:
        return self.token.text


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    citations: tuple[Citation, ...]
    words: tuple[Word, ...]


def read(note: Note, citations: Sequence[Citation]) -> Reading:
    """The words of ``note``, each with the field that it belongs to by the spans of ``citations``."""
    stretches = [
        (start, end, number, name, part)
        for number, citation in enumerate(citations)
        for name, field in citation["fields"].items()
        if name not in PROSE
        for part, (start, end) in enumerate(placed(note, citations, field))
    ]
    whole: dict[tuple[int, str], tuple[int, int]] = {}
    for start, end, number, name, _ in stretches:
        if name in ("URL", "DOI"):
            first, last = whole.get((number, name), (start, end))
            whole[number, name] = min(first, start), max(last, end)
    addresses = tuple((_with_scheme(note.text, start), end) for start, end in whole.values())
    found = []
    for token in tokens(note.text, addresses):
        over = [x for x in stretches if x[0] <= token.start < x[1] or x[0] < token.end <= x[1]]
        if over:
            _, _, number, name, part = min(over, key=lambda x: x[1] - x[0])
            others = tuple(dict.fromkeys(x[3] for x in over if x[2] == number and x[3] != name))
            found.append(Word(token, number, name, part, others=others))
        else:
            found.append(Word(token))
    joined = _inner(_subjects(note.text, _joined(note.text, found)))
    named = _named_again(joined, citations)
    return Reading(note.text, tuple(citations), tuple(_labelled(note.text, _undated(named), citations)))


def _with_scheme(text: str, start: int) -> int:
    """Where an address begins whose scheme or host the field leaves out."""
    before = re.search(r"(?:https?://)?(?:(?:dx\.)?doi\.org/|doi:?\s*)$", text[:start], re.IGNORECASE)
    return before.start() if before else start


def placed(note: Note, citations: Sequence[Citation], field: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The spans of a field as offsets into the note's text."""
    if note.origin:
        out = []
        for start, end in field["spans"]:
            here = bisect_left(note.origin, start), bisect_left(note.origin, end)
            if here[0] < len(note.origin) and note.origin[here[0]] <= end and here[0] < here[1]:
                out.append(here)
        return out
    base = _base(note.text, citations)
    return [(s - base, e - base) for s, e in field["spans"] if base is not None and 0 <= s - base < len(note.text)]


def _base(text: str, citations: Sequence[Citation]) -> int | None:
    """What to take from a span so that it is an offset into ``text``: what suits most fields."""
    pieces = []
    for citation in citations:
        for field in citation["fields"].values():
            at = 0
            for start, end in field["spans"]:
                piece = field["raw"][at : at + end - start]
                at += end - start
                if piece.strip():
                    pieces.append((start, piece))
    best: dict[int, int] = {}
    for start, piece in pieces:
        for match in re.finditer(re.escape(piece), text):
            best[start - match.start()] = best.get(start - match.start(), 0) + len(piece)
    return max(best, key=lambda base: best[base]) if best else None


def fits(text: str, citations: Sequence[Citation]) -> bool:
    """Whether all fields of ``citations`` stand in ``text``."""
    return all(
        field["raw"][sum(e - s for s, e in field["spans"][:k]) :][: end - start] in text
        for citation in citations
        for field in citation["fields"].values()
        for k, (start, end) in enumerate(field["spans"])
    )


def _joined(text: str, found: list[Word]) -> list[Word]:
    """Words broken over two lines, or by a soft hyphen, are one."""
    out: list[Word] = []
    for word in found:
        if out:
            last = out[-1]
            between = text[last.token.end : word.token.start]
            same = (last.owner, last.variable) == (word.owner, word.variable)
            small = text[word.token.start : word.token.start + 1].islower()
            if same and ((re.fullmatch(r"-[ \t]*\n[ \t]*", between) and small) or re.fullmatch(r"\u00ad\s*", between)):
                token = Token(last.text + word.text, last.token.start, word.token.end)
                out[-1] = replace(last, token=token)
                continue
        out.append(word)
    return out


def _inner(found: list[Word]) -> list[Word]:
    """A free word between two words of one citation is that citation's, as "inner"."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, word in enumerate(found):
        if word.owner >= 0:
            first.setdefault(word.owner, at)
            last[word.owner] = at
    out = []
    for at, word in enumerate(found):
        around = [number for number in first if first[number] < at < last[number]]
        if word.owner < 0 and around:
            nearest = min(around, key=lambda number: last[number] - first[number])
            word = replace(word, owner=nearest, variable="inner")
        out.append(word)
    return out


def _subjects(text: str, found: list[Word]) -> list[Word]:
    """Persons of whom the author's sentence speaks, before the brackets in which they are cited, are his words."""
    out = list(found)
    for number in {word.owner for word in found if word.owner >= 0}:
        own = [at for at, word in enumerate(found) if word.owner == number]
        names = [at for at in own if found[at].variable in NAMES]
        rest = [at for at in own if found[at].variable not in NAMES]
        if not names or not rest or names[-1] > rest[0] or found[rest[0]].variable == "issued":
            continue
        between = text[found[names[-1]].token.end : found[rest[0]].token.start]
        behind = text[found[rest[0]].token.end : found[rest[-1]].token.start]
        if behind.count(")") > behind.count("("):
            continue  # "J. Lis (ibid.), p. 8": the citation goes on behind the bracket
        if "(" in between and not ROLES["editor"] & set(words(between)):
            for at in names:
                out[at] = Word(found[at].token)
    return out


def _named_again(found: list[Word], citations: Sequence[Citation]) -> list[Word]:
    """Persons that a record names twice, as its heading and behind the slash, are named once by most styles."""
    out = list(found)
    for number, citation in enumerate(citations):
        people = citation["item"].get("author") or []
        known = {w for p in people for v in p.values() if isinstance(v, str) for w in words(v)}
        own = [at for at, word in enumerate(found) if word.owner == number]
        if not known or not any(found[at].variable == "author" for at in own):
            continue
        heading = own[0]
        while found[own[0]].variable == "title" and heading and not found[heading - 1].variable:
            if found[heading - 1].text not in known:
                break
            heading -= 1
        for at in range(heading, own[-1] + 1):
            word = out[at]
            if word.variable in ("", "inner") and word.owner in (-1, number) and word.text in known:
                out[at] = replace(word, owner=number, variable="author", label=True)
    return out


_UNDATED = {
    ("b", "r"),
    ("b", "d"),
    ("b", "r", "w"),
    ("б", "г"),
    ("б", "р"),
    ("n", "d"),
    ("s", "a"),
    ("o", "j"),
    ("без", "года"),
}


def _undated(found: list[Word]) -> list[Word]:
    """What says that there is no date becomes a word of its own kind."""
    out = list(found)
    for phrase in sorted(_UNDATED, key=len, reverse=True):
        for at in range(len(out) - len(phrase) + 1):
            here = out[at : at + len(phrase)]
            if tuple(w.text for w in here) != phrase or any(w.variable not in ("", "inner") for w in here):
                continue
            owner = here[0].owner if here[0].owner >= 0 else out[at - 1].owner if at else -1
            if owner >= 0:
                out[at : at + len(phrase)] = [replace(w, owner=owner, variable="no date") for w in here]
    return out


def _labelled(text: str, found: list[Word], citations: Sequence[Citation]) -> list[Word]:
    """Labels: words beside a value that only say what it is become that value's."""
    out = list(found)
    at = 0
    while at < len(out):
        if out[at].variable not in ("", "inner"):
            at += 1
            continue
        end = at
        while end < len(out) and out[end].variable in ("", "inner"):
            end += 1
        left = out[at - 1] if at else None
        right = out[end] if end < len(out) else None
        run = list(range(at, end))
        if left and right and left.owner == right.owner and left.variable == right.variable and left.variable in NAMES:
            for place in run:
                if out[place].text in AND:
                    out[place] = _as_label(out[place], left)
            run = [place for place in run if not out[place].label]
        if right is not None and right.variable == "locator" and run and out[run[-1]].text in _places(right, citations):
            out[run[-1]] = replace(out[run[-1]], owner=right.owner, variable="cited place")
            run.pop()
        if right is not None:
            while run and _is_label(text, out, run[-1], right, after=False):
                out[run[-1]] = _as_label(out[run[-1]], right)
                run.pop()
        if left is not None and left.variable in _LEFT:
            while run and _is_label(text, out, run[0], left, after=True):
                out[run[0]] = _as_label(out[run[0]], left)
                run.pop(0)
        if left is not None and left.variable in NAMES and any(out[place].text in ETAL for place in run[:2]):
            while run and out[run[0]].text in ETAL | AND:
                out[run[0]] = replace(_as_label(out[run[0]], left), variable=f"{left.variable} et al")
                run.pop(0)
            while run and left.variable in _LEFT and _is_label(text, out, run[0], left, after=True):
                out[run[0]] = _as_label(out[run[0]], left)
                run.pop(0)
        at = end
    return out


def _places(locator: Word, citations: Sequence[Citation]) -> set[str]:
    """The labels of cited places that are no pages; "c." is one of leaves where the citation says so."""
    return _PLACES | LOCATORS.get(str(citations[locator.owner].get("label")), set())


def _as_label(word: Word, field: Word) -> Word:
    return replace(word, owner=field.owner, variable=field.variable, label=True)


def _is_label(text: str, words: list[Word], at: int, field: Word, after: bool) -> bool:
    word = words[at]
    known = LABELS.get(field.variable, set())
    if not after:
        if field.variable in ("editor", "container-author", "title") and word.owner >= 0:
            known = known | LABELS["container-title"]
        following = words[at + 1].token.start
        return word.text in known and not re.search(r"[;!?]", text[word.token.end : following])
    if field.variable in ("title", "container-title", "publisher-place"):
        known = _AFTER_TITLE
    if field.variable == "accessed":
        known = LABELS["issued"]
    before = text[words[at - 1].token.end : word.token.start]
    if field.variable in FIGURES and re.fullmatch(r"-", before) and len(word.text) <= 3:
        return True  # 2-ге, 2-nd
    if field.variable in ROLES and not re.search(r"[(\[,]", before) and not words[at - 1].label:
        return False
    if (
        field.variable in FIGURES | {"edition-remark"}
        and before == ". "
        and re.match(r"[.,]|\s\d", text[word.token.end : word.token.end + 2])
    ):
        return word.text in known  # 10. Aufl., 2., erw. Aufl.; II. svazek, 3. díl, 18. Auflage 2007
    if field.variable == "number-of-pages":
        before = before.replace(":", "")
    ended = re.search(r"\.\s(?![(\[])" if field.variable in ROLES else r"\.\s", before)  # "Lang, F. (Hrsg.)"
    bracketed = words[at - 1].label and text[words[at - 1].token.start - 1] in "(["  # "(отв. ред.)"
    ended = ended and not (bracketed and before == ". ")
    return word.text in known and bool(re.fullmatch(r"[\s,.(\[)\]\-–»”]*", before)) and not ended


def by_letters(raw: str, value: str) -> bool:
    """Whether two spellings have the same letters and figures, white space, hyphens and look-alikes apart."""
    return _letters(raw) == _letters(value)


def _letters(text: str) -> str:
    """The letters of a text, without Latin ones in Cyrillic words that look like no Cyrillic letter (rests of a
    ligature)."""
    text = re.sub(r"(?<=[а-яёіїєґў])[fglnruvz](?=[а-яёіїєґў])", "", text.casefold())
    return re.sub(r"[\W_]", "", alike(text))
