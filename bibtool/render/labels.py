"""What a text calls the persons and numbers of a work, where that says more than a style's label: "oprac.", "под общ.
ред.", "z." (a part that is no "nr")."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.citations.citation import Citation, Kind
from bibtool.citations.passages import NotePassages
from bibtool.entries.entry import Entry
from bibtool.items.item import NAME_VARIABLES
from bibtool.language.lexicon import lexicon
from bibtool.render.printed import by_citation, two_roles
from bibtool.render.setting import Labels
from bibtool.render.wording import words

_ROLES = ("role_editor", "role_translator", "issue", "volume")
_NUMBERS = ("issue", "volume")


def printed_labels(
    passages: Sequence[NotePassages], citations: Sequence[Citation], entries: Sequence[Entry]
) -> dict[str, dict[str, tuple[str, frozenset[str]]]]:
    """By key and variable the word as first printed in full, and the languages that have it.

    Only where the work has the names as they stand beside the word: one like "pod red." asks for a case.
    """
    items = {entry.key: entry.item for entry in entries}
    full: dict[tuple[str, str], dict[int, Citation]] = {}
    for citation in citations:
        if citation.kind is Kind.FULL and citation.key in items:
            full.setdefault((citation.document, citation.note_id), {})[citation.index] = citation
    out: dict[str, dict[str, tuple[str, frozenset[str]]]] = {}
    for note in passages:
        cited = full.get((note.document, note.note_id), {})
        for index, found in by_citation(note, cited).items() if cited else ():
            citation = cited[index]
            for variable, word in found.telling:
                same = items[citation.key].names.get(variable) == citation.item.names.get(variable)
                named = (variable in NAME_VARIABLES and same) or variable in _NUMBERS
                if named and (languages := _languages(word)):
                    out.setdefault(citation.key, {}).setdefault(variable, (_form(word), languages))
    return out


def of_offices(labels: Labels) -> Labels:
    """Those that name another office ("oprac.", "wstęp i red."), and not an editor or translator in other words ("pod
    red.", "под ред."): a style may ask to call those by its own."""
    plain = lexicon().hint("plain_label")
    return {
        key: {
            name: label
            for name, label in own.items()
            if name in NAME_VARIABLES and (two_roles(label[0]) or plain.isdisjoint(words(label[0])))
        }
        for key, own in labels.items()
    }


def _languages(word: str) -> frozenset[str]:
    return frozenset[str]().union(*(lexicon().languages(role, word) for role in _ROLES))


def _form(word: str) -> str:
    """A label without the capital that begins a part of a record: "Oprac."."""
    small = " ".join(f"{word[:1].lower()}{word[1:]}".split())
    return small if small in lexicon().forms(*_ROLES) else " ".join(word.split())
