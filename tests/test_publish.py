"""Publishing: the same bytes twice, faults told, and nbval still comparing what is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from lessons_lib import publish

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
    assert publish.publish(path)
    return path


def test_a_second_run_gives_identical_bytes(published):
    before = published.read_bytes()
    assert not publish.publish(published)
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
    assert "Twice 3 is 7." in _nbval(changed).stdout


def test_a_cell_that_raises_is_told_and_the_file_left_alone(write):
    path = write("1 / 0")
    before = path.read_bytes()
    with pytest.raises(publish.Unpublishable, match=r"book.ipynb: ZeroDivisionError"):
        publish.publish(path)
    assert path.read_bytes() == before


def test_a_warning_is_told_and_not_published(write):
    path = write("import warnings\nwarnings.warn('old')")
    with pytest.raises(publish.Unpublishable, match=r"cell .* wrote to stderr"):
        publish.publish(path)


def test_the_command_reports_failures_and_goes_on(write, capsys):
    path = write("print(1)")
    missing_error = publish.main([str(path), str(path)])
    assert missing_error == 0 and "unchanged" in capsys.readouterr().out
