"""citeproc-py beside this processor: the same items through both, and how the two texts differ.

python -m tests.csl.differential    writes the list of differences anew
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
import warnings
from pathlib import Path
from typing import Any

from bibtool.csl.processor import Processor
from bibtool.csl.style import Style, style_path

HERE = Path(__file__).parent
LISTED = HERE / "citeproc_py_differences.tsv"
FIXTURES = HERE.parents[2] / "shared" / "csl" / "fixtures.json"
REFERENCES = HERE / "references.json"
STYLES = """apa chicago-notes-bibliography ieee modern-language-association iso690-author-date-en
iso690-numeric-fr gost-r-7-0-5-2008 polish-legal american-medical-association elsevier-harvard""".split()


def fold(text: str) -> str:
    """Return bare text: no markup, one kind of quotes and of spaces."""
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = re.sub(r"[\"“”„‟‘’‚«»‹›']", '"', unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def kind(own: str, other: str | None) -> str:
    """Name the kind of a difference; an empty string for none."""
    if other is None:
        return "crash"
    if own == other:
        return ""
    bare = [re.sub(r"\W+", "", text) for text in (own, other)]
    if bare[0] == bare[1]:
        return "punctuation"
    if bare[0].casefold() == bare[1].casefold():
        return "case"
    if not bare[1]:
        return "nothing printed"
    return "order" if sorted(bare[0]) == sorted(bare[1]) else "text"


def citeproc_py(style_file: str, items: list[dict[str, Any]], bibliography: bool) -> str | None:
    """Render with citeproc-py; None when it raises."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    try:
        style = CitationStylesStyle(style_file, validate=False)
        made = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        citation = Citation([CitationItem(str(item["id"])) for item in items])
        made.register(citation)
        if bibliography:
            return fold(" ".join(str(entry) for entry in made.bibliography()))
        return fold(str(made.cite(citation, lambda item: None)))
    except Exception:
        return None


def own(style: Style, items: list[dict[str, Any]], bibliography: bool) -> str:
    """Render with this processor."""
    made = Processor(style, items)
    if bibliography:
        return fold(" ".join(made.bibliography("text")))
    return fold(made.cite([str(item["id"]) for item in items], to="text"))


def fixture_differences(folder: Path) -> dict[str, str]:
    """Compare every fixture that needs no cites of its own; return the kinds of difference by name."""
    out: dict[str, str] = {}
    for name, fixture in json.loads(FIXTURES.read_text(encoding="utf-8")).items():
        if fixture.get("citations") or fixture.get("citation_items"):
            continue
        path = folder / "fixture.csl"
        path.write_text(fixture["csl"].strip(), encoding="utf-8")
        listed = fixture["mode"] == "bibliography"
        items = [{"type": "book", **item} for item in fixture["input"] if "id" in item]
        mine = own(Style.from_xml(fixture["csl"]), items, listed)
        out[f"fixture\t{name}"] = kind(mine, citeproc_py(str(path), items, listed))
    return out


def style_differences() -> dict[str, str]:
    """Compare each reference by itself in real styles."""
    out: dict[str, str] = {}
    references = json.loads(REFERENCES.read_text(encoding="utf-8"))
    for name in STYLES:
        style, path = Style.load(name), style_path(name)
        for item in references:
            mine = own(style, [item], True)
            out[f"{name}\t{item['id']}"] = kind(mine, citeproc_py(str(path), [item], True))
    return out


def read_listed() -> dict[str, str]:
    """Return the agreed differences."""
    rows = [line.split("\t") for line in LISTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {f"{where}\t{what}": why for where, what, why in rows}


def main() -> None:
    import tempfile

    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        found = fixture_differences(Path(folder)) | style_differences()
    lines = [f"{key}\t{why}" for key, why in sorted(found.items()) if why]
    head = "# Where citeproc-py 0.11.1 prints something else: where, what, kind.  Written by tests/csl/differential.py."
    LISTED.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(f"{len(lines)} of {len(found)} differ")


if __name__ == "__main__":
    main()
