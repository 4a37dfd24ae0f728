"""Six models on many worlds of purchases: what is measured."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lessons_lib.theory.depth.joined import joined
from lessons_lib.theory.depth.purchases import (
    LARGE,
    SMALL,
    Deep,
    Features,
    World,
    accuracy,
    crossed,
    deep,
    logits_of,
    one_of_each,
    wide,
    with_types,
    world,
)

SEEN, EXCEPTIONS, WORLDS = (0.1, 0.3, 0.7), (0.0, 0.1, 0.2), 32
Accuracies = dict[str, dict[str, list[float | None]]]
Model = Callable[[World], Features]


def _deep(kind: Deep) -> Model:
    return lambda known: logits_of(deep(known, kind), one_of_each)


MODELS: dict[str, Model] = {
    "wide": lambda known: logits_of(wide(known), crossed),
    "wide + types": lambda known: logits_of(wide(known, with_types(known)), with_types(known)),
    "factorised": lambda known: joined(known).logits,
    "deep": _deep(SMALL),
    "larger deep": _deep(LARGE),
    "wide and deep": lambda known: joined(known, hidden=SMALL.hidden).logits,
}


def films_alone(known: World) -> Features:
    """The wide model without its table: a_i + c_j + b."""
    return logits_of(wide(known, one_of_each, rate=2.0), one_of_each)


def _sgd(kind: Deep) -> Deep:
    return kind._replace(optimiser="sgd", rate=0.1, epochs=150)


# Other trainings and parts of the models, in the settings that the text speaks of.
OTHERS: dict[str, Model] = {
    "deep, SGD": _deep(_sgd(SMALL)),
    "deep, 600 epochs": _deep(SMALL._replace(epochs=600)),
    "larger deep, SGD": _deep(_sgd(LARGE)),
    "deep, exceptions left out": lambda known: _deep(SMALL)(known.without_exceptions()),
    "films alone": films_alone,
    "factorised, 600 epochs": lambda known: joined(known, kind=SMALL._replace(epochs=600)).logits,
}
SETTINGS = ((0.7, 0.0), (0.7, 0.1), (0.1, 0.0))


def measured(
    models: dict[str, Model], seen: float, exceptions: float, worlds: int = WORLDS
) -> Accuracies:
    """Accuracy of each model in each group of pairs, one for each world (None: no pairs)."""
    found: Accuracies = {model: {} for model in models}
    for seed in range(worlds):
        known = world(seed, seen=seen, exceptions=exceptions)
        for name, model in models.items():
            for group, share in accuracy(model(known), known).items():
                kept = None if np.isnan(share) else round(share, 4)
                found[name].setdefault(group, []).append(kept)
    return found


def all_worlds() -> dict[str, Accuracies]:
    """All shares of pairs seen and of exceptions."""
    return {f"{s} {e}": measured(MODELS, s, e) for s in SEEN for e in EXCEPTIONS}


def other_trainings() -> dict[str, Accuracies]:
    """By other optimisers, for longer, or a part of the model alone."""
    return {f"{s} {e}": measured(OTHERS, s, e) for s, e in SETTINGS}
