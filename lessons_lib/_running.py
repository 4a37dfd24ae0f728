"""Run what a student has written: it ends in a value or in a sentence, never in a traceback.

The function gets fresh copies of its arguments, so that whatever it does to them is forgotten.
A loop that does not end is stopped by a tracer, line by line, without threads or signals. What
no tracer sees cannot be stopped: one long call into C, such as `time.sleep(9999)` or
`sum(range(10**15))`, another thread, or code that turns the tracer off; there the kernel has to
be interrupted.
"""

from __future__ import annotations

import contextlib
import copy
import io
import sys
import time
import warnings
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np

from lessons_lib._words import short

SECONDS = 5.0
DEEPEST = 400  # calls within calls; Python's own limit is at 1000
PRINTED, TOLD = 2000, 200  # characters that are passed on of prints and of an error


class Failed(Exception):
    """A student's function gave no value; the words say why, and what to do."""


def run(
    function: Callable[..., Any], *arguments: Any, seconds: float = SECONDS, aloud: bool = True
) -> Any:
    """function(*arguments), called with copies; raises `Failed` in every other case.

    `seconds` bounds the time that its Python lines may take. Warnings are silent; of what it
    prints the beginning is shown if it is to be `aloud`.
    """
    watch, printed = _Watch(seconds), _Beginning()
    try:
        with _silent(), contextlib.redirect_stdout(printed), watch:
            found = _called(function, arguments)
    except Failed as failed:
        raise Failed(watch.fault or str(failed)) from None
    except BaseException:
        raise Failed(watch.fault or f"{STOPPED} an error that cannot be told.") from None
    finally:
        if aloud:
            printed.show()
    if watch.fault:  # its own `except` caught what was meant to end it
        raise Failed(watch.fault)
    return found


def _called(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What the function gives; the words of its error are its own code, and watched as well."""
    try:
        return function(*copy.deepcopy(arguments))
    except (Failed, _Stop):
        raise
    except BaseException as error:
        raise Failed(_told(error)) from None


def _told(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return DEEP
    try:
        words = short(str(error), TOLD)
    except _Stop:
        raise
    except BaseException:
        words = ""
    name = type(error).__name__
    hint = (
        " For arrays write np.where in place of if." if "truth value of an array" in words else ""
    )
    return f"{STOPPED} {name}: {words}{hint}" if words else f"{STOPPED} {name}."


STOPPED = "your function stopped with"
ENDLESS = "your function did not finish: look at its loop."
DEEP = "your function calls itself without end: which call should be the last?"


@contextlib.contextmanager
def _silent() -> Any:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


class _Beginning(io.StringIO):
    """Keeps the first characters that are written to it, and counts no others."""

    cut = False

    def write(self, text: str) -> int:
        room = PRINTED - self.tell()
        self.cut |= len(text) > room
        super().write(text[: max(room, 0)])
        return len(text)

    def close(self) -> None:
        """A student's `sys.stdout.close()` closes nothing."""

    def show(self) -> None:
        if text := self.getvalue():
            print(text, end="\n[only the beginning is shown]\n" if self.cut else "")


class _Stop(BaseException):
    """Ends the student's function; if its own `except` swallows it, the next line raises again."""


class _Watch:
    """A tracer that ends what runs too long or calls itself too deeply; `fault` says which."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.depth, self.fault, self.on = seconds, 0, "", False

    def __enter__(self) -> None:
        self.before, self.on = sys.gettrace(), True
        self.limit = sys.getrecursionlimit()
        self.until = time.monotonic() + self.seconds
        sys.settrace(self.enter)

    def __exit__(self, *_: object) -> None:
        self.on = False
        sys.settrace(self.before)
        sys.setrecursionlimit(self.limit)

    def enter(self, frame: FrameType, event: str, arg: object) -> _Leash | None:
        """Called by Python for every new frame; the frame is led by what this returns."""
        if frame.f_code.co_filename == __file__:
            return None
        self.depth += 1
        if self.depth > DEEPEST:
            self.fault = self.fault or DEEP
        return self.lead(frame)

    def lead(self, frame: FrameType) -> _Leash:
        frame.f_trace_opcodes = True  # a loop on one line has no lines to stop at
        return _Leash(self)

    def look(self, event: str) -> None:
        """Called at every instruction."""
        self.depth -= event == "return"
        if self.on and time.monotonic() > self.until:
            if _importing():
                self.until = time.monotonic() + self.seconds
            else:
                self.fault = self.fault or ENDLESS
        if self.on and self.fault:
            raise _Stop

    def resume(self, frame: FrameType) -> None:
        """Trace on, where Python has stopped it because the tracer raised."""
        if self.on and sys.gettrace() is None:
            frame.f_trace = self.lead(frame)
            sys.settrace(self.enter)


def _importing() -> bool:
    """Whether a module is being imported; one that was left half made would stay so."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


class _Leash:
    """The tracer of one frame.

    Python drops it, and all tracing, when it raises. It dies of that, and its last act is to
    begin the tracing again: so no `except` of the student's ends the watch.
    """

    def __init__(self, watch: _Watch) -> None:
        self.watch = watch

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        watch = self.watch
        del self  # the traceback of what is raised here must not keep it alive
        watch.look(event)

    def __del__(self) -> None:
        if (frame := sys._getframe().f_back) is not None:
            self.watch.resume(frame)
