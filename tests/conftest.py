"""All tests run as with ``--debug``: a fault shows itself, and no boundary turns it into a finding."""

import gc
import os

os.environ.setdefault("BIBTOOL_DEBUG", "1")


def pytest_collection_finish() -> None:
    """Leave what was collected, some hundred thousand objects, out of every later search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
