"""How many addresses a second, beside linkinator and broken-link-checker in the same run.

    python -m benchmarks.links [--rounds 5] [--urls 2000] [--hosts 200] [--latency 50] [--in-flight 200]

Requests are counted by the server; bibtool runs with all its logic and its history on.  The whole run, start-up and
output included, is what a user waits for.  From the first request to the last answer linkinator looks faster than it
is: it keeps about twice as many requests in flight as it is told to, and reads the answers afterwards.
The peers are installed from npm into ``build/peers``; one that cannot be is left out, and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
PEERS = HERE.parent / "build" / "peers"
PACKAGES = ("linkinator", "broken-link-checker")
#: As a user has it: compiled when it was installed (the first round, which does not count, compiles it here), and
#: writing through buffers.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("rounds", 5), ("urls", 2000), ("hosts", 200), ("latency", 50), ("in-flight", 200)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    words = [str(n) for n in (given.hosts, given.urls, given.latency, port)]
    server = subprocess.Popen([sys.executable, HERE / "links_server.py", *words], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        measure(given, f"http://127.0.1.1:{port}")
    finally:
        server.terminate()
        server.wait(10)


def measure(given: argparse.Namespace, base: str) -> None:
    """Rounds of all programs in turn, so that a busy moment of the machine hits each of them."""
    programs = ["bibtool", *install()]
    whole: dict[str, list[float]] = {name: [] for name in programs}
    served: dict[str, list[float]] = {name: [] for name in programs}
    most: dict[str, int] = dict.fromkeys(programs, 0)
    with tempfile.TemporaryDirectory() as folder:
        page = fetch(f"{base}/links.html").decode()
        listed = Path(folder) / "list.txt"
        listed.write_text("\n".join(line.split('"')[1] for line in page.splitlines()), encoding="utf-8")
        fetch(f"{base}/stats")
        for number in range(given.rounds + 1):
            for name in programs:
                started = time.monotonic()
                run(name, base, given.in_flight, listed, Path(folder) / f"{number}.sqlite")
                seconds = time.monotonic() - started
                told = json.loads(fetch(f"{base}/stats"))
                assert told["urls"] == given.urls, f"{name} asked {told['urls']} of {given.urls} addresses"
                if number == 0:  # what is read from the disk for the first time
                    continue
                whole[name].append(told["urls"] / seconds)
                served[name].append(told["urls"] / told["seconds"])
                most[name] = max(most[name], told["most"])
    print(f"{given.urls} addresses on {given.hosts} hosts, {given.latency} ms, {given.in_flight} in flight")
    print("addresses a second, median (least to most): whole run | from first request to last answer | in flight")
    for name in programs:
        print(f"{name:20} {spread(whole[name])} | {spread(served[name])} | {most[name]}")
    for name in programs[1:]:
        ratios = [mine / other for mine, other in zip(whole["bibtool"], whole[name], strict=True)]
        print(f"bibtool's whole run is {statistics.median(ratios):.2f} times as fast as that of {name}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def spread(rates: list[float]) -> str:
    """Median, least and most."""
    return f"{statistics.median(rates):6.0f} ({min(rates):.0f} to {max(rates):.0f})"


def run(name: str, base: str, in_flight: int, listed: Path, history: Path) -> None:
    if name == "bibtool":
        words = [sys.executable, "-m", "bibtool.cli.app", "check", str(listed), "--archive", "none", "--allow-private"]
        words += ["--control", f"{base}/alive", "--per-host", "0", "--concurrency", str(in_flight)]
        words += ["--history", str(history), "--format", "json"]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        return
    words = ["node", str(HERE / "links_peers.mjs"), "linkinator" if name == "linkinator" else "blc"]
    subprocess.run([*words, f"{base}/links.html", str(in_flight)], check=True, cwd=PEERS, stdout=subprocess.DEVNULL)


def install() -> list[str]:
    """The peers that there are."""
    if not shutil.which("npm"):
        print("npm is missing: no peers")
        return []
    PEERS.mkdir(parents=True, exist_ok=True)
    if not all((PEERS / "node_modules" / name).is_dir() for name in PACKAGES):
        (PEERS / "package.json").write_text('{"private": true}', encoding="utf-8")
        done = subprocess.run(["npm", "install", "--silent", *PACKAGES], cwd=PEERS, check=False)
        if done.returncode:
            print("the peers cannot be installed")
            return []
    return list(PACKAGES)


def fetch(url: str) -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=30) as answer:
        data: bytes = answer.read()
        return data


if __name__ == "__main__":
    main()
