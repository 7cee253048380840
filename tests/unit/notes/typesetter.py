"""A small typesetter: one text with notes, laid out on pages in many ways, as text layers of PDF files look."""

import random
import textwrap
from dataclasses import dataclass, field

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

WORDS = (
    "rzeka miasto droga umowa granica szkoła kościół gazeta urząd wojsko handel sąsiad pamięć wieś rynek most "
    "archiwum źródło list kronika sejm prawo spór pokój wojna zima zboże statek port kolej fabryka robotnik chłop "
    "szlachta król biskup klasztor uniwersytet student książka druk prasa cenzura granica wschód zachód północ"
).split()
AUTHORS = ("A. Brzoza", "К. Липова", "M. Olszyna", "J. Wierzba", "Т. Кленова", "S. Jarząb", "R. Dąb-Leśny")
PLACES = ("Łódź", "Kraków", "Москва", "Lublin", "Київ")


@dataclass(frozen=True)
class Layout:
    name: str
    width: int = 70
    note_width: int = 80
    lines: int = 34
    marker: str = "superscript"  # superscript, bracket, html, glued, none
    start: str = "{n} "  # before a note's text; "own" puts the number on a line of its own
    restart: bool = False  # numbers begin again on each page
    endnotes: str = ""  # heading of a list at the end, "" for notes at the foot
    after: str = ""  # what follows the list
    header: tuple[str, ...] = ()  # at the head of each page; {p} is the page's number; odd and even after "|"
    footer: tuple[str, ...] = ()
    page_break: str = "\f"
    blank_between: bool = True  # blank lines between notes
    blank_before: bool = True  # a blank line between body and notes
    cut: bool = False  # notes may run on to the next page
    indent: bool = False  # paragraphs begin with blanks, without blank lines between them
    wrapped: bool = True
    newline: str = "\n"
    margin: str = ""  # before every line
    holes: bool = False  # blank lines inside notes
    lost_notes: tuple[int, ...] = ()  # notes without a text
    lost_markers: tuple[int, ...] = ()  # notes without a marker
    headings: bool = False  # numbered headings and lists in the body
    hyphens: bool = False  # words divided at the ends of lines


@dataclass
class Printed:
    text: str
    notes: list[tuple[str, str]] = field(default_factory=list)  # number as printed, text
    missing: list[str] = field(default_factory=list)


def sentence(rng: random.Random, low: int = 6, high: int = 18) -> str:
    words = [rng.choice(WORDS) for _ in range(rng.randint(low, high))]
    for _ in range(2):
        if rng.random() < 0.2:
            words[rng.randrange(1, len(words))] = f"{rng.randint(1, 31)} maja {rng.randint(1900, 2022)} r."
    text = " ".join(words)
    return text[0].upper() + text[1:]


def note(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.15:
        return rng.choice(["Tamże.", "Ibidem, s. 12.", "Там же.", "Tamże, s. 5–7."])
    title = sentence(rng, 4, 12)
    year = rng.randint(1950, 2022)
    text = f"{rng.choice(AUTHORS)}, {title}, {rng.choice(PLACES)} {year}, s. {rng.randint(1, 300)}"
    if kind < 0.5:
        slug = "-".join(rng.choice(WORDS) for _ in range(6))
        text = f"{rng.choice(AUTHORS)}, {title} [online], 12 v {year} [dostęp: 3 ii 2022]: <https://example.org/{slug}/{year}>"
    if kind > 0.85:
        text = f"{sentence(rng, 20, 60)}. Zob. {text}"
    return text + "."


def document(layout: Layout, paragraphs: int = 24, seed: int = 1) -> Printed:
    """A text of some pages with about two notes a paragraph."""
    rng = random.Random(seed)
    body: list[list[tuple[str, str | None]]] = []
    for _ in range(paragraphs):
        words: list[tuple[str, str | None]] = []
        for _ in range(rng.randint(3, 8)):
            parts = sentence(rng).split()
            called = note(rng) if rng.random() < 0.35 else None
            words += [(w, None) for w in parts[:-1]]
            words.append((parts[-1] + ".", called))
        body.append(words)
    return _set(body, layout)


def _mark(number: int, layout: Layout) -> str:
    if number in layout.lost_markers:
        return ""
    return {
        "superscript": str(number).translate(SUPERSCRIPT),
        "bracket": f"[{number}]",
        "caret": f"[^{number}]",
        "html": f"<sup>{number}</sup>",
        "glued": str(number),
        "none": "",
    }[layout.marker]


def _note_lines(number: int, text: str, layout: Layout) -> list[str]:
    label = layout.start.format(n=number, s=str(number).translate(SUPERSCRIPT))
    if label == "own":
        return [str(number), *_wrap(text, layout.note_width, layout)]
    lines = _wrap(label + text, layout.note_width, layout)
    if layout.holes and len(lines) > 1 and number % 3 == 0:
        lines.insert(1 + number % (len(lines) - 1), "")
    return lines


def _wrap(text: str, width: int, layout: Layout) -> list[str]:
    if not layout.wrapped:
        return [text]
    if layout.hyphens:
        return _divided(text, width)
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _divided(text: str, width: int) -> list[str]:
    """Lines of one width, words cut with a hyphen."""
    lines: list[str] = []
    while len(text) > width:
        cut = text.rfind(" ", 0, width + 1)
        word = text[cut + 1 :].split(" ", 1)[0]
        inside = width - cut - 2
        if 3 <= inside <= len(word) - 3 and word.isalpha():
            lines.append(text[: cut + 1 + inside] + "-")
            text = text[cut + 1 + inside :]
        elif cut > 0:
            lines.append(text[:cut])
            text = text[cut + 1 :]
        else:
            head, _, text = text.partition(" ")
            lines.append(head)
    return [*lines, text] if text else lines


def _set(body: list[list[tuple[str, str | None]]], layout: Layout) -> Printed:
    printed = Printed("")
    pages: list[tuple[list[str], list[list[str]]]] = [([], [])]
    carried: list[str] = []
    room = layout.lines
    number = 0

    def new_page() -> None:
        nonlocal room, number
        pages.append(([], [carried[:]] if carried else []))
        room = layout.lines - len(carried)
        carried.clear()
        if layout.restart:
            number = 0

    for place, paragraph in enumerate(body):
        lines = _body_lines(paragraph, layout)
        if layout.headings and place % 4 == 0:
            pages[-1][0].extend([f"{place // 4 + 1}. Rozdział o granicy", ""])
            room -= 2
        if layout.headings and place == 6:
            pages[-1][0].extend(["Są trzy powody:", "1. zima i wojna;", "2. handel i port;", "3. spór o most.", ""])
            room -= 5
        for at, (words, called) in enumerate(lines):
            needed = 1
            if room < 4 + needed and layout.wrapped and not layout.endnotes:
                new_page()
            text = words
            for text_of_note in called:
                number += 1
                text = text.replace("\0", _mark(number, layout), 1)
                if number in layout.lost_notes:
                    printed.missing.append(str(number))
                    continue
                printed.notes.append((str(number), text_of_note))
                block = _note_lines(number, text_of_note, layout)
                if layout.endnotes:
                    pages[-1][1].append(block)
                    continue
                fits = max(room - 2, 1)
                if layout.cut and len(block) > fits and len(block) - fits >= 1 and not carried:
                    carried.extend(block[fits:])
                    block = block[:fits]
                pages[-1][1].append(block)
                room -= len(block)
            lead = "   " if layout.indent and at == 0 else ""
            pages[-1][0].append(lead + text)
            room -= 1
            if carried:
                new_page()
        if not layout.indent:
            pages[-1][0].append("")
    if carried:
        new_page()
    lines_of_text = [layout.margin + line if line else line for line in _join(pages, layout)]
    printed.text = layout.newline.join(lines_of_text).replace(layout.margin + "\f", "\f" + layout.margin)
    return printed


def _body_lines(paragraph: list[tuple[str, str | None]], layout: Layout) -> list[tuple[str, list[str]]]:
    marked = " ".join(word + ("\0" if called else "") for word, called in paragraph)
    queue = [called for _, called in paragraph if called]
    lines: list[tuple[str, list[str]]] = []
    for line in _wrap(marked, layout.width, layout):
        count = line.count("\0")
        lines.append((line, queue[:count]))
        queue = queue[count:]
    return lines


def _join(pages: list[tuple[list[str], list[list[str]]]], layout: Layout) -> list[str]:
    out: list[str] = []
    collected: list[str] = []
    for at, (body, notes) in enumerate(pages):
        page = 20 + at

        def furniture(rows: tuple[str, ...], page: int = page) -> list[str]:
            return [(row.split("|")[page % len(row.split("|"))]).format(p=page) for row in rows]

        lines = furniture(layout.header)
        while body and not body[-1]:
            body.pop()
        lines += body
        block: list[str] = []
        for note_lines in notes:
            if block and layout.blank_between:
                block.append("")
            block += note_lines
        if layout.endnotes:
            collected += [*block, ""] if layout.blank_between else block
        elif block:
            lines += ["", *block] if layout.blank_before else block
        lines += furniture(layout.footer)
        if out and layout.page_break == "\f":
            lines[0] = "\f" + lines[0]
        elif out and layout.page_break:
            out += [""] * layout.page_break.count("\n")
        out += lines
    if layout.endnotes:
        out += ["", layout.endnotes, "", *collected]
    if layout.after:
        out += ["", *layout.after.split("\n")]
    return out


BIBLIOGRAPHY = "\n\n".join(["Bibliografia", *(f"{n}. Brzoza A., Rzeki {n}, Łódź 2001." for n in range(1, 60))])
JOURNAL = ("Zeszyty Rzeczne 2020, t. 3, nr 2|Anna Brzoza",)
LAYOUTS = [
    Layout("form feeds, header, footer", header=JOURNAL, footer=("", "{p}")),
    Layout("form feeds, page number at the head", header=("{p}", "Anna Brzoza|Rzeki i miasta", "")),
    Layout("header with page number, no form feed", header=("{p}  Anna Brzoza|Rzeki i miasta  {p}",), page_break=""),
    Layout("blank lines and a header", header=("Anna Brzoza, Rzeki", "{p}", ""), page_break="\n\n\n"),
    Layout("page number at the foot only", footer=("", "{p}", ""), page_break="\n"),
    Layout("nothing between pages, indented", page_break="", indent=True),
    Layout("notes without blank lines", header=JOURNAL, blank_between=False),
    Layout("notes without any blank line", header=JOURNAL, blank_between=False, blank_before=False),
    Layout("cut notes", header=JOURNAL, footer=("", "{p}"), cut=True),
    Layout("cut notes, blank lines for pages", header=("Anna Brzoza", "{p}", ""), page_break="\n\n\n", cut=True),
    Layout("restart on each page", header=JOURNAL, restart=True),
    Layout("bracketed", marker="bracket", start="[{n}] ", header=JOURNAL),
    Layout("superscript starts", start="{s} ", header=JOURNAL),
    Layout("superscript starts, glued", start="{s}", header=JOURNAL),
    Layout("dots", start="{n}. ", header=JOURNAL),
    Layout("parentheses", start="{n}) ", header=JOURNAL),
    Layout("glued markers", marker="glued", header=JOURNAL),
    Layout("glued markers, no form feed", marker="glued", header=("Anna Brzoza", "{p}", ""), page_break="\n\n\n"),
    Layout("html", marker="html", header=JOURNAL),
    Layout("numbers on lines of their own", start="own", header=JOURNAL, footer=("", "{p}")),
    Layout("lost markers", marker="none", header=JOURNAL, footer=("", "{p}")),
    Layout("endnotes", endnotes="Przypisy", start="{n}. "),
    Layout("endnotes and bibliography", endnotes="Примечания", after="Bibliografia\n\nBrzoza A., Rzeki, Łódź 2001."),
    Layout("endnotes without markers", marker="none", endnotes="Notes", start="{n}. "),
    Layout(
        "endnotes, bracketed, without blank lines",
        endnotes="Przypisy:",
        marker="bracket",
        start="[{n}] ",
        blank_between=False,
    ),
    Layout("endnotes, html, unwrapped", endnotes="Przypisy", marker="html", start="{n}. ", wrapped=False),
    Layout("endnotes, markdown", endnotes="Przypisy", marker="caret", start="[^{n}]: ", wrapped=False),
    Layout("blank lines inside notes", header=JOURNAL, holes=True),
    Layout(
        "blank lines inside notes, blank lines for pages", header=("A. Brzoza", "{p}"), page_break="\n\n\n", holes=True
    ),
    Layout("notes lost", header=JOURNAL, lost_notes=(7, 8, 20)),
    Layout("markers lost", header=JOURNAL, lost_markers=(7, 20, 53)),
    Layout("numbered headings and lists", header=JOURNAL, headings=True),
    Layout("numbered headings and lists, dots", header=JOURNAL, headings=True, start="{n}. "),
    Layout("numbered headings, endnotes", headings=True, endnotes="Przypisy", start="{n}. "),
    Layout("a margin on every line", header=JOURNAL, margin="    "),
    Layout("divided words", header=JOURNAL, hyphens=True),
    Layout("divided words, cut notes, glued", header=JOURNAL, hyphens=True, cut=True, marker="glued"),
    Layout(
        "divided words, holes, cut, blank lines",
        header=("A. Brzoza", "{p}", ""),
        page_break="\n\n\n",
        hyphens=True,
        cut=True,
        holes=True,
    ),
    Layout(
        "headings, restart, brackets", header=JOURNAL, headings=True, restart=True, marker="bracket", start="[{n}] "
    ),
    Layout(
        "headings, glued, dots, lost",
        header=JOURNAL,
        headings=True,
        marker="glued",
        start="{n}. ",
        lost_markers=(5, 30),
    ),
    Layout("headings, lost markers", header=JOURNAL, headings=True, marker="none"),
    Layout("numbers glued to the notes", header=JOURNAL, start="{n}"),
    Layout("numbers glued everywhere", header=JOURNAL, start="{n}", marker="glued"),
    Layout("glued markers, restart on each page", header=JOURNAL, marker="glued", restart=True),
    Layout("lost markers, restart on each page", header=JOURNAL, marker="none", restart=True),
    Layout("decorated page numbers", footer=("", "– {p} –"), page_break="\n\n"),
    Layout("a numbered bibliography after footnotes", header=JOURNAL, after=BIBLIOGRAPHY),
    Layout("a numbered bibliography in the style of the notes", header=JOURNAL, start="{n}. ", after=BIBLIOGRAPHY),
    Layout("a numbered bibliography after endnotes", endnotes="Przypisy", start="{n}. ", after=BIBLIOGRAPHY),
    Layout("a numbered bibliography, glued markers", header=JOURNAL, marker="glued", after=BIBLIOGRAPHY),
    Layout("windows line ends", header=JOURNAL, newline="\r\n"),
]
