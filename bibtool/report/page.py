"""One page of HTML that asks for nothing outside itself: no fonts, no addresses that are followed by themselves.

Its policy (Content Security Policy, level 3) allows the styles and scripts of this package by their digests, and
pictures that are in the page; nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, MutableMapping
from functools import cache
from typing import TYPE_CHECKING, Any

from bibtool.render.markup import printable
from bibtool.text.data import data_file, toml
from bibtool.text.kept import kept, state_of
from bibtool.text.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLE = "page.css"
_LANGUAGES = ("en", "pl")


def page(template: str, ui: str, script: str = "", data: str = "", **shown: Any) -> str:
    """The page that ``template`` makes of ``shown``, in the language ``ui``; the same values give the same text.

    ``template`` and ``script`` are files of this package; ``data`` is text for the script, without "<".
    """
    from markupsafe import Markup

    style, code = _own(_STYLE), _own(script) if script else ""
    allowed = f" script-src '{_digest(code)}';" if code else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}';{allowed} img-src data:; base-uri 'none'; form-action 'none'"
    )
    # the frame's own text is no input: it stands as it is
    frame = {"policy": Markup(policy), "style": Markup(style), "code": Markup(code), "data": data}
    language = ui if ui in _LANGUAGES else "en"
    return printable(_environment().get_template(template).render(w=words_of(ui), language=language, **frame, **shown))


@cache
def words_of(ui: str) -> Mapping[str, str]:
    """The words of all pages; English where there are none in ``ui``."""
    data = toml("report/words.toml")
    return {**data["en"], **data.get(ui, {})}


@cache
def _own(name: str) -> str:
    return data_file(f"report/{name}").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    import jinja2
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    class Loader(PackageLoader):
        """Templates, compiled once for all processes: those of a report took a hundredth of the article's job."""

        def load(
            self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
        ) -> jinja2.Template:
            """The template of a name."""
            source, file, up_to_date = self.get_source(environment, name)
            kind = f"template {name} {jinja2.__version__} {state_of(__file__)}"
            code = kept(kind, source, lambda: environment.compile(source, name, file))
            return environment.template_class.from_code(environment, code, globals or {}, up_to_date)

    environment = Environment(
        loader=Loader("bibtool.report", ""),
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
