"""The questions before and after each part of the lecture, in pairs.

`PART.toml` holds the pairs of a part: an idea, the lesson and the picture that answer it, and two
questions that ask for it in other situations. Every wrong option stands for a belief that readers
have, and has words of its own.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from lessons_lib.explorable.gain import Pair, Part
from lessons_lib.explorable.quiz import Answer, Question
from lessons_lib.lessons.scene import picture

PARTS = ("why_deep", "gradients", "choosing", "likelihood")
LETTERS = "abcd"


@cache
def part(name: str) -> Part:
    """The part of this name, with its pairs."""
    text = Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    pairs = [_pair(name, it) for name, it in content["pairs"].items()]
    return Part(name, content["title"], content["last"], pairs)


def _pair(name: str, content: dict[str, Any]) -> Pair:
    before, after = (_question(content, test) for test in ("before", "after"))
    return Pair(name, content["idea"], before, after)


def _question(pair: dict[str, Any], test: str) -> Question:
    content = pair[test]
    answers = {letter: Answer(*content[letter]) for letter in LETTERS}
    shown = picture(*pair["picture"])
    return Question(content["question"], answers, content["right"], pair["lesson"], shown)
