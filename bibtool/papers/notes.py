"""Citations inside footnotes that the author wrote: in brackets, or as the note's own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.csl.tree import Mark, Run
from bibtool.language.lexicon import lexicon
from bibtool.papers.inlines import NOTHING
from bibtool.papers.tree import Element, element, is_element
from bibtool.text.patterns import regex

_SENTENCES = regex(r"""[.!?…]["”»)\]]*\s+""")
_STOP = regex(r"""(?<!\.)\.(["”»’]*)\Z""")
_MARKS = " \u00a0,;:–—-("
# Words that lead to a citation, in every language of the lexicon: "zob.", "cyt. za", "oraz".
_ROLES = ("see", "cited_after", "and_also", "and")


def leads_in(before: str) -> bool:
    """Does the sentence before a citation only lead to it?  "Zob. [@nowak]" is the note's own text; in "It was long
    ago [@nowak]" the citation is an aside, which pandoc sets in brackets."""
    # "Por. też" has a full stop that ends no sentence: any beginning may be the right one
    return any(_only_leads(before[start:]) for start in (0, *(m.end() for m in _SENTENCES.finditer(before))))


def _only_leads(sentence: str) -> bool:
    sentence = sentence.strip(_MARKS)
    while sentence:
        found = _leading().match(sentence)
        if found is None:
            return False
        sentence = sentence[found.end() :].strip(_MARKS + ".")
    return True


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(lexicon().alternation(*_ROLES))


def without_layout_stop(parts: Sequence[Run | Mark]) -> list[Run | Mark]:
    """Parts without the full stop that the style sets behind a cite, where the cite ends with a placeholder."""
    out = list(parts)
    for place in range(len(out) - 1, -1, -1):
        part = out[place]
        if isinstance(part, Run) and part.text:
            before = "".join(each.text for each in out[:place] if isinstance(each, Run)) + part.text[:-1]
            if part.text.endswith(".") and before.endswith(NOTHING):
                out[place] = Run(part.text[:-1], part.affix, part.fixed)
            break
    return out


def without_stop(inlines: Sequence[Element]) -> list[Element]:
    """Inlines without the full stop that ends them."""
    out = list(inlines)
    if not out:
        return out
    last = out[-1]
    if is_element(last, "Str"):
        text = _STOP.sub(r"\1", last["c"])
        out[-1:] = [element("Str", text)] if text else []
    elif is_element(last, "Emph", "Strong", "SmallCaps"):
        out[-1] = element(last["t"], without_stop(last["c"]))
    elif is_element(last, "Link", "Span"):
        out[-1] = element(last["t"], [last["c"][0], without_stop(last["c"][1]), *last["c"][2:]])
    return out
