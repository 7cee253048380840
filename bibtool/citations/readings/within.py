"""Chapters: Title [w:] names, container, imprint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import put as fields
from bibtool.citations.names import roles
from bibtool.citations.names.marked import Marked, edited, families_at
from bibtool.citations.names.persons import SURE, NameList, attested, person_list
from bibtool.citations.readings.listed import listed
from bibtool.citations.readings.parts import Family, Part, dated_head, trim
from bibtool.citations.readings.shelf_parts import shelfmarks
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import KIND, Anchor
from bibtool.citations.scan.locators import PLACE_IN_TEXT
from bibtool.citations.scan.shapes import PLACE
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import UPPER
from bibtool.text.patterns import regex

# The rules of names that what stands behind them tells.
EDITED = "names-edited"
BESIDE_IDEM = "names-beside-idem"  # with those of the one named before still to come
CONTRIBUTOR = "names-contributor"
_ACRONYM = regex(rf"[{UPPER}][^\W\d_]?[{UPPER}][^\W\d_]{{0,4}}\s[0-9]")  # "AKG 75"
# What may stand behind the names of a container's authors or editors.
_BEHIND = ",.: ("


def within(draft: Draft, text: str, parts: list[Part], index: int, kind: Family) -> None:
    """Title [w:] names, container, imprint."""
    mark = next(a for a in parts[index].anchors if a.kind is KIND.IN)
    left = parts[:index]
    start = left[0].start if left else parts[index].start
    if start < mark.start:
        fields.title(draft, text, start, mark.start, "title-before-in")
    right: list[Part] = []
    at, end = mark.end, parts[-1].end
    tail = parts[index]
    rest = tuple(r for r in tail.rest if r[0] >= mark.end)
    anchors = tuple(a for a in tail.anchors if a.start >= mark.end)
    if rest or anchors:
        first = min([rest[0][0]] if rest else [anchors[0].start])
        right.append(Part(first, tail.end, "", anchors, rest))
    right += parts[index + 1 :]
    if right and right[0].has(KIND.IDEM):
        idem = right[0].anchors[0]
        draft.values["container-author"] = Value([(idem.start, idem.end)], "idem", inferred=True)
        draft.names["container-author"] = list(draft.names.get("author", []))
        marked = edited_beside(text, idem.end, end)
        stop = roles.editors_after(text, idem.end, end)
        if marked is not None:  # "in: ders./Kirch (Hrsg.), Handbuch"
            draft.put_names("editor", list(marked.names), list(marked.spans), EDITED)
            stop = marked.end
        right = _from(text, right, stop) if stop > idem.end or right[0].rest else right[1:]
    elif right and (marked := _edited(text, right[0].start, end)) is not None:
        draft.put_names("editor", list(marked.names), list(marked.spans), EDITED)
        if marked.et_al:
            draft.others("editor")
        right = _from(text, right, marked.end)
    elif right:
        names = person_list(text, right[0].start, end)
        if names and names.end < end and text[names.end : names.end + 1] in _BEHIND:
            stop = roles.editors_after(text, names.end, end)
        if (
            names
            and names.end < end
            and text[names.end : names.end + 1] in _BEHIND
            and (attested(text, names) or (stop > names.end and text[stop - 1] in ")]"))
        ):
            variable = "editor" if stop > names.end else "container-author"
            draft.put_names(variable, list(names.names), list(names.spans), f"names-{names.form}")
            right = _from(text, right, stop)
    if not right:
        return
    inner = Draft(at, end, dated_first=draft.dated_first)
    listed(inner, text, right, kind, book=True)
    place = inner.values.get("title") or inner.values.get("container-title")
    name = inner.text.get("title") or inner.text.get("container-title")
    if place and name:
        # "[dalej KS]": what the container will be called from here on.
        name, span = _hereafter(name, place.spans[0])
        number = re.search(r",?\s([0-9]{1,3})\Z", name)
        if number and "volume" not in draft.text and (hints.has(name, "journal", "newspaper") or _ACRONYM.match(name)):
            # "in: Sborník historický 12, 1999"
            at_number = span[0] + number.start(1)
            draft.put("volume", number.group(1), (at_number, span[1]), "volume-after-container")
            name, span = name[: number.start()], (span[0], span[0] + number.start())
        draft.put("container-title", name, span, "container-after-in")
        draft.clipped = draft.clipped or inner.clipped
        marks = shelfmarks(text, span[1], place.spans[0][1])
        if marks:
            shelf = (marks[0].start(), marks[-1].end())
            draft.put("archive_location", text[slice(*shelf)], shelf, "shelfmark")
    for variable in ("publisher", "publisher-place"):
        if variable in inner.text:
            draft.put(variable, inner.text[variable], inner.values[variable].spans[0], inner.values[variable].rule)


def same_edits(draft: Draft, text: str) -> None:
    """Make whom a word means again an editor where one is meant: "in: Ders. (Hg.), Flüsse", "in: Dies./Kirch (Hg.)"."""
    value = draft.values.get("container-author")
    if value is None:
        return
    names = draft.names.get("container-author")
    author = draft.values.get("author")
    again = author is not None and author.rule == "idem"  # "Tenże, Title, w: tenże, J. Kos (red.)": not known yet
    if not (names or again) or value.rule != "idem" or len(value.spans) != 1:
        return
    at = value.spans[0][1]
    joined = _joined().match(text, at, draft.end)
    behind = at if joined is None else joined.end()
    if roles.editors_after(text, at, draft.end) == at and (joined is None or _editors(text, behind, draft.end) is None):
        return
    draft.names.pop("container-author", None)
    draft.values.pop("container-author")
    others = draft.values.get("editor")
    if others is None:
        draft.names["editor"], draft.values["editor"] = names or [], replace(value)
    else:
        draft.names["editor"] = [*(names or []), *draft.names["editor"]]
        others.spans[:0] = value.spans
        others.rule = others.rule if names else BESIDE_IDEM


def named_beside(draft: Draft, text: str) -> None:
    """Keep the names that were found behind a word for the one named before: "ders./Kirch, Deiche".  A word that
    nothing joins to it is the title, where there is no other: "— Brody, w: Rzeki"."""
    again = [row for row in draft.values.items() if row[1].rule == "idem" and len(row[1].spans) != 1]
    for variable, value in again:
        joined = _joined().fullmatch(text, value.spans[0][1], value.spans[1][0])
        if joined is None and len(value.spans) == 2 and "title" not in draft.values:
            span = value.spans.pop()
            draft.names.pop(variable, None)
            draft.put("title", text[slice(*span)], span, "title-first")
        else:
            value.rule = BESIDE_IDEM


@cache
def _joined() -> re.Pattern[str]:
    joiner = lexicon().alternation("and")
    return compiled(rf"\s?(?:[/,&;–—-](?:\s{joiner}(?=\s))?|{joiner})\s?")


def edits_again(draft: Draft, text: str, anchors: Sequence[Anchor]) -> None:
    """Put whom a word behind the label of editors means again into a draft: "red. tenże", "ed. idem and Jane Kirch",
    "red. J. Kos, tenże"."""
    author = draft.values.get("author")
    for anchor in anchors if author is not None else ():
        if anchor.kind is not KIND.IDEM:
            continue
        taken = (span for value in draft.values.values() for span in value.spans)
        if any(lo < anchor.end and anchor.start < hi for lo, hi in taken):
            continue
        others = draft.values.get("editor")
        if _label_of_editors().search(text, max(draft.start, anchor.start - _LABEL), anchor.start) is not None:
            joined = _joined().match(text, anchor.end, draft.end)
            if others is None and joined is not None:
                _further(draft, text, joined.end())
        elif others is None or _joined().fullmatch(text, others.spans[-1][1], anchor.start) is None:
            continue
        at, known = (anchor.start, anchor.end), draft.names.get("author", [])
        others = draft.values.get("editor")
        if others is None:
            draft.names["editor"] = list(known)
            draft.values["editor"] = Value([at], EDITED if known else BESIDE_IDEM, inferred=True)
            continue
        first = at < others.spans[0]
        if not first and not known:  # who it is comes before the others once it is known
            continue
        edited_by = draft.names["editor"]
        draft.names["editor"] = [*known, *edited_by] if first else [*edited_by, *known]
        others.spans = sorted([at, *others.spans])
        others.rule = others.rule if known else BESIDE_IDEM


def _further(draft: Draft, text: str, at: int) -> None:
    """Put the editors at a place into a draft, if they are names beyond doubt and nothing else has their letters."""
    names = person_list(text, at, draft.end, closed=False)
    if names is None or not attested(text, names):
        return
    taken = (span for value in draft.values.values() for span in value.spans)
    if not any(lo < names.end and at < hi for lo, hi in taken):
        draft.put_names("editor", list(names.names), list(names.spans), "editor-role")


_LABEL = 24  # letters of a label


@cache
def _label_of_editors() -> re.Pattern[str]:
    return compiled(rf"{lexicon().alternation('role_editor')}\s?\Z")


def edited_beside(text: str, at: int, end: int) -> Marked | None:
    """The names behind a word for the one named before, with whom that one edits: "ders./Kirch (Hg.)", "tenże,
    J. Kos (red.)"."""
    joined = _joined().match(text, at, end)
    return edited(text, joined.end(), end) if joined is not None else None


def same_named(draft: Draft, text: str, start: int, stop: int, end: int) -> int:
    """Put whom a word at the head of a citation means again, ``text[start:stop]``, into a draft: its author, or its
    editor: "ders. (Hg.), Brunnen", "ders./Kirch (Hg.), Brunnen"; where that ends."""
    beside = edited_beside(text, stop, end)
    if beside is not None:
        draft.put_names("editor", list(beside.names), [(start, stop), *beside.spans], BESIDE_IDEM)
        return beside.end
    at = roles.editors_after(text, stop, end)
    others = _authors_beside(text, stop, end) if at == stop else None
    if others is not None:
        draft.put_names("author", list(others.names), [(start, stop), *others.spans], BESIDE_IDEM)
        if others.et_al:
            draft.others("author")
        return others.end
    more = _et_al().match(text, stop, end) if at == stop else None
    if more is not None:  # "tenże i in., Tratwy"
        draft.values["author"] = Value([(start, stop)], BESIDE_IDEM, inferred=True)
        draft.others("author")
        return more.end()
    draft.values["author" if at == stop else "editor"] = Value([(start, stop)], "idem", inferred=True)
    return at


def beside(text: str, at: int, end: int) -> int:
    """Where ends what stands behind a word or dashes for the one named before: with whom that one writes or edits, and
    the word for editors; ``at`` where there is neither."""
    marked = edited_beside(text, at, end)
    if marked is not None:
        return marked.end
    stop = roles.editors_after(text, at, end)
    others = _authors_beside(text, at, end) if stop == at else None
    more = _et_al().match(text, at, end)
    return others.end if others is not None else more.end() if more is not None else stop


def _authors_beside(text: str, at: int, end: int) -> NameList | None:
    """The names behind a word for the one named before, who wrote with that one: "tenże, J. Kos, Jazy", "ders./Ute
    Kirch: Wehre".

    Behind a comma a name may be a title ("tenże, Jan Kos, Łowicz 1990"): it has initials, and something follows it that
    can be the title.
    """
    joined = _joined().match(text, at, end)
    if joined is None:
        return None
    dated = person_list(text, joined.end(), end, closed=False)
    if dated is not None and attested(text, dated) and dated_head(text, dated.end, end) is not None:
        return dated  # "———, Paul Dunne, and Ann Otter. 2006. Weirs"
    names = person_list(text, joined.end(), end)
    if names is None or not attested(text, names):
        return None
    if joined.group().strip() not in _LOOSE or names.form == "family-first":
        return names
    several = len(names.names) > 1 and names.form == "given-first"  # "ders., Ute Kirch und Karl Otter, Wehre"
    if not (names.form in SURE or several) or not text.startswith(", ", names.end):
        return None
    place = _PLACE.match(text, names.end + 2, end)
    return None if place is not None and hints.known_place(place.group()) else names


@cache
def _et_al() -> re.Pattern[str]:
    return compiled(rf",?\s{lexicon().alternation('et_al')}(?=[,:.]?\s)")


_LOOSE = frozenset({",", ";", "–", "—", "-"})
_PLACE = regex(rf"{PLACE}(?=,? \(?[0-9]{{4}})")


def _editors(text: str, at: int, end: int) -> int | None:
    """Where the editors at a place end, with the word for them."""
    marked = edited(text, at, end)
    if marked is not None:
        return marked.end
    names = person_list(text, at, end)
    stop = roles.editors_after(text, names.end, end) if names is not None else at
    return stop if names is not None and stop > names.end else None


def contributor(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> tuple[int, int] | None:
    """Where the family names stand of who wrote what has no title, in a commentary, a collection or a volume in
    somebody's honour: "Palm, in: Erman, BGB, § 134 Rn. 12", "Simmer, in: FS Kelsing, 1971, S. 4"."""
    stop = families_at(text, start, end)
    inside = next((a for a in anchors if a.kind is KIND.IN), None)
    if stop == start or inside is None or inside.start < stop or text[stop : inside.start].strip(" ,"):
        return None
    work = text[inside.end : end].lstrip()
    marked = edited(text, end - len(work), end)
    told = (
        hints.starts_with(work, "honouring") is not None
        or (marked is not None and not hints.has(work, "reference_work"))
        or any(a.rule in _OF_COMMENTARY for a in anchors)
    )
    return (start, stop) if told and not hints.known_place(text[start:stop]) else None


_OF_COMMENTARY = frozenset({"paragraph-label", "section-label", PLACE_IN_TEXT})


def _edited(text: str, at: int, end: int) -> Marked | None:
    """Editors whom a word in brackets tells where nothing else does: "in: Grimmer (Hrsg.), Staatsaufgaben"."""
    names = person_list(text, at, end)
    if names is not None and (attested(text, names) or roles.editors_after(text, names.end, end) > names.end):
        return None
    return edited(text, at, end)


def _hereafter(name: str, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    match = re.search(r"\s?\[[^\[\]]+\].*\Z", name) or _marked(name)
    if match and match.start() > 2:
        kept = name[: match.start()].rstrip(" ,.;")
        return kept, (span[0], span[0] + len(kept))
    return name, span


def _marked(name: str) -> re.Match[str] | None:
    """The marks of a shelf at the end of a container's name."""
    marks = shelfmarks(name, 0, len(name))
    return re.compile(r".*\Z").match(name, marks[0].start()) if marks else None


def _from(text: str, parts: list[Part], at: int) -> list[Part]:
    """The parts from a position on; the one that it cuts begins there."""
    out: list[Part] = []
    for part in parts:
        if part.end <= at:
            continue
        if part.start >= at:
            out.append(part)
            continue
        rest = tuple((max(s, at), e) for s, e in part.rest if e > at)
        rest = tuple(t for t in (trim(text, *r) for r in rest) if t[0] < t[1])
        anchors = tuple(a for a in part.anchors if a.start >= at)
        if rest or anchors:
            first = min([rest[0][0]] if rest else [anchors[0].start])
            out.append(Part(first, part.end, part.separator, anchors, rest))
    return out
