"""What the wrong answers to all predictions stand for, as a page for instructors.

python -m lessons_lib.publish.misconceptions      # writes docs/misconceptions.md
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import nbformat

from lessons_lib.explorable.prediction import Prediction

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/misconceptions.md"
HEAD = """# Misconceptions behind the answers

Made from the lessons by `make notebooks`; see [For instructors](instructors.md).
"""


def predictions(lesson: str) -> list[Prediction]:
    """Those of a lesson, in the order of its module."""
    if not (ROOT / f"lessons_lib/lessons/{lesson}/predict.py").exists():
        return []
    module = import_module(f"lessons_lib.lessons.{lesson}.predict")
    functions = [
        each
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == module.__name__ and not name.startswith("_")
    ]
    return [each() for each in sorted(functions, key=lambda each: each.__code__.co_firstlineno)]


def asked(prediction: Prediction) -> str:
    """One question with its answers."""
    rows = "\n".join(f"| {answer} | {belief} |" for answer, belief in prediction.misconceptions())
    return (
        f"**{prediction.question}**\n\nRight: {prediction.answer()}\n\n"
        f"| wrong answer | who gives it may believe that |\n|---|---|\n{rows}\n"
    )


def sections() -> Iterator[str]:
    """The page, part by part."""
    yield HEAD
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        found = predictions(path.stem[3:])
        if found:
            title = nbformat.read(path, 4).cells[0].source.partition("\n")[0].lstrip("# ")
            yield f"## {path.stem[:2]} {title}\n"
            yield from map(asked, found)


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join(sections())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
