"""A test before and after in a real JupyterLab: the student's file, and a page that comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.browser.lab import Lab, Notebook

CELLS = tuple(
    f"from lessons_lib.explorable.gain import {kind}\n"
    f"from tests.explorable.pairs import PART\n\n{kind}(PART)"
    for kind in ("Before", "After")
)
RESTART = "window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()"


def answer(panel: Any, *letters: str) -> None:
    for letter in letters:
        panel.get_by_role("radio", name=f"({letter})").check()
        panel.get_by_role("button", name="Next", exact=True).click()
    panel.get_by_text(f"{len(letters)} of 2 answered, kept in my_answers.json.").wait_for()


def test_what_is_answered_is_in_the_file_and_comes_back_after_a_restart(
    browser: Any, lab: Lab
) -> None:
    file = lab.root / "my_answers.json"
    lab.write("gain.ipynb", *CELLS)
    notebook = Notebook(browser, lab, "gain.ipynb")
    notebook.run_all()
    first, second = notebook.page.locator(".lessons-panel").all()
    assert not file.exists()  # Run All answers nothing
    answer(first, "b", "c")
    first.get_by_role("button", name="Finish").click()
    first.get_by_text("equivalent ones").wait_for()
    answer(second, "c")
    assert _held(file, "before") == {"sums": "b", "products": "c"}
    notebook.page.evaluate(RESTART)
    notebook.page.wait_for_timeout(3000)
    second.get_by_role("radio", name="(a)").check()  # who would keep this is gone, and it is told
    second.get_by_text("Your last answer is not kept yet.").wait_for()
    notebook.run_all()
    first.get_by_text("After lesson 02 you are asked equivalent ones").wait_for()
    second.get_by_text("question 2 of 2").wait_for()
    answer_last(second)
    assert _held(file, "after") == {"sums": "c", "products": "d"}
    assert notebook.errors == [] and notebook.tracebacks() == []
    notebook.close()


def answer_last(second: Any) -> None:
    second.get_by_role("radio", name="(d)").check()
    second.get_by_role("button", name="Next", exact=True).click()
    second.get_by_role("button", name="Finish").click()
    second.get_by_text("1 of 2 before, 2 of 2 after. Gained: 2.").wait_for()
    second.get_by_role("button", name="Next", exact=True).click()
    second.get_by_role("button", name="Show me").click()
    second.locator(".lessons-explorable canvas[data-serial]").wait_for()


def test_a_damaged_file_is_told_on_the_page_and_left_alone(browser: Any, lab: Lab) -> None:
    folder = lab.root / "damaged"
    folder.mkdir()
    (folder / "my_answers.json").write_text("{")
    lab.write("damaged/gain.ipynb", *CELLS)
    notebook = Notebook(browser, lab, "damaged/gain.ipynb")
    notebook.run_all()
    first = notebook.page.locator(".lessons-panel").first
    first.get_by_text("line 1 is not JSON").wait_for()
    first.get_by_role("radio", name="(b)").check()
    notebook.page.wait_for_timeout(1000)
    assert (folder / "my_answers.json").read_text() == "{"
    assert first.get_by_text("until then nothing is written").is_visible()
    notebook.close()


def _held(file: Path, test: str) -> dict[str, str]:
    held = json.loads(file.read_text())["tests"]["counting"][test]
    return dict(held["answers"])
