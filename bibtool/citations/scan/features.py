"""What a piece looks like: classes of its words, its surroundings, its place in the citation; never a word itself.

The weights of the chain (readings/chain.py) are trained for these names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bibtool.citations.fields.site import in_host, in_path
from bibtool.citations.names.given import family_like, is_given
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Doubt, Kind
from bibtool.citations.scan.pieces import Form, Piece
from bibtool.language.lexicon import alternation, lexicon
from bibtool.text.letters import CAPITAL, UPPER

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_INITIALS = re.compile(rf"(?:{CAPITAL}\w{{0,2}}\.[\s-]?){{1,4}}|[{UPPER}]{{1,2}}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WEB = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_NUMBERS = frozenset({Kind.VOLUME, Kind.ISSUE})
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


_Rows = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _leading() -> tuple[Mapping[str, _Rows], Mapping[str, _Rows]]:
    """The first two letters of a role's forms -> the roles and what matches them; and the first letter -> those of the
    forms that may go on otherwise."""
    pairs: dict[str, dict[str, None]] = {}
    alone: dict[str, dict[str, None]] = {}
    patterns: dict[str, re.Pattern[str]] = {}
    for name, roles in _LEADS.items():
        forms = lexicon().forms(*roles)
        patterns[name] = re.compile(alternation(forms))
        for form in forms:
            first = form[0].casefold()
            if form[1:2].isalnum():
                pairs.setdefault(first + form[1], {})[name] = None
            else:
                alone.setdefault(first, {})[name] = None

    def rows(names: Iterable[str]) -> _Rows:
        return tuple((name, patterns[name]) for name in patterns if name in names)

    either = {pair: rows({*names, *alone.get(pair[:-1], ())}) for pair, names in pairs.items()}
    return either, {first: rows(names) for first, names in alone.items()}


def _leads(inner: str) -> _Rows:
    """The roles that a stretch may begin with."""
    pairs, alone = _leading()
    first = inner[0].casefold()
    return pairs.get(first + inner[1:2]) or alone.get(first, ())


@cache
def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-5" if n < 6 else "6-9" if n < 10 else "10+"


def own(text: str, piece: Piece) -> list[str]:
    """The features of a piece by itself; the first names its class."""
    anchor = piece.anchor
    if anchor is not None:
        kind = anchor.kind.name
        out = [kind, f"{kind}:{anchor.rule}"]
        if anchor.doubt is not Doubt.NONE:
            out.append(f"{kind}:doubt{anchor.doubt.name}")
        if anchor.date is not None and anchor.date.parts:
            out.append(f"{kind}:parts{len(anchor.date.parts[0])}{len(anchor.date.parts)}")
        return out
    stretch = text[piece.start : piece.end]
    if piece.form is Form.ROLE:
        return ["ROLE", f"ROLE:{piece.role}"]
    if piece.form is Form.NUMBER:
        digits = stretch.strip(" .")
        if not digits[:1].isdigit():
            return ["NUMBER", "NUMBER:roman"]
        return ["NUMBER", "NUMBER:" + (f"d{min(len(digits), 4)}" if digits.isdigit() else "range")]
    quoted = piece.form is Form.QUOTED
    inner = stretch[1:-1] if quoted else stretch
    words = _WORD.findall(inner)
    name = "QUOTED" if quoted else "TEXT"
    count = len(words)
    out = [name, f"{name}:n{_bucket(count)}"]
    if not words:
        out.append("wordless")
        return out
    out += _capitals(words, inner)
    if any(c.isdigit() for c in inner):
        out.append("yearinside" if _YEAR.search(inner) else "digitinside")
    last = inner[-1]
    if last in "?!":
        out.append("asks")
    elif last == ".":
        out.append("ellipsis" if inner.endswith("...") else "dot")
    elif last == "…":
        out.append("ellipsis")
    if piece.names:
        whole = "whole" if piece.name_whole else "part"
        out += [
            f"name:{piece.names}:{'head' if piece.name_starts else 'tail'}",
            f"name:{whole}",
            f"name:{piece.names}:{whole}:n{_bucket(count)}",
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
    if piece.known:
        out += [f"known:{kind}" for kind in piece.known]
    elif count < 7 and len(inner) <= 60 and hints.place(inner):
        out.append("placelike")
    if count < 7 and len(inner) < 80 and hints.domain(inner):
        out.append("domain")
    out += _told(inner, words)
    for role, pattern in _leads(inner):
        match = pattern.match(inner)
        if match:
            out.append(f"starts:{role}")
            if match.end() >= len(inner) - 1:
                out.append(f"is:{role}")
    return out


def _capitals(words: Sequence[str], inner: str) -> list[str]:
    out = []
    if words[0].islower():
        out.append("lower")
    long = [w for w in words if len(w) > 3]
    capital = sum(not w[0].islower() for w in long)
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
    for i, word in enumerate(words):
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


def featured(text: str, found: Sequence[Piece]) -> list[list[str]]:
    """The features of each piece of a citation."""
    each = [own(text, piece) for piece in found]
    short = [brief(f, p) for f, p in zip(each, found, strict=True)]
    count = len(found)
    years = [i for i, s in enumerate(short) if s in {"YEAR", "DATE"}]
    last_year = years[-1] if years else -1
    inside = next((i for i, p in enumerate(found) if p.anchor is not None and p.anchor.kind is Kind.IN), -1)
    slashes = next((i for i, p in enumerate(found) if p.before == "//"), -1)
    quotes = [i for i, p in enumerate(found) if p.form is Form.QUOTED]
    kinds = {p.anchor.kind for p in found if p.anchor is not None}
    around = ("num" if kinds & _NUMBERS else "nonum") + ("web" if kinds & _WEB else "")
    if "PLACE" in short:
        around += "pl"
    texts = [i for i, p in enumerate(found) if p.form in {Form.TEXT, Form.QUOTED} and not p.names]
    first_text = texts[0] if texts else -1
    longest = max(texts, key=lambda i: found[i].end - found[i].start, default=-1)
    told = _roles(found)
    address = next((p.anchor.value for p in found if p.anchor is not None and p.anchor.kind is Kind.URL), "")
    # how the citation parts its areas: what follows its names, and whether its year does
    named = next((i for i, p in enumerate(found) if not p.names), count)
    manner = f"{found[named].before if 0 < named < count else '-'}{'Y' if years and years[0] == named else ''}"
    script = "cyr" if _CYRILLIC.search(text, found[0].start, found[-1].end) else "lat"
    out = []
    for i, (row, piece) in enumerate(zip(each, found, strict=True)):
        head = short[i]
        before = short[i - 1] if i else "^"
        after = short[i + 1] if i + 1 < count else "$"
        sign = piece.before or "^"
        following = found[i + 1].before if i + 1 < count else "$"
        where = "head" if i == 0 else "first" if i == first_text else "after"
        row = [
            *row,
            f"sep{sign}", f"nsep{following}", f"{head}|sep{sign}", f"{head}|nsep{following}", f"{head}|{where}",
            f"{head}<{before}", f"{head}>{after}", f"{head}>{following}{after}", f"{head}<{before}{sign}",
            f"{head}<{short[i - 2] if i > 1 else '^'},{before}",
            f"{head}>{after},{short[i + 2] if i + 2 < count else '$'}",
            f"{head}|{script}", f"{head}|{around}", f"{head}|manner{manner}", f"{where}|manner{manner}",
        ]  # fmt: skip
        if i + 1 < count and "lower" in each[i + 1]:
            row.append(f"{head}>lower{following}")
        if address and piece.form in {Form.TEXT, Form.QUOTED}:
            words = text[piece.start : piece.end]
            if in_host(words, address):
                row += ["inhost", f"{head}|inhost"]
            elif in_path(words, address):
                row += ["inpath", f"{head}|inpath"]
        if told[i]:
            row.append(f"{head}|role:{told[i]}")
        if piece.depth:
            row += ["bracket", f"{head}|bracket"]
        if i == count - 1:
            row.append(f"{head}|last")
        if i == longest:
            row.append(f"{head}|longest")
        if inside >= 0:
            side = "pre" if i < inside else "post" if i > inside else "at"
            row += [f"in:{side}", f"{head}|in:{side}"]
            if i == inside + 1:
                row.append(f"{head}|in:next")
        if slashes >= 0:
            side = "post" if i >= slashes else "pre"
            row += [f"//:{side}", f"{head}|//:{side}"]
        if last_year >= 0:
            side = "pre" if i < last_year else "post" if i > last_year else "at"
            row += [f"{head}|yr:{side}", f"{head}|yr:{side}:{min(abs(last_year - i), 3)}"]
        else:
            row.append(f"{head}|noyear")
        if quotes:
            side = (
                "pre" if i < quotes[0] else "q1" if i == quotes[0] else "mid" if i < quotes[-1]
                else "qn" if i == quotes[-1] else "post"
            )  # fmt: skip
            row.append(f"{head}|q{min(len(quotes), 2)}:{side}")
        else:
            row.append(f"{head}|noq")
        row.append(f"{head}|left{min(sum(1 for t in texts if t > i), 3)}")
        row.append(f"{head}|rank{min(sum(1 for t in texts if t < i), 3)}")
        out.append(row)
    return out
