"""``check --apply`` on Markdown and ODT: addresses are changed where they stand, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bibtool.render.rewriting.addresses import Swapped, Wish, in_markdown, in_odt
from bibtool.render.rewriting.package import NotRewritable
from links.cli import bibtool
from links.servers import Web
from links.test_apply import site

OLD, NEW, GONE = "http://a.test/x?a=1&b=2", "https://b.test/y_z/(1)?c=3&d=4", "http://g.test/w"
COPY = "https://web.archive.org/web/20220609120000/http://g.test/w"
WISH = Wish({OLD: NEW}, {GONE: COPY})


def in_xml(url: str) -> str:
    return url.replace("&", "&amp;")


def changed(text: str) -> tuple[str, frozenset[str]]:
    done = in_markdown(text.encode(), "a.md", WISH)
    return done.data.decode(), done.found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"Zob. {OLD}.\n", f"Zob. {NEW}.\n"),
        (f"Zob. <{OLD}>, s. 5\r\n", f"Zob. <{NEW}>, s. 5\r\n"),
        (f"[^1]: [Szlaki]({OLD}), s. 5.\n", "[^1]: [Szlaki](https://b.test/y_z/%281%29?c=3&d=4), s. 5.\n"),
        (f'[T][a]\n\n[a]: {OLD} "Szlaki"\n', f'[T][a]\n\n[a]: {NEW} "Szlaki"\n'),
        ("Zob. a.test/x?a=1&b=2 (dostęp).\n", f"Zob. {NEW} (dostęp).\n"),
        ("Zob. http://a.test/x?a=1\\&b=2.\n", "Zob. https://b.test/y\\_z/(1)?c=3&d=4.\n"),
        (f"Zob. <{GONE}> i <{GONE}s>.\n", f"Zob. <{GONE}> [<{COPY}>] i <{GONE}s>.\n"),
        (f"Zob. {GONE}, s. 1.\n", f"Zob. {GONE} [<{COPY}>], s. 1.\n"),
        (f"<{in_xml(OLD)}>\n", f"<{in_xml(NEW)}>\n"),
        (f"[a]({in_xml(OLD)})\n", "[a](https://b.test/y_z/%281%29?c=3&amp;d=4)\n"),
        (f"Tekst.\n\n    {OLD}\n\nDalej {OLD}.\n", f"Tekst.\n\n    {OLD}\n\nDalej {NEW}.\n"),
        (f"A.\r\n\r\n    {OLD}\r\n\r\nZob. {OLD}.\r\n", f"A.\r\n\r\n    {OLD}\r\n\r\nZob. {NEW}.\r\n"),
        (f"- a\n\n      {OLD}\n\n- b\n\n  {OLD}\n", f"- a\n\n      {OLD}\n\n- b\n\n  {NEW}\n"),
        (f"[^1]: Zob.\n\n    {OLD}\n\n        {OLD}\n", f"[^1]: Zob.\n\n    {NEW}\n\n        {OLD}\n"),
        (f"A. Trenin.\n\n    {OLD}\n\nZob. {OLD}.\n", f"A. Trenin.\n\n    {OLD}\n\nZob. {NEW}.\n"),
        (f"*[A]({OLD})*, _[B]({OLD})_.\n", "*[A](N)*, _[B](N)_.\n".replace("N", NEW.replace("(1)", "%281%29"))),
        (f"*Zob. {OLD}*\n", f"*Zob. {NEW}*\n"),
        (f"Zob. {OLD}: tekst. Zob. {OLD}!\n", f"Zob. {NEW}: tekst. Zob. {NEW}!\n"),
        (f"(zob. {OLD}).\n", f"(zob. {NEW}).\n"),
        (f"1. a\n\n    {OLD}\n", f"1. a\n\n    {NEW}\n"),
        (f"Tekst\n    {OLD}\n", f"Tekst\n    {NEW}\n"),
        (f"`a\n\n{OLD} `\n", f"`a\n\n{NEW} `\n"),
        (f"---\nurl: {OLD}\nb: {GONE}\n---\n\n{GONE}\n", f"---\nurl: {NEW}\nb: {GONE}\n---\n\n{GONE} [<{COPY}>]\n"),
    ],
)
def test_markdown_is_changed_where_the_address_stands(before: str, after: str) -> None:
    assert changed(before)[0] == after
    assert changed(before)[1]


@pytest.mark.parametrize(
    "text",
    [
        f"`curl {OLD}`\n",
        f"```\n{OLD}\n```\n",
        f"<!-- {OLD} -->\n",
        f"\t{OLD}\n",
        f"> ```\n> {OLD}\n> ```\n",
        f"~~~\n{OLD}\n",
        f"``a ` {OLD}``\n",
        f"{OLD}&e=5 i {OLD}/dalej\n",
        f"{OLD})y i {OLD}:8 i {OLD}?x\n",
        f"https://web.archive.org/web/2020/{OLD}\n",
        f"https://c.test/?u={OLD}\n",
    ],
)
def test_markdown_of_another_address_or_of_code_stays(text: str) -> None:
    assert changed(text) == (text, frozenset())


def test_a_copy_is_written_once_and_never_into_a_link() -> None:
    text = f"[w]({GONE}) i [^1]\n\n[^1]: {GONE} [<{COPY}>]\n"
    assert changed(text) == (text, frozenset({GONE}))


def test_what_is_no_text_is_not_written() -> None:
    with pytest.raises(NotRewritable):
        in_markdown(b"\xff\xfe\xff\x00\x81", "a.md", WISH)


HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'office:version="1.3"><office:body><office:text>'
)
TAIL = "</office:text></office:body></office:document-content>"


def odt(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", HEAD + body + TAIL)
        file.writestr("styles.xml", "<s/>")
    return out.getvalue()


def content(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode().removeprefix(HEAD).removesuffix(TAIL)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<text:p>Zob. {in_xml(OLD)}.</text:p>", f"<text:p>Zob. {in_xml(NEW)}.</text:p>"),
        (
            f'<text:p>&lt;<text:a xlink:href="{in_xml(OLD)}">{in_xml(OLD)}</text:a>&gt;</text:p>',
            f'<text:p>&lt;<text:a xlink:href="{in_xml(NEW)}">{in_xml(NEW)}</text:a>&gt;</text:p>',
        ),
        (
            f"<text:p><text:a xlink:href='{in_xml(OLD)}' xlink:type='simple'>Szlaki</text:a></text:p>",
            f"<text:p><text:a xlink:href=\"{in_xml(NEW)}\" xlink:type='simple'>Szlaki</text:a></text:p>",
        ),
        (
            f'<text:p>&lt;<text:a xlink:href="{GONE}">{GONE}</text:a>&gt;, s. 1</text:p>',
            f'<text:p>&lt;<text:a xlink:href="{GONE}">{GONE}</text:a>&gt; [{COPY}], s. 1</text:p>',
        ),
    ],
)
def test_an_odt_is_changed_where_the_address_stands(before: str, after: str) -> None:
    done = in_odt(odt(before), "a.odt", WISH)
    assert content(done.data) == after
    assert len(done.found) == 1
    assert zipfile.ZipFile(io.BytesIO(done.data)).read("styles.xml") == b"<s/>"
    flat = in_odt((HEAD + before + TAIL).encode(), "a.fodt", WISH)
    assert flat.data.decode() == HEAD + after + TAIL


@pytest.mark.parametrize(
    "body",
    [
        f"<text:tracked-changes><text:deletion><text:p>{in_xml(OLD)}</text:p></text:deletion></text:tracked-changes>",
        "<text:p>http://a.test/<text:span>x?a=1&amp;b=2</text:span></text:p>",
        f'<text:p><text:s xlink:href="{in_xml(OLD)}"/></text:p>',
    ],
)
def test_an_odt_without_the_whole_address_stays(body: str) -> None:
    data = odt(body)
    assert in_odt(data, "a.odt", WISH) == Swapped(data, frozenset())


def text_of(base: str) -> str:
    return (
        f"# Szlaki\n\nO tym [opowieść]({base}/m/1), a także tekst.[^1] I dalej.[^2]\n\n"
        f"[^1]: A. Trenin, *[Opowieść stepowa numer 3]({base}/m/3)*, Kraków 2001.\n\n"
        f"[^2]: A. Trenin, *Opowieść stepowa numer 2*, <{base}/m/2> [dostęp: 5.10.2021].\n"
    )


def odt_of(base: str) -> bytes:
    note = (
        '<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body>"
        f"<text:p>A. Trenin, Opowieść stepowa numer 2, {base}/m/2 [dostęp: 5.10.2021].</text:p>"
        "</text:note-body></text:note>"
    )
    return odt(f'<text:p>O tym <text:a xlink:href="{base}/m/1">opowieść</text:a>, a także tekst.{note}</text:p>')


@pytest.mark.parametrize("ending", ["md", "odt"])
def test_a_document_is_checked_and_changed(web: Callable[..., Web], tmp_path: Path, ending: str) -> None:
    server = web(fallback=site)
    base = server.base
    made = text_of(base).encode() if ending == "md" else odt_of(base)
    (tmp_path / f"a.{ending}").write_bytes(made)
    options = ("--allow-private", "--per-host", "0", "--archive", "none", "--control", base, "--apply", "--verbose")
    done = bibtool(tmp_path, "check", f"a.{ending}", *options, "-o", f"b.{ending}")
    assert done.code == 0, done.err
    assert "BT522" not in done.err
    after = (tmp_path / f"b.{ending}").read_bytes()
    was, now = (data.decode() if ending == "md" else content(data) for data in (made, after))
    assert now == was.replace("/m/", "/n/") != was
    again = bibtool(tmp_path, "check", f"b.{ending}", *options, "-o", f"c.{ending}")
    assert again.code == 0, again.err
    assert (tmp_path / f"c.{ending}").read_bytes() == after
    shown = bibtool(tmp_path, "check", f"a.{ending}", *options, "--diff")
    assert f"{base}/n/2" in shown.out
    refused = bibtool(tmp_path, "check", f"a.{ending}", *options, "-o", "d.docx")
    assert (refused.code, "of the same kind" in refused.err) == (2, True)


def test_an_address_of_one_document_is_not_missed_in_another(web: Callable[..., Web], tmp_path: Path) -> None:
    """Of a folder, each document gets its own addresses, and what stays is told of the document that has it."""
    base = web(fallback=site).base
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "a.md").write_text(f"Zob. [opowieść]({base}/m/1) i `{base}/m/3`.\n", encoding="utf-8")
    (folder / "b.html").write_text(f'<p>Zob. <a href="{base}/m/2">opowieść</a>.</p>', encoding="utf-8")
    (folder / "c.md").write_text(f"Zob. <{base}/m/4> i [też]({base}/m/1).\n", encoding="utf-8")
    (folder / "d.bib").write_text("", encoding="utf-8")
    options = ("--allow-private", "--per-host", "0", "--archive", "none", "--control", base, "--apply", "--verbose")
    done = bibtool(tmp_path, "check", "f", *options, "--diff")
    left = [row for row in done.err.splitlines() if "BT522" in row]
    assert [row.split(": ")[0] for row in left] == ["f/a.md", "f/b.html"], done.err
    assert f"{base}/m/3" in left[0]
    assert [done.out.count(f"{base}/n/{at}") for at in (1, 2, 3, 4)] == [2, 0, 0, 1]
    assert "left out: 1 (.bib 1)" in done.err
