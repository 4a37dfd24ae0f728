"""Exercises of lesson 12: choose for four tasks, beat a baseline with less, read results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib._running import Failed
from lessons_lib._words import told
from lessons_lib.exercises import ChoiceExercise, Feedback, FunctionExercise, NumberExercise, judged
from lessons_lib.lessons.put_it_together.bench import SEEDS, Workbench
from lessons_lib.lessons.put_it_together.choices import OUTPUTS, network, objection
from lessons_lib.lessons.put_it_together.report import advice
from lessons_lib.lessons.put_it_together.tasks import TASKS, task
from lessons_lib.theory.likelihood.output_choice import LOSSES

Array = NDArray[Any]
WINS, MOST = 15, 2500
ROOM = 8  # units more than there are
GUESSING, EXAMPLES = 72, 83


def _chosen(answer: Any) -> dict[str, tuple[str, str]]:
    """An output and a loss, by their names, for each of the four tasks."""
    if not isinstance(answer, Mapping):
        raise Failed(f"expected a dict, got {told(answer)}; keep its shape.")
    return {name: _pair(name, answer) for name in TASKS}


def _pair(name: str, answer: Mapping[str, Any]) -> tuple[str, str]:
    """An output and a loss by their names."""
    if name not in answer:
        raise Failed(f"there is no choice for {name!r}.")
    pair = answer[name]
    if not (isinstance(pair, tuple | list) and len(pair) == 2):
        raise Failed(f"{name}: give a pair, output and loss; got {told(pair)}.")
    return _known(name, pair[0], OUTPUTS), _known(name, pair[1], LOSSES)


def _known(name: str, given: Any, known: Iterable[str]) -> str:
    for each in known:
        if each == given:
            return each
    raise Failed(f"{name}: {told(given)} is none of {', '.join(known)}.")


@judged(_chosen)
def choices(answer: dict[str, tuple[str, str]]) -> Feedback:
    """An output and a loss for each of the four tasks."""
    for name, (output, loss) in answer.items():
        if wrong := objection(task(name), output, loss):
            raise Failed(f"{name}: {wrong}.")
    return Feedback(True, "all four pairs fit their targets. Now train them.")


def _parameters(layers: int, units: int) -> int:
    """Numbers that a network for the digits learns."""
    it = task("digits")
    return network(it, **it.kind.fit, hidden=[units] * layers).n_parameters


def _workbench(answer: Any) -> Workbench:
    if type(answer) is not Workbench:
        raise Failed(f"expected a Workbench, got {told(answer)}.")
    return answer


@judged(_workbench)
def beats_baseline(workbench: Workbench) -> Feedback:
    """A network with at most `MOST` parameters, and at least 15 of 20 seeds better than the linear
    model on the validation set of the digits."""
    if workbench.task != "digits":
        raise Failed(f"the task is 'digits'; yours is {workbench.task!r}.")
    if workbench.refusal:
        raise Failed(workbench.readout)
    size = _parameters(workbench.layers, workbench.units)
    if size > MOST:
        raise Failed(f"yours learns {size:,} numbers: take a smaller one, of at most {MOST:,}.")
    if workbench.progress is None:
        raise Failed("it has not been trained: call step(40) first.")
    chosen_by, judged_by = _wins(workbench)
    found = (
        f"with {chosen_by} of {SEEDS} seeds it is better than the linear model on the validation"
        f" set, and it learns {size:,} numbers"
    )
    if chosen_by >= WINS:
        return Feedback(
            True,
            f"{found}. You chose it by the validation set. On the test set, which played no part"
            f" in the choice, it is better with {judged_by} of {SEEDS} seeds.",
        )
    return Feedback(False, f"{found}. {WINS} seeds are asked for. {_hint(workbench)}")


def _wins(workbench: Workbench) -> tuple[int, int]:
    """With how many seeds it is better than the linear model: validation set, test set."""
    assert workbench.progress is not None
    pairs = zip(workbench.progress.scores[1:], workbench.baseline[1:], strict=True)
    chosen_by, judged_by = (int((path[-1] > peer).sum()) for path, peer in pairs)
    return chosen_by, judged_by


def _hint(workbench: Workbench) -> str:
    """What the report would change first, unless it is to take the linear model itself."""
    listed = [a for a in advice(workbench) if not a.change.startswith("Take logistic regression")]
    if listed:
        return str(listed[0])
    if _parameters(1, workbench.units + ROOM) <= MOST:
        return "One layer may have more units than that."
    return "Try another learning rate, or Adam with a small one."


def _best_of_guesses() -> NumberExercise:
    at_most = np.cumsum([comb(EXAMPLES, k) / 2**EXAMPLES for k in range(EXAMPLES)])
    right = float(np.mean(1 - at_most**GUESSING))  # E[best] = sum of P(best > k)
    return NumberExercise(
        asks="The accuracy of the best of 72 guessing networks on 83 examples, on average.",
        right=right,
        mistakes={
            "that is the mean of all networks. Take the best of each 72 first:"
            " scores.max(axis=1).": 0.5,
            "that is the worst of each 72; the best is asked for.": 1 - right,
        },
        rules=[
            (
                lambda p: 0.66 < p < 0.69,
                "that is the best of 1000. There are 72 in each row: scores.max(axis=1).",
            ),
            (
                lambda p: 0.69 <= p < 0.8,
                "that is the best of all 72,000. Take the best of each row, scores.max(axis=1), and"
                " then the mean.",
            ),
            (lambda p: not 0 <= p <= 1, "an accuracy lies between 0 and 1."),
        ],
        well_done="about 0.63, although each of these networks only guesses. On new examples the"
        " chosen one is right half of the time.",
        tolerance=3e-3,
    )


best_of_guesses = _best_of_guesses()


def _reported(validation: Array, test: Array) -> Any:
    return test[np.argmax(validation)]


reported = FunctionExercise(
    asks="The score to report, given the scores of several networks on both sets.",
    right=_reported,
    mistakes={
        "that is the best score on the test set. Then the test set has chosen, and its score is too"
        " good for new data.": lambda v, t: np.max(t),
        "that is the best score on the validation set. The network was chosen because this score is"
        " high, so it is too good for new data.": lambda v, t: np.max(v),
        "that is the mean over all networks; report the one that was chosen.": lambda v, t: np.mean(
            t
        ),
        "that is the network with the lowest score on the validation set.": lambda v, t: t[
            np.argmin(v)
        ],
        "that is the place of the network in the list; its score is asked for.": lambda v, t: (
            np.argmax(v)
        ),
        "the two sets are exchanged: the validation set has to choose, and the test set to"
        " judge.": lambda v, t: v[np.argmax(t)],
    },
    probes=[
        (np.array([0.50, 0.53, 0.31, 0.52]), np.array([0.47, 0.45, 0.28, 0.49])),
        (np.array([0.960, 0.955, 0.971]), np.array([0.966, 0.968, 0.959])),
        (np.array([0.4, 0.2]), np.array([0.3, 0.35])),
    ],
    well_done="the validation set chooses, and the test set only judges what was chosen.",
)

what_is_shown = ChoiceExercise(
    asks="What the twenty splits of the breast cancer data show.",
    right="c",
    words={
        "a": "(a) says too much: the mean is below 0, but the interval holds 0, so the true"
        " mean may as well be above 0.",
        "b": "(b) says more than an interval that holds 0 can say: no difference was shown, and"
        " that does not prove that there is none.",
        "c": "the interval holds 0, so neither is shown to be better, nor that both are equal.",
        "d": "(d) counts the splits, but it forgets that they share tumours: they are far from 15"
        " independent trials. The interval allows for that, and it holds 0.",
    },
)
