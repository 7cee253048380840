"""The report of an article or a library as one page: to look at, to search, to print, to take data from."""

from __future__ import annotations

import base64
import gzip
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from bibtool.language.folding import skeleton_rules
from bibtool.report.content import Content
from bibtool.report.page import STYLE, page
from bibtool.report.seen import Group
from bibtool.text.visible import in_json, visible

if TYPE_CHECKING:
    from jinja2 import Environment

_LANGUAGES = ("en", "pl")


def as_html(content: Content, ui: str) -> str:
    """The page, in the language ``ui``; the same content gives the same text."""
    words = words_of(ui)
    body = _environment().get_template("report.html").render(c=content, w=words, groups=[g.value for g in Group])
    title = f"{content.title} – bibtool, {words['report']}"
    return page(
        title, ui if ui in _LANGUAGES else "en", body + "\n", (STYLE, "report.css"), "report.js", packed(content, ui)
    )


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


@cache
def words_of(ui: str) -> Mapping[str, str]:
    """The words of the page; English where there are none in ``ui``."""
    data = tomllib.loads(resources.files("bibtool.report").joinpath("words.toml").read_text(encoding="utf-8"))
    return {**data["en"], **data.get(ui, {})}


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("bibtool.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # an entry of a bibliography, which its engine has escaped
    environment.filters["fragment"] = lambda text: Markup(visible(text))
    return environment


def _shown(value: Any) -> Any:
    """A value of the page: what cannot be seen and turns the order of letters shows as an escape."""
    return visible(value) if type(value) is str else value
