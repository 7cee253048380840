"""What a periodical's name or its pages were read with: the end of the title, a volume, an issue."""

from __future__ import annotations

from functools import cache

from bibtool.citations.confidence import in_words
from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import put as fields
from bibtool.citations.scan import hints
from bibtool.diagnostics.code import Code
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_NUMBERS = frozenset({"volume", "issue"})
_WORDS = 7
# "Frontiers 13,3"
_LAST = regex(r",?\s(?P<volume>[0-9]{1,3}),\s?(?P<issue>[0-9]{1,3}(?:[-–/][0-9]{1,3})?)\Z")
# "19, 47–60"
_BEFORE_PAGES = regex(r"(?P<volume>[0-9]{1,3}),\s(?P<pages>[0-9]{1,4}[–-][0-9]{1,4})")
_COMMA = regex(rf",\s(?P<name>{CAPITAL}[^,]{{3,60}})\Z")
_SENTENCE = regex(rf"(?<=\w{{3}})[.?!]\s(?P<name>{CAPITAL}[^.?!]*)\Z")
_PROSE = regex(rf"(?<!\w)[{LOWER}]{{2,}}(?![\w.])")  # a word of a sentence, and no abbreviation


def periodical_numbers(draft: Draft, text: str) -> None:
    """Put right what a periodical's name and the pages hold."""
    value = draft.values.get("container-title")
    if value is not None and len(value.spans) == 1:
        if not _NUMBERS & draft.text.keys():
            _numbers_last(draft, text)
        elif "title" in draft.values:
            _sentence_before(draft, text)
        elif "author" in draft.names and not draft.quoted_container:
            _title_before(draft, text, value)
        if "issue" in draft.values and "number" not in draft.text:
            _item_behind(draft, text)
    if draft.undated and draft.dated_first and "title" in draft.values:
        _forthcoming(draft, text)
    if draft.label == "page" and not _NUMBERS & draft.text.keys() and "author" in draft.names:
        _volume_before_pages(draft, text)


@cache
def _item() -> Phrase:
    forms = lexicon().forms("gazette_item")
    return Phrase(rf",\s(?P<item>{lexicon().alternation('gazette_item')}\s?[0-9]{{1,5}})(?=[,.;)]|\s*\Z)", forms)


def _item_behind(draft: Draft, text: str) -> None:
    """Take the number that a ruling or a gloss has in its issue: "„Orzecznictwo” 2015, z. 2, poz. 18, s. 233"."""
    item = _item().match(text, draft.values["issue"].spans[-1][1], draft.end)
    if item is None:
        return
    start, end = item.span("item")
    if not any(lo < end and start < hi for value in draft.values.values() for lo, hi in value.spans):
        draft.put("number", item["item"], (start, end), "item-of-issue")
        draft.comments = [span for span in draft.comments if not (start <= span[0] and span[1] <= end)]


_ELSEWHERE = frozenset({"container-title", "publisher", "publisher-place", "genre", "URL"})


def _forthcoming(draft: Draft, text: str) -> None:
    """Part a periodical from the end of the title of what is in press: "Lis, A. (in press). Tides. Journal of
    Rivers"."""
    value = draft.values["title"]
    if len(value.spans) != 1 or _ELSEWHERE & draft.text.keys():
        return
    start, stop = value.spans[0]
    last = _SENTENCE.search(text, start, stop)
    if last is None or not hints.has(last["name"], "journal") or len(last["name"].split()) > _WORDS:
        return
    draft.drop("title")
    fields.title(draft, text, start, last.start() + (text[last.start()] != "."), value.rule)
    draft.put("container-title", last["name"], last.span("name"), "periodical-in-press")


def _numbers_last(draft: Draft, text: str) -> None:
    """Part the volume and the issue from the end of a name: "Frontiers 13,3: 77–89"."""
    value = draft.values["container-title"]
    start, stop = value.spans[0]
    last = _LAST.search(text, start, stop)
    if last is None:
        return
    draft.drop("container-title")
    draft.put("container-title", text[start : last.start()], (start, last.start()), value.rule)
    for name in ("volume", "issue"):
        draft.put(name, last[name], last.span(name), "volume-and-issue")


def _title_before(draft: Draft, text: str, value: Value) -> None:
    """Give a work of an author, whose title stands before its periodical and a comma: "Survey Response and Mode, Public
    Opinion Quarterly 52"."""
    start, stop = value.spans[0]
    last = _COMMA.search(text, start, stop)
    if last is None or "," in text[start : last.start()] or len(last["name"].split()) > _WORDS:
        return
    draft.drop("container-title")
    fields.title(draft, text, start, last.start(), "title-before-periodical")
    draft.put("container-title", last["name"], last.span("name"), value.rule)


def _sentence_before(draft: Draft, text: str) -> None:
    """Give a title the sentence that stands before a periodical: "Pupils. A survey. Revue de pédagogie, 195"."""
    value, title = draft.values["container-title"], draft.values.get("title")
    start, stop = value.spans[0]
    if title is None or len(title.spans) != 1 or not draft.dated_before("title") or text.find(". ", start, stop) < 0:
        return
    last = _SENTENCE.search(text, start, stop)
    if last is None or text[title.spans[0][1] : start].strip() not in {"", ".", "?", "!"}:
        return
    if _PROSE.search(text, start, last.start()) is None or not hints.has(last["name"], "journal"):
        return
    first = title.spans[0][0]
    draft.drop("title")
    draft.drop("container-title")
    fields.title(draft, text, first, last.start() + (text[last.start()] != "."), title.rule)
    draft.put("container-title", last["name"], last.span("name"), value.rule)


def _volume_before_pages(draft: Draft, text: str) -> None:
    """Part the number of a periodical from the bare pages behind it: "Rivers and Towns, 19, 47–60"."""
    located = draft.values.get("locator")
    if located is None or len(located.spans) != 1:
        return
    start, stop = located.spans[0]
    pages = _BEFORE_PAGES.fullmatch(text, start, stop)
    holder = draft.values.get("container-title") or draft.values.get("title")
    if pages is None or holder is None or len(holder.spans) != 1:
        return
    if text[holder.spans[0][1] : start] != ", ":
        return
    if "container-title" not in draft.values:
        lo, hi = holder.spans[0]
        last = _COMMA.search(text, lo, hi)
        if not draft.dated_before("title") or last is None or draft.type or len(last["name"].split()) > _WORDS:
            return
        whole = draft.text["title"]
        draft.drop("title")
        fields.title(draft, text, lo, last.start(), holder.rule)
        fields.container(draft, text, *last.span("name"), "container-before-numbers")
        said = in_words({"title": draft.text["title"], "container-title": last["name"]})
        draft.findings.append(
            (Code.DOUBTFUL_READING, {"reading": said, "other": in_words({"title": whole})}, [(lo, hi)])
        )
    draft.put("volume", pages["volume"], pages.span("volume"), "volume-before-pages")
    draft.locate(pages["pages"].replace("-", "–"), "page", pages.span("pages"), located.rule)
