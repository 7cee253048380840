"""Write the generated pages anew, or say which are stale.

python -m manual            write docs/reference
python -m manual --check    exit code 1 where a page is not what would be written
"""

from __future__ import annotations

import sys
from pathlib import Path

from manual.reference import pages

FOLDER = Path(__file__).parents[1] / "docs" / "reference"


def stale() -> list[str]:
    """Names of pages that are missing, superfluous or not what would be written."""
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def main(arguments: list[str]) -> int:
    """Exit code 0, or 1 where ``--check`` finds a stale page."""
    found = stale()
    if arguments == ["--check"]:
        print("\n".join(f"docs/reference/{name} is stale: run 'python -m manual'" for name in found))
        return 1 if found else 0
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for name in found:
        if name in made:
            (FOLDER / name).write_text(made[name], encoding="utf-8", newline="\n")
        else:
            (FOLDER / name).unlink()
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
