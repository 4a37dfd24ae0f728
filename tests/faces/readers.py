"""Somebody who reads a page: what it has sent, and what a hand on it asks."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image


class Reader:
    """Shows an explorable as a cell does, and keeps what its widget sends."""

    def __init__(self, explorable: Any) -> None:
        explorable._repr_mimebundle_()
        self.explorable, self.page = explorable, explorable.page
        self.sent: list[dict[str, Any]] = []
        self.images: list[bytes] = []
        self.page.send = self._hear

    def _hear(self, content: dict[str, Any], buffers: Any = ()) -> None:
        self.sent.append(content)
        self.images += buffers

    def ask(self, op: str, **words: Any) -> dict[str, Any]:
        """The message that answers a request."""
        self.page._handle_custom_msg({"id": len(self.sent), "request": {"op": op, **words}}, [])
        return self.sent[-1]

    def put(self, **values: Any) -> dict[str, Any]:
        return self.ask("set", values=values)

    def pull(self) -> dict[str, Any]:
        """Ask for frames as long as something plays; the last answer."""
        while (answer := self.ask("work")).get("frame", {}).get("playing"):
            pass
        return answer

    @property
    def frame(self) -> dict[str, Any]:
        """The newest frame."""
        frame: dict[str, Any] = next(m["frame"] for m in reversed(self.sent) if "frame" in m)
        return frame

    @property
    def picture(self) -> Any:
        return np.asarray(Image.open(io.BytesIO(self.images[-1])).convert("RGB"))
