"""When a solution opens, and what a page that has no scripts shows of it."""

import pytest

from lessons_lib.exercises import ChoiceExercise, NumberExercise
from lessons_lib.explorable.inline import blocks
from lessons_lib.explorable.solution import Solution

TEXT = "Take the **square**:\n\n```python\nreturn x < 2\n```\n\nThat is all."


@pytest.fixture
def number():
    return NumberExercise(asks="?", right=2.0, mistakes={}, well_done="it is.")


def tried(solution):
    return solution.page.state["tried"]


def test_the_page_hears_of_each_answer_up_to_two(number):
    number(3)
    solution = Solution(TEXT, number)
    assert tried(solution) == 1
    number("junk")
    assert tried(solution) == 2
    number(4)
    assert tried(solution) == 2


def test_a_right_answer_opens_it_at_once(number):
    solution = Solution(TEXT, number)
    assert tried(solution) == 0
    number(2)
    assert tried(solution) == 2


def test_it_counts_the_answers_to_its_own_exercises_alone(number):
    other = ChoiceExercise(asks="?", right="a", words={"a": "so.", "b": "no."})
    solution = Solution(TEXT, number, other)
    NumberExercise(asks="?", right=1.0, mistakes={}, well_done="")(5)
    other("b")
    assert tried(solution) == 1


def test_what_the_reader_did_is_kept_when_an_answer_comes(number):
    solution = Solution(TEXT, number)
    solution.page.state = {"tried": 0, "stuck": True, "open": False}
    number(7)
    assert solution.page.state == {"tried": 1, "stuck": True, "open": False}


def test_code_and_paragraphs_become_html():
    assert blocks(TEXT) == (
        "<p>Take the <strong>square</strong>:</p>"
        "<pre><code>return x &lt; 2</code></pre><p>That is all.</p>"
    )


def test_without_scripts_it_is_folded_and_the_console_does_not_tell_it(number):
    solution = Solution(TEXT, number)
    assert solution.static().startswith("<details><summary>A solution</summary>\n\nTake")
    assert "square" not in repr(solution)
