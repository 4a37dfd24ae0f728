"""The long trainings of lesson 11.

    python -m lessons_lib.lessons.likelihood_classification.experiment

writes `results.json` beside this file (about three minutes on one core), which the notebook
shows and a test recomputes in part.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.theory.likelihood import separable
from lessons_lib.theory.likelihood.confident import GRADIENTS, OPTIMISERS, wrong_answers

Array = NDArray[Any]
RESULTS = Path(__file__).with_name("results.json")
LEVELS = (0.05, 0.5, 0.95)

STARTS = np.arange(13.0)
STEPS = np.unique(np.geomspace(1, 20_000, 61).round().astype(int))

PENALTIES = (0.0, 0.001, 0.01, 0.1)
LONG = np.unique((10 ** np.arange(0, 5.01, 0.1)).round().astype(int))


def unlearning(loss: str, optimiser: str, most: int = STEPS[-1]) -> dict[str, Any]:
    """Of the 64 data sets, for each start: after how many steps the median share of wrong
    answers is first below a tenth (None: not within `most`), and quantiles at STEPS."""
    first: list[int | None] = [None] * len(STARTS)
    shares = []
    for step, wrong in enumerate(islice(wrong_answers(loss, STARTS.tolist(), optimiser), most + 1)):
        below = np.median(wrong, -1) < 0.1
        first = [step if b and f is None else f for f, b in zip(first, below, strict=True)]
        if step in STEPS:
            shares.append(np.quantile(wrong, LEVELS, axis=-1).T)
    return {"first": first, "shares": np.round(np.stack(shares, 1), 3).tolist()}


def labels(kind: str) -> Array:
    """The drawn sets of labels that are "separable" or "not separable", (sets, 12)."""
    t = separable.labels()
    return t[separable.separable(t) == (kind == "separable")]


def growth(kind: str, penalty: float, most: int = LONG[-1]) -> dict[str, Any]:
    """Quantiles over the sets of labels at LONG, (steps, 3), and the first set's fit."""
    found: dict[str, list[Any]] = {"weight": [], "training": [], "fresh": [], "first": []}
    t, which = np.unique(labels(kind), axis=0, return_inverse=True)
    for step, each in enumerate(islice(separable.fits(t, penalty), most), 1):
        if step not in LONG:
            continue
        fit = separable.Fit(*(values[which] for values in each))
        for name in ("weight", "training", "fresh"):
            values = np.quantile(np.abs(getattr(fit, name)), LEVELS)
            found[name].append([float(f"{v:.4g}") for v in values])
        found["first"].append([round(float(fit.weight[0]), 4), round(float(fit.bias[0]), 4)])
    return found


@cache
def stored() -> dict[str, Any]:
    """The committed results."""
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def main() -> None:
    """Run everything and write it down."""
    results: dict[str, Any] = {
        "unlearning": {o: {loss: unlearning(loss, o) for loss in GRADIENTS} for o in OPTIMISERS}
    }
    print("unlearning", flush=True)
    results["growth"] = {
        kind: {f"{penalty:g}": growth(kind, penalty) for penalty in PENALTIES}
        for kind in ("separable", "not separable")
    }
    RESULTS.write_text(json.dumps(results) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
