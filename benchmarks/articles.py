"""Invented articles, as many as are wanted, no two alike: a body that calls its notes, then the notes.

python -m benchmarks.articles FOLDER --articles 1000 --notes 50            # write them
python -m benchmarks.articles FOLDER --articles 1000 --measure --jobs 1 2  # and read them: how fast, in what memory

Names, titles and places are put together from short lists by a generator that is seeded with the article's number, so
that a folder made again is the same to the byte.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.startup import yardstick

_PL_FAMILY = "Zawada Kruk Lisiecka Borsuk Wrona Jeleń Sowiński Kalina Głóg Wierzba Osika Jarząbek Trzcina Łoza".split()
_PL_GIVEN = "Anna Piotr Ewa Tomasz Zofia Jakub Łucja Henryk Irena Stefan".split()
_RU_FAMILY = "Осокин Лугова Берёзкин Ракитин Ольхина Кленов Рябинина Дубровский Ивин Вязова".split()
_RU_GIVEN = "А. Б. В. Г. Д. Е. И. К. М. Н. О. П. С. Т.".split()
_EN_FAMILY = "Ashdown Birchall Elmhurst Hazelwood Larchfield Maplewell Oakley Rowanby Thornley Willowby".split()
_EN_GIVEN = "Alice Robert Jane Edward Mary Henry Louise Peter".split()
_PL_WORDS = (
    "dzieje przeprawy rzeka handel miasto pogranicze pamięć szlak most granica wieś droga sąd prawo klasztor rynek "
    "osadnictwo kupcy rzemiosło kolej poczta kronika archiwum"
).split()
_RU_WORDS = (
    "история переправа река торговля город граница память путь мост деревня дорога суд право монастырь рынок "
    "купцы ремесло почта летопись архив"
).split()
_EN_WORDS = (
    "history crossing river trade town border memory route bridge village road court law abbey market settlement "
    "merchants craft railway chronicle archive"
).split()
_PL_PLACES = "Kraków Warszawa Lublin Poznań Toruń Wrocław Gdańsk".split()
_RU_PLACES = ["Москва", "Казань", "Томск", "Псков", "Пермь"]
_EN_PLACES = "London Oxford Edinburgh York Dublin".split()
_PL_JOURNALS = ("Przegląd Rzeczny", "Zapiski Pograniczne", "Rocznik Traktów", "Studia nad Mostami")
_RU_JOURNALS = ("Речной вестник", "Вопросы переправ", "Летопись дорог")
_EN_JOURNALS = ("Journal of River Studies", "Borderland Review", "Annals of Roads")
_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()


def article(number: int, notes: int = 50) -> str:
    """The text of the invented article of this number."""
    chance = random.Random(number)
    texts = [_note(chance) for _ in range(notes)]
    for i in range(1, notes):
        if chance.random() < 0.12:
            texts[i] = f"Tamże, s. {chance.randint(5, 400)}."
    title = " ".join(chance.sample(_PL_WORDS, 3)).capitalize()
    body = [f"{_person(chance, _PL_GIVEN, _PL_FAMILY)}\n\n{title}\n"]
    for n in range(1, notes + 1):
        said = " ".join(chance.choice(_PL_WORDS) for _ in range(chance.randint(12, 25))).capitalize()
        body.append(f"{said}{n}.")
    paragraphs = "\n\n".join(" ".join(body[i : i + 4]) for i in range(1, len(body), 4))
    listed = "\n".join(f"{n} {text}" for n, text in enumerate(texts, 1))
    return f"{body[0]}\n{paragraphs}\n\n{listed}\n"


def write(folder: Path, articles: int, notes: int = 50) -> list[Path]:
    """Write the articles, a file each; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"article-{number:05}.txt" for number in range(articles)]
    for number, path in enumerate(paths):
        path.write_text(article(number, notes), encoding="utf-8")
    return paths


def _note(chance: random.Random) -> str:
    cited = [chance.choice(_KINDS)(chance) for _ in range(chance.choice((1, 1, 1, 2)))]
    signal = chance.choice(("", "", "", "", "Zob. ", "Por. "))
    return signal + "; ".join(cited) + "."


def _person(chance: random.Random, given: list[str], family: list[str]) -> str:
    return f"{chance.choice(given)} {chance.choice(family)}"


def _initials(chance: random.Random, given: list[str], family: list[str]) -> str:
    return f"{chance.choice(given)[0]}. {chance.choice(family)}"


def _title(chance: random.Random, words: list[str]) -> str:
    return " ".join(chance.sample(words, chance.randint(3, 6))).capitalize()


def _pages(chance: random.Random) -> str:
    first = chance.randint(1, 380)
    return str(first) if chance.random() < 0.6 else f"{first}–{first + chance.randint(1, 30)}"


def _polish_book(c: random.Random) -> str:
    person, title = _initials(c, _PL_GIVEN, _PL_FAMILY), _title(c, _PL_WORDS)
    return f"{person}, {title}, {c.choice(_PL_PLACES)} {c.randint(1950, 2023)}, s. {_pages(c)}"


def _polish_article(c: random.Random) -> str:
    person, title = _initials(c, _PL_GIVEN, _PL_FAMILY), _title(c, _PL_WORDS)
    journal, year = c.choice(_PL_JOURNALS), c.randint(1980, 2023)
    return f"{person}, {title}, „{journal}” {year}, t. {c.randint(1, 60)}, nr {c.randint(1, 12)}, s. {_pages(c)}"


def _polish_chapter(c: random.Random) -> str:
    person, title = _initials(c, _PL_GIVEN, _PL_FAMILY), _title(c, _PL_WORDS)
    editor, whole = _initials(c, _PL_GIVEN, _PL_FAMILY), _title(c, _PL_WORDS)
    where = f"{c.choice(_PL_PLACES)} {c.randint(1970, 2023)}"
    return f"{person}, {title}, [w:] {whole}, red. {editor}, {where}, s. {_pages(c)}"


def _polish_page(c: random.Random) -> str:
    person, title = _initials(c, _PL_GIVEN, _PL_FAMILY), _title(c, _PL_WORDS)
    seen = f"{c.randint(1, 28)} {c.choice(_ROMAN)} {c.randint(2019, 2024)}"
    address = (
        f"https://{c.choice(('traktat', 'rzeki', 'mosty'))}.example.org/{c.randint(2010, 2018)}/{c.randint(1, 99999)}"
    )
    return f"{person}, {title}, {address} [dostęp: {seen}]"


def _russian_book(c: random.Random) -> str:
    person = f"{c.choice(_RU_GIVEN)} {c.choice(_RU_GIVEN)} {c.choice(_RU_FAMILY)}"
    return f"{person}, {_title(c, _RU_WORDS)}, {c.choice(_RU_PLACES)} {c.randint(1950, 2023)}, с. {_pages(c)}"


def _russian_article(c: random.Random) -> str:
    person = f"{c.choice(_RU_FAMILY)} {c.choice(_RU_GIVEN)} {c.choice(_RU_GIVEN)}"
    issue = f"{c.randint(1980, 2023)}. № {c.randint(1, 12)}"
    return f"{person} {_title(c, _RU_WORDS)} // {c.choice(_RU_JOURNALS)}. {issue}. С. {_pages(c)}"


def _english_article(c: random.Random) -> str:
    person, title = _person(c, _EN_GIVEN, _EN_FAMILY), _title(c, _EN_WORDS).title()
    issue = f"{c.randint(1, 70)}, no. {c.randint(1, 6)} ({c.randint(1980, 2023)})"
    return f"{person}, “{title},” {c.choice(_EN_JOURNALS)} {issue}: {_pages(c)}"


def _english_book(c: random.Random) -> str:
    person, title = _person(c, _EN_GIVEN, _EN_FAMILY), _title(c, _EN_WORDS).title()
    return f"{person}, {title} ({c.choice(_EN_PLACES)}: River Press, {c.randint(1950, 2023)}), {_pages(c)}"


_KINDS = (
    _polish_book,
    _polish_book,
    _polish_article,
    _polish_article,
    _polish_chapter,
    _polish_page,
    _russian_book,
    _russian_article,
    _english_article,
    _english_book,
)


class Measured(NamedTuple):
    """What one run took: seconds by the clock and of processors, and the largest process in megabytes."""

    seconds: float
    processor: float
    memory: float


def measured(folder: Path, jobs: int) -> Measured:
    """Read all articles of a folder with so many processes."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "bibtool", "extract", str(folder), "-o", f"{out}/all.jsonl"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        done = subprocess.run([*command, "--jobs", str(jobs)], capture_output=True, text=True)
        seconds = time.perf_counter() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, processor, after.ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--notes", type=int, default=50)
    parser.add_argument("--measure", action="store_true", help="read them, and print what it took")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="processes, of one run each")
    given = parser.parse_args()
    count = len(write(given.folder, given.articles, given.notes))
    print(f"{count} articles in {given.folder}")
    if not given.measure:
        return
    one = 0.0
    typer = yardstick()
    print(f"import typer: {1000 * typer:.0f} ms of the processor")
    for jobs in given.jobs:
        took = measured(given.folder, jobs)
        notes = count * given.notes
        one = one or took.seconds
        print(
            f"--jobs {jobs}: {took.seconds:.1f} s, {count / took.seconds:.1f} articles a second, "
            f"{took.processor:.1f} s of processors ({1000 * took.processor / notes:.2f} ms a note, "
            f"{took.processor / notes / typer:.3f} of import typer), the largest process {took.memory:.0f} MB, "
            f"{one / took.seconds:.2f} times as fast as the first"
        )


if __name__ == "__main__":
    main()
