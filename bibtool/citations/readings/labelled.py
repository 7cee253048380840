"""The labels of a citation's pieces to the values of a draft."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bibtool.citations.draft import EDITOR_LABEL, NO_AUTHOR, Draft, Value
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.names.roles import editors_after
from bibtool.citations.names.run import run
from bibtool.citations.readings import contributors
from bibtool.citations.readings.assemble import UNIVERSITY
from bibtool.citations.readings.label import LABEL, Label
from bibtool.citations.readings.peeled import PLACE_OF_THESIS, settle
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import KIND, Anchor, Kind, between
from bibtool.citations.scan.numbers import NEW_SERIES
from bibtool.citations.scan.pieces import FORM, Piece
from bibtool.citations.scan.shapes import YEAR_SUFFIX
from bibtool.items.names import Name
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_NUMBERS = {Label.VOLUME: "volume", Label.ISSUE: "issue"}
_OWN_KINDS = {
    Label.VOLUME: {Kind.VOLUME, Kind.PART},
    Label.ISSUE: {Kind.ISSUE},
    Label.PAGES: {Kind.PAGES, Kind.FOLIO, Kind.CHAPTER},
}
# What says of itself what it is, whatever label it has.
_SELF_TOLD = frozenset(
    {
        Kind.URL,
        Kind.DOI,
        Kind.ISBN,
        Kind.ISSN,
        Kind.EXTENT,
        Kind.EDITION,
        Kind.VOLUMES,
        Kind.NO_YEAR,
        Kind.ACCESSED,
        Kind.SERIES,
    }
)
_LOCATORS = frozenset({Kind.CHAPTER, Kind.FOLIO})  # where no pages are named
_NAMES = {
    Label.AUTHOR: "author", Label.CONTAINER_AUTHOR: "container-author", Label.EDITOR: "editor",
    Label.TRANSLATOR: "translator",
}  # fmt: skip

Run = tuple[Label, int, int]  # pieces [first, last]


def runs(labels: Sequence[Label]) -> list[Run]:
    """Neighbouring pieces of one label."""
    out: list[Run] = []
    for index, label in enumerate(labels):
        if out and out[-1][0] is label:
            out[-1] = (label, out[-1][1], index)
        else:
            out.append((label, index, index))
    return out


def deal(draft: Draft, text: str, found: Sequence[Piece], labels: Sequence[Label]) -> None:
    """Put what the labels say into a draft."""
    done: set[Label] = set()
    for label, first, last in runs(labels):
        span = _span(text, found[first].start, found[last].end)
        group = found[first : last + 1]
        if label in _NAMES:
            _persons(draft, text, found, first, last, label)
        elif label is LABEL.TITLE and label not in done:
            fields.title(draft, text, *span, "title-labelled")
        elif label is LABEL.CONTAINER and label not in done:
            _container(draft, text, found, first, span)
        elif label is LABEL.PLACE and label not in done:
            fields.place(draft, text, *span, "place-labelled")
        elif label is LABEL.PUBLISHER and label not in done:
            fields.publisher(draft, text, *span, "publisher-labelled")
        elif label in {LABEL.VOLUME, LABEL.ISSUE, LABEL.PAGES}:
            _numbers(draft, text, group, label)
        elif label in {LABEL.ISSUED, LABEL.ACCESSED}:
            _dates(draft, text, group, label)
        elif label is LABEL.PROSE:
            draft.comments.append(span)
        elif label is LABEL.OTHER:
            _others(draft, text, found, first, last)
        done.add(label)
        details.take(draft, text, [p.anchor for p in group if p.anchor is not None and p.anchor.kind in _SELF_TOLD])
    if not draft.locator:
        places = [p.anchor for p in found if p.anchor is not None and _is_place(p.anchor)]
        details.take(draft, text, places[:1])


def _is_place(anchor: Anchor) -> bool:
    """Whether an anchor says of itself where in a work something stands: a chapter, a leaf, pages with their label."""
    return anchor.kind in _LOCATORS or (anchor.kind is KIND.PAGES and anchor.rule == "page-label")


def redealt(
    rules: Draft, text: str, found: Sequence[Piece], labels: Sequence[Label], anchors: Sequence[Anchor]
) -> Draft:
    """A draft of some labels, with what stands before the pieces taken from that of the rules."""
    draft = Draft(rules.start, rules.end, signal=rules.signal, idem=rules.idem)
    for name in ("signal", "author", "editor"):
        value = rules.values.get(name)
        if value is not None and value.spans and all(stop <= found[0].start for _, stop in value.spans):
            draft.values[name] = Value([*value.spans], value.rule, value.inferred)
            if name in rules.names:
                draft.names[name] = list(rules.names[name])
    for name in ("issued", "original-date"):  # "(1998a)", "(1972 [1921])": what stands there is no question
        value = rules.values.get(name)
        if value is not None and value.rule == "date-after-names":
            draft.put_date(name, rules.dates[name], value.spans[0], value.rule)
    letter = rules.values.get(YEAR_SUFFIX)
    if letter is not None and letter.rule == "date-after-names":
        draft.custom[YEAR_SUFFIX] = rules.custom[YEAR_SUFFIX]
        draft.values[YEAR_SUFFIX] = Value(list(letter.spans), letter.rule)
    if rules.dated_first and rules.undated and "no-date" in rules.values:
        draft.undated, draft.dated_first = True, True
        draft.state("no-date", rules.values["no-date"].spans[0])
    for name in ("citation-label", NO_AUTHOR, EDITOR_LABEL):
        if name in rules.values:
            draft.state(name, rules.values[name].spans[0])
    genre = rules.values.get("genre")
    if genre is None or genre.rule != "thesis-words":
        deal(draft, text, found, labels)
        details.take(draft, text, [a for a in between(anchors, found[0].start, draft.end) if a.rule == NEW_SERIES])
        details.trailing(draft, text, anchors, draft.end)
        settle(draft, text)
        return draft
    # "rozprawa doktorska napisana pod kierunkiem prof. A. Klona": what kind of thesis it is holds no editor
    start, end = genre.spans[0]
    draft.put("genre", rules.text["genre"], (start, end), genre.rule)
    for variable, rule in (("publisher", UNIVERSITY), ("publisher-place", PLACE_OF_THESIS)):
        value = rules.values.get(variable)
        if value is not None and value.rule == rule:
            draft.put(variable, rules.text[variable], value.spans[0], rule)
            # "rozprawa doktorska UMCS Lublin" is one piece
            end = max(end, value.spans[0][1]) if text[end : value.spans[0][0]].isspace() else end
    outside = [
        (piece, label)
        for piece, label in zip(found, labels, strict=True)
        if not start <= piece.start < piece.end <= end
    ]
    deal(draft, text, [piece for piece, _ in outside], [label for _, label in outside])
    settle(draft, text)
    return draft


_COUNTED = {"volume": Label.VOLUME, "issue": Label.ISSUE, "locator": Label.PAGES}


def lacks(values: Mapping[str, str], labels: Sequence[Label], found: Sequence[Piece]) -> bool:
    """Whether a draft that these labels are dealt into has no volume, issue or locator where ``values`` have one: only
    pieces with their label give them, and what says of itself where something stands a locator."""
    missing = [name for name, label in _COUNTED.items() if name in values and label not in labels]
    if missing == ["locator"]:
        return not any(piece.anchor is not None and _is_place(piece.anchor) for piece in found)
    return bool(missing)


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the closing bracket of one that it opens, the opening one of what it closes, and the question or
    exclamation mark or ellipsis that ends it."""
    while text[end : end + 1] in {"?", "!", "…"} or text[end : end + 2] == "..":
        end += 1
    inside = text[start:end]
    for opening, closing in ("()", "[]"):
        opened = inside.count(opening) - inside.count(closing)
        if opened > 0 and text[end : end + 1] == closing:
            end += 1
        elif opened < 0 and text[start - 1 : start] == opening:
            start -= 1
    return start, end


def _container(draft: Draft, text: str, found: Sequence[Piece], first: int, span: tuple[int, int]) -> None:
    start, end = span
    before = found[first - 1] if first else None
    within = any(p.anchor is not None and p.anchor.kind is KIND.IN for p in found[:first])
    led = hints.starts_with(text[start:end], "in")
    if led and text[start + led.end() : end].strip(" :"):
        within, start = True, start + led.end()
    rule = "container-after-slashes" if found[first].before == "//" else "container-labelled"
    if within and not (before is not None and before.before == "//"):
        rule = "container-after-in"
    fields.container(draft, text, start, end, rule)


# What a name ends in that no full stop belongs to: letters alone, or a word of some length.
_WHOLE_WORD = regex(rf"(?:(?<!\w){CAPITAL}{{2,}}|[^\W\d_]{{7,}})\Z")


def _persons(draft: Draft, text: str, found: Sequence[Piece], first: int, last: int, label: Label) -> None:
    """The names of a run, in the role that a word before or after them gives."""
    variable = _NAMES[label]
    role = _role(found, first, last)
    if role and label in {LABEL.EDITOR, LABEL.TRANSLATOR}:
        variable = role
    stop = found[last].end
    if _WHOLE_WORD.search(text, found[first].start, stop) is None:  # "Институт истории РАН."
        stop += text.startswith(".", stop)
    persons = run(text, found[first].start, _span(text, found[first].start, stop)[1])  # "Dupont (J.) et Lis (A.)"
    if variable in {"author", "editor"} and found[first].before == "/":
        known = draft.names.get("author", [])
        again = [name for name in persons.names if _again(name, known)]
        if again and len(again) == len(persons.names):  # "Ковальчук Н. … / Наталя Ковальчук": the same once more
            draft.values["author"].spans += persons.spans
            return
        if (
            variable == "author" and again and all(_again(name, persons.names) for name in known)
        ):  # "Лис А. … / А. Лис, О. Коваль": all of them
            draft.names["author"] = []
            persons = replace(persons, names=tuple(_fuller(name, known) for name in persons.names))
    draft.put_names(variable, list(persons.names), list(persons.spans), "names-labelled")
    if persons.et_al or _more(text, found, last):
        draft.others(variable)


def _again(name: Name, known: Sequence[Name]) -> bool:
    """Whether a person is one of those that are known, perhaps with a given name in full."""
    return any(name.family == other.family and name.given[:1] == other.given[:1] for other in known)


def _fuller(name: Name, known: Sequence[Name]) -> Name:
    """A name, or the same person's with the given name in more letters."""
    return max((name, *(other for other in known if _again(name, [other]))), key=lambda other: len(other.given))


def _more(text: str, found: Sequence[Piece], last: int) -> bool:
    """Whether the piece after a list of names says that there are more."""
    after = found[last + 1] if last + 1 < len(found) else None
    return after is not None and hints.starts_with(text[after.start : after.end], "et_al") is not None


def _role(found: Sequence[Piece], first: int, last: int) -> str:
    if first and found[first - 1].form is FORM.ROLE:
        return found[first - 1].role
    if last + 1 < len(found) and found[last + 1].form is FORM.ROLE:
        return found[last + 1].role
    return ""


def _numbers(draft: Draft, text: str, group: Sequence[Piece], label: Label) -> None:
    for piece in group:
        anchor = piece.anchor
        if anchor is not None and anchor.kind in _OWN_KINDS[label]:
            details.take(draft, text, [anchor])
            continue
        start, end = (anchor.value_start, anchor.value_end) if anchor is not None else (piece.start, piece.end)
        while end > start and text[end - 1] in " .,":
            end -= 1
        if label is LABEL.PAGES:
            if not draft.locator:
                draft.locate(details.pages(text[start:end]), "page", (start, end), "pages-labelled")
        else:
            draft.put(_NUMBERS[label], text[start:end], (start, end), f"{_NUMBERS[label]}-labelled")


def _dates(draft: Draft, text: str, group: Sequence[Piece], label: Label) -> None:
    anchors = [p.anchor for p in group if p.anchor is not None and p.anchor.date is not None]
    if label is LABEL.ACCESSED:
        for anchor in anchors:
            if anchor.date is not None:
                draft.put_date("accessed", anchor.date, (anchor.value_start, anchor.value_end), anchor.rule)
        return
    best = details.best_date(anchors)
    if best is not None and "issued" not in draft.dates:
        details.issued(draft, best)
        details.take(draft, text, [a for a in anchors if a.kind is KIND.YEAR])  # "1995a", "Spring 1937"
        details.printed_first(draft, anchors)
    elif best is not None and best.date == draft.dates["issued"] and best.start > draft.values["issued"].spans[-1][1]:
        # "In: Lis, A. (Hrsg.) 1999: Wehre": the year of the larger work is that of the chapter
        draft.state("issued-again", (best.value_start, best.value_end))


def _others(draft: Draft, text: str, found: Sequence[Piece], first: int, last: int) -> None:
    """What has no label of its own: persons of other roles, who wrote the container, theses, manuscripts."""
    index = first
    while index <= last:
        piece = found[index]
        index += 1
        if piece.anchor is not None and piece.anchor.kind is KIND.IDEM:
            if index > 1 and found[index - 2].anchor is not None:
                edited = editors_after(text, piece.end, draft.end) > piece.end  # "w: taż (red.), Rzeki"
                variable = "editor" if edited else "container-author"
                draft.values.setdefault(variable, Value([(piece.start, piece.end)], "idem", inferred=True))
                draft.names.setdefault(variable, list(draft.names.get("author", [])))
            continue
        if piece.form is not FORM.TEXT:
            continue
        span = (piece.start, piece.end)
        if piece.name_starts:
            names = person_list(text, piece.start, found[last].end, closed=False)
            before = found[index - 2] if index > 1 else None
            if names is None or before is None:
                continue
            after_in = before.anchor is not None and before.anchor.kind is KIND.IN
            if before.form is FORM.ROLE:
                draft.put_names(before.role, list(names.names), list(names.spans), f"{before.role}-role")
                contributors.cut_short(draft, before.role, names)
            elif (after_in or piece.before == "//") and attested(text, names):
                draft.put_names("container-author", list(names.names), list(names.spans), f"names-{names.form}")
            elif piece.before == "/" and all(_again(name, draft.names.get("author", [])) for name in names.names):
                draft.values["author"].spans += names.spans
        elif hints.starts_with(text[slice(*span)], "thesis"):
            draft.put("genre", text[slice(*span)], span, "thesis-words")
        elif hints.starts_with(text[slice(*span)], "manuscript"):
            draft.manuscript = True
            fields.put_archive(draft, text, *span)


_VARIABLES = {
    "author": Label.AUTHOR, "editor": Label.EDITOR, "translator": Label.TRANSLATOR,
    "container-author": Label.CONTAINER_AUTHOR, "title": Label.TITLE, "container-title": Label.CONTAINER,
    "publisher": Label.PUBLISHER, "publisher-place": Label.PLACE, "issued": Label.ISSUED,
    "accessed": Label.ACCESSED, "volume": Label.VOLUME, "issue": Label.ISSUE, "locator": Label.PAGES,
    "page": Label.PAGES, "URL": Label.URL, "DOI": Label.DOI,
}  # fmt: skip


def labels_of(draft: Draft, found: Sequence[Piece]) -> tuple[Label, ...]:
    """The labels that the pieces have in a draft: of each the value that covers most of it."""
    spans = [
        (start, end, label)
        for name, label in _VARIABLES.items()
        if name in draft.values
        for start, end in draft.values[name].spans
    ]
    spans += [(start, end, LABEL.PROSE) for start, end in draft.comments]
    out = [LABEL.OTHER] * len(found)
    most = [(piece.end - piece.start) // 2 for piece in found]  # of each piece, what the best of its values covers
    ends = [piece.end for piece in found]
    for start, end, label in spans:
        for at in range(bisect_right(ends, start), len(found)):  # few pieces have letters of one value
            piece = found[at]
            if piece.start >= end:
                break
            shared = min(end, piece.end) - max(start, piece.start)
            if shared > most[at] or (piece.anchor is not None and shared > 0 and out[at] is LABEL.OTHER):
                out[at], most[at] = label, shared
    return tuple(out)
