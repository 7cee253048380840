"""A web page with notes at its end, printed by Chromium with its own header and footer."""

from __future__ import annotations

import subprocess
import tempfile
from html import escape
from pathlib import Path

from benchmarks.pdf.content import Content, Note

_CSS = (
    "body {font: 12pt/1.5 'Liberation Sans', sans-serif} sup {font-size: 75%; vertical-align: super; line-height: 0} "
    "ol {font-size: 90%} a {color: #06c; text-decoration: none} h1 {font-size: 20pt}"
)


def print_page(content: Content) -> bytes:
    notes: list[str] = []
    out = ["<h1>Brody i przewozy</h1><p>Jan Rzeczny · 3 maja 2020</p>"]
    for block in content.blocks:
        row: list[str] = []
        for run in block.runs:
            if isinstance(run, Note):
                notes.append(run.text)
                row.append(f"<sup><a href='#n{len(notes)}' id='r{len(notes)}'>[{len(notes)}]</a></sup>")
            else:
                row.append(escape(run))
        out.append(f"<h2>{''.join(row)}</h2>" if block.heading else f"<p>{''.join(row)}</p>")
    out.append("<hr><h2>Przypisy</h2><ol>")
    out += [f"<li id='n{n}'>{escape(text)} <a href='#r{n}'>↑</a></li>" for n, text in enumerate(notes, 1)]
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "x.html", Path(folder) / "x.pdf"
        page.write_text(
            f'<html lang="{content.language}"><meta charset="utf-8"><title>Brody</title><style>{_CSS}</style>'
            f"<body>{''.join(out)}</ol>",
            encoding="utf-8",
        )
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={made}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return made.read_bytes()
