"""The type of a work whose citations disagree on it."""

from __future__ import annotations

from collections.abc import Sequence

# From the most to the least telling.  A citation that prints less supports only a vaguer type: a web address alone
# makes a web page, a volume and an issue beside it a journal article.  A majority would let three short notes
# outvote the one that names the journal.
_TELLING = (
    "patent legal_case legislation bill treaty thesis dataset software standard "
    "entry-encyclopedia entry-dictionary review-book review chapter paper-conference article-journal "
    "motion_picture broadcast song interview speech hearing map graphic figure performance musical_score "
    "report manuscript personal_communication book periodical pamphlet "
    "article-magazine article-newspaper post-weblog post entry article document webpage"
).split()
_RANK = {name: rank for rank, name in enumerate(_TELLING)}


def decide(types: Sequence[str]) -> str:
    """The most telling of ``types``; the first of those that CSL does not know; '' for none."""
    given = [name for name in types if name]
    return min(given, key=lambda name: _RANK.get(name, len(_RANK)), default="")
