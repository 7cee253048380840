"""Twenty-four layouts of journals in four languages: what stands beside notes in small type, and notes in odd places.

Written by somebody who had not seen the reader, before it was mended beside them.  Most need typst, four reportlab.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.pdf.content import Content
from benchmarks.pdf.galley import Galley
from benchmarks.pdf.houses import House
from benchmarks.pdf.office import Office, set_by_office
from benchmarks.pdf.tongues import ENGLISH, POLISH, RUSSIAN, Manner
from benchmarks.pdf.typst_markup import marked_up, quoted


@dataclass(frozen=True, slots=True)
class Sheet:
    """What typst sets; all strings are its markup."""

    page: str = "width: 160mm, height: 235mm, margin: (x: 20mm, top: 22mm, bottom: 20mm)"
    text: str = "size: 10pt"
    par: str = "justify: true, leading: 0.52em, spacing: 0.52em, first-line-indent: 4mm"
    note: str = "size: 8pt"
    entry: str = ""  # how a note is set, with ``n`` its number and ``it.note.body``
    more: str = ""
    front: str = ""
    between: tuple[str, ...] = ()
    every: int = 4  # paragraphs from one of ``between`` to the next
    back: str = ""
    endnotes: str = ""  # how one of them is set, with {n} and {t}
    reviews: str = ""  # what stands between two articles
    wrap: tuple[str, str] = ("", "")  # around the whole text
    marked: str = ""  # what is set before each paragraph, with {n} its number

    def __call__(self, content: Content) -> bytes:
        import typst

        made = typst.compile("\n".join(self._lines(content)).encode())
        assert isinstance(made, bytes)
        return made

    def _lines(self, content: Content) -> Iterator[str]:
        yield f'#set page({self.page})\n#set text({self.text}, lang: "{content.language}")\n#set par({self.par})'
        yield f"#show footnote.entry: set text({self.note})\n{self.more}"
        if self.entry:
            shown = "counter(footnote).display(at: it.note.location(), it.note.numbering)"
            yield f"#show footnote.entry: it => {{set par(first-line-indent: 0pt); let n = {shown}; {self.entry}}}"
        yield self.front + self.wrap[0]
        heads = [place for place, block in enumerate(content.blocks) if block.heading]
        notes: list[str] = []
        paragraphs = 0
        for place, block in enumerate(content.blocks):
            if self.reviews and place in heads[1:]:
                yield self.reviews + "\n#counter(footnote).update(0)\n"
            shown = marked_up(block, notes if self.endnotes else None)
            if block.heading:
                yield f"\n#block(above: 12pt, below: 7pt, sticky: true)[#strong[{shown}]]\n"
                continue
            paragraphs += 1
            yield self.marked.replace("{n}", str(paragraphs)) + shown + "\n"
            if self.between and place % self.every == self.every // 2:
                yield "\n" + self.between[place // self.every % len(self.between)] + "\n"
        yield self.wrap[1]
        yield from (self.endnotes.replace("{n}", str(n)).replace("{t}", quoted(t)) for n, t in enumerate(notes, 1))
        yield self.back


def _heads(left: str, right: str, style: str = "size: 8pt") -> str:
    """A running head that differs on facing pages, with the page's number at the outer edge."""
    return (
        f"header: context {{set text({style}); if calc.even(counter(page).get().first()) [#counter(page).display() "
        f"#h(1fr) {left}] else [{right} #h(1fr) #counter(page).display()]}}"
    )


_A5 = "width: 155mm, height: 228mm, margin: (x: 19mm, y: 21mm)"
_A4 = "width: 210mm, height: 297mm, margin: (x: 22mm, y: 25mm)"
_BY_PAGE = "#set page(header: {counter(footnote).update(0)})"
_COVER = """#page(header: none, footer: none)[#set text(font: "DejaVu Sans", size: 9pt)
#set par(first-line-indent: 0pt, spacing: 9pt)
#v(20mm)\n#text(size: 15pt)[Millers, Tolls, and the Common Law of Ponds]

Author(s): Philippa St. Aubrey and R. J. Oxspring

Source: _Journal of Pond History_, Vol. 41, No. 3 (Autumn, 1988), pp. 211-248

Published by: The Sluice Press on behalf of the Society for Pond History

Stable URL: https://www.stacks.example.org/stable/4120931

Accessed: 02-01-2020 12:00 UTC

REFERENCES\\ Linked references are available at:\\
https://www.stacks.example.org/stable/4120931?seq=1&cid=pdf-reference\\#references_tab_contents\\
You may need to log in to access the linked references.
#v(1fr)
#text(size: 7pt)[STACKS is a service that helps scholars discover, use, and build upon a wide range of content in a
trusted digital archive. Your use of the archive indicates your acceptance of the Terms & Conditions of Use,
available at
https://about.stacks.example.org/terms]]
#counter(page).update(211)
"""
_DOWNLOADED = """footer: align(center, text(font: "DejaVu Sans", size: 6.5pt)[This content downloaded from 203.0.113.17
on Thu, 02 Jan 2020 12:00:01 UTC \\ All use subject to https://about.stacks.example.org/terms])"""
_TABLE_PL = """#figure(kind: table, supplement: [Tabela], placement: bottom, caption: figure.caption(position:
top)[Opłaty
młyńskie w latach 1764–1768#super[a]])[#set text(size: 8pt)\n#set par(leading: 0.4em)
#table(columns: 5, stroke: none, inset: 2.5pt, table.hline(), [Rok], [Wieluń], [Sieradz#super[b]], [Razem], [%],
table.hline(stroke: .4pt), [1764], [12], [8], [20], [16,1], [1765], [14], [11], [25], [20,2], [1766], [9], [10], [19],
[15,3], [1767], [17], [13], [30], [24,2], [1768], [18], [12], [30], [24,2], table.hline())
#align(left)[#super[a] Bez opłat w naturze. #super[b] Łącznie z wsiami starostwa. Źródło: AGAD, ASK XLVI 12, k.
3–17.]]"""
_TABLE_EN = """#place(top, scope: "parent", float: true)[#set text(size: 8.5pt)
TABLE 2. Tolls by Weir and Year (in Pence)
#table(columns: (2fr, 1fr, 1fr, 1fr, 1fr), stroke: none, inset: 2.5pt, table.hline(), [Weir], [1764], [1765], [1766],
[1767], table.hline(stroke: .4pt), [Eastmere], [112], [98], [101], [7], [Fenwater], [13], [24], [35], [46], [Oxspring],
[1], [2], [3], [4], table.hline())
_Source:_ The National Archives, C 12/40, fos. 3–18. Figures are rounded.]"""
_CAPTION_RU = """#figure(placement: bottom, supplement: [Рис.], caption: [Плотина у села Горки. 1. Лоток. 2. Затвор.
3. Колесо
(по: Щеглова Т. Н. Водяные мельницы Верхней Десны. М., 1987. С. 112, рис. 4). Фото автора, 2011 г.])[#rect(width: 70mm,
height: 32mm)]"""
_CAPTION_SIDE = """#figure(supplement: [Рис.], caption: [Схема запруды (чертёж 1764 г.). РГАДА. Ф. 1356. Оп. 1. Д.
204. Л.
7])[#rect(width: 60mm, height: 25mm)]"""
_DOI = """footer: context {set text(size: 7pt); line(length: 100%, stroke: .4pt); v(-7pt); grid(columns: (1fr, auto),
[Roczniki Młynarskie 2021, 14(2): 33–58 \\ https:\\/\\/doi.org/10.99999/rm.2021.14.2.3 \\ © Autorka. Artykuł na
licencji CC
BY-NC 4.0 (https:\\/\\/creativecommons.org/licenses/by-nc/4.0/)], counter(page).display())}"""
_DATES = """#place(bottom, float: true)[#set text(size: 7.5pt)\n#line(length: 30%, stroke: .4pt)
Otrzymano: 12.03.2021. Zrecenzowano: 4.05.2021, 17.05.2021. Zaakceptowano: 1.06.2021.\\
Adres do korespondencji: Instytut Historii, ul. Młyńska 7, 98-300 Wieluń; e-mail: z.cwiek\\@example.org; ORCID:
0000-0002-1825-0097]"""
_ABSTRACTS_RU = """#text(size: 8pt)[УДК 94(470.333).06]\n
#place(bottom, float: true)[#set text(size: 8pt)\n#set par(first-line-indent: 0pt, leading: 0.42em, spacing: 0.6em)
*Аннотация.* В статье рассмотрены 212 дел о мельничной пошлине из 4 архивов. Показано, что к 1764 г. пошлина собиралась
не везде. Вывод: обычай был сильнее описи.\n
*Ключевые слова:* мельница, пошлина, запруда, сельский сход, XVIII в.\n
*Abstract.* The article deals with 212 cases of mill tolls from 4 archives. By 1764 the toll was not levied everywhere.
Custom proved stronger than the register.\n
*Keywords:* mill, toll, weir, village assembly, 18th century.\n
*Для цитирования:* Щеглова Т. Н. Мельничная пошлина и сельский сход \\/\\/ Вестник речной истории. 2017. № 3 (12). С.
5–24.]"""
_POEM_PL = """#block(inset: (left: 16mm), above: 8pt, below: 8pt)[#set text(size: 8.5pt)\n#set par(first-line-indent:
0pt)
Nad groblą stoi młyn, a w młynie\\ nikt nie pamięta już, kto mełł;\\ 3 korce żyta w starej skrzyni,\\ 4 korce pyłu
pośród
kół. #h(1fr) #text(size: 7pt)[5]\\ O, pisarzu, dopisz świadka!\\ Woda przyszła, woda szła.]"""
_QUOTE_PL = """#block(inset: (x: 8mm), above: 8pt, below: 8pt)[#set text(size: 8pt)\n#set par(first-line-indent: 0pt)
1 maja stanęli przed nami świadkowie w liczbie 7 i zeznali: „młyn ten stał od dawna, a 12 groszy płacono dziedzicowi w
dzień świętego Marcina”. 2 maja odwołali zeznanie i przysięgli, że grobli nigdy nie było, co też do księgi wpisano.]"""
_REVIEW_DE = """#v(6pt)\n#align(right)[_Bielefeld_ #h(1fr) _Ilse Krähwinkel_]\n#v(14pt)
#block(sticky: true)[#set text(size: 9pt)\n#set par(first-line-indent: 0pt)
*Renate Boll:* Brückengelder am Niederrhein 1815–1848. Recht und Alltag (= Studien zur Geschichte des Verkehrs 12).
Köln: Stromverlag 1999, 312 S., 14 Abb., 3 Karten, 48,– €.]"""
_APPARATUS_PL = """#place(bottom, float: true)[#set text(size: 7.5pt)\n#set par(first-line-indent: 0pt)
#super[a–a] W oryg. powtórzone. #h(6pt) #super[b] W kopii: grobelnego; skreślono: młynnego. #h(6pt) #super[c]
Dopisane na
marginesie inną ręką.]
Roku Pańskiego 1764 stanął#super[b] przed urzędem młynarz #super[a]i zeznał, i zeznał#super[a], że grobli nie
masz#super[c]."""
_WORKS_EN = "#block(above: 16pt, strong[Works Cited])\n" + "\n\n".join(
    f"{n}. {entry}"
    for n, entry in enumerate(
        (
            "Fenwater-Hume, Giles. _Affidavits of the Flood._ London: Sluice Press, 1987.",
            "Oxspring, R. J. “The Weir and the Writ.” _Eastmere Law Review_ 12 (1999): 45–67.",
            "St. Aubrey, Philippa. _Ponds in Equity._ Oxford, 2003.",
            "Tennick, Maud E. “Milling and Office.” _Fens \\& Rivers_ 7, no. 2 (1972): 9–31.",
        ),
        1,
    )
).replace(". ", "\\. ", 1)
_REFERENCES_RU = "#block(above: 16pt, strong[References])\n#set text(size: 8.5pt)\n" + "\n\n".join(
    f"{n}\\. {entry}"
    for n, entry in enumerate(
        (
            "Ivolgin A. P. Vodyanye melnitsy Verkhney Desny [Water mills of the Upper Desna]. Moscow, 1987. 212 p.",
            "Shcheglova T. N. Obychnoe pravo i zapruda \\/\\/ Vestnik rechnoy istorii. 1999. No. 3. P. 45–67.",
            "Ezhikov S. S. Krestyanin v sude: ocherki. St. Petersburg, 2003.",
        ),
        1,
    )
)
_PANEL = """#place(dx: -46mm, dy: 40mm, block(width: 40mm)[#set text(size: 7pt)
#set par(first-line-indent: 0pt, justify: false, spacing: 6pt)
*Citation:* St. Aubrey, P. Millers, Tolls, and the Common Law of Ponds. _Fens Rivers_ *2021*, _12_, 345.
https://doi.org/10.99999/fr12030345\n
Received: 3 March 2021\\ Accepted: 28 May 2021\\ Published: 1 June 2021\n
*Publisher’s Note:* The press stays neutral with regard to jurisdictional claims in published maps and institutional
affiliations.\n
*Copyright:* © 2021 by the author. Licensee Sluice Press, Eastmere. This article is an open access article distributed
under the terms and conditions of a Creative Commons Attribution (CC BY) license.])
#text(size: 16pt)[*Millers, Tolls, and the Common Law of Ponds*]\n
Philippa St. Aubrey #super[1,2]\n
#text(size: 8pt)[#super[1] Department of Law, Eastmere University; p.staubrey\\@example.org\\ #super[2] Fens
Institute]\n"""
_MARGIN_NUMBER = """#context {let odd = calc.odd(here().page()); place(dx: if odd {122mm} else {-11mm},
text(size: 8pt, weight: "bold")[{n}])}"""
_HANGING = "grid(columns: (7mm, 1fr), [#n], it.note.body)"

PRESSES = (
    House(
        "archive-cover",
        "typst",
        Sheet(page=f"{_A5}, {_heads('_Journal of Pond History_', '_Millers and Ponds_')}, {_DOWNLOADED}", front=_COVER),
        ENGLISH,
    ),
    House(
        "notes-under-each-column",
        "typst",
        Sheet(
            page=f"{_A4}, columns: 2, {_heads('St. Aubrey', 'Millers and Tolls')}",
            text="size: 9.5pt",
            note="size: 7.5pt",
            between=(_TABLE_EN,),
            every=12,
        ),
        ENGLISH,
    ),
    House("notes-across-columns", "reportlab", Galley(columns=2, across=True, page=(595, 800), size=9.5, note=7.8)),
    House("notes-in-the-margin", "reportlab", Galley(margin_notes=150, left=54, right=210), POLISH),
    House(
        "side-numbers",
        "typst",
        Sheet(
            page=f"{_A5}, {_heads('§ 12 Überfahrt', 'Krähwinkel')}",
            note="size: 7.5pt",
            entry=_HANGING,
            marked=_MARGIN_NUMBER,
        ),
    ),
    House(
        "law-two-columns",
        "typst",
        Sheet(
            page="width: 210mm, height: 297mm, margin: (x: 18mm, y: 22mm), columns: 2, header: [#set text(size: 9pt)\n"
            "#context counter(page).display() #h(1fr) FlussR 12/2019 #h(1fr) _Krähwinkel_, Wem gehört der Fluss?]",
            text="size: 9pt",
            note="size: 7pt",
            more="#set columns(gutter: 6mm)\n#set footnote.entry(separator: v(3pt), gap: 0.3em)",
            entry="[#n #h(2mm) #it.note.body]",
        ),
        manner=Manner(share=0.6),
    ),
    House(
        "tables-above-notes",
        "typst",
        Sheet(page=f"{_A5}, {_heads('Zofia Ćwiek', 'Cło na młynie')}", between=(_TABLE_PL,), every=6),
        POLISH,
    ),
    House(
        "captions-above-notes",
        "typst",
        Sheet(
            page=f"{_A5}, footer: align(center, context counter(page).display())",
            more="#show figure.caption: set text(size: 8pt)",
            between=(_CAPTION_RU, _CAPTION_SIDE),
        ),
        RUSSIAN,
    ),
    House(
        "doi-and-licence",
        "typst",
        Sheet(page=f"width: 165mm, height: 240mm, margin: (x: 20mm, top: 20mm, bottom: 26mm), {_DOI}", front=_DATES),
        POLISH,
        starred=True,
    ),
    House("abstracts-above-notes", "typst", Sheet(front=_ABSTRACTS_RU, more=_BY_PAGE), RUSSIAN, starred=False),
    House("poems-and-quotes", "typst", Sheet(between=(_POEM_PL, _QUOTE_PL), every=3, note="size: 8pt"), POLISH),
    House(
        "reviews-on-a-page",
        "typst",
        Sheet(page=f"{_A5}, {_heads('Buchbesprechungen', 'Zeitschrift für Flussrecht 21')}", reviews=_REVIEW_DE),
        manner=Manner(paragraphs=24, chapters=6, share=0.25),
    ),
    House(
        "long-notes-no-rule",
        "typst",
        Sheet(more="#set footnote.entry(separator: v(5pt))", page=f"{_A5}, {_heads('Oxspring', 'Ponds')}"),
        ENGLISH,
        Manner(long=0.45, longest=24, share=0.3),
    ),
    House(
        "numbers-on-the-line",
        "typst",
        Sheet(
            page=f"{_A5}, {_heads('JOURNAL OF PONDS', 'MILLERS AND TOLLS')}",
            more="#set footnote.entry(separator: v(8pt))",
            note="size: 8.5pt",
            entry="[#h(4mm)#n. #it.note.body]",
        ),
        ENGLISH,
    ),
    House("lettered-apparatus", "typst", Sheet(between=(_APPARATUS_PL,), every=5), POLISH),
    House(
        "brackets-on-the-line",
        "typst",
        Sheet(more='#set footnote(numbering: "1)")', entry="[#n #it.note.body]", page=_A5),
        POLISH,
    ),
    House(
        "works-after-endnotes",
        "typst",
        Sheet(
            page=f"{_A5}, {_heads('Tennick', 'The Law of Ponds')}",
            endnotes="\n#text(size: 9pt)[{n}\\. {t}]\n",
            wrap=("", "#block(above: 16pt, strong[Notes])"),
            back=_WORKS_EN,
        ),
        ENGLISH,
    ),
    House(
        "numbered-lines",
        "typst",
        Sheet(
            page="width: 210mm, height: 297mm, margin: 30mm, footer: align(right, context counter(page).display())",
            text="size: 12pt",
            par="justify: false, leading: 1.3em, spacing: 1.3em, first-line-indent: 12mm",
            note="size: 10pt",
            more="#set par.line(numbering: n => text(size: 8pt)[#n])",
        ),
        ENGLISH,
    ),
    House(
        "signs-by-page",
        "typst",
        Sheet(page=_A5, more=_BY_PAGE + '\n#set footnote(numbering: "*")'),
        ENGLISH,
        Manner(share=0.15),
    ),
    House(
        "panel-beside-the-title",
        "typst",
        Sheet(
            page="width: 210mm, height: 297mm, margin: (left: 64mm, right: 16mm, y: 24mm), header: ["
            "#set text(size: 8pt)\n_Fens Rivers_ *2021*, _12_, 345 #h(1fr) #context counter(page).display() of 24]",
            text='size: 9.5pt, font: "DejaVu Serif"',
            note='size: 7.5pt, font: "DejaVu Sans"',
            front=_PANEL,
            more="#show super: set text(fill: rgb(0, 60, 160))",
        ),
        ENGLISH,
    ),
    House("notes-run-in", "reportlab", Galley(run_in=True, size=10, note=8), ENGLISH, Manner(long=0.05)),
    House("typewriter", "reportlab", Galley(family="DejaVuSansMono", size=9, note=9, underscores=True), RUSSIAN),
    House(
        "dissertation",
        "libreoffice",
        lambda content: set_by_office(
            content, Office(size=14, note=10, restart="page", italics=True, font="DejaVu Serif")
        ),
        RUSSIAN,
    ),
    House(
        "references-after-notes",
        "typst",
        Sheet(
            page=f"{_A4}, {_heads('Вестник речной истории', 'Щеглова Т. Н.')}",
            text="size: 11pt",
            note="size: 9pt",
            back=_REFERENCES_RU,
        ),
        RUSSIAN,
    ),
)
