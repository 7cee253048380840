"""Arquivo.pt, the Portuguese web archive, which keeps much beyond Portugal; runs pywb."""

from __future__ import annotations

from bibtool.links.archives.pywb import Pywb

NAME = "arquivo.pt"
BASE = "https://arquivo.pt/wayback"
ORDER = 3


def make(name: str, base: str) -> Pywb:
    """``base`` is the collection."""
    return Pywb(name, base)
