"""A quiz: questions with a few answers each, and the picture that shows why.

A wrong answer gets its own sentence and may be tried again; *Show me* brings the picture of
the lesson that the question comes from, alive, under the question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lessons_lib.explorable.explorable import Explorable
from lessons_lib.explorable.panel import Panel


class Answer(NamedTuple):
    """One possible answer, and what is said to those who choose it."""

    text: str
    words: str


class Question(NamedTuple):
    """A question, its answers, the name of the right one, and the lesson and picture it
    comes from."""

    text: str
    answers: Mapping[str, Answer]
    right: str
    lesson: str
    picture: Callable[[], Explorable]

    def said(self, name: str) -> str:
        """What is said of an answer."""
        if name not in self.answers:
            raise ValueError(f"answer {name!r}: choose one of {', '.join(self.answers)}.")
        mark = "✓ Right" if name == self.right else "✗ Not yet"
        return f"{mark}: {self.answers[name].words}"


class Quiz(Panel):
    """Questions one at a time; as the last line of a cell it shows them."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = list(questions)

    def data(self) -> dict[str, Any]:
        return {"kind": "quiz", "questions": [described(each) for each in self.questions]}

    def picture(self, number: int) -> Explorable:
        return self.questions[number].picture()

    def static(self) -> str:
        """Every question in Markdown, with its answer folded."""
        return "\n\n".join(static(n, question) for n, question in enumerate(self.questions, 1))

    def __repr__(self) -> str:
        n = len(self.questions)
        return f"Quiz of {n} questions. 0 of {n} answered, 0 at the first try."


def described(question: Question) -> dict[str, Any]:
    """A question as JSON, with all that may be said of its answers."""
    answers = [
        {"text": answer.text, "said": question.said(name), "right": name == question.right}
        for name, answer in question.answers.items()
    ]
    return {"text": question.text, "lesson": question.lesson, "answers": answers}


def static(number: int, question: Question) -> str:
    """The question on a page without a kernel: the answers, and folded the right one."""
    right = question.answers[question.right]
    listed = "\n".join(f"- {answer.text}" for answer in question.answers.values())
    return (
        f"**{number}. {question.text}** ({question.lesson})\n\n{listed}\n\n<details>"
        f"<summary>Answer</summary>{right.text}: {right.words}</details>"
    )
