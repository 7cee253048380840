"""Keys of .bib files: valid ones are passed through, others repaired so that no two become one."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.text.patterns import regex

# btparse (biber) and BibTeX stop at these: white space, "," "{" "}" "(" ")" "=" "#" "%" '"' "'" "\" "~" and "@".
_INVALID = regex(r"[\s,{}()=#%\"'\\~@\x00-\x1f\x7f]+")


def repaired(entries: Sequence[Entry]) -> tuple[str, ...]:
    """A valid key for each entry, unique also when case is ignored.  Valid keys come first and keep their form."""
    used: set[str] = set()
    keys: list[str] = [""] * len(entries)
    repairs: list[int] = []
    for i, entry in enumerate(entries):
        if entry.key and not _INVALID.search(entry.key) and entry.key.casefold() not in used:
            keys[i] = entry.key
            used.add(entry.key.casefold())
        else:
            repairs.append(i)
    for i in repairs:
        base = _INVALID.sub("-", entries[i].key).strip("-") or "entry"
        key, number = base, 2
        while key.casefold() in used:
            key, number = f"{base}-{number}", number + 1
        keys[i] = key
        used.add(key.casefold())
    return tuple(keys)


def check_keys(entries: Sequence[Entry]) -> tuple[Finding, ...]:
    """One finding for each key that :func:`repaired` changes."""
    return tuple(
        Finding(Code.KEY_INVALID, {"key": entry.key, "repaired": key})
        for entry, key in zip(entries, repaired(entries), strict=True)
        if key != entry.key
    )
