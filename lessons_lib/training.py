"""Gradient descent, one epoch at a time.

`training(...)` is a generator: a live picture asks it for the next epoch whenever it has
time, and reads the network in between. `train(...)` is the same, consumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib import _check
from lessons_lib._buffers import Buffers, Losses, with_ones
from lessons_lib.activations import RReLU
from lessons_lib.mlp import MLP
from lessons_lib.optimisers import Optimiser, chosen

Array = NDArray[Any]
Rate = float | Callable[[int], float]


class Progress(NamedTuple):
    """After an epoch: its number from 1, and each replica's mean loss over its batches."""

    epoch: int
    loss: Array


@dataclass
class History:
    """Losses of a training, (epochs, replicas), and why it ended before its last epoch."""

    losses: list[Array] = field(default_factory=list)
    stopped: str = ""

    @property
    def loss(self) -> Array:
        return np.array(self.losses)


class Diverged(ArithmeticError):
    """The loss or the weights are no longer finite; the last finite weights were kept."""


def training(
    net: MLP,
    X: ArrayLike,
    y: ArrayLike,
    *,
    epochs: int = 200,
    batch_size: int | None = 32,
    learning_rate: Rate = 0.1,
    optimiser: str | Optimiser = "sgd",
    seed: int | None = 0,
) -> Iterator[Progress]:
    """Train `net` in place on the gradients of batches; yield after every epoch.

    X is (n, n_in); y is (n,) or (n, outputs). Each epoch visits the examples in an order
    drawn from `seed` (the same for all replicas; None keeps the given order) in batches of
    `batch_size` (None: all at once). `learning_rate` may be a function of the epoch's
    number, asked at each epoch, so that a slider can change it on the way.

    `optimiser` is "sgd", "momentum", "adam" or an object with its rates, such as
    `Momentum(0.5)`; see `optimisers`. Each needs a learning rate of its own: at 0.1 Adam is
    rarely at its best. What an optimiser remembers of its steps (velocity, running means)
    lasts for one call: a second call goes on from the weights, and remembers nothing.

    Raises `Diverged` when a loss is no longer finite, with the last finite weights kept.
    """
    X = _check.as_input(X, net.sizes[0], net.dtype)
    target = _check.as_target(y, (len(X), net.sizes[-1]), net.output.loss).astype(net.dtype)
    epochs = _check.whole(epochs, "epochs", 0)
    batch_size = _check.batch_size(batch_size, len(X))
    if seed is not None:
        _check.whole(seed, "seed", 0)
    if not callable(learning_rate):
        _check.learning_rate(learning_rate)
    rates = (_rate(learning_rate, epoch) for epoch in range(1, epochs + 1))
    data = with_ones(X), target
    return _epochs(_Descent(net, data, batch_size, seed, chosen(optimiser)), rates)


def train(net: MLP, X: ArrayLike, y: ArrayLike, **options: Any) -> History:
    """Run `training` to its end; an interrupted or diverged run keeps what it has learnt."""
    history = History()
    try:
        for progress in training(net, X, y, **options):
            history.losses.append(progress.loss)
    except (KeyboardInterrupt, Diverged) as end:
        history.stopped = str(end) or "interrupted"
    return history


def _rate(learning_rate: Rate, epoch: int) -> float:
    given = learning_rate(epoch) if callable(learning_rate) else learning_rate
    return _check.learning_rate(given)


def _epochs(descent: _Descent, rates: Iterator[float]) -> Iterator[Progress]:
    theta = descent.net.theta
    kept = theta.copy()
    for epoch, rate in enumerate(rates, 1):
        loss = np.zeros(1)
        try:
            loss = descent.epoch(rate)
        finally:
            # Also when interrupted: the weights left behind are finite.
            finite = np.isfinite(theta).all() and np.isfinite(loss).all()
            if finite:
                kept[...] = theta
            else:
                theta[...] = kept
        if not finite:
            raise Diverged(
                f"training diverged in epoch {epoch}: lower learning_rate (now {rate:g}),"
                " or begin with smaller weights. The last finite weights were kept."
            )
        yield Progress(epoch, loss)


class _Descent:
    """What lasts from epoch to epoch: the data, their order, the buffers, the optimiser's state.

    data: X (n, inputs) `with_ones`, and the targets (n, outputs).
    """

    def __init__(
        self,
        net: MLP,
        data: tuple[Array, Array],
        batch_size: int,
        seed: int | None,
        optimiser: Optimiser,
    ) -> None:
        self.net, (self.X, self.y), self.batch_size = net, data, batch_size
        self.scaled, self.move = optimiser.takes_scaled, optimiser.begin(net.theta, net.gradient)
        self.order = None if seed is None else np.random.default_rng(seed)
        random = any(isinstance(phi, RReLU) for phi in net.hidden_activations)
        noise = [np.random.default_rng([seed or 0, s]) for s in net.seeds] if random else None
        full, rest = Buffers(net, batch_size, noise), len(self.X) % batch_size
        self.buffers = {batch_size: full}
        if rest:
            self.buffers[rest] = Buffers(net, rest, noise, full)
        self.losses = Losses(net, len(self.X), batch_size)

    def epoch(self, rate: float) -> Array:
        """One pass over the data; each replica's mean loss, each batch's before its step."""
        X, y = self._shuffled()
        self.losses.begin(y)
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            for start in range(0, len(X), self.batch_size):
                batch = slice(start, start + self.batch_size)
                self._step(X[batch], y[batch], rate)
            return self.losses.mean()

    def _step(self, x: Array, y: Array, rate: float) -> None:
        """One step down the gradient of the batch's mean loss."""
        buffers = self.buffers[len(x)]
        self.losses.add(buffers.forward(x))
        buffers.backward(x, y, (rate if self.scaled else 1) / len(x))
        self.move(rate)

    def _shuffled(self) -> tuple[Array, Array]:
        if self.order is None:
            return self.X, self.y
        order = self.order.permutation(len(self.X))
        return self.X.take(order, 0), self.y.take(order, 0)
