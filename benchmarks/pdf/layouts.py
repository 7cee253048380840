"""The layouts: which program sets, on what page, in how many columns, how notes are numbered and where they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Lengths in points."""

    name: str
    engine: str  # typst, chromium, libreoffice
    page: tuple[float, float] = (595, 842)
    margin: float = 72
    columns: int = 1
    gutter: float = 18
    size: float = 11
    note_size: float = 9
    leading: float = 1.25
    font: str = "Libertinus Serif"
    numbering: str = "1"  # typst's patterns: "1", "*", "a", "i"
    restart: str = ""  # "page", "chapter"
    endnotes: bool = False
    rule: bool = True
    header: str = ""  # "", "same", "alternating", "number"
    note_mark: str = "raised"  # raised, plain, dotted
    justify: bool = True
    hyphenate: bool = True
    small_capitals: bool = False
    note_font: str = ""
    indent: float = 14


LAYOUTS = (
    Layout("plain", "typst"),
    Layout("two-columns", "typst", columns=2, size=9.5, note_size=7.8, margin=50, gutter=14, header="alternating"),
    Layout("by-page", "typst", restart="page", header="alternating", page=(420, 595), margin=50, size=10, note_size=8),
    Layout("no-rule", "typst", rule=False, font="New Computer Modern", size=12, note_size=10, header="same"),
    Layout("signs", "typst", numbering="*", restart="page", page=(482, 680), header="number"),
    Layout("chapters", "typst", restart="chapter", header="same", small_capitals=True),
    Layout("endnotes", "typst", endnotes=True, note_mark="dotted", header="alternating"),
    Layout("office", "libreoffice", font="Liberation Serif", size=12, note_size=10, note_mark="plain", header="number"),
    Layout(
        "office-columns", "libreoffice", columns=2, font="Liberation Serif", size=10, note_size=8, note_mark="plain"
    ),
    Layout("office-end", "libreoffice", endnotes=True, font="Liberation Sans", size=11, note_size=9, note_mark="plain"),
    Layout("web-end", "chromium", endnotes=True, font="serif", note_mark="dotted", justify=False, hyphenate=False),
    Layout("web-pages", "chromium", font="sans-serif", size=10.5, note_size=8, header="alternating"),
)
# Not looked at while the reader was written.
UNSEEN = (
    Layout(
        "unseen-narrow",
        "typst",
        page=(360, 540),
        margin=42,
        size=9,
        note_size=7.5,
        leading=1.1,
        header="number",
        hyphenate=True,
        note_font="New Computer Modern",
    ),
    Layout(
        "unseen-letters",
        "typst",
        numbering="a",
        restart="chapter",
        size=13,
        note_size=11.5,
        rule=False,
        margin=90,
        header="alternating",
        indent=0,
    ),
    Layout("unseen-three-columns", "typst", page=(842, 595), columns=3, margin=36, gutter=20, size=9, note_size=7.2),
    Layout(
        "unseen-office",
        "libreoffice",
        page=(482, 680),
        font="Liberation Sans",
        size=10,
        note_size=9,
        note_mark="plain",
        header="alternating",
        margin=56,
        justify=False,
    ),
)
