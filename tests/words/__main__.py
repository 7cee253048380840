"""``PYTHONPATH=tests python -m words [--own] [--source PART] [--style NAME]``: what is not explained, note by note."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

from .check import STYLES, Checked, check, own_sources, program, shared_sources


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m words", description=__doc__)
    asked.add_argument("--own", action="store_true", help="the article and the corpus only")
    asked.add_argument("--source", action="append", default=[], help="only sources whose name holds this")
    asked.add_argument("--style", action="append", default=[], choices=STYLES)
    asked.add_argument("--examples", type=int, default=3, help="notes shown of each source and style")
    asked.add_argument("--json", type=Path, help="all notes with faults, a line each")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        found = own_sources(out)
        if not options.own:
            more, missing = shared_sources(out)
            found += more
            for path in missing:
                print(f"not here: {path}")
        found = [s for s in found if not options.source or any(part in s.name for part in options.source)]
        styles = options.style or list(STYLES)
        done = program(found, styles, out)
        bad: list[Checked] = []
        for source in found:
            for name in styles:
                rows = check(source, done[source.name], name)
                bad += [row for row in rows if row.faults]
                report(rows, done[source.name].codes[name], options.examples)
    kinds = Counter(fault.kind for row in bad for fault in row.faults)
    print("unexplained:", ", ".join(f"{kind} {count}" for kind, count in kinds.items()) or "0")
    if options.json:
        with options.json.open("w", encoding="utf-8") as file:
            for row in bad:
                told = [(f.kind, f.word, f.variable) for f in row.faults]
                line = {"source": row.source, "style": row.style, "note": row.note.number, "text": row.note.text,
                        "again": row.again, "faults": told}  # fmt: skip
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 1 if bad else 0


def report(rows: list[Checked], code: int, examples: int) -> None:
    bad = [row for row in rows if row.faults]
    left = sum(row.left for row in rows)
    kinds = Counter(fault.kind for row in bad for fault in row.faults)
    told = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    print(f"{rows[0].source if rows else '?'}  {rows[0].style if rows else ''}: {len(rows)} notes, {left} as printed, "
          f"exit code {code}, {len(bad)} unexplained{': ' + told if told else ''}")  # fmt: skip
    for row in bad[:examples]:
        print(f"  {row.note.number}. {' '.join(row.note.text.split())}")
        print(f"  -> {row.again}")
        print(
            "     " + "; ".join(f"{f.kind} {f.word}{' (' + f.variable + ')' if f.variable else ''}" for f in row.faults)
        )


if __name__ == "__main__":
    raise SystemExit(main())
