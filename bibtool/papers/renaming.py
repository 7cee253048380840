r"""Where a paper says a key that has another name now: never in code, verbatim text or comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bibtool.papers.latex import named_keys, scan_tex
from bibtool.papers.markdown import bare, scan_markdown
from bibtool.papers.uses import KeyUse


def in_tex(text: str, renames: Mapping[str, str]) -> list[KeyUse]:
    r"""In a .tex source: the \cite family, and what gives an alias, a category or an entry of the paper's own list
    (\bibitem) by that key."""
    return _renamed((*scan_tex(text).uses, *named_keys(text)), renames)


def in_markdown(text: str, renames: Mapping[str, str]) -> list[KeyUse]:
    r"""In a Markdown source: @key, and \cite as LaTeX has it.  A work that the paper's own metadata hold keeps its
    key."""
    scan = scan_markdown(text)
    return _renamed((*scan.uses, *scan_tex(bare(text)).uses), {key: renames[key] for key in renames.keys() - scan.own})


def _renamed(uses: Iterable[KeyUse], renames: Mapping[str, str]) -> list[KeyUse]:
    return sorted({use for use in uses if use.key in renames}, key=lambda use: use.start)
