"""One style closely: who wrote it, under which licence, what it depends on and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from bibtool.csl.locale import NS
from bibtool.csl.style import Extensions, Style, style_path
from bibtool.render.processing import load
from bibtool.render.style_list import Source, StyleInfo, info_of
from bibtool.render.styles import own_styles

# What libxml2 says of every element around the one that is wrong.
_AROUND = ("failed to validate content", "Invalid sequence in interleave", "Extra element info in interleave")


class StyleDetails(Struct, frozen=True):
    """``license`` is the address of the licence, ``rights`` its words; ``parent`` the style that a dependent one
    stands for; ``extensions`` what is asked for beyond CSL, by name; ``problems`` where a file is no valid CSL 1.0.2:
    sentences in English that begin with the line."""

    info: StyleInfo
    style: Style
    authors: tuple[str, ...] = ()
    license: str = ""
    rights: str = ""
    parent: str = ""
    extensions: Mapping[str, str] | None = None
    problems: tuple[str, ...] = ()


def details(name: str) -> StyleDetails:
    """A style by its name or its file.  Raises UnknownStyle or StyleError of :mod:`bibtool.render.engine`."""
    from lxml import etree

    style = load(name)
    path, source = _file(name)
    root = etree.fromstring(path.read_bytes().strip(), etree.XMLParser(resolve_entities=False, no_network=True))
    info = root.find(f"{NS}info")
    rights = info.find(f"{NS}rights") if info is not None else None
    authors = info.iterfind(f"{NS}author/{NS}name") if info is not None else ()
    parents = [
        (link.get("href") or "").rstrip("/").rsplit("/", 1)[-1]
        for link in (info.iterfind(f"{NS}link") if info is not None else ())
        if link.get("rel") == "independent-parent"
    ]
    return StyleDetails(
        info_of(etree.tostring(root, encoding="unicode"), path.stem, source),
        style,
        tuple(" ".join((author.text or "").split()) for author in authors),
        rights.get("license") or "" if rights is not None else "",
        " ".join((rights.text or "").split()) if rights is not None else "",
        parents[0] if parents else "",
        _asked(style.extensions),
        tuple(_problems(style)) if source is Source.FILE and not parents else (),
    )


def _file(name: str) -> tuple[Path, Source]:
    if name.endswith(".csl"):
        return Path(name), Source.FILE
    if name in own_styles():
        return own_styles()[name], Source.OWN
    path = style_path(name)
    assert path is not None, "load found it"
    return path, Source.REPOSITORY


def _asked(extensions: Extensions) -> dict[str, str]:
    """What differs from plain CSL, spelled as in the style."""
    found = {}
    for name in Extensions.__struct_fields__:
        value = getattr(extensions, name)
        if value:
            shown = " ".join(value) if isinstance(value, tuple) else "true" if value is True else str(value)
            found[name.replace("_", "-")] = shown
    return found


def _problems(style: Style) -> list[str]:
    problems = style.validate()
    return [text for text in problems if not text.endswith(_AROUND)] or problems
