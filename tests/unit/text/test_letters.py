"""Classes of capital and small letters, and that no other module writes its own."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from bibtool.text.letters import (
    CAPITAL,
    CYRILLIC_LOWER,
    CYRILLIC_UPPER,
    LATIN_LOWER,
    LATIN_UPPER,
    LOWER,
    UPPER,
    is_vowel,
)

ROOT = Path(__file__).parents[3] / "bibtool"
LETTERS = [chr(code) for code in range(0x10000) if chr(code).isalpha()]


@pytest.mark.parametrize(
    ("inside", "script", "categories"),
    [
        (LATIN_UPPER, "LATIN", {"Lu", "Lt"}),
        (LATIN_LOWER, "LATIN", {"Ll"}),
        (CYRILLIC_UPPER, "CYRILLIC", {"Lu"}),
        (CYRILLIC_LOWER, "CYRILLIC", {"Ll"}),
    ],
)
def test_a_class_holds_letters_of_one_script_and_case(inside: str, script: str, categories: set[str]) -> None:
    held = [c for c in LETTERS if re.fullmatch(f"[{inside}]", c)]
    assert len(held) > 60
    assert {unicodedata.name(c).split()[0] for c in held if c != "µ"} == {script}
    assert {unicodedata.category(c) for c in held} <= categories


def test_each_letter_of_the_blocks_is_of_one_class() -> None:
    blocks = [c for c in LETTERS if c <= "\u024f" or "\u0400" <= c <= "\u052f" or "\u1e00" <= c <= "\u1eff"]
    cased = [c for c in blocks if unicodedata.category(c) in {"Lu", "Ll", "Lt"}]
    assert len(cased) > 900
    for c in cased:
        small = unicodedata.category(c) == "Ll"
        assert bool(re.fullmatch(f"[{LOWER}]", c)) is small, c
        assert bool(re.fullmatch(f"[{UPPER}]", c)) is not small, c
        assert bool(re.fullmatch(CAPITAL, c)) is not small, c


def test_letters_without_case_may_begin_a_name_and_signs_may_not() -> None:
    assert all(re.fullmatch(CAPITAL, c) for c in "אم中あ")
    assert not any(re.fullmatch(CAPITAL, c) for c in "1_-.’ \u00ad")


def test_vowels_of_all_alphabets_keep_their_marks() -> None:
    assert all(map(is_vowel, "aąáäâàåāeęéěèëėiíìîïįīoóòôöőøuúùûüůűųūyýÿæœаеёиоуыэюяіїє"))
    assert not any(map(is_vowel, "bcćčçdďđfghjklłľmnńňñpqrřsśšßtťvwxzźżžбвгґджзйклмнпрстўфхцчшщьъ"))


# Classes of ASCII letters alone, where the syntax itself is ASCII, each with its reason.
ASCII = {
    "formats/dialects.py": "names of fields",
    "readers/text_kind.py": "tags of RIS, markup and BibTeX",
    "text/identifiers.py": "names of URNs (RFC 8141) and of arXiv",
    "citations/scan/identifiers.py": "names of URNs (RFC 8141) and of arXiv, codes of databases",
    "readers/copies.py": "classes of markup",
    "text/plain_urls.py": "host names, and paths without an escape",
    "text/urls.py": "host names",
    "citations/fields/misprints.py": "host names",
    "entries/key_patterns.py": "names of parts of a pattern, letters of keys",
    "library/editing.py": "tags of languages (BCP 47)",
    "library/mirror.py": "names of fields",
    "lookups/records.py": "tags of JATS and HTML",
    "entries/likeness.py": "letters before numbers of pages",
    "text/vocabulary.py": "the parts of an address",
    "citations/names/bodies.py": "a domain as an author",
    "citations/readings/reports.py": "letters of a series before a number",
    "citations/scan/periodicals.py": "letters of a series before a number",
    "readers/hidden.py": "domains",
    "render/rewriting/markdown_letters.py": "the syntax of CommonMark",
    "citations/scan/hints.py": "a domain",
    "citations/readings/articles.py": "the letter behind a number",
    "citations/readings/church.py": "the letter behind a number",
    "citations/readings/rulings.py": "the letter behind a number",
    "citations/readings/parts.py": "a domain after a full stop",
    "citations/readings/series.py": "the letters of a collection of rulings",
    "citations/readings/short.py": "the letter behind a year",
    "citations/readings/vancouver.py": "the letters of an electronic page",
    "citations/author_date.py": "the letter behind a number",
    "citations/scan/bare.py": "the letter before a page",
    "citations/scan/spots.py": "the letter before a page",
    "citations/scan/locators.py": "the letter of an appendix or section",
    "citations/readings/common_law.py": "the endings of English ordinals",
    "citations/readings/shelf.py": "the signs of shelf marks",
    "formats/fieldtable.py": "names of fields",
    "links/page_phrases.py": "codes of programs",
    "readers/latex_macros.py": "TeX commands",
    "citations/scan/pieces.py": "the letter behind a number",
    "cli/commands/cite.py": "a line of help, no pattern",
    "csl/attributes.py": "the rule of citeproc-js for “bibliotek.dk”",
    "csl/item.py": "variable names in a CSL note",
    "entries/keys.py": "citation keys",
    "formats/canonical.py": "entities of HTML",
    "formats/csl_shapes.py": "HTML tags",
    "formats/jats.py": "language tags and entities of XML",
    "formats/jats_reading.py": "the letter behind a year",
    "formats/markdown.py": "numbers of lists in Markdown",
    "formats/ris_records.py": "RIS tags",
    "language/naming.py": "language tags",
    "links/archives/cited.py": "addresses",
    "links/archives/memento.py": "addresses",
    "links/archives/wayback.py": "addresses",
    "links/cookies.py": "months of HTTP dates",
    "links/editing.py": "tags of RIS",
    "library/query.py": "names of fields",
    "links/moves.py": "identifiers of a visit in addresses",
    "links/surt.py": "addresses",
    "links/uri.py": "addresses",
    "papers/latex.py": "TeX commands",
    "readers/anchors.py": "letters as marks of notes",
    "notes/marks.py": "letters as marks of notes",
    "readers/attributes.py": "names of HTML tags",
    "readers/citavi.py": "base64",
    "readers/latex.py": "TeX commands",
    "readers/latex_conditions.py": "TeX commands",
    "readers/pages/lines.py": "letters as marks of notes",
    "readers/pages/starts.py": "letters as marks of notes",
    "readers/pages/words.py": "letters as marks of notes",
    "readers/records.py": "base64",
    "papers/markdown.py": "HTML",
    "render/citeproc/tidy.py": "HTML tags",
    "render/documents/html.py": "language tags",
    "render/documents/wordml.py": "language tags",
    "render/markup.py": "CSS",
    "render/rewriting/links.py": "the scheme of an address",
}
# Letters beyond ASCII that are no capital or small letters of words.
OTHERS = {
    "citations/author_date.py": "the letter behind a year",
    "citations/scan/shapes.py": "the letter behind a year",
    "citations/scan/features.py": "the block of Cyrillic",
    "citations/segment/cites.py": "the letter behind a year",
    "citations/scan/numbers.py": "the letters that Ukrainian has not",
    "readers/pages/codes.py": "the upper half of Latin-1",
    "citations/segment/series.py": "the letter behind a year",
    "citations/fields/details.py": "letters that recognition puts for figures",
    "language/folding.py": "the block of Cyrillic",
    "language/gender.py": "the letters that Russian has not",
    "language/translit.py": "the blocks of Cyrillic, and the rules' own letters",
}
_BRACKET = re.compile(r"\[(?:\\.|[^\]\\])+\]?")
_RANGE = re.compile(r"(\w)-(\w)")
_ROMAN = set("IVXLCDMivxlcdmІХіхѵ")


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def _cased(char: str) -> bool:
    return unicodedata.category(char) in {"Lu", "Ll", "Lt"}


def _hand_written(path: Path) -> list[tuple[int, str]]:
    """Brackets with a range of letters (but those of hexadecimal digits) or with three letters beyond ASCII (but
    those of roman numerals)."""
    found = []
    for line, string in _strings(path):
        for bracket in _BRACKET.findall(string):
            ranges = [(a, b) for a, b in _RANGE.findall(bracket) if _cased(a) and _cased(b) and b.lower() != "f"]
            row = {c for c in bracket if _cased(c) and not c.isascii()}
            if ranges or (len(row) > 2 and not row <= _ROMAN):
                found.append((line, bracket))
    return found


def test_the_search_finds_what_it_is_for(tmp_path: Path) -> None:
    module = tmp_path / "a.py"
    module.write_text(r'''
"""[a-z] in a docstring"""
A = r"[^\W\d_a-zа-я]+"
B = rf"{A}[A-ZŁŚ]"
C = "[łśż]"
D = r"[0-9a-f]{4}|[IVXІХ]+|[\w-]|[¹²³⁴-⁹]"
''')
    assert sorted(line for line, _ in _hand_written(module)) == [3, 4, 5]


@pytest.mark.parametrize(
    "path", [p for p in sorted(ROOT.rglob("*.py")) if p.name != "letters.py"], ids=lambda p: str(p.relative_to(ROOT))
)
def test_no_module_writes_a_class_of_letters_by_hand(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    found = _hand_written(path)
    assert bool([text for _, text in found if not text.isascii()]) is (name in OTHERS), found
    assert bool([text for _, text in found if text.isascii()]) is (name in ASCII), found
