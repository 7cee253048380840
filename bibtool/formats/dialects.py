"""Which dialect of .bib a file is written in: the two share their ending and most of their fields."""

from __future__ import annotations

import re

from bibtool.formats.fieldtable import table
from bibtool.text.patterns import regex

_FIELD = regex(r"(?:^|,)\s*([A-Za-z]+)\s*=", re.MULTILINE)
_TYPE = regex(r"^\s*@\s*([A-Za-z]+)\s*[{(]", re.MULTILINE)
# What styles without addresses print, as bibtool writes it for them.
_SHOWN = regex(r"\bhowpublished\s*=\s*[{\"][^\n]*\\url\{", re.IGNORECASE)
_DATED = frozenset({"year"})  # BibLaTeX has it, too, for what is no date ("[1905]"), but a file with years is BibTeX's
OLD, NEW = "bibtex", "biblatex"


def dialect(text: str) -> str:
    """``bibtex`` where a file has fields that only BibTeX knows and none that only BibLaTeX does; else ``biblatex``.

    BibLaTeX reads the fields of BibTeX by other names, but not what stands in them: an address in ``howpublished``, an
    access date in ``note``.
    """
    fields = {name.lower() for name in _FIELD.findall(text)}
    types = {name.lower() for name in _TYPE.findall(text)}
    old, new = table(OLD), table(NEW)
    if fields & (new.order.keys() - old.order.keys() - {*old.passed}) or types & (
        new.reading.keys() - old.reading.keys()
    ):
        return NEW
    return OLD if fields & (old.order.keys() - new.order.keys() | _DATED) or _SHOWN.search(text) else NEW
