"""Before and after: a test ahead of a part of the lecture, an equivalent one at its end.

While a test runs nothing is judged. What is answered is written into the student's own file, see
`_my_answers`; the words of this panel that a notebook stores do not depend on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lessons_lib import _my_answers
from lessons_lib._my_answers import Given, Unreadable
from lessons_lib.explorable.explorable import Explorable
from lessons_lib.explorable.panel import Panel
from lessons_lib.explorable.quiz import Question


class Pair(NamedTuple):
    """Two equivalent questions on one idea; `name` stands for them in the student's file."""

    name: str
    idea: str
    before: Question
    after: Question

    def asked(self, test: str) -> Question:
        """The question that the test "before" or "after" asks."""
        return self.before if test == "before" else self.after


class Part(NamedTuple):
    """A part of the lecture: its name in the file, its title, its last lesson, its questions."""

    name: str
    title: str
    last: str
    pairs: Sequence[Pair]


class PairedTest(Panel):
    """One of the two tests of a part; `when` is "before" or "after"."""

    when = ""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._path = Path(_my_answers.NAME).absolute()
        self._trouble = ""

    def given(self) -> Mapping[str, Given]:
        """What the student's file holds of this part; `_trouble` says why it cannot be read."""
        try:
            found = _my_answers.read(self._path).get(self.part.name, {})
            self._trouble = ""
        except (Unreadable, OSError) as error:
            found, self._trouble = {}, trouble(error)
        return {test: self._known(test, found.get(test, Given())) for test in _my_answers.TESTS}

    def _known(self, test: str, given: Given) -> Given:
        """The answers to questions and with letters that we have."""
        answers = {
            pair.name: given.answers[pair.name]
            for pair in self.part.pairs
            if given.answers.get(pair.name) in pair.asked(test).answers
        }
        return Given(answers, given.finished)

    def progress(self) -> dict[str, Any]:
        return {test: self._state(given) for test, given in self.given().items()}

    def _state(self, given: Given) -> dict[str, Any]:
        names = [pair.name for pair in self.part.pairs]
        open_ = [n for n, name in enumerate(names) if name not in given.answers]
        here = 0 if given.finished or not given.answers else [*open_, len(names)][0]
        return {"here": here, "answers": dict(given.answers), "finished": given.finished}

    def keep(self, state: Mapping[str, Any]) -> dict[str, Any]:
        mine = state.get(self.when, {})
        new = self._known(self.when, Given(mine.get("answers", {}), mine.get("finished") is True))
        if not new.answers:
            return {}
        try:
            _my_answers.add(self._path, self.part.name, self.when, new)
        except (Unreadable, OSError) as error:
            return {"trouble": trouble(error)}
        return {"answers": dict(new.answers), "finished": new.finished}

    def told(self) -> dict[str, Any]:
        mine = self.given()[self.when]
        if self._trouble:
            return {"trouble": self._trouble}
        return {"answers": dict(mine.answers), "finished": mine.finished}

    def data(self) -> dict[str, Any]:
        return {
            "kind": "test",
            "when": self.when,
            "part": self.part.name,
            "title": self.part.title,
            "last": self.part.last,
            "intro": self.intro(),
            "file": _my_answers.NAME,
            "pairs": [self.described(pair) for pair in self.part.pairs],
        }

    def intro(self) -> str:
        """What the test is for, in a few sentences."""
        raise NotImplementedError

    def described(self, pair: Pair) -> dict[str, Any]:
        """What the face may know of a pair."""
        raise NotImplementedError

    def picture(self, number: int) -> Explorable:
        return self.part.pairs[number].after.picture()

    def __repr__(self) -> str:
        of = len(self.part.pairs)
        return f"{type(self).__name__} the lessons: {self.part.title}, {of} questions."


class Before(PairedTest):
    """The first test. It never tells what is right, which would spoil the second."""

    when = "before"

    def intro(self) -> str:
        return (
            f"{len(self.part.pairs)} questions, which the lessons answer; nobody expects you to"
            f" know the answers yet. Nothing is judged here. After {self.part.last} equivalent"
            " questions show what you have gained."
        )

    def described(self, pair: Pair) -> dict[str, Any]:
        return {"name": pair.name, "before": asked(pair.before)}

    def static(self) -> str:
        head = f"**Before the lessons: {self.part.title}.** {self.intro()}"
        return "\n\n".join([head, *listed(self.part.pairs, self.when, folded=False)])


class After(PairedTest):
    """The second test. At its end it tells what was gained, question by question."""

    when = "after"

    def intro(self) -> str:
        first = self.part.pairs[0].before.lesson
        return (
            f"{len(self.part.pairs)} questions, each equivalent to one asked before {first}."
            " At the end you see which of your answers are right, and what you have gained."
        )

    def described(self, pair: Pair) -> dict[str, Any]:
        return {
            "name": pair.name,
            "idea": pair.idea,
            "lesson": pair.after.lesson,
            "before": judged(pair.before),
            "after": judged(pair.after),
        }

    def static(self) -> str:
        head = f"**After the lessons: {self.part.title}.** {self.intro()}"
        return "\n\n".join([head, *listed(self.part.pairs, self.when, folded=True)])


def asked(question: Question) -> dict[str, Any]:
    """A question as JSON, without a hint at what is right."""
    options = [{"name": name, "text": it.text} for name, it in question.answers.items()]
    return {"text": question.text, "options": options}


def judged(question: Question) -> dict[str, Any]:
    """A question as JSON, with what is right and what is said of each answer."""
    options = [
        {"name": name, "text": it.text, "words": it.words} for name, it in question.answers.items()
    ]
    return {"text": question.text, "options": options, "right": question.right}


def listed(pairs: Sequence[Pair], test: str, *, folded: bool) -> list[str]:
    """The questions in Markdown, with the right answers folded or left out."""
    return [static(n, pair.asked(test), folded) for n, pair in enumerate(pairs, 1)]


def static(number: int, question: Question, folded: bool) -> str:
    """One question in Markdown."""
    options = "\n".join(f"- ({name}) {it.text}" for name, it in question.answers.items())
    right = question.answers[question.right]
    answer = (
        f"\n\n<details><summary>Answer</summary>({question.right}) {right.text} {right.words}"
        f" ({question.lesson})</details>"
    )
    return f"**{number}.** {question.text}\n\n{options}{answer if folded else ''}"


def trouble(error: Exception) -> str:
    """Why the student's file can neither be read nor written, and what to do."""
    name = _my_answers.NAME
    if isinstance(error, Unreadable):
        why = f"{name} beside this notebook cannot be read: {error}. Rename it or mend it"
        return f"{why}; until then nothing is written, so that nothing in it is lost."
    return f"{name} cannot be used here: {error.strerror}." if isinstance(error, OSError) else ""
