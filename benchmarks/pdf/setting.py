"""Sets content in a layout: typst as a module, LibreOffice and Chromium as programs where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

from benchmarks.pdf.content import Block, Content, Note
from benchmarks.pdf.layouts import Layout

_TITLES = ("Zeitschrift am Fluss 12 (2019)", "O moście i rzece")


def available(layout: Layout) -> bool:
    if layout.engine == "typst":
        try:
            import typst  # noqa: F401
        except ImportError:
            return False
        return True
    return shutil.which({"libreoffice": "soffice", "chromium": "chromium"}[layout.engine]) is not None


def set_pdf(content: Content, layout: Layout) -> bytes:
    return {"typst": _typst, "chromium": _chromium, "libreoffice": _office}[layout.engine](content, layout)


def _string(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '";'


def _typst(content: Content, layout: Layout) -> bytes:
    import typst

    width, height = layout.page
    header = {
        "": "none",
        "same": f"align(center, text(size: {layout.note_size}pt)[{_TITLES[0]}])",
        "number": "align(center, context counter(page).display())",
        "alternating": "context if calc.even(counter(page).get().first()) "
        f"[#counter(page).display() #h(1fr) #emph[{_TITLES[0]}]] else [#emph[{_TITLES[1]}] #h(1fr) "
        "#counter(page).display()]",
    }[layout.header]
    if layout.restart == "page":
        header = f"{{counter(footnote).update(0); {header}}}"
    out = [
        f"#set page(width: {width}pt, height: {height}pt, margin: {layout.margin}pt, columns: {layout.columns}, "
        f"header: {header})",
        f"#set columns(gutter: {layout.gutter}pt)",
        f'#set text(size: {layout.size}pt, font: "{layout.font}", lang: "{content.language}", '
        f"hyphenate: {str(layout.hyphenate).lower()})",
        f"#set par(justify: {str(layout.justify).lower()}, leading: {layout.leading - 0.65:.2f}em, spacing: "
        f"{layout.leading - 0.65:.2f}em, first-line-indent: {layout.indent}pt)",
        f'#set footnote(numbering: "{layout.numbering}")',
        f'#show footnote.entry: set text(size: {layout.note_size}pt, font: "{layout.note_font or layout.font}")',
    ]
    if not layout.rule:
        out.append("#set footnote.entry(separator: v(4pt))")
    notes: list[str] = []
    for block in content.blocks:
        if block.heading:
            if layout.restart == "chapter":
                out.append("#counter(footnote).update(0)")
            title = _string(str(block.runs[0]))
            title = f"#smallcaps[{title}]" if layout.small_capitals else title
            out.append(f'\n#block(above: 14pt, below: 8pt, text(size: {layout.size + 2}pt, weight: "bold")[{title}])\n')
            continue
        row: list[str] = []
        for run in block.runs:
            if isinstance(run, Note):
                notes.append(run.text)
                row.append(f"#super[{len(notes)}]" if layout.endnotes else f"#footnote[{_string(run.text)}]")
            else:
                row.append(_string(run))
        out.append("".join(row) + "\n")
    if layout.endnotes:
        out.append(f'#block(above: 20pt, text(weight: "bold")[Notes])\n#set text(size: {layout.note_size}pt)\n')
        for number, text in enumerate(notes, 1):
            mark = f"#super[{number}] " if layout.note_mark == "raised" else f"{number}\\. "
            out.append(f"{mark}{_string(text)}\n")
    result = typst.compile("\n".join(out).encode())
    assert isinstance(result, bytes)
    return result


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=240)


def _office(content: Content, layout: Layout) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.fodt"
        path.write_text(_flat(content, layout), encoding="utf-8")
        return convert(path)


def convert(path: Path) -> bytes:
    """A document through LibreOffice, with a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(path),
            ]
        )
        return (Path(folder) / (path.stem + ".pdf")).read_bytes()


def _flat(content: Content, layout: Layout) -> str:
    kind = "endnote" if layout.endnotes else "footnote"
    notes = 0

    def paragraph(block: Block) -> str:
        nonlocal notes
        row: list[str] = []
        for run in block.runs:
            if isinstance(run, Note):
                notes += 1
                row.append(
                    f'<text:note text:id="n{notes}" text:note-class="{kind}"><text:note-citation>{notes}'
                    f'</text:note-citation><text:note-body><text:p text:style-name="N">{escape(run.text)}</text:p>'
                    "</text:note-body></text:note>"
                )
            else:
                row.append(escape(run).replace("  ", " "))
        return f'<text:p text:style-name="{"H" if block.heading else "P"}">{"".join(row)}</text:p>'

    body = "".join(paragraph(block) for block in content.blocks)
    width, height = layout.page
    align = 'fo:text-align="justify"' if layout.justify else ""
    columns = (
        f'<style:columns fo:column-count="{layout.columns}" fo:column-gap="{layout.gutter}pt"/>'
        if layout.columns > 1
        else ""
    )
    number = '<text:page-number text:select-page="current"/>'
    heads = {
        "": "",
        "same": f"<style:header><text:p>{_TITLES[0]}</text:p></style:header>",
        "number": f'<style:footer><text:p text:style-name="C">{number}</text:p></style:footer>',
        "alternating": f"<style:header><text:p>{_TITLES[0]} {number}</text:p></style:header>"
        f"<style:header-left><text:p>{number} {_TITLES[1]}</text:p></style:header-left>",
    }[layout.header]
    text = f'style:font-name="F" fo:hyphenate="{str(layout.hyphenate).lower()}" fo:language="{content.language}"'
    top = '<style:header-style><style:header-footer-properties fo:min-height="20pt" fo:margin-bottom="10pt"/>'
    top += "</style:header-style>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><office:document '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="{layout.font}"/>'
        "</office:font-face-decls><office:styles>"
        f'<style:style style:name="P" style:family="paragraph"><style:paragraph-properties {align} '
        f'fo:text-indent="{layout.indent}pt"/><style:text-properties fo:font-size="{layout.size}pt" {text}/>'
        "</style:style>"
        f'<style:style style:name="N" style:family="paragraph"><style:paragraph-properties {align}/>'
        f'<style:text-properties fo:font-size="{layout.note_size}pt" {text}/></style:style>'
        f'<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:margin-top="14pt"/>'
        f'<style:text-properties fo:font-size="{layout.size + 2}pt" fo:font-weight="bold" {text}/></style:style>'
        '<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        "</style:style>"
        '<style:style style:name="Footnote_20_anchor" style:family="text"><style:text-properties '
        'style:text-position="super 58%"/></style:style>'
        '<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="Footnote_20_anchor" '
        'style:num-format="1" text:start-value="0"/>'
        '<text:notes-configuration text:note-class="endnote" text:citation-body-style-name="Footnote_20_anchor" '
        'style:num-format="1" text:start-value="0"/>'
        "</office:styles><office:automatic-styles>"
        f'<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{width}pt" '
        f'fo:page-height="{height}pt" fo:margin="{layout.margin}pt">{columns}</style:page-layout-properties>{top}'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="L">{heads}</style:master-page>'
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _chromium(content: Content, layout: Layout) -> bytes:
    width, height = layout.page
    pages = [_page(content, layout)] if layout.endnotes else _filled(content, layout)
    css = (
        f"@page {{size: {width}pt {height}pt; margin: {layout.margin if layout.endnotes else 0}pt}} body {{margin: 0; "
        f"font: {layout.size}pt/{layout.leading} {layout.font}; text-align: {'justify' if layout.justify else 'left'}}}"
        f" .page {{position: relative; width: {width}pt; height: {height - 1}pt; break-after: page}}"
        f" .text, .foot, .head {{position: absolute; left: {layout.margin}pt; right: {layout.margin}pt}}"
        f" .text {{top: {layout.margin}pt}} .foot {{bottom: {layout.margin}pt; font-size: {layout.note_size}pt; "
        f"}} .rule {{border-top: .5pt solid black; "
        f"width: 120pt; margin-bottom: 3pt}} .head {{top: {layout.margin / 2}pt; font-style: italic}}"
        " p {margin: 0} sup {font-size: 62%; line-height: 0}"
    )
    with tempfile.TemporaryDirectory() as folder:
        path, made = Path(folder) / "x.html", Path(folder) / "x.pdf"
        path.write_text(
            f'<html lang="{content.language}"><meta charset="utf-8"><style>{css}</style><body>{"".join(pages)}',
            encoding="utf-8",
        )
        _run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={made}",
                path.as_uri(),
            ]
        )
        return made.read_bytes()


def _page(content: Content, layout: Layout) -> str:
    notes: list[str] = []
    out = [_html(block, notes, 0) for block in content.blocks]
    out.append(f"<h3>Notes</h3><div style='font-size: {layout.note_size}pt'>")
    out += [f"<p>{n}. {escape(text)}</p>" for n, text in enumerate(notes, 1)]
    return "".join(out) + "</div>"


def _html(block: Block, notes: list[str], offset: int) -> str:
    row: list[str] = []
    for run in block.runs:
        if isinstance(run, Note):
            notes.append(run.text)
            row.append(f"<sup>{len(notes) + offset}</sup>")
        else:
            row.append(escape(run))
    return f"<p>{'<b>' if block.heading else ''}{''.join(row)}</p>"


def _filled(content: Content, layout: Layout) -> list[str]:
    """Pages of a fixed height, filled by the count of letters; a paragraph is never divided."""
    width, height = layout.page
    line = (width - 2 * layout.margin) / layout.size / 0.5
    lines = (height - 2 * layout.margin) / layout.size / layout.leading * 0.92
    pages: list[str] = []
    used, number, body, notes = 0.0, 0, "", list[str]()

    def close() -> None:
        nonlocal used, number, body, notes
        head = f"{len(pages) + 1} {_TITLES[0]}" if len(pages) % 2 else f"{_TITLES[1]} {len(pages) + 1}"
        foot = "".join(f"<p><sup>{number + n}</sup> {escape(t)}</p>" for n, t in enumerate(notes, 1))
        pages.append(
            f'<div class="page"><div class="head">{head}</div><div class="text">{body}</div><div class="foot">'
            f"{'<div class=rule></div>' if notes and layout.rule else ''}{foot}</div></div>"
        )
        number += len(notes)
        used, body, notes = 0.0, "", []

    for block in content.blocks:
        own: list[str] = []
        _html(block, own, number)
        ratio = layout.note_size / layout.size
        letters = sum(len(run) for run in block.runs if isinstance(run, str))
        need = letters / line + 1 + sum(len(t) / line * ratio + 1 for t in own) * ratio
        if used and used + need > lines:
            close()
        body += _html(block, notes, number)
        used += need
    close()
    return pages
