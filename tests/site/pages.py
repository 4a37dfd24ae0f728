"""A page of the site in a browser: what it asked for, and what went wrong."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

COMPRESSED = (".webp", ".woff2", ".png", ".gz")
FIRST_VISIT = {"viewport": {"width": 1280, "height": 900}, "service_workers": "block"}
PHONE = {"width": 390, "height": 844}


class Quiet(SimpleHTTPRequestHandler):
    """A plain server, which logs nothing."""

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder as `python -m http.server` does; the address of its root."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Opened:
    """One reader's visit. Requests that leave the site are blocked, and are faults."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address, self.faults = address, []
        self.allowed = ["Service Worker registration blocked"]  # faults that a test brings about
        self.answered: set[str] = set()
        self.context = browser.new_context(**{**FIRST_VISIT, **options})
        self.context.route("**/*", self._watched)
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("response", self._answered)

    def goto(self, page: str) -> None:
        self.page.goto(self.address + page, wait_until="networkidle")

    def _watched(self, route: Any) -> None:
        url = route.request.url
        if url.startswith((self.address, "blob:", "data:")):
            route.fallback()
        else:
            self.faults.append(f"asked for {url}")
            route.abort()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} for {response.url}")
        elif response.url.startswith(self.address):
            self.answered.add(response.url.partition("?")[0])

    def weight(self, site: Path) -> int:
        """The bytes of all files that were answered with, compressed as a good server does."""
        return sum(_compressed(site / url.removeprefix(self.address)) for url in self.answered)

    def shot(self, name: str, **options: Any) -> None:
        """Keep a picture of the page, if a folder for it is named."""
        if folder := os.environ.get("LESSONS_SCREENSHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", **options)

    def close(self) -> list[str]:
        """End the visit; what went wrong."""
        self.context.close()
        return [fault for fault in self.faults if not any(each in fault for each in self.allowed)]


def _compressed(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix in COMPRESSED else len(gzip.compress(content, 6))
