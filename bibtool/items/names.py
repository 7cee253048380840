"""Names of persons and bodies (CSL 1.0.2, "Name Variables")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
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
