"""A whole HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bibtool.render.documents.calls import BETWEEN, Named, arabic, named, one_line, paragraphs
from bibtool.render.documents.kind import DocumentKind
from bibtool.render.engine import RenderedEntry, RenderedNote, Section
from bibtool.render.markup import printable
from bibtool.text.patterns import regex

_TAG = regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CSS = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font-family:Georgia,serif;line-height:1.5}"
    "ul{list-style:none;padding:0}"
    "li{margin:0 0 .6rem;padding-left:2rem;text-indent:-2rem;overflow-wrap:anywhere}"
)
_NOTES_CSS = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font-family:Georgia,serif;line-height:1.5}"
    "ol{padding-left:3rem}"
    "li{margin:0 0 .6rem;overflow-wrap:anywhere}"
    "sup{line-height:0}"
    "sup a,a[role=doc-backlink]{text-decoration:none}"
)


def bibliography(title: str, locale: str, sections: Sequence[Section]) -> bytes:
    """``lang`` of the page is the locale's, that of an entry the work's: screen readers and hyphenation need both."""
    parts = []
    ids: set[str] = set()
    for section in sections or (Section("", ()),):
        if section.heading:
            parts.append(f"<h2>{escape(one_line(section.heading))}</h2>")
        items = "\n".join(_item(entry, _free(_id(entry.key), ids)) for entry in section.entries)
        parts.append(f"<ul>\n{items}\n</ul>")
    return _page(title, locale, _CSS, "\n".join(parts))


def notes(title: str, locale: str, notes: Sequence[RenderedNote]) -> bytes:
    """The sentences that call notes, where they are known, then the notes with links back.

    A number that a list cannot count ("12a", "*") stands in the text: a string as list-style-type (CSS Lists 3) is
    lost in word processors.
    """
    body = [_sentence(pieces) for pieces in paragraphs(notes) if _is_called(pieces)]
    items = "\n".join(_note(name, note) for name, note in named(notes))
    return _page(title, locale, _NOTES_CSS, "\n".join([*body, f"<ol>\n{items}\n</ol>"]))


def _is_called(pieces: Sequence[str | Named]) -> bool:
    return any(not isinstance(piece, str) and piece[1].called.strip() for piece in pieces)


def _sentence(pieces: Sequence[str | Named]) -> str:
    shown = (
        _mark(*piece) if not isinstance(piece, str) else f"<sup>{BETWEEN}</sup>" if piece is BETWEEN else escape(piece)
        for piece in pieces
    )
    return f"<p>{''.join(shown)}</p>"


def _mark(name: str, note: RenderedNote) -> str:
    return f'<sup><a id="call-{name}" href="#note-{name}" role="doc-noteref">{escape(one_line(note.number))}</a></sup>'


def _note(name: str, note: RenderedNote) -> str:
    number = one_line(note.number)
    if arabic(note):
        place, shown = f'value="{arabic(note)}"', ""
    else:
        place, shown = 'style="list-style-type:none"', f"{escape(number)}{'.' * number[-1:].isalnum()} "
    back = f' <a href="#call-{name}" role="doc-backlink">↩</a>' if note.called.strip() else ""
    return f'<li id="note-{name}" {place}>{shown}{note.text}{back}</li>'


def _page(title: str, locale: str, css: str, body: str) -> bytes:
    heading = escape(one_line(title))
    return printable(
        f'<!DOCTYPE html>\n<html lang="{escape(locale)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>{css}</style>\n</head>\n<body>\n<h1>{heading}</h1>\n"
        f"{body}\n</body>\n</html>\n"
    ).encode()


def _item(entry: RenderedEntry, name: str) -> str:
    return f'<li id="{name}"{_lang(entry.language)}>{entry.text}</li>'


def _free(name: str, taken: set[str]) -> str:
    """An id of its own: a work stands in both lists of --scopus, a key may be that of two entries."""
    chosen, number = name, 1
    while chosen in taken:
        number += 1
        chosen = f"{name}-{number}"
    taken.add(chosen)
    return chosen


def _id(key: str) -> str:
    """HTML allows anything in an id but white space."""
    return escape("-".join(key.split()))


def _lang(language: str) -> str:
    """Only what has the form of a language tag; "polski" is none."""
    return f' lang="{language}"' if _TAG.fullmatch(language) else ""


DOCUMENT = DocumentKind("html", (".html", ".htm"), "text/html", "html", bibliography, notes)
