"""The numbers in what exercises and the review say: equations are computed, counts looked up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise, product
from math import comb, isclose, log, sqrt
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom

from lessons_lib.exercises import ChoiceExercise, FunctionExercise, NumberExercise
from lessons_lib.lessons.put_it_together.questions import QUESTIONS
from lessons_lib.lessons.vanishing_gradients import ByHand
from tests.lessons.test_exercises import NOTEBOOKS, exercises

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NUMBER = r"(?:\d+\.\d+|\d+)"
# A side of an equation in numbers alone: begins with one, a bracket, a root or a logarithm.
TERM = rf"(?:sqrt\(|ln\(|ln |\(|-)*{NUMBER}\)*"
SIDE = rf"{TERM}(?: ?(?:\*\*|[-+*/]) ?{TERM})*"
EQUATION = re.compile(rf"(?<![\w.^*/)(-])(?<![-+*/^] )({SIDE}(?: = {SIDE})+)(?! %)")


def plain(words: str) -> str:
    """Words with Python's signs: powers, times, minus, per cent, and "is" between numbers."""
    words = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "**" + m[0].translate(RAISED), words)
    words = re.sub(rf"is about ({NUMBER}) %", lambda m: f"is {m[1]}/100", words)
    for said, meant in (("^", "**"), (" times ", " * "), (" minus ", " - "), (" less ", " - ")):
        words = words.replace(said, meant)
    return re.sub(rf"(?<=[\d)]) is (?={NUMBER})", " = ", words)


def worth(side: str) -> float:
    side = re.sub(rf"ln ({NUMBER})", r"log(\1)", side).replace("ln(", "log(")
    return float(eval(side, {"sqrt": sqrt, "log": log}))


def rounding(side: str) -> float:
    """Half a unit of the last digit of a number that is written out, of a share in per cent too."""
    if side.endswith("/100"):
        return 0.005
    decimal = re.fullmatch(r"\d+\.(\d+)", side)
    return 0.5 * 10.0 ** -len(decimal[1]) if decimal else 1e-9


def equations(words: str) -> list[list[str]]:
    found = [m[1].split(" = ") for m in EQUATION.finditer(plain(words))]
    return [sides for sides in found if all(s.count("(") == s.count(")") for s in sides)]


def sentences(check: object) -> list[str]:
    """Everything that an exercise may say which is written down."""
    said = [getattr(check, "well_done", ""), *getattr(check, "mistakes", {})]
    said += [words for _, words in getattr(check, "rules", ())]
    return [*said, *(check.words.values() if isinstance(check, ChoiceExercise) else ())]


EXERCISES = exercises(FunctionExercise, NumberExercise, ChoiceExercise).args[1]
SAID = {(*p.values[:2], words) for p in EXERCISES for words in sentences(p.values[2])}
SAID |= {("review", q.text, a.words) for q in QUESTIONS for a in q.answers.values()}
FOUND = [(where, name, sides) for where, name, words in sorted(SAID) for sides in equations(words)]


def test_the_equations_in_sentences_hold():
    for where, name, sides in FOUND:
        for left, right in pairwise(sides):
            gap = max(rounding(left), rounding(right)) + 1e-12
            assert isclose(worth(left), worth(right), rel_tol=0, abs_tol=gap), (where, name, sides)


def test_the_equations_are_found():
    assert len(FOUND) >= 14
    assert equations("n, 2^4 = 16: with (1/4)⁵ = 1/1024.") == [
        ["2**4", "16"],
        ["(1/4)**5", "1/1024"],
    ]
    assert equations("needs b = -w x, w = 40, 4x = 0.5, and C(n-1, 0) = 1") == []


NUMBERS = [p.values for p in EXERCISES if isinstance(p.values[2], NumberExercise)]
BEGINS = re.compile(rf"(?:at |with |with bias )?({SIDE})(?![\w.)])")
# They begin with the number that is meant, not with the one that was given.
OTHERWISE = ("2 labels on each", "(1/4)⁴")


@pytest.mark.parametrize(("lesson", "name", "check"), NUMBERS, ids=[v[1] for v in NUMBERS])
def test_a_sentence_that_begins_with_a_number_begins_with_the_one_it_is_for(lesson, name, check):
    for words, mistake in check.mistakes.items():
        begun = BEGINS.match(plain(words))
        if begun and not words.startswith(OTHERWISE):
            assert isclose(worth(begun[1]), mistake, rel_tol=1e-9, abs_tol=1e-12), words


def of(lesson: str, name: str) -> Any:
    return getattr(import_module(f"lessons_lib.lessons.{lesson}.check"), name)


def top_of_the_bump() -> tuple[float, float]:
    """Where the right bump crosses one half."""
    x = np.linspace(0, 1, 1001)
    above = x[of("universal_approximation", "bump").right(x) > 0.5]
    return round(above[0], 2), round(above[-1], 2)


def ways_of_a_corner() -> Counter[int]:
    """What the targets say at an open corner that agree with four labels of eight."""
    return Counter(target[7] for target in product((0, 1), repeat=8) if target[:4] == (0, 1, 1, 0))


def step_that_shows_v22() -> int:
    """The first step at which the change of v₂₂ stands on the picture."""
    right = f"{of('vanishing_gradients', 'change_of_v22').right:.4f}".rstrip("0")
    for at in range(13):
        texts = [t.get_text() for t in shown(ByHand(at=at)).axes[0].texts]
        if any(t.startswith("v₂₂") and right in t for t in texts):
            return at
    raise AssertionError("it never does")


def shown(picture: Any) -> Any:
    picture.readout  # noqa: B018
    return picture.figure


def full_up_to(d: int) -> int:
    """The most points of which hyperplanes through d dimensions reach all labellings."""
    return max(n for n in range(1, 12) if 2 * sum(comb(n - 1, k) for k in range(d + 1)) == 2**n)


COUNTED = {2: "two", 3: "three"}
FIVE = np.array([1, 2, 3, 4, 100])
# The mean share right, on 83 examples, of the best of 72 that guess.
LUCKIEST = sum(1 - binom.cdf(k, 83, 0.5) ** 72 for k in range(83)) / 83
LESSONS = {path.stem[3:]: path.stem[:2] for path in NOTEBOOKS.values()}
P = 1 / (1 + np.exp(6))  # a sigmoid that is wrong by a logit of 6


def told() -> Iterator[tuple[str, str, str]]:
    """Lesson, exercise, and words that one of its sentences has; their numbers computed here."""
    left, right = top_of_the_bump()
    yield "universal_approximation", "bump", f"one bump of height 1 between {left} and {right}."
    yield "universal_approximation", "bump", f"sigmoid(w*x - {left}) switches at {left / 100}."
    yield "universal_approximation", "bump", f"steps lie at -{left} and -{right}"
    each = ways_of_a_corner()
    yield "no_free_lunch", "targets_left", f" {each[0]} of them say 0 and {each[1]} say 1."
    yield "no_free_lunch", "times_as_likely", f"all {len(CUBE)} edges"
    step = step_that_shows_v22()
    yield "vanishing_gradients", "change_of_v22", f"; step {step} of the picture"
    loses, gains = (int((s * np.sign(FIVE - 3.5) < 0).sum()) for s in (1, -1))
    words = f"loses on {COUNTED[loses]} points what it gains on {COUNTED[gains]}."
    yield "likelihood_regression", "best_constant", words
    one, other = (float(s) for _, s in of("likelihood_regression", "log_likelihood").probes)
    yield "likelihood_regression", "log_likelihood", f"with s = {one:g} and with s = {other:g}."
    far = max(np.abs(z).max() for z, _ in of("likelihood_classification", "logistic_loss").probes)
    for before in ("right for logits of", "gives a wrong loss at", "logits, but at"):
        yield "likelihood_classification", "logistic_loss", f"{before} ±{far:.0f}"
    yield "put_it_together", "best_of_guesses", f"about {LUCKIEST:.2f}, although"
    yield "relu", "surviving_share", f"as a share it is about {(3 / 4) ** 10:.3f}."
    yield "relu_variants", "one_run_each", f"{100 / 360:.2f} percentage points of 360 images"
    steep = of("relu_variants", "leaky").probes[0][1].max()
    assert steep > 1
    yield "relu_variants", "leaky", f"for a = {steep:g} it takes the wrong branch"
    # 2^6 slopes of 64 and -64 in turn: each bend adds a multiple of 128.
    yield "folding", "wide_enough", f"a multiple of {2 * 2**6}, and {2**6} is needed."
    yield "vc_shattering", "cover", f"up to n = d + {full_up_to(2) - 2} these are all"
    lines = 2 * sum(comb(3, k) for k in range(3))
    yield "vc_shattering", "dimension_of_lines", f"{lines} of {2**4} is not all"
    yield "review", "Training found no", "the segments between the points of either class cross"
    power = SMALL[round(np.log10(0.5**20))]
    yield "review", "A network of twenty ReLU", f"½ to the power of 20 is a {power}."
    yield "review", "The output of a sigmoid", f"p(1 − p), which is about {P * (1 - P):.4f}."
    yield "review", "The output of a sigmoid", f"is p − t, here nearly −{1 - P:.0f}."
    yield "review", "The output of a sigmoid", f"about 1/{round(1 / (P * (1 - P)), -2):.0f}."
    yield "review", "Straight lines can give", f"at most {lines} of the 16 labellings"
    yield "review", "A network has eight", f"at one place only, so {16 + 1} pieces"


SMALL = {-3: "thousandth", -6: "millionth"}
CUBE = [
    (a, b) for a, b in product(product((0, 1), repeat=3), repeat=2)
    if a < b and sum(x != y for x, y in zip(a, b, strict=True)) == 1
]  # fmt: skip


def test_a_number_in_a_sentence_is_the_computed_one():
    for lesson, name, words in told():
        said = [w for where, n, w in SAID if where == lesson and n.startswith(name)]
        assert any(words in w for w in said), (name, words)


# ---- the review

RIGHT = (
    ("What does the universal approximation theorem promise", "For every continuous function"),
    ("Units with which activation can never", "A parabola"),
    ("A network has eight layers of two ReLU units", "256 and 17"),
    ("A wide model with crossed features", "0: the model has learnt nothing"),
    ("Straight lines can give three points", "3"),
    ("Training found no weights", "Nothing about which weights exist"),
    ("All possible targets are equally probable", "None"),
    ("The theorem says that all learners", "Real targets are not equally probable"),
    ("A network of ten sigmoid layers", "On its way it is multiplied"),
    ("A network of twenty ReLU layers begins", "They fade"),
    ("What is a dead ReLU unit", "One whose pre-activation is below 0"),
    ("Xu et al. (2015)", "PReLU, RReLU"),
    ("What do five linear layers", "One linear layer"),
    ("A photo may show a cat", "One sigmoid for each animal"),
    ("1000 is added to every logit", "The same"),
    ("Under which assumption does minimising", "The noise is Gaussian, independent"),
    ("A program says that the likelihood", "The product underflowed"),
    ("When is KL(p‖q)", "Where q is 0 and p is not"),
    ("The output of a sigmoid is 0.0025", "Logistic loss"),
    ("Why do the losses of many libraries ask", "A probability may be rounded to 0 or 1"),
)


def test_the_right_answers_of_the_review_are_these():
    for question, (begins, right) in zip(QUESTIONS, RIGHT, strict=True):
        assert question.text.startswith(begins)
        chosen = [n for n, a in question.answers.items() if a.text.startswith(right)]
        assert chosen == [question.right], question.text


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.text[:40])
def test_a_question_and_its_picture_are_of_one_lesson(question):
    home = type(question.picture()).__module__.split(".")[2]
    assert question.lesson == f"lesson {LESSONS[home]}"
