"""Real JupyterLab in headless Chromium.

Set LESSONS_REQUIRE_BROWSER=1 to make a missing browser a failure instead of a skip, and
LESSONS_SCREENSHOTS=folder to keep the pictures that the tests take.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.lab import Lab, Notebook
from tests.browser.plain import PlainPanel

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def chromium() -> str | None:
    """The path of a browser, None if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    path = chromium()
    if path is None:
        words = "no Chromium here: install it (Debian: apt-get install chromium) to run these tests"
        pytest.fail(words) if os.environ.get("LESSONS_REQUIRE_BROWSER") else pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(NOTEBOOKS, home / "notebooks", dirs_exist_ok=True)
    with Lab(home) as running:
        yield running


@pytest.fixture
def open_notebook(browser: object, lab: Lab, request: pytest.FixtureRequest) -> Iterator[object]:
    """Call it with a name and options of a browser context; every page's console is watched."""
    opened: list[Notebook] = []

    def opener(name: str, **context: object) -> Notebook:
        opened.append(Notebook(browser, lab, name, **context))
        return opened[-1]

    yield opener
    for notebook in opened:
        notebook.close()


@pytest.fixture
def opened(browser: object) -> Iterator[object]:
    """Call it with a panel to get its page; none may leave a complaint in the console."""
    pages: list[PlainPanel] = []

    def opener(panel: object, **given: Any) -> Any:
        pages.append(PlainPanel(browser, panel, **given))
        return pages[-1].page

    yield opener
    errors = [error for each in pages for error in each.errors]
    for each in pages:
        each.close()
    assert errors == []
