"""The paper's comparison, run here on scikit-learn's digits, with many seeds.

    python -m lessons_lib.lessons.relu_variants.experiment

writes `digits.json` beside this file (about five minutes on one core), which the notebook shows
and a test recomputes in part, `slopes.json`, the stored runs of PReLU's slopes, and `fixed.json`,
those of slopes that are not learned. Work is split into tasks for joblib, so that
`joblib.parallel_config(backend="dask")` moves it to a cluster unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from lessons_lib.activations import (
    ELU,
    GELU,
    Activation,
    CReLU,
    LeakyReLU,
    PReLU,
    RReLU,
    SiLU,
    Softplus,
    relu,
)
from lessons_lib.datasets import digits
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import training

RESULTS = Path(__file__).with_name("digits.json")
NARROW = "CReLU (25 units)"
VARIANTS: Mapping[str, Activation] = {
    "ReLU": relu,
    "Leaky z/100": LeakyReLU.from_divisor(100),
    "Leaky z/5.5": LeakyReLU.from_divisor(5.5),
    "PReLU": PReLU(),
    "RReLU": RReLU(),
    "CReLU": CReLU(),
    NARROW: CReLU(),
    "ELU": ELU(),
    "GELU": GELU(),
    "SiLU": SiLU(),
    "Softplus": Softplus(),
}
SEEDS, FOLDS, BATCH = 24, 5, 32
# Optimiser: its learning rate, and after which epochs the errors are measured.
PLANS: Mapping[str, tuple[float, tuple[int, ...]]] = {
    "sgd": (0.1, (40, 120)),
    "adam": (0.003, (40,)),
}


def split(fold: int) -> tuple[Array, Array, Array, Array]:
    """Fold `fold` of 5 of the digits, in an order drawn once: X, y to train; X, y to test."""
    data = digits()
    order = np.random.default_rng(0).permutation(len(data.X))
    test = order[fold::FOLDS]
    train = np.setdiff1d(order, test)
    return data.X[train], data.y[train], data.X[test], data.y[test]


def errors(net: MLP, X: Array, y: Array) -> Array:
    """The share of misclassified examples of each replica."""
    return np.asarray((net.logits(X).argmax(-1) != y).mean(-1))


def network(variant: str, seeds: Any) -> MLP:
    """Inputs 64, two hidden layers of 32 (or 25) units, outputs 10; He's initial weights."""
    width = 25 if variant == NARROW else 32
    sizes = (64, width, width, 10)
    phi = VARIANTS[variant]
    return MLP(sizes, phi, "softmax_cross_entropy", seeds=seeds, init="he", dtype=np.float32)


def compare(variant: str, optimiser: str, fold: int, *, seeds: int = SEEDS) -> list[dict[str, Any]]:
    """Training and test errors, one for each seed, of a 64-32-32-10 network on one fold."""
    X, y, X_test, y_test = split(fold)
    net = network(variant, range(seeds))
    rate, measured = PLANS[optimiser]
    options: dict[str, Any] = {"epochs": max(measured), "batch_size": BATCH}
    found = []
    for progress in training(net, X, y, learning_rate=rate, optimiser=optimiser, **options):
        if progress.epoch in measured:
            row = {"variant": variant, "optimiser": optimiser, "epochs": progress.epoch}
            parts = {"training": errors(net, X, y), "test": errors(net, X_test, y_test)}
            rounded = {part: values.round(6).tolist() for part, values in parts.items()}
            found.append(row | {"fold": fold} | rounded)
    return found


def load() -> dict[str, Any]:
    """The committed results."""
    found: dict[str, Any] = json.loads(RESULTS.read_text())
    return found


def main() -> None:
    """Run everything, show the progress, and write the results, one on a line."""
    from joblib import Parallel, delayed

    from lessons_lib.lessons.relu_variants import fixed, learned

    learned.record()
    fixed.record()
    todo = list(product(VARIANTS, PLANS, range(FOLDS)))
    results: list[dict[str, Any]] = []
    with_progress = Parallel(n_jobs=-1, return_as="generator")(
        delayed(compare)(*arguments) for arguments in todo
    )
    for done, found in enumerate(with_progress, 1):
        results += found
        share = done / len(todo)
        print(f"\r[{'#' * int(40 * share):40}] {share:4.0%}", end="", flush=True)
    print()
    RESULTS.write_text(json.dumps({"compare": results}).replace(" {", "\n{") + "\n")


if __name__ == "__main__":
    main()
