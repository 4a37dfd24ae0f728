"""The derivation, by its buttons; true and false steps planted in it."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from lessons_lib.explorable.derivation import Derivation, Setting, Step, Unknown

SETTING = Setting({"a": Unknown(), "b": Unknown()})
WRONG = Step("a^2 + b^2", "the mixed term is lost.")
OTHER = Step("2a + 2b", "a square is not a double.")
RIGHT = Step("a^2 + [[2ab]] + b^2", "Multiply out.", (WRONG, OTHER))
START = Step("(a + b)^2", "A square & more.")


@pytest.fixture
def derivation():
    it = Derivation("A binomial", [START, RIGHT], SETTING)
    it._repr_mimebundle_()
    return it


def letter_of(derivation, step):
    return "abc"[derivation.options.index(step)]


def press(derivation, name):
    derivation.buttons[name].click()


def test_the_right_step_holds_and_the_wrong_ones_fail(derivation):
    assert [v.holds for v in derivation.verdicts] == [True, True]
    assert not derivation.verdict(2, WRONG).holds and not derivation.verdict(2, OTHER).holds
    # a = 1/15, b = 4/15: 25/225 against 17/225.
    words = "at a = 1/15, b = 4/15 the sides are 0.111 and 0.0756."
    assert derivation.verdict(2, WRONG).words == words


def test_a_fault_in_a_shown_formula_is_a_fault_in_its_check():
    faulty = RIGHT._replace(formula="a^2 + [[ab]] + b^2", wrong=(RIGHT, OTHER))
    planted = Derivation("A binomial", [START, faulty], SETTING)
    assert not planted.verdict(2).holds and planted.verdict(2, RIGHT).holds


def test_a_formula_that_cannot_be_read_is_refused_at_once():
    for step in (Step("a^2 + ", ""), RIGHT._replace(wrong=(Step("a^2 +", ""),))):
        with pytest.raises(ValueError, match="at its end, expected"):
            Derivation("A binomial", [START, step], SETTING)


def test_a_check_that_stops_has_failed_in_words(derivation):
    derivation.steps[1] = RIGHT._replace(formula="a^2 + c")
    derivation.go(2)
    shown = derivation._shown.value
    assert "✗ FAILS: the check stopped with ValueError: c is not known here" in shown


def test_a_planted_false_step_is_shown_to_fail_in_its_place():
    page = Derivation("A binomial", [START, WRONG], SETTING)._repr_mimebundle_()
    for kind in ("text/plain", "text/markdown"):
        assert "✗ FAILS: at a = 1/15" in page[kind]


def test_next_asks_and_a_wrong_choice_gets_its_reason_and_its_failing_check(derivation):
    press(derivation, "Next")
    assert derivation.here == 1 and derivation._question.layout.display is None
    press(derivation, f"({letter_of(derivation, WRONG)})")
    assert derivation.here == 1
    assert "the mixed term is lost." in derivation._status.value
    assert "✗ FAILS" in derivation._status.value


def test_the_right_choice_shows_the_step_with_its_changed_terms_marked(derivation):
    press(derivation, "Next")
    press(derivation, f"({letter_of(derivation, RIGHT)})")
    assert derivation.here == 2 and "is right" in derivation._status.value
    assert r"\underline{\color{#d55e00}{2ab}}" in derivation._shown.value
    assert "[[" not in derivation._shown.value
    assert derivation._question.layout.display == "none"


def test_the_choices_do_not_mark_the_changed_terms(derivation):
    press(derivation, "Next")
    assert "color" not in derivation._choices.value and "[[" not in derivation._choices.value


def test_next_again_skips_the_question_and_back_takes_it_back(derivation):
    press(derivation, "Next")
    press(derivation, "Back")
    assert derivation.here == 1 and not derivation.asking
    press(derivation, "Next")
    press(derivation, "Next")
    assert derivation.here == 2
    press(derivation, "Next")
    assert derivation.here == 2
    press(derivation, "Back")
    press(derivation, "Back")
    assert derivation.here == 1


def test_the_slider_and_so_its_arrow_keys_move_between_steps(derivation):
    derivation._slider.value = 2
    assert derivation.here == 2 and "Multiply out." in derivation._shown.value
    press(derivation, "Back")
    assert derivation._slider.value == 1


def test_without_questions_next_shows_the_step_at_once(derivation):
    derivation._asks.value = False
    press(derivation, "Next")
    assert derivation.here == 2


def test_a_choice_beyond_the_end_is_said_in_words(derivation):
    derivation.go(2)
    press(derivation, "(a)")
    assert "choose one of none, this is the end" in derivation._status.value


def test_a_presenters_clicker_presses_next_and_back(derivation):
    clicker = derivation._box.children[-1]
    for _ in range(2):
        clicker._handle_custom_msg({"button": "Next"}, [])
    assert derivation.here == 2
    clicker._handle_custom_msg({"button": "Back"}, [])
    assert derivation.here == 1


def test_what_is_written_is_not_taken_for_markup(derivation):
    assert "A square &amp; more." in derivation._shown.value


def test_a_page_without_a_kernel_shows_every_step(derivation):
    page = derivation._repr_mimebundle_()
    for step in derivation.steps:
        assert step.marked in page["text/markdown"] and step.reason in page["text/markdown"]
        assert step.plain in page["text/plain"]
    assert "✓ holds: by SymPy" in page["text/plain"]


def test_sympy_is_imported_only_when_a_check_runs():
    code = "import sys, lessons_lib.explorable.derivation; print('sympy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_the_place_of_the_right_choice_gives_nothing_away():
    from lessons_lib.lessons.likelihood_classification import derive

    found = []
    for derivation in (derive.bernoulli(), derive.categorical()):
        for here, right in enumerate(derivation.steps[1:], 1):
            derivation.go(here)
            if len(derivation.options) > 1:
                found.append(derivation.options.index(right))
    assert len(set(found)) == 3
    pairs = list(pairwise(found))
    assert max(pairs.count(pair) for pair in pairs) < len(pairs) / 2
