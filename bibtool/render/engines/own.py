"""The processor of this project (:mod:`bibtool.csl`) behind the protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from bibtool.csl.output import write
from bibtool.csl.style import Style
from bibtool.csl.tree import Mark, Run
from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.language.translit import scheme
from bibtool.render.engine import Rendered, RenderedEntry, StyleError, Target
from bibtool.render.fallback import plain
from bibtool.render.links import linked
from bibtool.render.markup import protect, unprotect
from bibtool.render.processing import (
    bare,
    in_list,
    known_styles,
    load,
    locale_doubts,
    processor,
    style_kinds,
    used_locale,
)
from bibtool.render.setting import Setting
from bibtool.render.spacing import spaced
from bibtool.render.telling import tells


class Own:
    """The adapter; it holds no state."""

    name = "bibtool"

    def styles(self) -> tuple[str, ...]:
        """The names of this project's styles and of the CSL style repository."""
        return known_styles()

    def bibliography(
        self, entries: Sequence[Entry], setting: Setting, to: Target = "text", attempt: Attempt = direct
    ) -> Rendered:
        """See :class:`bibtool.render.engine.Engine`."""
        return self.bibliographies(entries, setting, (to,), attempt)[to]

    def bibliographies(
        self, entries: Sequence[Entry], setting: Setting, targets: Sequence[Target], attempt: Attempt = direct
    ) -> dict[Target, Rendered]:
        """See :class:`bibtool.render.engine.Engine`; the list is set once and written in each target."""
        sheet = load(setting.style)
        if "bibliography" not in style_kinds(sheet):
            raise StyleError(f"{setting.style}: the style has no bibliography")
        for name in setting.schemes.values():
            scheme(name)
        ids = {f"i{number}": entry for number, entry in enumerate(entries)}
        items = {item_id: entry.item for item_id, entry in ids.items()}
        labels = {i: own for i, entry in ids.items() if (own := setting.labels.get(entry.key))}
        setting = replace(setting, labels=labels)
        findings: list[Finding] = []
        told = {
            item_id: Finding(Code.ENGINE_FAILED, {"key": entry.key, "style": setting.style, "problem": ""})
            for item_id, entry in ids.items()
        }
        printed = attempt(
            partial(_print, sheet, items, setting, targets),
            Finding(Code.ENGINE_FAILED, {"key": "", "style": setting.style, "problem": ""}),
        )
        if isinstance(printed, Finding):  # which item is it?
            alone = {
                i: attempt(partial(_print, sheet, {i: item}, setting, targets), told[i]) for i, item in items.items()
            }
            findings += [found for found in alone.values() if isinstance(found, Finding)]
            rest = {i: item for i, item in items.items() if not isinstance(alone[i], Finding)}
            printed = _print(sheet, rest, setting, targets)
        written, runs, used = printed
        untold = {identity for identity, parts in runs.items() if not tells(parts)}
        findings += locale_doubts(setting, used)
        failed = {finding.args.get("key") for finding in findings if finding.code == Code.ENGINE_FAILED}
        by_key = {ids[item_id].key: parts for item_id, parts in runs.items() if item_id not in untold}
        out: dict[Target, Rendered] = {}
        for to, lines in written.items():
            rendered = []
            empty = []
            for item_id in [*lines, *(i for i in ids if i not in lines)]:
                entry = ids[item_id]
                text = lines.get(item_id, "")
                if not bare(text) or item_id in untold:
                    if entry.key not in failed:
                        empty.append(Finding(Code.ENTRY_EMPTY, {"key": entry.key, "style": setting.style}))
                    number = f"{text} " if bare(text) else ""
                    text = number + unprotect(protect(plain(entry)), to)
                text = linked(text, entry.item) if to == "html" else text
                rendered.append(RenderedEntry(entry.key, text, entry.item.get("language")))
            out[to] = Rendered(tuple(rendered), (*findings, *empty), used, by_key)
        return out


#: The lines of a list by id, in its order, in each target.
_Lines = dict[Target, dict[str, str]]


def _print(
    sheet: Style, items: Mapping[str, Item], setting: Setting, targets: Sequence[Target]
) -> tuple[_Lines, dict[str, list[Run | Mark]], str]:
    """The lines, what they are made of, and the locale whose terms they have."""
    made = processor(sheet, items, setting)
    made.register(items)
    locale = used_locale(made)
    entries = made.bibliography_parts()
    shown = {
        identity: spaced(parts, setting.spaces, (items[identity].get("language"), locale))
        for identity, parts in entries.items()
    }
    lines = {to: {identity: in_list(write(parts, to), to) for identity, parts in shown.items()} for to in targets}
    return lines, entries, locale


ENGINE = Own()
