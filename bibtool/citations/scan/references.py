"""Words that refer back, name a container, or stand for a link that is not printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import date_at
from bibtool.citations.scan.rules import Note, Rule, keys, keys_of
from bibtool.citations.scan.shapes import PLACE, YEAR, YEARS
from bibtool.language.forms import alternation, squash
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_IN_CAPITALS = 4  # letters of a word that may stand in capitals
_REFERENCES = ("ibid", "op_cit", "idem_m", "idem_f", "idem_pl")
_BRACKET = regex(r"[\[(]\s?\Z")


def rules() -> tuple[Rule, ...]:
    """References and words before a container, compiled at the first note."""
    lex = lexicon()
    alt = lex.alternation
    # "in Verbindung mit A. Lis" is a role
    inside = rf"(?!{alternation(lex.hint('collaboration'))}){alt('in_before_capital')}"
    return (
        *_references(),
        # "Smith (n 1) 54", "Müller (wie Anm. 3)", "Hill, above n. 2": the note that cites a work in full
        Rule(
            keys_of(lex.hint("note_pointer") | lex.hint("note_pointer_bare")),
            rf"(?:(?<=[\[(]){alternation(lex.hint('note_pointer') | lex.hint('note_pointer_bare'))}\s?"
            rf"(?P<value>[0-9]{{1,4}})(?=[\])])|{alternation(lex.hint('note_pointer_bare'))}\s?(?P<value2>[0-9]{{1,4}})(?!\w))",
            _pointer,
        ),
        Rule(keys("dead_end"), alt("dead_end"), _dead_end),
        Rule(keys("in", "entry"), rf"(?:{alt('entry')}\s)?{alt('in')}\s?:?\s?[\])]\s?:?", _in_brackets),
        Rule(
            keys("in", "entry"),
            # "…, S. 15–48 in: P. Lis (Hrsg.), Flüsse"
            rf"(?<=[.,;?!”»\"\])0-9]\s)(?:{alt('entry')}\s)?{alt('in')}\s?:(?=\s)",
            _within,
        ),
        # "“Title,” in Container", "Title. In A. Lis (Ed.), Container"
        Rule(
            keys("in_before_capital"),
            rf"(?:(?<=,[”\"’']\s)|(?<=[”\"»’'],\s))(?=[{LOWER}]){inside}\s(?={CAPITAL})"
            # "G. Rossi, Canali, in F. Melli (a cura di), Venezia", "‘Weirs’ in Ann Lis and Bo Kos (eds), Rivers"
            rf"|(?:(?<=,\s)|(?<=[”\"’'»]\s))(?=[{LOWER}]){inside}\s(?={CAPITAL}[^,()]{{1,60}},?\s(?:\(\s?)?{alt('role_editor')})"
            # "“Weirs”, pp. 36–57 in A. Lis and B. Kos (eds), Rivers"
            rf"|(?<=[0-9]\s)(?=[{LOWER}]){inside}\s(?={CAPITAL}[^()]{{1,90}}\s\(\s?{alt('role_editor')}\))"
            # "C. Gradi, Fossi, in Contadini, II, a cura di R. Molin", "…, in Renaissance Po, edited by J.R. Hale"
            rf"|(?<=,\s)(?=[{LOWER}]){inside}\s(?={CAPITAL}[^,()]{{1,90}}(?:,\s[^,()]{{1,60}}){{0,2}},\s{alt('role_editor')}\s{CAPITAL})"
            # "A. Rossi, Poteri, in A. Rossi - L. Zanon, Storia del Dogado, Torino 1986"
            rf"|(?<=,\s)(?=[{LOWER}]){inside}\s(?={CAPITAL}\.[^()]{{4,60}},\s{CAPITAL}[^()]{{3,150}}{YEAR})"
            # "C. Gradi, Fossi, in Contadini e città (secoli XV–XVI), Firenze, Olschki, 1979, pp. 197–282"
            rf"|(?<=,\s)(?=[{LOWER}]){inside}\s(?=(?P<work>{CAPITAL}[^,()]{{2,90}})(?:\([^()]{{2,30}}\)[^,()]{{0,60}})?(?:,\s[^,()]{{1,60}}){{0,4}}?,\s(?:[^,()]{{2,40}}\s)?{YEARS},\s"
            rf"(?:{alt('volume')}\s?[0-9IVXL]{{1,6}},\s|[IVXL]{{1,6}},\s)?{alt('page', 'column')}\s?[0-9])"
            # "Gradi B. (1998), La palude, in Atti del convegno, Torino, pp. 12-29"
            rf"|(?<=,\s)(?=[{LOWER}]){inside}\s(?={CAPITAL}[^,()]{{2,90}},\s{PLACE},\s{alt('page')}\s?[0-9]{{1,4}}\s?[-–]\s?[0-9])"
            # "B. Gradi, La palude, in Archivio Veneto, XIV (1907), pp. 201-210"
            rf"|(?<=,\s)(?=[{LOWER}]){inside}\s(?={CAPITAL}[^,()]{{2,90}},\s(?:[0-9]{{1,3}}|[IVXL]{{1,8}})\s\({YEAR})"
            # "P. Conti, Le città, in AA. VV., Storia"
            rf"|(?<=,\s)(?=[{LOWER}]){inside}\s{alt('no_author')}\.?,(?=\s)"
            # "G. Rossi, I Foscari, in Dizionario dei dogi, vol. 49, Roma 1997, pp. 3–6"
            rf"|(?<=,\s)(?=[{LOWER}]){inside}\s(?={CAPITAL}[^,.()]{{2,90}},\s{alt('volume')}\s?[0-9IVXL]+(?:[-–/][0-9IVXL]+)?,\s"
            rf"[^()]{{4,90}},\s{alt('page')}\s?[0-9])"
            rf"|(?:(?<=[.?!]\s)|(?<=[.?!][”’'\"]\s))(?={CAPITAL}){inside}\s(?={CAPITAL}(?:\.\s?(?:[{LOWER}]{{1,4}}[\s’']){{0,3}}{CAPITAL}"
            # "Title. In Handbook of Rivers (Vol. 2, pp. 3–9)", "Title. In Proceedings of the Rivers Day, pp. 3–9"
            rf"|[^.?!:]{{0,90}}(?:\({alt('page', 'volume')}|\.\s{PLACE}\s?:\s"
            rf"|,\s{alt('page')}\s?[0-9]{{1,4}}\s?[-–]\s?[0-9]|,\s{alt('role_editor')},?\s{CAPITAL})))",
            _within_work,
        ),
    )


DASHES = "dashes"
# Dashes at the head of an entry stand for the names of the one before: "——— (1998b). 'The last boat'".
_BEHIND = r"(?=[.,:]?\s|\s?\()"
_DASHES = regex(rf"\A\s*(?P<dashes>[—―–_]{{2,6}}|-{{3,6}}|— — —){_BEHIND}")
_DASH = regex(rf"\A\s*(?P<dashes>[—―–-]){_BEHIND}")


def dashes(note: Note, *, one: bool = False) -> Iterator[Anchor]:
    """Dashes for the names of the entry before; a single one where it is told to be such a dash."""
    match = (_DASH if one else _DASHES).match(note.text)
    if match is not None:
        span = match.span("dashes")
        yield Anchor(Kind.IDEM, *span, *span, match["dashes"], rule=DASHES)


def _references() -> Iterator[Rule]:
    """A rule for each first letter: of a pattern of all forms, each of their first words would try every letter."""
    forms: dict[str, list[str]] = {}
    for form in lexicon().forms(*_REFERENCES):
        capitals = [form.upper()] if sum(map(str.isalpha, form)) >= _IN_CAPITALS else []  # "IDEM", "ТАМ ЖЕ"
        forms.setdefault(form[0].casefold(), []).extend([form, *capitals])
    for group in forms.values():
        yield Rule(keys_of(group), alternation(group), _reference)


@cache
def _roles() -> dict[str, str]:
    """The role of each reference word; a form of several has the first of :data:`_REFERENCES`."""
    return {squash(form): role for role in reversed(_REFERENCES) for form in lexicon().forms(role)}


@cache
def _and() -> tuple[str, ...]:
    return tuple(lexicon().forms("and"))


def _reference(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    role = _roles()[squash(match.group())]
    kind = {"ibid": Kind.IBID, "op_cit": Kind.OP_CIT}.get(role, Kind.IDEM)
    if kind is Kind.OP_CIT and _undated(note.text, match):
        return
    opens = _opens(note.text, match.start())
    if kind is Kind.IBID and not opens and squash(match.group()) in _behind_names():
        kind, role = Kind.OP_CIT, "op_cit"  # "Mroczek jw. s. 40"
    if kind is Kind.OP_CIT or opens:
        yield Anchor(kind, *match.span(), *match.span(), match.group(), rule=role.removeprefix("idem_"))


@cache
def _behind_names() -> frozenset[str]:
    """The words for "the same place" that stand behind names without a comma, abbreviated."""
    return frozenset(squash(form) for form in lexicon().forms("ibid") if form.endswith("."))


@cache
def _no_year() -> frozenset[str]:
    return frozenset(map(squash, lexicon().forms("no_year")))


def _undated(text: str, match: re.Match[str]) -> bool:
    """Whether letters in brackets say that there is no year: "(n.d.)" is no "navedeno djelo"."""
    bracketed = text[match.start() - 1 : match.start()] in ("(", "[") and text[match.end() : match.end() + 1] in (
        ")",
        "]",
    )
    return bracketed and squash(match.group()) in _no_year()


def _opens(text: str, at: int) -> bool:
    """Whether a word stands where a reference can: at the start, after punctuation, a bracket or "and"."""
    before = text[max(0, at - 12) : at].rstrip()
    if not before or before[-1] in ".;:,([—–-/" or before.rpartition(" ")[2] in _and():
        return True
    # "[w:] tenże (red.)", "Zob. też tegoż: …"
    return before.endswith((":]", ":)")) or _signal_last().search(text, max(0, at - 24), at) is not None


@cache
def _signal_last() -> re.Pattern[str]:
    return compiled(rf"(?:\A|[\s(]){lexicon().alternation('see')}\s?\Z")


POINTER = "note-pointer"


_PAGES = 24  # characters of a label and its pages


@cache
def _pages_last() -> re.Pattern[str]:
    return compiled(rf"{lexicon().alternation('page')}\s?[0-9]+(?:[-–][0-9]+)?\s?\Z")


def _pointer(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    name = "value" if match["value"] else "value2"
    start, end = match.span()
    if name == "value":
        start, end = start - 1, end + 1
        if _pages_last().search(note.text, max(0, start - _PAGES), start):
            return  # "s. 45 (przyp. 3)": a note on that page
    elif note.text[:start].rstrip()[-1:] != ",":
        return  # "Jak w przypisie 3 powyżej, trzeba uważać": words of the author
    yield Anchor(Kind.OP_CIT, start, end, *match.span(name), match[name], rule=POINTER)


def _dead_end(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    dated = date_at(note.text, match.end() + 1) if note.text[match.end() : match.end() + 1].isspace() else None
    start, end = match.start(), dated[1] if dated else match.end()
    yield Anchor(Kind.DEAD_END, start, end, start, end, note.text[start:end], rule="dead-end")


def _in_brackets(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    bracket = _BRACKET.search(note.text, max(0, match.start() - 2), match.start())
    if bracket:
        yield _in(note, bracket.start(), match.end())


def _within(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield _in(note, *match.span())


def _within_work(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    """A place is no larger work ("Lettere, in Venezia, Marcolini, 1538, p. 4"), nor are words of the title that begin
    with a possessive ("Peace, in Our Time")."""
    work = match["work"]
    if work is None or not (hints.known_place(work) or hints.starts_with(work.casefold(), "possessive")):
        yield _in(note, *match.span())


def _in(note: Note, start: int, end: int) -> Anchor:
    return Anchor(Kind.IN, start, end, start, end, note.text[start:end], rule="in")
