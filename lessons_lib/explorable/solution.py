"""A solution of an exercise: it opens after two answers of the reader's own, or on request.

Whoever is stuck is never locked out, and whoever is hasty is slowed down.
"""

from __future__ import annotations

from typing import Any

from lessons_lib._tried import answers, listen
from lessons_lib.explorable.inline import blocks
from lessons_lib.explorable.panel import Panel

NEEDED = 2


class Solution(Panel):
    """The text may hold paragraphs, ```code```, and what a sentence may (see `inline`). A right
    answer to one of the `exercises` opens it as well."""

    def __init__(self, text: str, *exercises: Any) -> None:
        self.text, self.exercises = text, exercises
        for each in exercises:
            listen(each, self._tell)

    def progress(self) -> dict[str, Any]:
        given = [right for each in self.exercises for right in answers(each)]
        return {"tried": NEEDED if any(given) else min(len(given), NEEDED)}

    def _tell(self) -> None:
        if "page" in self.__dict__:
            self.page.state = self.page.state | self.progress()

    def data(self) -> dict[str, Any]:
        return {"kind": "solution", "text": blocks(self.text), "needed": NEEDED}

    def static(self) -> str:
        return f"<details><summary>A solution</summary>\n\n{self.text}\n\n</details>"

    def __repr__(self) -> str:
        return f"A solution: it opens after {NEEDED} answers of your own, or on request."
