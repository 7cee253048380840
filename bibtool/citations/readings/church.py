"""Documents of the Church: who issued them, what they are, where they are printed, the paragraph cited.

"Pius XI, Enc. Mortalium animos (6 stycznia 1928): AAS 20 (1928), 5-16", "Sobór Wat. II, Dekret o działalności misyjnej
Kościoła Ad gentes divinitus, 9", "KPK, kan. 1055 § 1".  Names of popes, councils and kinds of documents are data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings import series
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import DATE, parse_date
from bibtool.items.names import Name
from bibtool.language.forms import exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase, Told, one_of
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_ENDS = _KEPT | {Kind.LABEL, Kind.ONLINE}
_MOST_NAME = 90  # letters of the name of a congregation
_NUMERAL = r"(?:I{1,3}|I?V|VI{1,3}|I?X|XI{1,3}|XI?V|XVI{1,3}|XXI{1,3})(?![^\W_])"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_EDITION = rf"(?P<place>[^\W\d_][^,.\d]{{1,40}}?|[^\W\d_]\w{{0,2}}\.)[,:]?\s{_YEAR}"
_PARAGRAPHS = r"\d+[a-z]?(?:\s?[-–—]\s?\d+)?(?:,\s?\d+[a-z]?(?:[-–—]\d+)?)*"


def _any(kind: str) -> str:
    return exact(lexicon().hint(kind))


@cache
def issuers() -> Phrase:
    """Popes, councils and congregations."""
    return Phrase(
        rf"(?P<pope>(?:{_any('papal')}\s)*{_any('pope')}\s(?:{_any('papal')}\.?\s)?{_NUMERAL}|{_any('council')})(?=[.,:;]|\s?\(|$)"
        rf"|(?P<other>{_any('pope_alone')}|{_any('dicastery')}[^,.:;()]{{0,{_MOST_NAME}}}?)(?=[.,:])",
        [form for kind in ("pope", "council", "pope_alone", "dicastery") for form in lexicon().hint(kind)],
    )


@cache
def _document() -> re.Pattern[str]:
    return compiled(_any("church_document"))


@cache
def _code() -> Phrase:
    """ "KPK, kan. 1095, 3°", "KKK 1601": a work known by its letters and a paragraph of it, and nothing else."""
    label = lexicon().alternation("document_paragraph")
    return Phrase(
        rf"(?P<code>{_any('church_code')}),?\s(?:{_EDITION},\s)?(?:(?P<label>{label})\s?)?(?P<value>\d+(?:\s?[-–—]\s?\d+)?"
        rf"(?:(?:,\s|\s|;\s)(?:§\s?|n\.\s?|nr\s?)?\d+°?(?:\s?[-–—]\s?\d+)?)*)[.\s]*\Z",
        lexicon().hint("church_code"),
    )


@cache
def _paragraph() -> re.Pattern[str]:
    """The paragraph cited at the end: ", nr 45", ", 9", " n. 5", ", s. 12" is a page."""
    label = lexicon().alternation("paragraph", "document_paragraph")
    return compiled(
        rf"(?:[,.]?\s(?P<label>{label})\s?|,\s(?!{_YEAR}(?!\d)))(?P<value>{_PARAGRAPHS})(?:\s?§\s?\d+)?\.?\Z"
    )


@cache
def _edition() -> re.Pattern[str]:
    """ ", Watykan 2005", ", Kraków: Anafora 2006": place, publisher and year of an edition of its own."""
    publisher = r"(?:(?<=:)\s(?P<publisher>[^\W\d_][^:;()\d]{1,60}?),?)?"
    return compiled(rf"[,.]\s(?P<place>[^\W\d_][^,.:\d]{{1,40}}?|[^\W\d_]\w{{0,2}}\.)[,:]?{publisher}\s{_YEAR}\Z")


# "Wydawnictwo Anafora" before the place
_PUBLISHER_BEFORE = regex(r",\s(?P<publisher>[^\W\d_][^,:;()\d]{1,60})\Z")


@cache
def _incipit() -> re.Pattern[str]:
    """The first words of a document that is known by them, and nothing but a paragraph or date behind them:
    ", Laborem exercens, 6", ", Deus caritas est (25 grudnia 2005), 12", ", Quadragesimo Anno, §79 (1931)"; or where it
    is printed and a paragraph with its label: ", Laudato si’, Watykan 2015, nr 14"."""
    label = lexicon().alternation("paragraph", "document_paragraph")
    pages = rf"(?:{lexicon().alternation('page')}\s?{_PARAGRAPHS})?"
    printed = rf"(?:,\s{_EDITION}|[,:]?\s\(?{_any('church_gazette')}\s[\d\s(),:–-]{{2,24}}{pages})"
    paragraph = rf"[,.]?\s(?:{label}\s?)?{_PARAGRAPHS}"
    bracket = rf"[,.]?\s?\((?:{DATE}|(?:1[4-9]|20)\d\d)(?:\s?{lexicon().alternation('year_suffix')})?\)"
    return compiled(
        rf"[,.:]?\s(?P<words>[„«“\"]?[A-Z][a-z]+(?:\s[A-Za-z]+[’']?){{1,5}}[”»\"]?)"
        rf"(?:{paragraph}(?:{bracket})?|{bracket}(?:{paragraph})?|{printed},?\s{label}\s?{_PARAGRAPHS})?\.?\s*\Z"
    )


@cache
def _gazette() -> re.Pattern[str]:
    """Where documents are published, perhaps in one of its editions: "„L’Osservatore Romano” (wyd. pol.) 36"."""
    return compiled(
        rf"[:,.;(\s„\"]*(?P<name>{_any('church_gazette')})[”\"]?(?=[\s,])(?:,?\s\((?P<edition>[^()\d]{{3,30}})\))?"
    )


# Any periodical in quotation marks behind a document: its volume, year and pages have to follow.
_QUOTED = regex(r"\s[„«“\"](?P<name>[^”»“\"„«]{3,90})[”»\"](?P<edition>(?!))?(?=[\s,])")
_COUNTED = frozenset({series.Slot.VOLUME, series.Slot.ISSUE})


@cache
def _dated() -> re.Pattern[str]:
    return compiled(
        rf"(?:[,\s]*(?P<open>\()(?:{CAPITAL}[^\W\d_]+,\s)?|,\s)(?:{lexicon().alternation('date_prefix')}\s)?(?P<date>{DATE}|(?<=\()(?:1[4-9]|20)\d\d)"
        rf"(?:\s?{lexicon().alternation('year_suffix')})?(?(open)\))[,:.\s]*\Z"
    )


def issuer(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the pope, council or congregation ends with which a stretch begins, as the interval of its name.

    One who is known by a single name wants a document of the Church behind it.
    """
    match = issuers().match(text, start, end)
    if match is None:
        return None
    if match["pope"] is None and not _documented(text, match.end(), end):
        return None
    return match.span("pope" if match["pope"] is not None else "other")


def _behind(text: str, at: int, end: int) -> re.Match[str] | None:
    """The word for a document behind who issued it."""
    while at < end and text[at] in " ,.:;":
        at += 1
    return _document().match(text, at, end)


def _documented(text: str, at: int, end: int) -> bool:
    """Whether a document follows its issuer: a word for one, or its first words and nothing else."""
    return _behind(text, at, end) is not None or _incipit().match(text, at, end) is not None


@cache
def _ruling() -> Phrase:
    """ "Coram Kos, wyrok z 23.02.1990, RRDec. 82 (1990)": a ruling of the Rota, by its judge."""
    before, suffix = (lexicon().alternation(role) for role in ("date_prefix", "year_suffix"))
    return Phrase(
        rf"(?P<title>{_any('church_judge')}\s{CAPITAL}[^,.;:()\d]{{1,40}}(?:,\s[^,;:()\d]{{1,30}}?)?)"
        rf"(?:,?\s(?:{before}\s)?(?P<date>{DATE})(?:\s?{suffix})?)?"
        rf"[,:]?\s[„(\"]?(?P<name>{_any('church_reporter')})[”\"]?(?=[\s,])",
        lexicon().hint("church_judge"),
    )


@cache
def _told() -> Told:
    return one_of(_code(), issuers(), _ruling())


def of_church(text: str, start: int, end: int) -> bool:
    """Whether :func:`read_church` may read a stretch: it is :func:`coded`, a :func:`document`, or a ruling."""
    return _told().may_stand(text) and (
        coded(text, start, end) or document(text, start, end) or _ruling().match(text, start, end) is not None
    )


def coded(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a paragraph of a work that is known by its letters."""
    return _code().match(text, start, end) is not None


def document(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins with a document of the Church and who issued it."""
    found = issuer(text, start, end)
    return found is not None and _documented(text, found[1], end)


def issuer_named(draft: Draft) -> bool:
    """Whether the author of a draft is a pope or a body that issues documents of the Church."""
    names = draft.names.get("author", [])
    name = names[0].literal if len(names) == 1 else ""
    found = issuers().match(f"{name}.", 0, len(name) + 1) if name else None
    return found is not None and found.end() == len(name)


def put_issuer(draft: Draft, text: str, span: tuple[int, int]) -> None:
    """A pope or body as one name."""
    draft.put_names("author", [Name(literal=text[slice(*span)])], [span], "issuer")


def read_church(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a document of the Church; whether it was one: an encyclical and the like behind its author, or a work that
    is known by its letters with one of its paragraphs.  A document in a book is read as any other."""
    code = _code().match(text, start, end)
    if code is not None:
        draft.type = "legislation" if code["label"] and hints.starts_with(code["label"], "canon") else "document"
        draft.put("title", code["code"], code.span("code"), "code-of-the-church")
        if code["place"] is not None:
            _put_edition(draft, code)
        _locate(draft, code)
        return True
    ruling = _ruling().match(text, start, end)
    if ruling is not None:
        return _put_ruling(draft, text, ruling, end, anchors)
    found = issuer(text, start, end)
    if found is None or not _documented(text, found[1], end):
        return False
    stop = min([a.start for a in anchors if a.kind in _ENDS], default=end)
    gazette = _printed(text, found[1], stop)
    own = [a for a in anchors if a.start < stop]
    if any(a.kind is Kind.OP_CIT for a in own):
        return False
    if gazette is None and any(a.kind in {Kind.IN, Kind.IMPRINT} for a in own):
        return False
    draft.type = "document"
    put_issuer(draft, text, found)
    details.take(draft, text, [a for a in anchors if a.kind in _KEPT])
    last = trim(text, found[1], gazette[0].start() if gazette else stop)[1]
    page = None
    if gazette is None:
        page = next((a for a in own if a.kind is Kind.PAGES and a.rule == "page-label" and a.end >= last - 1), None)
    paragraph = _paragraph().search(text, found[1], last) if page is None else None
    if page is not None:
        details.take(draft, text, [page])
        last = trim(text, found[1], page.start)[1]
    elif paragraph is not None:
        _locate(draft, paragraph)
        last = paragraph.start()
    edition = _edition().search(text, found[1], last)
    if edition is not None and hints.place(edition["place"]):
        _put_edition(draft, edition)
        last = _put_publisher(draft, text, edition, found[1])
        paragraph = None if draft.locator else _paragraph().search(text, found[1], last)
        if paragraph is not None:  # "nr 64, Rzym 1964"
            _locate(draft, paragraph)
            last = paragraph.start()
    date = _dated().search(text, found[1], last)
    if date is not None:
        last = date.start()
        paragraph = None if draft.locator else _paragraph().search(text, found[1], last)
        if paragraph is not None:  # "§79 (1931)"
            _locate(draft, paragraph)
            last = paragraph.start()
    lo, hi = trim(text, found[1], last)
    fields.title(draft, text, lo, hi, "document-of-the-church")
    parsed = parse_date(date["date"]) if date is not None else None
    if gazette is not None:
        name, figures = gazette
        draft.put("container-title", name["name"], name.span("name"), "gazette")
        if name["edition"] is not None:
            draft.put("edition", name["edition"], name.span("edition"), "edition-of-a-gazette")
        figures = _paragraph_last(draft, figures)
        series.put(draft, text, figures, False)
    if date is not None and parsed is not None:
        # what is printed in AAS appeared in its year; the day is that of the document
        variable = "original-date" if "issued" in draft.dates else "issued"
        draft.put_date(variable, parsed, date.span("date"), "date-of-a-document")
    return True


def _put_ruling(draft: Draft, text: str, match: re.Match[str], end: int, anchors: Sequence[Anchor]) -> bool:
    """A ruling of the Rota: its title, day, and where it is printed."""
    stop = min([a.start for a in anchors if a.kind in _ENDS], default=end)
    found, _ = series.figures(text, match.end(), stop)
    if not {series.Slot.DATE, series.Slot.PAGES} <= {figure.slot for figure in found}:
        return False
    draft.type = "legal_case"
    details.take(draft, text, [a for a in anchors if a.kind in _KEPT])
    fields.title(draft, text, *match.span("title"), "ruling-of-the-rota")
    draft.put("container-title", match["name"], match.span("name"), "gazette")
    series.put(draft, text, _paragraph_last(draft, found), False)
    parsed = parse_date(match["date"]) if match["date"] is not None else None
    if parsed is not None:
        draft.put_date("original-date", parsed, match.span("date"), "date-of-a-document")
    return True


def _printed(text: str, start: int, end: int) -> tuple[re.Match[str], list[series.Figure]] | None:
    for match in _gazette().finditer(text, start, end):
        found, _ = series.figures(text, match.end(), end)
        if found:
            return match, found
    for match in _QUOTED.finditer(text, start, end):
        found, _ = series.figures(text, match.end(), end)
        slots = {figure.slot for figure in found}
        if found and found[0].slot in _COUNTED and {series.Slot.DATE, series.Slot.PAGES} <= slots:
            return match, found
    return None


def _paragraph_last(draft: Draft, figures: list[series.Figure]) -> list[series.Figure]:
    """The figures of a gazette without a last number behind its pages, the paragraph cited: "AAS 74 (1982), s. 81–191,
    nr 14"."""
    last = figures[-1]
    paged = any(figure.slot is series.Slot.PAGES for figure in figures)
    if draft.locator or last.slot is not series.Slot.ISSUE or not paged:
        return figures
    draft.locate(details.pages(last.value), "paragraph", (last.start, last.end), "paragraph-label")
    return figures[:-1]


def _put_edition(draft: Draft, match: re.Match[str]) -> None:
    date = parse_date(match["year"])
    draft.put("publisher-place", match["place"], match.span("place"), "place-before-year")
    if date is not None:
        draft.put_date("issued", date, match.span("year"), "year")


def _put_publisher(draft: Draft, text: str, edition: re.Match[str], start: int) -> int:
    """The publisher behind or before the place of an edition; where the title before it ends."""
    if edition["publisher"] is not None:
        draft.put("publisher", edition["publisher"], edition.span("publisher"), "publisher-after-place")
        return edition.start()
    before = _PUBLISHER_BEFORE.search(text, start, edition.start())
    if before is None or not hints.has(before["publisher"], "publisher"):
        return edition.start()
    draft.put("publisher", before["publisher"], before.span("publisher"), "publisher-before-place")
    return before.start()


def _locate(draft: Draft, match: re.Match[str]) -> None:
    label = "canon" if hints.starts_with(match["label"] or "", "canon") else "paragraph"
    draft.locate(details.pages(match["value"]), label, match.span("value"), "paragraph-label")
