"""Which findings a reader wants: by code, name or family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bibtool.diagnostics.catalogue import Severity, rules, severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import JobError, near


def chosen(names: Iterable[str]) -> frozenset[str]:
    """The codes that ``names`` (codes, names, families such as ``BT4``; several with commas) stand for.

    Raises :class:`~bibtool.jobs.errors.JobError` BT706 with the nearest names.
    """
    known = rules()
    by_name = {rule.name: code for code, rule in known.items()}
    found: set[str] = set()
    for name in (part.strip() for text in names for part in text.split(",")):
        code = name.upper()
        if code in known:
            found.add(code)
        elif name.lower() in by_name:
            found.add(by_name[name.lower()])
        elif code.startswith("BT") and any(c.startswith(code) for c in known):
            found |= {c for c in known if c.startswith(code)}
        else:
            raise JobError(Code.UNKNOWN_CODE, name=name or "''", near=near(name, [*known, *by_name]))
    return frozenset(found)


def wanted(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> frozenset[str]:
    """The codes in ``select`` (all where it is empty) that are not in ``ignore``.

    Raises JobError BT706 as :func:`chosen` does, and BT751 where none is left: nothing could be found.
    """
    left = (chosen(select) if select else frozenset(rules())) - chosen(ignore)
    if not left:
        asked = f"--select {','.join(select)}" if select else "lint"
        raise JobError(Code.OPTION_WITHOUT_EFFECT, option=asked, other=f"--ignore {','.join(ignore)}")
    return left


def selected(findings: Sequence[Finding], select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Finding]:
    """``findings`` of the codes in ``select`` (all where it is empty) without those in ``ignore``."""
    codes = (chosen(select) if select else frozenset(rules())) - chosen(ignore)
    return [finding for finding in findings if finding.code in codes]


def at_least(findings: Iterable[Finding], level: Severity) -> bool:
    """Is one of them as bad as ``level``?"""
    return any(severity(finding).rank <= level.rank for finding in findings)
