"""What counts as an array of real numbers, for all that takes one."""

from __future__ import annotations

import datetime
import itertools
import warnings
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib._arrays import in_order, masked, real_array
from lessons_lib.activations import ACTIVATIONS, PReLU, relu, softmax
from lessons_lib.losses import LOSSES, softmax_cross_entropy
from lessons_lib.mlp import MLP
from lessons_lib.training import train

HOLED = np.ma.array([[1.0, 2.0], [3.0, 4.0]], mask=[[0, 1], [0, 0]])
ITSELF: list[object] = []
ITSELF += [ITSELF]
MASKED = {
    "array": HOLED,
    "objects": HOLED.astype(object),
    "integers": HOLED.astype(int),
    "a list of arrays": [HOLED[0], HOLED[1]],
    "a list of numbers": [[1.0, np.ma.masked], [3.0, 4.0]],
    "a tuple in a list": [(np.ma.masked, 1), (2, 3)],
    "a single number": np.ma.masked,
}
NO_NUMBERS = {
    "text": "12",
    "bytes": b"12",
    "numbers as text": np.array([["1", "2"], ["3", "4"]]),
    "numbers as text among objects": np.array([["1", 2.0]], object),
    "a frame with a column of text": pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"]}),
    "a frame with a hole": pd.DataFrame([[1, None], [3, 4]], dtype="Int64"),
    "None": None,
    "None among objects": np.array([[None, 2.0]], object),
    "complex": np.array([1j, 2]),
    "complex among objects": np.array([1j, 2], object),
    "dates": np.array(["2020"], "datetime64[Y]"),
    "spans of time": np.array([1], "timedelta64[s]"),
    "dates among objects": np.array([datetime.date(2020, 1, 1)], object),
    "records": np.zeros(2, [("a", float)]),
    "masked records": np.ma.zeros(2, [("a", float)]),
    "a set": {1.0, 2.0},
    "a dict": {1: 2.0},
    "a generator": (x for x in [1.0]),
    "a function": len,
}
ODD = {
    "ragged": ([[1, 2], [3]], "rows differ in length"),
    "a list in itself": (ITSELF, "rows differ in length"),
    "sparse": (scipy.sparse.csr_matrix(np.eye(2)), r"call .toarray\(\) first"),
    "sparse array": (scipy.sparse.coo_array(np.eye(2)), r"call .toarray\(\) first"),
    "a huge whole number": (10**400, "beyond the largest float"),
    "a huge whole number in a list": ([[10**5000, 1]], "beyond the largest float"),
}
REFUSED = [
    *((name, value, "some entries are masked; fill them") for name, value in MASKED.items()),
    *((name, value, "give real numbers only") for name, value in NO_NUMBERS.items()),
    *((name, value, words) for name, (value, words) in ODD.items()),
]
NET = MLP((2, 3, 1), "prelu", "squared_error")
TAKERS = {
    **{name: phi for name, phi in ACTIVATIONS.items()},
    **{f"{name}'": phi.derivative for name, phi in ACTIVATIONS.items()},
    "slope of prelu": PReLU().slope_derivative,
    "softmax": softmax,
    **{f"{name}, prediction": lambda v, loss=loss: loss(v, v) for name, loss in LOSSES.items()},
    **{f"{name}, target": lambda v, loss=loss: loss([1.0], v) for name, loss in LOSSES.items()},
    **{f"{name}'": lambda v, loss=loss: loss.gradient([1.0], v) for name, loss in LOSSES.items()},
    "predict": NET.predict,
    "forward": NET.forward,
    "logits": NET.logits,
    "losses": lambda v: NET.losses(np.ones((1, 2)), v),
    "backward": lambda v: NET.backward(v, [1.0]),
    "train, X": lambda v: train(NET, v, [1.0]),
    "train, y": lambda v: train(NET, np.ones((1, 2)), v),
}


@pytest.mark.parametrize("take", TAKERS.values(), ids=TAKERS.keys())
@pytest.mark.parametrize(
    ("value", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_no_array_of_real_numbers_is_refused_in_one_sentence(take, value, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises((TypeError, ValueError), match=words) as refused:
            take(value)
    said = str(refused.value)
    assert said.endswith(".") and "\n" not in said and len(said) < 250


WELCOME = {
    "float": (3.0, 3.0),
    "whole": (3, 3.0),
    "huge whole": (2**70, 2.0**70),
    "fraction": (Fraction(1, 4), 0.25),
    "list": ([1, 2.5], [1.0, 2.5]),
    "booleans": ([True, False], [1.0, 0.0]),
    "objects": (np.array([1, True, np.float32(0.5), np.True_], object), [1.0, 1.0, 0.5, 1.0]),
    "frame": (pd.DataFrame([[1.0, np.nan]]), [[1.0, np.nan]]),
    "mixed frame": (pd.DataFrame({"a": [1.5], "b": [True]}), [[1.5, 1.0]]),
    "series": (pd.Series([1, 2]), [1.0, 2.0]),
    "no mask": (np.ma.array([1.0, 2.0]), [1.0, 2.0]),
    "nothing masked": (np.ma.array([1.0, 2.0], mask=[0, 0]), [1.0, 2.0]),
    "single number of no dimension": (np.array(2.0), 2.0),
    "nothing": ([], []),
    "matrix": (scipy.sparse.csr_matrix(np.eye(2)).todense(), [[1.0, 0.0], [0.0, 1.0]]),
}


@pytest.mark.parametrize(("value", "wanted"), WELCOME.values(), ids=WELCOME.keys())
def test_what_holds_real_numbers_is_taken_as_floats(value, wanted):
    found = ACTIVATIONS["identity"](value)
    assert type(found) is np.ndarray and found.dtype == np.float64
    np.testing.assert_array_equal(found, wanted)


def test_an_array_is_taken_as_it_is():
    for dtype in (bool, np.int8, np.float16, np.float32, np.float64):
        array = np.ones(3, dtype)
        assert real_array(array) is array


LISTS = st.recursive(
    st.sampled_from([1.0, 2, True, np.float64(3), np.ma.masked, np.ma.array([1.0]), HOLED[0]]),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner),
)


@given(LISTS)
def test_a_masked_entry_is_found_at_any_depth(values):
    def walked(each):
        if isinstance(each, list | tuple):
            return any(map(walked, each))
        return (
            bool(np.ma.getmaskarray(each).any()) if isinstance(each, np.ma.MaskedArray) else False
        )

    assert masked(values) == walked(values)


@pytest.mark.parametrize(
    "values", [[3, 1], (3, 1), np.array([3, 1]), iter([3, 1]), {0: 3}.values()]
)
def test_what_has_an_order_is_read_in_it(values):
    assert in_order(values, 5)[0] == 3


@pytest.mark.parametrize(
    "values", [{3, 1}, frozenset({3}), {3: 1}, {3: 1}.keys(), "31", b"31", 3, None, np.array(3)]
)
def test_what_has_no_order_or_no_entries_is_no_sequence(values):
    with pytest.raises(TypeError):
        in_order(values, 5)


def test_of_an_endless_sequence_one_too_many_is_read():
    assert in_order(itertools.count(), 3) == (0, 1, 2, 3)


def test_logits_of_no_dimension_are_refused_in_words():
    for take in (softmax, lambda v: softmax_cross_entropy(v, 0)):
        with pytest.raises(ValueError, match="logits = 3.0: give one logit for each class"):
            take(3.0)
    assert float(relu(3.0)) == 3.0
