"""What may be one in the library: pairs of works, one above the other, with the evidence; forms of a name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bibtool.cli.lines import filled
from bibtool.cli.words import word
from bibtool.jobs.library_merging import Merging
from bibtool.library.duplicates import Pair
from bibtool.library.merging import Merged, said, value
from bibtool.library.persons import Form
from bibtool.text.visible import in_json, visible

SCHEMA = 1


def pairs_text(pairs: Sequence[Pair], ui: str, room: int | None) -> str:
    """For people: what is the same once, what differs one above the other; in ``room`` columns of a terminal."""
    if not pairs:
        return word("library_pairs_none", ui) + "\n"
    sure = sum(pair.is_sure for pair in pairs)
    blocks = ["".join(_pair(pair, ui, room)) for pair in pairs]
    return "\n".join([*blocks, word("library_pairs", ui, count=len(pairs), sure=sure) + "\n"])


def _pair(pair: Pair, ui: str, room: int | None) -> Iterator[str]:
    told = "; ".join(f"{each.variable}: {word(f'library_how_{each.how}', ui)}" for each in pair.likeness.evidence)
    verdict = word(f"library_pair_{pair.likeness.verdict.value}", ui)
    yield filled(visible(f"{pair.other.key}  {verdict} ({told})"), room, f"{visible(pair.one.key)}  ", "    ") + "\n"
    one, other = dict(said(pair.one)), dict(said(pair.other))
    names = [name for name in dict.fromkeys([*one, *other]) if "(" not in name]
    width = max((len(name) for name in names), default=0)
    for name in names:
        values = [" ".join(row.get(name, "").split()) for row in (one, other)]
        if values[0] == values[1]:
            yield filled(visible(values[0]), room, f"  {visible(name).ljust(width)}    ") + "\n"
            continue
        yield filled(visible(values[0]) or "–", room, f"  {visible(name).ljust(width)}  1 ") + "\n"
        yield filled(visible(values[1]) or "–", room, f"  {' ' * width}  2 ") + "\n"


def pairs_json(pairs: Sequence[Pair]) -> str:
    """For programs: one array."""
    rows: list[dict[str, Any]] = [
        {
            "schema": SCHEMA,
            "verdict": pair.likeness.verdict.value,
            "evidence": [
                {"variable": each.variable, "speaks": each.speaks.value, "how": each.how}
                for each in pair.likeness.evidence
            ],
            "works": [{"key": each.key, "item": each.item.to_csl(each.key)} for each in (pair.one, pair.other)],
        }
        for pair in pairs
    ]
    return in_json(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


def merged_text(done: Merging, ui: str, room: int | None) -> str:
    """Each work that took others in: where they differed which value stands and what is kept beside it, and which
    variables it took over."""
    return "".join("".join(_merged(each, ui, room)) for each in done.merged)


def _merged(merged: Merged, ui: str, room: int | None) -> Iterator[str]:
    yield visible(word("library_merged", ui, work=merged.after.key, gone=", ".join(merged.gone))) + "\n"
    names = list(dict.fromkeys(each.variable for each in merged.differing))
    width = max(map(len, names), default=0)
    labels = [word(f"library_{each}", ui) for each in ("kept", "beside")]
    longest = max(map(len, labels))
    for name in names:
        values = [value(merged.after, name) or "–", *(each.value for each in merged.differing if each.variable == name)]
        for place, text in enumerate(values):
            head = (visible(name) if not place else "").ljust(width)
            label = labels[min(place, 1)].ljust(longest)
            yield filled(visible(" ".join(text.split())), room, f"  {head}  {label}  ") + "\n"
    if merged.filled:
        yield filled(visible(", ".join(merged.filled)), room, f"  {word('library_filled', ui)}  ") + "\n"


def persons_text(persons: Sequence[Sequence[Form]], ui: str) -> str:
    """For people: a line for each person, each form with the number of works that print it; the preferred one first."""
    if not persons:
        return word("library_persons_none", ui) + "\n"
    lines: list[str] = []
    for forms in persons:
        state = "linked" if forms[0].person else "perhaps"
        told = [f"{form.text} ({form.works})" if form.works else form.text for form in forms]
        told = [f"* {text}" if form.preferred else text for text, form in zip(told, forms, strict=True)]
        lines.append(visible(f"{word(f'library_person_{state}', ui)}: {' = '.join(told)}") + "\n")
    return "".join(lines)


def persons_json(persons: Sequence[Sequence[Form]]) -> str:
    """For programs: one array."""
    rows: list[dict[str, Any]] = [
        {
            "schema": SCHEMA,
            "linked": bool(forms[0].person),
            "forms": [
                {"name": form.name.to_csl(), "text": form.text, "works": form.works, "preferred": form.preferred}
                for form in forms
            ],
        }
        for forms in persons
    ]
    return in_json(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"
