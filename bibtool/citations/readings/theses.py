"""What says behind the imprint of a work that it is a thesis."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.readings.assemble import UNIVERSITY
from bibtool.citations.scan import hints
from bibtool.language.forms import firsts, literal
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL


def theses() -> str:
    """The words for a thesis, without their full stops, as a regular expression."""
    return f"(?i:{'|'.join(re.escape(form.rstrip(' .')) for form in lexicon().forms('thesis'))})"


def thesis_last(draft: Draft, text: str) -> None:
    """Take the words for a thesis that stand last for its genre: "Kraków: UJ 2010. Rozprawa doktorska."."""
    for span in draft.comments:
        said = text[slice(*span)].strip(" .()[]")
        found = thesis_said().fullmatch(said)
        if found is not None and "genre" not in draft.text:
            at = text.index(said, span[0])
            draft.put("genre", said, (at, at + len(said)), "thesis-words")
            draft.type = draft.type or "thesis"
            draft.comments.remove(span)
            return
    _in_brackets(draft, text)


def _in_brackets(draft: Draft, text: str) -> None:
    """Take the words for a thesis in brackets, and the university in them: "Kraków 2003 (mps pracy doktorskiej,
    Uniwersytet Jagielloński), s. 55"."""
    value = draft.values.get("title")
    if value is None or "genre" in draft.text or not _bracketed().may_stand(text):
        return
    found = _bracketed().search(text, value.spans[-1][1], draft.end)
    if found is None or any(
        start < found.end() and found.start() < stop for each in draft.values.values() for start, stop in each.spans
    ):
        return
    draft.put("genre", found["genre"], found.span("genre"), "thesis-words")
    draft.type = draft.type or "thesis"
    if found["university"] and "publisher" not in draft.text and hints.has(found["university"], "organisation"):
        fields.publisher(draft, text, *found.span("university"), UNIVERSITY)
    draft.comments = [span for span in draft.comments if not (span[0] < found.end() and found.start() < span[1])]


def unpublished_last(draft: Draft, text: str) -> None:
    """Take the words for what was not printed that stand by themselves behind a title or last: "…, Kraków 1994, mps, s.
    77", "… (maszynopis)".  What is a thesis already has them for a note."""
    title = draft.values.get("title")
    if title is None or ("genre" in draft.text and "note" in draft.text) or not _alone().may_stand(text):
        return
    for found in _alone().finditer(text, title.spans[-1][1], draft.end):
        at = found.span("said")
        if found["bracket"] and not text.startswith((")", "]"), at[1]):
            continue
        if any(lo < at[1] and at[0] < hi for each in draft.values.values() for lo, hi in each.spans):
            continue
        draft.comments = [span for span in draft.comments if not (span[0] <= at[0] and at[1] <= span[1])]
        if "genre" in draft.text:
            draft.put("note", found["said"], at, "status")
        else:
            draft.put("genre", found["said"], at, "status")
            draft.manuscript = "container-title" not in draft.text
        return


@cache
def _alone() -> Phrase:
    forms = lexicon().hint("unpublished")
    return Phrase(rf"(?:[,.;]\s|\s(?P<bracket>[(\[]))(?P<said>{literal(forms)})(?=[,.;:)\]]|\s*\Z)", forms)


@cache
def _bracketed() -> Phrase:
    unprinted = literal(lexicon().hint("unpublished"))
    return Phrase(
        rf"[(\[](?P<genre>(?:(?i:{unprinted})\s)?{theses()}(?![^\W\d_])[^()\[\],;0-9]{{0,60}})"
        rf"(?:,\s(?P<university>{CAPITAL}[^()\[\];0-9]{{3,90}}))?[)\]]",
        firsts(lexicon().forms("thesis")),
    )


@cache
def thesis_said() -> re.Pattern[str]:
    """What says nothing but that a work is a thesis."""
    return compiled(rf"{theses()}(?:\s[^\W\d_]{{1,14}}\.?){{0,2}}")
