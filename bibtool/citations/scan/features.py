"""What a piece looks like: classes of its words, its surroundings, its place in the citation; never a word itself.

The weights of the chain (readings/chain.py) are trained for these names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from bibtool.citations.fields.site import in_host, in_path
from bibtool.citations.names.given import family_like, is_given
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Doubt, Kind
from bibtool.citations.scan.pieces import Form, Piece
from bibtool.language.forms import WORD, firsts
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Forms
from bibtool.text.letters import CAPITAL, UPPER
from bibtool.text.patterns import regex

_WORD = regex(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_YEAR = regex(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_INITIALS = regex(rf"(?:{CAPITAL}\w{{0,2}}\.[\s-]?){{1,4}}|[{UPPER}]{{1,2}}")
_CYRILLIC = regex("[\u0400-\u04ff]")
_WEB = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_NUMBERS = frozenset({Kind.VOLUME, Kind.ISSUE})
_YEARS = frozenset({"YEAR", "DATE"})
_WORDED = frozenset({Form.TEXT, Form.QUOTED})
_REMEMBERED = 2048  # groups of features of a kind
_NEIGHBOURS = 8192  # of four neighbours: some hundred articles have that many
_HINTS = (
    "publisher", "publisher_word", "journal", "periodical_word", "newspaper", "magazine", "organisation", "library",
    "archive", "generic_title",
)  # fmt: skip
_LEADS: Mapping[str, tuple[str, ...]] = {
    "in": ("in",), "thesis": ("thesis",), "manuscript": ("manuscript",), "statute": ("statute",),
    "review": ("review",), "online": ("online",), "edition": ("edition",), "volume": ("volume", "part"),
    "supplement": ("supplement_of",), "see": ("see", "cited_after"), "entry": ("entry",),
    "season": ("season", "season_alt"), "noplace": ("no_place",), "noyear": ("no_year",),
    "remark": ("edition_remark",), "etal": ("et_al",), "urllabel": ("url_label",),
    "month": ("month_nominative", "month_genitive"), "accessed": ("accessed",), "page": ("page", "folio"),
}  # fmt: skip


@cache
def _hinted() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The first word of each hint -> its other words and its kind."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in _HINTS:
        for hint in sorted(lexicon().hint(kind)):
            words = _WORD.findall(hint)
            if words:
                found.setdefault(words[0], []).append((tuple(words[1:]), kind))
    return {word: tuple(rest) for word, rest in found.items()}


class Names(tuple[str, ...]):
    """Names of features.  Each group is made once and remembered, so that itself tells it from others: it is looked
    up for every piece."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


@cache
def _leading() -> tuple[Mapping[str, Sequence[tuple[str, Forms]]], Sequence[tuple[str, Forms]]]:
    """The first word of a role's forms -> the roles that it may begin, and those that a mark may begin."""
    words: dict[str, list[tuple[str, Forms]]] = {}
    marks: list[tuple[str, Forms]] = []
    for name, roles in _LEADS.items():
        known = lexicon().forms(*roles)
        row = name, hints.forms(*roles)
        for word in firsts(form for form in known if form[0].isalpha()):
            words.setdefault(word, []).append(row)
        if not all(form[0].isalpha() for form in known):
            marks.append(row)
    return words, marks


def _leads(inner: str) -> Sequence[tuple[str, Forms]]:
    """The roles that a stretch may begin with."""
    words, marks = _leading()
    first = WORD.match(inner)
    return words.get(first.group(), ()) if first else marks


@cache
def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-5" if n < 6 else "6-9" if n < 10 else "10+"


def own(text: str, piece: Piece) -> Names:
    """The features of a piece by itself; the first names its class."""
    anchor = piece.anchor
    if anchor is not None:
        parts = anchor.date.parts if anchor.date is not None else ()
        return _anchored(anchor.kind, anchor.rule, anchor.doubt, f"{len(parts[0])}{len(parts)}" if parts else "")
    if piece.form is Form.ROLE:
        return _classed("ROLE", piece.role)
    stretch = text[piece.start : piece.end]
    if piece.form is Form.NUMBER:
        digits = stretch.strip(" .")
        if not digits[:1].isdigit():
            return _classed("NUMBER", "roman")
        return _classed("NUMBER", f"d{min(len(digits), 4)}" if digits.isdigit() else "range")
    names = (piece.names, piece.name_starts, piece.name_whole) if piece.names else ()
    if piece.form is Form.QUOTED:
        return _printed(stretch[1:-1], True, names, piece.known)
    return _printed(stretch, False, names, piece.known)


@cache
def _classed(name: str, kind: str) -> Names:
    """A word for a role, a number."""
    return Names((name, f"{name}:{kind}"))


@lru_cache(_REMEMBERED)
def _anchored(kind: Kind, rule: str, doubt: Doubt, parts: str) -> Names:
    """An anchor; of a date how many parts it has, and how many dates it is."""
    name = kind.name
    out = [name, f"{name}:{rule}"]
    if doubt is not Doubt.NONE:
        out.append(f"{name}:doubt{doubt.name}")
    if parts:
        out.append(f"{name}:parts{parts}")
    return Names(out)


@lru_cache(_REMEMBERED)
def _printed(inner: str, quoted: bool, names: tuple[str, bool, bool] | tuple[()], known: tuple[str, ...]) -> Names:
    """Words; ``names`` is the form of the list of names that they belong to, whether it begins and ends with them."""
    words = _WORD.findall(inner)
    name = "QUOTED" if quoted else "TEXT"
    count = len(words)
    out = [name, f"{name}:n{_bucket(count)}"]
    if not words:
        out.append("wordless")
        return Names(out)
    out += _capitals(words, inner)
    if any(map(str.isdigit, inner)):
        out.append("yearinside" if _YEAR.search(inner) else "digitinside")
    last = inner[-1]
    if last in "?!":
        out.append("asks")
    elif last == ".":
        out.append("ellipsis" if inner.endswith("...") else "dot")
    elif last == "…":
        out.append("ellipsis")
    if names:
        form, starts, ends = names
        whole = "whole" if ends else "part"
        out += [
            f"name:{form}:{'head' if starts else 'tail'}",
            f"name:{whole}",
            f"name:{form}:{whole}:n{_bucket(count)}",
        ]
    if count <= 3 and _INITIALS.fullmatch(inner):
        out.append("initials")
    first, final = words[0], words[-1]
    if is_given(first):
        out.append("given")
    if count > 1 and is_given(final):
        out.append("givenlast")
    if count < 4 and (family_like(first) or family_like(final)):
        out.append("familylike")
    if known:
        out += [f"known:{kind}" for kind in known]
    elif count < 7 and len(inner) <= 60 and hints.place(inner):
        out.append("placelike")
    if count < 7 and len(inner) < 80 and hints.domain(inner):
        out.append("domain")
    out += _told(inner, words)
    for role, forms in _leads(inner):
        match = forms.match(inner)
        if match:
            out.append(f"starts:{role}")
            if match.end() >= len(inner) - 1:
                out.append(f"is:{role}")
    return Names(out)


def _capitals(words: Sequence[str], inner: str) -> list[str]:
    out = []
    if words[0].islower():
        out.append("lower")
    long = [w for w in words if len(w) > 3]
    capital = len([w for w in long if not w[0].islower()])
    if long and capital == len(long):
        out.append("titlecase" if len(words) > 1 else "oneword")
        if all(w.isupper() for w in long):
            out.append("allcaps")
    elif long and not capital:
        out.append("nocapital")
    elif long and capital == 1 and not long[0].islower():
        out.append("sentence")
    else:
        out.append("mixed")
    if len(inner) <= 8 and all(w.isupper() for w in words):
        out.append("acronym")
    return out


def _told(inner: str, words: Sequence[str]) -> list[str]:
    """What the words of a stretch tell of it: a publisher's, a periodical's, a body's."""
    out: list[str] = []
    known = _hinted()
    for i, word in enumerate(words) if not known.keys().isdisjoint(words) else ():
        for rest, kind in known.get(word, ()):
            if not rest or tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                has = f"has:{kind}"
                if has not in out:
                    out.append(has)
                    if not i:
                        out.append(f"begins:{kind}")
    if " & " in inner:
        out.append("ampersand")
    return out


def brief(features: Sequence[str], piece: Piece) -> str:
    """A piece in one word, for its neighbours."""
    head = features[0]
    if head == "ROLE":
        return features[1]
    if head == "TEXT":
        if "place" in piece.known or "places" in piece.known:
            return "PLACE"
        if piece.names:
            return "NAME" if piece.name_whole else "NAMEPART"
        if "publisher" in piece.known or "has:publisher" in features:
            return "PUBL"
        if "periodical" in piece.known or "has:journal" in features or "has:newspaper" in features:
            return "JOUR"
    return head


def _roles(found: Sequence[Piece]) -> list[str]:
    """For the pieces of each list of names, the role that stands before or after it."""
    out = [""] * len(found)
    if not any(piece.role for piece in found):
        return out
    role = ""
    for i, piece in enumerate(found):
        role = piece.role if piece.form is Form.ROLE else role if piece.names else ""
        if piece.names and role:
            out[i] = f"before:{role}"
    role = ""
    for i in range(len(found) - 1, -1, -1):
        piece = found[i]
        bracket = piece.form is Form.ROLE and piece.before in {"(", "["}
        role = piece.role if bracket else role if piece.names else ""
        if piece.names and role and not out[i]:
            out[i] = f"after:{role}"
    return out


def featured(text: str, found: Sequence[Piece]) -> list[list[Names]]:
    """The features of each piece of a citation, in groups of what goes together: most groups stand in many others."""
    each = [own(text, piece) for piece in found]
    short = [brief(f, p) for f, p in zip(each, found, strict=True)]
    count = len(found)
    before = ["^", "^", *short]  # the piece i - 2 stands at i
    after = [*short[1:], "$", "$"]  # the piece i + 1 stands at i
    following = [*(piece.before for piece in found[1:]), "$"]
    texts = [i for i, p in enumerate(found) if p.form in _WORDED and not p.names]
    first_text = texts[0] if texts else -1
    longest = max(texts, key=lambda i: found[i].end - found[i].start, default=-1)
    told = _roles(found)
    address = next((p.anchor.value for p in found if p.anchor is not None and p.anchor.kind is Kind.URL), "")
    manner = _manner(text, found, short)
    marks = _marks(found, short)
    out = []
    for i, piece in enumerate(found):
        head, sign, then = short[i], piece.before or "^", following[i]
        where = "head" if i == 0 else "first" if i == first_text else "after"
        lower = then if i + 1 < count and "lower" in each[i + 1] else ""
        named = _addressed(text, piece, address) if address and piece.form in _WORDED else ""
        passed = bisect_left(texts, i)
        left = len(texts) - passed - (piece.form in _WORDED and not piece.names)
        out.append(
            [
                each[i],
                _parted(head, sign, then, where),
                _beside(head, before[i + 1], after[i], sign, then),
                _further(head, before[i], before[i + 1], after[i], after[i + 1]),
                _mannered(head, where, *manner),
                _marked(head, lower, named, told[i], piece.depth > 0, i == count - 1, i == longest),
                _placed(head, *marks.sides(i), min(left, 3), min(passed, 3)),
            ]
        )
    return out


@lru_cache(_REMEMBERED)
def _parted(head: str, sign: str, then: str, where: str) -> Names:
    """What parts a piece from its neighbours."""
    return Names((f"sep{sign}", f"nsep{then}", f"{head}|sep{sign}", f"{head}|nsep{then}", f"{head}|{where}"))


@lru_cache(_REMEMBERED)
def _beside(head: str, before: str, after: str, sign: str, then: str) -> Names:
    """The neighbours of a piece."""
    return Names((f"{head}<{before}", f"{head}>{after}", f"{head}>{then}{after}", f"{head}<{before}{sign}"))


@lru_cache(_NEIGHBOURS)
def _further(head: str, second: str, before: str, after: str, next_but_one: str) -> Names:
    """The neighbours and theirs."""
    return Names((f"{head}<{second},{before}", f"{head}>{after},{next_but_one}"))


@lru_cache(_REMEMBERED)
def _mannered(head: str, where: str, script: str, around: str, manner: str) -> Names:
    """How the citation is printed as a whole."""
    return Names((f"{head}|{script}", f"{head}|{around}", f"{head}|manner{manner}", f"{where}|manner{manner}"))


def _manner(text: str, found: Sequence[Piece], short: Sequence[str]) -> tuple[str, str, str]:
    """The script of a citation, what it holds, and how it parts its areas: what follows its names, and whether its
    year does."""
    kinds = {p.anchor.kind for p in found if p.anchor is not None}
    around = ("num" if kinds & _NUMBERS else "nonum") + ("web" if kinds & _WEB else "")
    if "PLACE" in short:
        around += "pl"
    count = len(found)
    named = next((i for i, p in enumerate(found) if not p.names), count)
    first_year = next((i for i, s in enumerate(short) if s in _YEARS), -1)
    manner = f"{found[named].before if 0 < named < count else '-'}{'Y' if first_year == named else ''}"
    script = "cyr" if _CYRILLIC.search(text, found[0].start, found[-1].end) else "lat"
    return script, around, manner


def _addressed(text: str, piece: Piece, address: str) -> str:
    """What of an address the words of a piece are."""
    words = text[piece.start : piece.end]
    return "inhost" if in_host(words, address) else "inpath" if in_path(words, address) else ""


@lru_cache(_REMEMBERED)
def _marked(head: str, lower: str, named: str, told: str, bracket: bool, last: bool, longest: bool) -> Names:
    """What few pieces have; ``lower`` is what parts it from small letters, ``named`` of what address it is."""
    out: list[str] = []
    if lower:
        out.append(f"{head}>lower{lower}")
    if named:
        out += [named, f"{head}|{named}"]
    if told:
        out.append(f"{head}|role:{told}")
    if bracket:
        out += ["bracket", f"{head}|bracket"]
    if last:
        out.append(f"{head}|last")
    if longest:
        out.append(f"{head}|longest")
    return Names(out)


class _Marks(NamedTuple):
    """Where the pieces of a citation stand that say most of the others: "in", "//", the last year, quotations."""

    within: int
    slashes: int
    year: int
    quotes: Sequence[int]

    def sides(self, i: int) -> tuple[str, bool, str, str, int, str]:
        """On which side of each a piece stands; empty where there is none."""
        quoted = ""
        if self.quotes:
            first, last = self.quotes[0], self.quotes[-1]
            side = "pre" if i < first else "q1" if i == first else "mid" if i < last else "qn" if i == last else "post"
            quoted = f"{min(len(self.quotes), 2)}:{side}"
        return (
            _side(i, self.within) if self.within >= 0 else "",
            i == self.within + 1,
            "" if self.slashes < 0 else "post" if i >= self.slashes else "pre",
            _side(i, self.year) if self.year >= 0 else "",
            min(abs(self.year - i), 3),
            quoted,
        )


def _side(i: int, mark: int) -> str:
    return "pre" if i < mark else "post" if i > mark else "at"


def _marks(found: Sequence[Piece], short: Sequence[str]) -> _Marks:
    return _Marks(
        next((i for i, p in enumerate(found) if p.anchor is not None and p.anchor.kind is Kind.IN), -1),
        next((i for i, p in enumerate(found) if p.before == "//"), -1),
        max((i for i, s in enumerate(short) if s in _YEARS), default=-1),
        [i for i, p in enumerate(found) if p.form is Form.QUOTED],
    )


@lru_cache(_REMEMBERED)
def _placed(
    head: str, within: str, next_in: bool, slashes: str, year: str, apart: int, quoted: str, left: int, rank: int
) -> Names:
    """Where a piece stands beside those that say most, and among the texts."""
    out: list[str] = []
    if within:
        out += [f"in:{within}", f"{head}|in:{within}"]
        if next_in:
            out.append(f"{head}|in:next")
    if slashes:
        out += [f"//:{slashes}", f"{head}|//:{slashes}"]
    out += [f"{head}|yr:{year}", f"{head}|yr:{year}:{apart}"] if year else [f"{head}|noyear"]
    out.append(f"{head}|q{quoted}" if quoted else f"{head}|noq")
    return Names((*out, f"{head}|left{left}", f"{head}|rank{rank}"))
