"""The questions before and after: paired, balanced, with words of their own, and told nowhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import pytest

from lessons_lib._my_answers import TESTS
from lessons_lib.explorable import Explorable
from lessons_lib.explorable.gain import Pair, PairedTest, Part
from lessons_lib.explorable.quiz import Question
from lessons_lib.pairs import LETTERS, PARTS, after, before, part

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
EVERY = [(name, pair.name) for name in PARTS for pair in part(name).pairs]
LESSONS = {
    "why_deep": ["01", "02", "03", "04", "05"],
    "gradients": ["06", "07", "08"],
    "choosing": ["09", "12"],
    "likelihood": ["10", "11"],
}
SHOWN = re.compile(r"\b(before|after)\.(\w+)\(\)")


@pytest.fixture(params=PARTS)
def one(request: Any) -> Part:
    return part(request.param)


@pytest.fixture(params=EVERY, ids="-".join)
def pair(request: Any) -> Pair:
    name, wanted = request.param
    return next(it for it in part(name).pairs if it.name == wanted)


def questions(it: Pair) -> list[Question]:
    return [it.asked(test) for test in TESTS]


def test_a_part_has_ten_pairs_in_the_order_of_its_lessons(one: Part) -> None:
    lessons = [it.after.lesson.removeprefix("lesson ") for it in one.pairs]
    assert len(one.pairs) == 10 and lessons == sorted(lessons)
    assert set(lessons) == set(LESSONS[one.name]) and one.last == f"lesson {lessons[-1]}"
    assert len({it.idea for it in one.pairs}) == 10


def test_every_part_has_its_two_tests() -> None:
    for name in PARTS:
        for module in (before, after):
            shown = getattr(module, name)()
            assert isinstance(shown, PairedTest) and shown.part is part(name)
            assert f"{shown.when}.{name}" == f"{module.__name__.rpartition('.')[2]}.{name}"


def test_the_right_answer_stands_everywhere_equally_often(one: Part) -> None:
    counts = {test: Counter(it.asked(test).right for it in one.pairs) for test in TESTS}
    for test in TESTS:
        assert set(counts[test]) == set(LETTERS) and max(counts[test].values()) <= 3
    assert set((counts["before"] + counts["after"]).values()) == {5}


def test_the_two_of_a_pair_do_not_share_their_letter_too_often(one: Part) -> None:
    assert sum(it.before.right == it.after.right for it in one.pairs) <= 4


def test_neither_the_longest_nor_the_shortest_answer_is_a_hint(one: Part) -> None:
    for pick in (max, min):
        hits = [
            pick(q.answers, key=lambda a, q=q: len(q.answers[a].text)) == q.right
            for it in one.pairs
            for q in questions(it)
        ]
        assert sum(hits) <= 9  # by chance 5 of 20; 10 or more would come in 1 of 70


def test_the_two_of_a_pair_are_alike_in_form(pair: Pair) -> None:
    for question in questions(pair):
        assert list(question.answers) == list(LETTERS) and question.right in LETTERS
    lengths = [len(it.text.split()) for it in questions(pair)]
    assert max(lengths) <= 2 * min(lengths)
    assert pair.before.lesson == pair.after.lesson


def test_the_two_of_a_pair_are_different_questions(pair: Pair) -> None:
    first, second = (set(re.findall(r"\w{4,}", it.text.lower())) for it in questions(pair))
    assert len(first & second) <= 0.6 * min(len(first), len(second))
    assert pair.before.answers[pair.before.right] != pair.after.answers[pair.after.right]


def test_every_answer_has_words_of_its_own(pair: Pair) -> None:
    for question in questions(pair):
        texts = [answer.text for answer in question.answers.values()]
        told = [answer.words for answer in question.answers.values()]
        assert len(set(texts)) == len(set(told)) == 4 and not set(texts) & set(told)
        for words in told:
            assert len(words.split()) >= 8 and words[-1] == "." and not words[0].islower()
        assert question.text.endswith("?") and all(text[-1] == "." for text in texts)


def test_nothing_is_marked_up(pair: Pair) -> None:
    for question in questions(pair):
        for text in [question.text, *sum(question.answers.values(), ())]:
            assert not re.search(r"[*$`<>]|  ", text.replace(" < ", "").replace(" > ", "")), text


@pytest.mark.parametrize("name", PARTS)
def test_every_picture_can_be_made(name: str) -> None:
    for it in part(name).pairs:
        picture = it.after.picture()
        assert isinstance(picture, Explorable) and picture.readout
        number = NOTEBOOKS.glob(f"{it.after.lesson[-2:]}_*.ipynb")
        (lesson,) = (path.stem[3:] for path in number)
        assert type(picture).__module__.startswith(f"lessons_lib.lessons.{lesson}."), it.name


# ---- told nowhere


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def told(book: Any) -> str:
    """All text of a notebook but that of the tests themselves."""
    found = []
    for cell in book.cells:
        found.append(cell.source)
        if not SHOWN.search(cell.source):
            outputs = cell.get("outputs", ())
            found += [o.get("text", "") for o in outputs]
            found += [v for o in outputs for k, v in o.get("data", {}).items() if "text" in k]
    return plain("\n".join(found))


@pytest.fixture(scope="module")
def notebooks() -> dict[str, str]:
    return {path.stem: told(nbformat.read(path, 4)) for path in NOTEBOOKS.glob("*.ipynb")}


def test_no_question_and_no_answer_stands_in_a_notebook(
    pair: Pair, notebooks: dict[str, str]
) -> None:
    for question in questions(pair):
        for text in [question.text, *(it.text for it in question.answers.values())]:
            for sentence in re.split(r"(?<=[.?:;])\s", text):
                if len(plain(sentence).split()) >= 6:
                    here = [name for name, all_ in notebooks.items() if plain(sentence) in all_]
                    assert not here, sentence


def test_a_sentence_that_stands_in_a_notebook_is_found() -> None:
    cells = [nbformat.v4.new_markdown_cell("Each *unit*  bends it,\nonce.")]
    assert plain("each unit bends it once") in told(nbformat.v4.new_notebook(cells=cells))


# ---- where they stand


@pytest.mark.parametrize("name", PARTS)
def test_the_tests_stand_at_both_ends_of_their_part(name: str) -> None:
    found = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = nbformat.read(path, 4).cells
        for n, cell in enumerate(cells):
            for when, which in SHOWN.findall(cell.source) if cell.cell_type == "code" else ():
                found.setdefault((when, which), []).append((path.stem[:2], n, len(cells)))
    ((first, at, _),) = found["before", name]
    ((last, end, of),) = found["after", name]
    assert [first, last] == [LESSONS[name][0], LESSONS[name][-1]]
    assert at <= 2 and end == of - 2
