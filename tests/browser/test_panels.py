"""Quiz and derivation by themselves, in a browser without any Jupyter, from their data alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from lessons_lib.explorable.derivation import Derivation
from lessons_lib.explorable.quiz import Quiz
from tests.browser.scratch import binomial
from tests.explorable.explorables import QUESTIONS

Open = Callable[..., Any]


def quiz() -> Quiz:
    return Quiz(QUESTIONS)


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def said(page: Any) -> str:
    return str(page.get_by_role("status").inner_text())


def answer(page: Any, name: str) -> str:
    page.get_by_role("radio", name=name).check()
    button(page, "Check").click()
    return said(page)


# ---- the quiz


def test_a_wrong_answer_gets_its_own_words_and_may_be_tried_again(opened: Open) -> None:
    page = opened(quiz())
    assert answer(page, "3").startswith("✗ Not yet: one too few.\n")
    assert answer(page, "4") == (
        "✓ Right: so it is.\n1 of 2 answered, 0 at the first try. To look at again: lesson 01."
    )


def test_right_at_once_counts_as_such(opened: Open) -> None:
    assert answer(opened(quiz()), "4").endswith("\n1 of 2 answered, 1 at the first try.")


def test_check_without_a_choice_says_so(opened: Open) -> None:
    page = opened(quiz())
    button(page, "Check").click()
    assert said(page) == "Choose an answer first."
    assert page.evaluate("kept") == []


def test_the_answers_are_a_group_named_by_their_question(opened: Open) -> None:
    page = opened(quiz())
    group = page.get_by_role("group", name="How much is <2> + 2?", exact=True)
    assert group.get_by_role("radio").count() == 2
    page.get_by_text("Question 1 of 2, from lesson 01").wait_for()


def test_next_and_back_stay_between_the_ends_and_show_what_was_said(opened: Open) -> None:
    page = opened(quiz())
    button(page, "Back").click()
    words = answer(page, "3")
    button(page, "Next").click()
    button(page, "Next").click()
    page.get_by_text("Question 2 of 2, from 02").wait_for()
    assert said(page) == "" and not page.get_by_role("radio", name="11").is_checked()
    button(page, "Back").click()
    assert said(page) == words and page.get_by_role("radio", name="3").is_checked()


def test_the_keys_alone_lead_through_a_quiz(opened: Open) -> None:
    page = opened(quiz())
    for key in ("Tab", "Tab", "Space", "ArrowDown", "Enter"):  # past the button Full screen
        page.keyboard.press(key)
    assert said(page).startswith("✓ Right")
    page.keyboard.press("PageDown")
    page.get_by_text("Question 2 of 2").wait_for()


def test_page_keys_work_where_a_click_on_the_words_put_the_focus(opened: Open) -> None:
    page = opened(quiz())
    page.get_by_text("How much is").click()
    page.keyboard.press("PageDown")
    page.get_by_text("Question 2 of 2").wait_for()
    page.keyboard.press("PageUp")
    page.get_by_text("Question 1 of 2").wait_for()


def test_show_me_asks_for_the_picture_and_the_next_question_takes_it_away(opened: Open) -> None:
    page = opened(quiz())
    button(page, "Show me").click()
    page.get_by_text("picture 0").wait_for()
    button(page, "Next").click()
    page.get_by_text("picture 0").wait_for(state="detached")
    button(page, "Show me").click()
    page.get_by_text("no picture").wait_for()  # the error of the one who brings it
    assert page.evaluate("shown") == [0, None, 1]


def test_without_anybody_who_brings_pictures_none_is_offered(opened: Open) -> None:
    assert button(opened(quiz(), shows=False), "Show me").count() == 0


def test_where_a_reader_was_is_kept_and_found_again(opened: Open) -> None:
    page = opened(quiz())
    words = answer(page, "3")
    (state,) = page.evaluate("kept")
    assert said(opened(quiz(), state=state)) == words


def test_a_change_from_elsewhere_is_shown(opened: Open) -> None:
    page = opened(quiz())
    page.evaluate("change({ here: 1, tries: [[1], []] })")
    page.get_by_text("Question 2 of 2").wait_for()
    assert page.evaluate("kept") == []


# ---- the derivation


def letters(derivation: Derivation) -> dict[bool, str]:
    """A right and a wrong letter for its second step."""
    right = derivation.steps[1]
    return {step is right: a for a, step in zip("abc", derivation.options(2), strict=True)}


def number(page: Any) -> int:
    return int(page.locator(".steps li:visible").count())


def test_next_asks_and_a_wrong_choice_gets_its_reason_and_its_failing_check(opened: Open) -> None:
    page, wrong = opened(binomial()), letters(binomial())[False]
    button(page, "Next").click()
    page.get_by_text("Which step comes next?").wait_for()
    button(page, f"({wrong})").click()
    assert said(page) == binomial().said(2, wrong) and "✗ FAILS" in said(page)
    assert number(page) == 1


def test_the_right_choice_shows_the_step_with_its_changed_terms_marked(opened: Open) -> None:
    page, right = opened(binomial()), letters(binomial())[True]
    button(page, "Next").click()
    button(page, f"({right})").click()
    page.get_by_text("2. Open it. ✓ holds: by SymPy").wait_for()
    assert said(page) == f"({right}) is right." and number(page) == 2
    assert not page.get_by_text("Which step comes next?").is_visible()
    look = page.locator(".last .changed").evaluate(
        "node => [getComputedStyle(node).borderBottomWidth, getComputedStyle(node).color]"
    )
    assert look[0] == "2px" and look[1] != page.evaluate("getComputedStyle(face.el).color")


def test_formulas_are_drawn_by_the_browser_itself(opened: Open) -> None:
    page = opened(binomial())
    (power,) = page.locator("msup:visible").all()
    base, index = power.locator("> *").all()
    assert base.text_content() == "(a+b)"
    low, high = base.bounding_box(), index.bounding_box()
    assert high["height"] < low["height"] and high["x"] >= low["x"] + low["width"]
    assert high["y"] + high["height"] < low["y"] + low["height"]


def test_next_again_skips_the_question_and_back_takes_it_back(opened: Open) -> None:
    page = opened(binomial())
    asked = page.get_by_role("group", name="Which step comes next?")
    for name, shown, open_question in (
        ("Next", 1, True),
        ("Back", 1, False),
        ("Next", 1, True),
        ("Next", 2, False),
        ("Next", 2, False),
        ("Back", 1, False),
        ("Back", 1, False),
    ):
        button(page, name).click()
        assert (number(page), asked.is_visible()) == (shown, open_question)


def test_the_slider_and_its_arrow_keys_move_between_steps(opened: Open) -> None:
    page = opened(binomial())
    slider = page.get_by_role("slider", name="step")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert number(page) == 2 and slider.get_attribute("aria-valuetext") == "2 of 2"
    button(page, "Back").click()
    assert slider.input_value() == "1"


def test_without_questions_next_shows_the_step_at_once(opened: Open) -> None:
    page = opened(binomial())
    page.get_by_role("checkbox", name="ask me first").uncheck()
    button(page, "Next").click()
    assert number(page) == 2


def test_letters_choose_and_the_focus_is_not_lost_with_their_buttons(opened: Open) -> None:
    page, found = opened(binomial()), letters(binomial())
    page.get_by_text("1. A square.").click()
    page.keyboard.press(found[True])  # nothing is asked yet
    assert number(page) == 1
    page.keyboard.press("PageDown")
    button(page, f"({found[False]})").focus()
    page.keyboard.press("Enter")
    assert "does not follow" in said(page)
    page.keyboard.press(found[True])
    assert number(page) == 2
    page.keyboard.press("PageUp")
    assert number(page) == 1


def test_what_is_written_is_not_taken_for_markup(opened: Open) -> None:
    titled = binomial()
    titled.title = "<b>A</b> & B"
    opened(titled).get_by_text("<b>A</b> & B", exact=True).wait_for()


# ---- both


@pytest.mark.parametrize("panel", [quiz, binomial])
@pytest.mark.parametrize(("height", "size"), [(720, 20), (1080, 28)])
def test_in_full_screen_every_word_can_be_read_from_afar(
    opened: Open, panel: Any, height: int, size: int
) -> None:
    page = opened(panel(), viewport={"width": height * 16 // 9, "height": height})
    page.locator("#place").focus()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement?.className === 'lessons-panel'")
    page.keyboard.press("PageDown")
    sizes = page.evaluate(
        """() => [...face.el.querySelectorAll('.lessons-row button, label, legend, .said, li')]
          .map(node => parseFloat(getComputedStyle(node).fontSize))"""
    )
    assert min(sizes) >= size
    page.keyboard.press("f")
    page.wait_for_function("!document.fullscreenElement")


def test_the_newest_step_comes_into_view(opened: Open) -> None:
    from lessons_lib.lessons.likelihood_classification.derive import categorical

    page = opened(categorical(), viewport={"width": 1280, "height": 300})
    page.get_by_role("checkbox", name="ask me first").uncheck()
    page.locator("#place").focus()
    for _ in range(4):
        page.keyboard.press("PageDown")
    expect(page.get_by_role("button", name="Next")).to_be_in_viewport()
    expect(page.locator(".last")).to_be_in_viewport()


@pytest.mark.parametrize("panel", [quiz, binomial])
def test_a_phone_is_wide_enough(opened: Open, panel: Any) -> None:
    page = opened(panel(), viewport={"width": 390, "height": 800})
    page.keyboard.press("Tab")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_panels_on_one_page_do_not_meet(opened: Open) -> None:
    page = opened(quiz())
    page.evaluate(
        """() => { const other = document.createElement('div');
          document.querySelector('main').append(other);
          window.other = new face.constructor(other, face.data) }"""
    )
    page.get_by_role("radio", name="3").first.check()
    page.get_by_role("radio", name="4").last.check()
    assert page.get_by_role("radio", name="3").first.is_checked()
    assert page.evaluate("other.state.tries") == [[], []]
