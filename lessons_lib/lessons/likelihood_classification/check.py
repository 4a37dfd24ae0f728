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
    asks="H(p, q) of two distributions of one length without zeros, in nats.",
    right=lambda p, q: -(p * np.log(q)).sum(),
    mistakes={
        "the sign is wrong: ln of a probability is negative, and the minus makes it positive.": (
            lambda p, q: (p * np.log(q)).sum()
        ),
        "p and q have changed places: the weight is p, the logarithm that of q.": lambda p, q: (
            -(q * np.log(p)).sum()
        ),
        "this is the entropy of p, in which the model q does not appear.": lambda p, q: (
            -(p * np.log(p)).sum()
        ),
        "this is the entropy of q: the weights have to be the p of the data.": lambda p, q: (
            -(q * np.log(q)).sum()
        ),
        "this is KL(p‖q), which is the cross-entropy without the entropy of p.": lambda p, q: (
            p * np.log(p / q)
        ).sum(),
        "this is KL(q‖p), the divergence the other way round. Average −ln q with the weights p.": (
            lambda p, q: (q * np.log(q / p)).sum()
        ),
        "the terms with 1 − q belong to a target of two outcomes. Take −p ln q for each outcome.": (
            lambda p, q: -(p * np.log(q) + (1 - p) * np.log(1 - q)).sum()
        ),
        "this is in bits. For nats take the natural logarithm, np.log.": lambda p, q: (
            -(p * np.log2(q)).sum()
        ),
        "this is in bits, and the minus is missing: −(p * np.log(q)).sum().": lambda p, q: (
            p * np.log2(q)
        ).sum(),
        "this is the decimal logarithm. For nats take the natural one, np.log.": lambda p, q: (
            -(p * np.log10(q)).sum()
        ),
        "this is the mean over the outcomes. The weights p already average, so take the sum.": (
            lambda p, q: -(p * np.log(q)).mean()
        ),
        "the weights are missing: each −ln q has to be multiplied by its p.": lambda p, q: (
            -np.log(q).sum()
        ),
    },
    probes=[
        (np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.7, 0.1])),
        (np.array([0.1, 0.9]), np.array([0.6, 0.4])),
    ],
    well_done="and −ln q, averaged over many examples that are drawn from p, tends to this number.",
)


@judged(partial(as_finite, shape=(3,), example="three numbers, such as (0.9, 0.1, 0.0)"))
def one_way(q: Any) -> Feedback:
    """A model of p = (1/2, 1/2, 0) with KL(p‖q) finite and KL(q‖p) infinite."""
    p = np.array([0.5, 0.5, 0.0])
    try:
        there, back = float(kl_divergence(p, q)), float(kl_divergence(q, p))
    except ValueError as error:
        return Feedback(False, str(error))
    found = f"KL(p‖q) is {told(there)} and KL(q‖p) is {told(back)}"
    if np.isfinite(there) and np.isinf(back):
        return Feedback(True, f"{found}. The model keeps some probability for the third outcome.")
    if np.isinf(there):
        return Feedback(False, f"{found}. The model rules out an outcome that has p = 1/2.")
    return Feedback(False, f"{found}. Give some of q to the third outcome, which has p = 0.")


def _p(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _from_probabilities(z: Any, t: Any) -> Any:
    return -(t * np.log(_p(z)) + (1 - t) * np.log(1 - _p(z)))


def _held(away: float, z: Any, t: Any) -> Any:
    """From probabilities that are kept away from 0 and 1."""
    p = np.clip(_p(z), away, 1 - away)
    return -(t * np.log(p) + (1 - t) * np.log(1 - p))


SURE = "Use np.logaddexp(0, s): it is ln(1 + exp(s)), and it never overflows."
logistic_loss = FunctionExercise(
    asks="The logistic loss from logits z and targets t, right for logits of a thousand too.",
    right=lambda z, t: exact_loss(z, t),
    mistakes={
        "right for small logits, but at ±1000 the probability is rounded to 0 or 1, and"
        f" 0 times ln 0 is not a number. {SURE}": _from_probabilities,
        f"right for small logits, but exp(1000) overflows. {SURE}": lambda z, t: (
            np.log(1 + np.exp(z)) - t * z
        ),
        "right for small logits, but holding p away from 0 and 1 gives a wrong loss at ±1000."
        f" {SURE}": tuple(partial(_held, away) for away in (1e-15, 1e-12, 1e-9, 1e-8, 1e-7)),
        "the sign of z is wrong: a target of 1 needs a small loss at large z.": lambda z, t: (
            exact_loss(-z, t)
        ),
        "this is the squared error of the sigmoid. Take −ln of the probability of what was seen.": (
            lambda z, t: (np.exp(-np.logaddexp(0, -z)) - t) ** 2
        ),
        "this is the squared error of the logit. Take −ln of the probability of what was seen.": (
            lambda z, t: (z - t) ** 2
        ),
        "a target of 0 has no loss here. Its loss is −ln(1 − p).": lambda z, t: (
            t * np.logaddexp(0, -z)
        ),
        "a target of 1 has no loss here. Its loss is −ln p.": lambda z, t: (
            (1 - t) * np.logaddexp(0, z)
        ),
        "this is p − t, which is the gradient. The loss itself is asked for.": lambda z, t: (
            np.exp(-np.logaddexp(0, -z)) - t
        ),
        "the sign of t z is wrong: the loss is ln(1 + exp(z)) minus t z.": lambda z, t: (
            np.logaddexp(0, z) + t * z
        ),
        "the sign is wrong. A loss is minus the logarithm of a probability.": lambda z, t: (
            -exact_loss(z, t)
        ),
        "the term t z is missing: ln(1 + exp(z)) is the loss for a target of 0.": lambda z, t: (
            np.logaddexp(0, z)
        ),
        "this is in bits. Take the natural logarithm, np.log.": lambda z, t: (
            exact_loss(z, t) / np.log(2)
        ),
        "this is the mean over the examples. Return one loss for each of them.": lambda z, t: (
            exact_loss(z, t).mean()
        ),
        "this is the sum over the examples. Return one loss for each of them.": lambda z, t: (
            exact_loss(z, t).sum()
        ),
    },
    probes=[
        (np.array([-3.0, -0.5, 0.8, 2.5]), np.array([1.0, 0.0, 0.0, 1.0])),
        (np.array([-1000.0, 1000.0, -1000.0, 1000.0]), np.array([1.0, 0.0, 0.0, 1.0])),
    ],
    well_done="and your loss is right for logits of ±1000 as well.",
)

which_loss = ChoiceExercise(
    asks="The loss for counting goals with a network whose output is exp(z).",
    right="b",
    words={
        "a": "(a) squared error is −ln of a Gaussian density. Take −ln of Poisson's P(t | m)"
        " instead, and put m = e^z into it: nothing is squared.",
        "b": "−ln P(t | m) is e^z − tz + ln t!, and the last term does not contain z. The same"
        " recipe serves any distribution of the target. The gradient in z is m − t: the mean minus"
        " the target, as before.",
        "c": "(c) the logistic loss is −ln of a Bernoulli probability: t is 0 or 1."
        " A match may have five goals.",
        "d": "(d) only one of them is −ln P(t | m), up to a term without z. They differ: half the"
        " squared error of e^z, for example, has the gradient (m − t) m in z, and that one m − t.",
    },
)
