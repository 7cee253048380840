"""Which words of a note set again are the author's, and where they stood."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bibtool.citations.passages import Passage, Role
from bibtool.render.rewriting.alignment import align, gaps, stretches
from bibtool.text.mapped import Mapped


def passages(*rows: tuple[str, str]) -> tuple[str, list[Passage]]:
    """A note of passages, each ``("cited", text)`` or ``("own", text)``."""
    text = "".join(words for _, words in rows)
    found: list[Passage] = []
    at = 0
    for kind, words in rows:
        role = Role.CITATION if kind == "cited" else Role.PROSE
        index = 1 + sum(one.role is Role.CITATION for one in found) if kind == "cited" else 0
        found.append(Passage(role, words, Mapped.of(text), at, at + len(words), index))
        at += len(words)
    return text, found


def aligned(rows: list[tuple[str, str]], new: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The stretches that stay, as they stand in both texts, and the words whose place is not sure."""
    old, found = passages(*rows)
    cited = frozenset(one.index for one in found if one.role is Role.CITATION)
    done = align(stretches(found, 0, cited), old, new)
    kept = [(old[k.old_start : k.old_end], new[k.new_start : k.new_end]) for k in done.kept]
    return kept, [old[lost.start : lost.end] for lost in done.lost]


def test_words_before_between_and_after() -> None:
    rows = [
        ("own", "Zob. szerzej: "),
        ("cited", "A. Nowak, Szlaki, s. 5"),
        ("own", ", gdzie mowa o limes; por. "),
        ("cited", "B. Lis, Mosty, s. 7"),
        ("own", " (podkr. moje)."),
    ]
    new = "Zob. szerzej: Nowak A. Szlaki. S. 5, gdzie mowa o limes; por. Lis B. Mosty. S. 7 (podkr. moje)."
    kept, lost = aligned(rows, new)
    assert not lost
    assert kept == [
        ("Zob. szerzej: ", "Zob. szerzej: "),
        (", gdzie mowa o limes; por. ", ", gdzie mowa o limes; por. "),
        (" (podkr. moje).", " (podkr. moje)."),
    ]


def test_the_authors_white_space_and_quotation_marks_are_kept() -> None:
    rows = [("own", "Pisze\u00a0o  „limes”:\n\n"), ("cited", "A. Nowak, Szlaki"), ("own", ".")]
    kept, _ = aligned(rows, "Pisze o “limes”: Nowak A. Szlaki.")
    assert kept[0] == ("Pisze\u00a0o  „limes”:\n\n", "Pisze o “limes”: ")


def test_a_quotation_mark_of_a_title_is_not_taken_for_the_authors() -> None:
    rows = [("own", "Zob. "), ("cited", "„Szlaki”, Kraków 2010.")]
    kept, _ = aligned(rows, "Zob. «Szlaki», Kraków 2010.")
    assert kept == [("Zob. ", "Zob. ")]


def test_a_word_of_the_author_that_the_style_prints_too() -> None:
    rows = [("own", "tom "), ("cited", "A. Nowak, Szlaki, t. 2"), ("own", ", zwłaszcza tom ten.")]
    kept, lost = aligned(rows, "tom Nowak A. Szlaki, tom 2, zwłaszcza tom ten.")
    assert not lost and [old for old, _ in kept] == ["tom ", ", zwłaszcza tom ten."]


def test_two_places_that_are_as_good_are_none() -> None:
    rows = [("cited", "Szlaki"), ("own", " i "), ("cited", "Mosty"), ("own", ".")]
    kept, lost = aligned(rows, "Jeden i dwa i trzy.")
    assert not any(old.strip() == "i" for old, _ in kept) and lost == [" i "]


def test_words_that_did_not_come_back() -> None:
    kept, lost = aligned([("own", "Uwaga: "), ("cited", "A. Nowak")], "Nowak A.")
    assert kept == [] and lost == ["Uwaga: "]


def test_a_citation_that_the_style_does_not_print_is_the_authors() -> None:
    old, found = passages(("own", "Zob. "), ("cited", "tenże, dz. cyt."), ("own", "; "), ("cited", "B. Lis, Mosty"))
    done = align(stretches(found, 0, frozenset({2})), old, "Zob. tenże, dz. cyt.; Lis B. Mosty")
    assert [old[k.old_start : k.old_end] for k in done.kept] == ["Zob. tenże, dz. cyt.; "]


WORDS = st.lists(st.sampled_from(["zob", "por", "tom", "Szlaki", "i", "„a”", "x-y", "2010"]), min_size=1, max_size=4)


@given(st.lists(st.tuples(st.sampled_from(["own", "cited"]), WORDS), min_size=1, max_size=6), WORDS, st.data())
def test_stretches_and_gaps_make_up_both_texts(
    rows: list[tuple[str, list[str]]], other: list[str], data: st.DataObject
) -> None:
    given_rows = [
        (kind, " ".join(words) + data.draw(st.sampled_from([" ", ", ", ". ", "\n\n"]))) for kind, words in rows
    ]
    new = " ".join(text if kind == "own" else " ".join(other) for kind, text in given_rows)
    old, found = passages(*given_rows)
    cited = frozenset(one.index for one in found if one.role is Role.CITATION)
    kept = align(stretches(found, 0, cited), old, new).kept
    between = list(gaps(kept, old, new))
    for side in ("old", "new"):
        text = old if side == "old" else new
        edges = sorted((getattr(one, f"{side}_start"), getattr(one, f"{side}_end")) for one in (*kept, *between))
        assert "".join(text[a:b] for a, b in edges) == text
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(edges))
    for one in kept:
        letters = [c for c in old[one.old_start : one.old_end] if c.isalnum()]
        assert letters == [c for c in new[one.new_start : one.new_end] if c.isalnum()]
