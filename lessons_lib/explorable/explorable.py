"""Explorable: controls -> update -> picture and readout.

A subclass declares controls, makes its artists once in `draw(figure)`, and in `update()`
moves their data and returns the readout. Whatever shows it asks with `answer(request)`, and
gets a `Frame`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, ClassVar

from lessons_lib._words import meant, told
from lessons_lib.explorable.controlled import PEN
from lessons_lib.explorable.frame import Frame
from lessons_lib.explorable.operations import OPERATIONS, Operation
from lessons_lib.explorable.painter import DPI, Painter
from lessons_lib.explorable.pictured import Pictured


class Explorable(Pictured):
    """A figure with controls; see the module's docstring."""

    operations: ClassVar[Mapping[str, Operation]] = OPERATIONS

    def __new__(cls, *arguments: Any, **named: Any) -> Explorable:
        made: Explorable = super().__new__(cls)
        made._made_with = arguments, named
        return made

    def __init__(self, **values: Any) -> None:
        self._page: Any = None
        self._twin: Explorable | None = None
        self._dressed_as: Painter | None = None
        super().__init__(**values)

    _made_with: tuple[tuple[Any, ...], Mapping[str, Any]]

    def answer(self, request: Mapping[str, Any]) -> Frame:
        """The frame after what is asked for: `op`, the name of an operation, and its words::

            look     dark, pixels: the page's theme, and how many device pixels the picture is wide
            set      values: some controls
            scene    name
            drag     control, index, path: a point along a path of (x, y), as fractions of the
                     picture from its top left
            stroke   path: beginning beside the points
            nudge    control, index, right, down, far: a point by an arrow key
            act      name: a button
            ahead    values: the frame for some other values, the present state untouched
            play, pause, reset, step, work    of a run; see `Live`

        Raises ValueError for what is not possible; whatever `update` raises passes through.
        """
        words = dict(request)
        name = words.pop("op", None)
        if name == "ahead":
            return self._ahead(**words)
        if name not in self.operations:
            known = ", ".join([*self.operations, "ahead"])
            raise ValueError(f"op = {told(name)} is not possible{meant(name, known)}: {known}.")
        with PEN:
            self._quiet = True  # the asker gets the frame in answer
            try:
                self.operations[name](self, **words)
            finally:
                self._quiet = False
            return self.as_frame()

    def _ahead(self, values: Mapping[str, Any]) -> Frame:
        """The frame for other values, drawn by a second instance."""
        with PEN:
            here = self.painter
            if self._twin is None:
                arguments, named = self._made_with
                self._twin = type(self)(*arguments, **named)
            twin = self._twin
            if self._dressed_as is not here:
                self._dressed_as = here
                twin.dress(dark=here.dark, scale=here.scale)
                twin.painter.settle_as(here)
            twin._quiet = True
            twin.set(**self.values)
            twin.set(**values)
            return twin.as_frame()

    @property
    def page(self) -> Any:
        """What shows this explorable in a notebook; `page.box` is a widget like any other."""
        from lessons_lib.faces.widget import Page

        if self._page is None:
            self._page = Page(self)
        return self._page

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        try:
            picture = base64.b64encode(self.png()).decode()
        except ValueError as error:
            return {"text/plain": f"{self!r}\n{error}"}, {}
        view, metadata = self.page.view
        data = {"text/plain": f"{self!r}\n{self.readout}", "image/png": picture, **view}
        width, height = (round(DPI * side) for side in self.size)
        shown = {"image/png": {"width": width, "height": height, "alt": self.alt}}
        return data, shown | metadata
