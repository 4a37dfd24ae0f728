"""The exercises of lesson 01: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from typing import Any

import numpy as np

from lessons_lib._answers import as_number
from lessons_lib.activations import sigmoid
from lessons_lib.exercises import Feedback, FunctionExercise, judged
from lessons_lib.lessons.universal_approximation.fitting import fitted, search
from lessons_lib.theory.approximation.one_layer import constructed, sup_norm_error
from lessons_lib.theory.approximation.targets import TARGETS

W, LEFT, RIGHT = 100, 0.3, 0.6
MOST = 500
CUBIC = 4  # coefficients of a polynomial of degree 3


def _step(x: Any, at: float, w: float = W) -> Any:
    return sigmoid(w * (x - at))


bump = FunctionExercise(
    asks="A bump of height 1 between 0.3 and 0.6, of steepness 100, from two sigmoids.",
    right=lambda x: _step(x, LEFT) - _step(x, RIGHT),
    mistakes={
        "at 0.3 your function jumps from 0 to 1. That is the right idea, but a sigmoid unit rises"
        " smoothly: build the two steps from sigmoid(...).": (
            lambda x: np.where((x > LEFT) & (x < RIGHT), 1.0, 0.0),
            lambda x: np.where((x >= LEFT) & (x <= RIGHT), 1.0, 0.0),
            lambda x: np.where((x >= LEFT) & (x < RIGHT), 1.0, 0.0),
        ),
        "this is a bump that stands on 1 instead of 0. The unit that steps down goes from 1 to 0,"
        " so subtract 1 in all, or use minus a unit that steps up.": lambda x: (
            _step(x, LEFT) + _step(-x, -RIGHT)
        ),
        "only the step down is there, from 0 to -1 at 0.6: add the step up at 0.3.": lambda x: (
            -_step(x, RIGHT)
        ),
        "only a step down from 1 to 0 at 0.6 is there; nothing steps up at 0.3.": (
            lambda x: 1 - _step(x, RIGHT)
        ),
        "the edges are right, but the steepness is 10 instead of 100: the second unit steps down"
        " before the first one is up, so the top stays below 1.": lambda x: (
            _step(x, LEFT, 10) - _step(x, RIGHT, 10)
        ),
        "the edges are right, but the steepness is 50 instead of 100.": lambda x: (
            _step(x, LEFT, 50) - _step(x, RIGHT, 50)
        ),
        "this bump is 2 high: tanh goes from -1 to 1, the sigmoid from 0 to 1.": (
            lambda x: np.tanh(W * (x - LEFT)) - np.tanh(W * (x - RIGHT))
        ),
        "the place and the shape are right, but the height is 0.8, as in the picture above; here"
        " it should be 1.": lambda x: 0.8 * (_step(x, LEFT) - _step(x, RIGHT)),
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
        "this is 0 everywhere, and between 0.3 and 0.6 it should be 1. If your units are"
        " sigmoid(x - 30), the weight 100 in front of x is missing: they switch at 30.": lambda x: (
            0 * x
        ),
    },
    probes=[(np.linspace(-1.0, 2.0, 301),), (np.array([[0.1, 0.3], [0.45, 0.6]]),)],
    well_done="this is one bump of height 1 between 0.3 and 0.6.",
    tolerance=1e-4,
)


@judged(as_number)
def smallest_n(number: float) -> Feedback:
    """The smallest N of constructed sigmoid units inside eps = 0.05 around Runge's curve."""
    f, eps = TARGETS["Runge's"], 0.05
    if number < 1 or not number.is_integer():
        return Feedback(False, f"N counts units: a whole number of at least 1, not {number:g}.")
    if number > MOST:
        return Feedback(False, "that is far more than needed: the slider ends at 100.")
    units = int(number)
    right = search(f, eps, "sigmoid", "constructed").units
    assert right is not None

    def error(n: int) -> float:
        return sup_norm_error(constructed(f, n, "sigmoid"), f).error

    if units == right:
        said = f"{right} units give {error(right):.3f}, and {right - 1} units"
        return Feedback(
            True, f"{said} {error(right - 1):.3f}. No smaller N gives an error below ε = 0.05."
        )
    if error(units) < eps:
        return Feedback(
            False,
            f"{units} units do lie inside the band, with a largest error of {error(units):.3f},"
            " but a smaller number of units does as well.",
        )
    said = "1 unit leaves" if units == 1 else f"{units} units leave"
    leaves = f"{said} a largest error of {error(units):.3f}, above 0.05"
    if units < right:
        return Feedback(False, f"{leaves}: more units are needed.")
    return Feedback(
        False,
        f"{leaves}: one unit more can make it worse, since all steps move to other places."
        " A smaller N satisfies ε.",
    )


@judged(as_number)
def cubes(number: float) -> Feedback:
    """The number of cube units from which on more of them change nothing: 4 coefficients."""
    if number < 1 or not number.is_integer():
        return Feedback(False, f"N counts units: a whole number of at least 1, not {number:g}.")
    if number > MOST:
        return Feedback(False, "that is far more than needed: the slider ends at 100.")
    units, wave = int(number), TARGETS["wave"]

    def error(n: int) -> float:
        return sup_norm_error(fitted(wave, n, "cube", "random features"), wave).error

    few = f"{units} cube unit{'s leave' if units > 1 else ' leaves'}"
    if units < CUBIC:
        return Feedback(
            False,
            f"{few} a largest error of {error(units):.3f}, and {CUBIC} units leave"
            f" {error(CUBIC):.3f}, so the picture still changes. How many coefficients has a"
            " polynomial of degree 3? Do not forget the constant.",
        )
    if units > CUBIC:
        return Feedback(
            False,
            f"{few} a largest error of {error(units):.3f}, but fewer units leave the same. How"
            " many coefficients has a polynomial of degree 3?",
        )
    return Feedback(
        True,
        f"a polynomial of degree 3 has {CUBIC} coefficients, and {CUBIC} units are enough to"
        f" choose all of them. {CUBIC} cube units leave {error(CUBIC):.3f}, and so do 100.",
    )
