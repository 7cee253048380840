"""Everything that is said in English is said in Polish, as a Polish reader writes it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from bibtool.cli.help_page import data
from bibtool.cli.words import words
from bibtool.diagnostics.catalogue import rules, sentence
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.reasons import reason_in
from bibtool.links.outcome import DnsFault, Outcome
from bibtool.links.snapshots import Refusal
from bibtool.report.page import words_of
from bibtool.text.data import toml

ROOT = Path(__file__).parents[2] / "bibtool"
REASONS = toml("diagnostics/reasons.toml")

#: Arguments that hold a number.
NUMBERS = {"count", "lines", "hosts", "total", "size", "largest", "pictures", "applied", "days"}
#: What may follow a number whatever the number is: units, and "3 of 5".
ANY_NUMBER = {"of", "z", "mb", "d", "s", "more", "more;"}
#: Words that only an English sentence has.
ENGLISH = set(
    "the is are was were not of and or that this which with from for has have been cannot could into only it its but"
    " if there than then when where works citation reading".split()
)


def texts() -> Iterator[tuple[str, str, str]]:
    """Where it stands, English, Polish."""
    for code, rule in rules().items():
        yield code, rule.sentence["en"], rule.sentence["pl"]
        yield f"{code} why", rule.why["en"], rule.why["pl"]
        if rule.example["en"] != rule.example["pl"]:
            yield f"example of {code}", rule.example["en"], rule.example["pl"]
    for key, label in words().items():
        yield key, label["en"], label["pl"]
    for key, english in words_of("en").items():
        yield f"page: {key}", english, words_of("pl")[key]
    for name, rows in data()["examples"].items():
        for row in rows:
            yield f"example of {name}", row["en"], row["pl"]
    for english, polish in data()["translations"]["pl"].items():
        yield "help", english, polish
    for english, polish in REASONS.items():
        yield "reason", english, polish


TEXTS = list(texts())


def without_code(text: str) -> str:
    """Without arguments, commands, options, names of files and fields."""
    text = re.sub(r"„(?:bibtool|pandoc|lib:|show|bibliography|references)[^”]*”", "", text)
    text = re.sub(r"\([a-z ,.]*\.bib[^)]*\)|\{\w+\}|\S*[-./=@:\\]{1}[\w-]+\S*|\b[A-Z]{2,}\w*|\w+: ", "", text)
    return re.sub(r"'[^']*'|\"[^\"]*\"|„alive|\balive\b|\bdead\b|\bnone\b", "", text)


def numbers_before_words(text: str) -> list[str]:
    found = []
    for name, after in re.findall(r"\{(\w+)\} (\w+)", text):
        if name in NUMBERS and after.lower() not in ANY_NUMBER:
            found.append(f"{{{name}}} {after}")
    return found


def test_no_text_makes_a_word_agree_with_a_number() -> None:
    """A noun behind a number has another form with 1, 2 and 5: 1 przypis, 2 przypisy, 5 przypisów."""
    assert numbers_before_words("{count} poprawek") and not numbers_before_words("{count} z {total}")
    assert [(where, bad) for where, _, polish in TEXTS if (bad := numbers_before_words(polish))] == []
    one = [(where, bad) for where, english, _ in TEXTS if (bad := numbers_before_words(english)) if where[:2] == "BT"]
    assert one == [], "1 addresses"


def test_arguments_agree() -> None:
    def arguments(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text.replace("{!}", "{}")) if name is not None)

    different = [
        (where, english, polish)
        for where, english, polish in TEXTS
        if where != "help" and not where.startswith("example") and set(arguments(english)) != set(arguments(polish))
    ]
    assert different == []


def test_no_word_is_left_in_english() -> None:
    assert "works" in english_words("prace (works)")
    assert [(where, polish, bad) for where, _, polish in TEXTS if (bad := english_words(polish))] == []


def test_examples_of_findings_are_in_polish() -> None:
    assert rules()["BT671"].example["pl"] != rules()["BT671"].example["en"]
    same = [rule for rule in rules().values() if rule.example["pl"] == rule.example["en"]]
    words = re.compile(r"(?:^|[^\w=/-])(an|the|of|in|where|without|after|before|with|by|as)(?= \w)")
    commands = re.compile(r"bibtool|pandoc|[@{\[]|TMPDIR|XDG|git|cat|echo|printf|As shown")
    assert [
        rule.code for rule in same if not commands.match(rule.example["en"]) and words.search(rule.example["en"])
    ] == []


def english_words(polish: str) -> set[str]:
    return ENGLISH & set(re.findall(r"\w+", without_code(polish.replace("(and others)", ""))))


def test_commands_and_words_stand_in_polish_quotation_marks() -> None:
    found = [(where, polish) for where, _, polish in TEXTS if re.search(r"'(?:bibtool|pandoc|-)[^']*'|`", polish)]
    assert [row for row in found if "pip install" not in row[1]] == []
    unpaired = [(where, polish) for where, _, polish in TEXTS if polish.count("„") != polish.count("”")]
    assert unpaired == []


def test_you_are_not_addressed_with_a_capital() -> None:
    found = [(where, polish) for where, _, polish in TEXTS if re.search(r"(?<![.?!:] )(?<!^)\bTw[oó]", polish)]
    assert found == []


# ---- what findings quote of a check


def evidence() -> set[str]:
    """What the check of links says of a page, {} for what differs: every text in a tuple of evidence or a fault."""
    said = set()
    for path in [*(ROOT / "links").rglob("*.py"), ROOT / "text" / "urls.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for word in node.keywords if isinstance(node, ast.Call) else ():
                if word.arg == "evidence" and isinstance(word.value, ast.Tuple):
                    said |= {text(each) for each in word.value.elts}
            if isinstance(node, ast.Assign) and "why" in ast.unparse(node.targets[0]):
                inside = {
                    id(p)
                    for f in ast.walk(node.value)
                    if isinstance(f, ast.JoinedStr)
                    for p in ast.walk(f)
                    if p is not f
                }
                said |= {text(each) for each in ast.walk(node.value) if id(each) not in inside}
    return {each for each in said if len(each.replace("{}", "").strip(" :")) > 1}


def test_what_commands_say_of_their_options_is_in_polish() -> None:
    said = set()
    for path in (ROOT / "cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("BadParameter"):
                said.add(text(node.args[0]))
    assert len(said) > 10
    assert [each for each in said if reason_in("pl", f"KEY: {each}") == f"KEY: {each}"] == []


def text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.JoinedStr(values=parts):
            return "".join(p.value if isinstance(p, ast.Constant) else "{}" for p in parts)  # type: ignore[misc]
    return ""


def test_what_a_check_saw_is_said_in_polish() -> None:
    said = evidence()
    assert len(said) > 20
    english = [each for each in said if reason_in("pl", each.replace("{}", "X")) == each.replace("{}", "X")]
    assert [each for each in english if not each.startswith(("{}: {}", "oEmbed"))] == []


def test_what_a_page_says_is_quoted_as_it_is() -> None:
    assert reason_in("pl", "the page says: Empty; gone 404") == "strona mówi: Empty; gone 404"


@pytest.mark.parametrize("how", [*Outcome, *DnsFault], ids=lambda how: how.value)
def test_an_outcome_is_said_in_polish(how: Outcome | DnsFault) -> None:
    assert reason_in("pl", how.value) != how.value
    for status, told in product(("", " 404"), ("", " (sent to the front page; the page is empty)")):
        polish = reason_in("pl", f"{how.value}{status}{told}")
        assert how.value not in polish or not status
        assert not told or polish.endswith("(przekierowuje na stronę główną; strona jest pusta)")


def test_what_archives_say() -> None:
    said = "wayback: no good copy: 2 not shown, 1 of a login; arquivo.pt: answered 503"
    assert reason_in("pl", said) == (
        "wayback: brak dobrej kopii: 2 bez zarchiwizowanej odpowiedzi, 1 ze strony logowania; arquivo.pt: odpowiada 503"
    )
    for each in Refusal:
        assert reason_in("pl", f"3 {each.value}") != f"3 {each.value}"


def test_a_finding_quotes_a_check_in_the_language_of_the_reader() -> None:
    found = Finding("BT501", {"url": "http://example.org/a", "why": "gone 404 (the page says: Not found)"})
    assert sentence(found, "pl") == (
        "http://example.org/a nie działa od dłuższego czasu: strona nie istnieje, 404 (strona mówi: Not found)"
    )


def test_fields_have_polish_names_in_sentences_about_values() -> None:
    told = Finding(Code.NOT_PRINTED_BY_STYLE, {"variable": "publisher-place", "words": "Kraków"})
    assert sentence(told, "pl") == "ten styl nie drukuje: miejsce wydania „Kraków”"
    assert sentence(told, "en") == "not printed by this style: publisher-place “Kraków”"
    # what is written in a file is named as the file has it
    shape = Finding(Code.IDENTIFIER_INVALID, {"key": "lis2001", "variable": "ISBN", "value": "1"})
    assert "ISBN" in sentence(shape, "pl")


def test_every_variable_that_is_read_has_a_polish_name() -> None:
    names = toml("diagnostics/fields.toml")["pl"]
    naming = [rule for rule in rules().values() if rule.names_fields]
    assert naming and all("{variable}" in rule.sentence["pl"] for rule in naming)
    read = {"author", "editor", "translator", "title", "container-title", "issued", "accessed", "page", "locator",
            "volume", "issue", "publisher", "publisher-place", "edition", "archive", "archive_location", "URL", "DOI",
            "genre", "number", "collection-title"}  # fmt: skip
    assert not read - set(names)
