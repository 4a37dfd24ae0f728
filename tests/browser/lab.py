"""Drive JupyterLab as a reader does: open, run, move, look."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import nbformat

IDLE = """() => {
  const mark = document.querySelector('.jp-Notebook-ExecutionIndicator');
  return mark && /idle/.test(mark.getAttribute('data-status') || '');
}"""
ALL_RUN = """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
  .every(prompt => /\\[\\d+\\]/.test(prompt.textContent))"""
# Noise of the application itself, not of the page we test.
HARMLESS = (
    "favicon",
    "Failed to load resource",
    "ResizeObserver loop",
    "telemetry",
    "announcements",
)


class Lab:
    """A JupyterLab server on `root`, with settings of its own."""

    def __init__(self, root: Path, application: str = "jupyterlab") -> None:
        self.root, self.application = root, application

    def __enter__(self) -> Lab:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        private = {
            name: str(self.root / "private" / name)
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "HOME")
        }
        for folder in private.values():
            Path(folder).mkdir(parents=True, exist_ok=True)
        quiet = self.root / "private" / "settings" / "@jupyterlab" / "apputils-extension"
        quiet.mkdir(parents=True, exist_ok=True)
        (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
        private["JUPYTERLAB_SETTINGS_DIR"] = str(quiet.parents[1])
        options = [
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
            f"--ServerApp.root_dir={self.root}",
            "--IdentityProvider.token=",
            "--ServerApp.disable_check_xsrf=True",
            "--LabApp.expose_app_in_browser=True",
            "--no-browser",
            "--allow-root",
        ]
        self.log = (self.root / "server.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.application, *options],
            env=os.environ | private,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        for _ in range(240):
            try:
                self.get("api")
                return self
            except OSError:
                time.sleep(0.25)
        raise RuntimeError(f"JupyterLab did not start; see {self.log.name}")

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url(path), timeout=5) as reply:
            return json.load(reply)

    def end_kernels(self) -> None:
        for session in self.get("api/sessions"):
            request = urllib.request.Request(
                self.url(f"api/sessions/{session['id']}"), method="DELETE"
            )
            urllib.request.urlopen(request, timeout=20)

    def write(self, name: str, *cells: str) -> str:
        """Write a notebook of code cells; return its name."""
        book = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in cells],
            metadata={
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
            },
        )
        nbformat.write(book, self.root / name)
        return name


class Notebook:
    """One open notebook; `errors` collects what its console complains about."""

    def __init__(
        self, browser: Any, lab: Lab, name: str, *, dark: bool = False, **context: Any
    ) -> None:
        self.lab = lab
        self.context = browser.new_context(
            **({"viewport": {"width": 1280, "height": 1000}} | context)
        )
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self._complain(said.text))
        self.page.goto(lab.url(f"doc/tree/{name}"))
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        if dark:
            self.command("apputils:change-theme", {"theme": "JupyterLab Dark"})
        self.page.wait_for_function(IDLE, timeout=60_000)

    def _complain(self, words: str) -> None:
        if not any(harmless in words for harmless in HARMLESS):
            self.errors.append(words[:500])

    def command(self, name: str, arguments: dict[str, Any] | None = None) -> None:
        self.page.wait_for_function("() => window.jupyterapp")
        self.page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args)",
            [name, arguments or {}],
        )

    def run_all(self, *, wait: bool = True) -> None:
        self.page.click(".jp-Notebook .jp-Cell >> nth=0")
        self.page.keyboard.press("Escape")
        self.page.click(".lm-MenuBar-itemLabel:text-is('Run')")
        self.page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
        if wait:
            self.page.wait_for_function(ALL_RUN, timeout=120_000)
            self.page.wait_for_function(IDLE, timeout=60_000)

    def run_cell(self, number: int) -> None:
        self.page.locator(".jp-CodeCell .cm-content").nth(number).click()
        self.page.keyboard.press("Control+Enter")

    @property
    def explorables(self) -> list[Explorable]:
        return [
            Explorable(self.page, found) for found in self.page.locator(".lessons-explorable").all()
        ]

    def tracebacks(self) -> list[str]:
        return self.page.locator(
            "[data-mime-type='application/vnd.jupyter.error'], .jp-OutputArea-output[data-mime-type*='stderr']"
        ).all_inner_texts()

    def close(self) -> None:
        self.context.close()
        self.lab.end_kernels()


class Explorable:
    """One explorable on a page."""

    def __init__(self, page: Any, box: Any) -> None:
        self.page, self.box = page, box
        self.canvas = box.locator("canvas")
        self.sliders = box.locator(".noUi-handle")

    @property
    def readout(self) -> str:
        return str(self.box.locator(".readout").inner_text())

    @property
    def alt(self) -> str:
        return str(self.canvas.get_attribute("aria-label"))

    @property
    def serial(self) -> int:
        return int(self.canvas.get_attribute("data-serial") or 0)

    @property
    def failed(self) -> bool:
        return bool(self.box.locator(".readout.error").count())

    def pixels(self) -> str:
        return str(self.canvas.evaluate("canvas => canvas.toDataURL()"))

    def settle(self, quiet: float = 0.4, most: float = 15.0) -> None:
        """Wait until no frame has come for `quiet` seconds."""
        end, last, since = time.time() + most, self.serial, time.time()
        while time.time() - since < quiet and time.time() < end:
            self.page.wait_for_timeout(40)
            if self.serial != last:
                last, since = self.serial, time.time()

    def button(self, name: str) -> Any:
        return self.box.locator(f"button.jupyter-button:text-is('{name}')")
