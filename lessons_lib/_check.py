"""Checks of what a student passes in; each failure is one sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib._arrays import UNMASK, in_order, masked, no_numbers, real_array
from lessons_lib._words import meant, told
from lessons_lib.activations import ACTIVATIONS

T = TypeVar("T")
Array = NDArray[Any]
MOST = 100_000  # layers, replicas, or classes
HEAVIEST = 10**8  # weights
DRAWS = ("glorot", "he")
WIDEST = 1e6  # deviation of the first weights
LEAST = 1e-30  # what float32 still tells from 0


def one_of(registry: Mapping[str, T], name: object, what: str) -> T:
    """Look a name up; an unknown one is answered with the valid ones and the nearest."""
    if isinstance(name, str) and name in registry:
        return registry[name]
    raise ValueError(
        f"{what} = {told(name)} is not known{meant(name, registry)}:"
        f" choose one of {', '.join(registry)}."
    )


def layer_sizes(sizes: Sequence[int]) -> tuple[int, ...]:
    """Units in each layer, at least an input and an output layer."""
    wanted = (
        "give the inputs, the hidden layers and the outputs in their order, each a whole number"
        " of at least 1, such as (2, 8, 1)"
    )
    given = sequence(sizes, "sizes", wanted)
    if len(given) < 2:
        raise ValueError(f"sizes = {told(given)}: {wanted}.")
    return _wholes(given, 1, "sizes", wanted)


def hidden_sizes(hidden: Sequence[int]) -> tuple[int, ...]:
    """Units in each hidden layer; none is possible."""
    wanted = (
        "give the units of each hidden layer in their order, each a whole number of at least 1,"
        " such as (16,)"
    )
    if isinstance(hidden, Iterator):  # of which nothing would be left for a second fit
        raise ValueError(f"hidden = {told(hidden)}: {wanted}.")
    return _wholes(sequence(hidden, "hidden", wanted), 1, "hidden", wanted)


def replica_seeds(seeds: Iterable[int]) -> tuple[int, ...]:
    """One seed for each replica; a single one is a single replica."""
    wanted = "give one whole number of at least 0 for each replica, in order, such as range(8)"
    given = (seeds,) if _is_whole(seeds) else sequence(seeds, "seeds", wanted)
    if not given:
        raise ValueError(f"seeds = {told(given)}: {wanted}.")
    return _wholes(given, 0, "seeds", wanted)


def affordable(sizes: Sequence[int], replicas: int) -> None:
    """Refuse networks that no memory holds."""
    weights = replicas * sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))
    if weights > HEAVIEST:
        raise ValueError(
            f"sizes = {told(tuple(sizes))} make more than {HEAVIEST:.0e} weights in {replicas}"
            f" replica{'s' * (replicas > 1)}: choose fewer units, or fewer seeds."
        )


def labels(classes: Any) -> Array:
    """The labels of all classes, (classes,)."""
    refuse_disguised(classes, "classes", numeric=False)
    wanted = "give the label of every class in a list, all of them as text or as numbers"
    given = sequence(classes, "classes", wanted)
    try:
        return np.unique(np.asarray(given))
    except (TypeError, ValueError):
        raise ValueError(f"classes = {told(given)}: {wanted}.") from None


def sequence(values: Any, name: str, wanted: str) -> tuple[Any, ...]:
    """The entries of what has an order and an end, as a list has and a set has not."""
    words = f"{name} = {told(values)}"  # before an iterator has moved on
    try:
        given = in_order(values, MOST)
    except TypeError as why:
        raise ValueError(f"{words} {why}: {wanted}.") from None
    if len(given) > MOST:
        raise ValueError(f"{words} has more than {MOST} entries: {wanted}.")
    return given


def _wholes(given: tuple[Any, ...], least: int, name: str, wanted: str) -> tuple[int, ...]:
    if not all(_is_whole(n) and n >= least for n in given):
        raise ValueError(f"{name} = {told(given)}: {wanted}.")
    return tuple(int(n) for n in given)


def spread(init: Any) -> str | float:
    """How weights begin: "glorot", "he" or a standard deviation."""
    if isinstance(init, str) and init in DRAWS:
        return init
    if _is_number(init) and 0 <= init <= WIDEST:
        return float(init)
    raise ValueError(
        f"init = {told(init)}{meant(init, DRAWS)}: choose 'glorot', 'he' or a standard deviation"
        f" of at least 0 and at most {WIDEST:g}."
    )


def output_activation(output: Any, loss: Any) -> str:
    """The name of the output layer's activation; None means the one that matches the loss."""
    possible = [loss.output, *(n for n, phi in ACTIVATIONS.items() if not phi.doubles)]
    if output is None:
        return str(loss.output)
    if not isinstance(output, str) or output not in possible:
        raise ValueError(
            f"output = {told(output)} is not possible with this loss{meant(output, possible)}:"
            f" choose one of {', '.join(dict.fromkeys(possible))}."
        )
    return str(output)


def float_type(dtype: Any) -> np.dtype[Any]:
    """float64 or float32."""
    try:
        found = np.dtype(dtype)
    except (TypeError, ValueError):
        found = np.dtype(object)
    if found not in (np.float64, np.float32):
        raise ValueError(f"dtype = {told(dtype)}: choose numpy.float64 or numpy.float32.")
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
    if not (_is_number(rate) and 0 < rate <= sys.float_info.max):
        raise ValueError(
            f"learning_rate = {told(rate)}: give a number above 0, such as 0.1,"
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
    given = t.shape
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
        raise ValueError(f"y has shape {given}; expected {(n, outputs)} to go with X.")
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


def refuse_disguised(values: Any, name: str, *, numeric: bool) -> None:
    """Refuse masked entries, and as numbers also text and dates, which scikit-learn would take."""
    if masked(values):
        raise ValueError(f"{name} has masked entries: {UNMASK}.")
    if name == "y" and hasattr(values, "toarray"):
        raise ValueError("y is sparse: call .toarray() first.")
    if numeric and (what := no_numbers(values)):
        raise ValueError(f"{name} holds {what}: give real numbers only.")


def share(value: Any, name: str) -> float:
    """A number between 0 and 1, neither of them."""
    if not (_is_number(value) and 0 < value < 1):
        raise ValueError(f"{name} = {told(value)}: choose a share between 0 and 1, such as 0.1.")
    return float(value)


def decay(value: Any, name: str) -> None:
    """A number that is at least 0 and below 1."""
    if not (_is_number(value) and 0 <= value < 1):
        raise ValueError(
            f"{name} = {told(value)}: give a number of at least 0 and below 1, such as 0.9."
        )


def above_zero(value: Any, name: str) -> None:
    """A number above 0, in float32 too."""
    if not (_is_number(value) and LEAST <= value <= sys.float_info.max):
        raise ValueError(f"{name} = {told(value)}: give a number of at least {LEAST:g}.")


def switch(value: Any, name: str) -> bool:
    """True or False."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} = {told(value)}: choose True or False.")
    return bool(value)


def whole(value: Any, name: str, least: int = 1) -> int:
    """A whole number of at least `least`."""
    if not _is_whole(value) or value < least:
        raise ValueError(f"{name} = {told(value)}: give a whole number of at least {least}.")
    return int(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_whole(value) or isinstance(value, float | np.floating)


def _numbers(values: ArrayLike, name: str, dtype: Any) -> Array:
    try:
        given = real_array(values)
    except TypeError as why:
        raise ValueError(f"{name} is not an array of real numbers: {why}.") from None
    with np.errstate(over="ignore"):
        array = given.astype(dtype, copy=False)
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        limit = f", and below {np.finfo(dtype).max:.2g}" * bool(np.isfinite(given[place]))
        raise ValueError(
            f"{name} holds {given[place]} at index {place}: every number must be finite{limit}."
        )
    return array
