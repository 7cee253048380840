"""Sixteen documents as platforms, editors and journals make them: the second half."""

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


def html(body: str, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="pl"><head><meta charset="utf-8"><title>Rzeki</title>{head}</head>\n'
        f"<body>{body}</body></html>\n"
    ).encode()


def ojs_galley() -> Made:
    """A galley of OJS made from JATS by a transformation."""
    body = "".join(
        f'<p id="p{n}">{SENTENCES[n]}<a class="xref-fn" href="#fn{n + 1}"><sup>{n + 1}</sup></a>.</p>' for n in range(5)
    )
    notes = "".join(
        f'<div class="fn" id="fn{n + 1}"><p class="first"><span class="fn-label"><sup>{n + 1}</sup></span> {WORKS[n]}</p>'
        + (f"<p>{WORKS[9]}</p>" if n == 2 else "")
        + "</div>"
        for n in range(5)
    )
    refs = "".join(
        f'<tr><td class="ref-label"><a id="R{i}"></a>{i}.</td><td class="ref-text"><span class="mixed-citation">{e}</span>'
        f' <a href="https://scholar.example/lookup?title={i}" target="_blank">Google Scholar</a></td></tr>'
        for i, e in enumerate(ENTRIES, 1)
    )
    text = (
        f'<div id="article-body"><h2>Wstęp</h2>{body}</div><div id="article-back"><h2>Przypisy</h2>{notes}'
        f'<h2>Bibliografia</h2><table class="ref-list">{refs}</table></div>'
    )
    texts = [*WORKS[:2], f"{WORKS[2]} {WORKS[9]}", *WORKS[3:5]]
    return Made("galley.html", html(text), numbered(*texts), list(ENTRIES))


def wordpress_inline() -> Made:
    """A plug-in of WordPress that keeps each note behind its number, hidden until it is asked for."""
    body = "".join(
        f'<p>{SENTENCES[n]}<sup class="modern-footnotes-footnote" data-mfn="{n + 1}" data-mfn-post-scope="x1"><a '
        f'href="javascript:void(0)" role="button" aria-pressed="false" aria-describedby="mfn-content-x1-{n + 1}">{n + 1}'
        f'</a></sup><span id="mfn-content-x1-{n + 1}" role="tooltip" class="modern-footnotes-footnote__note" tabindex="0" '
        f'data-mfn="{n + 1}">{WORKS[n]}</span>.</p>'
        for n in range(5)
    )
    return Made("inline.html", html(f'<div class="entry-content">{body}</div>'), numbered(*WORKS[:5]))


def wordpress_table() -> Made:
    """A plug-in of WordPress that sets its notes in a table and shows each where it is called, too."""
    body = "".join(
        f'<p>{SENTENCES[n]}<span class="footnote_referrer"><a role="button" tabindex="0"><sup '
        f'id="footnote_plugin_tooltip_7_1_{n + 1}" class="footnote_plugin_tooltip_text">{n + 1}</sup></a><span '
        f'id="footnote_plugin_tooltip_text_7_1_{n + 1}" class="footnote_tooltip">{WORKS[n]}</span></span>.</p>'
        for n in range(5)
    )
    rows = "".join(
        f'<tr class="footnotes_plugin_reference_row"> <th scope="row" class="footnote_plugin_index_combi pointer"><a '
        f'id="footnote_plugin_reference_7_1_{n + 1}" class="footnote_backlink"><span class="footnote_index_arrow">&#8593;'
        f'</span>{n + 1}</a></th> <td class="footnote_plugin_text">{WORKS[n]}</td></tr>'
        for n in range(5)
    )
    text = (
        f'{body}<div class="speaker-mute footnotes_reference_container"><div class="footnote_container_prepare"><p><span '
        'role="button" class="footnote_reference_container_label pointer">Przypisy</span></p></div><div '
        f'id="footnote_references_container_7_1"><table class="footnotes_table footnote-reference-container"><caption '
        f'class="accessibility">Przypisy</caption><tbody>{rows}</tbody></table></div></div>'
    )
    return Made("table.html", html(text), numbered(*WORKS[:5]))


def openedition() -> Made:
    """A page of OpenEdition: numbered paragraphs, notes in the margin again, notes of two paragraphs."""
    body = "".join(
        f'<div class="textandnotes"><ul class="sidenotes"><li><span class="num">{n + 1}</span> {WORKS[n][:30]} (...)</li>'
        f'</ul><p class="texte"><span class="paranumber">{n + 1}</span>{SENTENCES[n]}<a class="footnotecall" '
        f'id="bodyftn{n + 1}" href="#ftn{n + 1}">{n + 1}</a>.</p></div>'
        for n in range(5)
    )
    notes = "".join(
        f'<p class="notesbaspage"><a class="FootnoteSymbol" id="ftn{n + 1}" href="#bodyftn{n + 1}">{n + 1}</a> {WORKS[n]}'
        "</p>" + (f'<p class="notesbaspage">{WORKS[14]}</p>' if n == 3 else "")
        for n in range(5)
    )
    refs = "".join(f'<p class="bibliographie">{e}</p>' for e in ENTRIES)
    text = (
        f'<div id="text" class="section">{body}</div><div id="bibliography" class="section"><h2 class="section"><span '
        f'class="text">Bibliographie</span></h2>{refs}</div><div id="notes" class="section"><h2 class="section"><span '
        f'class="text">Notes</span></h2>{notes}</div><div id="quotation"><h2><span>Pour citer cet article</span></h2>'
        "<h3>Référence papier</h3><p>Jan Kowal, « Młyny », <em>Rzeki</em>, 12 | 2021, 5-17.</p></div>"
    )
    texts = [*WORKS[:3], f"{WORKS[3]} {WORKS[14]}", WORKS[4]]
    return Made("openedition.html", html(text), numbered(*texts), list(ENTRIES))


def sphinx_page() -> Made:
    """docutils: asides with a bracketed number that leads back, two ways back in one, and citations by label."""
    body = "".join(
        f'<p>{SENTENCES[n]} <a class="footnote-reference brackets" href="#f{n + 1}" id="id{n + 1}" role="doc-noteref">'
        f'<span class="fn-bracket">[</span>{n + 1}<span class="fn-bracket">]</span></a>.</p>'
        for n in range(4)
    )
    body += (
        f'<p>{SENTENCES[4]} <a class="footnote-reference brackets" href="#f2" id="id9" role="doc-noteref"><span '
        f'class="fn-bracket">[</span>2<span class="fn-bracket">]</span></a> i <a class="reference internal" href="#kow98" '
        'id="id10"><span>[Kow98]</span></a>.</p>'
    )
    back = [f'<a role="doc-backlink" href="#id{n}">{n}</a>' for n in range(1, 5)]
    notes = "".join(
        f'<aside class="footnote brackets" id="f{n + 1}" role="doc-footnote"><span class="label"><span class="fn-bracket">'
        f'[</span>{"2" if n == 1 else back[n]}<span class="fn-bracket">]</span></span>'
        + (
            '<span class="backrefs">(<a role="doc-backlink" href="#id2">1</a>,<a role="doc-backlink" href="#id9">2</a>)'
            "</span>"
            if n == 1
            else ""
        )
        + f"<p>{WORKS[n]}</p></aside>"
        for n in range(4)
    )
    cited = "".join(
        f'<div class="citation" id="{i}" role="doc-biblioentry"><span class="label"><span class="fn-bracket">[</span><a '
        f'role="doc-backlink" href="#id10">{label}</a><span class="fn-bracket">]</span></span><p>{e}</p></div>'
        for i, label, e in (("kow98", "Kow98", ENTRIES[4]), ("bru87", "Bru87", ENTRIES[1]))
    )
    text = (
        f'<section id="wstep"><h1>Wstęp</h1>{body}<aside class="footnote-list brackets">{notes}</aside></section><section '
        f'id="literatura"><h2>Literatura</h2><div role="list" class="citation-list">{cited}</div></section>'
    )
    return Made("sphinx.html", html(text), numbered(*WORKS[:4]), [ENTRIES[4], ENTRIES[1]])


def asciidoctor_page() -> Made:
    """asciidoctor's notes, and its list with labels in brackets."""
    body = "".join(
        f'<div class="paragraph"><p>{SENTENCES[n]}.<sup class="footnote">[<a id="_footnoteref_{n + 1}" class="footnote" '
        f'href="#_footnotedef_{n + 1}" title="View footnote.">{n + 1}</a>]</sup></p></div>'
        for n in range(5)
    )
    notes = "".join(
        f'<div class="footnote" id="_footnotedef_{n + 1}">\n<a href="#_footnoteref_{n + 1}">{n + 1}</a>. {WORKS[n]}\n</div>'
        for n in range(5)
    )
    refs = "".join(f'<li>\n<p><a id="b{i}"></a>[{i}] {e}</p>\n</li>' for i, e in enumerate(ENTRIES, 1))
    text = (
        f'<div id="content"><div class="sect1"><h2 id="_w">Wstęp</h2><div class="sectionbody">{body}</div></div><div '
        f'class="sect1"><h2 id="_b">Bibliografia</h2><div class="sectionbody"><div class="ulist bibliography"><ul '
        f'class="bibliography">{refs}</ul></div></div></div></div><div id="footnotes"><hr>{notes}</div>'
        '<div id="footer"><div id="footer-text">Last updated 2021-03-05 10:00:00 +0100</div></div>'
    )
    return Made("asciidoctor.html", html(text), numbered(*WORKS[:5]), list(ENTRIES))


def epub_rear() -> Made:
    """EPUB whose notes stand in a chapter of their own, under the chapters' names, numbered anew in each."""

    def chapter(file: int, title: str, count: int) -> str:
        return f"<h1>{title}</h1>" + "".join(
            f'<p>{SENTENCES[n]}<sup><a epub:type="noteref" id="r{file}-{n + 1}" href="notes.xhtml#n{file}-{n + 1}">{n + 1}'
            "</a></sup>.</p>"
            for n in range(count)
        )

    def rear(file: int, title: str, first: int, count: int) -> str:
        return (
            f"<h2>{title}</h2><ol>"
            + "".join(
                f'<li epub:type="endnote" id="n{file}-{n + 1}"><p>{WORKS[first + n]} <a href="c{file}.xhtml#r{file}-{n + 1}">'
                "[wróć]</a></p></li>"
                for n in range(count)
            )
            + "</ol>"
        )

    data = epub(
        {
            "c1.xhtml": chapter(1, "Młyny", 4),
            "c2.xhtml": chapter(2, "Promy", 3),
            "notes.xhtml": '<section epub:type="endnotes"><h1>Przypisy</h1>'
            + rear(1, "Młyny", 0, 4)
            + rear(2, "Promy", 5, 3)
            + "</section>",
        }
    )
    return Made("rear.epub", data, [*numbered(*WORKS[0:4]), *numbered(*WORKS[5:8])])


def jats_in_place() -> Made:
    """JATS with notes where they are called, an asterisk at the title, and lists within the list of references."""
    texts = [WORKS[0], WORKS[11], WORKS[12], WORKS[15]]
    body = "".join(
        f"<p>{SENTENCES[n]}<fn id='f{n + 1}'><label><sup>{n + 1}</sup></label><p>{t}</p></fn>.</p>"
        for n, t in enumerate(texts)
    )
    lists = "".join(
        f"<ref-list><title>{title}</title>"
        + "".join(f"<ref id='r{first + i}'><mixed-citation>{e}</mixed-citation></ref>" for i, e in enumerate(part))
        + "</ref-list>"
        for title, first, part in (("Źródła", 1, ENTRIES[:3]), ("Opracowania", 4, ENTRIES[3:]))
    )
    text = f"""<?xml version="1.0" encoding="utf-8"?><article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="pl">
<front><article-meta><title-group><article-title>Promy<xref ref-type="fn" rid="a1">*</xref></article-title><fn-group><fn
id="a1"><label>*</label><p>Tekst wygłoszony w Płocku.</p></fn></fn-group></title-group></article-meta></front>
<body><sec><title>Wstęp</title>{body}</sec></body><back><ref-list><title>Bibliografia</title>{lists}</ref-list></back>
</article>"""
    return Made("inplace.xml", text.encode(), [("*", "Tekst wygłoszony w Płocku."), *numbered(*texts)], list(ENTRIES))


def tei_back() -> Made:
    """TEI with notes in the back, called by pointers, one with an asterisk, and a list of biblStruct and bibl."""
    texts = [WORKS[0], WORKS[1], f"{WORKS[2]} {WORKS[9]}", WORKS[14]]
    inner = [WORKS[0], WORKS[1], f"<p>{WORKS[2]}</p><p>{WORKS[9]}</p>", WORKS[14]]
    calls = ['<ref target="#n1" type="noteref">1</ref>', '<ptr target="#n2"/>', '<ref target="#n3"><hi rend="sup">3</hi>'
             '</ref>', '<ptr type="note" target="#n4"/>']  # fmt: skip
    body = "".join(f"<p>{SENTENCES[n]}{c}.</p>" for n, c in enumerate(calls))
    notes = "".join(f'<note xml:id="n{n}" n="{n}" place="end">{t}</note>' for n, t in enumerate(inner, 1))
    bibl = "".join(f'<bibl xml:id="b{i}">{e}</bibl>' for i, e in enumerate(ENTRIES[:4]))
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Promy</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><div><head>Wstęp</head>{body}</div></body><back><div type="notes"><head>Przypisy</head>{notes}</div>
<div type="references"><head>Literatura</head><listBibl>{bibl}</listBibl></div></back></text></TEI>"""
    return Made("back.tei", text.encode(), numbered(*texts), list(ENTRIES[:4]))


def latex_article() -> Made:
    r"""amsart: numbers given by hand, \bysame in the list, notes in captions and headings, endnotes."""
    text = r"""\documentclass{amsart}
\usepackage{endnotes}
\let\przypis\footnote
\newcommand{\zob}[1]{\footnote{Zob. #1}}
\begin{document}
\section[Wstęp]{Wstęp\footnote{J. Kowal, {\it Młyny wodne Mazowsza}, P\l ock 1998, s.\,45.}}
%s\przypis{Tamże, s. 47.}, %s\zob{N. Okoń, \emph{Port drzewny}, Toruń 2018, s. 201.}.
%s\footnote[7]{S. Dąb, \emph{Prom w Kazimierzu}, ,,Przegląd Rzeczny'' 1999, nr 3, s. 5--17.}
\begin{figure}\caption[Prom]{Prom\footnote{H. Brunner, \emph{Die M{\"u}hlen an der Weichsel}, G{\"o}ttingen 1987,
S.~77.}}\end{figure}
\iffalse %s\footnote{Usunięty.} \fi
\renewcommand{\refname}{Literatura}
\begin{thebibliography}{Kowal}
\bibitem{a} J.~Kowal, \emph{Młyny wodne Mazowsza}, Młynarz, Płock, 1998.
\bibitem{b} \bysame, \emph{Młyny wietrzne}, Młynarz, Płock, 2003.
\bibitem{c} T.~Sowa i E.~Zawada, \emph{Flisacy \& oryle}, Warszawa, 2015.
\end{thebibliography}
\end{document}
"""
    for sentence in SENTENCES[:4]:
        text = text.replace("%s", sentence, 1)
    notes = [
        ("1", WORKS[0]),
        ("2", WORKS[10]),
        ("3", f"Zob. {WORKS[14]}"),
        ("7", WORKS[11]),
        ("4", WORKS[6]),
    ]
    entries = [
        "J. Kowal, Młyny wodne Mazowsza, Młynarz, Płock, 1998.",
        "———, Młyny wietrzne, Młynarz, Płock, 2003.",
        "T. Sowa i E. Zawada, Flisacy & oryle, Warszawa, 2015.",
    ]
    return Made("ams.tex", text.encode(), notes, entries)


def markdown_kramdown() -> Made:
    """Kramdown: notes indented by tabs, attributes, headings underlined, HTML between, a list of plain paragraphs."""
    text = f"""Promy
=====

{SENTENCES[0]}.[^1] {SENTENCES[1]}.[^note-2]
{{: .lead}}

[^1]:	J. Kowal, *Młyny wodne Mazowsza*, Płock 1998, s. 45.

	Tamże, s. 47.

<div class="box" markdown="1">
{SENTENCES[2]}.[^3]
</div>

    [^4]: kod

{SENTENCES[3]}, zob. też [^3] i 5\\[^6\\].

[^note-2]: P. Wrona, *Mosty łyżwowe*, <https://mosty.example/lyzwowe> (dostęp: 5.03.2021).
[^3]: S. Dąb, *Prom w Kazimierzu*,
      „Przegląd Rzeczny” 1999, nr 3, s. 5–17.

<!-- [^5]: komentarz -->

Literatura
----------

Bielak K., *Śluzy Kanału Górnego*, Gdańsk 2001.

Kowal J., *Młyny wodne Mazowsza*, Płock 1998.

Zawada E., *Flisacy i oryle*, Warszawa 2015.
"""
    notes = [f"{WORKS[0]} {WORKS[10]}", WORKS[8], WORKS[11]]
    return Made("kramdown.md", text.encode(), numbered(*notes), [ENTRIES[0], ENTRIES[4], ENTRIES[6]])


def word_marks() -> Made:
    """DOCX with marks of its own beside numbers, notes of several paragraphs and lists, fields of addresses."""

    def own(number: int, sign: str) -> str:
        return (
            f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:customMarkFollows="1" '
            f'w:id="{number}"/><w:t>{sign}</w:t></w:r>'
        )

    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK '
        '"https://mosty.example/lyzwowe" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("https://mosty.example/lyzwowe")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    content = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' P. Wrona, ')}{run('Mosty łyżwowe', '<w:i/>')}</w:sdtContent></w:sdt>"
    )
    body = (
        para(run("Promy"), own(1, "*"), properties='<w:pStyle w:val="Title"/>')
        + para(run(SENTENCES[0]), call(2), run(". " + SENTENCES[1]), own(3, "**"), run("."))
        + f"<w:sdt><w:sdtContent>{para(run(SENTENCES[2]), call(4), run('.'))}</w:sdtContent></w:sdt>"
        + para(run(SENTENCES[3]), call(5), run(" oraz "), own(6, "†"), run("."))
        + para(run("Wykaz literatury", "<w:b/>"))
        + "".join(para(run(f"{e}")) for e in ENTRIES)
    )
    notes = (
        word_note(1, "Tekst wygłoszony w Płocku.", mark="<w:t>*</w:t>")
        + word_note(2, WORKS[0], WORKS[10])
        + word_note(3, "Wszystkie daty według kalendarza gregoriańskiego.", mark="<w:t>**</w:t>")
        + f'<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/></w:r>{content}{run(", ")}{field}'
        f"{run(' (dostęp: 5.03.2021).')}</w:p></w:footnote>"
        + word_note(5, "Zob.:", WORKS[7], WORKS[14])
        + word_note(6, "Zmarł w 1878 r.", mark="<w:t>†</w:t>")
    )
    expected = [
        ("*", "Tekst wygłoszony w Płocku."),
        ("1", f"{WORKS[0]} {WORKS[10]}"),
        ("**", "Wszystkie daty według kalendarza gregoriańskiego."),
        ("2", WORKS[8]),
        ("3", f"Zob.: {WORKS[7]} {WORKS[14]}"),
        ("†", "Zmarł w 1878 r."),
    ]
    return Made("marks.docx", docx(body, notes), expected, list(ENTRIES))


def odt_tracked() -> Made:
    """ODT under revision with footnotes and endnotes; what was taken out is kept apart and is no text."""
    gone = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>R'
        f"</dc:creator><dc:date>2021-03-05T10:00:00</dc:date></office:change-info><text:p>{SENTENCES[3]}"
        f'{odt_note(9, WORKS[5])}</text:p></text:deletion></text:changed-region><text:changed-region text:id="c2">'
        "<text:insertion><office:change-info><dc:creator>R</dc:creator><dc:date>2021-03-05T10:00:00</dc:date>"
        "</office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
    )
    end = odt_note(1, WORKS[2], kind="endnote", shown="i")
    second = odt_note(2, WORKS[3], WORKS[12], kind="endnote", shown="ii")
    put_in = f'<text:change-start text:change-id="c2"/>{SENTENCES[2]}{odt_note(3, WORKS[4])}<text:change-end text:change-id="c2"/>'
    body = (
        f'{gone}<text:p>{SENTENCES[0]}{odt_note(1, WORKS[0])}<text:change text:change-id="c1"/>.</text:p>'
        f'<text:section text:name="a"><text:p>{SENTENCES[1]}{odt_note(2, WORKS[1])}{end}.</text:p></text:section>'
        f"<text:p>{put_in}.</text:p><text:p>{SENTENCES[4]}{second}.</text:p>"
        '<text:p text:style-name="H">Wykaz literatury</text:p>'
        + "".join(f'<text:p text:style-name="Hanging">{e}</text:p>' for e in ENTRIES)
    )
    expected = [
        ("1", WORKS[0]),
        ("2", WORKS[1]),
        ("i", WORKS[2]),
        ("3", WORKS[4]),
        ("ii", f"{WORKS[3]} {WORKS[12]}"),
    ]
    return Made("tracked.odt", odt(body), expected, list(ENTRIES))


def dashes() -> Made:
    """Plain text with hanging lines and dashes for an author who was named before."""
    text = f"""PROMY I MOSTY

{SENTENCES[0]}. {SENTENCES[1]}. {SENTENCES[2]}.

BIBLIOGRAFIA

Bielak K., Śluzy Kanału Górnego. Studium z dziejów dróg
    wodnych północy, Gdańsk 2001.
— Kanały i śluzy, Gdańsk 2005.
— Tamy, „Przegląd Rzeczny” 2008, nr 2,
    s. 11–19.
Brunner H., Die Mühlen an der Weichsel, Göttingen 1987.
Kowal J., Młyny wodne Mazowsza, Płock 1998.
———, Młyny wietrzne Mazowsza, Płock 2003.
———, Sowa T., Folusze nad Skrwą i ich właściciele w świetle
    ksiąg miejskich, Płock 2007.
Левченко О. П. Млини Поділля. Київ : Либідь, 2013. 180 с.
———. Пороми Дністра. Київ : Либідь, 2017. 96 с.
"""
    entries = [
        "Bielak K., Śluzy Kanału Górnego. Studium z dziejów dróg wodnych północy, Gdańsk 2001.",
        "— Kanały i śluzy, Gdańsk 2005.",
        "— Tamy, „Przegląd Rzeczny” 2008, nr 2, s. 11–19.",
        "Brunner H., Die Mühlen an der Weichsel, Göttingen 1987.",
        "Kowal J., Młyny wodne Mazowsza, Płock 1998.",
        "———, Młyny wietrzne Mazowsza, Płock 2003.",
        "———, Sowa T., Folusze nad Skrwą i ich właściciele w świetle ksiąg miejskich, Płock 2007.",
        "Левченко О. П. Млини Поділля. Київ : Либідь, 2013. 180 с.",
        "———. Пороми Дністра. Київ : Либідь, 2017. 96 с.",
    ]
    return Made("dashes.txt", text.encode(), [], entries)


def broken_lines() -> Made:
    """HTML whose list is one paragraph with breaks, in parts with headings of their own, dashes for authors."""
    first = ["Lustracja młynów 1789, Archiwum w Płocku, sygn. 12.", "Kronika portu w Toruniu, rkps 44."]
    second = [
        "Kowal J., Młyny wodne Mazowsza, Płock 1998.",
        "— Młyny wietrzne Mazowsza, Płock 2003.",
        "Lis A., Wieża ciśnień w Toruniu, „Roczniki Nadwiślańskie” 2004, t. 12, s. 33–41.",
        "Zawada E., Flisacy i oryle, Warszawa 2015.",
    ]
    notes = "<br>\n".join(f"<sup>{n}</sup> {t}" for n, t in enumerate(WORKS[:4], 1))
    body = "".join(f"<p>{SENTENCES[n]}<sup>{n + 1}</sup>.</p>\n" for n in range(4))
    text = (
        f"{body}<hr>\n<p>{notes}</p>\n<h3>Wykaz literatury</h3>\n<p><b>Źródła</b></p>\n<p>{'<br/>'.join(first)}</p>\n"
        f"<p><b>Opracowania</b></p>\n<p>{'<br/>'.join(second)}</p>\n"
    )
    return Made("breaks.html", html(text), numbered(*WORKS[:4]), first + second)


def libreoffice_export() -> Made:
    """LibreOffice's HTML: footnotes and endnotes by their own names, a note of two paragraphs, an asterisk."""
    signs = ("*", "1", "2", "3")
    body = "".join(
        f'<p>{SENTENCES[n]}<a class="sdfootnoteanc" name="sdfootnote{n + 1}anc" href="#sdfootnote{n + 1}sym"><sup>{s}</sup>'
        "</a>.</p>\n"
        for n, s in enumerate(signs)
    )
    body += (
        f'<p>{SENTENCES[4]}<a class="sdendnoteanc" name="sdendnote1anc" href="#sdendnote1sym"><sup>i</sup></a>.</p>\n'
    )
    notes = "".join(
        f'<div id="sdfootnote{n + 1}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{n + 1}sym" '
        f'href="#sdfootnote{n + 1}anc">{s}</a>{WORKS[n]}</p>\n'
        + (f'<p class="sdfootnote">{WORKS[14]}</p>\n' if n == 2 else "")
        + "</div>\n"
        for n, s in enumerate(signs)
    )
    notes += (
        '<div id="sdendnote1"><p class="sdendnote"><a class="sdendnotesym" name="sdendnote1sym" href="#sdendnote1anc">i</a>'
        f"{WORKS[15]}</p></div>\n"
    )
    texts = [("*", WORKS[0]), ("1", WORKS[1]), ("2", f"{WORKS[2]} {WORKS[14]}"), ("3", WORKS[3]), ("i", WORKS[15])]
    head = '<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)">'
    return Made("export.html", html(body + notes, head), texts)


SECOND = (
    ojs_galley,
    wordpress_inline,
    wordpress_table,
    openedition,
    sphinx_page,
    asciidoctor_page,
    epub_rear,
    jats_in_place,
    tei_back,
    latex_article,
    markdown_kramdown,
    word_marks,
    odt_tracked,
    dashes,
    broken_lines,
    libreoffice_export,
)
