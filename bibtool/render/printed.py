"""A citation as its note prints it: words by variable, with the labels beside them, from the account of its letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct, field

from bibtool.citations.citation import DECIDED, Citation
from bibtool.citations.passages import NotePassages
from bibtool.entries.apparatus import kept_places
from bibtool.language.lexicon import lexicon
from bibtool.notes.account import LOCATOR_REST, Share, Stretch, stands_behind
from bibtool.render import wording
from bibtool.render.wording import words

# Labels that say more than which value stands beside them: "odbitka z", "Beilage … zur", "t.j.", "hasło".
_HONOUR = "honorific"
_TELLING = frozenset({_HONOUR, "offprint", "supplement", "supplement_to", "consolidated", "entry"})
# Those of which some do: "oprac." is no "red.", "z." no "nr", "пер. с англ." more than "пер.".
_TOLD_BY_WORDS = frozenset({"role_editor", "role_translator", "issue", "volume"})
_ROLES = ("role_editor", "role_translator", "role_other", "role_illustrator")
# Decided, and yet no words of a citation: the author's own stay as they are.
_NO_WORDS = frozenset({"language", "type", "label", "signal", "comment", "locator-rest"})
# Brackets of these are a label's or a day's own.
_NOT_SUPPLIED = frozenset({"accessed", "URL", "DOI", "locator", "page"})


class Printed(Struct):
    """One citation as the source prints it: words by variable, in order, and the text of each with its labels."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    idem: list[str] = field(default_factory=list)
    within: str = ""  # "tenże" after the title: who wrote or edited what it stands in
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)  # role and word of what names a value
    only_here: list[str] = field(default_factory=list)  # foreword, illustrated: what CSL has no term for
    et_al: dict[str, str] = field(default_factory=dict)  # "i in." by the variable of the names before it
    telling: list[tuple[str, str]] = field(default_factory=list)  # variable and words that say more of it
    honours: list[tuple[str, str]] = field(default_factory=list)  # variable and what stands before or behind names
    last: str = ""
    waiting: list[tuple[str, str]] = field(default_factory=list)  # labels before the next value

    def add(self, stretch: Stretch, text: str, supplied: bool) -> None:
        """Take the next stretch in; one in square brackets was ``supplied``, by whoever described the work."""
        name = stretch.name
        if stretch.share in (Share.FIELD, Share.LOCATOR):
            self.fields.setdefault(name, []).extend(words(text))
            self.text[name] = f"{self.text.get(name, '')} {text}".strip()
            self.said.setdefault(name, []).extend([*(word for _, word in self.waiting), text])
            said = " ".join(word for role, word in self.waiting if role in (*_ROLES, "and"))
            labels = [(_ROLES[0], said)] if two_roles(said) else self.waiting
            self.telling += [(name, word) for role, word in labels if _tells(role, word, name)]
            self.telling += [(name, f"[{text}]")] if supplied and name not in _NOT_SUPPLIED else []
            self.honours += [(name, word) for role, word in self.waiting if role == _HONOUR]
            named_by = [label for label in self.waiting if label[0] != _HONOUR]
            if named_by:
                self.labels.setdefault(name, named_by[-1])
            self.last, self.waiting = name, []
            return
        if name == "idem":
            self.idem += words(text)
            self.within = text if "title" in self.fields else self.within
        if name == "et_al":
            self.et_al[self.last] = text
        if name in ("role_other", "physical"):
            self.only_here += words(text)
        if name == "online" and not set(words(text)).isdisjoint(lexicon().hint("medium")):
            self.telling.append(("medium", text))
        # "przeł. B. Wrona, oprac. C. Sowa": names with a word before them have none behind
        named = name in _ROLES and self.labels.get(self.last, ("", ""))[0] in _ROLES
        if self.last and not named and stands_behind(name, self.last):
            self.said[self.last].append(text)
            self.telling += [(self.last, text)] if _tells(name, text, self.last) else []
            self.honours += [(self.last, text)] if name == _HONOUR else []
        else:
            self.waiting = [*self.waiting, (name, text)] if stretch.share is Share.LABEL else []


def _tells(role: str, label: str, variable: str) -> bool:
    """Whether a label says more than which value stands beside it: in its words, in another case of the name ("под
    ред."), or of another office than the value has ("G. Farrow, trans.", read as the author)."""
    plain = set(words(label)) <= lexicon().hint("plain_label") and not two_roles(label)
    return role in _TELLING or (role in _TOLD_BY_WORDS and (not plain or variable == "author"))


@cache
def _joining() -> re.Pattern[str]:
    return re.compile(rf",|{lexicon().alternation('and')}")


def two_roles(label: str) -> bool:
    """Whether somebody is said to have done two things, of which one is read: "przeł. i oprac.", "wstęp i oprac."."""
    return sum(any(map(str.isalpha, part)) for part in _joining().split(label)) > 1


def by_citation(note: NotePassages, citations: Mapping[int, Citation]) -> dict[int, Printed]:
    """The ``citations`` of a note, by index; what a person decided is taken for printed."""
    text = note.text.text
    authors = set(authors_own(note, citations))
    out: dict[int, Printed] = {index: Printed() for index in citations}
    for stretch in note.stretches:
        if stretch.cite in out and stretch not in authors:
            supplied = text[stretch.start - 1 : stretch.start] == "[" and text[stretch.end : stretch.end + 1] == "]"
            out[stretch.cite].add(stretch, text[stretch.start : stretch.end], supplied)
    return {index: _as_decided(found, citations[index]) for index, found in out.items()}


def authors_own(note: NotePassages, citations: Mapping[int, Citation]) -> list[Stretch]:
    """What stays as it is, in order: the author's words, signals, what follows pages, places under words that no style
    has, and references to works that nobody knows."""
    kept = kept_places(note, citations.values())

    def stays(stretch: Stretch) -> bool:
        start, end = kept.get(stretch.cite, (0, 0))
        return (
            stretch.share in (Share.WORDS, Share.SIGNAL)
            or stretch.name == LOCATOR_REST
            or start <= stretch.start < end
            or bool(stretch.cite and stretch.cite not in citations)
        )

    return [stretch for stretch in note.stretches if stays(stretch)]


def _as_decided(source: Printed, citation: Citation) -> Printed:
    """What the source would print had it what a person decided."""
    decided = {name for name, place in citation.fields.items() if place.rule == DECIDED}
    for name in decided - _NO_WORDS:
        text = citation.locator if name == "locator" else wording.value_of(citation.item, name)
        for rows in (source.fields, source.text, source.said, source.labels, source.et_al):
            rows.pop(name, None)
        source.telling = [(variable, label) for variable, label in source.telling if variable != name]
        if text:
            source.fields[name], source.text[name], source.said[name] = words(text), text, [text]
    return source
