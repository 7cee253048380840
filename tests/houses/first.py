"""Sixteen documents as platforms, editors and journals make them: the first half."""

from __future__ import annotations

from houses.made import (
    ENTRIES,
    SENTENCES,
    WORKS,
    Made,
    call,
    docx,
    epub,
    numbered,
    odt,
    odt_note,
    para,
    run,
    word_note,
)


def ojs_landing() -> Made:
    """The page of an article in OJS 3: the file itself is elsewhere, its references are on the page."""
    values = "".join(f"<p>{e}</p>" for e in ENTRIES)
    text = f"""<!DOCTYPE html><html lang="pl-PL"><head><meta charset="utf-8"><title>Prom | Rocznik Rzeczny</title>
<meta name="generator" content="Open Journal Systems 3.3.0.13"><meta name="citation_title" content="Prom">
</head><body class="pkp_page_article pkp_op_view"><div class="pkp_structure_page"><header class="pkp_structure_head">
<nav class="pkp_site_nav_menu"><ul><li><a href="/index">Bieżący numer</a></li><li><a href="/a">Archiwum</a></li></ul>
</nav></header><div class="pkp_structure_main" role="main"><article class="obj_article_details"><h1 class="page_title">
Prom</h1><section class="item abstract"><h2 class="label">Abstrakt</h2><p>{SENTENCES[0]}. {SENTENCES[1]}.</p>
</section><section class="item references"><h2 class="label">Bibliografia</h2><div class="value">{values}</div>
</section><div class="item copyright"><h2 class="label">Licencja</h2><p>Prawa autorskie (c) 2021 Rocznik Rzeczny</p>
<p>Utwór dostępny jest na licencji Creative Commons Uznanie autorstwa 4.0.</p></div></article></div>
<footer class="pkp_structure_footer"><p>ISSN 0000-0000</p></footer></div></body></html>"""
    return Made("ojs.html", text.encode(), [], list(ENTRIES))


def wordpress_block() -> Made:
    """WordPress's own block of notes."""
    ids = [f"0b7d{i}c1e-77aa-4a1e-9f00-00000000000{i}" for i in range(5)]
    body = "".join(
        f'<p>{SENTENCES[i]}<sup data-fn="{x}" class="fn"><a href="#{x}" id="{x}-link">{i + 1}</a></sup>.</p>\n'
        for i, x in enumerate(ids)
    )
    items = "".join(
        f'<li id="{x}">{WORKS[i]} <a href="#{x}-link" aria-label="Skocz do odnośnika {i + 1}">↩︎</a></li>'
        for i, x in enumerate(ids)
    )
    text = f"""<!doctype html><html lang="pl"><head><meta charset="utf-8"><meta name="generator" content="WordPress 6.4">
<title>Młyny</title></head><body class="post"><article><div class="entry-content wp-block-post-content">{body}
<ol class="wp-block-footnotes">{items}</ol></div></article><div id="comments"><h2>2 komentarze</h2>
<ol class="comment-list"><li id="comment-7"><p>Świetny tekst!</p></li><li id="comment-8"><p>Dziękuję.</p></li></ol>
</div></body></html>"""
    return Made("wp.html", text.encode(), numbered(*WORKS[:5]))


def pandoc_page() -> Made:
    """pandoc's HTML with a note of three paragraphs and citeproc's list."""
    body = "".join(
        f'<p>{SENTENCES[i]}.<a href="#fn{i + 1}" class="footnote-ref" id="fnref{i + 1}" role="doc-noteref">'
        f"<sup>{i + 1}</sup></a></p>\n"
        for i in range(3)
    )
    refs = "".join(
        f'<div id="ref-k{i}" class="csl-entry" role="listitem">\n{e}\n</div>\n' for i, e in enumerate(ENTRIES)
    )
    back = '<a href="#fnref{}" class="footnote-back" role="doc-backlink">↩︎</a>'
    text = f"""<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" lang="pl"><head><meta charset="utf-8" />
<meta name="generator" content="pandoc" /><title>Młyny</title></head><body>{body}
<h1 class="unnumbered" id="bibliography">Bibliografia</h1><div id="refs" class="references csl-bib-body hanging-indent"
data-entry-spacing="0" role="list">{refs}</div><section id="footnotes" class="footnotes footnotes-end-of-document"
role="doc-endnotes"><hr /><ol><li id="fn1"><p>{WORKS[0]}</p><blockquote><p>„Woda niosła lód i belki.”</p></blockquote>
<p>{WORKS[1]}{back.format(1)}</p></li><li id="fn2"><p>{WORKS[2]}{back.format(2)}</p></li>
<li id="fn3"><p>{WORKS[4]}{back.format(3)}</p></li></ol></section></body></html>"""
    notes = [f"{WORKS[0]} „Woda niosła lód i belki.” {WORKS[1]}", WORKS[2], WORKS[4]]
    return Made("pandoc.html", text.encode(), numbered(*notes), list(ENTRIES))


def word_page() -> Made:
    """Word's filtered HTML, in windows-1250, footnotes numbered and endnotes in Roman figures."""
    foot = "".join(
        f'<div id=ftn{n}>\n\n<p class=MsoFootnoteText><a href="#_ftnref{n}" name="_ftn{n}" title=""><span\n'
        f"class=MsoFootnoteReference><span class=MsoFootnoteReference><span style='font-size:10.0pt'>[{n}]</span>"
        f"</span></span></a><span lang=PL> {t}</span></p>\n\n</div>\n"
        for n, t in enumerate((WORKS[0], WORKS[5], WORKS[10], WORKS[7]), 1)
    )
    end = "".join(
        f'<div id=edn{n}>\n<p class=MsoEndnoteText><a href="#_ednref{n}" name="_edn{n}" title=""><span class='
        f"MsoEndnoteReference>[{r}]</span></a> {t}</p>\n</div>\n"
        for n, (r, t) in enumerate((("i", WORKS[3]), ("ii", WORKS[14])), 1)
    )
    marks = [f'<a href="#_ftn{n}" name="_ftnref{n}" title=""><span class=MsoFootnoteReference>[{n}]</span></a>' for n in
             range(1, 5)]  # fmt: skip
    ends = [f'<a href="#_edn{n}" name="_ednref{n}" title=""><span class=MsoEndnoteReference>[{r}]</span></a>' for n, r in
            ((1, "i"), (2, "ii"))]  # fmt: skip
    calls = [marks[0], marks[1] + ends[0], marks[2], marks[3], ends[1]]
    body = "\n\n".join(f"<p class=MsoNormal>{SENTENCES[i]}{c}.</p>" for i, c in enumerate(calls))
    text = f"""<html>

<head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1250">
<meta name=Generator content="Microsoft Word 15 (filtered)">
<title>Porty</title>
<style><!-- p.MsoFootnoteText {{font-size:10.0pt;}} --></style>
</head>

<body lang=PL>

<div class=WordSection1>

{body}

</div>

<div><br clear=all>

<hr align=left size=1 width="33%">

{foot}
</div>

<div><br clear=all><hr align=left size=1 width="33%">

{end}
</div>

</body>

</html>
"""
    notes = [*numbered(WORKS[0], WORKS[5], WORKS[10], WORKS[7]), ("i", WORKS[3]), ("ii", WORKS[14])]
    return Made("word.htm", text.encode("windows-1250"), notes)


def epub_asides() -> Made:
    """EPUB 3: asides behind the paragraphs, numbered by chapter, and a list at the end."""

    def chapter(title: str, first: int, count: int) -> str:
        out = f'<section epub:type="chapter"><h1>{title}</h1>'
        for n in range(count):
            out += (
                f'<p>{SENTENCES[n]}<a epub:type="noteref" role="doc-noteref" href="#n{n + 1}"><sup>{n + 1}</sup></a>.</p>'
                f'<aside epub:type="footnote" role="doc-footnote" id="n{n + 1}"><p>{n + 1}. {WORKS[first + n]}</p></aside>'
            )
        return out + "</section>"

    data = epub(
        {
            "c1.xhtml": chapter("Młyny", 0, 3),
            "c2.xhtml": chapter("Promy", 5, 4),
            "bib.xhtml": '<section epub:type="bibliography"><h1>Literatura</h1><ul>'
            + "".join(f'<li epub:type="biblioentry"><p>{e}</p></li>' for e in ENTRIES)
            + "</ul></section>",
        }
    )
    return Made("book.epub", data, [*numbered(*WORKS[0:3]), *numbered(*WORKS[5:9])], list(ENTRIES))


def jats_group() -> Made:
    """JATS with notes at the back, two paragraphs in one, a table with its own notes, and mixed citations."""
    body = "".join(
        f'<p>{SENTENCES[n]}<xref ref-type="fn" rid="fn{n + 1}"><sup>{n + 1}</sup></xref>.</p>' for n in range(4)
    )
    notes = [WORKS[0], f"{WORKS[1]} {WORKS[2]}", WORKS[8], WORKS[6]]
    fns = (
        f'<fn id="fn1"><label>1</label><p>{WORKS[0]}</p></fn>'
        f'<fn id="fn2"><label>2</label><p>{WORKS[1]}</p><p>{WORKS[2]}</p></fn>'
        '<fn id="fn3"><label>3</label><p>P. Wrona, <italic>Mosty łyżwowe</italic>, <ext-link ext-link-type="uri" '
        'xlink:href="https://mosty.example/lyzwowe">https://mosty.example/lyzwowe</ext-link> (dostęp: 5.03.2021).</p></fn>'
        f'<fn id="fn4"><label>4</label><p>{WORKS[6]}</p></fn>'
    )
    refs = "".join(
        f'<ref id="B{i}"><label>{i}.</label><mixed-citation publication-type="book">{e}</mixed-citation></ref>'
        for i, e in enumerate(ENTRIES, 1)
    )
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN" "JATS-journalpublishing1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article" dtd-version="1.2" xml:lang="pl">
<front><journal-meta><journal-title-group><journal-title>Rocznik Rzeczny</journal-title></journal-title-group>
</journal-meta><article-meta><title-group><article-title>Młyny</article-title></title-group><author-notes>
<corresp id="cor1">j.kowal@rzeki.example</corresp></author-notes><pub-date><year>2021</year></pub-date></article-meta>
</front><body><sec><title>Wstęp</title>{body}<table-wrap id="t1"><label>Tabela 1</label><caption><p>Młyny w 1800 r.</p>
</caption><table><tbody><tr><td>Płock<xref ref-type="table-fn" rid="tf1"><sup>a</sup></xref></td><td>12</td></tr></tbody>
</table><table-wrap-foot><fn id="tf1"><label>a</label><p>Bez przedmieść.</p></fn></table-wrap-foot></table-wrap></sec>
</body><back><fn-group><title>Przypisy</title>{fns}</fn-group><ref-list><title>Bibliografia</title>{refs}</ref-list>
</back></article>"""
    return Made("jats.xml", text.encode(), numbered(*notes), list(ENTRIES))


def tei_inline() -> Made:
    """TEI with notes where they are called, of bibl and text, pages between, and a list of bibl."""
    body = "".join(
        f'<p>{SENTENCES[n]}<note place="foot" n="{n + 1}" xml:id="ftn{n + 1}">{t}</note>.</p>'
        + ('<pb n="12"/>' if n == 1 else "")
        for n, t in enumerate(
            (
                '<p><bibl>J. Kowal, <hi rend="italic">Młyny wodne Mazowsza</hi>, Płock 1998, s. 45.</bibl></p>',
                f"<p>{WORKS[4]}</p><p>{WORKS[9]}</p>",
                WORKS[11],
                'Zob. <ref target="https://mosty.example/lyzwowe">https://mosty.example/lyzwowe</ref>.',
            )
        )
    )
    bibl = "".join(f"<bibl>{e}</bibl>" for e in ENTRIES)
    text = f"""<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Młyny</title></titleStmt><publicationStmt><p>Płock</p></publicationStmt><sourceDesc><p>Druk</p>
</sourceDesc></fileDesc></teiHeader><text><body><div><head>Wstęp</head>{body}</div></body><back><div type="bibliography">
<listBibl><head>Bibliografia</head>{bibl}</listBibl></div></back></text></TEI>"""
    notes = [WORKS[0], f"{WORKS[4]} {WORKS[9]}", WORKS[11], "Zob. https://mosty.example/lyzwowe."]
    return Made("tei.xml", text.encode(), numbered(*notes), list(ENTRIES))


def latex_biblatex() -> Made:
    """LaTeX whose notes are footcites of biblatex and footnotes; both are counted."""
    text = r"""\documentclass[12pt,a4paper]{article}
\usepackage[polish]{babel}
\usepackage[style=verbose-ibid,backend=biber]{biblatex}
\addbibresource{rzeki.bib} % nie istnieje
\title{Młyny\thanks{Artykuł powstał w ramach projektu.}}
\begin{document}
\maketitle
%s.\footnote{J. Kowal, \emph{Młyny wodne Mazowsza}, Płock 1998, s.~45.}
%s.\footcite[33--41]{lis2004}
%s.\footnote{A. Lis, \textit{Wieża ciśnień w~Toruniu}, \enquote{Roczniki Nadwiślańskie} 2004, t.~12,
  s.~33--41.\par E. Zawada, \emph{Flisacy i~oryle}, Warszawa 2015, s.~9.}
% \footnote{Wykreślony przypis.}
\begin{verbatim}
\footnote{To nie przypis.}
\end{verbatim}
%s\footnote{P. Wrona, \emph{Mosty łyżwowe}, \url{https://mosty.example/lyzwowe} (dostęp: 5.03.2021).}.
\printbibliography
\end{document}
"""
    for sentence in SENTENCES[:4]:
        text = text.replace("%s", sentence, 1)
    notes = [
        ("1", WORKS[0]),
        (
            "3",
            "A. Lis, Wieża ciśnień w Toruniu, „Roczniki Nadwiślańskie” 2004, t. 12, s. 33–41. "
            "E. Zawada, Flisacy i oryle, Warszawa 2015, s. 9.",
        ),
        ("4", WORKS[8]),
    ]
    return Made("biblatex.tex", text.encode(), notes)


def latex_memoir() -> Made:
    """memoir: notes by chapter, marks apart from their texts, notes at the end of the book."""
    text = r"""\documentclass{memoir}
\makepagenote
\begin{document}
\chapter{Młyny}
%s\footnotemark. %s.\footnotetext{J. Kowal, \emph{Młyny wodne Mazowsza}, Płock 1998, s. 45.}
%s\footnote{E. Zawada, {\itshape Flisacy i oryle}, Warszawa 2015, s. 9.}.
\begin{table}\begin{tabular}{ll} Płock\footnotemark & 12 \\ \end{tabular}\end{table}
\footnotetext{N. Okoń, \emph{Port drzewny}, Toruń 2018, s. 201.}
\chapter{Promy}
%s\footnote{S. Dąb, \textsl{Prom w Kazimierzu}, \guillemotleft Przegląd Rzeczny\guillemotright\ 1999, nr 3,
s. 5--17.}.
%s\footnote{Tam\.ze, s. 47.}.
\section*{Bibliografia}
\begin{thebibliography}{99}
\bibitem{k1} Bielak K., \emph{Śluzy Kanału Górnego}, Gdańsk 2001.
\bibitem[Brunner 1987]{k2} Brunner H., \emph{Die M\"uhlen an der Weichsel}, G\"ottingen 1987.

\bibitem{k3} \textsc{Zawada} E., \emph{Flisacy i oryle}, Warszawa 2015.
\end{thebibliography}
\end{document}
"""
    for sentence in SENTENCES[:5]:
        text = text.replace("%s", sentence, 1)
    notes = [
        *numbered(WORKS[0], WORKS[7], WORKS[14]),
        *numbered("S. Dąb, Prom w Kazimierzu, «Przegląd Rzeczny» 1999, nr 3, s. 5–17.", WORKS[10]),
    ]
    return Made("memoir.tex", text.encode(), notes, [ENTRIES[0], ENTRIES[1], ENTRIES[6]])


def markdown_pandoc() -> Made:
    """pandoc's Markdown: named notes, notes of several paragraphs, notes in place, code that looks like notes."""
    text = f"""---
title: "Młyny"
lang: pl
---

# Wstęp

{SENTENCES[0]}.[^kowal] {SENTENCES[1]}[^2].

{SENTENCES[2]}^[E. Zawada, *Flisacy i oryle*, Warszawa 2015, s. 9.].

`[^9]` w kodzie nie jest przypisem.

```
{SENTENCES[3]}[^9]
[^9]: To nie przypis.
```

{SENTENCES[4]}.[^długi] {SENTENCES[5]}.[^kowal2]

[^kowal]: J. Kowal, *Młyny wodne Mazowsza*, Płock 1998, s. 45.

[^2]:
    A. Lis, *Wieża ciśnień w Toruniu*, „Roczniki Nadwiślańskie” 2004,
    t. 12, s. 33–41.

[^długi]: Орлов Р. С. Речные переправы Полесья. – Минск: Наука, 2009. – 214 с.

    > Cytat z „Woda niosła lód”.

    Там же. С. 18.

[^kowal2]: J. Kowal, dz. cyt., s. 52.

## Bibliografia

- Bielak K., *Śluzy Kanału Górnego*, Gdańsk 2001.
- Brunner H., *Die Mühlen an der Weichsel*,
  Göttingen 1987.
- Zawada E., _Flisacy i oryle_, Warszawa 2015.
"""
    notes = [WORKS[0], WORKS[1], WORKS[7], f"{WORKS[2]} Cytat z „Woda niosła lód”. {WORKS[9]}", WORKS[13]]
    return Made("pandoc.md", text.encode(), numbered(*notes), [ENTRIES[0], ENTRIES[1], ENTRIES[6]])


def markdown_vault() -> Made:
    """A vault's Markdown: notes between paragraphs, lazy continuations, marks in a table and a quotation, CRLF."""
    text = f"""---
tags: [rzeki]
---
# Promy

> {SENTENCES[0]}[^1].

[^1]: J. Kowal, **Młyny wodne Mazowsza**, Płock 1998,
s. 45.

| miejsce | rok |
|---------|-----|
| Toruń[^2] | 1878 |

[^2]: A. Lis, <i>Wieża ciśnień w Toruniu</i>, „Roczniki Nadwiślańskie” 2004, t. 12, s. 33–41.
[^3]: P. Wrona, [Mosty łyżwowe](https://mosty.example/lyzwowe) (dostęp: 5.03.2021).

- {SENTENCES[2]}[^3]
- {SENTENCES[3]}[^1]

%% komentarz redakcji [^8] %%

### Literatura

1. Bielak K., Śluzy Kanału Górnego, Gdańsk 2001.
2. Zawada E., Flisacy i oryle, Warszawa 2015\\.
""".replace("\n", "\r\n")
    notes = [WORKS[0], WORKS[1], "P. Wrona, Mosty łyżwowe (dostęp: 5.03.2021)."]
    return Made("vault.md", text.encode(), numbered(*notes), [ENTRIES[0], ENTRIES[6]])


def word_tables() -> Made:
    """DOCX with notes called in cells, in a text box and in a nested table; a note that is a table itself."""
    cell = "<w:tc><w:p>{}</w:p>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format(run('Kazimierz') + call(3), '')}</w:tr></w:tbl><w:p/>"
    table = (
        f"<w:tbl><w:tr>{cell.format(run('Płock') + call(1), '')}{cell.format(run('1998'), '')}</w:tr>"
        f"<w:tr>{cell.format(run('Toruń') + call(2), '')}{cell.format('', inner)}</w:tr></w:tbl>"
    )
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'Requires="wps"><w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape"><w:txbxContent>{para(run("Ramka"), call(4))}</w:txbxContent></wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{para(run('Ramka'), call(4))}</w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    body = para(run(SENTENCES[0] + ".")) + table + box + para(run(SENTENCES[1]), call(5), run("."))
    body += para(run("Bibliografia"), properties='<w:pStyle w:val="Heading1"/>')
    body += "".join(para(run(e), properties='<w:ind w:left="567" w:hanging="567"/>') for e in ENTRIES)
    texts = (WORKS[0], WORKS[1], WORKS[11], WORKS[14])
    notes = "".join(word_note(n, t) for n, t in enumerate(texts, 1))
    in_table = (
        f'<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r>{run(" Zob.:")}</w:p><w:tbl><w:tr>'
        f"{cell.format(run(WORKS[2]), '')}</w:tr><w:tr>{cell.format(run(WORKS[7]), '')}</w:tr></w:tbl><w:p/></w:footnote>"
    )
    expected = [*numbered(*texts), ("5", f"Zob.: {WORKS[2]} {WORKS[7]}")]
    return Made("tables.docx", docx(body, notes + in_table), expected, list(ENTRIES))


def word_tracked() -> Made:
    """DOCX under revision: words and whole notes put in, taken out and moved; the text as it would be accepted."""
    by = 'w:author="Redakcja" w:date="2021-03-05T10:00:00Z"'

    def ins(content: str) -> str:
        return f'<w:ins w:id="90" {by}>{content}</w:ins>'

    def gone(content: str) -> str:
        return f'<w:del w:id="91" {by}>{content}</w:del>'

    def deleted(text: str) -> str:
        return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'

    body = (
        para(run(SENTENCES[0]), call(1), run("."))
        + para(run(SENTENCES[1]), gone(call(2)), run("."))
        + para(ins(run(SENTENCES[2]) + call(3)), run("."))
        + para(
            f'<w:moveFrom w:id="92" {by}>{run(SENTENCES[3])}{call(4)}</w:moveFrom>',
            run(SENTENCES[4]),
            call(5),
        )
        + para(f'<w:moveTo w:id="93" {by}>{run(SENTENCES[3])}{call(6)}</w:moveTo>', run("."))
    )
    notes = (
        f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>{run(" J. Kowal, ")}{gone(deleted("Młyny Mazowsza"))}'
        f"{ins(run('Młyny wodne Mazowsza'))}{run(', Płock 1998, s. ')}{gone(deleted('54'))}{ins(run('45'))}{run('.')}"
        "</w:p></w:footnote>"
        f'<w:footnote w:id="2"><w:p>{gone("<w:r><w:footnoteRef/></w:r>" + deleted(" " + WORKS[1]))}</w:p></w:footnote>'
        + word_note(3, ins(run(" " + WORKS[4])))
        + f'<w:footnote w:id="4"><w:p>{gone("<w:r><w:footnoteRef/></w:r>" + deleted(" " + WORKS[7]))}</w:p></w:footnote>'
        + word_note(5, WORKS[11])
        + word_note(6, WORKS[7])
    )
    return Made("tracked.docx", docx(body, notes), numbered(WORKS[0], WORKS[4], WORKS[11], WORKS[7]))


def word_sections() -> Made:
    """DOCX with endnotes at the end of each section, numbered anew in each, in Roman figures in the second."""

    def section(first: int, count: int, format: str) -> str:
        calls = "".join(para(run(SENTENCES[i]), call(first + i, "endnote"), run(".")) for i in range(count))
        return calls + para(
            properties=f'<w:sectPr><w:endnotePr><w:pos w:val="sectEnd"/><w:numFmt w:val="{format}"/><w:numRestart '
            'w:val="eachSect"/></w:endnotePr></w:sectPr>'
        )

    body = para(run("Młyny"), properties='<w:pStyle w:val="Heading1"/>') + section(1, 3, "decimal")
    body += para(run("Promy"), properties='<w:pStyle w:val="Heading1"/>') + section(4, 3, "upperRoman")
    body += para(run(SENTENCES[5] + "."))
    texts = [WORKS[i] for i in (0, 1, 10, 3, 12, 15)]
    notes = "".join(word_note(n, t, kind="endnote") for n, t in enumerate(texts, 1))
    expected = [*numbered(*texts[:3]), ("I", texts[3]), ("II", texts[4]), ("III", texts[5])]
    return Made("sections.docx", docx(body, endnotes=notes), expected)


def odt_tables() -> Made:
    """ODT: notes in cells, of several paragraphs and with a list, one with an asterisk of its own."""
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    item = f"<text:list><text:list-item><text:p>{WORKS[7]}</text:p></text:list-item></text:list>"
    body = (
        f'<text:h text:outline-level="1">Promy{odt_note(0, "Tekst wygłoszony w Płocku.", label="*")}</text:h>'
        f"<text:p>{SENTENCES[0]}{odt_note(1, WORKS[0])}.</text:p><table:table><table:table-column/><table:table-row>"
        f"{cell.format('Toruń' + odt_note(2, WORKS[1], WORKS[9]))}{cell.format('1878')}</table:table-row></table:table>"
        f"<text:p>{SENTENCES[2]}{odt_note(3, 'Zob.:', item)}<text:s/>oraz"
        f"{odt_note(4, 'J. Kowal,<text:s/>dz. cyt.,<text:line-break/>s. 52.')}.</text:p>"
        '<text:h text:outline-level="1">Bibliografia</text:h>' + "".join(f"<text:p>{e}</text:p>" for e in ENTRIES)
    )
    expected = [
        ("*", "Tekst wygłoszony w Płocku."),
        *numbered(WORKS[0], f"{WORKS[1]} {WORKS[9]}", f"Zob.: {WORKS[7]}", WORKS[13]),
    ]
    return Made("tables.odt", odt(body), expected, list(ENTRIES))


def authors_above() -> Made:
    """A list of plain text whose years and titles stand below a line with the author."""
    text = f"""Promy i mosty

{SENTENCES[0]} (Kowal 1998). {SENTENCES[1]} (Lis 2004, s. 35). {SENTENCES[2]}.

Literatura

Bielak, Krystyna
(2001), Śluzy Kanału Górnego, Gdańsk: Wodnik.

Kowal, Jan
(1998), Młyny wodne Mazowsza, Płock: Młynarz.
(2003), Młyny wietrzne Mazowsza, Płock: Młynarz.
(2007a), „Folusze nad Skrwą”, Przegląd Rzeczny 12, nr 3, s. 5–17.

Lis, Adam; Sowa, Teresa
(2004), „Wieża ciśnień w Toruniu”, Roczniki Nadwiślańskie 12, s. 33–41.

Левченко, Олена
(2013), Млини Поділля, Київ: Либідь.
"""
    entries = [
        "Bielak, Krystyna (2001), Śluzy Kanału Górnego, Gdańsk: Wodnik.",
        "Kowal, Jan (1998), Młyny wodne Mazowsza, Płock: Młynarz.",
        "Kowal, Jan (2003), Młyny wietrzne Mazowsza, Płock: Młynarz.",
        "Kowal, Jan (2007a), „Folusze nad Skrwą”, Przegląd Rzeczny 12, nr 3, s. 5–17.",
        "Lis, Adam; Sowa, Teresa (2004), „Wieża ciśnień w Toruniu”, Roczniki Nadwiślańskie 12, s. 33–41.",
        "Левченко, Олена (2013), Млини Поділля, Київ: Либідь.",
    ]
    return Made("authors.txt", text.encode(), [], entries)


FIRST = (
    ojs_landing,
    wordpress_block,
    pandoc_page,
    word_page,
    epub_asides,
    jats_group,
    tei_inline,
    latex_biblatex,
    latex_memoir,
    markdown_pandoc,
    markdown_vault,
    word_tables,
    word_tracked,
    word_sections,
    odt_tables,
    authors_above,
)
