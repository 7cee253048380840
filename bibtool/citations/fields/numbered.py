"""The number of a document in an edition of sources, which looks like that of an issue: "Akta, Lwów 1872, nr 4"."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled

NUMBER = "document-number"
_LABEL = 8  # characters of "nr", "№" before the number


def numbered_document(draft: Draft, text: str) -> None:
    """Take the number behind the imprint of a book without an author, a container or a series as what is cited of it;
    beside the pages cited it is kept as the number of the document."""
    issue, year = draft.values.get("issue"), draft.values.get("issued")
    if draft.type != "book" or issue is None or year is None or "author" in draft.names:
        return
    if not {"container-title", "collection-title"}.isdisjoint(draft.text) or "publisher-place" not in draft.text:
        return
    start = issue.spans[0][0]
    if start < year.spans[0][0] or _labelled().search(text, max(0, start - _LABEL), start) is None:
        return
    number = draft.text["issue"]
    draft.drop("issue")
    if draft.locator:
        draft.custom[NUMBER] = number
        draft.values[NUMBER] = issue
    else:
        draft.locate(number, "issue", issue.spans[0], NUMBER)


@cache
def _labelled() -> re.Pattern[str]:
    return compiled(rf"(?<!\w){lexicon().alternation('document_paragraph')}\s?\Z")
