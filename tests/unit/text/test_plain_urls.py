"""Addresses of plain letters, taken apart as urlsplit takes them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibtool.text.plain_urls import plain_url

PIECES = [
    "http",
    "https",
    "://",
    ":",
    "/",
    "?",
    "#",
    "@",
    ".",
    "a",
    "B",
    "%20",
    "80",
    "8080",
    "70000",
    "x=1",
    "&",
    "[",
    "ż",
]
HOSTS = ["http://steppe.test", "https://a", "http://a:8080", "http://a:٠", "http://A", "http://u@a", "http://[::1]"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["", *HOSTS]), st.lists(st.sampled_from(PIECES), max_size=8))
def test_the_parts_are_those_of_urlsplit(host: str, pieces: list[str]) -> None:
    url = host + "".join(pieces)
    plain = plain_url(url)
    if plain is not None:
        parts = urlsplit(url)
        assert plain == (parts.scheme, parts.hostname, parts.port, parts.path, parts.query)
        assert not parts.fragment and parts.username is None


@pytest.mark.parametrize(
    "url", ["http://steppe.test/a/b.html?x=1&y=2", "https://steppe.test", "http://steppe.test:8080/"]
)
def test_most_addresses_are_plain(url: str) -> None:
    assert plain_url(url)


@pytest.mark.parametrize(
    "url",
    ["http://a@steppe.test/", "http://Steppe.test/", "http://steppe.test/ż", "http://steppe.test/#b", "steppe.test"],
)
def test_others_are_left_to_urlsplit(url: str) -> None:
    assert plain_url(url) is None
