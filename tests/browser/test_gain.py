"""The tests before and after in a browser without any Jupyter, from their data alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lessons_lib.explorable.gain import After, Before
from tests.explorable.pairs import PART

Open = Callable[..., Any]
NONE = {"here": 0, "answers": {}, "finished": False}
FIRST = {"here": 0, "answers": {"sums": "a", "products": "a"}, "finished": True}  # ✗ ✓
SECOND = {"here": 0, "answers": {"sums": "c", "products": "b"}, "finished": True}  # ✓ ✗


@pytest.fixture
def opened(opened: Open) -> Open:
    """Call it with a panel and what was answered in both tests to get its page."""

    def opener(panel: Any, before: Any = NONE, after: Any = NONE, **given: Any) -> Any:
        return opened(panel, state={"before": before, "after": after}, **given)

    return opener


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def said(page: Any) -> str:
    return str(page.get_by_role("status").inner_text())


def title(page: Any) -> str:
    return str(page.locator(".title").inner_text())


def choose(page: Any, letter: str) -> None:
    page.get_by_role("radio", name=f"({letter})").check()


def words(page: Any) -> str:
    return str(page.locator(".compared").inner_text())


# ---- while it runs


def test_an_answer_is_kept_at_once_and_not_judged(opened: Open) -> None:
    page = opened(Before(PART))
    assert title(page) == "Before the lessons, how to count: question 1 of 2"
    assert said(page) == "Nothing is judged before the end."
    choose(page, "c")
    assert page.evaluate("kept.at(-1).before.answers") == {"sums": "c"}
    assert said(page) == "1 of 2 answered, kept in this browser."
    assert "✓" not in page.inner_text("main") and "✗" not in page.inner_text("main")


def test_what_the_test_is_for_is_said_at_its_beginning(opened: Open) -> None:
    page = opened(Before(PART))
    assert page.get_by_text("nobody expects you to know the answers yet").is_visible()
    button(page, "Next").click()
    assert not page.get_by_text("nobody expects").is_visible()


def test_the_answers_are_a_group_named_by_their_question(opened: Open) -> None:
    page = opened(Before(PART))
    group = page.get_by_role("group", name="One and <one>?", exact=True)
    assert group.get_by_role("radio").count() == 4


def test_back_shows_the_answer_given_and_it_may_be_changed(opened: Open) -> None:
    page = opened(After(PART))
    choose(page, "a")
    button(page, "Next").click()
    assert not page.get_by_role("radio", checked=True).count()
    button(page, "Back").click()
    assert page.get_by_role("radio", name="(a)").is_checked()
    choose(page, "b")
    assert page.evaluate("kept.at(-1).after.answers") == {"sums": "b"}


def test_the_end_says_what_is_open_and_back_leads_there(opened: Open) -> None:
    page = opened(Before(PART))
    choose(page, "a")
    for _ in range(2):
        button(page, "Next").click()
    assert "You have answered 1 of 2 questions; not answered: 2." in words(page)
    button(page, "Back").click()
    assert title(page).endswith("question 2 of 2")


@pytest.mark.parametrize("kind", [Before, After])
def test_the_keys_alone_lead_through_a_test(opened: Open, kind: Any) -> None:
    page = opened(kind(PART))
    for key in ("Tab", "Tab", "Space", "ArrowDown", "Enter", "d", "PageDown", "Enter"):
        page.keyboard.press(key)  # past the button Full screen; the last one presses Finish
    kept = page.evaluate("kept.at(-1)")[kind.when]
    assert kept["answers"] == {"sums": "b", "products": "d"} and kept["finished"]
    page.keyboard.press("PageDown")  # nobody was thrown out
    assert title(page).endswith("finished" if kind is Before else "question 1 of 2, lesson 01")


def test_a_clicker_finishes_only_what_is_answered(opened: Open) -> None:
    page = opened(Before(PART))
    page.locator("#place").focus()
    for _ in range(5):
        page.keyboard.press("PageDown")
    assert title(page).endswith("all questions were asked")
    assert not page.evaluate("kept.at(-1).before.finished")
    for key in ("PageUp", "a", "PageUp", "a", *["PageDown"] * 3):
        page.keyboard.press(key)
    assert title(page).endswith("finished")


# ---- its end


def test_the_first_test_tells_nothing_at_its_end(opened: Open) -> None:
    page = opened(Before(PART), before=FIRST)
    shown = page.inner_text("main")
    assert "After lesson 02 you are asked equivalent ones" in shown
    assert said(page) == "2 of 2 answered, kept in this browser."
    assert not page.get_by_role("radio").count() and not button(page, "Show me").is_visible()
    assert "because b." not in shown and "✓" not in shown


def test_the_second_test_tells_the_gain_question_by_question(opened: Open) -> None:
    page = opened(After(PART), before=FIRST, after=SECOND)
    assert words(page).startswith(
        "1 of 2 before, 1 of 2 after. Gained: 1. Right before, and not now: 2."
    )
    rows = [row.inner_text().split("\t") for row in page.get_by_role("row").all()]
    assert [row[1:] for row in rows] == [
        ["before", "after"],
        ["✗ wrong", "✓ right"],
        ["✓ right", "✗ wrong"],
    ]
    page.get_by_role("button", name="2. How products go").click()
    assert title(page).endswith("question 2 of 2, lesson 02")
    assert words(page).split("\n\n") == [
        "How products go",
        "Before: One by one?",
        "✓ You answered, and it is right: (a) One a\nbecause a.",
        "After: Two by two?",
        "✗ You answered: (b) Two b\nbecause b.",
        "✓ Right is: (d) Two d\nbecause d.",
    ]


def test_what_was_wrong_twice_is_named(opened: Open) -> None:
    after = {**SECOND, "answers": {"sums": "a"}}
    page = opened(After(PART), before={**FIRST, "answers": {"sums": "a"}}, after=after)
    assert "0 of 2 before, 0 of 2 after. Not right either time: 1, 2." in words(page)
    page.get_by_role("button", name="2. ").click()
    assert words(page).count("– You gave no answer.") == 2


def test_without_the_first_test_the_second_is_told_alone(opened: Open) -> None:
    page = opened(After(PART), after=SECOND)
    assert words(page).startswith("1 of 2 are right. There are no answers from before the lessons")
    assert page.get_by_role("columnheader").all_inner_texts() == ["question", "after"]
    button(page, "Next").click()
    assert "Before:" not in words(page) and "One and" not in words(page)


def test_show_me_brings_the_picture_and_the_next_question_takes_it_away(opened: Open) -> None:
    page = opened(After(PART), before=FIRST, after=SECOND)
    assert not button(page, "Show me").is_visible()
    button(page, "Next").click()
    button(page, "Show me").click()
    page.get_by_text("picture 0").wait_for()
    button(page, "Next").click()
    page.get_by_text("picture 0").wait_for(state="detached")
    button(page, "Show me").click()
    page.get_by_text("no picture").wait_for()  # the error of the one who brings it
    assert page.evaluate("shown") == [0, None, 1]


# ---- what the kernel says


def kernel(page: Any, words: str) -> None:
    """Show the test anew, for a source whose kernel says so."""
    page.evaluate(
        """words => {
          const el = document.createElement('div');
          document.getElementById('place').replaceWith(el);
          window.face = new face.constructor(el, face.data, {
            ...face.source, told: listener => { window.tell = listener; return words; },
          });
        }""",
        words,
    )


def test_it_is_said_where_the_answers_are_only_once_they_are_there(opened: Open) -> None:
    page = opened(Before(PART))
    kernel(page, {"answers": {"sums": "b"}, "finished": False})
    choose(page, "a")
    assert "kept" not in said(page)
    page.evaluate("tell({ answers: { sums: 'a' }, finished: false })")
    assert said(page) == "1 of 2 answered, kept in my_answers.json."


def test_without_a_word_from_the_kernel_the_answer_counts_as_lost(opened: Open) -> None:
    page = opened(Before(PART))
    kernel(page, {})
    page.clock.install()
    choose(page, "a")
    page.clock.fast_forward(6000)
    assert said(page).startswith("Your last answer is not kept yet.")


def test_a_browser_that_keeps_nothing_is_told(opened: Open) -> None:
    page = opened(Before(PART))
    page.evaluate("face.source.keep = () => false")
    choose(page, "a")
    assert said(page).startswith("This browser keeps nothing")


def test_a_damaged_file_is_told(opened: Open) -> None:
    page = opened(Before(PART))
    kernel(page, {"trouble": "The file is damaged."})
    assert said(page) == "The file is damaged."
    choose(page, "a")
    assert said(page) == "The file is damaged."


# ---- room


@pytest.mark.parametrize("state", [(NONE, NONE), (FIRST, SECOND)])
def test_a_phone_is_wide_enough(opened: Open, state: Any) -> None:
    page = opened(After(PART), *state, viewport={"width": 390, "height": 800})
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.keyboard.press("Tab")
        page.keyboard.press("PageDown")


@pytest.mark.parametrize(("height", "size"), [(720, 20), (1080, 28)])
def test_in_full_screen_every_word_can_be_read_from_afar(
    opened: Open, height: int, size: int
) -> None:
    page = opened(
        After(PART), FIRST, SECOND, viewport={"width": height * 16 // 9, "height": height}
    )
    page.locator("#place").focus()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement?.className === 'lessons-panel'")
    for _ in range(2):
        sizes = page.evaluate(
            """() => [...face.el.querySelectorAll('.lessons-row button, th, td, p, .said')]
              .filter(node => node.checkVisibility())
              .map(node => parseFloat(getComputedStyle(node).fontSize))"""
        )
        assert min(sizes) >= size
        page.keyboard.press("PageDown")


def test_two_tests_on_one_page_do_not_meet(opened: Open) -> None:
    page = opened(Before(PART))
    page.evaluate(
        """() => { const other = document.createElement('div');
          document.querySelector('main').append(other);
          window.other = new face.constructor(other, face.data) }"""
    )
    page.get_by_role("radio", name="(a)").first.check()
    page.get_by_role("radio", name="(b)").last.check()
    assert page.get_by_role("radio", name="(a)").first.is_checked()
