"""The title of a volume behind its number: "t. 2: Wiek XIX", "t. 1, Od brodu do mostu", "Т. 3. Повісті. – Київ"."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import put as fields
from bibtool.citations.names import roles
from bibtool.citations.scan.anchors import DATES, Anchor, Kind
from bibtool.citations.scan.shapes import YEAR
from bibtool.diagnostics.code import Code
from bibtool.language import gazetteer
from bibtool.language.lexicon import lexicon
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_LONGEST = 16  # words
_BEHIND = regex(rf"\s?[:.,]\s(?=[„«“\"]?{CAPITAL}|{YEAR})")
_MARK = regex(r"[,.;]\s|\s\(|\s/\s")
_EDGE = " \t\n.,;:–—―-/"
_WORD = regex(rf"(?<![\w.])[{LOWER}][^\W\d_]*(?!\.)")
_COUNTED = regex(rf"(?<!\w)(?:[IVXL]+|{YEAR})(?!\w)")
_NAMED = regex(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_PLAIN = regex(rf"{CAPITAL}[{LOWER}]+(?:\s{CAPITAL}[{LOWER}]+)?")  # a word or two: no acronym, no initials, no "&"
_LETTERS = regex(r"[^\W\d_]{3}|[0-9]{4}\s?[-–]\s?[0-9]{2}")


def volume_title(draft: Draft, text: str, anchors: Sequence[Anchor]) -> None:
    """Put what stands between the number of a volume and the imprint into the draft, where nothing was read from it, or
    it was taken for a publisher or a periodical that it does not look like."""
    if "issue" in draft.text:
        return
    for name in ("part-number", "volume"):  # "t. 3, cz. 2: Lata wojny"
        if name in draft.values and "volume-title" not in draft.text:
            _behind(draft, text, draft.values[name].spans[-1][1], anchors)


def _behind(draft: Draft, text: str, at: int, anchors: Sequence[Anchor]) -> None:
    behind = _BEHIND.match(text, at, draft.end)
    if behind is None:
        return
    start = behind.end()
    if roles.role_at(text, start, draft.end) is not None:
        return  # "T. 3. Oprac. J. Kos. Warszawa"
    mistaken = _mistaken(draft, text, start)
    if not mistaken:
        _either(draft, text, start)
    title = _over(draft, at)
    container = draft.values.get("container-title")
    if container is not None and mistaken != "container-title" and container.rule not in _OF_A_BOOK:
        return  # periodicals count their volumes and give them no titles
    left_out = {id(draft.values[name]) for name in (mistaken, "title" if title else "") if name}
    taken = [lo for value in draft.values.values() if id(value) not in left_out for lo, hi in value.spans if hi > start]
    taken += [a.start for a in anchors if a.end > start and a.kind not in DATES]
    stop = min([lo for lo in taken if lo > start], default=0)
    if stop == 0 or any(lo <= start for lo in taken) or any(lo < stop and start < hi for lo, hi in draft.comments):
        return
    for mark in _MARK.finditer(text, start, stop):
        if mark.group() == " (" or roles.role_at(text, mark.end(), draft.end) is not None:
            stop = mark.start()
            break
    while stop > start and text[stop - 1] in _EDGE:
        stop -= 1
    words = text[start:stop]
    if _LETTERS.search(words) is None or len(words.split()) > _LONGEST or gazetteer.publisher(words) is not None:
        return
    if mistaken:
        draft.drop(mistaken)
    if title:
        _cut(draft, text, title, anchors)
    draft.put("volume-title", words, (start, stop), "title-after-volume")


_OF_A_BOOK = frozenset({"container-after-in", "container-after-slashes"})


def _mistaken(draft: Draft, text: str, start: int) -> str:
    """The variable that the stretch behind the number was read as, if it looks like a title rather: words in small
    letters that join no names, a century or a year, or a word that volumes are called by ("Średniowiecze")."""
    for name in ("publisher", "container-title"):
        value = draft.values.get(name)
        if value is None or len(value.spans) != 1 or not start <= value.spans[0][0] <= start + 1:
            continue
        words = text[slice(*value.spans[0])]
        if name == "container-title" and (gazetteer.periodical(words) or "publisher-place" not in draft.text):
            return ""
        if not lexicon().hint("volume_title").isdisjoint(_NAMED.findall(words)):
            return name
        joining, particles = set(lexicon().forms("and")), set(lexicon().forms("particle"))
        small = [word.group() for word in _WORD.finditer(words) if word.group() not in joining]
        small = small if len(small) > 1 or not particles.issuperset(small) else []  # "van Gorcum"
        return name if " " in words and (small or _COUNTED.search(words)) else ""
    return ""


def _either(draft: Draft, text: str, start: int) -> None:
    """Say that what was read as the publisher may be the title of the volume, where nothing tells ("t. 1, Werset,
    Lublin")."""
    value = draft.values.get("publisher")
    if value is None or len(value.spans) != 1 or value.spans[0][0] != start or "publisher-place" not in draft.text:
        return
    words = text[slice(*value.spans[0])]
    if _PLAIN.fullmatch(words) is None or gazetteer.publisher(words) is not None:
        return
    args = {"reading": f"publisher “{words}”", "other": f"volume-title “{words}”"}
    draft.findings.append((Code.DOUBTFUL_READING, args, value.spans))


def _over(draft: Draft, at: int) -> Value | None:
    """A title that goes on over the number of the volume."""
    value = draft.values.get("title")
    return value if value is not None and len(value.spans) == 1 and value.spans[0][0] < at < value.spans[0][1] else None


def _cut(draft: Draft, text: str, title: Value, anchors: Sequence[Anchor]) -> None:
    """End a title before the number of the volume that stands in it."""
    start, end = title.spans[0]
    label = next((a.start for a in anchors if a.kind in {Kind.VOLUME, Kind.PART} and start < a.start < end), end)
    draft.drop("title")
    fields.title(draft, text, start, label, title.rule)
