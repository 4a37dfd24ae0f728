"""What a face is told of an explorable, as JSON; the same from every source."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from lessons_lib.explorable.frame import Frame
from lessons_lib.explorable.painter import DPI


def spec(explorable: Any) -> dict[str, Any]:
    """What a face is built from."""
    width, height = (round(DPI * side) for side in explorable.size)
    return {
        "title": explorable.title,
        "name": type(explorable).__name__,
        "size": [width, height],
        "scenes": list(explorable.scenes),
        "controls": [
            {"name": name, "label": str(c.label), **c.spec()}
            for name, c in explorable.controls.items()
        ],
        "actions": [{"name": a.name, "label": a.label} for a in explorable.actions.values()],
        "plays": hasattr(explorable, "play"),
    }


def described(frame: Frame) -> dict[str, Any]:
    """A frame without its pixels, as JSON."""
    return {name: value for name, value in frame._asdict().items() if name != "pixels"}


def told(error: BaseException, explorable: Any) -> str:
    """An error in words, with the values that caused it."""
    words = str(error) or type(error).__name__
    if not isinstance(error, ValueError):
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}, line {last.lineno}"
        words = f"{type(error).__name__}: {words} ({where})"
    return f"{words}\nThis happened with {explorable!r}"
