"""What the values of .bib files say: TeX, names, titles, dates, addresses, kinds."""

from __future__ import annotations

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.bibnames import OTHERS, read_names, write_names
from bibtool.formats.bibnotes import access_day, published
from bibtool.formats.bibtitles import joined
from bibtool.formats.latex import Letters, Seen, address, escape, unescape
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name


def read(text: str, name: str = "biblatex") -> Item:
    (entry,) = registry.get(name).read(text).entries
    return entry.item


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\.{Z}\'o\l{}w, {\.z}\'{o}{\l}w i \.Z\'O\L W", "Żółw, żółw i ŻÓŁW"),
        (r"Wi\k{e}cej \k a \v{c}\v c \r u {\v r}", "Więcej ą čč ů ř"),
        (r"na{\"\i}f, \^\i le, \'{\i}", "naïf, île, í"),
        (r"{\cyrchar\CYRU}{\cyrchar\cyrl}\cyrchar\cyrsftsn\ \CYRYI\cyrzh\cyra\cyrk", "Уль Їжак"),
        (
            r"\emph{Ul} {\em barć} {\it miód} {\bf wosk} \textsc{Rój}",
            '<i>Ul</i> <i>barć</i> <i>miód</i> <b>wosk</b> <span style="font-variant:small-caps;">Rój</span>',
        ),
        (r"\enquote{Ul} i \mkbibquote{barć}", "“Ul” i “barć”"),
        (r",,Ul'' <<барть>> " + '"`Bau"\' "<miel">', "„Ul” «барть» „Bau“ «miel»"),
        (r"\foreignlanguage{russian}{Улей} \textcyrillic{мёд}", "Улей мёд"),
        (r"50\,\% \& \#1 \_x {\_} \$5 \{a\} 20\textdegree C", "50\u2009% & #1 _x _ $5 {a} 20°C"),
        (r"{\relax Yu}. \noopsort{1999}Ul", "Yu. Ul"),
        (r"Ul --- barć -- miód~x", "Ul — barć – miód\u00a0x"),
        (r"\LaTeX\ i \TeX{}nika", "LaTeX i TeXnika"),
        (r"a \url{http://ul.example/a_b%20c} b", "a http://ul.example/a_b%20c b"),
    ],
)
def test_tex_is_text(tex: str, text: str) -> None:
    seen = Seen()
    assert unescape(tex, seen) == text
    assert not seen.kept
    assert unescape(escape(text)) == text


@pytest.mark.parametrize(
    ("tex", "kept"),
    [
        (r"Roje $n_{1} \leq \mathbf{N}$ w ulu", [r"$n_{1} \leq \mathbf{N}$"]),
        (r"\uwave{Ul} i \sout[2]{barć {x}} \nieznane", [r"\uwave{Ul}", r"\sout[2]{barć {x}}", r"\nieznane"]),
        (r"Pole \(a_b\), \[c\]", [r"\(a_b\)", r"\[c\]"]),
    ],
)
def test_what_is_not_understood_stays_to_the_letter(tex: str, kept: list[str]) -> None:
    seen = Seen()
    text = unescape(tex, seen)
    assert seen.kept == kept
    assert all(piece in text for piece in kept)
    assert escape(text, Letters.TEX) == tex


@pytest.mark.parametrize("name", ["biblatex", "bibtex"])
def test_unknown_tex_goes_through_reading_and_writing_with_one_finding(name: str) -> None:
    text = r"@book{ul, author = {Maj, \uwave{Ewa}}, title = {O $x_1$ i \uwave{Ulach} & $y$}, "
    text += r"note = {\dziwne{b}}, publisher = {Rój}}"
    form = registry.get(name)
    result = form.read(text)
    assert [finding.code for finding in result.findings] == ["BT615"]
    assert r"\dziwne{b}" in result.findings[0].args["text"]
    written = form.write(result.entries)
    for piece in (r"$x_1$", r"\uwave{Ulach} \&", r"$y$", r"\dziwne{b}", r"\uwave{Ewa}"):
        assert piece in written, written
    assert form.read(written).entries == result.entries


def test_signs_that_only_look_like_tex_are_escaped() -> None:
    item = Item("book", text={"title": r"Od $5 do $6 w C:\temp"})
    for name in ("biblatex", "bibtex"):
        written = registry.get(name).write([Entry("ul", item)])
        assert r"\$5 do \$6" in written and r"\textbackslash{}temp" in written


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"http://ul.example/a\_b\%20c\~{}d\&e\#f", "http://ul.example/a_b%20c~d&e#f"),
        (r"http://ul.example/a{\_}b{\%}20c{\textasciitilde}d{\&}e{\~{}}", "http://ul.example/a_b%20c~d&e~"),
        (r"\url{http://ul.example/a_b}", "http://ul.example/a_b"),
        (r"\href{http://ul.example/a\_b}{tu}", "http://ul.example/a_b"),
        ("http://ul.example/~maj?a=1&b=%7B#c", "http://ul.example/~maj?a=1&b=%7B#c"),
    ],
)
def test_addresses_are_what_they_are(written: str, plain: str) -> None:
    assert address(written) == plain
    item = read(f"@online{{ul, title = {{Ul}}, url = {{{written}}}}}")
    assert item.get("URL") == plain


def test_a_link_in_a_title_gives_its_address_to_the_work() -> None:
    item = read(r"@book{ul, title = {\href{http://ul.example/a\_b}{Ul} i barć}}")
    assert (item.get("title"), item.get("URL")) == ("Ul i barć", "http://ul.example/a_b")
    other = read(r"@book{ul, title = {\href{http://ul.example/a}{Ul}}, url = {http://ul.example/b}}")
    assert other.get("URL") == "http://ul.example/b" and other.custom["links"] == "http://ul.example/a"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("family=Dam, given=Eva, prefix=van, useprefix=true", (Name("Dam", "Eva", "van"),)),
        (
            "given=Jan Piet, family=Dam, suffix=Jr., prefix=van, useprefix=false",
            (Name("Dam", "Jan Piet", "", "van", "Jr."),),
        ),
        ('family={Ma{\\l}y, sp. z o.o.}, given="Ewa"', (Name("Mały, sp. z o.o.", "Ewa"),)),
        ("family=Dam, given=Eva, given-i=E and Maj, Jan", (Name("Dam", "Eva"), Name("Maj", "Jan"))),
        (r"Maj, {\relax Dzh}. {\relax Yu}.", (Name("Maj", "Dzh. Yu."),)),
        ("Мельник, {\\relax Дж}. Ю.", (Name("Мельник", "Дж. Ю."),)),
        ("{Koło {Pszczelarzy} i Bartników} and others", (Name(literal="Koło Pszczelarzy i Bartników"), OTHERS)),
        ("de la Cruz, Jr., Ana", (Name("Cruz", "Ana", "de la", suffix="Jr."),)),
        ("Ana de la Cruz", (Name("Cruz", "Ana", "de la"),)),
        ("Maj, Ewa\n   and  Cis,  Jan", (Name("Maj", "Ewa"), Name("Cis", "Jan"))),
        ("Maj, Ewa; Cis, Jan", (Name("Maj", "Ewa"), Name("Cis", "Jan"))),
        ("Maj; Cis, Jan", (Name("Maj; Cis", "Jan"),)),
    ],
)
def test_names(value: str, names: tuple[Name, ...]) -> None:
    assert read_names(" ".join(value.split())) == names
    if not any(name.dropping_particle for name in names):
        assert read_names(write_names(names)) == names


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("date = {-0099}", Date(((-100,),))),
        ("date = {0000}", Date(((-1,),))),
        ("date = {1999/}", Date(((1999,), (0,)))),
        ("date = {../1999}", Date(((0,), (1999,)))),
        ("date = {1999-23}", Date(((1999,),), season=3)),
        ("date = {1999-21/2000-24}", Date(((1999, 21), (2000, 24)))),
        ("date = {1999-03~/2001-05?}", Date(((1999, 3), (2001, 5)), circa=True)),
        ("date = {966}", Date(((966,),))),
        ("date = {3 maja 1999}", Date(((1999, 5, 3),))),
        ("year = 1999, month = {květen}", Date(((1999, 5),))),
        ("year = 1999, month = {czerwiec}, day = 7", Date(((1999, 6, 7),))),
        ("year = 1999, month = {грудень}", Date(((1999, 12),))),
        ("year = 1999, month = {марта}", Date(((1999, 3),))),
        ("year = 1999, month = {Februar}", Date(((1999, 2),))),
        ('year = 1999, month = "7~" # nov', Date(((1999, 11, 7),))),
        ('year = 1999, month = nov # "/" # dec', Date(((1999, 11), (1999, 12)))),
        ("year = {w druku}", Date(literal="w druku")),
        ("year = {[1999?]}", Date(literal="[1999?]")),
        ("year = {1999/00}", Date(literal="1999/00")),
    ],
)
def test_dates(fields: str, issued: Date) -> None:
    assert read(f"@book{{ul, title = {{Ul}}, {fields}}}").dates["issued"] == issued


@pytest.mark.parametrize(
    "date", ["-0099", "1999/", "/1999", "1999-23", "1999-21/2000-24", "1999-05-03T10:20:30Z", "1999~"]
)
def test_dates_are_written_as_they_were_read(date: str) -> None:
    form = registry.get("biblatex")
    entries = form.read(f"@book{{ul, author = {{Maj, Ewa}}, title = {{Ul}}, date = {{{date}}}}}").entries
    written = form.write(entries)
    assert f"= {{{date}}}" in written and "verbc" not in written


def test_parts_of_titles_are_read_printed_and_written() -> None:
    text = """@incollection{ul, author = {Maj, Ewa}, editor = {Cis, Jan}, title = {Barcie}, subtitle = {szkic},
  titleaddon = {wersja skrócona}, booktitle = {Las}, booksubtitle = {księga druga}, maintitle = {Dzieła}, date = {1999}}
@article{roj, author = {Maj, Ewa}, title = {Kto tu?}, subtitle = {o rojach}, journaltitle = {Pasieka},
  journalsubtitle = {kwartalnik}, issuetitle = {Wiosna}, date = {1999}}"""
    form = registry.get("biblatex")
    entries = form.read(text).entries
    first, second = (entry.item for entry in entries)
    assert first.get("title") == "Barcie: szkic. wersja skrócona"
    assert first.get("container-title") == "Dzieła. Las: księga druga"
    assert second.get("title") == "Kto tu? o rojach"
    assert second.get("container-title") == "Pasieka: kwartalnik. Wiosna"
    written = form.write(entries)
    for field, value in (
        ("title", "Barcie"), ("subtitle", "szkic"), ("titleaddon", "wersja skrócona"), ("booktitle", "Las"),
        ("booksubtitle", "księga druga"), ("maintitle", "Dzieła"), ("title", "Kto tu?"), ("subtitle", "o rojach"),
        ("journaltitle", "Pasieka"), ("journalsubtitle", "kwartalnik"), ("issuetitle", "Wiosna"),
    ):  # fmt: skip
        assert f"  {field:<12} = {{{value}}},\n" in written
    assert "verbc" not in written
    assert form.read(written).entries == entries


def test_a_title_beside_is_a_translation_or_belongs_to_the_title() -> None:
    russian = read("@book{ul, title = {Улей}, titleaddon = {The Hive}, langid = {russian}}")
    assert (russian.get("title"), russian.custom["translated-title"]) == ("Улей", "The Hive")
    brackets = read("@book{ul, title = {Ul}, titleaddon = {[Bau]}}")
    assert (brackets.get("title"), brackets.custom["translated-title"]) == ("Ul", "Bau")
    assert read("@book{ul, title = {O ulach i rojach}, titleaddon = {wydanie drugie}}").get("title") == (
        "O ulach i rojach. wydanie drugie"
    )
    assert joined("Ule!", "", "dodruk") == "Ule! dodruk"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (r"\url{http://ul.example/a_b}", ("http://ul.example/a_b", "", None)),
        (r"Режим доступа: \url{http://ul.example/a}", ("http://ul.example/a", "", None)),
        ("Available at: http://ul.example/a.", ("http://ul.example/a", "", None)),
        (
            r"Maszynopis, \url{http://ul.example/a} (dostęp: 7.06.1999)",
            ("http://ul.example/a", "Maszynopis", Date(((1999, 6, 7),))),
        ),
        (r"\url{http://ul.example/a} [7 czerwca 1999]", ("http://ul.example/a", "", Date(((1999, 6, 7),)))),
        (r"\url{http://ul.example/a} i więcej", None),
        ("Maszynopis", None),
    ],
)
def test_addresses_where_no_field_is_for_them(value: str, found: object) -> None:
    assert published(value) == found


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("[Online; accessed 7-June-1999]", Date(((1999, 6, 7),))),
        ("Дата обращения: 07.06.1999", Date(((1999, 6, 7),))),
        ("data dostępu: 7 czerwca 1999 r.", Date(((1999, 6, 7),))),
        ("Zob. też wyd. z 1999", None),
        ("accessed by many", None),
    ],
)
def test_days_of_access_in_notes(note: str, day: Date | None) -> None:
    assert access_day(note) == day
    item = read(f"@online{{ul, title = {{Ul}}, url = {{http://ul.example}}, note = {{{note}}}}}")
    assert item.dates.get("accessed") == day
    assert bool(item.get("note")) == (day is None)


@pytest.mark.parametrize(
    ("entry", "variable", "words"),
    [
        ("@thesis{a, title={Ul}, type={mathesis}, langid={polish}}", "genre", "praca magisterska"),
        ("@phdthesis{a, title={Ul}, langid={ukrainian}}", "genre", "докторська дисертація"),
        ("@mastersthesis{a, title={Bees}, language={english}}", "genre", "Master’s thesis"),
        ("@thesis{a, title={Ul}, type={rozprawa habilitacyjna}}", "genre", "rozprawa habilitacyjna"),
        ("@report{a, title={Ul}, type={techreport}, langid={german}, number={R-7}}", "genre", "Technischer Bericht"),
        ("@techreport{a, title={Ul}, number={R-7}}", "number", "R-7"),
        ("@article{a, title={Ul}, journaltitle={Las}, pubstate={inpress}, langid={russian}}", "status", "в печати"),
        ("@misc{a, title={Ul}, eprint={1234.5678}, archiveprefix={arXiv}}", "URL", "https://arxiv.org/abs/1234.5678"),
        ("@proceedings{a, title={Ul}, organization={Koło}, publisher={Rój}}", "publisher", "Koło; Rój"),
        ("@book{a, title={Ul}, publisher={Rój and Las}, address={Zamość and Łódź}}", "publisher-place", "Zamość; Łódź"),
        ("@book{a, title={Ul}, hyphenation={russian}}", "language", "ru"),
        ("@book{a, title={Ul}, language={украинский}}", "language", "uk"),
        ("@book{a, title={Ul}, pagetotal={321}}", "number-of-pages", "321"),
    ],
)
def test_keys_and_lists_are_words(entry: str, variable: str, words: str) -> None:
    assert read(entry).get(variable) == words


def test_what_names_other_entries_is_written_as_it_was_read() -> None:
    text = "@inbook{a, author={Maj, E}, title={Ul}, booktitle={Las}, crossref={b}, ids={c, d}, "
    text += "file={:C$\\backslash$:/a.pdf:PDF}}"
    form = registry.get("biblatex")
    written = form.write(form.read(text).entries)
    for wanted in ("crossref     = {b}", "ids          = {c, d}", "file         = {:C$\\backslash$:/a.pdf:PDF}"):
        assert wanted in written


def test_a_note_says_once_what_a_field_says() -> None:
    link = "url = {http://ul.example}, urldate = {1999-06-07}"
    assert read(f"@online{{a, title={{Ul}}, {link}, note={{Uwaga. dostęp: 7.06.1999}}}}").get("note") == "Uwaga"
    assert read(f"@online{{a, title={{Ul}}, {link}, note={{dostęp: 1999-06-07}}}}").get("note") == ""
    assert read(f"@online{{a, title={{Ul}}, {link}, note={{dostęp: 1999-06-08}}}}").get("note") == "dostęp: 1999-06-08"


def test_a_list_of_languages_keeps_them_all() -> None:
    item = read("@book{a, title={Ul}, language={polski, angielski}}")
    assert (item.get("language"), item.custom["language"]) == ("pl", "polski, angielski")
    assert read("@book{a, title={Ul}, language={Polish and English}}").custom["language"] == "Polish; English"
    assert read("@book{a, title={Ul}, language={leśny}}").get("language") == "leśny"


@pytest.mark.parametrize("field", ["lastchecked", "accessdate", "urlaccessdate"])
def test_fields_of_other_programs_have_other_names(field: str) -> None:
    item = read(f"@webpage{{a, title={{Ul}}, url={{http://ul.example}}, {field}={{7 czerwca 1999}}}}")
    assert (item.type, item.dates["accessed"]) == ("webpage", Date(((1999, 6, 7),)))


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\mkbibparens{sic} \mkbibbrackets{red.}", "(sic) [red.]"),
        (r"\texorpdfstring{$\beta$}{beta} rzeki", "beta rzeki"),
        (r"Vol\cprime pert, \No 5", "Volʹpert, №5"),
        (r"\polhk{a} \up{2} 19\ieme{} s.", "ą <sup>2</sup> 19<sup>e</sup> s."),
        ('Рукав "--- река', "Рукав — река"),
        (r"jeden \newline dwa\par trzy", "jeden  dwa trzy"),
    ],
)
def test_commands_of_bibliographies(tex: str, text: str) -> None:
    seen = Seen()
    assert unescape(tex, seen) == text and not seen.kept
