"""A panel: words and buttons as one widget, for what is no picture: a quiz, a derivation.

Here what the page asks for is done holding the pen, and what goes wrong is said in place.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lessons_lib.explorable.controlled import PEN


class Panel:
    """As the last line of a cell it shows itself.

    A subclass makes its widgets, `_status` and `buttons` among them, and with `_boxed` the
    `_box` in `_make`; it tells with `static` what a page without a kernel shows.
    """

    _box: Any = None
    _status: Any
    buttons: dict[str, Any]
    _status_style = ""

    def static(self) -> str:
        """All of it in Markdown."""
        raise NotImplementedError

    def _make(self) -> None:
        raise NotImplementedError

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        with PEN:
            if self._box is None:
                self._make()
        return {"text/plain": repr(self), "text/markdown": self.static(), **view(self._box)}

    def _boxed(self, *parts: Any) -> Any:
        """The parts one below the other, led by a presenter's clicker as by the buttons."""
        import ipywidgets as w

        from lessons_lib.explorable.clicker import Clicker

        box = w.VBox([*parts, Clicker(self.buttons)])
        box.add_class("lessons-panel")
        return box

    def _buttons(self, works: Mapping[str, Callable[[], object]]) -> dict[str, Any]:
        """A button for each name, that does its work when it is pressed."""
        import ipywidgets as w

        buttons = {name: w.Button(description=name) for name in works}
        for name, work in works.items():
            buttons[name].on_click(partial(self._attempt, work))
        return buttons

    def _attempt(self, work: Callable[[], object], _: object = None) -> None:
        with PEN:
            try:
                work()
            except Exception as error:
                self._say(f"{type(error).__name__}: {error}")

    def _say(self, words: str) -> None:
        """Show words that a screen reader speaks."""
        lines = "<br>".join(html.escape(line) for line in words.splitlines())
        self._status.value = f'<div role="status"{self._status_style}>{lines}</div>'


def view(widget: Any) -> dict[str, Any]:
    """The part of a mime bundle that a notebook with a kernel shows."""
    kind = "application/vnd.jupyter.widget-view+json"
    return {kind: widget._repr_mimebundle_()[kind]}
