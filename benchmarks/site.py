"""How fast the built site is, in each browser that is here, and how much it loads.

    python benchmarks/site.py [FOLDER]

The pages measure themselves (`site_hook.js`), so that every engine is measured alike: a hand's
event on a slider until the picture is painted, from the record and from Python; the first touch
until Python's first picture, on the first visit and on the second; frames in a second of dragging.
Bytes are those that the server sent, and what they would be compressed. Times are milliseconds.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PICTURES = {  # one light picture of each chapter
    "01_universal_approximation": "Theorem",
    "06_vanishing_gradients": "Saturation",
    "10_likelihood_regression": "Line",
}
SECONDS = 400


def browsers() -> dict[str, list[str]]:
    """The command of each engine that is installed, but for the address."""
    found = {}
    if path := shutil.which("chromium"):
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"]
        found["Chromium"] = [path, *flags, "--remote-debugging-port=0", "--user-data-dir={home}"]
    if path := shutil.which("firefox-esr"):
        found["Firefox"] = [path, "--headless", "--no-remote", "--profile", "{home}"]
    for path in Path("/usr/lib").glob("*/webkitgtk-*/MiniBrowser"):
        found["WebKit"] = ["xvfb-run", "-a", str(path)]
    return found


class Server(ThreadingHTTPServer):
    """Serves the site and the hook; keeps what is posted, and which files were sent."""

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(site)))
        self.site, self.sent, self.found = site, set[str](), list[dict[str, Any]]()
        self.done = threading.Event()

    def hear(self, told: dict[str, Any]) -> None:
        if "mark" in told:
            files = [self.site / path.lstrip("/") for path in self.sent]
            told |= {
                "bytes": sum(f.stat().st_size for f in files),
                "packed": sum(map(packed, files)),
            }
        self.found.append(told)
        if "error" in told or told.get("visit") == "second":
            self.done.set()


def packed(file: Path) -> int:
    """The bytes of a file on a server that compresses; pictures and archives go as they are."""
    body = file.read_bytes()
    plain = file.suffix in {".html", ".css", ".js", ".json", ".svg"}
    return len(gzip.compress(body, 6)) if plain else len(body)


class Handler(SimpleHTTPRequestHandler):
    """A chapter asked for with a `visit` carries the hook."""

    server: Server

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/hook.js":
            self._send((HERE / "site_hook.js").read_bytes(), "text/javascript")
        elif query.startswith("visit="):
            self.server.sent.add(path)
            page = (self.server.site / path.lstrip("/")).read_bytes()
            self._send(page + b'<script type="module" src="/hook.js"></script>', "text/html")
        else:
            if (self.server.site / path.lstrip("/")).is_file():
                self.server.sent.add(path)
            super().do_GET()

    def do_POST(self) -> None:
        self.server.hear(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self._send(b"", "text/plain")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def measured(site: Path, command: list[str], chapter: str, picture: str) -> list[dict[str, Any]]:
    """What one browser posts of one chapter."""
    server = Server(site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    query = f"visit=first&picture={picture}"
    address = f"http://127.0.0.1:{server.server_port}/{chapter}.html?{query}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        order = [part.replace("{home}", home) for part in command]
        process = subprocess.Popen([*order, address], stdout=-3, stderr=-3)
        try:
            server.done.wait(SECONDS)
        finally:
            process.terminate()
            process.wait(20)
            server.shutdown()
    return server.found


def main(arguments: list[str]) -> None:
    site = Path(arguments[0] if arguments else "build/site").absolute()
    names = ("touch", "record", "ready", "live", "key", "slowest", "frames")
    print(f"{'':34}", *(f"{name:>8}" for name in names))
    for engine, command in browsers().items():
        for chapter, picture in PICTURES.items():
            for told in measured(site, command, chapter, picture):
                if "mark" in told:
                    sizes = f"{told['bytes'] / 1e6:.2f} MB, {told['packed'] / 1e6:.2f} compressed"
                    print(f"  {told['mark']}: {sizes}")
                elif "error" in told:
                    print(f"{engine}, {chapter}: {told['error']}")
                else:
                    where = f"{engine}, {chapter[:2]} {picture}, {told['visit']}"
                    print(f"{where:34}", *(f"{told[name]:8.0f}" for name in names), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
