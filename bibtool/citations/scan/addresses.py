"""Addresses with their labels, DOI, ISBN and ISSN."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.rules import Note, Rule, keys, opened
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.patterns import regex

_DOI_URL = regex(r"(?:https?://)?(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE)
_LONGEST_LABEL = 40  # "doi: https://dx.doi.org/"


def rules() -> tuple[Rule, ...]:
    """Labels of addresses and identifiers, compiled at the first note."""
    alt = lexicon().alternation
    before_doi = compiled(rf"(?:{alt('doi')}\s?:?\s?)?(?:https?://(?:dx\.)?doi\.org/)?\Z")

    def doi(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
        value = match.group().rstrip(".,;:")
        while value.endswith(")") and value.count(")") > value.count("("):
            value = value[:-1].rstrip(".,;:")
        at = match.start()
        label = before_doi.search(note.text, max(0, at - _LONGEST_LABEL), at)
        yield Anchor(Kind.DOI, label.start() if label else at, at + len(value), at, at + len(value), value, rule="doi")

    return (
        Rule(
            keys("url_label", "cited_after"),
            rf"{alt('url_label', 'cited_after')}\s?:?\s?(?=<|https?:|ftp:|www\.|{alt('url_label')}\s?:)",
            _label,
        ),
        Rule(frozenset({"10"}), r"10\.\d{4,9}/(?:\s(?=[^\s,;]{0,60}[0-9]))?[^\s<>„”«»\"\[\]]{1,300}", doi),
        Rule(keys("isbn"), rf"{alt('isbn')}\s?:?\s?(?P<value>[0-9][0-9\-‐–\s]{{8,20}}[0-9XxХ])", _isbn),
        Rule(keys("issn"), rf"{alt('issn')}\s?:?\s?(?P<value>[0-9]{{4}}-?[0-9]{{3}}[0-9Xx])", _issn),
    )


def addresses(note: Note) -> Iterator[Anchor]:
    """The addresses of a note, each with its angle brackets."""
    text = note.text
    for url in note.urls:
        start, end = url.start, url.end
        while start and text[start - 1] == " " and "<" in text[max(0, start - 3) : start]:
            start -= 1
        if text[start - 1 : start] == "<":
            start -= 1
            close = text.find(">", end, end + 3)
            end = close + 1 if close >= 0 else end
        best = text[url.start : url.end]
        doi = _DOI_URL.match(best)
        if doi:
            at = url.start + doi.start(1)
            yield Anchor(Kind.DOI, start, end, at, url.end, doi.group(1), urls=url.candidates, rule="doi-url")
        else:
            yield Anchor(Kind.URL, start, end, url.start, url.end, best, urls=url.candidates, rule="url")


def _label(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if note.urls:
        start = opened(note.text, match.start())
        yield Anchor(Kind.LABEL, start, match.end(), start, match.end(), rule="url-label")


def _isbn(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.ISBN, *match.span(), *match.span("value"), match.group("value"), rule="isbn")


def _issn(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.ISSN, *match.span(), *match.span("value"), match.group("value"), rule="issn")
