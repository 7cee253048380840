"""Parts to fields: who had a hand in it goes first, then each family deals out title, container and imprint."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.fields.work_type import said_thesis
from bibtool.citations.names import roles
from bibtool.citations.names.persons import person_list
from bibtool.citations.readings import contributors, gost
from bibtool.citations.readings.imprint import place_and_printer
from bibtool.citations.readings.listed import listed
from bibtool.citations.readings.parts import FAMILY, Family, Part
from bibtool.citations.readings.shelf_parts import shelfmarks
from bibtool.citations.readings.within import within
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, KIND, Kind
from bibtool.language.phrases import Forms

#: The rule of a publisher that stands behind the words for a thesis.
UNIVERSITY = "university"
#: The rule of authors that GOST names behind the title and its slash.
AFTER_SLASH = "names-after-slash"


def assemble(draft: Draft, text: str, parts: list[Part], kind: Family) -> None:
    """Fill a draft from the parts that follow its names."""
    parts = _titles_years(text, _without_roles(draft, text, parts))
    inside = slashes = None
    for index, part in enumerate(parts):
        if part.anchors:
            details.take(draft, text, part.anchors)
            inside = index if inside is None and part.has(KIND.IN) else inside
        if slashes is None and part.separator == "//":
            slashes = index
    if inside is not None:
        within(draft, text, parts, inside, kind)
    elif slashes is not None:
        gost.slashes(draft, text, parts, slashes)
    elif kind is FAMILY.GOST:
        gost.plain(draft, text, parts)
    else:
        listed(draft, text, parts, kind)
    _date(draft, parts)


def _titles_years(text: str, parts: list[Part]) -> list[Part]:
    """The parts, with the years that end a title given back to it: those of the first part where a later one is
    dated, and those after more words than a place or publisher has."""
    out: list[Part] = []
    last_seen, last_dated = _last(parts)
    headed = False
    for index, part in enumerate(parts):
        head = part.head
        first = part.separator == "//" or not headed
        headed = headed or head is not None
        dated = part.anchors and part.anchors[0].kind in DATES
        if head is None or not dated or fields.unquoted(text, *head):
            out.append(part)
            continue
        words = text[slice(*head)].split()
        if (
            (first and index < last_seen)
            or index < last_dated
            or (
                len(words) > 4
                and not hints.place(text[slice(*head)])
                and ":" not in text[slice(*head)]
                and place_and_printer(text, *head) is None
            )
        ):
            anchors = part.anchors[1:]
            end = part.anchors[0].end
            rest = ((head[0], end), *part.rest[1:])
            out.append(Part(part.start, part.end, part.separator, anchors, rest))
        else:
            out.append(part)
    return out


def _last(parts: Sequence[Part]) -> tuple[int, int]:
    """The last of some parts that has a date, be it that of access, and the last that has one of the work; -1 for
    none."""
    seen = dated = -1
    for index, part in enumerate(parts):
        for anchor in part.anchors:
            if anchor.kind in _DATING:
                seen = dated = index
            elif anchor.kind is KIND.ACCESSED:
                seen = index
    return seen, dated


_DATING = DATES | {Kind.IMPRINT}


@cache
def _said() -> Forms:
    """What a part may begin with that says what a work is or where it is kept."""
    return hints.forms("thesis", "shelfmark", "manuscript")


def _without_roles(draft: Draft, text: str, parts: list[Part]) -> list[Part]:
    """The parts that are no editors, translators and the like; those go into the draft."""
    kept: list[Part] = []
    open_role = ""
    thesis = slashed = False
    roled = roles.may_stand(text)
    for part in parts:
        slashed = part.separator == "/" or (slashed and part.separator == ";")
        head = part.head
        if thesis and part.bare and head is not None and hints.has(text[slice(*head)], "organisation"):
            fields.publisher(draft, text, *head, UNIVERSITY)
            continue
        thesis = False
        if head is None:
            open_role = ""
            kept.append(part)
            continue
        at = part.start if text[part.start] in "([" else head[0]
        found = roles.role_at(text, at, part.end) if roled else None
        if found and (kept or draft.names) and _is_role(text, at, found[1], head[1], bool(kept)):
            contributors.put(draft, text, at, head[1])
            open_role = found[0]
            kept += _figures(part)
            continue
        if open_role and part.bare:
            names = person_list(text, head[0], head[1] + text.startswith(".", head[1]))
            if names and names.end >= head[1] - 1 and names.form in {"initials-first", "family-first"}:
                draft.put_names(open_role, list(names.names), list(names.spans), f"{open_role}-role")
                contributors.cut_short(draft, open_role, names)
                continue
        open_role = ""
        said = kept and _said().may_begin(text, *head)
        if said and (match := hints.starts_with(text[head[0] : head[1]], "thesis")):
            at = _university(draft, text, head[0] + match.end(), head[1])
            draft.put("genre", text[head[0] : at], (head[0], at), "thesis-words")
            kept += _figures(part)
            thesis = True
            continue
        # "/ Ф. Лисин": the mark of a fund without a number is an initial
        if said and hints.starts_with(text[slice(*head)], "shelfmark") and shelfmarks(text, *head):
            draft.manuscript = True
            draft.put("archive_location", text[slice(*head)], head, "shelfmark")
            kept += _figures(part)
            continue
        if (
            said
            and (match := hints.starts_with(text[head[0] : head[1] + 1], "manuscript"))
            and not _counted(text, head, parts)
        ):
            draft.manuscript = True
            if match.end() < head[1] - head[0] - 1:
                fields.put_archive(draft, text, *head)
            else:
                draft.put("genre", text[slice(*head)], head, "manuscript-words")
            kept += _figures(part)
            continue
        if kept and details.is_remark(text, head):
            kept += _figures(part)
            continue
        if slashed and part.bare:
            _responsibility(draft, text, parts[0].start, part)
            continue
        kept.append(part)
    return kept


def _university(draft: Draft, text: str, at: int, end: int) -> int:
    """Put the university right behind the words for a thesis, "Diss. Univ. Bremen", "Diss., Univ. Bremen", into the
    draft; where those end."""
    start = at
    while text[start : start + 1] in {" ", ","}:
        start += 1
    if not hints.has(text[start:end].partition(" ")[0], "organisation"):
        return end
    fields.publisher(draft, text, start, end, UNIVERSITY)
    return at


def university_begins(text: str, start: int, at: int) -> int:
    """The space before the name of a university, whose word for one follows the space at ``at``: ", Freie Universität
    Berlin", ", Harvard University"."""
    comma = text.rfind(", ", start, at + 1)
    words = text[comma + 2 : at].split()
    return comma + 1 if comma > 0 and all(word[0].isupper() for word in words) else at


def _counted(text: str, head: tuple[int, int], parts: Sequence[Part]) -> bool:
    """Whether "Archiwum …" is a periodical: in capitals, and volumes of it are counted."""
    return text[head[0]].isupper() and " " in text[slice(*head)] and any(p.has(KIND.VOLUME, KIND.ISSUE) for p in parts)


def _figures(part: Part) -> list[Part]:
    """What is left of a part whose text is read: its anchors, where it has any."""
    if not part.anchors:
        return []
    return [Part(part.anchors[0].start, part.end, part.separator, part.anchors, part.rest[1:])]


def _is_role(text: str, start: int, at: int, end: int, after_title: bool) -> bool:
    """Whether a role word is one: a name follows it, or it is an abbreviation after the title ("oprac. zbiorowe")."""
    names = person_list(text, at, end, closed=False)
    if names is not None:
        return True
    return after_title and ("." in text[start:at] or ":" in text[start:at])


def _responsibility(draft: Draft, text: str, start: int, part: Part) -> None:
    """A statement behind GOST's slash: the full list of the authors, or a body, which is the university of a thesis;
    ``start`` is where the title begins."""
    span = part.start, part.end
    stop = part.end + text.startswith(".", part.end)  # that of "та ін." may end the statement
    names = person_list(text, part.start, stop) if part.separator == "/" else None
    if names is None:
        if text[part.start].isupper() and said_thesis().search(text, start, part.start) is not None:
            fields.publisher(draft, text, *span, UNIVERSITY)
        return
    families = {n.family for n in names.names}
    known = draft.names.get("author")
    if known and families <= {n.family for n in known}:
        draft.values["author"].spans += names.spans  # the same names once more
    elif known is None:
        draft.put_names("author", list(names.names), list(names.spans), AFTER_SLASH)
    elif {n.family for n in known} <= families and len(names.names) > len(known):
        draft.names["author"] = list(names.names)
        draft.values["author"] = Value([*draft.values["author"].spans, *names.spans], AFTER_SLASH)
    else:
        return
    contributors.cut_short(draft, "author", names)


def _date(draft: Draft, parts: Sequence[Part]) -> None:
    anchor = details.best_date([a for part in parts for a in part.anchors])
    if anchor is not None:
        details.issued(draft, anchor)
