"""A note and the same note set again: which words were lost, added, moved or put into quotation marks unexplained."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations, product
from typing import Any

from .reading import Citation, Reading, Word, by_letters
from .style import Facts, Printed, Style
from .tokens import Token, address, alike, folded, quoted, tokens, words
from .vocabulary import DATES, FIGURES, IDEM, LOCATORS, MONTHS, NAMES, PREFACE, REFERENCES, ROLES

_HYPHENS = re.compile(r"[-\u2010\u2011]")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not explained: ``kind`` is lost, added, moved, quoted, missing or changed."""

    kind: str
    word: str
    variable: str = ""


@dataclass(slots=True)
class Work:
    """All that the citations of one key print of it."""

    types: list[str] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    shorts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    """Ranges of pages that citations give as the place cited, which may be the pages of the work."""
    language: str = ""
    first_note: str = ""

    def add(self, citation: Citation) -> None:
        item = citation["item"]
        kind = item.get("type")
        if kind and kind not in self.types:
            self.types.append(kind)
        self.language = self.language or item.get("language", "")
        self.first_note = self.first_note or str(citation["note"])
        for name, value in item.items():
            if name not in ("type", "language", "id") and value not in self.values.setdefault(name, []):
                self.values[name].append(value)
        gazette = re.search(r"[0-9]{4}", item.get("custom", {}).get("gazette-date", ""))
        if gazette:  # the styles print the year of a journal of laws as this date
            self.values.setdefault("available-date", []).append({"date-parts": [[int(gazette[0])]]})
        if citation["kind"] == "full" and re.search(r"\d\s*[-–—]\s*\d", str(citation.get("locator", ""))):
            self.pages.append(citation["locator"])
        if citation["kind"] != "full" and item.get("title"):
            self.shorts.append(item["title"])


def works(citations: Iterable[Citation]) -> dict[str, Work]:
    out: dict[str, Work] = {}
    for citation in citations:
        if citation.get("key"):
            out.setdefault(citation["key"], Work()).add(citation)
    return out


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation where it stands: what it may be by its place, and what was cited before it."""

    citation: Citation
    work: Work
    positions: tuple[str, ...]
    before: Citation | None = None
    work_before: Work | None = None
    """What was cited before it: "tamże" names nobody itself."""
    beside: tuple[Citation, ...] = ()
    """The other citations of its note."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which a style may print a citation: words it needs, each one of some; words it may have."""

    needs: tuple[tuple[Word, frozenset[str]], ...]
    allowed: Mapping[str, int]
    quotable: frozenset[str]
    wild: int = 0
    unprinted: tuple[str, ...] = ()
    collapsed: bool = False
    printed: frozenset[str] = frozenset()


def faults(
    reading: Reading, cites: Sequence[Cite | None], again: str, style: Style, options: Mapping[int, list[Option]]
) -> list[Fault]:
    """What cannot be explained in ``again``, the note set again; one of ``cites`` for each of its citations, and for
    each that has one its :func:`options_of`."""
    if _flat(again) == _flat(reading.text):
        return []
    pieces = _pieces(reading, cites)
    shown = tokens(again)
    best = _aligned(pieces, shown, options)
    if best.cost and style.sorts:
        for order in _orders(pieces, cites, style.sorts_by_number):
            found = _aligned(order, shown, options)
            best = min(best, found, key=lambda b: b.cost)
    lost: list[tuple[str, str]] = []
    added: list[str] = []
    for run in best.runs:
        rest = _cancelled(*run)
        lost += rest[0]
        added += rest[1]
    lost += _all_collapsed(best.options, cites, {alike(token.text) for token in shown})
    return [*_told(lost, added), *_newly_quoted(reading, again, shown, best)]


def _all_collapsed(
    options: Mapping[int, Option], cites: Sequence[Cite | None], shown: set[str]
) -> list[tuple[str, str]]:
    """The persons of citations that all leave them to one another."""
    out = []
    for number, option in options.items():
        cite = cites[number]
        families = {alike(w) for name in _families(cite.citation) for w in words(name)} if cite else set()
        if option.collapsed and families and not families & shown:
            out.append((min(families), "author"))
    return out


def _rising(run: Sequence[Cite | None]) -> bool:
    keys = [_sort_key(cite) for cite in run if cite is not None]
    return keys == sorted(keys)


def _sort_key(cite: Cite) -> tuple[bool, str]:
    """Latin before Cyrillic; the first person's family name, else the title, without marks."""
    people = next(
        (v[0] for n in ("author", "editor", "translator", "director") if (v := cite.work.values.get(n))), None
    )
    titles = cite.work.values.get("title", [""])
    named = (people[0].get("family") or people[0].get("literal", "")) if people else titles[0]
    plain = unicodedata.normalize("NFKD", "".join(words(str(named))[:1]))
    letters = "".join(letter for letter in plain if letter.isalnum()).replace("ł", "l")
    return letters[:1] > "\u0400", letters


@dataclass(slots=True)
class _Best:
    cost: int
    runs: list[tuple[list[tuple[str, str]], list[str]]]
    """Words lost and added between two that are the same."""
    options: dict[int, Option]
    quotable: dict[int, frozenset[str]]
    prose: dict[int, Word]


Piece = Word | int


def _pieces(reading: Reading, cites: Sequence[Cite | None]) -> list[Piece]:
    """The author's words, and for each citation its number, in the order of the note."""
    out: list[Piece] = []
    seen: set[int] = set()
    for word in reading.words:
        if word.owner < 0 or cites[word.owner] is None:
            out.append(word)
        elif word.owner not in seen:
            seen.add(word.owner)
            out.append(word.owner)
    return out


def _orders(pieces: list[Piece], cites: Sequence[Cite | None], by_number: bool) -> Iterator[list[Piece]]:
    """A style may sort the citations that stand side by side: by their persons or titles, or by date alone."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and isinstance(pieces[end], int):
            end += 1
        if 2 <= end - at <= 5:
            runs.append((at, end))
        at = max(end, at + 1)
    choices = []
    for start, end in runs:
        numbers = [piece for piece in pieces[start:end] if isinstance(piece, int)]
        able = [order for order in permutations(numbers) if by_number or _rising([cites[n] for n in order])]
        choices.append(able or [tuple(numbers)])
    for number, chosen in enumerate(product(*choices)):
        if number > 120:
            return
        out = list(pieces)
        for (start, end), order in zip(runs, chosen, strict=True):
            out[start:end] = order
        if out != pieces:
            yield out


def _aligned(pieces: list[Piece], shown: list[Token], options: Mapping[int, list[Option]]) -> _Best:
    """The cheapest way to find ``pieces`` in this order in ``shown`` (Dijkstra)."""
    texts = [token.text for token in shown]
    start = (0, 0)
    distance = {start: 0}
    came: dict[tuple[int, int], tuple[tuple[int, int], Any]] = {}
    heap = [(0, start)]
    goal = (len(pieces), len(texts))
    done: set[tuple[int, int]] = set()
    while heap:
        cost, here = heapq.heappop(heap)
        if here in done:
            continue
        done.add(here)
        if here == goal:
            break
        for extra, there, how in _steps(here, pieces, texts, options):
            if cost + extra < distance.get(there, 1 << 30):
                distance[there] = cost + extra
                came[there] = here, how
                heapq.heappush(heap, (cost + extra, there))
    best = _Best(distance[goal], [], {}, {}, {})
    at = goal
    runs: list[tuple[list[tuple[str, str]], list[str]]] = [([], [])]
    while at != start:
        before, how = came[at]
        if how[0] == "lost":
            runs[-1][0].append((how[1].text, how[1].variable or "prose"))
        elif how[0] == "added":
            runs[-1][1].append(texts[before[1]])
        elif how[0] == "same":
            best.prose[before[1]] = how[1]
            runs.append(([], []))
        elif how[0] == "cite":
            lost, added = _compared(how[1], texts, before[1], at[1])
            runs[-1][0].extend((w.text, w.variable) for w in reversed(lost))
            runs[-1][1].extend(reversed(added))
            piece = pieces[before[0]]
            assert isinstance(piece, int)
            best.options[piece] = how[1]
            for place in range(before[1], at[1]):
                best.quotable[place] = how[1].quotable
        at = before
    best.runs = [(lost[::-1], added[::-1]) for lost, added in reversed(runs) if lost or added]
    return best


def _steps(
    here: tuple[int, int], pieces: list[Piece], texts: list[str], options: Mapping[int, list[Option]]
) -> Iterator[tuple[int, tuple[int, int], Any]]:
    piece_at, at = here
    if at < len(texts):
        yield 1, (piece_at, at + 1), ("added",)
    if piece_at == len(pieces):
        return
    piece = pieces[piece_at]
    if isinstance(piece, Word):
        if at < len(texts) and alike(texts[at]) == alike(piece.text):
            yield 0, (piece_at + 1, at + 1), ("same", piece)
        yield 1, (piece_at + 1, at), ("lost", piece)
        return
    ends: dict[int, tuple[int, Option]] = {}
    for option in options[piece]:
        for end, cost in _costs(option, texts, at):
            if end not in ends or cost < ends[end][0]:
                ends[end] = cost, option
            elif cost == ends[end][0] and not option.quotable <= ends[end][1].quotable:
                best = ends[end][1]
                ends[end] = cost, replace(best, quotable=best.quotable | option.quotable)
    for end, (cost, option) in ends.items():
        yield cost, (piece_at + 1, end), ("cite", option)


def _costs(option: Option, texts: list[str], at: int) -> Iterator[tuple[int, int]]:
    """For each end of an interval that begins at ``at``: needs not met and words not allowed."""
    left = dict(option.allowed)
    wild = option.wild
    open_needs = list(option.needs)
    added = 0
    yield at, len(open_needs)
    for end in range(at, min(len(texts), at + 400)):
        text = alike(texts[end])
        met = _met(open_needs, text)
        if met is not None:
            open_needs.remove(met)
        if left.get(text, 0) > 0:
            left[text] -= 1
        elif met is None:
            if wild and text.isdecimal():
                wild -= 1
            else:
                added += 1
                if added > 25:
                    return
        yield end + 1, len(open_needs) + added


def _met(needs: list[tuple[Word, frozenset[str]]], text: str) -> tuple[Word, frozenset[str]] | None:
    """The need that a printed word meets: that of the same word, else the one that fewest words meet."""
    able = [need for need in needs if text in need[1]]
    return min(able, key=lambda need: (alike(need[0].text) != text, len(need[1])), default=None)


def _compared(option: Option, texts: list[str], start: int, end: int) -> tuple[list[Word], list[str]]:
    left = dict(option.allowed)
    wild = option.wild
    open_needs = list(option.needs)
    added = []
    for at in range(start, end):
        text = alike(texts[at])
        met = _met(open_needs, text)
        if met is not None:
            open_needs.remove(met)
        if left.get(text, 0) > 0:
            left[text] -= 1
        elif met is None:
            if wild and text.isdecimal():
                wild -= 1
            else:
                added.append(texts[at])
    return [word for word, _ in open_needs], added


# What a style may and must print


def options_of(number: int, reading: Reading, cites: Sequence[Cite | None], style: Style) -> list[Option]:
    """All ways in which the style may print a citation of the note."""
    cite = cites[number]
    assert cite is not None
    own = [word for word in reading.words if word.owner == number]
    variables = {name for name, values in cite.work.values.items() if values}
    if cite.citation.get("locator"):
        variables.add("locator")
    short = _short(cite.work)
    if short:
        variables.add("title-short")
    more = heading(cite.work, style)
    if more:
        variables = (variables - {"author"}) | {"contributor"}
    numeric = frozenset(n for n in variables if n in FIGURES and _numeric(n, cite))
    out: list[Option] = []
    seen: set[tuple[tuple[Printed, ...], str]] = set()
    with_pages = [variables, variables | {"page"}] if cite.work.pages and "page" not in variables else [variables]
    for kind, position, near, apart, there in product(
        cite.work.types or ["document"], cite.positions, (True, False), (False, True), with_pages
    ):
        facts = Facts(kind, frozenset(there), numeric, position, near, apart,
                      cite.citation.get("label") or "page", cite.work.language)  # fmt: skip
        printed = style.printed(facts)
        for repeated in _repeats(cite, style):
            if (printed, repeated) in seen:
                continue
            seen.add((printed, repeated))
            option = _option(own, cite, style, printed, short, repeated, more)
            if option not in out:
                out.append(option)
    return out


def always_printed(number: int, reading: Reading, cites: Sequence[Cite | None], style: Style) -> set[str]:
    """The variables that the style prints for a citation however it must tell it from others."""
    cite = cites[number]
    assert cite is not None
    variables = frozenset({*cite.work.values, *(["locator"] if cite.citation.get("locator") else [])})
    numeric = frozenset(n for n in variables if n in FIGURES and _numeric(n, cite))
    found: set[str] | None = None
    for kind, position, near, apart in product(
        cite.work.types or ["document"], cite.positions, (True, False), (False, True)
    ):
        facts = Facts(kind, variables, numeric, position, near, apart, cite.citation.get("label") or "page",
                      cite.work.language)  # fmt: skip
        printed = {one.variable for one in style.printed(facts)}
        found = printed if found is None else found & printed
    return found or set()


def ever_printed(options: Sequence[Option]) -> set[str]:
    """The variables that the style may print for a citation, in one way or another."""
    names = {"title-short": "title", "container-title-short": "container-title", "page-first": "page"}
    found = {name for option in options for name in option.printed}
    return found | {names.get(name, name) for name in found}


def heading(work: Work, style: Style) -> bool:
    most = int(style.asked.get("heading-authors", "0"))
    return 0 < most < max((len(v) for v in work.values.get("author", [])), default=0)


def _repeats(cite: Cite, style: Style) -> list[str]:
    """How the persons may stand: as such, as "the same", or not at all where the style collapses."""
    out = ["as such"]
    own = _families(cite.citation) | _work_families(cite.work)
    if style.collapses and any(_families(other) & own for other in cite.beside):
        out.append("collapsed")
    named = (_families(cite.before) if cite.before else set()) | (
        _work_families(cite.work_before) if cite.work_before else set()
    )
    if not named & own:
        return out
    if style.idem:
        out.append("idem")
    return out


def _families(citation: Citation) -> set[str]:
    return {
        folded(p.get("family") or p.get("literal") or "")
        for name in NAMES
        for p in citation["item"].get(name, [])
        if isinstance(p, dict)
    }


def _work_families(work: Work) -> set[str]:
    return {
        folded(p.get("family") or p.get("literal") or "")
        for name in NAMES
        for value in work.values.get(name, [])
        for p in value
    }


def _short(work: Work) -> str:
    """The longest beginning of a title by which the work is called again."""
    titles = [words(t) for t in work.values.get("title", [])]
    found = [s for s in work.shorts if any(t[: len(words(s))] == words(s) != t for t in titles)]
    return max(found, key=len, default="")


def _numeric(name: str, cite: Cite) -> bool:
    values = [cite.citation.get("locator")] if name == "locator" else cite.work.values.get(name, [])
    return any(
        re.match(
            r"^[^\W\d_]*\d+[^\W\d_]*(?:(?:\s*[-–—,&/]\s*|\s+and\s+)[^\W\d_]*\d+[^\W\d_]*)*$|^[ivxlcdm]+$",
            str(v).strip(),
            re.I,
        )
        for v in values
    )


def _option(
    own: list[Word], cite: Cite, style: Style, printed: Sequence[Printed], short: str, repeated: str, more: bool
) -> Option:  # fmt: skip
    allowed: Counter[str] = Counter()
    quotable: set[str] = set()
    by_variable: dict[str, list[Printed]] = {}
    labels: dict[str, set[str]] = {}
    wild = 0
    for one in printed:
        if one.variable:
            name = {"title-short": "title", "page-first": "page", "container-title-short": "container-title"}.get(
                one.variable, one.variable
            )
            if more and name == "contributor":
                by_variable.setdefault("author", []).append(one)
            by_variable.setdefault(name, []).append(one)
            if name in ("citation-number", "first-reference-note-number"):
                wild += 1
            values = _values(one, cite, style, more)
            allowed.update(values)
            if one.quotes:
                quotable |= set(values)
            quotable |= _quoted_within(name, cite)
        else:
            allowed.update({alike(word): 1 for word in one.words})
            if one.form.startswith("label "):
                labels.setdefault(one.form.removeprefix("label "), set()).update(one.words)
    # a style may print what the note calls a number or a person: "H. 1", "w przekładzie E. Lis"
    kept = (FIGURES | ROLES.keys()) & by_variable.keys()
    allowed.update({alike(word.text): 1 for word in own if word.label and word.variable in kept})
    if labels.get("locator"):  # the program's own terms stand beside those of CSL's locale files
        own_labels = LOCATORS.get(str(cite.citation.get("label")), set())
        allowed.update({alike(label): 1 for label in own_labels if not allowed[alike(label)]})
    undated = any(one.form == "term no date" for one in printed)
    if style.suffixes and ("issued" in by_variable or undated):
        allowed.update(dict.fromkeys("abcdefghij", 1))
    if repeated == "idem":
        allowed.update({alike(word): 1 for word in IDEM})
    needs: list[tuple[Word, frozenset[str]]] = []
    unprinted: list[str] = []
    for word in _repaired(own, cite):
        found = _need(word, cite, style, by_variable, labels, short, undated, repeated)
        for other in word.others:
            as_other = replace(word, variable=other, part=0, others=())
            more_found = _need(as_other, cite, style, by_variable, labels, short, undated, repeated)
            of_either = [w for w in own if w.text == word.text and w.variable in (word.variable, other)]
            again = len(of_either) > 1  # "Lis A. Rzeki: diss. / A. Lis"
            twice = word.variable not in DATES and other not in DATES and not again
            if twice and found is not None and more_found is not None and allowed[alike(word.text)] > 1:
                allowed[alike(word.text)] -= 1  # printed with both fields it would stand twice
            found = found or more_found
        if found is None:
            if not word.label and word.variable not in unprinted:
                unprinted.append(word.variable)
            continue
        if word.variable in NAMES and not word.label and _enough(word, found, needs, cite):
            continue
        if word.label and word.variable in ROLES and any(w.label and w.variable == word.variable for w, _ in needs):
            continue  # one word of a role is enough
        if word.variable in NAMES and word.text not in found and any(w == word or (w.variable, w.part, w.text) ==
                (word.variable, word.part, word.text) for w, _ in needs):  # fmt: skip
            continue  # the second of two equal initials that are set as one word
        needs.append((word, frozenset(alike(w) for w in found)))
        if word.variable in ("inner", "locator-rest"):
            allowed[alike(word.text)] += 1
    for one in printed:
        if one.form in ("term ibid", "term op-cit") and one.words:
            needs.append((Word(Token(one.words[0], 0, 0), variable=one.form), frozenset(alike(w) for w in one.words)))
    if repeated == "idem" and own:
        needs.append((Word(Token("tenże", 0, 0), variable="idem"), frozenset(alike(w) for w in IDEM)))
    return Option(
        tuple(needs),
        dict(allowed),
        frozenset(quotable),
        wild,
        tuple(unprinted),
        repeated == "collapsed",
        frozenset(by_variable),
    )


def _enough(word: Word, found: set[str], needs: Sequence[tuple[Word, frozenset[str]]], cite: Cite) -> bool:
    """Whether a person's word is asked for already as often as the persons have it: a record may name them twice;
    "t a ż" is one word."""
    same = [w for w, _ in needs if w.variable == word.variable and not w.label]
    if found >= IDEM:
        return bool(same)
    people = cite.citation["item"].get(word.variable) or []
    known = [w for p in people for v in p.values() if isinstance(v, str) for w in words(v)]
    return word.text in known and [w.text for w in same].count(word.text) >= known.count(word.text)


def _repaired(own: list[Word], cite: Cite) -> list[Word]:
    """The words of fields whose value has the same letters, otherwise parted: those of the value."""
    out: list[Word] = []
    done: set[tuple[str, int]] = set()
    for word in own:
        name = word.variable
        value = cite.citation.get("locator") if name == "locator" else cite.citation["item"].get(name)
        if name in NAMES and isinstance(value, list) and value:
            value = " ".join(str(v) for v in value[min(word.part, len(value) - 1)].values())
            mine = [w for w in own if w.variable == name and not w.label and w.part == word.part]
        else:
            mine = [w for w in own if w.variable == name and not w.label]
        if word.label or not isinstance(value, str) or name in ("URL", "DOI"):
            out.append(word)
            continue
        told = words(value)
        raw = " ".join(w.text for w in mine)
        same = by_letters(raw, value) or sorted(raw.replace(" ", "")) == sorted("".join(told))
        lost_letter = "\ufffd" in str(cite.citation["fields"].get(name, {}).get("raw", ""))
        if sorted(w.text for w in mine) == sorted(told) or not (same or lost_letter):
            out.append(word)
        elif (name, word.part if name in NAMES else 0) not in done:
            done.add((name, word.part if name in NAMES else 0))
            out += [Word(Token(text, word.token.start, word.token.end), word.owner, name, word.part) for text in told]
    return out


def _need(
    word: Word, cite: Cite, style: Style, by_variable: Mapping[str, list[Printed]], labels: Mapping[str, set[str]],
    short: str, undated: bool, repeated: str,
) -> set[str] | None:  # fmt: skip
    """The words of which one must be printed for a word of the source; None where the style prints none."""
    name = word.variable
    if name in ("inner", "locator-rest"):
        return {word.text}
    if name == "cited place":
        if "locator" not in by_variable or not labels.get("locator"):
            return None
        own = LOCATORS.get(str(cite.citation.get("label")), set())
        return {word.text} | own | style.term(str(cite.citation.get("label")), cite.work.language)
    if name.endswith(" et al"):
        base = name.removesuffix(" et al")
        if base not in by_variable or repeated == "collapsed":
            return None
        told = len(cite.citation["item"].get(base) or [])
        rest = {w for value in cite.work.values.get(base, []) for p in value[told:] for w in words(p.get("family", ""))}
        return rest | {word.text, *style.term("et-al", cite.work.language),
                       *style.term("and others", cite.work.language)}  # fmt: skip
    if name == "no date":
        term = style.term("no date", cite.work.language)
        return {word.text, *term} if undated and word.text not in ("r", "d", "w", "г", "р", "a", "j") else None
    if word.label:
        if name == "contributor" and word.text in PREFACE and name in by_variable:
            return {word.text}
        if name in ROLES and word.text in ROLES[name] and labels.get(name):
            return labels[name] | ROLES[name]
        return None
    printed_as = re.sub(r"[\W_]", "", str(cite.citation["fields"].get(name, {}).get("raw", "")).casefold())
    if name in REFERENCES:
        return None
    if name in NAMES and (word.text in IDEM or printed_as in IDEM):
        if name not in by_variable or repeated == "collapsed":
            return None
        people = cite.citation["item"].get(name) or []
        return IDEM | {w for p in people for w in words(f"{p.get('family', '')} {p.get('literal', '')}")}
    events = by_variable.get(name)
    if not events:
        return None
    if name in NAMES:
        return None if repeated != "as such" else _person(word, cite, style, events)
    if name in DATES:
        return _date(word, cite, style, events)
    if name == "title" and short and all(e.form == "short" or e.variable == "title-short" for e in events):
        return {word.text} if word.text in words(short) else None
    if all(e.variable == "page-first" for e in events):
        return None
    found = {word.text}
    if name == "title" and (meant := _abbreviated(word, cite)):
        found |= meant
    if name in FIGURES:
        found |= numerals(word.text)
        found |= _ranges(word, cite, style)
    value = cite.citation["item"].get(name)
    if name in ("URL", "DOI") and isinstance(value, str):
        found.add(address(value))
    return found


def _abbreviated(word: Word, cite: Cite) -> set[str]:
    """The words of the work's titles of which a title of one word is the first letters: "KPK", "TP"."""
    if words(str(cite.citation["item"].get("title", ""))) != [word.text]:
        return set()
    titles = [words(title) for title in cite.work.values.get("title", [])]
    return {w for title in titles if "".join(w[0] for w in title) == word.text for w in title}


def _person(word: Word, cite: Cite, style: Style, events: Sequence[Printed]) -> set[str] | None:
    people = cite.citation["item"].get(word.variable) or []
    if not people:
        return {word.text}
    number = min(word.part, len(people) - 1)
    person = people[number]
    family = words(f"{person.get('family', '')} {person.get('literal', '')} {person.get('suffix', '')} "
                   f"{person.get('non-dropping-particle', '')}")  # fmt: skip
    dropping = {alike(w) for w in words(str(person.get("dropping-particle", "")))}  # CSL: left out of short forms
    count = max(len(v) for v in cite.work.values.get(word.variable, [people]))
    found: set[str] | None = None
    for event in events:
        how = dict(event.names)
        if _cut(how, number, count):
            continue
        if alike(word.text) in {alike(w) for w in family}:
            found = (found or set()) | {word.text}
            continue
        if event.form == "short":
            continue
        if alike(word.text) in dropping:
            found = (found or set()) | {word.text}
            continue
        initials = how.get("initialize") != "false" or len(word.text) == 1
        if how.get("initialize-with") == "" and initials:
            together = _together(word, person, cite)
            if together:
                found = (found or set()) | together
            continue
        found = (found or set()) | {word.text} | _fuller(word, person, cite)
        if "initialize-with" in how and how.get("initialize") != "false":
            found.add(word.text[:1])
    return found


def _together(word: Word, person: Mapping[str, Any], cite: Cite) -> set[str]:
    """Initials set as one word; needed once, for the first given name."""
    given = words(str(person.get("given", "")))
    if any(one.isdigit() for one in given):  # a figure read for a letter
        return {word.text}
    groups = [run for part in _HYPHENS.split(str(person.get("given", ""))) if (run := words(part))]
    if len(groups) > 1:  # "С.-П." is set as "С-П": two words
        return {"".join(w[:1] for w in run) for run in groups if run[0] == word.text}
    if not given or word.text != given[0]:
        return set()
    people = [p for value in cite.work.values.get(word.variable, [[person]]) for p in value]
    same = [p for p in people if folded(p.get("family", "")) == folded(person.get("family", ""))]
    return {"".join(w[:1] for w in words(str(p.get("given", "")))) for p in [*same, person]}


def _fuller(word: Word, person: Mapping[str, Any], cite: Cite) -> set[str]:
    """Given names of the same person from other notes, where this one has an initial."""
    out: set[str] = set()
    for value in cite.work.values.get(word.variable, []) if len(word.text) == 1 else []:
        for other in value:
            if folded(other.get("family", "")) == folded(person.get("family", "")):
                out |= {w for w in words(other.get("given", "")) if w[:1] == word.text[:1]}
    return out


def _cut(how: Mapping[str, str], number: int, count: int) -> bool:
    least = [int(how[n]) for n in ("et-al-min", "et-al-subsequent-min") if n in how]
    first = [int(how[n]) for n in ("et-al-use-first", "et-al-subsequent-use-first") if n in how]
    return bool(least) and count >= min(least) and number >= min(first or [1])


def _date(word: Word, cite: Cite, style: Style, events: Sequence[Printed]) -> set[str] | None:
    value = cite.citation["item"].get(word.variable) or {}
    parts = value.get("date-parts") if isinstance(value, dict) else None
    if not parts:
        return {word.text}
    shown = {part for event in events for part in event.parts}
    could: list[tuple[str, set[str]]] = []
    for one in parts:
        for name, figure in zip(("year", "month", "day"), one, strict=False):
            forms = _date_forms(name, int(figure), cite, style)
            if word.text in forms or (name == "month" and not word.text.isdigit() and len(word.text) > 1):
                could.append((name, forms))
    if not could and len(word.text) == 2 and any(str(one[0]).endswith(word.text) for one in parts):
        could = [("year", {word.text, *(str(one[0]) for one in parts)})]
    if not could:  # "r." and the like
        return None if not word.text.isdigit() else {word.text}
    if any(name not in shown for name, _ in could):
        return None
    return set().union(*(forms for _, forms in could))


_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def _date_forms(name: str, figure: int, cite: Cite, style: Style) -> set[str]:
    forms = {str(figure), f"{figure:02d}"}
    if name == "month" and 1 <= figure <= 12:
        forms |= style.term(f"month-{figure:02d}", cite.work.language)
        forms.add(_ROMAN_MONTHS[figure - 1])
        forms |= {months.split()[figure - 1] for months in MONTHS}
    return forms


def _ranges(word: Word, cite: Cite, style: Style) -> set[str]:
    """The last page of a range written in full or in short: 178–180, 178–80."""
    name = word.variable
    text = str(cite.citation["locator"] if name == "locator" else cite.citation["item"].get(name, ""))
    raw = cite.citation["fields"].get(name, {}).get("raw", "")
    out: set[str] = set()
    for first, last in re.findall(r"(\d+)\s*[-–—]+\s*(\d+)", f"{text} | {raw}"):
        full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        if word.text in (last, full):
            out |= shortened(first, full) if style.shortens else {full}
    return out


def shortened(first: str, last: str) -> set[str]:
    """The last page in full and without figures that it shares with the first."""
    shared = 0
    while len(first) == len(last) and shared < len(last) - 1 and first[shared] == last[shared]:
        shared += 1
    return {last[k:] for k in range(shared + 1)}


def numerals(text: str) -> set[str]:
    """A figure in Roman and Arabic; a raised one in plain figures."""
    out = {text}
    if text.isdigit() and not text.isdecimal():  # "³1999"
        text = unicodedata.normalize("NFKC", text)
        out.add(text)
    if text.isdecimal() and 0 < int(text) < 4000:
        out.add(_to_roman(int(text)))
    elif text and all(letter in _ROMAN for letter in text):
        out.add(str(_from_roman(text)))
    return out


def _from_roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if any(v < w for w in values[n + 1 : n + 2]) else v for n, v in enumerate(values))


def _to_roman(number: int) -> str:
    out = ""
    for value, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        while number >= value:
            out, number = out + sign, number - value
    return out


def _values(one: Printed, cite: Cite, style: Style, more: bool) -> Counter[str]:
    """The words that a printed variable may have, from all citations of the work."""
    name = {"page-first": "page", "container-title-short": "container-title"}.get(one.variable, one.variable)
    if name == "locator":
        values: list[Any] = [cite.citation.get("locator", "")]
    elif name == "title-short":
        values = [*cite.work.values.get("title", []), *cite.work.shorts]
    elif name == "contributor" and more:
        values = [*cite.work.values.get("author", []), *cite.work.values.get("contributor", [])]
    else:
        values = cite.work.values.get(name, [])
        if name == "page":
            values = [*values, *cite.work.pages]
    out: Counter[str] = Counter()
    for value in values:
        found: Counter[str] = Counter()
        if name in NAMES or isinstance(value, list):
            for person in value:
                given = words(str(person.get("given", "")))
                if one.form == "short" and not style.givens:
                    given = []
                rest = {k: v for k, v in person.items() if k != "given" and isinstance(v, str)}
                found.update(given)
                found.update(w for v in rest.values() for w in words(v))
                found.update(word[:1] for word in given if len(word) > 1)
                if dict(one.names).get("initialize-with") == "" and len(given) > 1:
                    found["".join(word[:1] for word in given)] += 1
        elif isinstance(value, dict):
            for single in value.get("date-parts") or []:
                for part, figure in zip(("year", "month", "day"), single, strict=False):
                    if part in one.parts:
                        found.update(_date_forms(part, int(figure), cite, style))
            found.update(words(f"{value.get('literal', '')} {value.get('raw', '')} {value.get('season', '')}"))
        elif name in ("URL", "DOI"):
            found[address(str(value))] += 1
            found.update(token.text for token in tokens(str(value)))
        else:
            told = words(str(value))
            found.update(told)
            if name in FIGURES:
                for word in told:
                    found.update(numerals(word) - {word})
                for first, last in re.findall(r"(\d+)\s*[-–—]+\s*(\d+)", str(value)):
                    full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
                    found.update(shortened(first, full))
        out |= Counter({alike(w): n for w, n in found.items()})
    return out


def _quoted_within(name: str, cite: Cite) -> set[str]:
    """Words that stand in quotation marks in the value itself."""
    out: set[str] = set()
    for value in cite.work.values.get(name, []):
        if isinstance(value, str):
            marks = quoted(value)
            out |= {alike(token.text) for token in tokens(value) if marks[token.start]}
    return out


# From words to faults


def _cancelled(lost: list[tuple[str, str]], added: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Without words that were only parted or joined otherwise: "mię dzy" and "między"."""
    lost, added = list(lost), list(added)
    for size_l, size_a in product((1, 2, 3, 4), repeat=2):
        if size_l == size_a == 1:
            continue
        again = True
        while again:
            again = False
            for s, t in product(range(len(lost) - size_l + 1), range(len(added) - size_a + 1)):
                if [alike(w) for w, _ in lost[s : s + size_l]] == [alike(w) for w in added[t : t + size_a]]:
                    continue  # the same words elsewhere
                if alike("".join(w for w, _ in lost[s : s + size_l])) == alike("".join(added[t : t + size_a])):
                    del lost[s : s + size_l], added[t : t + size_a]
                    again = True
                    break
    return lost, added


def _told(lost: list[tuple[str, str]], added: list[str]) -> list[Fault]:
    rest = Counter(alike(w) for w in added)
    out: list[Fault] = []
    moved: Counter[str] = Counter()
    for word, variable in lost:
        if rest[alike(word)] > 0:
            rest[alike(word)] -= 1
            moved[alike(word)] += 1
            out.append(Fault("moved", word, variable))
        else:
            out.append(Fault("lost", word, variable))
    for word in added:
        if moved[alike(word)] > 0:
            moved[alike(word)] -= 1
        else:
            out.append(Fault("added", word))
    return out


def _newly_quoted(reading: Reading, again: str, shown: list[Token], best: _Best) -> list[Fault]:
    """Words that stand in quotation marks now and did not, and that the style does not quote."""
    now = quoted(again)
    before = quoted(reading.text)
    in_quotes = {alike(w.text) for w in reading.words if before[w.token.start]}
    out = []
    for at, token in enumerate(shown):
        if not now[token.start] or alike(token.text) in best.quotable.get(at, ()):
            continue
        word = best.prose.get(at)
        if (word is not None and not before[word.token.start]) or (
            word is None and at in best.quotable and alike(token.text) not in in_quotes
        ):
            out.append(Fault("quoted", token.text))
    return out


def _flat(text: str) -> str:
    """A text without its line breaks and the hyphens that they make."""
    return re.sub(r"[\s\-\u00ad]+", "", text)
