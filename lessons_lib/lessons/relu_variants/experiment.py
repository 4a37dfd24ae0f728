"""The paper's comparison, run here on scikit-learn's digits, with many seeds.

    python -m lessons_lib.lessons.relu_variants.experiment

writes `digits.json` beside this file (about a minute on one core), which the notebook shows
and a test recomputes in part. Work is split into tasks for joblib, so that
`joblib.parallel_config(backend="dask")` moves it to a cluster unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from lessons_lib.activations import ELU, Activation, CReLU, LeakyReLU, PReLU, RReLU, relu
from lessons_lib.datasets import digits
from lessons_lib.mlp import MLP
from lessons_lib.theory.approximation.one_layer import Array
from lessons_lib.training import Diverged, training

RESULTS = Path(__file__).with_name("digits.json")
VARIANTS: Mapping[str, Activation] = {
    "ReLU": relu,
    "Leaky x/100": LeakyReLU.from_divisor(100),
    "Leaky x/5.5": LeakyReLU.from_divisor(5.5),
    "PReLU": PReLU(),
    "RReLU": RReLU(),
    "CReLU": CReLU(),
    "ELU": ELU(),
}
SEEDS, FOLDS, EPOCHS, BATCH = 24, 5, 40, 32
DEPTHS, RATES = (1, 2, 4), (0.05, 0.15, 0.5)


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


def compare(variant: str, fold: int, *, seeds: int = SEEDS, epochs: int = EPOCHS) -> dict[str, Any]:
    """Training and test errors, one for each seed, of a 64-32-32-10 network on one fold."""
    X, y, X_test, y_test = split(fold)
    net = _network(variant, 2, seeds)
    for _ in training(net, X, y, epochs=epochs, batch_size=BATCH, learning_rate=0.1):
        pass
    return {
        "variant": variant,
        "fold": fold,
        "training": errors(net, X, y).round(6).tolist(),
        "test": errors(net, X_test, y_test).round(6).tolist(),
    }


def sweep(
    variant: str, depth: int, rate: float, *, seeds: int = 8, epochs: int = 25
) -> dict[str, Any]:
    """Test errors at a depth and a learning rate, and epochs until the median seed's mean
    loss in an epoch is below 0.1 (None if it never is)."""
    X, y, X_test, y_test = split(0)
    net = _network(variant, depth, seeds)
    reached = None
    try:
        for progress in training(net, X, y, epochs=epochs, batch_size=BATCH, learning_rate=rate):
            if reached is None and np.median(progress.loss) < 0.1:
                reached = progress.epoch
        test = errors(net, X_test, y_test).round(6).tolist()
    except Diverged:
        test = []
    return {"variant": variant, "depth": depth, "rate": rate, "epochs": reached, "test": test}


def _network(variant: str, depth: int, seeds: int) -> MLP:
    sizes = (64, *[32] * depth, 10)
    phi = VARIANTS[variant]
    return MLP(sizes, phi, "softmax_cross_entropy", seeds=range(seeds), init="he", dtype=np.float32)


def load() -> dict[str, Any]:
    """The committed results."""
    found: dict[str, Any] = json.loads(RESULTS.read_text())
    return found


def per_seed(results: dict[str, Any], variant: str, part: str) -> Array:
    """The error of each seed, averaged over the folds, shape (seeds,)."""
    rows = [row[part] for row in results["compare"] if row["variant"] == variant]
    return np.mean(rows, axis=0)


def main() -> None:
    """Run everything, show the progress, and write the results."""
    from joblib import Parallel, delayed

    tasks = [delayed(compare)(v, f) for v in VARIANTS for f in range(FOLDS)]
    grid = [delayed(sweep)(v, d, r) for v in VARIANTS for d in DEPTHS for r in RATES]
    found = []
    with_progress = Parallel(n_jobs=-1, return_as="generator")(tasks + grid)
    for result in with_progress:
        found.append(result)
        done = len(found) / len(tasks + grid)
        print(f"\r[{'#' * int(40 * done):40}] {done:4.0%}", end="", flush=True)
    print()
    results = {"compare": found[: len(tasks)], "sweep": found[len(tasks) :]}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
