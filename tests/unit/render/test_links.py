"""Addresses become links."""

import pytest

from bibtool.entries.apparatus import CitedNote, CitedWork
from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.render.links import linked
from bibtool.render.notes import set_notes
from bibtool.render.setting import Setting


def work(**text: str) -> Item:
    return Item("webpage", {}, {}, text)


def test_the_works_of_a_note_are_linked_one_after_the_other() -> None:
    text = "A, https://x.example/a.html; B, https://x.example/a; A, https://x.example/a.html."
    once = linked(text, work(URL="https://x.example/a"))
    assert once == text.replace("/a;", "/a</a>;").replace("B, ", 'B, <a href="https://x.example/a">')
    both = linked(once, work(URL="https://x.example/a.html"))
    assert both.count("<a ") == 2
    assert both.startswith('A, <a href="https://x.example/a.html">https://x.example/a.html</a>; B, <a ')


@pytest.mark.parametrize("after", [".", ",", ";", ")", "&gt;", " [dostęp]", ""])
def test_what_follows_an_address_is_no_part_of_it(after: str) -> None:
    text = f"https://x.example/a{after}"
    assert linked(text, work(URL="https://x.example/a")).endswith(f"</a>{after}")


def test_a_doi_is_linked_where_no_address_is_printed() -> None:
    assert linked("doi: 10.5555/a_b", work(DOI="10.5555/a_b", URL="https://other.example/")) == (
        'doi: <a href="https://doi.org/10.5555/a_b">10.5555/a_b</a>'
    )


def test_only_the_web_is_linked() -> None:
    assert linked("javascript:x", work(URL="javascript:x")) == "javascript:x"


def test_notes_set_again_have_links() -> None:
    url = "https://x.example/?a=1&b=2"
    item = Item("webpage", {}, {}, {"title": "Mosty", "URL": url, "language": "pl"})
    note = CitedNote("n1", "1", ((CitedWork("k", prefix="Zob. "),),))
    setting = Setting("chicago-notes-bibliography")
    (html,) = set_notes([note], [Entry("k", item)], setting, "html").notes
    assert '<a href="https://x.example/?a=1&amp;b=2">https://x.example/?a=1&amp;b=2</a>' in html.text
    (text,) = set_notes([note], [Entry("k", item)], setting).notes
    assert url in text.text and "<a" not in text.text
