"""Numbers with their labels: pages, volumes, parts, issues, chapters, editions, extents, counts of volumes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.rules import FIGURES, YEAR_FIGURES, Note, Rule, keys, keys_of
from bibtool.citations.scan.shapes import DOTTED, OCR_THREE, RANGE, ROMANS, YEAR, YEARS
from bibtool.language import gazetteer
from bibtool.language.lexicon import alternation, lexicon, squash
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL, CYRILLIC_LOWER, LOWER

_ITEM = rf"(?:{DOTTED}|{RANGE}|{OCR_THREE}|{CAPITAL}[0-9]{{1,3}}(?:[-–]{CAPITAL}?[0-9]{{1,3}})?(?!\w))"
_VOLUME = rf"(?:{RANGE})(?:\s?/\s?\d+)?"
_ISSUE = (
    rf"(?:[0-9]+(?:\s?[-–—/]\s?(?!{YEAR}(?!\d))[0-9]+)*|{ROMANS}(?:\s?[-–—]\s?{ROMANS})?)"
    rf"(?:\s?\((?!{YEARS}\))[0-9][^()\s]{{0,12}}(?:\s?[-–—/,]\s?[0-9]{{1,5}}\w?)?\))?"
)
_ISSUE_IN_BRACKETS = re.compile(r"\s?\((?P<value>[0-9]{1,3}(?:[-–—/][0-9]{1,3})?)\)")
_ORDINAL = rf"(?:[0-9]{{1,3}}(?:-?[{LOWER}]{{1,3}}|\.)?|[IVXІХ]{{1,15}})"
_ISSUE_OF_YEAR = rf"(?P<issue>[0-9]{{1,3}}(?:\s?[-–]\s?[0-9]{{1,3}})?)\s?/\s?(?P<year>{YEAR})(?![\w/])"
_LAST = re.compile(r"[ .;]*\Z")
_NEAR = 80  # characters that tell the script of a note
_BEFORE_EXTENT = re.compile(r"(?<![\w.])(?P<value>[1-9][0-9]{1,3})\s?\Z")
_BEFORE_EDITION = re.compile(rf"(?<![0-9])(?P<value>{_ORDINAL})\s?\Z")
_FIGURES = rf"(?!{YEAR}\b)[0-9]{{1,4}}(?:\.?[-–/][0-9]{{1,4}})?"
_BEFORE_LABEL = re.compile(rf"(?<![\w.–-])(?P<value>{_FIGURES}|{ROMANS})(?:\.|-?[{LOWER}]{{1,3}})?\s?\Z")
_A_YEAR = re.compile(YEAR)
_ONE_LETTER = frozenset("IVXLCDM")
_CAPITAL_AFTER = re.compile(rf"\.\s?{CAPITAL}")
_CYRILLIC = re.compile(f"[{CYRILLIC_LOWER}]")
_BEFORE_VOLUMES = re.compile(r"(?:[:,.]\s?)?[\[(]?\Z")


def rules() -> tuple[Rule, ...]:
    """Labelled numbers, compiled at the first note."""
    lex = lexicon()
    alt = lex.alternation
    # "s. 314 i 1959, nr 8", "ст. 94, 1895 р.": a year is no further page, unless the pages have as many figures
    more = rf"(?!{YEAR}(?!\w))(?:{_ITEM})|(?<=[0-9]{{4}},\s){_ITEM}|(?<=[0-9]{{4}},){_ITEM}"
    # the whole of a range or nothing; a joining word may follow, any other makes it the number of something else
    go_on = rf"(?!\s?(?!{alt('and')})[^\W\d_]{{3}})"
    versos = "|".join(re.escape(form.rstrip(".")) for form in lex.forms("verso"))
    leaf = rf"[0-9]{{1,5}}(?:(?:{versos})(?!\w)\.?)?"  # "ll. 4–6ob.", "12об.–13"
    verso = rf"(?=[0-9\s–—-]{{1,14}}(?:{versos})(?!\w)){leaf}(?:\s?[-–—]\s?{leaf})?"
    pages = rf"(?:{verso}|{_ITEM})(?:(?:,|\s{alt('and')})\s?(?>{more}){go_on})*"
    # "i n.", "passim", "przyp. 12", "об.–13"
    to = rf"(?<=\.)\s?[-–—]\s?[0-9]{{1,4}}(?:\s?{alt('locator_rest')})?"
    said = rf"{alt('locator_rest', 'locator_alone')}|{alt('note')}\s?\d+[{LOWER}]?(?!\w)"
    rest = rf"(?P<rest>(?:,?\s?(?:{said})|{to}){{0,4}})"
    single = _single(lex.forms("page"))
    place = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,3}})*[{LOWER}]?(?:[-–][0-9]{{1,4}})?|[A-Z])(?![\w/])"
    extents = set(lex.forms("page", "folio", "page_in_other_letters")) - set(lex.forms("locator_rest", "locator_alone"))

    def capitals(*roles: str) -> str:
        """The forms of some roles, and those of two letters and more in capitals too ("VOL. 49")."""
        forms = lex.forms(*roles)
        return alternation({*forms, *(form.upper() for form in forms if len(form.rstrip(".")) > 1)})

    counted = rf"{alt('page', 'volume', 'issue', 'part')}\s?[0-9IVX]"
    return (
        Rule(
            keys("page", "folio", "column"),
            rf"(?P<label>{capitals('page', 'folio', 'column')})\s?(?!v\.)(?P<value>{pages}){rest}",
            _pages,
        ),
        # "S. 1–20, hier S. 12 f.", "1–20, at 12": of the pages of an article those that are cited
        Rule(
            keys("cited_pages"),
            rf"(?<=[0-9.],\s){alt('cited_pages')}:?\s(?:{alt('page')}\s?)?(?P<value>{pages}){rest}(?=[.;,)]|\s*$)",
            _cited_pages,
        ),
        # "Warszawa 1987, zwł. s. 7", "1978), esp. pp. 12–14", "in particolare cap. 3": the chief ones
        Rule(
            keys("cited_emphasis"),
            rf"{alt('cited_emphasis')},?:?\s(?:(?P<label>{alt('page', 'folio', 'column')})\s?"
            rf"(?P<value>{pages}){rest}(?=[.;,)]|\s*$)|{alt('chapter')}\s?(?P<chapter>{RANGE}))",
            _chief_pages,
        ),
        # "101–30, esp. 115", "(Leeds, 2001), esp. 15–18": without a label behind figures
        Rule(
            keys("cited_emphasis"),
            rf"(?<=[0-9)],\s){alt('cited_emphasis')},?:?\s(?P<value>{pages}){rest}(?=[.;,)]|\s*$)",
            _chief_bare,
        ),
        # "„Rota”, n.s., t. 12", "Jahrbuch der Stadt, N.F. 12 (1933)": of a periodical that begins to count anew
        Rule(
            keys("new_series"),
            rf"(?:(?<=,\s)|(?<=[”»\"]\s)){alt('new_series')}(?=[,:;)]|\.?\s?[(0-9IVXLC]|\.\s)",
            _new_series,
        ),
        # "Economic History Review, 2nd ser., v (1952)"
        Rule(
            frozenset({FIGURES}),
            rf"(?:(?<=,\s)|(?<=[”»\"]\s))[0-9](?:-?[{LOWER}]{{1,3}}|\.)\s{alt('series')}(?=[,:;)]|\.?\s?[(0-9IVXLC]|\.\s)",
            _new_series,
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
            rf"(?P<value>{pages}){rest}(?:(?P<end>[.;)]?\s*$|[;)])|(?P<issue>,\s(?:{YEAR}|{alt('page')})))",
            _paragraph,
        ),
        # "Warszawa 2015, art. 58, nb 12", "4. Aufl. 2010, § 823 Rn. 12", "1950), sec. 4.2": last, and nothing but this
        Rule(
            keys("place_in_text"),
            rf"(?:(?<=[0-9)],\s)|(?<=[0-9)]\.\s)){alt('place_in_text')}\s?"
            rf"(?P<value>{place}(?:,?\s{alt('place_in_text', 'and')}\s?{place}){{0,4}}){rest}(?=[.;)]?\s*$|;)",
            _place_in_text,
        ),
        # "q. 94, a. 2, ad 1": the questions and articles of a summa
        Rule(
            keys("question"),
            rf"(?<=,\s)(?P<value>{alt('question')}\s?[0-9]+(?:,\s?[{LOWER}]{{1,4}}\.?\s?[0-9]+)*)(?![\w/])",
            _question,
        ),
        # "23. Jg. (2020)", "45. Jahrgang 1999", "3. évf."
        Rule(keys("volume_after", "issue_after", "page_after"), _after(), _number_before),
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
        # Of a label that is one of several numbers ("ч." is a part in Russian, an issue in Ukrainian), the first.
        Rule(
            keys("volume", "part", "issue", "chapter"),
            rf"(?P<volume>{capitals('volume')}\s?(?P<volume_value>{_VOLUME}))"
            rf"|(?P<part>{capitals('part')}\s?(?P<part_value>{_VOLUME}))"
            rf"|(?P<issue>{capitals('issue')}\s?(?P<issue_value>(?:{alt('issue_kind')}\s)?{_ISSUE}))"
            rf"|{alt('chapter')}\s?(?P<chapter_value>{RANGE})",
            _labelled,
        ),
        # "„Rota” 2014/3, s. 9", "Metraštis, 1999/1, p. 5", but "1949/50"
        Rule(
            frozenset({YEAR_FIGURES}),
            rf"(?:(?<=[”»\"]\s)|(?<=[^\W\d_],\s))(?P<year>{YEAR})/(?P<issue>[0-9]{{1,2}})(?=,\s{alt('page')}\s?[0-9])",
            _year_of_issue,
        ),
        # "nr 8-9/2014", "„Rota” 3/2014"
        Rule(keys("issue"), rf"{alt('issue')}\s?{_ISSUE_OF_YEAR}", _issue_of_year),
        Rule(
            frozenset({FIGURES}),
            # "in: Media Perspektiven, 2/2002, S. 77–87"
            rf"(?:(?<=[”»\"]\s)|(?<=[”»\"],\s)|(?<=[^\W\d_],\s)(?=[0-9\s/–-]{{6,16}},\s{alt('page')}\s?[0-9]))"
            rf"{_ISSUE_OF_YEAR}",
            _issue_of_year,
        ),
        Rule(
            keys("in"),
            rf"{alt('in')}\s(?P<value>[0-9]{{1,3}}|[З])(?:-?[{LOWER}]{{1,2}})?\s?{alt('volumes_total')}"
            # "у 4 т., 6 кн."
            rf"(?:,\s[0-9]{{1,3}}\s?{alt('part', 'volumes_total')})?[\])]?",
            _volumes,
        ),
        Rule(
            frozenset({FIGURES}),
            rf"(?<=,\s)(?P<value>[0-9]{{1,2}})\s{alt('volumes_total')}(?=[\s,.]*(?:\(|,\s|\Z))",
            _volumes_after,
        ),
        Rule(
            keys("edition"),
            rf"{alt('edition')}\s?(?P<value>{_ORDINAL})(?![^\W_])(?:\s(?:[^\W\d_]{{1,8}}\.\s?)+)?",
            _edition,
        ),
        Rule(
            keys("edition"),
            # "Т. 2. Изд. 3-е": the number before is that of the volume
            rf"{alt('edition')}(?!\s?[0-9]{{1,2}}(?![0-9]))"
            # "2. Aufl., erw. u. verb.", but "(2nd ed., pp. 41–66)"
            rf"(?:,\s(?:(?!{counted})[^\W\d_]{{2,8}}\.(?:\s{alt('and')}\s)?)+)?",
            _edition_after,
        ),
    )


def _single(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({spelt for form in forms if len(form) == 1 for spelt in (form.lower(), form.upper())}))


def _pages_in_other_letters(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    label = match.group("label")
    before = note.text[max(0, match.start() - _NEAR) : match.start()].rstrip()
    if before.endswith((".", ",", ";", ":", "-", "–", "—")) and (label[0].isupper() or _CYRILLIC.search(before)):
        yield from _pages(note, match)


@cache
def _after() -> str:
    alt = lexicon().alternation
    return (
        rf"(?:(?P<volume>{alt('volume_after')})|(?P<issue>{alt('issue_after')})|(?P<pages>{alt('page_after')}))"
        # "Jg. 23" is the other way round, but "12. évf. 3. sz." goes on with the number of the next label
        rf"(?!\s?[0-9]{{1,3}}(?![0-9])(?!(?:[-–][0-9]+)?\.?\s?{alt('volume_after', 'issue_after', 'page_after')}))"
    )


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


def _place_in_text(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    extra = (("rest", *_from_word(note.text, *match.span("rest"))),) if match.group("rest") else ()
    span = (match.start(), match.end("rest"))
    yield Anchor(Kind.PAGES, *span, *match.span("value"), match["value"], extra=extra, rule=PLACE_IN_TEXT)


def _question(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.PAGES, *match.span(), *match.span("value"), match.group("value"), rule="section-label")


def _number_before(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    number = _BEFORE_LABEL.search(note.text, max(0, match.start() - 14), match.start())
    if number and match.lastgroup:
        kind = Kind[match.lastgroup.upper()]
        rule = "page-label" if kind is Kind.PAGES else f"{match.lastgroup}-label"
        yield Anchor(kind, number.start(), match.end(), *number.span("value"), number.group("value"), rule=rule)


def _pages(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if _initials(note.text, match, match.group("value")) or _and_another(note.text, match):
        return  # "F. C. Lane", "Kos, P. i Lis, B."
    if _ACRONYM.match(note.text, match.start()):
        return  # "Annales E.S.C."
    if _bibliography().search(note.text, max(0, match.start() - 24), match.start()):
        return
    if _INITIAL_AND_YEAR.match(match.group()) and _FAMILY.search(note.text, max(0, match.start() - 24), match.start()):
        return  # "Wrona, K. 2014. Title"
    rule = f"{_other_locators().get(squash(match.group('label')), 'page')}-label"
    yield _located(note.text, match, rule)


CITED_PAGES = "cited-pages"


def _cited_pages(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield _located(note.text, match, CITED_PAGES)


NEW_SERIES = "new-series"


def _new_series(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(
        Kind.SERIES, *match.span(), *match.span(), extra=(("collection-title", *match.span()),), rule=NEW_SERIES
    )


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
    glued = None if rest else _glued().search(text, start, end)
    if glued is not None:
        end, rest = glued.start(), (glued.start(), glued.end() + text.startswith(".", glued.end()))
        stop = max(stop, rest[1])
    extra = (("rest", *rest),) if rest else ()
    return Anchor(Kind.PAGES, match.start(), stop, start, end, text[start:end], extra=extra, rule=rule)


@cache
def _glued() -> re.Pattern[str]:
    """What says that the pages behind belong to it, without a space."""
    return re.compile(rf"(?<=[0-9])(?:{'|'.join(sorted(lexicon().hint('glued_rest')))})\Z")


def _and_another(text: str, match: re.Match[str]) -> bool:
    """Whether an initial and a joining word look like a label and a numeral: "Kos, P. i Lis, B."."""
    label = match.group("label")
    if len(label.rstrip(".")) > 1 or not label[0].isupper() or match.group("value") not in _joiners():
        return False
    return _CAPITAL_NEXT.match(text, match.end("value")) is not None


@cache
def _joiners() -> frozenset[str]:
    return frozenset(lexicon().forms("and"))


_CAPITAL_NEXT = re.compile(rf"\s{CAPITAL}")
_ACRONYM = re.compile(rf"(?:(?<=\.)|(?<=\b)){CAPITAL}\.{CAPITAL}\.")
_INITIAL_AND_YEAR = re.compile(r"[^\W\d_]\.\s(?:1[4-9]|20)\d\d\Z")
_FAMILY = re.compile(rf"{CAPITAL}[^\W\d_]+,\s\Z")


@cache
def _bibliography() -> re.Pattern[str]:
    """ "Бібліогр.: с. 174–199" says where the list of a thesis stands, not what is cited."""
    return re.compile(rf"{lexicon().alternation('bibliography')}\s?:?\s?\Z")


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
    number = _BEFORE_EXTENT.search(note.text, max(0, match.start() - 5), match.start())
    decade = number is not None and number.end() == match.start() and _A_YEAR.match(number.group("value"))
    if number and not decade:  # "since the 1950s."
        value = number.group("value")
        yield Anchor(Kind.EXTENT, number.start(), match.end(), *number.span("value"), value, rule="extent")


def _labelled(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if _ends_a_place(note.text, match):
        return
    name = match.lastgroup or "chapter_value"  # the group that closed last: of a label, or of a chapter
    name = name.removesuffix("_value")
    value = match.group(f"{name}_value")
    if name in ("volume", "part") and _initials(note.text, match, value):
        return
    if _INITIAL_AND_YEAR.match(match.group()) and _FAMILY.search(note.text, max(0, match.start() - 24), match.start()):
        return  # "Wrona, T. 2011. Title"
    if name == "volume" and _A_YEAR.fullmatch(value):  # "rok 1996", "Jg. 1996"
        yield Anchor(Kind.YEAR, *match.span(), *match.span("volume_value"), value, parse_date(value), rule="year-label")
        return
    span = match.span(f"{name}_value")
    if name == "part" and _numbers_too(match) and _of_a_paper(note.text, match.start()):
        name = "issue"  # "1912. Ч. 45", "«Діло», ч. 45": what is a part of a book numbers a paper in Ukrainian
    yield Anchor(Kind[name.upper()], *match.span(), *span, value, rule=f"{name}-label")
    issue = _ISSUE_IN_BRACKETS.match(note.text, match.end()) if name == "volume" else None
    if issue:  # "t. 9(1)"
        yield Anchor(Kind.ISSUE, *issue.span(), *issue.span("value"), issue.group("value"), rule="issue-in-brackets")


def _ends_a_place(text: str, match: re.Match[str]) -> bool:
    """Whether a label ends the abbreviated name of a place before a year: "Freiburg i. Br. 1924"."""
    if not _A_YEAR.search(match.group(), len(match.group()) - 4):
        return False
    at = max(0, match.start() - _NEAR)
    return _spaced_places().search(text, at, match.end() - 5) is not None


@cache
def _spaced_places() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(place for place in lexicon().places if ' ' in place)}\Z")


def _of_a_paper(text: str, at: int) -> bool:
    """Whether a quotation or a year stands before a label: but "М., 1891. Ч. 1" is a book, and so is "М.: Наука, 1891.
    Ч. 1" among letters that Ukrainian, where the label numbers issues, does not have."""
    before = _OF_A_PAPER.search(text, max(0, at - 16), at)
    if before is None:
        return False
    place = _PLACE_BEFORE.search(text, max(0, at - _NEAR), before.start())
    if place is None or gazetteer.place(place["place"]) is None:
        return True
    return place["publisher"] is not None and _NOT_UKRAINIAN.search(text, max(0, at - 2 * _NEAR), at) is None


_NOT_UKRAINIAN = re.compile("[ыэёъўЫЭЁЪЎ]")
_PLACE_BEFORE = re.compile(rf"(?:^|[\s–—])(?P<place>{CAPITAL}[\w.-]*)(?:\s?:\s(?P<publisher>[^:/]{{2,60}}))?,\s\Z")
_OF_A_PAPER = re.compile(r"(?:1[4-9]|20)[0-9]{2}(?:\s?р\.?)?[.,]\s?(?:[–—-]\s)?\Z|[»”\"],?\s\Z")


def _numbers_too(match: re.Match[str]) -> bool:
    """Whether the label of a part is one of issues in another language."""
    label = squash(match.group("part").removesuffix(match.group("part_value")))
    return label in _issues()


@cache
def _issues() -> frozenset[str]:
    return frozenset(map(squash, lexicon().forms("issue")))


def _initials(text: str, match: re.Match[str], value: str) -> bool:
    """Whether a letter with a full stop and a numeral of one letter begin a name: "R. M. Cutler", but "Т. I. М., 1954"
    and "Bd. I. Berlin"."""
    label = text[match.start() : match.start() + 2]
    if len(value) > 1 or value not in _ONE_LETTER or label[1:].isalpha():
        return False
    if _FAMILY.search(text, max(0, match.start() - 24), match.start()) and text.startswith(".", match.end()):
        return True  # "Lowe, T. M. (1988)"
    return _CAPITAL_AFTER.match(text, match.end()) is not None and _place_after().match(text, match.end()) is None


@cache
def _place_after() -> re.Pattern[str]:
    return re.compile(rf"\.\s{alternation(lexicon().places)}\.?\s?[,:;]")


def _issue_of_year(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    year = match.start("year")
    value = match.group("issue")
    yield Anchor(Kind.ISSUE, match.start(), year, *match.span("issue"), value, rule="issue-of-year")
    date = parse_date(match.group("year"))
    yield Anchor(Kind.YEAR, year, match.end(), year, match.end(), match.group("year"), date, rule="issue-of-year")


def _year_of_issue(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    year, issue = match["year"], match["issue"]
    if int(issue) == (int(year) + 1) % 100:
        return
    yield Anchor(Kind.YEAR, *match.span("year"), *match.span("year"), year, parse_date(year), rule="issue-of-year")
    at = match.start("issue")
    yield Anchor(Kind.ISSUE, at - 1, match.end(), *match.span("issue"), issue, rule="issue-of-year")


def _volumes(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    before = _BEFORE_VOLUMES.search(note.text, max(0, match.start() - 4), match.start())
    start = before.start() if before else match.start()
    yield Anchor(Kind.VOLUMES, start, match.end(), start, match.end(), note.text[start : match.end()], rule="volumes")


def _volumes_after(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.VOLUMES, *match.span(), *match.span(), match.group(), rule="volumes")


def _edition(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.EDITION, *match.span(), *match.span("value"), match.group("value"), rule="edition-label")


def _edition_after(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    number = _BEFORE_EDITION.search(note.text, max(0, match.start() - 20), match.start())
    number = number or _before_remark().search(note.text, max(0, match.start() - _NEAR), match.start())
    if number:
        value = number.group("value")
        yield Anchor(Kind.EDITION, number.start(), match.end(), *number.span("value"), value, rule="edition-label")


@cache
def _before_remark() -> Phrase:
    """The number of an edition before what it says of itself: "2., erw. Aufl.", "3. überarb. und erw. Auflage"."""
    lex = lexicon()
    remark = lex.alternation("edition_remark")
    return Phrase(
        rf"(?<![\w.–-])(?P<value>{_ORDINAL}),?\s{remark}(?:(?:,?\s{lex.alternation('and')}\s|,?\s){remark})*\s\Z",
        lex.forms("edition_remark"),
    )
