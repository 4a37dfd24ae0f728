"""Typed formulas against NumPy and SymPy-free arithmetic, and the sentences for bad ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.theory.formulas import FUNCTIONS, parse_formula

X = np.linspace(0, 1, 11)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sin(6*pi*x) + x^2", np.sin(6 * np.pi * X) + X**2),
        ("-x**2", -(X**2)),
        ("2^-x", 2.0**-X),
        ("max(0, x - 0.5) - min(x, 0.2)", np.maximum(0, X - 0.5) - np.minimum(X, 0.2)),
        ("exp(-x)/(1 + e)", np.exp(-X) / (1 + math.e)),
        ("3", np.full(11, 3.0)),
        (" abs( x - 1/3 ) ", np.abs(X - 1 / 3)),
    ],
)
def test_a_formula_is_what_numpy_computes(text, wanted):
    np.testing.assert_allclose(parse_formula(text)(X), wanted)


def test_the_shape_of_x_is_kept():
    f = parse_formula("1 + 0*x")
    assert f(0.5).shape == () and f(np.zeros((2, 3))).shape == (2, 3)
    assert f([0, 1]).dtype == float


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sin(x", "not a complete formula"),
        ("2x", "every \\* written out"),
        ("", "not a complete formula"),
        ("x(1 + x)", r"write x\*\(...\)"),
        ("2(x + 1)", "write \\*"),
        ("sine(x)", "did you mean sin"),
        ("y + 1", "'y' is not known"),
        ("1/x", "no finite value at x = 0"),
        ("log(x - 0.5)", "no finite value at x = 0"),
        ("x if x else 1", "not understood"),
        ("x < 1", "not understood"),
        ("min(x)", "min takes 2 values, not 1"),
        ("sin(x, x)", "sin takes 1 value, not 2"),
        ("__import__('os')", "not known"),
        ("x.real", "not understood"),
        ("(lambda: 1)()", "cannot be called"),
        ("x" + "+x" * 100, "at most 200"),
        ("True", "not understood"),
        ("'x'", "not understood"),
        ("9**9**9**9", "no finite value"),
    ],
)
def test_a_bad_formula_gets_one_clear_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_formula(text)


@given(st.text(max_size=40))
def test_any_text_is_a_function_or_a_sentence(text):
    try:
        assert np.isfinite(parse_formula(text)(X)).all()
    except ValueError as error:
        assert len(str(error)) > 20


PIECES = st.recursive(
    st.sampled_from(["x", "pi", "0.5", "3"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(st.sampled_from(["sin", "cos", "tanh", "abs"]), inner).map(
            "{0[0]}({0[1]})".format
        ),
    ),
    max_leaves=8,
)


@given(PIECES)
def test_a_formula_equals_python_arithmetic_on_its_functions(text):
    names = {name: function for name, function in FUNCTIONS.items()}
    wanted = eval(text, {"__builtins__": {}}, {**names, "x": X, "pi": np.pi})
    np.testing.assert_allclose(parse_formula(text)(X), np.broadcast_to(wanted, X.shape))
