"""The table of behaviours as one server, a host name a row."""

from __future__ import annotations

from collections.abc import Mapping

from links.behaviours import Behaviour
from links.servers import Exchange, Web, not_found


def serve(server: Web, rows: list[Behaviour]) -> Web:
    """Start ``server`` with the rows; ``{port}`` in an answer is its port."""
    by_host = {row.name: row for row in rows}

    async def answer(x: Exchange) -> None:
        name = x.headers.get("host", "").partition(":")[0].removesuffix(".").removesuffix(".test").lower()
        row = by_host.get(name)
        if row is None and x.path == "/" and name == "control":
            await x.page("control")
            return
        # a redirect to another host of the table leads to the row that sent there
        candidates = [row] if row else [r for r in rows if isinstance(r.reply, Mapping) and "*" not in r.reply]
        for each in candidates:
            reply = each.reply
            if isinstance(reply, Mapping):
                found = reply.get(x.target) or reply.get(x.path) or reply.get("*")
            else:
                found = reply if x.target.startswith(each.at) else None
            if found is None:
                continue
            if isinstance(found, bytes):
                await x.raw(found.replace(b"{port}", str(server.port).encode()))
                x.close()
            else:
                await found(x)
            return
        await not_found(x)

    server.fallback = answer
    return server.start()
