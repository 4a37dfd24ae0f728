"""Live explorables: work that goes on while the page answers.

A subclass returns an iterator from `begin()`; each item is one step of the work (an
epoch, say). `play()` makes one asyncio task on the loop of the thread that made the
explorable (a cell's loop). The task works for one frame's time holding the pen, lets go
so that sliders and Pause are heard, and sends a frame whenever the page has received the
one before. **A page that no longer answers ends the task**: that one rule covers leaving the
page, closing the widget and running the cell again. While a cell runs in the same thread
the task waits, and goes on after it. There are no threads here, so that it also runs
where none exist.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator
from typing import Any

from lessons_lib._check import whole
from lessons_lib.explorable.explorable import PEN, Explorable

FRAME_SECONDS = 0.035
PATIENCE = 60  # turns of work without an answer before the page counts as gone


class Live(Explorable):
    """An explorable that works step by step: play, pause, step, reset."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._run: Iterator[Any] | None = None
        self._task: asyncio.Task[None] | None = None
        self.playing = False
        self.finished = False
        self.progress: Any = None
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    @property
    def playable(self) -> bool:
        """Whether there is anything to play now; if not, the page hides the buttons, and
        `play`, `step` and a run under way stop: the readout says why."""
        return True

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
        """Work until `pause()`, until the work is done, or until the page is gone."""
        if self._loop is None or self._loop.is_closed():
            raise RuntimeError("play() needs a notebook's event loop; use step(n) instead.")
        with PEN:
            if self.playing or not self.playable:
                return
            if self.finished:
                self.reset()
            self.playing = True
            self._loop.call_soon_threadsafe(self._start)
            self.refresh()

    def pause(self) -> None:
        """Stop working; `play()` goes on from here."""
        with PEN:
            if self.playing:
                self.playing = False
                self.refresh()

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

    def _start(self) -> None:
        assert self._loop is not None
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._work())

    async def _work(self) -> None:
        unanswered = 0
        try:
            # Counted in turns, not seconds: a long cell in this thread delays the answer too.
            while self.playing and unanswered < PATIENCE:
                with PEN:
                    self._work_for(FRAME_SECONDS)
                    unanswered = 0 if self._seen() else unanswered + 1
                    if not unanswered:
                        self.refresh()
                # Longer than zero: the other thread must get hold of the pen.
                await asyncio.sleep(0.002)
            if unanswered:
                self._end()
        except Exception as error:
            self._fail(error)
        finally:
            self.pause()

    def _end(self) -> None:
        """Show where the last turn led, which no frame has shown yet."""
        with PEN:
            self.playing = False
            self.refresh()

    def _work_for(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while self.playing and time.perf_counter() < until:
            self.playing = self._advance()

    def _seen(self) -> bool:
        """Whether the page has received the newest frame."""
        return self._page is None or self._page.answered

    def _fail(self, error: Exception) -> None:
        self.playing = False
        if self._page is None:
            raise error
        self._page.say(error)
