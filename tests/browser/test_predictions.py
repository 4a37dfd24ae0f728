"""Predictions and solutions in a browser without any Jupyter, from their data alone."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from lessons_lib.explorable.drawn import Axis, Belief, Curve, shape
from lessons_lib.explorable.solution import Solution
from lessons_lib.faces.script import script
from tests.explorable.predictions import CHOICE, CURVE, NUMBER, POINT

Open = Callable[..., Any]
SOLUTION = Solution("Double it:\n\n```python\nreturn 2 * x\n```")
EXPECT, SHOW, KEEP = "This is what I expect", "Show me", "Now your reason"


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def said(page: Any) -> str:
    return str(page.get_by_role("status").inner_text())


def commit(page: Any) -> str:
    button(page, EXPECT).click()
    return said(page)


def veiled(page: Any) -> bool:
    return bool(page.locator(".lessons-words[data-veils]").count())


def seen(page: Any, text: str) -> bool:
    return bool(page.get_by_text(text).is_visible())


# ---- the course of any prediction


def test_the_answer_is_hidden_until_one_is_given_and_the_reason_until_ones_own(
    opened: Open,
) -> None:
    page = opened(CHOICE)
    assert veiled(page) and said(page) == "" and not seen(page, "positive")
    page.get_by_role("radio").first.check()
    assert commit(page) == "✗ Not so. 3 is 2 and 1 more.\nIt is (b). so it is."
    assert not veiled(page) and not seen(page, "positive")
    page.get_by_role("textbox", name="In one line").fill("I guessed")
    button(page, KEEP).click()
    assert seen(page, "3 - 2 is positive.") and seen(page, "You wrote: I guessed")
    assert page.evaluate("kept.at(-1)") == {"guess": "a", "open": True, "reason": "I guessed"}


def test_show_me_lifts_the_veil_and_asks_for_no_reason(opened: Open) -> None:
    page = opened(CHOICE)
    button(page, SHOW).click()
    assert said(page) == "It is (b). so it is." and not veiled(page)
    assert seen(page, "positive") and not page.get_by_role("textbox").is_visible()


def test_without_an_answer_it_says_what_is_missing(opened: Open) -> None:
    for prediction, words in [
        (CHOICE, "Choose an answer first."),
        (NUMBER, "Type a number first, such as 0.25 or 1/4."),
        (POINT, "Place your point first."),
        (CURVE, "Draw your curve first, from left to right."),
    ]:
        page = opened(prediction)
        assert commit(page) == words and veiled(page) and page.evaluate("kept") == []


def test_a_clicker_goes_on_and_back(opened: Open) -> None:
    page = opened(CHOICE)
    page.locator("#place").focus()
    page.keyboard.press("PageDown")
    assert not veiled(page) and seen(page, "positive")
    page.keyboard.press("PageUp")
    assert veiled(page) and said(page) == ""


def test_what_was_answered_comes_back_with_the_page(opened: Open) -> None:
    page = opened(CHOICE, state={"guess": "a", "open": True, "reason": "so"})
    assert page.get_by_role("radio").first.is_checked() and seen(page, "You wrote: so")
    assert said(page).startswith("✗") and not veiled(page)


def test_asked_again_it_forgets(opened: Open) -> None:
    page = opened(NUMBER, state={"guess": 0.5, "open": True, "reason": ""})
    button(page, "Ask me again").click()
    assert page.get_by_role("textbox").first.input_value() == "" and veiled(page)


def test_the_reader_s_own_words_are_never_taken_for_html(opened: Open) -> None:
    page = opened(CHOICE, state={"guess": "a", "open": True, "reason": "<b>1 < 2</b>"})
    assert seen(page, "You wrote: <b>1 < 2</b>")


# ---- numbers


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1/1000", "✓ You expected 0.001. It is 0.001."),
        ("0,0015", "✓ You expected 0.0015. It is 0.001."),
        ("0.1", "✗ You expected 0.1. It is 0.001, a hundredth of that. that is one factor."),
        ("1e-5", "✗ You expected 10⁻⁵. It is 0.001, 100 times that."),
        ("-3", "✗ You expected −3. It is 0.001."),
    ],
)
def test_a_number_is_compared_in_words(opened: Open, typed: str, words: str) -> None:
    page = opened(NUMBER)
    page.get_by_role("textbox").first.fill(typed)
    assert commit(page) == words


@pytest.mark.parametrize("typed", ["", "many", "1/0", "1/2/3", "nan", "1e999"])
def test_what_is_no_number_is_not_taken(opened: Open, typed: str) -> None:
    page = opened(NUMBER)
    page.get_by_role("textbox").first.fill(typed)
    assert commit(page).startswith("Type a number first")


# ---- points and curves


def at(page: Any, right: float, up: float) -> tuple[float, float]:
    """Page coordinates of a place on the axes, by shares."""
    left, bottom, width, height = page.evaluate("""() => {
      const { plane } = face.input, box = plane.svg.getBoundingClientRect();
      return [box.left + plane.left, box.top + plane.bottom, plane.right - plane.left,
              plane.bottom - plane.top];
    }""")
    return left + right * width, bottom - up * height


def test_a_point_is_placed_by_the_pointer(opened: Open) -> None:
    page = opened(POINT)
    page.mouse.click(*at(page, 0.5, 0.5))
    words = commit(page)
    assert words.startswith("✗ You expected slope ") and words.endswith("there it starts.")
    assert page.locator("svg circle.truth").count() == page.locator("svg rect.guess").count() == 1


def test_a_point_is_placed_by_keys(opened: Open) -> None:
    page = opened(POINT)
    page.locator(".plane svg").focus()
    for key in ["ArrowRight"] * 5 + ["ArrowDown"] * 5:
        page.keyboard.press(key)
    assert commit(page) == ("✓ You expected slope 1, intercept −1. It is at slope 1, intercept −1.")


def draw(page: Any, *places: tuple[float, float]) -> None:
    page.mouse.move(*at(page, *places[0]))
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*at(page, *place), steps=4)
    page.mouse.up()


def test_a_curve_is_drawn_by_the_pointer_and_shown_beside_what_happens(opened: Open) -> None:
    page = opened(CURVE)
    draw(page, (0, 2 / 3), (1, 1))
    words = commit(page).splitlines()
    assert words[0].startswith(
        "✗ You expected the error to rise to 10 times its first value; it fa"
    )
    assert words[1] == "more units do not harm."
    assert words[2].startswith("You are furthest off at N 16, where you drew 1 and the result is 0")
    assert page.locator("svg path.truth").count() == page.locator("svg path.guess").count() == 1


def test_a_curve_is_drawn_by_keys(opened: Open) -> None:
    page = opened(CURVE)
    page.locator(".plane svg").focus()
    for key in ["ArrowUp"] * 9 + ["ArrowRight", *["ArrowDown"] * 2] * 4:
        page.keyboard.press(key)
    value = page.locator(".plane svg").get_attribute("aria-valuetext")
    assert value == "N 16: 0.045"
    assert commit(page) == (
        "✓ You expected the error to fall to 1/16 of its first value; "
        "it falls to 1/16 of its first value."
    ).replace("1/16 of", "0.06 of")


def test_a_curve_with_a_gap_is_not_taken(opened: Open) -> None:
    page = opened(CURVE)
    draw(page, (0, 0.5), (0.5, 0.5))
    assert commit(page) == "Your curve is not whole: nothing is drawn at N 8."


def test_a_curve_that_turns_is_told_by_its_turn(opened: Open) -> None:
    one = Belief("it turns in the middle.", "it does not turn")
    hill = Curve(
        "How does it go?",
        x=Axis(label="s", name="s", low=0, high=2, ticks=[0, 1, 2]),
        y=Axis(label="error", name="the error", low=0, high=1, ticks=[0, 1]),
        at=[0, 1, 2],
        truth=[0.1, 0.6, 0.1],
        shapes=dict.fromkeys(("rises", "falls", "flat", "dips"), one),
        why="Both ends are alike.",
    )
    page = opened(hill)
    button(page, SHOW).click()
    assert "the error rises from 0.1 to 0.6 and then falls to 0.1." in page.inner_text("main")


def test_the_page_tells_a_curve_s_shape_as_the_tests_do(opened: Open) -> None:
    draws = random.Random(0)
    curves = [[draws.random() * scale for _ in range(5)] for scale in [1, 0.3, 0.1] * 40]
    page = opened(CURVE)
    told = page.evaluate(
        """async ([code, curves]) => {
          const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
          const { shapeOf } = await import(url);
          return curves.map(shapeOf);
        }""",
        [f"{script('curve')}\nexport {{ shapeOf }};", json.loads(json.dumps(curves))],
    )
    assert told == [shape(each) for each in curves]


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_leaves_the_page(opened: Open, width: int) -> None:
    page = opened(
        CURVE,
        state={"guess": CURVE.truth, "open": True, "reason": None},
        viewport={"width": width, "height": 720},
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.scrollHeight") <= 720


# ---- solutions


def solution(**state: Any) -> dict[str, Any]:
    return {"tried": 0, "stuck": False, "open": False} | state


def test_a_solution_opens_after_two_answers(opened: Open) -> None:
    page = opened(SOLUTION, state=solution(tried=1))
    assert said(page) == "It opens after 2 answers of your own; so far: 1."
    assert not seen(page, "Double it")
    page.evaluate("change({ tried: 2, stuck: false, open: false })")
    button(page, "Show the solution").click()
    assert seen(page, "Double it") and page.locator("pre").inner_text() == "return 2 * x"
    button(page, "Hide").click()
    assert not seen(page, "Double it")


def test_who_is_stuck_is_asked_twice_and_then_helped(opened: Open) -> None:
    page = opened(SOLUTION, state=solution())
    button(page, "I am stuck").click()
    assert said(page).startswith("One more try") and not seen(page, "Double it")
    button(page, "Show the solution").click()
    assert seen(page, "Double it")


def test_a_clicker_opens_and_closes_a_solution(opened: Open) -> None:
    page = opened(SOLUTION)
    page.locator("#place").focus()
    page.keyboard.press("PageDown")
    assert seen(page, "Double it")
    page.keyboard.press("PageUp")
    assert not seen(page, "Double it")
