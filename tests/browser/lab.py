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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

import nbformat
from jupyter_client.blocking.client import BlockingKernelClient

PROJECT = Path(__file__).parents[2]
IDLE = """() => {
  const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
  return session?.isReady && session.session?.kernel?.status === 'idle';
}"""
ALL_RUN = """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
  .every(prompt => !/\\*/.test(prompt.textContent))"""
# Noise of the application itself, not of the page we test.
HARMLESS = (
    "favicon",
    "Failed to load resource",
    "ResizeObserver loop",
    "telemetry",
    "announcements",
    "reading 'schema'",  # Notebook 7.6 on any notebook
    "The getter for the shared module",  # Voila 0.5 beside Notebook 7.6
)


class Lab:
    """A JupyterLab server on `root`, with settings of its own."""

    application = "jupyterlab"
    document = "doc/tree/"
    ready = "api"

    def __init__(self, root: Path) -> None:
        self.root = root

    def options(self) -> list[str]:
        return [
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
            f"--ServerApp.root_dir={self.root}",
            "--allow-root",
            "--IdentityProvider.token=",
            "--ServerApp.disable_check_xsrf=True",
            "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]

    def __enter__(self) -> Self:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        names = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "HOME")
        private = {name: str(self.root / "private" / name) for name in names}
        self.runtime = Path(private["JUPYTER_RUNTIME_DIR"])
        for folder in private.values():
            Path(folder).mkdir(parents=True, exist_ok=True)
        quiet = self.root / "private" / "settings" / "@jupyterlab" / "apputils-extension"
        quiet.mkdir(parents=True, exist_ok=True)
        (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
        private["JUPYTERLAB_SETTINGS_DIR"] = str(quiet.parents[1])
        self.log = (self.root / f"{self.application}.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.application, "--no-browser", *self.options()],
            env=os.environ | private | {"PYTHONPATH": str(PROJECT)},
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        for _ in range(240):
            try:
                urllib.request.urlopen(self.url(self.ready), timeout=20).close()
                return self
            except OSError:
                time.sleep(0.25)
        raise RuntimeError(f"{self.application} did not start; see {self.log.name}")

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

    @contextmanager
    def kernel(self, notebook: str) -> Iterator[Kernel]:
        """A client of our own to the kernel of an open notebook."""
        session = next(each for each in self.get("api/sessions") if each["path"] == notebook)
        file = self.runtime / f"kernel-{session['kernel']['id']}.json"
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.start_channels()
        yield Kernel(client)
        client.stop_channels()

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


class Classic(Lab):
    """Notebook 7."""

    application = "notebook"
    document = "notebooks/"


class Voila(Lab):
    """Voila: the notebook as a page, run anew for each reader."""

    application = "voila"
    document = "voila/render/"
    ready = ""

    def options(self) -> list[str]:
        return [str(self.root), f"--port={self.port}", "--Voila.ip=127.0.0.1", "--classic-tree"]

    def end_kernels(self) -> None:
        """Voila ends a reader's kernel itself."""


class State(NamedTuple):
    """What an explorable shows."""

    serial: int
    picture: str
    alt: str
    readout: str
    failed: bool


class Kernel:
    """What the kernel says when asked."""

    def __init__(self, client: BlockingKernelClient) -> None:
        self.client = client

    def ask(self, expression: str, timeout: float = 30) -> str:
        """The repr of an expression, evaluated when the kernel has time."""
        code = f"_answer = {expression}"
        reply = self.client.execute(
            code,
            silent=True,
            reply=True,
            timeout=timeout,
            user_expressions={"answer": "_answer"},
        )["content"]
        assert reply["status"] == "ok", reply
        return str(reply["user_expressions"]["answer"]["data"]["text/plain"])

    def run(self, code: str) -> None:
        """Execute statements out of sight."""
        reply = self.client.execute(code, silent=True, reply=True, timeout=60)["content"]
        assert reply["status"] == "ok", reply


class Notebook:
    """One open notebook; `errors` collects what its console complains about."""

    def __init__(
        self, browser: Any, lab: Lab, name: str, *, dark: bool = False, **context: Any
    ) -> None:
        self.lab, self.name = lab, name
        self.context = browser.new_context(
            **({"viewport": {"width": 1280, "height": 1000}} | context)
        )
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self._complain(said.text))
        self.page.goto(lab.url(lab.document + name))
        if isinstance(lab, Voila):
            return
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        if dark:
            self.dress(dark=True)
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

    def dress(self, *, dark: bool) -> None:
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.command("apputils:change-theme", {"theme": theme})

    def run_all(self, *, wait: bool = True) -> None:
        self.page.evaluate(
            """() => { window.running = true;
              window.jupyterapp.commands.execute('notebook:run-all-cells')
                .finally(() => { window.running = false }) }"""
        )
        if wait:
            self.wait_until_run()

    def wait_until_run(self) -> None:
        self.page.wait_for_function("() => !window.running", timeout=120_000)
        self.page.wait_for_function(ALL_RUN, timeout=60_000)
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
        kinds = ("application/vnd.jupyter.error", "application/vnd.jupyter.stderr")
        marks = ", ".join(f"[data-mime-type='{kind}']" for kind in kinds)
        return list(self.page.locator(marks).all_inner_texts())

    def close(self, *, end_kernels: bool = True) -> None:
        self.context.close()
        if end_kernels:
            self.lab.end_kernels()


# A look at an explorable: frame number, picture (as a sum that any change of it changes),
# alternative text, readout, and whether the readout is an error.
STATE = """box => {
  const canvas = box.querySelector('canvas'), readout = box.querySelector('.readout');
  let sum = 0;
  if (canvas.width && canvas.height) {
    const all = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    for (const value of new Uint32Array(all.buffer)) sum = Math.imul(sum, 31) + value | 0;
  }
  return [Number(canvas.dataset.serial || 0), `${canvas.width}:${sum}`,
    canvas.getAttribute('aria-label') || '', readout.innerText,
    readout.classList.contains('error')];
}"""
# Wait until a newer frame (or an error) than the given one has come, at most so long.
NEWER = """([box, serial, most]) => new Promise(done => {
  const canvas = box.querySelector('canvas'), readout = box.querySelector('.readout');
  const end = performance.now() + 1000 * most;
  const look = () => {
    const come = Number(canvas.dataset.serial) > serial || readout.classList.contains('error');
    come || performance.now() > end ? done(come) : setTimeout(look, 5);
  };
  look();
})"""
# Wait until no frame has come for a while.
QUIET = """([box, quiet, most]) => new Promise(done => {
  const canvas = box.querySelector('canvas'), end = performance.now() + 1000 * most;
  let [last, since] = [canvas.dataset.serial, performance.now()];
  const look = () => {
    const now = performance.now();
    if (canvas.dataset.serial !== last) [last, since] = [canvas.dataset.serial, now];
    now - since > 1000 * quiet || now > end ? done(true) : setTimeout(look, 5);
  };
  look();
})"""


class Explorable:
    """One explorable on a page."""

    def __init__(self, page: Any, box: Any) -> None:
        self.page, self.box = page, box
        self.canvas = box.locator("canvas")
        self.sliders = box.locator("input[type=range]")
        self.node = box.element_handle()

    def state(self) -> State:
        return State(*self.node.evaluate(STATE))

    @property
    def readout(self) -> str:
        return self.state().readout

    @property
    def alt(self) -> str:
        return self.state().alt

    @property
    def serial(self) -> int:
        return self.state().serial

    @property
    def failed(self) -> bool:
        return self.state().failed

    @property
    def picture(self) -> str:
        return self.state().picture

    def wait(self, fact: Callable[[], bool], most: float = 15.0) -> None:
        """Wait until the page shows a fact."""
        end = time.time() + most
        while not fact():
            assert time.time() < end, f"waited {most} s in vain; the page says: {self.readout}"
            self.page.wait_for_timeout(10)

    def newer(self, serial: int, most: float = 15.0) -> None:
        """Wait for a frame after number `serial`, or for an error."""
        come = self.page.evaluate(NEWER, [self.node, serial, most])
        assert come, f"no frame within {most} s; the page says: {self.readout}"

    def settle(self, quiet: float = 0.2, most: float = 15.0) -> None:
        """Wait until no frame has come for `quiet` seconds."""
        self.page.evaluate(QUIET, [self.node, quiet, most])

    def corner(self) -> tuple[int, ...]:
        """The colour of the picture's paper."""
        code = "canvas => [...canvas.getContext('2d').getImageData(2, 2, 1, 1).data]"
        return tuple(self.canvas.evaluate(code))

    @property
    def width(self) -> int:
        """Pixels across the picture."""
        return int(self.canvas.evaluate("canvas => canvas.width"))

    def button(self, name: str) -> Any:
        return self.box.locator(f"button:text-is('{name}')")
