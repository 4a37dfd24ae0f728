"""Exercises and other code cells, with a Python that only repeats what it is told."""

from __future__ import annotations

import json

import nbformat
import pytest

CHAPTER = "07_relu.html"
EXERCISE = '.lessons-cell[data-exercise="true"]'
ECHO = """window.lessonsPython = {
  state: 'ready', files: {}, asked: [],
  async cell(lesson, id, code) {
    this.asked.push([lesson, id]);
    if (code.includes('boom')) return { text: 'before\\n', error: 'NameError: boom' };
    if (code.includes('slow')) await new Promise(resolve => { this.stop = resolve; });
    if (code === 'wrong') return { html: '<div role="status">✗ Not yet</div>' };
    if (code === 'right') return { html: '<div role="status">✓ Right</div>' };
    return { text: 'said ' + code };
  },
  stop() {},
  async write(name, bytes) { this.files[name] = bytes.length; },
};"""


class Exercise:
    """The first exercise of a chapter."""

    def __init__(self, opened, selector=EXERCISE):
        self.opened, self.page = opened, opened.page
        self.page.wait_for_function("window.lessonsPython")  # it is there, and can be replaced
        self.page.evaluate(ECHO)
        self.cell = self.page.locator(selector).first
        self.cell.scroll_into_view_if_needed()
        self.editor = self.cell.locator(".lessons-editor [role=textbox], textarea")
        self.editor.wait_for()

    def type(self, code):
        self.editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        self.page.wait_for_function(
            "([node, code]) => (node.value ?? node.innerText).trim() === code",
            arg=[self.editor.element_handle(), code],
        )

    def press(self, name):
        self.cell.get_by_role("button", name=name, exact=True).click()

    def output(self):
        return self.cell.locator(".lessons-output")


@pytest.fixture
def exercise(visit):
    return Exercise(visit(CHAPTER))


def test_what_was_typed_is_run_and_its_output_shown(exercise):
    exercise.type("x = 1\nx")
    exercise.press("Run")
    exercise.output().get_by_text("said x = 1").wait_for()
    assert exercise.page.evaluate("lessonsPython.asked[0][0]") == "relu"
    assert "stale" not in exercise.output().get_attribute("class")
    exercise.opened.shot("exercise")


def test_shift_and_enter_run_the_cell(exercise):
    exercise.type("7 * 6")
    exercise.page.keyboard.press("Shift+Enter")
    exercise.output().get_by_text("said 7 * 6").wait_for()


def test_answers_of_ones_own_open_the_solution_and_a_right_one_at_once(exercise):
    solution = exercise.page.locator('.lessons-panel-place[data-kind="solution"]').first
    exercise.type("wrong")
    exercise.press("Run")
    solution.get_by_text("so far: 1").wait_for()
    exercise.type("right")
    exercise.press("Run")
    solution.get_by_text("It is open to you now.").wait_for()
    exercise.opened.goto(CHAPTER)
    solution.get_by_text("It is open to you now.").wait_for()


def test_an_error_stands_below_what_was_printed_before_it(exercise):
    exercise.type("boom")
    exercise.press("Run")
    exercise.output().locator(".error").wait_for()
    assert exercise.output().locator("pre").all_inner_texts() == ["before\n", "NameError: boom"]


def test_an_output_that_is_of_other_code_is_marked(exercise):
    exercise.type("x = 2")
    assert "stale" in exercise.output().get_attribute("class")


def test_a_run_can_be_stopped(exercise):
    exercise.type("slow")
    exercise.press("Run")
    exercise.press("Stop")
    exercise.output().get_by_text("said slow").wait_for()
    assert exercise.cell.get_by_role("button", name="Stop").count() == 0


def test_what_was_typed_survives_a_reload(exercise):
    exercise.type("mine = 3")
    exercise.opened.goto(CHAPTER)
    again = Exercise(exercise.opened)
    assert again.editor.inner_text().strip() == "mine = 3"


def test_reset_brings_back_code_and_output(exercise):
    before = exercise.editor.inner_text(), exercise.output().inner_text()
    exercise.type("mine = 3")
    exercise.press("Run")
    exercise.output().get_by_text("said").wait_for()
    exercise.press("Reset")
    assert (exercise.editor.inner_text(), exercise.output().inner_text()) == before
    assert (
        exercise.page.evaluate(
            "Object.keys(localStorage).filter(k => k.startsWith('lessons:code'))"
        )
        == []
    )


def test_tab_leaves_the_editor(exercise):
    exercise.editor.click()
    exercise.page.keyboard.press("Tab")
    assert exercise.page.evaluate("document.activeElement.textContent") == "Run"


def saved(exercise):
    with exercise.page.expect_download() as download:
        exercise.page.get_by_role("button", name="Save my notebook").click()
    return json.loads(download.value.path().read_text("utf-8"))


def test_what_was_typed_is_saved_in_the_notebook_it_came_from(exercise):
    exercise.type("mine = 3")
    notebook = saved(exercise)
    nbformat.validate(nbformat.from_dict(notebook))
    ident = exercise.cell.get_attribute("data-cell")
    (cell,) = [cell for cell in notebook["cells"] if cell["id"] == ident]
    assert (cell["source"], cell["outputs"], cell["execution_count"]) == ("mine = 3", [], None)
    others = [
        cell for cell in notebook["cells"] if cell["cell_type"] == "code" and cell["id"] != ident
    ]
    assert any(cell["outputs"] for cell in others)


@pytest.mark.parametrize("ids", ["kept", "changed"])
def test_a_saved_notebook_is_loaded_again(exercise, tmp_path, ids):
    exercise.type("mine = 3")
    notebook = saved(exercise)
    if ids == "changed":
        for number, cell in enumerate(notebook["cells"]):
            cell["id"] = f"other-{number}"
    exercise.press("Reset")
    load(exercise, tmp_path, json.dumps(notebook))
    exercise.page.get_by_text("1 cell was taken").wait_for()
    assert exercise.editor.inner_text().strip() == "mine = 3"


@pytest.mark.parametrize("content", ["no JSON", '{"cells": []}', "[]"])
def test_what_is_no_notebook_of_this_lesson_changes_nothing(exercise, tmp_path, content):
    before = exercise.editor.inner_text()
    load(exercise, tmp_path, content)
    exercise.page.get_by_text("That file was not taken").wait_for()
    assert exercise.editor.inner_text() == before


def load(exercise, tmp_path, content):
    path = tmp_path / "mine.ipynb"
    path.write_text(content, "utf-8")
    exercise.page.get_by_label("Load my notebook").set_input_files(path)


def test_all_code_is_run_in_its_order(exercise):
    exercise.page.get_by_role("button", name="Run all code").click()
    count = exercise.page.locator(".lessons-cell").count()
    exercise.page.wait_for_function(f"lessonsPython.asked.length === {count}")
    asked = exercise.page.evaluate("lessonsPython.asked.map(([, id]) => id)")
    cells = exercise.page.locator(".lessons-cell").evaluate_all(
        "all => all.map(c => c.dataset.cell)"
    )
    assert asked == cells


def test_without_the_editor_a_plain_field_does(visit):
    opened = visit("index.html")
    opened.context.route("**/codemirror.js", lambda route: route.abort())
    opened.allowed.append("Failed to load resource")
    opened.goto(CHAPTER)
    exercise = Exercise(opened)
    exercise.type("mine = 3")
    exercise.page.keyboard.press("Control+Enter")
    exercise.output().get_by_text("said mine = 3").wait_for()


def test_a_table_of_ones_own_is_handed_to_python(visit, tmp_path):
    table = tmp_path / "dogs.csv"
    table.write_text("height,weight\n1,2\n", "utf-8")
    opened = visit("12_put_it_together.html")
    cell = opened.page.locator(".lessons-cell", has_text="berries.csv").first
    cell.locator("summary").click()
    own = Exercise(opened, f'.lessons-cell[data-cell="{cell.get_attribute("data-cell")}"]')
    own.cell.get_by_label("Take a CSV file of yours").set_input_files(table)
    own.cell.get_by_text("The columns are: height,weight").wait_for()
    assert own.page.evaluate("lessonsPython.files") == {"dogs.csv": 18}
