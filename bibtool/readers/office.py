"""Old formats of word processors, made a DOCX by LibreOffice where it is installed.

It runs in a profile of its own that is thrown away, without macros, links and network, for a limited time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.readers import docx
from bibtool.readers.document import Document
from bibtool.readers.reader import ReadError

_SECONDS = 120
_LARGEST = 256 << 20  # bytes of what it makes
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
# Names and values as LibreOffice's registry schemas have them (officecfg: Office.Common, Office.Writer, Inet).
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_NOWHERE = "http://127.0.0.1:9"


def reading(kind: str, label: str, suffix: str) -> Callable[[bytes, str], Document]:
    """What reads files of a kind: ``label`` is how messages call it."""

    def read(data: bytes, name: str) -> Document:
        made = docx.read(_converted(data, name, label, suffix), name)
        return replace(made, format=kind)

    return read


def _converted(data: bytes, name: str, label: str, suffix: str) -> bytes:
    """The file as a DOCX.  Raises ReadError BT114 where LibreOffice is not there, BT115 where it makes none."""
    program = next((found for each in _PROGRAMS if (found := shutil.which(each))), None)
    if program is None:
        raise ReadError(Code.OFFICE_NOT_INSTALLED, name=name, kind=label)
    with TemporaryDirectory(prefix="bibtool-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        _settle(home / "profile")
        source = home / f"document{suffix}"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(home / "made"),
            str(source),
        ]
        said = _run(command, home, name, label)
        made = home / "made" / "document.docx"
        if not made.is_file() or not 0 < made.stat().st_size <= _LARGEST:
            raise ReadError(Code.OFFICE_FAILED, name=name, kind=label, reason=said or "-")
        return made.read_bytes()


def _settle(profile: Path) -> None:
    rows = "".join(_ITEM.format(*row) for row in _SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{rows}</oor:items>',
        encoding="utf-8",
    )


def _run(command: list[str], home: Path, name: str, label: str) -> str:
    """What LibreOffice says.  Raises ReadError BT115 after the time limit, with all of its processes ended."""
    environment = os.environ | {"HOME": str(home), "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "no_proxy": ""}
    try:
        process = subprocess.Popen(
            command,
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise ReadError(Code.OFFICE_FAILED, name=name, kind=label, reason=str(error)) from None
    try:
        said = process.communicate(timeout=_SECONDS)[1].decode("utf-8", "replace").splitlines()
        # that it found no Java is no reason
        return " ".join(" ".join(line for line in said if not line.startswith("Warning:")).split())[:200]
    except subprocess.TimeoutExpired:
        raise ReadError(Code.OFFICE_FAILED, name=name, kind=label, reason=f"> {_SECONDS} s") from None
    finally:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
