"""Volumes, issues and pages that stand without a label: where they stand tells what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.rules import Note
from bibtool.citations.scan.shapes import ROMANS, YEAR
from bibtool.text.letters import LOWER

# "PHis 53: 1962", "16/2, 1913", "16 (2) 2019", "12, no. 3 (2000): 45–50"
_BARE = re.compile(
    r"(?=[0-9IVXLCDMІХ])(?:"  # asked first: most places hold no number
    rf"(?<=[”»\"]\s)(?P<volume3>[0-9]{{1,3}}|{ROMANS})(?:/(?P<issue3>[0-9]{{1,3}}))?(?=,?\s\(?{YEAR}(?!\w)|,\s)"
    rf"|(?<=,\s)(?P<volume2>[IVXLC]{{1,15}}\s?[-–]\s?[IVXLC]{{1,15}})(?=,\s)"
    rf"|(?<=\s)(?P<volume>[0-9]{{1,3}})(?:\s?:\s(?=\[?{YEAR}(?!\w))|(?P<slash>/)(?P<issue>[0-9]{{1,3}})(?=,?\s\(?{YEAR}(?!\w)))"
    rf"|(?<=,\s)(?P<issue2>[0-9]{{1,3}}\s?\([0-9]{{1,3}}\))(?=,?\s\(?{YEAR}(?!\w))"
    rf"|(?:(?<=\({YEAR}\):\s)|(?<=\s{YEAR}:\s)|(?<={YEAR}\),\s)|(?<={YEAR}\)\s)|(?<=[”»\"],\s)|(?<=,[”\"]\s))"
    rf"(?P<pages>(?!{YEAR}(?!\w))[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s)"
    # "4 (1999): 123–45, https://…"; "Smith, Rural England, 60."; "(Oxford: Press, 1975), 2:34"
    rf"|(?:(?<=\({YEAR}\):\s)|(?<=\({YEAR}\),\s))(?P<pages2>[0-9]{{1,4}}(?:[-–][0-9]{{1,4}}(?=[,.]\s)|(?=,\s(?:https?:|doi\b|DOI\b))))"
    # "Olsztyn 2011, 34–36"; "Рязань : Приокское издательство, 2006. 54": the label left out
    rf"|(?:(?<=[{LOWER}]\s{YEAR},\s)|(?<=[{LOWER}],\s{YEAR}\.\s))"
    rf"(?P<pages6>[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s)"
    rf"|(?<=(?:[{LOWER}]|[.…])[,:]\s)(?P<pages3>[0-9]{{1,3}}(?:[-–][0-9]{{1,4}})?(?:,\s[0-9]{{1,3}}[-–][0-9]{{1,4}})?)"
    rf"(?=\.?\s*$|;\s)"
    rf"|(?<=,\s)(?P<volume4>[0-9]{{1,2}}):(?P<pages4>[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s)"
    # "Journal of Rural Studies, 17(3), 245–260", "Journal, 17, 245–260": as APA prints it
    rf"|(?:(?<=,\s)|(?<=[^\W\d_]\s)(?=[0-9]+\s?\())(?P<volume5>[0-9]{{1,3}})(?:\s?\((?P<issue5>[0-9]{{1,3}}(?:[-–/][0-9]{{1,3}})?)\))?,\s"
    rf"(?P<pages5>e?[0-9]{{1,5}}\s?[-–]\s?[0-9]{{1,5}})(?=\.|,\s|;\s|\s*$)"
    r")"
)
_KINDS = {"volume": Kind.VOLUME, "issue": Kind.ISSUE, "pages": Kind.PAGES}
_RULES = {
    "volume": "volume-before-year", "volume2": "bare-volume", "volume3": "bare-volume", "issue": "issue-before-year",
    "issue2": "issue-before-year", "pages": "pages-after-year",
}  # fmt: skip


def bare_numbers(note: Note) -> Iterator[Anchor]:
    """The numbers of a note that name themselves by their place."""
    for match in _BARE.finditer(note.text):
        for name, value in match.groupdict().items():
            kind = _KINDS.get(name.rstrip("23456"))
            if value is None or kind is None:
                continue
            start = match.start("slash") if name == "issue" else match.start(name)
            end = match.end(name)
            if name == "issue5":
                start, end = start - 1, end + 1
            yield Anchor(kind, start, end, *match.span(name), value, rule=_RULES.get(name, "bare-number"))
