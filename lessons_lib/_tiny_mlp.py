"""What the estimators share: their parameters, the training loop, early stopping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from lessons_lib import _check
from lessons_lib.mlp import MLP
from lessons_lib.training import Diverged, Progress, training

Array = NDArray[Any]


class TinyMLP(BaseEstimator):  # type: ignore[misc]
    """What classifier and regressor share: parameters, the training loop, early stopping.

    hidden: units in each hidden layer. batch_size: None or more than there are examples means
    all of them. optimiser: as in `training`; it remembers nothing from one call of `fit` or
    `partial_fit` to the next. early_stopping: hold `validation_fraction` of the examples back,
    stop after `patience` epochs without a lower loss on them, and keep the weights of the best
    epoch. The loss of every epoch is in `loss_curve_`; `net_` is the network, also after a
    training that was interrupted.
    """

    def __init__(
        self,
        hidden: Sequence[int] = (16,),
        activation: Any = "relu",
        *,
        epochs: int = 200,
        batch_size: int | None = 32,
        learning_rate: float = 0.1,
        optimiser: Any = "sgd",
        init: str | float = "glorot",
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int = 10,
        random_state: Any = None,
    ) -> None:
        self.hidden = hidden
        self.activation = activation
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.optimiser = optimiser
        self.init = init
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.random_state = random_state

    def _build(self, features: int, outputs: int, loss: str) -> None:
        rng = check_random_state(self.random_state)
        self._orders = np.random.default_rng(int(rng.randint(2**31)))
        self.net_ = MLP(
            (features, *_check.hidden_sizes(self.hidden), outputs),
            self.activation,
            loss,
            seeds=(int(rng.randint(2**31)),),
            init=self.init,
        )
        self.loss_curve_: list[float] = []

    def _train(self, X: Array, target: Array, epochs: int) -> None:
        order = int(self._orders.integers(2**31))
        held = self._held_back(len(X), order)
        options: dict[str, Any] = {
            "epochs": epochs,
            "batch_size": self._batch(len(X) - held.sum()),
            "learning_rate": self.learning_rate,
            "optimiser": self.optimiser,
            "seed": order,
        }
        run = training(self.net_, X[~held], target[~held], **options)
        try:
            self._follow(run, X[held], target[held])
        except Diverged as error:
            raise ValueError(str(error)) from error
        finally:
            self.n_iter_ = len(self.loss_curve_)

    def _follow(self, run: Iterator[Progress], X: Array, target: Array) -> None:
        """Train on; with held-back examples, until their loss has not fallen for a while."""
        best, since, kept = np.inf, 0, self.net_.theta.copy()
        for progress in run:
            self.loss_curve_.append(float(progress.loss[0]))
            if not len(X):
                continue
            validation, since = float(self.net_.losses(X, target)[0]), since + 1
            if validation < best:
                best, since, kept = validation, 0, self.net_.theta.copy()
            if since >= self.patience:
                break
        if len(X):
            self.net_.theta[...] = kept

    def _batch(self, n: int) -> int | None:
        if self.batch_size is None:
            return None
        return min(_check.whole(self.batch_size, "batch_size"), int(n))

    def _held_back(self, n: int, order: int) -> Array:
        held = np.zeros(n, bool)
        if _check.switch(self.early_stopping, "early_stopping"):
            _check.whole(self.patience, "patience")
            count = round(n * _check.share(self.validation_fraction, "validation_fraction"))
            count = int(np.clip(count, 1, n - 1)) if n > 1 else 0
            held[np.random.default_rng(order).permutation(n)[:count]] = True
        return held

    def _outputs(self, X: Any) -> Array:
        check_is_fitted(self)
        X = validated(self, X, reset=False)
        return np.asarray(self.net_.predict(X)[0])


def validated(model: TinyMLP, X: Any, *y: Any, **options: Any) -> Any:
    """scikit-learn's validated X, or X and y; what it would misread without a word is refused."""
    _check.refuse_disguised(X, "X", numeric=True)
    for target in y:
        _check.refuse_disguised(target, "y", numeric=options.get("y_numeric", False))
    return validate_data(model, X, *y, dtype=np.float64, **options)
