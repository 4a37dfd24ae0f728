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

from lessons_lib._check import as_input, as_target, whole
from lessons_lib.mlp import MLP, draws_slopes

Array = NDArray[Any]
Rate = float | Callable[[int], float]


class Progress(NamedTuple):
    """After an epoch: its number from 1, and each replica's mean loss over its batches."""

    epoch: int
    loss: Array


@dataclass
class History:
    """Losses of a training, (epochs, replicas), and why it ended."""

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
    seed: int | None = 0,
) -> Iterator[Progress]:
    """Train `net` in place by stochastic gradient descent; yield after every epoch.

    X is (n, n_in); y is (n,) or (n, outputs). Each epoch visits the examples in an order
    drawn from `seed` (the same for all replicas; None keeps the given order) in batches of
    `batch_size` (None: all at once). `learning_rate` may be a function of the epoch's
    number, asked at each epoch, so that a slider can change it on the way.

    Raises `Diverged` when a loss is no longer finite, with the last finite weights kept.
    """
    X = as_input(X, net.sizes[0], net.dtype)
    target = as_target(y, (len(X), net.sizes[-1]), net.loss).astype(net.dtype)
    epochs = whole(epochs, "epochs", 0)
    n = len(X)
    batch = n if batch_size is None else whole(batch_size, "batch_size")
    if batch > n:
        raise ValueError(
            f"batch_size = {batch} is larger than the {n} examples: choose at most {n}."
        )
    _check_rate(learning_rate)
    return _epochs(net, X, target, epochs, batch, learning_rate, seed)


def _epochs(
    net: MLP, X: Array, y: Array, epochs: int, batch: int, learning_rate: Rate, seed: int | None
) -> Iterator[Progress]:
    order = np.random.default_rng(seed)
    noise = (
        [np.random.default_rng([seed or 0, s]) for s in net.seeds] if draws_slopes(net) else None
    )
    kept = net.theta.copy()
    for epoch in range(1, epochs + 1):
        rate = learning_rate(epoch) if callable(learning_rate) else learning_rate
        if seed is not None:
            shuffled = order.permutation(len(X))
            xs, ys = X[shuffled], y[shuffled]
        else:
            xs, ys = X, y
        loss = np.zeros(net.replicas)
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            for start in range(0, len(X), batch):
                x, t = xs[start : start + batch], ys[start : start + batch]
                loss += _step(net, x, t, rate, noise)
        if not (np.isfinite(loss).all() and np.isfinite(net.theta).all()):
            net.theta[...] = kept
            raise Diverged(
                f"training diverged in epoch {epoch}: lower learning_rate (now {rate:g}),"
                " or begin with smaller weights. The last finite weights were kept."
            )
        kept[...] = net.theta
        yield Progress(epoch, loss / len(X))


def _step(net: MLP, x: Array, y: Array, rate: float, noise: Any) -> Array:
    """One step down the gradient of the batch's mean loss; return its summed loss before."""
    buffers = net.buffers(len(x), training=True)
    z = buffers.forward(x, noise)
    loss: Array = net._losses(z, y).sum(-1)
    buffers.backward(x, y)
    net.gradient *= rate
    net.theta -= net.gradient
    return loss


def train(net: MLP, X: ArrayLike, y: ArrayLike, **options: Any) -> History:
    """Run `training` to its end; an interrupted or diverged run keeps what it has learnt."""
    history = History()
    try:
        for progress in training(net, X, y, **options):
            history.losses.append(progress.loss)
    except (KeyboardInterrupt, Diverged) as end:
        history.stopped = str(end) or "interrupted"
    return history


def _check_rate(rate: Rate) -> None:
    if callable(rate):
        return
    if isinstance(rate, bool) or not isinstance(rate, int | float | np.number):
        raise ValueError(f"learning_rate = {rate!r}: give a number above 0, or a function.")
    if not (np.isfinite(rate) and rate > 0):
        raise ValueError(f"learning_rate = {rate!r}: give a number above 0, such as 0.1.")
