"""The metadata at the head of a Markdown document: YAML between two lines of hyphens."""

from __future__ import annotations

from html import escape
from importlib import import_module
from typing import Any

from bibtool.text.patterns import regex

_METADATA = regex(r"\ufeff?---[ \t]*\n(?P<text>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LARGEST_METADATA = 1 << 16


def metadata(text: str) -> tuple[str, str]:
    """The YAML of the metadata at the head, empty where there is none, and the text behind it."""
    match = _METADATA.match(text) if text.startswith(("---", "\ufeff---")) else None
    if match is None or not match["text"].strip() or match["text"].startswith("\n"):
        return "", text
    return match["text"], text[match.end() :]


def printed_metadata(text: str) -> tuple[str, str]:
    """Title and authors of the metadata at the head as pandoc prints them, in HTML, and the text behind them."""
    head, rest = metadata(text)
    if not head:
        return "", text
    yaml: Any = import_module("yaml")  # untyped
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(head, loader) if len(head) < _LARGEST_METADATA else None
    except (yaml.YAMLError, ValueError, RecursionError):
        return "", text
    if not isinstance(data, dict):
        return "", text
    lines = [data.get("title"), data.get("subtitle")]
    authors = data.get("author")
    for one in authors if isinstance(authors, list) else [authors]:
        lines.append(one.get("name") if isinstance(one, dict) else one)
    printed = (" ".join(line.split()) for line in lines if isinstance(line, str))
    return "".join(f"<p>{escape(line)}</p>\n" for line in printed), rest
