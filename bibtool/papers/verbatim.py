"""Entries of a .bib file as they are written there, to the letter."""

from __future__ import annotations

from collections.abc import Collection

from bibtool.formats.bib.tree import Kind, blocks


def verbatim(text: str, keys: Collection[str]) -> dict[str, str]:
    """The entries of ``keys`` by key, in the order of the file; a key is missing where its entry is broken.

    Under "" stands what the entries may lean on: the ``@string`` definitions and the ``@preamble``.
    """
    found: dict[str, str] = {}
    shared: list[str] = []
    for block in blocks(text):
        if block.kind in (Kind.STRING, Kind.PREAMBLE):
            shared.append(text[block.start : block.end])
        elif block.kind is Kind.ENTRY and block.key in keys and not block.flaws:
            found.setdefault(block.key, text[block.start : block.end])
    return {"": "\n".join(shared), **found} if shared else found
