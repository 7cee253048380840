"""A given name that no data know, behind the family name of an only author: "Ito, Kenji. Fisheries and the State"."""

from __future__ import annotations

from msgspec.structs import replace

from bibtool.citations.confidence import in_words, is_close
from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.names.particles import INITIALS, WORD
from bibtool.citations.names.roles import role_at
from bibtool.citations.scan import hints
from bibtool.diagnostics.code import Code
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

RULE = "names-unknown-given"
_TOLD = frozenset({"single-name", "names-labelled"})
_GIVEN = regex(rf"(?P<given>{WORD}(?:-{WORD})?(?:\s{INITIALS})?)\.?\s(?<=\.\s)(?=[„“«\"‘]?{CAPITAL})")


def given_of_title(draft: Draft, text: str) -> None:
    """Part a given name from the title that it became the first sentence of, and say that it may be one: a name may
    stand alone, too ("Plato, Phaedrus. The Loeb text")."""
    names, author, title = draft.names.get("author", []), draft.values.get("author"), draft.values.get("title")
    if author is None or title is None or len(names) != 1 or author.rule not in _TOLD or len(title.spans) != 1:
        return
    start, stop = title.spans[0]
    name = names[0]
    if name.given or not name.family or text[author.spans[0][1] : start] != ", " or " " in name.family:
        return
    found = _GIVEN.match(text, start, stop)
    if found is None or role_at(text, found.end(), stop) is not None or hints.known_place(found["given"]):
        return
    whole, at = draft.text["title"], author.spans[0][0]
    draft.drop("title")
    fields.title(draft, text, found.end(), stop, title.rule)
    draft.names["author"] = [replace(name, given=found["given"])]
    author.spans[:] = [(at, found.end("given"))]
    author.rule = RULE
    if draft.considered is None or not is_close(draft.considered.margin):
        said = {"reading": in_words({"title": draft.text["title"]}), "other": in_words({"title": whole})}
        draft.findings.append((Code.DOUBTFUL_READING, said, [(start, stop)]))
