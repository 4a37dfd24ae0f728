"""The environment check says what is missing, in one sentence."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from lessons_lib import environment


def test_a_complete_environment_is_ready():
    assert environment.check_environment().startswith("Ready: all ")


def test_what_is_missing_or_too_old_is_named(monkeypatch):
    def wrong(name: str) -> str:
        if name == "anywidget":
            raise PackageNotFoundError
        return "1.0" if name == "numpy" else version(name)

    monkeypatch.setattr(environment, "version", wrong)
    said = environment.check_environment()
    assert "anywidget is missing" in said and "numpy is 1.0, but >=" in said
    assert "make lab" in said and "\n" not in said
