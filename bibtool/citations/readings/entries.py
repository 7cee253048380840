"""Entries of works of reference: the word for one, and the work that holds it, where a title has them still ("hasło:
Cech, Encyklopedia Warszawy", "Kwiatek Jan, PSB, t. XVI", "Art. „Mühle“, in: Lexikon")."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import put as fields
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import hints
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL


@cache
def _entry() -> re.Pattern[str]:
    return compiled(rf"\A{lexicon().alternation('entry')}\s?:?\s?(?=[„«“\"\w])")


@cache
def _inside() -> Phrase:
    """ ", hasło Młyn" at the end of a title that goes on with volume, place and year."""
    word = lexicon().alternation("entry")
    return Phrase(
        rf",\s(?P<word>{word})\s?:?\s(?P<entry>[„«“\"]?{CAPITAL}[^,;]{{1,60}}(?:,\s{CAPITAL}\w{{2,20}})?)\Z",
        lexicon().forms("entry"),
    )


@cache
def _behind() -> Phrase:
    """ ", s.v. Bug", ", hasło: Prom", ", s.v. Delfini, Marco" at the end of a citation."""
    word = lexicon().alternation("entry")
    given = rf"{CAPITAL}[^\W\d_]{{1,20}}"
    return Phrase(
        rf"[,.;]\s(?P<said>{word}\s?:?\s?(?:[^,;]{{2,60}}(?:,\s{given}(?:\s{given})?)?|[„“\"«‘'][^;]{{2,60}}[“”\"»’']))\Z",
        lexicon().forms("entry"),
    )


def entry_within(draft: Draft, text: str) -> None:
    """Part the entry from the work that a title names before it: "Ottův slovník, heslo Minerální vody"."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or "container-title" in draft.text:
        return
    start, stop = value.spans[0]
    first = _entry().match(text[start:stop]) if _inside().may_stand(text) else None
    if first is not None and _entry_first(draft, text, value.rule, start + first.end(), stop):
        draft.put("genre", first.group().strip(" :"), (start, start + len(first.group().rstrip(" :"))), "entry")
        draft.type = draft.type or "entry-encyclopedia"
        return
    inside = _inside().search(text, start, stop)
    if inside is None:
        _by_its_letters(draft, text, value)
    else:
        draft.drop("title")
        fields.container(draft, text, start, inside.start(), value.rule)
        fields.title(draft, text, *inside.span("entry"), "entry")
        draft.put("genre", inside["word"], inside.span("word"), "entry")
        draft.type = draft.type or "entry-encyclopedia"


def _by_its_letters(draft: Draft, text: str, value: Value) -> None:
    """Part a work of reference with a volume from the end of a title: "Kwiatek Jan (1850–1912), PSB, t. XVI", and,
    where the pages of an entry are said, "Козаки. Енциклопедія історії України: у 10 т."."""
    start, stop = value.spans[0]
    if "volume" not in draft.text or "author" not in draft.names:
        return
    mark = text.rfind(", ", start, stop)
    if mark < 0 and draft.label == "page" and "–" in draft.locator:
        mark = text.rfind(". ", start, stop)
    if mark > 0 and _names_reference_work(text[mark + 2 : stop]):
        draft.drop("title")
        fields.title(draft, text, start, mark, value.rule)
        fields.container(draft, text, mark + 2, stop, "reference-work")
        draft.type = draft.type or "entry-encyclopedia"


def _names_reference_work(words: str) -> bool:
    """Whether words are the name of a reference work: its letters ("PSB"), or several words ("Polski Słownik
    Biograficzny"); one word alone may be the end of a title ("Słownik")."""
    if " " not in words:
        return words.isupper() and words in lexicon().hint("reference_work")
    return words[0].isupper() and words.count(" ") < _WORDS_OF_WORK and hints.has(words, "reference_work")


_WORDS_OF_WORK = 5


def _entry_first(draft: Draft, text: str, rule: str, start: int, stop: int) -> bool:
    """Part an entry from the work of reference behind it, which stands in the title still or was read as a publisher:
    "hasło: Cech, Encyklopedia Warszawy"; whether there is such a work."""
    publisher = draft.values.get("publisher")
    if publisher is not None and hints.has(draft.text["publisher"], "reference_work"):
        work, end = publisher.spans[0], stop
        draft.drop("publisher")
    else:
        end = text.rfind(", ", start, stop)
        work = (end + 2, stop)
        if end < 0 or not hints.has(text[slice(*work)], "reference_work"):
            return False
    draft.drop("title")
    fields.title(draft, text, start, end, rule)
    fields.container(draft, text, *work, rule)
    return True


def entered(draft: Draft, text: str) -> None:
    """Take the word for an entry off a title in a larger work: "Art. „Mühle“, in: Lexikon"."""
    value = draft.values.get("title")
    if value is None or len(value.spans) != 1 or "container-title" not in draft.text or not _inside().may_stand(text):
        return
    start, stop = value.spans[0]
    entry = _entry().match(text[start:stop])
    if entry is not None:
        draft.drop("title")
        fields.title(draft, text, start + entry.end(), stop, value.rule)
        word = entry.group().strip(" :")
        if start == draft.start and "." not in word:  # "voce Argine, in: …": no label of the title
            draft.put("genre", word, (start, start + len(word)), "entry")
        draft.type = draft.type or "entry-encyclopedia"


def entry_behind(draft: Draft, text: str, end: int) -> None:
    """Put the entry that is named at the end of a citation, behind all its values, into the rest of its locator:
    ", s.v. Bug"."""
    if _in_brackets(draft, text, end):
        return
    behind = None if draft.locator_rest else _behind().search(text, draft.start, trim(text, draft.start, end)[1])
    if behind is None or behind["said"].count(")") > behind["said"].count("("):
        return  # "(zob. hasło Bug)"
    last = max((stop for value in draft.values.values() for _, stop in value.spans), default=end)
    if behind.start() >= last - 1:
        draft.locator_rest = behind["said"]
        draft.values["locator-rest"] = Value([behind.span("said")], "entry")


@cache
def _bracketed() -> Phrase:
    """ " (hasło: Bug, oprac. J. Kos)" behind the pages, at the end of a citation."""
    word = lexicon().alternation("entry")
    return Phrase(
        rf"\s[(\[](?P<said>{word}\s?:?\s?[„«“\"]?{CAPITAL}[^()\[\]]{{1,120}})[)\]]\.?\s*\Z", lexicon().forms("entry")
    )


def _in_brackets(draft: Draft, text: str, end: int) -> bool:
    """Put the entry that brackets behind the pages name into the rest of the locator, with who wrote it: nobody of
    them edited the whole."""
    found = _bracketed().search(text, draft.start, end) if draft.locator and not draft.locator_rest else None
    if found is None:
        return False
    start, stop = found.span("said")
    for name in [name for name, value in draft.values.items() if value.spans]:
        if all(start <= lo and hi <= stop for lo, hi in draft.values[name].spans):
            draft.drop(name)
    if any(lo < stop and start < hi for value in draft.values.values() for lo, hi in value.spans):
        return False
    draft.comments = [span for span in draft.comments if not (span[0] < stop and start < span[1])]
    draft.locator_rest = found["said"]
    draft.values["locator-rest"] = Value([(start, stop)], "entry")
    return True
