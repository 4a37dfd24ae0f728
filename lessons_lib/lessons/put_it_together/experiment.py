"""The long trainings of lesson 12: every data set split anew twenty times.

    python -m lessons_lib.lessons.put_it_together.experiment

writes `results.npz` beside this file (about half an hour on one core), which the notebook shows
and a test recomputes in part. All networks are trained in batches of 20; a network that
diverges keeps what it had.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.lessons.put_it_together.bench import Workbench
from lessons_lib.lessons.put_it_together.choices import network
from lessons_lib.lessons.put_it_together.judge import baseline, score, tuned
from lessons_lib.lessons.put_it_together.tasks import TASKS, Task, task
from lessons_lib.mlp import MLP
from lessons_lib.theory.gradients.survivors import descending

Array = NDArray[Any]
RESULTS = Path(__file__).with_name("results.npz")
SPLITS = 20
EPOCHS = (10, 20, 40)
ASKED: dict[str, dict[str, Any]] = {  # networks whose course is asked before it is shown
    "diabetes": {"activation": "relu", "units": 64, "learning_rate": 0.03},
    "digits": {"activation": "relu", "units": 64, "layers": 1},
}
RATES = {"sgd": (0.01, 0.1), "adam": (0.001, 0.01)}


class Candidate(NamedTuple):
    """One of the networks among which the validation set chooses."""

    activation: str
    layers: int
    units: int
    rate: float


def candidates(optimiser: str) -> list[Candidate]:
    """All 24 networks; each is looked at after each of `EPOCHS`."""
    return [
        Candidate(*each)
        for each in product(("relu", "sigmoid"), (1, 2), (8, 16, 64), RATES[optimiser])
    ]


def scores(it: Task, one: Candidate, optimiser: str, seed: int) -> Array:
    """Score on the training, validation and test set after each of `EPOCHS`, (epochs, 3)."""
    net = network(
        it,
        **it.kind.fit,
        hidden=[one.units] * one.layers,
        activation=one.activation,
        init="he" if one.activation == "relu" else "glorot",
        seeds=[seed],
    )
    X, y = it.inputs(True), [part.y for part in (it.train, it.validation, it.test)]
    return np.array(
        [
            [score(it.kind, net.predict(inputs), t)[0] for inputs, t in zip(X, y, strict=True)]
            for _ in _at_epochs(net, X[0], y[0], one.rate, optimiser)
        ]
    )


def _at_epochs(net: MLP, X: Array, y: Array, rate: float, optimiser: str) -> Iterator[int]:
    """Train the network; stop at each of `EPOCHS`."""
    run = descending(net, X, y, epochs=EPOCHS[-1], learning_rate=rate, optimiser=optimiser)
    for epoch, _ in enumerate(run, 1):
        if epoch in EPOCHS:
            yield epoch


def chosen_among(name: str, optimiser: str, splits: int = SPLITS) -> Array:
    """Scores (splits, candidates, epochs, 3)."""
    return np.array(
        [
            [scores(task(name, s), one, optimiser, s) for one in candidates(optimiser)]
            for s in range(splits)
        ]
    )


def linear(name: str, splits: int = SPLITS) -> Array:
    """Scores of the linear model, (splits, 3)."""
    return np.array([baseline(task(name, s)) for s in range(splits)])


def linear_chosen(name: str, splits: int = SPLITS) -> Array:
    """Scores of the linear model whose penalty the validation set chooses, (splits, 3)."""
    return np.array([tuned(task(name, s)) for s in range(splits)])


def asked(name: str) -> Array:
    """Median score on the validation set before training and after each epoch, (epochs + 1,)."""
    bench = Workbench(name, **ASKED[name])
    bench.step(EPOCHS[-1])
    assert bench.progress is not None
    return np.asarray(np.median(bench.progress.scores.validation, axis=1))


@cache
def stored() -> dict[str, Array]:
    """The committed results by "what / of which data / optimiser"."""
    with np.load(RESULTS) as found:
        return {name: found[name].astype(float) for name in found.files}


def main(optimisers: tuple[str, ...] = tuple(RATES)) -> None:
    """Run everything and write it down."""
    found = {f"linear / {name}": linear(name) for name in TASKS}
    found |= {f"asked / {name}": asked(name) for name in ASKED}
    found |= {f"linear chosen / {name}": linear_chosen(name) for name in TASKS}
    for optimiser in optimisers:
        for name in TASKS:
            found[f"networks / {name} / {optimiser}"] = chosen_among(name, optimiser)
            print(optimiser, name, flush=True)
    arrays: dict[str, Any] = {name: v.astype(np.float32) for name, v in found.items()}
    np.savez_compressed(RESULTS, **arrays)


if __name__ == "__main__":
    main(*map(tuple, [sys.argv[1:]] if sys.argv[1:] else []))
