"""The work that a document itself is: what its title block, its running headers and its first line say.

Nothing is guessed: a value that the document does not print is left out, and one that it prints only in part (the
pages that headers show) is marked as inferred.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.notes.masthead import imprint
from bibtool.notes.note import NotesResult
from bibtool.notes.sentences import fold
from bibtool.notes.sources import Named, named_sources
from bibtool.notes.titleblock import TitleBlock, block_of, is_name, title_block
from bibtool.notes.words import either, front_words
from bibtool.readers.document import Document
from bibtool.text.compiled import compiled
from bibtool.text.mapped import Mapped
from bibtool.text.patterns import regex
from bibtool.text.spans import Span, slices

_DOI = regex(r"(?<![\w.])10\.\d{4,9}/[^\s<>\"„”]+[^\s<>\"„”.,;:)\]]")
_HEAD = 12_000  # characters in which a title block may stand
_ABOVE = 300  # characters above a title in which its authors may stand
_OPENING = 9  # words that a text without a title goes by
_FEWEST_PAGES = 3  # numbers that make a sequence
_DATE_LINE = 80  # characters in which a labelled date may stand


class FrontField(Struct, frozen=True):
    """One value: ``raw`` is the source at ``spans``; ``rule`` names what found it; ``inferred`` values are not
    printed as such."""

    spans: tuple[Span, ...]
    raw: str
    rule: str
    inferred: bool = False


class Front(Struct, frozen=True):
    """The document as a work, where each value stands, and the sites and agencies that it names."""

    item: Item
    fields: Mapping[str, FrontField]
    sources: tuple[Named, ...] = ()


def front(document: Document, notes: NotesResult) -> Item | None:
    """The work that the document is, None where it says nothing of itself.

    Beside CSL's variables ``custom`` holds ``translated-title``, ``translated-abstract`` and, of a text without notes,
    ``sources`` (names separated by "; ").
    """
    item = describe(document, notes).item
    # A language alone, or the pages that were seen, make no work.
    return item if item.names or item.dates or item.text.keys() - {"language", "page"} else None


def describe(document: Document, notes: NotesResult) -> Front:
    """As :func:`front`, with the spans of each value."""
    return _Builder(document).build(notes)


class _Builder:
    def __init__(self, document: Document) -> None:
        self.source = document.text
        self.title = document.title
        self.text: dict[str, str] = {}
        self.names: dict[str, tuple[Name, ...]] = {}
        self.dates: dict[str, Date] = {}
        self.custom: dict[str, str] = {}
        self.fields: dict[str, FrontField] = {}

    def build(self, notes: NotesResult) -> Front:
        body, dated = self._date_line(notes.body)
        scholarly = bool(notes.notes or notes.missing or notes.lists)
        block = self._headed(scholarly) or title_block(body[:_HEAD], scholarly)
        if block.title is None and len(block.authors) == 1:  # "Nowy Most": a heading of two words looks like a name
            block = replace(block, title=block.authors[0], authors=())
        self._titles(block)
        if block.title is None and not scholarly:
            self._opening_words(body)
        headers = [_without_page(header) for header in notes.headers]
        self._journal([*headers, *block.lines] if scholarly else headers)
        self._authors(block, headers)
        if scholarly:
            self._doi(block)
        self._pages(notes)
        sources = () if scholarly else named_sources(notes.body)
        if sources:
            self.custom["sources"] = "; ".join(dict.fromkeys(named.name for named in sources))
            spans = tuple(span for named in sources for span in named.spans)
            self._field("sources", spans, "named-sources")
        self._language(block, notes.body)
        item = Item(self._type(scholarly, dated, bool(sources)), self.names, self.dates, self.text, self.custom)
        return Front(item, self.fields, sources)

    def _headed(self, scholarly: bool) -> TitleBlock | None:
        """The title block around the title that the markup tells."""
        if self.title is None:
            return None
        start, end = self.title.start, self.title.end
        above = Mapped.of(self.source, max(0, start - _ABOVE), start)
        below = Mapped.of(self.source, end, min(len(self.source), end + _HEAD))
        return block_of(above, Mapped.of(self.source, start, end), below, scholarly)

    def _field(self, variable: str, spans: Sequence[Span], rule: str, inferred: bool = False) -> None:
        self.fields[variable] = FrontField(tuple(spans), slices(self.source, spans), rule, inferred)

    def _set(self, variable: str, value: Mapped, rule: str) -> None:
        """A text variable: white space folded, divided words joined."""
        folded = fold(value.strip())
        if folded.text:
            self.text[variable] = folded.text
            self._field(variable, folded.spans(), rule)

    def _date_line(self, body: Mapped) -> tuple[Mapped, bool]:
        """A date with a label at the very beginning ("date 2022-09"); the body without it."""
        match = _labelled_date().match(body.text[: _DATE_LINE * 4])
        date = Date.from_edtf(match["date"]) if match else None
        if match is None or date is None or match.end() > _DATE_LINE:
            return body, False
        self.dates["issued"] = date
        self._field("issued", body.spans(match.start("date"), match.end("date")), "labelled-date")
        return body[match.end() :], True

    def _titles(self, block: TitleBlock) -> None:
        if block.title is not None:
            self._set("title", block.title, "title-block")
        if block.abstract is not None:
            self._set("abstract", block.abstract, "title-block")
        for variable, value in (
            ("translated-title", block.translated_title),
            ("translated-abstract", block.translated_abstract),
        ):
            if value is not None:
                folded = fold(value.strip())
                self.custom[variable] = folded.text
                self._field(variable, folded.spans(), "title-block")
        if block.keywords is not None:
            self._set("keyword", block.keywords, "title-block")

    def _opening_words(self, body: Mapped) -> None:
        """A text without a title goes by its opening words, in brackets (ISBD A.4.1: supplied by who describes it)."""
        first = body[:_HEAD].strip()
        first = first[: len(first.text.partition("\n")[0])]
        words = list(re.finditer(r"\S+", first.text))
        if sum(any(map(str.isalpha, word.group())) for word in words) < 2:
            return
        end = words[min(len(words), _OPENING) - 1].end()
        opening = fold(first[:end].strip(" \t.,;:–—-"))
        self.text["title"] = f"[{opening.text}{'…' if end < len(first) else ''}]"
        self._field("title", opening.spans(), "opening-words", inferred=True)

    def _journal(self, lines: Sequence[Mapped]) -> None:
        """The first line that names a journal with a year and a volume or an issue."""
        for line in lines:
            found = imprint(line)
            if found is None:
                continue
            self._set("container-title", found.journal, "running-header")
            if "issued" not in self.dates:
                self.dates["issued"] = Date(((int(found.year.text),),))
                self._field("issued", found.year.spans(), "running-header")
            if found.volume is not None:
                self._set("volume", found.volume, "running-header")
            if found.issue is not None:
                self._set("issue", found.issue, "running-header")
            return

    def _authors(self, block: TitleBlock, headers: Sequence[Mapped]) -> None:
        """Who the title block names, else the one running header that reads like a name."""
        found = list(block.authors)
        rule = "title-block"
        if not found:
            names = [header for header in headers if is_name(header.text)]
            # A header that reads like a name may be a journal's: it is a person's if the journal is another header.
            journal = self.text.get("container-title", "")
            found = names if len(names) == 1 and journal and journal not in names[0].text else []
            rule = "running-header"
        if found:
            self.names["author"] = tuple(_person(fold(name).text) for name in found)
            self._field("author", [span for name in found for span in name.spans()], rule)

    def _doi(self, block: TitleBlock) -> None:
        for line in block.lines:
            match = _DOI.search(line.text)
            if match:
                self._set("DOI", line[match.start() : match.end()], "title-block")
                return

    def _pages(self, notes: NotesResult) -> None:
        """The pages that the print shows, where they count page after page: not necessarily the first and the last
        one.  Two numbers far apart (80, 90) may be anything, and leave open what lies before and behind them."""
        numbers = [int(page) for page in notes.pages if page.isdecimal()]
        steps = [after - before for before, after in pairwise(numbers)]
        # a header that only left or only right pages have goes by two
        if len(numbers) >= _FEWEST_PAGES and (set(steps) == {1} or set(steps) == {2}):
            self.text["page"] = f"{numbers[0]}–{numbers[-1]}"
            self.fields["page"] = FrontField((), "", "page-numbers-seen", inferred=True)

    def _language(self, block: TitleBlock, body: Mapped) -> None:
        from bibtool.language.detect import detect

        sample = (block.title.text if block.title is not None else "") + " " + body.text[:600]
        language = detect(sample).language
        if language:
            self.text["language"] = language
            self.fields["language"] = FrontField((), "", "language-of-the-text", inferred=True)

    def _type(self, scholarly: bool, dated: bool, sourced: bool) -> str:
        if "container-title" in self.text:
            return "article-journal"
        if scholarly:
            return "article"
        return "article-newspaper" if dated or sourced else "document"


@cache
def _labelled_date() -> re.Pattern[str]:
    return compiled(
        rf"\s*{either(front_words('date'))}\s*:?\s+(?P<date>\d{{4}}(?:-\d\d){{0,2}})(?!\S)\s*", re.IGNORECASE
    )


def _without_page(header: Mapped) -> Mapped:
    """A header without the page number at its end or beginning."""
    text = header.text
    match = re.match(r"\d{1,4}[\s|•·–-]+(?=\D)", text)
    start = match.end() if match else 0
    match = re.search(r"(?:\s{2,}|\s*[|•·]\s*)\d{1,4}$", text)
    return header[start : match.start() if match else len(text)]


def _person(text: str) -> Name:
    """ "Anna Maria Brzoza" as printed, capitals throughout as a name is written."""
    words = [word.title() if word.isupper() and len(word) > 2 else word for word in text.strip(" *†¹,").split()]
    return Name(family=words[-1], given=" ".join(words[:-1]))
