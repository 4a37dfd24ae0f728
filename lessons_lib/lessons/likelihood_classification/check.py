"""The exercises of lesson 11: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from lessons_lib._answers import as_finite
from lessons_lib.exercises import ChoiceExercise, Feedback, FunctionExercise, judged
from lessons_lib.lessons.likelihood_classification.bars import told
from lessons_lib.losses import logistic_loss as exact_loss
from lessons_lib.theory.likelihood.information import kl_divergence

cross_entropy = FunctionExercise(
    asks="H(p, q) of two distributions of one length, in nats.",
    right=lambda p, q: -(p * np.log(q)).sum(),
    mistakes={
        "the sign: logarithms of probabilities are negative, so a minus makes it positive.": (
            lambda p, q: (p * np.log(q)).sum()
        ),
        "p and q have changed places: the logarithm belongs to the model q.": lambda p, q: (
            -(q * np.log(p)).sum()
        ),
        "this is the entropy of p: the model q does not appear.": lambda p, q: (
            -(p * np.log(p)).sum()
        ),
        "this is the entropy of q: the outcomes are weighed by p.": lambda p, q: (
            -(q * np.log(q)).sum()
        ),
        "this is KL(p‖q): leave the entropy of p in.": lambda p, q: (p * np.log(p / q)).sum(),
        "this is in bits: take the natural logarithm, np.log.": lambda p, q: (
            -(p * np.log2(q)).sum()
        ),
        "this is in bits, and the sign is missing: −(p * np.log(q)).sum().": lambda p, q: (
            p * np.log2(q)
        ).sum(),
        "this is the decimal logarithm: take the natural one, np.log.": lambda p, q: (
            -(p * np.log10(q)).sum()
        ),
        "this is the mean over the outcomes: p already weighs them, so take the sum.": (
            lambda p, q: -(p * np.log(q)).mean()
        ),
        "this does not weigh the outcomes: each −ln q counts p times.": lambda p, q: (
            -np.log(q).sum()
        ),
    },
    probes=[
        (np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.7, 0.1])),
        (np.array([0.1, 0.9]), np.array([0.6, 0.4])),
    ],
    well_done="and −mean(ln q) over examples tends to it as the examples become many.",
)


@judged(partial(as_finite, shape=(3,), example="three numbers, such as (0.9, 0.1, 0.0)"))
def one_way(q: Any) -> Feedback:
    """A model of p = (1/2, 1/2, 0) with KL(p‖q) finite and KL(q‖p) infinite."""
    p = np.array([0.5, 0.5, 0.0])
    try:
        there, back = float(kl_divergence(p, q)), float(kl_divergence(q, p))
    except ValueError as error:
        return Feedback(False, str(error))
    found = f"KL(p‖q) = {told(there)} and KL(q‖p) = {told(back)}"
    if np.isfinite(there) and np.isinf(back):
        return Feedback(True, f"{found}: q allows what p never does.")
    if np.isinf(there):
        return Feedback(False, f"{found}: q is 0 where p is not, so what happens was ruled out.")
    return Feedback(False, f"{found}: give the third outcome, which p never does, some of q.")


def _p(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _from_probabilities(z: Any, t: Any) -> Any:
    return -(t * np.log(_p(z)) + (1 - t) * np.log(1 - _p(z)))


def _held(away: float, z: Any, t: Any) -> Any:
    """From probabilities that are kept away from 0 and 1."""
    p = np.clip(_p(z), away, 1 - away)
    return -(t * np.log(p) + (1 - t) * np.log(1 - p))


SURE = "np.logaddexp(0, z) is ln(1 + exp(z)) and never overflows."
logistic_loss = FunctionExercise(
    asks="The logistic loss from logits z and targets t, right for logits of a thousand too.",
    right=lambda z, t: exact_loss(z, t),
    mistakes={
        "right for small logits, but at ±1000 the probability is exactly 0 or 1, and"
        f" 0 times ln 0 is no number: {SURE}": _from_probabilities,
        f"right for small logits, but exp(1000) overflows: {SURE}": lambda z, t: (
            np.log(1 + np.exp(z)) - t * z
        ),
        "right for small logits, but holding p away from 0 and 1 gives a wrong loss at ±1000:"
        f" {SURE}": tuple(partial(_held, away) for away in (1e-15, 1e-12, 1e-9, 1e-8, 1e-7)),
        "the sign of z: a target of 1 must be cheap where z is large.": lambda z, t: exact_loss(
            -z, t
        ),
        "this is squared error on the sigmoid: take −ln of the probability of what was seen.": (
            lambda z, t: (np.exp(-np.logaddexp(0, -z)) - t) ** 2
        ),
        "this is squared error on the logit: take −ln of the probability of what was seen.": (
            lambda z, t: (z - t) ** 2
        ),
        "a target of 0 costs nothing here: it needs −ln(1 − p).": lambda z, t: (
            t * np.logaddexp(0, -z)
        ),
        "a target of 1 costs nothing here: it needs −ln p.": lambda z, t: (
            (1 - t) * np.logaddexp(0, z)
        ),
        "this is p − t, the gradient; asked for is the loss.": lambda z, t: (
            np.exp(-np.logaddexp(0, -z)) - t
        ),
        "the sign: a loss is −ln of a probability.": lambda z, t: -exact_loss(z, t),
        "t z is missing: ln(1 + exp(z)) alone is the loss for a target of 0.": lambda z, t: (
            np.logaddexp(0, z)
        ),
        "these are bits: take the natural logarithm, np.log.": lambda z, t: (
            exact_loss(z, t) / np.log(2)
        ),
        "this is the mean over the examples: give one loss for each.": lambda z, t: exact_loss(
            z, t
        ).mean(),
        "this is the sum over the examples: give one loss for each.": lambda z, t: exact_loss(
            z, t
        ).sum(),
    },
    probes=[
        (np.array([-3.0, -0.5, 0.8, 2.5]), np.array([1.0, 0.0, 0.0, 1.0])),
        (np.array([-1000.0, 1000.0, -1000.0, 1000.0]), np.array([1.0, 0.0, 0.0, 1.0])),
    ],
    well_done="and right for logits of ±1000.",
)

which_loss = ChoiceExercise(
    asks="The loss for counting goals with a network whose output is exp(z).",
    right="b",
    words={
        "a": "(a) squared error is the Gaussian's: it allows negative and broken counts.",
        "b": "the recipe does not end with the table: take the distribution of what you"
        " predict, and its negative logarithm is your loss. Its gradient in z is p − t again.",
        "c": "(c) logistic loss is for yes or no; a match may have five goals.",
        "d": "(d) no loss is right for all targets; the distribution of the target decides.",
    },
)
