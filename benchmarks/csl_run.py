"""One timed run in a process of its own: csl_run.py STYLE COUNT bibliography|notes; prints seconds and megabytes."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.csl_items import make_items
from bibtool.csl.context import Cite
from bibtool.csl.processor import Processor
from bibtool.csl.style import Style


def main() -> None:
    style_name, count, what = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    items = make_items(count)
    start = time.perf_counter()
    processor = Processor(Style.load(style_name), items, locale="en-US")
    if what == "notes":
        cites = [([Cite(str(item["id"]), locator="12")], note) for note, item in enumerate(items, start=1)]
        size = sum(len(text) for text in processor.document(cites))
    else:
        processor.register(processor.items)
        size = sum(len(text) for text in processor.bibliography())
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": round(seconds, 3), "megabytes": round(memory), "characters": size}))


if __name__ == "__main__":
    main()
