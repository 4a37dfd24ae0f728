"""The networks on the spirals, with plain steps and with equal shares: losses, stored.

    python -m lessons_lib.lessons.vanishing_gradients.shared

trains 75 stacks of 32 networks for 400 epochs, in about three minutes, and writes `shared.json`.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.lessons.vanishing_gradients.experiment import BATCH, DATA, HARD, NEVER, networks
from lessons_lib.theory.gradients.equal_shares import EqualShares, parts
from lessons_lib.training import training

Array = NDArray[Any]
RESULTS = Path(__file__).with_name("shared.json")
EPOCHS, EVERY = 400, 10
AT = np.arange(0, EPOCHS + 1, EVERY)
ALWAYS, LATER = "every epoch", "101 to 200"
SHARED = (ALWAYS, LATER)
RATES, BATCHES, DEPTHS = (0.5, 1.0, 2.0), (BATCH, 200), (1, 2, 3, 4)
OTHER = 32  # the first of the other seeds
POINTS = len(DATA[HARD].X)


class Case(NamedTuple):
    """How 32 networks are trained, in which epochs their steps are shared out equally among the
    layers, and the first of their seeds."""

    layers: int = 4
    shared: str = NEVER
    learning_rate: float = 1.0
    batch: int = BATCH
    seed: int = 0

    @property
    def key(self) -> str:
        """Its name in the file."""
        return (
            f"{self.layers} layers, {self.learning_rate:g}, batches of {self.batch}, shared in"
            f" {self.shared}{f', seeds from {self.seed}' * (self.seed > 0)}"
        )

    @property
    def epochs(self) -> tuple[int, int]:
        """After which epoch equal shares begin, and after which they end."""
        ends = {NEVER: (EPOCHS, EPOCHS), ALWAYS: (0, EPOCHS), LATER: (100, 200)}
        return ends[self.shared]


class Curve(NamedTuple):
    """Quartiles of 32 losses on all points, at each epoch of `AT`; and layer 1's part of a step
    before it is shared out, mean up to each of `AT[1:]` and median of the networks."""

    low: Array
    middle: Array
    high: Array
    part: Array


def run(case: Case, epochs: int = EPOCHS) -> Curve:
    """Train the 32 networks of a case."""
    (X, y, *_), net = DATA[HARD], networks(case.layers, seed=case.seed)
    first, last = (epoch * POINTS // case.batch for epoch in case.epochs)
    seen, found = list[Array](), list[Array]()
    move = EqualShares(net, range(first, last), lambda layers: seen.append(parts(layers)[0]))
    losses = [net.losses(X, y)]
    options: dict[str, Any] = {"batch_size": case.batch, "optimiser": move}
    for progress in training(net, X, y, epochs=epochs, learning_rate=case.learning_rate, **options):
        if progress.epoch % EVERY == 0:
            losses.append(net.losses(X, y))
            found.append(np.median(np.mean(seen, axis=0)))
            seen.clear()
    low, middle, high = np.quantile(losses, (0.25, 0.5, 0.75), 1)
    return Curve(low, middle, high, np.array(found))


def cases() -> list[Case]:
    """Every way to train that is stored; four layers with other seeds as well."""
    ways = product(DEPTHS, (NEVER, *SHARED), RATES, BATCHES)
    return [Case(*way) for way in ways] + [Case(4, s, seed=OTHER) for s in (NEVER, *SHARED)]


@cache
def stored(case: Case) -> Curve:
    """The committed curve of a case."""
    return Curve(*(np.array(row) for row in _all()[case.key]))


@cache
def _all() -> dict[str, Any]:
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def main() -> None:
    """Run everything and write it down, a case on a line."""
    lines = []
    for case in cases():
        rows = [np.round(row, 4).tolist() for row in run(case)]
        lines.append(f"{json.dumps(case.key)}: {json.dumps(rows)}")
        print(len(lines), case.key, flush=True)
    RESULTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
