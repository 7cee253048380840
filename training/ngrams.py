"""The small model of languages that bibtool judges titles with, made from py3langid's (BSD, see LICENSES/).

python -m training.ngrams            # write bibtool/language/data/ngrams.dat anew
python -m training.ngrams compare    # how far its probabilities are from the full model's, on the titles of the tests

The full model is naive Bayes over sequences of 2 to 6 bytes in 142 languages: 110 MB once unpacked, half a second for
one word.  What is kept: the columns of the languages that :func:`bibtool.language.detect.languages` lists, the
sequences that Latin and Cyrillic letters and punctuation can make, and each weight as its distance from the heaviest of
the row in steps of ``STEP``, in a byte.  The distances alone count where probabilities are shared out among languages.
"""

from __future__ import annotations

import json
import struct
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, cast

import numpy as np

from bibtool.language.detect import languages
from bibtool.language.ngrams import ENDING, FILE, NgramModel

STEP = 0.04  # 250 steps reach as far as the farthest weights are apart, 9.6
_UNSEEN = -14  # a language that was never seen with a sequence has less; rows of nothing else tell no language
_ROOT = Path(__file__).parents[1]
_PUNCTUATION, _AFTER_CYRILLIC = 0xE2, 0xD5  # first bytes in UTF-8 of U+2000 to U+2FFF, and of U+0540


def _sequences(moves: Any, rows: Any, features: list[int]) -> dict[bytes, int]:
    """The bytes that each feature stands for, from the automaton that finds them: state -> next state by byte.

    A state outputs the longest feature that what was read ends in, so the shortest way to an output is its feature.
    """
    reached, queue = {0: b""}, [0]
    for state in queue:
        for byte in range(256):
            following = moves[(rows[state] << 8) + byte]
            if following not in reached:
                reached[following] = reached[state] + bytes([byte])
                queue.append(following)
    found: dict[int, bytes] = {}
    for state in queue:  # by rising length
        if features[state] >= 0:
            found.setdefault(features[state], reached[state])
    return {sequence: feature for feature, sequence in found.items()}


def made() -> bytes:
    """The small model's file."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE
    from py3langid.modelio import load_model

    weights, priors, classes, moves, rows, features = cast(Any, load_model)(MODEL_DIR / MODEL_FILE)
    columns = [classes.index(code) for code in languages()]
    table = np.asarray(weights, dtype=np.float32)[:, columns]
    told = table.max(axis=1) >= _UNSEEN
    least = Counter(map(tuple, table[~told].tolist())).most_common(1)[0][0]
    steps = np.rint((table.max(axis=1, keepdims=True) - table) / STEP).astype(np.uint8)
    endings: dict[bytes, tuple[list[bytes], list[bytes]]] = defaultdict(lambda: ([], []))
    sequences = _sequences(moves, rows, features)
    for sequence, feature in sorted(sequences.items()):
        if all(byte < _AFTER_CYRILLIC or byte == _PUNCTUATION for byte in sequence):
            endings[sequence[-2:]][0 if told[feature] else 1].append(sequence)
    index: list[bytes] = []
    keys = b""
    rowed: list[bytes] = []
    for ending, (telling, empty) in sorted(endings.items()):
        index.append(struct.pack(ENDING, ending, len(keys), len(rowed)))
        rowed += telling
        keys += b"\xfe".join(b"".join(sequence[:-2] + b"\xff" for sequence in part) for part in (telling, empty))
    head = {
        "languages": list(languages()),
        "step": STEP,
        "priors": [round(float(priors[column]), 4) for column in columns],
        "least": [round(max(least) - value, 4) for value in least],
        "endings": len(index),
        "keys": len(keys),
    }
    named = json.dumps(head).encode() + b"\n"
    return b"".join([named, *index, keys, *(steps[sequences[sequence]].tobytes() for sequence in rowed)])


def compared(titles: list[str]) -> list[float]:
    """The largest difference of a language's probability between the two models, for each title."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    full = cast(Any, LanguageIdentifier).from_model_file(MODEL_FILE, norm_probs=True)
    full.set_languages(list(languages()))
    small = NgramModel.load()
    apart = []
    for title in titles:
        theirs, ours = dict(full.rank(title)), dict(small.shares(title, languages()))
        apart.append(max(abs(float(theirs[code]) - ours[code]) for code in languages()))
    return apart


def main() -> None:
    """Write the model, or compare it."""
    if sys.argv[1:] == ["compare"]:
        rows = tomllib.loads((_ROOT / "tests/unit/language/titles.toml").read_text(encoding="utf-8"))
        titles = [title for group in rows.values() for title in group.strip().splitlines()]
        apart = sorted(compared(titles))
        print(
            f"{len(apart)} titles: probabilities apart by {apart[len(apart) // 2]:.4f} (median), {apart[-1]:.4f} (most)"
        )
    else:
        data = made()
        FILE.write_bytes(data)
        print(f"{FILE}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
