"""A bibliography as a document of its own: a whole HTML page, or plain text."""

from __future__ import annotations

import re
from html import escape

from bibtool.render.engine import Rendered, Target

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CSS = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font-family:Georgia,serif;line-height:1.5}"
    "ul{list-style:none;padding:0}"
    "li{margin:0 0 .6rem;padding-left:2rem;text-indent:-2rem;overflow-wrap:anywhere}"
)


def page(rendered: Rendered, title: str, to: Target = "text") -> str:
    """The bibliography under ``title``.  ``rendered`` has to be rendered for the same target."""
    return _html(rendered, title) if to == "html" else _text(rendered, title)


def _text(rendered: Rendered, title: str) -> str:
    heading = " ".join(title.split())
    return "\n".join([heading, "", *(entry.text for entry in rendered.entries)]) + "\n"


def _html(rendered: Rendered, title: str) -> str:
    """``lang`` of the page is the locale's, that of an entry the work's: screen readers and hyphenation need both."""
    heading = escape(" ".join(title.split()))
    items = "\n".join(
        f'<li id="{_id(entry.key)}"{_lang(entry.language)}>{entry.text}</li>' for entry in rendered.entries
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(rendered.locale)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<h1>{heading}</h1>\n"
        f"<ul>\n{items}\n</ul>\n</body>\n</html>\n"
    )


def _id(key: str) -> str:
    """HTML allows anything in an id but white space."""
    return escape("-".join(key.split()))


def _lang(language: str) -> str:
    """Only what has the form of a language tag; "polski" is none."""
    return f' lang="{language}"' if _TAG.fullmatch(language) else ""
