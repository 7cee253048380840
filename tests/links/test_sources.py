"""What is asked: identifiers by their kind, lists as people keep them, one address for each that is printed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bibtool.database import Access, DatabaseError
from bibtool.items.dates import Date
from bibtool.jobs.extract import extract
from bibtool.jobs.link_sources import load, mentions_of
from bibtool.jobs.sources import Source
from bibtool.links.archives.cited import cited_copy
from bibtool.links.history import History
from bibtool.links.plan import Mention, pages, plan
from bibtool.links.uri import Uri, page_key
from bibtool.readers.addresses import is_list, lines
from bibtool.text.identifiers import doi_address, identified
from bibtool.text.urls import UrlCandidate
from links.cli import bibtool
from links.internet_archive import InternetArchive, Row
from links.servers import Exchange, Loop, Web

Start = Callable[..., Web]


@pytest.fixture
def ia(loop: Loop) -> Iterator[InternetArchive]:
    archive = InternetArchive(loop)
    yield archive
    archive.close()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("doi: 10.1000/a#b?c%d<e>;f", "https://doi.org/10.1000/a%23b%3Fc%25d%3Ce%3E;f"),
        ("10.1000/rzeki-\n  i-brody", "https://doi.org/10.1000/rzeki-i-brody"),
        ("10.1000/(STEP)12:3%3C4::A%3E5.0.CO;2-#", "https://doi.org/10.1000/(STEP)12:3%3C4::A%3E5.0.CO;2-%23"),
        ("http://dx.doi.org/10.1000%2F182", "https://doi.org/10.1000/182"),
        ("https://doi.org/10.1000/x?lang=pl#s2", "https://doi.org/10.1000/x?lang=pl#s2"),
        ("https://doi.org/10.1000/12;1-#", "https://doi.org/10.1000/12;1-%23"),
        ("hdl:2027/abc", "https://hdl.handle.net/2027/abc"),
        ("urn:nbn:pl:1-2", "https://nbn-resolving.org/urn:nbn:pl:1-2"),
        ("arXiv:2101.00001v2", "https://arxiv.org/abs/2101.00001v2"),
        ("hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("PMID 1234", "https://pubmed.ncbi.nlm.nih.gov/1234/"),
        ("978-83-01-00000-1", "isbn:9788301000001"),
        ("urn:isbn:8301000001", "isbn:8301000001"),
        ("ISSN 1234-5679", "issn:1234-5679"),
    ],
)
def test_identifiers_by_their_kind(text: str, address: str) -> None:
    assert str(identified(text)) == address


@pytest.mark.parametrize(
    "text", ["10.0.0.1/x", "192.168.0.1", "http://a.test/10.1000/182", "a.test", "1999", "2001/02"]
)
def test_addresses_and_numbers_are_no_identifiers(text: str) -> None:
    assert identified(text) is None


def test_a_doi_is_asked_whole() -> None:
    assert str(Uri.parse("10.1000/a#b?c")) == "https://doi.org/10.1000/a%23b%3Fc"
    assert doi_address("https://doi.org/10.1000/182") == "https://doi.org/10.1000/182"


LIST = """\ufeff# moje adresy\r
http://a.test/1\r
"http://a.test/2",\r
<http://a.test/3>\r
\thttp://a.test/4\tTytuł strony\t2001\r
http://a.test/5   # uwaga\r
[opis](http://a.test/6_(x))\r
- „www.a.test/7”\r
(http://a.test/8);\r
mailto:lis@a.test\r
ftp://a.test/plik\r
http://a.te st/9\r
nic tu nie ma\r
http://[::1\r
10.1000/182\r
"""


def test_lists_as_people_keep_them() -> None:
    rows = list(lines(LIST))
    assert [row.addresses for row in rows] == [
        ("http://a.test/1",), ("http://a.test/2",), ("http://a.test/3",), ("http://a.test/4",), ("http://a.test/5",),
        ("http://a.test/6_(x)",), ("www.a.test/7",), ("http://a.test/8",), ("mailto:lis@a.test",), ("ftp://a.test/plik",),
        ("http://a.te st/9",), (), ("http://[::1",), ("10.1000/182",),
    ]  # fmt: skip
    assert rows[11].number == 13
    assert is_list(LIST)


@pytest.mark.parametrize(
    "text",
    [
        "Tak sądzi Lis.¹\n\n1. J. Lis, Szlaki stepu i rzeki, http://a.test/x.\n",
        "1. J. Lis, Step, Kraków 2001.\n2. http://a.test/x\n3. A. Nowak, Rzeki, Lwów 2002.\n",
        "Wstęp\nRozdział\n",
    ],
)
def test_an_article_is_no_list(text: str) -> None:
    assert not is_list(text)


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        ("\\url{http://a.test/x}", ["http://a.test/x"]),
        ('<a href="http://a.test/x">strona</a>', ["http://a.test/x"]),
        ("[url=http://a.test/x]strona[/url]", ["http://a.test/x"]),
        ("[http://a.test/x Strona o rzekach]", ["http://a.test/x"]),
        ("(zob. http://a.test/x_(rzeka))", ["http://a.test/x_(rzeka)"]),
        ("http://a.test/x)", ["http://a.test/x"]),
        ("„http://a.test/x", ["http://a.test/x"]),
        ("http://a.test/1,http://b.test/2;http://c.test/3", ["http://a.test/1", "http://b.test/2", "http://c.test/3"]),
        ("http://a.test/?z=1,http://b.test/", ["http://a.test/?z=1,http://b.test/"]),
        ("http://a.test/a,b;c", ["http://a.test/a,b;c"]),
        ('<http://a.test/1> "http://a.test/2"', ["http://a.test/1", "http://a.test/2"]),
        ("http://a.test/1 <http://a.test/2>, zob. http://a.test/3", [f"http://a.test/{n}" for n in (1, 2, 3)]),
        ("[strona](http://a.test/1) i http://a.test/2", ["http://a.test/1", "http://a.test/2"]),
        ("(http://a.test/x).", ["http://a.test/x"]),
        ("„http://a.test/x”.", ["http://a.test/x"]),
        ("https://a.test/wiki/Truckin'", ["https://a.test/wiki/Truckin'"]),
    ],
)
def test_markup_and_half_a_pair_of_brackets_are_taken_off(line: str, addresses: list[str]) -> None:
    assert [list(found.addresses) for found in lines(line)] == [addresses]


@pytest.mark.parametrize("piece", ["(", ")", "<", ",http://a", "\\url{", ";http://b?"])
def test_a_hostile_line_takes_no_time(piece: str) -> None:
    began = time.process_time()
    assert len(list(lines("http://a.test/" + piece * 100_000))) == 1
    assert time.process_time() - began < 3


def test_each_line_is_told_and_the_rest_done(web: Start, tmp_path: Path) -> None:
    server = web()
    server.fallback = page
    text = f"# lista\r\n{server.base}/1\r\nnic tu\r\nftp://a.test/x\r\nmailto:a@b.test\r\n<{server.base}/2>\r\n"
    (tmp_path / "l.txt").write_bytes(text.encode())
    run = bibtool(tmp_path, "check", "l.txt", *options(server), "--format", "json")
    assert [(row["verdict"], row["outcome"]) for row in run.rows] == [
        ("alive", "alive"), ("unknown", "unsupported"), ("unknown", "unsupported"), ("alive", "alive"),
    ]  # fmt: skip
    assert run.code == 1
    assert "BT520" in run.err
    assert "3" in run.err.split("BT520")[1].splitlines()[0]


async def page(x: Exchange) -> None:
    if "gone" in x.path:
        await x.page("404", status=404)
    elif "403" in x.path:
        await x.send(403, b"")
    elif "felieton" in x.path:
        await x.page("Felieton tygodnia", "Długi tekst o karawanach. " * 60)
    else:
        await x.page("Strona o stepie", "Długi tekst o karawanach. " * 60)


def options(server: Web, *more: str) -> tuple[str, ...]:
    quick = ("--allow-private", "--per-host", "0", "--retry-wait", "0.01", "--history", "h.sqlite")
    return (*quick, *("--archive", "none", "--control", server.base), *more)


def test_addresses_of_one_column_hide_none_of_each_other(web: Start, tmp_path: Path) -> None:
    """Three instalments under one title: each printed address is asked for itself."""
    server = web(fallback=page)
    notes = "\n".join(
        f"{n}. J. Lis, Felieton tygodnia, „Step” 2011, <{server.base}/{path}> [dostęp: 1 V 2012]."
        for n, path in enumerate(("gone-1", "felieton-2", "gone-3"), 1)
    )
    (tmp_path / "a.txt").write_text(f"Raz.¹ Dwa.² Trzy.³\n\n{notes}\n", encoding="utf-8")
    run = bibtool(tmp_path, "check", "a.txt", *options(server, "--format", "json"))
    found = {row["url"].removeprefix(server.base): row["verdict"] for row in run.rows}
    assert found == {"/gone-1": "dead-now", "/felieton-2": "alive", "/gone-3": "dead-now"}


def test_readings_of_one_broken_address_stay_together() -> None:
    from bibtool.entries.entry import Entry
    from bibtool.items.item import Item

    urls = tuple(UrlCandidate(f"http://a.test/{name}", 0.5) for name in ("szlaki-stepu", "szlakistepu", "rzeki"))
    found = mentions_of([Entry("k", Item("webpage", text={"title": "T"}), urls=urls)])
    assert [[c.url.rpartition("/")[2] for c in m.urls] for m in found] == [["szlaki-stepu", "szlakistepu"], ["rzeki"]]


def test_addresses_in_words_are_asked_too(tmp_path: Path) -> None:
    text = "@book{a, title={T}, note={Dostępne też pod \\url{http://n.test/x} w całości}, url={http://u.test/}}\n"
    (tmp_path / "a.bib").write_text(text, encoding="utf-8")
    assert [m.urls[0].url for m in load([str(tmp_path / "a.bib")]).mentions] == ["http://u.test/", "http://n.test/x"]


def _asked(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    return [url.url for m in load([str(path)]).mentions for url in m.urls]


@pytest.mark.parametrize(
    "name",
    """link url2 bdsk-url-1 ee pdf webpage note annote addendum howpublished remark related eprint titleaddon
    location doi organization""".split(),
)
def test_an_address_is_asked_in_whatever_field_it_stands(name: str, tmp_path: Path) -> None:
    text = f"@article{{a, title={{T}}, journal={{J}}, year=2001, {name}={{http://n.test/~jan/x}}}}\n"
    assert _asked(tmp_path / "a.bib", text) == ["http://n.test/~jan/x"]


@pytest.mark.parametrize("tag", "UR L1 L2 L3 L4 LK N1 M1 M2 M3 DO DI C1 U1".split())
def test_an_address_is_asked_in_whatever_tag_it_stands(tag: str, tmp_path: Path) -> None:
    text = f"TY  - JOUR\nID  - a\nTI  - T\n{tag}  - http://n.test/x.pdf\nER  - \n"
    assert _asked(tmp_path / "a.ris", text) == ["http://n.test/x.pdf"]


def test_what_a_summary_or_a_file_of_ones_own_names_is_not_asked(tmp_path: Path) -> None:
    text = "@misc{a, title={T}, abstract={Zob. http://n.test/x}, file={:http\\://n.test/y.pdf:PDF}}\n"
    assert _asked(tmp_path / "a.bib", text) == []


def test_text_between_entries_is_told_only_where_it_has_an_address(tmp_path: Path) -> None:
    text = (
        "% Encoding: UTF-8\n@comment{jabref-meta: databaseType:bibtex;}\n@misc{a, title={T}, url={http://n.test/a}}\n"
    )
    (tmp_path / "a.bib").write_text(text + "Zob. http://n.test/b\n", encoding="utf-8")
    found = load([str(tmp_path / "a.bib")]).findings
    assert [finding.args["text"] for finding in found] == ["Zob. http://n.test/b"]


def test_a_list_of_addresses_is_called_one_where_an_option_is_not_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("http://n.test/a\nhttp://n.test/b\n", encoding="utf-8")
    run = bibtool(tmp_path, "check", "a.txt", "--apply", "--diff")
    assert run.code == 2 and "has no effect on a.txt (URL); it is for" in run.err


def test_two_addresses_of_one_field_are_both_asked(tmp_path: Path) -> None:
    text = "@misc{a, title={T}, url={http://n.test/a http://n.test/b}}\n"
    assert _asked(tmp_path / "a.bib", text) == ["http://n.test/a", "http://n.test/b"]


@pytest.mark.parametrize(
    "tilde", ["~", r"\~{}", r"{\~{}}", r"\textasciitilde{}", r"$\sim$", r"{$\sim$}", r"$\tilde{}$"]
)
@pytest.mark.parametrize(
    "field",
    [r"url={%s}", r"howpublished={\url{%s}}", r"howpublished={\url{%s}, dostęp 5.03.2015}", "annote={Zob. %s.}"],
)
def test_a_tilde_is_one_however_tex_writes_it(field: str, tilde: str, tmp_path: Path) -> None:
    text = f"@misc{{a, title={{T}}, {field % f'http://n.test/{tilde}jan/x.htm'}}}\n"
    assert _asked(tmp_path / "a.bib", text) == ["http://n.test/~jan/x.htm"]


def test_equal_keys_are_told_apart(tmp_path: Path) -> None:
    text = "@misc{k, title={A}, url={http://a.test/}}\n@misc{k, title={B}, url={http://b.test/}}\n"
    (tmp_path / "a.bib").write_text(text, encoding="utf-8")
    assert [(m.key, m.place) for m in load([str(tmp_path / "a.bib")]).mentions] == [("k", 0), ("k", 1)]


def bare(*urls: str) -> list[Mention]:
    return [Mention((UrlCandidate(url, 1.0),)) for url in urls]


def test_spellings_of_one_page_are_asked_once(web: Start, tmp_path: Path) -> None:
    server = web(fallback=page)
    urls = [f"{server.base}/a#1", f"{server.base}/a#2", f"{server.base}/a/", f"{server.base}/A", f"{server.base}/a?x"]
    assert [len(group) for group in pages(plan(bare(*urls)))] == [3, 1, 1]
    run = bibtool(tmp_path, "check", *urls, *options(server, "--format", "json"))
    assert [row["url"] for row in run.rows] == urls
    assert sorted(entry.target for entry in server.log) == ["/A", "/a", "/a?x"]
    assert page_key("http://www.a.test/x/") == page_key("http://a.test/x#y") != page_key("https://a.test/x")
    assert page_key("http://a.test/x#!/y") != page_key("http://a.test/x#!/z")


@pytest.mark.parametrize(
    ("url", "original", "stamp"),
    [
        ("https://web.archive.org/web/20200102030405id_/http://a.test/x?y#z", "http://a.test/x?y#z", "2020-01-02"),
        ("https://web.archive.org/web/20200102030405if_/https:/a.test/x", "https://a.test/x", "2020-01-02"),
        ("http://web.archive.org/web/2019/www.a.test/x", "http://www.a.test/x", "2019"),
        ("https://web.archive.org/web/201903*/http://a.test:80/", "http://a.test/", ""),
        ("https://web.archive.org/web/20200102030405/http%3A//a.test/x", "http://a.test/x", "2020-01-02"),
        ("https://archive.ph/2020.01.02-030405/http://a.test/x", "http://a.test/x", "2020-01-02"),
        ("https://archive.today/20200102030405/http://a.test/x", "http://a.test/x", "2020-01-02"),
        ("https://archive.is/AbCdE", "", ""),
        ("https://arquivo.pt/noFrame/replay/20080212134236/http://a.test/", "http://a.test/", "2008-02-12"),
        ("http://inne.test/zbior/20080212134236mp_/http://a.test/", "http://a.test/", "2008-02-12"),
        (
            "https://web.archive.org/web/20210101000000/https://web.archive.org/web/20190101000000/http://a.test/x",
            "http://a.test/x",
            "2019-01-01",
        ),
    ],
)
def test_copies_that_are_cited_tell_their_original(url: str, original: str, stamp: str) -> None:
    found = cited_copy(url)
    assert found is not None
    assert (found.original, found.day.to_edtf()) == (original, stamp)


@pytest.mark.parametrize(
    "url",
    [
        "https://archive.org/details/step",
        "http://a.test/20200102030405/x",
        "https://web.archive.org/",
        "http://a.test/",
    ],
)
def test_other_addresses_are_no_copies(url: str) -> None:
    assert cited_copy(url) is None


def test_copy_and_original_are_checked_and_no_copy_of_a_copy_is_asked(
    web: Start, tmp_path: Path, ia: InternetArchive
) -> None:
    server = web(fallback=page)
    ia.rows = [Row("20200102030405", f"{server.base}/gone", 200, "Strona")]
    cited = f"{ia.base}/web/20200102030405/{server.base}/gone"
    run = bibtool(
        tmp_path, "check", cited, "--allow-private", "--per-host", "0", "--retry-wait", "0.01",
        "--archive", f"wayback={ia.base}", "--rate", "wayback=6000/min", "--format", "json",
    )  # fmt: skip
    copy, original = run.rows
    assert (copy["url"], copy["verdict"]) == (cited, "alive")
    assert (original["url"], original["verdict"]) == (f"{server.base}/gone", "dead-now")
    assert original["mentions"][0]["copy"] == cited
    assert original["mentions"][0]["snapshot"]["timestamp"] == "20200102030405"
    assert not any(f"/web/{ia.base}" in entry.target or f"id_/{ia.base}" in entry.target for entry in ia.web.log)


def test_exclude_accept_and_marks(web: Start, tmp_path: Path) -> None:
    server = web(fallback=page)
    urls = [f"{server.base}/{name}" for name in ("dobre", "403", "gone")]
    shown = options(server, "--format", "json")
    run = bibtool(tmp_path, "check", *urls, *shown, "--exclude", "/gone$", "--accept", "400-409")
    assert [(row["verdict"], row["status"]) for row in run.rows] == [("alive", 200), ("alive", 403)]
    assert (run.code, "BT523" in run.err) == (0, True)
    marked = bibtool(
        tmp_path, "check", "--mark", urls[2], "alive", "--note", "widziane w bibliotece", "--history", "h.sqlite"
    )
    assert (marked.code, urls[2] in marked.err) == (0, True)
    run = bibtool(tmp_path, "check", urls[2], *shown)
    assert (run.code, run.rows[0]["verdict"], run.rows[0]["outcome"]) == (0, "alive", "gone")
    assert run.rows[0]["marked"] == "widziane w bibliotece"
    bibtool(tmp_path, "check", "--mark", urls[2], "none", "--history", "h.sqlite")
    assert bibtool(tmp_path, "check", urls[2], *shown).rows[0]["verdict"] == "dead-now"
    for words in (
        ["--accept", "dobre"],
        ["--accept", "410-404"],
        ["--exclude", "("],
        ["--cache", "jutro"],
        ["--mark", urls[0], "może"],
        ["--mark", "nonsense", "alive"],
        ["--mark", "http://", "dead"],
        ["--mark", "dwa słowa", "alive"],
        ["--note", "x"],
    ):
        assert bibtool(tmp_path, "check", urls[0], *shown, *words).code == 2, words
    assert bibtool(tmp_path, "check").code == 2


def test_what_was_seen_lately_is_not_asked_again(web: Start, tmp_path: Path) -> None:
    server = web(fallback=page)
    urls = [f"{server.base}/{name}" for name in ("dobre", "gone")]
    shown = options(server, "--format", "json")
    first = bibtool(tmp_path, "check", *urls, *shown)
    asked = len(server.log)
    again = bibtool(tmp_path, "check", *urls, *shown, "--cache", "7")
    assert len(server.log) == asked
    assert [row["verdict"] for row in again.rows] == [row["verdict"] for row in first.rows]
    bibtool(tmp_path, "check", *urls, *shown)
    assert len(server.log) > asked


def test_saving_says_that_it_publishes_and_its_failure_is_found(
    web: Start, tmp_path: Path, ia: InternetArchive
) -> None:
    server = web(fallback=page)
    keys = {"BIBTOOL_SAVE_KEY": "key", "BIBTOOL_SAVE_SECRET": "secret"}
    ia.jobs["next"] = [{"status": "error", "status_ext": "error:blocked-url"}]
    words = ("--allow-private", "--per-host", "0", "--retry-wait", "0.01", "--archive", f"wayback={ia.base}",
             "--rate", "wayback=6000/min", "--format", "json")  # fmt: skip
    run = bibtool(tmp_path, "check", f"{server.base}/a", *words, "--save", environment=keys)
    assert (run.code, "BT525" in run.err, "public" in run.err) == (1, True, True)
    ia.rows = [Row("20220101000000", f"{server.base}/b", 200, "Strona o stepie")]
    kept = bibtool(tmp_path, "check", f"{server.base}/b", *words, "--save", environment=keys)
    assert kept.rows[0]["mentions"][0]["snapshot"]["timestamp"] == "20220101000000"
    anew = bibtool(tmp_path, "check", f"{server.base}/b", *words, "--save-all", environment=keys)
    assert anew.rows[0]["mentions"][0]["snapshot"]["timestamp"] == "20260301120000"


def test_two_checks_at_once_share_a_history(web: Start, tmp_path: Path) -> None:
    server = web(fallback=page)
    (tmp_path / "l.txt").write_text("\n".join(f"{server.base}/{n}" for n in range(60)), encoding="utf-8")
    words = [sys.executable, "-m", "bibtool.cli.app", "check", "l.txt", *options(server, "--format", "json")]
    started = [
        subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in started:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert len(json.loads(out)) == 60
    with History(tmp_path / "h.sqlite") as store:
        assert store.sound()


@pytest.mark.parametrize("version", [0, 1, 7])
def test_a_database_of_another_program_is_left_untouched(tmp_path: Path, version: int) -> None:
    other = tmp_path / "places.sqlite"
    db = sqlite3.connect(other)
    db.executescript(
        f"CREATE TABLE moz_places (id, url); INSERT INTO moz_places VALUES (1, 'x'); PRAGMA user_version={version}"
    )
    db.close()
    before = other.read_bytes()
    for access in Access:
        with pytest.raises(DatabaseError, match="another program"):
            History(other, access)
    assert bibtool(tmp_path, "check", "http://127.0.0.1:9/", "--archive", "none", "--history", str(other)).code == 2
    assert other.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("places")) == ["places.sqlite"]


def test_a_history_is_read_without_writing_and_whatever_it_holds(web: Start, tmp_path: Path) -> None:
    server = web(fallback=page)
    url = f"{server.base}/a"
    bibtool(tmp_path, "check", url, *options(server))
    db = sqlite3.connect(tmp_path / "h.sqlite")
    db.execute("INSERT INTO run VALUES (90, 'x', 'wczoraj', NULL)")
    for n, row in enumerate([("jutro", "alive", "alive", "{}"), ("2026-01-01T00:00:00.000000Z", "nowe", "alive", "{"),
                             ("2026-01-01T00:00:00.000000Z", "alive", "alive", "[]")]):  # fmt: skip
        db.execute(
            "INSERT INTO seen (run, address, checked_at, outcome, verdict, title, result) "
            "SELECT ?, min(id), ?, ?, ?, char(27) || 'x', ? FROM address", (90 + n, *row),
        )  # fmt: skip
    db.commit()
    db.close()
    before = (tmp_path / "h.sqlite").read_bytes()
    shown = bibtool(tmp_path, "history", url, "--history", "h.sqlite")
    assert (shown.code, len(shown.out.splitlines())) == (0, 1)
    assert (tmp_path / "h.sqlite").read_bytes() == before
    assert not (tmp_path / "h.sqlite-wal").exists()
    assert bibtool(tmp_path, "check", url, *options(server)).code == 0


def test_no_sign_that_a_terminal_obeys_is_printed(web: Start, tmp_path: Path) -> None:
    server = web(fallback=page)
    bad = f"{server.base}/a\u202eb\x9b"
    for shape in ("table", "json", "csv", "html"):
        run = bibtool(tmp_path, "check", bad, *options(server, "--format", shape))
        assert not {"\x1b", "\x9b", "\u202e"} & {*run.out, *run.err}, shape
    (tmp_path / "l.txt").write_text(f"{server.base}/a\nz\u202ele\x9b\n", encoding="utf-8")
    run = bibtool(tmp_path, "check", "l.txt", *options(server))
    assert not {"\x9b", "\u202e"} & {*run.out, *run.err}


def test_access_days_of_copies() -> None:
    mention = Mention(
        (UrlCandidate("https://web.archive.org/web/20200102/http://a.test/", 1.0),), accessed=Date(((2022,),))
    )
    copy, original = plan([mention])
    assert (copy.mentions[0].accessed, original.mentions[0].accessed) == (Date(((2022,),)), Date(((2020, 1, 2),)))


def test_relative_links_of_a_page_are_told_once_with_their_number(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<h1>Szlaki</h1><p>Tekst <a href='mapa.html'>mapa</a>, <a href=/b/c>b</a>, <a href='mapa.html#x'>raz</a>, "
        "<a href='#1'>1</a>, <a href='mailto:a@b.test'>list</a>, <a href='//c.test/d'>d</a>, "
        "<a href='http://d.test/'>e</a>.</p><!-- <a href=x.html>x</a> --><script>'<a href=y.html>'</script>",
        encoding="utf-8",
    )
    told = [(f.code, f.args["count"]) for f in load([str(page)]).findings]
    assert told == [("BT537", "2")]
    page.write_text("<h1>Szlaki</h1><p><a href='http://d.test/'>e</a></p>", encoding="utf-8")
    assert load([str(page)]).findings == ()


def test_a_link_that_is_not_printed_is_told_with_its_note() -> None:
    text = "Tak.[^1]\n\n[^1]: [A. Trenin](https://wir.example/a), *Szlaki stepu*, Kraków 2001, s. 5.\n"
    found = extract([Source("a.md", text.encode(), None)]).findings
    assert [(f.note_id, f.args["target"]) for f in found if f.code == "BT120"] == [("1", "https://wir.example/a")]
