"""What an address says of the words near it: the site is in its host, the title in its path."""

from __future__ import annotations

import re
from functools import lru_cache

from bibtool.language.folding import fold_variants
from bibtool.text.patterns import regex

_WORD = regex(r"[^\W_]+")
_MARK = regex(r"\W")


@lru_cache(maxsize=256)
def _split(url: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """The host without its marks, the words of the path, the labels of the host but its last."""
    bare = re.sub(r"^\w+://", "", url.casefold()).removeprefix("www.")
    host, _, path = bare.partition("/")
    return re.sub(r"[^\w]", "", host), frozenset(_WORD.findall(path)), frozenset(host.split(".")[:-1])


def in_host(text: str, url: str) -> bool:
    """Whether a name of at most four words is what the host is called."""
    words = _WORD.findall(text.casefold())
    if not words or len(words) > 4:
        return False
    host, _, labels = _split(url)
    if words[0] in labels:
        return True  # "dw auf Deutsch" at dw.com
    joined = "".join(words)
    if len(words) == 2 and len(words[0]) > 2 and words[0] in host:
        return True
    return any(len(form) > 3 and form in host for form in {joined, *_forms(joined)}) or (
        len(words) > 1 and all(len(word) > 2 and word in host for word in words)
    )


def in_path(text: str, url: str) -> bool:
    """Whether most words of a text stand in the path of an address."""
    words = [w for w in _WORD.findall(text.casefold()) if len(w) > 2]
    if not words:
        return False
    path = _split(url)[1]
    found = sum(word in path or not path.isdisjoint(_forms(word)) for word in words)
    return found * 2 > len(words)


@lru_cache(maxsize=1024)
def _forms(word: str) -> frozenset[str]:
    # German addresses write the umlauts out.
    return frozenset(_MARK.sub("", form) for form in (*fold_variants(word), *fold_variants(word, "de")))
