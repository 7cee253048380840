"""Servers for the tests, each closed at the end of its test."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from links.servers import Dns, Loop, Web, loops


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    with loops() as loop:
        yield loop


@pytest.fixture
def web(loop: Loop) -> Iterator[Callable[..., Web]]:
    """Starts web servers."""
    started: list[Web] = []

    def start(**options: Any) -> Web:
        started.append(Web(loop, **options).start())
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def dns(loop: Loop) -> Iterator[Callable[[dict[str, list[str] | int]], Dns]]:
    """Starts DNS servers."""
    started: list[Dns] = []

    def start(zone: dict[str, list[str] | int]) -> Dns:
        started.append(Dns(loop, zone).start())
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An authority: ``authority.bundle`` is its file, ``authority.context(*names)`` a server's."""
    trustme = pytest.importorskip("trustme", reason="trustme is not installed")

    class Authority:
        def __init__(self, folder: Path) -> None:
            self.ca = trustme.CA()
            self.bundle = str(folder / "ca.pem")
            self.ca.cert_pem.write_to_path(self.bundle)

        def context(self, *names: str) -> ssl.SSLContext:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.ca.issue_cert(*names).configure_cert(context)
            return context

    return Authority(tmp_path_factory.mktemp("ca"))
