"""The shipped weights are those that the committed data give: trained anew, they differ by rounding at most.

About three minutes of processor time.  Citations in another order, whose sums are rounded otherwise, change no weight
by more than one hundredth; two are let pass.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

from bibtool.citations.readings.chain import LABELS
from training.weights import WEIGHTS, corpus, fitted, integers, invented, read_vectors

pytestmark = pytest.mark.long
ROUNDING = 2


@pytest.mark.timeout(1200)
def test_training_anew_gives_the_shipped_weights() -> None:
    annotated = [chain for _, chain in read_vectors()]
    golden, made = list(corpus()), list(invented())
    assert len(annotated) > 500
    assert len(golden) > 200
    assert len(made) > 10_000
    weights = integers(fitted([*annotated, *golden, *made]))
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert np.abs(np.array(weights.transitions) - np.array(shipped["transitions"])).max() <= ROUNDING
    nothing = [0] * len(LABELS)
    names = sorted(weights.states.keys() | shipped["states"].keys())
    assert len(names) > 3000
    pairs = ((name, weights.states.get(name, nothing), shipped["states"].get(name, nothing)) for name in names)
    other = [name for name, new, old in pairs if np.abs(np.array(new) - np.array(old)).max() > ROUNDING]
    assert other == [], "`make weights` writes them anew"
