"""What every test is wrapped in."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A busy machine makes no test wrong; what continuous integration sets stays.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def no_pyplot_figure_outlives_its_test() -> Iterator[None]:
    # scikit-learn's displays draw through pyplot, which keeps figures until they are closed.
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
