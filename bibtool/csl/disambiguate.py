"""Disambiguation (section "Disambiguation") by groups of cites that render alike.

Every step renders the members of a group once and splits the group by what came out; a group that does not split
moves on to the next step.  The work is members times steps, and steps are bounded by the length of the name lists,
so that a thousand ambiguous items take a thousand times what one takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from bibtool.csl.context import Disambiguation, NameLevels, NamesSeen
from bibtool.csl.initials import initialize

_SPACING = re.compile(r"[\s.]+")
Probe = Callable[[str, Disambiguation | None], tuple[str, list[NamesSeen]]]


class Rules(Struct, frozen=True):
    """The options of `cs:citation` that ask for disambiguation."""

    add_names: bool = False
    add_given: bool = False
    given_rule: str = "by-cite"
    conditions: int = 0
    year_suffix: bool = False

    @property
    def any(self) -> bool:
        """Tell whether there is anything to do."""
        return self.add_names or self.add_given or self.conditions > 0 or self.year_suffix


def settle(ids: Sequence[str], probe: Probe, rules: Rules) -> dict[str, Disambiguation]:
    """Return what each ambiguous item needs.  `ids` are in the order of the bibliography: suffixes follow it."""
    settled: dict[str, Disambiguation] = {}
    seen: dict[str, list[NamesSeen]] = {}
    groups: dict[str, list[str]] = {}
    for identity in ids:
        text, names = probe(identity, None)
        seen[identity] = names
        groups.setdefault(text, []).append(identity)
    order = {identity: place for place, identity in enumerate(ids)}
    for text, members in groups.items():
        if len(members) < 2:
            continue
        rest = [(members, Disambiguation())]
        if rules.add_names or (rules.add_given and rules.given_rule == "by-cite"):
            rest = _by_names(members, seen, probe, rules, settled)
        for count in range(1, rules.conditions + 1):
            rest = _by_condition(rest, count, probe, settled)
        for left, base in rest:
            if not text and base == Disambiguation():
                # Cites that print nothing have no year that a letter could follow.
                continue
            for number, identity in enumerate(sorted(left, key=order.__getitem__), start=1):
                made = _copy(base)
                made.year_suffix = number if rules.year_suffix else 0
                settled[identity] = made
    return settled


def _split(members: Iterable[str], probe: Probe, config: Disambiguation) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for identity in members:
        groups.setdefault(probe(identity, config)[0], []).append(identity)
    return list(groups.values())


def _copy(base: Disambiguation) -> Disambiguation:
    return Disambiguation(dict(base.names), dict(base.givens), base.condition, base.year_suffix)


def _by_names(
    members: list[str],
    seen: dict[str, list[NamesSeen]],
    probe: Probe,
    rules: Rules,
    settled: dict[str, Disambiguation],
) -> list[tuple[list[str], Disambiguation]]:
    """Add names and given names, one at a time; keep only the steps that told members apart."""
    given = rules.add_given and rules.given_rule == "by-cite"
    done: list[tuple[list[str], Disambiguation]] = []
    stack: list[tuple[list[str], Disambiguation, int]] = [(members, Disambiguation(), 0)]
    while stack:
        group, better, at = stack.pop()
        steps = _steps([seen[i] for i in group], rules.add_names, given)
        split = False
        for number in range(at, len(steps)):
            index, place, level = steps[number]
            trial = _copy(better)
            if rules.add_names:
                trial.names[index] = max(trial.names.get(index, 0), place + 1)
            if level:
                trial.givens[index, place] = level
            parts = _split(group, probe, trial)
            if len(parts) > 1:
                for part in parts:
                    if len(part) == 1:
                        settled[part[0]] = trial
                    else:
                        stack.append((part, trial, number + 1))
                split = True
                break
        if not split:
            done.append((group, better))
    return done


def _steps(seen: list[list[NamesSeen]], add_names: bool, given: bool) -> list[tuple[int, int, int]]:
    """Return the steps to try as (names rendering, name, level of the given name; 0 only shows the name)."""
    steps: list[tuple[int, int, int]] = []
    for index in range(max((len(s) for s in seen), default=0)):
        here = [s[index] for s in seen if len(s) > index]
        shown = min(n.shown for n in here)
        total = max(n.total for n in here)
        short, initials = here[0].short, here[0].initials
        for place in range(total if add_names else min(total, shown)):
            if place >= shown:
                steps.append((index, place, 0))
            if given:
                if short and initials:
                    steps.append((index, place, 1))
                if short or initials:
                    steps.append((index, place, 2))
    return steps


def _by_condition(
    rest: list[tuple[list[str], Disambiguation]], count: int, probe: Probe, settled: dict[str, Disambiguation]
) -> list[tuple[list[str], Disambiguation]]:
    """Let the first `count` tests of `disambiguate` come true, and keep that where it tells members apart."""
    out: list[tuple[list[str], Disambiguation]] = []
    for group, base in rest:
        trial = _copy(base)
        trial.condition = count
        parts = _split(group, probe, trial)
        if len(parts) == 1:
            out.append((group, base))
            continue
        for part in parts:
            if len(part) == 1:
                settled[part[0]] = trial
            else:
                out.append((part, trial))
    return out


def name_levels(lists: Iterable[Sequence[tuple[str, ...]]], rule: str) -> NameLevels:
    """Return the levels for rules other than by-cite: persons with one family name are told apart wherever they stand.

    `lists` are the identities of the names of each rendering.
    """
    primary = rule.startswith("primary-name")
    only_initials = rule.endswith("-with-initials")
    families: dict[tuple[str, str], dict[tuple[str, ...], None]] = {}
    for names in lists:
        for identity in names[:1] if primary else names:
            if not identity[0]:
                families.setdefault((identity[4], identity[1]), {})[identity] = None
    levels: dict[tuple[str, ...], tuple[int, int]] = {}
    for persons in families.values():
        # "J. J." and "J.J." are one given name.
        if len({_SPACING.sub("", p[2]) for p in persons}) < 2:
            continue
        by_initials: dict[str, set[str]] = {}
        for person in persons:
            by_initials.setdefault(initialize(person[2], "", True, False), set()).add(person[2])
        for person in persons:
            alike = len(by_initials[initialize(person[2], "", True, False)]) > 1
            rest = 0 if only_initials else 2
            levels[person] = (rest if alike else 1, rest)
    return NameLevels(levels, primary)
