"""What share of the gradient passes ten sigmoid layers, for each deviation of the weights."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np

from lessons_lib.activations import sigmoid
from lessons_lib.lessons.vanishing_gradients.flow import CHOSEN, GradientFlow, batch
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.gradient_flow import frobenius, saturated
from lessons_lib.theory.gradients.racing import Median, median

DEVIATIONS = np.linspace(3.8, 5.8, 6)  # the best lies among them
LAYERS, UNITS, NETWORKS = 10, 8, 1000


@lru_cache(maxsize=2)
def stacks(deviation: float) -> MLP:
    """1000 networks of ten layers of 8 sigmoid units; ValueError beyond the picture's slider."""
    chosen = GradientFlow(depth=LAYERS, init=CHOSEN, deviation=deviation).deviation
    sizes = (UNITS,) * (LAYERS + 1) + (1,)
    return MLP(sizes, "sigmoid", "logistic", seeds=range(NETWORKS), init=chosen)


@cache
def share_that_arrives(deviation: float) -> Median:
    """Median share of the output's δ that reaches layer 1, with its 95 % interval."""
    deltas = stacks(deviation).backward(*batch(UNITS)).deltas
    return median(frobenius(deltas[0]) / frobenius(deltas[-1]))


def share_saturated(deviation: float) -> float:
    """Share of the hidden pre-activations whose slope is below a tenth of the largest."""
    hidden = stacks(deviation).forward(batch(UNITS)[0]).pre_activations[:-1]
    return float(np.mean(saturated(sigmoid, np.stack(hidden))))


def best_share() -> float:
    """The largest median share, of `DEVIATIONS`."""
    return max(share_that_arrives(float(d)).middle for d in DEVIATIONS)
