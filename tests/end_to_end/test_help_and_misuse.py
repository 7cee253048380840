"""Help as a newcomer reads it, and what a wrong command line is answered."""

from __future__ import annotations

import inspect
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bibtool.cli.app import build, main
from bibtool.cli.help_page import data
from bibtool.diagnostics.catalogue import UI_LANGUAGES

ARTICLE = "Zdanie.1\n\n1 A. Kos, Promy na Wiśle, Lublin 2004, s. 5.\n"


def every(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command and group by its words; bibtool itself is "bibtool"."""
    yield before.strip() or "bibtool", group
    for name, command in getattr(group, "commands", {}).items():
        yield from every(command, f"{before}{name} ")


TREE = typer.main.get_command(build())
COMMANDS = dict(every(TREE))
EXAMPLES = [(name, row) for name, rows in data()["examples"].items() for row in rows]


def words(name: str) -> list[str]:
    return [] if name == "bibtool" else name.split()


def shown(name: str, capsys: pytest.CaptureFixture[str], *before: str) -> str:
    assert main([*before, *words(name), "--help"]) == 0
    return capsys.readouterr().out


def test_every_command_and_group_has_an_example_and_no_example_is_of_another() -> None:
    assert set(data()["examples"]) == set(COMMANDS)


@pytest.mark.parametrize(("name", "row"), EXAMPLES, ids=[row["line"] for _, row in EXAMPLES])
def test_an_example_can_be_typed(name: str, row: dict[str, str]) -> None:
    assert all(row[ui].strip().endswith((".", "?")) for ui in UI_LANGUAGES)
    program, *args = shlex.split(row["line"])
    if program == "pandoc":
        assert "bibtool" in args
        return
    assert program == "bibtool"
    if args == ["COMMAND", "--help"]:
        return
    command, path = TREE, []
    while hasattr(command, "commands"):
        path.append(args.pop(0))
        command = command.commands[path[-1]]
    assert name == "bibtool" or path[: len(words(name))] == words(name)
    command.make_context(" ".join(path), args)  # raises where typer does not understand it


@pytest.mark.parametrize("line", ["bibtool extract article.txt", "bibtool lint article.txt --consistency",
    "bibtool translit 'Грушевський' --scheme uk-2010", "bibtool explain BT4", "bibtool schema citations",
    "bibtool styles show pn-iso-690"])  # fmt: skip
def test_an_example_that_needs_only_an_article_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert line in [row["line"] for _, row in EXAMPLES]
    (tmp_path / "article.txt").write_text(ARTICLE.replace("1 A.", "12 A.").replace(".1\n", ".12\n"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(shlex.split(line)[1:]) in (0, 1)
    assert capsys.readouterr().out


@pytest.mark.parametrize("ui", UI_LANGUAGES)
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_the_terminal_and_shows_no_types(
    name: str, columns: int, ui: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = shown(name, capsys, "--ui", ui)
    assert not [
        each
        for each in ("<bool>", "list[", "<str>", "<int>", "x>=", "None]", "[default", "…")
        if each in text.replace("NOTE,…", "").replace("PRZYPIS,…", "")
    ]
    lines = text.splitlines()
    assert lines and max(map(len, lines)) <= min(columns, 100)
    assert ("Przykłady" if ui == "pl" else "Examples") in lines


def told() -> set[str]:
    """Every paragraph of help in the code."""
    found = {"Show this message and exit."}
    for command in COMMANDS.values():
        paragraphs = f"{inspect.cleandoc(command.help or '')}\n\n{command.epilog or ''}".split("\n\n")
        found |= {" ".join(each.split()) for each in [*paragraphs, *(p.help or "" for p in command.params)]}
    return found - {""}


def test_every_text_of_help_is_in_polish_and_none_is_left_over() -> None:
    # typer's own texts (completion) are translated as well, and may change with its version
    own = {each for each in data()["translations"]["pl"] if "ompletion for the current shell" not in each}
    ours = {each for each in told() if "ompletion for the current shell" not in each}
    assert ours == own
    assert all(text.strip() for text in data()["translations"]["pl"].values())


def test_help_is_found_wherever_the_language_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown("lib list", capsys, "--ui", "pl") == shown("lib list", capsys, "--ui=pl")
    assert main(["lib", "--ui", "pl", "list", "--help"]) == 0
    assert "Użycie: bibtool lib list" in capsys.readouterr().out


@pytest.mark.parametrize("before", [["--ui", "pl"], ["--ui=pl"]])
def test_messages_speak_the_language_asked_for_before_the_command(
    before: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*before, "extract", "nowhere.txt"]) == 2
    assert "nie ma takiego pliku" in capsys.readouterr().err
    assert main(["--ui", "en", "extract", "nowhere.txt", "--ui", "pl"]) == 2  # the nearer one counts
    assert "nie ma takiego pliku" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "told", "po_polsku"),
    [
        ("extrat x", "extrat (did you mean extract?); see 'bibtool --help'", "nie ma polecenia extrat (może extract?)"),
        ("lib serch x", "(did you mean search?); see 'bibtool lib --help'", "(może search?)"),
        ("lib persons lst", "see 'bibtool lib persons --help'", "nie ma polecenia lst (może list?)"),
        ("extract --fomat x", "(did you mean --format or --from?)", "nie ma opcji --fomat"),
        ("extract -format x", "no such option: -format (did you mean --format?)", "może --format"),
        ("extract x --style apa", "an option of bibtool format", "to opcja poleceń: bibtool format"),
        ("lib --library x list", "--library must come after list; see 'bibtool lib", "--library pisze się po list"),
        ("lib --sort x", "no such option: --sort", "nie ma opcji --sort"),
        ("check", "SOURCE: name a file or an address", "ŹRÓDŁO: trzeba podać plik lub adres"),
        ("format x --style", "--style needs a value; see 'bibtool format --help'", "--style wymaga wartości"),
        ("format x", "--style is missing", "brak: --style"),
        ("run", "SOURCE is missing", "brak: ŹRÓDŁO"),
        ("run a b", "too many arguments: b", "zbędne argumenty: b"),
        ("", "no command is given (for example run or extract); see 'bibtool --help'",
         "nie podano polecenia (na przykład run lub extract)"),
        ("lib edit", "KEY: name works by their keys, or with --where", "KLUCZ: podaj klucze prac albo --where"),
        ("report a -o a.txt", "a report is a page", "raport to strona"),
        ("lint x --jobs 0", "--jobs must be a number of at least 1", "nie mniejszą niż 1"),
        ("check x --fail-on deadly", "--fail-on cannot be 'deadly' (did you mean dead?)", "do wyboru: dead, dead-now"),
        ("lib dedupe --different a", "--different needs 2 values", "wymaga tylu wartości: 2"),
        ("lib undo --since yesterday", "--since must be a date or a time", "trzeba podać datę lub czas"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_one_plain_line_with_the_way_on(
    line: str, told: str, po_polsku: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for ui, part in (("en", told), ("pl", po_polsku)):
        assert main(["--ui", ui, *line.split()]) == 2
        said = capsys.readouterr().err
        assert part in said and said.count("\n") == 1, said


def test_a_group_without_a_command_shows_its_help_without_codes_in_a_pipe(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lib"]) == 2
    told = capfd.readouterr().out
    assert told.startswith("Usage: bibtool lib COMMAND ...") and "\x1b" not in told
    assert main(["lib", "--ui", "pl"]) == 2
    assert "nie podano polecenia (na przykład add lub search)" in capfd.readouterr().err


#: Words of usage lines that are the same in Polish: names of standards, a letter that stands for a number or a work.
SAME = {"URL", "ID", "N", "A", "B", "ISBN", "FORMAT", "TAG", "HOST", "PORT", "FOLDER"}


@pytest.mark.parametrize("name", COMMANDS)
def test_values_have_polish_names(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    polish = {part for value in data()["metavars"]["pl"].values() for part in value.split("-")}
    usage, *rest = shown(name, capsys, "--ui", "pl").split("\n\n")
    options = [line[2:].split("  ")[0] for line in "\n\n".join(rest).splitlines() if line.startswith("  -")]
    found = {each for line in (usage, *options) for each in re.findall(r"(?<![-\w])[A-ZĄĆĘŁŃÓŚŹŻ]+(?!\w)", line)}
    assert found <= polish | SAME | {"V", "OPCJE", "POLECENIE"}


def test_a_dumb_terminal_and_a_pipe_get_no_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in shown("extract", capsys)
