"""Notes that a page keeps out of sight until their mark is touched."""

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes

NOTES = (
    "T. Sowa, Puszcza i ludzie, Białystok 1991, s. 18.",
    "Tamże, s. 20.",
    "E. Jasion, Bory, „Leśnik” 1987, nr 3.",
)


def read(text: str, end: str = "") -> Document:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>{text}{end}</body></html>'
    return read_bytes(page.encode(), "las.html")


def page(call: str, end: str = "") -> Document:
    """Three sentences with a call each; ``{n}`` is its number, ``{t}`` the text of its note."""
    calls = [call.format(n=at, t=words) for at, words in enumerate(NOTES, 1)]
    ends = "".join(end.format(n=at, t=words) for at, words in enumerate(NOTES, 1))
    return read(
        f"<p>Las rósł.{calls[0]} Potem go wycięto{calls[1]}, a bór</p><p>Bór ocalał.{calls[2]} Do dziś.</p>", ends
    )


@pytest.mark.parametrize(
    "call",
    [
        "<button>{n}</button><span hidden>{t}</span>",
        '<span class="fn"><button>[{n}]</button><span class="fn-text" hidden>{t}</span></span>',
        '<sup>{n}</sup><span style="display: none">{t}</span>',
        "<sup>{n}</sup><template>{t}</template>",
        '<input type="checkbox" id="c{n}"><label for="c{n}"><sup>{n}</sup></label><span class="hide">{t}</span>',
        '<sup>{n}</sup> <span class="tip">{t}</span>',
        '<span class="tooltip">[{n}]<span class="tooltiptext">{t}</span></span>',
        '<sup class="tooltip">{n}<span class="tooltiptext">{t}</span></sup>',
        '<button popovertarget="p{n}">{n}</button><span popover id="p{n}">{t}</span>',
        '<button aria-controls="p{n}" aria-expanded="false">[{n}]</button><span id="p{n}" hidden>{t}</span>',
        "<details><summary>{n}</summary>{t}</details>",
        '<sup aria-label="{t}">{n}</sup>',
        '<abbr title="{t}">[{n}]</abbr>',
        '<foot-note number="{n}">{t}</foot-note>',
        "<d-footnote>{t}</d-footnote>",
        '<span class="footnote" hidden>{t}</span>',
    ],
)
def test_a_note_beside_its_mark(call: str) -> None:
    _is_read(page(call))


@pytest.mark.parametrize(
    "call, end",
    [
        ('<button popovertarget="p{n}">{n}</button>', '<div popover id="p{n}">{t}</div>'),
        ('<sup aria-describedby="p{n}" tabindex="0">{n}</sup>', '<div hidden id="p{n}">{t}</div>'),
        ('<a href="#" data-target="#p{n}"><sup>{n}</sup></a>', '<div style="display:none" id="p{n}"><p>{t}</p></div>'),
        ('<sup><a href="#p{n}">{n}</a></sup>', '<div hidden id="p{n}"><p>{t}</p></div>'),
        ('<sup><a href="#p{n}">{n}</a></sup>', '<div hidden><p id="p{n}" style="display:none">{t}</p></div>'),
        ('<a role="doc-noteref" href="#p{n}">{n}</a>', '<aside id="p{n}" role="doc-footnote" hidden>{t}</aside>'),
    ],
)
def test_a_note_that_its_mark_names(call: str, end: str) -> None:
    _is_read(page(call, end))


def _is_read(document: Document) -> None:
    notes = find_notes(document).notes
    assert [(note.number, note.text.text) for note in notes] == [(str(at), t) for at, t in enumerate(NOTES, 1)]
    assert all(note.marker is not None for note in notes)
    assert [document.text.count(text) for text in NOTES] == [1, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        # dots of a carousel, tabs, stars of a rating, a power
        '<ul><li><button aria-controls="a">1</button></li><li><button aria-controls="b">2</button></li></ul>'
        '<div id="a" hidden>Puszcza wiosną, fot. J. Lis</div><div id="b" hidden>Puszcza jesienią, fot. J. Lis</div>',
        "<p>Działka ma 5 m<sup>2</sup><span hidden>metrów kwadratowych</span>, druga 7 m<sup>2</sup>"
        "<span hidden>metrów kwadratowych</span>.</p>",
        "<p>Ocena: 4<span hidden>na pięć gwiazdek</span>, dawniej 3<span hidden>na pięć gwiazdek</span></p>",
        "<details><summary>Więcej</summary>Puszcza rośnie od wieków.</details>",
        '<p>Strony: <a href="/2" title="Druga strona wyników wyszukiwania">2</a></p>',
    ],
)
def test_what_else_is_hidden_is_no_note(text: str) -> None:
    assert not find_notes(read(f"<p>Las rósł od wieków nad rzeką.</p>{text}")).notes
