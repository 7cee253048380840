"""Render the fixtures of the CSL test suite: run_fixtures.py FIXTURES --out RESULTS.json [--only NAME ...]

FIXTURES is a clone of the suite (its folder `processor-tests/humans`), or a JSON file: an object of fixtures by name
with `mode`, `csl`, `input`, and maybe `citation_items` or `citations`.
RESULTS.json is {"results": {name: {"got": text, "err": null or text}}}.  The expected results are never read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import traceback
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

sys.path.insert(0, str(Path(__file__).parents[2]))

from bibtool.csl.processor import Cite, Processor, make_cite
from bibtool.csl.style import Style


def citation_list(processor: Processor, rounds: list[list[Any]]) -> str:
    """Replay a history of insertions and render what stands at the end."""
    known: dict[str, dict[str, Any]] = {}
    order: list[str] = []
    notes: dict[str, int] = {}
    for citation, before, after in rounds:
        known[citation["citationID"]] = citation
        for name, note in [*before, *after]:
            notes[name] = note
        notes[citation["citationID"]] = (citation.get("properties") or {}).get("noteIndex", 0)
        order = [name for name, _ in before] + [citation["citationID"]] + [name for name, _ in after]
    citations = [(known[name]["citationItems"], notes.get(name, 0)) for name in order]
    lines = processor.document(citations)
    return "\n".join(f"..[{n}] {line}" for n, line in enumerate(lines))


def render(fixture: dict[str, Any]) -> str:
    """Render one fixture."""
    style = Style.from_xml(fixture["csl"], "fixture")
    processor = Processor(style, fixture["input"])
    mode = fixture["mode"]
    lines = ""
    if fixture.get("citations"):
        lines = citation_list(processor, fixture["citations"])
    else:
        entries = fixture.get("bibentries")
        # A history of what a writer has in use: what counts is the last.
        processor.register([str(i) for i in entries[-1]] if entries else processor.items)
        if mode == "citation":
            clusters = fixture.get("citation_items")
            if clusters:
                lines = "\n".join(processor.cluster([make_cite(i) for i in c]) for c in clusters)
            else:
                lines = processor.cluster([Cite(i) for i in processor.registry.order])
    if mode == "citation":
        return lines
    if mode == "bibliography-header":
        return json.dumps(asdict(processor.header))
    if mode == "bibliography-nosort":
        return body(processor.bibliography(sort=False))
    return body(processor.bibliography())


def body(entries: list[str]) -> str:
    """Return entries as the suite prints a bibliography."""
    rows = "".join(f'  <div class="csl-entry">{entry}</div>\n' for entry in entries)
    return f'<div class="csl-bib-body">\n{rows}</div>'


def run(fixtures: dict[str, dict[str, Any]]) -> dict[str, dict[str, str | None]]:
    """Render fixtures; an exception becomes the fixture's `err`."""
    results: dict[str, dict[str, str | None]] = {}
    for name, fixture in fixtures.items():
        try:
            results[name] = {"got": render(fixture), "err": None}
        except Exception:
            results[name] = {"got": "", "err": traceback.format_exc()}
    return results


SECTION = re.compile(r">>=+ ([A-Z-]+) =+>>\n(.*?)\n?<<=+ \1 =+<<", re.S)
READ_AS_JSON = {"INPUT", "CITATION-ITEMS", "CITATIONS", "BIBENTRIES", "BIBSECTION", "OPTIONS", "ABBREVIATIONS"}


def read_suite(path: Path) -> dict[str, dict[str, Any]]:
    """Read fixtures from one JSON file, or from a clone of the suite: a folder of text files with marked sections."""
    if path.is_file():
        fixtures: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return fixtures
    found = {}
    for file in sorted(path.rglob("*.txt")):
        sections = dict(SECTION.findall(file.read_text(encoding="utf-8")))
        if {"MODE", "CSL", "INPUT"} <= set(sections):
            found[file.stem] = {
                name.lower().replace("-", "_"): json.loads(text) if name in READ_AS_JSON else text.strip()
                for name, text in sections.items()
                if name != "RESULT"
            }
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fixtures", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*")
    args = parser.parse_args()
    fixtures = read_suite(args.fixtures)
    if args.only:
        fixtures = {name: fixtures[name] for name in args.only}
    args.out.write_text(json.dumps({"results": run(fixtures)}, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
