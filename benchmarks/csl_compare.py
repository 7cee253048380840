"""Real references in real styles beside citeproc-js: how many entries have the same text, and which differ.

python -m benchmarks.csl_compare [REFERENCES.json] [--show]

The styles are all Polish, Russian and ISO 690 ones and the most used; quotes and spaces are folded before comparing.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks import csl_peers
from bibtool.csl.output import write
from bibtool.csl.processor import Processor
from bibtool.csl.punctuation import flatten
from bibtool.csl.style import Style, style_names, style_path

REFERENCES = Path(__file__).parents[1] / "tests" / "csl" / "references.json"
MOST_USED = """apa american-chemical-society american-medical-association american-political-science-association
american-sociological-association bluebook-law-review bmj cell chicago-author-date chicago-notes-bibliography
chicago-shortened-notes-bibliography council-of-science-editors deutsche-gesellschaft-fur-psychologie din-1505-2
elsevier-harvard elsevier-with-titles harvard-cite-them-right ieee modern-humanities-research-association
modern-language-association nature oscola plos science springer-basic-author-date the-lancet
turabian-notes-bibliography vancouver""".split()


def chosen_styles() -> list[str]:
    """Return the names of the styles to compare."""
    out = []
    for name in style_names():
        if name.startswith("iso690") or name in MOST_USED:
            out.append(name)
            continue
        path = style_path(name)
        head = path.read_bytes()[:1500] if path is not None else b""
        if re.search(rb'default-locale="(pl|ru|uk)', head):
            out.append(name)
    return out


def fold(text: str) -> str:
    """Return the bare text of an entry."""
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = re.sub(r"[\"“”„‟‘’‚«»‹›']", '"', unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def ours(style: Style, items: list[dict[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """Return entries by id, and cites in the order of the items."""
    made = Processor(style, items)
    entries = {e.id: fold(write(flatten(e.node, e.locale), "html")) for e in made.entries()}
    return entries, [fold(made.cluster([c])) for c in (made._known([str(i["id"])])[0] for i in items)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("references", nargs="?", type=Path, default=REFERENCES)
    parser.add_argument("--show", action="store_true", help="print what differs")
    args = parser.parse_args()
    csl_peers.install()
    items = json.loads(args.references.read_text(encoding="utf-8"))
    names = chosen_styles()
    sheets = [Style.load(name) for name in names]
    jobs = [
        {"csl": etree.tostring(s.root, encoding="unicode"), "items": items, "lang": s.default_locale} for s in sheets
    ]
    answers = csl_peers.node("csl_oracle.cjs", str(csl_peers.MODULES), str(csl_peers.locales()), stdin=json.dumps(jobs))
    total = equal = cites = equal_cites = 0
    disordered = []
    for name, sheet, answer in zip(names, sheets, answers, strict=True):
        if "error" in answer:
            print(f"citeproc-js could not render {name}: {answer['error'][:80]}")
            continue
        entries, own_cites = ours(sheet, items)
        if list(entries) != answer["ids"]:
            disordered.append(name)
        for identity, text in zip(answer["ids"], map(fold, answer["entries"]), strict=True):
            total += 1
            equal += entries.get(identity) == text
            if args.show and entries.get(identity) != text:
                print(f"{name} {identity}\n  js   {text}\n  own  {entries.get(identity)}")
        for own, peer in zip(own_cites, map(fold, answer["cites"]), strict=True):
            cites += 1
            equal_cites += own == peer
    print(f"{len(names)} styles, {len(items)} references")
    print(f"entries with the same text: {equal} of {total} ({equal / total:.1%})")
    print(f"first cites with the same text: {equal_cites} of {cites} ({equal_cites / cites:.1%})")
    print(f"styles in another order: {', '.join(disordered) or 'none'}")


if __name__ == "__main__":
    main()
