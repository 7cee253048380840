"""A text in Markdown set again in itself: only what the style prints in its notes is another."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import bibtool

from bibtool.readers.registry import read_bytes
from bibtool.render.rewriting.markdown_letters import letters

FULL = "E. Lin, *Wir i zator*, Hel 1980, s. 12"
GOST = "Lin E. Wir i zator. Hel, 1980"
BODY = (
    "---\ntitle: Rzeki\n---\n\n# Wstęp {{#sec}}\n\nRzeki *płyną*{} do [morza](https://morze.example/) i H~2~O.\n\n> "
    "Cytat blokowy.{}\n\n- punkt\n- inny `a*b*`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![mapa](mapa.png)\n\n"
)


def again(folder: Path, text: str | bytes, *options: str) -> tuple[str, str]:
    """The text set again, and what was said."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "praca.md").write_bytes(data)
    command = ["format", "praca.md", "--as", "notes", "--style", "gost-r-7-0-5-2008", "--locale", "pl-PL"]
    ran = bibtool(*command, "-o", "nowa.md", "-v", *options, cwd=folder)
    assert ran.code in (0, 1), ran
    assert "BT689" not in ran.err
    return (folder / "nowa.md").read_bytes().decode("utf-8", "replace"), ran.err


def written(*notes: str) -> str:
    """A text with these notes, the first two called."""
    return BODY.format("[^1]", "[^2]") + "\n\n".join(f"[^{at}]: {words}" for at, words in enumerate(notes, 1)) + "\n"


@pytest.mark.parametrize(
    ("note", "after"),
    [
        (f"{FULL}.", f"{GOST}. S. 12."),
        (f"Zob. szerzej {FULL}.", f"Zob. szerzej {GOST}. S. 12."),
        (
            f"Woda to H~2~O, x^2^ i **ważne *bardzo***; zob. {FULL}.",
            f"Woda to H~2~O, x^2^ i **ważne *bardzo***; zob. {GOST}. S. 12.",
        ),
        (
            f'{FULL}; jest to [strona](https://a.example/x_y "tytuł").',
            f'{GOST}. S. 12; jest to [strona](https://a.example/x_y "tytuł").',
        ),
        (f"{FULL}.\n\n    Drugi akapit *autora*.", f"{GOST}. S. 12.\n\n    Drugi akapit *autora*."),
        (f"Autor pisze:\n    {FULL}.", f"Autor pisze:\n    {GOST}. S. 12."),
        (f"Znak \\* i &amp; oraz `kod`: {FULL}.", f"Znak \\* i &amp; oraz `kod`: {GOST}. S. 12."),
    ],
)
def test_only_what_the_style_prints_is_another(note: str, after: str, tmp_path: Path) -> None:
    other = "Uwaga **bez** przywołania, z [łączem](https://c.example/)."
    new, _ = again(tmp_path, written(note, other))
    assert new == written(after, other)


def test_line_ends_and_other_encodings_stay(tmp_path: Path) -> None:
    crlf = written(f"{FULL}.", "Tamże, s. 20.").replace("\n", "\r\n")
    new, _ = again(tmp_path, crlf)
    assert new == written(f"{GOST}. S. 12.", "Tamże, s. 20.").replace("\n", "\r\n") or "\r\n" in new
    assert new.count("\r\n") == crlf.count("\r\n") == new.count("\n")
    (tmp_path / "praca.md").write_bytes(written(f"{FULL}.", "Żółć.").encode("cp1250"))
    ran = bibtool("format", "praca.md", "--as", "notes", "--style", "gost-r-7-0-5-2008", "-o", "nowa.md", cwd=tmp_path)
    assert ran.code in (0, 1)
    assert (tmp_path / "nowa.md").read_bytes().decode("cp1250").startswith(BODY.format("[^1]", "[^2]"))


def test_notes_in_their_place(tmp_path: Path) -> None:
    new, _ = again(tmp_path, f"Rzeki^[Zob. {FULL}.] płyną^[Uwaga *autora*.] w `^[kod]`.\n")
    assert new == f"Rzeki^[Zob. {GOST}. S. 12.] płyną^[Uwaga *autora*.] w `^[kod]`.\n"


def test_a_link_around_a_title_stays_around_it(tmp_path: Path) -> None:
    new, _ = again(tmp_path, written("E. Lin, [*Wir i zator*](https://wir.example/), Hel 1980, s. 12.", "Nic."))
    assert "[^1]: Lin E. [Wir i zator](<https://wir.example/>). Hel, 1980. S. 12." in new


def test_what_cannot_be_followed_stays_as_printed(tmp_path: Path) -> None:
    note = f"{FULL}<!-- sprawdzić -->."
    new, said = again(tmp_path, written(note, "J. Sum, Jaz, Ustka 1991, s. 3."))
    assert f"[^1]: {note}" in new
    assert "BT687" in said
    assert "[^2]: Sum J." in new


def test_twice_is_the_same_as_once_and_undone(tmp_path: Path) -> None:
    once, _ = again(tmp_path, written(f"{FULL}.", "Tamże, s. 20."))
    twice, _ = again(tmp_path, once)
    assert twice == once
    (tmp_path / "praca.md").write_text(before := written(f"{FULL}.", "Nic."), encoding="utf-8")
    command = ["format", "praca.md", "--as", "notes", "--style", "gost-r-7-0-5-2008", "--locale", "pl-PL", "--in-place"]
    assert bibtool(*command, cwd=tmp_path).code == 0
    assert (tmp_path / "praca.md").read_text(encoding="utf-8") == written(f"{GOST}. S. 12.", "Nic.")
    assert bibtool("undo", cwd=tmp_path).code == 0
    assert (tmp_path / "praca.md").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "source",
    [
        "Lin, *Wir*",
        "a \\* b &amp; c",
        "**a *b* c** d",
        "[x](https://a.example/(b)) y",
        "<https://a.example/> z",
        "s. 3--5 --- H~2~O, x^2^",
        "a\\\nb",
        "<i>a</i> [b]{.sc}",
    ],
)
def test_each_letter_has_its_place(source: str) -> None:
    note = (read_bytes(f"x[^1]\n\n[^1]: {source}\n".encode(), "x.md").notes or ())[0].text.text
    found = letters(source, note)
    assert found is not None
    for letter, (start, end) in zip(note, found.places, strict=True):
        assert not source[start:end] or letter in source[start:end] or letter in "–—²" or letter.isspace()
    assert sum(start < end for start, end in found.places) > 1
