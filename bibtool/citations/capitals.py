"""Small capitals that a text layer printed as lower-case letters."""

from __future__ import annotations

from bibtool.citations.draft import Draft
from bibtool.text.vocabulary import Vocabulary


class Capitals:
    """Restores lost capitals on the evidence of a document's words."""

    def __init__(self, words: Vocabulary) -> None:
        """Keep the words of the document."""
        self.words = words

    def restore(self, draft: Draft) -> None:
        """Restore the capitals of titles and containers."""

    def prose(self, text: str) -> str:
        """Restore those of running text."""
        return text
