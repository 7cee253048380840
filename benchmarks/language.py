"""Transliteration, sort keys and languages of titles, beside translitua and PyICU in the same run.

    python -m pip install translitua PyICU
    python -m benchmarks.language [TITLES]

The titles (100,000 by default) are made of syllables, a third of them with a word in capitals.  Transliteration is
measured twice: with ъ and the apostrophe, which tables treat as rare, in each hundredth word of the vocabulary, and
("hard") in about every eighth.  The two sides take turns, best of five, and ours forgets its words between turns.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections.abc import Callable

from bibtool.language import translit
from bibtool.language.collation import collator
from bibtool.language.detect import detect
from bibtool.language.folding import fold
from bibtool.language.translit import transliterate

RARE = {"uk": "п'я", "ru": "съез"}
HARD = {"uk": ["п'ят"], "ru": ["съез", "ё"]}
SYLLABLES = {
    "ru": (
        "при но ва тель ство ский ная рос си я ка зах ста на по ли ти ка пре зи дент лка зда ми ни стр щу ка"
    ).split(),
    "uk": ("при но ва тель ство ський на ук ра ї на по лі ти ка пре зи дент є в ро па мі ні стр зго да ґа нок").split(),
    "pl": (
        "prze no wa ciel stwo ski na ro sja ka zach sta na po li ty ka pre zy dent łó dka zjaz du mi ni ster szczu ka"
    ).split(),
}


def titles(language: str, count: int, hard: bool = False) -> list[str]:
    """Titles over 30,000 words that are as unevenly used as words are (the n-th has the weight 1/n)."""
    rnd = random.Random(language)
    syllables = SYLLABLES[language] + (HARD[language] if hard else [])
    vocabulary = ["".join(rnd.choices(syllables, k=rnd.randint(1, 5))) for _ in range(30_000)]
    for n in range(99, len(vocabulary), 100):
        vocabulary[n] = RARE.get(language, "") + vocabulary[n]
    weights = list(itertools.accumulate(1 / n for n in range(1, len(vocabulary) + 1)))
    out = []
    for n in range(count):
        words = rnd.choices(vocabulary, cum_weights=weights, k=rnd.randint(3, 8))
        words[0] = words[0].capitalize()
        if n % 3 == 0:
            words[-1] = words[-1].upper()
        out.append(" ".join(words))
    return out


def seconds(
    job: Callable[[str], object], texts: list[str], forget: Callable[[], object] | None = None, runs: int = 3
) -> float:
    """The best of the runs; ``forget`` empties what a run has remembered, so that each starts from nothing."""
    best = float("inf")
    for _ in range(runs):
        if forget is not None:
            forget()
        start = time.perf_counter()
        for text in texts:
            job(text)
        best = min(best, time.perf_counter() - start)
    return best


def forget_words() -> None:
    translit._words.cache_clear()
    translit._texts.cache_clear()


def line(what: str, ours: float, theirs: float | None, peer: str) -> None:
    if theirs is None:
        print(f"{what:<34} {ours:6.2f} s   {peer}")
    else:
        print(f"{what:<34} {ours:6.2f} s   {peer:<18} {theirs:6.2f} s   ratio {ours / theirs:.2f}")


def main(count: int = 100_000) -> None:
    texts = {language: titles(language, count) for language in SYLLABLES}
    try:
        import translitua
    except ImportError:
        translitua = None
    # The same scheme on both sides; translitua has no Polish transcription, so there its plainest table is shown.
    for language, scheme, table in (
        ("ru", "iso9", "RussianISO9SystemA"),
        ("ru", "ala-lc", "RussianALALC"),
        ("ru", "icao", "RussianICAO"),
        ("ru", "pl", "RussianSimple"),
        ("uk", "uk-2010", "UkrainianKMU"),
        ("uk", "ala-lc", "UkrainianALALC"),
        ("uk", "bgn-pcgn", "UkrainianBGN"),
        ("uk", "pl", "UkrainianSimple"),
    ):
        for hard in (False, True):
            some = titles(language, count, hard)
            ours, theirs = [], []
            for _ in range(5):
                ours.append(seconds(lambda t, la=language, s=scheme: transliterate(t, la, s), some, forget_words, 1))
                if translitua is not None:
                    job = getattr(translitua, table)
                    theirs.append(seconds(lambda t, table=job: translitua.translit(t, table), some, runs=1))
            what = f"transliterate {language} {scheme}{' (hard)' if hard else ''}"
            line(what, min(ours), min(theirs, default=None), table if theirs else "translitua is not installed")
    try:
        import icu
    except ImportError:
        icu = None
    for language in ("pl", "ru", "uk"):
        ours = seconds(collator(language).key, texts[language])
        theirs = None
        if icu is not None:
            theirs = seconds(icu.Collator.createInstance(icu.Locale(language)).getSortKey, texts[language])
        line(f"sort keys {language}", ours, theirs, "PyICU" if theirs else "PyICU is not installed")
    detect("Bulletin")  # the model is loaded before the clock starts
    for language in ("pl", "ru"):
        few = texts[language][: count // 10]
        line(f"detect {language}, {len(few)} titles", seconds(detect, few), None, "")
    line("fold ru", seconds(fold, texts["ru"], fold.cache_clear), None, "")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
