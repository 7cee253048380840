"""The keys of Markdown sources; tests/end_to_end/test_papers.py compares with pandoc itself."""

import pytest

from bibtool.papers.markdown import scan_markdown

#: Text, and the keys that pandoc 2.17 finds in it.
CASES = [
    ("[@a; @b, p. 5] @c [see @d]", ["a", "b", "c", "d"]),
    ("[-@a] -@b", ["a", "b"]),
    ("@{http://a.b/c} and @{a}", ["http://a.b/c", "a"]),
    ("@a--b @a.b. @a:b: @a_b_", ["a", "a.b", "a:b", "a_b_"]),
    ("@123 @żółw2010 @Русь2010", ["123", "żółw2010", "Русь2010"]),
    ('x,@a *@b* "@c" (see @d)', ["a", "b", "c", "d"]),
    ("@*", ["*"]),
    ("jan@example.org \\@a <jan@b.org> <http://x/@z>", []),
    ("`@a` and ``@b ` @c`` @d", ["d"]),
    ("```\n@a\n```\n\n~~~ {.x}\n@b\n~~~\n@c", ["c"]),
    ("Text\n\n    @a\n\nText @b", ["b"]),
    ("- item\n\n    @a\n", ["a"]),
    ("Text\n    @a\n", ["a"]),
    ("Note[^1]\n\n[^1]: First.\n\n    @a\n", ["a"]),
    ("<!-- @a --> @b", ["b"]),
    ("[link](http://x/@y) [@a]", ["a"]),
    ("$@x$ costs 5$ @a 6$", ["a"]),
    ("(@good) An example.\n\nAs (@good) says, @a.", ["a"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_cites(text: str, expected: list[str]) -> None:
    found = scan_markdown(text)
    assert [use.key for use in found.uses] == expected
    assert all(use.key == "*" or text[use.start : use.end] == use.key for use in found.uses)


def test_metadata() -> None:
    text = (
        "---\ntitle: T\nbibliography:\n- a.bib\n- 'b.json'\nnocite: |\n  @x, @y\nreferences:\n- id: own2010\n"
        '  title: "me @ home @nobody"\nauthor: J\n---\n\n[@z; @own2010]\n'
    )
    found = scan_markdown(text)
    assert found.bibliographies == ("a.bib", "b.json")
    assert found.own == {"own2010"}
    assert [use.key for use in found.uses] == ["x", "y", "z", "own2010"]


@pytest.mark.parametrize("line", ["bibliography: a.bib", 'bibliography: "a.bib"', "bibliography: [a.bib]"])
def test_a_bibliography_on_one_line(line: str) -> None:
    assert scan_markdown(f"---\n{line}\n---\n").bibliographies == ("a.bib",)
