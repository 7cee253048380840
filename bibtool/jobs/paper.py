"""The citations of a pandoc document, formatted: what ``pandoc -F bibtool`` runs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.diagnostics.catalogue import Severity, severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.extract import check_scheme
from bibtool.jobs.paths import is_file
from bibtool.jobs.references import read_all

if TYPE_CHECKING:
    from bibtool.csl.style import Style


class FilteredPaper(Struct, frozen=True):
    """The document as JSON for pandoc, how many citations it has, what is wrong with them, and the files that were
    read for it."""

    text: str
    citations: int
    findings: tuple[Finding, ...]
    read: tuple[str, ...] = ()


def filter_paper(data: bytes, to: str = "", environment: Mapping[str, str] = os.environ) -> FilteredPaper:
    """Format the citations of a document in pandoc's JSON for the output format ``to``.

    Bibliographies and styles are looked for in the working directory, then in pandoc's data folder.  Raises JobError
    BT902, BT903, BT905, BT701 to BT703, BT707, BT716 and BT717.
    """
    from bibtool.entries.parents import inherited
    from bibtool.language.errors import UnknownScheme
    from bibtool.papers.citing import citations, uncited
    from bibtool.papers.inlines import Carrier
    from bibtool.papers.metadata import BadMetadata, paper_setting
    from bibtool.papers.paper import Paper, paper
    from bibtool.papers.sealed import sealed
    from bibtool.papers.tree import NotADocument, read

    try:
        whole = sealed(read(data))
    except NotADocument as error:
        raise JobError(Code.NO_PANDOC_DOCUMENT, reason=str(error)) from None
    document = whole.document
    carrier = Carrier()
    try:
        setting = paper_setting(document["meta"], carrier)
    except BadMetadata as error:
        raise JobError(
            Code.METADATA_NOT_UNDERSTOOD, field=error.field, value=error.value, known=", ".join(error.known)
        ) from None
    folders = data_folders(environment)
    sheet = style(setting.setting.style, folders)
    entries, findings = read_all(setting.bibliographies, folders)
    cites = bool(uncited(document)) or any(each is not None for each in citations(document))
    if cites and not setting.bibliographies and not setting.references:
        findings.append(Finding(Code.NO_BIBLIOGRAPHY_NAMED))
    works = inherited([*setting.references, *entries])
    try:
        done = boundary(environment)(
            partial(paper, document, works, sheet, setting, carrier, to),
            Finding(Code.PAPER_NOT_FORMATTED, {"problem": ""}, document="-"),
        )
    except UnknownScheme:
        for name in setting.setting.schemes.values():
            check_scheme(name)
        raise
    told = [*whole.findings, *(each for each in findings if severity(each) is not Severity.INFO)]
    if isinstance(done, Finding):  # the paper as it came
        done = Paper(document, 0, (done,))
    text = json.dumps(whole.opened(done.document), ensure_ascii=False, separators=(",", ":"))
    sources = (*setting.bibliographies, setting.setting.style)
    return FilteredPaper(text, done.citations, (*told, *done.findings), sources)


def style(name: str, folders: Sequence[Path] = ()) -> Style:
    """A style by its name or file; a file is also looked for in the folder ``csl`` of each of ``folders``, and a bare
    name of a file (apa.csl) may be that of an installed style.  Raises JobError BT716 and BT717."""
    from bibtool.render.engine import StyleError, UnknownStyle
    from bibtool.render.processing import known_styles, load, style_kinds

    stem = name.removesuffix(".csl")
    tried = [Path(name), Path(f"{stem}.csl"), *(folder / "csl" / f"{stem}.csl" for folder in folders)]
    files = [str(path) for path in tried if path.suffix == ".csl" and is_file(path)]
    try:
        if is_file(name) and not name.endswith(".csl"):
            raise StyleError(f"{name}: a style is a file that ends with .csl")
        sheet = load(files[0] if files else stem)
        if "citation" not in style_kinds(sheet):
            raise StyleError(f"{name}: the style has no part for citations")
    except UnknownStyle:
        raise JobError(Code.UNKNOWN_STYLE, name=name, near=near(stem, known_styles())) from None
    except StyleError as error:
        raise JobError(Code.STYLE_UNUSABLE, problem=str(error)) from None
    return sheet


def data_folders(environment: Mapping[str, str]) -> list[Path]:
    """Where pandoc keeps a user's files (manual, ``--data-dir``); a filter is not told of another."""
    home = environment.get("HOME") or environment.get("USERPROFILE") or ""
    named = [
        Path(environment["XDG_DATA_HOME"], "pandoc") if environment.get("XDG_DATA_HOME") else None,
        Path(home, ".local", "share", "pandoc") if home else None,
        Path(home, ".pandoc") if home else None,
        Path(environment["APPDATA"], "pandoc") if environment.get("APPDATA") else None,
    ]
    return [folder for folder in named if folder is not None and folder.is_dir()]
