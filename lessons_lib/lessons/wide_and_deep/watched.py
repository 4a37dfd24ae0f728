"""The trained networks that lesson 03 looks into, kept with their weights.

    python -m lessons_lib.lessons.wide_and_deep.watched

writes `weights.json` beside this file (some seconds); a test trains one of them again.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lessons_lib.datasets import Dataset, circles, digits, moons, spirals
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.purchases import SMALL, deep, wide, world
from lessons_lib.theory.depth.tent import Array
from lessons_lib.training import train

WEIGHTS = Path(__file__).with_name("weights.json")
SEEN = 0.7  # of the pairs of films in the world that is looked into
DATA: dict[str, Any] = {
    "circles": circles,
    "moons": moons,
    "spirals": spirals,
    "digits": digits,
}
PLANE = ("circles", "moons", "spirals")


@cache
def data_set(name: str) -> Dataset:
    """What the network of that name was trained on."""
    found: Dataset = DATA[name]()
    return found


def untrained(name: str) -> MLP:
    """Two networks from two seeds."""
    if name == "digits":
        return MLP((64, 16, 10), "relu", "softmax_cross_entropy", seeds=(0, 1), init="he")
    return MLP((2, 8, 8, 1), "relu", seeds=(0, 1), init="he")


def trained(name: str) -> MLP:
    """The two networks after training."""
    net, data = untrained(name), data_set(name)
    train(net, data.X, data.y, epochs=60 if name == "digits" else 1000)
    return net


def restored(name: str) -> MLP:
    """The same, from the stored weights."""
    return _with(untrained(name), name)


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
    nets = {name: trained(name) for name in DATA} | models()
    kept = {
        name: net.theta.astype(float).round(2 if name == "wide" else 3).tolist()
        for name, net in nets.items()
    }
    WEIGHTS.write_text(json.dumps(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
