"""What entries take from others, and what they keep."""

from bibtool.entries.entry import Entry
from bibtool.entries.parents import inherited, other_keys, with_parents, works
from bibtool.formats import registry
from bibtool.items.item import Item

TEXT = """
@incollection{barcie, author = {Maj, Ewa}, title = {Barcie}, pages = {5--9}, crossref = {stary}}
@collection{las, ids = {stary, puszcza}, editor = {Cis, Jan}, title = {Las}, publisher = {Rój},
  date = {1999}, doi = {10.1/las}}
@inbook{dym, title = {Dym}, crossref = {ksiega}}
@book{ksiega, author = {Maj, Ewa}, title = {Księga}, date = {2000}}
@book{tom, title = {Tom wierszy}, volume = {2}, crossref = {dziela}}
@mvbook{dziela, author = {Cis, Jan}, title = {Dzieła}, publisher = {Rój}}
@book{wosk, author = {Maj, Ewa}, title = {Wosk}, publisher = {Inny}, xdata = {dom, miasto}}
@xdata{dom, publisher = {Rój}, location = {Zamość}, subtitle = {x}}
@xdata{miasto, location = {Łódź}, series = {Seria}}
@set{zbior, entryset = {wosk, dym}}
@book{uwaga, title = {Uwaga}, xref = {las}}
"""


def entries() -> list[Entry]:
    return list(registry.get("biblatex").read(TEXT).entries)


def items(found: list[Entry]) -> dict[str, Item]:
    return {entry.key: entry.item for entry in found}


def test_parts_take_what_they_lack() -> None:
    found = items(inherited(entries()))
    barcie = found["barcie"]
    assert (barcie.get("container-title"), barcie.get("publisher"), barcie.get("title")) == ("Las", "Rój", "Barcie")
    assert barcie.names["editor"][0].family == "Cis" and barcie.dates["issued"].year == 1999
    assert barcie.get("DOI") == ""  # that of the whole book
    dym = found["dym"]
    assert dym.names["author"][0].family == dym.names["container-author"][0].family == "Maj"
    assert found["tom"].get("title") == "Dzieła. Tom wierszy"
    assert found["wosk"].get("publisher") == "Inny" and found["wosk"].get("publisher-place") == "Zamość"
    assert found["wosk"].get("collection-title") == "Seria"
    assert found["uwaga"].get("publisher") == ""  # xref gives nothing


def test_the_entries_themselves_stay_as_they_are() -> None:
    before = entries()
    inherited(before)
    assert before == entries()
    written = registry.get("biblatex").write(before)
    assert "xdata        = {dom, miasto}" in written and "@xdata{dom," in written and "@set{zbior," in written
    assert registry.get("biblatex").read(written).entries == tuple(before)


def test_containers_of_data_are_no_works() -> None:
    assert [entry.key for entry in works(entries())] == [
        "barcie", "las", "dym", "ksiega", "tom", "dziela", "wosk", "uwaga",
    ]  # fmt: skip
    alone = list(registry.get("biblatex").read("@set{zbior, entryset = {nie, ma}}").entries)
    assert [entry.key for entry in works(alone)] == ["zbior"]


def test_keys_besides_the_own_one_lead_to_the_entry() -> None:
    found = entries()
    assert other_keys(found) == {"stary": "las", "puszcza": "las"}
    by_key = {entry.key: entry for entry in found}
    assert with_parents(["barcie"], by_key) == {"barcie", "las"}
    assert with_parents(["zbior"], by_key) == {"zbior", "wosk", "dym", "dom", "miasto", "ksiega"}


def test_circles_and_long_chains_end() -> None:
    ring = [Entry(str(n), Item("book", custom={"crossref": str((n + 1) % 3)})) for n in range(3)]
    assert len(inherited(ring)) == 3
    chain = [Entry(str(n), Item("book", custom={"xdata": str(n + 1)})) for n in range(2000)]
    assert len(inherited([*chain, Entry("2000", Item("book", text={"publisher": "Rój"}))])) == 2001


def test_keys_are_found_whatever_their_capitals() -> None:
    text = "@incollection{a, title={Ul}, crossref={LAS}}\n@collection{Las, title={Las}, publisher={Rój}}"
    (first, _) = inherited(list(registry.get("biblatex").read(text).entries))
    assert first.item.get("publisher") == "Rój"
