"""The number of a series behind who collected what stands in it."""

import json

from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
from bibtool.text.certainty import Certainty


def test_a_series_is_no_author() -> None:
    note = "Pieśni ludu nad Wisłokiem. Zebrał i wydał O. Konar. Serya I. Warszawa 1857."
    line = json.dumps({"number": "1", "text": note})
    [one] = extract([Source("notes.jsonl", line.encode())]).documents[0].citations
    assert one.item.get("title") == "Pieśni ludu nad Wisłokiem"
    assert [name.family for name in one.item.names["editor"]] == ["Konar"]
    assert "author" not in one.item.names
    assert one.confidence.certainty is Certainty.DOUBTFUL
