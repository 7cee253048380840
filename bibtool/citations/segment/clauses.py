"""A note cut into clauses: at semicolons, at full stops, before signals and where citations are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from bibtool.citations.names import responsible
from bibtool.citations.names.given import is_given
from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.names.roles import role_at
from bibtool.citations.readings.archive import archive_head
from bibtool.citations.readings.archives_named import further
from bibtool.citations.readings.vancouver import dotted_figures
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.cites import family_alone, short_last
from bibtool.citations.segment.dashed import dashed
from bibtool.citations.segment.joined import within_imprint
from bibtool.citations.segment.next_sentence import next_sentence
from bibtool.citations.segment.onward import onward
from bibtool.citations.segment.segments import JOINED, NEAR, STRONG, WEAK_ENDS, Clause, KnownTitles, skip
from bibtool.language import gazetteer
from bibtool.language.forms import WORD, alternation, by_first_word, exact, firsts, spelt, telling
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Forms, Phrase, words_of
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER, UPPER
from bibtool.text.patterns import regex

SENTENCE = regex(rf"[.?!…][”»\")\]]{{0,2}}(?P<gap>\s+)(?=[^\W_{LOWER}]|[„«“\"(\[–—-])")


class _Signals(Struct, frozen=True):
    """The words before a citation that say how it is meant, by the word that a form of them begins with."""

    see: Mapping[str, Sequence[str]]
    short: Mapping[str, Sequence[str]]
    bare: Mapping[str, Sequence[str]]
    further: Forms
    first: frozenset[str]
    last: frozenset[str]
    telling: frozenset[str]


@cache
def _forms() -> tuple[list[str], list[str], list[str]]:
    """Signals; those that need a colon or a name behind; abbreviations that lack their full stop."""
    lex = lexicon()
    forms = lex.forms("see", "cited_after")
    see = [f for f in forms if len(f) > 2 or f.endswith(".")]
    short = [f for f in lex.forms("cited_after") if f not in see]
    # where a citation can begin: "См Лис И.", an abbreviation that lacks its full stop, and "Za J. Lis, Brody"
    return see, short, [f for f in forms if f not in see and f"{f}." in see]


@cache
def _signs() -> _Signals:
    see, short, bare = _forms()
    every = [*see, *short, *bare]
    return _Signals(
        by_first_word(see),
        by_first_word(short),
        by_first_word(bare),
        Forms(see, r"\s?:?(?=\s)"),
        firsts(every),
        firsts(words[-1] for form in see if (words := WORD.findall(form))),
        telling(every),
    )


@cache
def _signal(word: str) -> re.Pattern[str]:
    """The signals that begin with a word."""
    found = _signs()
    see, short, bare = (alternation(forms.get(word, ())) for forms in (found.see, found.short, found.bare))
    return compiled(
        rf"(?:{see}\.?\s?[:,]?|{short}\s?:"
        rf"|(?:\A|(?<=[;.(]\s))(?:{bare},?(?=\s[{UPPER}])|{short},?(?=\s[{UPPER}]\.)))(?=\s)"
    )


@cache
def _considered() -> re.Pattern[str]:
    """ "rozważania w:" behind "por."."""
    return compiled(rf"(?:\s[^\W\d_]+){{0,3}}\s{lexicon().alternation('in')}\s?:(?=\s)")


@cache
def _stopped_signal() -> re.Pattern[str]:
    return compiled(rf"(?:\A|[.;!?…]\s){alternation(_forms()[0])}\.\Z")


@cache
def _joined() -> re.Pattern[str]:
    return compiled(rf"[,\s](?<=[0-9.)\]>][,\s])(?:(?<=,)\s|(?<!,)){lexicon().alternation('and', 'and_also')}\s")


@cache
def _abbreviations() -> tuple[frozenset[str], Mapping[str, Sequence[int]]]:
    """The last words of forms that end in a full stop, the first letter in either case, and how long those are that end
    in a letter and its full stop; of the names of gazettes every word that does."""
    lex = lexicon()
    endings = {form.rsplit(" ", 1)[-1] for role in lex.words for form in lex.words[role] if form.endswith(".")}
    endings |= {form for form in lex.hint("inner") if form.endswith(".")}
    endings |= {word for form in lex.forms("gazette", "public_law") for word in form.split() if word.endswith(".")}
    found = frozenset().union(*map(spelt, endings))
    lengths: dict[str, set[int]] = {}
    for form in found:
        lengths.setdefault(form[-2:], set()).add(len(form))
    return found, {ending: tuple(sorted(each)) for ending, each in lengths.items()}


_LETTER = regex(r"(?<![^\W_])[^\W\d_]\.?\Z")


def _abbreviated(text: str) -> bool:
    """Whether a text ends in an abbreviation or a single letter, with or without a full stop behind."""
    if _LETTER.search(text, max(0, len(text) - 2)):
        return True
    forms, lengths = _abbreviations()
    for end in (len(text), len(text) - 1)[: 1 + text.endswith(".")]:
        for length in lengths.get(text[max(0, end - 2) : end], ()):
            begin = end - length
            if begin >= 0 and text[begin:end] in forms:
                before = text[begin - 1 : begin]
                if not text[begin].isalnum() or not (before.isalnum() or before == "_"):
                    return True
    return False


def clauses(
    text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles, begin: int = 0
) -> Iterator[Clause]:
    """Sentences and semicolon parts from ``begin`` on, parted once more where a signal stands inside."""
    start, hard = begin, True
    cuts: list[tuple[int, int, bool]] = []
    position = text.find(";")
    while position >= 0:
        if not (tree.inside(position) or within_imprint(text, position) or dotted_figures(text, position)):
            cuts.append((position, _behind_joining(text, anchors, position + 1, known), True))
        position = text.find(";", position + 1)
    for match in SENTENCE.finditer(text):
        gap = match.start("gap")
        if not tree.inside(gap) and not stopped(text, gap) and not _numbered(text, gap, match.end()):
            # "I differ from Tarn, The Lights, 16. For a view closer to mine, see …"
            cuts.append((gap, match.end(), short_last(text[max(0, gap - _SHORT) : gap].rstrip("."), known)))
    for match in _archives().finditer(text):
        after_another = match.group().startswith(", ") and len(match.group()) == 2
        if after_another and not hints.has(text[max(0, match.start() - 60) : match.start()], "archive_name"):
            continue  # "List z 7 V 1923, AAN, …": where that document is
        if (
            not tree.inside(match.start())
            and archive_head(text, match.end(), min(len(text), match.end() + NEAR)) is not None
        ):
            cuts.append((match.start(), match.end(), True))
    cuts += [(at, resume, True) for at, resume, words in onward(text, anchors, tree) if not _said(text, *words)]
    cuts += [(at, resume, True) for at, resume, words in next_sentence(text, anchors, tree) if not _said(text, *words)]
    cuts += [(at, resume, True) for at, resume, words in dashed(text, anchors, tree) if not _said(text, *words)]
    for match in _joined().finditer(text):
        if not tree.inside(match.start()) and _joins(text, anchors, match.start(), match.end(), known):
            cuts.append((match.start(), match.end(), True))
    cuts += [(at, resume, True) for at, resume in further(text) if not tree.inside(at)]
    for lo, hi in responsible.statements(text, begin, len(text)):  # "/ М-во культуры Рос. Федерации, Гос. музей. – М."
        cuts = [cut for cut in cuts if not lo <= cut[0] < hi]
    cuts.sort()
    for at, resume, kind in [*cuts, (len(text), len(text), True)]:
        if at < start:
            hard = hard or kind
            continue
        lo = skip(text, start, at)
        if lo < at:
            yield from _signals(text, anchors, tree, Clause(lo, at, hard), known)
            hard = kind
        else:
            hard = hard or kind
        start = resume


_SHORT = 200  # letters of a short citation at the end of a sentence


@cache
def _joining() -> re.Pattern[str]:
    return compiled(rf"\s{lexicon().alternation('and_also', 'and')}(?:\s|:\s|,\s)(?=[„«“\"‘{UPPER}])")


def _behind_joining(text: str, anchors: Sequence[Anchor], at: int, known: KnownTitles) -> int:
    """Where a citation begins behind a joining word that no name begins with: "…, s. 7; oraz L. Sitarz, Sól, s. 3"."""
    joining = _joining().match(text, at)
    if joining is None or any(a.kind is Kind.IN for a in between(anchors, at, joining.end())):
        return at  # "Die Wehre; in: Kos, B. (Hg.): Flüsse"
    resume = joining.end()
    if citation_follows(text, anchors, resume, len(text), known) or _FAMILY_AND_QUOTE.match(text, resume):
        return resume
    if not text[at + 1].islower():
        return at
    complete = _cited(text, anchors, at - 1) or _LABELLED_LAST.search(text, max(0, at - 24), at - 1)
    return resume if complete else at


# "ark. 44": figures behind an abbreviation, which may be leaves
_LABELLED_LAST = regex(rf"[{LOWER}]{{1,5}}\.\s?[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?[rv]?\Z")


_FAMILY_AND_QUOTE = regex(rf"[{UPPER}][^\W\d_]+{FURTHER},\s[„«“\"‘]")


def _said(text: str, start: int, end: int) -> bool:
    """Whether a signal or no more than a joining word stands before a citation: both part by themselves."""
    joined = _joined().match(text, start - 1, end)
    signals = (signal for signal in signals_in(text, start, end) if not _within_words(text, *signal))
    return any(signals) or (joined is not None and joined.end() == end)


def _within_words(text: str, begin: int, end: int) -> bool:
    """Whether what may be a signal is an adverb of a sentence: "o tym pisał obszernie K. Warta"."""
    return begin > 1 and text[begin - 2].isalpha() and text[begin:end].casefold() in _of_both()


@cache
def _archives() -> Phrase:
    """Before a further archive: "…, zbiory autora, oraz IPN BU 296/41, IPN BU 3971"."""
    lex = lexicon()
    names = lex.hint("archive_name")
    known = exact(names)
    joined = rf"(?:(?<=,)\s|(?<!,)){lex.alternation('and', 'and_also')}\s(?={known})"
    return Phrase(rf"[,\s](?:{joined}|(?<=\d,)\s(?={known}))", names)


# "Ford, “Mills,” 77, and …": pages without a label, as Chicago prints them
_BARE_PAGES = regex(
    r"(?:(?:,[”\"]|[^\W\d_],)\s[0-9]{1,4}(?:[-–][0-9]{1,4})?"
    # "Ford (2012: 77) and …"
    r"|\((?:1[4-9]|20)[0-9]{2}[^\W\d_]?[:,]\s?[0-9]{1,4}(?:[-–][0-9]{1,4})?\)),?\s?\Z"
)


def _cited(text: str, anchors: Sequence[Anchor], at: int) -> bool:
    """Whether what ends a citation stands before a place."""
    closing = at - (text[at - 1 : at] in (")", "]"))  # "Lis (2012, p. 215) and Kos (2009, p. 50)"
    ends = {a.kind for a in between(anchors, max(0, at - NEAR), at + 1) if a.end in (closing, at, at + 1)}
    return bool(ends & JOINED) or _BARE_PAGES.search(text, max(0, at - 24), at + 1) is not None


def _joins(text: str, anchors: Sequence[Anchor], at: int, resume: int, known: KnownTitles) -> bool:
    """Whether a joining word parts two citations: what stands before is complete, a name or a reference follows
    ("…, Lublin 2005, s. 3–5 oraz B. Lis, Wieża", "…, S. 6, sowie Lis, Anna, Der Turm")."""
    if not _cited(text, anchors, at):
        return False
    if any(a.kind in {Kind.IBID, Kind.IDEM} for a in between(anchors, resume, resume + 1)):
        return True
    if hints.domain(text[resume : resume + 40].partition(", ")[0]):
        return True  # "sowie example.org, Die Schlacht, https://…"
    if family_alone(text, resume, min(len(text), resume + NEAR), known) is not None:
        return True
    names = person_list(text, resume, min(len(text), resume + NEAR))
    if names is None or text[names.end : names.end + 1] not in {",", ":", "."}:
        return False
    if attested(text, names):
        return True
    # names that the data does not hold, where a title and a number follow
    after = between(anchors, names.end, names.end + NEAR)
    title = text[names.end : after[0].start] if after and after[0].kind in STRONG | WEAK_ENDS else ""
    return title.count(",") > 1 and not hints.known_place(text[slice(*names.spans[0])])


def _numbered(text: str, gap: int, resume: int) -> bool:
    """Whether a full stop stands between a mark and its number: "Оп. 3"."""
    return text[resume : resume + 1].isdigit() and _MARK.search(text[max(0, gap - 5) : gap]) is not None


_MARK = regex(r"(?<![\w])[^\W\d_]{1,3}\.\Z")


def stopped(text: str, at: int) -> bool:
    """Whether the full stop before ``at`` is that of an initial or an abbreviation, or follows a signal: "Zob. też.
    J. Nowak"."""
    if text[at - 1] != ".":
        return False
    begin, first = at - 1, max(0, at - 24)
    while begin > first and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin : at - 1]
    if len(word) == 1 and not text[begin - 1 : begin].isalnum():
        return True  # an initial
    if _abbreviated(text[first:at]):
        return True
    # a form may end in a mark: "na podstawie:."
    signal = not word or word in _signs().last
    return signal and _stopped_signal().search(text, max(0, at - 40), at) is not None


_NUMBERED_PARTS = frozenset({Kind.EDITION, Kind.PAGES})


def _signals(
    text: str, anchors: Sequence[Anchor], tree: Structure, clause: Clause, known: KnownTitles
) -> Iterator[Clause]:
    start, hard, signal = clause.start, clause.hard, None
    for begin, end in signals_in(text, clause.start, clause.end):
        if any(a.start == begin and a.kind in _NUMBERED_PARTS for a in between(anchors, begin, end)):
            continue  # "Вид. 2-е" is an edition, whatever the word means in Serbian, and "Гл. 3" a chapter
        if begin > start and (
            tree.inside(begin)
            or not (
                citation_follows(text, anchors, end, clause.end, known)
                or _said_before(text, anchors, start, (begin, end), clause.end)
            )
        ):
            continue
        if begin == start and (not text[end:].strip() or _of_title(text, anchors, begin, end, clause.end, known)):
            continue
        if begin > start and _within_next(text, anchors, begin, end, clause.end):
            continue  # "Tod auf See, in: Das Ruder"
        if begin > start and _within_words(text, begin, end):
            continue
        if begin > start and text[begin - 2] == "," and _of_enumeration(text, anchors, begin, end):
            continue
        if begin > start and _printed_by(text, start, begin, end):
            continue  # "Dantisci, apud G. Forster, 1649"
        role = role_at(text, begin, clause.end)
        if role is not None and role[1] > end:
            continue  # "Гл. ред. А. Лис": "гл." is "see" in Belarusian
        word = max(start, text.rfind(" ", start, max(start, begin - 1)) + 1)
        role = role_at(text, word, clause.end) if word < begin else None
        if role is not None and role[1] >= end:
            continue  # "Historia, dir. por A. Lis": "por" is "see" in Polish
        if begin > start:
            yield Clause(start, begin, hard, signal)
            hard = False
        start, signal = begin, (begin, end)
    yield Clause(start, clause.end, hard, signal)


def _within_next(text: str, anchors: Sequence[Anchor], begin: int, end: int, stop: int) -> bool:
    """Whether the word for what a work stands in follows what may be a signal, so that it may be part of a title: "Tod
    auf See, in: Das Ruder", but "o cechach zob. w: K. Sum, Cechy"."""
    within = next((a for a in between(anchors, begin, min(len(text), end + 4)) if a.kind is Kind.IN), None)
    if within is None:
        return False
    at = skip(text, within.end, stop)
    names = person_list(text, at, min(stop, at + NEAR)) if text[begin].islower() else None
    return names is None or not attested(text, names)


def _of_title(text: str, anchors: Sequence[Anchor], begin: int, end: int, stop: int, known: KnownTitles) -> bool:
    """Whether what may be a signal begins a title or is a name: "Recently Found Letters", "Pace, Maria", "Pace M."."""
    said = text[begin:end]
    if said.rstrip(" ,:").casefold() not in _of_both():
        return False
    name = _NAME_BEHIND.match(text, end, stop)
    if said.endswith(","):
        several = " " in said.strip(" ,")  # no family name: "More recently, Jane Kirch"
        return name is None or (name["word"] is not None and not (several and is_given(name["word"])))
    if name is not None:
        placed = _IMPRINT_NEXT.match(text, name.end(), stop) if name["comma"] else None
        if placed is not None and hints.known_place(placed["place"]):
            return True  # "Także Ziemia, Kraków 1990"
        return name["word"] is not None and not name["comma"] and not is_given(name["word"])
    return _NO_NAME.match(text, end, stop) is not None or not citation_follows(text, anchors, end, stop, known)


_INITIALS = rf"(?:{CAPITAL}[{LOWER}]?\.[\s-]?){{1,3}}"
_NO_NAME = regex(rf",|\s{_INITIALS}[,;:]")
# "krytycznie A. Lis", "krytycznie Lis, Rzeki", "krytycznie Anna Lis"
_NAME_BEHIND = regex(
    rf"\s(?:{_INITIALS}(?:[{LOWER}’']+\s?)?{CAPITAL}[{LOWER}]|{CAPITAL}[{LOWER}]+\s{CAPITAL}\.|(?P<word>{CAPITAL}[{LOWER}]+)(?:-{CAPITAL}[{LOWER}]+)?(?P<comma>,)?)"
)


def _of_enumeration(text: str, anchors: Sequence[Anchor], begin: int, end: int) -> bool:
    """Whether an adverb behind a comma goes on with a title: "Rzeki, także Wisła", "J. Kos, Także Adam Lis"; but not
    "s. 4, też A. Lis"."""
    if text[begin:end].casefold() not in _of_both():
        return False
    if text[begin].isupper():
        return True
    if any(a.end in (begin - 2, begin - 1) for a in between(anchors, max(0, begin - NEAR), begin)):
        return False
    names = person_list(text, end + 1, min(len(text), end + NEAR))
    return names is None or not attested(text, names)


_IMPRINT_NEXT = regex(rf"\s(?P<place>{CAPITAL}[\w-]+),?\s(?:1[4-9]|20)[0-9]{{2}}(?!\w)")


@cache
def _of_both() -> frozenset[str]:
    return frozenset(form.casefold() for form in lexicon().hint("signal_or_title"))


def _printed_by(text: str, start: int, begin: int, end: int) -> bool:
    """Whether a signal that may as well stand before a printer stands behind a place of printing."""
    if text[begin:end].strip(" :").casefold() not in lexicon().hint("printer_word"):
        return False
    before = text[start:begin].rstrip(" ,:")
    place = before[max(before.rfind(","), before.rfind(".")) + 1 :]
    return hints.known_place(place) or gazetteer.place(place.strip()) is not None


def signals_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The intervals of words that say how a citation is meant ("zob.", "см.", "see also"): tried where the first word
    of one stands, which few words are."""
    at = start
    for begin, word in _places(text, _begun(text), start, end):
        match = _signal(word).match(text, begin, end) if begin >= at else None
        if match is not None:
            at = match.end()
            further = _signs().further.match(text, at + 1, end) if text[at].isspace() else None
            at = further.end() if further else at
            considered = _considered().match(text, at, end) if text.find(":", at, end) >= 0 else None
            at = considered.end() if considered else at
            yield begin, at


@lru_cache(8)
def _begun(text: str) -> frozenset[str]:
    """The words of a text that signals begin with; none where it has the telling word of no signal."""
    found, words = _signs(), words_of(text)
    return frozenset() if found.telling.isdisjoint(words) else found.first & words


_FEW = 16  # words that are looked for one by one sooner than all of a text are looked at


def _places(text: str, words: frozenset[str], start: int, end: int) -> Sequence[tuple[int, str]]:
    """Where each of some words stands whole in a stretch, in order."""
    if len(words) > _FEW:
        return [(m.start(), m.group()) for m in WORD.finditer(text, start, end) if m.group() in words]
    return sorted((at, word) for word in words for at in _whole(text, word, start, end))


def _whole(text: str, word: str, start: int, end: int) -> Iterator[int]:
    """Where a word stands whole in a stretch."""
    at = text.find(word, start, end)
    while at >= 0:
        stop = at + len(word)
        if not ((at > start and _is_letter(text[at - 1])) or (stop < end and _is_letter(text[stop]))):
            yield at
        at = text.find(word, stop, end)


def _is_letter(char: str) -> bool:
    """Whether :data:`WORD` has a character."""
    return char.isalnum() and not char.isdecimal()


def citation_follows(text: str, anchors: Sequence[Anchor], at: int, end: int, known: KnownTitles) -> bool:
    """Whether a citation begins at a place: a quotation, a reference, an address or a name."""
    at = skip(text, at, end)
    if at >= end:
        return False
    if text[at] in '„«"“' or hints.starts_with(text[at : at + 24], "no_author"):
        return True
    if any(a.kind in {Kind.IBID, Kind.IDEM, Kind.URL} for a in between(anchors, at, at + 1)):
        return True
    if not text[at].isupper():
        return False
    return (
        person_list(text, at, end) is not None
        or ":" in text[at - 3 : at]
        or family_alone(text, at, end, known) is not None
    )


def _said_before(text: str, anchors: Sequence[Anchor], start: int, signal: tuple[int, int], end: int) -> bool:
    """Whether a signal ends words that cite nothing and begins what does, though no name tells it: "Einer der
    Hauptleute hieß so, vgl. Kostomarow: Masepa, S. 620"."""
    begin, behind = signal
    start = max(start, begin - NEAR)
    before = text[start:begin]
    if not text[begin:behind].rstrip(" :").endswith(".") and before.rstrip()[-1:] not in {",", ";", ":", "–", "—"}:
        return False
    at = skip(text, behind, end)
    if at >= end or not text[at].isupper() or len(before.split()) < 3:
        return False
    after = between(anchors, at, end)
    return not between(anchors, start, begin) and any(a.kind in STRONG | WEAK_ENDS for a in after)
