"""Checks of what a student passes in; each failure is one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

T = TypeVar("T")
Array = NDArray[Any]


def one_of(registry: Mapping[str, T], name: object, what: str) -> T:
    """Look a name up; an unknown one is answered with the valid ones and the nearest."""
    if isinstance(name, str) and name in registry:
        return registry[name]
    near = get_close_matches(str(name), registry, n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    raise ValueError(f"{what} = {name!r} is not known{hint}: choose one of {', '.join(registry)}.")


def as_input(X: ArrayLike, features: int, dtype: Any) -> Array:
    """X as a finite array (n, features)."""
    array = _numbers(X, "X", dtype)
    if array.ndim != 2 or array.shape[1] != features:
        raise ValueError(
            f"X has shape {array.shape}; the network takes (n, {features}):"
            f" one row for each example, {features} number{'s' * (features > 1)} in each."
        )
    if not len(array):
        raise ValueError("X is empty: give at least one example.")
    return array


def as_target(y: ArrayLike, shape: tuple[int, ...], loss: Any) -> Array:
    """y as finite targets (n, outputs); class labels become rows with a single 1."""
    n, outputs = shape
    t = _numbers(y, "y", float)
    if loss.output == "softmax" and t.ndim == 1:
        wrong = (t != np.round(t)) | (t < 0) | (t >= outputs)
        if np.any(wrong):
            raise ValueError(
                f"y holds the label {t[wrong][0]:g}; {outputs} outputs take whole labels"
                f" from 0 to {outputs - 1}."
            )
        t = np.eye(outputs)[t.astype(int)]
    elif t.ndim == 1 and outputs == 1:
        t = t[:, None]
    if t.shape != (n, outputs):
        raise ValueError(f"y has shape {t.shape}; expected {(n, outputs)} to go with X.")
    outside = (t < 0) | (t > 1)
    if loss.output in ("sigmoid", "softmax") and np.any(outside):
        raise ValueError(
            f"y holds {t[outside][0]:g}; this loss takes probabilities or labels from 0 to 1."
        )
    return t


def whole(value: Any, name: str, least: int = 1) -> int:
    """A whole number of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} = {value!r}: give a whole number of at least {least}.")
    return int(value)


def _numbers(values: ArrayLike, name: str, dtype: Any) -> Array:
    try:
        array = np.asarray(values, dtype)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must hold numbers only, in a regular array.") from None
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(
            f"{name} holds {array[place]} at index {place}: every number must be finite."
        )
    return array
