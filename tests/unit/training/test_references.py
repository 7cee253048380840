"""Labelled citations: their spans, their variety, and that a seed makes the same again."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from training import references
from training.notation import notations
from training.references import citations, main
from training.styled import style_uses
from training.tables import languages, table
from training.works import KINDS

COUNT = 2400
NUMBERED = re.compile(r"\A\d+\Z|\A[ivxlcdmIVXLCDM]+\Z|\d")


@cache
def sample() -> list[dict[str, Any]]:
    return list(citations(COUNT, 7))


def test_every_citation_that_was_planned_is_printed() -> None:
    assert len(sample()) > COUNT * 0.99


def test_spans_lie_in_their_text_sorted_and_disjoint() -> None:
    for row in sample():
        at = 0
        for start, end, label in row["spans"]:
            assert at <= start < end <= len(row["text"]), row
            assert label, row
            at = end


def test_values_have_no_white_space_or_comma_at_their_edges() -> None:
    values = [row["text"][start:end] for row in sample() for start, end, _ in row["spans"]]
    assert len(values) > COUNT * 3
    assert not [value for value in values if value != value.strip(" ,;:\u00a0\u202f")]


def test_labels_stand_outside_of_their_values() -> None:
    numbers = [
        row["text"][start:end]
        for row in sample()
        for start, end, label in row["spans"]
        if label in {"page", "locator", "volume"}
    ]
    assert len(numbers) > COUNT / 3
    assert not [number for number in numbers if not NUMBERED.search(number)]


def test_every_family_language_and_kind_occurs() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for row in sample():
        for key in ("family", "lang", "kind"):
            found[key].add(row[key])
    assert found["lang"] == set(languages())
    assert found["kind"] == set(KINDS)
    assert found["family"] == {notation.family for notation in notations()} | set(style_uses())


def test_the_usual_variables_are_common() -> None:
    common = Counter(label for row in sample() for label in {label for _, _, label in row["spans"]})
    for label in ("author", "title", "issued", "publisher-place", "container-title", "publisher", "locator", "page"):
        assert common[label] > COUNT / 5, label
    for label in ("editor", "translator", "volume", "issue", "URL", "accessed", "edition", "signal", "genre"):
        assert common[label] > COUNT / 100, label


def test_each_name_is_a_span_of_its_own() -> None:
    """Names in these families are written "J. Nowak": a comma in a span would be two persons, if not a body's."""
    bodies = {body.casefold() for code in languages() for body in table(code).list("people", "bodies")}
    names = [
        row["text"][start:end]
        for row in sample()
        if row["family"] == "italian-notes" or row["family"] == "ieee"
        for start, end, label in row["spans"]
        if label == "author" and row["text"][start:end].casefold() not in bodies
    ]
    assert len(names) > 50
    assert not [name for name in names if name.count(",") > 1 or " i " in name or " and " in name]


def test_the_same_seed_makes_the_same_and_another_something_else() -> None:
    first = list(citations(120, 1))
    assert first == list(citations(120, 1))
    assert [row["text"] for row in first] != [row["text"] for row in citations(120, 2)]


def test_citations_differ_from_one_another() -> None:
    assert len({row["text"] for row in sample()}) > COUNT * 0.99


def test_command_writes_json_lines(tmp_path: Path) -> None:
    target = tmp_path / "made.jsonl"
    assert main(["--count", "30", "--seed", "3", "-o", str(target)]) == 0
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 29
    assert set(rows[0]) == {"family", "lang", "work_lang", "kind", "source", "text", "spans"}


def test_command_writes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "5"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5


def test_labels_agree_with_the_works_that_they_were_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every labelled name holds a family name of its role, every labelled number, address and title is the work's."""
    monkeypatch.setattr(references, "with_faults", lambda rng, pieces: pieces)
    monkeypatch.setattr(references, "_lettered", lambda rng, one, pieces: pieces)
    checked: Counter[str] = Counter()
    wrong = []
    for one, row in references.planned(700, 5):
        for start, end, label in row["spans"]:
            said = letters(row["text"][start:end])
            if label in {"author", "editor", "translator"}:
                # the first letters: where a language declines names, their ends differ
                known = [letters(person.family or person.literal)[:3] for person in one.work.persons[label]]
                right = any(family in said for family in known)
            elif label in {"title", "container-title", "publisher", "publisher-place", "volume", "URL", "DOI"}:
                right = letters(one.work.text[label]).startswith(said)
            else:
                continue
            checked[label] += 1
            if not right:
                wrong.append((label, row["text"][start:end], row["text"]))
    assert not wrong
    assert min(checked[label] for label in ("author", "editor", "title", "publisher", "volume", "URL")) > 20


def letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def test_a_body_is_one_name_whatever_commas_it_has() -> None:
    """The authors and editors that are bodies of several words between commas."""
    bodies = {body for code in languages() for body in table(code).list("people", "bodies") if "," in body}
    found: Counter[str] = Counter()
    for row in citations(6000, 11):
        for body in bodies:
            start = row["text"].find(body)
            if start >= 0:
                labels = {label for at, end, label in row["spans"] if at <= start and start + len(body) <= end}
                found.update(labels or {""})
    assert found["author"] > 10
    assert found["editor"] > 0
    assert found["author"] + found["editor"] + found["publisher"] > 5 * found[""]  # a body behind a title is no value


def test_another_printing_is_no_value() -> None:
    """The year of a reprint or of the first printing stands beside the year of the work and has no label."""
    beside = 0
    for one, row in references.planned(2500, 13):
        text, issued, title = row["text"], str(one.work.issued[0]), one.work.text["title"]
        for name in ("again-year", "first-year"):
            other = one.work.text.get(name, "")
            if other and f"{other})" in text.replace("]", ")") and issued in text and other not in title:
                labelled = [text[start:end] for start, end, label in row["spans"] if label == "issued"]
                beside += issued in labelled and other not in labelled
                assert other not in labelled or other == issued, text
    assert beside > 8


def test_titles_hold_lists_names_and_years_at_their_end() -> None:
    titles = [row["text"][start:end] for row in sample() for start, end, label in row["spans"] if label == "title"]
    assert sum(title.count(", ") > 1 for title in titles) > len(titles) / 30
    assert sum(bool(re.search(r", \d{4}[–-]\d{4}\Z", title)) for title in titles) > len(titles) / 100
    assert sum("? " in title for title in titles) > len(titles) / 50
    assert sum(title.startswith(("[", "(")) for title in titles) > len(titles) / 200


def test_languages_are_as_common_as_in_the_notes() -> None:
    found = Counter(row["lang"] for row in sample())
    for code, share in (("pl", 0.22), ("ru", 0.19), ("en", 0.135), ("de", 0.125), ("uk", 0.115), ("it", 0.058)):
        assert abs(found[code] / len(sample()) - share) < 0.035, code
