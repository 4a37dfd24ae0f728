r"""Optimisers: how far a gradient moves the weights.

Each is a rule with its rates, and holds no state: `begin` makes what one training remembers
of its steps, such as a velocity, and returns the function that makes one step. They work on
the flat vectors `theta` and `gradient` of a network, number by number, so that one call serves
all replicas at once.

:math:`\theta` are the weights, g is the gradient of the batch's mean loss in them, and
:math:`\eta` the learning rate. At the first step t is 1, and what is averaged begins at 0.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib import _check

Array = NDArray[Any]
Step = Callable[[float], object]


class Optimiser(ABC):
    """A rule by which gradients move weights.

    With `takes_scaled`, `gradient` must hold the learning rate times g, which costs nothing
    where the small array of the output's deltas is scaled; without it, g.
    """

    takes_scaled = False

    @abstractmethod
    def begin(self, theta: Array, gradient: Array) -> Step:
        """What makes one step of a learning rate, theta and gradient being flat, (n,)."""


@dataclass(frozen=True)
class SGD(Optimiser):
    r"""Stochastic gradient descent: a step straight down the batch's gradient.

    .. math:: \theta \leftarrow \theta - \eta g

    Source: Robbins and Monro (1951). The same as `torch.optim.SGD(lr=η)`.
    """

    takes_scaled = True

    def begin(self, theta: Array, gradient: Array) -> Step:
        def step(rate: float) -> None:
            np.subtract(theta, gradient, out=theta)

        return step


@dataclass(frozen=True)
class Momentum(Optimiser):
    r"""Gradient descent with a velocity v, which sums the gradients and slowly forgets them.

    .. math:: v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta v

    Where all gradients are equal, v grows to :math:`g / (1 - \mu)`: with :math:`\mu` = 0.9 the
    steps become ten times as long as those of SGD at the same rate. Source: Polyak (1964). The
    same as `torch.optim.SGD(lr=η, momentum=μ)`; others put the rate into v, which differs
    where it changes on the way.
    """

    momentum: float = 0.9

    def __post_init__(self) -> None:
        _check.decay(self.momentum, "momentum")

    def begin(self, theta: Array, gradient: Array) -> Step:
        v, change = np.zeros_like(theta), np.empty_like(theta)

        def step(rate: float) -> None:
            np.multiply(v, self.momentum, out=v)
            np.add(v, gradient, out=v)
            np.multiply(v, rate, out=change)
            np.subtract(theta, change, out=theta)

        return step


@dataclass(frozen=True)
class Adam(Optimiser):
    r"""Steps of about the learning rate in every weight, however large or small its gradient.

    .. math::

        m &\leftarrow \beta_1 m + (1 - \beta_1) g, &
        v &\leftarrow \beta_2 v + (1 - \beta_2) g^2, \\
        \hat m &= m / (1 - \beta_1^t), & \hat v &= v / (1 - \beta_2^t), \\
        \theta &\leftarrow \theta - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)

    m and v are running means of the gradient and of its square, which begin at 0 and would be
    too small at first: the division by :math:`1 - \beta^t` corrects that. Rates near
    0.001 are usual, far below those of SGD. Source: Kingma and Ba (2015), arXiv:1412.6980. The
    same as `torch.optim.Adam(lr=η, betas=(β1, β2), eps=ε)`.
    """

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check.decay(self.beta1, "beta1")
        _check.decay(self.beta2, "beta2")
        _check.above_zero(self.epsilon, "epsilon")

    def begin(self, theta: Array, gradient: Array) -> Step:
        m, v, change = np.zeros_like(theta), np.zeros_like(theta), np.empty_like(theta)
        steps = count(1)

        def step(rate: float) -> None:
            t = next(steps)
            _average(m, self.beta1, gradient, change)
            np.square(gradient, out=change)
            _average(v, self.beta2, change, change)
            np.divide(v, 1 - self.beta2**t, out=change)
            np.sqrt(change, out=change)
            np.add(change, self.epsilon, out=change)
            np.divide(m, change, out=change)
            np.multiply(change, rate / (1 - self.beta1**t), out=change)
            np.subtract(theta, change, out=theta)

        return step


def _average(mean: Array, decay: float, new: Array, spare: Array) -> None:
    """mean = decay mean + (1 - decay) new; `spare`, which may be `new`, is overwritten."""
    np.multiply(mean, decay, out=mean)
    np.multiply(new, 1 - decay, out=spare)
    np.add(mean, spare, out=mean)


OPTIMISERS: Mapping[str, Optimiser] = {"sgd": SGD(), "momentum": Momentum(), "adam": Adam()}


def chosen(optimiser: str | Optimiser) -> Optimiser:
    """An optimiser as it is, or by its name in `OPTIMISERS`; else one sentence."""
    if isinstance(optimiser, Optimiser):
        return optimiser
    return _check.one_of(OPTIMISERS, optimiser, "optimiser")
