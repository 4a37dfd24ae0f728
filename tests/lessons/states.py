"""Random states of a picture, as a hand could bring them about."""

from __future__ import annotations

from typing import Any

import numpy as np

from lessons_lib.explorable import Choice, Points, Slider, Text, Toggle


def somewhere(control: Any, rng: np.random.Generator) -> Any:
    """A value that a hand could give the control."""
    match control:
        case Slider(log=True):
            return float(np.exp(rng.uniform(np.log(control.min), np.log(control.max))))
        case Slider():
            value = rng.uniform(control.min, control.max)
            return round(value) if control.whole else float(value)
        case Points():
            placed = (
                zip("xy", (control.x, control.y), point, strict=True) for point in control.default
            )
            return [
                tuple(
                    float(rng.uniform(*ends)) if c in control.move else at for c, ends, at in point
                )
                for point in placed
            ]
        case Choice():
            return str(rng.choice(control.options))
        case Toggle():
            return bool(rng.integers(2))
        case Text():
            return str(rng.choice([control.default, "x^2", "+-", "1/x"]))
    raise AssertionError(f"an unknown control, {control!r}")
