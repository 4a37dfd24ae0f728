"""A picture of the present values: artists made once, moved at every change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from matplotlib.figure import Figure
from numpy.typing import NDArray

from lessons_lib.explorable.controlled import PEN, Controlled
from lessons_lib.explorable.frame import Frame, Handle
from lessons_lib.explorable.painter import Painter
from lessons_lib.explorable.png import png
from lessons_lib.explorable.points import Points


class Pictured(Controlled):
    """Draws itself; see `Explorable`.

    `watchers` are called, without arguments, whenever the picture has changed.
    """

    size: ClassVar[tuple[float, float]] = (8.0, 4.5)

    def __init__(self, **values: Any) -> None:
        self._painter: Painter | None = None
        self._readout = ""
        self._stale = True
        self._quiet = False
        self.watchers: list[Callable[[], object]] = []
        super().__init__(**values)

    def draw(self, figure: Figure) -> None:
        """Make the artists, once for each theme of the page."""
        raise NotImplementedError

    def update(self) -> str:
        """Move the artists to the present values; return one or two sentences on them."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Bring picture and readout up to the present state, wherever they are shown."""
        with PEN:
            self._stale = True
            if not self._quiet:
                self.painter  # noqa: B018 (looking at it brings it up to date)
                for watcher in self.watchers:
                    watcher()

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

    @property
    def may_be_kept(self) -> bool:
        """Whether the values alone tell what the picture shows; not while a run goes on."""
        return True

    def _handle(self, name: str, number: int) -> Handle:
        points: Any = self.controls[name]
        point = self.values[name][number]
        x, y = self.painter.to_fraction(points.axes, point)
        # The layout of a second figure is the same but for the last digits.
        return Handle(name, number, round(x, 12), round(y, 12), points.words(number, point))

    def handles(self) -> tuple[Handle, ...]:
        """The points that can be dragged now."""
        return tuple(
            self._handle(name, i)
            for name, control in self.controls.items()
            if isinstance(control, Points) and name not in self.hidden()
            for i in range(len(self.values[name]))
        )

    def as_frame(self) -> Frame:
        """All that the present state looks like."""
        with PEN:
            pixels = self.painter.paint().copy()
            return Frame(
                values=dict(self.values),
                hidden=tuple(self.hidden()),
                pixels=pixels,
                readout=self.readout,
                alt=self.alt,
                handles=self.handles(),
                scene=self.scene,
                code=repr(self),
                kept=self.may_be_kept,
            )
