"""Which dialect of .bib a file is written in: the two share their ending and most of their fields."""

from __future__ import annotations

import re

from bibtool.formats.fieldtable import Table, table

_FIELD = re.compile(r"(?:^|,)\s*([A-Za-z]+)\s*=", re.MULTILINE)
_TYPE = re.compile(r"^\s*@\s*([A-Za-z]+)\s*[{(]", re.MULTILINE)
# What styles without addresses print, as bibtool writes it for them.
_SHOWN = re.compile(r"\bhowpublished\s*=\s*[{\"][^\n]*\\url\{", re.IGNORECASE)
OLD, NEW = "bibtex", "biblatex"


def dialect(text: str) -> str:
    """``bibtex`` where a file has fields that only BibTeX knows and none that only BibLaTeX does; else ``biblatex``.

    BibLaTeX reads the fields of BibTeX by other names, but not what stands in them: an address in ``howpublished``, an
    access date in ``note``.
    """
    fields = {name.lower() for name in _FIELD.findall(text)}
    types = {name.lower() for name in _TYPE.findall(text)}
    old, new = table(OLD), table(NEW)
    if _only(new, old, fields) or types & (new.reading.keys() - old.reading.keys()):
        return NEW
    return OLD if _only(old, new, fields) or _SHOWN.search(text) else NEW


def _only(one: Table, other: Table, fields: set[str]) -> bool:
    return bool(fields & (one.order.keys() - other.order.keys()))
