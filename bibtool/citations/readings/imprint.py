"""Imprints: "Place Year", "Place: Publisher, Year", as each family prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.confidence import in_words, is_close
from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.readings.parts import Part
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import KIND, Kind
from bibtool.diagnostics.code import Code
from bibtool.language.forms import alternation
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_YEARS = (Kind.YEAR, Kind.NO_YEAR)
_COUNTS = frozenset({Kind.VOLUMES, Kind.VOLUME, Kind.PART, Kind.EDITION})
_GOST_IMPRINT = regex(r"\[?(?P<place>[^\W\d_][^:,]{0,40}?)\]?\s?(?:\.\s?)?:\s?(?P<publisher>[^:]{2,120}?)\s?,?\s?\Z")
_PLACE_PUBLISHER = regex(r"(?P<place>[^:]{2,40}?)\s?:\s?(?P<publisher>[^:]{2,90})")
_GOST_COMMA = regex(r"(?P<place>[^\W\d_][^:;,]{1,40}?),\s(?P<publisher>[^\W\d_][^:;,]{2,90}?)\s?,?\s?\Z")
_GOST_QUOTED = regex(r"(?P<place>[^\W\d_][^:;,„«“]{0,40}?),\s(?P<publisher>[„«“\"].+[”»“\"])\s?,?\s?\Z")


def gost_imprint(draft: Draft, text: str, parts: Sequence[Part]) -> int | None:
    """Read "City: Publisher, Year" or "City, Year"; the index of the part where it begins."""
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if not part.has(*_YEARS):
            continue
        year = next(a for a in part.anchors if a.kind in _YEARS)
        head = part.head
        if head is None or head[0] > year.start:
            before = parts[index - 1] if index else None
            if before and before.bare and before.head and hints.place(text[before.start : before.end]) and index > 1:
                fields.place(draft, text, before.start, before.end, "place-before-year")
                return index - 1
            continue
        area = text[part.start : year.start].rstrip()
        counted = max((a.end for a in part.anchors if a.kind in _COUNTS and a.end <= year.start), default=0)
        if counted and head[1] <= counted:
            # "Зібрання творів: У 6 т. Київ, 2003": nothing parts the count of volumes from the place.
            if _after_count(draft, text, counted, year.start):
                return index + 1
            continue
        match = _GOST_IMPRINT.fullmatch(area) or _GOST_QUOTED.fullmatch(area)
        if match and hints.place(match.group("place")) and not match.group("publisher")[0].islower():
            start = part.start
            for put, name in ((fields.place, "place"), (fields.publisher, "publisher")):
                put(draft, text, start + match.start(name), start + match.end(name), "gost-imprint")
            return index
        comma = _GOST_COMMA.fullmatch(area)
        if comma and hints.known_place(comma.group("place")) and not comma.group("publisher")[0].islower():
            # "Рязань, Приокское издательство, 2006": with a comma only what is known to be a place is one
            for put, name in ((fields.place, "place"), (fields.publisher, "publisher")):
                put(draft, text, part.start + comma.start(name), part.start + comma.end(name), "gost-comma")
            return index
        if hints.place(area.rstrip(" ,:")):
            fields.place(draft, text, part.start, part.start + len(area.rstrip(" ,:")), "gost-place")
            return index
    return None


def _after_count(draft: Draft, text: str, start: int, end: int) -> bool:
    while start < end and text[start] in " .,;:–—":
        start += 1
    area = text[start:end].rstrip(" ,")
    match = _GOST_IMPRINT.fullmatch(area)
    if match and hints.place(match.group("place")):
        stop = start + match.end("place")
        fields.place(draft, text, start, stop + (text[stop] == "."), "gost-imprint")
        fields.publisher(draft, text, start + match.start("publisher"), start + match.end("publisher"), "gost-imprint")
        return True
    if area and hints.place(area):
        fields.place(draft, text, start, start + len(area), "gost-place")
        return True
    return False


def listed_imprint(draft: Draft, text: str, parts: list[Part]) -> int | None:
    """The part "Place Year", "Place: Publisher Year" or "(Place: Publisher, Year)"; its place goes into the draft.

    The index returned is that of the first part which is no longer title, container or publisher.
    """
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if part.has(KIND.IMPRINT):
            return index if part.head is None else index + 1
        if not part.has(*_YEARS):
            continue
        year = next(a for a in part.anchors if a.kind in _YEARS)
        head = part.head
        if head is None:
            # "New York: W.W. Norton, 2001"
            before = parts[index - 1].head if index > 1 and parts[index - 1].bare else None
            if before and hints.no_place(text[slice(*before)]):
                draft.state("no-place", before)
                return index - 1
            if before and hints.known_place(text[slice(*before)]):
                # "Мосты, М., 2010": a comma stands before the year, and only what is known to be a place is one
                fields.place(draft, text, *before, "place-before-comma")
                return index - 1
            if before and _colon(draft, text, *before):
                return index - 1
            if before and index > 2 and _place_first(draft, text, parts[index - 2], before):
                return index - 2
            continue
        if head[0] > year.start or part.anchors[0] is not year:
            continue
        if _colon(draft, text, *head):
            return index
        if index > 1 and _place_first(draft, text, parts[index - 1], head):
            return index - 1
        if index and any(p.has(KIND.ISSUE) for p in parts[index:]) and not hints.known_place(text[slice(*head)]):
            continue  # "Roczniki Nadwiślańskie 2008, t. 14, nr 2": issues follow the year of a periodical
        printer = place_and_printer(text, *head) if index else None
        if printer is not None:  # "Lugduni Batavorum ex officina Elzeviriana 1633"
            fields.place(draft, text, *printer.span("place"), "place-before-printer")
            fields.publisher(draft, text, printer.end(), head[1], "printer")
            return index
        if index and hints.place(text[slice(*head)]):
            fields.place(draft, text, *head, "place-before-year")
            return index
    return None


def _place_first(draft: Draft, text: str, before: Part, head: tuple[int, int]) -> bool:
    """Read "Place, Publisher" where the first is known to be a place, and the second is none; whether it was so."""
    place = before.head if before.bare else None
    if place is None or not hints.known_place(text[slice(*place)]) or hints.known_place(text[slice(*head)]):
        return False
    if not hints.publisher(text[slice(*head)]):
        return False
    fields.place(draft, text, *place, "place-before-publisher")
    fields.publisher(draft, text, *head, "publisher-before-year")
    return True


def dateless_imprint(draft: Draft, text: str, parts: list[Part]) -> int | None:
    """The imprint of a work that is dated at its head: "Place: Publisher", "Publisher, Place", "Publisher"; the
    index of its first part."""
    last = next((i for i in range(len(parts) - 1, 0, -1) if parts[i].bare), None)
    if last is None:
        return None
    head = parts[last].head
    assert head is not None
    if _colon(draft, text, *head):
        return last
    if hints.has(text[slice(*head)], "journal", "newspaper"):
        return None
    before = parts[last - 1].head if last > 1 and parts[last - 1].bare else None
    if before and hints.has(text[slice(*before)], "publisher") and hints.place(text[slice(*head)]):
        fields.publisher(draft, text, *before, "publisher-before-place")
        fields.place(draft, text, *head, "place-after-publisher")
        return last - 1
    if hints.has(text[slice(*head)], "publisher"):
        fields.publisher(draft, text, *head, "publisher-last")
        return last
    return None


CONTAINER_AFTER_IN = "container-after-in"
_PLACE_LAST = regex(rf",\s(?P<place>{CAPITAL}[^\W\d_]{{2,}}(?:[ -]{CAPITAL}[^\W\d_]+)?)\Z")


def place_last(draft: Draft, text: str) -> None:
    """Part a place that is not known from the end of a title that stands right before its year, where no other place
    and no publisher is named: "J. Riva, Les ponts du Tarn, Millau, 1961"."""
    holder = draft.values.get("container-title")
    variable = "title" if holder is None else "container-title"
    value, issued = holder or draft.values.get("title"), draft.values.get("issued")
    if value is None or issued is None or len(value.spans) != 1:
        return
    if draft.type or not (draft.names.get("author") or draft.names.get("editor")):
        return
    if draft.text.keys() & {"publisher", "publisher-place", "volume", "issue", "URL"}:
        return
    if holder is not None and (holder.rule != CONTAINER_AFTER_IN or not draft.locator):
        return
    start, stop = value.spans[0]
    if text[stop : issued.spans[0][0]] != ", " or "no-place" in draft.values:
        return
    last = _PLACE_LAST.search(text, start, stop)
    if last is None or hints.has(last["place"], "journal", "newspaper", "publisher", "organisation"):
        return
    first = _PLACE_LAST.search(text, start, last.start())
    draft.drop(variable)
    if first is not None:  # "J. Riva, Les ponts du Tarn, Millau, Artières, 1961"
        fields.publisher(draft, text, *last.span("place"), "publisher-before-year")
        last = first
    if variable == "title":
        fields.title(draft, text, start, last.start(), value.rule)
    else:
        fields.container(draft, text, start, last.start(), value.rule)
    fields.place(draft, text, *last.span("place"), "place-before-comma")
    if draft.considered is None or not is_close(draft.considered.margin):
        said = {
            "reading": in_words({"publisher-place": last["place"]}),
            "other": in_words({variable: text[start:stop]}),
        }
        draft.findings.append((Code.DOUBTFUL_READING, said, [(start, stop)]))


_IMPRINT_LAST = regex(
    rf"(?:[.?!”»]|[”»]\.)\s(?P<place>(?:(?:St|Ste)\.\s)?{CAPITAL}[^\W\d_]{{2,}}(?:[ -][^\W\d_]+){{0,4}}),\s"
    rf"(?P<publisher>(?:[LlDd][’'])?{CAPITAL}[^,.;:()]{{1,60}})\Z"
)


_IMPRINT_OF_CHAPTER = regex(rf",\s(?P<place>{CAPITAL}[^,.;:()]{{2,30}}),\s(?P<publisher>{CAPITAL}[^,.;:()]{{1,60}})\Z")


def imprint_last(draft: Draft, text: str) -> None:
    """Part the place and the publisher from the end of a title whose date stands behind the names, where nothing else
    is named: "Riva, J., 1961. Les ponts du Tarn. Millau, Artières", "…, dans Le Tarn, Paris, La Dispute, p. 3-9"."""
    value = draft.values.get("container-title")
    if draft.dated_before("title") and value is not None and value.rule == CONTAINER_AFTER_IN and len(value.spans) == 1:
        start, stop = value.spans[0]
        last = _IMPRINT_OF_CHAPTER.search(text, start, stop)
        if last is not None and hints.known_place(last["place"]) and "publisher" not in draft.text:
            draft.drop("container-title")
            fields.container(draft, text, start, last.start(), value.rule)
            fields.place(draft, text, *last.span("place"), "place-before-publisher")
            fields.publisher(draft, text, *last.span("publisher"), "publisher-last")
        return
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or draft.type or not draft.dated_before("title"):
        return
    if draft.text.keys() & {"publisher", "publisher-place", "container-title", "volume", "issue", "URL", "genre"}:
        return
    start, stop = value.spans[0]
    last = _IMPRINT_LAST.search(text, start, stop)
    if last is None or not hints.place(last["place"]) or hints.has(last["publisher"], "journal", "newspaper"):
        return
    whole = draft.text["title"]
    draft.drop("title")
    fields.title(draft, text, start, last.start("place") - 1, value.rule)
    fields.place(draft, text, *last.span("place"), "place-before-publisher")
    fields.publisher(draft, text, *last.span("publisher"), "publisher-last")
    if not hints.known_place(last["place"]):
        said = {
            "reading": in_words({"title": draft.text["title"], "publisher-place": last["place"]}),
            "other": in_words({"title": whole}),
        }
        draft.findings.append((Code.DOUBTFUL_READING, said, [(start, stop)]))


# ". Newbury Park, ", "? St. Louis (", ", Cittadella (": the town that a state or a province stands behind
_TOWN = regex(
    rf"(?:[.?!,:][”»“\"’]?\s|\s\()"
    rf"(?P<town>(?:(?:St|Ft|Mt)\.\s)?{CAPITAL}[\w’-]+(?:[ -]{CAPITAL}[\w’-]+){{0,3}})"
    r"(?:,?\s|,?\s[(\[])\Z"
)
_LONGEST_TOWN = 60


def with_state(draft: Draft, text: str) -> None:
    """Give a state or a province back its town, which stood last in the title: "Title. Newbury Park, CA: Sage",
    "Title? Hillsdale (NJ): Erlbaum", "Titolo, Cittadella (Padova), Biblos"."""
    _with_country(draft, text)
    place = draft.values.get("publisher-place")
    name = "container-title" if "container-title" in draft.values else "title"
    value = draft.values.get(name)
    if place is None:
        if value is not None and len(value.spans) == 1:
            _with_province(draft, text, name)
        return
    start, end = place.spans[0]
    bracket = text[start - 1 : start] in {"(", "["} and text[end : end + 1] in {")", "]"}
    state = draft.text["publisher-place"].strip("()[].") in _states()
    town = _TOWN.search(text, max(0, start - _LONGEST_TOWN), start) if state or bracket else None
    if town is None or not (state or text[town.start()] == ","):
        return
    at = town.start("town")
    if value is not None and value.spans[-1][1] == town.end("town"):
        if value.spans[-1][0] >= town.start():
            return
        draft.drop(name)
        put = fields.title if name == "title" else fields.container
        put(draft, text, value.spans[0][0], town.start() + (text[town.start()] in "?!"), value.rule)
    elif any(at < stop and first < start for each in draft.values.values() for first, stop in each.spans):
        return
    end += bracket or (text.startswith(".", end) and text[end : end + 2] in {".,", ".:", ".;"})
    draft.drop("publisher-place")
    draft.put("publisher-place", text[at:end], (at, end), "town-and-state")


def _with_country(draft: Draft, text: str) -> None:
    """Give a town the country or state behind it, or a second town, which is no publisher: "Stockholm, Sweden",
    "Chicago, IL", "Cambridge, MA, and London"."""
    place, value = draft.values.get("publisher-place"), draft.values.get("publisher")
    if place is None or value is None:
        return
    said = draft.text["publisher"]
    joined, _, town = said.partition(" ")
    second = joined in _joiners() and hints.known_place(town)
    if not second and said not in lexicon().hint("country") and said.strip(".") not in _states():
        return
    start, end = place.spans[0][0], value.spans[-1][1]
    if text[place.spans[-1][1] : value.spans[0][0]] != ", ":
        return
    draft.drop("publisher")
    draft.drop("publisher-place")
    draft.put("publisher-place", text[start:end], (start, end), "town-and-state")


_PROVINCE_LAST = regex(
    rf",\s(?P<place>{CAPITAL}[^\W\d_]+(?:\s{CAPITAL}[^\W\d_]+)?\s\((?P<province>{CAPITAL}[^\W\d_]+)\))\Z"
)


def _with_province(draft: Draft, text: str, name: str) -> None:
    """Part a town with its province in brackets from the end of a title: "I mestieri, Cittadella (Padova)"."""
    value = draft.values[name]
    start, stop = value.spans[0]
    last = _PROVINCE_LAST.search(text, start, stop) if "issued" in draft.values else None
    if last is not None and hints.known_place(last["province"]):
        draft.drop(name)
        draft.put(name, text[start : last.start()], (start, last.start()), value.rule)
        draft.put("publisher-place", last["place"], last.span("place"), "place-before-comma")


@cache
def _joiners() -> frozenset[str]:
    return frozenset(lexicon().forms("and"))


@cache
def _states() -> frozenset[str]:
    return frozenset(state.rstrip(".") for state in lexicon().hint("state_of_place"))


_VOLUME_LAST = regex(rf",\s(?P<volume>[IVX]{{1,5}})(?:,\s(?P<title>{CAPITAL}[^\W\d_]*(?:\s[^\s,]+)+))?\Z")


def volume_last(draft: Draft, text: str) -> None:
    """Part a numeral from the end of a title right before its place, "Italia sacra, V, Venetiis, 1720", or with the
    title of the volume from that of a container: "in Storia del Dogado, II, Le origini, Venezia"."""
    name = "container-title" if "container-title" in draft.values else "title"
    value, place = draft.values.get(name), draft.values.get("publisher-place")
    if value is None or place is None or len(value.spans) != 1 or "volume" in draft.text:
        return
    publisher = draft.values.get("publisher", place)
    if ", " not in {text[value.spans[0][1] : each.spans[0][0]] for each in (place, publisher)}:
        return
    start, stop = value.spans[0]
    last = _VOLUME_LAST.search(text, start, stop)
    if last is None or (last["title"] and name == "title"):
        return
    draft.drop(name)
    draft.put(name, text[start : last.start()], (start, last.start()), value.rule)
    draft.put("volume", last["volume"], last.span("volume"), "volume-before-place")
    if last["title"]:
        draft.put("volume-title", last["title"], last.span("title"), "title-after-volume")


@cache
def _nowhere() -> Phrase:
    """Words that say that a place or a publisher is not known, between marks: ", s.l., s.n., 1952"."""
    lex = lexicon()
    forms = [form for form in lex.forms("no_place", "no_publisher") if form.endswith(".")]
    return Phrase(rf"(?<=[,.]\s)(?P<said>{alternation(forms)})(?=[,.:]?(?:\s|\Z))", forms)


def nowhere(draft: Draft, text: str) -> None:
    """Note where the text says that no place or no publisher is known, off the end of a title or unread so far."""
    if "issued" not in draft.values or not _nowhere().may_stand(text):
        return
    for match in _nowhere().finditer(text, draft.start, draft.end):
        name = "no-place" if hints.no_place(match["said"]) else "no-publisher"
        value = draft.values.get("title")
        if value is not None and len(value.spans) == 1 and value.spans[0][0] < match.start() < value.spans[0][1]:
            start, stop = value.spans[0]
            rest = text[match.end() : stop].strip(" ,.")
            if rest and not (hints.no_place(f"{rest}.") or hints.no_publisher(rest)):
                continue
            draft.drop("title")
            fields.title(draft, text, start, match.start(), value.rule)
        if not any(
            lo < match.end() and match.start() < hi for value in draft.values.values() for lo, hi in value.spans
        ):
            draft.state(name, match.span())


def place_and_printer(text: str, start: int, end: int) -> re.Match[str] | None:
    """The place before the words for a printer that a stretch begins with: "Cracoviae apud J. Lis"."""
    return _printer().match(text, start, end)


@cache
def _printer() -> Phrase:
    forms = sorted(lexicon().hint("printer_word"))
    return Phrase(rf"(?P<place>{CAPITAL}[^\W\d_]+(?:\s{CAPITAL}[^\W\d_]+)?)\s(?={alternation(forms)}\s)", forms)


@cache
def _printer_words() -> Phrase:
    forms = sorted(lexicon().hint("printer_word"))
    return Phrase(rf"(?<!\w){alternation(forms)}\s", forms)


@cache
def _printer_last() -> re.Pattern[str]:
    """A place and a printer at the end of a title: ", In Venetia, appresso I. Riva"."""
    words = alternation(sorted(lexicon().hint("printer_word")))
    name = rf"{CAPITAL}[^\W\d_]+(?:\s{CAPITAL}[^\W\d_]+)?"
    return compiled(
        rf"(?:\A|[,.]\s)(?P<in>[Ii]n\s)?(?P<place>{name}),?\s(?P<printer>{words}\s[^\d()]{{2,80}}?)[\s,.(\[]*\Z"
    )


def _printed_last(draft: Draft, text: str) -> None:
    """Part the place and the printer of an old print from its title, or from what "in" made a container of them."""
    issued, publisher = draft.values.get("issued"), draft.values.get("publisher")
    if issued is None or (publisher is not None and publisher.spans[0][0] < issued.spans[0][0]):
        return
    for variable in ("container-title", "title"):
        value = draft.values.get(variable)
        if value is None or len(value.spans) != 1:
            continue
        start, stop = value.spans[0][0], issued.spans[0][0]
        found = _printer_last().search(text[start:stop]) if start < stop else None
        if found is None or (variable == "title" and not found.start()):
            continue
        draft.drop(variable)
        if variable == "title":
            fields.title(draft, text, start, start + found.start(), value.rule)
        if publisher is not None:  # "1663 (rist. anast. Venezia, Filippi, 1968)"
            draft.drop("publisher")
            draft.drop("publisher-place")
        if "publisher-place" not in draft.text:
            lo, hi = found.span("place")
            fields.place(draft, text, start + lo, start + hi, "place-before-printer")
            if found["in"]:
                draft.state("place-led", (start + found.start("in"), start + lo - 1))
        lo, hi = found.span("printer")
        fields.publisher(draft, text, start + lo, start + hi, "printer")
        return


def printed_by(draft: Draft, text: str) -> None:
    """Part the place from the word that leads to the printer behind it: "Cracoviae apud J. Lis 1583"."""
    if not _printer_words().may_stand(text):
        return
    _printed_last(draft, text)
    if not _printer().may_stand(text):
        return
    for variable in ("publisher", "publisher-place"):
        value = draft.values.get(variable)
        if value is None or len(value.spans) != 1 or (variable == "publisher" and "publisher-place" in draft.text):
            continue
        start, end = value.spans[0]
        found = _printer().match(text, start, end)
        if found is not None:
            draft.drop(variable)
            fields.place(draft, text, *found.span("place"), "place-before-printer")
            fields.publisher(draft, text, found.end(), end, "printer")


def _colon(draft: Draft, text: str, start: int, end: int) -> bool:
    """Read "Place: Publisher"; whether it was one."""
    match = _PLACE_PUBLISHER.fullmatch(text[start:end])
    if match is None or not hints.place(match.group("place")):
        return False
    fields.place(draft, text, start, start + match.end("place"), "imprint")
    fields.publisher(draft, text, start + match.start("publisher"), end, "imprint")
    return True
