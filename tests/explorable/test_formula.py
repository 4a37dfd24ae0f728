"""What a formula in LaTeX is read as, against the same in Python."""

from __future__ import annotations

import math

import pytest

from lessons_lib.explorable.formula import Node, read
from lessons_lib.explorable.meaning import Meaning
from lessons_lib.explorable.step import Setting, Unknown

A, B, C = 0.7, 1.3, 2.1
V = {1: 0.4, 2: 1.9, 3: 0.8}
P, Q = {0: 0.5, 1: 0.3, 2: 0.2}, {0: 0.2, 1: 0.2, 2: 0.6}
SETTING = Setting(
    names={"a": A, "b": B, "c": C, "n": 3, "k": 2, "v": V, "z": Unknown(), r"\theta": B}
    | {r"p_\text{model}": P, r"\hat q": Q},
    indices={"j": (1, 2, 3), "x": (0, 1, 2)},
    given=(r"f(a) = a^2 + b", r"g(a \mid b) = a - b", r"w_j = 2 v_j", "y = z^3"),
)


def worth(formula):
    ((side,),) = read(formula)
    return float(Meaning(SETTING, {})(side))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a - b - c", A - B - C),
        ("-a^2", -(A**2)),
        ("a - (b - c)", A - (B - C)),
        ("2ab^2 c", 2 * A * B**2 * C),
        ("a (b + c)", A * (B + C)),
        ("[a + b] c", (A + B) * C),
        ("10 a", 10 * A),
        (r"\frac12 a", A / 2),
        (r"\frac ab c", A / B * C),
        (r"\frac{a + b}{2c}", (A + B) / (2 * C)),
        (r"\frac1{a^2}", 1 / A**2),
        (r"\sqrt{2\pi}\, a", math.sqrt(2 * math.pi) * A),
        ("a^{b - c}", A ** (B - C)),
        ("e^{-a} b", math.exp(-A) * B),
        (r"\exp\Bigl( -\frac{a^2}{2} \Bigr)", math.exp(-(A**2) / 2)),
        (r"a \ln b c", A * math.log(B * C)),
        (r"\ln a - b", math.log(A) - B),
        (r"\ln (a + b) - c", math.log(A + B) - C),
        (r"\ln \frac ab \exp(-c)", math.log(A / B * math.exp(-C))),
        (r"|a - b| |c|", abs(A - B) * C),
        (r"a |b - c| - c", A * abs(B - C) - C),
        (r"\sum_j v_j - a", sum(V.values()) - A),
        (r"a \sum_{i=1}^n v_i^2 b", A * sum(v**2 * B for v in V.values())),
        (r"\sum_{i=2}^n v_i", V[2] + V[3]),
        (r"\bigl( \sum_j v_j \bigr)^2", sum(V.values()) ** 2),
        (r"\sum_{j \neq k} v_j", V[1] + V[3]),
        (r"\prod_j v_j^a", math.prod(v**A for v in V.values())),
        (r"\max_j v_j - a", 1.9 - A),
        (r"\sum_j v_j \sum_j v_j", sum(V.values()) ** 2),
        (r"v_1 - v_k", V[1] - V[2]),
        (r"w_3", 2 * V[3]),
        (r"\delta_{kk} + \delta_{1k}", 1),
        (r"\theta f(\theta)", B * (B**2 + B)),
        (r"f(a + b) (a)", ((A + B) ** 2 + B) * A),
        (r"g(c \mid a) - g(a, c)", 2 * (C - A)),
        (r"p_\text{model}(1; \theta)", P[1]),
        (r"\mathbb E_{x \sim p_\text{model}} \ln \hat q(x)", sum(P[x] * math.log(Q[x]) for x in P)),
        (r"\sum_x \hat q(x) x", sum(Q[x] * x for x in Q)),
        (r"H(p_\text{model})", -sum(p * math.log(p) for p in P.values())),
        (r"H(\hat q, p_\text{model})", -sum(Q[x] * math.log(P[x]) for x in Q)),
        (
            r"\text{KL}(p_\text{model} \,\|\, \hat q)",
            sum(P[x] * math.log(P[x] / Q[x]) for x in P),
        ),
        (r"\sigma(-a)", 1 / (1 + math.exp(A))),
        (r"\text{softmax}(v)", None),
    ],
)
def test_a_formula_is_worth_what_python_says(formula, value):
    if value is None:
        ((side,),) = read(formula)
        found = Meaning(SETTING, {})(side)
        total = sum(math.exp(v) for v in V.values())
        assert {k: float(p) for k, p in found.items()} == pytest.approx(
            {k: math.exp(v) / total for k, v in V.items()}
        )
    else:
        assert worth(formula) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "slope"),
    [
        (r"\frac{dy}{dz}", lambda z: 3 * z**2),
        (r"\frac{d}{dz} a z^2 - z", lambda z: 2 * A * z - z),
        (r"\frac{d}{dz} \bigl[ a z^2 - z \bigr]", lambda z: 2 * A * z - 1),
        (r"a \frac{\partial y}{\partial z}", lambda z: A * 3 * z**2),
    ],
)
def test_a_derivative_is_taken_of_what_follows(formula, slope):
    meaning = Meaning(SETTING, {})
    ((side,),) = read(formula)
    assert float(meaning(side).subs(meaning.names["z"], 0.3)) == pytest.approx(slope(0.3))


def test_an_outcome_that_never_comes_adds_nothing():
    p = r"p_\text{model}"
    rare = Setting(names={p: {0: 0.75, 1: 0.25, 2: 0}, r"\hat q": Q})
    entropy = -0.75 * math.log(0.75) - 0.25 * math.log(0.25)
    for formula in (rf"H({p})", rf"-\mathbb E_{{x \sim {p}}} \ln {p}(x)"):
        ((side,),) = read(formula)
        assert float(Meaning(rare, {})(side)) == pytest.approx(entropy)


def test_equalities_and_definitions_are_told_apart():
    (first, second), definition = read(r"a = b, \qquad p = c")
    assert (first, second) == (Node("name", ("a",)), Node("name", ("b",)))
    assert definition == (Node("name", ("p",)), Node("name", ("c",)))


def test_spaces_and_the_size_of_brackets_say_nothing():
    assert read(r"\Bigl( a \, b \Bigr) c") == read("(ab)c")


def test_the_direction_of_an_optimum_is_read():
    ((place,),) = read(r"\arg\min_\theta \max_j v_j")
    assert place.kind == "place" and place.parts[:2] == ("min", r"\theta")
    assert place.parts[2].kind == "max"


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (r"\ln (a) b", r"brackets around all of it what \\ln takes"),
        (r"\ln (a)^2", r"brackets around all of it what \\ln takes"),
        (r"\exp(\dots)", r"at \\dots, expected a name or a number"),
        ("a + ", "at its end, expected"),
        ("(a + b", "at its end, expected \\)"),
        ("a)", "at \\), a sum, a product or = has to go on"),
        ("a / b", "at /, expected a name"),
        ("e^-a", "at -, expected a name"),
        (r"\sum_{j = 1} v_j", "at v, expected \\^"),
        (r"\frac{a}", "at its end, expected"),
        (r"\frac{dE}{d}", "expected what it is differentiated by"),
        (r"\arg_\theta a", "at _, expected \\\\max or \\\\min"),
        (r"a_", "at its end, expected"),
        (r"\sin a", "is not known here"),
        ("u + 1", "u is not known here"),
        ("a(b)", "a is no function"),
        ("v_4", "v has no index 4"),
        (r"\sum_l v_l", "l runs over nothing"),
        (r"\arg\max_\theta a", "where an optimum lies is no value"),
    ],
)
def test_a_formula_that_says_nothing_clear_is_refused_in_words(formula, words):
    with pytest.raises(ValueError, match=words):
        worth(formula)
