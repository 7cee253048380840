"""What belongs to a title and was taken for something else: a subtitle in brackets behind a colon, "В поисках брода:
(Очерк П. К. Орешина)", and what a joining word goes on with behind a quotation, "„Polskie miesiące”, czyli kryzysy"."""

from __future__ import annotations

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.language.lexicon import lexicon
from bibtool.text.patterns import regex

_BRACKET = regex(r"\s?:\s\([^()]{2,160}\)")
_MISTAKEN = frozenset({"container-title", "container-author", "contributor", "publisher"})


def subtitle_in_brackets(draft: Draft, text: str) -> None:
    """Put a bracket behind the colon of a title back into it, if it was left unread or taken for what stands in a
    bracket elsewhere; a place, a number or a date in it is read as such."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1:
        return
    start, stop = value.spans[0]
    bracket = _BRACKET.match(text, stop, draft.end)
    if bracket is None:
        return
    inside = {
        name
        for name, other in draft.values.items()
        if any(lo < bracket.end() and bracket.start() < hi for lo, hi in other.spans)
    }
    wholly = all(
        bracket.start() <= lo and hi <= bracket.end() for name in inside for lo, hi in draft.values[name].spans
    )
    if not wholly or not inside <= _MISTAKEN:
        return
    for name in inside:
        draft.drop(name)
    draft.drop("title")
    fields.title(draft, text, start, bracket.end(), value.rule)


_QUOTED = regex(r"[”»“\"],\s")
_AFTER_QUOTATION = ("container-title", "publisher")


def title_goes_on(draft: Draft, text: str) -> None:
    """Put what a joining word in small letters goes on with behind the quotation that a title begins with back into
    it: nothing that holds a work is called so."""
    title = draft.values.get("title")
    if title is None or len(title.spans) != 1:
        return
    start, stop = title.spans[0]
    closed = _QUOTED.match(text, stop)
    if closed is None or text[start - 1 : start] not in set('„«“"'):
        return
    name = next((n for n in _AFTER_QUOTATION if n in draft.values and draft.values[n].spans[0][0] == closed.end()), "")
    if not name or len(draft.values[name].spans) != 1 or not text[closed.end()].islower():
        return
    end = draft.values[name].spans[0][1]
    if text[closed.end() : end].partition(" ")[0] not in lexicon().hint("title_goes_on"):
        return
    draft.drop(name)
    draft.drop("title")
    fields.title(draft, text, start - 1, end, title.rule)
