"""Typed formulas against NumPy and SymPy-free arithmetic, and the sentences for bad ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.theory.approximation.formulas import FUNCTIONS, parse_formula

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
        ("ln(1 + x) + sign(x - 0.45)", np.log1p(X) + np.sign(X - 0.45)),
        ("3·x² − π×x÷2", 3 * X**2 - math.pi * X / 2),
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
        ("sin(x", "1 opening and 0 closing brackets"),
        ("x*", "not a complete formula"),
        ("2x", "between 2 and x write \\*"),
        ("1 + 3sin(x)", "between 3 and sin write \\*"),
        ("(x + 1)x", r"between \) and x write \*"),
        ("sin 2x", r"sin takes its value in brackets, sin\(...\)"),
        ("sin^2(x)", r"brackets, sin\(...\)"),
        ("cos", "cos takes its value in brackets"),
        ("y = x^2", "what stands to the right of the = sign"),
        ("|x - 1|", r"write abs\(...\)"),
        ("0,5*x", "write a point, 0.5"),
        ("sin(0,5*x)", "not 2 .in numbers write a point, 0.5"),
        ("", "not a complete formula"),
        ("x(1 + x)", r"write x\*\(...\)"),
        ("2(x + 1)", "2 is not a function: write \\* before the bracket"),
        ("(x + 1)(x - 1)", "write \\* before the bracket"),
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
        ("(lambda: 1)()", "is not a function"),
        ("x" + "+x" * 100, "at most 200"),
        ("True", "not understood"),
        ("'x'", "not understood"),
        ("9**9**9**9", "no finite value"),
        ("exp(700*x)", "the value 1.2e.06 at x = 0.02: .* between -1e6 and 1e6"),
    ],
)
def test_a_bad_formula_gets_one_clear_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_formula(text)


SIGNS = st.text("x29.5(),+-*/^ =|<'_episnco\\n", max_size=30)


@given(st.one_of(st.text(max_size=40), SIGNS))
def test_any_text_is_a_function_or_a_sentence(text):
    try:
        assert np.isfinite(parse_formula(text)(X)).all()
    except ValueError as error:
        assert len(str(error)) > 20 and str(error).endswith((".", "?"))


def test_the_deepest_formula_that_fits_is_read():
    np.testing.assert_array_equal(parse_formula("-" * 198 + "x")(X), X)
    with pytest.raises(ValueError):
        parse_formula("(" * 100 + "x")


def test_reading_a_formula_warns_of_nothing(recwarn):
    for text in ("1if x", "'\\d'", "1/(x + 1e-9)"):
        with pytest.raises(ValueError):
            parse_formula(text)
    assert not recwarn


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
