"""``lint --consistency``."""

import json
from pathlib import Path

from commands import bibtool

NOTE = "J. Nowak, Mosty {n}, Kraków 2010, s. {pages}."


def test_it_is_asked_for(tmp_path: Path) -> None:
    texts = [NOTE.format(n=n, pages=pages) for n, pages in enumerate(("1–2", "3–4", "5-6"), 1)]
    rows = [json.dumps({"number": str(n), "text": text}, ensure_ascii=False) for n, text in enumerate(texts, 1)]
    (tmp_path / "a.notes.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert "BT814" not in bibtool("lint", "a.notes.jsonl", cwd=tmp_path).out
    assert "BT814" in bibtool("lint", "a.notes.jsonl", "--consistency", cwd=tmp_path).out
    assert bibtool("lint", "a.notes.jsonl", "--consistency", "-o", "o.jsonl", cwd=tmp_path).code == 2
