"""The built site in headless Chromium, every request watched.

`make site` first. LESSONS_SITE names another folder than build/site, LESSONS_SCREENSHOTS a folder
for pictures of the pages, LESSONS_REQUIRE_BROWSER=1 makes a missing browser or site a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import browser  # noqa: F401 (a fixture)
from tests.site.pages import Opened, serving

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("LESSONS_SITE", ROOT / "build" / "site"))


@pytest.fixture(scope="session")
def site() -> Path:
    if not (SITE / "index.html").exists():
        words = f"no site in {SITE}: build it with `make site`"
        pytest.fail(words) if os.environ.get("LESSONS_REQUIRE_BROWSER") else pytest.skip(words)
    return SITE


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serving(site) as found:
        yield found


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Any]:  # noqa: F811
    """Call it with a page and options of a browser context; nothing amiss may have happened."""
    opened: list[Opened] = []

    def visitor(page: str, **options: Any) -> Opened:
        opened.append(Opened(browser, address, **options))
        opened[-1].goto(page)
        return opened[-1]

    yield visitor
    faults = [fault for each in opened for fault in each.close()]
    assert faults == []
