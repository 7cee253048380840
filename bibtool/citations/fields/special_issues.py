"""A special issue of a periodical, "In: Zeitschrift für Brücken, Sonderheft 37": its word belongs to its number."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.patterns import regex

_FAR = 40  # letters of the words for a special issue
_NUMBER = regex(r"\s(?:[0-9]{1,4}(?:[-–/][0-9]{1,4})?|[IVXLC]{1,8})(?!\w)")


def special_issue(draft: Draft, text: str) -> None:
    """End a periodical before the word for a special issue, which goes to the issue with the number behind it."""
    value = draft.values.get("container-title")
    if value is None or len(value.spans) != 1:
        return
    start, end = value.spans[0]
    said = _before().search(text, max(draft.start, start - _FAR), start)
    if said is not None and all(
        hi <= said.start("word") for each in draft.values.values() for lo, hi in each.spans if lo < start
    ):
        draft.state("special-issue", said.span("word"))  # "“Weirs,” special issue, River Studies 33"
    match = _word().search(text, start, end)
    if match is None:
        return
    number = _NUMBER.match(text, match.end("word"))
    if number is None or number.end() < end:
        return
    for name in ("volume", "issue"):
        other = draft.values.get(name)
        if other is not None and other.spans[0][0] < number.end() and match.end() <= other.spans[-1][1]:
            draft.drop(name)
    if "issue" in draft.text:
        return
    name, rule = text[start : match.start()], value.rule
    span = (match.start("word"), number.end())
    draft.drop("container-title")
    draft.put("container-title", name, (start, match.start()), rule)
    draft.put("issue", text[slice(*span)], span, "special-issue")


@cache
def _before() -> Phrase:
    forms = lexicon().forms("special_issue")
    return Phrase(rf",?[”»“\"]?\s(?P<word>{lexicon().alternation('special_issue')}),\s[„«“\"]?\Z", forms)


@cache
def _word() -> re.Pattern[str]:
    return compiled(rf"(?<=\w),?\s(?P<word>{lexicon().alternation('special_issue')})(?:\s[0-9IVXLC/–-]+)?\Z")
