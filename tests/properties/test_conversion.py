"""Works go from every format into every other one and are the same there, but for what the format's page lists."""

import re
from html import unescape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_formats_roundtrip import ITEM

from bibtool.csl.variables import KNOWN
from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.canonical import canonical
from bibtool.formats.format import Format, Takes
from bibtool.items.item import Item

FORMATS = {name: form for name, form in registry.formats().items() if form.takes is Takes.ENTRIES}
READ = sorted(name for name, form in FORMATS.items() if form.readable)
WRITTEN_ONLY = sorted(FORMATS.keys() - set(READ))
PAIRS = [(one, other) for one in READ for other in READ if one != other]


def test_there_are_pairs() -> None:
    assert len(PAIRS) >= 42 and len(WRITTEN_ONLY) == 5


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pair=st.sampled_from(PAIRS), items=st.lists(ITEM, min_size=1, max_size=3))
def test_works_are_the_same_in_another_format(pair: tuple[str, str], items: list[Item]) -> None:
    one, other = (FORMATS[name] for name in pair)
    entries = [Entry(f"klucz{number}", item) for number, item in enumerate(items)]
    there = one.read(one.write(entries)).entries
    back = other.read(other.write(there)).entries
    assert [entry.key for entry in back] == [entry.key for entry in entries]
    for entry, item in zip(back, items, strict=True):
        meant, said = canonical(item).to_csl(), entry.item.to_csl()
        differ = {name for name in {*meant, *said} if meant.get(name) != said.get(name)}
        assert differ <= one.cannot_hold | other.cannot_hold, (pair, differ)


# To make up an item takes longer than to write it: each goes through all formats.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(item=ITEM)
def test_what_stands_aside_is_a_part_of_the_work(item: Item) -> None:
    flat = {*canonical(item).to_csl(), *(f"custom/{each}" for each in item.custom)}
    for name in READ:
        assert set(FORMATS[name].aside(Entry("a", item))) <= flat, name


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(item=ITEM)
def test_what_a_template_lacks_is_told_and_stands_on_the_page(item: Item) -> None:
    for name in WRITTEN_ONLY:
        told_and_on_the_page(FORMATS[name], item)


def told_and_on_the_page(form: Format, item: Item) -> None:
    """What a format that is only written cannot hold is told; all else stands in its text, word by word."""
    entry = Entry("a", item)
    assert form.lost is not None
    lost = form.lost(entry)
    listed = form.cannot_hold | {
        variable for variable in lost if variable not in KNOWN and "custom" in form.cannot_hold
    }
    assert set(lost) <= listed, form.name
    text = unescape(form.write([entry])).replace("{{!}}", "|")
    written = " ".join(text.split())
    for variable, value in canonical(item).text.items():
        if variable not in lost and variable != "URL":
            for word in re.findall(r"[^\W_]+", re.sub(r"</?(?:i|b|sup|sub)>", " ", value)):
                assert word in written, (form.name, variable, word)
