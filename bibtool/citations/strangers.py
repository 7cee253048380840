"""Words whose letters are of two scripts, as optical recognition and small slips leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtool.text.vocabulary import Vocabulary

_CYRILLIC = "\u0400-\u052f"
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u024f"
_MIXED = re.compile(rf"(?:[{_LATIN}]+[{_CYRILLIC}]|[{_CYRILLIC}]+[{_LATIN}])[{_LATIN}{_CYRILLIC}]*")


def mixed(text: str) -> Iterator[re.Match[str]]:
    """The words of two scripts in a text."""
    return _MIXED.finditer(text)


def mend(word: str, vocabulary: Vocabulary) -> str:
    """The word without its stranger letters where that is a word of the document; else as printed."""
    cyrillic = re.sub(f"[{_LATIN}]", "", word)
    latin = re.sub(f"[{_CYRILLIC}]", "", word)
    kept = cyrillic if len(cyrillic) >= len(latin) else latin
    return kept if vocabulary.knows(kept) else word
