"""Readers take time in step with what they read, whatever it is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bibtool.formats import registry
from bibtool.formats.format import FormatError

HOSTILE: dict[str, tuple[str, Callable[[int], str]]] = {
    "lines of one value": ("ris", lambda n: "TY  - BOOK\nAB  - x\n" + "wiersz\n" * n + "ER  - \n"),
    "names in one line": ("ris", lambda n: "TY  - BOOK\nAU  - " + "a; " * n + "\nER  - \n"),
    "names of a journal": ("ris", lambda n: "TY  - JOUR\nJF  - " + "a. " * n + "\nJO  - " + "ab " * n + "\nER  - \n"),
    "stars": ("csl-yaml", lambda n: "- title: '" + "*a " * n + "'\n"),
    "brackets": ("csl-yaml", lambda n: "- title: '" + "[" * n + "'\n"),
    "document types": ("jats", lambda n: "<!DOCTYPE a [" * n),
    "entities": ("jats", lambda n: "<ref-list>" + "&eacute" * n),
    "ampersands": ("csl-json", lambda n: '[{"id":"a","title":"' + "&amp;" * n + '"}]'),
    "tags": ("csl-json", lambda n: '[{"id":"a","title":"' + "<i " * n + '"}]'),
    "quotation marks": ("csv", lambda n: 'title,author,year,doi\n"' + '""' * min(n, 60_000)),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hundred_thousand_take_a_second_or_two(what: str) -> None:
    name, made = HOSTILE[what]
    text = made(100_000)
    started = time.process_time()
    try:
        registry.get(name).read(text)
    except FormatError as error:
        assert error.message
    assert time.process_time() - started < 5
