"""Readers of data whose values have types are run against values of every type: each is read or kept, none raises."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibtool.diagnostics import catalogue
from bibtool.formats import registry
from bibtool.formats.canonical import canonical
from bibtool.formats.format import FormatError
from bibtool.formats.remainder import restore
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item

WORDS = st.sampled_from(
    ["", "Łąka", "2001", "-44", "lato", "<i>", "&amp;", "true", "Kos, Jan; Lis", "9" * 40, "\x00", "²"]
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.text(max_size=8))
INNER = st.sampled_from(
    "date-parts literal raw season circa year month day edtf family given name isInstitution suffix a".split()
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INNER | st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
VARIABLES = st.sampled_from(
    [
        *sorted(NAME_VARIABLES)[:6], "author", "editor", *sorted(DATE_VARIABLES), "custom", "id", "type", "title",
        "page",
        "volume", "ISSN", "subtitle", "keyword", "language", "note", "published-print", "shortTitle", "published", "x",
    ]
)  # fmt: skip
ROWS = st.dictionaries(VARIABLES | st.text(max_size=5), VALUES, max_size=6)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(ROWS | VALUES, max_size=3), ROWS, VALUES))
def test_csl_json_of_any_values_is_read_and_comes_back(data: Any) -> None:
    form = registry.get("csl-json")
    try:
        read = form.read(json.dumps(data))
    except FormatError as error:
        assert not isinstance(data, (list, dict))
        assert error.message
        return
    assert all(catalogue.sentence(finding) for finding in read.findings)
    again = form.read(form.write(read.entries))
    assert [entry.item for entry in again.entries] == [entry.item for entry in read.entries]
    assert [entry.key for entry in again.entries] == [entry.key for entry in read.entries]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(VARIABLES, VALUES, min_size=1, max_size=5))
def test_no_scalar_of_an_item_is_lost_in_silence(row: dict[str, Any]) -> None:
    """What is not in the item word for word stands in a finding or says nothing."""
    read = registry.get("csl-json").read(json.dumps([{**row, "id": "a"}]))
    told = {finding.args.get("variable", "").partition("/")[0] for finding in read.findings}
    item = read.entries[0].item
    for variable, value in row.items():
        if variable in {"id", "type"} or not isinstance(value, list) or not any(map(_telling, value)):
            continue
        held = {*item.names, *item.dates, *item.text, *item.custom, *(f"other-{name}" for name in item.custom)}
        assert variable in told or variable in held, (variable, value, item)


def _telling(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(VARIABLES, VALUES, max_size=4), st.dictionaries(VARIABLES, VALUES, max_size=2))
def test_a_remainder_of_any_values_is_restored_or_refused(meant: dict[str, Any], instead: dict[str, Any]) -> None:
    restored = restore(Item("book", text={"title": "Łąka"}), json.dumps({"csl": meant, "for": instead}))
    assert restored is None or canonical(restored).to_csl()
