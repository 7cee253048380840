"""``bibtool lib keys``: papers follow, there and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Ran, bibtool

BIB = """@book{Sowa, author = {Sowa, Klara}, title = {Mokradła}, year = {1971}}
@book{jez, author = {Jeż, Adam and Sowa, Klara}, title = {Torfowiska i łąki}, year = {1980}, crossref = {Sowa}}
@book{jez2, author = {Jeż, Adam}, title = {Torf}, year = {1980}}
"""
TEX = r"""\documentclass{article}% \cite{Sowa}
\newcommand{\torf}[1]{\cite{#1}}
\defcitealias{Sowa}{Mokradła}
\begin{document}
Bagna \parencite[zob.][12]{Sowa} i~\textcites(por.)[3]{jez}[4]{ Sowa , inne}.
\verb|\cite{Sowa}| Sowa\footcite{jez}. \nocite{Sowa}
\begin{verbatim}
\cite{jez}
\end{verbatim}
\begin{thebibliography}{9}\bibitem[S]{Sowa} Sowa, K.\end{thebibliography}
\end{document}
\cite{Sowa}
"""
MARKDOWN = """---
title: Bagna
nocite: '@jez'
---

# Wstęp

Sowa pisze [zob. @Sowa, s. 5; -@jez]; @{Sowa} i @Sowa2, sowa@Sowa.pl, \\cite{jez}.

`@Sowa` <!-- @Sowa -->

```r
x@Sowa
```

    @Sowa w kodzie

Koniec @Sowa.
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("BIBTOOL_LIBRARY", str(tmp_path / "l.sqlite"))
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "p.tex").write_bytes(TEX.replace("\n", "\r\n").encode("cp1250"))
    (tmp_path / "p.qmd").write_text(MARKDOWN, encoding="utf-8")
    assert bibtool("lib", "add", tmp_path / "a.bib").code == 0
    return tmp_path


def rename(desk: Path, *args: str | Path) -> Ran:
    return bibtool("lib", "keys", *args, "--papers", desk / "p.tex", "--papers", desk / "p.qmd")


def keys() -> list[str]:
    return sorted(row["key"] for row in json.loads(bibtool("lib", "list", "--to", "json").out))


def test_papers_follow_and_come_back(desk: Path) -> None:
    before = [(desk / name).read_bytes() for name in ("p.tex", "p.qmd")]
    done = rename(desk, "--rename", "sowa", "sowa1971")
    assert done.code == 0 and keys() == ["jez", "jez2", "sowa1971"]
    tex = (desk / "p.tex").read_bytes().decode("cp1250").replace("\r\n", "\n")
    dead = TEX.index("\\begin{document}")
    live = TEX[:dead].replace("alias{Sowa}", "alias{sowa1971}") + TEX[dead:].replace(
        "[12]{Sowa}", "[12]{sowa1971}"
    ).replace("{ Sowa , inne}", "{ sowa1971 , inne}").replace("\\nocite{Sowa}", "\\nocite{sowa1971}").replace(
        "[S]{Sowa}", "[S]{sowa1971}"
    )
    assert tex == live
    markdown = (desk / "p.qmd").read_text(encoding="utf-8")
    assert markdown == MARKDOWN.replace("zob. @Sowa", "zob. @sowa1971").replace("@{Sowa}", "@{sowa1971}").replace(
        "Koniec @Sowa", "Koniec @sowa1971"
    )
    shown = json.loads(bibtool("lib", "show", "jez", "--to", "json").out)
    assert shown[0]["item"]["custom"]["crossref"] == "sowa1971"
    after = [(desk / name).read_bytes() for name in ("p.tex", "p.qmd")]
    assert bibtool("lib", "undo").code == 0
    assert keys() == ["Sowa", "jez", "jez2"]
    assert [(desk / name).read_bytes() for name in ("p.tex", "p.qmd")] == before
    assert bibtool("lib", "undo", "3").code == 0  # the undoing undone
    assert keys() == ["jez", "jez2", "sowa1971"]
    assert [(desk / name).read_bytes() for name in ("p.tex", "p.qmd")] == after
    assert bibtool("lib", "undo", "2").code == 0
    assert [(desk / name).read_bytes() for name in ("p.tex", "p.qmd")] == before


def test_by_a_pattern_and_a_second_time(desk: Path) -> None:
    shown = rename(desk, "--pattern", "{family|capital}{year}", "--diff")
    assert shown.code == 0 and keys() == ["Sowa", "jez", "jez2"] and "+Koniec @Sowa1971." in shown.out
    assert rename(desk, "--pattern", "{family|capital}{year}").code == 0
    assert keys() == ["Jez1980", "Jez1980a", "Sowa1971"]
    assert "-@Jez1980]" in (desk / "p.qmd").read_text(encoding="utf-8")
    assert "\\cite{Jez1980}" in (desk / "p.qmd").read_text(encoding="utf-8")
    assert "nocite: '@Jez1980'" in (desk / "p.qmd").read_text(encoding="utf-8")
    assert rename(desk, "--pattern", "{family|capital}{year}").out == "works changed: 0\n"


def test_what_was_edited_since_gets_a_patch(desk: Path) -> None:
    rename(desk, "--rename", "Sowa", "sowa1971")
    paper = desk / "p.qmd"
    paper.write_text(paper.read_text(encoding="utf-8") + "\nDopisano [@sowa1971].\n", encoding="utf-8")
    edited = paper.read_bytes()
    done = bibtool("lib", "undo")
    assert done.code == 1 and "BT981" in done.err and paper.read_bytes() == edited
    assert "+Dopisano [@Sowa]." in done.out and "-Dopisano [@sowa1971]." in done.out
    assert b"sowa1971" not in (desk / "p.tex").read_bytes()
    assert keys() == ["Sowa", "jez", "jez2"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--rename", "Sowa", "jez"), "jez cannot be the key"),
        (("--rename", "Sowa", "JEZ"), "JEZ cannot be the key"),
        (("--rename", "Sowa", "a b"), "a b cannot be the key"),
        (("--rename", "Sowa", "{x}"), "cannot be the key"),
        (("--rename", "sowka", "x"), "no work with the key sowka"),
        (("--pattern", "[auth][year]"), "[auth][year] is not understood"),
        (("--pattern", "{familly}"), "(family?)"),
        (("--pattern", "{family}", "--rename", "Sowa", "x"), "--pattern"),
        (("--pattern", "{family}", "--key-scheme", "bgm"), "bgm"),
        ((), "--pattern"),
    ],
)
def test_nothing_happens_where_it_cannot(desk: Path, args: tuple[str, ...], told: str) -> None:
    before = [(desk / name).read_bytes() for name in ("p.tex", "p.qmd", "l.sqlite")]
    done = rename(desk, *args)
    assert done.code == 2 and told in done.err
    assert [(desk / name).read_bytes() for name in ("p.tex", "p.qmd", "l.sqlite")] == before


def test_a_paper_that_cannot_be_written_keeps_the_keys(desk: Path) -> None:
    done = bibtool("lib", "keys", "--rename", "Sowa", "x", "--papers", desk / "a.bib")
    assert done.code == 2 and keys() == ["Sowa", "jez", "jez2"]
    (desk / "data").mkdir(exist_ok=True)
    (desk / "data" / "bibtool").mkdir(exist_ok=True)
    (desk / "data" / "bibtool" / "changes.sqlite").write_text("no journal", encoding="utf-8")
    done = rename(desk, "--rename", "Sowa", "x")
    assert done.code == 2 and keys() == ["Sowa", "jez", "jez2"]


def test_without_a_library_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    assert bibtool("lib", "keys", "--rename", "a", "b", "--library", path).code == 3
    assert bibtool("lib", "purge", "a", "--yes", "--library", path).code == 3
    assert not path.exists()


def test_several_renamings_are_taken_back_at_once(desk: Path) -> None:
    before = [(desk / name).read_bytes() for name in ("p.tex", "p.qmd")]
    for old, new in (("Sowa", "jez3"), ("jez", "Sowa"), ("jez3", "jez")):
        assert rename(desk, "--rename", old, new).code == 0
    assert "Koniec @jez." in (desk / "p.qmd").read_text(encoding="utf-8")
    assert bibtool("lib", "undo", "4").code == 0
    assert bibtool("lib", "undo", "--since", "2020-01-01").code == 0
    assert [(desk / name).read_bytes() for name in ("p.tex", "p.qmd")] == before


def test_a_paper_that_is_gone_is_told(desk: Path) -> None:
    rename(desk, "--rename", "Sowa", "s")
    (desk / "p.tex").unlink()
    done = bibtool("lib", "undo")
    assert done.code == 1 and "p.tex" in done.err and keys() == ["Sowa", "jez", "jez2"]
    assert (desk / "p.qmd").read_text(encoding="utf-8") == MARKDOWN
