"""Six learners on four real data sets of scikit-learn, cross-validated.

    python -m lessons_lib.lessons.no_free_lunch.experiment

writes `real.json` beside this file (about four minutes on one core), which the notebook shows
and a test recomputes in part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("real.json")
DATA = ("iris", "wine", "breast cancer", "digits")
PLANS = {"5 folds, 20 times": (5, 20), "10 folds, 10 times": (10, 10)}


def _neighbour(seed: int) -> Any:
    from sklearn.neighbors import KNeighborsClassifier

    return KNeighborsClassifier(1)


def _tree(seed: int) -> Any:
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(random_state=seed)


def _perceptron(seed: int) -> Any:
    from sklearn.linear_model import Perceptron

    return Perceptron(random_state=seed)


def _bayes(seed: int) -> Any:
    from sklearn.naive_bayes import GaussianNB

    return GaussianNB()


def _smoothed_bayes(seed: int) -> Any:
    from sklearn.naive_bayes import GaussianNB

    return GaussianNB(var_smoothing=0.01)


def _mlp(seed: int) -> Any:
    from lessons_lib.estimators import TinyMLPClassifier

    return TinyMLPClassifier((16,), epochs=40, random_state=seed)


LEARNERS: Mapping[str, Callable[[int], Any]] = {
    "nearest neighbour": _neighbour,
    "tree": _tree,
    "perceptron": _perceptron,
    "naive Bayes": _bayes,
    "smoothed naive Bayes": _smoothed_bayes,
    "MLP": _mlp,
}


def errors(learner: str, data: str, folds: int, repeats: int) -> list[float]:
    """Test error of each fold, (repeats * folds,); inputs standardised on the training part.

    The learners meet the same folds, so their differences are paired. The seed of repeat r
    draws both the folds and the learner.
    """
    from sklearn import datasets
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    X, y = getattr(datasets, f"load_{data.replace(' ', '_')}")(return_X_y=True)
    found: list[float] = []
    for seed in range(repeats):
        parts = StratifiedKFold(folds, shuffle=True, random_state=seed)
        model = make_pipeline(StandardScaler(), LEARNERS[learner](seed))
        found += (1 - cross_val_score(model, X, y, cv=parts)).round(6).tolist()
    return found


def load() -> dict[str, dict[str, dict[str, list[float]]]]:
    """The stored results: plan, data set, learner, error of each fold."""
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


def main() -> None:
    """Run everything and write it down."""
    results = {
        plan: {data: {name: errors(name, data, *numbers) for name in LEARNERS} for data in DATA}
        for plan, numbers in PLANS.items()
    }
    RESULTS.write_text(json.dumps(results, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
