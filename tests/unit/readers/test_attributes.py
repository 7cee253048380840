"""Elements of HTML with so many attributes that libxml2 would take minutes are refused; what only looks so is read."""

import pytest

from bibtool.readers.attributes import MOST, are_too_many
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes

WORDS = "rzeka płynie przez miasto "


def attributes(count: int, one: str = 'a#="b" ') -> str:
    return "".join(one.replace("#", str(i)) for i in range(count))


@pytest.mark.parametrize(
    "one",
    [
        'a#="b" ',
        "a#='b' ",
        "a#=b ",
        "a# ",
        "a#/",
        'a#=">" ',
        "a#='\">' ",
        'a# = "b"\n',
        'a#=b" ',
    ],
)
def test_an_element_with_too_many_attributes(one: str) -> None:
    page = "<!DOCTYPE html><html><body><p {}>Tak.</p></body></html>"
    assert are_too_many(page.format(attributes(MOST + 1, one)))
    assert not are_too_many(page.format(attributes(MOST, one)))


@pytest.mark.parametrize("name", ["p", "script", "br", "a-b"])
def test_of_any_name(name: str) -> None:
    assert are_too_many(f"<html><!-- > --><script>1 < 2</script><{name} {attributes(MOST + 1)}>")


@pytest.mark.parametrize(
    "page",
    [
        f"<!-- <a {WORDS * MOST} --><p>Tak.</p>",
        f'<script>{{"a": "<b {WORDS * MOST}"}}</SCRIPT><p>Tak.</p>',
        f"<style><a {WORDS * MOST}</style><p>Tak.</p>",
        f"<title><a {WORDS * MOST}</title><p>Tak.</p>",
        f"<p>1 < 2 {WORDS * MOST}</p>",
        f'<p title="{WORDS * MOST}">Tak.</p>',
        f"<p title='<a {WORDS * MOST}'>Tak.</p>",
        "<p a b c d>Tak.</p>" * MOST,
        f"<script>{WORDS * MOST}",
        f"<!-- {WORDS * MOST}",
    ],
)
def test_what_only_looks_like_them(page: str) -> None:
    assert not are_too_many(page)


def test_the_page_is_refused_with_its_reason() -> None:
    page = f"<!DOCTYPE html><html><body><p {attributes(60_000)}>Tak.</p></body></html>"
    with pytest.raises(ReadError) as told:
        read_bytes(page.encode(), "a.html")
    assert f"more than {MOST} attributes" in str(told.value.finding.args["reason"])


def test_a_page_with_many_is_read() -> None:
    page = f"<!DOCTYPE html><html><body><p {attributes(MOST)}>Tak.</p></body></html>"
    assert "Tak." in read_bytes(page.encode(), "a.html").text
