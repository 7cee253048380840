"""Back-references: which earlier citation "tamże", "dz. cyt.", a short title or a name with a year means; exactly one,
or none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bibtool.citations.citation import KIND, Citation, Kind, Reference
from bibtool.citations.draft import Draft
from bibtool.citations.registry import Cited, Registry, families, first, words
from bibtool.diagnostics.code import Code
from bibtool.items.names import Name
from bibtool.language.folding import plain

# What a citation that names its work in short does not print.
_OWN = frozenset(
    {"URL", "DOI", "ISBN", "publisher", "publisher-place", "container-title", "issue", "volume", "edition",
     "archive_location"}
)  # fmt: skip
# What tells a work, be it ever so little.
_TELLING = _OWN | {"title", "container-title", "archive", "number", "ISSN", "genre", "collection-title"}
# What a work and a short reference to it may both print: volumes of collected works have years and places of their own.
_SHARED = frozenset({"volume", "publisher-place", "part-number"})
# What says where in a work of several volumes the pages are.
_PLACE_IN_WORK = frozenset({"volume", "part-number"})


class Resolved(Struct, frozen=True):
    """How a citation names its work, the work it refers to, and the code of a doubt about that ("" for none)."""

    kind: Kind
    target: Reference | None = None
    doubt: str = ""


def resolve(draft: Draft, registry: Registry, before: Sequence[Citation], in_note: Sequence[Citation]) -> Resolved:
    """What a draft refers to.  ``before`` is the note or part of the note that "tamże" means, ``in_note`` what the
    same note has cited so far; what they do not have is looked for in the reference list."""
    found = _in_notes(draft, registry, before, in_note)
    if (
        registry.listed is None
        or found.target is not None
        or found.kind is KIND.IBID
        or found.doubt == Code.AMBIGUOUS_BACK_REFERENCE
    ):
        return found
    return _in_list(draft, registry.listed, found)


def _in_list(draft: Draft, listed: Registry, found: Resolved) -> Resolved:
    """The one entry of the reference list that a citation names in short, else what was ``found`` in the notes."""
    authors = families(draft.names.get("author") or draft.names.get("editor") or ())
    title = draft.text.get("title", "")
    if found.kind is KIND.FULL:
        dated = draft.undated or bool(draft.dates.keys() - {"accessed"})
        if title and (dated or _OWN & draft.text.keys()):
            return found
        if not title and (not authors or _year(draft) is None or (_OWN & draft.text.keys())):
            return found
    if not title and not authors:
        return found
    candidates = _candidates(draft, listed, authors)
    if len(candidates) == 1:
        return Resolved(KIND.SHORT, candidates[0].place)
    return (
        Resolved(KIND.SHORT, None, Code.AMBIGUOUS_BACK_REFERENCE) if candidates and found.kind is KIND.SHORT else found
    )


def _in_notes(draft: Draft, registry: Registry, before: Sequence[Citation], in_note: Sequence[Citation]) -> Resolved:
    authors = families(draft.names.get("author") or draft.names.get("editor") or ())
    if draft.kind is KIND.IBID:
        return _ibid(authors, registry, before, in_note)
    if draft.kind is not KIND.SHORT and not (draft.names or draft.idem or _TELLING & draft.text.keys()):
        return Resolved(
            KIND.SHORT, None, Code.UNRESOLVED_BACK_REFERENCE
        )  # "s. 45": of a work that the text names, or of none
    if draft.kind is not KIND.SHORT and not _short(draft, registry, authors):
        return Resolved(draft.kind)
    candidates = _candidates(draft, registry, authors)
    if len(candidates) == 1:
        return Resolved(KIND.SHORT, candidates[0].place)
    return Resolved(KIND.SHORT, None, Code.AMBIGUOUS_BACK_REFERENCE if candidates else Code.UNRESOLVED_BACK_REFERENCE)


def _ibid(
    authors: tuple[str, ...], registry: Registry, before: Sequence[Citation], in_note: Sequence[Citation]
) -> Resolved:
    if not before:
        return Resolved(KIND.IBID, None, Code.UNRESOLVED_BACK_REFERENCE)
    if authors:
        # «szerzej A. Lis (tamże, s. 5)»: the author named beside it says whose work it is.
        works = registry.authored(authors)
        if len(works) == 1:
            return Resolved(KIND.IBID, works[0].place)
        return Resolved(KIND.IBID, None, Code.AMBIGUOUS_BACK_REFERENCE if works else Code.UNRESOLVED_BACK_REFERENCE)
    last = before[-1]
    doubt = Code.IBID_AFTER_SEVERAL_CITATIONS if not in_note and last.index > 1 else ""
    return Resolved(KIND.IBID, last.refers_to or last.place, doubt)


def _candidates(draft: Draft, registry: Registry, authors: tuple[str, ...]) -> list[Cited]:
    """The works that a short citation may mean; another initial is another person."""
    found = [work for work in _fitting(draft, registry, authors) if not _other_person(draft, work)]
    container = words(draft.text.get("container-title", ""))
    if not container:
        return found
    if authors:  # "A. Lis, [w:] Rzeki, op. cit.": what she wrote in that volume
        contributed = registry.contributed(draft.text["container-title"], authors)
        return [work for work in found if work in contributed] or found
    # "“Culture”, in: Collins Dictionary, op. cit.": an entry of the same name in another work is another
    alike = [work for work in found if not work.container or work.container == container]
    return alike or (registry.held_by(container) if draft.op_cit else [])


# Letters that transliterations of one initial begin with: Юрий is Iurii, Jurij, Yuri; Евгений is Evgenij, Jevgenij.
_GLIDES = frozenset("eijy")


def _other_person(draft: Draft, work: Cited) -> bool:
    """Whether the first author of a short citation has another initial than the one of that name in a work."""
    cited = next(iter(draft.names.get("author") or draft.names.get("editor") or ()), None)
    if cited is None or not cited.given or not cited.family:
        return False
    family = families((cited,))
    for author in work.authors:
        if author.given and families((author,)) == family:
            # not by their keys, which leave out letters that a spelling may lack: that of "Jan" is "an"
            one, other = plain(cited.given)[:1], plain(author.given)[:1]
            if one == other or (one in _GLIDES and other in _GLIDES):
                return False
            return bool(one and other)
    return False


def _fitting(draft: Draft, registry: Registry, authors: tuple[str, ...]) -> list[Cited]:
    """The works that fit what a short citation prints, initials aside."""
    title = draft.text.get("title", "")
    if draft.pointer and (pointed := registry.in_note(draft.pointer, authors, title)):
        return pointed
    if not title:
        container = "" if draft.op_cit else draft.text.get("container-title", "")
        return registry.contributed(container, authors) if container else registry.dated(authors, _year(draft))
    found = registry.titled(title, authors)
    if not found and not authors:
        found = registry.called(title)
    if not found and authors:
        found = registry.holding(title, authors) or registry.abridged(title, authors)
    if len(found) > 1 and _year(draft) is not None:
        found = [c for c in found if c.year == _year(draft)] or found
    if not found and draft.op_cit:
        found = registry.authored(authors)
    return found


def _year(draft: Draft) -> int | None:
    issued = draft.dates.get("issued")
    return issued.year if issued else None


def _short(draft: Draft, registry: Registry, authors: Sequence[str]) -> bool:
    """Whether a citation names its work in short: no data of its own, and an ellipsis or a title known before."""
    title = draft.text.get("title", "")
    own = _OWN & draft.text.keys()
    dated = draft.undated or bool(draft.dates.keys() - {"accessed"})
    if authors and not dated and own - _SHARED == {"container-title"}:
        return _contributed(draft, title, registry, authors)
    if not title or (own - _SHARED):
        return False
    if draft.locator and not dated and own and own <= _PLACE_IN_WORK and len(registry.titled(title, authors)) == 1:
        return True  # "A. Lis, Rzeki, t. 2, s. 77", cited in full before
    if own or dated:
        return _repeated(draft, title, registry, authors)
    if draft.clipped or registry.titled(title, authors) or registry.called(title):
        return True
    if authors and registry.abridged(title, authors):
        return True
    if draft.type == "document" and authors:
        return _first_words(title, registry, authors)
    return bool(draft.locator) and not draft.manuscript and not draft.type


def _first_words(title: str, registry: Registry, authors: Sequence[str]) -> bool:
    """Whether a document is named by its first words alone, with which the title of one cited before ends: "Familiaris
    consortio" for "Adhortacja apostolska Familiaris consortio"."""
    found, held = words(title), registry.holding(title, authors)
    return len(held) == 1 and held[0].words[-len(found) :] == found


def _contributed(draft: Draft, title: str, registry: Registry, authors: Sequence[str]) -> bool:
    """Whether a citation names what somebody wrote in a work by that work alone, or by the beginning of its title and
    that work, which has been cited before: "A. Lis, [w:] Rzeki…, s. 12"."""
    found = registry.contributed(draft.text["container-title"], authors)
    if title:
        return any(work in found for work in registry.titled(title, authors))
    return bool(found) or draft.clipped


def _repeated(draft: Draft, title: str, registry: Registry, authors: Sequence[str]) -> bool:
    """Whether a citation with a place, volume or year repeats one: by an abbreviation ("ПСС, т. 5, М., 1953"), a title
    that is cut, or family names alone before the beginning of a title, of one work of that year."""
    if not authors:
        return len(registry.called(title)) == 1
    bare = not any(name.given or name.literal for name in draft.names.get("author", ()))
    if not (draft.clipped or bare or "." in title):
        return False
    found = registry.titled(title, authors)
    year = _year(draft)
    if not found:
        found = registry.abridged(title, authors) if "." in title else []
    return len(found) == 1 and (year is None or found[0].year in {None, year})


def the_same(last: Citation, registry: Registry) -> tuple[Name, ...]:
    """Who "tenże" is: the authors of the citation before, its editors where they stand first, or the authors of the
    work that it refers to."""
    names = last.item.names.get("author", ())
    editors = last.fields.get("editor")
    if not names and editors is not None and editors.spans and editors.spans[0][0] == last.spans[0][0]:
        names = last.item.names.get("editor", ())
    if not names and last.refers_to is not None and (work := registry.at(last.refers_to)) is not None:
        names = work.authors
    return names


__all__ = ["Cited", "Registry", "Resolved", "families", "first", "resolve", "the_same", "words"]
