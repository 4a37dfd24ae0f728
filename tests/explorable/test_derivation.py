"""What a derivation tells its face, and a page that has none; false steps planted in it."""

from __future__ import annotations

import json
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
    return Derivation("A binomial", [START, RIGHT], SETTING)


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


def test_a_formula_that_cannot_be_shown_is_refused_at_once():
    step = RIGHT._replace(formula=r"a^2 + [[2ab]] + \nonsense^2")
    with pytest.raises(ValueError, match="nonsense cannot be shown"):
        Derivation("A binomial", [START, step], SETTING)


def test_a_check_that_stops_has_failed_in_words(derivation):
    derivation.steps[1] = RIGHT._replace(formula="a^2 + c")
    verdict = derivation.data()["steps"][1]["verdict"]
    assert verdict.startswith("✗ FAILS: the check stopped with ValueError: c is not known here")


def test_a_planted_false_step_is_shown_to_fail_in_its_place():
    page, _ = Derivation("A binomial", [START, WRONG], SETTING)._repr_mimebundle_()
    for kind in ("text/plain", "text/markdown"):
        assert "✗ FAILS: at a = 1/15" in page[kind]


def test_the_data_are_json_and_hold_every_step_with_its_check(derivation):
    data = derivation.data()
    assert json.loads(json.dumps(data)) == data
    assert (data["kind"], data["title"], data["ask"]) == ("derivation", "A binomial", True)
    assert [step["reason"] for step in data["steps"]] == ["A square & more.", "Multiply out."]
    assert [step["verdict"] for step in data["steps"]] == [str(v) for v in derivation.verdicts]
    assert (
        '<mrow class="changed"><mn>2</mn><mi>a</mi><mi>b</mi></mrow>' in data["steps"][1]["formula"]
    )


def test_a_wrong_choice_gets_its_reason_and_its_failing_check(derivation):
    first, second = (step["options"] for step in derivation.data()["steps"])
    assert first == []
    found = dict(zip(derivation.options(2), second, strict=True))
    assert [option["letter"] for option in second] == ["a", "b", "c"]
    assert [found[step]["right"] for step in (RIGHT, WRONG, OTHER)] == [True, False, False]
    assert found[RIGHT]["said"] == f"({found[RIGHT]['letter']}) is right."
    assert found[WRONG]["said"] == (
        f"({found[WRONG]['letter']}) does not follow: the mixed term is lost."
        f" Its check {derivation.verdict(2, WRONG)}"
    )


def test_the_choices_do_not_mark_the_changed_terms(derivation):
    options = derivation.data()["steps"][1]["options"]
    assert not any("changed" in option["formula"] for option in options)


def test_a_letter_that_is_none_is_refused(derivation):
    with pytest.raises(ValueError, match="choose one of a, b, c"):
        derivation.said(2, "d")


def test_a_page_without_scripts_shows_every_step(derivation):
    page, _ = derivation._repr_mimebundle_()
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
        for number, right in enumerate(derivation.steps, 1):
            if right.wrong:
                found.append(derivation.options(number).index(right))
    assert len(set(found)) == 3
    pairs = list(pairwise(found))
    assert max(pairs.count(pair) for pair in pairs) < len(pairs) / 2
