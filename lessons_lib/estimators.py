"""The same network behind scikit-learn's interface, for pipelines, searches and displays.

`TinyMLPClassifier` takes binary, multiclass and multilabel targets; `TinyMLPRegressor` one
target or several. Both pass scikit-learn's own checks. Inputs are taken as they are: put
a `StandardScaler` in front.

Whatever runs on joblib, as every search and cross-validation does, runs on all cores, or on
a cluster, here one of Dask (the extra `cluster`), by the lines around it::

    client = distributed.Client()
    with joblib.parallel_config(backend="dask"):
        search = GridSearchCV(TinyMLPClassifier(), {"hidden": [(4,), (16,)]}).fit(X, y)
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import ClassifierMixin, RegressorMixin
from sklearn.preprocessing import LabelBinarizer
from sklearn.utils import column_or_1d
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted

from lessons_lib import _check
from lessons_lib._tiny_mlp import TinyMLP, validated

Array = NDArray[Any]


class TinyMLPRegressor(RegressorMixin, TinyMLP):  # type: ignore[misc]
    """Regression by squared error with a linear output.

    The targets are standardised for training, so that the learning rate means the same
    for a price in cents and one in millions; predictions are in the units of y.
    """

    def fit(self, X: Any, y: Any) -> Self:
        """Train anew on X (n, features) and y (n,) or (n, targets)."""
        X, y = self._validated(X, y, reset=True)
        self._y_shape = y.shape[1:]
        y = y.reshape(len(y), -1)
        self._y_mean, self._y_scale = y.mean(0), np.where(y.std(0) > 0, y.std(0), 1.0)
        self._build(X.shape[1], y.shape[1], "squared_error")
        self._train(X, (y - self._y_mean) / self._y_scale, self.epochs)
        return self

    def partial_fit(self, X: Any, y: Any) -> Self:
        """Train one more epoch on this data; the first call fixes shapes and units of y."""
        if not hasattr(self, "net_"):
            epochs, self.epochs = self.epochs, 1
            try:
                return self.fit(X, y)
            finally:
                self.epochs = epochs
        X, y = self._validated(X, y, reset=False)
        y = y.reshape(len(y), -1)
        self._train(X, (y - self._y_mean) / self._y_scale, 1)
        return self

    def predict(self, X: Any) -> Array:
        """Predictions in the units of y, (n,) or (n, targets) as y was."""
        outputs = self._outputs(X) * self._y_scale + self._y_mean
        return outputs.reshape(len(outputs), *self._y_shape)

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """R² of the predictions, of which y may have no masked entries."""
        _check.refuse_disguised(y, "y", numeric=True)
        return float(super().score(X, y, sample_weight))

    def _validated(self, X: Any, y: Any, *, reset: bool) -> tuple[Array, Array]:
        X, y = validated(self, X, y, reset=reset, multi_output=True, y_numeric=True)
        return X, np.asarray(y, float)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.single_output = True
        tags.target_tags.multi_output = True
        return tags


class TinyMLPClassifier(ClassifierMixin, TinyMLP):  # type: ignore[misc]
    """Classification with the output and the loss that match the target.

    Two classes: one sigmoid output; more: softmax; a (n, labels) matrix of 0 and 1: one
    sigmoid for each label.
    """

    def fit(self, X: Any, y: Any) -> Self:
        """Train anew on X (n, features) and y: class labels (n,), or 0/1 of (n, labels)."""
        X, y = validated(self, X, y, multi_output=True)
        self._start(X, y, None)
        self._train(X, self._encode(y), self.epochs)
        return self

    def partial_fit(self, X: Any, y: Any, classes: Any = None) -> Self:
        """Train one more epoch; the first call names all `classes`, or y must hold them."""
        first = not hasattr(self, "net_")
        X, y = validated(self, X, y, reset=first, multi_output=True)
        if first:
            self._start(X, y, classes)
        self._train(X, self._encode(y), 1)
        return self

    def _start(self, X: Array, y: Array, classes: Any) -> None:
        try:
            check_classification_targets(y)
        except TypeError:
            raise ValueError(
                "y mixes labels that cannot be sorted: give all of them as text, or as numbers."
            ) from None
        self.multilabel_ = type_of_target(y) == "multilabel-indicator"
        if self.multilabel_:
            self.classes_ = np.arange(y.shape[1])
        elif y.ndim == 2 and y.shape[1] > 1:
            raise ValueError(
                "y has several columns that are not 0 or 1: give class labels of shape (n,),"
                " or a matrix of 0 and 1 with a column for each label."
            )
        else:
            labels = column_or_1d(y, warn=True) if classes is None else _check.labels(classes)
            self._labels = LabelBinarizer().fit(labels)
            self.classes_ = self._labels.classes_
            if len(self.classes_) < 2:
                raise ValueError(
                    f"y holds 1 class only, {self.classes_[0]}: a classifier needs at"
                    " least two classes."
                )
        many = self.multilabel_ or len(self.classes_) > 2
        outputs = len(self.classes_) if many else 1
        softmax = many and not self.multilabel_
        self._build(X.shape[1], outputs, "softmax_cross_entropy" if softmax else "logistic")

    def _encode(self, y: Array) -> Array:
        if self.multilabel_:
            return np.asarray(y, float)
        unknown = np.setdiff1d(y, self.classes_)
        if len(unknown):
            raise ValueError(
                f"y holds the class {unknown[0]}, which is not among {self.classes_.tolist()}:"
                " name all classes in the first call."
            )
        return np.asarray(self._labels.transform(np.ravel(y)), float)

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """The share of right predictions, of which y may have no masked entries."""
        _check.refuse_disguised(y, "y", numeric=False)
        return float(super().score(X, y, sample_weight))

    def predict_proba(self, X: Any) -> Array:
        """Probabilities: (n, classes); for multilabel (n, labels), each on its own."""
        p = self._outputs(X)
        return np.hstack([1 - p, p]) if p.shape[1] == 1 and not self.multilabel_ else p

    def decision_function(self, X: Any) -> Array:
        """Logits: (n,) for two classes, else (n, classes) or (n, labels)."""
        check_is_fitted(self)
        X = validated(self, X, reset=False)
        logits = np.asarray(self.net_.logits(X)[0])
        return logits[:, 0] if logits.shape[1] == 1 and not self.multilabel_ else logits

    def predict(self, X: Any) -> Array:
        """The most probable class (n,), or every label with probability above 1/2."""
        p = self.predict_proba(X)
        if self.multilabel_:
            return (p > 0.5).astype(int)
        return np.asarray(self.classes_[p.argmax(1)])

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_label = True
        return tags
