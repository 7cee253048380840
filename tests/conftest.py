"""All tests run as with ``--debug``: a fault shows itself, and no boundary turns it into a finding."""

import os

from bibtool.jobs.collector import collect_seldom, keep_loaded

os.environ.setdefault("BIBTOOL_DEBUG", "1")


def pytest_collection_finish() -> None:
    """Leave what was collected, some hundred thousand objects, out of every later search for garbage."""
    keep_loaded()
    collect_seldom()
