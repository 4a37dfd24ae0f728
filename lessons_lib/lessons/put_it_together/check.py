"""Exercises of lesson 11: choose for four tasks, beat a baseline, read a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import comb

from lessons_lib.exercises import Feedback, check_choice, check_number
from lessons_lib.lessons.put_it_together.bench import SEEDS, Workbench
from lessons_lib.lessons.put_it_together.report import advice
from lessons_lib.lessons.put_it_together.tasks import OUTPUTS, TASKS, baseline, objection
from lessons_lib.theory.likelihood.output_choice import LOSSES


def choices(answer: Mapping[str, tuple[str, str]]) -> Feedback:
    """An output and a loss for each of the four tasks."""
    if not isinstance(answer, Mapping):
        return Feedback(False, f"expected a dict, got {answer!r}; keep its shape.")
    for name in TASKS:
        if name not in answer:
            return Feedback(False, f"there is no choice for {name!r}.")
        pair = answer[name]
        if not (isinstance(pair, tuple | list) and len(pair) == 2):
            return Feedback(False, f"{name}: give a pair, output and loss; got {pair!r}.")
        output, loss = pair
        for given, known in ((output, OUTPUTS), (loss, LOSSES)):
            if given not in known:
                return Feedback(False, f"{name}: {given!r} is none of {', '.join(known)}.")
        wrong = objection(name, output, loss)
        if wrong:
            return Feedback(False, f"{name}: {wrong}.")
    return Feedback(True, "all four fit; train them to see what that is worth.")


def beats_baseline(workbench: Workbench) -> Feedback:
    """Whether at least 15 of 20 seeds beat scikit-learn's linear model on the digits."""
    if not isinstance(workbench, Workbench):
        return Feedback(False, f"expected a Workbench, got {workbench!r}.")
    if workbench.task != "digits":
        return Feedback(False, f"the task is 'digits'; yours is {workbench.task!r}.")
    if workbench.progress is None:
        return Feedback(False, "it has not been trained: call step(40) first.")
    peer, last = baseline("digits"), workbench.progress.test[-1]
    better = int((last > peer).sum())
    if better >= 15:
        return Feedback(True, f"{better} of {SEEDS} seeds are better than {peer:.3f}.")
    first = next((str(a) for a in advice(workbench) if not a.change.startswith("Take logis")), "")
    hint = first or "More units help here: try 64 in one layer."
    return Feedback(False, f"{better} of {SEEDS} seeds are better than {peer:.3f}. {hint}")


def sign_test(answer: float) -> Feedback:
    """The probability of 15 or more heads in 20 tosses of a fair coin."""
    heads, tosses = 15, 20
    right = sum(comb(tosses, k) for k in range(heads, tosses + 1)) / 2**tosses

    def near(value: float) -> Callable[[float], bool]:
        return lambda p: abs(p - value) < 5e-4

    mistakes: list[tuple[Callable[[float], bool], str]] = [
        (near(comb(tosses, heads) / 2**tosses), "that is exactly 15; add 16, 17, up to 20."),
        (near(2 * right), "that counts 5 or fewer as well; here one side is asked for."),
        (near(1 - right), "that is fewer than 15: the other side."),
        (near(heads / tosses), "that is the share of wins, not how probable it is."),
        (near(0.5**heads), "that is 15 heads in 15 tosses; there are 20."),
        (lambda p: not 0 <= p <= 1, "a probability lies between 0 and 1."),
    ]
    return check_number(
        answer,
        right,
        mistakes,
        well_done="about 2 %: hardly the luck of the seeds. Of other data it says nothing.",
        tolerance=5e-4,
    )


def why_linear_wins(answer: str) -> Feedback:
    """Why linear regression is not beaten on the diabetes data."""
    return check_choice(
        answer,
        "c",
        {
            "a": "(a) is not it: one hidden layer can represent any continuous function.",
            "b": "(b) is not it: more epochs make it worse, look at the held-out curve.",
            "c": "331 noisy examples hardly bend: what a network fits beyond the line is noise.",
            "d": "(d) is not it: with the matching output and loss it still loses.",
        },
    )
