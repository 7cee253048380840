"""``check --apply`` as an editor: which addresses are written, and that every other byte stays as it stands."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bibtool.entries.entry import Entry
from bibtool.formats.bib.tree import Kind, blocks
from bibtool.items.item import Item
from bibtool.jobs.link_sources import mentions_of
from bibtool.links import editing
from bibtool.links.applied import Wanted, accepted_address, wanted
from bibtool.links.moves import Doubt, doubt, with_fragment
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.result import MentionResult, Result
from bibtool.links.snapshots import Snapshot
from bibtool.text.edits import applied as replaced
from links.cli import bibtool
from links.internet_archive import InternetArchive, Row
from links.servers import Exchange, Loop, Web

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "readers"))

from docx_files import call, docx, italic, note, paragraph, relationships, run

Start = Callable[..., Web]
COPY = Snapshot("wayback", "https://web.archive.org/web/20220609120000/http://a.test/x", "20220609120000", 200, 0, True)


def moved(
    url: str,
    target: str,
    *,
    agrees: bool | None = True,
    place: int = 0,
    title: str = "Tytuł",
    copy: Snapshot | None = None,
) -> Result:
    return Result(
        url,
        (MentionResult("k", "", "", copy, "", place, title),),
        Outcome.MOVED,
        Verdict.ALIVE,
        200,
        target,
        "Tytuł",
        "2026-03-01T12:00:00+00:00",
        checked_url=url,
        moved_to=target,
        title_agrees=agrees,
    )


def test_a_further_link_of_a_work_is_left_where_no_title_was_compared() -> None:
    entry = Entry("a", Item("book", text={"title": "Szlaki stepu"}))
    further = moved("http://n.test/recenzja", "http://n.test/nowa", agrees=None, title="", copy=COPY)
    rows, left = wanted([entry], [further])
    assert rows == {}
    assert [finding.args["reason"] for finding in left] == [Doubt.UNCOMPARED.value]
    known, _ = wanted([entry], [replace(further, title_agrees=True)])  # another work's own page, with its title
    assert [row.address for row in known[0]] == ["http://n.test/nowa"]
    untitled, _ = wanted([Entry("a", Item("webpage"))], [further])
    assert [row.address for row in untitled[0]] == ["http://n.test/nowa"]


def test_the_only_address_of_a_work_is_compared_with_its_title() -> None:
    def titles(**fields: str) -> list[tuple[str, str]]:
        text = {"title": "Szlaki stepu", **{k: v for k, v in fields.items() if k != "howpublished"}}
        custom = {k: v for k, v in fields.items() if k == "howpublished"}
        found = mentions_of([Entry("a", Item("book", text=text, custom=custom))])
        return [(m.urls[0].url if m.urls else m.doi, m.title) for m in found]

    place = "http://n.test/x"
    assert titles(howpublished=place) == [(place, "Szlaki stepu")]
    assert titles(howpublished=place, DOI="10.1/a") == [("10.1/a", "Szlaki stepu"), (place, "")]
    assert titles(note=f"Rec.: {place}", URL="http://a.test/") == [("http://a.test/", "Szlaki stepu"), (place, "")]


@pytest.mark.parametrize(
    ("printed", "target", "why"),
    [
        ("http://a.test/stare/tekst.html", "https://a.test/nowe/tekst", None),
        ("http://a.test/tekst", "https://b.test/tekst.pdf?wersja=2", None),
        ("http://a.test/tekst", "https://a.test/login?next=%2Ftekst", Doubt.LOGIN),
        ("http://a.test/tekst", "https://login.a.test/x", Doubt.LOGIN),
        ("http://a.test/tekst", "https://a.test/pl/zaloguj.php", Doubt.LOGIN),
        ("http://a.test/tekst", "https://a.test/u?returnUrl=/tekst", Doubt.LOGIN),
        ("http://a.test/2011/tekst", "https://a.test/szukaj?q=tekst", Doubt.LIST),
        ("http://a.test/2011/tekst", "https://a.test/nowe/kategoria/", Doubt.LIST),
        ("http://a.test/dzial/2011/tekst", "https://a.test/dzial/", Doubt.LIST),
        ("http://a.test/tekst", "https://a.test/404.html", Doubt.ERROR),
        ("http://a.test/tekst", "https://b.test/", Doubt.HOME),
        ("http://a.test/tekst", "https://a.test/t;jsessionid=0A1B", Doubt.SESSION),
        ("http://a.test/tekst", "https://a.test/t?PHPSESSID=abc", Doubt.SESSION),
        ("http://a.test/tekst", "https://a.test/(S(abcdefghijklmnopqrstuvwx))/t.aspx", Doubt.SESSION),
        ("http://a.test/tekst", "https://a.test/t?utm_source=x&id=1", Doubt.TRACKING),
        ("http://a.test/tekst", "https://a.test/t?fbclid=x", Doubt.TRACKING),
        ("http://a.test/szukaj?q=step", "https://a.test/wyszukaj/szukaj?q=step", None),
        ("http://a.test/login/instrukcja", "https://a.test/pomoc/login/instrukcja", None),
        ("http://a.test/historia-logowania", "https://a.test/nowa/historia-logowania", None),
        ("http://a.test/tekst", "javascript:alert(1)", Doubt.BAD),
    ],
)
def test_what_speaks_against_a_new_address(printed: str, target: str, why: Doubt | None) -> None:
    assert doubt(printed, target) is why


def test_a_new_address_needs_a_page_that_does_not_disagree() -> None:
    good = moved("http://a.test/a#s3", "https://a.test/b")
    assert accepted_address(good) == ("https://a.test/b#s3", None)
    assert accepted_address(moved("http://a.test/a", "https://a.test/b", agrees=False)) == ("", Doubt.TITLE)
    assert accepted_address(moved("https://doi.org/10.1000/1", "https://b.test/b")) == ("", None)
    assert with_fragment("http://a.test/a#s3", "https://a.test/b#t") == "https://a.test/b#t"


def test_where_several_pages_lead_none_of_them_is() -> None:
    from bibtool.entries.entry import Entry
    from bibtool.items.item import Item

    results = [moved(f"http://a.test/{n}", "https://a.test/x", place=n) for n in range(2)]
    rows, left = wanted([Entry("k", Item()), Entry("k", Item())], results)
    assert rows == {}
    assert [finding.args["reason"] for finding in left] == [Doubt.SHARED.value] * 2


def row(printed: str = "http://a.test/x", address: str = "", snapshot: Snapshot | None = None) -> tuple[Wanted, ...]:
    return (Wanted(printed, address, snapshot, "2026-03-01"),)


def edited(text: str, rows: dict[int, tuple[Wanted, ...]]) -> tuple[str, list[str]]:
    count = sum(block.kind is Kind.ENTRY for block in blocks(text))
    done = editing.bib(text, count, rows)
    return replaced(text, done.edits), [finding.args["reason"] for finding in done.left]


BIB_CASES = [
    ("@online{a, url = {{http://a.test/x}}, urldate={1}}", "@online{a, url = {{http://b.test/y}}, urldate={1}}"),
    ('@online{a, url = "{ http://a.test/x }", urldate={1}}', '@online{a, url = "{ http://b.test/y }", urldate={1}}'),
    (
        "@online{a, url = {{\\url{http://a.test/x}}}, urldate={1}}",
        "@online{a, url = {{\\url{http://b.test/y}}}, urldate={1}}",
    ),
    ("@online{a, url = {http://a.test/x}, urldate={2001}}", "@online{a, url = {http://b.test/y}, urldate={2001}}"),
    ('@misc{a, URL="http://a.test/x", urldate = 2001}', '@misc{a, URL="http://b.test/y", urldate = 2001}'),
    (
        "@misc{a, url = {\\url{http://a.test/x}}, urldate={2001}}",
        "@misc{a, url = {\\url{http://b.test/y}}, urldate={2001}}",
    ),
    (
        "@misc{a, howpublished = {Dostępne: \\url{http://a.test/x}}, urldate={1}}",
        "@misc{a, howpublished = {Dostępne: \\url{http://b.test/y}}, urldate={1}}",
    ),
    (
        "@misc{a, note = {Zob. http://a.test/x. I http://a.test/xyz}, urldate={1}}",
        "@misc{a, note = {Zob. http://b.test/y. I http://a.test/xyz}, urldate={1}}",
    ),
    ("@misc{a, url = {http://a.test/x}}", "@misc{a, url = {http://b.test/y}, urldate = {2026-03-01}}"),
    (
        "@misc{a, title={T}, howpublished={\\url{http://a.test/x}}}",
        "@misc{a, title={T}, howpublished={\\url{http://b.test/y}}, urldate={2026-03-01}}",
    ),
]


WAYS = [
    ("a=1\\&b=2", "c=1\\&d\\_e"),
    ("a=1{\\&}b=2", "c=1{\\&}d{\\_}e"),
    ("a_1=1\\&b=2", "c=1\\&d_e"),
    ("a=1&b=2", "c=1&d_e"),
    ("a\\%201=1&b=2", "c=1&d\\_e"),
]


@pytest.mark.parametrize(("old", "new"), WAYS)
@pytest.mark.parametrize(
    "field",
    [
        "url = {http://a.test/?X}",
        "url = {\\url{http://a.test/?X}}",
        'url = "\\href{http://a.test/?X}{T}"',
        "note = {Zob. \\url{http://a.test/?X}.}",
    ],
)
def test_an_address_is_escaped_as_the_one_before(field: str, old: str, new: str) -> None:
    printed = re.sub(r"[{}\\]", "", f"http://a.test/?{old}")
    wish = row(printed, "http://b.test/?c=1&d_e")
    before, after = (
        "@online{k, urldate = {2001}, " + field.replace("X", query).replace("a.test", host) + "}"
        for query, host in ((old, "a.test"), (new, "b.test"))
    )
    assert edited(before, {0: wish}) == (after, [])


def test_a_tilde_stays_written_as_it_was() -> None:
    for tilde in ("~", "\\~{}", "{\\textasciitilde}", "\\textasciitilde{}"):
        wish = row("http://a.test/~x", "http://b.test/~y/z")
        text = "@online{k, url = {http://a.test/" + tilde + "x}, urldate = {2001}}"
        assert edited(text, {0: wish}) == (text.replace("a.test", "b.test").replace("x}", "y/z}"), [])


@pytest.mark.parametrize(("before", "after"), BIB_CASES)
def test_an_address_is_changed_where_it_stands(before: str, after: str) -> None:
    noise = "% komentarz @online{x,\n\n@string{b = {c}}\r\n@comment{y}\n"
    assert edited(noise + before + "\n% koniec", {0: row(address="http://b.test/y")}) == (
        noise + after + "\n% koniec",
        [],
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('@misc{a, url = base # "/x"}', "its url is put together of several strings"),
        ("@misc{a, url = {http://a.test/x}, url = {http://a.test/z}}", "it has two fields url"),
        ("@misc{a, url = {http://a.test/x}, title = {T", "its syntax is broken"),
        ("@misc{a, url = {http://c.test/x}}", "its address is written in another way"),
        ("@misc{a, note = {http://a.test/x, http://a.test/x}}", "its address is written in another way"),
    ],
)
def test_what_is_not_sure_is_left_and_told(text: str, why: str) -> None:
    assert edited(text, {0: row(address="http://b.test/y")}) == (text, [why])


def test_filled_fields_stay_and_empty_ones_are_filled() -> None:
    filled = "@online{a, url = {http://a.test/x}, archiveurl = {http://moje}, urldate = {2001}}"
    assert edited(filled, {0: row(snapshot=COPY)}) == (filled, [])
    empty = "@online{a,\n  url = {http://a.test/x},\n  archiveurl = {},\n}"
    new, left = edited(empty, {0: row(snapshot=COPY)})
    assert new == (
        "@online{a,\n  url = {http://a.test/x},\n"
        f"  archiveurl = {{{COPY.uri}}},\n  archivedate  = {{2022-06-09}},\n}}"
    )
    assert left == []
    assert edited(new, {0: row(snapshot=COPY)}) == (new, [])


def test_a_copy_belongs_to_the_address_of_the_entry() -> None:
    text = "@online{a, url = {http://a.test/x}, note = {\\url{http://n.test/}}}"
    assert edited(text, {0: row("http://n.test/", snapshot=COPY)}) == (text, [])


def json_edited(text: str, rows: dict[int, tuple[Wanted, ...]], count: int) -> str:
    done = editing.csl_json(text, count, rows)
    assert done.left == []
    return replaced(text, done.edits)


def test_csl_json_keeps_its_layout() -> None:
    text = '[{"id":"a","URL" : "http:\\/\\/a.test\\/x","x":1.50},\n\n {"id": "a", "title":"Ż"}]\n'
    assert json_edited(text, {0: row(address="http://b.test/ż", snapshot=COPY)}, 2) == (
        '[{"id":"a","URL" : "http:\\/\\/b.test\\/ż","x":1.50,"accessed":{"date-parts": [[2026, 3, 1]]},'
        f'"archive":"Wayback Machine","archive_location":"{COPY.uri}"}},\n\n {{"id": "a", "title":"Ż"}}]\n'
    )
    one = '{\n\t"id": "a",\n\t"URL": "http://a.test/x"\n}'
    assert json_edited(one, {0: row(snapshot=COPY)}, 1) == (
        '{\n\t"id": "a",\n\t"URL": "http://a.test/x",\n\t"archive": "Wayback Machine",\n\t"archive_location": '
        f'"{COPY.uri}"\n}}'
    )
    held = '{"items": [{"id": 1, "URL": "http://a.test/x", "archive": "AAN"}]}'
    assert json_edited(held, {0: row(snapshot=COPY)}, 1) == held, "a filled archive is another archive"


def test_ris_keeps_its_lines() -> None:
    text = "TY  - ELEC\r\nTI  - T\r\nUR  - http://a.test/x \r\nER  - \r\n\r\nTY  - BOOK\r\nER  - \r\n"
    done = editing.ris(text, 2, {0: row(address="http://b.test/y", snapshot=COPY)})
    assert replaced(text, done.edits) == text.replace(
        "http://a.test/x \r\n", f"http://b.test/y \r\nUR  - {COPY.uri}\r\nY2  - 2026/03/01/\r\n"
    )
    assert done.left == []


def test_an_access_date_is_filled_and_never_overwritten() -> None:
    wanted = {0: row(address="http://b.test/y")}
    ris = "TY  - ELEC\nY2  - {}\nUR  - http://a.test/x\nER  - \n"
    for before, after in (("2020/05//", "2020/05//"), ("", "2026/03/01/")):
        done = editing.ris(ris.format(before), 1, wanted)
        assert replaced(ris.format(before), done.edits) == ris.format(after).replace("a.test/x", "b.test/y")
    held = '[{"URL": "http://a.test/x", "accessed": %s}]'
    for value, then in (('{"raw": "V 2020"}', '{"raw": "V 2020"}'), ("{}", '{"date-parts": [[2026, 3, 1]]}')):
        assert json_edited(held % value, wanted, 1) == (held % then).replace("a.test/x", "b.test/y")
    assert '"accessed": {}' in json_edited(held % "{}", {0: row(snapshot=COPY)}, 1), "nothing new was seen"


def test_a_reason_is_said_in_the_language_of_the_interface(web: Start, tmp_path: Path) -> None:
    server = web(fallback=site)
    text = run(f"J. Lis, Opowieść stepowa numer 1, <{server.base}/m/1>")
    noted = f'<w:ins w:id="9" w:author="a" w:date="2020-01-01T00:00:00Z">{text}</w:ins>'
    (tmp_path / "a.docx").write_bytes(docx(paragraph(run("Tekst"), call(1)), footnotes=note(1, noted)))
    options = ("--allow-private", "--per-host", "0", "--archive", "none", "--control", server.base, "--apply")
    done = bibtool(tmp_path, "check", "a.docx", *options, "--ui", "pl", "-o", "b.docx", "--verbose")
    assert "pozostaje bez zmian: pozostawiono jak w druku: przypis zawiera śledzone zmiany" in done.err, done.err


def _link(content: str) -> str:
    return f'<w:hyperlink r:id="rId1">{content}</w:hyperlink>'


@pytest.fixture
def ia(loop: Loop) -> Iterator[InternetArchive]:
    archive = InternetArchive(loop)
    yield archive
    archive.close()


async def site(x: Exchange) -> None:
    """``/m/N`` moved to ``/n/N``; ``/g/N`` is gone; all else lives."""
    name = x.path.rpartition("/")[2]
    if x.path.startswith("/m/"):
        await x.redirect(f"/n/{name}", 301)
    elif x.path.startswith("/g/"):
        await x.page("404", status=404)
    else:
        await x.page(f"Opowieść stepowa numer {name}", "Długi tekst o karawanach i brodach. " * 60)


def library(rng: random.Random, base: str, number: int) -> str:
    """A .bib file as people keep them: comments, macros, odd layout, equal keys."""
    parts = [rng.choice(["", "% Zebrane przez lata\n", "@string{zn = {Znak}}\r\n", "\ufeff", "To nie wpis.\n"])]
    for n in range(4):
        kind = rng.choice(["m", "g", "n"])
        name = f"{number}-{n}"
        url = f"{base}/{kind}/{name}"
        title = f"Opowieść stepowa numer {name}"
        key = rng.choice(["lis2001", f"k{n}"])
        fields = [f"title = {{{title}}}", "publisher = zn", rng.choice([f"url = {{{url}}}", f'url="{url}"'])]
        fields += rng.choice([[], ["urldate = {2022-06-10}"], ["note = {Ćwiartka \\& reszta}"]])
        rng.shuffle(fields)
        joint = rng.choice([", ", ",\n  ", ",\r\n\t"])
        parts.append(
            f"@online{{{key}{joint}{joint.join(fields)}{rng.choice(['', ','])}\n}}{rng.choice([chr(10), ' '])}"
        )
    return "\n".join(parts)


def test_100_files_differ_in_the_asked_bytes_only(web: Start, tmp_path: Path, ia: InternetArchive) -> None:
    rng = random.Random(13)
    server = web(fallback=site)
    names = [f"{n}.bib" for n in range(100)]
    before = {name: library(rng, server.base, n) for n, name in enumerate(names)}
    for name, text in before.items():
        (tmp_path / name).write_bytes(text.encode())
    ia.rows = [
        Row("20220609120000", f"{server.base}/g/{n}-{m}", 200, f"Opowieść stepowa numer {n}-{m}")
        for n in range(100)
        for m in range(4)
    ]
    options = (
        "--allow-private", "--per-host", "0", "--retry-wait", "0.01", "--concurrency", "64",
        "--archive", f"wayback={ia.base}", "--rate", "wayback=60000/min", "--apply", "--fail-on", "never",
    )  # fmt: skip
    shown = bibtool(tmp_path, "check", *names[:3], *options, "--diff")
    assert {name: (tmp_path / name).read_bytes().decode() for name in names} == before, "--diff writes nothing"
    assert shown.out.startswith("--- ") or not shown.out
    bibtool(tmp_path, "check", *names, *options, "--in-place")
    moves = copies = 0
    after = {name: (tmp_path / name).read_bytes() for name in names}
    for n, name in enumerate(names):
        text = after[name].decode()
        moves += before[name].count(f"{server.base}/m/")
        assert f"{server.base}/m/" not in text
        for m in range(4):  # what is new taken out again gives the old text
            uri = f"{ia.base}/web/20220609120000/{server.base}/g/{n}-{m}"
            for word, value in (("archiveurl", uri), ("archivedate", "2022-06-09"), ("urldate", None)):
                text, found = without(text, word, value, before[name])
                copies += found and word == "archiveurl"
            if f"/m/{n}-{m}" in before[name]:
                text = text.replace(f"/n/{n}-{m}", f"/m/{n}-{m}")
        assert text == before[name]
    assert moves > 80
    assert copies > 80
    again = bibtool(tmp_path, "check", *names, *options, "--in-place")
    assert {name: (tmp_path / name).read_bytes() for name in names} == after, again.err[-500:]
    undone = bibtool(tmp_path, "undo")
    assert undone.code == 0
    assert {name: (tmp_path / name).read_bytes().decode() for name in names} == before


def without(text: str, word: str, value: str | None, before: str) -> tuple[str, bool]:
    """A text without its first field ``word`` that was not there before."""
    import re

    pattern = rf",[ \t\r\n]*{word}[ \t]*= ?\{{{re.escape(value) if value else '20[2-9][0-9-]+'}\}}"
    for found in re.finditer(pattern, text):
        if found.group() not in before:
            return text[: found.start()] + text[found.end() :], True
    return text, False


def test_other_formats_in_place(web: Start, tmp_path: Path) -> None:
    server = web(fallback=site)
    title = "Opowieść stepowa numer 1"
    csl = json.dumps([{"id": "a", "type": "webpage", "title": title, "URL": f"{server.base}/m/1"}], ensure_ascii=False)
    ris = f"TY  - ELEC\nID  - a\nTI  - {title}\nUR  - {server.base}/m/1\nER  - \n"
    (tmp_path / "a.json").write_text(csl, encoding="utf-8")
    (tmp_path / "a.ris").write_text(ris, encoding="utf-8")
    options = ("--allow-private", "--per-host", "0", "--archive", "none", "--control", server.base, "--apply")
    run = bibtool(tmp_path, "check", "a.json", "a.ris", *options, "--in-place")
    assert run.code == 0, run.err
    today = datetime.now(UTC)
    seen = f', "accessed": {{"date-parts": [[{today.year}, {today.month}, {today.day}]]}}}}]'
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == csl.replace("/m/1", "/n/1").replace("}]", seen)
    after = ris.replace("/m/1\n", f"/n/1\nY2  - {today:%Y/%m/%d}/\n")
    assert (tmp_path / "a.ris").read_text(encoding="utf-8") == after


def test_notes_of_a_document_get_tracked_changes(web: Start, tmp_path: Path, ia: InternetArchive) -> None:
    server = web(fallback=site)
    linked = _link(run(f"{server.base}/m/3"))
    notes = [
        note(1, run("J. Lis, "), italic("Opowieść stepowa numer 1"), run(f", <{server.base}/m/1> [dostęp: 10 VI]")),
        note(2, run("A. Nowak, Opowieść stepowa numer 2, <"), run(f"{server.base}/g/2> [dostęp: 10 VI 2022].")),
        note(3, run("A. Nowak, Opowieść stepowa numer 3, "), linked, run(" [dostęp: 10 VI 2022].")),
    ]  # fmt: skip
    body = paragraph(run("Tekst"), call(1), run(" i tekst"), call(2), run(" i tekst"), call(3))
    rels = relationships(("rId1", "hyperlink", f"{server.base}/m/3", True))
    extra = {"word/_rels/footnotes.xml.rels": rels}
    (tmp_path / "a.docx").write_bytes(docx(body, footnotes="".join(notes), extra=extra))
    ia.rows = [Row("20220609120000", f"{server.base}/g/2", 200, "Opowieść stepowa numer 2")]
    options = ("--allow-private", "--per-host", "0", "--retry-wait", "0.01", "--archive", f"wayback={ia.base}",
               "--rate", "wayback=60000/min", "--apply", "--fail-on", "never")  # fmt: skip
    done = bibtool(tmp_path, "check", "a.docx", *options, "-o", "b.docx")
    assert done.code == 0, done.err
    before, after = (
        zipfile.ZipFile(tmp_path / name).read("word/footnotes.xml").decode() for name in ("a.docx", "b.docx")
    )
    assert after != before
    assert f"{server.base}/n/1" in after
    assert "<w:ins " in after
    assert "<w:del " in after
    assert f" [{ia.base}/web/20220609120000/{server.base}/g/2]" in after
    assert f"{server.base}/n/3" in after, done.err + after
    again = bibtool(tmp_path, "check", "b.docx", *options, "-o", "c.docx")
    assert "BT522" in again.err or (tmp_path / "b.docx").read_bytes() == (tmp_path / "c.docx").read_bytes()
    assert zipfile.ZipFile(tmp_path / "c.docx").read("word/footnotes.xml").decode() == after
    if soffice := shutil.which("soffice"):
        command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "fodt"]
        subprocess.run([*command, "b.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=300)
        shown = (tmp_path / "b.fodt").read_text(encoding="utf-8")
        assert shown.count("<text:insertion>") == after.count("<w:ins ")
        assert shown.count("<text:deletion>") == after.count("<w:del ")


def test_what_cannot_be_edited_is_said(web: Start, tmp_path: Path) -> None:
    server = web(fallback=site)
    (tmp_path / "a.txt").write_text(f"Tak sądzi Lis.¹\n\n1. J. Lis, Step, <{server.base}/m/1>.\n", encoding="utf-8")
    options: tuple[Any, ...] = ("--allow-private", "--archive", "none", "--control", server.base)
    run = bibtool(tmp_path, "check", "a.txt", *options, "--apply", "--in-place")
    assert (run.code, "--in-place" in run.err) == (2, True)
    assert bibtool(tmp_path, "check", "a.txt", *options, "--in-place").code == 2
    assert bibtool(tmp_path, "check", "a.txt", *options, "--diff").code == 2


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("Accessed: 2020-01-05", True),
        ("Przedruk w tomie 3. Dostęp: 5.03.2019", True),
        ("zuletzt abgerufen im Mai 2020, PDF", True),
        ("режим доступа свободный, дата обращения: 12.03.2019", True),
        ("[dostęp 12 marca 2019]", True),
        ("Wydano w 2019 r.", False),
        ("tom 12", False),
    ],
)
def test_an_access_date_in_words_is_one(note: str, says: bool) -> None:
    for field in ("note", "annote", "addendum"):
        item = Item("webpage", text={"note": note}) if field == "note" else Item("webpage", custom={field: note})
        rows, _ = wanted([Entry("a", item)], [moved("http://a.test/x", "http://b.test/y")])
        assert [row.seen for row in rows[0]] == ["" if says else "2026-03-01"]


def test_each_entry_of_an_address_is_judged_by_its_own_title() -> None:
    cited = ("Młyny wodne nad Wkrą", "Zupełnie inny i dłuższy tytuł rozprawy", "Młyny wodne", "")
    mentions = tuple(MentionResult("k", "", "", None, "", n, title) for n, title in enumerate(cited))
    result = replace(
        moved("http://a.test/x", "http://b.test/y", agrees=False), mentions=mentions, title="Młyny wodne nad Wkrą"
    )
    entries = [Entry(f"k{n}", Item("webpage", text={"title": t} if t else {})) for n, t in enumerate(cited)]
    rows, left = wanted(entries, [result])
    assert {place: row[0].address for place, row in rows.items()} == {0: "http://b.test/y", 2: "http://b.test/y"}
    assert [(f.args["key"], f.args["reason"]) for f in left] == [("k1, k3", Doubt.TITLE.value)]


@pytest.mark.parametrize("name", ["b.md", "b.html", "b.tex", "b.docx", "b"])
def test_a_new_file_of_no_kind_is_refused_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.bib").write_text("@online{a, url = {http://a.test/x}}", encoding="utf-8")
    done = bibtool(tmp_path, "check", "a.bib", "--apply", "-o", name)
    assert (done.code, "of the same kind" in done.err, (tmp_path / name).exists()) == (2, True, False)


def test_an_address_of_the_running_text_that_is_no_link_is_told(web: Start, tmp_path: Path) -> None:
    """It stays as it is printed: "nothing to change" was all that was said of it."""
    base = web(fallback=site).base
    bare = base.partition("://")[2]
    body = (
        paragraph(run("Zob. "), _link(run("opowieść")), run(f" ({base}/m/1)."))
        + paragraph(run(f"Por. {base}/m"), run("/6; "), run(f"{base}/m/77, "), run(f"{base}/a/3"), call(1))
        + paragraph(
            run(f"Też {base}/m/8\u00a0i www: "), "<w:r><w:br/></w:r>", run(f"<{base}/m/9>".replace("<", "&lt;"))
        )
        + paragraph('<w:hyperlink r:id="rId2">', run(f"{base}/m/2"), "</w:hyperlink>", run(f" i znowu {bare}/m/2"))
    )
    rels = [("f", "footnotes", "footnotes.xml", False), ("rId1", "hyperlink", f"{base}/m/1", True),
            ("rId2", "hyperlink", f"{base}/m/2", True)]  # fmt: skip
    extra: dict[str, str | bytes] = {"word/_rels/document.xml.rels": relationships(*rels)}
    (tmp_path / "a.docx").write_bytes(docx(body, footnotes=note(1, run("Uwaga.")), extra=extra))
    options = ("--allow-private", "--per-host", "0", "--archive", "none", "--control", base, "--apply", "--verbose")
    done = bibtool(tmp_path, "check", "a.docx", *options, "--diff")
    left = sorted(row.partition("BT522 warning: ")[2].split(" ")[0] for row in done.err.splitlines() if "BT522" in row)
    assert left == [f"{base}/m/{at}" for at in (1, 2, 6, 77, 8, 9)], done.err
    assert done.err.count("it is printed in the running text") == len(left)


def test_links_behind_words_lead_to_where_their_pages_moved_and_are_told(web: Start, tmp_path: Path) -> None:
    server = web(fallback=site)
    base = server.base
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText> HYPERLINK "{base}/m/4" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("pole")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        paragraph(run("Zob. "), _link(run("opowieść")), run(" i "), _link(run("raz jeszcze")), run("."), call(1))
        + paragraph('<w:hyperlink r:id="rId2">', run(f"{base}/m/2"), "</w:hyperlink>")
        + paragraph(field)
        + paragraph('<w:hyperlink r:id="rId3">', run("żywa"), "</w:hyperlink>")
    )
    noted = note(1, run("O tym pisze "), '<w:hyperlink r:id="rId1">', run("ktoś inny"), "</w:hyperlink>", run("."))
    rels = [("f", "footnotes", "footnotes.xml", False), ("rId1", "hyperlink", f"{base}/m/1", True),
            ("rId2", "hyperlink", f"{base}/m/2", True),
            ("rId3", "hyperlink", f"{base}/z/3?a=1&amp;b=2", True)]  # fmt: skip
    extra: dict[str, str | bytes] = {
        "word/_rels/footnotes.xml.rels": relationships(("rId1", "hyperlink", f"{base}/m/5", True)),
        "word/_rels/document.xml.rels": relationships(*rels),
    }
    (tmp_path / "a.docx").write_bytes(docx(body, footnotes=noted, extra=extra))
    options = ("--allow-private", "--per-host", "0", "--archive", "none", "--control", base, "--apply", "--verbose")
    done = bibtool(tmp_path, "check", "a.docx", *options, "-o", "b.docx")
    assert done.code == 0, done.err
    was, now = (
        {each.filename: file.read(each) for each in file.infolist()}
        for file in (zipfile.ZipFile(tmp_path / name) for name in ("a.docx", "b.docx"))
    )
    changed = {name for name in was if was[name] != now[name]}
    assert changed == {"word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels"}
    name = "word/_rels/document.xml.rels"
    assert now[name].decode() == was[name].decode().replace("/m/1", "/n/1")
    assert [done.err.count(code) for code in ("BT536", "BT522")] == [3, 2], done.err
    assert "“opowieść” leads to" in done.err and "it is printed in the running text" in done.err
    assert f"{base}/m/2 is left" in " ".join(done.err.split()), "an address that is printed is told once"
    shown = bibtool(tmp_path, "check", "a.docx", *options, "--diff")
    assert f"-{base}/m/1\n+{base}/n/1\n" in shown.out
    bibtool(tmp_path, "check", "b.docx", *options, "-o", "c.docx")
    assert zipfile.ZipFile(tmp_path / "c.docx").read(name) == now[name]
