"""What is weighed, whatever its length, and what is no case of the ranking."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.draft import Draft
from bibtool.citations.readings.read import read
from bibtool.citations.resolve import Registry
from bibtool.citations.segment.split import split


def drafts(note: str) -> list[Draft]:
    s = scanned(note)
    known = Registry()
    return [
        read(s.text, segment, s.anchors, s.tree, known)
        for segment in split(s.text, s.anchors, s.tree, known)
        if not segment.prose
    ]


@pytest.mark.parametrize("words", [5, 900])
def test_a_long_title_is_weighed_as_a_short_one(words: int) -> None:
    title = " ".join(["Młyny", *["wodne"] * words])
    (draft,) = drafts(f"J. Lis, {title}, Kielce 1999, s. 5.")
    assert draft.text["title"] == title
    assert draft.considered is not None
    assert {reading.generator for reading in draft.considered.readings} == {"rules", "chain"}
    scores = [reading.score for reading in draft.considered.readings]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("words", [5, 900])
def test_what_kind_of_thesis_it_is_leaves_a_long_title_too(words: int) -> None:
    title = " ".join(["Młyny", *["wodne"] * words])
    (draft,) = drafts(f"J. Lis, {title}. Rozprawa doktorska, Kielce 1999, s. 5.")
    assert draft.text["title"] == title
    assert draft.text["genre"].startswith("Rozprawa doktorska")


def test_who_publishes_on_a_platform_is_not_weighed() -> None:
    (draft,) = drafts("Stary młyn, Kanał Rzeczny, YouTube [online], https://www.youtube.com/watch?v=a1B2c3D4e5F.")
    assert draft.text["publisher"] == "Kanał Rzeczny"
    assert draft.considered is None


@pytest.mark.parametrize("quotes", ["„{}”", "„{}“", "“{}”", '"{}"', "«{}»", "»{}«"])
@pytest.mark.parametrize("stop", [",", "."])
def test_a_comma_or_full_stop_inside_the_quotation_ends_the_title(quotes: str, stop: str) -> None:
    quoted = quotes.format(f"Splavarji in mlini{stop}")
    (draft,) = drafts(f"Janez Kos, {quoted} Zgodbe z reke (Maribor: Obzorja, 1996), 41.")
    assert draft.text["title"].strip('„”“"«»') == "Splavarji in mlini"
    assert draft.text["container-title"] == "Zgodbe z reke"


def test_a_quotation_within_a_title_does_not_end_it() -> None:
    (draft,) = drafts("Janez Kos, „Splavarji” in mlini, Maribor 1996, str. 41.")
    assert draft.text["title"] == "„Splavarji” in mlini"
