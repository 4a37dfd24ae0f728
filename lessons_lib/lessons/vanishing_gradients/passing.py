"""What share of the gradient passes ten sigmoid layers, for each deviation of the weights."""

from __future__ import annotations

from functools import cache

import numpy as np

from lessons_lib.activations import sigmoid
from lessons_lib.lessons.vanishing_gradients.flow import CHOSEN, GradientFlow, batch
from lessons_lib.theory.gradients.gradient_flow import saturated

DEVIATIONS = np.linspace(3.0, 6.0, 31)  # the best lies among them


def _stack(deviation: float) -> GradientFlow:
    """Ten layers of 8 sigmoid units."""
    return GradientFlow(depth=10, init=CHOSEN, deviation=deviation)


def share_that_arrives(deviation: float) -> float:
    """Median share of the output's δ that reaches layer 1."""
    found = _stack(deviation).measure()
    return float(np.median(found.deltas[0] / found.deltas[-1]))


def share_saturated(deviation: float) -> float:
    """Share of the hidden pre-activations whose slope is below a tenth of the largest."""
    hidden = _stack(deviation).network("float64").forward(batch(8)[0]).pre_activations[:-1]
    return float(np.mean(saturated(sigmoid, np.stack(hidden))))


@cache
def shares() -> list[float]:
    """The same for each of `DEVIATIONS`."""
    return [share_that_arrives(float(d)) for d in DEVIATIONS]
