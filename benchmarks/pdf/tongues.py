"""Articles in Polish, Russian and English, invented: what they say and what they note."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.pdf.content import Block, Content, Note, Run


@dataclass(frozen=True, slots=True)
class Tongue:
    """Templates take ``{p}`` a person, ``{t}`` a title, ``{j}`` a review, ``{c}`` a town, ``{y}`` a year, ``{n}`` and
    ``{m}`` pages, ``{k}`` a small number, ``{x}`` a clause, ``{s}`` a family name."""

    code: str
    title: str
    star: str
    notes_heading: str
    headings: tuple[str, ...]
    words: str
    persons: tuple[str, ...]
    families: tuple[str, ...]
    titles: tuple[str, ...]
    reviews: tuple[str, ...]
    towns: tuple[str, ...]
    works: tuple[str, ...]
    short: tuple[str, ...]
    sources: tuple[str, ...]
    tails: tuple[str, ...]


POLISH = Tongue(
    "pl",
    "Cło na młynie, czyli o granicy wewnątrz wsi",
    "Tekst powstał w ramach grantu nr 2016/21/B/HS3. Dziękuję Redakcji oraz 2 anonimowym recenzentom.",
    "Przypisy",
    ("Wprowadzenie", "Stan badań", "Młynarz i pisarz", "Świadkowie z roku 1764", "Zakończenie"),
    "młyn groblą dziedzic chłopi jednak zapłacili podatek który według inwentarza nie istniał ponieważ pisarz grodzki "
    "zapomniał wpisać świadków a księga spłonęła dopiero później gdy wojska przeszły przez rzekę źródła milczą o tym "
    "że żadna ze stron nie przysięgała choć prawo zwyczajowe wymagało obecności najstarszych gospodarzy",
    ("A. Grzymisławska", "J.W. Żółkoś", "Z. Ćwiek-Orłowska", "T. Brzost", "Ł. Śniady", "M. Dąbkowa"),
    ("Grzymisławska", "Żółkoś", "Brzost", "Śniady"),
    (
        "Młyny wodne ziemi wieluńskiej w XVII i XVIII wieku",
        "O prawie grobelnym",
        "Chłop przed sądem. Studium z dziejów podsędka",
        "Inwentarze dóbr królewskich jako źródło do dziejów cła",
    ),
    ("„Roczniki Młynarskie”", "„Kwartalnik Grobli”", "„Przegląd Prawa i Rzek”"),
    ("Wieluń", "Sieradz", "Kraków–Łódź", "Warszawa"),
    (
        "{p}, {t}, {c} {y}, s. {n}",
        "{p}, {t}, {j} {y}, t. {k}, z. 2, s. {n}–{m}",
        "{p}, {t}, [w:] {t}, red. {p}, {p}, {c} {y}, s. {n} i n.",
        "{t}, oprac. {p}, {c} {y}, nr {k}",
        "{p}, {t}, https://www.mlyny-grobla.pl/artykuly/{y}/inwentarz_{n}.html (dostęp: 12 V 2021)",
    ),
    (
        "Tamże, s. {n}.",
        "Ibidem.",
        "{s}, dz. cyt., s. {n}.",
        "Tenże, {t}, s. {n}; {s}, op. cit., s. {m}.",
        "Por. przyp. {k}.",
    ),
    (
        "AGAD, KRSW, sygn. {n}, k. {k}v.",
        "Wyrok SN z dnia 12 marca {y} r., II CSK {n}/12, OSNC 2013, nr {k}, poz. {n}.",
        "Art. {k} § 2 k.c. (Dz.U. z {y} r. Nr {k}, poz. {n} ze zm.).",
    ),
    ("Zob. {w}.", "{w}.", "{w}; {w}.", "Szerzej na ten temat {w}. {x}."),
)
RUSSIAN = Tongue(
    "ru",
    "Мельничная пошлина и сельский сход",
    "Исследование выполнено при поддержке фонда, проект 17-18-01234.",
    "Примечания",
    ("Введение", "Историография", "Мельник перед судом", "Свидетели 1764 года", "Заключение"),
    "мельница плотина помещик однако крестьяне заплатили пошлину которая согласно описи не существовала поскольку "
    "писарь забыл указать свидетелей а книга сгорела позднее когда войска перешли через реку источники молчат о том "
    "что ни одна из сторон не присягала хотя обычай требовал присутствия старейших хозяев",
    ("Иволгин А. П.", "Щеглова Т. Н.", "Ёжиков С. С.", "Мельниченко Ю. В.", "Подъячев И. И."),
    ("Иволгин", "Щеглова", "Ёжиков", "Подъячев"),
    (
        "Водяные мельницы Верхней Десны",
        "Обычное право и запруда",
        "Крестьянин в суде: очерки",
        "Описи как источник по истории пошлин",
    ),
    ("Вестник речной истории", "Вопросы запруды", "Труды мельничного общества"),
    ("М.", "СПб.", "Брянск", "Л."),
    (
        "{p} {t}. {c}, {y}. С. {n}",
        "{p} {t} // {j}. {y}. № {k}. С. {n}–{m}",
        "{p} {t} // {t}: сб. ст. / под ред. {p} {c}: Затон, {y}. Вып. {k}. С. {n}",
        "{p} {t} [Электронный ресурс]. URL: http://www.melnitsa.example.ru/{y}/stat-{n}.html (дата "
        "обращения: 12.05.2021)",
    ),
    ("Там же. С. {n}.", "Там же.", "{s}. Указ. соч. С. {n}.", "Ibid. P. {n}.", "См. прим. {k}."),
    (
        "РГАДА. Ф. {n}. Оп. {k}. Д. {m}. Л. {k} об.",
        "ГАБО. Ф. {k}. Оп. 1. Д. {n}. Л. 3–{k}.",
        "ПСЗ-I. Т. {k}. № {n}.",
    ),
    ("См.: {w}.", "{w}.", "{w}; {w}.", "Подробнее см.: {w}. {x}."),
)
ENGLISH = Tongue(
    "en",
    "Millers, Tolls, and the Common Law of Ponds",
    "Professor of Law, Eastmere University. I thank 3 anonymous readers and Hollis Quarrie for comments.",
    "Notes",
    ("Introduction", "The Doctrine of the Weir", "What the Miller Owed", "Remedies after 1764", "Conclusion"),
    "the miller owed however nothing to the lord whose pond had silted up because no custom recorded in the rolls "
    "bound him to repair a weir that earlier tenants built although several officials filed affidavits which the court "
    "found insufficient and the defendants afterwards denied that any toll had been levied before the flood",
    ("Hollis Quarrie", "Maud E. Tennick", "R.J. Oxspring", "Philippa St. Aubrey", "Giles Fenwater-Hume"),
    ("Quarrie", "Tennick", "Oxspring", "St. Aubrey"),
    (
        "The Weir and the Writ",
        "Ponds in Equity: A Study of Efficient Flooding",
        "Milling, Custom, and Office in the Eastern Fens",
        "Affidavits of the Flood",
    ),
    ("Eastmere Law Review", "Journal of Pond History", "Fens & Rivers"),
    ("Oxford", "Cambridge, MA", "London", "New York"),
    (
        "{p}, {t} ({c}: Sluice Press, {y}), {n}–{m}",
        "{p}, “{t},” {j} {k}, no. 2 ({y}): {n}",
        "{p}, “{t},” in {t}, ed. {p} and {p} ({c}, {y}), pp. {n}–{m}, at p. {n}",
        "{k} {j} {n}, {m} ({y})",
        "{p}, {t}, https://www.eastmere-weirs.org/papers/{y}/flood-{n} (last visited May 12, 2021)",
    ),
    (
        "Ibid., {n}.",
        "Id. at {n}.",
        "{s}, supra note {k}, at {n}.",
        "{s}, Weir, {n}.",
        "See supra text accompanying notes {k}–{k}.",
    ),
    (
        "The National Archives, C {k}/{n}, fo. {k}r.",
        "Tennick v. Oxspring, {n} F.2d {m}, {m} (2d Cir. {y}).",
        "{k} U.S.C. § {n}({k}) ({y}).",
    ),
    ("See {w}.", "{w}.", "{w}; see also {w}.", "But cf. {w}. {x}."),
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How an article is written: shares of sentences with a note, of long notes, of marks before the stop."""

    paragraphs: int = 36
    share: float = 0.4
    long: float = 0.1
    longest: int = 8  # sentences of a long note
    before_stop: float = 0.3
    chapters: int = 4


def tell(tongue: Tongue, manner: Manner, seed: int) -> Content:
    """One article: its name, language and blocks."""
    rng = random.Random(seed)
    blocks: list[Block] = []
    each = max(1, manner.paragraphs // manner.chapters)
    for place in range(manner.paragraphs):
        if place % each == 0 and place // each < manner.chapters:
            number = place // each
            blocks.append(Block((f"{number + 1}. {tongue.headings[number % 5]}",), heading=True))
        row: list[Run] = []
        for _ in range(rng.randint(2, 6)):
            text = _sentence(tongue, rng)
            if rng.random() >= manner.share:
                row.append(text + " ")
                continue
            note = Note(_note(tongue, manner, rng))
            if rng.random() < manner.before_stop:
                row += [text[:-1], note, text[-1] + " "]
            else:
                row += [text, note, " "]
        blocks.append(Block(tuple(row)))
    return Content(f"{tongue.code}-{seed}", tongue.code, tuple(blocks))


def _clause(tongue: Tongue, rng: random.Random, least: int = 6, most: int = 18) -> str:
    return " ".join(rng.choices(tongue.words.split(), k=rng.randint(least, most)))


def _sentence(tongue: Tongue, rng: random.Random) -> str:
    text = _clause(tongue, rng)
    text = text[0].upper() + text[1:]
    shape = rng.random()
    if shape < 0.15:
        text += f", {rng.randint(2, 99)} ({rng.randint(1700, 1800)})"
    elif shape < 0.25:
        text += f" ({rng.choice(tongue.families)} {rng.randint(1950, 2015)})"
    elif shape < 0.3:
        text += f", {_clause(tongue, rng, 3, 6)} {rng.randint(1700, 1800)}"
    return text + "."


def _fill(tongue: Tongue, rng: random.Random, template: str) -> str:
    out = template
    page = rng.randint(3, 280)
    for key, some in (
        ("{t}", tongue.titles),
        ("{p}", tongue.persons),
        ("{s}", tongue.families),
        ("{j}", tongue.reviews),
        ("{c}", tongue.towns),
    ):
        while key in out:
            out = out.replace(key, rng.choice(some), 1)
    while "{x}" in out:
        sentence = _sentence(tongue, rng)
        out = out.replace("{x}", sentence[:-1], 1)
    while "{k}" in out:
        out = out.replace("{k}", str(rng.randint(1, 60)), 1)
    return out.replace("{y}", str(rng.randint(1890, 2018))).replace("{n}", str(page)).replace("{m}", str(page + 14))


def _some(tongue: Tongue, rng: random.Random, templates: Sequence[str]) -> str:
    template = rng.choice(templates)
    while "{w}" in template:
        template = template.replace("{w}", _fill(tongue, rng, rng.choice(tongue.works)), 1)
    return _fill(tongue, rng, template)


def _note(tongue: Tongue, manner: Manner, rng: random.Random) -> str:
    kind = rng.random()
    if kind < manner.long:
        talk = " ".join(_sentence(tongue, rng) for _ in range(rng.randint(2, manner.longest)))
        return f"{talk} {_some(tongue, rng, tongue.tails)}"
    if kind < 0.55:
        return _some(tongue, rng, tongue.tails)
    if kind < 0.8:
        return _some(tongue, rng, tongue.short)
    return _some(tongue, rng, tongue.sources if kind < 0.93 else ("{x}.",))
