"""The account of a note: what each of its letters and figures was read as.

It is made after reading, from the places that reading gives, and knows nothing of how they were found.  Every letter
and figure belongs to exactly one stretch.  Between two fields of one citation stand labels and joining words and
nothing else: what else stands there is unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Forms
from bibtool.text.members import members
from bibtool.text.patterns import regex


class Share(Enum):
    """What a stretch of a note is."""

    __hash__ = object.__hash__

    FIELD = "field"  # the value of a CSL variable
    LOCATOR = "locator"
    REFERENCE = "reference"  # tamże, dz. cyt., tenże
    LABEL = "label"  # what names or joins values: s., red., oraz, dostęp
    SIGNAL = "signal"  # zob., por., see
    WORDS = "words"  # the author's own
    UNREAD = "unread"


SHARE = members(Share)


class Claim(Struct, frozen=True, gc=False):
    """A value that reading found: ``[start, end)`` of the repaired note, the variable, and ``cite``, the index of the
    citation.

    Besides CSL variables, names are ``locator``, ``signal`` and those of reference words (:data:`REFERENCES`).
    """

    start: int
    end: int
    name: str
    cite: int


class Cited(NamedTuple):
    """A stretch of the repaired note that belongs to the citation ``cite``; a comment inside it is left out."""

    start: int
    end: int
    cite: int


class Stretch(Struct, frozen=True, gc=False):
    """``[start, end)`` of the repaired note; ``name`` is the variable of a field, the role of a label or "";
    ``cite`` is the index of the citation, 0 for the author's words."""

    share: Share
    start: int
    end: int
    name: str = ""
    cite: int = 0


_PLACE = attrgetter("start", "end", "name", "cite")

REFERENCES = frozenset({"ibid", "op-cit", "idem"})
LOCATOR_REST = "locator-rest"  # "i n.", "passim", "przyp. 12"
_SHARES = {
    **dict.fromkeys(REFERENCES, Share.REFERENCE),
    "locator": Share.LOCATOR,
    LOCATOR_REST: Share.LOCATOR,
    "signal": Share.SIGNAL,
}

_NAMES = frozenset(
    "author editor translator director producer contributor container-author collection-editor recipient "
    "interviewer illustrator reviewed-author compiler composer guest host editor-translator".split()
)
_TITLES = frozenset({"title", "container-title", "collection-title", "reviewed-title", "volume-title"})
_DATES = frozenset({"issued", "accessed", "original-date", "event-date", "gazette-date"})
_LOCATORS = frozenset({"locator", "page", "number-of-pages"})
# The values before which a word of the lexicon is a label, by its role there.
_BEFORE: dict[str, frozenset[str]] = {
    "page": _LOCATORS,
    "page_in_other_letters": _LOCATORS,
    "section": _LOCATORS,
    "paragraph": _LOCATORS,
    "document_paragraph": _LOCATORS | {"document-number"},
    "folio": _LOCATORS,
    "column": _LOCATORS,
    "chapter": _LOCATORS,
    "note": _LOCATORS,
    "volume": frozenset({"volume", "part-number", "number-of-volumes", "collection-number", "locator", "issued"}),
    "year_of_periodical": frozenset({"volume"}),
    "part": frozenset({"volume", "part-number", "locator"}),
    "issue": frozenset({"issue", "number", "collection-number", "document-number", "locator"}),
    "series": frozenset({"collection-title", "collection-number"}),
    "edition": frozenset({"edition"}),
    "in": _TITLES | _NAMES | {"number-of-volumes", "idem", "archive", "archive_location"},
    "entry": _TITLES,
    "honorific": _NAMES,
    "role_editor": _NAMES,
    "role_translator": _NAMES,
    "from_language": _NAMES,
    "role_director": _NAMES,
    "role_producer": _NAMES,
    "role_interviewer": _NAMES,
    "role_illustrator": _NAMES,
    "role_other": _NAMES,
    "accessed": frozenset({"accessed"}),
    "accessed_after_url": _DATES,
    "ruling": _DATES,
    "date_prefix": _DATES,
    "circa": _DATES,
    "url_label": frozenset({"URL", "DOI", "other-URL"}),
    "doi": frozenset({"DOI", "URL"}),
    "isbn": frozenset({"ISBN"}),
    "identifier": frozenset({"PMID", "PMCID", "identifier"}),
    "issn": frozenset({"ISSN"}),
    "gazette_item": frozenset({"number"}),
    "public_law": frozenset({"number"}),
    "issue_of_gazette": frozenset({"issue"}),
    "article": _LOCATORS,
    "leaf": _LOCATORS,
    "cited_pages": _LOCATORS | {"volume", "part-number"},
    "offprint": frozenset({"container-title"}),
    "supplement": frozenset({"section", "container-title"}),
    "supplement_to": frozenset({"container-title"}),
    "consolidated": frozenset({"container-title"}),
    "shelfmark": frozenset({"archive_location"}),
    "review": frozenset({"reviewed-title", "reviewed-author"}),
    "place_in_text": _LOCATORS,
    "and": _NAMES | _LOCATORS,
}
# The values after which it is one.
_AFTER: dict[str, frozenset[str]] = {
    "year_suffix": _DATES,
    "page": frozenset({"number-of-pages"}),
    "page_in_other_letters": frozenset({"number-of-pages"}),
    "folio": frozenset({"number-of-pages"}),
    "page_after": _LOCATORS,
    "volume_after": frozenset({"volume"}),
    "issue_after": frozenset({"issue"}),
    "physical": frozenset({"number-of-pages"}),
    "volumes_total": frozenset({"number-of-volumes"}),
    "part": frozenset({"number-of-volumes"}),
    "role_editor": _NAMES | {"idem"},
    "role_translator": _NAMES | {"idem"},
    "et_al": _NAMES,
    "honorific": _NAMES,
    "name_suffix": _NAMES,
    "edition": frozenset({"edition", "edition-remark"}),
    "no_author": frozenset(),
}
# What says that a work is on the network is a label of its address or of the day when it was looked at.
_ONLINE = frozenset({"URL", "DOI", "accessed"})
_WORD = regex(r"[^\W_]+")
# "2-е изд.", "2nd ed.", "wyd. 3-cie": the ending of a numeral belongs to its figures.
_ENDING = regex(r"-?[^\W\d_]{1,3}(?![^\W_])")
# What stands before an identifier in its address: "https://doi.org/".
_RESOLVER = regex(r"(?<!\S)[^\s\w]*\w[^\s]*/\Z")
_NUMERALS = frozenset({"edition", "number-of-volumes", "volume", "issue"})


@cache
def _labels() -> tuple[Forms, dict[str, tuple[str, ...]]]:
    """Every word that can be a label, and the roles of each by its squashed form."""
    lex = lexicon()
    roles: dict[str, list[str]] = {}
    forms: list[str] = []
    for role in {**_BEFORE, **_AFTER, "online": _ONLINE}:
        for form in lex.words.get(role, ()):
            forms += (form, form.upper())  # "VOL. 49"
            roles.setdefault(squash(form), []).append(role)
    return Forms(forms), {form: tuple(found) for form, found in roles.items()}


def account(
    text: str, claims: Sequence[Claim], cited: Sequence[Cited], doubtful: Sequence[tuple[int, int]] = ()
) -> tuple[Stretch, ...]:
    """The stretches of a repaired note, in order and disjoint; together they hold its every letter and figure.

    Of claims that overlap the one that begins first has the letters.  What is ``doubtful`` is unread, whatever claims
    it.
    """
    if not claims and not cited:
        words = _words(text, 0, len(text))
        return (Stretch(SHARE.WORDS, *words),) if words else ()
    cited = sorted(cited)
    stretches: list[Stretch] = []
    extents = _extents(claims)
    named: dict[int, set[str]] = {}
    for claim in claims:
        named.setdefault(claim.cite, set()).add(claim.name)
    before: Claim | None = None
    at = 0
    for claim in sorted(claims, key=_PLACE):
        if claim.end <= at:
            continue
        claim = claim if claim.start >= at else replace(claim, start=at)
        if _WORD.search(text, at, claim.start):
            stretches += _gap(text, at, claim.start, before, claim, cited, extents, named)
        if doubtful:
            stretches += _claimed(claim, doubtful)
        else:
            share = _SHARES.get(claim.name, SHARE.FIELD)
            stretches.append(Stretch(share, claim.start, claim.end, claim.name, claim.cite))
        before, at = claim, claim.end
    if _WORD.search(text, at):
        stretches += _gap(text, at, len(text), before, None, cited, extents, named)
    return tuple(stretches)


def stands_behind(role: str, variable: str) -> bool:
    """Whether a label follows the value of a variable: "576 с.", "[i in.]", "1990 r."."""
    return variable in _AFTER.get(role, ())


# Words for places of which CSL has no locator, or one that other languages call otherwise: nb, pkt, art., nr.
_OWN_PLACES = frozenset({"paragraph", "document_paragraph", "place_in_text", "article"})
_SIGN = regex(r"[§¶]+\s*\Z")


def own_places(text: str, stretches: Sequence[Stretch]) -> dict[int, tuple[int, int]]:
    """Where what is cited of a work stands under a word or sign that styles have no term for ("nb 5", "art. 448",
    "§ 7"), by the index of the citation: it is set again as printed."""
    out: dict[int, tuple[int, int]] = {}
    for before, place in pairwise((Stretch(SHARE.WORDS, 0, 0), *stretches)):
        if place.name != "locator":
            continue
        sign = _SIGN.search(text, before.end, place.start)
        if sign or (before.share is SHARE.LABEL and before.name in _OWN_PLACES):
            out.setdefault(place.cite, (sign.start() if sign else before.start, place.end))
    return out


def unread(stretches: Sequence[Stretch]) -> list[tuple[int, int, int]]:
    """The unread places (start, end, index of the citation); those with nothing but marks between them are one."""
    out: list[tuple[int, int, int]] = []
    last: Stretch | None = None
    for stretch in stretches:
        if stretch.share is not SHARE.UNREAD:
            last = None
            continue
        if last is not None and out[-1][2] == stretch.cite:
            out[-1] = (out[-1][0], stretch.end, stretch.cite)
        else:
            out.append((stretch.start, stretch.end, stretch.cite))
        last = stretch
    return out


def _claimed(claim: Claim, doubtful: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    share = _SHARES.get(claim.name, SHARE.FIELD)
    at = claim.start
    for start, end in doubtful:
        if at <= start < min(end, claim.end) and share is SHARE.FIELD:
            if at < start:
                yield Stretch(share, at, start, claim.name, claim.cite)
            at = min(end, claim.end)
            yield Stretch(SHARE.UNREAD, start, at, claim.name, claim.cite)
    if at < claim.end:
        yield Stretch(share, at, claim.end, claim.name, claim.cite)


def _extents(claims: Sequence[Claim]) -> dict[int, tuple[int, int]]:
    """From where to where the values of each citation stand; a signal is none."""
    out: dict[int, tuple[int, int]] = {}
    for claim in claims:
        if claim.name == "signal":
            continue
        known = out.get(claim.cite)
        if known is None:
            out[claim.cite] = claim.start, claim.end
        elif claim.start < known[0] or claim.end > known[1]:
            out[claim.cite] = min(known[0], claim.start), max(known[1], claim.end)
    return out


def _gap(
    text: str,
    start: int,
    end: int,
    before: Claim | None,
    after: Claim | None,
    cited: Sequence[Cited],
    extents: dict[int, tuple[int, int]],
    named: dict[int, set[str]],
) -> Iterator[Stretch]:
    """What stands between two claims: inside a citation labels and what is unread, outside the author's words."""
    at = start
    for region in cited:
        if region.end <= start or region.start >= end:
            continue
        lo, hi = max(region.start, at), min(region.end, end)
        if at < lo:
            yield from _outside(text, at, lo, extents)
        one = before if before is not None and before.cite == region.cite else None
        other = after if after is not None and after.cite == region.cite else None
        yield from _inside(text, lo, hi, region.cite, one, other, named.get(region.cite, set()))
        at = max(at, hi)
    if at < end:
        yield from _outside(text, at, end, extents)


def _outside(text: str, start: int, end: int, extents: dict[int, tuple[int, int]]) -> Iterator[Stretch]:
    words = _words(text, start, end)
    if words is None:
        return
    within = next((index for index, (lo, hi) in extents.items() if lo <= words[0] and words[1] <= hi), 0)
    yield Stretch(SHARE.UNREAD if within else SHARE.WORDS, *words, cite=within)


def _words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From the first letter or figure to the last."""
    if start >= end:
        return None
    first = _WORD.search(text, start, end)
    if first is None:
        return None
    last = end
    while not (text[last - 1].isalnum()):
        last -= 1
    return first.start(), last


def _inside(
    text: str, start: int, end: int, index: int, before: Claim | None, after: Claim | None, named: set[str]
) -> Iterator[Stretch]:
    """Labels of the values on either side; the rest is unread."""
    labels, roles = _labels()
    at = start
    if after is not None and after.name in ("DOI", "URL", "other-URL") and after.start == end:
        resolver = _RESOLVER.search(text, start, end)
        if resolver:
            yield from _inside(text, start, resolver.start(), index, before, after, named)
            yield Stretch(SHARE.LABEL, *resolver.span(), after.name, index)
            return
    if before is not None and before.name in _NUMERALS and before.end == start:
        ending = _ENDING.match(text, start, end)
        if ending and text[start - 1].isdigit():
            yield Stretch(SHARE.LABEL, start, ending.end(), before.name, index)
            at = ending.end()
    while True:
        word = _WORD.search(text, at, end)
        if word is None:
            return
        label = labels.match(text, word.start(), end)
        role = _role(roles[squash(label.group())], before, after, named) if label else ""
        if label and role:
            yield Stretch(SHARE.LABEL, word.start(), label.end(), role, index)
            at = label.end()
        else:
            yield Stretch(SHARE.UNREAD, *word.span(), cite=index)
            at = word.end()


def _role(roles: Sequence[str], before: Claim | None, after: Claim | None, named: set[str]) -> str:
    """The role in which a word labels the value after it or before it; "" where it labels neither."""
    for role in roles:
        if after is not None and after.name in _BEFORE.get(role, ()):
            return role
        if before is not None and before.name in _AFTER.get(role, ()):
            return role
        if role == "online" and named & _ONLINE:
            return role
    return ""
