"""Twenty-two layouts of German reviews, written by somebody who had not seen the reader.

Most need weasyprint, which sets notes at the foot by CSS; the others typst, LibreOffice or Chromium.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from benchmarks.pdf.content import Block, Content, Note
from benchmarks.pdf.german import REFERENCES, TITLE, Article, write
from benchmarks.pdf.office import Office, set_by_office
from benchmarks.pdf.typst_markup import marked_up, quoted

_QUOTE = (
    "<blockquote>„Wer über den Strom will, der rufe dreimal; und so der Fährmann nicht kommt, mag er selbst fahren und "
    "den Lohn auf den Stein legen, den jedermann kennt, 12 Pfennige für Mann und Ross.“</blockquote>"
)
_TABLE = (
    "<table><caption>Tabelle 2: Überfahrten nach Jahren</caption><tr><th>Jahr<th>Wesel<sup>a</sup><th>Rees<sup>b</sup>"
    "<tr><td>1817<td>1 204<td>340<tr><td>1818<td>1 311<td>402<tr><td>1819<td>998<td>388</table>"
    "<p class=source><sup>a</sup> Ohne Sonntage. <sup>b</sup> Nur Wagen. Quelle: eigene Berechnung.</p>"
)
_FIGURE = (
    "<div class=figure><div class=box></div><p class=source>Abb. 3: Die Fähre bei Rees, Lithographie um 1840. "
    "Foto: Stadtarchiv.</p></div>"
)
_FRONT = f"<h1>{TITLE}</h1><p class=author>Von Ilse Krähwinkel (Bielefeld)</p>"
_ABSTRACT = (
    "<p class=abstract><b>Zusammenfassung:</b> Der Beitrag untersucht Überfahrten im 19. Jahrhundert. Er stützt sich "
    "auf 212 Akten aus 4 Archiven.</p><p class=abstract><b>Abstract:</b> The article deals with crossings in the 19th "
    "century. It is based on 212 files.</p>"
)
_COVER = (
    "<section class=cover><p><b>Repositorium der Flusswissenschaften</b></p><h2>Wem gehört der Fluss?</h2><p>"
    "Krähwinkel, Ilse</p><p>Veröffentlichungsversion / Published Version<br>Zeitschriftenartikel</p><p><b>"
    "Empfohlene Zitierung / Suggested Citation:</b><br>Krähwinkel, Ilse: Wem gehört der Fluss? In: Zeitschrift für "
    "Flussrecht 21 (2000), 1, S. 3–28. URN: https://nbn-resolving.example.org/urn:nbn:de:0000-1</p><p style='font-size:"
    "7pt'>Nutzungsbedingungen: Dieser Text wird unter einer Lizenz zur Verfügung gestellt. 1 Kopie je Person.</p>"
    "</section>"
)
_BASE = """
@page {size: %(size)s; margin: %(margin)s; %(boxes)s @footnote {%(area)s}}
body {font: %(font)s; text-align: justify; hyphens: auto; margin: 0}
p {margin: 0; text-indent: 1.2em} h1 {font-size: 1.5em; text-align: left; margin: 0 0 .6em}
h2 {font-size: 1.15em; margin: 1.2em 0 .6em; text-align: left} .author {margin-bottom: 2em; text-indent: 0}
blockquote {font-size: .85em; margin: .7em 0 .7em 1.5em; line-height: 1.25} table {font-size: .85em; margin: 1em 0;
border-top: .5pt solid; border-bottom: .5pt solid; border-collapse: collapse; width: 100%%} td, th {text-align: left}
.source {font-size: .8em; text-indent: 0; margin-bottom: 1em} .box {height: 90pt; border: .5pt solid} caption
{text-align: left} .figure {margin: 1em 0; break-inside: avoid} .abstract {font-size: .82em; text-indent: 0;
margin-bottom: 1em} .cover {break-after: page} .reference {text-indent: -1.5em; margin-left: 1.5em}
.fn {float: footnote; %(note)s} .fn::footnote-call {%(call)s} .fn::footnote-marker {%(marker)s}
"""
_RAISED = "content: counter(footnote); font-size: .62em; vertical-align: .5em; line-height: 0"
_HEADS = (
    '@top-left {content: "%s"; font: italic 8pt "Liberation Serif"} @top-right {content: counter(page); font: 8pt '
    '"Liberation Serif"}'
)
_EVEN = (
    '@page :left {@top-left {content: counter(page); font: 8pt "Liberation Serif"} @top-right {content: "Ilse '
    'Krähwinkel"; font: italic 8pt "Liberation Serif"}}'
)


@dataclass(frozen=True, slots=True)
class Css:
    """What weasyprint sets; strings are CSS or HTML."""

    size: str = "155mm 230mm"
    margin: str = "20mm 18mm 20mm 18mm"
    boxes: str = _HEADS % "Wem gehört der Fluss?"
    area: str = "border-top: .5pt solid black; padding-top: 4pt; margin-top: 8pt"
    font: str = '10pt/1.25 "Liberation Serif"'
    note: str = "font-size: 8pt; line-height: 1.2"
    call: str = _RAISED
    marker: str = _RAISED + "; padding-right: .4em"
    more: str = ""
    front: str = _FRONT
    between: Sequence[str] = ()
    references: bool = False
    star: str = ""  # a note to the title
    columns: bool = False
    endnotes: str = ""  # "end", "chapter"
    call_tag: str = "sup"  # "" for a number in square brackets on the line
    entry: str = "<p class=en><sup>{n}</sup> {t}</p>"

    def __call__(self, content: Content) -> bytes:
        import weasyprint

        names = ("size", "margin", "boxes", "area", "font", "note", "call", "marker")
        css = _BASE % {name: getattr(self, name) for name in names} + self.more
        page = f'<html lang="de"><meta charset="utf-8"><style>{css}</style><body>{"".join(self._body(content))}'
        made = weasyprint.HTML(string=page).write_pdf()
        assert isinstance(made, bytes)
        return made

    def _body(self, content: Content) -> Iterator[str]:
        yield self.front.replace(
            "</h1>", f'<span class="fn star">{escape(self.star)}</span></h1>' if self.star else "</h1>"
        )
        if self.columns:
            yield "<div style='columns: 2; column-gap: 6mm'>"
        notes: list[tuple[str, str]] = []
        number = 0
        blocks = content.blocks[1:] if self.star else content.blocks
        for place, block in enumerate(blocks):
            row: list[str] = []
            if block.heading and self.endnotes == "chapter":
                number = 0
                notes.append(("", str(block.runs[0])))
            for run in block.runs:
                if isinstance(run, str):
                    row.append(escape(run))
                elif self.endnotes:
                    number += 1
                    notes.append((str(number), run.text))
                    row.append(f"<sup>{number}</sup>" if self.call_tag else f" [{number}]")
                else:
                    row.append(f"<span class=fn>{_rich(run.text)}</span>")
            yield f"<h2>{''.join(row)}</h2>" if block.heading else f"<p>{''.join(row)}</p>"
            if self.between and place % 4 == 2:
                yield self.between[place // 4 % len(self.between)]
        if self.columns:
            yield "</div>"
        if notes:
            yield "<h2>Anmerkungen</h2><div class=endnotes>"
            for n, text in notes:
                yield self.entry.format(n=n, t=_rich(text)) if n else f"<h3>{escape(text)}</h3>"
            yield "</div>"
        if self.references:
            yield "<h2>Literatur</h2>"
            yield from (f"<p class=reference>{escape(entry)}</p>" for entry in REFERENCES)


def _rich(text: str) -> str:
    """The name before the first comma in italics or letter-spaced, as its letters fall.

    No small capitals: weasyprint 70 gives their glyphs the code of whichever letter came first.
    """
    head, comma, tail = text.partition(", ")
    kind = sum(map(ord, head)) % 3
    if not comma or kind == 0 or len(head) > 30:
        return escape(text)
    tag = "<i>" if kind == 1 else "<span style='letter-spacing: .15em'>"
    return f"{tag}{escape(head)}{'</i>' if kind == 1 else '</span>'}, {escape(tail)}"


@dataclass(frozen=True, slots=True)
class Typst:
    """What typst sets."""

    page: str = "width: 155mm, height: 230mm, margin: 19mm"
    text: str = 'size: 10pt, font: "Liberation Serif"'
    note: str = "size: 8pt"
    more: str = ""
    plain: str = ""
    after: str = ""
    two: bool = False  # a second article on the same page as the end of the first
    endnotes: bool = False

    def __call__(self, content: Content) -> bytes:
        import typst

        out = [
            f'#set page({self.page})\n#set text({self.text}, lang: "de")',
            "#set par(justify: true, leading: 0.5em, spacing: 0.5em, first-line-indent: 12pt)",
            f"#show footnote.entry: set text({self.note})\n{self.more}",
        ]
        if self.plain:
            out.append(
                "#show footnote.entry: it => {set par(first-line-indent: 0pt); let n = counter(footnote).display("
                f"at: it.note.location(), it.note.numbering); {self.plain}}}"
            )
        heads = [place for place, block in enumerate(content.blocks) if block.heading]
        notes: list[str] = []
        for place, block in enumerate(content.blocks):
            if self.two and place == heads[len(heads) // 2]:
                out.append(
                    "#v(16pt)\n#align(center, text(size: 14pt)[Brücken in der Not])\n#align(center)[Von Wolf Boll]\n"
                    "#v(8pt)\n#counter(footnote).update(0)\n"
                )
            shown = marked_up(block, notes if self.endnotes else None)
            out.append(f"\n#block(above: 12pt, below: 8pt)[#strong[{shown}]]\n" if block.heading else shown + "\n")
            if self.after and place % 5 == 3:
                out.append(self.after + "\n")
        if notes:
            out.append("#block(above: 20pt, strong[Anmerkungen])\n#columns(2, gutter: 14pt)[#set text(size: 7.5pt)\n")
            out += [
                f"#par(first-line-indent: 0pt, hanging-indent: 10pt)[{n} #h(3pt) {quoted(t)}]"
                for n, t in enumerate(notes, 1)
            ]
            out.append("]")
        made = typst.compile("\n".join(out).encode())
        assert isinstance(made, bytes)
        return made


def _starred(content: Content) -> Content:
    """The note to the title comes first."""
    title = Block((TITLE, Note(_STAR)), heading=True)
    return replace(content, blocks=(title, *content.blocks))


_STAR = (
    "Überarbeitete Fassung eines Vortrags, gehalten am 12. Mai 1999 in Bielefeld. Für Hinweise danke ich Renate Boll."
)


def _blog(content: Content) -> bytes:
    notes: list[str] = []
    out = [f"<h1>{TITLE}</h1><p>12. Mai 2019 von Ilse</p>"]
    for block in content.blocks:
        row: list[str] = []
        for run in block.runs:
            if isinstance(run, Note):
                notes.append(run.text)
                row.append(f"<sup><a href='#fn{len(notes)}' id='ref{len(notes)}'>{len(notes)}</a></sup>")
            else:
                row.append(escape(run))
        out.append(f"<h2>{''.join(row)}</h2>" if block.heading else f"<p>{''.join(row)}</p>")
    out.append("<h2>Fußnoten</h2><div style='font-size: .9em'>")
    out += [f"<p id='fn{n}'><a href='#ref{n}'>[{n}]</a> {escape(t)}</p>" for n, t in enumerate(notes, 1)]
    out.append("</div><p>Dieser Beitrag wurde in der Rubrik Geschichte veröffentlicht. 3 Kommentare</p>")
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "x.html", Path(folder) / "x.pdf"
        css = "body {font: 11pt/1.6 'DejaVu Serif'} sup {font-size: 70%; line-height: 0}"
        page.write_text(
            f'<html lang="de"><meta charset="utf-8"><title>Blog</title><style>{css}</style>{"".join(out)}',
            encoding="utf-8",
        )
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        subprocess.run(
            [*command, f"--print-to-pdf={made}", page.as_uri()], check=True, capture_output=True, timeout=240
        )
        return made.read_bytes()


@dataclass(frozen=True, slots=True)
class Review:
    """A layout with the article that is set in it."""

    name: str
    engine: str
    set: Callable[[Content], bytes]
    article: Article = field(default_factory=Article)
    title_note: bool = False

    def content(self, seed: int) -> Content:
        content = write(self.article, seed)
        return _starred(content) if self.title_note else content


_HUNG = "content: counter(footnote); display: inline-block; width: 7mm; text-indent: 0"
_GRUYTER = (
    '@bottom-center {content: "Brought to you by | Universität am Strom\\A Authenticated\\A Download Date | '
    '6/22/15 6:02 AM"; white-space: pre; font: 6pt "Liberation Sans"; text-align: center} '
    + _HEADS
    % "Zeitschrift für Flussrecht 21 (2000), Heft 1, S. 3–28"
)
_STARS = "@counter-style s {system: symbolic; symbols: '*' '†' '‡' '§'} "

REVIEWS: tuple[Review, ...] = (
    Review("petit-quotes", "weasyprint", Css(more=_EVEN, between=(_QUOTE,)), Article(long=0.2)),
    Review(
        "download-foot",
        "weasyprint",
        Css(
            boxes=_GRUYTER,
            more=_EVEN,
            front=_FRONT + _ABSTRACT,
            marker="content: counter(footnote); padding-right: .6em",
            size="170mm 240mm",
            area="border-top: .4pt solid black; padding-top: 3pt",
        ),
        Article(author_year=True),
    ),
    Review(
        "cover-author-year",
        "weasyprint",
        Css(front=_COVER + _FRONT + _ABSTRACT, references=True, size="A4", margin="25mm 25mm 25mm 25mm"),
        Article(share=0.12, author_year=True, paragraphs=60),
    ),
    Review(
        "bracket-law",
        "weasyprint",
        Css(
            call='content: counter(footnote) ")"; font-size: .65em; vertical-align: .5em; line-height: 0',
            marker='content: counter(footnote) ")"; padding-right: .5em',
            area="margin-top: 9pt",
        ),
        Article(share=0.6, before_stop=0.6),
    ),
    Review(
        "title-star",
        "weasyprint",
        Css(
            more="@counter-style s {system: symbolic; symbols: '*'} .star {counter-increment: none} "
            ".star::footnote-call, .star::footnote-marker {content: '*'} " + _EVEN,
            star=_STAR,
            area="margin-top: 10pt",
        ),
        Article(heading_notes=True),
        title_note=True,
    ),
    Review(
        "body-size-no-rule",
        "weasyprint",
        Css(note="font-size: 10pt; line-height: 1.25", area="margin-top: 14pt"),
        Article(),
    ),
    Review(
        "hung-sans",
        "weasyprint",
        Css(
            font='9.5pt/1.4 "Liberation Sans"',
            note="font-size: 7.5pt; line-height: 1.3; padding-left: 7mm; text-indent: -7mm",
            marker=_HUNG,
            size="A4",
            margin="25mm 30mm 30mm 30mm",
        ),
        Article(long=0.2, share=0.5),
    ),
    Review(
        "roman",
        "weasyprint",
        Css(
            call="content: counter(footnote, lower-roman); font-size: .65em; vertical-align: .45em; line-height: 0",
            marker="content: counter(footnote, lower-roman) ' '; font-size: .65em; vertical-align: .45em",
        ),
        Article(paragraphs=20, share=0.25),
    ),
    Review(
        "letters",
        "weasyprint",
        Css(
            call="content: counter(footnote, lower-alpha); font-size: .65em; vertical-align: .45em; line-height: 0",
            marker="content: counter(footnote, lower-alpha) ') '",
        ),
        Article(paragraphs=22, share=0.5),
    ),
    Review(
        "symbols",
        "weasyprint",
        Css(
            call="content: counter(footnote, s)",
            marker="content: counter(footnote, s) ' '",
            more=_STARS,
            boxes='@bottom-center {content: "– " counter(page) " –"; font: 9pt "Liberation Serif"}',
        ),
        Article(paragraphs=12, share=0.2),
    ),
    Review(
        "columns-over-notes",
        "weasyprint",
        Css(columns=True, size="A4", margin="22mm 18mm 24mm", font='9.5pt/1.25 "Liberation Serif"', more=_EVEN),
        Article(paragraphs=50),
    ),
    Review(
        "end-two-columns",
        "typst",
        Typst(endnotes=True, page='width: 155mm, height: 230mm, margin: 19mm, numbering: "1"'),
    ),
    Review(
        "end-by-chapter",
        "weasyprint",
        Css(endnotes="chapter", more=".endnotes {font-size: .85em} .en {text-indent: 0}" + _EVEN),
        Article(share=0.5),
    ),
    Review(
        "end-dotted",
        "weasyprint",
        Css(
            endnotes="end",
            entry="<p class=en>{n}. {t}</p>",
            more=".endnotes {columns: 2} .en {text-indent: 0; font-size: .8em}",
            references=True,
        ),
        Article(share=0.3, author_year=True),
    ),
    Review(
        "two-articles",
        "typst",
        Typst(two=True, more="#show footnote: set super(size: 0.65em, baseline: -0.33em, typographic: false)"),
        Article(paragraphs=36),
    ),
    Review(
        "tables-figures",
        "weasyprint",
        Css(between=(_TABLE, _FIGURE, _QUOTE), more=_EVEN, note="font-size: 8.5pt; line-height: 1.2"),
        Article(paragraphs=50),
    ),
    Review(
        "line-numbers",
        "typst",
        Typst(
            more="#set par.line(numbering: n => if calc.rem(n, 5) == 0 [#text(size: 7pt)[#n]])",
            page='paper: "a4", margin: 30mm, numbering: "1"',
            text='size: 12pt, font: "Liberation Serif"',
            note="size: 10pt",
        ),
    ),
    Review(
        "thesis",
        "libreoffice",
        lambda c: set_by_office(c, Office(size=12, note=10, margin=85, header=False, italics=True)),
        Article(long=0.25, paragraphs=60),
    ),
    Review(
        "office-narrow",
        "libreoffice",
        lambda c: set_by_office(
            c, Office(font="Liberation Sans Narrow", size=10.5, note=8.5, page=(440, 650), margin=54, header=True)
        ),
        Article(share=0.6),
    ),
    Review("blog", "chromium", _blog, Article(paragraphs=30)),
    Review(
        "very-long",
        "typst",
        Typst(
            page="width: 120mm, height: 180mm, margin: 14mm, header: context [#counter(page).display() #h(1fr) "
            "Niederrheinische Blätter 7]",
            plain="grid(columns: (16pt, 1fr), n, it.note.body)",
            after="#pad(left: 14pt)[#text(size: 8pt)[Zitat im Kleindruck: wer den Strom überquert, der zahle 3 Heller, "
            "und 12 für den Wagen, nach altem Recht.#linebreak()Und wer nicht zahlt, der schwimme.]]",
        ),
        Article(long=0.6, share=0.3),
    ),
    Review(
        "marginal-heads",
        "weasyprint",
        Css(
            margin="20mm 45mm 20mm 18mm",
            between=(
                "<p style='position: relative; height: 0'><span style='position: absolute; left: 96mm; width: 24mm; "
                "font-size: 7pt; line-height: 1.2; text-indent: 0; text-align: left'>"
                "Rechte der Gemeinden seit 1815</span></p>",
            ),
            marker="content: counter(footnote) '. '",
        ),
        Article(),
    ),
    # the next ones were written by somebody who had seen the reader, and set before it was mended for them
    Review(
        "brackets-on-the-line",
        "weasyprint",
        Css(call='content: " (" counter(footnote) ")"', marker='content: "(" counter(footnote) ") "'),
    ),
    Review(
        "square-brackets-at-the-end",
        "weasyprint",
        Css(
            endnotes="end", call_tag="", entry="<p class=en>[{n}] {t}</p>", more=".en {text-indent: 0; font-size: .9em}"
        ),
    ),
    Review(
        "typewriter",
        "weasyprint",
        Css(
            font='11pt/1.5 "Liberation Mono"',
            size="A4",
            margin="25mm 25mm 25mm 30mm",
            note="font-size: 11pt; line-height: 1.2",
            area="margin-top: 12pt",
            call="content: counter(footnote); font-size: 1em; vertical-align: .4em; line-height: 0",
            boxes='@top-center {content: "- " counter(page) " -"; font: 11pt "Liberation Mono"}',
        ),
        Article(paragraphs=25),
    ),
    Review(
        "by-page-bracketed",
        "typst",
        Typst(
            page="width: 155mm, height: 230mm, margin: 19mm, header: {counter(footnote).update(0); context [Auwald "
            "#h(1fr) #counter(page).display()]}",
            more='#set footnote(numbering: "1)")',
        ),
        Article(share=0.6),
    ),
    Review(
        "superior-figures",
        "weasyprint",
        Css(
            call="content: counter(footnote, sup)",
            marker="content: counter(footnote, sup) ' '",
            more="@counter-style sup {system: numeric; symbols: '⁰' '¹' '²' '³' '⁴' '⁵' '⁶' '⁷' '⁸' '⁹'} body "
            "{font-family: 'DejaVu Serif'; font-size: 9pt}",
        ),
    ),
    Review(
        "initials",
        "weasyprint",
        Css(
            more="h2 + p::first-letter {font-size: 2.6em; line-height: 0} " + _EVEN,
            area="border-top: .5pt solid black; padding-top: 3pt",
            note="font-size: 8pt; line-height: 1.2; font-style: italic",
        ),
    ),
    Review(
        "lists-and-formulas",
        "weasyprint",
        Css(
            between=(
                "<ol><li>Erstens die Furt, 12 m<sup>2</sup> breit;</li><li>zweitens die Brücke;</li><li>drittens 10"
                "<sup>3</sup> Wagen.</li></ol>",
                "<p style='font-size: .8em; margin-top: 1em'>1 Die Ziffer 1 steht für Wesel, 2 für Rees.<br>"
                "2 Angaben in Talern.</p>",
            ),
        ),
    ),
)
