"""Text and notes as typst's markup, for all layouts that typst sets."""

from __future__ import annotations

from benchmarks.pdf.content import Block


def quoted(text: str) -> str:
    """A text that typst takes as it stands."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '";'


def marked_up(block: Block, endnotes: list[str] | None = None) -> str:
    """A block with its notes at the foot, or with their numbers alone and their texts added to ``endnotes``."""
    row: list[str] = []
    for run in block.runs:
        if isinstance(run, str):
            row.append(quoted(run))
        elif endnotes is not None:
            endnotes.append(run.text)
            row.append(f"#super[{len(endnotes)}]")
        else:
            row.append(f"#footnote[{quoted(run.text)}]")
    return "".join(row)
