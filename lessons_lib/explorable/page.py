"""The page: an explorable's controls, buttons, scenes and stage as one widget.

Here, and only here, what comes from the page turns into changes of the explorable; and
what goes wrong then is said where the reader is looking, never swallowed.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as w

from lessons_lib.explorable.controls import Slider
from lessons_lib.explorable.live import Live
from lessons_lib.explorable.painter import DPI, png
from lessons_lib.explorable.stage import Stage

if TYPE_CHECKING:
    from lessons_lib.explorable.explorable import Explorable

MOST_PIXELS = 2400  # across the picture; beyond this a frame takes longer than it is worth
NUDGE = 0.02  # share of the range that an arrow key moves a point; Shift makes it five times


class Page:
    """Shows one explorable; kept by it."""

    def __init__(self, explorable: Explorable) -> None:
        self.explorable = explorable
        width, height = (round(DPI * side) for side in explorable.size)
        self.stage = Stage(
            title=explorable.title,
            size=[width, height],
        )
        self.widgets = {
            name: widget for name, c in explorable.controls.items() if (widget := c.widget())
        }
        for name, widget in self.widgets.items():
            self._dress(widget, str(explorable.controls[name].label))
            widget.observe(self._listener(name), "value")
        self._told: dict[str, Any] = {n: c.default for n, c in explorable.controls.items()}
        self._arrived = 0
        buttons = [self._button(a.label, a.name) for a in explorable.actions.values()]
        if isinstance(explorable, Live):
            names = {"Play": "toggle", "Step": "step", "Reset": "reset"}
            self.player = [self._button(label, method) for label, method in names.items()]
            self.play = self.player[0]
            buttons = [*self.player, *buttons]
        self.scenes = [self._scene(name) for name in explorable.scenes]
        rows = [
            self._row(self.scenes, "lessons-scenes"),
            self._row([*self.widgets.values(), *buttons]),
            self.stage,
        ]
        self.box = w.VBox([row for row in rows if row])
        self.box.add_class("lessons-explorable")
        self.stage.observe(self._on_outlook, "outlook")
        self.stage.observe(self._on_pointer, "pointer")
        self.stage.on_msg(self._on_message)
        self.show()

    def show(self) -> None:
        """Send the present state: controls, picture, words and handles together."""
        explorable = self.explorable
        for name, widget in self.widgets.items():
            self._tell(name, widget)
            widget.layout.display = "none" if name in explorable.hidden() else None
        frame = png(explorable.painter.paint())
        with self.stage.hold_sync():
            self.stage.frame = frame
            self.stage.readout, self.stage.alt = explorable.readout, explorable.alt
            self.stage.error = ""
            self.stage.handles = [list(handle) for handle in explorable.handles()]
            self.stage.strokes = bool(self.stage.handles)
            self.stage.serial += 1
            self._show_playing()
        for button in self.scenes:
            mark = (
                button.add_class if button.description == explorable.scene else button.remove_class
            )
            mark("mod-active")

    def _show_playing(self) -> None:
        if isinstance(self.explorable, Live):
            self.stage.playing = self.explorable.playing
            self.play.description = "Pause" if self.explorable.playing else "Play"
            for button in self.player:
                button.layout.display = None if self.explorable.playable else "none"

    def _tell(self, name: str, widget: Any) -> None:
        # Only news, compared as the control reads it: a rounding sent back, or an old value
        # while a new one waits for the pen, would jump under the hand.
        value = self.explorable.values[name]
        if value != self._told[name]:
            self._told[name] = value
            if self.explorable.controls[name].check(widget.value) != value:
                widget.value = value

    @property
    def answered(self) -> bool:
        """Whether a page has received the newest frame."""
        return self._arrived >= self.stage.serial

    def attempt(self, change: Callable[[], object]) -> None:
        """Make a change that the page asked for; say it there if it fails."""
        try:
            change()
        except Exception as error:
            self.say(error)

    def say(self, error: Exception) -> None:
        """Show an error in place of the readout, with the values that caused it."""
        words = str(error)
        if not isinstance(error, ValueError):
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(last.filename).name}, line {last.lineno}"
            words = f"{type(error).__name__}: {words} ({where})"
        self.stage.error = f"{words}\nThis happened with {self.explorable!r}"
        self._show_playing()

    def _listener(self, name: str) -> Callable[[Any], None]:
        return lambda change: self.attempt(lambda: self._hear(name, change["new"]))

    def _hear(self, name: str, value: Any) -> None:
        # A slider answers a value between its steps with the nearest step: that is no news.
        control, present = self.explorable.controls[name], self.explorable.values[name]
        if not (isinstance(control, Slider) and value != present and control.snaps(present, value)):
            self.explorable.set(**{name: value})

    def _on_outlook(self, change: Any) -> None:
        self.attempt(lambda: self._fit(**change["new"]))

    def _fit(self, pixels: int, dark: bool) -> None:
        scale = min(pixels, MOST_PIXELS) / self.stage.size[0]
        painter = self.explorable.painter
        if (painter.dark, painter.scale) != (dark, scale):
            self.explorable.dress(dark=dark, scale=scale)

    def _on_pointer(self, change: Any) -> None:
        self.attempt(lambda: self._move(**change["new"]))

    def _move(self, control: str, index: int, path: list[tuple[float, float]]) -> None:
        explorable = self.explorable
        name = control or self._under(path[0])
        if name is None:
            return
        chosen: Any = explorable.controls[name]
        places = [explorable.painter.to_data(chosen.axes, place) for place in path]
        present = explorable.values[name]
        if control:
            explorable.set(**{name: chosen.moved(present, index, places[-1])})
        else:
            explorable.set(**{name: chosen.stroked(present, places)})

    def _under(self, place: tuple[float, float]) -> str | None:
        """The points of the axes in which a stroke begins; None beside them."""
        for name in dict.fromkeys(handle[0] for handle in self.stage.handles):
            points: Any = self.explorable.controls[name]
            if self.explorable.painter.inside(points.axes, place):
                return str(name)
        return None

    def _on_message(self, _: Any, content: dict[str, Any], __: Any) -> None:
        if "nudge" in content:
            self.attempt(lambda: self._nudge(*content["nudge"]))
        elif "arrived" in content:
            self._arrived = content["arrived"]
        elif "key" in content:
            self.attempt(lambda: self._press(content["key"]))

    def _nudge(self, name: str, index: int, right: int, down: int, far: bool) -> None:
        control: Any = self.explorable.controls[name]
        present = self.explorable.values[name]
        step = NUDGE * (5 if far else 1)
        x, y = present[index]
        to = (
            x + step * right * (control.x[1] - control.x[0]),
            y - step * down * (control.y[1] - control.y[0]),
        )
        self.explorable.set(**{name: control.moved(present, index, to)})

    def _press(self, key: str | int) -> None:
        explorable = self.explorable
        if key == "play":
            if isinstance(explorable, Live):
                explorable.toggle()
            return
        names = list(explorable.scenes)
        here = names.index(explorable.scene) if explorable.scene in names else -1
        number = {"next": here + 1, "previous": max(here - 1, 0)}.get(str(key), key)
        if isinstance(number, int) and number < len(names):
            explorable.show_scene(names[number])

    def _scene(self, name: str) -> Any:
        button = w.Button(description=name, tooltip=f"Show the prepared state: {name}")
        button.on_click(lambda _: self.attempt(lambda: self.explorable.show_scene(name)))
        return button

    def _button(self, label: str, method: str) -> Any:
        button = w.Button(description=label)
        button.on_click(lambda _: self.attempt(lambda: getattr(self.explorable, method)()))
        return button

    @staticmethod
    def _dress(widget: Any, label: str) -> None:
        widget.description = label
        widget.style.description_width = "initial"
        wide = isinstance(widget, w.IntSlider | w.FloatSlider | w.FloatLogSlider)
        widget.layout.width = "340px" if wide else "auto"

    @staticmethod
    def _row(children: list[Any], *classes: str) -> Any:
        if not children:
            return None
        row = w.HBox(children)
        for name in ("lessons-row", *classes):
            row.add_class(name)
        return row
