"""The stage: the picture on the page, with its words, its handles and its keys.

One small anywidget. It receives a whole frame at a time (picture, alt text, readout and
handles change together) and sends back four things: what the page looks like, where the
pointer is, which key was pressed, and that a frame has arrived. The first two are traits,
of which only the newest is kept, and never echoed, so that nothing jumps back under the
hand; the others are messages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from lessons_lib.explorable.explorable import PEN

HERE = Path(__file__).parent


class Stage(anywidget.AnyWidget):
    """The page's side of an explorable; `stage.js` reads and writes these traits."""

    _esm = (HERE / "stage.js").read_text()
    _css = (HERE / "stage.css").read_text()

    # To the page.
    title = t.Unicode().tag(sync=True)
    size = t.List([800, 450]).tag(sync=True)  # CSS pixels
    frame = t.Bytes().tag(sync=True)  # PNG
    alt = t.Unicode().tag(sync=True)
    readout = t.Unicode().tag(sync=True)
    error = t.Unicode().tag(sync=True)
    handles: t.List[Any] = t.List().tag(
        sync=True
    )  # (control, index, x, y, words), x and y as fractions
    strokes = t.Bool(False).tag(sync=True)  # whether a press beside the handles counts
    serial = t.Int(0).tag(sync=True)
    playing = t.Bool(False).tag(sync=True)

    # From the page.
    outlook = t.Dict().tag(sync=True, echo_update=False)  # {"pixels", "dark"}
    pointer = t.Dict().tag(sync=True, echo_update=False)  # {"control", "index", "path"}

    def set_state(self, sync_data: dict[str, Any]) -> None:
        # Not between the parts of a frame: traitlets would then send these in two messages.
        with PEN:
            super().set_state(sync_data)
