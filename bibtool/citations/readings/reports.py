"""Reports that say what they are and have a number: "Zaufanie, Komunikat z badań nr 57/2022", "Straże, nr ewid.
181/2018", "Poverty, Report No. 45"."""

from __future__ import annotations

from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL, LOWER


@cache
def numbered() -> Phrase:
    """What a report is, perhaps of whom, and its number, at the end of a title; or a label that only reports have."""
    lex = lexicon()
    number = rf"(?:{CAPITAL}{{1,5}}[/.-])?[0-9][\w/.-]*[\w]"
    return Phrase(
        rf"(?:[,.?!]\s|\s(?P<open>\())(?:(?P<genre>{lex.alternation('report_kind')}(?:\s{CAPITAL}{{2,6}})?)\s"
        rf"(?:{lex.alternation('issue')}\s?)?|{lex.alternation('report_number')}\s?)(?P<number>{number})(?(open)\))\Z",
        lex.forms("report_kind", "report_number"),
    )


@cache
def _kind() -> Phrase:
    forms = lexicon().forms("report_kind")
    return Phrase(rf"{lexicon().alternation('report_kind')}\Z", forms)


def numbered_report(draft: Draft, text: str) -> None:
    """Part what a report is and its number from the title of a draft, or from what was read as a periodical."""
    if "genre" in draft.text or "number" in draft.text:
        return
    container = draft.values.get("container-title")
    if container is not None:
        _not_a_periodical(draft, text)
        return
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1:
        return
    start, stop = value.spans[0]
    found = numbered().search(text, start, stop)
    if found is None or found.start() == start:
        return
    fields.title_before(draft, text, found)
    if found["genre"] is not None:
        draft.put("genre", found["genre"], found.span("genre"), "report-kind")
    draft.put("number", found["number"], found.span("number"), "report-number")
    draft.type = draft.type or "report"


def _not_a_periodical(draft: Draft, text: str) -> None:
    """ "Poverty in Ukraine, Report No. 45, Washington 2005": no periodical has that name, and its places are those of
    books."""
    value, issue = draft.values["container-title"], draft.values.get("issue")
    if issue is None or "title" not in draft.text or len(value.spans) != 1:
        return
    if "volume" in draft.text or _kind().match(text, *value.spans[0]) is None:
        return
    words, span = draft.text["container-title"], value.spans[0]
    number, at = draft.text["issue"], issue.spans[0]
    draft.drop("container-title")
    draft.drop("issue")
    draft.put("genre", words, span, "report-kind")
    draft.put("number", number, at, "report-number")
    draft.type = "report"


@cache
def papers() -> Phrase:
    """ ", IAB-Discussion Paper 7/2012" at the end of a title, perhaps with who publishes the papers."""
    lex = lexicon()
    figures = r"(?:[A-Z]{1,5}\s?(?:[IVX]{1,4}\s)?)?[0-9][\w/.|–-]{0,12}"
    number = rf"(?:,?\s(?:{lex.alternation('issue')}\s?)?(?P<number>{figures}))?"
    return Phrase(
        # "Lokale Bündnisse. WZB Discussion Paper SP 2005-201, Wissenschaftszentrum Berlin"
        # with their body: "Arbeitsberichte des Instituts für Soziologie", "Arbeitspapiere – Zentrum für Flüsse"
        rf"[,.?!]\s(?P<series>(?:(?:(?![,.?!]\s).){{1,40}}[\s-])?{lex.alternation('working_paper')}"
        rf"(?:\s(?:[–-]|[{LOWER}]{{2,3}})\s[^,.;:()]{{3,80}})?){number}"
        rf"(?:,\s(?P<publisher>{CAPITAL}[^,.]{{4,80}}))?\Z",
        lex.forms("working_paper"),
    )


def in_papers(draft: Draft, text: str) -> None:
    """Part a series of working papers and its number from the end of a title."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or "container-title" in draft.text:
        return
    found = papers().search(text, *value.spans[0])
    if found is None:
        return
    fields.title_before(draft, text, found)
    if found["number"] is None and "issue" not in draft.text and " " not in found["series"]:
        draft.put("genre", found["series"], found.span("series"), "report-kind")  # "Projektbericht": of no series
        draft.type = draft.type or "report"
    else:
        draft.put("container-title", found["series"], found.span("series"), "working-papers")
    if found["number"] is not None:
        draft.put("issue", found["number"], found.span("number"), "working-papers")
    if found["publisher"] is not None and "publisher" not in draft.text:
        fields.publisher(draft, text, *found.span("publisher"), "working-papers")
