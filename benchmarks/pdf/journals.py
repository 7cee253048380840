"""Layouts in the manner of real journals, written by somebody who did not write the reader."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.pdf.content import Content, Note, Run, from_corpus
from benchmarks.pdf.hand import Hand, set_by_hand
from benchmarks.pdf.office import Office, set_by_office
from benchmarks.pdf.typst_markup import quoted
from benchmarks.pdf.web import print_page

_SIGNS = '#let signs = ("*", "†", "‡", "§", "**", "††")\n#set footnote(numbering: n => signs.at(calc.rem(n - 1, 6)))'


@dataclass(frozen=True, slots=True)
class Journal:
    """A layout with the text that it is for."""

    name: str
    engine: str
    languages: tuple[str, ...]
    set: Callable[[Content], bytes]
    most: int = 60
    long: bool = False

    def content(self, seed: int) -> Content:
        content = from_corpus(list(self.languages), self.most, seed)
        return _with_long_notes(content, seed) if self.long else content


def _with_long_notes(content: Content, seed: int) -> Content:
    """Every fifth note goes on for many sentences, with other notes quoted in it."""
    rng = random.Random(seed)
    notes = content.notes
    words = [word for block in content.blocks for run in block.runs if isinstance(run, str) for word in run.split()]
    words = [word for word in words if word.isalpha()]

    def longer(run: Run) -> Run:
        if isinstance(run, str) or rng.random() > 0.2:
            return run
        parts = [run.text]
        for _ in range(rng.randint(3, 14)):
            parts.append(" ".join(rng.choices(words, k=rng.randint(8, 25))).capitalize() + ".")
            if rng.random() < 0.3:
                parts.append(rng.choice(notes))
        return Note(" ".join(parts))

    return replace(content, blocks=tuple(replace(b, runs=tuple(map(longer, b.runs))) for b in content.blocks))


def _rich(text: str, rng: random.Random, small: bool, spaced: bool) -> str:
    """A note with a title in italics and perhaps a name in small capitals or letter-spaced."""
    words = text.split(" ")
    if len(words) < 6 or rng.random() < 0.3:
        return quoted(text)
    a = rng.randint(1, len(words) - 4)
    b = a + rng.randint(2, min(6, len(words) - a - 1))
    first = " ".join(words[:a])
    head = (
        f"#smallcaps[{quoted(first)}]"
        if small
        else f"#text(tracking: 0.2em)[{quoted(first)}]"
        if spaced
        else (quoted(first))
    )
    return f"{head} #emph[{quoted(' '.join(words[a:b]))}] {quoted(' '.join(words[b:]))}"


@dataclass(frozen=True, slots=True)
class _Typst:
    """What a journal adds to typst's own settings."""

    page: str = "width: 482pt, height: 680pt, margin: 58pt"
    text: str = 'size: 10.5pt, font: "Liberation Serif"'
    note: str = "size: 9pt"
    more: str = ""
    front: str = ""
    between: Sequence[str] = ()  # one of them after every third paragraph
    small: bool = False
    spaced: bool = False
    plain: str = ""  # how an entry begins on the baseline
    endnotes: str = ""  # "chapter" or "end"

    def __call__(self, content: Content) -> bytes:
        import typst

        rng = random.Random(3)
        out = [
            f"#set page({self.page})",
            f'#set text({self.text}, lang: "{content.language}")',
            "#set par(justify: true, leading: 0.55em, spacing: 0.55em, first-line-indent: 14pt)",
            f"#show footnote.entry: set text({self.note})",
            self.more,
            self.front,
        ]
        if self.plain:
            out.append(
                "#show footnote.entry: it => {set par(first-line-indent: 0pt); "
                f"let n = counter(footnote).display(at: it.note.location(), it.note.numbering); {self.plain}}}"
            )
        listed: list[tuple[int, str]] = []
        heads: list[str] = []
        number = 0
        for place, block in enumerate(content.blocks):
            if block.heading:
                if self.endnotes == "chapter" and listed:
                    out.append(self._list(listed, "Notes"))
                    listed, number = [], 0
                elif self.endnotes == "end":
                    heads.append(str(block.runs[0]))
                    number = 0
                out.append(f"\n#block(above: 14pt, below: 8pt, strong[{quoted(str(block.runs[0]))}])\n")
                continue
            row: list[str] = []
            for run in block.runs:
                if isinstance(run, str):
                    row.append(quoted(run))
                elif self.endnotes:
                    number += 1
                    if number == 1 and self.endnotes == "end":
                        listed.append((0, quoted(heads[-1])))
                    listed.append((number, _rich(run.text, rng, self.small, self.spaced)))
                    row.append(f"#super[{number}]")
                else:
                    row.append(f"#footnote[{_rich(run.text, rng, self.small, self.spaced)}]")
            out.append("".join(row) + "\n")
            if self.between and place % 3 == 1:
                out.append(self.between[place // 3 % len(self.between)] + "\n")
        if listed:
            out.append(self._list(listed, "Anmerkungen"))
        result = typst.compile("\n".join(out).encode())
        assert isinstance(result, bytes)
        return result

    def _list(self, listed: Sequence[tuple[int, str]], title: str) -> str:
        rows = [f"#block(above: 18pt, strong[{title}])\n#[#set text({self.note})\n"]
        for number, text in listed:
            rows.append(f"{number}\\. {text}\n" if number else f"#block(above: 10pt, below: 6pt, emph[{text}])\n")
        return "\n".join(rows) + "]"


def _heads(even: str, odd: str, reset: bool = False) -> str:
    return (
        f"header: {{{'counter(footnote).update(0);' if reset else ''} set text(size: 8.5pt); "
        f"context if calc.even(counter(page).get().first()) [#counter(page).display() #h(1fr) #emph[{even}]] "
        f"else [#smallcaps[{odd}] #h(1fr) #counter(page).display()]}}"
    )


_RAISED = "#show footnote: set super(size: 0.65em, baseline: -0.33em, typographic: false)"
_RULE = "#set footnote.entry(separator: line(length: 60pt, stroke: 0.4pt))"
_PLAIN = "grid(columns: (18pt, 1fr), n, it.note.body)"
_RUN_IN = "[#n #h(0.4em) #it.note.body]"
_TABLE = (
    "#block(width: 100%)[#table(columns: 3, stroke: none, table.hline(), [Rok], [Statki], [Zboże], table.hline(), "
    "[1817], [12], [3 400], [1818], [9], [2 950#super[a]], table.hline())\n#text(size: 8pt)[#super[a] Bez Gdańska. "
    "Źródło: obliczenia własne.]]"
)
_FORMULA = (
    "#align(center)[$ x^2 + y^(12) = z_3^4 $]\n Na obszarze 340 km#super[2] mieszkało 10#super[6] osób w XIX#super[e]."
)
_VERSES = (
    "#pad(left: 20pt)[#super[14] I rzeka wezbrała, #super[15] a most stał. #super[16] I przeszli suchą nogą, "
    "#super[17] i nikt nie utonął.]"
)
_LIST = "+ #super[1] pierwszy bród;\n+ #super[2] drugi bród;\n+ #super[3] trzeci bród.\n"
_STAR = (
    "#align(center)[#text(size: 14pt)[Brody i przewozy]\\ Jan Rzeczny#{counter(footnote).update(0); "
    'footnote(numbering: "*")[Dr hab., profesor Instytutu Wód; e-mail: jan\\@example.org. Tekst powstał w ramach '
    "grantu 12/2014.]}]#counter(footnote).update(0)\n#text(size: 8pt)[#emph[Abstract:] The paper is about fords and "
    "ferries. #emph[Keywords:] ford, ferry]\n\n"
)
_DOI = (
    "#text(size: 8pt)[ISSN 0000-1234 #h(1fr) DOI: 10.12345/rn.2015.7.3]\\ #text(size: 8pt)[Rocznik Nadrzeczny 7 "
    "(2015), s. 31–58]\n#v(12pt)"
)
_BEFORE = (
    "konec předchozího článku stojí ještě na téže straně, a proto má i své vlastní poznámky.\n\n#align(right)[#emph["
    "Přeložila V. Brodská]]\n#line(length: 100%, stroke: 1pt)\n"
)
_SIDE = (
    "background: {place(left + horizon, dx: 8pt, rotate(-90deg, reflow: true, text(size: 7pt)[Downloaded from "
    "journals.example.org by guest on 3 May 2020])); rotate(45deg, text(size: 60pt, fill: luma(230))[DRAFT])}, "
)

JOURNALS: tuple[Journal, ...] = (
    Journal(
        "ru-pages",
        "typst",
        ("ru", "uk", "be"),
        _Typst(
            page="width: 482pt, height: 680pt, margin: 58pt, " + _heads("О. Б. Бродская", "Реки и переправы", True),
            more=_RAISED + "\n" + _RULE,
        ),
    ),
    Journal(
        "de-long",
        "typst",
        ("de", "en"),
        _Typst(
            page="width: 482pt, height: 700pt, margin: 58pt, " + _heads("Hans Ufer", "Fähren und Furten"),
            note="size: 8.5pt",
            more="#counter(footnote).update(968)\n" + _RAISED,
            plain=_PLAIN,
        ),
        long=True,
    ),
    Journal(
        "two-columns-tables",
        "typst",
        ("pl",),
        _Typst(
            page="width: 595pt, height: 842pt, margin: 50pt, columns: 2, footer: align(center, context "
            "counter(page).display())",
            text='size: 9.5pt, font: "Liberation Serif"',
            note="size: 7.8pt",
            front=_DOI,
            between=(_TABLE, _FORMULA),
        ),
    ),
    Journal(
        "pl-star",
        "typst",
        ("pl",),
        _Typst(
            front=_DOI + _STAR,
            more=_RAISED + "\n" + _RULE,
            plain=_RUN_IN,
            page='paper: "a5", margin: 48pt, numbering: "1"',
        ),
    ),
    Journal(
        "small-capitals",
        "typst",
        ("fr", "en", "de"),
        _Typst(
            text='size: 11pt, font: "Libertinus Serif"',
            note='size: 9pt, font: "Libertinus Serif"',
            small=True,
            more="#set footnote.entry(separator: line(length: 100%, stroke: 0.5pt))",
            page="width: 482pt, height: 680pt, margin: 58pt, " + _heads("REVUE DES FLEUVES", "bacs et gués"),
        ),
    ),
    Journal(
        "spaced",
        "typst",
        ("ru", "uk"),
        _Typst(
            spaced=True,
            more=_RAISED,
            note='size: 9pt, font: "Liberation Sans"',
            text='size: 11pt, font: "Liberation Serif"',
        ),
    ),
    Journal(
        "old-style",
        "typst",
        ("en", "de", "fr"),
        _Typst(
            text='size: 11pt, font: "Libertinus Serif", number-type: "old-style"', note="size: 9.2pt", plain=_RUN_IN
        ),
        long=True,
    ),
    Journal(
        "chapter-endnotes",
        "typst",
        ("en", "de"),
        _Typst(endnotes="chapter", text='size: 11pt, font: "New Computer Modern"'),
    ),
    Journal(
        "endnotes-under-heads",
        "typst",
        ("de", "pl"),
        _Typst(endnotes="end", page='paper: "a5", margin: 48pt, ' + _heads("Hans Ufer", "Fähren und Furten")),
    ),
    Journal(
        "daggers",
        "typst",
        ("en",),
        _Typst(more=_SIGNS, page='paper: "a5", margin: 48pt, ' + _heads("Rivers", "Fords", True)),
    ),
    Journal(
        "watermark",
        "typst",
        ("pl",),
        _Typst(page=_SIDE + 'width: 482pt, height: 680pt, margin: 58pt, numbering: "1"', more=_RULE),
    ),
    Journal("raised-others", "typst", ("pl",), _Typst(between=(_VERSES, _FORMULA, _LIST), more=_RAISED + "\n" + _RULE)),
    Journal(
        "article-before",
        "typst",
        ("cs", "pl"),
        _Typst(
            front=_BEFORE,
            more=_RAISED,
            note="size: 9.6pt",
            page="width: 482pt, height: 680pt, margin: 58pt, " + _heads("Časopis", "Brody"),
        ),
    ),
    Journal(
        "no-rule-tight",
        "typst",
        ("ru", "uk"),
        _Typst(
            more="#set footnote.entry(separator: none, clearance: 6pt, gap: 0.2em)\n" + _RAISED,
            page="width: 482pt, height: 680pt, margin: 58pt, " + _heads("Бродская", "Реки"),
        ),
        long=True,
    ),
    Journal("word", "libreoffice", ("pl",), lambda c: set_by_office(c, Office()), long=True),
    Journal(
        "word-sans",
        "libreoffice",
        ("ru",),
        lambda c: set_by_office(c, Office(font="Liberation Sans", size=11, note=9, italics=True)),
    ),
    Journal(
        "word-pages",
        "libreoffice",
        ("de", "en"),
        lambda c: set_by_office(c, Office(restart="page", page=(482, 680), size=10, note=9, header=True, italics=True)),
        long=True,
    ),
    Journal("word-html", "libreoffice", ("pl", "ru"), lambda c: set_by_office(c, Office(html=True))),
    Journal("web-print", "chromium", ("pl", "en"), print_page),
    Journal("recognised", "reportlab", ("de",), lambda c: set_by_hand(c, Hand(jitter=0.03, size=11, note_size=9))),
    Journal(
        "body-sized",
        "reportlab",
        ("pl",),
        lambda c: set_by_hand(c, Hand(going_on=10.5, hyphen="\u00ac")),
        long=True,
    ),
    Journal(
        "letter-by-letter",
        "reportlab",
        ("ru", "pl"),
        lambda c: set_by_hand(c, Hand(letters=True, number="high", hyphen="\u00ad", rule=False)),
    ),
    Journal(
        "hung-numbers",
        "reportlab",
        ("pl",),
        lambda c: set_by_hand(
            c, Hand(number="hung", columns=2, gutter=36, page=(595, 842), size=10, note_size=8, margin=70)
        ),
    ),
    Journal(
        "same-size",
        "reportlab",
        ("de", "en"),
        lambda c: set_by_hand(c, Hand(number="plain", size=10, note_size=9.7, mark=(0.58, 0.4), hyphen="-")),
        long=True,
    ),
)
# Not looked at while the reader was mended.
UNSEEN_JOURNALS: tuple[Journal, ...] = (
    Journal("badly-recognised", "reportlab", ("de", "en"), lambda c: set_by_hand(c, Hand(jitter=0.08)), long=True),
    Journal(
        "large-marks",
        "reportlab",
        ("fr",),
        lambda c: set_by_hand(c, Hand(mark=(0.8, 0.36), number="plain", rule=False, note_size=9.4)),
    ),
    Journal(
        "bracketed",
        "reportlab",
        ("uk", "be"),
        lambda c: set_by_hand(c, Hand(number="bracket", imprint="© Автори, 2019. ISSN 0000-1111", page_number=True)),
    ),
    Journal(
        "imprint",
        "reportlab",
        ("pl",),
        lambda c: set_by_hand(
            c, Hand(number="dotted", imprint="This article is distributed under CC BY 4.0.", header=False)
        ),
        long=True,
    ),
    Journal(
        "narrow-columns",
        "reportlab",
        ("de",),
        lambda c: set_by_hand(c, Hand(columns=3, page=(700, 560), size=8.5, note_size=7, margin=44, hyphen="-")),
    ),
    Journal(
        "thin-rules",
        "reportlab",
        ("ru",),
        lambda c: set_by_hand(c, Hand(size=14, note_size=12, page=(595, 842), family="LiberationSans", leading=1.5)),
        long=True,
    ),
    Journal(
        "hung-endnotes",
        "typst",
        ("en", "cs"),
        _Typst(
            endnotes="chapter",
            page='width: 595pt, height: 842pt, margin: 60pt, columns: 2, numbering: "1"',
            text='size: 9.5pt, font: "Libertinus Serif"',
            note="size: 8pt",
        ),
    ),
    Journal(
        "bold-numbers",
        "typst",
        ("it", "fr"),
        _Typst(
            plain="[#strong(n)#h(0.6em)#it.note.body]",
            more="#set footnote.entry(separator: none)",
            note="size: 9.5pt",
            page='paper: "a5", margin: 50pt, ' + _heads("Rivista dei fiumi", "Guadi"),
        ),
    ),
    Journal(
        "mixed-signs",
        "typst",
        ("pl", "en"),
        _Typst(
            front=_STAR,
            between=(_TABLE, _VERSES),
            more=_RULE,
            page=_SIDE + 'paper: "a5", margin: 50pt, ' + _heads("A. Brod", "Przewozy", True),
        ),
        long=True,
    ),
    Journal(
        "word-small",
        "libreoffice",
        ("uk", "ru"),
        lambda c: set_by_office(c, Office(page=(420, 595), margin=45, size=10, note=8, header=True, italics=True)),
        long=True,
    ),
)
