"""Run every benchmark of the folder; each says how to run it alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FIRST = ("extraction",)


def main() -> None:
    """One benchmark after the other; one that fails does not stop the rest."""
    here = Path(__file__).parent
    runnable = [p.stem for p in sorted(here.glob("*.py")) if 'if __name__ == "__main__":' in p.read_text("utf-8")]
    names = [*FIRST, *(n for n in runnable if n not in FIRST and n != "__main__")]
    failed = []
    for name in names:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=here.parent, check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
