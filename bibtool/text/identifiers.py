r"""Identifiers that stand where an address is expected, by their kind: DOI, Handle, URN, arXiv, PubMed, ISBN, ISSN.

``10.1000/182`` is a DOI, though a browser would take it for the IP address 10.0.3.232.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from urllib.parse import quote, unquote

from msgspec import Struct

from bibtool.text.patterns import regex


class Scheme(Enum):
    """What an identifier belongs to."""

    DOI = "doi"
    HANDLE = "hdl"
    URN = "urn"
    ARXIV = "arxiv"
    PUBMED = "pmid"
    PMC = "pmc"
    ISBN = "isbn"
    ISSN = "issn"


class Identifier(Struct, frozen=True):
    """``value`` without the scheme's name; ``address`` is where it is resolved, empty where nothing resolves it."""

    scheme: Scheme
    value: str
    address: str = ""

    def __str__(self) -> str:
        return self.address or f"{self.scheme.value}:{self.value}"


_RESOLVER = regex(r"(?i)(?:https?://)?(?:dx\.|www\.)?doi\.org/(?=10(?:\.|%2e)\d)")
_DOI = regex(
    r"(?is)(?:(?:doi|info\s*:\s*doi/|urn\s*:\s*doi)\s*:?\s*(?:doi\s*:\s*)?)?(10\.\d{4,9}(?:\.\d+)*\s*/\s*\S.*)"
)
_HANDLE = regex(r"(?is)(?:(?:hdl|handle)\s*:|info\s*:\s*hdl/)\s*([\w.]+\s*/\s*\S.*)")
_URN = regex(r"(?i)urn:([a-z0-9][a-z0-9-]{0,30}[a-z0-9]):(\S+)")
_ARXIV = regex(
    r"(?i)(?:arxiv\s*:\s*)((?:[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)(?:\s*\[[\w.-]+\])?"
    r"|(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)"
)
_PUBMED = regex(r"(?i)pmid\s*:?\s*(\d{1,9})")
_PMC = regex(r"(?i)(?:pmcid\s*:?\s*)?pmc(\d{1,9})")
_ISBN = regex(r"(?i)(?:isbn(?:-1[03])?[:\s]*|urn:isbn:)([\dx][\dx –‐-]{8,20}[\dx])|(97[89](?:[ –‐-]?\d){10})")
_ISSN = regex(r"(?i)(?:e?issn[:\s]*|urn:issn:)(\d{4}-?\d{3}[\dx])")
#: With its label, no part of an address, and ended by a sign or by the text.
_LABELLED = regex(
    r"(?i)(?<![\w/.:?=&%#@-])"
    r"(?:(?:hdl|handle)[ ]?:[ ]?\d[\w.]*/[\w.:()/-]*\w|urn:nbn:[a-z]{2}[\w.:-]*\w|arxiv[ ]?:[ ]?[\w.-]+(?:/\d{7}\w*)?\w"
    r"|pmid[ ]?:?[ ]?\d{4,9})(?=[,;)\]>»”\"]|[.!?]?(?:\s*\Z|\s+[\[(])|[.!?]\s+\W*[^\W\d_])"
)
#: What must not stand bare in an address behind the resolver (DOI Handbook, encoding rules for URLs): the rest stays
#: readable.
_UNSAFE = regex("[^!$&-;=@-Z_a-z~]")
#: Escapes of those: nobody registers a DOI with an escape in its name, many copy one out of an address.
_ESCAPED = regex(r"(?i)%(?:20|22|23|25|28|29|2[bcf]|3[abcef]|5[bcde]|60|7[bcd])")
_SPACE = regex(r"\s+")
_SICI_END = regex(r"(?i);[\dx]-#\Z")  # the check character "#" (ANSI/NISO Z39.56, 6.7)


def labelled(text: str) -> Iterator[Identifier]:
    """The Handles, national bibliography numbers, arXiv and PubMed numbers that a text prints with their labels.

    One that may go on (in the next line, behind a space) is left out: half of it would be another one.

    >>> [str(each) for each in labelled("Zbiór, hdl:20.500.12345/7; On Water, arXiv:2101.00001v2 [cs].")]
    ['https://hdl.handle.net/20.500.12345/7', 'https://arxiv.org/abs/2101.00001v2']
    """
    for match in _LABELLED.finditer(text):
        found = identified(match[0])
        if found is not None and found.address:
            yield found


def identified(text: str) -> Identifier | None:
    """The identifier that a whole text is; None for addresses and everything else.

    >>> str(identified("doi:10.1000/182"))
    'https://doi.org/10.1000/182'
    >>> str(identified("10.1000/a#b<c>;d"))
    'https://doi.org/10.1000/a%23b%3Cc%3E;d'
    """
    text = text.strip()
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1].strip()
    resolver = _RESOLVER.match(text)
    if resolver is not None:
        return _resolved(text[resolver.end() :])
    if text[:8].lower().startswith(("http://", "https://")):  # most texts: no other identifier begins so
        return None
    found = _DOI.fullmatch(text)
    if found is not None:
        return _doi(found[1])
    if (found := _HANDLE.fullmatch(text)) is not None:
        name = _SPACE.sub("", found[1])
        return Identifier(Scheme.HANDLE, name, f"https://hdl.handle.net/{_escaped(name)}")
    if (found := _ISBN.fullmatch(text)) is not None:
        return Identifier(Scheme.ISBN, re.sub(r"[ –‐-]", "", found[1] or found[2]).upper())
    if (found := _ISSN.fullmatch(text)) is not None:
        return Identifier(Scheme.ISSN, found[1].upper())
    if (found := _URN.fullmatch(text)) is not None:
        name = f"urn:{found[1].lower()}:{found[2]}"
        # The German National Library resolves every national bibliography number (RFC 8458).
        address = f"https://nbn-resolving.org/{_escaped(name)}" if found[1].lower() == "nbn" else ""
        return Identifier(Scheme.URN, name.removeprefix("urn:"), address)
    if (found := _ARXIV.fullmatch(text)) is not None:
        return Identifier(Scheme.ARXIV, found[1] or found[2], f"https://arxiv.org/abs/{found[1] or found[2]}")
    if (found := _PUBMED.fullmatch(text)) is not None:
        return Identifier(Scheme.PUBMED, found[1], f"https://pubmed.ncbi.nlm.nih.gov/{found[1]}/")
    if (found := _PMC.fullmatch(text)) is not None:
        return Identifier(Scheme.PMC, found[1], f"https://pmc.ncbi.nlm.nih.gov/articles/PMC{found[1]}/")
    return None


def doi_address(doi: str) -> str:
    """The resolver's address of a DOI, with or without ``doi:`` or a resolver in front.

    A DOI is whole whatever it holds: ``#``, ``?``, ``%`` and ``<`` are escaped, spaces and line breaks inside are those
    of print and go.

    >>> doi_address("doi:10.1000/182")
    'https://doi.org/10.1000/182'
    """
    found = identified(doi)
    if found is not None and found.scheme is Scheme.DOI:
        return found.address
    text = _SPACE.sub("", doi)
    start = text.find("10.")
    return "https://doi.org/" + _escaped(text[start:] if start >= 0 else text)


def _doi(name: str) -> Identifier:
    name = _ESCAPED.sub(lambda escape: unquote(escape.group()), _SPACE.sub("", name)).rstrip(".,")
    return Identifier(Scheme.DOI, name, f"https://doi.org/{_escaped(name)}")


def _resolved(rest: str) -> Identifier:
    """What stands behind a resolver is an address already: its query and fragment stay, unless the name ends so."""
    tail = ""
    if not _SICI_END.search(rest):
        name, sign, tail = rest.partition("#")
        if not tail:
            name, sign = rest, ""
        rest, tail = name, sign + tail
    name, sign, query = rest.partition("?")
    if re.search(r"(?i)%2e", name[:6]):
        name = unquote(name[:6]) + name[6:]
    made = _doi(name)
    return Identifier(made.scheme, made.value, made.address + sign + query + tail)


def _escaped(name: str) -> str:
    return _UNSAFE.sub(lambda unsafe: quote(unsafe.group(), safe="", errors="replace"), name)


def is_isbn(text: str) -> bool:
    """ISBN-10 or ISBN-13 with a right check digit; hyphens and spaces are free (ISO 2108)."""
    digits = re.sub(r"[- ]", "", text)
    if re.fullmatch(r"\d{9}[\dXx]", digits):
        return sum((10 - i) * (10 if c in "Xx" else int(c)) for i, c in enumerate(digits)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum((3 if i % 2 else 1) * int(c) for i, c in enumerate(digits)) % 10 == 0
    return False


def is_issn(text: str) -> bool:
    """``1234-5679`` with a right check digit (ISO 3297)."""
    if not re.fullmatch(r"\d{4}-\d{3}[\dX]", text):
        return False
    digits = text.replace("-", "")
    return sum((8 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits)) % 11 == 0
