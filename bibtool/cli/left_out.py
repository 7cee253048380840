"""What a command says of files in folders that it did not take."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from bibtool.cli.words import word
from bibtool.jobs.gathered import some
from bibtool.text.visible import visible


def print_left(left: Mapping[str, int], ui: str) -> None:
    """Say how many files of folders were left out, and their endings; nothing where there are none."""
    if left:
        print(word("documents_left", ui, count=sum(left.values()), endings=visible(some(left))), file=sys.stderr)
