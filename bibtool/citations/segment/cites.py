"""Whether a stretch of a note cites something, by what it contains and how it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.names import particles
from bibtool.citations.names.given import family_like, is_given
from bibtool.citations.names.marked import edited
from bibtool.citations.names.persons import SURE, attested, person_list
from bibtool.citations.names.roles import editors_after
from bibtool.citations.readings.own_notation import own_notation
from bibtool.citations.readings.parts import dated_head
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.aliases import alias_at
from bibtool.citations.segment.joined import year_of_imprint
from bibtool.citations.segment.segments import STRONG, WEAK_ENDS, Clause, KnownTitles, Segment
from bibtool.language import gazetteer
from bibtool.language.forms import alternation, exact
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER, UPPER
from bibtool.text.patterns import regex

_YEAR_IN_BRACKETS = regex(r"\((?:1[4-9]|20)\d\d")


def plain_dated_names(text: str, start: int, end: int) -> re.Match[str] | None:
    """The names and year that a stretch begins with, in the form of :func:`_plain_dated_names`."""
    return _plain_dated_names().match(text, start, end) if _YEAR_IN_BRACKETS.search(text, start, end) else None


@cache
def _plain_dated_names() -> re.Pattern[str]:
    """Names that nothing attests, by their look: words with capitals, initials, commas, "&", and a year in brackets
    ("Bird, Sonya & Litvin, Natallia (2021).")."""
    lex = lexicon()
    word = rf"{CAPITAL}[\w’'-]*+\.?"
    sign = rf"(?:[,;/]\s?|\s)(?:(?:{lex.alternation('and')}|&)\s)?"
    role = rf"(?:\s?\(?{lex.alternation('role_editor', 'et_al')}\)?[.,]?)?"
    return compiled(rf"{word}(?:{sign}{word}){{0,14}},?{role}\s?\((?:1[4-9]|20)\d\d[{LOWER}]?\)[.:,]?\s*")


# What only citations hold, and what is one where a stretch begins with it.
_CITING = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.ONLINE, Kind.ISBN, Kind.IMPRINT, Kind.OP_CIT})
_SAME = frozenset({Kind.IBID, Kind.IDEM})


def cites(text: str, anchors: Sequence[Anchor], tree: Structure, group: Clause | Segment, known: KnownTitles) -> bool:
    """Whether a stretch of text cites something, by what it contains and how it begins."""
    stretch = text[group.start : group.end].strip(" .,;")
    if not stretch:
        return False
    own = between(anchors, group.start, group.end)
    kinds = {a.kind for a in own}
    if kinds & _CITING:
        return True
    if kinds & _SAME and any(a.start == group.start for a in own if a.kind in _SAME):
        return True
    dated = plain_dated_names(text, group.start, group.end)
    if dated is not None and dated.group()[-1] != ")" and len(text[dated.end() : group.end].split()) > 1:
        return True  # "OECD (2010). Education at a Glance. Paris: OECD Publishing."
    if " // " in stretch or (Kind.IN in kinds and len(stretch) > 12):
        return True
    paged = Kind.PAGES in kinds and not _mentioned(text, own, group.end)
    if paged and Kind.YEAR in kinds:
        return True
    if own_notation(text, group.start, group.end, own) or _kept(stretch):
        return True
    semicolon = text.rfind("; ", group.start, group.end) if Kind.YEAR in kinds else -1
    if semicolon >= 0 and year_of_imprint(text, semicolon):
        return True
    names = person_list(text, group.start, group.end)
    behind = editors_after(text, names.end, group.end) if names is not None else group.end
    # "Lis, A./Kos, B. (Hrsg.): Title": what says that they edit ends the names as a mark does
    titled = names is not None and behind < group.end and (behind > names.end or text[behind] in ",.:")
    if paged:
        return not is_prose(text, own, group)
    if _SHORT_QUOTED.fullmatch(stretch):
        return True
    if _clipped(text[group.start : group.end]) and _title_cut(text, group, known, names is not None):
        return True
    if abbreviated(text, group.start, group.end, known):
        return True
    if known.begins(stretch) or short_last(stretch, known):
        return True
    if family_alone(text, group.start, group.end, known):
        return True
    if names is not None and dated_head(text, behind, group.end) is not None:
        return True  # "Lis, A. (in press). Wells. Dale Press"
    marked = edited(text, group.start, group.end)
    if marked is not None and len(text[marked.end : group.end].split()) > 1:
        return True  # "Bock-Lahn, Adrienne (Hg.): Stadt"
    if names is not None and _described(text, names.end, group.end):
        return True
    if titled and names is not None:
        if text[behind] == "," and _said_of(text, behind + 1, group.end):
            return False
        if names.form in SURE or behind > names.end:
            return len(text[behind : group.end].split()) > 1
        return bool(kinds & (STRONG | WEAK_ENDS))
    return bool(kinds & WEAK_ENDS) and _imprint_like(text, tree, own, group)


def _said_of(text: str, at: int, end: int) -> bool:
    """Whether a relative clause stands at a place: "J. Lis, która pisze o tym obszernie"."""
    word = _WORD.match(text, at, end)
    return word is not None and word["word"] in lexicon().hint("relative")


_WORD = regex(rf"\s(?P<word>[{LOWER}]{{2,}})(?=\s)")


# "Tarn, ‘Lights’, 16": a family name, a title in quotation marks and pages without a label.
_SHORT_QUOTED = regex(
    rf"{CAPITAL}[^\W\d_]+{FURTHER},\s[„«“\"‘][^„«“”»\"]{{2,120}}?,?[”»“\"’],?\s\d{{1,4}}(?:[-–]\d{{1,4}})?"
)

# "I differ from Tarn, The Lights, 16": the same behind words of the author, where the work is known
_SHORT_LAST = regex(
    rf"(?:\A|\s)(?P<family>{CAPITAL}[^\W\d_]+{FURTHER}),\s(?P<title>[„«“\"‘]?[^,„«“”»\"]{{3,120}}),?[”»“\"’]?,?\s"
    r"(?:\d{1,2}:)?\d{1,4}(?:[-–]\d{1,4})?\Z"
)


_LONGEST_SHORT = 250


def short_last(stretch: str, known: KnownTitles) -> bool:
    """Whether a stretch ends with a family name, a title of that author's, and pages without a label."""
    found = _SHORT_LAST.search(stretch[-_LONGEST_SHORT:]) if stretch[-1:].isdigit() else None
    return found is not None and known.wrote(found["family"], found["title"].strip('„«“"‘ '))


# Areas of a description parted by a full stop and a dash: "Нариси. — Вінниця, [б. р.]. — Машинопис".
_AREAS = regex(r"\.\s?[–—]\s")


def _described(text: str, at: int, end: int) -> bool:
    """Whether a description in areas follows names and their full stop, whatever it has for a year."""
    behind = text[at - 1 : at + 1]
    return behind == ". " and text[at + 1 : at + 2].isupper() and _AREAS.search(text, at + 1, end) is not None


YEAR = r"(?:1[4-9]|20)\d\d"
# "Gould 1966", "Komar (2022a)"
YEAR_FIRST = regex(rf"[\[(]?(?P<year>{YEAR})(?P<letter>[a-zа-г])?[\])]?(?![\w/–—-])")
DATED_NAMES = regex(rf",?\s[\[(]?(?P<year>{YEAR})(?P<letter>[a-zа-г])?[\])]?(?![\w/–—-])")


# "AL 211", "BL, 115–117", "“KM,” 2:244": the sources of theology, law and monographs on one author
ABBREVIATION = regex(
    rf"[„“«\"]?(?P<word>(?![IVXLCDMІХ]+(?!\w))[{UPPER}]{{2,5}}),?[”»\"]?,?\s(?!(?:1[4-9]|20)[0-9]{{2}},\s[{LOWER}]{{3}})(?:[{LOWER}]{{1,4}}\.?\s)?(?:[0-9]{{1,2}}:)?[0-9]{{1,4}}(?:\s?[-–—]\s?[0-9]{{1,4}})?"
    rf"(?:,\s[0-9]{{1,4}}(?:\s?[-–—]\s?[0-9]{{1,4}})?)*(?:,?\s§\s?[0-9]{{1,3}})?(?:\.?\s*\Z|(?=,\s[{LOWER}]{{3}}))"
)


def _kept(stretch: str) -> bool:
    """Whether a stretch says last who keeps what it describes: "Nagranie rozmowy, zbiory autora"."""
    title, _, keeper = stretch.rpartition(", ")
    held = hints.starts_with(keeper, "manuscript")
    return held is not None and 0 < len(title.split()) < 16 and len(keeper.split()) < 5 and title[0].isupper()


def begins_named(text: str, group: Clause | Segment) -> bool:
    """Whether a stretch begins with names and more than a word or two after them."""
    names = person_list(text, group.start, group.end)
    if names is None or not attested(text, names) or text[names.end : names.end + 1] not in {",", ".", ":"}:
        return False
    return len(text[names.end : group.end].split()) > 3


@cache
def _alone() -> re.Pattern[str]:
    lex = lexicon()
    name = rf"(?:{exact(lex.hint('saint_family'))}(?!\w)|{particles.family_alone()})"
    second = particles.family_alone(joined=True)
    joiner, et_al, op_cit = lex.alternation("and"), lex.alternation("et_al"), lex.alternation("op_cit")
    others = rf"(?:,\s{name})?(?:,?\s{joiner}\s|\s?/\s?){second}|,?\s{et_al}"
    # "Zawada, Bór 2005: 118", "Nowak, Wilk, Gaj 2014": names that only commas part, right before a year
    listed = rf"(?P<listed>(?:,\s{name}){{1,3}})(?=,?\s[\[(]?{YEAR}[a-zа-г]?(?!\w))"
    pointer = alternation(lex.hint("note_pointer") | lex.hint("note_pointer_bare"))
    return compiled(
        rf"(?P<first>{name})(?:{listed}|(?P<others>{others}))?"
        rf"(?=,\s|\s[\[(]?{YEAR}[a-zа-г]?(?!\w)|\s\((?:{op_cit}|{pointer}\s?\d)|(?P<stop>[.:])\s)"
    )


def family_alone(text: str, start: int, end: int, known: KnownTitles) -> tuple[int, int] | None:
    """Family names without given names at the head of a short citation ("Snyder, “Federalism”, 35", "Lis / Kos 2011,
    s. 3"): the first is that of an author cited before, or the form shows that they are names ("Komar 2022a, 43",
    "Komar et al. 2022, 43")."""
    together = _known_together(text, start, end, known)
    if together > start:
        return start, together
    match = _alone().match(text, start, end)
    if match is None or (match.group("stop") and not _work_of(text, match, end, known)):
        return None
    if match.group("listed"):
        dated = DATED_NAMES.match(text, match.end(), end)
        titled = known.wrote(match.group("first"), match.group("listed").lstrip(" ,"))
        if dated is not None and not titled and _families_listed(text, match, dated, end, known):
            return match.span()
        return match.span("first") if known.family(match.group("first")) else None
    if known.family(match.group("first")):
        names = person_list(text, start, end)
        if names is not None and names.form == "family-first" and names.end > match.end():
            return None  # "Wrona, K. 2014": no leaf of Wrona's
        others = (match.group("others") or "").lstrip(" ,")
        # "Ford, Mills and Mobs, 80": the title of a work of hers
        return match.span("first") if others and known.wrote(match.group("first"), others) else match.span()
    dated = DATED_NAMES.match(text, match.end(), end)
    if dated is None or not re.match(r"[,:;]\s|[.)]?\s*\Z", text[dated.end() : end]):
        return None
    sure = dated.group("letter") or match.group("others")
    sure = sure or known.headed(match.group("first"), int(dated.group("year")))
    # "Keller 1999, 12 ff.", "Keller 1999: 12": pages and nothing else, where no periodical has a number
    sure = sure or (
        _only_pages().match(text[:end], dated.end()) is not None
        and not hints.has(match.group("first"), "journal", "newspaper", "magazine", "organisation", "periodical_word")
    )
    return match.span() if sure and not hints.known_place(match.group("first")) else None


_COMMAS = regex(rf"{CAPITAL}[^\W\d_]++(?:-[^\W\d_]++)?(?:,\s{CAPITAL}[^\W\d_]++(?:-[^\W\d_]++)?){{1,3}}")
_TITLE_ENDS = regex(r"[….,”»\"’]")
_BEHIND = regex(r"[,.:]?\s")


def _known_together(text: str, start: int, end: int, known: KnownTitles) -> int:
    """Where family names end that only commas part, of authors who wrote a known work together, where "op. cit.",
    "ibid." or the title of a work follows: "Zawiła, Lipiec, dz. cyt.", "Zawiła, Lipiec, Dom, s. 5"; else ``start``."""
    listed = _COMMAS.match(text, start, end)
    if listed is None:
        return start
    names = listed.group().split(", ")
    if not known.family(names[0]):
        return start
    for count in range(len(names), 1, -1):
        at = start + len(", ".join(names[:count]))
        behind = _BEHIND.match(text, at, end)
        if behind is None or not known.together(names[:count], None):
            continue
        rest = text[behind.end() : min(end, behind.end() + 120)]
        if any(hints.starts_with(rest, word) for word in ("op_cit", "ibid")):
            return at
        if known.wrote(names[0], _TITLE_ENDS.split(rest.lstrip('„«“"‘'), maxsplit=1)[0]):
            return at
    return start


def _families_listed(text: str, match: re.Match[str], dated: re.Match[str], end: int, known: KnownTitles) -> bool:
    """Whether words that commas part before a year are family names and no title with its place: those of authors cited
    before, or none is a place and one ends as family names do, there are more than two, or a colon stands before the
    pages; and nothing else follows."""
    names = match.group().split(", ")
    before = _WORD_BEFORE.search(text, max(0, match.start() - _TURN), match.start())
    if before is not None and (is_given(before["word"]) or _INITIAL.fullmatch(before["word"])):
        return False  # "scen. Jan Lis, Polska 1974"
    if known.together(names, int(dated.group("year"))):
        return True
    if any(gazetteer.place(name) is not None or hints.known_place(name) for name in names):
        return False
    if any(hints.has(name, "journal", "newspaper", "magazine", "organisation", "periodical_word") for name in names):
        return False
    pages = _only_pages().match(text[:end], dated.end())
    if pages is None and text[dated.end() : end].strip(" .,;)"):
        return False
    told = dated.group("letter") or len(names) > 2 or any(map(family_like, names))
    return bool(told) or (pages is not None and pages.group().startswith(":"))


_TURN = 24  # letters of a given name and the space behind it
_WORD_BEFORE = regex(r"(?P<word>[^\W\d_]+\.?)\s\Z")
_INITIAL = regex(rf"{CAPITAL}\.")


@cache
def _only_pages() -> re.Pattern[str]:
    """ ", 12 ff.", ": 12", ", S. 12–14, 20" at the end of a reference."""
    pages = r"[0-9]{1,4}(?:\s?[-–]\s?[0-9]{1,4})?"
    page = lexicon().alternation("page")
    return compiled(rf"[,:]\s?(?:{page}\s?)?{pages}(?:\s?[{LOWER}]{{1,2}}\.)?(?:,\s{pages})*[.;)]?\s*\Z")


def abbreviated(text: str, start: int, end: int, known: KnownTitles | None = None) -> bool:
    """Whether a stretch is an abbreviation with figures after it: one that is known ("KPL, s. 3"), or nothing but two
    to five capitals and figures ("AL 211")."""
    if ABBREVIATION.match(text, start, end) is not None and not hints.has(text[start:end], "archive_name"):
        return True
    own = alias_at(text, start, end, known) if known is not None else None
    return own is not None and re.match(r"[,.:]?\s(?:[^\W\d_]{1,4}\.?\s?)?\d", text[own[1] : end]) is not None


def _clipped(stretch: str) -> bool:
    return stretch.rstrip(" ,;").endswith(("…", "..."))


def _title_cut(text: str, group: Clause | Segment, known: KnownTitles, named: bool) -> bool:
    """Whether a stretch that ends in an ellipsis is a title cut short and no sentence that trails off."""
    stretch = text[group.start : group.end].strip(" .,;…")
    words = stretch.split()
    if named or known.begins(stretch):
        return len(words) < 14
    return len(words) < 12 and sum(w[0].islower() for w in words) * 2 <= len(words)


def _work_of(text: str, names: re.Match[str], end: int, known: KnownTitles) -> bool:
    """Whether "op. cit." or a known title follows a family name and a full stop or colon: "Костров. Указ. соч.",
    "Bauer: Papiermühlen, S. 7"."""
    at = names.end() + 2
    if not known.family(names.group("first")):
        return False
    if hints.starts_with(text[at : at + 20], "op_cit"):
        return True
    title = _TITLE_ENDS.split(text[at : min(end, at + 120)], maxsplit=1)[0]
    return known.wrote(names.group("first"), _ibid_last().sub("", title))


@cache
def _ibid_last() -> re.Pattern[str]:
    """ "jw" behind a title, its full stop apart."""
    words = "|".join(re.escape(form.rstrip(".")) for form in lexicon().forms("ibid", "op_cit") if form.endswith("."))
    return compiled(rf"\s(?:{words})\Z")


def _mentioned(text: str, own: Sequence[Anchor], end: int) -> bool:
    """Whether the pages are those of a sentence that goes on: "na s. 3 ostatniego numeru pożegnał się"."""
    pages = next(a for a in own if a.kind is Kind.PAGES)
    after = text[pages.end : end].split()
    return len(after) > 2 and all(word[0].islower() for word in after[:3]) and after[0][-1].isalpha()


# "…, Oxford 2009", "…, Berkeley–Los Angeles 1981", "…,Warszawa 2005"
_PLACES = regex(rf"[,.:]\s?{CAPITAL}[\w’'.-]*(?:[\s–—/&-]{{1,3}}{CAPITAL}[\w’'.]*){{0,4}}\Z|[,.:]\s[^\W\d_]\S*\Z")


# What follows a year and begins no phrase: "Poznań 1984 kan. 517 § 1", "1976 z. 2".
_BEHIND_YEARS = ("et_al", "page", "volume", "issue", "part", "chapter", "canon", "folio", "section")


def _imprint_like(text: str, tree: Structure, own: Sequence[Anchor], group: Clause | Segment) -> bool:
    """Whether a year or issue stands where an imprint does, in a text that is no running sentence."""
    for anchor in own:
        around = tree.brackets.around(anchor.start, anchor.end)
        if anchor.kind not in WEAK_ENDS or (around and anchor.start - around.start > 2 and anchor.end < around.end):
            continue
        after = text[anchor.end : anchor.end + 1]
        before = text[group.start : anchor.start].rstrip()
        words_follow = after == " " and text[anchor.end + 1 : anchor.end + 2].islower()
        following = text[anchor.end + 1 : anchor.end + 16]
        if after.isalnum() or (words_follow and not any(hints.starts_with(following, role) for role in _BEHIND_YEARS)):
            continue
        if before.endswith((",", ".", "–", "—", ":", "”", "»", '"')) or _PLACES.search(before[-60:]):
            return not is_prose(text, own, group)
    return False


def is_prose(text: str, own: Sequence[Anchor], group: Clause | Segment) -> bool:
    """Whether a stretch reads as running sentences: many words in lower case before its first anchor, and no name,
    comma or quotation that parts a title from the rest."""
    head = text[group.start : own[0].start] if own else text[group.start : group.end]
    words = [w for w in head.split() if w[0].isalpha()]
    lower = sum(w[0].islower() for w in words)
    if not words:
        return False
    if person_list(text, group.start, group.end) is not None:
        return False
    return len(words) > 9 and lower / len(words) > 0.6 and "," not in head[-40:] and not head.rstrip().endswith(".")
