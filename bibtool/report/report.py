"""The report of an article or a library as one page: to look at, to search, to print, to take data from."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

from bibtool.language.folding import skeleton_rules
from bibtool.report.content import Content
from bibtool.report.page import page, words_of
from bibtool.report.seen import Group
from bibtool.text.visible import in_json

_MOST = 1000  # works that stand in the page itself, for print and for readers without script
_SOME = 200  # of a longer list, which would take too long to show


def as_html(content: Content, ui: str, template: str = "report.html") -> str:
    """The page, in the language ``ui``; the same content gives the same text."""
    groups = [group.value for group in Group]
    most = _MOST if len(content.works) <= _MOST else _SOME
    return page(template, ui, "report.js", packed(content, ui), c=content, groups=groups, most=most)


def packed(content: Content, ui: str) -> str:
    """What the script of the page reads: JSON, gzip (RFC 1952), base64."""
    data: dict[str, Any] = {
        "source": content.source,
        "words": words_of(ui),
        "folding": skeleton_rules(),
        "why": content.why,
        "works": content.works,
        "files": content.files,
    }
    text = in_json(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
