"""All styles that there are, with what their heads say: for lists and searches, without parsing three thousand files.

The head of a file is looked at with regular expressions (0.1 s for the 2,850 of the CSL style repository when they are
in the system's cache; a parser of XML takes 1 s for the heads alone).  That both find the same is tested.  What was
found is kept for the next process, as long as no file has another size or time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cache, partial
from pathlib import Path

from msgspec import Struct

from bibtool.csl.style import style_files
from bibtool.render.styles import own_styles
from bibtool.text.kept import kept, state_of
from bibtool.text.patterns import regex

_HEAD = 4096  # bytes; 4 of 2,850 heads are longer
_COMMENT = regex(r"<!--.*?-->", re.DOTALL)
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)')"""
_CLASS, _LOCALE = (regex(rf"\s{name}{_VALUE}") for name in ("class", "default-locale"))
_CATEGORY = regex(rf"<category\s+(?:citation-(format)|field){_VALUE}")
_TITLE, _SUMMARY = (regex(rf"<{tag}\b[^>/]*>(.*?)</{tag}>", re.DOTALL) for tag in ("title", "summary"))
_TAG = regex("<[^>]*>")
_WORD = regex(r"\w+")


class Source(Enum):
    """Where a style comes from."""

    OWN = "bibtool"
    REPOSITORY = "repository"
    FILE = "file"


class StyleInfo(Struct, frozen=True):
    """What a style says of itself.

    ``form`` is CSL's citation format (note, author-date, numeric, author, label), where the style does not tell its
    class (note, in-text).  ``locale`` is a language tag, empty for a style that prints in any.
    """

    name: str
    title: str
    source: Source
    form: str = ""
    fields: tuple[str, ...] = ()
    locale: str = ""
    summary: str = ""

    def to_json(self) -> dict[str, object]:
        """The keys of docs/contracts.md."""
        return {
            "schema": 1,
            "name": self.name,
            "title": self.title,
            "source": self.source.value,
            "class": self.form,
            "fields": list(self.fields),
            "locale": self.locale,
            "summary": self.summary,
        }


@cache
def all_styles() -> tuple[StyleInfo, ...]:
    """The project's own, then the independent ones of the CSL style repository, each by name."""
    own = own_styles()
    files = [(name, os.fspath(path)) for name, path in sorted(own.items())]
    files += [(name, path) for name, path in style_files().items() if name not in own]
    state = state_of(__file__)
    told = partial(_told, files)
    rows = kept(f"styles {state}", _stamps(files), told) if state else told()
    return tuple(
        StyleInfo(name, title, Source.OWN if place < len(own) else Source.REPOSITORY, form, fields, locale, summary)
        for place, ((name, _), (title, form, fields, locale, summary)) in enumerate(zip(files, rows, strict=True))
    )


#: What the head of a style says: title, form, fields, locale, summary.
_Row = tuple[str, str, tuple[str, ...], str, str]


def _told(files: Sequence[tuple[str, str]]) -> list[_Row]:
    infos = [info_of(_head(path), name, Source.FILE) for name, path in files]
    return [(info.title, info.form, info.fields, info.locale, info.summary) for info in infos]


def _stamps(files: Sequence[tuple[str, str]]) -> str:
    """What shows that a file was changed, as Python knows it of a module: its size and its time."""
    stats = ((path, os.stat(path)) for _, path in files)  # noqa: PTH116 -- of three thousand files
    return "\n".join(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)


def search(query: Iterable[str]) -> tuple[StyleInfo, ...]:
    """The styles of which every word of ``query`` begins a word in name, title, field, class or language.

    Letters are folded: ``lodz`` finds Łódź, ``гост`` finds GOST.  Own styles first, then those that have more of the
    words as whole ones in name or title.
    """
    words = _words(" ".join(query))
    ranked = []
    for place, info in enumerate(all_styles()):
        heading = _words(f"{info.name} {info.title}")
        known = heading + _words(" ".join((info.form, *info.fields, *_languages(info.locale))))
        if info.source is Source.OWN:
            known += _words(info.summary)
        if all(any(each.startswith(word) for each in known) for word in words):
            whole = sum(word in heading for word in words)
            ranked.append((info.source is not Source.OWN, -whole, place, info))
    return tuple(row[-1] for row in sorted(ranked, key=lambda row: row[:-1]))


def _words(text: str) -> list[str]:
    from bibtool.language.folding import plain

    return _WORD.findall(plain(text.replace("_", " ")))


@cache
def _languages(locale: str) -> tuple[str, ...]:
    """What a locale's language is called: its tags, and its name in several languages."""
    from bibtool.formats.fieldtable import babel_names
    from bibtool.language.errors import primary
    from bibtool.render.order import names_of_language

    if not locale:
        return ()
    code = primary(locale)
    return (code, locale, *babel_names().get(code, ()), *names_of_language(code))


def _head(path: Path | str) -> str:
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 -- of three thousand files
        data = stream.read(_HEAD)
        if b"</info>" not in data:
            data += stream.read()
    return data.decode("utf-8", "replace")


def info_of(head: str, name: str, source: Source) -> StyleInfo:
    """What the text of a style says before ``</info>``."""
    head = (_COMMENT.sub("", head) if "<!--" in head else head).partition("</info>")[0]
    root = head[head.find("<style") : head.find("<info")]
    forms: list[str] = []
    fields: list[str] = []
    for form, *value in _CATEGORY.findall(head):
        (forms if form else fields).append(_unescaped("".join(value)))
    return StyleInfo(
        name,
        _element(_TITLE, head),
        source,
        forms[0] if forms else _attribute(_CLASS, root),
        tuple(fields),
        _attribute(_LOCALE, root),
        _element(_SUMMARY, head) if "<summary" in head else "",
    )


def _element(pattern: re.Pattern[str], head: str) -> str:
    found = pattern.search(head)
    return " ".join(_unescaped(_TAG.sub("", found[1])).split()) if found else ""


def _attribute(pattern: re.Pattern[str], tag: str) -> str:
    found = pattern.search(tag)
    return _unescaped(found[1] or found[2] or "") if found else ""


def _unescaped(text: str) -> str:
    from html import unescape  # a list that was kept needs none

    return unescape(text)
