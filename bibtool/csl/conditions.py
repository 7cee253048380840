"""Conditions of `cs:choose` (section "Choose")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bibtool.csl.context import Context, Position
from bibtool.csl.elements import number_value
from bibtool.csl.numbers import is_numeric

if TYPE_CHECKING:
    from lxml.etree import _Element

Test = Callable[[Context], bool]


def condition(element: _Element) -> Test:
    """Compile the attributes of `cs:if` or `cs:else-if` into one test."""
    tests: list[Test] = []
    types = frozenset((element.get("type") or "").split())
    if types:
        # An item has one type: a list of them means any, under match="all" as well (citeproc-js, many styles).
        tests.append(lambda ctx: ctx.item.type in types)
    for value in (element.get("variable") or "").split():
        tests.append(_variable(value))
    for value in (element.get("is-numeric") or "").split():
        tests.append(_numeric(value))
    for value in (element.get("is-uncertain-date") or "").split():
        tests.append(_uncertain(value))
    labels = frozenset(
        value.replace(" ", "-") for value in (element.get("locator") or "").replace("sub verbo", "sub-verbo").split()
    )
    if labels:
        tests.append(lambda ctx: bool(ctx.cite.locator) and ctx.cite.label in labels)
    for value in (element.get("position") or "").split():
        tests.append(_position(value))
    disambiguate = element.get("disambiguate")
    if disambiguate is not None:
        tests.append(_disambiguate(disambiguate == "true"))
    match = element.get("match") or "all"
    if len(tests) == 1 and match != "none":
        return tests[0]
    if match == "any":
        return lambda ctx: any(test(ctx) for test in tests)
    if match == "none":
        return lambda ctx: not any(test(ctx) for test in tests)
    return lambda ctx: all(test(ctx) for test in tests)


def _disambiguate(wanted: bool) -> Test:
    """Several tests of `disambiguate` in one layout come true one after another, as long as cites are alike."""

    def test(ctx: Context) -> bool:
        ctx.conditions_seen += 1
        return (ctx.disambiguation is not None and ctx.conditions_seen <= ctx.disambiguation.condition) == wanted

    return test


def _variable(value: str) -> Test:
    if value == "locator":
        return lambda ctx: bool(ctx.cite.locator)
    if value == "citation-number":
        return lambda ctx: ctx.number > 0
    if value == "first-reference-note-number":
        return lambda ctx: ctx.cite.first_note > 0
    if value == "year-suffix":
        return lambda ctx: ctx.disambiguation is not None and ctx.disambiguation.year_suffix > 0
    return lambda ctx: ctx.item.has(value)


def _numeric(value: str) -> Test:
    def test(ctx: Context) -> bool:
        text = number_value(value, ctx)
        return bool(text) and is_numeric(text)

    return test


def _uncertain(value: str) -> Test:
    def test(ctx: Context) -> bool:
        date = ctx.item.dates.get(value)
        return date is not None and date.circa

    return test


def _position(value: str) -> Test:
    if value == "first":
        return lambda ctx: ctx.area == "citation" and ctx.cite.position is Position.FIRST
    if value == "near-note":
        return lambda ctx: ctx.area == "citation" and ctx.cite.near_note
    least = {
        "subsequent": Position.SUBSEQUENT,
        "ibid": Position.IBID,
        "ibid-with-locator": Position.IBID_WITH_LOCATOR,
    }.get(value)
    if least is None:
        return lambda ctx: False
    return lambda ctx: ctx.area == "citation" and ctx.cite.position >= least
