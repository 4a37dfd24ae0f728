"""The long trainings of lesson 03.

    python -m lessons_lib.lessons.wide_and_deep.experiment

writes `results.json` beside this file (about an hour on one core), which the notebook
shows and a test recomputes in part.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.datasets import breast_cancer, digits, spirals
from lessons_lib.lessons.wide_and_deep import worlds
from lessons_lib.mlp import MLP
from lessons_lib.theory.depth.tent import Array
from lessons_lib.training import train

RESULTS = Path(__file__).with_name("results.json")
SHAPES: dict[str, tuple[int, ...]] = {"linear": (), "shallow": (32,), "deep": (32, 32, 32)}
WIDER: dict[str, tuple[int, ...]] = {"shallow": (128,), "deep": (128, 128, 128)}
SAMPLES = {
    "breast cancer": (20, 50, 100, 200, 400),
    "digits": (20, 50, 100, 200, 400, 800),
    "spirals": (20, 50, 100, 200, 400, 800),
}
BATCH = 16


class Budget(NamedTuple):
    """How a network is trained: the optimiser, its rate for each data set, and how many examples
    it is shown in all, counting repetitions; and on how many draws of the examples."""

    optimiser: str
    rates: dict[str, float]
    shown: int = 48_000
    draws: int = 12

    def epochs(self, n: int) -> int:
        """Passes through n examples."""
        return max(1, self.shown // n)


SGD_RATES = {"breast cancer": 0.1, "digits": 0.05, "spirals": 0.1}
BUDGETS = {
    "SGD": Budget("sgd", SGD_RATES, draws=24),
    "Adam": Budget("adam", dict.fromkeys(SAMPLES, 0.003)),
}
LONGER = Budget("sgd", SGD_RATES, 144_000, draws=24)  # tried for digits, with the most examples


def sample(data: str, n: int, seed: int) -> tuple[Array, Array, Array, Array]:
    """X, y of n examples to train on, X, y of others to test on, drawn from `seed`."""
    if data == "spirals":
        drawn = spirals(n + 1000, seed=seed)
        X, y = drawn.X, drawn.y
    else:
        real = {"digits": digits, "breast cancer": breast_cancer}[data]()
        order = np.random.default_rng(seed).permutation(len(real.X))
        X, y = real.X[order], real.y[order]
    rest = {"spirals": 1000, "digits": 500, "breast cancer": 160}[data]
    return X[:n], y[:n], X[-rest:], y[-rest:]


def learning(
    data: str, n: int, hidden: tuple[int, ...], budget: Budget, *, draws: int | None = None
) -> dict[str, list[float]]:
    """Training and test error after the budget's epochs, for each draw of n examples, of a
    network with `hidden` units in its hidden layers."""
    found: dict[str, list[float]] = {"training": [], "test": []}
    many = data == "digits"
    for seed in range(draws or budget.draws):
        X, y, X_test, y_test = sample(data, n, seed)
        sizes = (X.shape[1], *hidden, 10 if many else 1)
        loss = "softmax_cross_entropy" if many else "logistic"
        net = MLP(sizes, "relu", loss, seeds=[seed], init="he", dtype=np.float32)
        options = {"optimiser": budget.optimiser, "learning_rate": budget.rates[data]}
        train(net, X, y, epochs=budget.epochs(n), batch_size=BATCH, **options)
        found["training"].append(_error(net, X, y))
        found["test"].append(_error(net, X_test, y_test))
    return found


def curves(budget: Budget, shapes: dict[str, tuple[int, ...]]) -> dict[str, Any]:
    """`learning` for all data, models and numbers of examples."""
    return {
        data: {
            model: {str(n): learning(data, n, hidden, budget) for n in sizes}
            for model, hidden in shapes.items()
        }
        for data, sizes in SAMPLES.items()
    }


def _error(net: MLP, X: Array, y: Array) -> float:
    logits = net.logits(X)[0]
    said = logits.argmax(-1) if logits.shape[-1] > 1 else logits[:, 0] > 0
    return round(float((said != y).mean()), 4)


@cache
def stored() -> dict[str, Any]:
    """The committed results."""
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def main() -> None:
    """Run everything and write it down."""
    results: dict[str, Any] = {"purchases": worlds.all_worlds()}
    results["other trainings"] = worlds.other_trainings()
    print("purchases")
    results["learning"] = {name: curves(budget, SHAPES) for name, budget in BUDGETS.items()}
    results["wider"] = {name: curves(budget, WIDER) for name, budget in BUDGETS.items()}
    print("learning")
    results["longer"] = {
        model: learning("digits", 800, hidden, LONGER) for model, hidden in SHAPES.items()
    }
    RESULTS.write_text(json.dumps(results) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
