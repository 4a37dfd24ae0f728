"""Checks run on the formulas that a step shows: true steps, and faults planted in them."""

from __future__ import annotations

import pytest

from lessons_lib.explorable.check import Check
from lessons_lib.explorable.step import Setting, Step, Unknown

NUMBERS = Setting({"a": Unknown(), "b": Unknown(), "p": Unknown(positive=True)})
# The bowl (u - 1)^2 + 3 (v + 2)^2, with its minimum at (1, -2).
BOWL = r"(\theta_1 - 1)^2 + c (\theta_2 + 2)^2"
VALLEY = Setting(
    {r"\theta": Unknown(over=(1, 2)), "c": Unknown(positive=True)},
    data={"c": 3},
    goal=r"\arg\min_\theta",
)


def verdict(*formulas, setting=NUMBERS, wrong=None, **of_step):
    """The verdict on the last formula after the ones before, or on a wrong one in its place."""
    *before, right = [Step(formula, "") for formula in formulas]
    right = right._replace(**of_step)
    return Check(setting, before, right, Step(wrong, "") if wrong else right).verdict()


def moved(before, after):
    return verdict(before, after, setting=VALLEY, keeps="optimum")


def test_a_true_identity_holds_and_false_ones_fail_with_a_counterexample():
    assert verdict("(a + b)^2", "a^2 + 2ab + b^2", about="all a and b") == (
        True,
        "by SymPy, both sides are equal for all a and b.",
    )
    # a = 1/15, b = 4/15: 25/225 against 17/225.
    assert verdict("(a + b)^2", "a^2 + b^2") == (
        False,
        "at a = 1/15, b = 4/15 the sides are 0.111 and 0.0756.",
    )


@pytest.mark.parametrize(
    ("formula", "faulty"),
    [
        ("a - b", "b - a"),
        ("a^2 - b^2", "a^2 + b^2"),
        ("a^2 - b^2", "a^2 - b"),
        (r"\ln p^2", r"\ln p"),
        (r"\frac{a}{p}", r"\frac{p}{a}"),
    ],
)
def test_a_fault_in_the_shown_formula_makes_its_step_fail(formula, faulty):
    assert verdict(f"{formula} + 0", formula).holds
    assert not verdict(f"{formula} + 0", faulty).holds


def test_a_logarithm_of_a_product_is_the_sum_of_logarithms_but_not_their_product():
    assert verdict(r"\ln p^2 e^a", r"2 \ln p + a").holds
    assert not verdict(r"\ln p^2 e^a", r"2a \ln p").holds


def test_a_side_that_is_not_real_is_said_in_words():
    found = verdict("p", r"\ln (-p)")
    assert found.words == "at p = 1/15 the sides are 0.0667 and no real number."


def test_what_sympy_cannot_prove_is_compared_at_many_places_and_said_so():
    maximum = Setting({"v": Unknown(over=(1, 2, 3))}, indices={"j": (1, 2, 3)})
    written_out = r"\frac{v_1 + u + |v_1 - u|}{2}, \qquad u = \frac{v_2 + v_3 + |v_2 - v_3|}{2}"
    found = verdict(r"\max_j v_j", written_out, setting=maximum)
    assert found == (True, "both sides are equal to 9 digits at 20 random places.")


def test_an_identity_for_positive_numbers_alone_is_not_taken_for_one():
    assert not verdict("|a|", "a").holds


def test_every_side_of_a_chain_has_to_be_equal():
    assert verdict("a^2", "a a = |a|^2").holds
    assert not verdict("a^2", "a a = a").holds
    assert not verdict("a^2 = 2a").holds


def test_a_definition_shown_beside_the_formula_is_used_and_one_that_is_known_is_checked():
    assert verdict("a p", r"a \frac1{1 + e^{-b}}, \qquad p = \sigma(b)").holds
    assert verdict("a p", r"a \sigma(b), \qquad p = \sigma(b) = \frac1{1 + e^{-b}}").holds
    assert not verdict("a p", r"a \sigma(b), \qquad p = \sigma(b) = \frac1{1 + e^b}").holds
    assert not verdict("a p", r"a \frac1{1 + e^b}, \qquad p = \sigma(b)").holds


def test_a_name_that_was_defined_is_held_to_its_definition_in_later_steps():
    steps = "a p", r"a \sigma(b), \qquad p = \sigma(b)"
    later = r"a \frac1{1 + e^{-b}}, \qquad p ="
    assert verdict(*steps, rf"{later} \frac1{{1 + e^{{-b}}}}").holds
    assert not verdict(*steps, rf"{later} b").holds


def test_a_function_named_in_one_step_is_known_in_the_next():
    steps = r"f(a) = a^2 + b", r"g(p) = f(2p)", r"4 p^2 + b"
    assert verdict(*steps).holds
    assert not verdict(*steps[:-1], "2 p^2 + b").holds


def test_a_step_that_begins_with_a_definition_is_held_to_it_and_so_are_wrong_ones():
    steps = "P(a) = a^2", r"E = P(a) + 1 = (a + b)^2 - 2ab - b^2 + 1"
    assert verdict(*steps, keeps="definition").holds
    assert not verdict(*steps).holds
    assert not verdict(*steps, keeps="definition", wrong="a^2 - 1").holds
    assert verdict(*steps, keeps="definition", wrong="1 + a a").holds
    faulty = steps[0], r"E = P(a) - 1 = (a + b)^2 - 2ab - b^2 + 1"
    assert not verdict(*faulty, keeps="definition").holds


def test_an_identity_has_to_hold_for_every_value_of_a_free_index():
    three = Setting({"v": Unknown(over=(1, 2, 3))}, indices={"j": (1, 2, 3), "k": (1, 2, 3)})
    each = Setting(three.names, three.indices, each=("k",))
    assert verdict(r"\sum_j \delta_{jk} v_j", "v_k", setting=each).holds
    found = verdict(r"\sum_j \delta_{jk} v_j", r"v_k (2 - \delta_{1k})", setting=each)
    assert found.words == "at k = 2, v_2 = 1/15 the sides are 0.0667 and 0.133."


def test_what_a_step_takes_as_given_holds_from_there_on():
    given = ("a = 3b",)
    assert verdict("a + b", "4b", given=given).holds
    assert not verdict("a + b", "4b").holds
    before = [Step("a + b", ""), Step("4b", "", given=given)]
    after = Step(r"\frac43 a", "")
    assert Check(NUMBERS, before, after, after).verdict().holds


@pytest.mark.parametrize(
    "formulas",
    [("a + b", "(a) + [b]"), ("a = a",), ("a", "2a - a = 2a - a"), ("a", r"b, \qquad p = p = p")],
)
def test_a_formula_compared_with_itself_fails(formulas):
    assert verdict(*formulas) == (
        False,
        "this says nothing new: two sides are the same formula.",
    )


def test_an_optimum_compared_with_itself_fails_however_it_is_written():
    place = rf"\arg\min_\theta ({BOWL})"
    for before, after in [(BOWL, BOWL), (place, place), (BOWL, place), (place, BOWL)]:
        assert "nothing new" in moved(before, after).words


def test_a_factor_and_a_constant_do_not_move_the_optimum():
    found = moved(BOWL, f"5 ({BOWL}) + 7")
    assert found == (True, "on these data both are best at (1.00, -2.00).")


def test_a_step_that_moves_the_optimum_fails():
    found = moved(BOWL, rf"{BOWL} + \theta_1")
    assert found.words == "on these data the best moves from (1.00, -2.00) to (0.50, -2.00)."


def test_the_direction_of_an_optimum_comes_from_the_formula():
    assert moved(BOWL, rf"\arg\max_\theta (-({BOWL}))").holds
    assert not moved(BOWL, rf"\arg\min_\theta (-({BOWL}))").holds
    assert not moved(BOWL, rf"\arg\max_\theta 2 ({BOWL})").holds
    assert not moved(BOWL, f"-({BOWL})").holds
    both = rf"\arg\max_\theta (-({BOWL})) = \arg\min_\theta 2 ({BOWL})"
    assert moved(BOWL, both).holds
    assert not moved(BOWL, both.replace(r"\arg\min", r"\arg\max")).holds
    assert not moved(BOWL, both.replace(r"\arg\max", r"\arg\min")).holds


def test_a_step_without_an_optimum_says_so():
    best = "on these data the best was at (1.00, -2.00); now"
    assert moved(BOWL, f"-({BOWL})").words == (
        f"{best} there is none: it falls however far one goes."
    )
    assert moved(BOWL, rf"\arg\max_\theta ({BOWL})^2").words == (
        f"{best} there is none: it grows however far one goes."
    )
    assert moved(BOWL, r"\frac{1}{0 \theta_1}").words == (
        f"{best} there is none: it is infinite everywhere."
    )
    assert moved(BOWL, r"(\theta_1 + \theta_2)^2").words.endswith("are equally good.")
    assert "the step before has no single optimum: it falls" in moved(f"-({BOWL})", BOWL).words


def test_a_product_that_underflows_is_said_in_words_or_found_from_the_other_side():
    tiny = rf"-e^{{-400 ({BOWL})}}"
    assert moved(tiny, BOWL).holds
    assert "take fewer points" in moved(BOWL, tiny).words


def test_a_logarithm_is_searched_where_its_product_underflows():
    assert moved(rf"-\ln e^{{-400 ({BOWL})}}", BOWL).holds
