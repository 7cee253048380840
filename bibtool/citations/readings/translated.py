"""A translation cited behind the original: "London 1949; trad. it. Principi, Torino 1964"."""

from __future__ import annotations

from functools import cache

from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import put as fields
from bibtool.language.forms import alternation
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL, LOWER


def leading_words() -> list[str]:
    """The words of several that say that a work is translated and may lead to its title: "trad. it.", "przekład
    polski"."""
    roles = [form for form in lexicon().forms("role_translator") if form.endswith(".") and " " in form]
    return [*roles, *sorted(lexicon().hint("translation_lead"))]


def leads_to_translation(text: str, start: int, end: int) -> bool:
    """Whether such words stand at a place, and a title behind them."""
    return _said().match(text, start, end) is not None


@cache
def _said() -> Phrase:
    forms = leading_words()
    return Phrase(
        rf"(?P<said>{alternation(forms)}):?,?\s(?=[«“„\"‘]?{CAPITAL}(?:[^\W\d_]{{2}}|\s[{LOWER}])|[«“„\"])", forms
    )


def translated_first(draft: Draft, text: str) -> None:
    """Part the words for a translation from the title that follows them; a translator's name would have been one."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or not _said().may_stand(text):
        return
    start, stop = value.spans[0]
    said = _said().match(text, start, stop)
    if said is None:
        return
    draft.drop("title")
    draft.state("translation-said", said.span("said"))
    fields.title(draft, text, said.end(), stop, value.rule)
    if "author" not in draft.names and text[: draft.start].rstrip().endswith(";"):  # whoever wrote the original
        draft.idem = "translation"
        draft.values["author"] = Value([], "idem", inferred=True)
