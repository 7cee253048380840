"""What a style looks like: six invented works in four languages, as a bibliography and as citations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from bibtool.csl.style import Style
from bibtool.items.item import Item
from bibtool.render.processing import in_list, processor, style_kinds, used_locale
from bibtool.render.setting import Setting
from bibtool.text.data import data_file


class Sample(Struct, frozen=True):
    """Plain text.  ``citations`` stand in notes 1, 2, 3 ... or in the running text, as the style's class has it; what
    a style does not have is empty."""

    locale: str
    bibliography: tuple[str, ...]
    citations: tuple[str, ...]


@cache
def _data() -> Mapping[str, Any]:
    data: dict[str, Any] = json.loads(data_file("render/samples.json").read_text(encoding="utf-8"))
    return data


def sample(style: Style, locale: str = "") -> Sample:
    """The works of ``samples.json`` in a style; an empty ``locale`` is the style's own."""
    items = {str(row["id"]): Item.from_csl(row) for row in _data()["works"]}
    made = processor(style, items, Setting(style.name, locale))
    kinds = style_kinds(style)
    clusters = [(cites, 0 if style.in_text else number) for number, cites in enumerate(_data()["citations"], 1)]
    citations = made.document(clusters, "text") if "citation" in kinds else []
    if not citations:
        made.register(items)
    bibliography = made.bibliography("text") if "bibliography" in kinds else []
    return Sample(used_locale(made), tuple(in_list(entry, "text") for entry in bibliography), tuple(citations))
