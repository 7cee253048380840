"""All tests run as with ``--debug``: a fault shows itself, and no boundary turns it into a finding.

What commands keep for their user (changes, corrections, a library, the history of links) goes to a folder of the tests.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from bibtool.jobs.collector import collect_seldom, keep_loaded

os.environ.setdefault("BIBTOOL_DEBUG", "1")
# Some five hundred processes start bibtool; each takes three times as long where Python may keep nothing it compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Set while test modules are imported, so that what they run at once has it too.
_KEPT = tempfile.mkdtemp(prefix="bibtool-tests-")
os.environ["XDG_DATA_HOME"] = _KEPT


# Files whose tests take longest.
_FIRST = (
    "words/test_words.py",
    "copyedit/test_planted.py",
    "test_docs.py",
    "links/test_behaviours.py",
    "properties/test_conversion.py",
    "properties/test_formats_roundtrip.py",
    "csl/test_differential.py",
    "unit/citations/test_forms_in_frames.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: no worker is left with it when the others have nothing to do."""
    first = {Path(__file__).parent / name: place for place, name in enumerate(_FIRST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


def pytest_collection_finish() -> None:
    """Leave what was collected, some hundred thousand objects, out of every later search for garbage."""
    keep_loaded()
    collect_seldom()


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_KEPT, ignore_errors=True)
