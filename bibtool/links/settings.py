"""Everything that a check can be told."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from bibtool import __version__
from bibtool.links.limiter import Rate
from bibtool.links.proxies import Proxies
from bibtool.links.retries import Patience


class Settings(Struct, frozen=True):
    """Texts are those of the options: ``archives`` (NAME, NAME=URL; None for the public ones), ``resolve``
    (HOST:PORT:ADDRESS), ``dns`` (ADDRESS:PORT), ``controls`` (addresses that answer wherever there is a network)."""

    archives: tuple[str, ...] | None = None
    controls: tuple[str, ...] = ()
    resolve: tuple[str, ...] = ()
    dns: str = ""
    allow_private: bool = False
    ca_bundle: str = ""
    timeout: float = 30.0
    concurrency: int = 32
    per_host: Rate = field(default=Rate(1, 1.0))
    rates: Mapping[str, Rate] = field(default_factory=dict)
    contact: str = ""
    user_agent: str = ""
    patience: Patience = field(default=Patience())
    proxies: Proxies = field(default=Proxies())
    save: bool = False
    save_all: bool = False  # also what archives have already
    jobs: int = 1  # processes
    processes: int = 1  # that keep the pace of archives together
    save_keys: tuple[str, str] | None = None  # Save Page Now: access key and secret

    @property
    def agent(self) -> str:
        """The ``User-Agent``: ``user_agent`` as it is, else the project, with ``contact`` where there is one.

        Archives and the robots' conventions ask for project and contact (RFC 9110, 10.1.5).  The project has no
        address of its own, and one made up would reach nobody: only who runs the check can give theirs.
        """
        told = f"; contact: {self.contact}" if self.contact else ""
        return self.user_agent or f"bibtool/{__version__} (checks the links of a bibliography{told})"
