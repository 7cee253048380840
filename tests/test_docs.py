"""What the documentation shows is run: the commands, their output, and every option that there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bibtool.cli.app import build
from bibtool.formats.registry import formats

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "docs" / "commands.md"]
COMMANDS_PAGE = ROOT / "docs" / "commands.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"#\s*exit code (\d+)\s*$")
_NETWORK = re.compile(r"#\s*needs a network\s*$")


def shown() -> list[tuple[str, str, list[str]]]:
    """Page, command line, lines shown after it."""
    found: list[tuple[str, str, list[str]]] = []
    for page in PAGES:
        for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if line.startswith("$ "):
                    found.append((page.name, line[2:], []))
                elif line.strip() and found:
                    found[-1][2].append(line)
    return [row for row in found if "bibtool" in row[1]]


SHOWN = shown()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a reader has after cloning, with ``bibtool`` on the path."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    program = folder / "bin" / "bibtool"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bibtool.cli.app "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(("page", "line", "output"), SHOWN, ids=[f"{page}: {line}" for page, line, _ in SHOWN])
def test_a_shown_command_does_what_is_shown(page: str, line: str, output: list[str], project: Path) -> None:
    if _NETWORK.search(line):
        pytest.skip("needs a network")
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={
            **os.environ,
            "PATH": f"{project / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "XDG_DATA_HOME": str(project / "data"),
        },
    )
    told = _EXIT.search(line)
    assert done.returncode == int(told[1] if told else 0), done.stderr
    real = " ".join((done.stdout + done.stderr).split())
    for wanted in output:
        for part in re.split(r"…|\.\.\.$", wanted):
            assert " ".join(part.split()) in real, f"{page}: {wanted!r} is not what {line!r} prints"


def test_there_are_commands_to_run() -> None:
    assert len(SHOWN) >= 8


def commands() -> dict[str, Any]:
    return dict(named(typer.main.get_command(build())))


def named(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its words: "check", "lib add"."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from named(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def sections() -> dict[str, str]:
    text = COMMANDS_PAGE.read_text(encoding="utf-8")
    parts = re.split(r"^## bibtool (\S+(?: \S+){0,2})$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_has_its_section_and_no_section_is_of_another() -> None:
    assert sections().keys() == commands().keys()


@pytest.mark.parametrize("name", sorted(commands()))
def test_a_section_names_every_option_and_no_other(name: str) -> None:
    declared = {o for p in commands()[name].params for o in (*p.opts, *p.secondary_opts) if o.startswith("-")}
    declared -= {"--help", "-h"}
    section = sections()[name]
    prose = _BLOCK.sub("", section)
    named = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*|-[a-zA-Z])\b", prose))
    assert declared <= named, f"not in docs/commands.md: {sorted(declared - named)}"
    assert named <= declared, f"there is no {sorted(named - declared)}"
    # ... and nothing is shown with an option that the command has not
    for line in re.findall(rf"bibtool {name} [^\n|]*", section):
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)) <= declared


@pytest.mark.parametrize("name", sorted(commands()))
def test_help_says_what_a_command_and_each_option_do(name: str) -> None:
    command = commands()[name]
    assert command.help and len(command.help.split()) >= 3
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name} has no help"


def test_formats_are_named() -> None:
    section = sections()["extract"]
    assert formats()
    assert all(f"`{name}`" in section for name in formats())
