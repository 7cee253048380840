"""One word for one thing, in every message and label of both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources

import pytest

from bibtool.cli.help_page import data
from bibtool.cli.words import words
from bibtool.diagnostics.catalogue import rules
from bibtool.report.page import words_of

TERMS = tomllib.loads(resources.files("bibtool.diagnostics").joinpath("glossary.toml").read_text(encoding="utf-8"))


def texts() -> Iterator[tuple[str, str, str]]:
    """Where it stands, English, Polish."""
    for code, rule in rules().items():
        yield code, rule.sentence["en"], rule.sentence["pl"]
        yield f"{code} why", rule.why["en"], rule.why["pl"]
    for key, label in words().items():
        yield key, label["en"], label["pl"]
    for key, english in words_of("en").items():
        yield f"page: {key}", english, words_of("pl")[key]
    for name, rows in data()["examples"].items():
        for row in rows:
            yield f"example of {name}", row["en"], row["pl"]
    for english, polish in data()["translations"]["pl"].items():
        yield "help", english, polish


TEXTS = list(texts())


def names(english: str, term: str) -> bool:
    """Whether a text speaks of the thing."""
    return re.search(rf"(?<![\w-]){re.escape(term)}s?(?![\w-])", english.lower()) is not None


def forbidden(polish: str, stems: list[str]) -> list[str]:
    said = re.sub(r"\{\w+\}|„bibtool[^”]*”", "", polish.lower())  # neither arguments nor commands
    return [stem for stem in stems if re.search(rf"(?<!\w){stem}", said)]


@pytest.mark.parametrize("name", TERMS)
def test_no_other_word_names_it(name: str) -> None:
    term = TERMS[name]
    looked = [row for row in TEXTS if names(row[1], term["en"])]
    assert looked, f"no text speaks of {term['en']}"
    # a word that is right for another thing may stand where the text speaks of that thing as well
    found = []
    for where, english, polish in looked:
        other = {each["pl"].split()[0] for each in TERMS.values() if each is not term and names(english, each["en"])}
        stems = [stem for stem in term["not"]["pl"] if not any(word.startswith(stem) for word in other)]
        found += [(where, stem, polish) for stem in forbidden(polish, stems)]
    assert not found


@pytest.mark.parametrize("name", TERMS)
def test_a_term_is_explained_and_forbids_no_term_of_its_own(name: str) -> None:
    term = TERMS[name]
    assert term["meaning"].endswith(".") and term["en"] and term["pl"]
    assert not any(term["pl"].startswith(stem) for stem in term["not"]["pl"])


def test_a_wrong_word_would_be_found() -> None:
    assert names("no earlier citation fits", "citation") and not names("the citation-number", "citation")
    assert forbidden("żadne odesłanie nie pasuje", ["odesłan"]) == ["odesłan"]
