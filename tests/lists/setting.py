"""Sets lists of invented works as printed lists are set: ways of citing, layouts."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Work = dict[str, Any]
DATA = Path(__file__).parent / "works.toml"
IN = {"pl": "w:", "ru": "В кн.:", "uk": "У кн.:", "en": "in:", "de": "in:"}
EDITED = {"pl": "red. {}", "ru": "под ред. {}", "uk": "за ред. {}", "en": "ed. {}", "de": "hrsg. von {}"}
ISSUE = {"pl": "nr", "ru": "№", "uk": "№", "en": "no.", "de": "Nr."}
VOLUME = {"pl": "t.", "ru": "Т.", "uk": "Т.", "en": "vol.", "de": "Bd."}
PAGE = {"pl": "s.", "ru": "С.", "uk": "С.", "en": "pp.", "de": "S."}
ACCESSED = {"pl": "dostęp: 5.03.2021", "ru": "дата обращения: 05.03.2021", "uk": "дата звернення: 05.03.2021",
            "en": "accessed 5 March 2021", "de": "Zugriff: 05.03.2021"}  # fmt: skip


@dataclass
class Set:
    """A list as it is printed: the text, and what each entry is."""

    text: str
    entries: list[str]  # each entry without its number, on one line
    works: list[Work]
    numbers: list[str] = field(default_factory=list)


def sets() -> list[dict[str, Any]]:
    return list(tomllib.loads(DATA.read_text(encoding="utf-8"))["set"])


def parts(name: str) -> tuple[str, str, str]:
    family, given, initials = name.split("|")
    return family, given, initials


def editor(work: Work, language: str) -> str:
    family, _, initials = parts(work["editor"])
    return EDITED[language].format(f"{initials} {family}")


def comma(work: Work, language: str) -> str:
    """Bielak A., Młyny wodne, Płock 1998."""
    page = PAGE[language].lower()
    out = ", ".join(f"{parts(a)[0]} {parts(a)[2]}" for a in work["authors"]) + f", {work['title']}"
    if "journal" in work:
        volume = f"{VOLUME[language].lower()} {work['volume']}, " if "volume" in work else ""
        out += ", „{journal}” {year}, ".format(**work) + volume
        out += f"{ISSUE[language]} {work['issue']}, {page} {work['pages']}"
    elif "book" in work:
        out += f", {IN[language].lower()} {work['book']}, {editor(work, language)}"
        out += ", {place} {year}, ".format(**work) + f"{page} {work['pages']}"
    else:
        out += ", {place} {year}".format(**work)
    if "url" in work:
        out += f", {work['url']} [{ACCESSED[language]}]"
    return out + "."


def dated(work: Work, language: str) -> str:
    """Bielak, A. (1998). Młyny wodne. Płock: Oficyna Rzeczna."""
    names = ", ".join(f"{parts(a)[0]}, {parts(a)[2]}" for a in work["authors"])
    out = names + " ({year}). {title}. ".format(**work)
    if "journal" in work:
        volume = ("{volume}({issue})" if "volume" in work else "({issue})").format(**work)
        out += f"{work['journal']}, {volume}, {work['pages']}."
    elif "book" in work:
        family, _, initials = parts(work["editor"])
        mark = {"pl": "red.", "ru": "ред.", "uk": "ред.", "en": "ed.", "de": "Hrsg."}[language]
        lead = {"pl": "W:", "ru": "В:", "uk": "У:", "en": "In", "de": "In:"}[language]
        page = PAGE[language].lower()
        out += f"{lead} {initials} {family} ({mark}), {work['book']} ({page} {work['pages']}). {work['publisher']}."
    else:
        out += "{place}: {publisher}.".format(**work)
    return out + (f" {work['url']}" if "url" in work else "")


def gost(work: Work, language: str) -> str:
    """Беркутов А. И. Колодцы на путях. Москва: Степной дом, 1999."""
    names = ", ".join(f"{parts(a)[0]} {parts(a)[2]}" for a in work["authors"])
    out = f"{names} {work['title']}"
    page = {"pl": "S.", "en": "P.", "de": "S."}.get(language, "С.")
    if "journal" in work:
        volume = f"{'Т.' if language in ('ru', 'uk') else 'T.'} {work['volume']}. " if "volume" in work else ""
        out += " // {journal}. {year}. ".format(**work) + volume
        out += f"№ {work['issue']}. {page} {work['pages']}."
    elif "book" in work:
        out += f" // {work['book']} / {editor(work, language)}. "
        out += "{place}: {publisher}, {year}. ".format(**work) + f"{page} {work['pages']}."
    else:
        out += ". {place}: {publisher}, {year}.".format(**work)
    return out + (f" URL: {work['url']} ({ACCESSED[language]})." if "url" in work else "")


def vancouver(work: Work, language: str) -> str:
    """Bielak A. Młyny wodne. Płock: Oficyna Rzeczna; 1998."""
    names = ", ".join(tight(name) for name in work["authors"])
    out = f"{names}. {work['title']}. "
    pages = work.get("pages", "").replace("–", "-")
    if "journal" in work:
        out += "{journal}. {year};".format(**work) + f"{work.get('volume', '')}({work['issue']}):{pages}."
    elif "book" in work:
        out += f"In: {tight(work['editor'])}, editor. "
        out += "{book}. {place}: {publisher}; {year}. ".format(**work) + f"p. {pages}."
    else:
        out += "{place}: {publisher}; {year}.".format(**work)
    return out + (f" {work['url']}" if "url" in work else "")


def tight(name: str) -> str:
    family, _, initials = parts(name)
    return f"{family} {initials.replace('.', '').replace(' ', '')}"


def full_names(work: Work, language: str) -> str:
    """Bielak, Anna. Młyny wodne. Płock: Oficyna Rzeczna, 1998."""
    first, *rest = (parts(a) for a in work["authors"])
    joined = {"pl": "i", "ru": "и", "uk": "і", "en": "and", "de": "und"}[language]
    others = [f"{given} {family}" for family, given, _ in rest]
    names = f"{first[0]}, {first[1]}"
    if others:
        names += ", " + ", ".join(others[:-1]) + (", " if others[:-1] else "") + f"{joined} {others[-1]}"
    out = f"{names}. "
    if "journal" in work:
        volume = f" {work['volume']}," if "volume" in work else ","
        out += "“{title}.” {journal}".format(**work) + volume
        out += f" {ISSUE[language]} {work['issue']} " + "({year}): {pages}.".format(**work)
    elif "book" in work:
        family, given, _ = parts(work["editor"])
        lead = IN[language].rstrip(":").capitalize()
        edited = EDITED[language].format(f"{given} {family}")
        out += f"“{work['title']}.” {lead} {work['book']}, {edited}, {work['pages']}. "
        out += "{place}: {publisher}, {year}.".format(**work)
    else:
        out += "{title}. {place}: {publisher}, {year}.".format(**work)
    return out + (f" {work['url']}." if "url" in work else "")


Cite = Callable[[Work, str], str]


def wrapped(entry: str, first: str = "", rest: str = "", width: int = 70) -> str:
    return "\n".join(
        textwrap.wrap(
            entry, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )
    )


@dataclass(frozen=True)
class Form:
    """A layout with a way of citing."""

    name: str
    cite: Cite
    set: Callable[[Sequence[str]], str]
    number: Callable[[int], str] = lambda n: ""
    split: bool = False  # under two headings of parts
    dashes: bool = False  # for the author of the entry before


def one_line(entries: Sequence[str]) -> str:
    return "\n".join(entries)


def blocks(entries: Sequence[str]) -> str:
    return "\n\n".join(wrapped(e) for e in entries)


def flush(entries: Sequence[str]) -> str:
    return "\n".join(wrapped(e) for e in entries)


def hanging(entries: Sequence[str]) -> str:
    return "\n".join(wrapped(e, rest="    ") for e in entries)


def indented(entries: Sequence[str]) -> str:
    return "\n".join(wrapped(e, first="   ") for e in entries)


def narrow(entries: Sequence[str]) -> str:
    return "\n".join(wrapped(e, width=46) for e in entries)


FORMS = (
    Form("comma-one-line", comma, one_line),
    Form("comma-flush", comma, flush),
    Form("dated-hanging", dated, hanging),
    Form("dated-blocks", dated, blocks, split=True),
    Form("gost-dot", gost, flush, lambda n: f"{n}. "),
    Form("gost-indented", gost, indented),
    Form("vancouver-square", vancouver, hanging, lambda n: f"[{n}] "),
    Form("names-dashes", full_names, hanging, dashes=True),
    Form("comma-paren", comma, narrow, lambda n: f"{n}) "),
    Form("names-bullets", full_names, one_line, lambda n: "• "),
)


def as_set(group: dict[str, Any], form: Form) -> Set:
    """A list under its heading, below a paragraph of text, before an abstract."""
    language = group["language"]
    works = list(group["works"])
    entries: list[str] = []
    numbers: list[str] = []
    before: list[str] = []
    for number, work in enumerate(works, 1):
        entry = form.cite(work, language)
        if form.dashes and work["authors"] == before:
            family, given, _ = parts(work["authors"][0])
            entry = entry.replace(f"{family}, {given}.", "———.", 1)
        before = work["authors"]
        entries.append(entry)
        numbers.append(form.number(number))
    shown = [number + entry for number, entry in zip(numbers, entries, strict=True)]
    if form.split:
        middle = len(shown) // 2
        body = "\n\n".join(
            f"{heading}\n\n{form.set(part)}"
            for heading, part in zip(group["parts"], (shown[:middle], shown[middle:]), strict=True)
        )
    else:
        body = form.set(shown)
    text = f"{group['title']}\n\n{PROSE[language]}\n\n{group['heading']}\n\n{body}\n"
    return Set(text, entries, works, [n.strip(" .[])•") for n in numbers])


PROSE = {
    "pl": "Tekst omawia kilka spraw, o których pisano dotąd niewiele.\nNajpierw źródła, potem pytania i odpowiedzi.",
    "ru": "В тексте рассмотрены вопросы, о которых до сих пор писали\nмало. Сначала материалы, затем выводы.",
    "uk": "У тексті розглянуто питання, про які досі писали мало.\nСпершу матеріали, потім висновки.",
    "en": "The paper takes up questions of which little has been\nwritten. First the sources, then the answers.",
    "de": "Der Beitrag behandelt Fragen, über die bisher wenig\ngeschrieben wurde. Zuerst die Quellen.",
}


def cases() -> Iterator[tuple[str, Set, str]]:
    for group in sets():
        for form in FORMS:
            yield f"{group['name']}-{form.name}", as_set(group, form), group["language"]
