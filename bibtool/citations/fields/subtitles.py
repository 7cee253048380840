"""A subtitle in brackets behind a colon: "В поисках брода: (Очерк П. К. Орешина)"."""

from __future__ import annotations

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
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
