"""A note in which a word would be lost, added, moved or put in quotation marks stays as printed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from bibtool.entries.apparatus import CitedNote
from bibtool.entries.entry import Entry
from bibtool.items.names import Name
from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.labels import labels
from bibtool.jobs.restyle import findings_of, note_sources, restyled
from bibtool.jobs.sources import Source
from bibtool.render.notes import RenderedNotes, set_notes
from bibtool.render.setting import Script, Setting

STYLE = "polska-humanistyka-przypisy"
NOTES = (
    "Szerzej o tym zob. J. Lis, Brody i mosty, red. A. Kos, Wydawnictwo Brzeg, Lublin 2004, s. 5–7 i n.; "
    "to tylko mapa.",
    "Tamże, s. 9.",
    "B. Buk, Promy, „Rzeki” 2010, nr 4, s. 12.",
)


def read(*notes: str) -> Extraction:
    lines = [json.dumps({"number": str(n), "text": text}, ensure_ascii=False) for n, text in enumerate(notes, 1)]
    return extract([Source("notes.jsonl", "\n".join(lines).encode(), "notes")], passages=True)


def again(
    extraction: Extraction,
    setting: Setting | None = None,
    entries: Callable[[Entry], Entry] = lambda entry: entry,
    notes: Callable[[CitedNote], CitedNote] = lambda note: note,
) -> RenderedNotes:
    """The notes set again, after something was done to the works or to the notes on the way."""
    works = [entries(entry) for entry in extraction.cited]
    given = [notes(note) for note in extraction.apparatus]
    return set_notes(given, works, setting or Setting(STYLE), "text", note_sources(extraction))


def reasons(done: RenderedNotes, note: str = "1") -> dict[str, str]:
    left = done.left.get(note)
    return {reason.code: reason.args["words"] for reason in left.reasons} if left else {}


def changed(**text: str) -> Callable[[Entry], Entry]:
    return lambda entry: replace(entry, item=entry.item.with_text(**text)) if "Brody" in str(entry.item) else entry


def test_what_was_read_is_set_again_and_what_the_style_lacks_is_listed() -> None:
    done = again(read(*NOTES))
    assert not done.left and done.lost == 0
    assert done.notes[0].text == (
        "Szerzej o tym zob. J. Lis, Brody i mosty, red. A. Kos, Lublin 2004, s. 5–7 i n.; to tylko mapa."
    )
    assert done.notes[1].text == "Tamże, s. 9."
    assert [(value.variable, value.words) for value in done.unprinted["1"]] == [("publisher", "Wydawnictwo Brzeg")]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("K. Weber, H. Stromberg, Die Fähren, Breslau ³1927, S. 45.", "Die Fähren, wyd. 3, Breslau 1927, s. 45."),
        ("M. Lis, J. Kos, Brody, Rzeszów 2001², s. 88.", "Brody, wyd. 2, Rzeszów 2001, s. 88."),
        ("И. Лось, Мосты, Киев ¹²1988, с. 5.", "Мосты, wyd. 12, Киев 1988, s. 5."),
    ],
)
def test_an_edition_in_raised_figures_is_the_same_in_plain_ones(note: str, said: str) -> None:
    done = again(read(note))
    assert not done.left and done.notes[0].text.endswith(said)


def test_the_bracket_of_a_gazette_is_not_set_again_without_its_other_half() -> None:
    done = again(read("Wasserhaushaltsgesetz vom 31. Juli 2009 (BGBl. I S. 2585), § 4 Abs. 2."))
    assert done.notes[0].text == "Wasserhaushaltsgesetz vom 31. Juli 2009, BGBl., s. 2585, § 4 Abs. 2."


@pytest.mark.parametrize(
    ("planted", "code", "words"),
    [
        (changed(title="Brody"), "BT671", "i mosty"),
        (changed(title="Brody i stare mosty"), "BT672", "stare"),
        (changed(publisher_place=""), "BT671", "Lublin"),
        (lambda e: replace(e, item=replace(e.item, names={**e.item.names, "editor": ()})), "BT671", "A. Kos"),
        (lambda e: replace(e, item=replace(e.item, dates={})), "BT671", "2004"),
        (
            lambda e: replace(e, item=replace(e.item, names={**e.item.names, "translator": (Name("Wąs", "E."),)})),
            "BT672",
            "E. Wąs",
        ),
    ],
)
def test_a_planted_change_of_the_work_is_caught(planted: Callable[[Entry], Entry], code: str, words: str) -> None:
    done = again(read(*NOTES), entries=planted)
    assert reasons(done)[code] == words
    assert done.notes[0].text == NOTES[0]


def test_a_deletion_of_pages_or_of_the_authors_words_is_caught() -> None:
    def without(**values: str) -> Callable[[CitedNote], CitedNote]:
        return lambda note: replace(
            note, clusters=tuple(tuple(replace(c, **values) for c in row) for row in note.clusters)
        )

    assert reasons(again(read(*NOTES), notes=without(locator="")))["BT671"] == "5–7"
    assert reasons(again(read(*NOTES), notes=without(suffix="")))["BT674"] == "to tylko mapa"
    assert reasons(again(read(*NOTES), notes=without(prefix="")))["BT674"].startswith("Szerzej o tym")


def test_no_later_note_refers_in_short_to_one_that_stays() -> None:
    # in full it would have to lack what was not understood: the reference as printed stays true beside its note
    extraction = read("J. Lis, Brody, z cyklu „Rzeki”, Lublin 2004, s. 5.", "Tamże, s. 9.", "Tamże, s. 10.")
    done = again(extraction)
    assert list(done.left) == ["1", "2", "3"] and "BT670" in reasons(done)
    assert reasons(done, "2") == {"BT677": "Tamże, s. 9"}
    assert [note.text for note in done.notes] == [
        "J. Lis, Brody, z cyklu „Rzeki”, Lublin 2004, s. 5.",
        "Tamże, s. 9.",
        "Tamże, s. 10.",
    ]


def test_a_work_that_another_note_gives_in_full_is_referred_to() -> None:
    extraction = read(
        "J. Lis, Brody, z cyklu „Rzeki”, Lublin 2004, s. 5.",
        "B. Buk, Promy, Lublin 2001, s. 3.",
        "J. Lis, Brody, Lublin 2004, s. 7.",
        "Tamże, s. 9.",
    )
    done = again(extraction)
    assert list(done.left) == ["1"] and done.notes[3].text == "Tamże, s. 9."


def test_words_of_the_author_that_would_move_do_not_speak_against_a_work() -> None:
    extraction = read(
        "Zob. J. Lis, Brody, Lublin 2004, s. 5; inaczej A. Kos, Promy, Kraków 2001, s. 7.", "A. Kos, Promy, s. 9."
    )
    done = again(extraction, Setting("apa-7-pl"))
    assert "BT677" not in reasons(done, "2")


def test_an_ibid_after_a_note_in_which_nothing_was_read_stays() -> None:
    done = again(read("J. Lis, Brody, Lublin 2004, s. 5.", "Relacja A. Kosa, nagrana w jego domu.", "Tamże."))
    assert reasons(done, "3") == {"BT678": "Tamże"}
    assert done.notes[2].text == "Tamże."


def test_a_note_of_which_nothing_is_known_is_set_to_the_letter() -> None:
    text = "Zob. A. Kos, dz. cyt., s. 5 [podkr. moje – J.L.]."
    assert again(read("J. Lis, Brody, Lublin 2004, s. 5.", text)).notes[1].text == text


@pytest.mark.parametrize(
    ("note", "style", "code", "words"),
    [
        ("J. Lis, Brody, cz. 2, Lublin 2004, s. 5.", STYLE, "BT671", "cz"),
        ("Закон України «Про броди» від 3 лютого 1999 р. № 5-XIV, ст. 5.", STYLE, "BT671", "ст"),
        ("Её же. Броды. М., 1924. С. 4.", STYLE, "BT671", "Её же"),
        ("J. Lis, Brody; B. Buk, Promy, Lublin 2001, s. 9.", STYLE, "BT672", "b.d"),
        ("J. Lis, Groble, w: Rzeki, s. 9.", "chicago-notes-bibliography", "BT672", "n.d"),
    ],
)
def test_a_style_does_not_say_what_the_note_does_not(note: str, style: str, code: str, words: str) -> None:
    assert reasons(again(read(note), Setting(style))) == {code: words}


def test_a_list_that_is_cut_short_is_cut_short_again() -> None:
    note = "K. Sum, Groble, w: Rzeki, red. J. Lis, B. Buk i in., Lublin 2004, s. 5, 7 i n., przyp. 4."
    assert again(read(note)).notes[0].text == note.replace("w: ", "[w:] ")
    done = again(read(note), Setting("chicago-notes-bibliography"))
    assert "ed. J. Lis, B. Buk, et al. (Lublin, 2004)" in done.notes[0].text


def test_no_idem_reaches_over_a_note_that_stays() -> None:
    extraction = read(
        "J. Lis, Brody, Lublin 2004, s. 5.",
        "A. Kos, Promy, z cyklu „Rzeki”, Kraków 2001.",
        "J. Lis, Groble, Lublin 2006.",
    )
    done = again(extraction, Setting(STYLE, idem=True))
    assert list(done.left) == ["2"]
    assert done.notes[2].text.startswith("J. Lis, Groble")


def test_words_that_no_style_quotes_do_not_come_into_quotation_marks(tmp_path) -> None:
    style = tmp_path / "quoted.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="pl-PL">'
        "<info><title>quoted</title><id>https://example.org/quoted</id><updated>2026-01-01T00:00:00+00:00</updated></info>"
        '<citation><layout delimiter="; " suffix="."><group delimiter=", "><names variable="author"/>'
        '<text variable="title"/><text variable="publisher-place" quotes="true"/><date variable="issued" form="text"/>'
        '<text variable="locator"/></group></layout></citation></style>',
        encoding="utf-8",
    )
    done = again(read("J. Lis, Brody, Lublin 2004, s. 5."), Setting(str(style)))
    assert reasons(done) == {"BT673": "Lublin"}


def test_a_style_that_prints_nothing_for_a_work_loses_it() -> None:
    done = again(read("Dz.U. z 1997 r. Nr 78, poz. 483."), Setting("modern-language-association"))
    assert "BT671" in reasons(done) and done.notes[0].text == "Dz.U. z 1997 r. Nr 78, poz. 483."


def test_citations_are_not_sorted_around_the_authors_words() -> None:
    note = "A. Klon, Most, Lublin 2005, s. 3–5 (podkr. moje); B. Jawor, Wieża, Lublin 2006, s. 7."
    done = again(read(note), Setting("apa-7-pl"))
    assert set(reasons(done)) == {"BT674"} and done.notes[0].text == note


@pytest.mark.parametrize("style", ["gost-r-7-0-5-2008", "chicago-notes-bibliography", "pn-iso-690-przypisy"])
def test_other_forms_of_dates_numbers_and_names_are_no_losses(style: str) -> None:
    done = again(
        read(
            "Лис Д. Броды и мосты. 2-е изд. М.: Река, 2004. Т. II. С. 5–7.",
            "J. Lis, Brody [online], 5 iii 2014 [dostęp: 11 x 2021]: <https://example.org/brody>.",
            "Birch M., “Fords,” Journal of Rivers 32, no. 1 (1994): 201–205.",
        ),
        Setting(style),
    )
    assert not done.left, {key: left.reasons for key, left in done.left.items()}


def test_other_letters_that_were_asked_for_are_no_losses() -> None:
    done = again(read("Д. Тренин, Внешняя политика, Москва 2016, с. 5."), Setting("apa-7-pl", script=Script.LATIN))
    assert not done.left and "Trenin" in done.notes[0].text
    both = again(read("Д. Тренин, Внешняя политика, Москва 2016, с. 5."), Setting(STYLE, script=Script.BOTH))
    assert not both.left and "Тренин" in both.notes[0].text


def test_a_sentence_that_follows_a_citation_stays_parted_from_it() -> None:
    done = again(read("O. Reed, Fords, Leeds 1999.", "Ebenda. Reed selbst sah die Furt nie."))
    assert done.notes[1].text == "Tamże. Reed selbst sah die Furt nie."


def test_a_citation_of_an_unknown_work_stays_where_it_is() -> None:
    notes = ("J. Lis, Brody, Lublin 2004, s. 5.", "Tamże, s. 7; por. A. Kos, dz. cyt., s. 6 – wbrew źródłom.")
    assert again(read(*notes)).notes[1].text == notes[1]


def test_an_idem_of_the_container_is_listed_where_the_style_has_no_place_for_it() -> None:
    notes = read("J. Lis, Groble, w: tenże, Rzeki, t. 3, Lublin 2009, s. 5.")
    done = again(notes, Setting("chicago-shortened-notes-bibliography"))
    assert ("container-author", "tenże") in [(value.variable, value.words) for value in done.unprinted["1"]]


@pytest.mark.parametrize(
    ("note", "listed"),
    [
        ("J. Lis, Groble, odbitka z „Rzek” 1931, nr 2.", ("container-title", "odbitka z")),
        ("Д. Лис, Броды, отд. отт. из: Реки, 1931, № 2.", ("container-title", "отд. отт. из")),
        ("Ustawa z dnia 3 maja 2011 r. o brodach (t.j. Dz. U. z 2015 r. poz. 12).", ("container-title", "t.j.")),
        ("J. Lis, Bród, [wideo online], YouTube, https://youtu.be/a1 (dostęp: 1.02.2021).", ("medium", "wideo online")),
        ("J. Lis, Brody, red. A. Kos, przy współudziale B. Buka, Lublin 2004.", ("editor", "przy współudziale")),
        ("Голос Реки. — 1918. — 3 (16) марта.", ("issued", "1918. — 3 (16) марта")),
        ("J. Lis, Brody, przeł. i oprac. A. Kos, Lublin 2004, s. 5.", ("translator", "przeł. i oprac.")),
        ("J. Lis, Brody, wstęp i oprac. A. Kos, Lublin 2004, s. 5.", ("editor", "wstęp i oprac.")),
        ("J. Lis, Brody, przeł. B. Buk, oprac. A. Kos, Lublin 2004, s. 5.", ("editor", "oprac.")),
        ("J. Lis, Brody, oprac. A. Kos, Lublin 2004, s. 5.", ("editor", "oprac.")),
        ("J. Lis, Brody, pod red. A. Kosa, Lublin 2004, s. 5.", ("editor", "pod red.")),
        ("Лис Д. Броды / под ред. Р. Орлова. М., 1984. С. 7.", ("editor", "под ред.")),
        ("G. Farrow, trans., The Letters of Egbert (New York: Ford Press, 1940), 17.", ("author", "trans.")),
        ("J. Lis, Brody, tłum. z ang. A. Kos, Lublin 2004, s. 5.", ("translator", "tłum. z ang.")),
        ("J. Lis, Brody, „Rzeki” 2004, z. 2, s. 5.", ("issue", "z.")),
        ("J. Lis, Brody, Lublin [2004], s. 5.", ("issued", "[2004]")),
        ("J. Lis, hasło: Bród, w: Słownik rzek, t. 2, Lublin 2004, s. 5.", ("title", "hasło:")),
    ],
)
def test_a_word_that_says_more_than_which_value_stands_beside_it_is_listed(note: str, listed: tuple[str, str]) -> None:
    done = again(read(note))
    assert not done.left
    assert listed in [(value.variable, value.words) for value in done.unprinted["1"]]


def test_a_word_that_only_names_a_value_is_not_listed() -> None:
    done = again(
        read(
            "J. Lis, Brody [online], red. A. Kos, wyd. 2, Lublin 2004, https://example.org/b, s. 5.",
            "J. Lis, Promy, red. nauk. A. Kos i B. Buk, tłum. E. Wąs, Lublin 2006, s. 5.",
        )
    )
    assert not done.left and not done.unprinted


def test_an_ibid_to_a_reference_that_stays_as_printed_stays_too() -> None:
    notes = ("РГАЛИ. Ф. 24. Оп. 3. Д. 8. Л. 1.", "Там же. Ф. 9. On. 1. Д. 15. Л. 12.", "Там же.")
    done = again(read(*notes))
    assert reasons(done, "3") == {"BT677": "Там же"} and done.notes[2].text == notes[2]


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (STYLE, ["Tamże.", "Tamże, s. 9.", "J. Lis, dz. cyt., s. 7 i n."]),
        ("chicago-notes-bibliography", ["Lis, Brody, 7 i n.", "Lis, Brody, 9.", "Lis, Brody, 7 i n."]),
    ],
)
def test_an_ibid_without_a_page_keeps_the_page_that_it_means(style: str, said: list[str]) -> None:
    full = "J. Lis, Brody, Lublin 2004, s. 7 i n."
    done = again(read(full, "Ibidem.", "Tamże, s. 9."), Setting(style))
    assert not done.left and [note.text for note in done.notes[1:]] == said[:2]
    # a note between them stays as printed: "ibid." would mean that one
    done = again(read(full, "Z. Bąk, Sady, z cyklu „Pola”, Lublin 1999, s. 4; J. Lis, Brody, s. 7 i n.", "Tamże."))
    assert done.notes[2].text == "J. Lis, dz. cyt., s. 7 i n."


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("J. Lis, Brody, Lublin 2004, s. 7. Odmiennie A. Kos, Promy, Lublin 2006, s. 3.", "s. 7. Odmiennie A. Kos"),
        ("J. Lis, Brody, Lublin 2004, s. 7; odmiennie A. Kos, Promy, Lublin 2006, s. 3.", "s. 7; odmiennie A. Kos"),
        (
            "J. Lis, Brody, Lublin 2004, s. 7. Zdanie to przejął A. Kos, Promy, Lublin 2006, s. 3.",
            "przejął A. Kos, Promy",
        ),
        (
            "J. Lis, Brody, Lublin 2004, s. 7; zdanie to przejął A. Kos, Promy, Lublin 2006, s. 3.",
            "s. 7; zdanie to przejął A.",
        ),
        ("J. Lis, Brody, Lublin 2004. Inaczej np. A. Kos, Promy, Lublin 2006, s. 3.", "2004. Inaczej np. A. Kos"),
    ],
)
def test_a_sentence_of_the_author_ends_where_it_ended(note: str, said: str) -> None:
    done = again(read(note))
    assert not done.left and said in done.notes[0].text


RECORD = "AAN, MSZ, sygn. 45, k. 3."
NOTE_STYLES = [
    STYLE, "chicago-przypisy-pl", "sprawy-miedzynarodowe", "pn-iso-690-przypisy", "gost-r-7-0-5-2008",
    "gost-r-7-0-108-2022", "dstu-8302-2015",
]  # fmt: skip


@pytest.mark.parametrize("style", [*NOTE_STYLES, "apa-7-pl", "pn-iso-690-autor-rok", "pn-iso-690"])
def test_a_record_without_title_is_named_by_its_archive_again_and_again(style: str) -> None:
    done = again(read(RECORD, "J. Lis, Brody, Lublin 2004, s. 7.", RECORD.replace("k. 3", "k. 9")), Setting(style))
    assert not done.left
    for note in (done.notes[0].text, done.notes[2].text):
        assert [word for word in ("AAN", "MSZ, sygn. 45") if word not in note] == [] and "b.d." not in note


def test_a_style_that_prints_no_more_of_a_record_than_that_it_has_no_date_names_nothing() -> None:
    done = again(read(RECORD), Setting("apa"))
    assert set(reasons(done)) == {"BT679"} and done.notes[0].text == RECORD


def test_words_are_told_as_they_are_printed() -> None:
    extraction = read("J. Lis, Brody, Lublin 2004, s. 7.")
    assert reasons(again(extraction, entries=changed(publisher="Wydawnictwo Brzeg", **{"publisher-place": ""}))) == {
        "BT671": "Lublin",
        "BT672": "Wydawnictwo Brzeg",
    }


def test_what_may_be_the_authors_own_is_not_set_as_a_title() -> None:
    printed = (
        "Orlik, “Ferries and Fees,” 58. For another reading, see P. Dorn, Fords and Mills (London: Brook, 1999), 4."
    )
    done = again(read("Ada Orlik, Weirs (Oxford: Reed, 2006), 5.", printed))
    assert done.notes[1].text == printed
    assert [reason.code for reason in done.left["2"].reasons] == ["BT676"]


def test_a_doubt_over_which_value_the_same_words_are_leaves_no_note() -> None:
    extraction = read("J. Lis, Groble, odbitka z „Rzek” 1931, nr 2.")
    assert any(finding.code == "BT317" for finding in extraction.findings)
    assert not again(extraction).left


def test_what_is_not_read_is_told_with_its_closing_mark() -> None:
    assert reasons(again(read("A. Kos, Promy, z cyklu „Rzeki”, Lublin 2004, s. 5.")))["BT670"] == "z cyklu „Rzeki”"


@pytest.mark.parametrize(
    ("note", "style", "said"),
    [
        ("J. Lis, Brody, oprac. A. Kos, Lublin 2004, s. 7.", STYLE, "oprac. A. Kos"),
        ("J. Lis, Brody, oprac. A. Kos, Lublin 2004, s. 7.", "gost-r-7-0-5-2008", "/ oprac. A. Kos"),
        ("J. Lis, Brody, oprac. A. Kos, Lublin 2004, s. 7.", "pn-iso-690-przypisy", "Oprac. A. Kos"),
        ("A. Kos (oprac.), Listy z frontu, Warszawa 1985, s. 3.", STYLE, "oprac. A. Kos"),
        ("A. Kos (oprac.), Listy z frontu, Warszawa 1985, s. 3.", "chicago-przypisy-pl", "A. Kos, oprac., "),
        ("Dzieje brodu, pod red. R. Orłowa, Kraków 2001, s. 12.", STYLE, "pod red. R. Orłowa"),
        ("История брода / под ред. Р. Орлова. М., 2003. С. 5.", "gost-r-7-0-5-2008", "/ под ред. Р. Орлова"),
        ("Історія броду, за заг. ред. О. Коваля, Київ 2005, с. 7.", "dstu-8302-2015", "/ за заг. ред. О. Коваля"),
        ("J. Lis, Brody, przeł. i oprac. A. Kos, Lublin 2004, s. 7.", STYLE, "przeł. i oprac. A. Kos"),
        ("J. Lis, Brody, „Rzeki” 74 (2009), z. 3, s. 45.", STYLE, "t. 74, z. 3"),
        ("J. Lis, Brody, „Rzeki” 2009, z. 3, s. 45.", "chicago-przypisy-pl", "Rzeki, z. 3 (2009)"),
        ("J. Lis, Brody, „Rzeki” 2009, z. 3, s. 45.", "gost-r-7-0-5-2008", "2009. Z. 3. S. 45"),
        ("J. Lis, Brody, „Rzeki” 2009, z. 3, s. 45.", "dstu-8302-2015", "2009. Z. 3. S. 45"),
        ("И. Лис, Броды // Реки. 2009. Вып. 3. С. 45.", "gost-r-7-0-5-2008", "2009. Вып. 3. С. 45"),
    ],
)
def test_a_label_that_says_more_than_the_styles_is_set_as_printed(note: str, style: str, said: str) -> None:
    extraction = read(note)
    done = again(extraction, Setting(style, labels=labels(extraction)))
    assert not done.left and said in done.notes[0].text
    assert "editor" not in [value.variable for values in done.unprinted.values() for value in values]


@pytest.mark.parametrize(
    ("note", "style", "said"),
    [
        ("J. Lis, Brody, redakcja A. Kos, Lublin 2004, s. 7.", STYLE, "red. A. Kos"),  # the style's own word
        ("История брода / под ред. Р. Орлова. М., 2003. С. 5.", STYLE, "red. Р. Орлова"),  # of another language
        ("Dzieje brodu, pod red. R. Orłowa, Kraków 2001.", "chicago-przypisy-pl", "R. Orłowa, red., "),  # behind a name
    ],
)
def test_any_other_label_is_the_styles(note: str, style: str, said: str) -> None:
    extraction = read(note)
    assert said in again(extraction, Setting(style, labels=labels(extraction))).notes[0].text


@pytest.mark.parametrize(
    "style",
    [STYLE, "sprawy-miedzynarodowe", "chicago-przypisy-pl", "pn-iso-690-przypisy", "gost-r-7-0-5-2008",
     "gost-r-7-0-108-2022", "dstu-8302-2015"],
)  # fmt: skip
def test_the_year_of_the_journal_of_laws_is_printed_beside_the_date_of_an_act(style: str) -> None:
    note = "Ustawa z dnia 6 czerwca 1997 r. o brodach, Dz.U. z 1998 r. Nr 88, poz. 553."
    done = again(read(note), Setting(style))
    assert not done.left and not done.unprinted and "Dz.U. 1998" in done.notes[0].text


@pytest.mark.parametrize("style", [STYLE, "sprawy-miedzynarodowe"])
def test_an_interview_keeps_where_it_was_held_and_who_keeps_it(style: str) -> None:
    done = again(read("Wywiad z Janem Lisem, Lublin, 12 maja 2010 r., w zbiorach autora."), Setting(style))
    assert not done.left and not done.unprinted
    assert done.notes[0].text == "Wywiad z Janem Lisem, Lublin, 12 V 2010, w zbiorach autora."


def test_labels_are_listed_apart_from_values() -> None:
    extraction = read("J. Lis, Brody, oprac. A. Kos, Wydawnictwo Brzeg, Lublin 2004, s. 7.")
    done = again(extraction, Setting(STYLE, locale="en-US"))
    assert [(v.variable, v.words, v.label) for v in done.unprinted["1"]] == [
        ("publisher", "Wydawnictwo Brzeg", False),
        ("editor", "oprac.", True),
    ]
    told = restyled(done, note_sources(extraction))
    assert (told.unprinted, told.labels) == (1, 1)
    assert [f.code for f in findings_of(done, "notes.jsonl")] == ["BT675", "BT690"]


FIRST = "J. Lis, Brody, Lublin 2004, s. 7"
SECOND = "A. Kos, Promy, Lublin 2006, s. 3."


@pytest.mark.parametrize(
    "joint",
    [", co potwierdza ", "; co potwierdza ", " oraz ", " i ", ", a także ", ", z którym polemizuje ", ", cyt. za: ",
     " cyt. za: ", ", что подтверждает и ", ", as confirmed by "],
)  # fmt: skip
@pytest.mark.parametrize("style", [STYLE, "gost-r-7-0-5-2008", "apa"])
def test_the_authors_words_between_two_works_keep_their_mark(joint: str, style: str) -> None:
    done = again(read(FIRST + joint + SECOND), Setting(style))
    place = done.notes[0].text.find(joint)
    assert not done.left and place > 0 and done.notes[0].text[place - 1] == "7"


@pytest.mark.parametrize("joint", ["; ", ", por. też ", "; zob. także "])
def test_the_mark_between_two_references_is_the_styles(joint: str) -> None:
    done = again(read(FIRST + joint + SECOND))
    assert done.notes[0].text == f"{FIRST}; {joint.lstrip(',; ')}{SECOND}"


def test_a_word_between_a_signal_and_its_citation_goes_with_the_signal() -> None:
    note = "E. Opf, Wortbildung, Leipzig 1931, S. 18; dagegen zuletzt K. Riedl, Sprache, Bonn 1960, S. 4."
    done = again(read(note))
    assert not done.left
    assert done.notes[0].text.endswith("1931, s. 18; dagegen zuletzt K. Riedl, Sprache, Bonn 1960, s. 4.")


@pytest.mark.parametrize("place", ["nb 5", "art. 448", "§ 7", "pkt 3"])
@pytest.mark.parametrize("style", [STYLE, "gost-r-7-0-5-2008", "chicago-notes-bibliography"])
def test_a_place_under_a_word_that_no_style_has_is_set_as_printed(place: str, style: str) -> None:
    done = again(read(f"J. Lis, Prawo brodów, Lublin 2004, {place}."), Setting(style))
    assert not done.left and done.notes[0].text.endswith(f", {place}.")


def test_a_german_volume_is_no_missing_date() -> None:
    done = again(
        read("Klaus Wendt (Hg.): Handbuch der Flüsse, Bd. 2, Berlin 1983, S. 11."), Setting("gost-r-7-0-5-2008")
    )
    assert not done.left and done.notes[0].text == "Handbuch der Flüsse / Hrsg. K. Wendt. Berlin, 1983. Bd. 2. S. 11."


def test_an_ibid_behind_words_with_pages_stays() -> None:
    full = "J. Lis, Brody, Lublin 2004, s. 14."
    unread = "О том же говорит брошюра без подписи, с. 12, и листовка (там же библиография)."
    assert reasons(again(read(full, unread)), "2") == {"BT678": "там же"}
    assert not again(read(full, "Szerzej o tym tamże, s. 15.")).left


def test_who_is_named_before_a_bracket_and_in_it_is_one_author() -> None:
    note = "Uwagi J. Lisa (J. Lis, Brody, Lublin 2004, s. 14)."
    extraction = read(note)
    (work,) = extraction.cited
    assert [name.family for name in work.item.names["author"]] == ["Lis"] and again(extraction).notes[0].text == note


def test_notes_that_refer_to_nothing_known_are_counted() -> None:
    extraction = read("J. Lis, Brody, Lublin 2004.", "A. Kos, op. cit., s. 5.", "Tamże, s. 6.", "To tylko mapa.")
    sources = note_sources(extraction)
    done = restyled(set_notes(extraction.apparatus, extraction.cited, Setting(STYLE), "text", sources), sources)
    assert (done.set, done.left) == (1, 2)
    assert [[reason.code for reason in note.reasons] for note in done.notes] == [[], ["BT301"], ["BT301"]]


def test_labels_of_works_whose_language_nobody_says_are_of_their_own_words() -> None:
    done = again(
        read(
            "Stadtarchiv Lindental, Altes Aktenarchiv, Nr. 341, fol. 12r.",
            "Archiwum Państwowe w Brodach, Księgi miasta Łąki, sygn. 3, k. 12v.",
            "Leges rerum, t. VII, Petersburg 1860, s. 93.",
            "J. Lis, Brody i mosty, Lublin 2004, s. 5.",
        ),
        Setting("gost-r-7-0-5-2008"),
    )
    assert not done.left
    for note, label in zip(done.notes, ("Fol. 12r.", "K. 12v.", "T. VII. S. 93.", "S. 5."), strict=True):
        assert note.text.endswith(f". {label}")


def test_a_numeral_beside_a_name_is_not_shortened() -> None:
    done = again(read("Sobór Brodzki II, Uchwały rzeczne, Lublin 2004, s. 5."))
    assert "II" in done.notes[0].text and " I. " not in done.notes[0].text


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("J. Lis, Brody, Lublin 2004, ss. 200.", "Lis J. Brody. Lublin, 2004. 200 s."),
        ("J. Lis, Brody, Lublin 2004, ss. 20–25.", "Lis J. Brody. Lublin, 2004. S. 20–25."),
        ("J. Lis, Brody, Lublin 2004, s. 200.", "Lis J. Brody. Lublin, 2004. S. 200."),
    ],
)
def test_a_plural_before_one_number_counts_the_pages_of_a_book(note: str, said: str) -> None:
    done = again(read(note), Setting("gost-r-7-0-5-2008"))
    assert not done.left and done.notes[0].text == said


@pytest.mark.parametrize(
    ("note", "word"),
    [
        ("Tenże, Jaz, w: tenże, J. Kos (red.), Rzeki, Toruń 2000, s. 5.", "Tenże"),
        ("Tenże, Jaz, w: J. Kos (red.), Rzeki, Toruń 2000, s. 5.", "Tenże"),
        ("Ders., Jaz, in: ders./Anna Kos (Hrsg.), Der Rhein, Bonn 1982, S. 11.", "Ders"),
    ],
)
def test_a_word_for_an_author_whom_nobody_named_is_lost_though_the_book_has_editors(note: str, word: str) -> None:
    done = again(read(note), Setting(STYLE))
    assert reasons(done) == {"BT671": word}


def test_a_word_for_the_author_among_the_editors_is_the_authors_name() -> None:
    done = again(read("B. Lis, Jaz, w: tenże, J. Kos (red.), Rzeki, Toruń 2000, s. 5."), Setting("pn-iso-690-przypisy"))
    assert not done.left and not done.unprinted and "W: LIS, B., KOS, J. (red.). Rzeki" in done.notes[0].text


def test_a_word_for_the_author_who_edits_is_printed_as_the_editor() -> None:
    done = again(read("B. Lis, Jaz, w: tenże (red.), Rzeki, Toruń 2000, s. 5."), Setting("pn-iso-690-przypisy"))
    assert not done.left and not done.unprinted and "W: LIS, B. (red.). Rzeki" in done.notes[0].text
