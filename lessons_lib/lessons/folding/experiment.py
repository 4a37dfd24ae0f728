"""The long trainings of lesson 02.

    python -m lessons_lib.lessons.folding.experiment

writes `results.json` beside this file (about ten minutes on one core), which the notebook
shows and a test recomputes in part.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.datasets import Dataset, spirals
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.pieces import pieces, switches
from lessons_lib.theory.depth.tent import widths_for
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.training import training

RESULTS = Path(__file__).with_name("results.json")
DEPTHS, BUDGET, REPLICAS = range(1, 7), 601, 32
EPOCHS = (25, 50, 100, 200, 400, 800, 1600)  # after which a training is looked at
# Not through 0: there a network without biases bends once, whatever its weights.
LINE = np.array([[-1.0, -0.15], [1.0, 0.25]])
NOISE = 0.04
Found = dict[str, list[Any]]


class Recipe(NamedTuple):
    """How a network is trained, in batches of 32, and how often its spirals go round."""

    optimiser: str
    rate: float
    turns: float = 2.5

    def spirals(self, n: int = 400, seed: int = 0) -> Dataset:
        """The training points, or n others."""
        return spirals(n, turns=self.turns, noise=NOISE, seed=seed)


RECIPES = {
    "Adam, rate 0.01": Recipe("adam", 0.01),
    "Adam, rate 0.003": Recipe("adam", 0.003),
    "SGD, rate 0.1": Recipe("sgd", 0.1),
    "SGD, rate 1": Recipe("sgd", 1.0),
}
# The same with spirals that go round less often: what of the counts is due to the data?
SHORTER = {"Adam, rate 0.01, shorter spirals": Recipe("adam", 0.01, 1.5)}


def spiral_network(depth: int, replicas: int = REPLICAS) -> MLP:
    """ReLU networks of at most 601 parameters and `depth` hidden layers, untrained."""
    sizes = (2, *widths_for(BUDGET, depth), 1)
    return MLP(sizes, "relu", seeds=range(replicas), init="he", dtype=np.float32)


def counted(net: MLP) -> Found:
    """Pieces of every replica along the line."""
    return {"pieces": pieces(net, *LINE).count.tolist()}


def switched(net: MLP) -> Found:
    """Of every replica: how often a unit of each layer switches along the line, on average."""
    return {"switches": switches(net, *LINE).round(3).tolist()}


def trained(recipe: Recipe, depth: int, replicas: int = REPLICAS) -> dict[str, Found]:
    """After each number of epochs: pieces, and accuracy on the training points and on
    1000 others; at the end the switches of the units too."""
    net, data, fresh = spiral_network(depth, replicas), recipe.spirals(), recipe.spirals(1000, 1)
    found = {}
    for progress in training(
        net,
        data.X,
        data.y,
        epochs=EPOCHS[-1],
        learning_rate=recipe.rate,
        optimiser=recipe.optimiser,
    ):
        if progress.epoch in EPOCHS:
            shares = {"training": accuracy(net, data), "test": accuracy(net, fresh)}
            rounded = {part: share.round(4).tolist() for part, share in shares.items()}
            found[str(progress.epoch)] = counted(net) | rounded
    found[str(EPOCHS[-1])] |= switched(net)
    return found


@cache
def stored() -> dict[str, Any]:
    """The committed results."""
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def main() -> None:
    """Run everything and write it down."""
    random = {d: spiral_network(d) for d in DEPTHS}
    results: dict[str, Any] = {
        "random": {str(d): counted(net) | switched(net) for d, net in random.items()}
    }
    for name, recipe in (RECIPES | SHORTER).items():
        results[name] = {str(d): trained(recipe, d) for d in DEPTHS}
        print(name, flush=True)
    RESULTS.write_text(json.dumps(results) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
