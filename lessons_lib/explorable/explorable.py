"""Explorable: controls -> update -> picture and readout.

A subclass declares controls, makes its artists once in `draw(figure)`, and in `update()`
moves their data and returns the readout. Everything else, on the page and off it, is here.

Threads. With ipykernel 7 and JupyterLab 4.6 a widget's messages arrive in a *subshell
thread*, while cells and the tasks of `Live` run in the main thread; and since ipykernel
7.4 a widget's messages follow whichever thread last sent something through that widget,
so the very same slider is heard first in the one and then in the other. Notebook, Voila
and nbclient may use the main thread alone. Therefore nothing here asks which thread it is
in: whoever changes a value or draws holds `PEN`, the one lock of this process (which also
guards matplotlib's global state), and draws right there. No queue is needed for the
latest value to win: ipywidgets holds back all but the newest value while the kernel is
busy with one.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib._words import meant, nearest, told
from lessons_lib.explorable.controls import Action, Control
from lessons_lib.explorable.painter import DPI, Painter, png
from lessons_lib.explorable.points import Points

if TYPE_CHECKING:
    from lessons_lib.explorable.page import Page

PEN = threading.RLock()


class Explorable:
    """A figure with controls; see the module's docstring."""

    scenes: Mapping[str, Mapping[str, Any]] = {}
    size: ClassVar[tuple[float, float]] = (8.0, 4.5)
    controls: ClassVar[Mapping[str, Control[Any]]] = {}
    actions: ClassVar[Mapping[str, Action]] = {}
    _updating = False

    def __init_subclass__(cls) -> None:
        members = {
            name: value for base in reversed(cls.__mro__) for name, value in vars(base).items()
        }
        cls.controls = {name: m for name, m in members.items() if isinstance(m, Control)}
        cls.actions = {name: m for name, m in members.items() if isinstance(m, Action)}
        for scene, values in cls.scenes.items():
            for name, value in values.items():
                if name not in cls.controls:
                    raise TypeError(f"{cls.__name__}, scene {scene!r}: {cls._unknown(name)}")
                cls.controls[name].check(value)

    def __init__(self, **values: Any) -> None:
        self._values: dict[str, Any] = {n: c.default for n, c in self.controls.items()}
        self._previous = dict(self._values)
        self._painter: Painter | None = None
        self._page: Page | None = None
        self._readout = ""
        self._stale = True
        self.scene: str | None = None
        self._change(values)

    @property
    def values(self) -> dict[str, Any]:
        """The present value of every control; a property, so that no lesson overwrites it."""
        return self._values

    @property
    def previous(self) -> Mapping[str, Any]:
        """The value of every control before the last change."""
        return self._previous

    def draw(self, figure: Figure) -> None:
        """Make the artists, once for each theme of the page."""
        raise NotImplementedError

    def update(self) -> str:
        """Move the artists to the present values; return one or two sentences on them."""
        raise NotImplementedError

    def set(self, **values: Any) -> None:
        """Change several controls at once: all of them, or none if one is refused."""
        with PEN:
            if self._change(values) and not self._updating:
                self.refresh()

    def _change(self, values: Mapping[str, Any]) -> bool:
        """Take the values and let `changed` settle what depends on them; whether any is new."""
        checked = self._checked(values)
        news = {name: value for name, value in checked.items() if self.values[name] != value}
        self._previous = dict(self.values)
        self.values.update(news)
        try:
            if news and not self._updating:
                self.changed(news)
        except Exception:
            self.values.update(self._previous)
            raise
        return bool(news)

    def _checked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        for name in values:
            if name not in self.controls:
                raise TypeError(f"{type(self).__name__}: {self._unknown(name)}")
        return {name: self.controls[name].check(value) for name, value in values.items()}

    def hidden(self) -> Collection[str]:
        """Names of the controls that have no effect now; the page does not show them."""
        return ()

    def changed(self, names: Iterable[str]) -> None:
        """Called after controls have changed, in the constructor too, and before the picture is
        drawn: set in `self.values` what depends on them, or refuse them with a ValueError."""

    def show_scene(self, name: str) -> None:
        """Bring up a prepared state: what the constructor makes of the scene's values."""
        if not isinstance(name, str) or name not in self.scenes:
            known = "; ".join(map(repr, self.scenes)) or "none"
            raise ValueError(
                f"{type(self).__name__} has no scene {told(name)}{meant(name, self.scenes)};"
                f" its scenes: {known}."
            )
        state = type(self)(**self.scenes[name]).values
        with PEN:
            self.scene = name
            if state == self.values:
                self.refresh()  # the button's mark moves
            else:
                self.set(**state)

    def refresh(self) -> None:
        """Bring picture and readout up to the present state, on the page too."""
        with PEN:
            self._stale = True
            self.painter  # noqa: B018 (looking at it brings it up to date)
            if self._page is not None:
                self._page.show()

    def dress(self, *, dark: bool, scale: float) -> None:
        """Make the figure again for a dark or light page and its pixel ratio."""
        with PEN:
            self._painter = self._drawn(dark=dark, scale=scale)
            self.refresh()

    def _drawn(self, **look: Any) -> Painter:
        with self._at_work():
            return Painter(self.draw, self.size, **look)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """While `draw` or `update` runs: what they set, controls or attributes, is theirs."""
        before, self._updating = self._updating, True
        try:
            yield
        finally:
            self._updating = before

    @property
    def painter(self) -> Painter:
        """The painter, made at the first look, its artists up to date."""
        with PEN:
            if self._painter is None:
                self._painter = self._drawn()
            if self._stale and not self._updating:
                with self._at_work(), self._painter.style():
                    self._readout = self.update()
                self._stale = False
            return self._painter

    @property
    def readout(self) -> str:
        """What the picture says, in words, with the key numbers."""
        self.painter  # noqa: B018 (looking at it brings the words up to date)
        return self._readout

    @property
    def figure(self) -> Figure:
        """The matplotlib figure."""
        return self.painter.figure

    @property
    def data(self) -> dict[str, NDArray[Any]]:
        """The plotted arrays by the labels of their artists."""
        return self.painter.data()

    @property
    def title(self) -> str:
        """The first line of the class's docstring."""
        return (type(self).__doc__ or type(self).__name__).strip().partition("\n")[0]

    @property
    def alt(self) -> str:
        """What the picture shows, for those who do not see it."""
        return f"{self.title} {self.readout}"

    def png(self) -> bytes:
        """The picture as it stands, as a PNG."""
        with PEN:
            return png(self.painter.paint(), level=9)

    def handles(self) -> list[tuple[str, int, float, float, str]]:
        """The points that can be dragged: control, index, place as fractions of the picture
        from its top left, and words for them."""
        return [
            (
                name,
                i,
                *self.painter.to_fraction(control.axes, point),
                control.words(i, point),
            )
            for name, control in self.controls.items()
            if isinstance(control, Points) and name not in self.hidden()
            for i, point in enumerate(self.values[name])
        ]

    @property
    def given(self) -> Mapping[str, str]:
        """Arguments of the constructor that are no controls, as a call would write them."""
        return {}

    def __repr__(self) -> str:
        values = {name: repr(value) for name, value in self.values.items()}
        call = ", ".join(f"{name}={value}" for name, value in {**self.given, **values}.items())
        return f"{type(self).__name__}({call})"

    @property
    def page(self) -> Page:
        """What shows this explorable in a notebook; `page.box` is a widget like any other."""
        from lessons_lib.explorable.page import Page

        if self._page is None:
            self._page = Page(self)
        return self._page

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from lessons_lib.explorable.panel import view

        try:
            picture = base64.b64encode(self.png()).decode()
        except ValueError as error:
            return {"text/plain": f"{self!r}\n{error}"}, {}
        data = {
            "text/plain": f"{self!r}\n{self.readout}",
            "image/png": picture,
            **view(self.page.box),
        }
        width, height = (round(DPI * side) for side in self.size)
        return data, {"image/png": {"width": width, "height": height, "alt": self.alt}}

    def __setattr__(self, name: str, value: object) -> None:
        # But for what `draw` and `update` make, a new attribute is a mistyped control.
        foreseen = name.startswith("_") or self._updating or hasattr(self, name)
        if not foreseen and nearest(name, self.controls, cutoff=0.8):
            raise AttributeError(f"{type(self).__name__}: {self._unknown(name)}")
        super().__setattr__(name, value)

    @classmethod
    def _unknown(cls, name: str) -> str:
        near = nearest(name, cls.controls)
        hint = f"did you mean {near!r}?" if near else f"its controls: {', '.join(cls.controls)}."
        return f"there is no control {name!r}; {hint}"
