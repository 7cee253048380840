"""NFC through the offset map equals NFC of the text, and every character keeps a place."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bibtool.text.mapped import Mapped
from bibtool.text.normal import nfc
from bibtool.text.spans import slices

MARKS = st.text(st.sampled_from("aeoszcłżóе́й 가각각কোে\u0301\u0307\u0323\u0328\u030c\u0344\n"), max_size=20)


@given(st.one_of(st.text(max_size=30), MARKS))
def test_the_text_is_nfc(text: str) -> None:
    result = nfc(Mapped.of(text))
    assert result.text == unicodedata.normalize("NFC", text)
    assert slices(text, result.spans()) == text
    assert nfc(result).text == result.text


def test_a_decomposed_letter_stands_for_both_characters() -> None:
    source = "Łódź i Łódź".replace("ó", "o\u0301", 1)
    result = nfc(Mapped.of(source))
    assert result.text == "Łódź i Łódź"
    assert slices(source, result.spans(1, 2)) == "o\u0301"
    assert slices(source, result.spans(8, 9)) == "ó"
