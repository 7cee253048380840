"""Markdown as people and pandoc write it: what a page would show, and its notes."""

import time

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes


def read(text: str, name: str = "praca.md") -> Document:
    return read_bytes(text.encode(), name)


def notes(text: str) -> list[tuple[str, str]]:
    return [(note.number, note.text.text) for note in find_notes(read(text)).notes]


def test_notes_stand_behind_their_calls_and_in_their_place() -> None:
    defined = "[^b]: Tamże.\n\n[^a]: E. Lin, *Wir*, Hel 1980.\n"
    text = f"Tak[^a] i tak^[J. Sum, *Jaz*, Ustka 1991, s. 3.] i jeszcze[^b].\n\n{defined}"
    assert notes(text) == [
        ("1", "E. Lin, Wir, Hel 1980."),
        ("2", "J. Sum, Jaz, Ustka 1991, s. 3."),
        ("3", "Tamże."),
    ]
    document = read(text)
    assert document.text.startswith("Tak¹ i tak² i jeszcze³.")
    assert [document.text[span.start : span.end] for span in document.italics] == ["Wir", "Jaz"]


def test_labels_that_are_numbers_stay_the_numbers() -> None:
    assert [number for number, _ in notes("Tak[^57] i[^58].\n\n[^57]: E. Lin, Wir.\n[^58]: Tamże.\n")] == ["57", "58"]


@pytest.mark.parametrize(
    ("definition", "text"),
    [
        ("[^1]: E. Lin, Wir,\nHel 1980.", "E. Lin, Wir, Hel 1980."),
        ("[^1]: E. Lin, Wir,\n    Hel 1980.", "E. Lin, Wir, Hel 1980."),
        ("[^1]:\n    E. Lin, Wir, Hel 1980.", "E. Lin, Wir, Hel 1980."),
        ("[^1]:\tE. Lin, Wir.\n\n\tHel 1980.", "E. Lin, Wir.\n\nHel 1980."),
        ("[^1]: E. Lin, Wir.\n\n    > Hel\n\nDalej tekst.", "E. Lin, Wir.\n\nHel"),
        (r"[^1]: E. Lin\*, \_Wir\_, 5 \< 7.", "E. Lin*, _Wir_, 5 < 7."),
        ("[^1]: E. Lin, **Wir** i ***Jaz***, `a*b*`.", "E. Lin, Wir i Jaz, a*b*."),
        ("[^1]: [E. Lin]{.smallcaps}, `Wir`{.code}.", "E. Lin, Wir."),
        ("[^1]: <https://wir.example/a_b_c> i [Wir](https://wir.example/).", "https://wir.example/a_b_c i Wir."),
        ("[^1]: [@lin1980, s. 5] oraz @lin1980.", "[@lin1980, s. 5] oraz @lin1980."),
        ("[^1]: Lin &amp; Sum, s. 3--5, 2^e^ wyd. --- Hel.", "Lin & Sum, s. 3–5, 2e wyd. — Hel."),
        ("[^1]: E.\\ Lin <i>Wir</i> <b>Hel.", "E.\N{NO-BREAK SPACE}Lin Wir Hel."),
        ("  [^1]: ```\n    [^2]: kod\n    ```", "[^2]: kod"),
        ("[^1]: # Wir", "Wir"),
        ("[^1]: 1980. Rok wód.", "1980. Rok wód."),
        ("[^1]: ![Fot. E. Lin](wir.png)", "Fot. E. Lin"),
    ],
)
def test_a_note_reads_as_it_prints(definition: str, text: str) -> None:
    assert notes(f"Tak.[^1]\n\n{definition}\n") == [("1", text)]


def test_what_is_code_calls_nothing() -> None:
    text = "Tak[^1], `[^1]` i \\[^1].\n\n    [^1]: wcięte\n\n```\n[^1]: kod\n```\n\n[^1]: Lin.\n"
    document = read(text)
    assert notes(text) == [("1", "Lin.")]
    assert "Tak¹, [^1] i [^1]." in document.text
    assert "[^1]: kod" in document.text
    assert "[^1]: wcięte" in document.text


def test_nothing_is_lost() -> None:
    text = "Tak[^1] i[^9] i znów[^1].\n\n[^1]: Lin.\n[^1]: Inny.\n[^n]: Nikt nie woła^[w środku].\n"
    document = read(text)
    assert notes(text)[0] == ("1", "Lin.")
    for words in ("[^9]", "Inny.", "Nikt nie woła", "w środku"):
        assert words in document.text
    assert [(finding.code, finding.args["number"]) for finding in document.findings] == [
        ("BT121", "9"),
        ("BT166", "1"),
    ]


def test_an_address_that_is_not_printed_is_told() -> None:
    words = "[Wir](https://wir.example/a) i <https://jaz.example/b>, [zob.][x]"
    document = read(f"Tak.[^1]\n\n[^1]: {words}\n\n[x]: http://x.example/\n")
    told = [(one.args["target"], document.text[one.spans[0].start : one.spans[0].end]) for one in document.findings]
    assert told == [("https://wir.example/a", "Wir"), ("http://x.example/", "zob.")]
    assert {one.code for one in document.findings} == {"BT120"}


def test_a_note_may_call_a_note() -> None:
    assert notes("Tak.[^a]\n\n[^a]: Lin, zob.[^b]\n\n[^b]: Sum.\n") == [("1", "Lin, zob.²"), ("2", "Sum.")]


def test_metadata_give_the_title_and_the_authors() -> None:
    document = read(
        "---\ntitle: Jazy i *wiry*\nauthor:\n- Ewa Lin\n- name: Jan Sum\nlang: pl\n---\n\nTak.[^1]\n\n[^1]: Lin.\n"
    )
    assert document.text.startswith("Jazy i *wiry*\n\nEwa Lin\n\nJan Sum\n\nTak.¹")


def test_headings_tables_and_divisions_lose_only_their_marks() -> None:
    table = "| a | b |\n|---|---|\n| c[^2] | d |\n"
    text = f"# Wstęp {{#wstep .x}}\n\n::: {{.uwaga}}\nTak.[^1]\n:::\n\n{table}\n[^1]: Lin.\n[^2]: Sum.\n"
    assert read(text).text.startswith("Wstęp\n\nTak.¹\n\na\tb\n\nc²\td")
    assert notes(text) == [("1", "Lin."), ("2", "Sum.")]


def test_a_text_that_is_only_called_markdown_is_a_text() -> None:
    document = read("Tak sądzi Lin.1\n\n1 E. Lin, Wir, Hel 1980.\n2 Tamże.\n")
    assert document.format == "text"
    assert document.findings == ()


def test_notes_of_markdown_tell_it_under_any_name() -> None:
    assert read("Tak.[^1]\n\n[^1]: Lin.\n", "praca.txt").format == "markdown"
    assert read("Tak.[^1]\n\nPrzypis [^1] to znak.\n", "praca.txt").format == "text"


def test_typed_notes_keep_their_lines() -> None:
    document = read(
        "# Wir\n\nTak sądzi Lin.<sup>1</sup>\n\n<sup>1</sup> E. Lin, *Wir*, Hel 1980.\n<sup>2</sup> Tamże.\n"
    )
    assert "¹ E. Lin, Wir, Hel 1980.\n² Tamże." in document.text


@pytest.mark.parametrize(
    "text",
    [
        "[^1]" * 20_000,
        "^[" * 20_000,
        "[" * 20_000,
        "*a **b " * 10_000,
        "[^1]: a\n" * 10_000,
        "![](" * 10_000,
        "`" * 30_001,
        "# x {" * 5_000,
        "<a " * 10_000,
        "^a" * 20_000,
    ],
)
def test_hostile_text_takes_little_time(text: str) -> None:
    before = time.process_time()
    read(f"Tak.[^1]\n\n[^1]: Lin.\n\n{text}")
    assert time.process_time() - before < 8


def test_blocks_in_blocks_without_end_are_refused() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        read(f"Tak.[^1]\n\n[^1]: Lin.\n\n{'> ' * 10_000}koniec\n")


def test_a_label_of_two_notes_is_told_and_both_are_read() -> None:
    document = read_bytes(b"Las[^1].\n\n[^1]: Pierwszy.\n\n[^1]: Drugi.\n", "las.md")
    assert [(note.number, note.text.text) for note in document.notes or ()] == [("1", "Pierwszy."), ("1", "Drugi.")]
    assert [(f.code, f.args["number"]) for f in document.findings] == [("BT166", "1")]


def test_comments_of_obsidian_are_no_text() -> None:
    text = (
        "Tak %%sprawdzić: A. Lis, Mosty%% jest.[^1]\n\n%%\ncały akapit\n%%\n\n[^1]: E. Lin, Wir %%s. 3?%%, Hel 1980.\n"
    )
    document = read(text)
    assert "sprawdzić" not in document.text and "cały akapit" not in document.text
    assert [note.text.text for note in document.notes or ()] == ["E. Lin, Wir , Hel 1980."]
    code = "Kod `a %% b` i `c %% d`, 5%% oraz:\n\n```{r}\nx %% 2\ny %% 3\n```\n\nKoniec[^1].\n\n[^1]: E. Lin, Wir.\n"
    printed = read(code).text
    assert all(words in printed for words in ("a %% b", "c %% d", "5%% oraz", "x %% 2", "y %% 3"))


def test_references_of_multimarkdown_are_a_list() -> None:
    text = (
        "Len rósł[s. 23][#Lipa:1987] i sen[^1].\n\n[#Lipa:1987]: M. Lipa. *Len i wełna*. Łuków: Tkacz, 1987.\n"
        "[#Buk]:\n    J. Buk. *Sukno*. Lublin: Krosno, 1990.\n\n[#Lis]: T. Lis. *Miód*. Radom:\nUl, 1991.\n\n"
        "Koniec.\n\n[^1]: Tamże, s. 9.\n"
    )
    found = find_notes(read(text))
    assert [[entry.text.text for entry in each.entries] for each in found.lists] == [
        [
            "M. Lipa. Len i wełna. Łuków: Tkacz, 1987.",
            "J. Buk. Sukno. Lublin: Krosno, 1990.",
            "T. Lis. Miód. Radom: Ul, 1991.",
        ]
    ]
    assert [note.text.text for note in found.notes] == ["Tamże, s. 9."]
    assert "Koniec." in found.body.text


@pytest.mark.parametrize("target", ["https://example.org/1", "<a b>", 'https://example.org/1 "Tytuł"', "x (y)"])
def test_addresses_of_links_are_no_references(target: str) -> None:
    document = read(f"Zob. [tu][#12] i [tam][#13].\n\n[#12]: {target}\n\n# Koniec\n\nTekst[^1].\n\n[^1]: Tamże.\n")
    assert not document.entries
    assert "example" not in document.text


@pytest.mark.parametrize("item", ["- ", "> ", "> - ", "1. "])
def test_what_is_nested_too_deeply_is_refused_at_once(item: str) -> None:
    with pytest.raises(ReadError) as told:
        read_bytes(b"".join(b"%sa\n" % (item.encode() * at) for at in range(300)) + b"\n[^1]: a\n", "praca.md")
    assert "nested too deeply" in told.value.finding.args["reason"]
