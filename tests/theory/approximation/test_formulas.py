"""Typed formulas against NumPy and SymPy-free arithmetic, and the sentences for bad ones."""

from __future__ import annotations

import math
import re
import warnings

import mpmath
import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.theory.approximation.formulas import FUNCTIONS, LARGEST, parse_formula

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
        ("x²³ + (x + 1)⁻²", X**23 + (X + 1) ** -2),
        ("x**x**x", X ** (X**X)),
        ("1/(1 + exp(-2000*(x - 0.75)))", scipy.special.expit(2000 * (X - 0.75))),
        ("min(x, 1e400) + tanh(1e400)", X + 1),
    ],
)
def test_a_formula_is_what_numpy_computes(text, wanted):
    np.testing.assert_allclose(parse_formula(text)(X), wanted)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_that_of_pythons_own_mathematics(name):
    own = {"ln": math.log, "abs": abs, "sign": lambda v: math.copysign(1, v)}
    own |= {"min": lambda v: min(v, 0.7), "max": lambda v: max(v, 0.7)}
    text = f"{name}(x + 0.5{', 0.7' * (name in ('min', 'max'))})"
    wanted = [own.get(name, getattr(math, name, None))(x + 0.5) for x in X]
    np.testing.assert_allclose(parse_formula(text)(X), wanted)


def test_the_shape_of_x_is_kept():
    f = parse_formula("1 + 0*x")
    assert f(0.5).shape == () and f(np.zeros((2, 3))).shape == (2, 3)
    assert f([0, 1]).dtype == float


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sin(x", "1 opening and 0 closing brackets"),
        ("x*", "not a complete formula: write something like sin"),
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
        ("1 + y", "'y' is not known"),
        ("-y", "'y' is not known"),
        ("sin(y)", "'y' is not known"),
        ("1/x", "cannot be computed at x = 0: for every x from 0 to 1 .* between -1e6 and 1e6"),
        ("log(x - 0.5)", "cannot be computed at x = 0"),
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
        ("max(x, y=1)", "'max.x, y=1.' is not understood"),
        ("9**9**9**9", "reaches more than 1e308 at x = 0"),
        ("-e**e**e**e", "reaches less than -1e308 at x = 0"),
        ("1e400", "reaches more than 1e308 at x = 0"),
        ("exp(20*x)", r"reaches 4.85e\+08 at x = 1: .* between -1e6 and 1e6"),
        ("1e7*x", r"reaches 1e\+07 at x = 1: for every x from 0 to 1 .* between -1e6 and 1e6"),
        ("-1000001*x", "reaches -1000001 at x = 1"),
        ("1000000.0000001", "reaches 1000000.0000001 at x = 0"),
        ("1e5*1e5", r"reaches 1e\+10 at x = 0"),
        ("(-pi)**e", "cannot be computed at x = 0"),
        ("(-e)^0.5*0 + x", "cannot be computed at x = 0"),
        ("x*(pi - pi)**(-e)", "cannot be computed at x = 0"),
        ("0^-1", "cannot be computed at x = 0"),
        ("(0/0)^0", "cannot be computed at x = 0"),
        ("1^log(-1)", "cannot be computed at x = 0"),
        ("x^(1/0)", "cannot be computed at x = 0"),
        ("min(x, 1/0)", "cannot be computed at x = 0"),
        ("1/(1/x)", "cannot be computed at x = 0"),
        ("exp(log(x))", "cannot be computed at x = 0"),
        ("tan(7*x)", "reaches .* at x = 0.673"),
        ("X^2", "'X' is not known; did you mean x"),
        ("Sin(PI*x)", "did you mean"),
        ("x # + 1", "not a complete formula"),
        ("1_0*x", "not a complete formula"),
        ("0x10*x", "not a complete formula"),
    ],
)
def test_a_bad_formula_gets_one_clear_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_formula(text)


@pytest.mark.parametrize("given", [None, 3, b"x", ["x"], np.array("x"), float("nan")])
def test_what_is_not_a_text_gets_one_clear_sentence(given):
    with pytest.raises(ValueError, match="give a text in quotes, such as 'x\\^2'"):
        parse_formula(given)


@pytest.mark.parametrize("place", ["1/3", "0.1", "pi/5", "2/3"])
@pytest.mark.parametrize("pole", ["1/({})", "1e-9/({})", "({})^-2", "abs({})^-0.1", "log(abs({}))"])
def test_a_pole_between_the_points_of_the_grid_is_found(place, pole):
    with pytest.raises(ValueError, match="cannot be computed at x = 0|reaches .* at x = 0"):
        parse_formula(pole.format(f"x - {place}"))


SIGNS = st.text("x29.5(),+-*/^ =|<'_episnco\\n", max_size=30)


CONSTANTS = st.recursive(
    st.sampled_from(["x", "pi", "e", "0", "1", "0.5", "3", "1e5", "1e400", "1e-400"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "^", "**"]), inner).map(
            "({0[0]} {0[1]} {0[2]})".format
        ),
        inner.map("(-{})".format),
        st.tuples(st.sampled_from([f for f in FUNCTIONS if len(f) != 3 or f[0] != "m"]), inner).map(
            "{0[0]}({0[1]})".format
        ),
    ),
    max_leaves=10,
)


@given(st.one_of(st.text(max_size=40), SIGNS, CONSTANTS, st.none(), st.floats(), st.binary()))
def test_whatever_is_typed_is_a_finite_function_or_one_sentence_without_a_warning(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            values = parse_formula(text)(np.linspace(0, 1, 1001))
            assert (np.abs(values) <= LARGEST).all()
        except ValueError as error:
            assert len(str(error)) > 20 and str(error).endswith((".", "?"))
            assert "\n" not in str(error)


WORDS = {"two": "2", "three": "3", "half": "0.5", "nought": "0", "pi": "pi", "e": "e"}
POWERS = st.recursive(
    st.sampled_from(list(WORDS)),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner).map(
            "({0[0]} {0[1]} {0[2]})".format
        ),
        inner.map("(- {})".format),
    ),
    max_leaves=4,
)


@given(POWERS)
def test_an_accepted_constant_is_the_real_number_of_mpmath(words):
    text = re.sub(r"\w+", lambda found: WORDS[found[0]], words)
    try:
        found = float(parse_formula(text)(0.5))
    except ValueError:
        return
    with mpmath.workdps(60):
        known = {
            word: mpmath.mpf({"pi": math.pi, "e": math.e}.get(t, t)) for word, t in WORDS.items()
        }
        wanted = mpmath.mpc(eval(words, {"__builtins__": {}}, known))
        assert wanted.imag == 0
        assert found == pytest.approx(float(wanted.real), rel=1e-9, abs=1e-9)


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
