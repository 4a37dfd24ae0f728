"""What counts as a number or as numbers, and the sentence for what does not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from lessons_lib._answers import as_finite, as_number, as_numbers, is_rounded
from lessons_lib._running import Failed


@pytest.mark.parametrize("answer", [2, 2.0, np.float32(2), np.int8(2), Fraction(4, 2), np.array(2)])
def test_a_number_of_any_kind_is_a_number(answer):
    assert as_number(answer) == 2.0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("2", "write it without quotes"),
        ("ln 9", "such as np.log"),
        (None, "expected a number, got None"),
        (True, "expected a number, got True"),
        (np.bool_(True), "expected a number"),
        (np.nan, "not a finite number"),
        (-np.inf, "not a finite number"),
        (10**400, "far too large"),
        (2j, "expected a number"),
        ([2], "expected a number"),
        (np.array([2.0]), "expected a number"),
        (Decimal(2), "expected a number"),
        (..., "expected a number"),
        (float, "expected a number"),
    ],
)
def test_what_is_no_number_gets_a_sentence(answer, words):
    with pytest.raises(Failed, match=words):
        as_number(answer)


@pytest.mark.parametrize(
    "answer", [[1, 2.5], (1, Fraction(5, 2)), np.array([1, 2.5], np.float32), range(2), [True, 2]]
)
def test_numbers_of_any_kind_are_an_array_of_floats(answer):
    array = as_numbers(answer)
    assert array.dtype == float and array.shape == (2,)


class Refusing:
    def __array__(self, *_, **__):
        raise RuntimeError


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "returns nothing"),
        ("0.5", "expected numbers"),
        (["1", "2"], "expected numbers"),
        ([1, None], "expected numbers"),
        ([[1], [2, 3]], "differ in length"),
        ([1, 2j], "real numbers only"),
        ([10**400], "beyond the largest float"),
        (np.array(["2026"], "M8[Y]"), "expected numbers"),
        (np.ma.masked_array([1, 2], [False, True]), "masked"),
        ([np.ma.masked, 1.0], "masked"),
        ((i for i in range(2)), "expected numbers"),
        (Refusing(), "stopped with RuntimeError"),
    ],
)
def test_what_are_no_numbers_gets_a_sentence(answer, words):
    with pytest.raises(Failed, match=words):
        as_numbers(answer)


@pytest.mark.parametrize("answer", [None, [1, 2, 3], [1, np.nan], "ab", [[1, 2]], [1, 10**400]])
def test_only_finite_numbers_of_the_shape_are_taken(answer):
    with pytest.raises(Failed, match="expected two numbers"):
        as_finite(answer, (2,), "two numbers")


def test_finite_numbers_of_the_shape_are_taken():
    assert as_finite((1, 2), (2,), "two numbers").tolist() == [1, 2]


def test_a_rounded_number_is_known_from_a_wrong_one():
    assert is_rounded(0.02, 0.0207) and is_rounded(0.021, 0.0207)
    assert not is_rounded(0.022, 0.0207) and not is_rounded(0.2, 0.0207)
