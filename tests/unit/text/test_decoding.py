"""Sources in more than one encoding, headers that name one, and text that is written back to the byte."""

import pytest

from bibtool.readers.decoded import decoded
from bibtool.text.decoding import decode, exact

POLISH = "@book{lz%d,\n  author = {Żądło, Łucja},\n  title = {Źdźbła i łąki: świętość},\n}\n"
RUSSIAN = "@book{ul%d,\n  author = {Мёдова, Юлия},\n  title = {Пасека и улей},\n}\n"
UKRAINIAN = "@book{by%d,\n  author = {Бджільник, Їжак},\n  title = {Пасіка і вулик},\n}\n"


@pytest.mark.parametrize(
    "parts",
    [
        [(POLISH, "utf-8"), (POLISH, "cp1250"), (RUSSIAN, "utf-8")],
        [(POLISH, "cp1250"), (RUSSIAN, "cp1251")],
        [(POLISH, "iso-8859-2"), (POLISH, "cp1250")],
        [(RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251"), (POLISH, "utf-8")],
        [(UKRAINIAN, "koi8-u"), (UKRAINIAN, "utf-8")],
        [(RUSSIAN, "iso-8859-5"), (POLISH, "utf-8")],
    ],
)
def test_each_entry_is_read_in_its_own_encoding(parts: list[tuple[str, str]]) -> None:
    data = b"\n".join((text % n).encode(name) for n, (text, name) in enumerate(parts))
    text, _, findings = decoded(data, "a.bib")
    assert text == "\n".join(text % n for n, (text, _) in enumerate(parts))
    assert [finding.code for finding in findings] == ["BT113"]
    assert findings[0].args["lines"].startswith("1: ")
    found = decode(data)
    assert found.runs[0].start == 0 and found.runs[-1].end == len(data)
    assert exact(data) is None


def test_paragraphs_of_a_text_may_differ_too() -> None:
    data = "Żądło pszczoły.\n\n".encode() + "Źdźbła i łąki.\n\n".encode("cp1250") + "Koniec żniw.\n".encode()
    assert decode(data).text == "Żądło pszczoły.\n\nŹdźbła i łąki.\n\nKoniec żniw.\n"


def test_a_broken_letter_does_not_make_a_text_mixed() -> None:
    data = "Żądło, łąka, źdźbło\n\nświętość i żółć".encode()
    assert decode(data[:-1]).encoding == "utf-8"
    assert decode(data.replace("ą".encode(), b"\xc4", 1)).encoding == "utf-8"


def test_one_encoding_is_one() -> None:
    data = "\n".join((POLISH % n) for n in range(5)).encode("cp1250")
    assert (decode(data).encoding, decode(data).runs) == ("cp1250", ())


@pytest.mark.parametrize("header", ["% Encoding: ISO8859_2", "%% encoding = iso-8859-2", "% -*- coding: latin2 -*-"])
def test_a_header_settles_what_the_letters_leave_open(header: str) -> None:
    text = f"{header}\n@book{{a, title = {{Góra}}}}\n"
    found = decode(text.encode("iso-8859-2"))
    assert (found.text, found.encoding) == (text, "iso-8859-2")
    wrong = decode(f"% Encoding: cp1251\n{POLISH}".encode("cp1250"))
    assert wrong.encoding == "cp1250"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "cp1251", "koi8-r", "iso-8859-2"])
def test_a_text_is_written_back_to_the_byte(name: str) -> None:
    text = (RUSSIAN if name in ("cp1251", "koi8-r") else POLISH).replace("\n", "\r\n")
    data = text.encode(name)
    whole = exact(data)
    assert whole is not None and whole.text == text
    assert whole.encoded(text.replace("title", "tytul")) == text.replace("title", "tytul").encode(name)


def test_bytes_that_are_no_letter_come_back_too() -> None:
    data = POLISH.encode() * 3 + b"\xff\xfe"
    whole = exact(data)
    assert whole is not None and whole.encoded(whole.text) == data
