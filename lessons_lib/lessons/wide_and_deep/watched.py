"""The trained networks that lesson 03 looks into, kept with their weights.

    python -m lessons_lib.lessons.wide_and_deep.watched

writes `weights.json` beside this file (some seconds); a test trains one of them again.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from lessons_lib.datasets import digits
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.purchases import SMALL, deep, wide, world
from lessons_lib.theory.depth.tent import Array
from lessons_lib.training import train

WEIGHTS = Path(__file__).with_name("weights.json")
SEEN = 0.7  # of the pairs of films in the world that is looked into


def untrained() -> MLP:
    """Two networks that read digits, from two seeds."""
    return MLP((64, 16, 10), "relu", "softmax_cross_entropy", seeds=(0, 1), init="he")


def trained() -> MLP:
    """The two networks after training."""
    net, data = untrained(), digits()
    train(net, data.X, data.y, epochs=60)
    return net


def restored() -> MLP:
    """The same, from the stored weights."""
    return _with(untrained(), "digits")


def models() -> dict[str, MLP]:
    """The wide and the deep model of purchases, trained on world 0 without exceptions."""
    known = world(seen=SEEN, exceptions=0.0)
    return {"wide": wide(known), "deep": deep(known)}


@cache
def restored_models() -> tuple[MLP, MLP]:
    """The same, from the stored weights."""
    known = world(seen=SEEN, exceptions=0.0)
    return _with(wide(known, epochs=0), "wide"), _with(
        deep(known, SMALL._replace(epochs=0)), "deep"
    )


def film_numbers(net: MLP) -> Array:
    """The deep model's numbers for each film, as first and as second film, (films, 6)."""
    return np.hstack(np.split(net.weights[0][0], 2))


@cache
def _stored() -> dict[str, list[float]]:
    return dict(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def _with(net: MLP, name: str) -> MLP:
    net.theta[...] = _stored()[name]
    return net


def main() -> None:
    """Train all of them, and write their weights down: of wide two places, which are shown."""
    nets = {"digits": trained()} | models()
    kept = {
        name: net.theta.astype(float).round(2 if name == "wide" else 3).tolist()
        for name, net in nets.items()
    }
    WEIGHTS.write_text(json.dumps(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
