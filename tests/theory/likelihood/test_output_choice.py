"""Which output and loss fit a target: every wrong pair has its reason."""

from __future__ import annotations

import pytest

from lessons_lib import losses
from lessons_lib.theory.likelihood.output_choice import LOSSES, MATCHING, OUTPUTS, misfit

RIGHT = [(output, MATCHING[output]) for output in OUTPUTS if output != "relu"]


@pytest.mark.parametrize("right", RIGHT)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("loss", LOSSES)
def test_only_the_right_pair_has_no_objection(right, output, loss):
    assert bool(misfit(*right, output, loss)) == ((output, loss) != right)


def test_the_losses_are_those_of_the_library_and_match_their_outputs_there():
    assert set(LOSSES.values()) <= set(losses.LOSSES)
    matching = {output: losses.LOSSES[LOSSES[MATCHING[output]]].output for output in OUTPUTS}
    assert matching == {
        "linear": "identity",
        "sigmoid": "sigmoid",
        "sigmoid for each label": "sigmoid",
        "softmax": "softmax",
        "relu": "identity",
    }


def test_squared_error_on_a_probability_is_objected_to_for_its_slope():
    assert "slope" in misfit("sigmoid", "logistic", "sigmoid", "squared error")


def test_a_loss_for_probabilities_is_none_for_a_number():
    assert "target is a number" in misfit("linear", "squared error", "linear", "logistic")
