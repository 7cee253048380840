"""What the code says of itself, as pages: commands, findings, formats, styles, schemes, the Python interface."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, get_args

_NOTICE = "<!-- Made by `python -m manual`; do not edit. -->\n\n"
#: A family of findings by the hundreds of its code.
_FAMILIES = {
    "1": "Text and files",
    "2": "Notes",
    "3": "Citations",
    "4": "Works",
    "5": "Links",
    "6": "Output",
    "7": "Usage, jobs and files",
    "8": "Departures from a style",
    "9": "Papers and the library",
}


def pages() -> dict[str, str]:
    """Every generated page: the name of its file and its text."""
    makers: Mapping[str, Callable[[], str]] = {
        "commands.md": commands,
        "findings.md": findings,
        "formats.md": formats,
        "styles.md": styles,
        "schemes.md": schemes,
        "api.md": api,
    }
    return {name: _NOTICE + make().rstrip() + "\n" for name, make in makers.items()}


def _cell(text: str) -> str:
    """Text in a cell of a table, its markup shown as it stands."""
    return html.escape(" ".join(text.split()), quote=False).replace("|", "\\|")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def commands() -> str:
    """Usage, arguments and options of every command."""
    import typer

    from bibtool.cli.app import build

    parts = [
        "# Options of every command\n",
        "What `bibtool COMMAND --help` says, in one place. [Commands](../commands.md) explains them with examples.\n",
    ]
    for name, command in sorted(_named(typer.main.get_command(build()))):
        shown = [p for p in command.params if not p.hidden and "--help" not in p.opts]
        arguments = [p for p in shown if p.param_type_name == "argument"]
        options = [p for p in shown if p.param_type_name == "option"]
        places = "".join(f" {p.metavar or p.name.upper()}" for p in arguments)
        parts.append(f"## {name}\n")
        parts.append(f"    bibtool {name}{' [OPTIONS]' if options else ''}{places}\n")
        parts.append(_prose(command.help or "") + "\n")
        rows = [(f"`{p.metavar or p.name.upper()}`", _cell(p.help or "")) for p in arguments]
        rows += [(_switches(p), _cell(p.help or "") + _default(p)) for p in options]
        parts.append(_table(("", "what it says"), rows))
    return "\n".join(parts)


def _named(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _named(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _prose(text: str) -> str:
    bare = re.sub(r":(?:class|func|meth|mod):`~?([^`]+)`", r"`\1`", inspect.cleandoc(text).replace("\b", ""))
    return html.escape(re.sub(r"``([^`]+)``", r"`\1`", bare), quote=False)


def _switches(option: Any) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if option.is_flag or option.count:
        return names
    return f"{names} `{option.metavar or ' / '.join(_values(option)) or 'VALUE'}`"


def _values(option: Any) -> list[str]:
    """What an option can be, where that is one of a few."""
    annotation = option.type_descriptor.annotation
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return [str(member.value) for member in kind]
    return []


def _default(option: Any) -> str:
    value = getattr(option.default, "value", option.default)
    shown = bool(getattr(option, "show_default", True)) and not option.is_flag and not callable(value)
    return f" Default: `{value}`." if shown and value not in (None, "", (), []) else ""


def findings() -> str:
    """Every code: its sentence, what it means, an example."""
    from bibtool.diagnostics.catalogue import rules

    parts = [
        "# Findings\n",
        "`bibtool explain CODE` prints the same on a terminal, in English or Polish. A code never changes its meaning. "
        "Words in braces stand for what the finding is about.\n",
    ]
    family = ""
    for code, rule in rules().items():
        if code[2] != family:
            family = code[2]
            parts.append(f"## {_FAMILIES[family]} (BT{family})\n")
        sentence = rule.sentence["en"].replace("{{", "{").replace("}}", "}")
        parts.append(f"### {code} {rule.name}\n")
        parts.append(f"*{rule.severity.value}.* {html.escape(sentence, quote=False)}\n")
        parts.append(html.escape(rule.why["en"], quote=False) + "\n")
        example = re.sub(r"^", "    ", rule.example["en"], flags=re.MULTILINE)
        parts.append(f"{example}\n")
    return "\n".join(parts)


def formats() -> str:
    """Every format: endings, directions, what it loses."""
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import formats as known

    rows = []
    for name, form in sorted(known().items()):
        page = f"[{name}](../formats/{form.page or name}.md)"
        directions = "read and written" if form.readable else "written only"
        lacking = len(form.cannot_hold - {"custom"}) if form.takes is Takes.ENTRIES else 0
        lost = f"no place for {lacking} variables" if lacking else "holds every variable"
        holds = {Takes.ENTRIES: "works", Takes.CITATIONS: "citations", Takes.NOTES: "notes"}[form.takes]
        endings = " ".join(f"`{ending}`" for ending in form.suffixes)
        rows.append((page, _cell(form.title), endings, holds, directions, lost))
    parts = [
        "# Formats and their losses\n",
        _table(("name", "title", "endings", "holds", "direction", "losses"), rows),
        "The page of a format names each value that it has no place for. `bibtool convert` reads back what it wrote "
        "and reports each value that was lost.\n",
    ]
    for name, form in sorted(known().items()):
        if form.losses:
            parts.append(f"## {name}\n")
            parts.append("\n".join(f"- {html.escape(loss, quote=False)}" for loss in form.losses) + "\n")
    return "\n".join(parts)


def styles() -> str:
    """The project's own styles with their samples, then how many others there are."""
    from bibtool.jobs.styles import shown_style
    from bibtool.render.style_list import Source, all_styles

    own = [info for info in all_styles() if info.source is Source.OWN]
    parts = [
        "# Styles with samples\n",
        f"The {len(own)} styles of this project, each with the same invented works. Beside them bibtool prints in all "
        "independent styles of the CSL style repository (`bibtool styles` lists them) and in any `.csl` file. "
        "[Sources and doubts](../styles.md) says what each style rests on.\n",
    ]
    for info in own:
        sample = shown_style(info.name).sample
        parts.append(f"## {info.name}\n")
        kind = {"note": "notes", "author-date": "author and date", "numeric": "numbers"}.get(info.form, info.form)
        parts.append(f"{html.escape(info.title, quote=False)}. {kind.capitalize()}; `{sample.locale}`.\n")
        for title, lines in (("In the text or notes", sample.citations), ("In the list", sample.bibliography)):
            if lines:
                parts.append(f"{title}:\n")
                parts.append("\n".join(f"    {' '.join(line.split())}" for line in lines) + "\n")
    return "\n".join(parts)


def schemes() -> str:
    """Every scheme with its source, its languages and one sentence in each."""
    from bibtool.language.translit import schemes as known
    from bibtool.language.translit import transliterate

    sentences = {
        "ru": "Щедрый объезд Юрьева",
        "uk": "Їжак і Юлія, Згурський",
        "be": "Ўладзімір, дзьмухаўцы і шчасце",
        "bg": "Ъгълът на България",
        "kk": "Қазақстан, Әуезов, Ғылым",
    }
    names = {"ru": "Russian", "uk": "Ukrainian", "be": "Belarusian", "bg": "Bulgarian", "kk": "Kazakh"}
    parts = [
        "# Transliteration schemes\n",
        "For `--scheme` and `--key-scheme`. [Scripts and languages](../transliteration.md) tells more.\n",
    ]
    for scheme in known():
        parts.append(f"## {scheme.name}\n")
        back = " Reversible." if scheme.reversible else ""
        title = scheme.title.rstrip(".")
        parts.append(f"{html.escape(title, quote=False)}.{back}\n")
        parts.append(f"Source: {html.escape(scheme.source.rstrip('.'), quote=False)}.\n")
        rows = [
            (names[language], sentences[language], _cell(transliterate(sentences[language], language, scheme.name)))
            for language in sentences
            if language in scheme.languages
        ]
        parts.append(_table(("language", "text", "transliterated"), rows))
    return "\n".join(parts)


def api() -> str:
    """Signatures and docstrings of what ``bibtool`` exports."""
    import bibtool
    from bibtool import api as exported

    parts = ["# Python, all names\n", "[Python](../api.md) shows them at work.\n"]
    for name in sorted(n for n in bibtool.__all__ if hasattr(exported, n)) + sorted(
        n for n in exported.__all__ if n not in bibtool.__all__
    ):
        thing = getattr(exported, name)
        where = "bibtool" if name in bibtool.__all__ else "bibtool.api"
        if inspect.isfunction(thing):
            parts.append(f"## {where}.{name}\n")
            parts.append(f"    {name}{_signature(thing)}\n")
            parts.append(_prose(thing.__doc__ or "") + "\n")
            continue
        parts.append(f"## class {where}.{name}\n")
        parts.append(_prose(thing.__doc__ or "") + "\n")
        for member, value in sorted(vars(thing).items()):
            if member.startswith("_"):
                continue
            value = getattr(value, "__func__", value)
            documented = _prose(getattr(value, "__doc__", None) or "").split("\n\n")[0]
            if inspect.isfunction(value):
                parts.append(f"`{name}.{member}{_signature(value)}`\n: {' '.join(documented.split())}\n")
            elif isinstance(value, property):
                parts.append(f"`{name}.{member}`\n: {' '.join(documented.split())}\n")
    return "\n".join(parts)


class _Bare(str):
    """An annotation that is text, shown without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self).replace("bibtool.api.values.", "")


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    bare = [
        each.replace(annotation=_Bare(each.annotation)) if isinstance(each.annotation, str) else each
        for name, each in signature.parameters.items()
        if name not in ("self", "cls")
    ]
    gives = signature.return_annotation
    return str(signature.replace(parameters=bare, return_annotation=_Bare(gives) if isinstance(gives, str) else gives))
