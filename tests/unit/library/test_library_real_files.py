"""Exports in the manner of Zotero, Better BibTeX and JabRef go into the library and come out with every field."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import bibtool

_PEOPLE = {
    "pl": ("Kowalska, Anna", "Żuk, Łukasz", "{Towarzystwo Rzeczne}"),
    "ru": ("Луговой, Пётр Ильич", "Осокин, Б.", "{Общество степи}"),
    "uk": ("Щедренко, Їжакевич", "Гай, Ґео", "{Спілка Дніпра}"),
    "en": ("O'Dell, Jean", "van der Berg, Pim", "{River Society}"),
}
_WORDS = {
    "pl": "rzeka łąka bród źródło most młyn żuraw".split(),
    "ru": "степь песок ветер ковыль ёлка юг объезд".split(),
    "uk": "їжак ґанок річка єдність м'ята ліс".split(),
    "en": "ford mill water bridge heron reed bank".split(),
}
_LANGUAGES = {"pl": "polish", "ru": "russian", "uk": "ukrainian", "en": "english"}


def works(seed: str) -> list[dict[str, str]]:
    rng = random.Random(seed)
    rows = []
    for number in range(500):
        tongue = rng.choice(list(_WORDS))
        words = _WORDS[tongue]
        rows.append(
            {
                "key": f"k{number}",
                "tongue": tongue,
                "type": rng.choice(("article", "book", "incollection")),
                "author": " and ".join(rng.sample(_PEOPLE[tongue], rng.randint(1, 3))),
                "title": " ".join(rng.choices(words, k=rng.randint(3, 7))) + f" {number}",
                "journal": " ".join(rng.choices(words, k=2)).title(),
                "year": str(rng.randint(1900, 2024)),
                "keywords": ", ".join(rng.sample(words, 3)),
                "note": " ".join(rng.choices(words, k=9)),
            }
        )
    return rows


def entry(kind: str, key: str, fields: dict[str, str]) -> str:
    return f"@{kind}{{{key},\n" + "".join(f"\t{name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def _whole(work: dict[str, str], date: dict[str, str], journal: str) -> dict[str, str]:
    where = {"article": journal, "book": "publisher", "incollection": "booktitle"}[work["type"]]
    return {"title": work["title"], "author": work["author"], where: work["journal"], **date}


def zotero(work: dict[str, str]) -> str:
    fields = _whole(work, {"year": work["year"], "month": "mar"}, "journal")
    fields |= {
        "language": work["tongue"],
        "urldate": "2024-05-01",
        "url": f"https://example.org/{work['key']}?a=1&b=2",
        "keywords": work["keywords"],
        "note": work["note"],
        "annote": f"Uwaga: {work['note']}",
        "abstract": f"{work['note']} 50\\% \\& więcej.",
        "file": f"Full Text PDF:files/12/{work['title']}.pdf:application/pdf;Snapshot:files/13/a.html:text/html",
    }
    return "\n" + entry(work["type"], work["key"], fields).replace("{mar}", "mar")


def better_bibtex(work: dict[str, str]) -> str:
    fields = _whole(work, {"date": f"{work['year']}-03-07"}, "journaltitle")
    fields |= {
        "langid": _LANGUAGES[work["tongue"]],
        "shorttitle": work["title"].split()[0],
        "options": "useprefix=true",
        "eprint": f"1234.{5000 + int(work['key'][1:])}",
        "eprinttype": "arxiv",
        "keywords": work["keywords"].replace(", ", ","),
        "annotation": f"tex.referencetype: inne\nCitation Key: {work['key']}",
        "note": work["note"],
        "file": f"/home/ewa/Zotero/storage/ABCD/{work['title']}.pdf;/home/ewa/b.html",
        "timestamp": "2024-05-02T10:00:00Z",
        "dateadded": "2024-05-01",
        "mojepole": f"własne {work['note']}",
    }
    return entry(work["type"], work["key"], fields) + "\n"


def jabref(work: dict[str, str]) -> str:
    fields = _whole(work, {"date": f"{work['year']}-03"}, "journaltitle")
    fields |= {
        "comment": f"Do przeczytania: {work['note']}",
        "comment-ewa": work["note"],
        "file": f":{work['key']}.pdf:PDF;opis\\: dwa:b\\;c.pdf:PDF",
        "groups": "Rzeki, Do czytania",
        "keywords": work["keywords"].replace(",", ";"),
        "owner": "ewa",
        "priority": "prio1",
        "ranking": "rank4",
        "readstatus": "read",
        "timestamp": "2024-05-01",
        "creationdate": "2024-05-01T11:22:33",
        "citationcount": "7",
    }
    return entry(work["type"].capitalize(), work["key"], fields) + "\n"


def file_of(make: Callable[[dict[str, str]], str]) -> str:
    text = "".join(map(make, works(make.__name__)))
    if make is jabref:
        groups = "0 AllEntriesGroup:;\n1 StaticGroup:Rzeki\\;0\\;1\\;0x8a8a8aff\\;\\;\\;;\n"
        text = f"% Encoding: UTF-8\n\n{text}@Comment{{jabref-meta: grouping:\n{groups}}}\n"
    return text


def csl(work: dict[str, str]) -> dict[str, Any]:
    kinds = {"article": "article-journal", "book": "book", "incollection": "chapter"}
    people: list[dict[str, str]] = []
    for name in work["author"].split(" and "):
        family, comma, given = name.partition(", ")
        people.append({"family": family, "given": given} if comma else {"literal": name.strip("{}")})
    return {
        "id": f"http://zotero.org/users/1/items/{work['key']}",
        "type": kinds[work["type"]],
        "author": people,
        "title": work["title"],
        "container-title": work["journal"],
        "issued": {"date-parts": [[int(work["year"]), 3]]},
        "accessed": {"date-parts": [[2024, 5, 1]]},
        "keyword": work["keywords"],
        "note": f"PMID: 12\n{work['note']}",
        "abstract": work["note"],
        "citation-key": work["key"],
        "language": work["tongue"],
        "custom": {"mojepole": work["note"]},
    }


@pytest.mark.parametrize("make", [zotero, better_bibtex, jabref], ids=lambda make: make.__name__)
@pytest.mark.parametrize("to", ["biblatex", "bibtex", "csl-json"])
def test_every_field_of_a_bib_file_comes_out_again(
    make: Callable[[dict[str, str]], str], to: str, tmp_path: Path
) -> None:
    source = tmp_path / "in.bib"
    source.write_text(file_of(make), encoding="utf-8")
    library = bibtool.Library.open(tmp_path / "l.sqlite")
    assert len(library.add(source).keys("new", "alike")) == 500
    done = library.export(to=to)
    assert "BT630" not in {finding.code for finding in done.findings}
    out = tmp_path / ("out.json" if to == "csl-json" else "out.bib")
    out.write_text(done.text, encoding="utf-8")
    before, after = bibtool.read(source), bibtool.read(out, format=to)
    assert [dict(work) for work in after] == [dict(work) for work in before]
    assert library.add(out).keys("new", "alike", "joined") == ()


@pytest.mark.parametrize("make", [better_bibtex, jabref], ids=lambda make: make.__name__)
def test_fields_of_programs_are_fields_again(make: Callable[[dict[str, str]], str], tmp_path: Path) -> None:
    source = tmp_path / "in.bib"
    source.write_text(file_of(make), encoding="utf-8")
    library = bibtool.Library.open(tmp_path / "l.sqlite")
    library.add(source)
    text = library.export("key:k7").text
    wanted = {jabref: ("groups", "owner", "comment", "priority", "ranking", "readstatus", "timestamp", "citationcount")}
    for name in (*wanted.get(make, ("timestamp", "dateadded", "options", "eprint")), "file", "keywords"):
        assert f"  {name} " in text


def test_items_of_zotero_come_out_again(tmp_path: Path) -> None:
    source = tmp_path / "in.json"
    items = [csl(work) for work in works("csl")]
    source.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    library = bibtool.Library.open(tmp_path / "l.sqlite")
    assert len(library.add(source).keys("new", "alike")) == 500
    assert json.loads(library.export(to="csl-json").text) == [dict(sorted_(item)) for item in items]


def sorted_(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in sorted(item)}
