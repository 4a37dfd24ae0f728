"""What readers are asked before they see it, in every lesson."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import pytest

from lessons_lib.explorable.drawn import NEAR, Curve, Number, Place
from lessons_lib.explorable.prediction import Choose, Prediction

ROOT = Path(__file__).parents[2]
LESSONS = {path.stem[3:]: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
ASKED = re.compile(r"^predict\.(\w+)\(\)$", re.MULTILINE)


def _functions(lesson: str) -> dict[str, Any]:
    module = import_module(f"lessons_lib.lessons.{lesson}.predict")
    return {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


EVERY = [(lesson, name) for lesson in LESSONS for name in _functions(lesson)]


@pytest.fixture(scope="module", params=EVERY, ids="-".join)
def prediction(request: Any) -> Prediction:
    lesson, name = request.param
    found = _functions(lesson)[name]()
    assert isinstance(found, Prediction)
    return found


def _said(prediction: Prediction) -> list[str]:
    if isinstance(prediction, Choose):
        return [option.words for option in prediction.options.values()]
    if isinstance(prediction, Curve):
        return [belief.words for belief in prediction.shapes.values()]
    return [belief.words for belief in prediction.mistakes.values()]  # type: ignore[attr-defined]


def test_it_can_be_shown(prediction: Prediction) -> None:
    assert prediction.data()["question"].endswith(("?", ".", ")"))


def test_every_wrong_answer_has_words_and_a_misconception(prediction: Prediction) -> None:
    assert all(belief for _, belief in prediction.misconceptions())
    assert len(prediction.misconceptions()) >= (2 if isinstance(prediction, Choose) else 1)
    for words in _said(prediction):
        assert len(words.split()) >= 3 and words[0].isupper() and words.rstrip()[-1] in ".?)$"
    if isinstance(prediction, Choose):  # each choice its own words
        assert len(set(_said(prediction))) == len(prediction.options)


def test_the_reason_is_given_in_full_sentences(prediction: Prediction) -> None:
    assert len(prediction.why.split()) >= 12 and prediction.why.rstrip()[-1] in ".)$"


def test_a_mistaken_number_is_told_apart_from_the_right_one(prediction: Prediction) -> None:
    if not isinstance(prediction, Number):
        return
    for at in prediction.mistakes:
        apart = abs(at - prediction.truth)
        if prediction.factor:
            ratio = at / prediction.truth
            assert ratio <= 0 or max(ratio, 1 / ratio) > prediction.near
        else:
            assert apart > prediction.near


def test_what_happens_lies_on_the_axes(prediction: Prediction) -> None:
    if isinstance(prediction, Curve):
        x, y = prediction.x, prediction.y
        assert all(x.low <= at <= x.high for at in prediction.at)
        assert all(y.low <= value <= y.high for value in prediction.truth)
        assert prediction.at == sorted(prediction.at) and len(prediction.at) <= 25
    if isinstance(prediction, Place):
        for axis, value in zip((prediction.x, prediction.y), prediction.truth, strict=True):
            assert axis.low <= value <= axis.high
        for at in prediction.mistakes:
            shares = [
                axis.share(a) - axis.share(b)
                for axis, a, b in zip(
                    (prediction.x, prediction.y), at, prediction.truth, strict=True
                )
            ]
            assert sum(share**2 for share in shares) > NEAR**2


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_notebook_asks_each_of_them_once(lesson: str) -> None:
    book = nbformat.read(LESSONS[lesson], 4)
    asked = [
        found[1]
        for cell in book.cells
        if cell.cell_type == "code" and (found := ASKED.search(cell.source))
    ]
    assert sorted(asked) == sorted(_functions(lesson))
    assert not any("**Predict" in cell.source for cell in book.cells)


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_is_veiled_follows_at_once(lesson: str) -> None:
    cells = nbformat.read(LESSONS[lesson], 4).cells
    for cell, after in zip(cells, [*cells[1:], None], strict=True):
        found = ASKED.search(cell.source) if cell.cell_type == "code" else None
        if found:
            shown = after is not None and any(
                "data" in o and "image/png" in o.data for o in after.get("outputs", ())
            )
            assert _functions(lesson)[found[1]]().veils == shown, found[1]


@pytest.mark.parametrize("lesson", [each for each in LESSONS if each != "start_here"])
def test_at_least_two_are_drawn(lesson: str) -> None:
    drawn = [make() for make in _functions(lesson).values()]
    assert sum(isinstance(each, Curve | Place) for each in drawn) >= 2
