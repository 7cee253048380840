"""What the documentation shows is run: the commands, their output, and every option that there is."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from links.internet_archive import InternetArchive, Row
from links.servers import Exchange, Web, loops

from bibtool.cli.app import build
from bibtool.formats.registry import formats

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COMMANDS_PAGE = DOCS / "commands.md"
#: Pages that are followed from the first command to the last, in one folder.
FOLLOWED = [ROOT / "README.md", *sorted(DOCS.glob("tutorial*.md")), *sorted((DOCS / "howto").glob("*.md"))]
#: Those that only the long tests follow.
_LONG = [page for page in FOLLOWED if page.parent.name == "howto" or page.name == "tutorial.pl.md"]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"^```(?:sh|bash|shell)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"#\s*exit code (\d+)\s*$")
_INSTALLS = re.compile(r"(?:pipx|uv tool|py -m pipx) (?:install|ensurepath)|pipx ensurepath|git clone |cd |make ")
#: Programs beside bibtool that a page may use; a page whose program is not installed is skipped.
_PROGRAMS = ("pandoc", "soffice", "biber")


def shown(page: Path) -> list[tuple[str, list[str]]]:
    """Command lines of a page, each with the lines shown after it."""
    found: list[tuple[str, list[str]]] = []
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip():
                found[-1][1].append(line)
    return found


class Reader:
    """Somebody who has the files of the documentation in an empty folder, ``bibtool`` installed, and a network."""

    def __init__(self, folder: Path, network: dict[str, str]) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        shutil.copytree(DOCS / "examples", folder, dirs_exist_ok=True)
        shutil.copytree(DOCS / "examples", folder / "docs" / "examples")
        program = folder / ".bin" / "bibtool"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bibtool.cli.app "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BIBTOOL_")}
        self.environment = {
            **clean,
            **network,
            "PATH": f"{program.parent}{os.pathsep}{clean['PATH']}",
            "PYTHONPATH": str(ROOT),
            "BIBTOOL_DEBUG": "1",
            "LC_ALL": "C.UTF-8",
            "HOME": str(folder),  # soffice keeps its profile there
            "XDG_DATA_HOME": str(folder / ".data"),
        }

    def follow(self, line: str, output: list[str]) -> None:
        """Run a command; its exit code and all that is shown of its output have to be right."""
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=self.environment,
        )
        told = _EXIT.search(line)
        assert done.returncode == int(told[1] if told else 0), f"{line}\n{done.stdout[-1000:]}\n{done.stderr}"
        real = " ".join((done.stdout + done.stderr).split())
        for wanted in output:
            for part in re.split(r"…|\.\.\.$", wanted):
                assert " ".join(part.split()) in real, f"{wanted!r} is not what {line!r} prints:\n{real[-3000:]}"


@pytest.fixture(scope="module")
def network() -> Iterator[dict[str, str]]:
    """A stand-in on loopback for the sites that the invented article cites, and for the Internet Archive."""
    news, portal = "http://gazeta-nadrzeczna.example/2012/05/14/ostatni-prom/", "http://portal-rzeczny.example/promy"
    title, portal_title = "Ostatni prom na Warcie odpłynął", "Promy dawniej i dziś – Portal Rzeczny"

    async def answer(x: Exchange) -> None:
        if "gazeta-nadrzeczna.example" in x.target:
            await x.page("404", "Nie ma takiej strony.", status=404)
        else:
            await x.page(portal_title, "Promy przez rzekę. " * 40)

    with loops() as loop:
        sites = Web(loop, fallback=answer).start()
        archive = InternetArchive(
            loop,
            rows=[Row("20190205101500", news, title=title), Row("20210803080000", portal, title=portal_title)],
        )
        yield {
            "HTTP_PROXY": f"http://127.0.0.1:{sites.port}",
            "BIBTOOL_ARCHIVE": f"wayback={archive.base}",
            "BIBTOOL_CONTROL": "http://control.example/",
            "BIBTOOL_RETRY_WAIT": "0",
            "BIBTOOL_PER_HOST": "0",
        }
        archive.close()
        sites.close()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(tmp_path_factory.mktemp("project"), {})


@pytest.mark.parametrize(("line", "output"), shown(COMMANDS_PAGE), ids=[line for line, _ in shown(COMMANDS_PAGE)])
def test_a_shown_command_does_what_is_shown(line: str, output: list[str], project: Reader) -> None:
    project.follow(line, output)


@pytest.mark.timeout(600)  # a page has up to twenty commands, each a process of its own
@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=pytest.mark.long if page in _LONG else ()) for page in FOLLOWED],
    ids=[str(page.relative_to(ROOT)) for page in FOLLOWED],
)
def test_a_page_can_be_followed(
    page: Path, network: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown(page)
    assert lines, f"{page.name} shows no command"
    used = [name for name in _PROGRAMS if any(re.search(rf"(?<![\w.-]){name}(?![\w.-])", line) for line, _ in lines)]
    used += ["pandoc"] * any("bibtool cite " in line for line, _ in lines)
    lacking = [name for name in used if shutil.which(name) is None]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")
    reader = Reader(tmp_path, network)
    for line, output in lines:
        reader.follow(line, output)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".data"))
    if ">>> " in page.read_text(encoding="utf-8"):
        done = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
        assert done.attempted and not done.failed


@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: str(page.relative_to(ROOT)))
def test_only_installing_is_shown_and_not_run(page: Path) -> None:
    for block in _SHELL.findall(page.read_text(encoding="utf-8")):
        for line in filter(str.strip, block.splitlines()):
            assert _INSTALLS.match(line), f"{page.name} shows {line!r} and no test runs it"


def test_there_are_commands_to_run() -> None:
    assert len(shown(COMMANDS_PAGE)) >= 40
    assert len(FOLLOWED) >= 3


@cache
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
