"""What activations are called in words; in code they have the names of `ACTIVATIONS`."""

from __future__ import annotations

TOLD = {
    "identity": "identity",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softplus": "softplus",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "elu": "ELU",
    "gelu": "GELU",
    "silu": "SiLU",
}
