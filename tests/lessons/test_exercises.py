"""Every exercise of every lesson, tried as strict students and as attackers would."""

from __future__ import annotations

import ast
import copy
import dataclasses
import hashlib
import pkgutil
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

import lessons_lib
from lessons_lib.exercises import ChoiceExercise, Feedback, FunctionExercise, NumberExercise
from tests.lessons.answers import RIGHT, smaller

ROOT = Path(lessons_lib.__file__).parent
NOTEBOOKS = {path.stem[3:]: path for path in (ROOT.parent / "notebooks").glob("*.ipynb")}
KINDS = (FunctionExercise, NumberExercise, ChoiceExercise)


def exercises(*kinds: type) -> Any:
    """Every exercise as a parameter: the lesson, its name, and what judges the answers."""
    found = []
    for path in sorted(ROOT.glob("lessons/*/check.py")):
        lesson = path.parent.name
        module = import_module(f"lessons_lib.lessons.{lesson}.check")
        for name, value in vars(module).items():
            if name.startswith("_"):
                continue
            own = getattr(value, "__module__", "") == module.__name__ and hasattr(
                value, "__wrapped__"
            )
            if isinstance(value, kinds) if kinds else own or isinstance(value, KINDS):
                found.append(pytest.param(lesson, name, value, id=f"{lesson}-{name}"))
    return pytest.mark.parametrize(("lesson", "name", "check"), found)


def right_answers(lesson: str, name: str) -> list[Any]:
    return [a(32) if a is smaller else a for a in RIGHT[lesson][name]]


@cache
def cells(lesson: str) -> list[Any]:
    book = nbformat.read(NOTEBOOKS[lesson], as_version=4)
    return [c for c in book.cells if c.cell_type == "code"]


def starter(lesson: str, name: str) -> tuple[Any, str]:
    """The answer that the exercise's cell begins with, and what the notebook says of it."""
    names: dict[str, Any] = {}
    for cell in cells(lesson):
        *before, last = ast.parse(cell.source).body
        if f"check.{name}(" in cell.source:
            break
        imports = [n for n in before if isinstance(n, ast.Import | ast.ImportFrom)]
        if isinstance(last, ast.Import | ast.ImportFrom):
            imports.append(last)
        exec(compile(ast.Module(imports, []), "cell", "exec"), names)
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    assert isinstance(last, ast.Expr) and isinstance(last.value, ast.Call)
    answer = eval(compile(ast.Expression(last.value.args[0]), "cell", "eval"), names)
    return answer, cell.outputs[-1].data["text/plain"]


@exercises()
def test_every_exercise_stands_in_its_notebook_and_has_answers(lesson, name, check):
    assert any(f"check.{name}(" in cell.source for cell in cells(lesson))
    assert RIGHT[lesson][name]


@exercises()
def test_right_answers_of_every_style_are_right(lesson, name, check):
    for answer in right_answers(lesson, name):
        feedback = check(answer)
        assert feedback.right, feedback


@exercises(FunctionExercise)
def test_one_right_answer_works_in_place(lesson, name, check):
    if not any(np.ndim(x) for x in check.probes[0]):
        return  # numbers cannot be changed
    given = copy.deepcopy(check.probes[0])
    RIGHT[lesson][name][1](*given)
    assert any(not np.array_equal(a, b) for a, b in zip(given, check.probes[0], strict=True))


@exercises()
def test_the_starter_cell_says_what_the_notebook_shows(lesson, name, check):
    answer, shown = starter(lesson, name)
    feedback = check(answer)
    assert not feedback.right and repr(feedback) == shown


@exercises(FunctionExercise)
def test_every_listed_mistake_gets_its_own_sentence(lesson, name, check):
    for words, mistake in listed(check):
        assert check(mistake) == Feedback(False, words)


def listed(check: FunctionExercise) -> list[tuple[str, Any]]:
    """Every known mistake with its sentence."""
    return [
        (words, each)
        for words, mistakes in check.mistakes.items()
        for each in (mistakes if isinstance(mistakes, tuple) else (mistakes,))
    ]


@exercises(NumberExercise)
def test_every_listed_number_gets_its_own_sentence(lesson, name, check):
    for words, mistake in check.mistakes.items():
        assert check(mistake) == Feedback(False, words)
        assert f"{mistake:.4g}" != f"{check.right:.4g}"


@exercises(ChoiceExercise)
def test_every_choice_gets_its_own_sentence(lesson, name, check):
    assert len(set(check.words.values())) == len(check.words) >= 3
    for letter, words in check.words.items():
        for written in (letter, f"({letter.upper()}) ", f"{letter}."):
            assert check(written) == Feedback(letter == check.right, words)


class Odd:
    """Everything that can be asked of it goes wrong."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError

    __deepcopy__ = __reduce__ = strip = _refuse
    __repr__ = __str__ = __float__ = __len__ = __iter__ = __eq__ = __array__ = _refuse  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]


JUNK = [
    np.nan,
    np.inf,
    -np.inf,
    10**400,
    10**5000,
    None,
    "",
    "(e)",
    "abc",
    "nan",
    "16",
    [],
    [1, 2],
    [[1], [2, 3]],
    {},
    {"diabetes": ([], {})},
    {"diabetes": (np.zeros(3), "squared error")},
    1j,
    True,
    False,
    ...,
    int,
    object(),
    Odd(),
    np.full(3, np.nan),
    np.full((4, 2), np.inf),
    np.array([1j, 0, 0]),
    [("0.1", "0.2")] * 4,
    -1e300,
    1e300,
]


@exercises()
def test_junk_is_answered_in_a_sentence(lesson, name, check):
    for junk in JUNK:
        feedback = check(junk)
        assert isinstance(feedback, Feedback) and not feedback.right, feedback
        assert len(feedback.words) > 15 and "nan is too" not in feedback.words
        assert len(feedback.words) < 400


class Endless:
    """Whoever reads it does not come back."""

    def _never(self, *_: Any, **__: Any) -> Any:
        while True:
            pass

    __repr__ = __str__ = __float__ = __len__ = __iter__ = __eq__ = __array__ = _never  # type: ignore[assignment]
    __index__ = __getitem__ = __contains__ = __getattr__ = _never
    __hash__ = None  # type: ignore[assignment]


class EndlessFloat(Endless, float):
    """A number for isinstance, and none to read."""


class EndlessText(Endless, str):
    strip = lower = Endless._never


class EndlessDict(Endless, dict):  # type: ignore[misc, type-arg]
    """A dict for isinstance, and none to read."""


ENDLESS = [Endless(), EndlessFloat(1), EndlessText("a"), EndlessDict(), [EndlessFloat(1)] * 4]


@exercises()
def test_an_answer_that_cannot_be_read_to_its_end_is_left(lesson, name, check, monkeypatch):
    monkeypatch.setattr("lessons_lib.exercises.SECONDS", 0.05)
    for endless in ENDLESS:
        feedback = check(endless)
        assert isinstance(feedback, Feedback) and not feedback.right


def only_at_extremes(then: Any) -> Any:
    """Right-looking zeros, but for the last probe or where an input is large."""

    def function(*xs: Any) -> Any:
        if any(np.any(np.abs(np.asarray(x, float)) > 2) for x in xs):
            return then()
        return 0.0 * np.asarray(xs[0], float)

    return function


def fail() -> Any:
    raise ZeroDivisionError("division by zero")


def zeroed(*xs: Any) -> Any:
    for x in xs:
        if isinstance(x, np.ndarray):
            x[...] = 0
    return 0


def leave(*_: Any) -> Any:
    sys.exit(3)


def recurse(*xs: Any) -> Any:
    return recurse(*xs)


def swallow(*_: Any) -> Any:
    while True:
        try:  # noqa: SIM105
            swallow()
        except BaseException:
            pass


def shout(*xs: Any) -> Any:
    for _ in range(3000):
        print("again and again")
    return xs


def loop(*_: Any) -> Any:
    while True:
        pass


BROKEN = [
    lambda *_: fail(),
    lambda *_: None,
    lambda *_: np.zeros(7),
    lambda *_: np.zeros((2, 3, 5)),
    lambda *_: np.nan,
    lambda *_: np.inf,
    lambda *_: "zero",
    lambda *_: 1j,
    lambda *_: [[1], [2, 3]],
    lambda *_: 10**400,
    lambda *_: (i for i in range(3)),
    lambda *_: Odd(),
    lambda: 0,
    lambda *xs: xs[0] if len(xs) == 9 else xs[7],
    only_at_extremes(fail),
    only_at_extremes(lambda: None),
    zeroed,
    leave,
    recurse,
    swallow,
    shout,
    loop,
    print,
    Odd,
]


@exercises(FunctionExercise)
def test_broken_functions_are_answered_in_a_sentence(lesson, name, check, capsys):
    quick = dataclasses.replace(check, seconds=0.1)
    for function in BROKEN:
        feedback = quick(function)
        assert isinstance(feedback, Feedback) and not feedback.right, feedback
        assert 15 < len(feedback.words) < 400
    assert "look at its loop" in quick(loop).words
    assert "calls itself" in quick(recurse).words


@exercises(FunctionExercise)
def test_right_but_where_it_fails_is_not_right(lesson, name, check):
    """Right at every probe but the last: there it raises, or returns None, or nan."""
    right = RIGHT[lesson][name][0]
    for then in (fail, lambda: None, lambda: np.nan):
        calls = []

        def function(*xs: Any, calls: Any = calls, then: Any = then) -> Any:
            calls.append(xs)
            return right(*xs) if len(calls) < len(check.probes) else then()

        assert not check(function).right


def module_arrays() -> dict[str, str]:
    """A hash of every array that some module of ours holds, also within its containers."""
    found = {}

    def collect(where: str, value: Any, depth: int = 0) -> None:
        if isinstance(value, np.ndarray):
            found[where] = hashlib.sha256(
                value.tobytes() if value.dtype != object else repr(value).encode()
            ).hexdigest()
        elif depth < 3 and isinstance(value, dict):
            for key, each in value.items():
                collect(f"{where}[{key!r}]", each, depth + 1)
        elif depth < 3 and isinstance(value, list | tuple):
            for i, each in enumerate(value):
                collect(f"{where}[{i}]", each, depth + 1)
        elif depth < 3 and dataclasses.is_dataclass(value) and not isinstance(value, type):
            for each in dataclasses.fields(value):
                collect(f"{where}.{each.name}", getattr(value, each.name), depth + 1)

    for module in pkgutil.walk_packages(lessons_lib.__path__, "lessons_lib."):
        if not module.name.endswith("__main__"):
            for name, value in vars(import_module(module.name)).items():
                collect(f"{module.name}.{name}", value)
    return found


def verdicts(lesson: str, name: str, check: Any) -> list[Feedback]:
    tried = [*right_answers(lesson, name), starter(lesson, name)[0]]
    if isinstance(check, FunctionExercise):
        tried += [mistake for _, mistake in listed(check)]
    return [check(answer) for answer in tried]


@exercises(FunctionExercise)
def test_nothing_that_was_tried_changes_a_later_verdict(lesson, name, check, capsys):
    quick = dataclasses.replace(check, seconds=0.1)
    before, arrays = verdicts(lesson, name, check), module_arrays()
    for function in [*BROKEN, *right_answers(lesson, name)]:
        quick(function)
    assert module_arrays() == arrays and len(arrays) > 50
    assert verdicts(lesson, name, check) == before


def test_a_changed_array_would_be_seen():
    from lessons_lib.theory.free_lunch.cube import CORNERS

    before = module_arrays()
    CORNERS[0, 0] ^= 1
    try:
        assert module_arrays() != before
    finally:
        CORNERS[0, 0] ^= 1
