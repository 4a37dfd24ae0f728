"""Checks of what a student passes in; each failure is one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.activations import ACTIVATIONS

T = TypeVar("T")
Array = NDArray[Any]


def one_of(registry: Mapping[str, T], name: object, what: str) -> T:
    """Look a name up; an unknown one is answered with the valid ones and the nearest."""
    if isinstance(name, str) and name in registry:
        return registry[name]
    near = get_close_matches(str(name), registry, n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    raise ValueError(f"{what} = {name!r} is not known{hint}: choose one of {', '.join(registry)}.")


def layer_sizes(sizes: Sequence[int]) -> tuple[int, ...]:
    """Units in each layer, at least an input and an output layer."""
    given = tuple(sizes) if isinstance(sizes, Iterable) else (sizes,)
    if len(given) < 2 or not all(_is_whole(n) and n >= 1 for n in given):
        raise ValueError(
            f"sizes = {given!r}: give the inputs, the hidden layers and the outputs,"
            " each a whole number of at least 1, such as (2, 8, 1)."
        )
    return tuple(int(n) for n in given)


def replica_seeds(seeds: Iterable[int]) -> tuple[int, ...]:
    """One seed for each replica."""
    given = tuple(seeds) if isinstance(seeds, Iterable) else (seeds,)
    if not given or not all(_is_whole(seed) and seed >= 0 for seed in given):
        raise ValueError(
            f"seeds = {given!r}: give one whole number of at least 0 for each replica,"
            " such as range(8)."
        )
    return tuple(int(seed) for seed in given)


def spread(init: Any) -> str | float:
    """How weights begin: "glorot", "he" or a standard deviation."""
    if isinstance(init, str) and init in ("glorot", "he"):
        return init
    if _is_number(init) and np.isfinite(init) and init >= 0:
        return float(init)
    raise ValueError(
        f"init = {init!r}: choose 'glorot', 'he' or a standard deviation of at least 0."
    )


def output_activation(output: Any, loss: Any) -> str:
    """The name of the output layer's activation; None means the one that matches the loss."""
    possible = [loss.output, *(n for n, phi in ACTIVATIONS.items() if not phi.doubles)]
    if output is None:
        return str(loss.output)
    if output not in possible:
        raise ValueError(
            f"output = {output!r} is not possible with this loss:"
            f" choose one of {', '.join(dict.fromkeys(possible))}."
        )
    return str(output)


def float_type(dtype: Any) -> np.dtype[Any]:
    """float64 or float32."""
    try:
        found = np.dtype(dtype)
    except TypeError:
        found = np.dtype(object)
    if found not in (np.float64, np.float32):
        raise ValueError(f"dtype = {dtype!r}: choose numpy.float64 or numpy.float32.")
    return found


def batch_size(size: Any, n: int) -> int:
    """Examples in a batch, at most n; None means all."""
    batch = n if size is None else whole(size, "batch_size")
    if batch > n:
        raise ValueError(
            f"batch_size = {batch} is larger than the {n} examples: choose at most {n}."
        )
    return batch


def learning_rate(rate: Any) -> float:
    """A step size above 0."""
    if not (_is_number(rate) and np.isfinite(rate) and rate > 0):
        raise ValueError(
            f"learning_rate = {rate!r}: give a number above 0, such as 0.1,"
            " or a function of the epoch's number."
        )
    return float(rate)


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
    if loss.output == "softmax" and not np.allclose(t.sum(1), 1, atol=1e-6):
        raise ValueError(
            "y has a row whose sum is not 1; this loss takes class labels, or a row of"
            " probabilities for each example."
        )
    outside = (t < 0) | (t > 1)
    if loss.output in ("sigmoid", "softmax") and np.any(outside):
        raise ValueError(
            f"y holds {t[outside][0]:g}; this loss takes probabilities or labels from 0 to 1."
        )
    return t


def whole(value: Any, name: str, least: int = 1) -> int:
    """A whole number of at least `least`."""
    if not _is_whole(value) or value < least:
        raise ValueError(f"{name} = {value!r}: give a whole number of at least {least}.")
    return int(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_whole(value) or isinstance(value, float | np.floating)


def _numbers(values: ArrayLike, name: str, dtype: Any) -> Array:
    try:
        array = np.asarray(values)
        if array.dtype.kind not in "biufO":
            raise TypeError
        with np.errstate(over="ignore"):
            array = array.astype(dtype, copy=False)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must hold numbers only, in a regular array.") from None
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(
            f"{name} holds {array[place]} at index {place}: every number must be finite."
        )
    return array
