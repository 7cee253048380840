"""What stands at the head of a citation: names, a body, letters that sign it, and a date in brackets behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from bibtool.citations.draft import BEFORE_BRACKET, EDITOR_LABEL, NO_AUTHOR, Draft, Value
from bibtool.citations.names import roles
from bibtool.citations.names.given import family_like
from bibtool.citations.names.marked import edited, families
from bibtool.citations.names.particles import family_alone as family_alone_pattern
from bibtool.citations.names.persons import SURE, NameList, attested, person_list
from bibtool.citations.readings.church import issuer, issuers, put_issuer
from bibtool.citations.readings.law import gazette_first, gazettes
from bibtool.citations.readings.parts import Family, dated_head
from bibtool.citations.readings.rulings import is_ruling, of_ruling
from bibtool.citations.readings.within import CONTRIBUTOR, EDITED, contributor
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.shapes import YEAR_SUFFIX
from bibtool.citations.segment.split import KnownTitles, family_alone
from bibtool.items.names import Name
from bibtool.language.forms import exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Told, one_of
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER
from bibtool.text.patterns import regex

# "Molmenti, La storia", "De Santi - Lo Monaco, I pascoli", "Lang/Brandt, Armut"
ONE_FAMILY = rf"(?:{CAPITAL}[{LOWER}]{{1,2}}\s)?{CAPITAL}[{LOWER}]{{2,}}{FURTHER}"


def put_author(draft: Draft, text: str, span: tuple[int, int]) -> None:
    """Put the author that the words before a bracket name into the draft."""
    names = person_list(text, *span)
    if names:
        draft.put_names("author", list(names.names), list(names.spans), BEFORE_BRACKET)
    else:
        put_families(draft, text, span)


def authors_at_head(
    draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor], known: KnownTitles
) -> int:
    """Put the names at the head into the draft; where they end."""
    if roles.may_stand(text) and roles.role_at(text, start, end):
        return start
    told = hints.forms("statute", "no_author").may_begin(text, start, end)
    if told and hints.starts_with(text[start:end], "statute"):
        return start
    if _of_law_or_church().may_stand(text):
        if gazette_first(text, start, end) or is_ruling(text, start, end):
            return start
        body = issuer(text, start, end)
        if body is not None:
            put_issuer(draft, text, body)
            return body[1]
    called = _called().match(text, start, end) if told else None
    if called is not None:
        draft.put_names("author", [Name(literal=called["name"])], [called.span("name")], "called-so")
        return called.end("name")
    nobody = _nobody(text, start, end) if told or text.startswith("[", start) else 0
    if nobody:
        draft.state(NO_AUTHOR, (start, nobody))
        return nobody
    signed = _SIGNED.match(text, start, end)
    if signed is not None:
        draft.put_names("author", [Name(literal=signed["name"])], [signed.span("name")], "signature")
        return signed.end()
    names = _without_titular(text, person_list(text, start, end))
    if names is None or not _credible(text, names, start, end, anchors):
        marked = edited(text, start, end)
        if marked is not None:  # "Bock-Lahn, Adrienne (Hg.): Stadt"
            draft.put_names("editor", list(marked.names), list(marked.spans), EDITED)
            if marked.et_al:
                draft.others("editor")
            return marked.end
        alone = family_alone(text, start, end, known)
        if alone is None and (alone := contributor(text, start, end, anchors)) is not None:
            spans = families(text, *alone)
            draft.put_names("author", [Name(family=text[slice(*span)]) for span in spans], spans, CONTRIBUTOR)
            return alone[1]
        if alone is None:
            return start
        put_families(draft, text, alone)
        return alone[1]
    stop = roles.editors_after(text, names.end, end)
    variable = "author" if stop == names.end else "editor"
    draft.put_names(variable, list(names.names), list(names.spans), f"names-{names.form}")
    if names.et_al:
        draft.others(variable)
    return stop


def _without_titular(text: str, names: NameList | None) -> NameList | None:
    """The names without a last one that begins a title: "D. Howard, Jacopo Sansovino: Architecture", where those before
    it have initials."""
    if names is None or len(names.names) < 2 or names.et_al or not text.startswith(":", names.end):
        return names
    initials = ["." in name.given for name in names.names]
    if initials[-1] or not all(initials[:-1]) or text[names.spans[-2][1]] != ",":
        return names
    return replace(names, names=names.names[:-1], spans=names.spans[:-1], end=names.spans[-2][1])


def _nobody(text: str, start: int, end: int) -> int:
    """Where the words end that say that nobody is named, perhaps in brackets of their own; 0 where there are none."""
    said = hints.starts_with(text[start:end], "no_author")
    if said is not None:
        at = start + said.end()
        return 0 if _PART_OF_MORE.match(text, at, end) else at
    if not text.startswith("[", start):
        return 0
    said = hints.starts_with(text[start + 1 : end], "no_author")
    closed = _CLOSED.match(text, start + 1 + said.end(), end) if said is not None else None
    return closed.end() if closed is not None else 0


@cache
def _called() -> re.Pattern[str]:
    """Nobody who is called something: "Anonim tzw. Gall"."""
    nobody, so = lexicon().alternation("no_author"), exact(lexicon().hint("called_so"))
    return compiled(rf"(?P<name>{nobody}\s{so}\s{CAPITAL}[{LOWER}]+)(?=[,:]\s)")


_CLOSED = regex(r"\.?\]")
# What follows "Anonim" where it is part of a name or a title: "Anonim tzw. Gall", "Anonymous Lives"
_PART_OF_MORE = regex(rf"(?<=[^\W\d_])\s(?:[{LOWER}]+\.\s)?{CAPITAL}")


@cache
def _of_law_or_church() -> Told:
    return one_of(gazettes(), of_ruling(), issuers())


# Letters in brackets that a journalist signs with: "(kt), Nowe kino", "(А. Б.). Пожар".
_SIGNED = regex(
    rf"[(\[](?P<name>[{LOWER}]{{1,4}}(?:[.-][{LOWER}]{{1,3}}){{0,2}}\.?(?=[)\]],)|{CAPITAL}\.(?:\s?-?{CAPITAL}\.){{0,2}})[)\]](?=[,.:]\s)"
)


def put_families(draft: Draft, text: str, span: tuple[int, int]) -> None:
    """Family names without given names: "Jones and Brown, “Trade and Faith,” 130"."""
    one = ONE_FAMILY if " - " in text[slice(*span)] else family_alone_pattern(joined=True)
    found = list(re.finditer(one, text[slice(*span)]))
    spans = [(span[0] + m.start(), span[0] + m.end()) for m in found]
    draft.put_names("author", [Name(family=m.group()) for m in found], spans, "family-name-known")


def _credible(text: str, names: NameList, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Whether something that can be a title follows full names (initials are proof enough of a name)."""
    if names.form in SURE:
        return True
    known = names.form == "body" or attested(text, names)
    if known and dated_head(text, names.end, end) is not None:
        return True  # "Петрова Анна, 1998. Плотины"
    if not known and text.startswith(" / ", names.end):
        return False  # "Древние мосты / И. В. Петров": a title, and who wrote it
    rest = text[roles.editors_after(text, names.end, end) : end].lstrip(" ,.:;–—")
    if not rest:
        return False
    if text.startswith(":", names.end) and not attested(text, names) and not _family_like(text, names):
        return False  # "Мистецтво України: Довідник"
    at = end - len(rest)
    first = next((a for a in anchors if a.start >= names.end), None)
    if (
        first is not None
        and first.kind in DATES
        and text.startswith(",", names.end)
        and _only_place(text, at, first.start)
    ):
        # "Mały Rocznik Statystyczny, Warszawa 1939": nothing is left that could be the title.
        return False
    if first is not None and first.start <= at + 1:
        if first.kind is Kind.OP_CIT:
            return True
        # "Московский Комсомолец, 2014, № 5": nothing but figures follows.
        alone = attested(text, names) and not text[first.end : end].strip(" .,;)]")  # "Młynarczyk Jan, 1998"
        return first.kind in DATES and (alone or goes_on(text, first.end, end, Family.COMMA))
    if hints.forms("review", "message_behind", "interview_behind").match(rest) is not None:
        return True  # "Harold Winslade, review of Serf Lives", "John Fell, e-mail to author"
    return not rest[0].islower() or hints.starts_with(rest, "lower_start") is not None


def _family_like(text: str, names: NameList) -> bool:
    """Whether a word of the first name ends as family names do."""
    return any(family_like(word) for word in text[slice(*names.spans[0])].split())


def put_dated_head(draft: Draft, match: re.Match[str]) -> int:
    """Put the date in brackets after the names into the draft; where what follows begins."""
    year = match.group("year")
    if year is None:
        draft.undated = True
        draft.state("no-date", match.span())
    else:
        date = parse_date(year + (match.group("day") or "")) or parse_date(year)
        if date is not None:
            span = (match.start("year"), match.end("day") if match.group("day") else match.end("year"))
            draft.put_date("issued", date, span, "date-after-names")
        if match.group("letter"):
            draft.custom[YEAR_SUFFIX] = match.group("letter")
            draft.values[YEAR_SUFFIX] = Value([match.span("letter")], "date-after-names")
    if match.group("label"):
        draft.state("citation-label", match.span("label"))
    mark = "edited" if match.group("edited") else "edited2"
    if match.group(mark) and "author" in draft.names:  # "Kelle, U. (1995) (Ed.)."
        names, spans = draft.names.pop("author"), draft.values.pop("author").spans
        draft.put_names("editor", names, spans, EDITED)
        draft.state(EDITOR_LABEL, match.span(mark))
        if "author" in draft.cut_short():
            draft.others("editor", instead_of="author")
    for name in ("first", "second"):  # "(1972 [1921])", "([1921] 1972)", "(1921/1972)"
        figures = re.search(r"\d{4}", match.group(name) or "")
        original = parse_date(figures.group()) if figures else None
        if figures and original:
            at = match.start(name) + figures.start()
            draft.put_date("original-date", original, (at, at + 4), "date-after-names")
    draft.dated_first = True
    return match.end()


def _only_place(text: str, start: int, end: int) -> bool:
    stretch = text[start:end].strip(" ([")
    return bool(stretch) and "," not in stretch and len(stretch.split()) < 3 and hints.place(stretch)


_BEHIND_DATES = ("volume", "issue", "part", "page", "accessed", "url_label")

_WORDS = regex(r"\s?(?:[-–—]\s?)?[^\W\d_]+")


def goes_on(text: str, at: int, end: int, kind: Family) -> bool:
    """Whether words follow right after a date, so that it is part of a phrase."""
    match = _WORDS.match(text, at, end)
    if match is None:
        return text[at : at + 1] == ":" and kind is Family.COMMA and text[at + 1 : at + 3].strip()[:1].isalpha()
    word = match.group().strip(" -–—")
    following = text[match.end() : match.end() + 2]
    rest = text[match.start() : end].lstrip()
    return not (
        hints.forms(*_BEHIND_DATES).match(rest) is not None
        or (kind is Family.GOST and match.group().lstrip()[0] in "–—")
        or (word.casefold() in {"http", "https", "www"} and following[:1] in ":.")
    )
