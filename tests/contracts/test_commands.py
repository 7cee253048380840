"""What every command promises: one file, help, messages in two languages, a fast start."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

import bibtool.cli.commands as folder
from bibtool.cli.app import build, command_name, main
from bibtool.cli.words import words
from bibtool.diagnostics.catalogue import UI_LANGUAGES


def modules(package: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Every command by its words ("lib add"), with its module."""
    for found in pkgutil.iter_modules(package.__path__):
        name = f"{package.__name__}.{found.name}"
        words = f"{before}{command_name(name)}"
        if found.ispkg:
            yield from modules(importlib.import_module(name), f"{words} ")
        else:
            yield words, name


MODULES = dict(sorted(modules(folder)))
HEAVY = ("lxml", "httpx", "pybtex", "numpy", "citeproc", "py3langid", "rispy", "anyascii")


def python(code: str, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, **env}, timeout=60
    )
    return done.stdout.strip()


@cache
def commands() -> dict[str, Any]:
    return dict(named(typer.main.get_command(build())))


def named(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from named(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_there_are_commands() -> None:
    assert {"run", "extract", "lint", "explain", "schema"} <= set(commands())
    assert set(commands()) == set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_command_has_help_and_the_language_of_messages(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(MODULES[name])
    assert (module.command.__doc__ or "").strip()
    command = commands()[name]
    assert "--ui" in {option for parameter in command.params for option in parameter.opts}
    assert main([*name.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Usage" in shown and "--ui" in shown


@pytest.mark.parametrize("name", MODULES)
def test_an_unknown_option_is_one_line_and_2(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*name.split(), "--no-such-option"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.startswith("bibtool: ") and shown.err.count("\n") == 1


def test_the_version_needs_no_library() -> None:
    out = python(
        "import sys; from bibtool.cli.app import main; main(['--version']);"
        "print([m for m in ('typer', 'rich', 'click') if m in sys.modules])"
    )
    assert out.splitlines()[0].startswith("bibtool ")
    assert out.splitlines()[1] == "[]"


def test_listing_the_commands_loads_nothing_heavy() -> None:
    out = python(
        f"import sys; from bibtool.cli.app import build; build(); print([m for m in {HEAVY} if m in sys.modules])"
    )
    assert out == "[]"


@pytest.mark.parametrize("words", [["translit", "да", "--from", "ru"], ["explain", "BT301", "--ui", "pl"]])
def test_values_that_need_no_conversion_load_no_converter(words: list[str]) -> None:
    out = python(f"import sys; from bibtool.cli.app import main; main({words}); print('pydantic' in sys.modules)")
    assert out.endswith("False")


def test_values_that_are_wrong_are_still_told(tmp_path: Path) -> None:
    for given, told in (
        (["styles", "--format", "tabel"], "tabel"),
        (["extract", "x", "--jobs", "0"], "--jobs must be"),
    ):
        command = [sys.executable, "-m", "bibtool", *given]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 2
        assert told in done.stderr


def test_shell_completion_knows_codes_and_formats() -> None:
    code = "import sys; from bibtool.cli.app import main; sys.exit(main([]))"
    found = python(code, _BIBTOOL_COMPLETE="complete_bash", COMP_WORDS="bibtool explain BT40", COMP_CWORD="2")
    assert "BT401" in found.split()
    found = python(code, _BIBTOOL_COMPLETE="complete_bash", COMP_WORDS="bibtool extract --format bib", COMP_CWORD="3")
    assert set(found.split()) == {"biblatex", "bibtex"}


def test_labels_are_in_every_language() -> None:
    assert len(words()) > 20
    for key, label in words().items():
        assert set(label) == set(UI_LANGUAGES), key
        assert all(text.strip() for text in label.values()), key
        assert label["en"].count("{") == label["pl"].count("{"), key
