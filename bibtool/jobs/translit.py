"""A text in Latin letters, or back in Cyrillic ones, with what was done to it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import JobError, near

if TYPE_CHECKING:
    from bibtool.language.translit import Scheme


class Direction(Enum):
    """To Latin letters, or back."""

    TO_LATIN = "to-latin"
    BACK = "back"


class Transliteration(Struct, frozen=True):
    """``text`` is the result; ``language`` and ``scheme`` are what was used, ``title`` the scheme's full name;
    findings have spans in the source."""

    source: str
    text: str
    language: str
    scheme: str
    title: str
    direction: Direction
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, str]:
        """For ``--format json``."""
        return {
            "source": self.source,
            "text": self.text,
            "language": self.language,
            "scheme": self.scheme,
            "scheme_title": self.title,
            "direction": self.direction.value,
        }


def transliteration(
    text: str, language: str = "", scheme: str = "pl", direction: Direction = Direction.TO_LATIN
) -> Transliteration:
    """Transliterate ``text``; an empty ``language`` is told from the text.

    Raises JobError BT707 (scheme), BT152 (language), BT153 (the scheme lacks it), BT154 (not reversible), BT156 (the
    text does not tell its language).
    """
    from bibtool.language.errors import NotReversible, SchemeLacksLanguage, UnknownLanguage, primary
    from bibtool.language.scripts import mixed_script_findings
    from bibtool.language.translit import reverse, schemes, transliterate

    head = _scheme(scheme)
    code = primary(language) if language else _told(text, head.languages)
    known = sorted({served for each in schemes() for served in each.languages})
    try:
        result = (reverse if direction is Direction.BACK else transliterate)(text, code, head.name)
    except UnknownLanguage as error:
        nearest = f" ({', '.join(error.nearest)}?)" if error.nearest else ""
        raise JobError(Code.UNKNOWN_LANGUAGE, language=language, near=nearest, known=", ".join(known)) from None
    except SchemeLacksLanguage:
        raise JobError(
            Code.SCHEME_LACKS_LANGUAGE, scheme=head.name, language=code, served=", ".join(head.languages)
        ) from None
    except NotReversible:
        able = ", ".join(each.name for each in schemes() if each.reversible)
        raise JobError(Code.SCHEME_NOT_REVERSIBLE, scheme=head.name, able=able) from None
    return Transliteration(text, result, code, head.name, head.title, direction, mixed_script_findings(text))


def _scheme(name: str) -> Scheme:
    from bibtool.language.errors import UnknownScheme
    from bibtool.language.translit import scheme, schemes

    try:
        return scheme(name)
    except UnknownScheme:
        known = [each.name for each in schemes()]
        raise JobError(Code.UNKNOWN_SCHEME, name=name, near=near(name, known), known=", ".join(known)) from None


def _told(text: str, served: tuple[str, ...]) -> str:
    from bibtool.language.detect import detect

    found = detect(text).language
    if found in served:
        return found
    if len(served) == 1:  # uk-2010 is for Ukrainian, whatever a short word looks like
        return served[0]
    raise JobError(Code.LANGUAGE_NOT_TOLD)


def decoded(data: bytes) -> str:
    """Bytes of standard input as text; raises JobError BT155 where they are no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JobError(Code.NOT_UTF_8, byte=f"0x{data[error.start]:02x}", offset=str(error.start)) from None
