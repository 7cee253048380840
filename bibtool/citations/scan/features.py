"""What a piece looks like: classes of its words, its surroundings, its place in the citation; never a word itself.

The weights of the chain (readings/chain.py) are trained for these names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from operator import attrgetter
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


class _Look(NamedTuple):
    """What a piece is by itself."""

    features: Names  # the first names its class
    brief: str  # the piece in one word, for its neighbours
    small: bool = False  # whether it begins with a small letter


def _look(text: str, piece: Piece) -> _Look:
    """What a piece is by itself."""
    anchor = piece.anchor
    if anchor is not None:
        parts = anchor.date.parts if anchor.date is not None else ()
        return _anchored(anchor.kind, anchor.rule, anchor.doubt, f"{len(parts[0])}{len(parts)}" if parts else "")
    form = piece.form
    if form is Form.ROLE:
        return _role(piece.role)
    if form is Form.NUMBER:
        digits = text[piece.start : piece.end].strip(" .")
        if not digits[:1].isdigit():
            return _number("roman")
        return _number(f"d{min(len(digits), 4)}" if digits.isdigit() else "range")
    quoted = form is Form.QUOTED
    inner = text[piece.start + 1 : piece.end - 1] if quoted else text[piece.start : piece.end]
    return _printed(inner, quoted, piece.names, piece.name_starts, piece.name_whole, piece.known)


@cache
def _role(role: str) -> _Look:
    """A word for a role."""
    brief = f"ROLE:{role}"
    return _Look(Names(("ROLE", brief)), brief)


@cache
def _number(kind: str) -> _Look:
    return _Look(Names(("NUMBER", f"NUMBER:{kind}")), "NUMBER")


@lru_cache(_REMEMBERED)
def _anchored(kind: Kind, rule: str, doubt: Doubt, parts: str) -> _Look:
    """An anchor; of a date how many parts it has, and how many dates it is."""
    name = kind.name
    out = [name, f"{name}:{rule}"]
    if doubt is not Doubt.NONE:
        out.append(f"{name}:doubt{doubt.name}")
    if parts:
        out.append(f"{name}:parts{parts}")
    return _Look(Names(out), name)


@lru_cache(_REMEMBERED)
def _printed(inner: str, quoted: bool, names: str, starts: bool, whole: bool, known: tuple[str, ...]) -> _Look:
    """Words; ``names`` is the form of the list of names that they belong to, and then whether it begins and ends with
    them."""
    words = _WORD.findall(inner)
    features = Names(_worded(inner, words, quoted, names, starts, whole, known))
    return _Look(features, "QUOTED" if quoted else _brief(features, names, whole, known), "lower" in features)


def _worded(
    inner: str, words: Sequence[str], quoted: bool, names: str, starts: bool, whole: bool, known: Sequence[str]
) -> list[str]:
    """The features of words."""
    name = "QUOTED" if quoted else "TEXT"
    count = len(words)
    out = [name, f"{name}:n{_bucket(count)}"]
    if not words:
        out.append("wordless")
        return out
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
        ends = "whole" if whole else "part"
        out += [
            f"name:{names}:{'head' if starts else 'tail'}",
            f"name:{ends}",
            f"name:{names}:{ends}:n{_bucket(count)}",
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
    return out


def _brief(features: Sequence[str], names: str, whole: bool, known: Sequence[str]) -> str:
    """Words outside of quotations in one word."""
    if "place" in known or "places" in known:
        return "PLACE"
    if names:
        return "NAME" if whole else "NAMEPART"
    if "publisher" in known or "has:publisher" in features:
        return "PUBL"
    if "periodical" in known or "has:journal" in features or "has:newspaper" in features:
        return "JOUR"
    return "TEXT"


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


_ROLE = attrgetter("role")


def _roles(found: Sequence[Piece]) -> list[str]:
    """For the pieces of each list of names, the role that stands before or after it."""
    out = [""] * len(found)
    if not any(map(_ROLE, found)):
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


def featured(text: str, found: Sequence[Piece]) -> list[tuple[Names, ...]]:
    """The features of each piece of a citation, in groups of what goes together: most groups stand in many others."""
    looks = [_look(text, piece) for piece in found]
    short = [look.brief for look in looks]
    last = len(found) - 1
    heads = ["^", "^", *short, "$", "$"]  # the piece i stands at i + 2
    following = [*[piece.before for piece in found[1:]], "$"]
    plain = [piece.form in _WORDED and not piece.names for piece in found]  # texts that are no names
    first_text = plain.index(True) if True in plain else -1
    lengths = [piece.end - piece.start if text_ else -1 for piece, text_ in zip(found, plain, strict=True)]
    longest = lengths.index(max(lengths)) if True in plain else -1
    told = _roles(found)
    marks = _Marks.of(found, short)
    script, around, manner = marks.manner(text, found)
    passed, left = 0, plain.count(True)
    sides = marks.sides(len(found))
    out: list[tuple[Names, ...]] = []
    for i, (piece, look, side) in enumerate(zip(found, looks, sides, strict=True)):
        second, before, head, after, next_but_one = heads[i : i + 5]
        sign, then = piece.before or "^", following[i]
        where = "head" if i == 0 else "first" if i == first_text else "after"
        left -= plain[i]
        lower = then if i < last and looks[i + 1].small else ""
        named = _addressed(text, piece, marks.address) if marks.address and piece.form in _WORDED else ""
        out.append(
            (
                look.features,
                _beside(head, before, after, sign, then, where),
                _further(head, second, before, after, next_but_one),
                _mannered(head, where, script, around, manner),
                _marked(head, lower, named, told[i], piece.depth > 0, i == last, i == longest),
                _placed(head, *side, left if left < 3 else 3, passed if passed < 3 else 3),
            )
        )
        passed += plain[i]
    return out


@lru_cache(_NEIGHBOURS)
def _beside(head: str, before: str, after: str, sign: str, then: str, where: str) -> Names:
    """The neighbours of a piece and what parts it from them."""
    parted = f"sep{sign}", f"nsep{then}", f"{head}|sep{sign}", f"{head}|nsep{then}", f"{head}|{where}"
    return Names((*parted, f"{head}<{before}", f"{head}>{after}", f"{head}>{then}{after}", f"{head}<{before}{sign}"))


@lru_cache(_NEIGHBOURS)
def _further(head: str, second: str, before: str, after: str, next_but_one: str) -> Names:
    """The neighbours and theirs."""
    return Names((f"{head}<{second},{before}", f"{head}>{after},{next_but_one}"))


@lru_cache(_REMEMBERED)
def _mannered(head: str, where: str, script: str, around: str, manner: str) -> Names:
    """How the citation is printed as a whole."""
    return Names((f"{head}|{script}", f"{head}|{around}", f"{head}|manner{manner}", f"{where}|manner{manner}"))


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
    """Where the pieces of a citation stand that say most of the others: "in", "//", the years, quotations; -1 for what
    there is not.  What else they say of all."""

    within: int
    slashes: int
    years: Sequence[int]
    quotes: Sequence[int]
    kinds: Set[Kind]
    address: str
    placed: bool  # whether a place is among them

    @classmethod
    def of(cls, found: Sequence[Piece], short: Sequence[str]) -> _Marks:
        """``short`` has each piece in a word."""
        kinds = [piece.anchor.kind if piece.anchor is not None else None for piece in found]
        signs = [piece.before for piece in found]
        url = found[kinds.index(Kind.URL)].anchor if Kind.URL in kinds else None
        return cls(
            kinds.index(Kind.IN) if Kind.IN in kinds else -1,
            signs.index("//") if "//" in signs else -1,
            [i for i, head in enumerate(short) if head in _YEARS],
            [i for i, head in enumerate(short) if head == "QUOTED"],
            {kind for kind in kinds if kind is not None},
            url.value if url is not None else "",
            "PLACE" in short,
        )

    def manner(self, text: str, found: Sequence[Piece]) -> tuple[str, str, str]:
        """The script of a citation, what it holds, and how it parts its areas: what follows its names, and whether its
        year does."""
        around = ("nonum" if _NUMBERS.isdisjoint(self.kinds) else "num") + (
            "" if _WEB.isdisjoint(self.kinds) else "web"
        )
        if self.placed:
            around += "pl"
        count = named = len(found)
        for i, piece in enumerate(found):
            if not piece.names:
                named = i
                break
        manner = f"{found[named].before if 0 < named < count else '-'}{'Y' if self.years[:1] == [named] else ''}"
        script = "cyr" if _CYRILLIC.search(text, found[0].start, found[-1].end) else "lat"
        return script, around, manner

    def sides(self, count: int) -> Iterator[tuple[str, str, int | None, str]]:
        """Of each piece on which side of them it stands, "" where there are none, and how far behind the last year."""
        within = _sides(self.within, count)
        if 0 <= self.within < count - 1:
            within[self.within + 1] = "next"
        slashes = [""] * count if self.slashes < 0 else ["pre"] * self.slashes + ["post"] * (count - self.slashes)
        years: list[int | None] = [None] * count
        if self.years:
            last = self.years[-1]
            years = [-3 if i < last - 3 else i - last if i < last + 3 else 3 for i in range(count)]
        quoted = [""] * count
        if self.quotes:
            first, last = self.quotes[0], self.quotes[-1]
            many = min(len(self.quotes), 2)
            sides = ["pre"] * first + ["q1"] + ["mid"] * (last - first - 1) + ["qn"] * (last > first)
            quoted = [f"{many}:{side}" for side in [*sides, *["post"] * (count - last - 1)]]
        return zip(within, slashes, years, quoted, strict=True)


def _sides(mark: int, count: int) -> list[str]:
    """Of each of so many pieces on which side of a mark it stands."""
    return [""] * count if mark < 0 else ["pre"] * mark + ["at"] + ["post"] * (count - mark - 1)


@lru_cache(_REMEMBERED)
def _placed(head: str, within: str, slashes: str, year: int | None, quoted: str, left: int, rank: int) -> Names:
    """Where a piece stands beside those that say most, and among the texts."""
    out: list[str] = []
    if within == "next":
        out += ["in:post", f"{head}|in:post", f"{head}|in:next"]
    elif within:
        out += [f"in:{within}", f"{head}|in:{within}"]
    if slashes:
        out += [f"//:{slashes}", f"{head}|//:{slashes}"]
    if year is None:
        out.append(f"{head}|noyear")
    else:
        side = "pre" if year < 0 else "post" if year else "at"
        out += [f"{head}|yr:{side}", f"{head}|yr:{side}:{abs(year)}"]
    out.append(f"{head}|q{quoted}" if quoted else f"{head}|noq")
    return Names((*out, f"{head}|left{left}", f"{head}|rank{rank}"))
