"""What the system and parsers say is said in the language of the message."""

import errno
import json
import os
import re
import tomllib
from importlib import resources

import pytest

from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.reasons import reason_in

TABLE = tomllib.loads(resources.files("bibtool.diagnostics").joinpath("reasons.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.ENOENT, errno.EACCES, errno.EISDIR, errno.EROFS, errno.ELOOP])
def test_the_system_speaks_polish(number: int) -> None:
    said = os.strerror(number).lower()
    finding = Finding("BT704", {"path": "x.bib", "reason": said})
    assert said in sentence(finding, "en")
    assert said not in sentence(finding, "pl")


@pytest.mark.parametrize(
    "number",
    [
        errno.ECONNREFUSED,
        errno.ECONNRESET,
        errno.ECONNABORTED,
        errno.EPIPE,
        errno.ETIMEDOUT,
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
    ],
)
def test_the_network_speaks_polish(number: int) -> None:
    said = os.strerror(number)
    assert reason_in("pl", said) != said
    finding = Finding("BT530", {"url": "http://a.test/", "why": f"refused ({said})"})
    assert said not in sentence(finding, "pl")


@pytest.mark.parametrize(
    ("said", "polish"),
    [
        (
            "a.test: nxdomain (Name or service not known), asked from this network",
            "a.test: nie ma takiej nazwy (system nie zna tej nazwy), pytano z tej sieci",
        ),
        ("a.test: servfail (connection refused)", "a.test: błąd serwera nazw (odmowa połączenia)"),
        ("3 redirects", "przekierowania: 3"),
        ("the answer is no HTTP: it begins with “SSH-2.0”", "odpowiedź nie jest HTTP: zaczyna się od „SSH-2.0”"),
        (
            "the certificate is not believed: Hostname mismatch, certificate is not valid for 'a.test'.",
            "certyfikat jest niewiarygodny: certyfikat nie jest dla 'a.test'.",
        ),
    ],
)
def test_what_a_look_at_an_address_says_is_polish_to_its_end(said: str, polish: str) -> None:
    assert reason_in("pl", said) == polish


@pytest.mark.parametrize("text", ["", "[", '{"a" 1}', "[1] 2", '["', '{"a": 1,}'])
def test_the_parser_of_json_speaks_polish(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)
    said = f"line 3: no JSON: {caught.value.msg}"
    told = reason_in("pl", said)
    assert told.startswith("wiersz 3: to nie JSON: ") and caught.value.msg not in told


def test_what_differs_is_kept_and_what_is_not_known_stays() -> None:
    assert reason_in("pl", "no such option: --foo") == "nie ma opcji --foo"
    assert (
        reason_in("pl", "no such option: --foo (did you mean --fog or --fo?)")
        == "nie ma opcji --foo (może --fog lub --fo?)"
    )
    assert reason_in("pl", "--to: it names the same file as --output") == "--to: to ten sam plik co --output"
    assert reason_in("pl", "/a: b.sqlite: database is locked") == "/a: b.sqlite: używa jej inny proces"
    assert reason_in("pl", "something new") == "something new"
    assert reason_in("pl", "{braces} is no number") == "{braces} nie jest liczbą"
    assert reason_in("en", "Is a directory") == "Is a directory"


@pytest.mark.parametrize("name", ["reason", "problem", "doubt"])
def test_a_finding_that_is_quoted_is_in_the_language_of_the_message(name: str) -> None:
    inner = Finding(Code.AMBIGUOUS_BACK_REFERENCE, {"text": "Kos, dz. cyt., s. 7"})
    assert sentence(inner, "pl") in sentence(Finding("BT676", {"doubt": sentence(inner)}), "pl")
    missing = Finding(Code.FILE_MISSING, {"path": "a.bib", "near": ""})
    code = {"reason": "BT955", "problem": "BT717", "doubt": "BT676"}[name]
    told = Finding(code, {"source": "a", "line": "1", name: sentence(missing)})
    assert sentence(missing, "pl") in sentence(told, "pl") and "no such file" not in sentence(told, "pl")


@pytest.mark.parametrize("english", sorted(TABLE))
def test_both_languages_hold_the_same_places(english: str) -> None:
    assert len(re.findall(r"\{\}", TABLE[english])) == len(re.findall(r"\{!?\}", english))
