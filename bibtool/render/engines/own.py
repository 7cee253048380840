"""The processor of this project (:mod:`bibtool.csl`) behind the protocol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from bibtool.csl import findings as csl_findings
from bibtool.csl.locale import PRIMARY
from bibtool.csl.processor import Processor
from bibtool.csl.style import Style, style_names, style_path
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.canonical import canonical
from bibtool.language.collation import collated_languages, collator
from bibtool.language.locale import locale_xml, locales
from bibtool.render.engine import Rendered, RenderedEntry, StyleError, Target, UnknownStyle
from bibtool.render.fallback import plain
from bibtool.render.links import linked
from bibtool.render.markup import protect, unprotect
from bibtool.render.styles import own_styles

# The number of an entry stands in a column of its own (second-field-align); in a list it is followed by a space.
_COLUMNS = re.compile(r'<div class="csl-(?:left-margin|right-inline|block|indent)">|</div>')
# The processor escapes by number, as CSL's test suite wants it.
_ENTITIES = {"38": "amp", "60": "lt", "62": "gt"}
_CODES = re.compile("&#(38|60|62);")
_NUMBER = re.compile(r"^(\[\d+\]|\d+\.)(?=[^\d\s])")


class Own:
    """The adapter; it holds no state."""

    name = "bibtool"

    def styles(self) -> tuple[str, ...]:
        """The names of the CSL style repository."""
        return _names()

    def bibliography(self, entries: Sequence[Entry], style: str, locale: str = "", to: Target = "text") -> Rendered:
        """See :class:`bibtool.render.engine.Engine`."""
        sheet = _load(style)
        ids = {f"i{number}": entry for number, entry in enumerate(entries)}
        # A title without a language would get English capitals in an English style ("und": BCP 47, undetermined).
        items = {item_id: {"language": "und"} | canonical(entry.item).to_csl(item_id) for item_id, entry in ids.items()}
        findings: list[Finding] = []
        try:
            lines, used = _print(sheet, items, locale, to)
        except Exception:  # a bug in one item's path must not cost the others
            failures = _failing(sheet, items, locale, to)
            for item_id, error in failures.items():
                problem = f"{type(error).__name__}: {error}"[:200]
                findings.append(Finding("BT651", {"key": ids[item_id].key, "style": style, "problem": problem}))
            rest = {item_id: item for item_id, item in items.items() if item_id not in failures}
            lines, used = _print(sheet, rest, locale, to)
        if locale and used.split("-")[0] != locale.split("-")[0]:
            findings.append(Finding("BT653", {"locale": locale, "used": used}))
        failed = {finding.args.get("key") for finding in findings if finding.code == "BT651"}
        rendered = []
        for item_id in [*lines, *(i for i in ids if i not in lines)]:
            entry = ids[item_id]
            text = lines.get(item_id, "")
            if not re.sub(r"<[^>]*>", "", text).strip(" .,;:"):
                if entry.key not in failed:
                    findings.append(Finding("BT652", {"key": entry.key, "style": style}))
                text = unprotect(protect(plain(entry)), to)
            rendered.append(
                RenderedEntry(entry.key, linked(text, entry.item) if to == "html" else text, entry.item.get("language"))
            )
        return Rendered(tuple(rendered), tuple(findings), used)


def _print(sheet: Style, items: dict[str, dict[str, Any]], locale: str, to: Target) -> tuple[dict[str, str], str]:
    """The lines by id, in the style's order, and the locale whose terms they have."""
    processor = Processor(
        sheet, list(items.values()), locale=locale or None, collator=_Collation(), locales=_terms(), renamed=True
    )
    processor.register(items)
    ids = [entry.id for entry in processor.entries()]
    texts = (_NUMBER.sub(r"\1 ", _COLUMNS.sub("", text).strip()) for text in processor.bibliography(to))
    if to == "html":
        texts = (_CODES.sub(lambda m: f"&{_ENTITIES[m.group(1)]};", text) for text in texts)
    lang = processor.locale.lang
    used = (lang if "-" in lang else PRIMARY.get(lang, lang)) if processor.locale.found else "en-US"
    return dict(zip(ids, texts, strict=True)), used


def _failing(sheet: Style, items: dict[str, dict[str, Any]], locale: str, to: Target) -> dict[str, Exception]:
    failures: dict[str, Exception] = {}
    for item_id, item in items.items():
        try:
            _print(sheet, {item_id: item}, locale, to)
        except Exception as error:  # whatever it raises is told
            failures[item_id] = error
    return failures


@cache
def _terms() -> tuple[str, ...]:
    """The terms that CSL's locale files lack or have wrong ("i in.", "дата обращения"), in every language with any."""
    return tuple(locale_xml(language, extensions=True) for language in locales())


class _Collation:
    """The languages' own order of letters."""

    def key(self, text: str, language: str) -> Any:
        """See :class:`bibtool.csl.collation.Collator`."""
        code = language.split("-")[0]
        return collator(code if code in collated_languages() else "en").key(text)


def _load(style: str) -> Style:
    try:
        if style.endswith(".csl"):
            if not Path(style).is_file():
                raise UnknownStyle(style)
            sheet = Style.from_file(Path(style))
        elif style in own_styles():
            sheet = Style.from_file(own_styles()[style])
        else:
            if style_path(style) is None:
                raise UnknownStyle(style, tuple(get_close_matches(style, _names(), n=3, cutoff=0.5)))
            sheet = Style.load(style)
    except csl_findings.StyleError as error:
        raise StyleError(str(error)) from None
    if not any(str(child.tag).endswith("}bibliography") for child in sheet.root):
        raise StyleError(f"{style}: the style has no bibliography")
    return sheet


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted({*style_names(), *own_styles()}))


ENGINE = Own()
