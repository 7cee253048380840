"""Transliteration, sort keys and languages of titles, beside translitua and PyICU in the same run.

    python -m pip install translitua PyICU
    python -m benchmarks.language [TITLES]

The titles (100,000 by default) are made of syllables, a third of them with a word in capitals.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections.abc import Callable

from bibtool.language.collation import collator
from bibtool.language.detect import detect
from bibtool.language.folding import fold
from bibtool.language.translit import transliterate

SYLLABLES = {
    "ru": (
        "при но ва тель ство ский ная рос си я ка зах ста на по ли ти ка пре зи дент лка съез да ми ни стр щу ка"
    ).split(),
    "uk": (
        "при но ва тель ство ський на ук ра ї на по лі ти ка пре зи дент є в ро па мі ні стр зго да ґа нок п'ят"
    ).split(),
    "pl": (
        "prze no wa ciel stwo ski na ro sja ka zach sta na po li ty ka pre zy dent łó dka zjaz du mi ni ster szczu ka"
    ).split(),
}


def titles(language: str, count: int) -> list[str]:
    """Titles over 30,000 words that are as unevenly used as words are (the n-th has the weight 1/n)."""
    rnd = random.Random(language)
    syllables = SYLLABLES[language]
    vocabulary = ["".join(rnd.choices(syllables, k=rnd.randint(1, 5))) for _ in range(30_000)]
    weights = list(itertools.accumulate(1 / n for n in range(1, len(vocabulary) + 1)))
    out = []
    for n in range(count):
        words = rnd.choices(vocabulary, cum_weights=weights, k=rnd.randint(3, 8))
        words[0] = words[0].capitalize()
        if n % 3 == 0:
            words[-1] = words[-1].upper()
        out.append(" ".join(words))
    return out


def seconds(job: Callable[[str], object], texts: list[str]) -> float:
    """One run: what is remembered from word to word is learnt within it."""
    start = time.perf_counter()
    for text in texts:
        job(text)
    return time.perf_counter() - start


def line(what: str, ours: float, theirs: float | None, peer: str) -> None:
    if theirs is None:
        print(f"{what:<34} {ours:6.2f} s   {peer}: not installed")
    else:
        print(f"{what:<34} {ours:6.2f} s   {peer} {theirs:6.2f} s   ratio {ours / theirs:.2f}")


def main(count: int = 100_000) -> None:
    texts = {language: titles(language, count) for language in SYLLABLES}
    try:
        from translitua import RussianSimple, UkrainianKMU
        from translitua import translit as peer_translit
    except ImportError:
        peer_translit = None
    for language, scheme in (("ru", "pl"), ("ru", "iso9"), ("ru", "bgn-pcgn"), ("uk", "pl"), ("uk", "uk-2010")):
        ours = seconds(lambda t, la=language, s=scheme: transliterate(t, la, s), texts[language])
        theirs = None
        if peer_translit is not None:
            table = RussianSimple if language == "ru" else UkrainianKMU
            theirs = seconds(lambda t, table=table: peer_translit(t, table), texts[language])
        line(f"transliterate {language} {scheme}", ours, theirs, "translitua")
    try:
        import icu
    except ImportError:
        icu = None
    for language in ("pl", "ru", "uk"):
        ours = seconds(collator(language).key, texts[language])
        theirs = None
        if icu is not None:
            theirs = seconds(icu.Collator.createInstance(icu.Locale(language)).getSortKey, texts[language])
        line(f"sort keys {language}", ours, theirs, "PyICU")
    detect("Bulletin")  # the model is loaded before the clock starts
    for language in ("pl", "ru"):
        few = texts[language][: count // 10]
        line(f"detect {language}, {len(few)} titles", seconds(detect, few), None, "no peer")
    fold.cache_clear()
    line("fold ru", seconds(fold, texts["ru"]), None, "no peer")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
