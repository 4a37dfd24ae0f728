"""The exercises of lesson 10: right answers, plausible wrong ones, and what to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lessons_lib.exercises import Feedback, check_choice, check_function
from lessons_lib.lessons.likelihood_classification.bars import told
from lessons_lib.losses import logistic_loss as exact_loss
from lessons_lib.theory.likelihood.information import kl_divergence

Function = Callable[..., Any]
P, Q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.7, 0.1])
Z, T = np.array([-3.0, -0.5, 0.8, 2.5]), np.array([1.0, 0.0, 0.0, 1.0])
SURE, LABELS = np.array([-1000.0, 1000.0, -1000.0, 1000.0]), np.array([1.0, 0.0, 0.0, 1.0])


def cross_entropy(answer: Function) -> Feedback:
    """H(p, q) of two distributions of one length, in nats."""
    mistakes: dict[str, Function] = {
        "the sign: logarithms of probabilities are negative, so a minus makes it positive.": (
            lambda p, q: (p * np.log(q)).sum()
        ),
        "p and q have changed places: the logarithm belongs to the model q.": lambda p, q: (
            -(q * np.log(p)).sum()
        ),
        "this is the entropy of p: the model q does not appear.": lambda p, q: (
            -(p * np.log(p)).sum()
        ),
        "this is KL(p‖q): leave the entropy of p in.": lambda p, q: (p * np.log(p / q)).sum(),
        "this is in bits: take the natural logarithm, np.log.": lambda p, q: (
            -(p * np.log2(q)).sum()
        ),
        "this is the mean over the outcomes: p already weighs them, so take the sum.": (
            lambda p, q: -(p * np.log(q)).mean()
        ),
    }
    return check_function(
        answer,
        lambda p, q: -(p * np.log(q)).sum(),
        mistakes,
        P,
        Q,
        well_done="and −mean(ln q) over examples tends to it as the examples become many.",
    )


def one_way(q: Sequence[float]) -> Feedback:
    """A model of p = (1/2, 1/2, 0) with KL(p‖q) finite and KL(q‖p) infinite."""
    p = np.array([0.5, 0.5, 0.0])
    try:
        given = np.asarray(q, float).reshape(3)
    except (TypeError, ValueError):
        return Feedback(False, f"expected three numbers, such as (0.2, 0.3, 0.5); got {q!r}.")
    try:
        there, back = float(kl_divergence(p, given)), float(kl_divergence(given, p))
    except ValueError as error:
        return Feedback(False, str(error))
    found = f"KL(p‖q) = {told(there)} and KL(q‖p) = {told(back)}"
    if np.isfinite(there) and np.isinf(back):
        return Feedback(True, f"{found}: q allows what p never does.")
    if np.isinf(there):
        return Feedback(False, f"{found}: q is 0 where p is not, so what happens was ruled out.")
    return Feedback(False, f"{found}: give the third outcome, which p never does, some of q.")


def logistic_loss(answer: Function) -> Feedback:
    """The logistic loss from logits z and targets t, right for logits of a thousand too."""

    def p(z: Any) -> Any:
        return 1 / (1 + np.exp(-z))

    mistakes: dict[str, Function] = {
        "the sign of z: a target of 1 must be cheap where z is large.": lambda z, t: exact_loss(
            -z, t
        ),
        "this is squared error on the sigmoid: take −ln of the probability of what was seen.": (
            lambda z, t: (p(z) - t) ** 2
        ),
        "a target of 0 costs nothing here: it needs −ln(1 − p).": lambda z, t: -t * np.log(p(z)),
        "this is p − t, the gradient; asked for is the loss.": lambda z, t: p(z) - t,
        "the sign: a loss is −ln of a probability.": lambda z, t: -exact_loss(z, t),
        "t z is missing: ln(1 + exp(z)) alone is the loss for a target of 0.": lambda z, t: np.log(
            1 + np.exp(z)
        ),
    }
    judged = check_function(
        answer, exact_loss, mistakes, Z, T, well_done="and right for logits of ±1000."
    )
    if not judged.right:
        return judged
    with np.errstate(all="ignore"):
        given = np.asarray(answer(SURE, LABELS), float)
    if np.allclose(given, exact_loss(SURE, LABELS)):
        return judged
    place = int(np.argmin(np.isclose(given, exact_loss(SURE, LABELS))))
    return Feedback(
        False,
        f"right for small logits, but at z = {SURE[place]:g}, t = {LABELS[place]:g} it gives"
        f" {told(given[place]) if not np.isnan(given[place]) else 'nan'}:"
        " np.logaddexp(0, z) is ln(1 + exp(z)) and never overflows.",
    )


def which_loss(answer: str) -> Feedback:
    """The loss for counting goals with a network whose output is exp(z)."""
    return check_choice(
        answer,
        "b",
        {
            "a": "(a) squared error is the Gaussian's: it allows negative and broken counts.",
            "b": "the recipe does not end with the table: take the distribution of what you"
            " predict, and its negative logarithm is your loss. Its gradient in z is p − t again.",
            "c": "(c) logistic loss is for yes or no; a match may have five goals.",
            "d": "(d) no loss is right for all targets; the distribution of the target decides.",
        },
    )
