"""Real documents with every option that touches their notes, opened by LibreOffice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "end_to_end"))
from test_docx_libreoffice import OPTIONS, REAL, looked_at, soffice

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.skipif(soffice is None or not REAL, reason="soffice or ../shared is not there"),
]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_option_on_a_real_document(path: Path, tmp_path: Path) -> None:
    looked_at([path], OPTIONS, tmp_path)
