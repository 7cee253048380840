"""Archival records whose title says their day, and the authors of the book that a chapter is in."""

from __future__ import annotations

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.render.engines.own import ENGINE
from bibtool.render.setting import Setting
from bibtool.render.styles import own_styles


def letter(title: str, kind: str = "manuscript") -> Entry:
    row = {"type": kind, "title": title, "issued": {"date-parts": [[1932, 5, 3]]}, "archive": "KJL", "language": "pl"}
    return Entry("letter", Item.from_csl(row))


def printed(entry: Entry, style: str) -> str:
    return ENGINE.bibliography([entry], Setting(style)).entries[0].text


@pytest.mark.parametrize(
    "day",
    [
        "3 maja 1932 r.",
        "3 V 1932",
        "3.05.1932",
        "May 3, 1932",
        "3 мая 1932 г.",
        "3 травня 1932 р.",
        "3. Mai 1932",
        "le 3 mai 1932",
    ],
)
def test_a_day_in_the_title_is_printed_once(day: str) -> None:
    shown = printed(letter(f"List J. Kosa do A. Lisa z {day}"), "polska-humanistyka-przypisy")
    assert shown.count("1932") == 1 and day.rstrip(".") in shown


@pytest.mark.parametrize("title", ["List do A. Lisa", "List do A. Lisa z 4 maja 1932 r.", "List z maja 1932 r."])
def test_another_title_has_its_day_behind_it(title: str) -> None:
    assert "3 V 1932" in printed(letter(title), "polska-humanistyka-przypisy")


def test_what_is_cited_by_its_year_keeps_that() -> None:
    title = "List do A. Lisa z 3 maja 1932 r."
    for style in ("apa-7-pl", "pn-iso-690", "pn-iso-690-autor-rok"):
        assert printed(letter(title), style).count("1932") == 2
        assert printed(letter(title), style).count("maja") == 1


def test_an_article_about_a_day_keeps_its_date() -> None:
    assert printed(letter("3 maja 1932", "article-newspaper"), "gost-r-7-0-5-2008").count("1932") == 2


@pytest.mark.parametrize("style", sorted(own_styles()))
def test_a_chapter_in_a_book_by_others_names_them(style: str) -> None:
    row = {
        "type": "chapter",
        "title": "Wstęp",
        "author": [{"family": "Lis", "given": "Adam"}],
        "container-title": "Rzeki i mosty",
        "container-author": [{"family": "Bóbr", "given": "Ewa"}, {"family": "Żuraw", "given": "Piotr"}],
        "issued": {"date-parts": [[2001]]},
        "language": "pl",
    }
    shown = printed(Entry("chapter", Item.from_csl(row)), style).casefold()
    assert shown.index("lis") < shown.index("wstęp")
    assert "bóbr" in shown and "żuraw" in shown
