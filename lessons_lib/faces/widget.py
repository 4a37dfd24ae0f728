"""The source that a kernel is: one anywidget, whose messages are requests and frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import anywidget
import traitlets as t

from lessons_lib.explorable.controls import Action, Control
from lessons_lib.explorable.frame import Frame
from lessons_lib.explorable.png import png
from lessons_lib.faces.described import described, spec, told
from lessons_lib.faces.script import script, style

VIEW = "application/vnd.jupyter.widget-view+json"
Bundle = tuple[dict[str, Any], dict[str, Any]]  # data and metadata, by mime type


class Shown(Protocol):
    """What a page needs of an explorable."""

    title: str
    size: tuple[float, float]
    scenes: Mapping[str, Any]
    controls: Mapping[str, Control[Any]]
    actions: Mapping[str, Action]
    watchers: list[Any]

    def answer(self, request: Mapping[str, Any]) -> Frame: ...
    def as_frame(self) -> Frame: ...


class Page(anywidget.AnyWidget):
    """Shows one explorable; kept by it.

    A message {"id", "request"} is answered by {"id", "frame"} with the picture as PNG, or by
    {"id", "error"}; what changes from elsewhere comes without an id.
    """

    _esm = script("widget")
    _css = style()
    spec = t.Dict().tag(sync=True)
    leader = t.Unicode().tag(sync=True)  # the view that pulls; set by the page alone

    def __init__(self, explorable: Any) -> None:
        super().__init__(spec=spec(explorable))
        self.explorable: Shown = explorable
        self.add_class("lessons-explorable")
        self.on_msg(self._heard)
        explorable.watchers.append(self._push)

    @property
    def box(self) -> Page:
        """A widget like any other."""
        return self

    @property
    def view(self) -> Bundle:
        """The part of a mime bundle that a notebook with a kernel shows."""
        return view_of(self, self)

    def _heard(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        number = content.get("id")
        try:
            frame = self.explorable.answer(content["request"])
        except (Exception, KeyboardInterrupt) as error:
            self.send({"id": number, "error": told(error, self.explorable)})
        else:
            self._reply(frame, number, ahead=content["request"].get("op") == "ahead")

    def _push(self) -> None:
        self._reply(self.explorable.as_frame(), None)

    def _reply(self, frame: Frame, number: Any, *, ahead: bool = False) -> None:
        content = {"id": number, "frame": described(frame), "ahead": ahead}
        self.send(content, [png(frame.pixels)])


def view_of(box: Any, page: anywidget.AnyWidget) -> Bundle:
    """The view of a box in which a page stands; Colab looks in the metadata for its loader."""
    bundle: Any = page._repr_mimebundle_()
    found: Any = box._repr_mimebundle_()
    data = found[0] if isinstance(found, tuple) else found
    return {VIEW: data[VIEW]}, bundle[1]
