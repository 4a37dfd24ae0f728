"""The paper's comparison, run here on scikit-learn's digits, with many seeds.

    python -m lessons_lib.lessons.relu_variants.experiment

writes `digits.json` beside this file (about five minutes on one core), which the notebook shows
and a test recomputes in part, and `slopes.json`, the stored runs of PReLU's slopes. Work is
split into tasks for joblib, so that `joblib.parallel_config(backend="dask")` moves it to a
cluster unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
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
from lessons_lib.training import Diverged, training

RESULTS = Path(__file__).with_name("digits.json")
NARROW = "CReLU (25 units)"
VARIANTS: Mapping[str, Activation] = {
    "ReLU": relu,
    "Leaky x/100": LeakyReLU.from_divisor(100),
    "Leaky x/5.5": LeakyReLU.from_divisor(5.5),
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
DEPTHS, SWEEP_SEEDS, SWEEP_EPOCHS = (1, 2, 4), 8, 25
RATES: Mapping[str, tuple[float, ...]] = {"sgd": (0.05, 0.15, 0.5), "adam": (0.001, 0.003, 0.01)}


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


def network(variant: str, depth: int, seeds: Any) -> MLP:
    """Inputs 64, `depth` hidden layers of 32 (or 25) units, outputs 10; He's initial weights."""
    sizes = (64, *[25 if variant == NARROW else 32] * depth, 10)
    phi = VARIANTS[variant]
    return MLP(sizes, phi, "softmax_cross_entropy", seeds=seeds, init="he", dtype=np.float32)


def compare(variant: str, optimiser: str, fold: int, *, seeds: int = SEEDS) -> list[dict[str, Any]]:
    """Training and test errors, one for each seed, of a 64-32-32-10 network on one fold."""
    X, y, X_test, y_test = split(fold)
    net = network(variant, 2, range(seeds))
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


def sweep(variant: str, optimiser: str, depth: int, rate: float) -> dict[str, Any]:
    """Test error of each seed, and the epochs until its mean loss in an epoch is below 0.1.

    None stands for a seed that diverged, and for one that never got there.
    """
    cell = {"variant": variant, "optimiser": optimiser, "depth": depth, "rate": rate}
    try:
        runs = _runs(variant, optimiser, depth, rate, range(SWEEP_SEEDS))
    except Diverged:
        # One seed's nan stops its whole stack: each goes on its own.
        runs = [_alone(variant, optimiser, depth, rate, seed) for seed in range(SWEEP_SEEDS)]
    test, epochs = zip(*runs, strict=True)
    return cell | {"test": test, "epochs": epochs}


Run = tuple[float | None, int | None]


def _runs(variant: str, optimiser: str, depth: int, rate: float, seeds: Any) -> list[Run]:
    X, y, X_test, y_test = split(0)
    net = network(variant, depth, seeds)
    options: dict[str, Any] = {"epochs": SWEEP_EPOCHS, "batch_size": BATCH, "optimiser": optimiser}
    losses = np.array([p.loss for p in training(net, X, y, learning_rate=rate, **options)])
    reached = losses < 0.1
    epochs = [int(r.argmax()) + 1 if r.any() else None for r in reached.T]
    return list(zip(errors(net, X_test, y_test).round(6).tolist(), epochs, strict=True))


def _alone(variant: str, optimiser: str, depth: int, rate: float, seed: int) -> Run:
    try:
        return _runs(variant, optimiser, depth, rate, [seed])[0]
    except Diverged:
        return None, None


def load() -> dict[str, Any]:
    """The committed results."""
    found: dict[str, Any] = json.loads(RESULTS.read_text())
    return found


def tasks() -> Iterator[tuple[Any, ...]]:
    """Every call of `compare` and `sweep`, with its arguments."""
    for variant in VARIANTS:
        for optimiser in PLANS:
            yield from ((compare, variant, optimiser, fold) for fold in range(FOLDS))
            for depth in DEPTHS:
                yield from ((sweep, variant, optimiser, depth, r) for r in RATES[optimiser])


def main() -> None:
    """Run everything, show the progress, and write the results, one on a line."""
    from joblib import Parallel, delayed

    from lessons_lib.lessons.relu_variants import learned

    learned.record()
    todo = list(tasks())
    results: dict[str, list[Any]] = {"compare": [], "sweep": []}
    with_progress = Parallel(n_jobs=-1, return_as="generator")(
        delayed(run)(*arguments) for run, *arguments in todo
    )
    for done, (found, (run, *_)) in enumerate(zip(with_progress, todo, strict=True), 1):
        results[run.__name__] += found if isinstance(found, list) else [found]
        share = done / len(todo)
        print(f"\r[{'#' * int(40 * share):40}] {share:4.0%}", end="", flush=True)
    print()
    RESULTS.write_text(json.dumps(results).replace(" {", "\n{") + "\n")


if __name__ == "__main__":
    main()
