"""``python -m training.codes`` writes ``bibtool/diagnostics/code.py``: the names of all findings."""

from pathlib import Path

from bibtool import diagnostics
from bibtool.diagnostics.catalogue import rules

MODULE = Path(diagnostics.__file__).with_name("code.py")
HEAD = '''\
"""The codes of the findings by name.

Made from ``codes/*.toml`` by ``python -m training.codes``; a new code is added there, never here.
"""

from typing import Final


class Code:
    """Every code of the catalogue under its name there: ``Code.KEY_TAKEN`` is ``key-taken``."""

'''


def module() -> str:
    """The whole text of the module, sorted by code."""
    return HEAD + "".join(
        f'    {rule.name.upper().replace("-", "_")}: Final = "{code}"\n' for code, rule in rules().items()
    )


if __name__ == "__main__":
    MODULE.write_text(module(), encoding="utf-8")
