"""Pages, folios, columns, paragraphs and whole extents, by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec.structs import replace

from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.initials import NEAR, and_another, initial_and_year, initials
from bibtool.citations.scan.rules import Note, Rule, keys, keys_of
from bibtool.citations.scan.shapes import DOTTED, OCR_THREE, RANGE, YEAR
from bibtool.language.forms import alternation, literal, squash
from bibtool.language.lexicon import MONTH_ROLES, lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, CYRILLIC_LOWER, CYRILLIC_UPPER, LOWER
from bibtool.text.patterns import regex

# "s. C7", "pp. D5–D8": a letter for the section of a newspaper, and no numeral; "s. 5A"
_SECTION = rf"[0-9]{{1,3}}[A-F{CYRILLIC_UPPER}]"
_LETTERED = rf"(?:{CAPITAL}[0-9]{{1,3}}(?:[-–]{CAPITAL}?[0-9]{{1,3}})?|{_SECTION}(?:[-–]{_SECTION})?)(?!\w)"
_ITEM = rf"(?:{DOTTED}|{_LETTERED}|{RANGE}|{OCR_THREE})"
_LAST = regex(r"[ .;]*\Z")
_WORD = regex(r"[^\W\d_]+")
_BEFORE_EXTENT = regex(r"(?<![\w.])(?P<value>(?:[IVXLCІХ]{1,8},\s)?[1-9][0-9]{1,3})\s?\Z")  # "VIII, 624 с."
A_YEAR = regex(YEAR)
_GATHERED = r"[A-Z]{1,3}[0-9]{1,2}[rv]"
_CYRILLIC = regex(f"[{CYRILLIC_LOWER}]")


def with_capitals(*roles: str) -> str:
    """The forms of some roles, and those of two letters and more in capitals too ("VOL. 49")."""
    forms = lexicon().forms(*roles)
    return alternation({*forms, *(form.upper() for form in forms if len(form.rstrip(".")) > 1)})


def rules() -> tuple[Rule, ...]:
    """What is cited of a work, and how much there is of it, by labels; compiled at the first note."""
    lex = lexicon()
    alt = lex.alternation
    # "s. 314 i 1959, nr 8", "ст. 94, 1895 р.": a year is no further page, unless the pages have as many figures
    more = rf"(?!{YEAR}(?!\w)|{CAPITAL}\.\s{CAPITAL})(?:{_ITEM})|(?<=[0-9]{{4}},\s){_ITEM}|(?<=[0-9]{{4}},){_ITEM}"
    # the whole of a range or nothing; a joining word may follow, any other makes it the number of something else
    go_on = rf"(?!\s?(?!{alt('and')})[^\W\d_]{{3}})"
    versos = "|".join(re.escape(form.rstrip(".")) for form in lex.forms("verso"))
    leaf = rf"[0-9]{{1,5}}(?:(?:{versos})(?!\w)\.?)?"  # "ll. 4–6ob.", "12об.–13"
    verso = rf"(?=[0-9\s–—-]{{1,14}}(?:{versos})(?!\w)){leaf}(?:\s?[-–—]\s?{leaf})?"
    # "12 об.–14", "12 об.–14 об.": from a back
    spaced = rf"\s?(?:{versos})(?!\w)\.?"
    verso = rf"[0-9]{{1,5}}{spaced}\s?[-–—]\s?[0-9]{{1,5}}(?:{spaced})?(?!\w)|{verso}"
    pages = rf"(?:{verso}|{_ITEM})(?:(?:,|\s{alt('and')})\s?(?>{more}){go_on})*"
    # "i n.", "passim", "przyp. 12", "об.–13"
    to = rf"(?<=\.)\s?[-–—]\s?[0-9]{{1,4}}(?:\s?{alt('locator_rest')})?"
    margins = set(lex.forms("place_in_text")) - set(lex.forms("article"))  # "s. 45, nb 103", "S. 45, Rn. 7"
    beside = alternation({*lex.forms("note"), *lex.hint("part_of_work"), *margins})  # "przyp. 12", before "n."
    # "s. 231, tabl. III"; "il. V. Nowak" is a person
    counted = rf"{alternation(lex.hint('part_of_work'))}\s[IVXLІХ]{{1,7}}(?!\w|\.\s?{CAPITAL}[{LOWER}])"
    said = rf"{beside}\s?\d+[{LOWER}]?(?:[-–]\d+)?(?!\w)|{counted}|{alt('locator_rest', 'locator_alone')}"
    # "С. 12–45 (табл. 3)", "s. 44 (wpis z 3 V 1958 r.)"
    dated = rf"{alternation(lex.hint('dated_entry'))}\s[^()\d]{{0,12}}\d[^()]{{0,24}}"
    shown = rf"\s\((?:{dated}|(?:{alternation(lex.hint('part_of_work'))})\s?\d+[{LOWER}]?(?:(?:[-–]|,\s)\d+)*)(?=\))"
    rest = rf"(?P<rest>(?:,?\s?(?:{said})|{to}){{0,4}}(?:{shown})?)"
    over = r"(?=[.;,:)\]]|\s[–—(\[„“«]|\s*$)"  # "here p. 12 (emphasis added)", "tu s. 33: „…”"
    single = _single(lex.forms("page"))
    place = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,3}})*[{LOWER}]?(?:[-–][0-9]{{1,4}})?|[A-Z])(?![\w/])"
    remarks = alternation(lex.hint("remark_on"))
    months = alt(*(role for role in MONTH_ROLES if role != "roman_month"))  # "n. 3, dicembre 1965"
    code = rf"\s{CAPITAL}[^\W\d_]{{0,6}}{CAPITAL}"  # "Art. 12 IPRG N. 5"
    margin = rf"{alt('place_in_text', 'marginal_number')}\s?[0-9]{{1,4}}(?:[-–/][0-9]{{1,4}}|[{LOWER}])?(?!\w)"
    extents = set(lex.forms("page", "folio", "page_in_other_letters")) - set(lex.forms("locator_rest", "locator_alone"))

    return (
        Rule(
            keys("page", "folio", "column"),
            rf"(?P<label>{with_capitals('page', 'folio', 'column')})\s?(?!v\.)(?P<value>{pages}){rest}",
            _pages,
        ),
        # "k. B2v", "fol. A3r–A4v": leaves of an old print, by the letters of their gatherings
        Rule(
            keys("folio"),
            rf"(?P<label>{alt('folio')})\s?(?P<value>{_GATHERED}(?:\s?[-–]\s?{_GATHERED})?)(?P<rest>)(?![\w/])",
            _pages,
        ),
        # "fol. 34 v°-35 r°", "c. 12 recto"; and "c. 34r", which is no leaf without its side
        Rule(keys("folio", "leaf"), _leaves(), _sided),
        # "S. 1–20, hier S. 12 f.", "1–20, at 12", "s. 1–20 (tu s. 12)": of the pages of an article those that are cited
        Rule(
            keys("cited_pages"),
            rf"(?:(?<=[0-9.],\s)|(?<=[0-9]\s\()){alt('cited_pages')}:?\s(?:{alt('page')}\s?)?(?P<value>{pages}){rest}"
            # "tu s. 5 i s. 9"
            rf"(?:{over}|(?=\s{alt('and')}\s[^\W\d_]{{1,4}}\.?\s?[0-9]))",
            _cited_pages,
        ),
        # "Warszawa 1987, zwł. s. 7", "1978), esp. pp. 12–14", "in particolare cap. 3": the chief ones
        Rule(
            keys("cited_emphasis"),
            rf"{alt('cited_emphasis')},?:?\s(?:(?P<label>{alt('page', 'folio', 'column')})\s?"
            rf"(?P<value>{pages}){rest}{over}|{alt('chapter')}\s?(?P<chapter>{RANGE}))",
            _chief_pages,
        ),
        # "101–30, esp. 115", "(Leeds, 2001), esp. 15–18": without a label behind figures
        Rule(
            keys("cited_emphasis"),
            rf"(?<=[0-9)],\s){alt('cited_emphasis')},?:?\s(?P<value>{pages}){rest}{over}",
            _chief_bare,
        ),
        # "Варшава, 2003.- C.27", "Spring 1937. — Р. 12": the label in letters of the other script
        Rule(
            keys("page_in_other_letters"),
            rf"(?P<label>{alt('page_in_other_letters')})\s?(?!{YEAR}(?!\w))(?P<value>{pages}){rest}",
            _pages_in_other_letters,
        ),
        # "KKK, n. 1213.", "Rn. 45": a paragraph of a document, where nothing but the end follows
        Rule(
            keys("paragraph", "section"),
            rf"(?:(?<=[,;)]\s)|(?<=\A))(?:(?P<section>{alt('section')})|(?P<paragraph>{alt('paragraph')}))\s?"
            rf"(?P<value>{pages}){rest}(?:(?P<end>[.;)]?\s*$|[;)])|(?P<issue>,\s(?:(?:{months}\s)?{YEAR}|{alt('page')})|\s\({YEAR}))",
            _paragraph,
        ),
        # "Warszawa 2015, art. 58, nb 12", "4. Aufl. 2010, § 823 Rn. 12", "1950), sec. 4.2": last, and nothing but this;
        # "Warszawa 2016, komentarz do art. 23, nb 7"
        Rule(
            keys("place_in_text") | keys_of(lex.hint("remark_on")),
            rf"(?:(?<=[0-9)],\s)|(?<=[0-9)]\.\s|[0-9]\)\s)|(?P<named>(?<=[^\W\d_],\s)))(?P<remark>{remarks}\s)?{alt('place_in_text')}\s?"
            rf"(?P<value>{place}(?:(?:,?\s{alt('place_in_text', 'and')}\s?{place}){{0,4}}(?:{code})?(?:,?\s{margin})?))"
            rf"{rest}(?=[.;)]?\s*$|;)",
            _place_in_text,
        ),
        # "Bern 2001, N 12 zu Art. 4 OR": the number at the margin of a commentary before the article
        Rule(
            keys("place_in_text", "marginal_number"),
            rf"(?:(?<=[0-9)],\s)|(?P<named>(?<=[^\W\d_],\s)))(?P<value>{margin}{rest}"
            rf"\s{alt('on_place')}\s{alt('place_in_text')}\s?{place}(?:{code})?)(?=[.;)]?\s*$|;)",
            _margin,
        ),
        # "q. 94, a. 2, ad 1": the questions and articles of a summa
        Rule(
            keys("question"),
            rf"(?<=,\s)(?P<value>{alt('question')}\s?[0-9]+(?:,\s?[{LOWER}]{{1,4}}\.?\s?[0-9]+)*)(?![\w/])",
            _question,
        ),
        # One-letter page labels whose full stop was lost ("С 12").
        Rule(keys_of(single), rf"(?<=\s)(?:{'|'.join(single) or '(?!)'})\s(?P<value>{_ITEM})", _page),
        Rule(
            keys("locator_alone"),
            rf"(?<=[,;]\s){alt('locator_alone')}(?=[.,;)]|\s*$)",
            _throughout,
        ),
        # "199 с.", "173 арк.": but "S. 15 f." goes on
        Rule(
            keys_of(extents),
            # the figures may touch it ("199с."), so that no boundary is asked before it
            alternation(extents).replace(r"\b", "", 1) + rf"(?!\.?\s?[0-9])(?:\s?:\s?{alt('physical')})?",
            _extent,
        ),
    )


def _single(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({spelt for form in forms if len(form) == 1 for spelt in (form.lower(), form.upper())}))


def _pages_in_other_letters(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    label = match.group("label")
    before = note.text[max(0, match.start() - NEAR) : match.start()].rstrip()
    if before.endswith((".", ",", ";", ":", "-", "–", "—")) and (label[0].isupper() or _CYRILLIC.search(before)):
        yield from _pages(note, match)


def _paragraph(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    span, value = match.span("value"), match.group("value")
    if match.group("issue"):  # "n. 3, 1999, pp. 3–9"
        if not match.group("section"):
            yield Anchor(Kind.ISSUE, match.start(), span[1], *span, value, rule="issue-label")
        return
    rule = "section-label" if match.group("section") else "paragraph-label"
    extra = (("rest", *_from_word(note.text, *match.span("rest"))),) if match.group("rest") else ()
    yield Anchor(Kind.PAGES, match.start(), match.end("rest"), *span, value, extra=extra, rule=rule)


PLACE_IN_TEXT = "section-of-text"


_NAMED = 60  # characters before a place in a commentary that hold its title


def _of_commentary(note: Note, match: re.Match[str]) -> bool:
    """Whether a place stands behind a date or number, or behind the title of a commentary."""
    before = note.text[max(0, match.start() - _NAMED) : match.start()]
    return match["named"] is None or not lexicon().hint("commentary_title").isdisjoint(_WORD.findall(before))


def _leaves() -> str:
    """Leaves with their front or back, and their labels."""
    sides = literal(lexicon().hint("side_of_leaf"))
    leaf = rf"[0-9]{{1,4}}\s?(?:{sides})(?!\w)"
    return (
        rf"(?P<label>{with_capitals('folio', 'leaf')})\s?"
        rf"(?P<value>{leaf}(?:(?:\s?[-–]\s?|,\s){leaf}|\s?[-–]\s?(?:{sides})(?!\w))?)(?!\.?\s[0-9])"
    )


def _sided(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.PAGES, *match.span(), *match.span("value"), match["value"], rule="folio-label")


def _margin(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if _of_commentary(note, match):
        yield Anchor(Kind.PAGES, *match.span(), *match.span("value"), match["value"], rule=PLACE_IN_TEXT)


def _place_in_text(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if not _of_commentary(note, match):
        return
    extra = (("rest", *_from_word(note.text, *match.span("rest"))),) if match.group("rest") else ()
    span = (match.start(), match.end("rest"))
    value = match.span("value") if match["remark"] is None else (match.start("remark"), match.end("value"))
    yield Anchor(Kind.PAGES, *span, *value, note.text[slice(*value)], extra=extra, rule=PLACE_IN_TEXT)


def _question(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.PAGES, *match.span(), *match.span("value"), match.group("value"), rule="section-label")


_FAMILY_NEXT = regex(rf"\.\s?{CAPITAL}[{LOWER}]")


def _pages(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if initials(note.text, match, match.group("value")) or and_another(note.text, match):
        return  # "F. C. Lane", "Kos, P. i Lis, B."
    if match["value"] == "З" and _FAMILY_NEXT.match(note.text, match.end()) is not None:
        return  # "Л. З. Гіс": what is a look-alike of a figure elsewhere
    if _ACRONYM.match(note.text, match.start()):
        return  # "Annales E.S.C."
    if len(match["value"]) == 1 and hints.no_place(note.text[match.start() : match.end() + 1]):
        return  # "s.l., 1952"
    if _bibliography().search(note.text, max(0, match.start() - 24), match.start()):
        return
    if initial_and_year(note.text, match):
        return  # "Wrona, K. 2014. Title"
    label = squash(match.group("label"))
    rule = f"{_other_locators().get(label, 'page')}-label"
    if note.text.startswith(")", match.end()) and _in_bracket_behind_pages(note.text, match.start()):
        rule = CITED_PAGES
    found = _located(note.text, match, rule)
    if _counts_pages(note.text, label, found):
        found = replace(found, kind=Kind.EXTENT, rule="extent-label")
    yield found


def _in_bracket_behind_pages(text: str, at: int) -> bool:
    return text.endswith("(", 0, at) and _cited_of_these().search(text, max(0, at - NEAR), at) is not None


@cache
def _cited_of_these() -> re.Pattern[str]:
    """Pages of an article and a bracket, as MHRA prints those cited: "pp. 12–40 (p. 15)", "112 (1997), 1–25 (p. 7)"."""
    return compiled(rf"(?:{lexicon().alternation('page')}\s?|[,:]\s)[0-9]{{1,5}}\s?[-–]\s?[0-9]{{1,5}}\s\(\Z")


_BOOK = 49  # pages of the shortest book (UNESCO 1964, statistics of book production)
_BEHIND_YEAR = regex(r"(?<![0-9])[0-9]{4}[\])]?,\s?\Z")
_CLOSES = regex(r"\s?(?:[.;)]|\Z)")


def _counts_pages(text: str, label: str, found: Anchor) -> bool:
    """Whether the plural before one number says how many pages a book has: "Lublin 2003, ss. 200."."""
    return (
        label in _page_counts()
        and found.value.isdecimal()
        and int(found.value) >= _BOOK
        and not found.extra
        and _BEHIND_YEAR.search(text, max(0, found.start - 8), found.start) is not None
        and _CLOSES.match(text, found.end) is not None
    )


@cache
def _page_counts() -> frozenset[str]:
    return frozenset(map(squash, lexicon().hint("page_count")))


CITED_PAGES = "cited-pages"


def _cited_pages(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield _located(note.text, match, CITED_PAGES)


CHIEF_PAGES = "chief-pages"


def _chief_pages(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if match.group("chapter"):
        span = match.span("chapter")
        yield Anchor(Kind.CHAPTER, *match.span(), *span, match.group("chapter"), rule="chapter-label")
    else:
        yield _located(note.text, match, CHIEF_PAGES)


def _chief_bare(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield _located(note.text, match, CHIEF_PAGES)


def _located(text: str, match: re.Match[str], rule: str) -> Anchor:
    """Pages with what says that others behind them belong to them: "i n.", and glued "S. 34f."."""
    start, end = match.span("value")
    stop = match.end()
    rest = _from_word(text, *match.span("rest")) if match.group("rest") else None
    glued = None if rest or text[end - 1].isdecimal() else _glued().search(text, start, end)
    if glued is not None:
        end, rest = glued.start(), (glued.start(), glued.end() + text.startswith(".", glued.end()))
        stop = max(stop, rest[1])
    # "S. 12f., 45ff.", "s. 45 oraz s. 50": pages go on
    while (more := _further_pages(text, stop, rest, rule)) is not None:
        end, rest = more.end("value"), _from_word(text, *more.span("rest")) if more["rest"] else None
        stop = max(stop, more.end())
    extra = (("rest", *rest),) if rest else ()
    return Anchor(Kind.PAGES, match.start(), stop, start, end, text[start:end], extra=extra, rule=rule)


@cache
def _more_pages() -> re.Pattern[str]:
    """Further pages behind those that others belong to: ", 45", ", 45–48 nn."."""
    lex = lexicon()
    glued = "|".join(sorted(lex.hint("glued_rest")))
    one = rf"(?!{YEAR}(?!\w))[0-9]{{1,5}}(?:\s?[-–]\s?[0-9]{{1,5}})?"
    return compiled(
        rf",\s(?P<value>{one}(?:,\s{one})*)"
        rf"(?:(?P<rest>(?:{glued})(?!\w)\.?|\s{lex.alternation('locator_rest')})(?=[,;).\s]|\Z)|(?=[,;)]|\.?\s*\Z))"
    )


def _further_pages(text: str, at: int, rest: tuple[int, int] | None, rule: str) -> re.Match[str] | None:
    """Pages behind others, which end at ``at`` with what says that more belong to them at ``rest``."""
    more = _more_pages().match(text, rest[1]) if rest else None
    return more if more is not None else _joined_pages(text, at, rule, bare=not rest)


_NEXT_WORD = regex(r",?\s(?P<word>[^\W\d_]+)\.?\s")


def _joined_pages(text: str, at: int, rule: str, *, bare: bool) -> re.Match[str] | None:
    """Further pages behind a word that joins them, with the same label or another one of pages: " oraz s. 50",
    " i k. 9", and, with ``bare``, without a label: " sowie 8"."""
    word = _NEXT_WORD.match(text, at)
    if word is None or word["word"] not in _joining():
        return None
    more = _behind_joining().match(text, at)
    if more is None or (more["label"] is None and not bare):
        return None
    role = _other_locators().get(squash(more["label"]), "page") if more["label"] else ""
    same = not role or (rule == f"{role}-label" if rule in _LEAVES else role == "page")
    return more if same else None


_LEAVES = frozenset({"folio-label", "column-label"})


@cache
def _joining() -> frozenset[str]:
    return frozenset(form.rstrip(".").partition(" ")[0] for form in lexicon().forms("and", "and_also"))


@cache
def _behind_joining() -> re.Pattern[str]:
    lex = lexicon()
    one = rf"(?!{YEAR}(?!\w)|{CAPITAL}\.\s{CAPITAL})(?>{_ITEM})(?!\s?(?!{lex.alternation('and')})[^\W\d_]{{3}})"
    return compiled(
        rf",?\s{lex.alternation('and', 'and_also')}\s(?:(?P<label>{lex.alternation('page', 'folio', 'column')})\s?)?"
        rf"(?P<value>{one}(?:,\s?{one})*)(?P<rest>(?:,?\s?{lex.alternation('locator_rest')})?)"
    )


@cache
def _glued() -> re.Pattern[str]:
    """What says that the pages behind belong to it, without a space."""
    return compiled(rf"(?<=[0-9])(?:{'|'.join(sorted(lexicon().hint('glued_rest')))})\Z")


_ACRONYM = regex(rf"(?:(?<=\.)|(?<=\b)){CAPITAL}\.{CAPITAL}\.")


@cache
def _bibliography() -> Phrase:
    """ "Бібліогр.: с. 174–199" says where the list of a thesis stands, not what is cited."""
    return Phrase(rf"{lexicon().alternation('bibliography')}\s?:?\s?\Z", lexicon().forms("bibliography"))


def _page(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if _LAST.match(note.text, match.end()):
        yield Anchor(Kind.PAGES, *match.span(), *match.span("value"), match.group("value"), rule="page-label")


@cache
def _other_locators() -> dict[str, str]:
    """The labels of leaves and columns; a form that labels pages too is one of pages."""
    lex = lexicon()
    found = {squash(form): role for role in ("column", "folio") for form in lex.forms(role)}
    return {form: role for form, role in found.items() if form not in set(map(squash, lex.forms("page")))}


def _from_word(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch from its first letter or figure on."""
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


def _throughout(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    at, rest = match.end(), (("rest", *match.span()),)
    yield Anchor(Kind.PAGES, *match.span(), at, at, extra=rest, rule="throughout")


def _extent(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    number = _BEFORE_EXTENT.search(note.text, max(0, match.start() - 16), match.start())
    decade = number is not None and number.end() == match.start() and A_YEAR.match(number.group("value"))
    if number and not decade:  # "since the 1950s."
        value = number.group("value")
        yield Anchor(Kind.EXTENT, number.start(), match.end(), *number.span("value"), value, rule="extent")
