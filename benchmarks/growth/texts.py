"""What grows in plain text, Markdown, LaTeX, lines of notes and PDF."""

from __future__ import annotations

import json

from benchmarks.growth.made import NOTE, WORD, Shape, line, pdf, prose, rows, tex

SHAPES: dict[str, dict[str, tuple[int, Shape]]] = {
    "text": {
        "notes": (500, lambda n: rows(f"{WORD}#. ", n) + "\n\n" + rows(f"# {NOTE.format('#')}\n", n)),
        "one line": (100_000, lambda n: WORD * n),
        "one line of numbers": (20_000, lambda n: rows("# ", n)),
        "one line of raised numbers": (20_000, lambda n: "rzeka¹ " * n),
        "numbered lines": (5_000, lambda n: rows(f"# {WORD}\n", n)),
        "the same number": (5_000, lambda n: f"1 {WORD}\n" * n),
        "opening brackets": (100_000, lambda n: "[(" * n),
        "blank lines": (100_000, lambda n: "a" + "\n" * n + "b"),
        "pages": (2_000, lambda n: rows(f"{WORD}\n12\n\f", n)),
        "list": (500, lambda n: "Tekst.\n\nBibliografia\n\n" + rows(f"Wierzba A#., {NOTE.format('#')}\n", n)),
        "asterisks": (20_000, lambda n: "rzeka* " * n),
        "no spaces": (500_000, lambda n: "a" * n),
    },
    "markdown": {
        "notes": (1_000, lambda n: rows(f"{WORD}[^#].\n\n", n) + rows(f"[^#]: {NOTE.format('#')}\n\n", n)),
        "notes in place": (1_000, lambda n: rows(f"{WORD}^[{NOTE.format('#')}] ", n)),
        "links in notes in place": (1_000, lambda n: rows("Tak^[Zob. [Wir](https://wir.example/#)] ", n)),
        "one note called": (10_000, lambda n: f"{WORD}[^1].\n\n" * n + "[^1]: Lis.\n"),
        **{
            f"open {mark}": (20_000, lambda n, mark=mark: "# Rzeki\n\n" + f"rzeka {mark}" * n)  # type: ignore[misc]
            for mark in (
                "^[",
                "[",
                "[^",
                "*a",
                "**a",
                "_a",
                "`a",
                "<a ",
                "<!-- ",
                "![",
                "](",
                "$a",
                "~~a",
                "\\",
                "[a](",
                "(",
            )
        },
        "growing rows of `": (300, lambda n: "# R\n\n" + " a".join("`" * i for i in range(1, n))),
        "nested brackets": (20_000, lambda n: "# R\n\n" + "[" * n + "a" + "]" * n),
        "nested notes": (20_000, lambda n: "# R\n\n" + "^[a " * n + "]" * n),
        "nested quotations": (2_000, lambda n: "# R\n\n" + ">" * n + " a"),
        "deeper quotations": (300, lambda n: "# R\n\n" + "\n".join(">" * i + " a" for i in range(1, n))),
        "emphasis": (10_000, lambda n: "# R\n\n" + "*a* **b** " * n),
        "one line": (100_000, lambda n: "# R\n\n" + WORD * n),
        "list": (5_000, lambda n: "# R\n\n" + rows(f"- {WORD}\n", n)),
        "deeper list": (200, lambda n: "# R\n\n" + "\n".join("  " * i + "- a" for i in range(1, n))),
        "table": (5_000, lambda n: "# R\n\n| a | b |\n|---|---|\n" + "| a[^1] | b |\n" * n),
        "headings": (5_000, lambda n: rows("# R #\n\nTak.\n\n", n)),
        "lazy lines": (20_000, lambda n: "# R[^1]\n\n[^1]: a\n" + "b\n" * n),
    },
    "latex": {
        "notes": (1_000, lambda n: tex(rows(f"{WORD}\\footnote{{{NOTE.format('#')}}}.\n\n", n))),
        **{
            f"open {mark}": (10_000, lambda n, mark=mark: tex(f"rzeka {mark}" * n))  # type: ignore[misc]
            for mark in (
                "\\footnote{",
                "{",
                "\\begin{quote}",
                "$a",
                "\\verb|",
                "\\iffalse ",
                "\\item[",
                "\\emph{",
                "\\cite[",
                "\\section[",
                "}",
                "\\begin{verbatim}",
                "\\enquote{",
                "\\footnote[",
                "\\[",
                "\\(",
            )
        },
        "comments": (20_000, lambda n: tex("% a\n" * n + "b")),
        "definitions": (1_000, lambda n: tex("a", rows("\\newcommand{\\x#}{a}\n", n))),
        "uses": (10_000, lambda n: tex("\\zob{a} " * n, "\\newcommand{\\zob}[1]{Zob. #1}")),
        "open definitions": (1_000, lambda n: tex("a", "\\newcommand{\\x}{a" * n)),
        "accents": (20_000, lambda n: tex("\\'{e}\\.z" * n)),
        "one line": (100_000, lambda n: tex(WORD * n)),
        "works": (
            1_000,
            lambda n: tex(
                "\\begin{thebibliography}{9}"
                + rows("\\bibitem{k#} Lis A., Wir, Hel 1980.\n", n)
                + "\\end{thebibliography}"
            ),
        ),
    },
    "notes": {
        "lines": (
            1_000,
            lambda n: "".join(
                json.dumps({"number": i, "text": NOTE.format(i)}, ensure_ascii=False) + "\n" for i in range(n)
            ),
        ),
        "escapes": (20_000, lambda n: json.dumps({"number": 1, "text": "ą\n" * n}) + "\n"),
        "open quotes": (20_000, lambda n: '{"number": 1, "text": "' + '\\"' * n),
        "nested": (1_000, lambda n: '{"number": 1, "text": "a", "b": ' + "[" * n + "]" * n + "}\n"),
    },
    "pdf": {
        "pages": (20, lambda n: pdf([prose(i) for i in range(1, n + 1)])),
        "lines of one page": (
            300,
            lambda n: pdf([[line(60, 800 - 700 * i / n, f"rzeka {i} w dolinie") for i in range(n)]]),
        ),
        "words of one line": (500, lambda n: pdf([[line(60 + 400 * i / n, 500, "ab") for i in range(n)]])),
        "the same place": (500, lambda n: pdf([[line(60, 500, "rzeka w dolinie")] * n])),
        "one long string": (5_000, lambda n: pdf([[line(60, 500, "rzeka " * n, 1)]])),
        "strokes": (
            5_000,
            lambda n: pdf([[line(60, 500, "rzeka"), *(f"60 {i % 800} m 160 {i % 800} l S" for i in range(n))]]),
        ),
        "raised": (
            200,
            lambda n: pdf(
                [
                    [
                        each
                        for i in range(n)
                        for each in (
                            line(60, 800 - 700 * i / n, f"rzeka {i}"),
                            line(105, 803 - 700 * i / n, str(i), 6),
                        )
                    ]
                ]
            ),
        ),
    },
}
