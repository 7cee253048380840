"""What people read is as wide as their terminal: keys whole, titles wrapped between words."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import bibtool
from terminals import on_terminal

KEYS = ("przybyszewska-wolynska2011przeprawy", "przybyszewska-wolynska2011przeprawy-a")
WORKS = "".join(
    f"""@book{{{key}, author = {{Przybyszewska-Wołyńska, Stanisława}}, publisher = {{Wydawnictwo Trzech Rzek}},
  title = {{Przeprawy promowe na rzekach środkowej Europy od czasów najdawniejszych do {end}}}, date = {{2011}},
  url = {{https://example.org/przeprawy/{key}}}, langid = {{polish}}}}\n"""
    for key, end in zip(KEYS, ("naszych dni", "nazsych dni"), strict=True)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terminal")
    (folder / "a.bib").write_text(WORKS, encoding="utf-8")
    assert bibtool("lib", "add", "a.bib", "--library", "l.sqlite", cwd=folder).code in (0, 1)
    return folder


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize(
    "args",
    [
        ("lib", "search", "przeprawy", "--library", "l.sqlite"),
        ("lib", "list", "--library", "l.sqlite"),
        ("lib", "dedupe", "--library", "l.sqlite"),
        ("lib", "show", *KEYS, "--library", "l.sqlite"),
        ("styles",),
        ("styles", "show", "pn-iso-690"),
        ("explain", "BT401"),
        ("explain", "BT4"),
    ],
    ids=" ".join,
)
def test_no_line_is_longer_than_the_terminal(args: tuple[str, ...], columns: int, folder: Path) -> None:
    code, text, _ = on_terminal(folder, *args, "--ui", "pl", stream="stdout", columns=columns)
    assert code in (0, 1)
    lines = text.split("\n")
    assert len(lines) > 2
    if args[0] == "lib":
        assert all(key in text for key in KEYS)
    for line in lines:
        # only what is one word, or a sample of a style's line, is longer: it is whole
        assert len(line) <= columns or len(line.split()[-1]) > columns // 2 or args[:2] == ("styles", "show"), line
