"""Runs command lines of bibtool one after another in one process: ``python drive.py JOBS.json``.

A start costs more than most of the work. Nothing else here touches the program, and the checker imports nothing here.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path


class _Bytes(io.TextIOWrapper):
    """A standard stream that is kept."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()
        super().__init__(self.kept, encoding="utf-8", write_through=True)


def run(args: list[str], out: Path) -> int:
    from bibtool.cli.app import main

    stdout, stderr = _Bytes(), _Bytes()
    code = 70
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        try:
            code = main(args)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 70
        except Exception as failure:
            stderr.write(f"{type(failure).__name__}: {failure}")
    out.write_bytes(stdout.kept.getvalue())
    out.with_suffix(out.suffix + ".err").write_bytes(stderr.kept.getvalue())
    return code


if __name__ == "__main__":
    jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    codes = [run(job["args"], Path(job["out"])) for job in jobs]
    Path(sys.argv[1]).with_suffix(".codes").write_text(json.dumps(codes), encoding="utf-8")
