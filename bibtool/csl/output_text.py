"""Plain text: no markup at all."""

from __future__ import annotations

from bibtool.csl.tree import Mark, Run


def write_text(parts: list[Run | Mark]) -> str:
    """Write flat parts as text; display blocks are set off by a space (a number before its entry) or a line break."""
    return "".join(pieces(parts, lambda text: text, lambda mark: "")).strip()


def pieces(parts: list[Run | Mark], escape: object, markup: object) -> list[str]:
    """Return the pieces of an output that has no notation for display blocks.

    `escape` turns text into the format's own, `markup` an opening or closing of formatting or of a link.
    """
    assert callable(escape) and callable(markup)
    out: list[str] = []
    gap = ""
    opened = False  # a gap, and then a mark that opens: what it opens begins without a space, too
    for part in parts:
        if isinstance(part, Mark) and part.kind == "display":
            if not part.opening:
                gap = " " if part.value == "left-margin" else "\n"
            elif part.value in ("block", "indent") and out:
                gap = "\n"
            continue
        if isinstance(part, Run):
            piece = escape(part.text.lstrip(" ") if gap or opened else part.text)
        elif part.kind == "quote":
            piece = escape(part.value)
        else:
            piece = markup(part)
        opened = opened and not (piece and isinstance(part, Run))
        if piece and gap and (isinstance(part, Run) or part.opening):
            if out:
                out.append(gap)
            opened = isinstance(part, Mark)
            gap = ""
        out.append(piece)
    return out
