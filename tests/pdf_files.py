"""A small writer of PDFs: pages of lines that are set at given places, in Helvetica."""

from dataclasses import dataclass, field


@dataclass
class Sheet:
    """A page of 600 by 800 points: text, rules, and how far the lines of ``flow`` have come down."""

    parts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def link(self, left: float, bottom: float, right: float, top: float, to: str | tuple[int, float]) -> None:
        """``to`` is an address, or a page (the first is 0) and a height on it."""
        act = f"/A << /S /URI /URI ({to}) >>" if isinstance(to, str) else f"/Dest [{to[0]} /XYZ 0 {to[1]} 0]"
        self.links.append(f"<< /Type /Annot /Subtype /Link /Rect [{left} {bottom} {right} {top}] {act} >>")

    def text(self, x: float, y: float, text: str, size: float = 10, turn: str = "1 0 0 1", font: str = "F") -> None:
        for sign in "\\()":
            text = text.replace(sign, "\\" + sign)
        self.parts.append(f"BT /{font} {size} Tf {turn} {x} {y} Tm ({text}) Tj ET")

    def line(self, x: float, y: float, runs: str, size: float = 10) -> None:
        """``runs`` is text in which ``^{12}`` stands for a raised mark; widths are guessed at half the size."""
        for number, run in enumerate(runs.replace("^{", "\0{").split("\0")):
            mark, rest = run[1:].split("}", 1) if number else ("", run)
            if mark:
                self.text(x, y + 0.35 * size, mark, 0.6 * size)
                x += 0.6 * 0.556 * size * len(mark)
            if rest:
                self.text(x, y, rest, size)
                x += width(rest, size)

    def rule(self, x: float, y: float, length: float) -> None:
        self.parts.append(f"{x} {y} m {x + length} {y} l 0.5 w S")


_NARROW, _WIDE = frozenset("ijl.,:;|!'"), frozenset("mwMWABCDEGHKNOPQRSUVXYZ%")


def width(text: str, size: float) -> float:
    """Helvetica's widths, in four classes."""
    return sum(0.24 if c in _NARROW else 0.278 if c in " tfI()" else 0.75 if c in _WIDE else 0.54 for c in text) * size


def objects(parts: list[bytes], trailer: bytes = b"") -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + rows + end


def pdf(sheets: list[Sheet], trailer: bytes = b"") -> bytes:
    count = len(sheets)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(count))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Oblique /Encoding /WinAnsiEncoding >>",
    ]
    for number, sheet in enumerate(sheets):
        content = "\n".join(sheet.parts).encode("cp1252")
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R "
            b"/Annots [%s] /Resources << /Font << /F 3 0 R /I 4 0 R >> >> >>"
            % (6 + 2 * number, " ".join(sheet.links).encode())
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return objects(parts, trailer)
