"""Small styles for tests."""

from __future__ import annotations

from typing import Any

from bibtool.csl.processor import Processor
from bibtool.csl.style import Style


def style_xml(
    citation: str = "<text variable='title'/>",
    bibliography: str = "",
    *,
    attributes: str = "",
    layout: str = "",
    options: str = "",
    bibliography_options: str = "",
    before: str = "",
    sort: str = "",
    bibliography_sort: str = "",
    style_class: str = "note",
) -> str:
    """Return a style; `before` holds macros and locales."""
    listed = (
        f"<bibliography {bibliography_options}>{bibliography_sort}<layout>{bibliography}</layout></bibliography>"
        if bibliography
        else ""
    )
    return f"""<style xmlns="http://purl.org/net/xbiblio/csl" class="{style_class}" version="1.0" {attributes}>
      <info><title>Small</title><id>small</id><updated>2024-01-01T00:00:00+00:00</updated></info>{before}
      <citation {options}>{sort}<layout {layout}>{citation}</layout></citation>{listed}</style>"""


def processor(items: list[dict[str, Any]], citation: str = "<text variable='title'/>", **kwargs: Any) -> Processor:
    """Return a processor with a small style; keyword arguments of `style_xml` and of the processor may be mixed."""
    own = {k: kwargs.pop(k) for k in list(kwargs) if k in style_xml.__kwdefaults__ or k == "bibliography"}
    return Processor(Style.from_xml(style_xml(citation, **own)), items, **kwargs)


def book(identity: str = "b", **fields: Any) -> dict[str, Any]:
    """Return a book; `_` in a field's name stands for `-`."""
    return {"id": identity, "type": "book", **{k.replace("_", "-"): v for k, v in fields.items()}}


def person(family: str, given: str = "", **parts: str) -> dict[str, str]:
    """Return a name."""
    return {
        "family": family,
        **({"given": given} if given else {}),
        **{k.replace("_", "-"): v for k, v in parts.items()},
    }


def cited(
    items: list[dict[str, Any]], citation: str = "<text variable='title'/>", to: str = "html", **kwargs: Any
) -> str:
    """Return all items as one citation."""
    made = processor(items, citation, **kwargs)
    return made.cite([str(item["id"]) for item in items], to=to)
