"""Forms cut short that mean one thing here and another there: "St." of a family or a given name, "1990–2", "ii. 77"."""

import json

from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


def item_of(note: str) -> tuple[dict[str, str], dict[str, list[str]], str]:
    line = json.dumps({"number": "1", "text": note})
    (found,) = extract([Source("notes.jsonl", line.encode())]).documents[0].citations
    item = found.item
    names = {role: [f"{each.family}, {each.given}" for each in each_role] for role, each_role in item.names.items()}
    return {**item.text, "locator": found.locator}, names, item.dates["issued"].to_edtf()


def test_saint_is_a_given_name_cut_short_where_no_family_has_it() -> None:
    _, names, _ = item_of("J. St. Bystry, Dzieje młynów, Warszawa 1960, s. 3.")
    assert names["author"] == ["Bystry, J. St."]


def test_a_span_of_years_and_a_volume_in_small_figures() -> None:
    text, names, issued = item_of("Ann Lyle and Peter Voss, eds., Lordship, 2 vols. (Oxford, 1990–2), ii. 77.")
    assert names["editor"] == ["Lyle, Ann", "Voss, Peter"]
    assert (text["title"], text["volume"], text["locator"], text["number-of-volumes"]) == ("Lordship", "ii", "77", "2")
    assert issued == "1990/1992"
