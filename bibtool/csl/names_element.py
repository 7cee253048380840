"""The `cs:names` element: several variables, labels, "et al.", substitution."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from bibtool.csl.attributes import Look, dress
from bibtool.csl.context import Context, Renderer
from bibtool.csl.elements import own_label
from bibtool.csl.locale import Locale
from bibtool.csl.names import NameList
from bibtool.csl.person import Name
from bibtool.csl.tree import Group, Link, Node, Quoted, Text

GenderOf = Callable[[list[Name]], str]


class NamesLabel(Struct, frozen=True):
    """The `cs:label` of names: form, plural rule, look, and whether it stands before the names."""

    form: str
    plural: str
    look: Look
    before: bool


class NamesElement(Struct):
    """A compiled `cs:names`."""

    variables: list[str]
    delimiter: str
    look: Look
    names: NameList
    label: NamesLabel | None
    substitutes: list[Renderer]
    locale: Locale

    def render(self, ctx: Context) -> Node | None:
        """Render the names, or the first substitute that gives anything."""
        node = self._own(ctx)
        if node is None and self.substitutes:
            node = self._substitute(ctx)
        if node is None:
            return None
        ctx.found = True
        return node

    def _own(self, ctx: Context) -> Node | None:
        ctx.called = True
        if self.names.options.form == "count":
            return self._count(ctx)
        rendered: list[Node] = []
        merged = self._merged(ctx)
        for variable in merged or self.variables:
            node = self._variable(variable, ctx, bool(merged))
            if node is not None:
                rendered.append(node)
                if ctx.substituting:
                    # What stands in for another variable is printed once, even within the macro that prints it.
                    ctx.suppressed = (ctx.suppressed or set()) | {variable}
        if not rendered:
            return None
        look = self.look
        node = Group(rendered, self.delimiter, look.prefix, look.suffix, look.format, "names", look.display)
        ctx.started = True
        return node

    def _available(self, variable: str, ctx: Context) -> list[Name] | None:
        if ctx.suppressed is not None and variable in ctx.suppressed:
            return None
        return ctx.item.names.get(variable)

    def _merged(self, ctx: Context) -> list[str]:
        """Editor and translator who are the same persons are printed once, as "editortranslator"."""
        if len(self.variables) != 2 or set(self.variables) != {"editor", "translator"}:
            return []
        editor, translator = self._available("editor", ctx), self._available("translator", ctx)
        if editor is None or editor != translator or not self.locale.term("editortranslator"):
            return []
        return ["editor"]

    def _count(self, ctx: Context) -> Node | None:
        options = self.names.options
        total = 0
        for variable in self.variables:
            names = self._available(variable, ctx)
            if names is None:
                continue
            count = len(names)
            if options.et_al_min > 0 and options.et_al_use_first >= 0 and count >= options.et_al_min:
                count = min(count, options.et_al_use_first)
            total += count
        if not total:
            return None
        return dress(Text(str(total)), self.look, ctx)

    def _variable(self, variable: str, ctx: Context, merged: bool) -> Node | None:
        names = self._available(variable, ctx)
        if names is None:
            return None
        index = ctx.number_of_names
        ctx.number_of_names = index + 1
        node = self.names.render(names, variable, ctx, index)
        if node is None:
            return None
        label = self._label("editortranslator" if merged else variable, len(names), ctx)
        if label is None or self.label is None:
            return node
        return Group([label, node] if self.label.before else [node, label])

    def _label(self, term: str, count: int, ctx: Context) -> Node | None:
        label = self.label
        if label is None:
            return None
        plural = label.plural == "always" or (label.plural != "never" and count > 1)
        text = self._own_label(term, label, ctx) or self.locale.term(term, label.form, plural)
        if not text:
            return None
        return dress(Text(text, "label"), label.look, ctx, language="en")

    def _own_label(self, variable: str, label: NamesLabel, ctx: Context) -> str:
        """The word that the item has for a label; one of several words ("pod red.") may govern the names behind it."""
        text = own_label(variable, ctx.item, self.locale)
        return text if label.before or " " not in text else ""

    def _substitute(self, ctx: Context) -> Node | None:
        outer = ctx.substituting
        ctx.substituting = True
        called, found = ctx.called, ctx.found
        try:
            for substitute in self.substitutes:
                node = substitute(ctx)
                if node is None:
                    continue
                used: set[str] = set()
                _variables(node, used)
                if not outer:
                    ctx.suppressed = (ctx.suppressed or set()) | used
                if isinstance(node, Group) and node.variable == "names":
                    return node
                look = self.look
                # Affixes belong to names: a title that stands in for them does without (citeproc-js).
                return Group([node], format=look.format, variable="names", display=look.display)
        finally:
            ctx.substituting = outer
        ctx.called, ctx.found = called, found
        return None


def _variables(node: Node, found: set[str]) -> None:
    if not isinstance(node, Quoted) and node.variable:
        found.add(node.variable)
    if isinstance(node, Group | Quoted | Link):
        for child in node.children:
            _variables(child, found)
