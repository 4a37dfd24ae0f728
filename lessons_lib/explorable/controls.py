"""Controls: values that a reader may change, declared as attributes of an `Explorable`.

A control knows its default, which values it accepts, and which widget shows it. The
value itself lives in the explorable, so one declaration serves every instance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from numbers import Real
from typing import Any, Generic, Protocol, TypeVar, overload

import numpy as np

from lessons_lib._words import meant, told

T = TypeVar("T")


class Holder(Protocol):
    """What holds the values of controls."""

    @property
    def values(self) -> dict[str, Any]: ...
    def set(self, **values: Any) -> None: ...


class Control(Generic[T]):
    """A named, checked value of an explorable.

    `restarts` marks a control of a `Live` explorable whose change begins the run again.
    """

    name: str

    def __init__(self, default: T, *, label: str | None = None, restarts: bool = False) -> None:
        self.default = default
        self.label = label
        self.restarts = restarts

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.label = self.label or name.replace("_", " ")
        self.check(self.default)

    @overload
    def __get__(self, instance: None, owner: type) -> Control[T]: ...
    @overload
    def __get__(self, instance: Holder, owner: type) -> T: ...
    def __get__(self, instance: Holder | None, owner: type) -> Control[T] | T:
        return self if instance is None else instance.values[self.name]

    def __set__(self, instance: Holder, value: T) -> None:
        instance.set(**{self.name: value})

    def check(self, value: Any) -> T:
        """Return `value` as this control stores it, or raise one clear ValueError."""
        raise NotImplementedError

    def spec(self) -> dict[str, Any]:
        """What a face needs to know of it, as JSON; its `kind` is the kind of input."""
        raise NotImplementedError

    def refuse(self, value: object, accepted: str, hint: str = "") -> ValueError:
        return ValueError(f"{self.name} = {told(value)} is not possible{hint}: choose {accepted}.")


def number(value: Any) -> float:
    """A real number as a float; nan for anything else, as True and "3" are."""
    if not isinstance(value, Real) or isinstance(value, bool):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.nan


class Slider(Control[T]):
    """A number between `min` and `max`; whole if the default and the step are whole.

    With `log=True` the slider moves in decades and `step` is a fraction of a decade.
    """

    def __init__(
        self,
        default: T,
        *,
        min: float,
        max: float,
        step: float | None = None,
        log: bool = False,
        label: str | None = None,
        restarts: bool = False,
    ) -> None:
        super().__init__(default, label=label, restarts=restarts)
        self.min, self.max, self.log = min, max, log
        self.step = step if step is not None else (0.1 if log else (max - min) / 100)
        self.whole = isinstance(default, int) and float(self.step).is_integer() and not log

    def check(self, value: Any) -> T:
        kind = "a whole number" if self.whole else "a number"
        accepted = f"{kind} from {self.min:g} to {self.max:g}"
        given = number(value)
        # The page's arithmetic rounds: a hair outside is the end. nan is refused as well.
        hair = 1e-9 * max(abs(self.min), abs(self.max))
        inside = self.min - hair <= given <= self.max + hair
        if not inside or (self.whole and not given.is_integer()):
            raise self.refuse(value, accepted)
        kept = min(max(float(f"{given:.10g}"), self.min), self.max)
        return int(kept) if self.whole else float(kept)  # type: ignore[return-value]

    def snaps(self, value: float, shown: float) -> bool:
        """Whether `shown` is the slider's step nearest to `value`, which lies between steps."""
        scale = math.log10 if self.log else float
        steps = (scale(value) - scale(self.min)) / self.step
        nearest = (scale(shown) - scale(self.min)) / self.step
        return math.isclose(nearest, round(steps), abs_tol=1e-6) and not math.isclose(
            steps, round(steps), abs_tol=1e-6
        )

    def spec(self) -> dict[str, Any]:
        return {
            "kind": "slider",
            "min": self.min,
            "max": self.max,
            "step": self.step,
            "log": self.log,
            # Two digits: a value between two steps of a logarithmic slider has many.
            "digits": 2 if self.log else 0 if self.whole else self._decimals(),
        }

    def _decimals(self) -> int:
        """Places after the point that `step` changes, its first three digits counting."""
        written = f"{float(f'{self.step:.3g}'):.12f}"
        return max(1, len(written.rstrip("0").partition(".")[2]))


class Choice(Control[str]):
    """One of a few named `options`."""

    def __init__(
        self,
        default: str,
        *,
        options: Sequence[str],
        label: str | None = None,
        restarts: bool = False,
    ) -> None:
        super().__init__(default, label=label, restarts=restarts)
        self.options = tuple(options)

    def check(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.options:
            accepted = "one of " + ", ".join(map(repr, self.options))
            raise self.refuse(value, accepted, meant(value, self.options))
        return str(value)

    def spec(self) -> dict[str, Any]:
        return {"kind": "choice", "options": list(self.options)}


class Toggle(Control[bool]):
    """On or off."""

    def check(self, value: Any) -> bool:
        if not isinstance(value, bool | np.bool_):
            raise self.refuse(value, "True or False")
        return bool(value)

    def spec(self) -> dict[str, Any]:
        return {"kind": "toggle"}


class Text(Control[str]):
    """A line of text, such as a formula; it takes effect on Enter or on leaving the field."""

    def check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.refuse(value, "a text in quotes")
        return str(value)

    def spec(self) -> dict[str, Any]:
        return {"kind": "text"}


class Action:
    """A method that the page offers as a button; made with `@action("label")`."""

    def __init__(self, label: str, method: Callable[[Any], None]) -> None:
        self.label, self.method = label, method

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        return self if instance is None else self.method.__get__(instance)


def action(label: str) -> Callable[[Callable[[Any], None]], Action]:
    """Offer the decorated method as a button with this label."""
    return lambda method: Action(label, method)
