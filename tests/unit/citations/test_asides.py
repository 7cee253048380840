"""What stands in brackets inside a citation and is no part of it."""

import json

from bibtool.citations.readings.asides import asides
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


def test_each_is_found_in_the_text_without_those_before_it() -> None:
    text = "Lis, J. Most [in Russian] i rzeka (Data set [in Polish])."
    plain, found = asides(text, 0, len(text))
    assert [(one.variable, one.value) for _, one in found] == [
        ("language", "ru"),
        ("language", "pl"),
        ("genre", "Data set"),
    ]
    assert plain.split() == ["Lis,", "J.", "Most", "i", "rzeka."]
    assert len(plain) == len(text) and found[0][0] == text and "[in Russian]" not in found[1][0]


def test_no_number_of_them_is_too_many() -> None:
    title = "Most na rzece " + "(in Russian) słowo " * 2000
    note = json.dumps({"number": "1", "text": f"Lis, J. (2001). {title}. Kraków: Znak."})
    (citation,) = extract([Source("notes.jsonl", note.encode(), "notes")]).citations
    assert citation.item.get("language") == "ru"
