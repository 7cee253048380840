"""The project's own styles beside citeproc-js: how many entries and notes have the same text, and which differ.

python -m benchmarks.styles [STYLE...]

Both get the works and the notes of tests/styles and the same locales: CSL's, with the project's terms written over
them as far as they are valid CSL.  What a style asks for beyond CSL is switched off.  Only spaces are folded.
"""

from __future__ import annotations

import argparse
import copy
import html
import json
import re
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks import csl_peers
from bibtool.csl.locale import NS
from bibtool.csl.processor import Processor
from bibtool.csl.style import Style
from bibtool.language.locale import locale_data, locale_xml, locales
from bibtool.render.styles import own_styles

INPUT = Path(__file__).parents[1] / "tests" / "styles"
EXTENDED = {"idem": False, "entry_languages": False, "roman_months": (), "heading_authors": 0}


def fold(text: str) -> str:
    """Return the text of an entry: its markup stays, but for what only a browser needs."""
    text = re.sub(r"</?div\b[^>]*>", " ", text)
    return " ".join(unicodedata.normalize("NFC", html.unescape(text)).split())


def write_locales(folder: Path) -> None:
    """Write CSL's locale files with the project's terms over them."""
    for path in csl_peers.locales().glob("locales-*.xml"):
        (folder / path.name).write_bytes(path.read_bytes())
    for language in locales():
        data = locale_data(language)
        over = etree.fromstring(locale_xml(language).encode())
        base = csl_peers.locales() / f"locales-{data.over or 'en-US'}.xml"
        root = etree.parse(str(base)).getroot()
        _merge(root, over)
        root.set("{http://www.w3.org/XML/1998/namespace}lang", data.lang)
        (folder / f"locales-{data.lang}.xml").write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _merge(root: Any, over: Any) -> None:
    for child in over:
        if child.tag == NS + "terms":
            terms = root.find(NS + "terms")
            for term in child:
                _replace(terms, term, ("name", "form", "gender-form"))
        else:
            _replace(root, child, ("form",))


def _replace(parent: Any, element: Any, key: tuple[str, ...]) -> None:
    element = copy.deepcopy(element)
    for old in parent.iterchildren(element.tag):
        if all(old.get(name, "long") == element.get(name, "long") for name in key):
            parent.replace(old, element)
            return
    parent.append(element)


def ours(style: Style, items: list[dict[str, Any]], notes: list[dict[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """Return entries by id, in the order of the list, and the notes."""
    terms = [locale_xml(language) for language in locales()]
    made = Processor(style, items, locales=terms, **EXTENDED)
    ids = [entry.id for entry in made.entries()]
    entries = dict(zip(ids, map(fold, made.bibliography("html")), strict=True))
    again = Processor(style, items, locales=terms, **EXTENDED)
    again.register([str(item["id"]) for item in items])
    return entries, [fold(text) for text in again.document([(n["cites"], n["note"]) for n in notes], "html")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("styles", nargs="*", metavar="STYLE", help="names of own styles; all without")
    names = parser.parse_args().styles or sorted(own_styles())
    csl_peers.install()
    items = json.loads((INPUT / "works.json").read_text(encoding="utf-8"))
    rows = json.loads((INPUT / "cites.json").read_text(encoding="utf-8"))
    sheets = {name: Style.from_file(own_styles()[name]) for name in names}
    # Cites of a style for the running text stand in no note.
    notes = {
        name: [{**row, "note": 0 if sheet.in_text else row["note"]} for row in rows] for name, sheet in sheets.items()
    }
    jobs = [
        {
            "csl": etree.tostring(sheet.root, encoding="unicode"),
            "items": items,
            "lang": sheet.default_locale,
            "notes": notes[name],
        }
        for name, sheet in sheets.items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        write_locales(Path(folder))
        answers = csl_peers.node("csl_oracle.cjs", str(csl_peers.MODULES), folder, stdin=json.dumps(jobs))
    different = 0
    for (name, sheet), answer in zip(sheets.items(), answers, strict=True):
        if "error" in answer:
            sys.exit(f"citeproc-js could not render {name}: {answer['error'][:200]}")
        entries, own_notes = ours(sheet, items, notes[name])
        peers = dict(zip(answer["ids"], map(fold, answer["entries"]), strict=True))
        pairs = [(identity, peers.get(identity, ""), text) for identity, text in entries.items()]
        noted = list(zip((str(row["note"]) for row in rows), map(fold, answer["notes"]), own_notes, strict=True))
        equal = sum(peer == own for _, peer, own in pairs)
        equal_notes = sum(peer == own for _, peer, own in noted)
        order = "" if list(entries) == answer["ids"] else "; in another order"
        print(f"{name}: {equal} of {len(pairs)} entries equal{order}, {equal_notes} of {len(noted)} notes")
        for what, peer, own in [*pairs, *noted]:
            if peer != own:
                different += 1
                print(f"  {what}\n    js   {peer}\n    own  {own}")
    print(f"{len(sheets)} styles, {len(items)} works, {len(rows)} notes; different: {different}")


if __name__ == "__main__":
    main()
