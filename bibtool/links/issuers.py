"""Who issued a certificate, by its own bytes (RFC 5280, 4.2.2.1): for servers that leave out a part of their chain.

Browsers fetch what is missing from the address that the certificate names.  Python's ssl does not, and gives no more of
a certificate that it does not believe than its bytes.  Pure: DER in, values out; never raises.
"""

from __future__ import annotations

import ssl

#: An access method "caIssuers" and the tag of the address that follows it, a URI.
_CA_ISSUERS = bytes.fromhex("06082b06010505073002") + b"\x86"
_MOST = 2
#: Of tbsCertificate: the tag of a version, which may be missing, and the fields from the serial number to the issuer.
_VERSION = 0xA0


def issuer_addresses(certificate: bytes) -> list[str]:
    """The http addresses at which the issuer's certificate lies, none where it names none."""
    found: list[str] = []
    at = certificate.find(_CA_ISSUERS)
    while at >= 0 and len(found) < _MOST:
        at += len(_CA_ISSUERS) - 1
        value = _value(certificate, at)[0].decode("latin-1")
        if value.lower().startswith("http://"):  # what is signed needs no TLS, and https would need a chain again
            found.append(value)
        at = certificate.find(_CA_ISSUERS, at)
    return found


def between(body: bytes) -> bytes:
    """The certificate in an answer, in DER; empty where it is none, or an authority's own: whom to believe is not asked
    of strangers."""
    if body.lstrip().startswith(b"-----BEGIN CERTIFICATE-----"):
        try:
            body = ssl.PEM_cert_to_DER_cert(body.decode("ascii").strip())
        except ValueError:
            return b""
    issuer, subject = _names(body)
    return body if issuer and subject and issuer != subject else b""


def _names(certificate: bytes) -> tuple[bytes, bytes]:
    """Issuer and subject as they stand (RFC 5280, 4.1)."""
    tbs = _value(_value(certificate, 0)[0], 0)[0]
    at = _value(tbs, 0)[1] if tbs[:1] == bytes([_VERSION]) else 0
    fields: list[bytes] = []
    for _ in range(5):  # serial number, signature, issuer, validity, subject
        value, at = _value(tbs, at)
        fields.append(value)
    return fields[2], fields[4]


def _value(data: bytes, at: int) -> tuple[bytes, int]:
    """The value of the element at a place, and where the next one begins; empty where there is none."""
    length = data[at + 1] if at + 1 < len(data) else 0
    start = at + 2
    if length & 0x80:
        more = length & 0x7F
        length = int.from_bytes(data[start : start + more], "big") if more <= 4 else 0
        start += more
    return data[start : start + length], start + length
