"""httpx's client over the guarded one: addresses stay as they are cited, redirects and cookies are httpx's."""

from __future__ import annotations

import asyncio

import pytest

from bibtool.links.fetched import Answer, FetchError, Request
from bibtool.links.outcome import Outcome
from bibtool.links.uri import Uri
from bibtool.lookups.client import ask


class Answers:
    """Stands in for the guarded client: gives its answers in turn, the last one for ever, and keeps what was asked."""

    def __init__(self, *answers: tuple[int, dict[str, str], bytes]) -> None:
        self.answers = list(answers)
        self.asked: list[Request] = []

    async def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        status, headers, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return Answer(request.uri, status, headers, body)


def asked(answers: Answers, address: str, **headers: str) -> Answer:
    return asyncio.run(ask(answers, Uri.parse(address), headers, 1000))


@pytest.mark.parametrize(
    "address",
    [
        "https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
        "https://doi.org/10.5555/a%2Fb%20c?x=1&y=%C4%85",
        "https://example.org/ścieżka/żółw?q=ą#część",
        "http://example.org:8080/a;b=c,d/'e'/[f]/~g",
    ],
)
def test_an_address_is_asked_as_it_is_cited(address: str) -> None:
    answers = Answers((200, {}, b"x"))
    asked(answers, address)
    (request,) = answers.asked
    assert request.uri.target == Uri.parse(address).target
    assert request.uri.origin == Uri.parse(address).origin
    assert not request.follow


def test_redirects_keep_what_is_asked_for_and_bring_cookies() -> None:
    answers = Answers(
        (302, {"location": "https://b.example/new", "set-cookie": "a=b; Domain=example; Path=/"}, b""),
        (301, {"location": "/newer", "set-cookie": "c=d"}, b""),
        (200, {"content-type": "text/plain", "content-encoding": "gzip", "content-length": "3"}, "ą".encode()),
    )
    answer = asked(answers, "https://a.example/x", Accept="application/json")
    assert answer.status == 200
    assert answer.body == "ą".encode()  # the guarded client has unpacked it
    assert str(answer.uri) == "https://b.example/newer"
    assert [request.headers["Accept"] for request in answers.asked] == ["application/json"] * 3
    assert answers.asked[2].headers["Cookie"] == "c=d"


@pytest.mark.parametrize("target", ["ftp://files.example/x", "http://[::1", "javascript:alert(1)"])
def test_a_redirect_to_a_bad_address_is_told(target: str) -> None:
    with pytest.raises(FetchError) as told:
        asked(Answers((302, {"location": target}, b"")), "https://a.example/x")
    assert told.value.outcome is Outcome.UNSUPPORTED
    assert "redirected to a bad address" in told.value.detail


def test_redirects_without_an_end_are_told() -> None:
    answers = Answers((302, {"location": "https://a.example/x"}, b""))
    with pytest.raises(FetchError) as told:
        asked(answers, "https://a.example/x")
    assert told.value.outcome is Outcome.REDIRECT_LOOP
    assert len(answers.asked) == 21


def test_headers_that_are_not_ascii_do_no_harm() -> None:
    answer = asked(
        Answers((200, {"x-name": "\xbf\xf3\xb3w", "content-type": "text/html"}, b"<p>")), "https://a.example/"
    )
    assert answer.content_type == "text/html"
