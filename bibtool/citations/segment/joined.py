"""Semicolons inside one citation: two places or two publishers of one imprint."""

from __future__ import annotations

from bibtool.citations.scan import hints
from bibtool.citations.scan.shapes import TOWN
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_PLACE_BEFORE = regex(rf"(?:^|[.,–—;]\s)(?P<place>{TOWN})\Z")
_PUBLISHER_BEFORE = regex(rf"[.,–—]\s(?P<place>{CAPITAL}[\w .-]{{0,20}})\s?:\s[^:;]{{2,60}}\Z")
_AFTER = regex(
    rf";\s?(?P<place>{TOWN})(?:\s?;\s?(?P<more>{TOWN})){{0,3}}(?:\s?:\s|,?\s(?:1[4-9]|20)\d\d(?!\d))"
    rf"|;\s{CAPITAL}[^:;,.]{{1,50}},\s(?:1[4-9]|20)\d\d(?!\d)"
)


_YEAR_AFTER = regex(r";\s?c?(?:1[4-9]|20)\d\d(?=[.,\s]|\Z)")
_ENDS_WITH_YEAR = regex(r";\s?c?(?:1[4-9]|20)\d\d(?:[.,;]|\s*\Z)")
# ". St. Louis: Mosby", "? Newbury Park (CA): Sage": a place of a few words, whether a list has it or not, and a
# publisher
_IMPRINT_BEFORE = regex(
    rf"[.?!][”»\"’]?\s(?:St\.\s)?{CAPITAL}[\w’-]*(?:[ -][\w’-]+){{0,3}}"
    rf"(?:,\s{CAPITAL}\w{{1,14}}|\s[(\[]\w{{2,14}}[)\]])?"
    rf"\s?:\s{CAPITAL}[^:;]{{1,80}}\Z"
)


def within_imprint(text: str, at: int) -> bool:
    """Whether the semicolon at a place parts two places or two publishers of one imprint: "М.; Л.: Наука, 1937",
    "М.: Канон; Поле, 2001", "Warszawa; Kraków 1999"."""
    window = text[max(0, at - 90) : at].rstrip()
    if _YEAR_AFTER.match(text, at):
        return year_of_imprint(text, at) or _publisher_before(window)
    after = _AFTER.match(text, at)
    if after is None:
        return False
    if after["more"] is not None and not hints.known_place(after["place"]):
        return False
    before = _PLACE_BEFORE.search(window) if after.group("place") else None
    if before is not None and hints.place(before.group("place")):
        return True
    if after["place"] is not None and _known_last(window):
        return True
    return _publisher_before(window)


def _known_last(window: str) -> bool:
    """Whether a known place of up to three words stands last, behind a mark: ". Frankfurt am Main"."""
    words = window.split()
    return any(len(words) > count and words[-count - 1][-1] in ".,;–—?!" for count in hints.known_places_last(words))


def year_of_imprint(text: str, at: int) -> bool:
    """Whether a year follows the semicolon at a place, and place and publisher a full stop before it, as Vancouver
    prints a book: "Roth JM. Wells. Dordrecht: Kluwer; 2003."."""
    return (
        _ENDS_WITH_YEAR.match(text, at) is not None and _IMPRINT_BEFORE.search(text[max(0, at - 120) : at]) is not None
    )


def _publisher_before(window: str) -> bool:
    before = _PUBLISHER_BEFORE.search(window)
    return before is not None and hints.place(before.group("place").strip(" ."))
