"""What curl and Chromium make of the table of behaviours, recorded into ``beside.json``.

    PYTHONPATH=tests:. python -m links.beside

Needs ``curl``, and for the other column Playwright's Python package and an installed Chromium.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from links.abroad import abroad
from links.behaviours import Behaviour, rows
from links.elsewhere import elsewhere
from links.fresh import fresh
from links.further import further
from links.later import later
from links.latest import latest
from links.reported import reported
from links.seen import seen
from links.servers import Web, loops
from links.serving import serve
from links.unworded import unworded

RECORD = Path(__file__).with_name("beside.json")


def main() -> None:
    table = [
        *rows(),
        *reported(),
        *further(),
        *elsewhere(),
        *abroad(),
        *fresh(),
        *unworded(),
        *seen(),
        *later(),
        *latest(),
    ]
    told: dict[str, dict[str, str]] = {row.name: {"curl": "", "chromium": ""} for row in table}
    for tool, ask in (("curl", by_curl), ("chromium", by_chromium)):
        with loops() as loop:
            server = serve(Web(loop), table)  # a server of its own each: some rows count
            for name, said in asyncio.run(ask(table, server.port)).items():
                told[name][tool] = said
            server.close()
    rows_ = ",\n".join(f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in told.items())
    RECORD.write_text("{\n" + rows_ + "\n}\n", encoding="utf-8")


async def by_curl(table: list[Behaviour], port: int) -> dict[str, str]:
    """The last status, or the number of curl's error."""
    slots = asyncio.Semaphore(8)

    async def one(row: Behaviour) -> str:
        words = [
            "curl",
            "-sL",
            "--compressed",
            "-o",
            "/dev/null",
            "-m",
            "5",
            "--max-redirs",
            "20",
            "-b",
            "",
            "--noproxy",
            "*",
        ]
        words += ["--resolve", f"*:{port}:127.0.0.1", "-w", "%{http_code}", f"http://{row.name}.test:{port}{row.at}"]
        async with slots:
            process = await asyncio.create_subprocess_exec(*words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            out, _ = await process.communicate()
        status = out.decode() if out != b"000" else ""
        return f"{status} error {process.returncode}".strip() if process.returncode else status

    return dict(zip([r.name for r in table], await asyncio.gather(*map(one, table)), strict=True))


async def by_chromium(table: list[Behaviour], port: int) -> dict[str, str]:
    """The last status and the title, or Chromium's error."""
    from playwright.async_api import Error, async_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    slots = asyncio.Semaphore(4)
    async with async_playwright() as playwright:
        rules = ["--host-resolver-rules=MAP *.test 127.0.0.1", "--no-proxy-server", "--disable-features=HttpsUpgrades"]
        browser = await playwright.chromium.launch(executable_path=path, args=rules)

        async def one(row: Behaviour) -> str:
            async with slots:
                context: Any = await browser.new_context()
                page = await context.new_page()
                statuses: list[int] = []
                page.on("response", lambda r: statuses.append(r.status) if r.request.is_navigation_request() else None)
                try:
                    await page.goto(f"http://{row.name}.test:{port}{row.at}", timeout=5000, wait_until="load")
                    await page.wait_for_timeout(250)  # a refresh goes on
                    title = await page.title()
                    return f"{statuses[-1] if statuses else ''} {title[:80]}".strip()
                except Error as error:
                    return str(error).split("\n")[0].split(": ")[-1].split(" at ")[0][:80]
                finally:
                    await context.close()

        said = await asyncio.gather(*map(one, table))
        await browser.close()
    return dict(zip([r.name for r in table], said, strict=True))


if __name__ == "__main__":
    main()
