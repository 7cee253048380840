"""What a piece looks like: classes of its words, its surroundings, its place in the citation; never a word itself.

The weights of the chain (readings/chain.py) are trained for these names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.names.given import family_like, is_given
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Kind
from bibtool.citations.scan.pieces import Form, Piece
from bibtool.language.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_INITIALS = re.compile(r"(?:[^\W\d_a-zа-я]\w{0,2}\.[\s-]?){1,4}|[A-ZА-ЯІЁ]{1,2}")
_WEB = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})


@cache
def _leading() -> tuple[tuple[str, re.Pattern[str]], ...]:
    from bibtool.language.lexicon import alternation

    roles = {
        "in": ("in",), "thesis": ("thesis",), "manuscript": ("manuscript",), "statute": ("statute",),
        "review": ("review",), "online": ("online",), "edition": ("edition",), "volume": ("volume", "part"),
        "supplement": ("supplement_of",), "see": ("see", "cited_after"), "entry": ("entry",),
        "season": ("season", "season_alt"), "noplace": ("no_place",), "noyear": ("no_year",),
        "remark": ("edition_remark",), "etal": ("et_al",), "urllabel": ("url_label",), "month": ("month_nominative", "month_genitive"),
    }  # fmt: skip
    return tuple((name, re.compile(alternation(lexicon().forms(*r)))) for name, r in roles.items())


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-5" if n < 6 else "6-9" if n < 10 else "10+"


def own(text: str, piece: Piece) -> list[str]:
    """The features of a piece by itself; the first names its class."""
    if piece.anchor is not None:
        kind = piece.anchor.kind.name
        out = [kind, f"{kind}:{piece.anchor.rule}"]
        if piece.anchor.date is not None and piece.anchor.date.parts:
            out.append(f"{kind}:parts{len(piece.anchor.date.parts[0])}{len(piece.anchor.date.parts)}")
        return out
    stretch = text[piece.start : piece.end]
    if piece.form is Form.ROLE:
        return ["ROLE", f"ROLE:{piece.role}"]
    if piece.form is Form.NUMBER:
        digits = stretch.strip(" .")
        shape = "roman" if not digits[:1].isdigit() else "range" if re.search(r"[-–/]", digits) else f"d{min(len(digits), 4)}"
        return ["NUMBER", f"NUMBER:{shape}"]
    quoted = piece.form is Form.QUOTED
    inner = stretch[1:-1] if quoted else stretch
    words = _WORD.findall(inner)
    out = ["QUOTED" if quoted else "TEXT"]
    name = out[0]
    out.append(f"{name}:n{_bucket(len(words))}")
    if not words:
        out.append("wordless")
        return out
    first = words[0]
    long = [w for w in words if len(w) > 3]
    capital = sum(not w[0].islower() for w in long)
    if first.islower():
        out.append("lower")
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
    if all(w.isupper() for w in words) and len(inner) <= 8:
        out.append("acronym")
    if _YEAR.search(inner):
        out.append("yearinside")
    elif _DIGIT.search(inner):
        out.append("digitinside")
    if inner[-1:] in "?!":
        out.append("asks")
    if inner.endswith("."):
        out.append("dot")
    if inner.endswith(("…", "...")):
        out.append("ellipsis")
    if piece.names:
        whole = "whole" if piece.name_whole else "part"
        start = "head" if piece.name_starts else "tail"
        out += [f"name:{piece.names}:{start}", f"name:{whole}", f"name:{piece.names}:{whole}:n{_bucket(len(words))}"]
        if _INITIALS.fullmatch(inner):
            out.append("initials")
    if is_given(first):
        out.append("given")
    if len(words) > 1 and is_given(words[-1]):
        out.append("givenlast")
    if family_like(first) or family_like(words[-1]):
        out.append("familylike")
    if hints.known_place(inner):
        out.append("place")
    elif len(words) < 6:
        if all(hints.known_place(p) for p in re.split(r"\s?[-–/,&]\s?| (?:i|a|and|и|і|et|und) ", inner) if p):
            out.append("places")
        elif hints.known_place(words[-1]) or hints.known_place(" ".join(words[-2:])):
            out.append("endsinplace")
        elif hints.place(inner):
            out.append("placelike")
    if hints.domain(inner):
        out.append("domain")
    if inner.strip() in lexicon().hint("publisher_name"):
        out.append("publishername")
    for hint in ("publisher", "journal", "newspaper", "magazine", "organisation", "library", "archive", "generic_title"):
        if hints.has(inner, hint):
            out.append(f"has:{hint}")
            if hints.starts_hint(inner, hint):
                out.append(f"begins:{hint}")
    for role, pattern in _leading():
        match = pattern.match(inner)
        if match:
            out.append(f"starts:{role}")
            if match.end() >= len(inner) - 1:
                out.append(f"is:{role}")
    if " & " in inner:
        out.append("ampersand")
    return out


def brief(features: list[str], piece: Piece) -> str:
    """A piece in one word, for its neighbours."""
    head = features[0]
    if head == "ROLE":
        return features[1]
    if head == "TEXT":
        if "place" in features or "places" in features:
            return "PLACE"
        if piece.names:
            return "NAME" if piece.name_whole else "NAMEPART"
        if "has:publisher" in features or "publishername" in features:
            return "PUBL"
        if "has:journal" in features or "has:newspaper" in features:
            return "JOUR"
    return head


def _told(found: Sequence[Piece]) -> list[str]:
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
    web = bool(kinds & _WEB)
    numbered = bool(kinds & {Kind.VOLUME, Kind.ISSUE})
    placed = any(s == "PLACE" for s in short)
    texts = [i for i, p in enumerate(found) if p.form in {Form.TEXT, Form.QUOTED} and not p.names]
    first_text = texts[0] if texts else -1
    told = _told(found)
    script = "cyr" if re.search("[А-Яа-я]", text[found[0].start : found[-1].end]) else "lat"
    out = []
    for i, (features, piece) in enumerate(zip(each, found, strict=True)):
        head = short[i]
        before = short[i - 1] if i else "^"
        after = short[i + 1] if i + 1 < count else "$"
        before2 = short[i - 2] if i > 1 else "^"
        after2 = short[i + 2] if i + 2 < count else "$"
        sep = piece.before or "^"
        next_sep = found[i + 1].before if i + 1 < count else "$"
        where = "head" if i == 0 else "first" if i == first_text else "after"
        row = list(features)
        row += [
            f"sep{sep}", f"nsep{next_sep}", f"{head}|sep{sep}", f"{head}|nsep{next_sep}", f"{head}|{where}",
            f"{head}<{before}", f"{head}>{after}", f"{head}>{next_sep}{after}", f"{head}<{before}{sep}", f"{head}<{before2},{before}",
            f"{head}>{after},{after2}", f"{head}|{script}",
        ]  # fmt: skip
        if told[i]:
            row.append(f"{head}|role:{told[i]}")
        if piece.depth:
            row += ["bracket", f"{head}|bracket"]
        if i == count - 1:
            row.append(f"{head}|last")
        if inside >= 0:
            side = "pre" if i < inside else "post" if i > inside else "at"
            row += [f"in:{side}", f"{head}|in:{side}"]
            if i == inside + 1:
                row.append(f"{head}|in:next")
        if slashes >= 0:
            row += [f"//:{'post' if i >= slashes else 'pre'}", f"{head}|//:{'post' if i >= slashes else 'pre'}"]
        if last_year >= 0:
            side = "pre" if i < last_year else "post" if i > last_year else "at"
            row += [f"{head}|yr:{side}", f"{head}|yr:{side}:{min(abs(last_year - i), 3)}"]
        else:
            row.append(f"{head}|noyear")
        if quotes:
            side = "pre" if i < quotes[0] else "q1" if i == quotes[0] else "mid" if i < quotes[-1] else "qn" if i == quotes[-1] else "post"
            row.append(f"{head}|q{min(len(quotes), 2)}:{side}")
        else:
            row.append(f"{head}|noq")
        row.append(f"{head}|{'num' if numbered else 'nonum'}{'web' if web else ''}{'pl' if placed else ''}")
        left = sum(1 for t in texts if t > i)
        row.append(f"{head}|left{min(left, 3)}")
        row.append(f"{head}|rank{min(sum(1 for t in texts if t < i), 3)}")
        out.append(row)
    return out
