"""TLS that is wrong says nothing of the page: never alive, never dead, and the reason in words."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bibtool.links.client import ClientSettings, opened
from bibtool.links.clock import SystemClock
from bibtool.links.issuers import between, issuer_addresses
from bibtool.links.limiter import UNLIMITED, Limiter
from bibtool.links.liveness import Live, Looker
from bibtool.links.online import Online
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.resolver import Pin, Resolver
from bibtool.links.retries import Patience
from bibtool.links.siblings import Siblings
from bibtool.links.uri import Uri
from bibtool.links.verdict import verdict_with_history
from links.behaviours import PAGE
from links.servers import Exchange, Web

NOW = datetime(2026, 11, 20, tzinfo=UTC)


async def page(x: Exchange) -> None:
    await x.raw(PAGE)
    x.close()


def look(server: Web, bundle: str) -> Live:
    """What is seen of a page of ``site.test``."""

    async def one() -> Live:
        clock = SystemClock()
        limiter = Limiter(clock, UNLIMITED)
        resolver = Resolver((Pin.parse(f"*:{server.port}:127.0.0.1"),))
        settings = ClientSettings("bibtool/test", 5.0, 8, allow_private=True, ca_bundle=bundle)
        async with opened(settings, resolver, limiter, clock) as client:
            online = Online(client, (Uri.parse(f"http://control.test:{server.port}/"),), clock)
            looker = Looker(
                client, limiter, clock, Patience(first=0.01, unsaid=0.0), online, Siblings(client), agent="bibtool/test"
            )
            return await looker.look(f"https://site.test:{server.port}/x", "")

    return asyncio.run(one())


class Certificates:
    """Chains of which something is wrong."""

    def __init__(self, folder: Path) -> None:
        self.trustme = pytest.importorskip("trustme", reason="trustme is not installed")
        self.root = self.trustme.CA()
        self.folder = folder
        self.bundle = str(folder / "root.pem")
        self.root.cert_pem.write_to_path(self.bundle)

    def context(self, kind: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        name = "elsewhere.test" if kind == "wrong-host" else "site.test"
        authority = self.root
        if kind in {"incomplete", "whole", "disordered"}:
            authority = self.root.create_child_ca()
        elif kind == "self-signed":
            authority = self.trustme.CA()
        leaf = authority.issue_cert(name, **({"not_after": NOW - timedelta(days=900)} if kind == "expired" else {}))
        if kind == "self-signed":
            context.load_cert_chain(self._file(authority.private_key_pem.bytes() + authority.cert_pem.bytes()))
        elif kind == "incomplete":  # the server's own certificate and nothing else
            context.load_cert_chain(self._file(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes()))
        elif kind == "disordered":  # the root before the one between
            chain = [leaf.cert_chain_pems[0], self.root.cert_pem, *leaf.cert_chain_pems[1:]]
            context.load_cert_chain(self._file(b"".join(pem.bytes() for pem in (leaf.private_key_pem, *chain))))
        else:
            leaf.configure_cert(context)
        if kind == "old":
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
            context.set_ciphers("ALL:@SECLEVEL=0")
        return context

    def _file(self, pem: bytes) -> str:
        path = self.folder / "leaf.pem"
        path.write_bytes(pem)
        return str(path)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("expired", "expired"),
        ("self-signed", "self-signed"),
        ("wrong-host", "site.test"),
        ("incomplete", "incomplete chain"),
        ("old", ""),
    ],
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_a_fault_of_tls_is_no_death(
    web: Callable[..., Web], certificates: Certificates, kind: str, reason: str
) -> None:
    live = look(web(fallback=page, tls=certificates.context(kind)), certificates.bundle)
    # some libraries say goodbye to an old version with an alert, some hang up
    assert live.outcome is Outcome.TLS or (kind == "old" and live.outcome is Outcome.RESET), live.evidence
    assert live.verdict is Verdict.UNREACHABLE
    assert reason in live.evidence[0]
    earlier = [(NOW - timedelta(days=days), live.verdict) for days in (8, 4)]
    assert verdict_with_history(live.verdict, NOW, earlier) is Verdict.UNREACHABLE


@pytest.mark.parametrize("kind", ["whole", "disordered"])
def test_a_whole_chain_is_believed(web: Callable[..., Web], certificates: Certificates, kind: str) -> None:
    live = look(web(fallback=page, tls=certificates.context(kind)), certificates.bundle)
    assert live.verdict is Verdict.ALIVE, live.evidence


def test_a_connection_that_ends_without_a_farewell_is_read(web: Callable[..., Web], certificates: Certificates) -> None:
    """Many servers close TLS without saying so; a body without a length ends there."""

    async def abrupt(x: Exchange) -> None:
        await x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.partition(b"\r\n\r\n")[2])
        await asyncio.sleep(0.2)
        x.writer.transport.abort()

    live = look(web(fallback=abrupt, tls=certificates.context("whole")), certificates.bundle)
    assert live.verdict is Verdict.ALIVE, live.evidence


def issued(name: str, by: Any, key_of_issuer: Any, *, authority: bool, address: str) -> tuple[Any, Any]:
    """A certificate and its key; ``address`` is where its issuer's lies."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.subject if by is not None else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(2090, 1, 1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    if address:
        place = x509.AccessDescription(
            x509.AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(address)
        )
        built = built.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
    return built.sign(key_of_issuer or key, hashes.SHA256()), key


@pytest.mark.parametrize("found", ["known", "unknown", "a web page"])
def test_what_is_left_out_of_a_chain_is_fetched(web: Callable[..., Web], tmp_path: Path, found: str) -> None:
    """As browsers do it; an authority that is not known already is not believed for being fetched."""
    serialization = pytest.importorskip("cryptography.hazmat.primitives.serialization")
    pem, der = serialization.Encoding.PEM, serialization.Encoding.DER
    files: dict[str, bytes] = {}

    async def certificate(x: Exchange) -> None:
        await x.send(200, files[x.path], content_type="application/pkix-cert")

    plain = web(fallback=certificate)
    root, root_key = issued("Root", None, None, authority=True, address="")
    other, _ = issued("Other", None, None, authority=True, address="")
    middle, middle_key = issued("Middle", root, root_key, authority=True, address=f"{plain.base}/root.der")
    leaf, leaf_key = issued("site.test", middle, middle_key, authority=False, address=f"{plain.base}/middle.der")
    files |= {"/root.der": root.public_bytes(der), "/middle.der": middle.public_bytes(der)}
    if found == "a web page":
        files["/middle.der"] = b"<html><title>Certificate repository</title></html>"
    bundle, server = tmp_path / "bundle.pem", tmp_path / "server.pem"
    bundle.write_bytes((other if found == "unknown" else root).public_bytes(pem))
    private = leaf_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    server.write_bytes(private + leaf.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server)
    live = look(web(fallback=page, tls=context), str(bundle))
    assert live.verdict is (Verdict.ALIVE if found == "known" else Verdict.UNREACHABLE), live.evidence
    assert plain.asked("/middle.der") == 1
    assert found == "known" or "incomplete chain" in live.evidence[0]


def test_bytes_that_are_no_certificate_have_no_issuer() -> None:
    for data in (
        b"",
        b"0",
        b"0\x84\xff\xff\xff\xff",
        b"\x30\x82\x01",
        b"-----BEGIN CERTIFICATE-----\n!",
        bytes(range(256)),
    ):
        assert between(data) == b""
        assert issuer_addresses(data) == []
