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
from bibtool.readers.document import Document
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

#: A form that a document has twice is a habit; below, nothing tells which is the slip.
_HABIT = 2
_NEAR = 40  # letters before a date in which its label stands
_LABEL = regex(r"([\[(])\s*([^\[\]()\d<>]{0,30})$")
_WORD = regex(r"([^\W\d_]+\.?)\s*$")
_DASH = regex(r"(?<=\d)\s?([-\u2010-\u2015])\s?(?=\d)")
_INITIALS = regex(r"(?<!\w)([^\W\d_])\.(\s?)([^\W\d_])\.")
_BESIDE = regex(r"(?<!\w)[^\W\d_]\.(\s?)(?=[^\W\d_]{3})")
_DATE = (
    ("2020-05-03", regex(r"\d{4}-\d\d-\d\d")),
    ("3.05.2020", regex(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")),
    ("3 V 2020", regex(r"\d{1,2}[ .]*[IVXivx]+[ .]*\d{4}")),
    ("3 … 2020", regex(r"\d{1,2}\.?\s[^\W\d_]{3,}\.?\s\d{4}")),
)
_OPENING = "„“”«\"‚‘'"


# What JSON writes for a letter, in the notes of a file of JSON lines.
_ESCAPE = regex(r"\\u([0-9a-fA-F]{4})")
_LONGEST_ESCAPE = len("\\u0000")


class _Source(NamedTuple):
    """What the places of citations refer to, as it reads."""

    text: str
    escapes: bool

    def raw(self, field: Field) -> str:
        """What is printed of a value."""
        return self._read(field.raw)

    def before(self, place: int, count: int) -> str:
        """Up to ``count`` letters before a place."""
        return self._read(self.text[max(0, place - count * _LONGEST_ESCAPE) : place])[-count:]

    def at(self, place: int) -> str:
        """The letter at a place."""
        return self._read(self.text[place : place + _LONGEST_ESCAPE])[:1]

    def _read(self, text: str) -> str:
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if self.escapes else text


class Use(NamedTuple):
    """One use of a form: what is compared (``about``, in a group of its own), the form, and where it stands."""

    about: tuple[str, ...]
    form: str
    span: Span
    citation: Citation


def consistent(document: Document, citations: Sequence[Citation]) -> list[Finding]:
    """BT814 for each use of a form that is not the document's usual one."""
    source = _Source(document.text, document.format == "notes")
    uses = [use for citation in citations for rule in _RULES for use in rule(source, citation)]
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


def _access(source: _Source, citation: Citation) -> Iterator[Use]:
    """The bracket and the words before an access date, and how the date is printed."""
    field = citation.fields.get("accessed")
    span = _first(field)
    if field is None or span is None:
        return
    match = _LABEL.search(source.before(span.start, _NEAR))
    if match and match[2].strip():
        words = " ".join(match[2].split())
        yield Use(("access", _script(words)), f"{match[1]}{words}", span, citation)
    yield from _date("accessed", source.raw(field), span, citation)


def _issued(source: _Source, citation: Citation) -> Iterator[Use]:
    field = citation.fields.get("issued")
    span = _first(field)
    if field is not None and span is not None:
        yield from _date("issued", source.raw(field), span, citation)


def _date(name: str, raw: str, span: Span, citation: Citation) -> Iterator[Use]:
    raw = " ".join(raw.split())
    for form, pattern in _DATE:
        if pattern.fullmatch(raw):
            yield Use(("date", name, citation.item.get("language").partition("-")[0]), form, span, citation)
            return


def _pages(source: _Source, citation: Citation) -> Iterator[Use]:
    """The label before pages (by language, of one page and of several), and the dash in a range."""
    for name in ("locator", "page"):
        field = citation.fields.get(name)
        span = _first(field)
        if field is None or span is None or (name == "locator" and citation.label not in ("", "page")):
            continue
        several = "several" if re.search(r"\d\D+\d", source.raw(field)) else "one"
        match = _WORD.search(source.before(span.start, 8))
        if match:
            language = citation.item.get("language").partition("-")[0]
            yield Use(("label", language, _script(match[1]), several), match[1].lower(), span, citation)
            if match[1].endswith("."):
                label, space = match[1].lower(), " " if match.group()[-1].isspace() else ""
                yield Use(("space", label), f"{label}{space}…", span, citation)
        for dash in _DASH.finditer(source.raw(field)):
            yield Use(("dash",), dash.group(), span, citation)


def _names(source: _Source, citation: Citation) -> Iterator[Use]:
    """A space between initials, and between an initial and a family name."""
    field = citation.fields.get("author")
    span = _first(field)
    if field is None or span is None:
        return
    for match in _INITIALS.finditer(source.raw(field)):
        yield Use(("initials",), "A. B." if match[2] else "A.B.", span, citation)
    for match in _BESIDE.finditer(source.raw(field)):
        yield Use(("initial-and-name",), "A. Bcd" if match[1] else "A.Bcd", span, citation)


def _reference_words(source: _Source, citation: Citation) -> Iterator[Use]:
    """ "tamże" beside "ibidem", "dz. cyt." beside "op. cit."."""
    for name in ("ibid", "op-cit"):
        field = citation.fields.get(name)
        span = _first(field)
        if field is not None and span is not None:
            form = " ".join(source.raw(field).split()).casefold().rstrip(",")
            yield Use((name, _script(form)), form, span, citation)


def _quotes(source: _Source, citation: Citation) -> Iterator[Use]:
    """The quotation mark before the title of a periodical, or none."""
    span = _first(citation.fields.get("container-title"))
    if span is None or not citation.item.type.startswith("article"):
        return
    before, inside = source.before(span.start, 1), source.at(span.start)
    mark = before if before in _OPENING and before else inside if inside in _OPENING else ""
    about = ("quotes", citation.item.get("language").partition("-")[0])
    yield Use(about, f"{mark}…" if mark else "…", span, citation)


def _first(field: Field | None) -> Span | None:
    return field.spans[0] if field is not None and field.spans and not field.inferred else None


_RULES: tuple[Callable[[_Source, Citation], Iterator[Use]], ...] = (
    _access,
    _issued,
    _pages,
    _names,
    _reference_words,
    _quotes,
)
