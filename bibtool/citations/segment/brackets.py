"""Citations in the brackets of running prose, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from bibtool.citations.names.given import is_given
from bibtool.citations.names.particles import before_family
from bibtool.citations.names.persons import person_list
from bibtool.citations.readings import shelf
from bibtool.citations.readings.law import gazette, gazette_first
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind, between, only_numbers
from bibtool.citations.scan.hints import known_place
from bibtool.citations.scan.locators import CITED_PAGES
from bibtool.citations.scan.references import POINTER
from bibtool.citations.scan.structure import Enclosed, Structure
from bibtool.citations.segment.cites import begins_named, family_alone
from bibtool.citations.segment.clauses import citation_follows, signals_in
from bibtool.citations.segment.groups import dated_names_begin
from bibtool.citations.segment.leads import cited_again, words_of_prose
from bibtool.citations.segment.segments import NEAR, STRONG, TAIL, WEAK_ENDS, Clause, KnownTitles, Segment, skip
from bibtool.citations.segment.titled import Titled, titled
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import FURTHER, LOWER, UPPER
from bibtool.text.patterns import regex


@cache
def _manuscript() -> re.Pattern[str]:
    return compiled(lexicon().alternation("manuscript"))


def _kept_in(content: str) -> bool:
    """Whether a bracket tells of a manuscript and more: "(mps)" says what the work before it is."""
    found = _manuscript().search(content)
    return found is not None and sum(c.isalnum() for c in content) > sum(c.isalnum() for c in found.group()) + 1


#: What ends a citation before a bracket.
CITED = frozenset({Kind.PAGES, Kind.FOLIO, Kind.OP_CIT, Kind.IBID})


def bracketed(
    text: str, anchors: Sequence[Anchor], tree: Structure, group: Clause, known: KnownTitles
) -> Iterator[Segment]:
    """Citations in the brackets of running prose: «Antoni Stańko (Gdzie Karpat…, dz. cyt., s. 302) podaje: …»."""
    found: list[tuple[int, int, tuple[int, int] | None]] = []
    titles: dict[int, Titled] = {}
    for bracket in tree.brackets.between(group.start, group.end):
        if text[bracket.start] != "(":
            continue
        last = found[-1][1] if found else 0
        named = titled(text, anchors, tree, last or group.start, bracket)
        if named is not None and named.start > group.start:
            titles[bracket.start] = named
            found.append((bracket.start, bracket.end, None))
            continue
        own = between(anchors, bracket.start, bracket.end)
        held = _held(text, anchors, group, bracket, own, known)
        if held is None or _of_work_before(text, anchors, group, bracket, own, held):
            continue
        start, end = bracket
        if (
            _in_prose(text, anchors, group, start, end)
            or _whole(text, anchors, group, start, end, known, alone=held.alone, imprinted=held.imprinted)
            or _announced(text, group, start, end)
            or held.said
            or held.short
            or _again(text, own, group, start, last, known)
            or _named_before(text, group, start, end, last)
            or _names_whom(text, group.start, start, end)
            or _quoted_before(text, own, group, start, end)
        ):
            found.append((start, end, held.signal))
    at = group.start
    for start, end, signal in found:
        if (named := titles.get(start)) is not None:
            first = named.author[0] if named.author else named.start
            told = group.signal if at == group.start and group.signal else None
            if told is None or skip(text, told[1], first) < first:
                told = None
                if first > at:
                    yield Segment(at, first, prose=True)
            yield Segment(named.start, end, signal=told, author=named.author)
            at = end
            continue
        first = skip(text, signal[1], end) if signal else _begins(text, anchors, start + 1, end - 1, known)
        inside = signal or first > start + 1 or _names_whom(text, at, start, end)
        author = None if inside else _author_before(text, at, start) or _family_before(text, at, start, known)
        stop = author[0] if author else start
        if signal and signal[0] > start + 1:
            stop = signal[0]  # "(na ten temat por. …)": the words before it are prose, too
        if any(map(str.isalnum, text[at:stop])):
            yield Segment(at, stop, prose=True)
        yield Segment(first, end - 1, signal=signal, author=author, inner=True)
        at = end
    if found and TAIL.match(text, at, group.end) is None:
        yield Segment(at, group.end, prose=True)


class _Held(NamedTuple):
    """What tells that a bracket holds a citation."""

    signal: tuple[int, int] | None = None
    alone: bool = False  # the bracket begins with it
    said: bool = False  # and nothing but it tells an imprint, an act or an archive behind it
    law: bool = False
    imprinted: bool = False
    short: bool = False


def _held(
    text: str, anchors: Sequence[Anchor], group: Clause, bracket: Enclosed, own: Sequence[Anchor], known: KnownTitles
) -> _Held | None:
    """What a bracket holds that cites something; None where it holds nothing of the kind."""
    start, end = bracket
    if own and own[0].kind is Kind.IN and own[0].start == start:
        return None  # "S. Rak, Bitwa (w:) Wojna"
    if own and all(a.rule == CITED_PAGES or a.kind is Kind.ACCESSED for a in own):
        return None  # "(Oxford: Press, 1987), pp. 12–40 (p. 15)"
    kinds = {a.kind for a in own}
    signal = _signalled(text, anchors, start + 1, end - 1, known)
    said = _said_first(text, start + 1, end)
    first = said[1] + 1 if said is not None else start + 1
    law = _of_law(text, anchors, group, start, first, end)
    alone = law or (signal is not None and signal[0] == start + 1)
    if (
        kinds & {Kind.OP_CIT, Kind.IBID, Kind.PAGES, Kind.IN}
        or _kept_in(text[start:end])
        or (signal is not None and kinds & (STRONG | WEAK_ENDS))
    ):
        return _Held(signal, alone, law=law)
    if _short(text, group.start, start, end, known):
        return _Held(signal, alone, law=law, short=True)
    imprinted = _imprinted(f"({text[first:end]}") and not _published(text, group.start, start, end)
    if not (imprinted or law or _in_archive(text, own, first, end)):
        return None
    return _Held(said or signal, alone or said is not None, said is not None, law, imprinted)


def _of_work_before(
    text: str, anchors: Sequence[Anchor], group: Clause, bracket: Enclosed, own: Sequence[Anchor], held: _Held
) -> bool:
    """Whether what a bracket holds is said of the work before it: its pages, who keeps it, where an act is printed."""
    start, end = bracket.start, bracket.end
    if only_numbers(text, own, start, end) and dated_names_begin(text, group):
        return True  # "In Proceedings of Bridges (2nd ed., pp. 12–20)"
    kept = shelf.private_holding().match(text, start + 1, end - 1)
    if kept is not None and kept.end() == end - 1:
        return True  # "Relacja J. Lisa (w zbiorach autora)"
    kinds = {a.kind for a in own}
    if kinds and kinds <= {Kind.IBID, Kind.OP_CIT} and _pages_behind(text, anchors, end, group.end):
        return True  # "J. Lis (tamże), s. 8": as without the brackets
    # "Dyrektywa 2009/28/WE … (Dz. Urz. UE L 140, s. 16)"
    return not held.law and gazette(text, start, end) is not None


def _of_law(text: str, anchors: Sequence[Anchor], group: Clause, start: int, first: int, end: int) -> bool:
    """Whether a dated act or ruling begins a bracket, or a gazette behind its signal, and nothing is dated before:
    behind an act "(zob. Dz.U. 1990, nr 16, poz. 95)" is where that one is printed."""
    if any(a.kind in DATES for a in between(anchors, max(group.start, start - NEAR), start)):
        return False
    if first > start + 1 and gazette_first(text, first, end):
        return True
    head = text[first : min(end, first + _SIGNAL)]
    return any(a.kind in DATES for a in between(anchors, first, end)) and hints.starts_with(head, "statute") is not None


def _in_archive(text: str, own: Sequence[Anchor], first: int, end: int) -> bool:
    """Whether an archive begins a stretch, and leaves of a document stand in it."""
    return (
        any(a.kind in {Kind.FOLIO, Kind.PAGES} for a in own)
        and shelf.known_archive().match(text, first, end) is not None
    )


# "(“Wreckers,” 219)", "(Marram, ‘Wreckers’, 219–20)", "(Fenwick-Shaw, Keepers, 70)": pages without a label
_SHORT = regex(
    rf"\((?:(?P<family>[{UPPER}][^\W\d_]+{FURTHER}),\s)?"
    r"(?P<title>[„«“\"‘][^()]{2,80}?,?[”»“\"’],?|[^\W\d_][^(),.;]{2,80},)\s\d{1,4}(?:[-–]\d{1,4})?\)"
)


def _pages_behind(text: str, anchors: Sequence[Anchor], start: int, end: int) -> bool:
    """Whether nothing but a comma and the pages cited stand behind a bracket, or figures where the bracket points to a
    note: "Marsh (n 2) 460, but he does not discuss it"."""
    pointer = next((a for a in between(anchors, start - _LONGEST_POINTER, start) if a.end == start), None)
    if pointer is not None and pointer.rule == POINTER and _FIGURES_BEHIND.match(text, start, end):
        return True
    tail = between(anchors, start, end)
    return (
        len(tail) == 1
        and tail[0].kind is Kind.PAGES
        and text[start : tail[0].start].strip() in ("", ",")
        and not text[tail[0].end : end].strip(" .;")
    )


_LONGEST_POINTER = 40  # letters of a bracket that points to a note
_FIGURES_BEHIND = regex(r",?\s(?:[^\W\d_]{1,6}\.?\s)?[0-9]")


def _short(text: str, first: int, start: int, end: int, known: KnownTitles) -> bool:
    """Whether a bracket holds nothing but the short title of a work cited before and a number.  Its author's family
    name may stand in it or before it: "as Marram notes (“Wreckers,” 219)"."""
    found = _SHORT.fullmatch(text, start, end)
    if found is None:
        return False
    title = found["title"].strip(' ,„«“”»"‘’')
    if found["family"]:
        return known.wrote(found["family"], title)
    names = _CAPITALISED.findall(text, max(first, start - _BEFORE), start)
    return known.begins(title) or any(known.wrote(name, title) for name in names[-_NAMES:])


_CAPITALISED = regex(rf"(?<![\w’'-])[{UPPER}][^\W\d_]+{FURTHER}")
_BEFORE, _NAMES = 80, 4  # letters and names before a bracket that may give its author


def _signalled(
    text: str, anchors: Sequence[Anchor], start: int, end: int, known: KnownTitles
) -> tuple[int, int] | None:
    """The signal before the citation of a bracket: "(na ten temat por. C. Dubois, Les usines, Paris 2005)"."""
    signal = next(signals_in(text, start, min(end, start + 80)), None)
    if signal is None or not citation_follows(text, anchors, signal[1], end, known):
        return None
    if any(a.kind in STRONG | WEAK_ENDS for a in between(anchors, start, signal[0])):
        return None  # "(A. Kos, Tama, Kraków 1987, por. też B. Wrona, Młyny)": a citation stands before it
    return signal if signal[0] == start or text[signal[0] - 1] in " ,;:" else None


def _said_first(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The signal that a bracket begins with: "(zob. Wieża, Lublin 1990)"."""
    signal = next(signals_in(text, start, min(end, start + _SIGNAL)), None)
    return signal if signal is not None and signal[0] == start else None


def _announced(text: str, group: Clause, start: int, end: int) -> bool:
    """Whether words and a name stand before a bracket that ends its sentence: "powtórzył to Adam Lis (Młyny, Kielce
    1963, s. 40)"."""
    author = _author_before(text, group.start, start) if TAIL.match(text, end, group.end) else None
    if author is None:
        return False
    words = text[max(group.start, start - NEAR) : author[0]].split()
    return (
        len(words) > 1 and sum(word[0].islower() for word in words[1:]) * 2 >= len(words) - 1 and "," in text[start:end]
    )


# "Autor stwierdza: „zgoda jest aktem woli” (", "„Bez wody nie ma życia” ("
_QUOTATION = regex(
    rf"(?:(?<![^\W\d_])[{LOWER}]{{3,}}:\s[„«“\"](?P<said>[^„«“”»\"]{{3,}})|[\s(]*[„«“\"](?P<alone>[^„«“”»\"]{{3,}}))[”»“\"]\s\("
)
_LONGEST_QUOTATION = 400


def _quoted_before(text: str, own: Sequence[Anchor], group: Clause, start: int, end: int) -> bool:
    """Whether a sentence ends in a quotation and the bracket that says where its words stand: "ibid.", or the author
    with the title of a work, perhaps in short."""
    if text[start - 2 : start - 1] not in '”»“"' or TAIL.match(text, end, group.end) is None:
        return False
    before = text[max(group.start, start - _LONGEST_QUOTATION) : start + 1]
    found = next((m for m in _QUOTATION.finditer(before) if m.end() == len(before)), None)
    if found is None or (found["alone"] and (found.start() or len(found["alone"].split()) < 4)):
        return False
    if own and own[0].kind is Kind.IBID:
        return own[0].start == start + 1
    names = person_list(text, start + 1, end)
    return (
        names is not None
        and names.form in {"initials-first", "family-first"}
        and text[names.end] in ",."
        and not begins_named(text, replace(group, end=start))
    )


_JOINING = 24  # letters
_SIGNAL = 40
_FEW_WORDS = regex(rf"(?:[^\W\d_]+\s(?:[{LOWER}]+\s){{0,4}}|[^\W\d_]+\s(?:[{LOWER}]+\s){{0,8}}[{LOWER}]+:\s)?")
_NEXT_NAMED = regex(
    rf"\s[{LOWER}]|,\s[{LOWER}]{{3}}|,\s(?:[{UPPER}]\.\s?){{1,2}}[{UPPER}][^\W\d_]+(?:-[{UPPER}][^\W\d_]+)?\s\("
)
_TITLED = regex(rf"\([„«“\"]?[{UPPER}][^()]*[^\W\d_]{{3}}[^()]*,\s[^()]*\d[^()]*\)")


def _named_before(text: str, group: Clause, start: int, end: int, last: int) -> bool:
    """Whether nothing but a name, or a few words and a name, stands before the bracket with its work, and more
    follows: "m.in. A. Lis (Wieś, Łódź 2001, s. 5) oraz B. Sowa (Las, Łódź 2003, s. 7)"."""
    at = skip(text, last or (group.signal[1] if group.signal else group.start), start)
    author = _author_before(text, at, start)
    if author is None or _TITLED.fullmatch(text, start, end) is None:
        return False
    if last:  # a further one: nothing but a joining word between them
        joining = text[at : author[0]].strip(" ,")
        return author[0] - at < _JOINING and (not joining or joining.islower())
    # "Zdaniem E. Jesion (Promy Wisły, Toruń 1972, s. 19) prom płynął": a word or two may lead to the name
    led = _FEW_WORDS.fullmatch(text, at, author[0]) is not None
    return led and _NEXT_NAMED.match(text, end, group.end) is not None


def _again(text: str, own: Sequence[Anchor], group: Clause, start: int, last: int, known: KnownTitles) -> bool:
    """Whether a bracket begins with "ibid." right behind whose work it is, and a few words lead to the name: "so
    Lotok (ebd., S. 95)"."""
    if not own or own[0].kind is not Kind.IBID or own[0].start != start + 1:
        return False
    at = last or group.start
    author = _author_before(text, at, start) or _family_before(text, at, start, known)
    return author is not None and _LEADING.fullmatch(text, at, author[0]) is not None


def _names_whom(text: str, first: int, start: int, end: int) -> bool:
    """Whether a bracket begins with the name of whom the sentence names right before it, the family name first: "цієї
    думки дотримується В. Л. Гай (Гай В. Л. Зміна. С. 58)"."""
    names = person_list(text, start + 1, end)
    if names is None or names.form != "family-first":
        return False
    author = _author_before(text, first, start)
    return author is not None and names.names[0].family[:_STEM] in text[slice(*author)]


_STEM = 4  # letters that a family name keeps in every case
_LEADING = regex(rf"\s?[^\W\d_]*[,.:]?(?:\s?[{LOWER}]+[,.]?){{0,4}}\s?")  # "Por. też"
_IMPRINT_LAST = regex(
    rf"\((?P<title>[„«“\"]?[{UPPER}][^()]*[^\W\d_]{{3}}[^()]*),\s(?P<place>[^(),\d]{{2,30}}?),?\s(?:1[4-9]|20)\d\d"
    r"(?:,\s[^\W\d_]{1,4}\.?\s?\d{1,5}[^\W\d_]?)?\)"
)


def _imprinted(content: str) -> bool:
    """Whether a bracket holds a title, a known place and a year, and perhaps a number: "(Kościoły i ulice, Kraków
    1979)", "(Kodeks, t. 2, Kraków 1887, nr 118)"."""
    found = _IMPRINT_LAST.fullmatch(content)
    return found is not None and known_place(found["place"]) and not known_place(found["title"])


def _published(text: str, first: int, start: int, end: int) -> bool:
    """Whether a body stands first in a bracket, and a title before it: "J. Lis, Fords (Institute of Rivers, Rome,
    2001)"."""
    if not hints.has(text[start + 1 : end].partition(" ")[0].strip(",)"), "organisation"):
        return False
    return _TITLE_BEFORE.search(text, max(first, start - NEAR), start) is not None


def _around(group: Clause, start: int, end: int) -> Clause:
    """What of a group is near a bracket: a long one is not read again at each of its brackets."""
    return replace(group, start=max(group.start, start - NEAR), end=min(group.end, end + NEAR))


_TITLE_BEFORE = regex(rf"[{UPPER}][^\W\d_]+,\s[„«“\"]?[{UPPER}][^,.;:()]{{3,120}}\s\Z")
_BRACKETED = regex(r"\([^()]*\)")
_WORD_AND_COLON = regex(rf"[\s,]*[{LOWER}][^\W\d_]+:")


def _in_prose(text: str, anchors: Sequence[Anchor], group: Clause, start: int, end: int) -> bool:
    """Whether running words stand after a bracket, or enough of them before one that ends its sentence."""
    group = _around(group, start, end)
    outside = [a for a in between(anchors, group.start, group.end) if not start <= a.start < end]
    if any(a.kind in {Kind.URL, Kind.DOI, Kind.ONLINE} for a in outside):
        return False
    if _WORD_AND_COLON.match(text, end, group.end):
        return True
    behind = _BRACKETED.sub("", text[end : group.end])  # "(Brill, Leiden, 2012), 12 (on file with the author)"
    following = [w for w in re.split(r"[.?!…]\s", behind, maxsplit=1)[0].split() if w[0].isalpha()]
    if len(following) > 2 and sum(w[0].islower() for w in following) * 2 >= len(following):
        return True
    before = [w for w in text[group.start : start].split() if w[0].islower()]
    return len(before) > 4 and TAIL.match(text, end, group.end) is not None


def _whole(
    text: str,
    anchors: Sequence[Anchor],
    group: Clause,
    start: int,
    end: int,
    known: KnownTitles,
    *,
    alone: bool,
    imprinted: bool,
) -> bool:
    """Whether a bracket at the end holds a citation with author and year and nothing outside cites: «Jak pisze A. Kot:
    „Most…” (A. Kot, Most, Lublin 2005, s. 3)»; or one that stands ``alone``, behind a signal or as an act; or, behind
    some words, a title and an imprint: "Dokument ogłoszono drukiem (Kodeks, t. 2, Kraków 1887, nr 118)"."""
    if TAIL.match(text, end, group.end) is None:
        return False
    group = _around(group, start, end)
    first = _behind_words(text, start + 1, end)
    names = person_list(text, first, end)
    inside = {a.kind for a in between(anchors, start, end)}
    outside = {a.kind for a in between(anchors, group.start, start)}
    if outside & (STRONG | WEAK_ENDS):  # "J. Lis, Wieża, Lublin 1990, s. 3 (zob. też B. Kos, Most, Lublin 1920, s. 5)"
        last = between(anchors, group.start, start)[-1]
        told = last.kind in CITED or (last.kind is Kind.YEAR and begins_named(text, group))
        return alone and last.end >= start - 2 and told
    if alone or (imprinted and words_of_prose(text, group.start, start) > _SOME_WORDS):
        return True
    if _in_archive(text, between(anchors, start, end), start + 1, end):
        return True  # "(AGAD, Metryka Koronna, t. 123, k. 45)"
    if Kind.OP_CIT in inside and _family_at(text, first, end, known):
        return True  # "(Lis, dz. cyt., s. 12)"
    if family_alone(text, first, end - 1, known) is not None:
        return True  # "(Lis 2004, s. 5; Kos 2011)"
    if names is None or names.form not in {"initials-first", "family-first"} or text[names.end] not in ",.: ":
        return False
    return bool(inside & (DATES | {Kind.OP_CIT}))


_SOME_WORDS = 2


_LED = regex(rf"(?:[{LOWER}]+[.,]?\s){{1,4}}(?=[{UPPER}])")


def _behind_words(text: str, start: int, end: int) -> int:
    """Where a capital stands behind a few words: "(tak też J. Lis, dz. cyt., s. 5)"."""
    led = _LED.match(text, start, end)
    return start if led is None else led.end()


def _begins(text: str, anchors: Sequence[Anchor], start: int, end: int, known: KnownTitles) -> int:
    """Where the citation of a bracket begins: behind the words before a name whose work is cited again."""
    first = _behind_words(text, start, end)
    return first if _family_at(text, first, end, known) or cited_again(text, anchors, first, end) else start


def _family_at(text: str, at: int, end: int, known: KnownTitles) -> bool:
    """Whether the family name of an author cited before stands alone at a place."""
    alone = _CAPITALISED.match(text, at, end)
    return alone is not None and text[alone.end()] in ",." and known.family(alone.group())


_LAST_WORD = regex(rf"(?:^|(?<=\s))[{UPPER}][^\W\d_]+{FURTHER}\s?\Z")


def _family_before(text: str, start: int, end: int, known: KnownTitles) -> tuple[int, int] | None:
    """The family name of an author cited before that stands right before a bracket: "pisze Sroka (Folwark…, s. 60)"."""
    match = _LAST_WORD.search(text, max(start, end - 40), end)
    if match is None or not known.family(match.group().strip()):
        return None
    return match.start(), match.start() + len(match.group().rstrip())


@cache
def _name_last() -> tuple[re.Pattern[str], ...]:
    family = rf"{before_family()}[{UPPER}][^\W\d_]+{FURTHER}$"
    return compiled(rf"(?:[{UPPER}]\.\s?){{1,3}}{family}"), compiled(rf"(?:[{UPPER}][^\W\d_]+\s){family}")


def _author_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name that stands right before a bracket: two words with capitals, or initials and a family name."""
    window = text[max(start, end - 60) : end].rstrip()
    match = next(filter(None, (pattern.search(window) for pattern in _name_last())), None)
    if match is None:
        return None
    offset = max(start, end - 60)
    names = person_list(text, offset + match.start(), offset + match.end())
    first = text[offset + match.start() : offset + match.end()].split()[0]
    if names is None or not (first.endswith(".") or is_given(first)):
        return None
    return offset + match.start(), offset + match.end()
