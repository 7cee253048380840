"""Parts of a work by their numbers beside pages: what belongs to the page, and what does not."""

from __future__ import annotations

import pytest

from bibtool.citations.scan.anchors import Kind
from bibtool.citations.scan.scan import scan


def _rest(text: str) -> list[str]:
    return [
        text[start:end]
        for anchor in scan(text, ())
        if anchor.kind is Kind.PAGES
        for name, start, end in anchor.extra
        if name == "rest"
    ]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("J. Kos, Jazy, Lublin 1996, s. 231, tabl. III.", ["tabl. III"]),
        ("J. Kos, Jazy, Lublin 1996, dok. nr 14, s. 98.", ["dok. nr 14"]),
        ("J. Kos, Jazy, Lublin 1996, tabl. 3.", ["tabl. 3"]),
        ("J. Kos, Weirs, London 1996, ch. 3, p. 98.", ["ch. 3"]),
        ("A. Lis, Jazy, Warszawa 1996, s. 12, il. V. Nowak.", []),  # an illustrator
        ("A. Lis, Jazy, „Nurt” 1996, nr 3, poz. 14, s. 5.", []),
        ("R. Jonas, Upės, Istorijos metraštis, 1994, Nr. 2, p. 31–49.", []),
    ],
)
def test_what_belongs_to_the_page(text: str, rest: list[str]) -> None:
    assert _rest(text) == rest
