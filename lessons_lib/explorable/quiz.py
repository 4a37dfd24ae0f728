"""A quiz: questions with a few answers each, and the picture that shows why.

Plain radio buttons, so that it works offline, from the keyboard and with a screen reader. A
wrong answer gets its own sentence and may be tried again; *Show me* brings the picture of
the lesson that the question comes from, alive, under the question.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

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


class Quiz(Panel):
    """Questions one at a time; as the last line of a cell it shows them.

    `tries` holds, for each question, the names of the answers given so far.
    """

    _status_style = ' style="min-height: 3em"'

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = list(questions)
        self.tries: list[list[str]] = [[] for _ in self.questions]
        self.here = 0

    def answer(self, name: str) -> str:
        """Answer the present question; return what is said of it."""
        question = self.questions[self.here]
        if name not in question.answers:
            raise ValueError(f"answer {name!r}: choose one of {', '.join(question.answers)}.")
        self.tries[self.here].append(name)
        mark = "✓ Right" if name == question.right else "✗ Not yet"
        return f"{mark}: {question.answers[name].words}"

    @property
    def summary(self) -> str:
        """How many questions were answered, and how many right at once."""
        pairs = list(zip(self.questions, self.tries, strict=True))
        done = sum(q.right in tries for q, tries in pairs)
        at_once = sum(tries[:1] == [q.right] for q, tries in pairs)
        back = sorted({q.lesson for q, tries in pairs if tries and tries[0] != q.right})
        again = f" To look at again: {'; '.join(back)}." if back else ""
        return f"{done} of {len(pairs)} answered, {at_once} at the first try.{again}"

    def go(self, to: int) -> None:
        """Go to a question by its number from 0; beyond an end, stay there."""
        self.here = min(max(to, 0), len(self.questions) - 1)
        if self._box is not None:
            self._show()

    def static(self) -> str:
        """Every question in Markdown, with its answer folded."""
        return "\n\n".join(static(n, question) for n, question in enumerate(self.questions, 1))

    def __repr__(self) -> str:
        return f"Quiz of {len(self.questions)} questions. {self.summary}"

    # ---- the page

    def _make(self) -> None:
        import ipywidgets as w

        self._head, self._status = w.HTML(), w.HTML()
        self._choices = w.RadioButtons(layout={"width": "auto", "max_width": "100%"})
        works = {
            "Check": self._check,
            "Show me": self._picture,
            "Back": lambda: self.go(self.here - 1),
            "Next": lambda: self.go(self.here + 1),
        }
        self.buttons = self._buttons(works)
        self._place = w.VBox()
        row = w.HBox(list(self.buttons.values()))
        self._box = self._boxed(self._head, self._choices, row, self._status, self._place)
        self._show()

    def _show(self) -> None:
        question, number = self.questions[self.here], self.here + 1
        self._head.value = (
            f"<b>Question {number} of {len(self.questions)}</b>,"
            f" from {html.escape(question.lesson)}<p>{html.escape(question.text)}</p>"
        )
        self._choices.options = [(a.text, name) for name, a in question.answers.items()]
        self._choices.value = None
        self._place.children = ()
        self._say("")

    def _check(self) -> None:
        if self._choices.value is None:
            self._say("Choose an answer first.")
        else:
            self._say(f"{self.answer(self._choices.value)}\n{self.summary}")

    def _picture(self) -> None:
        self._place.children = (self.questions[self.here].picture().page.box,)


def static(number: int, question: Question) -> str:
    """The question on a page without a kernel: the answers, and folded the right one."""
    right = question.answers[question.right]
    listed = "\n".join(f"- {answer.text}" for answer in question.answers.values())
    return (
        f"**{number}. {question.text}** ({question.lesson})\n\n{listed}\n\n<details>"
        f"<summary>Answer</summary>{right.text}: {right.words}</details>"
    )
