"""What cannot be seen is shown as an escape, and everything else is as it was."""

from __future__ import annotations

import json
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bibtool.text.visible import in_json, visible

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]


def test_no_control_character_no_override_and_no_non_character_is_left() -> None:
    shown = visible("".join(EVERY))
    assert {c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}} == {"\t", "\n"}
    assert not {c for c in shown if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF"}}
    assert not {c for c in shown if unicodedata.bidirectional(c) in {"LRI", "RLI", "FSI", "PDI"}}
    assert not {c for c in shown if ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF}


def test_letters_signs_and_spaces_of_every_script_stay() -> None:
    for c in EVERY:
        if unicodedata.category(c)[0] in "LMNPS" or unicodedata.category(c) == "Zs":
            assert visible(c) == c, hex(ord(c))
    for c in "\u200c\u200d\u00ad\ufeff\u00a0\t\n":  # joiners of Persian and Indic letters, soft hyphens
        assert visible(c) == c


@given(st.text())
def test_shown_twice_is_shown_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_escapes_name_the_character() -> None:
    assert visible("\x1b\x9b\u202e\ud83d\U0001ffff") == r"\x1b\x9b\u202e\ud83d\U0001ffff"


@given(st.text())
def test_json_stays_the_same_text(text: str) -> None:
    for ascii in (True, False):
        written = in_json(json.dumps(text, ensure_ascii=ascii))
        assert json.loads(written) == text
        assert visible(written) == written
