"""What the running text cites by author and year: "(Zawada 2011, s. 45; Iwanow 1999a: 12)", "Nowak (2010)".

Only beside a reference list, which tells such a bracket from "(Warszawa 1990)": a bracket that names no entry is
reported where it has the shape of such a citation and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.citation import Citation, Confidence, Field, Kind, Where
from bibtool.citations.resolve import Cited, Registry
from bibtool.citations.scan import hints
from bibtool.citations.scan.shapes import YEAR, YEAR_SUFFIX
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.folding import fold as folded
from bibtool.language.forms import literal
from bibtool.language.lexicon import lexicon
from bibtool.notes.account import LOCATOR_REST
from bibtool.notes.sentences import fold
from bibtool.readers.document import Document
from bibtool.text.certainty import Certainty
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.mapped import Mapped
from bibtool.text.patterns import regex
from bibtool.text.spans import Span, merge, slices

_GROUP = regex(r"\((?P<round>[^()\n]{3,400})\)|\[(?P<square>[^\[\]\n]{3,400})\]")
_DATED = regex(rf"(?<![\w/.–-])(?P<year>{YEAR})(?P<letter>[{LOWER}](?!\w))?(?![\w/–-])")
_AGAIN = regex(rf"\s?[,/]\s?(?:(?P<year>{YEAR})(?P<letter>[{LOWER}](?!\w))?|(?P<other>[a-fа-е]))(?![\w/–-])")
NUMBER = r"(?:\d{1,5}[a-z]?|[ivxlc]{1,7}(?!\w))"  # of a page or a part
_BACK = 110  # characters before a bracket that may name authors
_TOLD = 3  # citations that were found: then what looks like one is one
_RULE = "author-date"


class _Cite(Struct, frozen=True):
    """One citation, before it is looked for: places in the folded text."""

    group: int
    index: int
    start: int
    end: int
    names: tuple[int, int] | None  # None: the names of the citation before
    families: tuple[tuple[str, str], ...]  # folded whole and folded last word
    year: tuple[int, int]
    letter: tuple[int, int] | None
    locator: tuple[int, int, str] | None  # place, label
    behind: tuple[int, int] | None  # "i n.", "passim"
    signal: tuple[int, int] | None
    others: bool  # "et al."
    strict: bool  # has the shape of a citation and nothing else


def author_dates(
    document: Document, body: Mapped, listed: Registry, known: Sequence[Citation] = ()
) -> tuple[list[Citation], list[Finding]]:
    """The citations of a text whose reference lists hold ``listed``, and what is doubtful about them.

    ``known`` are citations of the text that are read already: none is found where they stand.
    """
    if not listed.by_place:
        return [], []
    text = fold(body)
    found: list[tuple[_Cite, list[Cited]]] = []
    taken = merge([span for citation in known for span in citation.spans])
    for cite in _cites(text.text):
        if taken and meets(taken, text.spans(cite.start, cite.end)):
            continue
        found.append((cite, _fitting(text.text, cite, listed)))
    clear = sum(len(works) == 1 for _, works in found)
    citations: list[Citation] = []
    findings: list[Finding] = []
    before = len({citation.note_id for citation in known})
    groups: dict[int, int] = {}
    indices: dict[int, int] = {}
    for cite, works in found:
        if not works and not (cite.strict and (clear >= _TOLD or (clear and _telling(cite)))):
            continue
        group = groups.setdefault(cite.group, before + len(groups) + 1)
        indices[group] = indices.get(group, 0) + 1
        citation = _citation(document, text, cite, f"text-{group}", indices[group], works)
        if len(works) != 1:
            code = Code.SEVERAL_IN_LIST if works else Code.NOT_IN_LIST
            args = {"text": text.text[cite.start : cite.end], "near": "" if works else _near(text.text, cite, listed)}
            findings.append(Finding(code, args, citation.spans, document.name, citation.note_id, citation.index))
            citation = replace(citation, findings=(code,))
        citations.append(citation)
    return citations, findings


def meets(taken: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Whether places share a letter with others, which are sorted and apart."""
    after = ((bisect_right(taken, span.start, key=lambda one: one.end), span.end) for span in spans)
    return any(at < len(taken) and taken[at].start < end for at, end in after)


def _telling(cite: _Cite) -> bool:
    return cite.locator is not None or cite.letter is not None or cite.others or len(cite.families) > 1


@cache
def _unit() -> str:
    """A name: initials, particles, up to four words with a capital."""
    particles = literal(lexicon().forms("particle"))
    word = rf"{CAPITAL}[^\W\d_]+(?:[-–’'][^\W\d_]+)*"
    initials = rf"(?:{CAPITAL}\.[\s-]?){{0,3}}"
    family = rf"(?:(?:{particles})\s){{0,2}}{word}(?:\s(?:{word}|{CAPITAL}{CAPITAL}+)){{0,3}}"
    return rf"{initials}{family}|{CAPITAL}{CAPITAL}+(?:\s{word}){{0,3}}"


@cache
def _separator() -> str:
    joined = literal(lexicon().forms("and"))
    return rf"(?:\s?[,/–—]\s|\s?/\s?|,?\s(?:{joined})\s|\s?&\s?)"


@cache
def _names() -> re.Pattern[str]:
    """Names at the end of a stretch, before a year or a bracket."""
    initials = rf"(?:,?\s{CAPITAL}\.(?:\s?{CAPITAL}\.)?)?"
    return compiled(
        rf"(?<![\w.])(?P<names>(?:{_unit()}){initials}(?:{_separator()}(?:{_unit()}){initials}){{0,5}})"
        rf"(?P<others>,?\s{lexicon().alternation('et_al')})?(?:['’]s)?[,:]?\s*\Z"
    )


@cache
def _split() -> re.Pattern[str]:
    return compiled(_separator())


@cache
def _signal() -> re.Pattern[str]:
    return compiled(rf"\s*(?P<signal>{lexicon().alternation('see', 'cited_after')})[:,]?\s*\Z")


@cache
def _locator() -> re.Pattern[str]:
    lex = lexicon()
    labels = "|".join(
        f"(?P<{role}>{lex.alternation(role)})"
        for role in ("page", "chapter", "folio", "column", "paragraph", "section")
    )
    one = rf"{NUMBER}(?:\s?[-–—]\s?{NUMBER})?"
    rest = rf"(?:nn?|ff?|s?q)\.?(?!\w)|{lex.alternation('locator_rest', 'locator_alone')}"
    return compiled(
        rf"\s?[,:.]?\s?(?:(?:{labels})\s?)?(?P<value>{one}(?:\s?[,i]\s{one}|,\s?{one})*)(?:,?\s?(?P<rest>{rest}))?"
        rf"(?!\w)|,?\s(?P<alone>{lex.alternation('locator_alone')})(?!\w)"
    )


def _cites(text: str) -> Iterator[_Cite]:
    """All that may be citations, in order."""
    number = 0
    for group in _GROUP.finditer(text):
        name = "round" if group["round"] is not None else "square"
        if _DATED.search(text, *group.span(name)) is None:
            continue
        number += 1
        index = 0
        last: _Cite | None = None
        for start, end in _parts(text, *group.span(name)):
            for cite in _part(text, start, end, group.start(), last, number):
                index += 1
                last = replace(cite, index=index)
                yield last


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find(";", at, end)
        stop = end if stop < 0 else stop
        yield at, stop
        at = stop + 1


def _part(text: str, start: int, end: int, bracket: int, last: _Cite | None, group: int) -> Iterator[_Cite]:
    dated = _DATED.search(text, start, end)
    if dated is None:
        return
    names = _names().search(text, start, dated.start())
    signal = None
    strict = False
    if names is not None:
        before = text[start : names.start()]
        match = _signal().match(before)
        signal = (start + match.start("signal"), start + match.end("signal")) if match else None
        strict = not before.strip() or match is not None
        begin = names.start()
    elif not text[start : dated.start()].strip():
        begin = dated.start()
        if last is None:  # "Nowak (2010)"
            names = _names().search(text, max(0, bracket - _BACK), bracket)
            if names is None:
                return
            begin = names.start()
    else:  # "(Rocznik statystyczny 2015)": a title
        head = re.compile(r"\s*").match(text, start, dated.start())
        begin = head.end() if head else start
        match = lead().match(text, begin, dated.start())
        if match is not None:
            signal, begin = match.span("signal"), match.end()
    families = (
        _families(text, names.span("names")) if names else last.families if last and begin == dated.start() else ()
    )
    place = names.span("names") if names else None if begin == dated.start() else (begin, dated.start())
    if not families and place is not None:
        title = text[slice(*place)].strip(" ,:")
        place = (begin, begin + len(title))
        families = ((folded(title), ""),)
    others = bool(names and names["others"]) or bool(last and not names and last.others)
    years = [(dated.span("year"), dated.span("letter"), dated.end())]
    while (again := _AGAIN.match(text, years[-1][2], end)) is not None:
        if again["other"]:
            years.append((years[-1][0], again.span("other"), again.end()))
        else:
            years.append((again.span("year"), again.span("letter"), again.end()))
    for at, (year, letter, stop) in enumerate(years):
        locator = _locator().match(text, stop, end) if at + 1 == len(years) else None
        stop = locator.end() if locator else stop
        value, behind = (locator.span("value"), _first(locator, "rest", "alone")) if locator else ((-1, -1), None)
        rest = text[stop:end].strip(" .,")
        yield _Cite(
            group,
            0,
            begin if not at else year[0] if letter[0] < 0 or year[0] != years[at - 1][0][0] else letter[0],
            stop,
            place if not at else None,
            families,
            year,
            letter if letter[0] >= 0 else None,
            (*value, _label(locator)) if locator and value[0] >= 0 else None,
            behind,
            signal if not at else None,
            others,
            strict and (not rest or at + 1 < len(years)) and not _place_or_month(text, names),
        )


@cache
def lead() -> re.Pattern[str]:
    """A word before a citation that says why it is cited: "see", "за:"."""
    return compiled(rf"(?P<signal>{lexicon().alternation('see', 'cited_after')})[:,]?\s+")


def _label(locator: re.Match[str]) -> str:
    return next((name for name, value in locator.groupdict().items() if name not in _VALUES and value), "page")


_VALUES = ("value", "rest", "alone")


def _first(match: re.Match[str], *names: str) -> tuple[int, int] | None:
    return next((match.span(name) for name in names if match[name]), None)


def _place_or_month(text: str, names: re.Match[str] | None) -> bool:
    """Whether what stands before the year is no name: "(Warszawa 1990)", "(Maj 2010)"."""
    if names is None:
        return True
    word = names["names"]
    return hints.known_place(word) or word.casefold() in lexicon().months or word.casefold() in lexicon().seasons


def _families(text: str, span: tuple[int, int]) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for name in _split().split(text[slice(*span)]):
        words = [word for word in name.split() if not word.endswith(".")]
        if words:
            out.append((folded(" ".join(words)), folded(words[-1])))
    return tuple(out)


def _fitting(text: str, cite: _Cite, listed: Registry) -> list[Cited]:
    """The entries that a citation may mean."""
    year = int(text[slice(*cite.year)])
    letter = text[slice(*cite.letter)] if cite.letter else ""
    works = _of_year(cite, year, listed)
    if not cite.others and len(works) > 1:
        works = [work for work in works if len(work.families) == len(cite.families)] or works
    if letter and len(works) > 1:
        told = [work for work in works if work.letter == letter]
        at = "abcdef".find(letter) if letter in "abcdef" else "абвгде".find(letter)
        works = told or (works[at : at + 1] if not any(w.letter for w in works) and 0 <= at < len(works) else works)
    return works


def _of_year(cite: _Cite, year: int, listed: Registry) -> list[Cited]:
    for which in (0, 1):
        names = tuple(family[which] for family in cite.families)
        if not names or not names[0]:
            continue
        works = [work for work in listed.dated(names, year) if work.year == year]
        if works:
            return works
    title = cite.families[0][0] if cite.families else ""
    if len(cite.families) == 1 and title:
        return [work for work in listed.titled(title, ()) if work.year == year]
    return []


def _near(text: str, cite: _Cite, listed: Registry) -> str:
    """The years of the entries of these authors, for whoever looks for the misprint."""
    for which in (0, 1):
        names = tuple(family[which] for family in cite.families)
        years = (
            sorted({str(work.year) for work in listed.dated(names, None) if work.year}) if names and names[0] else []
        )
        if years:
            return f" ({', '.join(years)}?)"
    return ""


def _citation(
    document: Document, text: Mapped, cite: _Cite, note_id: str, index: int, works: Sequence[Cited]
) -> Citation:
    def field(span: tuple[int, int]) -> Field:
        spans = text.spans(*span)
        return Field(spans, slices(document.text, spans), _RULE)

    fields = {"issued": field(cite.year)}
    names: dict[str, tuple[Name, ...]] = {}
    if cite.names is not None:
        printed = [name.strip() for name in _split().split(text.text[slice(*cite.names)])]
        names["author"] = tuple(_name(name) for name in printed if name)
        fields["author"] = field(cite.names)
    if cite.letter:
        fields[YEAR_SUFFIX] = field(cite.letter)
    if cite.signal:
        fields["signal"] = field(cite.signal)
    if cite.locator:
        fields["locator"] = field(cite.locator[:2])
    if cite.behind:
        fields[LOCATOR_REST] = field(cite.behind)
    year = Date(((int(text.text[slice(*cite.year)]),),))
    custom = {YEAR_SUFFIX: text.text[slice(*cite.letter)]} if cite.letter else {}
    start = min(cite.start, cite.signal[0]) if cite.signal else cite.start
    spans: tuple[Span, ...] = text.spans(start, cite.end)
    return Citation(
        document=document.name,
        note_id=note_id,
        note="",
        index=index,
        kind=Kind.AUTHOR_DATE,
        item=Item("", names, {"issued": year}, {}, custom),
        spans=spans,
        refers_to=works[0].place if len(works) == 1 else None,
        locator=text.text[slice(*cite.locator[:2])] if cite.locator else "",
        label=cite.locator[2] if cite.locator else "",
        locator_rest=text.text[slice(*cite.behind)] if cite.behind else "",
        signal=text.text[slice(*cite.signal)] if cite.signal else "",
        fields=fields,
        confidence=Confidence(Certainty.SURE if len(works) == 1 else Certainty.DOUBTFUL),
        where=Where.TEXT,
    )


def _name(printed: str) -> Name:
    words = printed.split()
    initials = [word for word in words if word.endswith(".")]
    rest = [word for word in words if not word.endswith(".")]
    return Name(family=" ".join(rest) or printed, given=" ".join(initials) if rest else "")
