"""Three ways to come by the weights, at equal N: written down, half random, and trained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.activations import ACTIVATIONS, Activation
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import (
    Array,
    Function,
    OneHiddenLayer,
    Power,
    constructed,
    random_features,
    random_hidden,
    smallest_units,
    sup_norm_error,
)
from lessons_lib.theory.approximation.polynomials import best_polynomial
from lessons_lib.training import training

UNITS = {name: ACTIVATIONS[name] for name in ("sigmoid", "tanh", "relu", "elu")}
POLYNOMIALS = {"square": Power(2), "cube": Power(3)}
ACTIVATION_NAMES = (*UNITS, *POLYNOMIALS)
CONSTRUCTED = ("sigmoid", "tanh", "relu")
WAYS = ("constructed", "random features", "trained")
ADAM = "trained by Adam"
ADAM_RATE = 0.01
SEEDS = range(15)
EPOCHS = 2000
POINTS = 129


class Trained(NamedTuple):
    """A network in training, and the epochs it has behind it."""

    net: MLP
    epochs: int


def unit(name: str) -> Activation:
    """The activation of that name, polynomial ones included."""
    return POLYNOMIALS[name] if name in POLYNOMIALS else UNITS[name]


def trained(
    target: Function,
    units: int,
    activation: str,
    seeds: Sequence[int] = (0,),
    optimiser: str = "sgd",
) -> Iterator[Trained]:
    """Train every weight by gradient descent on squared error; yield after every 10 epochs.

    129 points, batches of 32, and the hidden weights of `random_features` to begin with:
    Glorot's, made for many inputs, are nearly straight lines on [0, 1], and few learn to bend in
    2,000 epochs. The learning rate is 2/N (at most 0.2; a tenth of it for polynomials, half
    of it for tanh), since the output is a sum of N terms; Adam's is 0.01 throughout. Comes
    first untrained.
    """
    x = np.linspace(0.0, 1.0, POINTS)
    net = MLP((1, units, 1), unit(activation), "squared_error", seeds=seeds)
    for r, seed in enumerate(seeds):
        w, b = random_hidden(units, seed=seed)
        # A hinge may be stretched without changing its shape: equal slopes train better.
        k = 2 / np.abs(w) if activation in ("relu", "elu", *POLYNOMIALS) else 1.0
        # The inputs are 2x - 1, so that w x + b = (w/2) (2x - 1) + (b + w/2).
        net.weights[0][r, 0], net.biases[0][r, 0] = k * w / 2, k * (b + w / 2)
    slower = {"tanh": 0.5, "square": 0.1, "cube": 0.1}.get(activation, 1.0)
    options: dict[str, Any] = {"epochs": EPOCHS, "batch_size": 32}
    options["learning_rate"] = min(0.2, 2 / units) * slower
    if optimiser == "adam":
        options |= {"learning_rate": ADAM_RATE, "optimiser": "adam"}
    yield Trained(net, 0)
    for progress in training(net, 2 * x[:, None] - 1, np.asarray(target(x)), **options):
        if progress.epoch % 10 == 0:
            yield Trained(net, progress.epoch)


def as_layer(net: MLP, replica: int = 0) -> OneHiddenLayer:
    """A trained network in the theorem's form; its output bias becomes a unit with w = 0."""
    w, b = net.weights[0][replica, 0], net.biases[0][replica, 0]
    v, c = net.weights[1][replica, :, 0], net.biases[1][replica, 0, 0]
    phi = net.hidden_activations[0]
    return OneHiddenLayer(
        np.r_[0.0, 2 * w], np.r_[1.0, b - w], np.r_[c / float(phi(np.array([1.0]))[0]), v], phi
    )


def fitted(
    target: Function, units: int, activation: str, way: str, seed: int = 0
) -> OneHiddenLayer:
    """The network of `units` units found that way."""
    if way == "constructed":
        return constructed(target, units, activation)
    if way == "random features":
        return random_features(target, units, unit(activation), seed=seed)
    *_, last = trained(target, units, activation, (seed,))
    return as_layer(last.net)


def errors(target: Function, units: int, activation: str, way: str) -> Array:
    """The sup-norm error over all seeds; a construction has no seed and gives one number."""
    if way in ("trained", ADAM):
        optimiser = "adam" if way == ADAM else "sgd"
        *_, last = trained(target, units, activation, tuple(SEEDS), optimiser)
        layers = [as_layer(last.net, r) for r in range(len(SEEDS))]
    else:
        seeds = SEEDS if way == "random features" else SEEDS[:1]
        layers = [fitted(target, units, activation, way, seed) for seed in seeds]
    return np.array([sup_norm_error(layer, target).error for layer in layers])


class Found(NamedTuple):
    """The smallest N, if any, and the sentence that reports the search."""

    units: int | None
    words: str


def search(target: Function, eps: float, activation: str, way: str, most: int = 100) -> Found:
    """The smallest N up to `most` whose error is below eps: in the median over seeds."""
    if way == "trained":
        raise ValueError(
            "Searching N with trained weights means training hundreds of networks:"
            " choose constructed or random features, and see the picture of error against N."
        )
    if way == "constructed" and activation not in CONSTRUCTED:
        return Found(None, f"There is no construction here for {activation} units.")
    if activation in POLYNOMIALS:
        degree = POLYNOMIALS[activation].exponent
        best = best_polynomial(target, degree).error
        if best >= eps:
            return Found(
                None,
                f"No N is enough: {activation} units make polynomials of degree {degree}, and"
                f" none of these comes closer than {best:.3f}.",
            )
    tried = range(1, most + 1) if way == "constructed" else _growing(most)
    found = smallest_units(
        ((n, float(np.median(errors(target, n, activation, way)))) for n in tried), eps
    )
    seeds = "" if way == "constructed" else f" in the median of {len(SEEDS)} seeds"
    if found is None:
        words = f"No N up to {most} puts {activation} units inside ε = {eps:g}{seeds}."
    else:
        words = f"The smallest N inside ε = {eps:g} is {found}{seeds}."
    return Found(found, words)


def _growing(most: int) -> list[int]:
    """1, 2, 3, ... and from 20 on in steps of about a twentieth."""
    steps = [1]
    while steps[-1] < most:
        steps.append(min(steps[-1] + max(1, steps[-1] // 20), most))
    return steps
