"""Publishing: the same bytes twice, faults told, and nbval still comparing what is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from lessons_lib.publish import outputs

PICTURE = """
from lessons_lib.explorable import Explorable, Slider

class Double(Explorable):
    '''Twice a number.'''
    number = Slider(3, min=0, max=9, step=1)
    def draw(self, figure):
        (self.dot,) = figure.add_subplot(xlim=(0, 9), ylim=(0, 18)).plot([0], [0], "o")
    def update(self):
        self.dot.set_data([self.number], [2 * self.number])
        return f"Twice {self.number} is {2 * self.number}."

Double()
"""


@pytest.fixture
def write(tmp_path: Path):
    def write(*sources: str) -> Path:
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        path = tmp_path / "book.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
        return path

    return write


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "book.ipynb"
    cells = [nbformat.v4.new_code_cell(s) for s in ("x = 2", PICTURE, "print(x)", "")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    assert outputs.publish(path)
    return path


def test_a_second_run_gives_identical_bytes(published):
    before = published.read_bytes()
    assert not outputs.publish(published)
    assert published.read_bytes() == before


def test_the_widget_is_dropped_and_picture_and_text_stay(published):
    notebook = nbformat.read(published, 4)
    (output,) = notebook.cells[1].outputs
    assert set(output.data) == {"image/png", "text/plain"}
    assert output.data["text/plain"] == "Double(number=3)\nTwice 3 is 6."
    assert output.metadata["image/png"]["alt"] == "Twice a number. Twice 3 is 6."
    assert "widgets" not in notebook.metadata
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3, None]
    assert not any("execution" in cell.metadata for cell in notebook.cells)
    assert "version" not in notebook.metadata.language_info


def _nbval(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "-p", "no:cacheprovider", str(path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=path.parent)


def test_nbval_accepts_what_was_published(published):
    assert _nbval(published).returncode == 0


def test_nbval_finds_one_changed_digit_of_a_readout(published, tmp_path):
    changed = tmp_path / "changed.ipynb"
    changed.write_text(published.read_text().replace("Twice 3 is 6.", "Twice 3 is 7."))
    run = _nbval(changed)
    assert run.returncode == 1 and "Twice 3 is 7." in run.stdout


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("1 / 0", "book.ipynb, cell .+, raised ZeroDivisionError: division by zero"),
        ("import warnings\nwarnings.warn('old')", "cell .+, wrote to stderr: .*old"),
        ("import os\nos._exit(1)", "cell .+, killed the kernel"),
        ("import time\ntime.sleep(60)", "cell .+, ran for more than 3 seconds"),
    ],
)
def test_a_faulty_cell_is_named_in_one_sentence_and_the_file_left_alone(
    write, monkeypatch, source, told
):
    monkeypatch.setattr(outputs, "SECONDS", 3)
    path = write("x = 1", source, "x")
    before = path.read_bytes()
    with pytest.raises(outputs.Unpublishable, match=told) as caught:
        outputs.publish(path)
    assert nbformat.read(path, 4).cells[1].id in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["book.ipynb"]


def test_an_error_that_a_cell_announces_is_published(tmp_path):
    path = tmp_path / "book.ipynb"
    cell = nbformat.v4.new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    assert outputs.publish(path)
    assert nbformat.read(path, 4).cells[0].outputs[0].ename == "ZeroDivisionError"


def test_a_cell_without_an_id_gets_one_that_stays(tmp_path):
    path = tmp_path / "book.ipynb"
    path.write_text(
        '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "A"}],'
        ' "metadata": {}, "nbformat": 4, "nbformat_minor": 4}'
    )
    assert outputs.publish(path) and not outputs.publish(path)
    assert nbformat.read(path, 4).cells[0].id == "cell-00"


def test_the_command_goes_on_after_a_failure_and_reports_it(write, tmp_path, capsys):
    no_notebook = tmp_path / "words.txt"
    no_notebook.write_text("words")
    book = str(write("print(1)"))
    assert outputs.main([book, str(tmp_path / "missing.ipynb"), str(no_notebook), book]) == 1
    told = capsys.readouterr()
    assert "written" in told.out and "unchanged" in told.out
    assert "no such file" in told.err and "not a notebook" in told.err


def test_what_a_cell_prints_with_pauses_is_one_output(write):
    path = write("import time\nfor n in range(3):\n    print(n, flush=True)\n    time.sleep(0.5)")
    outputs.publish(path)
    (output,) = nbformat.read(path, 4).cells[0].outputs
    assert output.text == "0\n1\n2\n"
