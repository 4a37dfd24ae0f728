"""Lines and numbers in words."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike


def line_told(theta: ArrayLike) -> str:
    """Slope and intercept (2,) as "0.50 x + 0.10"."""
    slope, intercept = np.round(np.asarray(theta, float), 2) + 0.0
    sign = "−" if slope < 0 else ""
    return f"{sign}{abs(slope):.2f} x {'−' if intercept < 0 else '+'} {abs(intercept):.2f}"


def power_of_ten(log: float) -> str:
    """exp(log) in two digits, also where no float64 is that small or that large."""
    tens = log / np.log(10)
    if abs(tens) < 3:
        return f"{np.exp(log):.2g}"
    exponent = int(np.floor(tens))
    digits = f"{10 ** (tens - exponent):.1f}"
    if digits == "10.0":
        digits, exponent = "1.0", exponent + 1
    return f"{digits}e{exponent:+03d}"


def ticks(spec: str) -> Callable[[float, float], str]:
    """A tick's label, for formats such as "7.3g": all of one width, so that the layout stays
    when the range changes."""
    return lambda value, _: f"{value:\u2007>{spec}}".replace("-", "−")
