"""``bibtool translit`` and the job behind it."""

import io
import json
import sys

import pytest

from bibtool.cli.app import main
from bibtool.jobs.errors import JobError
from bibtool.jobs.translit import Direction, decoded, transliteration


def test_the_language_is_told_from_the_text():
    found = transliteration("Історія України", scheme="uk-2010")
    assert (found.text, found.language) == ("Istoriia Ukrainy", "uk")
    assert transliteration("Съезд и объём").language == "ru"


def test_the_result_says_what_was_done():
    found = transliteration("Щедрин", "ru-RU", "iso9")
    assert found.to_json() == {
        "source": "Щедрин",
        "text": "Ŝedrin",
        "language": "ru",
        "scheme": "iso9",
        "scheme_title": "ISO 9:1995 (PN-ISO 9:2000, GOST 7.79-2000 system A)",
        "direction": "to-latin",
    }
    assert transliteration("Ŝedrin", "ru", "iso9", Direction.BACK).text == "Щедрин"


@pytest.mark.parametrize(
    ("text", "language", "scheme", "direction", "code", "said"),
    [
        ("да", "ru", "iso-9", Direction.TO_LATIN, "BT707", "iso9"),
        ("да", "ua", "pl", Direction.TO_LATIN, "BT152", "(uk"),
        ("да", "ru", "uk-2010", Direction.TO_LATIN, "BT153", "serves uk"),
        ("da", "ru", "pl", Direction.BACK, "BT154", "iso9"),
        ("da", "", "iso9", Direction.BACK, "BT156", "--from"),
    ],
)
def test_what_cannot_be_done_is_said(text, language, scheme, direction, code, said):
    with pytest.raises(JobError) as caught:
        transliteration(text, language, scheme, direction)
    assert caught.value.finding.code == code
    assert said in str(caught.value)


def test_mixed_words_are_kept_and_reported():
    found = transliteration("о Kазахстане", "ru")
    assert found.text == "o Kazachstanie"
    assert [finding.code for finding in found.findings] == ["BT150"]


def test_bytes_that_are_no_utf8_are_named():
    with pytest.raises(JobError, match="0xcc at offset 2"):
        decoded(b"a\n\xcc\xee")
    assert decoded("\ufeffда".encode()) == "да"


def test_the_command_reads_lines(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Тренин\n\nЩука\n".encode())))
    assert main(["translit", "-", "--from", "ru"]) == 0
    assert capsys.readouterr().out == "Trienin\n\nSzczuka\n"


def test_the_command_prints_json_and_reports(capsys):
    assert main(["translit", "Kазахстан", "--from", "ru", "--format", "json", "--ui", "pl"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["text"] == "Kazachstan"
    assert "zmieszano dwa alfabety" in err


def test_the_command_lists_schemes(capsys):
    assert main(["translit", "--list"]) == 0
    out = capsys.readouterr().out
    assert "iso9" in out and "reversible" in out


def test_the_command_without_a_text_is_misused(capsys):
    assert main(["translit"]) == 2
    assert "standard input" in capsys.readouterr().err
