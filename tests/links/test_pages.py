"""How many pages that are none are told by what they say, and how many of those told are none."""

from __future__ import annotations

from collections import Counter

from bibtool.links import page_phrases
from bibtool.links.page import read_page
from links.pages import pages


def told(title: str, heading: str, text: str) -> str:
    """What is seen of a page without a cited title."""
    first = f"<h1>{heading}</h1>" if heading else ""
    page = read_page(
        f"<html><title>{title}</title><body>{first}<p>{text}</p></body></html>".encode(), "text/html; charset=utf-8"
    )
    if page_phrases.says_wall(page, {}) or page_phrases.says_login(page):
        return "wall"
    return "gone" if page_phrases.says_not_found(page) else "parked" if page_phrases.says_parked(page) else "alive"


def test_pages_that_are_none_are_told() -> None:
    rows = pages()
    assert len(rows) >= 199
    seen = Counter((kind != "alive", told(title, heading, text) != "alive") for kind, title, heading, text in rows)
    missed = [r[:3] for r in rows if r[0] != "alive" and told(*r[1:]) == "alive"]
    wrong = [r[:3] for r in rows if r[0] == "alive" and told(*r[1:]) != "alive"]
    assert seen[True, True] / (seen[True, True] + seen[True, False]) >= 0.9, missed
    assert seen[True, True] / (seen[True, True] + seen[False, True]) >= 0.98, wrong
