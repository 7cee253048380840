"""Names of persons and institutions, with their particles found and put where they belong."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct


class Name(Struct, frozen=True):
    """A name.  `literal` is set for institutions and whatever has no parts; `static` names keep family before given."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    static: bool = False
    literal: str = ""
    gender: str = ""

    @property
    def is_roman(self) -> bool:
        """Tell whether the name is in a script that is written with spaces between given and family name."""
        return is_spaced(self.family + self.given)

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what makes two names the same person."""
        return (self.literal, self.family, self.given, self.dropping, self.non_dropping, self.suffix)


# Scripts written with spaces and with the given name first: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Thai;
# Chinese, Japanese and Korean names have neither.
_UNSPACED = r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"


def is_spaced(text: str) -> bool:
    """Tell whether a text has no letter of the scripts that are written without spaces."""
    # Most texts have none, and a class of thirty thousand letters takes 10 ms to compile.
    return max(text, default="") < "\u1100" or re.search(_UNSPACED, text) is None


# A particle is a run of words without capitals before the family name ("van der", "v.d.", "in 't"), or a short one
# that an apostrophe or a hyphen ties to it ("d'", "al-").
_LEADING = re.compile(r"(?:['’]?[^\W\d_](?:[^\W\d_]|\.)*[ ]+|[^\W\d_]{1,4}['’ʼ][ ]*|(?:al|el|ul)-)(?=\S)")


def parse_name(raw: object) -> Name | None:
    """Read a CSL-JSON name; None when there is nothing to print."""
    if isinstance(raw, str):
        return Name(literal=raw.strip()) if raw.strip() else None
    if not isinstance(raw, Mapping):
        return None

    def text(key: str) -> str:
        value = raw.get(key)
        if value is None or isinstance(value, bool | list | dict):
            return ""
        return str(value).strip()

    literal = text("literal")
    family, given = text("family"), text("given")
    gender = text("gender")
    if literal and not family:
        return Name(literal=literal, gender=gender)
    if raw.get("isInstitution") and family and not given:
        return Name(literal=family, gender=gender)
    dropping, non_dropping = text("dropping-particle"), text("non-dropping-particle")
    suffix = text("suffix")
    comma = bool(raw.get("comma-suffix"))
    static = bool(raw.get("static-ordering")) and str(raw.get("static-ordering")).lower() not in ("0", "false")
    if not family and not given:
        return None
    if not family:
        return Name(literal=given, gender=gender) if not suffix else Name(family=given, suffix=suffix, gender=gender)
    if raw.get("parse-names") != 0 and raw.get("parse-names") is not False:
        if family.startswith('"') and family.endswith('"') and len(family) > 1:
            # Quotes around a family name are how authors protect its particle.
            family = family[1:-1]
        elif not non_dropping:
            non_dropping, family = _lead(family)
        if not suffix:
            given, suffix, comma = _given_suffix(given)
        if not dropping:
            given, dropping = _tail(given)
    return Name(family, given, dropping, non_dropping, suffix, comma, static, gender=gender)


def _lead(family: str) -> tuple[str, str]:
    end = 0
    while (match := _LEADING.match(family, end)) is not None and match.group() == match.group().lower():
        end = match.end()
    particle, rest = family[:end], family[end:]
    if not any(ch.isupper() for ch in rest[:3]):
        return "", family
    # "de' Frinkle" is written with a space, "d'Aubignac" without; the space after an apostrophe is kept.
    return particle if particle.endswith(("' ", "’ ")) else particle.rstrip(" "), rest


def _given_suffix(given: str) -> tuple[str, str, bool]:
    """Split a suffix off the given name: after "!" it needs a comma, after a comma it does not."""
    match = re.match(r"(.*?)\s*,(!?)\s*(\S.*)\Z", given)
    if match is None:
        return given, "", False
    return match[1], match[3], bool(match[2])


def _tail(given: str) -> tuple[str, str]:
    words = given.split(" ")
    start = len(words)
    while start > 1 and words[start - 1] and _is_particle(words[start - 1]):
        start -= 1
    if start == len(words):
        return given, ""
    return " ".join(words[:start]), " ".join(words[start:])


def _is_particle(word: str) -> bool:
    return word == word.lower() and word.rstrip("'’").isalpha() and word.upper() != word
