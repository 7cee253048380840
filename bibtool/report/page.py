"""One page of HTML that asks for nothing outside itself: no fonts, no addresses that are followed by themselves.

Its policy (Content Security Policy, level 3) allows the styles and scripts of this package by their digests, and
pictures that are in the page; nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Sequence
from functools import cache
from importlib import resources

from bibtool.render.markup import printable

STYLE = "page.css"


@cache
def _own(name: str) -> str:
    return resources.files("bibtool.report").joinpath(name).read_text(encoding="utf-8")


def page(
    title: str, language: str, body: str, styles: Sequence[str] = (STYLE,), script: str = "", data: str = ""
) -> str:
    """The whole page; ``title`` is plain text, ``body`` HTML, ``language`` BCP 47; ``styles`` and ``script`` are files
    of this package; ``data`` is text for the script, without "<"."""
    style = "".join(map(_own, styles))
    code = _own(script) if script else ""
    allowed = f" script-src '{_digest(code)}';" if code else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}';{allowed} img-src data:; base-uri 'none'; form-action 'none'"
    )
    held = f'<script type="text/plain" id="data">{data}</script>\n<script>{code}</script>\n' if code else ""
    return printable(
        f'<!DOCTYPE html>\n<html lang="{escaped(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}{held}</body>\n</html>\n"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def escaped(text: str) -> str:
    """Text for HTML, attributes too; what cannot be seen and turns the order of letters shows as an escape."""
    from bibtool.text.visible import visible

    return html.escape(visible(text.replace("\r", "\n")))


def element(name: str, content: str, **attributes: str) -> str:
    """An element; ``content`` is HTML, values are plain text, those that are empty left out.  ``class_`` is a class."""
    named = ((key.rstrip("_"), value) for key, value in attributes.items() if value)
    given = "".join(f' {key}="{escaped(value)}"' for key, value in named)
    return f"<{name}{given}>{content}</{name}>"
