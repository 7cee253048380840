"""Names of persons and bodies (CSL 1.0.2, "Name Variables")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from bibtool.text.patterns import regex


class Name(Struct, frozen=True):
    """A person (family, given and particles as printed) or, with ``literal``, a body."""

    family: str = ""
    given: str = ""
    particle: str = ""  # CSL non-dropping-particle
    dropping_particle: str = ""
    suffix: str = ""
    literal: str = ""

    def to_csl(self) -> dict[str, str]:
        """The CSL-JSON name object."""
        pairs = (
            ("family", self.family),
            ("given", self.given),
            ("non-dropping-particle", self.particle),
            ("dropping-particle", self.dropping_particle),
            ("suffix", self.suffix),
            ("literal", self.literal),
        )
        return {key: value for key, value in pairs if value}

    @classmethod
    def from_csl(cls, data: Mapping[str, Any]) -> Name:
        """From a CSL-JSON name object; values that are no strings are turned into strings."""

        def get(key: str) -> str:
            value = data.get(key)
            return "" if value is None else str(value)

        return cls(
            get("family"),
            get("given"),
            get("non-dropping-particle"),
            get("dropping-particle"),
            get("suffix"),
            get("literal"),
        )


def names_text(names: Iterable[Name]) -> str:
    """Names as "Family, Given; …"; bodies as they are."""
    whole = (n.literal or ", ".join(filter(None, (f"{n.particle} {n.family}".strip(), n.given))) for n in names)
    return "; ".join(whole)


_BODY = regex(r"\{(.*)\}", re.DOTALL)


def names_from_text(text: str) -> tuple[Name, ...]:
    """Names as a person writes them, "Family, Given; …".

    Small words before the family name are its particle; what has no comma is a body, unless it is one word; braces
    make a body of anything.

    >>> [name.family or name.literal for name in names_from_text("Lis, Anna; Platon; Urząd Miasta; {OECD}")]
    ['Lis', 'Platon', 'Urząd Miasta', 'OECD']
    """
    return tuple(_name(part.strip()) for part in text.split(";") if part.strip())


def _name(text: str) -> Name:
    body = _BODY.fullmatch(text)
    family, comma, given = (part.strip() for part in text.partition(","))
    if body or (not comma and " " in family) or not family:
        return Name(literal=body[1].strip() if body else text)
    words = family.split()
    small = 0
    while small < len(words) - 1 and words[small].islower():
        small += 1
    return Name(" ".join(words[small:]), given, " ".join(words[:small]))


OTHERS = Name(literal="others")
"""Names that a source leaves out, at the end of a list: "and others" in BibTeX; CSL processors print "et al."."""
