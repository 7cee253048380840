"""httpx's client for registries and pages: its redirects and cookies, over the one client that may reach the network.

A look-up asks once or twice, so that nothing is gained by connections of one's own; those of checks are bibtool's
(docs/decisions/transport.md).  Each single request is :class:`bibtool.links.client.Client`'s: guarded against private
addresses, within its limits of time and size, in its turn.
"""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from bibtool.links.client import MAX_REDIRECTS
from bibtool.links.fetched import Answer, Fetch, FetchError, Request
from bibtool.links.outcome import Outcome
from bibtool.links.uri import BadAddressError, Uri

_SAID = {"accept": "Accept", "cookie": "Cookie"}  # what a look-up says; the rest is the guarded client's to say
_UNPACKED = frozenset({"content-encoding", "content-length", "transfer-encoding"})  # are of the body as it was sent


class GuardedTransport(httpx.AsyncBaseTransport):
    """A transport of httpx; a response's extension ``answer`` is the :class:`~bibtool.links.fetched.Answer` itself."""

    def __init__(self, fetch: Fetch, limit: int) -> None:
        """``limit`` is the number of bytes that are read of a body."""
        self._fetch = fetch
        self._limit = limit

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request, redirects not followed.  Raises :class:`~bibtool.links.fetched.FetchError`."""
        try:
            uri = Uri.parse(str(request.url))
        except (BadAddressError, ValueError) as error:
            raise FetchError(Outcome.UNSUPPORTED, f"redirected to a bad address: {error}") from None
        said = {_SAID[name]: value for name, value in request.headers.items() if name in _SAID and value != "*/*"}
        answer = await self._fetch(Request(uri, request.method, said, follow=False, limit=self._limit))
        headers = [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in answer.headers.items()
            if name not in _UNPACKED
        ]
        return httpx.Response(answer.status, headers=headers, content=answer.body, extensions={"answer": answer})


async def ask(fetch: Fetch, uri: Uri, headers: Mapping[str, str], limit: int) -> Answer:
    """The answer at the end of the redirects.  Raises :class:`~bibtool.links.fetched.FetchError`."""
    # proxies and certificates are the guarded client's: httpx shall not look for its own
    transport = GuardedTransport(fetch, limit)
    async with httpx.AsyncClient(transport=transport, trust_env=False, follow_redirects=True, timeout=None) as client:
        client.max_redirects = MAX_REDIRECTS
        try:
            response = await client.get(str(uri), headers=dict(headers))
        except httpx.TooManyRedirects:
            raise FetchError(Outcome.REDIRECT_LOOP, f"{MAX_REDIRECTS} redirects", uri=uri) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(Outcome.UNSUPPORTED, f"redirected to a bad address: {error}", uri=uri) from None
    answer: Answer = response.extensions["answer"]
    return answer
