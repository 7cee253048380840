"""An option that would do nothing is an error: one line that names it and says why, exit code 2, nothing written."""

from pathlib import Path
from typing import Any

import pytest
import typer
from commands import bibtool, is_one_clear_line
from kinds_of_files import sample

from bibtool.cli.app import build
from bibtool.cli.effects import among_options, rules
from bibtool.jobs.errors import JobError

STYLE = ("--style", "chicago-notes-bibliography")
NOTES = (*STYLE, "--as", "notes")
HISTORY = ("--history", "h.sqlite", "--archive", "none")

# The command line, the option without effect, what the line names beside it.
WITHOUT_EFFECT = [
    (("tidy", "library.bib", "--papers", "p.tex", "--diff"), "--papers", "--keys"),
    (("tidy", "library.bib", "--papers", "p.tex", "--keys"), "--papers", "--in-place"),
    (("format", "article.txt", *STYLE, "--scheme", "pl"), "--scheme", "--script latin"),
    (("format", "article.txt", *STYLE, "--script", "original", "--scheme", "ru=pl"), "--scheme", "--scopus"),
    (("format", "library.bib", *STYLE, "--scheme", "pl"), "--scheme", "--script both"),
    (("format", "article.txt", *NOTES, "--sections", "type"), "--sections", "--as notes"),
    (("format", "article.txt", *NOTES, "--sort", "by-language"), "--sort", "--as notes"),
    (("format", "article.txt", *NOTES, "--scopus"), "--scopus", "--as notes"),
    (
        ("format", "article.txt", *NOTES, "--locale", "pl-PL", "--entry-language", "de"),
        "--locale",
        "--entry-language de",
    ),
    (("format", "article.txt", *STYLE, "--engine", "citeproc-py", "--gender", "Lis=f"), "--gender", "citeproc-py"),
    (
        ("format", "article.txt", *STYLE, "--engine", "citeproc-py", "--spaces", "non-breaking"),
        "--spaces",
        "citeproc-py",
    ),
    (("format", "article.txt", *STYLE, "--also", "1"), "--also", "--as notes"),
    (("format", "article.txt", *STYLE, "--report", "report.json"), "--report", "--as notes"),
    (("format", "article.txt", *STYLE, "--works", "library.bib"), "--works", "csl-notes"),
    (("format", "library.bib", *STYLE, "--works", "library.bib"), "--works", "csl-notes"),
    (("extract", "article.txt", "--cited-only", "--format", "citations"), "--cited-only", "--format citations"),
    (("extract", "article.txt", "--cited-only", "--format", "documents"), "--cited-only", "--format documents"),
    (("extract", "article.txt", "--cited-only", "--format", "csl-notes"), "--cited-only", "--format csl-notes"),
    (("extract", "article.txt", "--fresh"), "--fresh", "--output"),
    (("extract", "article.txt", "--scheduler", "127.0.0.1:1"), "--scheduler", "--engine dask"),
    (
        ("extract", "article.txt", "--engine", "dask", "--scheduler", "127.0.0.1:1", "--jobs", "2"),
        "--jobs",
        "--engine dask",
    ),
    (
        ("extract", "article.txt", "--engine", "dask", "--scheduler", "127.0.0.1:1", "--timeout", "9"),
        "--timeout",
        "--engine dask",
    ),
    (("lint", "article.txt", "--fresh"), "--fresh", "--output"),
    (("lint", "article.txt", "--scheduler", "127.0.0.1:1"), "--scheduler", "--engine dask"),
    (
        ("lint", "article.txt", "--engine", "dask", "--scheduler", "127.0.0.1:1", "--jobs", "2"),
        "--jobs",
        "--engine dask",
    ),
    (
        ("lint", "article.txt", "--engine", "dask", "--scheduler", "127.0.0.1:1", "--timeout", "9"),
        "--timeout",
        "--engine dask",
    ),
    (("lint", "article.txt", *STYLE, "--format", "diff", "-o", "o.jsonl"), "--output", "--format diff"),
    (("lint", "article.txt", "--format", "json", "-o", "o.jsonl"), "--format", "--output"),
    (("inspect", "article.txt", "--to", "json", "-o", "o.html"), "--to", "--output"),
    (("lint", "article.txt", "-o", "o.docx", "--track"), "--track", "--style"),
    (("lint", "article.txt", "--locale", "pl-PL"), "--locale", "--style"),
    (("lint", "article.txt", "--entry-language", "own"), "--entry-language", "--style"),
    (("lint", "article.txt", "--script", "latin"), "--script", "--style"),
    (("lint", "article.txt", *STYLE, "--scheme", "iso9"), "--scheme", "--script latin"),
    (("check", "article.txt", *HISTORY, "--user-agent", "x", "--contact", "y"), "--contact", "--user-agent"),
    (("check", "article.txt", *HISTORY, "--save"), "--save", "--archive none"),
    (("check", "article.txt", *HISTORY, "--save-all"), "--save-all", "--archive none"),
    (("check", "library.bib", *HISTORY, "--in-place"), "--in-place", "--apply"),
    (("check", "library.bib", *HISTORY, "--diff"), "--diff", "--apply"),
    (("check", "library.bib", *HISTORY, "--note", "x"), "--note", "--mark"),
    (("check", "http://127.0.0.1:9/x", *HISTORY, "--apply", "-o", "out.bib"), "--apply", "BibTeX"),
    (("check", "addresses.txt", *HISTORY, "--apply", "-o", "out.bib"), "--apply", "BibTeX"),
    (("check", "http://127.0.0.1:9/x", *HISTORY, "--from", "text"), "--from", "TXT"),
    (("undo", "--format", "json"), "--format", "--list"),
    (("undo", "--all"), "--all", "--list"),
    (("lint", "article.txt", "--script", "latin"), "--script", "--style"),
    (("lint", "article.txt", *STYLE, "--scheme", "pl"), "--scheme", "--script latin"),
    (("styles", "chicago", "--locale", "pl-PL"), "--locale", "show"),
    (("translit", "--list", "--scheme", "pl"), "--scheme", "--list"),
    (("translit", "--list", "--reverse"), "--reverse", "--list"),
    (("translit", "--list", "--from", "ru"), "--from", "--list"),
    (("translit", "--list", "--format", "json"), "--format", "--list"),
    (("format", "library.bib", *STYLE, "--corrections", "one.toml"), "--corrections", "TXT"),
    (("check", "library.bib", *HISTORY, "--corrections", "one.toml"), "--corrections", "TXT"),
    (("correct", "article.txt", "--note", "1", "--set", "1.title=X"), "--note", "--set"),
    (("correct", "article.txt", "--list", "--set", "1.title=X"), "--set", "--list"),
    (("correct", "article.txt", "--list", "--same", "1", "2"), "--same", "--list"),
    (("correct", "article.txt", "--list", "--different", "1", "2"), "--different", "--list"),
    (("correct", "article.txt", "--list", "--remove", "1"), "--remove", "--list"),
    (("correct", "article.txt", "--list", "--diff"), "--diff", "--list"),
    (("correct", "article.txt", "--set", "1.title=X", "--diff", "--beside"), "--beside", "--diff"),
    (("correct", "article.txt", "--set", "1.title=X", "--to", "json"), "--to", "--list"),
]
# The same options where they do something.
WITH_EFFECT = [
    ("format", "article.txt", *STYLE, "--scheme", "pl", "--script", "latin"),
    ("format", "article.txt", *STYLE, "--scheme", "pl", "--script", "both"),
    ("format", "article.txt", *STYLE, "--scheme", "pl", "--scopus"),
    ("format", "article.txt", *STYLE, "--scheme", "pl", "--sort", "transliterated"),
    ("format", "article.txt", *NOTES, "--scheme", "pl", "--script", "latin"),
    ("format", "article.txt", *STYLE, "--sections", "type", "--sort", "by-language", "--scopus"),
    ("format", "article.txt", *STYLE, "--locale", "pl-PL", "--entry-language", "de"),
    ("format", "article.txt", *NOTES, "--locale", "pl-PL", "--entry-language", "own"),
    ("format", "article.txt", *NOTES, "--spaces", "non-breaking"),
    ("format", "article.notes.json", *NOTES, "--works", "library.bib"),
    ("format", "article.txt", *NOTES, "--also", "1", "--report", "report.json"),
    ("format", "article.txt", *NOTES, "--gender", "Lis=f"),
    ("lint", "article.txt", "--locale", "pl-PL", *STYLE, "--fail-level", "error"),
    ("lint", "article.txt", *STYLE, "--script", "latin", "--scheme", "iso9", "--fail-level", "error"),
    ("styles", "show", "apa", "--locale", "pl-PL"),
    ("translit", "Тренин", "--from", "ru", "--scheme", "pl"),
    ("translit", "--list"),
    ("undo", "--list", "--format", "json"),
    ("undo", "--list", "--all", "--format", "json"),
]
# Options that do something whatever the others say; of those of "check", which settle how the network is asked.
ALWAYS = {
    # a library does nothing without a query of it: the job refuses that (test_library_sources)
    "*": {"--ui", "--verbose", "--output", "--from", "--help", "--format", "--library"},
    "run": {"--no-check", "--supplement", "--corrections", "--key-scheme", "--engine", "--overwrite"},
    "extract": {"--supplement", "--corrections", "--key-scheme", "--files-from", "--engine"},
    "correct": {"--list", "--corrections", "--supplement"},
    "inspect": {"--note", "--page", "--output", "--to"},
    "lint": {"--select", "--ignore", "--fail-level", "--style", "--supplement", "--files-from", "--engine"}
    | {"--corrections", "--consistency"},
    # the last line: a job looks into the DOCX whether they do something, and refuses them by itself
    "format": {"--style", "--as", "--to", "--entry-language", "--script", "--translations", "--engine"}
    | {"--unlink", "--accept-changes", "--track", "--comments", "--in-place", "--diff"},
    "check": {"--fail-on", "--history", "--fresh", "--archive", "--control", "--resolve", "--dns", "--allow-private"}
    | {"--exclude", "--accept", "--cache", "--mark", "--jobs"}
    | {"--ca-bundle", "--timeout", "--concurrency", "--per-host", "--rate", "--user-agent", "--retry-wait"},
    "history": {"--history"},
    "report": {"--style", "--check", "--history", "--corrections"},
    "cite": {"--bib", "--style"},
    "cited": {"--bib"},
    "convert": {"--to", "--fail-on"},
    "tidy": {"--keys", "--fields", "--encoding", "--sort", "--duplicates", "--urls", "--case", "--in-place", "--diff"},
    "translit": {"--list"},
    "undo": {"--list"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for kind, name in (("text", "article.txt"), ("bibtex", "library.bib"), ("csl-notes", "article.notes.json")):
        (tmp_path / name).write_bytes(sample(kind).data)
    (tmp_path / "one.toml").write_text("schema = 1\n", encoding="utf-8")
    (tmp_path / "addresses.txt").write_text("http://127.0.0.1:9/x\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("args", "option", "why"), WITHOUT_EFFECT, ids=lambda v: " ".join(v) if v is not str else v)
def test_an_option_without_effect_is_an_error(args: tuple[str, ...], option: str, why: str, folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    ran = bibtool(*args, cwd=folder)
    assert ran.code == 2 and ran.out == "", ran
    assert is_one_clear_line(ran.err), ran.err
    assert f"{option} has no effect" in ran.err and why in ran.err
    assert sorted(path.name for path in folder.iterdir()) == before
    assert f"{option} nie ma skutku" in bibtool(*args, "--ui", "pl", cwd=folder).err


@pytest.mark.parametrize("args", WITH_EFFECT, ids=" ".join)
def test_an_option_with_effect_is_none(args: tuple[str, ...], folder: Path) -> None:
    ran = bibtool(*args, cwd=folder)
    assert ran.code == 0 and ran.out, ran


@pytest.mark.parametrize("option", ["--save", "--save-all"])
def test_what_is_switched_off_need_not_have_an_effect(option: str) -> None:
    among_options("check", {option}, {option: False, "--archive": ["none"]})
    with pytest.raises(JobError) as caught:
        among_options("check", {option}, {option: True, "--archive": ["none"]})
    assert caught.value.finding.code == "BT751"


def test_every_option_of_every_command_was_thought_of() -> None:
    commands: dict[str, Any] = dict(typer.main.get_command(build()).commands)  # type: ignore[attr-defined]
    tried = {(args[0], option) for args, option, _ in WITHOUT_EFFECT}
    for name, command in commands.items():
        options = {max(p.opts, key=len) for p in command.params if p.opts[0].startswith("-")}
        ruled = {rule.option for rule in rules(name)}
        assert ruled <= options, f"{name} has no such option"
        assert options <= ruled | ALWAYS["*"] | ALWAYS.get(name, set()), name
        assert {(name, option) for option in ruled} <= tried, f"{name}: a rule that nothing tries"
    assert {name for name in ALWAYS if name != "*"} <= set(commands)


def test_headings_are_in_the_language_of_locale_beside_another_for_the_entries(folder: Path) -> None:
    ran = bibtool("format", "article.txt", *STYLE, "--locale", "pl-PL", "--entry-language", "de", cwd=folder)
    assert ran.out.startswith("Bibliografia")
