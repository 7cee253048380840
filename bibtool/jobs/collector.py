"""The collector of circles of a process that is bibtool's own; a library that is imported leaves it alone."""

from __future__ import annotations

import atexit
import gc


def collect_seldom() -> None:
    """Look for circles after 100,000 new objects.

    Of what is read little stands in circles: after 700, as Python looks, it takes an eighth of the time in which the
    lexicon, the patterns and the models are loaded, and a tenth of reading.
    """
    gc.set_threshold(100_000, 20, 50)
    # The last look of all, when the process ends and its memory with it, took a sixth of a short command.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def keep_loaded() -> None:
    """What is loaded by now stays: it need not be looked through again and again."""
    gc.collect()
    gc.freeze()
