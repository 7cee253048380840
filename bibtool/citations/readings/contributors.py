"""Persons behind a word for their role ("red. J. Lis"), put into the draft."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.confidence import in_words
from bibtool.citations.draft import Draft
from bibtool.citations.names.bodies import is_body, no_person
from bibtool.citations.names.no_names import works_of
from bibtool.citations.names.persons import NameList, attested, person_list
from bibtool.citations.names.roles import found, role_at
from bibtool.citations.scan import hints
from bibtool.diagnostics.code import Code
from bibtool.items.names import Name
from bibtool.language.forms import exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex


def put(draft: Draft, text: str, start: int, end: int) -> bool:
    """Read a stretch that begins with a role; whether it did."""
    role = role_at(text, start, end)
    if role is None:
        return False
    variable, at = role
    names = person_list(text, at, end + text.startswith(".", end), closed=False)  # "i in." ends in a full stop
    if names is None:
        rest = text[at:end].strip(" ,.;")
        if rest and rest[0].isupper() and len(rest.split()) < 6:
            first = at + text[at:end].index(rest[0])
            draft.put_names(variable, [Name(literal=rest)], [(first, first + len(rest))], f"{variable}-role")
        return True
    draft.put_names(variable, list(names.names), list(names.spans), f"{variable}-role")
    cut_short(draft, variable, names)
    return True


def cut_short(draft: Draft, variable: str, names: NameList) -> None:
    """Remember that a list ends in "i in."."""
    if names.et_al:
        draft.others(variable)


_SINGLE = regex(rf"(?P<name>{CAPITAL}[{LOWER}]{{3,}}),\s(?=[«“„\"]?{CAPITAL})")


def single_author(draft: Draft, text: str) -> None:
    """Take the one word before a comma for the author of a text that somebody edits, "Froissart, Chroniques, éd. S.
    Luce", and say that it may belong to the title."""
    value, editor = draft.values.get("title"), draft.values.get("editor")
    if value is None or editor is None or draft.names.get("author") or "container-title" in draft.values:
        return
    start, end = value.spans[0]
    single = _SINGLE.match(text, start, end) if len(value.spans) == 1 and editor.spans[0][0] > end else None
    if single is None or draft.type or "genre" in draft.text:
        return
    name = single["name"]
    if (
        hints.known_place(name)
        or name.casefold() in works_of()
        or is_body([name])
        or hints.has(name, "journal", "newspaper")
    ):
        return
    draft.drop("title")
    draft.put_names("author", [Name(family=name)], [single.span("name")], "names-single")
    draft.put("title", text[single.end() : end], (single.end(), end), value.rule)
    said = {"reading": in_words({"author": name}), "other": in_words({"title": text[start:end]})}
    draft.findings.append((Code.DOUBTFUL_READING, said, [(start, end)]))


@cache
def _by_line() -> Phrase:
    """What parts a title from who wrote it: "La popolazione di Padova, di D. Beltramin"."""
    words = lexicon().hint("by_line")
    return Phrase(rf",\s{exact(words)}\s(?={CAPITAL})", words)


def author_behind(draft: Draft, text: str) -> None:
    """Part who wrote a work from the end of its title."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or draft.names.get("author"):
        return
    start, end = value.spans[0]
    for said in _by_line().finditer(text, start, end):
        names = person_list(text, said.end(), end)
        if names is not None and names.end >= end - 1 and attested(text, names):
            draft.drop("title")
            draft.put("title", text[start : said.start()], (start, said.start()), value.rule)
            draft.put_names("author", list(names.names), list(names.spans), "names-behind-title")
            draft.state("by-line", (said.start() + 2, said.end() - 1))
            return


_MOST_OF_BODY = 14  # words of its name


def edited_by_body(draft: Draft, text: str) -> None:
    """Part a body that edits from the end of a title: "Le acque, a cura dell'Istituto di storia economica"."""
    for variable in ("title", "container-title"):
        value = draft.values.get(variable)
        if value is None or len(value.spans) != 1:
            continue
        start, end = value.spans[0]
        for lo, hi, role in found(text, start, end):
            words = text[hi:end].split()
            if role != "editor" or lo == start or text[lo - 2 : lo] not in (", ", ". ") or not words:
                continue
            if len(words) > _MOST_OF_BODY or not words[0][0].isupper() or not no_person(words[:2]):
                continue
            draft.drop(variable)
            draft.put(variable, text[start : lo - 2], (start, lo - 2), value.rule)
            draft.put_names("editor", [Name(literal=text[hi:end])], [(hi, end)], "editor-role")
            break


@cache
def _among() -> re.Pattern[str]:
    """What one of several editors was, behind the name: "(отв. ред.), ", "(przewodniczący), "."""
    lex = lexicon()
    return compiled(
        rf"\s?[(\[](?:{lex.alternation('role_editor', 'role_chair')})[)\]]"
        rf"(?:,\s|\s(?=[(\[]?{lex.alternation('et_al')}))"
    )


def further_editors(draft: Draft, text: str) -> None:
    """Add the editors behind a bracket that says what one of them was: "редкол.: В. Лис (отв. ред.), А. Бобров".  What
    had their letters, as an author, a publisher or a container, has them no more."""
    while (value := draft.values.get("editor")) is not None and value.spans:
        said = _among().match(text, value.spans[-1][1], draft.end)
        names = person_list(text, said.end(), draft.end, closed=False) if said is not None else None
        if said is not None and hints.starts_with(text[said.end() : said.end() + _SHORT], "et_al") is not None:
            draft.others("editor")  # "Рэд. кал.: Г. Гай (гал. рэд.) і інш."
        if said is None or names is None or names.form not in _INITIALS:
            return
        first, last = names.spans[0][0], names.spans[-1][1]
        for variable in _MISTAKEN:
            other = draft.values.get(variable)
            if other is not None and all(first <= start and stop <= names.end for start, stop in other.spans):
                draft.drop(variable)
                if variable in draft.cut_short():
                    draft.others("editor", instead_of=variable)
        if any(
            start < last and first < stop
            for variable, other in draft.values.items()
            if variable != "editor"
            for start, stop in other.spans
        ):
            return
        known = [span for span in names.spans if span not in value.spans]
        if not known:
            return
        draft.put_names("editor", [names.names[names.spans.index(span)] for span in known], known, value.rule)
        cut_short(draft, "editor", names)


_SHORT = 16  # letters
_INITIALS = frozenset({"initials-first", "family-first"})
_MISTAKEN = ("author", "container-author", "container-title", "publisher", "contributor")


def given_in_brackets(draft: Draft, text: str) -> None:
    """Make editors of persons whose last given name, in brackets, was read as the editor: "Lis (Paul) (dir.)"."""
    author, editor = draft.values.get("author"), draft.values.get("editor")
    authors, editors = draft.names.get("author", []), draft.names.get("editor", [])
    if author is None or editor is None or len(editors) != 1 or len(author.spans) != len(authors) or not authors:
        return
    (start, stop), (at, end) = author.spans[-1], editor.spans[0]
    if authors[-1].given or editors[0].given or len(editor.spans) != 1 or text[stop:at] != " (" or text[end] != ")":
        return
    family = authors[-1].family or authors[-1].literal
    names = [*authors[:-1], Name(family=family, given=editors[0].family or editors[0].literal)]
    spans, rule = [*author.spans[:-1], (start, end)], author.rule
    for role in ("author", "editor"):
        draft.names.pop(role)
        draft.values.pop(role)
    draft.put_names("editor", names, spans, rule)
