"""German articles of the humanities and social sciences, invented: what they say and what they note."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.pdf.content import Block, Content, Note, Run

_FIRST = "Karl Hilde Jürgen Annette Wolf-Dieter Ursula Friedrich Renate Günther Ilse Matthias Gisela".split()
_LAST = "Auwald Marten Boll Furtner Seidenstücker Krähwinkel Öhlmann Strombeck Übelhör Deichgräber Wehrstedt".split()
_THINGS = "Fähre Brücke Mühle Zunft Schleuse Werft Zollstätte Landstraße Poststation Hafenordnung".split()
_SUBJECTS = (
    "Recht und Alltag am Niederrhein 1815–1848",
    "Studien zur Geschichte des Verkehrs",
    "Eine vergleichende Untersuchung",
    "Soziale Ordnung im ländlichen Raum",
    "Zur Theorie der öffentlichen Güter",
)
_PLACES = ("Köln", "Frankfurt a. M.", "Göttingen", "Berlin/New York", "Tübingen", "Wiesbaden", "München")
_REVIEWS = (
    "Zeitschrift für Flussrecht",
    "Archiv für Wasserbau",
    "Niederrheinische Blätter",
    "Kölner Zeitschrift für Verkehr",
)
_WORDS = (
    "die Fähre der Strom das Ufer eine Ordnung des Landes gegenüber den Bauern wurde allerdings nicht mehr nur als "
    "Zeichen von Herrschaft verstanden sondern zugleich durch neue Formen öffentlicher Verwaltung ersetzt wobei sich "
    "bereits früh zeigte dass Gewohnheit und Gesetz auseinanderfielen weil Gemeinden ihre Rechte verteidigten und "
    "Gerichte zwischen Nutzung Eigentum Gemeinwohl sowie Verantwortung unterschieden"
).split()
HEADINGS = (
    "Einleitung und Fragestellung",
    "Die Ordnung der Überfahrt",
    "Gewohnheit und Verwaltung",
    "Der Streit um die Brückengelder",
    "Methodische Vorbemerkungen",
    "Zusammenfassung und Ausblick",
)
TITLE = "Wem gehört der Fluss? Überfahrt und Ordnung im neunzehnten Jahrhundert"
REFERENCES = (
    "Auwald, Karl (1987): Die Ordnung der Fähre. Recht und Alltag am Niederrhein 1815–1848. Köln: Stromverlag.",
    "Boll, Renate/Marten, Hilde (1999): Brückengelder. In: Archiv für Wasserbau 12 (3), S. 45–67.",
    "Deichgräber, Günther (2003): Wasser und Gesetz. In: Ilse Öhlmann (Hrsg.): Recht am Strom. Tübingen, S. 9–31.",
    "Wehrstedt, Matthias (1972): Das Ufer als Grenze. Göttingen: Vandenbrück.",
)


@dataclass(frozen=True, slots=True)
class Article:
    """How an article is written: the share of sentences with a note, of long notes, of marks before the stop."""

    paragraphs: int = 40
    share: float = 0.4
    long: float = 0.1
    before_stop: float = 0.3
    heading_notes: bool = False
    author_year: bool = False
    chapters: int = 4


def write(article: Article, seed: int) -> Content:
    """One article: its name, language and blocks."""
    rng = random.Random(seed)
    blocks: list[Block] = []
    each = max(1, article.paragraphs // article.chapters)
    for place in range(article.paragraphs):
        if place % each == 0 and place // each < article.chapters:
            number = place // each
            head: list[Run] = [f"{number + 1}. {HEADINGS[number % len(HEADINGS)]}"]
            if article.heading_notes and number % 2 == 0:
                head.append(Note(_note(article, rng)))
            blocks.append(Block(tuple(head), heading=True))
        row: list[Run] = []
        for _ in range(rng.randint(2, 6)):
            text = _sentence(rng, article)
            if rng.random() < article.share:
                note = Note(_note(article, rng))
                if rng.random() < article.before_stop:
                    row += [text[:-1], note, text[-1] + " "]
                elif rng.random() < 0.2:
                    row += [text[:-1] + "“", note, "; " + _sentence(rng, article)[:-1].lower() + ". "]
                else:
                    row += [text, note, " "]
            else:
                row.append(text + " ")
        blocks.append(Block(tuple(row)))
    return Content(f"german-{seed}", "de", tuple(blocks))


def _clause(rng: random.Random, least: int = 5, most: int = 16) -> str:
    return " ".join(rng.choices(_WORDS, k=rng.randint(least, most)))


def _sentence(rng: random.Random, article: Article) -> str:
    text = _clause(rng)
    text = text[0].upper() + text[1:]
    shape = rng.random()
    if shape < 0.12:
        text += f", und zwar {rng.randint(2, 99)} von {rng.randint(100, 999)} Fällen im Jahr {rng.randint(1801, 1899)}"
    elif shape < 0.2:
        text += f" ({rng.choice(_LAST)} {rng.randint(1950, 2010)}: {rng.randint(3, 300)})"
    elif shape < 0.3:
        text += f"; § {rng.randint(1, 300)} Abs. {rng.randint(1, 5)} der Ordnung galt fort"
    elif shape < 0.36:
        text += f", „{_clause(rng, 4, 9)}“"
    if rng.random() < 0.3:
        text += ", " + _clause(rng)
    return text + "."


def _person(rng: random.Random) -> str:
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"


def _work(rng: random.Random) -> str:
    thing = rng.choice(_THINGS)
    kind = rng.random()
    pages = rng.randint(3, 280)
    year = rng.randint(1890, 2012)
    if kind < 0.4:
        about = rng.choice(_SUBJECTS)
        return f"{_person(rng)}, Die Ordnung der {thing}. {about}, {rng.choice(_PLACES)} {year}, S. {pages}"
    if kind < 0.7:
        return (
            f"{_person(rng)}, {thing} und Staat, in: {rng.choice(_REVIEWS)} {rng.randint(1, 90)} ({year}), "
            f"S. {pages}–{pages + 20}, hier S. {pages + 4}"
        )
    return (
        f"{_person(rng)}, {thing}, in: {_person(rng)}/{_person(rng)} (Hg.), {rng.choice(_SUBJECTS)}, "
        f"{rng.choice(_PLACES)} {year} (= Schriften zur Verkehrsgeschichte, Bd. {rng.randint(1, 40)}), "
        f"S. {pages}–{pages + 9}"
    )


def _talk(rng: random.Random, sentences: int) -> str:
    out = []
    for _ in range(sentences):
        text = _clause(rng, 8, 20)
        text = text[0].upper() + text[1:]
        if rng.random() < 0.3:
            text += f", {rng.randint(1801, 1899)} waren es noch {rng.randint(2, 40)}"
        out.append(text + ".")
    return " ".join(out)


def _note(article: Article, rng: random.Random) -> str:
    if rng.random() < article.long:
        parts = [_talk(rng, rng.randint(2, 9)), f"Vgl. dazu {_work(rng)}."]
        if rng.random() < 0.5:
            parts += [
                _talk(rng, rng.randint(1, 6)),
                f"Anders {_work(rng)}; {rng.choice(('ders.', 'dies.'))}, {_work(rng)}.",
            ]
        return " ".join(parts)
    if article.author_year and rng.random() < 0.6:
        name = rng.choice(_LAST)
        return rng.choice(
            (
                f"Vgl. {name} {rng.randint(1950, 2010)}, S. {rng.randint(3, 200)} ff.",
                f"So auch {name} ({rng.randint(1950, 2010)}: {rng.randint(3, 200)}); a.A. {rng.choice(_LAST)} 1999.",
                _talk(rng, 2),
            )
        )
    kind = rng.random()
    if kind < 0.35:
        return f"Vgl. {_work(rng)}."
    if kind < 0.5:
        more = f"{rng.choice(_THINGS)} und Markt, {rng.choice(_PLACES)} {rng.randint(1900, 2010)}"
        return f"{_work(rng)}; {rng.choice(('ders.', 'dies.'))}, {more}, S. {rng.randint(3, 90)} f."
    if kind < 0.65:
        return rng.choice((f"Ebd., S. {rng.randint(3, 90)}.", "Ebd.", f"Ebenda, S. {rng.randint(3, 90)} f."))
    if kind < 0.8:
        return f"{rng.choice(_LAST)}, {rng.choice(_THINGS)} (wie Anm. {rng.randint(1, 9)}), S. {rng.randint(3, 300)}."
    if kind < 0.9:
        return (
            f"Stadtarchiv Wesel, Best. {rng.randint(2, 60)}, Nr. {rng.randint(100, 900)}, Bl. {rng.randint(1, 90)} v."
        )
    return _talk(rng, rng.randint(1, 2))
