"""How sure a reading is: margins, what is close, and what makes a citation doubtful whatever its margin."""

from __future__ import annotations

import json

import pytest

from bibtool.citations.citation import Citation
from bibtool.citations.confidence import (
    NO_RIVAL,
    Calibration,
    calibration,
    confidence,
    differing,
    in_words,
    is_close,
    values,
)
from bibtool.citations.draft import Draft
from bibtool.citations.extract import CitationsResult, extract
from bibtool.items.dates import Date
from bibtool.items.names import Name
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes
from bibtool.text.certainty import Certainty

CLEAR = "J. Lis, Targi stepu, Kraków 2010, s. 5."


def read(*notes: str) -> CitationsResult:
    lines = (json.dumps({"number": str(n), "text": text}) for n, text in enumerate(notes, 1))
    document = read_bytes("\n".join(lines).encode(), "notes.jsonl", "notes")
    return extract(document, find_notes(document), looked=True)


def only(*notes: str) -> Citation:
    citation = read(*notes).citations[-1]
    assert citation.confidence is not None
    return citation


def test_more_margin_is_never_less_probable() -> None:
    known = calibration()
    found = [known.probability(margin) for margin in range(0, known.far + 500, 10)]
    assert found == sorted(found)
    assert 0 < found[0] < 0.5 < found[-1] < 1
    assert known.probability(known.far) == known.probability(10 * known.far)


def test_the_probability_is_that_of_the_logistic_curve() -> None:
    assert Calibration(1000, 0, 100, 1200).probability(0) == 0.5
    assert Calibration(1000, -1000, 100, 1200).probability(200) == pytest.approx(0.731, abs=0.001)


def test_only_margins_below_the_threshold_are_close() -> None:
    threshold = calibration().sure
    assert is_close(threshold - 1) and not is_close(threshold) and not is_close(None)


def test_the_values_of_a_draft_are_text() -> None:
    draft = Draft(0, 10, text={"title": "Targi", "volume": ""}, locator="5")
    draft.names["author"] = [Name("Lis", "Jan"), Name(literal="Koło"), Name("Berg", "Eva", "van den")]
    draft.dates["issued"] = Date(((2010, 3),))
    said = {"title": "Targi", "author": "Lis, Jan; Koło; van den Berg, Eva", "issued": "2010-03", "locator": "5"}
    assert values(draft) == said


def test_what_differs_is_said_by_the_other_reading() -> None:
    own, other = {"title": "Targi", "volume": "2"}, {"title": "Targi. Las", "issue": "2"}
    assert differing(own, other) == {"title": "Targi. Las", "volume": "", "issue": "2"}
    assert differing(own, dict(own)) == {}


@pytest.mark.parametrize(
    ("findings", "unread", "certainty"),
    [
        ((), (), Certainty.SURE),
        (("BT310",), (), Certainty.SURE),
        (("BT301",), (), Certainty.DOUBTFUL),
        (("BT302",), (), Certainty.DOUBTFUL),
        ((), ((3, 9),), Certainty.DOUBTFUL),
    ],
)
def test_a_notation_of_its_own_is_sure_unless_something_speaks_against_it(
    findings: tuple[str, ...], unread: tuple[object, ...], certainty: Certainty
) -> None:
    found = confidence(None, NO_RIVAL, findings, unread)
    assert found.certainty is certainty and found.probability is None and found.alternatives == ()


def test_a_close_rival_is_an_alternative_and_a_far_one_is_none() -> None:
    rival = {"title": "Targi. Las"}
    threshold = calibration().sure
    near = confidence(threshold - 1, rival, (), ())
    assert near.certainty is Certainty.DOUBTFUL and near.alternatives == (rival,)
    far = confidence(threshold, rival, (), ())
    assert far.certainty is Certainty.SURE and far.alternatives == ()
    assert near.probability is not None and far.probability is not None and near.probability <= far.probability


def test_a_plain_citation_is_sure() -> None:
    citation = only(CLEAR)
    assert citation.confidence is not None and citation.confidence.certainty is Certainty.SURE
    assert citation.confidence.probability is not None and citation.confidence.probability > 0.5
    assert "BT317" not in citation.findings


def test_ibid_after_a_work_is_sure_and_ibid_after_nothing_is_doubtful() -> None:
    known, unknown = only(CLEAR, "Tamże, s. 8.").confidence, only("Tamże, s. 8.").confidence
    assert known is not None and known.certainty is Certainty.SURE and known.probability is None
    assert unknown is not None and unknown.certainty is Certainty.DOUBTFUL


def test_the_values_of_a_reading_in_words() -> None:
    assert in_words({"title": "Targi", "volume": ""}) == "title “Targi”, volume –"


def test_a_doubtful_reading_is_told_with_both_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Calibration(500, 0, 10_000, 20_000)  # no margin is enough
    for module in ("confidence", "readings.weigh"):
        monkeypatch.setattr(f"bibtool.citations.{module}.calibration", lambda: everything)
    result = read(CLEAR)
    (citation,) = result.citations
    assert citation.confidence is not None
    assert citation.confidence.certainty is Certainty.DOUBTFUL
    (alternative,) = citation.confidence.alternatives
    (finding,) = [f for f in result.findings if f.code == "BT317"]
    assert "BT317" in citation.findings
    printed = {**citation.item.text, "locator": citation.locator}
    own = {name: value for name, value in printed.items() if name in alternative}
    assert finding.args["other"] == in_words(alternative) != finding.args["reading"]
    assert own and all(in_words({name: value}) in finding.args["reading"] for name, value in own.items())
    assert finding.spans == citation.spans


def test_what_was_weighed_is_given_where_it_is_asked_for() -> None:
    result = read(CLEAR, "Tamże, s. 8.")
    first, second = result.looked
    (weighed,) = first.considered
    assert weighed is not None and second.considered == (None,)
    scores = [reading.score for reading in weighed.readings]
    assert len(scores) >= 3 and scores == sorted(scores, reverse=True)
    assert len({reading.labels for reading in weighed.readings}) == len(scores)
    assert all(len(reading.labels) == len(weighed.pieces) for reading in weighed.readings)
    for reading in weighed.readings:
        assert reading.score == reading.likelihood + reading.prior - reading.loss
    assert min(scores[0] - scores[1], calibration().far) <= weighed.margin <= calibration().far
    document = read_bytes(json.dumps({"number": "1", "text": CLEAR}).encode(), "notes.jsonl", "notes")
    assert extract(document, find_notes(document)).looked == ()
