"""Exercises of lesson 12: choose for four tasks, beat a baseline with less, read a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import comb
from typing import Any

from lessons_lib._running import Failed
from lessons_lib._words import told
from lessons_lib.exercises import ChoiceExercise, Feedback, NumberExercise, judged
from lessons_lib.lessons.put_it_together.bench import SEEDS, Workbench
from lessons_lib.lessons.put_it_together.report import advice
from lessons_lib.lessons.put_it_together.tasks import (
    OUTPUTS,
    TASKS,
    baseline,
    network,
    objection,
)
from lessons_lib.theory.likelihood.output_choice import LOSSES

WINS, UNITS = 15, 64


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
        if wrong := objection(name, output, loss):
            raise Failed(f"{name}: {wrong}.")
    return Feedback(True, "all four fit; train them to see what that is worth.")


def _parameters(layers: int, units: int) -> int:
    """Numbers that a network for the digits learns."""
    return network("digits", "softmax", "softmax cross-entropy", [units] * layers).n_parameters


def _workbench(answer: Any) -> Workbench:
    if type(answer) is not Workbench:
        raise Failed(f"expected a Workbench, got {told(answer)}.")
    return answer


@judged(_workbench)
def beats_baseline(workbench: Workbench) -> Feedback:
    """A network with fewer parameters than one layer of 64 units, and at least 15 of 20 seeds
    better than scikit-learn's linear model on the digits."""
    if workbench.task != "digits":
        raise Failed(f"the task is 'digits'; yours is {workbench.task!r}.")
    if workbench.refusal:
        raise Failed(workbench.readout)
    size, most = _parameters(workbench.layers, workbench.units), _parameters(1, UNITS)
    if size >= most:
        raise Failed(
            f"yours has {size} parameters, and the network above has {most}: take a smaller one."
        )
    if workbench.progress is None:
        raise Failed("it has not been trained: call step(40) first.")
    peer, last = baseline("digits"), workbench.progress.test[-1]
    better = int((last > peer).sum())
    found = f"{better} of {SEEDS} seeds are better than {peer:.3f}, with {size} parameters"
    if better >= WINS:
        return Feedback(True, f"{found} in place of {most}.")
    return Feedback(False, f"{found}; {WINS} are asked for. {_hint(workbench)}")


def _hint(workbench: Workbench) -> str:
    """What the report would change first, unless it is to take the linear model itself."""
    listed = [a for a in advice(workbench) if not a.change.startswith("Take logistic regression")]
    if listed:
        return str(listed[0])
    return f"Try a few more units in one layer, but fewer than {UNITS}."


def _sign_test() -> NumberExercise:
    heads, tosses = WINS, SEEDS
    ways = sum(comb(tosses, k) for k in range(heads, tosses + 1))
    right = ways / 2**tosses
    return NumberExercise(
        asks="The probability of 15 or more heads in 20 tosses of a fair coin.",
        right=right,
        mistakes={
            "that is exactly 15; add 16, 17, up to 20.": comb(tosses, heads) / 2**tosses,
            "that counts 5 or fewer as well; here one side is asked for.": 2 * right,
            "that is 16 or more: 15 itself belongs to it.": right - comb(tosses, heads) / 2**tosses,
            "that is fewer than 15: the other side.": 1 - right,
            "that is the share of wins, not how probable it is.": heads / tosses,
            "one half is the probability of one head; 15 or more of 20 is asked for.": 0.5,
            f"it is rare, but not impossible: {ways} of the {2**tosses} ways to toss 20 coins"
            " have 15 heads or more.": 0,
            f"that is a single way to toss 20 coins; {ways} ways have 15 heads or more.": 0.5
            ** tosses,
            "that is 15 heads in 15 tosses; there are 20, and 15 or more may be heads.": 0.5**heads,
        },
        rules=[
            (
                lambda p: abs(p - 0.02) < 1e-9,
                "that is right to one digit, about 2 %: compute it, and give at least three.",
            ),
            (lambda p: 2 <= p < 2.2, "that is in percent: as a probability it is about 0.02."),
            (lambda p: not 0 <= p <= 1, "a probability lies between 0 and 1."),
        ],
        well_done="about 2 %: hardly the luck of the seeds. Of other data it says nothing.",
        tolerance=2e-4,
    )


sign_test = _sign_test()

why_linear_wins = ChoiceExercise(
    asks="Why linear regression is not beaten on the diabetes data.",
    right="c",
    words={
        "a": "(a) is not it: one hidden layer can approximate any continuous function, and a"
        " line among them.",
        "b": "(b) is not it: more epochs make it worse, look at the held-out curve.",
        "c": "331 noisy examples hardly bend: what a network fits beyond the line is noise.",
        "d": "(d) is not it: with the matching output and loss it still loses.",
    },
)
