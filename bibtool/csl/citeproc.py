"""The names of citeproc-py over this processor: a program written for it changes one import.

    from bibtool.csl.citeproc import (Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle,
                                      CiteProcJSON, formatter)

What differs: ids keep their letter case, a broken item never raises, and citations are rendered when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from msgspec import Struct

from bibtool.csl.context import Cite
from bibtool.csl.processor import Processor
from bibtool.csl.style import Style, style_path

# citeproc-py's formatter modules; here they are names of output formats.
formatter = SimpleNamespace(html="html", plain="text", markdown="markdown", latex="latex")


class CiteProcJSON(dict[str, Mapping[str, object]]):
    """CSL-JSON items by id."""

    def __init__(self, json_data: Iterable[Mapping[str, object]]) -> None:
        super().__init__({str(item.get("id")): item for item in json_data})


class CitationStylesStyle:
    """A style, by the name of an installed one or by the path of a file."""

    def __init__(self, style: str | Path, locale: str | None = None, validate: bool = True) -> None:
        self.style = Style.load(str(style)) if style_path(str(style)) is not None else Style.from_file(Path(style))
        self.locale = locale
        self.problems = self.style.validate() if validate else []

    def has_bibliography(self) -> bool:
        """Tell whether the style can print a bibliography."""
        return any(str(child.tag).endswith("}bibliography") for child in self.style.root)


class CitationItem(Struct):
    """One cite: the item's id, and `locator`, `label`, `prefix`, `suffix` where they are wanted."""

    key: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""


@dataclass(slots=True)
class Citation:
    """The cites of one citation, and the number of the note that it stands in."""

    cites: Sequence[CitationItem]
    note: int = 0
    id: int = field(default=0, compare=False)


class CitationStylesBibliography:
    """Registers citations, prints them and the bibliography."""

    def __init__(
        self, style: CitationStylesStyle, source: Mapping[str, Mapping[str, object]], formatter: str = "html"
    ) -> None:
        self.style = style
        self.source = source
        self.format = formatter
        self.citations: list[Citation] = []
        self.processor = Processor(style.style, list(source.values()), locale=style.locale)

    @property
    def keys(self) -> list[str]:
        """Return the ids cited so far, in order."""
        return list(dict.fromkeys(item.key for citation in self.citations for item in citation.cites))

    def register(self, citation: Citation, callback: Callable[[CitationItem], object] | None = None) -> None:
        """Take note of a citation; `callback` is called for every cite whose item is missing."""
        for item in citation.cites:
            if item.key not in self.processor.items and callback is not None:
                callback(item)
        self.citations.append(citation)

    def cite(self, citation: Citation, callback: Callable[[CitationItem], object] | None = None) -> str:
        """Print a registered citation, its position in the document included."""
        if callback is not None:
            for item in citation.cites:
                if item.key not in self.processor.items:
                    callback(item)
        everything = [([_cite(item) for item in one.cites], one.note) for one in self.citations]
        place = next((n for n, one in enumerate(self.citations) if one is citation), -1)
        if place < 0:
            raise ValueError("the citation was never registered")
        return self.processor.document(everything, self.format)[place]

    def sort(self) -> None:
        """Sort the bibliography.  Nothing to do: it always comes in the style's order."""

    def bibliography(self) -> list[str]:
        """Print the entries of all items cited."""
        self.processor.register(key for key in self.keys if key in self.processor.items)
        return self.processor.bibliography(self.format) if self.keys else []


def _cite(item: CitationItem) -> Cite:
    return Cite(item.key, item.locator, item.label, item.prefix, item.suffix)
