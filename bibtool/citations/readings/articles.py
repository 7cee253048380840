"""The articles of an act that are cited: "art. 5 ust. 2 ustawy z dnia …", "…, Dz.U. 1964 nr 43 poz. 296, art. 5"."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.confidence import in_words
from bibtool.citations.draft import Draft
from bibtool.citations.readings.parts import trim
from bibtool.diagnostics.code import Code
from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_MOST = 4  # commas before and between the articles behind the title of an act, and full stops
_STOPPED = regex(rf"\.\s(?={CAPITAL}|§)")


@cache
def articles() -> re.Pattern[str]:
    """ "art. 5 ust. 2 i 4 w zw. z art. 7": the first label is none of the value."""
    label = lexicon().alternation("article")
    number = r"\d+(?:\.\d+)*[a-z]?(?!\w)(?:\(\w{1,3}\))*(?:\s?[-–]\s?\d+[a-z]?(?!\w))?"  # "art 5(1)"
    joined = rf"(?:,\s?|;\s(?={label})|\s{lexicon().alternation('and')}\s|\s)"
    return compiled(rf"(?P<label>{label})\s?(?P<value>{number}(?:{joined}(?:{label}\s?)?{number})*)")


@cache
def act_of() -> re.Pattern[str]:
    """The word for an act behind its articles: "ustawy"."""
    return compiled(rf"\s{lexicon().alternation('statute_of', 'statute')}")


@cache
def act_cited_by() -> Phrase:
    """Words of a sentence that lead to the article of an act: "Zgodnie z art. 5 ustawy"."""
    words, label = lexicon().forms("by_act"), lexicon().alternation("article")
    return Phrase(rf"(?P<words>{lexicon().alternation('by_act')})\s(?={label}\s?\d)", words)


_LABELS = {"§": "section", "§§": "section"}


def article_of(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins with an article of an act: "art. 5 ust. 2 ustawy"."""
    match = articles().match(text, start, end)
    return match is not None and act_of().match(text, match.end(), end) is not None


def behind_title(draft: Draft, text: str, start: int, end: int) -> int:
    """The articles of an act that stand behind its title: "Konstytucja RP z dnia …, art. 5 ust. 2"."""
    commas = [end]
    while len(commas) <= _MOST and (comma := text.rfind(", ", start, commas[-1])) > 0:
        commas.append(comma)
    for at in reversed(commas[1:]):  # the first, as articles hold commas: "§ 3, § 5"
        match = articles().match(text, at + 2, end)
        if match is not None and not text[match.end() : end].strip(" .,"):
            locate(draft, match)
            return at
    for stop in [*_STOPPED.finditer(text, start, end)][-_MOST:]:  # "… № 435-IV. Ст. 652"
        match = _only(text, stop.end(), end)
        if match is not None and _part_of_article(match):
            said = {"reading": in_words({"title": text[start:end]}), "other": in_words({"locator": match.group()})}
            draft.findings.append((Code.DOUBTFUL_READING, said, [match.span()]))
            return end
        if match is not None:
            locate(draft, match)
            return stop.start()
    return end


def act_and_articles(text: str, start: int, end: int) -> bool:
    """Whether nothing stands behind a stretch without commas but articles: "Treaty on European Union, art 19(1)"."""
    comma = text.find(", ", start, end)
    return comma > 0 and _only(text, comma + 2, end) is not None


def _part_of_article(match: re.Match[str]) -> bool:
    """Whether the article stands behind its part, whose label the locator would have: "Ч. 2 ст. 5"."""
    value = match["value"].casefold()
    label = match["label"].casefold()
    return any(form.casefold() != label and f" {form.casefold()}" in value for form in lexicon().forms("gazette_item"))


def _only(text: str, start: int, end: int) -> re.Match[str] | None:
    """The articles that are all that stands in a stretch; a part by itself, "Ч. 2", is that of any work."""
    match = articles().match(text, start, end)
    if match is None or text[match.end() : end].strip(" .,;)"):
        return None
    return None if squash(match["label"]) in _parts() and match["value"].isdigit() else match


def behind_item(text: str, start: int, end: int) -> bool:
    """Whether the articles of an act follow the full stop behind where it is printed: "Ст. 356. Ст. 5"."""
    stop = _STOPPED.match(text, start, end)
    match = _only(text, stop.end(), end) if stop is not None else None
    return match is not None and not _part_of_article(match)


def articles_again(draft: Draft, text: str, start: int, end: int) -> bool:
    """Put the articles or points of an act cited before into a draft, where nothing else follows: "ibid., art. 5 ust.
    2", "там же. П. 3.1"."""
    match = _only(text, *trim(text, start, end))
    if match is None:
        return False
    draft.locate(match["value"], _LABELS.get(match["label"], "article-locator"), match.span("value"), "article-label")
    return True


@cache
def _parts() -> frozenset[str]:
    return frozenset(map(squash, lexicon().forms("part", "volume", "issue", "page")))


def locate(draft: Draft, cited: re.Match[str]) -> None:
    """Put articles into a draft that has nothing else that is cited."""
    if not draft.locator:
        label = _LABELS.get(cited["label"], "article-locator")
        draft.locate(cited["value"], label, cited.span("value"), "article-label")


def behind_gazette(draft: Draft, text: str, start: int, end: int) -> bool:
    """Put the articles into a draft that are all that stands behind where an act is printed."""
    match = articles().match(text, start, end)
    if match is None or text[match.end() : end].strip(" .,;)"):
        return False
    printed = draft.values.get("locator")
    if printed is not None and text[printed.spans[0][0] - 1] == "/":  # "OJ L 119/1, art 5": where the act begins
        draft.put("page", draft.locator, printed.spans[0], printed.rule)
        draft.locator = ""
    if draft.locator:
        return False
    locate(draft, match)
    return True
