"""Formulas, rendered by KaTeX while the site is built, so that a page needs no script for them."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Unreadable(ValueError):
    """A formula that KaTeX does not take, and what it says of it."""


class Katex:
    """One process of node, asked line by line; ends with the process that started it."""

    def __init__(self, modules: Path) -> None:
        self.process = subprocess.Popen(
            ["node", str(HERE / "katex.cjs"), str(modules / "katex")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.html = cache(self._html)

    def _html(self, formula: str, display: bool) -> str:
        """HTML for the eye, MathML within it for a screen reader."""
        sent, answers = self.process.stdin, self.process.stdout
        assert sent and answers
        sent.write(json.dumps({"formula": formula, "display": display}) + "\n")
        sent.flush()
        answer: dict[str, Any] = json.loads(answers.readline())
        if "error" in answer:
            raise Unreadable(f"{answer['error']} in {formula!r}")
        return str(answer["html"])

    def end(self) -> None:
        """Stop the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()
