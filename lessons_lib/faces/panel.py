"""A panel in a notebook: one anywidget that carries its data to a face in the page.

The kernel is needed for nothing but a picture that the reader asks to see.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import anywidget
import ipywidgets as w
import traitlets as t

from lessons_lib.explorable.controlled import PEN
from lessons_lib.faces.script import script, style
from lessons_lib.faces.widget import Bundle, view_of


class Shown(Protocol):
    """What a page needs of a panel."""

    def data(self) -> dict[str, Any]: ...
    def progress(self) -> dict[str, Any]: ...
    def keep(self, state: Mapping[str, Any]) -> dict[str, Any]: ...
    def told(self) -> dict[str, Any]: ...
    def picture(self, number: int) -> Any: ...


class PanelPage(anywidget.AnyWidget):
    """Shows one panel; kept by it. `box` holds it, and below it the picture last asked for.

    A message {"id", "request": {"number"}} is answered, once the picture of that number stands
    there (none, for null), by {"id"}, or by {"id", "error"}.
    """

    _esm = script("panelwidget")
    _css = style()
    data = t.Dict().tag(sync=True)
    state = t.Dict().tag(sync=True)  # how far the reader has come
    told = t.Dict().tag(sync=True)  # what the panel says of it; no page changes this

    def __init__(self, panel: Shown) -> None:
        super().__init__(data=panel.data(), state=panel.progress(), told=panel.told())
        self.panel = panel
        self.box = w.VBox([self])
        self.box.add_class("lessons-panel")
        self.on_msg(self._heard)
        self.observe(self._keep, "state")

    @property
    def view(self) -> Bundle:
        """The part of a mime bundle that a notebook with a kernel shows."""
        return view_of(self.box, self)

    def _keep(self, change: Any) -> None:
        self.told = self.panel.keep(change.new)

    def _heard(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        answer = {"id": content.get("id")}
        try:
            with PEN:
                self._show(content["request"]["number"])
        except Exception as error:
            answer["error"] = f"{type(error).__name__}: {error}"
        self.send(answer)

    def _show(self, number: int | None) -> None:
        pictures = [] if number is None else [self.panel.picture(number).page.box]
        self.box.children = (self, *pictures)
