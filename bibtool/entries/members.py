"""One full citation (or the document itself) as it is compared with others."""

from __future__ import annotations

from msgspec import Struct

from bibtool.citations.citation import DECIDED, Citation
from bibtool.diagnostics.findings import Finding
from bibtool.entries import identifiers
from bibtool.entries.judged import Place
from bibtool.entries.titles import Title, families
from bibtool.items.item import Item
from bibtool.text.spans import Span


class Member(Struct, frozen=True):
    """What speaks for the identity of one citation, worked out once.  ``citation`` is None for a document's own
    work; ``order`` is the place among all citations."""

    item: Item
    citation: Citation | None
    document: str
    order: int
    title: Title
    authors: tuple[str, ...]
    year: int | None
    container: Title
    doi: str
    isbn: str
    url: str
    address: str
    host: str
    shelf: str = ""  # of an archive: where the document lies

    @classmethod
    def of(cls, item: Item, document: str, order: int, citation: Citation | None = None) -> Member:
        """Fold what compares."""
        issued = item.dates.get("issued")
        url = item.get("URL")
        return cls(
            item=item,
            citation=citation,
            document=document,
            order=order,
            title=Title.of(item.get("title")),
            authors=families(item),
            year=issued.year if issued else None,
            container=Title.of(item.get("container-title")),
            doi=identifiers.doi(item),
            isbn=identifiers.isbn(item),
            url=url,
            address=identifiers.address(url),
            host=identifiers.host(url),
            shelf=identifiers.shelf(item),
        )

    @property
    def place(self) -> Place:
        """Where the citation stands; of a document's own work its name alone."""
        return (self.document, self.citation.note_id, self.citation.index) if self.citation else (self.document, "", 0)

    @property
    def note(self) -> str:
        """The note's number as printed, the id of an entry of a list; '' for a document."""
        return self.citation.called if self.citation else ""

    @property
    def is_exact(self) -> bool:
        """Whether a record of the document says it."""
        return self.citation is not None and self.citation.is_exact

    def decided(self, variable: str) -> bool:
        """Whether a person said what the citation has there."""
        field = self.citation.fields.get(variable) if self.citation else None
        return field is not None and field.rule == DECIDED

    def spans(self, variable: str) -> tuple[Span, ...]:
        """Where ``variable`` is printed; where it is not, the whole citation."""
        if self.citation is None:
            return ()
        field = self.citation.fields.get(variable)
        return field.spans if field and field.spans else self.citation.spans

    def finding(self, code: str, spans: tuple[Span, ...], **args: str) -> Finding:
        """A finding at this citation."""
        citation = self.citation
        return Finding(
            code,
            args,
            spans,
            self.document,
            citation.note_id if citation else "",
            citation.index if citation else 0,
        )
