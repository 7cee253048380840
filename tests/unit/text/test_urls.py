"""Addresses that a space parts, and what is none of theirs."""

from __future__ import annotations

import time

import pytest

from bibtool.text.urls import NO_EVIDENCE, find, readings


def _found(text: str) -> list[str]:
    return [readings(text, url, NO_EVIDENCE)[0].url for url in find(text)]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Kry, http://www. kra.example.org/a/b-c.html.", ["http://www.kra.example.org/a/b-c.html"]),
        ("Kry, https://kra. example.org/zr/12.pdf, s. 3.", ["https://kra.example.org/zr/12.pdf"]),
        ("Kry, http://kra.example.org/teksty/ vv_6.htm.", ["http://kra.example.org/teksty/vv_6.htm"]),
        ("Kry, https:/ /kra.example.org/x, s. 5", ["https://kra.example.org/x"]),
        ("Kry, http:// kra.example.org/x; http://b.example/y.", ["http://kra.example.org/x", "http://b.example/y"]),
        ("http://kra.example.org/x;http://b.example/y, s. 5", ["http://kra.example.org/x", "http://b.example/y"]),
        ("http://kra.example.org/x(dostęp 3 maja 2015)", ["http://kra.example.org/x"]),
        ("http://kra.example.org/wiki/Kra_(woda)#a.", ["http://kra.example.org/wiki/Kra_(woda)#a"]),
        # words of the note
        ("http://kra.example.org/x/ s. 5", ["http://kra.example.org/x/"]),
        ("http://kra.example.org/x/ i/lub dalej", ["http://kra.example.org/x/"]),
        ("https://kra.example. Następne zdanie", ["https://kra.example"]),
        ("http://www. Następne zdanie", ["http://www"]),
    ],
)
def test_an_address_over_a_space(text: str, addresses: list[str]) -> None:
    assert _found(text) == addresses


def test_hostile_text_in_linear_time() -> None:
    for piece in ("http://a-", "https: /", "http://www. ", "http://a/ b.", "a.", "/ a-", "http://a.b,", "http://a(b"):
        assert _seconds(piece * 5000) < 4 * _seconds(piece * 2500) + 0.1, piece


def _seconds(text: str) -> float:
    begun = time.process_time()
    _found(text)
    return time.process_time() - begun
