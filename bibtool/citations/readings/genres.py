"""What kind of book a work is, as Russian, Ukrainian and Belarusian references say behind its title."""

from __future__ import annotations

from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields.put import title_before
from bibtool.language.forms import alternation, firsts
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase


@cache
def _genre() -> Phrase:
    """ ": учеб. пособие", ". Учебник для вузов", " – монография" at the end of a title."""
    forms = lexicon().hint("book_genre")
    readers = rf"(?:\s{alternation(lexicon().hint('for_readers'))}\s[^\n,:;]{{2,60}}?)?"
    # a title may have lost the full stop of its last word
    return Phrase(rf"(?:\s?[:.]|\s[–—-])\s(?P<genre>{alternation(forms)}{readers})\.?\Z", firsts(sorted(forms)))


def genre_last(draft: Draft, text: str) -> None:
    """Take the words for a kind of book off the end of a title.  A title that says more of it keeps it: "Сб. статей к
    70-летию", and so does a larger work."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or "genre" in draft.text or draft.type not in {"", "book"}:
        return
    start, stop = value.spans[0]
    found = _genre().search(text, start, stop + (text[stop : stop + 1] == "."))
    if found is not None and text[start : found.start()].strip(" .:"):
        title_before(draft, text, found)
        draft.put("genre", found["genre"], found.span("genre"), "genre-behind-title")
