"""Where lists begin and end, what they complete, and what is none."""

from __future__ import annotations

import json

import pytest

from bibtool.citations.citation import Kind, Where
from bibtool.citations.extract import CitationsResult, extract
from bibtool.entries.build import build
from bibtool.notes.find import find_notes
from bibtool.notes.lists.headings import Heading, heading
from bibtool.notes.note import NotesResult
from bibtool.readers.registry import read_bytes


def found(text: str, name: str = "x.txt") -> NotesResult:
    return find_notes(read_bytes(text.encode(), name))


def entries(text: str, name: str = "x.txt") -> list[str]:
    return [" ".join(entry.text.text.split()) for entry in found(text, name).listed]


def read(text: str) -> CitationsResult:
    document = read_bytes(text.encode(), "x.txt")
    return extract(document, find_notes(document))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Bibliografia", Heading.LIST),
        ("BIBLIOGRAFIA:", Heading.LIST),
        ("## 5. Bibliografia załącznikowa (wybór)", Heading.LIST),
        ("B I B L I O G R A F I A", Heading.LIST),
        ("VI. Wykaz literatury i źródeł", Heading.LIST),
        ("Literatura przedmiotu", Heading.LIST),
        ("Список использованной литературы", Heading.LIST),
        ("Библиографический список", Heading.LIST),
        ("Список використаних джерел та літератури", Heading.LIST),
        ("Спіс выкарыстанай літаратуры", Heading.LIST),
        ("Works Cited", Heading.LIST),
        ("Literaturverzeichnis", Heading.LIST),
        ("Seznam použité literatury", Heading.LIST),
        ("Źródła archiwalne", Heading.PART),
        ("Источники", Heading.PART),
        ("Strony internetowe", Heading.PART),
        ("Further Reading", Heading.PART),
        ("Dalsze lektury", Heading.PART),
        ("Streszczenie", Heading.END),
        ("Aneks 2: Mapy", Heading.END),
        ("Przypisy", Heading.END),
        ("Literatura polska wobec wojny", Heading.NOTHING),
        ("Bibliografia 245", Heading.NOTHING),
        ("literatura przedmiotu", Heading.NOTHING),
        ("Literatura przedmiotu jest obszerna i wciąż rośnie.", Heading.NOTHING),
    ],
)
def test_headings(line: str, kind: Heading) -> None:
    assert heading(line) is kind


NOTED = """\
Wieże nad Skrwą badano od dawna¹, choć rzadko². Nowsze prace³ zmieniły obraz, a spór trwa⁴.

¹ A. Sroka, Wieże nad Skrwą, Płock 1976, s. 14.
² Kruk, Wieże drewniane, s. 33.
³ B. Wilk, Dzwony i dzwonnicy, „Echa Skrwy” 2001, nr 2, s. 17.
⁴ Sroka 1976, s. 90.

BIBLIOGRAFIA

ŹRÓDŁA ARCHIWALNE
Archiwum Państwowe w Płocku, zesp. 26, sygn. 114, Inwentarz wieży w Brwilnie.

OPRACOWANIA
Kruk D., Wieże drewniane dorzecza, Płock 1988.
Sroka A., Wieże nad Skrwą, Płock 1976.
Tenże, Kto dzwonił na trwogę, Płock 1981.
Wilk B., Dzwony i dzwonnicy, „Echa Skrwy” 2001, nr 2, s. 11–29.

STRONY INTERNETOWE
https://example.org/wieze (dostęp: 12.03.2020)

Streszczenie

Artykuł omawia wieże nad Skrwą. Autor opisał je w 2020 roku.
"""


def test_a_list_in_parts_beside_notes() -> None:
    result = found(NOTED)
    assert [note.number for note in result.notes] == ["1", "2", "3", "4"]
    (listed,) = result.lists
    assert listed.heading.text == "BIBLIOGRAFIA"
    assert [entry.text.text[:12] for entry in listed.entries] == [
        "Archiwum Pań", "Kruk D., Wie", "Sroka A., Wi", "Tenże, Kto d", "Wilk B., Dzw", "https://exam"
    ]  # fmt: skip
    assert "Streszczenie" in result.body.text and "Kruk D." not in result.body.text
    assert "OPRACOWANIA" not in result.body.text


def test_a_short_form_finds_its_entry_and_the_entry_its_author() -> None:
    told = read(NOTED).citations
    short = next(c for c in told if c.note == "2" and c.where is Where.NOTE)
    assert short.kind is Kind.SHORT
    assert short.refers_to is not None and short.refers_to.note_id == "list-2"
    again = next(c for c in told if c.note == "4" and c.where is Where.NOTE)
    assert again.refers_to is not None and again.refers_to.note_id == "1"  # notes come before the list
    same = next(c for c in told if c.note_id == "list-4")
    assert [name.family for name in same.item.names["author"]] == ["Sroka"]
    article = next(c for c in told if c.note_id == "list-5")
    assert (article.item.get("page"), article.locator) == ("11–29", "")


AUTHOR_DATE = """\
Rzeki były ważne (Zawada 2011, s. 45–47; Lipska i Wrona 2015). Nowak (2010: 5) pisał inaczej,
zob. też książkę Nowaka (2010). Inni (por. Harper 2009, s. 12; Kos, 2003) milczą, jak Bank Wodny (2016).
Liczne są spory (Iwanow 1999a: 12; Iwanow 1999). Wydano to (Warszawa 1990), jak wiemy (Kos 2004, s. 3).
Według danych (GUR 2015) oraz (Nowak i Kos 2010, 2012; por. Lis 2001a, b). W latach (1945–1950) też [Zawada 2011: 60].
Pisali o tym (Żak i in. 2018, rozdz. 3).

Bibliografia

Bank Wodny, Raport o wodzie, Warszawa 2016.
GUR (2015), Rocznik rzeczny, Warszawa.
Harper J. (2009), Rivers and Towns, London: Quay.
Iwanow I. (1999a), Mosty, Warszawa: Ster.
Iwanow I. (1999b), Promy, Warszawa: Ster.
Kos A. (2003), Klasztory i młyny, „Rocznik Rzeczny”, t. 15, s. 33–58.
Lipska B., Wrona C. (2015), Drogi wodne, w: Rzeki i ludzie, red. D. Gil, Płock:
   Oficyna, s. 101–120.
Lis A., Wisła, Kraków 2001a.
Lis A., Bug, Kraków 2001b.
Nowak J. (2010), Mosty małe, Lublin.
Nowak J., Kos A. (2010), Drogi, Lublin.
——— (2012), Szlaki, Lublin.
Zawada P., Osady nad Narwią, Warszawa 2011.
Żak T., Lis A., Nowak J. (2018), Mapy a sieć osad, „Studia Rzeczne” 6, s. 7–29.
"""


def in_text(result: CitationsResult) -> list[tuple[str, str, str]]:
    """Author and year as printed, the family name of the entry's first author, the pages."""
    places = {c.place: c for c in result.citations}
    out = []
    for c in result.citations:
        if c.where is Where.TEXT:
            target = places[c.refers_to] if c.refers_to else None
            name = target.item.names["author"][0] if target else None
            printed = ", ".join(n.family for n in c.item.names.get("author", ()))
            out.append(
                (f"{printed} {c.item.dates['issued'].year}", (name.family or name.literal) if name else "", c.locator)
            )
    return out


def test_author_and_year_in_the_text_lead_to_entries() -> None:
    result = read(AUTHOR_DATE)
    assert in_text(result) == [
        ("Zawada 2011", "Zawada", "45–47"),
        ("Lipska, Wrona 2015", "Lipska", ""),
        ("Nowak 2010", "Nowak", "5"),
        ("Nowaka 2010", "Nowak", ""),
        ("Harper 2009", "Harper", "12"),
        ("Kos 2003", "Kos", ""),
        ("Bank Wodny 2016", "Bank Wodny", ""),
        ("Iwanow 1999", "Iwanow", "12"),
        ("Iwanow 1999", "", ""),
        ("Kos 2004", "", "3"),
        ("GUR 2015", "GUR", ""),
        ("Nowak, Kos 2010", "Nowak", ""),
        (" 2012", "Nowak", ""),
        ("Lis 2001", "Lis", ""),
        (" 2001", "Lis", ""),
        ("Zawada 2011", "Zawada", "60"),
        ("Żak 2018", "Żak", "3"),
    ]
    told = [(f.code, f.args["text"], f.args["near"]) for f in result.findings if f.code in ("BT319", "BT320")]
    assert told == [("BT320", "Iwanow 1999", ""), ("BT319", "Kos 2004, s. 3", " (2003?)")]


def test_an_author_alone_is_not_his_work_with_another() -> None:
    targets = {c.refers_to.note_id for c in read(AUTHOR_DATE).citations if c.where is Where.TEXT and c.refers_to}
    assert {"list-10", "list-11", "list-4", "list-8", "list-9"} <= targets
    assert "list-5" not in targets


def test_places_of_the_source_prove_what_the_text_cites() -> None:
    for citation in read(AUTHOR_DATE).citations:
        for field in citation.fields.values():
            assert field.raw == "".join(AUTHOR_DATE[s.start : s.end] for s in field.spans)


def test_without_a_list_brackets_are_brackets() -> None:
    assert read("Rzeki były ważne (Zawada 2011, s. 45). Mosty też (Lis 2001).\n").citations == ()


LISTS = {
    "gost with sources": (
        "Переправы на Оке\n\nВопрос рассматривался не раз [3, с. 12; 5].\n\nСПИСОК ИСТОЧНИКОВ И ЛИТЕРАТУРЫ\n\n"
        "1. Государственный архив Калужской области. Ф. 32. Оп. 1. Д. 45.\n"
        "2. Лаптев П. С. Паромы // Вопросы краеведения. – 2004. – № 3. – С. 10–25.\n"
        "3. Сомов И. П., Щукин А. В. Речной промысел [Электронный ресурс]. URL:\n"
        "https://example.org/promysel (дата обращения: 03.04.2020).\n"
        "4. Boats and ferries / ed. by J. Pike. London: Oar, 1999. 310 p.\n\n"
        "Информация об авторе\n\nС. П. Иванов, 1970 г.р.\n",
        4,
    ),
    "apa, wrapped flush": (
        "Text (Ash, 2011).\n\nReferences\n\nAsh, T. (2011). Bridges we never built. Leeds: Aire Books.\n"
        "Birch, M., & Cole, P. (2014). Tolls and tempers: A study of two\n"
        "turnpikes. Journal of Road History, 12(3), 11–42.\n"
        "https://doi.org/10.9999/jrh.2014.12\nDunn, K. (2009). Milestones of the north: inventory and atlas.\n"
        "Durham: County Press.\nElm Society. (2000). Annual report 1999–2000. Elmham: Author.\n\nAppendix A\n\n"
        "Table of tolls in 1780 and 1790.\n",
        4,
    ),
    "ukrainian alphabet": (
        "Література\n\nБойко І. Мости. Львів: Світ, 2001. 220 с.\n"
        "Гнатюк О. Перевози на Дністрі / О. Гнатюк // Старовина. – 1999. – № 4. –\n"
        "С. 45–67.\nҐудзь П. Дороги. Тернопіль, 2010.\nІваненко С. Річки. Харків, 2004.\nЇжак Р. Броди. Рівне, 2015.\n",
        5,
    ),
    "alone, without a heading": (
        "Adamska J., Zamki i wieże, Kraków 2004.\nBąk T., Obrona przejść, „Wojsko” 1998, nr 4, s. 5–19.\n"
        "Cygan R., Drogi obronne, w: Dawne drogi, red. S. Zięba, Rzeszów 2010, s. 77–90.\n",
        3,
    ),
    "alone, numbered, in order of names": (
        "1. Adamska J., Zamki i wieże, Kraków 2004.\n2. Bąk T., Obrona przejść, Kraków 1998.\n"
        "3. Cygan R., Drogi obronne, Rzeszów 2010.\n",
        3,
    ),
    "what follows is apart": (
        "WYKAZ LITERATURY\n\n1. Nowak J., Mosty, Warszawa 1990.\n\n2. Lis A., Wisła, Kraków 2001.\n\n"
        "Adres autora: ul. Długa 5, Warszawa 2020.\n\n"
        "Praca wpłynęła do redakcji 5 maja 2019 roku i została przyjęta.\n",
        2,
    ),
    "acts, rulings, literature": (
        "Wykaz źródeł\n\nAkty prawne\n\nKonstytucja RP z dnia 2 kwietnia 1997 r. (Dz.U. z 1997 r. Nr 78, poz. 483).\n"
        "Ustawa z dnia 18 lipca 2001 r. Prawo wodne (Dz.U. z 2001 r. Nr 115, poz. 1229\nze zm.).\n"
        "Rozporządzenie Ministra z dnia 5 maja 2003 r. w sprawie przepraw (Dz.U.\nNr 92, poz. 866).\n\n"
        "Orzecznictwo\n\nWyrok NSA z dnia 12 marca 2010 r., II OSK 345/09.\n"
        "Wyrok SN z dnia 3 lutego 2015 r., III CZP 12/14.\n\nLiteratura\n\nBojar K., Prawo do rzeki, Warszawa 2005.\n",
        6,
    ),
    "no full stops": (
        "Bibliografia\n\nKos Anna, Mosty nad Wartą w świetle rachunków miejskich i kroniki klasztornej,\nPoznań 2001\n"
        "Lis Jan, Promy, Kraków 1998\nMak Ewa, Kronika przewozów rzecznych w powiecie śremskim w latach wojny,\n"
        "Śrem 2010\nNur Olga, Groble, Łódź 1987\n",
        4,
    ),
    "numbers in entries": (
        "REFERENCES\n1. Aster P, Birk L. River blindness in ferrymen. J Ferry Med. 2001;12(3):45-\n67.\n"
        "2. Crane R. Drowning. 12 Suppl. London: Weir;\n1999. 345 p.\n"
        "3. Dale T. Brücken,\n12. Aufl. Köln: Steg; 2010.\n",
        3,
    ),
    "over pages": (
        "Koniec.\n\nWYKAZ LITERATURY\n\nBąk J., Mosty, Lublin 1990.\n\n                    112\n\fMOSTY I PROMY\n\n"
        "Duda L., Groble i stawy w dobrach kapituły w czasach\nnowożytnych, Lublin 1992.\n\n                    113\n\f"
        "MOSTY I PROMY\n\nFlis N., Kładki, Lublin 1994.\n\n                    114\n",
        3,
    ),
    "german, the same author": (
        "Literatur\n\nAdler, Karl: Brücken am Rhein, Köln 1999.\nDers.: Fähren, in: Rheinische Blätter 12 (2004),\n"
        "S. 33–58.\n"
        "Bauer, Anna / Fuchs, Otto (Hrsg.): Wege, 2. Aufl.,\nBonn 2010.\n",
        3,
    ),
    "german, the same author in small letters": (
        "Literatur\n\nAdler, Karl (1995): Die Brücken am Rhein. Weinheim/München: Juventa\n"
        "ders. (Hg.) (1997): Fähren. Köln: Steg.\nBauer, Anna (2010): Wege. Bonn: Beltz.\n",
        3,
    ),
    "archives out of order": (
        "Bibliografia\n\nArchiwum Akt Nowych, Ministerstwo Komunikacji, sygn. 1234\nAIPN, 0397/512, t. 3\n"
        "Bielak J., Dzieje przeprawy, Lublin 1998.\nZielony A., Kolej, Lwów 1912.\n"
        "Archivio di Stato di Venezia, Consiglio dei Dieci, reg. 23, c. 45r.\n",
        5,
    ),
    "sites": (
        "Netografia\n\nhttps://example.org/a/b/c, dostęp: 12.03.2020.\nwww.example.net (stan na 3.02.2019 r.)\n"
        "http://www.example.com/rzeki-i-mosty-w-dawnych-czasach.html\n(dostęp: 5.04.2021).\n",
        3,
    ),
    "letters in brackets": (
        "References\n\n[Kno84] D. Knot, Ropes, London 1984.\n[Lam94] L. Lamb, Sails and their\nmakers, London 1994.\n",
        2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_many_kinds(name: str) -> None:
    text, count = LISTS[name]
    result = found(text)
    assert result.notes == ()
    assert len(result.listed) == count, [entry.text.text for entry in result.listed]


def test_numbered_headings_of_a_paper_that_cites_by_year_are_no_notes() -> None:
    result = found(
        "1. Wstęp\n\nTekst wstępu (Kos, 2001; Lis i Mak, 1998, s. 4).\n\n2. Metody\n\nOpisano metody (Nur, 1987, s. 9)."
        "\n"
        "\nPiśmiennictwo\n\nKos A. 2001. Mosty nad Wartą. Poznań: Rzeka.\n"
        "Lis J., Mak E. 1998. Promy. Przegląd Wodny 12: 45–67.\n"
        "Nur O. 1987. Groble. Łódź: Brzeg.\n\nOtrzymano: 12.03.2020\n"
    )
    assert result.notes == ()
    assert len(result.listed) == 3


def test_an_entry_is_whole() -> None:
    text, _ = LISTS["apa, wrapped flush"]
    assert entries(text)[1].endswith("11–42. https://doi.org/10.9999/jrh.2014.12")
    assert entries(text)[2].endswith("atlas. Durham: County Press.")


NO_LISTS = {
    "contents": (
        "SPIS TREŚCI\n\nWstęp 5\n1. Początki osadnictwa 1200–1300 9\n2. Rozkwit 1300–1450 45\nBibliografia\n"
        "Indeks osób\n\n"
        "Wstęp\n\nW 1990 r. ukazała się pierwsza praca. W 1995 r. druga, której autor nie znał jeszcze archiwów.\n"
    ),
    "chronology": "Źródła\n\n1945 – koniec wojny.\n1950 – budowa mostu.\n1963 – powódź.\n",
    "act": (
        "USTAWA\n\n1. Przeprawą jest miejsce z rozporządzenia z 1990 r.\n2. Prom rejestruje się od 1985 r.\n"
        "3. Kto narusza przepisy, podlega karze.\n"
    ),
    "index of names": "Tekst.\n\nBibliografia\n\nNowak Jan 12, 45, 78\nKowalski Piotr 3, 9, 145\nZawada Anna 33\n",
    "questions": "Ankieta\n\n1. W którym roku (np. 1990)?\n2. Czy czytała Pani gazety w latach 1980–1989?\n",
    "chapter": (
        "Źródła\n\nNajważniejsze są księgi z lat 1560–1572, które spisał kanonik, gdyż inne zaginęły. Nie można "
        "jednak ich czytać dosłownie.\n\nJan Kowalski był w 1990 roku pierwszym, który je opisał,"
        " i to nie bez błędów.\n"
    ),
    "biographies": (
        "Anna Nowak (1950) jest historykiem i nie pisze już od lat, gdyż mieszka na wsi.\n\n"
        "Piotr Lis (1960) był geografem, który także malował i nie miał uczniów.\n"
    ),
    "abbreviations": "Wykaz skrótów\n\nAAN – Archiwum Akt Nowych\nAGAD – Archiwum Główne Akt Dawnych\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list(name: str) -> None:
    result = found(NO_LISTS[name])
    assert result.lists == ()
    assert result.notes == ()


def test_notes_under_the_heading_of_a_list_stay_notes() -> None:
    result = found(
        "Tekst pierwszy [1]. Drugi [2]. Trzeci [3].\n\nLiteratura\n\n[1] J. Nowak, Mosty, Warszawa 1990, s. 5.\n"
        "[2] Tamże, s. 7.\n[3] A. Lis, Wisła, Kraków 2001, s. 9; zob. też B. Kos, Bug, Lublin 2002.\n"
    )
    assert [note.number for note in result.notes] == ["1", "2", "3"]
    assert result.lists == ()


HTML = """<html><body><h1>Mosty</h1><p>Mosty są stare (Kruk 1988).</p><h2>Bibliografia</h2><ol>
<li>Kruk D., <i>Wieże
 drewniane</i>, Olsztyn 1988.</li><li>Sroka A., Wieże nad Łyną, Olsztyn 1976.</li></ol><p>Copyright 2020 Echa</p>
</body></html>"""


def test_a_list_of_a_page() -> None:
    assert entries(HTML, "x.html") == [
        "Kruk D., Wieże drewniane, Olsztyn 1988.",
        "Sroka A., Wieże nad Łyną, Olsztyn 1976.",
    ]


def test_lines_of_json_say_where_a_citation_stands() -> None:
    from bibtool.formats.citations import read as lines_read
    from bibtool.formats.citations import write

    told = read(NOTED).citations
    rows = [json.loads(line) for line in write(told).splitlines()]
    assert {row["where"] for row in rows} == {"note", "list"}
    assert [(c.where, c.kind, c.note_id) for c in lines_read(write(told)).entries] == [
        (c.where, c.kind, c.note_id) for c in told
    ]


def test_long_lists_cost_linear_work() -> None:
    from steps import growth

    def text(count: int) -> str:
        return "Bibliografia\n\n" + "".join(
            f"Nowak{chr(97 + i % 26)} J., Mosty numer {i} i inne sprawy\n  z dziejów, Kraków {1900 + i % 100}.\n"
            for i in range(count)
        )

    texts = {count: text(count) for count in (250, 1_000)}
    assert growth(lambda count: found(texts[count]), 250) < 1.5


def test_citations_have_places_of_their_own() -> None:
    told = read(AUTHOR_DATE).citations
    places = [(c.note_id, c.index) for c in told]
    assert len(places) == len(set(places))


UNLIKE = """\
Mosty badano od dawna¹, choć rzadko². Nowsze prace³ zmieniły obraz (Kos 2003, s. 60; Kos 2003, s. 40).

¹ A. Sroka, Wieże nad Skrwą, Płock 1977, s. 14.
² A. Kos, Klasztory i młyny, „Rocznik Rzeczny” 2003, t. 15, s. 62.
³ B. Wilk, Dzwony i dzwonnicy, „Echa Skrwy” 2001, nr 2, s. 17.

Bibliografia

Kos A. (2003), Klasztory i młyny, „Rocznik Rzeczny”, t. 15, s. 33–58.
Sroka A., Wieże nad Skrwą, Płock 1976.
Wilk B., Dzwony i dzwonnicy, „Echa Skrwy” 2001, nr 2, s. 11–29.
"""


def test_what_notes_and_the_list_say_otherwise_is_told() -> None:
    result = build(read(UNLIKE).citations)
    told = [(f.code, f.note_id, f.args) for f in result.findings if f.code in ("BT409", "BT410")]
    assert told == [
        ("BT409", "1", {"variable": "issued", "here": "1977", "listed": "1976", "entry": "list-2"}),
        ("BT410", "2", {"here": "62", "listed": "33–58", "entry": "list-1"}),
        ("BT410", "text-1", {"here": "60", "listed": "33–58", "entry": "list-1"}),
    ]
    wilk = next(e for e in result.entries if e.key == "wilk2001")
    assert [m.place.note for m in wilk.mentions] == ["3", "list-3"]


@pytest.mark.parametrize(
    ("cited", "pages", "rest"),
    [
        ("Lipa 1987, s. 33 i n.", "33", "i n."),
        ("Lipa 1987, passim", "", "passim"),
        ("Lipa 1987, s. 12, 15 i 18, passim", "12, 15 i 18", "passim"),
        ("Lipa 1987: 33 ff.", "33", "ff."),
        ("Lipa 1987, s. 33", "33", ""),
    ],
)
def test_what_follows_the_pages_in_the_running_text_is_kept(cited: str, pages: str, rest: str) -> None:
    works = "Lipa M. (1987). Len. Łuków: Nurt.\nWrona A. (1990). Sen. Lublin: Nurt.\n"
    text = f"Len rósł ({cited}).\n\nBibliografia\n\n{works}"
    [citation] = [each for each in read(text).citations if each.where is Where.TEXT]
    assert (citation.locator, citation.locator_rest) == (pages, rest)
    assert "".join(text[a:b] for a, b in citation.spans) == cited


def test_the_last_word_of_an_entry_is_no_heading() -> None:
    text = """The river is wide.

References

Ashcombe, J. (2002). Law on the river. London: Sage.
Hill, B., 1990: River Theory Reconsidered. Cambridge: Polity
Press.
Vance, M. (1984). Weirs and chapels. Leeds: Dale.
"""
    assert entries(text) == [
        "Ashcombe, J. (2002). Law on the river. London: Sage.",
        "Hill, B., 1990: River Theory Reconsidered. Cambridge: Polity Press.",
        "Vance, M. (1984). Weirs and chapels. Leeds: Dale.",
    ]
