"""Live explorables: work that goes on while the page answers.

A subclass returns an iterator from `begin()`; each item is one step of the work (an epoch,
say). `play()` marks the run as playing, and whoever shows it pulls: it asks for the next frame
("work"), and as long as it asks the run goes on, one frame's time after another. Where nobody
asks nothing runs, so there is no task that could be left behind, and no thread.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from lessons_lib._check import whole
from lessons_lib.explorable.controlled import PEN
from lessons_lib.explorable.explorable import Explorable
from lessons_lib.explorable.frame import Frame
from lessons_lib.explorable.operations import OPERATIONS, Operation

FRAME_SECONDS = 0.035


class Live(Explorable):
    """An explorable that works step by step: play, pause, step, reset."""

    def __init__(self, **values: Any) -> None:
        self._run: Iterator[Any] | None = None
        self.playing = False
        self.finished = False
        self.progress: Any = None
        super().__init__(**values)

    @property
    def playable(self) -> bool:
        """Whether there is anything to play now; if not, the page hides the buttons, and
        `play`, `step` and a run under way stop: the readout says why."""
        return True

    @property
    def may_be_kept(self) -> bool:
        """A run's picture depends on how far it has got."""
        return self.progress is None and not self.playing

    def begin(self) -> Iterator[Any]:
        """Start the work anew from the present values; each item is one step done."""
        raise NotImplementedError

    def step(self, n: int = 1) -> None:
        """Do `n` steps and show where they led."""
        n = whole(n, "n", 0)
        with PEN:
            for _ in range(n):
                if not self._advance():
                    break
            self.refresh()

    def play(self) -> None:
        """Go on, for whoever shows it, until `pause()` or until the work is done."""
        with PEN:
            if self.playing or not self.playable:
                return
            if self.finished:
                self._forget()
            self.playing = True
            self.refresh()

    def pause(self) -> None:
        """Stop working; `play()` goes on from here."""
        with PEN:
            if self.playing:
                self.playing = False
                self.refresh()

    def work(self, seconds: float = FRAME_SECONDS) -> None:
        """If it is playing, go on for so long, and show where that led."""
        with PEN:
            until = time.perf_counter() + seconds
            try:
                while self.playing:
                    self.playing = self._advance()
                    if time.perf_counter() >= until:
                        break
                self.refresh()
                self.painter  # noqa: B018 (what `update` raises ends the run as well)
            except BaseException:  # an interrupt too
                self.playing = False
                raise

    def toggle(self) -> None:
        """Pause if playing, else play."""
        self.pause() if self.playing else self.play()

    def reset(self) -> None:
        """Return to the beginning; a run that is playing goes on from there."""
        with PEN:
            self._forget()
            self.refresh()

    def changed(self, names: Iterable[str]) -> None:
        if any(self.controls[name].restarts for name in names):
            self._forget()

    def as_frame(self) -> Frame:
        return super().as_frame()._replace(playable=self.playable, playing=self.playing)

    def _forget(self) -> None:
        self._run, self.progress, self.finished = None, None, False

    def _advance(self) -> bool:
        if not self.playable:
            return False
        if self._run is None:
            self._run = self.begin()
        try:
            self.progress = next(self._run)
        except StopIteration:
            self.finished = True
        except Exception:
            self._run = None  # it cannot go on; what it reached stays
            raise
        return not self.finished

    operations: ClassVar[Mapping[str, Operation]] = {
        **OPERATIONS,
        "play": play,
        "pause": pause,
        "reset": reset,
        "step": step,
        "work": work,
    }
