"""The long trainings of lesson 02.

    python -m lessons_lib.lessons.folding.experiment

writes `results.json` beside this file (about four minutes on one core), which the notebook
shows and a test recomputes in part.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lessons_lib.datasets import spirals
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.pieces import pieces
from lessons_lib.theory.depth.tent import widths_for
from lessons_lib.theory.gradients.racing import accuracy
from lessons_lib.training import train

RESULTS = Path(__file__).with_name("results.json")
DEPTHS, BUDGET, REPLICAS, EPOCHS = range(1, 7), 601, 32, 400
# Not through 0: there a network without biases bends once, whatever its weights.
LINE = np.array([[-1.0, -0.15], [1.0, 0.25]])
SPIRALS: dict[str, Any] = {"turns": 2.5, "noise": 0.04}


def spiral_network(depth: int, replicas: int = REPLICAS) -> MLP:
    """ReLU networks of at most 601 parameters and `depth` hidden layers, untrained."""
    sizes = (2, *widths_for(BUDGET, depth), 1)
    return MLP(sizes, "relu", seeds=range(replicas), init="he", dtype=np.float32)


def oscillations(depth: int, replicas: int = REPLICAS) -> dict[str, list[float]]:
    """Pieces and turns along the line, at random and trained on spirals; test accuracy."""
    net, data = spiral_network(depth, replicas), spirals(400, **SPIRALS)
    fresh = spirals(1000, seed=1, **SPIRALS)
    before = pieces(net, *LINE)
    train(net, data.X, data.y, epochs=EPOCHS)
    after = pieces(net, *LINE)
    right = accuracy(net, fresh)
    return {
        "random pieces": before.count.tolist(),
        "random turns": before.turns.tolist(),
        "trained pieces": after.count.tolist(),
        "trained turns": after.turns.tolist(),
        "test accuracy": right.round(4).tolist(),
    }


@cache
def stored() -> dict[str, Any]:
    """The committed results."""
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def main() -> None:
    """Run everything and write it down."""
    results = {"oscillations": {str(d): oscillations(d) for d in DEPTHS}}
    RESULTS.write_text(json.dumps(results) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
