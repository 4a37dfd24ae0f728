"""The presenter's keys in a panel: Page Down presses Next, Page Up presses Back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget


class Clicker(anywidget.AnyWidget):
    """Invisible; stands in a box of class `lessons-panel` and presses its buttons."""

    _esm = Path(__file__).with_name("clicker.js").read_text()

    def __init__(self, buttons: Mapping[str, Any]) -> None:
        super().__init__()
        self.on_msg(lambda _, content, __: buttons[content["button"]].click())
