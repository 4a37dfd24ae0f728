"""The exercises of lesson 01: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.activations import sigmoid
from lessons_lib.exercises import Feedback, check_choice, check_function, check_number
from lessons_lib.lessons.universal_approximation.fitting import search
from lessons_lib.theory.approximation.one_layer import constructed, sup_norm_error
from lessons_lib.theory.approximation.targets import TARGETS

W, LEFT, RIGHT = 100, 0.3, 0.6
PROBES = np.linspace(-1.0, 2.0, 301)


def _step(x: Any, at: float, w: float = W) -> Any:
    return sigmoid(w * (x - at))


def bump(answer: Callable[..., Any]) -> Feedback:
    """A bump of height 1 between 0.3 and 0.6, of steepness 100, from two sigmoids."""
    mistakes: dict[str, Callable[..., Any]] = {
        "this is one step up at 0.3; nothing takes it down again at 0.6. Subtract a second"
        " sigmoid.": lambda x: _step(x, LEFT),
        "the two steps are added, so right of 0.6 the sum is 2: the second must be"
        " subtracted.": lambda x: _step(x, LEFT) + _step(x, RIGHT),
        "this is a dent of depth 1: the signs of the two units are exchanged.": lambda x: (
            _step(x, RIGHT) - _step(x, LEFT)
        ),
        "the steps lie at -0.3 and -0.6: the bias of a step at 0.3 is minus the weight times"
        " 0.3.": lambda x: _step(x, -LEFT) - _step(x, -RIGHT),
        "the weight multiplies x only: sigmoid(w*x - 0.3) switches at 0.003. Write w*(x - 0.3).": (
            lambda x: sigmoid(W * x - LEFT) - sigmoid(W * x - RIGHT)
        ),
        "the edges are right, but the steepness is 1, so both steps are almost flat: multiply"
        " by 100 inside the sigmoid.": lambda x: _step(x, LEFT, 1) - _step(x, RIGHT, 1),
        "the bump is 100 high: the steepness belongs inside the sigmoid, not in front.": lambda x: (
            W * (_step(x, LEFT) - _step(x, RIGHT))
        ),
    }
    return check_function(
        answer,
        lambda x: _step(x, LEFT) - _step(x, RIGHT),
        mistakes,
        PROBES,
        well_done="two units, one bump of height 1 between 0.3 and 0.6.",
        tolerance=1e-9,
    )


def smallest_n(answer: int) -> Feedback:
    """The smallest N of constructed sigmoid units inside eps = 0.05 around Runge's curve."""
    f, eps = TARGETS["Runge's"], 0.05
    right = search(f, eps, "sigmoid", "constructed").units
    assert right is not None

    def error(units: float) -> str:
        return f"{sup_norm_error(constructed(f, int(units), 'sigmoid'), f).error:.3f}"

    mistakes = [
        (lambda n: n != int(n) or n < 1, "N counts units: a whole number of at least 1."),
        (lambda n: n > 500, "that is far more than needed; use the slider of the picture."),
        (
            lambda n: n > right and float(error(n)) < eps,
            "that many satisfy ε, but fewer do as well.",
        ),
    ]
    if isinstance(answer, int) and 1 <= answer < right:
        return Feedback(
            False, f"{answer} units leave a largest error of {error(answer)}, above 0.05."
        )
    return check_number(
        answer,
        right,
        mistakes,
        well_done=f"{right} units give {error(right)}, and {right - 1} units {error(right - 1)}.",
    )


def parabola(answer: str) -> Feedback:
    """Why a layer of parabola units cannot follow a wave, however wide it is."""
    return check_choice(
        answer,
        "c",
        {
            "a": "(a) is not it: ReLU is not bounded either, and it serves.",
            "b": "(b) is not it: the output weights were found by least squares, the best there"
            " are in the mean square, and the error does not move.",
            "c": "every unit is a parabola in x, and a sum of parabolas is a parabola: three"
            " numbers, however large N is.",
            "d": "(d) is not it: at N = 100 the error is the same as at N = 3.",
        },
    )
