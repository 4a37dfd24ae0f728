"""A prediction: what a reader expects, said before it is seen, and what is then said of it.

The reader chooses, or types a number, or places a point, or draws a curve. The picture that
follows is veiled until then, or until *Show me* is pressed. All that may be said is known
beforehand, so the face needs no kernel. A page without scripts shows the question and, folded,
the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lessons_lib.explorable.inline import inline, plain
from lessons_lib.explorable.panel import Panel

LETTERS = "abcdef"


class Option(NamedTuple):
    """One possible answer, what is said to those who give it, and the misconception behind
    it, for the instructor's guide; the right one has none."""

    text: str
    words: str
    misconception: str = ""


class Prediction(Panel):
    """A question, and why its answer is so; `veils` tells whether the picture that follows on
    the page is hidden until the reader has answered.

    Texts may hold *italic*, **bold**, `code` and $formulas$.
    """

    asks = ""  # names the face's input, see `faces/js/prediction.js`

    def __init__(self, question: str, *, why: str, veils: bool = True) -> None:
        self.question, self.why, self.veils = question, why, veils

    def details(self) -> dict[str, Any]:
        """What the input needs besides the question."""
        raise NotImplementedError

    def listed(self) -> str:
        """What can be answered, in Markdown."""
        raise NotImplementedError

    def answer(self) -> str:
        """The right answer, in Markdown."""
        raise NotImplementedError

    def misconceptions(self) -> list[tuple[str, str]]:
        """Each wrong answer, and what those believe who give it."""
        raise NotImplementedError

    def data(self) -> dict[str, Any]:
        return {
            "kind": "prediction",
            "asks": self.asks,
            "question": inline(self.question),
            "why": inline(self.why),
            "veils": self.veils,
            **self.details(),
        }

    def static(self) -> str:
        return (
            f"**Predict.** {self.question}\n\n{self.listed()}\n\n<details><summary>Answer</summary>"
            f"\n\n{self.answer()} {self.why}\n\n</details>"
        )

    def __repr__(self) -> str:
        return plain(f"Predict: {self.question}\n{self.listed()}")


class Choose(Prediction):
    """Between a few answers, by their letters; `right` is the letter of the right one."""

    asks = "choice"

    def __init__(
        self,
        question: str,
        options: Mapping[str, Option],
        *,
        right: str,
        why: str,
        veils: bool = True,
    ) -> None:
        super().__init__(question, why=why, veils=veils)
        if right not in options:
            raise ValueError(f"right {right!r}: choose one of {', '.join(options)}.")
        if list(options) != list(LETTERS[: len(options)]):
            raise ValueError(f"options {', '.join(options)}: call them a, b, c and so on.")
        self.options, self.right = dict(options), right

    def said(self, letter: str) -> str:
        """What is said of an answer."""
        mark = "✓ Right." if letter == self.right else "✗ Not so."
        return f"{mark} {self.options[letter].words}"

    def details(self) -> dict[str, Any]:
        return {
            "right": self.right,
            "options": [
                {"name": name, "text": inline(option.text), "said": inline(self.said(name))}
                for name, option in self.options.items()
            ],
        }

    def listed(self) -> str:
        return "\n".join(f"- ({name}) {option.text}" for name, option in self.options.items())

    def answer(self) -> str:
        return f"({self.right}) {self.options[self.right].text}"

    def misconceptions(self) -> list[tuple[str, str]]:
        return [(o.text, o.misconception) for n, o in self.options.items() if n != self.right]
