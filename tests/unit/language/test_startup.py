"""What a command does not need is not loaded."""

import subprocess
import sys


def modules_after(code: str) -> list[str]:
    code += "; import sys; print(*(m for m in sys.modules if m.startswith('bibtool.language')))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_the_command_line_loads_nothing_of_scripts_and_languages():
    assert modules_after("from bibtool.cli.app import build; build()") == []


def test_transliteration_loads_no_model_and_no_other_table():
    loaded = modules_after(
        "from bibtool.language.translit import transliterate; transliterate('да', 'ru'); "
        "import sys; assert not {'numpy', 'py3langid', 'lxml'} & set(sys.modules)"
    )
    assert "bibtool.language.translit" in loaded
    assert not {"bibtool.language.detect", "bibtool.language.collation", "bibtool.language.locale"} & set(loaded)
