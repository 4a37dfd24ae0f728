"""The output layer: its activation, and the loss on it.

They match where the loss takes logits and knows the activation (`loss.output`); their gradient
in the pre-activation is then prediction - target. Any other pair goes by the chain rule.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

from lessons_lib.activations import ACTIVATIONS, softmax
from lessons_lib.losses import Loss

Array = NDArray[Any]


class Output(NamedTuple):
    """An activation, by its name, and a loss, on pre-activations z (..., n, outputs)."""

    activation: str
    loss: Loss

    @property
    def matched(self) -> bool:
        """Whether the loss takes this activation's pre-activations as they are."""
        return self.activation == self.loss.output

    def __call__(self, z: Array) -> Array:
        """The network's outputs, shaped as z."""
        return softmax(z) if self.activation == "softmax" else ACTIVATIONS[self.activation](z)

    def losses(self, z: Array, target: Array) -> Array:
        """Loss of each example, (..., n)."""
        return self.loss(z if self.matched else self(z), target)

    def gradient(self, z: Array, target: Array) -> Array:
        """d loss / d z of each example, shaped as z."""
        if self.matched:
            return self.loss.gradient(z, target)
        phi = ACTIVATIONS[self.activation]
        return self.loss.gradient(phi(z), target) * phi.derivative(z)
