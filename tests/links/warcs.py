"""pywb, a real Wayback with a real Memento API, over WARC files that the tests write."""

from __future__ import annotations

import gc
import io
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from links.internet_archive import Row


def write(path: Path, rows: Sequence[Row]) -> None:
    """The captures as a WARC file; a row of status 0 is a revisit of the row with its digest."""
    warc = pytest.importorskip("warcio.warcwriter", reason="warcio is not installed")
    from warcio.statusandheaders import StatusAndHeaders

    with warnings.catch_warnings():
        # warcio leaves its temporary files to the garbage collector
        warnings.simplefilter("ignore", ResourceWarning)
        _write(path, rows, warc, StatusAndHeaders)
        gc.collect()


def _write(path: Path, rows: Sequence[Row], warc: Any, status_and_headers: Any) -> None:
    digests: dict[tuple[str, str], Any] = {}
    with path.open("wb") as out:
        writer = warc.WARCWriter(out, gzip=True)
        for row in sorted(rows, key=lambda r: (r.status == 0, r.stamp)):
            date = row.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
            if row.status:
                head = [("Content-Type", "text/html; charset=utf-8")]
                if row.location:
                    head.append(("Location", row.location))
                # the digest is of the payload, so that rows with one digest have one body
                body = f"<html><title>{row.title}</title>{row.digest}</html>".encode()
                record = writer.create_warc_record(
                    row.original,
                    "response",
                    payload=io.BytesIO(body),
                    http_headers=status_and_headers(f"{row.status} X", head, protocol="HTTP/1.1"),
                    warc_headers_dict={"WARC-Date": date},
                )
                digests.setdefault((row.key, row.digest), (record, row, date))
            else:
                first, of, then = digests[row.key, row.digest]
                record = writer.create_revisit_record(
                    row.original,
                    first.rec_headers.get_header("WARC-Payload-Digest"),
                    of.original,
                    then,
                    http_headers=status_and_headers(
                        f"{of.status} X", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
                    ),
                    warc_headers_dict={"WARC-Date": date},
                )
            writer.write_record(record)


@contextmanager
def pywb(folder: Path, rows: Sequence[Row]) -> Iterator[str]:
    """The address of a pywb collection with these captures."""
    pytest.importorskip("pywb", reason="pywb is not installed")
    scripts = Path(sys.executable).parent
    manager, wayback = scripts / "wb-manager", scripts / "wayback"
    if not (manager.exists() and shutil.which(str(wayback))):
        pytest.skip("pywb has no scripts beside this Python")
    write(folder / "c.warc.gz", rows)
    for words in (["init", "c"], ["add", "c", "c.warc.gz"]):
        subprocess.run([manager, *words], cwd=folder, check=True, capture_output=True, timeout=60)
    for _ in range(5):
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            port = sock.getsockname()[1]
        with (folder / "pywb.log").open("wb") as log:
            server = subprocess.Popen([wayback, "-b", "127.0.0.1", "-p", str(port)], cwd=folder, stdout=log, stderr=log)
            try:
                if _answers(f"http://127.0.0.1:{port}/c/timemap/link/http://none.test/", server):
                    yield f"http://127.0.0.1:{port}/c"
                    return
            finally:
                server.terminate()
                server.wait(20)
    raise AssertionError(f"pywb ends: {(folder / 'pywb.log').read_text(errors='replace')[-2000:]}")


def _answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    """Wait for the server; false where it ended, as when somebody else took the port in between."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + 90
    while server.poll() is None:
        assert time.monotonic() < deadline, "pywb does not answer"
        try:
            opener.open(url, timeout=20).read()
        except urllib.error.HTTPError:
            pass  # it answers
        except OSError:
            time.sleep(0.1)
            continue
        time.sleep(0.2)  # whoever has the port answered; a pywb without it is about to end
        return server.poll() is None
    return False
