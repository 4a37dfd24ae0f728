"""Four models on many worlds of purchases: what is measured."""

from __future__ import annotations

import numpy as np

from lessons_lib.theory.depth.purchases import (
    LARGE,
    accuracy,
    crossed,
    deep,
    one_of_each,
    wide,
    with_types,
    world,
)

SEEN, EXCEPTIONS, WORLDS = (0.1, 0.3, 0.5, 0.7, 0.9), (0.0, 0.05, 0.1, 0.2), 32
MODELS = ("wide", "wide + types", "deep", "larger deep")
Accuracies = dict[str, dict[str, list[float | None]]]


def measured(seen: float, exceptions: float, worlds: int = WORLDS) -> Accuracies:
    """Accuracy of each model in each group of pairs, one for each world (None: no pairs)."""
    found: Accuracies = {model: {} for model in MODELS}
    for seed in range(worlds):
        known = world(seed, seen=seen, exceptions=exceptions)
        engineered = with_types(known)
        rows = (
            accuracy(wide(known), crossed, known),
            accuracy(wide(known, engineered), engineered, known),
            accuracy(deep(known), one_of_each, known),
            accuracy(deep(known, LARGE), one_of_each, known),
        )
        for model, row in zip(MODELS, rows, strict=True):
            for group, share in row.items():
                kept = None if np.isnan(share) else round(share, 4)
                found[model].setdefault(group, []).append(kept)
    return found


def all_worlds() -> dict[str, Accuracies]:
    """All shares of pairs seen and of exceptions."""
    return {f"{s} {e}": measured(s, e) for s in SEEN for e in EXCEPTIONS}
