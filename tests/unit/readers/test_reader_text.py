"""Encodings told from short texts, and input that is no text."""

import pytest

from bibtool.readers.registry import read_bytes
from bibtool.text.certainty import Certainty
from bibtool.text.decoding import decode
from bibtool.text.encodings import Evidence

POLISH = "1 A. Śliwa, Źródła do dziejów Łodzi, Łódź 2011, s. 12; por. Święto Ćwierćwiecza."
RUSSIAN = "2 О. Белова, Внешняя политика России, Москва 2016, с. 78–80."
UKRAINIAN = "3 М. Грушевський, Історія України-Руси, Київ 1991, її том."
FRENCH = "4 H. Carrère, L'Empire éclaté: la révolte des nations, Paris, Éditions du Léopard, 1978."
CZECH = "5 J. Žďárek, Příběhy českého učení, Praha 1999."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "cp1250"),
        (POLISH, "iso-8859-2"),
        (POLISH.replace("Ś", "ś"), "cp852"),
        (CZECH, "cp1250"),
        (CZECH, "iso-8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN.replace("–", "-"), "koi8-r"),
        (RUSSIAN.replace("–", "-").upper(), "koi8-r"),
        (RUSSIAN.upper(), "cp1251"),
        (RUSSIAN.replace("–", "-"), "iso-8859-5"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (FRENCH, "iso-8859-1"),
        (FRENCH.replace("'", "’"), "cp1252"),
    ],
)
def test_a_line_is_enough_to_tell_the_encoding(text: str, encoding: str) -> None:
    document = read_bytes(text.encode(encoding), "przypis.txt")
    assert document.text == text
    assert document.encoding == encoding
    assert "BT101" in {f.code for f in document.findings}


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("text", [POLISH, RUSSIAN, FRENCH], ids=["pl", "ru", "fr"])
def test_unicode_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_utf8_is_not_reported() -> None:
    document = read_bytes(POLISH.encode(), "a.txt")
    assert (document.encoding, document.findings) == ("utf-8", ())


def test_a_file_cut_in_mid_letter_is_still_utf8() -> None:
    document = read_bytes((POLISH + "ż").encode()[:-1], "a.txt")
    assert document.text == POLISH + "\N{REPLACEMENT CHARACTER}"
    assert [f.code for f in document.findings] == ["BT108"]


def test_encodings_that_fit_alike_are_both_named() -> None:
    result = decode("s\xb9d".encode("latin-1"))
    assert result.certainty is Certainty.DOUBTFUL
    assert result.evidence is Evidence.SCORED
    assert {result.encoding, result.rival} == {"cp1250", "iso-8859-2"}


def test_nul_characters_are_kept_and_reported() -> None:
    document = read_bytes(b"A. Nowak, Zarys\0 dziejow, Warszawa 2001." * 3, "a.txt")
    assert document.text.count("\0") == 3
    assert [f.code for f in document.findings] == ["BT111"]
