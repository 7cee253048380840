"""What "ibid." means where another article of a page, or another chapter, begins to count its notes."""

import pytest

from bibtool.citations.extract import extract
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

FIRST = ("M. Lipa, Len, Łuków 1987, s. 8.", "J. Klon, Wosk, Radom 1991, s. 12.")
SECOND = ("Tamże, s. 9.", "Lipa, dz. cyt., s. 10.", "Tamże, s. 11.")


def notes(prefix: str, texts: tuple[str, ...]) -> str:
    return "".join(
        f'<p id="{prefix}{n}"><a href="#r{prefix}{n}">{n}</a> {text}</p>' for n, text in enumerate(texts, start=1)
    )


def text(prefix: str, count: int) -> str:
    return "".join(
        f'<p>Len<a href="#{prefix}{n}" id="r{prefix}{n}"><sup>{n}</sup></a>.</p>' for n in range(1, count + 1)
    )


TEXTS, LISTS = (text("a", 2), text("b", 3)), (notes("a", FIRST), notes("b", SECOND))
ONE, TWO = TEXTS[0] + LISTS[0], TEXTS[1] + LISTS[1]


def targets(body: str) -> list[str | None]:
    document = read_bytes(f'<html><meta charset="utf-8"><body>{body}</body></html>'.encode(), "page.html")
    result = extract(document, find_notes(document))
    known = {(each.note_id, each.index): each for each in result.citations}
    found: list[str | None] = []
    for each in result.citations[len(FIRST) :]:
        told = [f for f in result.findings if f.code == "BT301" and f.note_id == each.note_id]
        assert bool(told) == (each.refers_to is None)
        to = each.refers_to
        found.append(known[to.note_id, to.index].item.get("title") if to is not None else None)
    return found


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{ONE}</article><article>{TWO}</article>",
        f"<h2>Len</h2>{ONE}<h2>Wosk</h2>{TWO}",
        f"<h2>Len</h2>{TEXTS[0]}<h2>Wosk</h2>{TEXTS[1]}<h2>Przypisy</h2>{LISTS[0]}{LISTS[1]}",
    ],
)
def test_ibid_at_the_head_of_another_article_means_nothing(body: str) -> None:
    assert targets(body) == [None, "Len", "Len"]


def test_notes_that_count_by_pages_go_on() -> None:
    assert targets(f"<div>{ONE}</div><hr><div>{TWO}</div>") == ["Wosk", "Len", "Len"]
