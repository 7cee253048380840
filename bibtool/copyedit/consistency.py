"""Where a document prints one thing in two ways: access dates, labels of pages, dashes, initials, ibid., quotes.

Nothing is asked of a style: what the document mostly does is the measure.  Only what was read is compared, so all rules
are about fields and the signs beside them, in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bibtool.citations.citation import Citation, Field
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.text.spans import Span

#: A form that a document has twice is a habit; below, nothing tells which is the slip.
_HABIT = 2
_NEAR = 40  # letters before a date in which its label stands
_LABEL = re.compile(r"([\[(])\s*([^\[\]()\d<>]{0,30})$")
_WORD = re.compile(r"([^\W\d_]+\.?)\s*$")
_DASH = re.compile(r"(?<=\d)\s?([-\u2010-\u2015])\s?(?=\d)")
_INITIALS = re.compile(r"(?<!\w)([^\W\d_])\.(\s?)([^\W\d_])\.")
_BESIDE = re.compile(r"(?<!\w)[^\W\d_]\.(\s?)(?=[^\W\d_]{3})")
_DATE = (
    ("2020-05-03", re.compile(r"\d{4}-\d\d-\d\d")),
    ("3.05.2020", re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")),
    ("3 V 2020", re.compile(r"\d{1,2}[ .]*[IVXivx]+[ .]*\d{4}")),
    ("3 … 2020", re.compile(r"\d{1,2}\.?\s[^\W\d_]{3,}\.?\s\d{4}")),
)
_OPENING = "„“”«\"‚‘'"


class Use(NamedTuple):
    """One use of a form: what is compared (``about``, in a group of its own), the form, and where it stands."""

    about: tuple[str, ...]
    form: str
    span: Span
    citation: Citation


def consistent(text: str, citations: Sequence[Citation]) -> list[Finding]:
    """BT814 for each use of a form that is not the document's usual one; ``text`` is what the spans refer to."""
    uses = [use for citation in citations for rule in _RULES for use in rule(text, citation)]
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for use in uses:
        counts.setdefault(use.about, Counter())[use.form] += 1
    found: list[Finding] = []
    for use in uses:
        forms = counts[use.about].most_common()
        usual, often = forms[0]
        if use.form == usual or often < _HABIT or often == forms[1][1]:
            continue
        args = {"printed": use.form, "usual": usual, "count": str(often), "total": str(counts[use.about].total())}
        citation = use.citation
        found.append(Finding(Code.MIXED_FORMS, args, (use.span,), citation.document, citation.note_id, citation.index))
    return found


def _script(text: str) -> str:
    """Forms of Latin and of Cyrillic words are two habits."""
    return "latin" if any("a" <= letter.lower() <= "z" for letter in text) else "other"


def _access(text: str, citation: Citation) -> Iterator[Use]:
    """The bracket and the words before an access date, and how the date is printed."""
    field = citation.fields.get("accessed")
    span = _first(field)
    if field is None or span is None:
        return
    match = _LABEL.search(text[max(0, span.start - _NEAR) : span.start])
    if match and match[2].strip():
        words = " ".join(match[2].split())
        yield Use(("access", _script(words)), f"{match[1]}{words}", span, citation)
    yield from _date("accessed", field, span, citation)


def _issued(text: str, citation: Citation) -> Iterator[Use]:
    field = citation.fields.get("issued")
    span = _first(field)
    if field is not None and span is not None:
        yield from _date("issued", field, span, citation)


def _date(name: str, field: Field, span: Span, citation: Citation) -> Iterator[Use]:
    raw = " ".join(field.raw.split())
    for form, pattern in _DATE:
        if pattern.fullmatch(raw):
            yield Use(("date", name, citation.item.get("language").partition("-")[0]), form, span, citation)
            return


def _pages(text: str, citation: Citation) -> Iterator[Use]:
    """The label before pages (by language, of one page and of several), and the dash in a range."""
    for name in ("locator", "page"):
        field = citation.fields.get(name)
        span = _first(field)
        if field is None or span is None or (name == "locator" and citation.label not in ("", "page")):
            continue
        several = "several" if re.search(r"\d\D+\d", field.raw) else "one"
        match = _WORD.search(text[max(0, span.start - 8) : span.start])
        if match:
            language = citation.item.get("language").partition("-")[0]
            yield Use(("label", language, _script(match[1]), several), match[1].lower(), span, citation)
            if match[1].endswith("."):
                label, space = match[1].lower(), " " if match.group()[-1].isspace() else ""
                yield Use(("space", label), f"{label}{space}…", span, citation)
        for dash in _DASH.finditer(field.raw):
            yield Use(("dash",), dash.group(), span, citation)


def _names(text: str, citation: Citation) -> Iterator[Use]:
    """A space between initials, and between an initial and a family name."""
    field = citation.fields.get("author")
    span = _first(field)
    if field is None or span is None:
        return
    for match in _INITIALS.finditer(field.raw):
        yield Use(("initials",), "A. B." if match[2] else "A.B.", span, citation)
    for match in _BESIDE.finditer(field.raw):
        yield Use(("initial-and-name",), "A. Bcd" if match[1] else "A.Bcd", span, citation)


def _reference_words(text: str, citation: Citation) -> Iterator[Use]:
    """ "tamże" beside "ibidem", "dz. cyt." beside "op. cit."."""
    for name in ("ibid", "op-cit"):
        field = citation.fields.get(name)
        span = _first(field)
        if field is not None and span is not None:
            form = " ".join(field.raw.split()).casefold().rstrip(",")
            yield Use((name, _script(form)), form, span, citation)


def _quotes(text: str, citation: Citation) -> Iterator[Use]:
    """The quotation mark before the title of a periodical, or none."""
    span = _first(citation.fields.get("container-title"))
    if span is None or not citation.item.type.startswith("article"):
        return
    before = text[max(0, span.start - 1) : span.start]
    inside = text[span.start : span.start + 1]
    mark = before if before in _OPENING and before else inside if inside in _OPENING else ""
    about = ("quotes", citation.item.get("language").partition("-")[0])
    yield Use(about, f"{mark}…" if mark else "…", span, citation)


def _first(field: Field | None) -> Span | None:
    return field.spans[0] if field is not None and field.spans and not field.inferred else None


_RULES: tuple[Callable[[str, Citation], Iterator[Use]], ...] = (
    _access,
    _issued,
    _pages,
    _names,
    _reference_words,
    _quotes,
)
