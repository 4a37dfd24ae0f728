"""A small part of a lecture, for tests: two pairs of questions."""

from lessons_lib.explorable.gain import Pair, Part
from lessons_lib.explorable.quiz import Answer, Question
from tests.explorable.explorables import Leaky


def question(text: str, right: str, lesson: str) -> Question:
    answers = {letter: Answer(f"{text[:3]} {letter}", f"because {letter}.") for letter in "abcd"}
    return Question(text, answers, right, lesson, Leaky)


PAIRS = (
    Pair(
        "sums",
        "How sums go",
        question("One and <one>?", "b", "lesson 01"),
        question("Two and two?", "c", "lesson 01"),
    ),
    Pair(
        "products",
        "How products go",
        question("One by one?", "a", "lesson 02"),
        question("Two by two?", "d", "lesson 02"),
    ),
)
PART = Part("counting", "how to count", "lesson 02", PAIRS)
